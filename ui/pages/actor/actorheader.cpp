// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actor/actorheader.h"

#include "protocol/manager/json.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/actorlabel.h"
#include "ui/pages/actor/actortext.h"
#include "ui/pages/actor/commandrow.h"
#include "ui/pages/actor/factchips.h"
#include "ui/pages/actor/lifecyclestrip.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusbadge.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonObject>
#include <QtGui/QAction>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

/// What the key gets before commands are shown as buttons.
constexpr int keyWidthMin = 120;

/// The runner or envoy that the record's error names; empty for none.
QString runnerOf(const manager::Actor &actor)
{
    if (!actor.error || !actor.error->isObject() || actor.error->toObject().isEmpty())
        return {};
    const QJsonObject detail = actor.error->toObject().begin().value().toObject();
    const QString runner = detail.value("runner_id"_L1).toString();
    return runner.isEmpty() ? detail.value("envoy_key"_L1).toString() : runner;
}

QList<Fact> factsOf(const ActorSession &session)
{
    const manager::Actor &actor = *session.record();
    QList<Fact> facts{{.icon = "boxes"_L1, .name = ActorText::tr("Pool"), .value = actor.runnerNameSelector},
                      {.icon = "globe2"_L1, .name = ActorText::tr("Datacenter"), .value = actor.datacenter}};
    if (const QString runner = runnerOf(actor); !runner.isEmpty())
        facts.append({.icon = "server"_L1, .name = ActorText::tr("Last runner"), .value = runner});
    if (session.runtime())
        facts.append({.icon = "cpu"_L1,
                      .name = ActorText::tr("Runs"),
                      .value = session.runtime()->runtime % u' ' % session.runtime()->version});
    facts.append({.icon = "bug"_L1,
                  .name = ActorText::tr("Crash policy"),
                  .value = ActorText::tr("on crash: %1", "%1 is a crash policy")
                               .arg(manager::crashPolicyName(actor.crashPolicy))});
    facts.removeIf([](const Fact &fact) { return fact.value.isEmpty(); });
    return facts;
}

} // namespace

ActorHeader::ActorHeader(ToneOf toneOf, QWidget *parent)
    : QWidget(parent)
    , m_toneOf(std::move(toneOf))
    , m_status(new StatusBadge(StatusBadge::Size::Large))
    , m_name(new ElidedLabel)
    , m_key(new ElidedLabel)
    , m_explanation(new ElidedLabel)
    , m_explain(new QToolButton)
    , m_commands(new CommandRow)
    , m_chips(new FactChips)
    , m_strip(new LifecycleStrip)
{
    m_name->setFont(fonts::title());
    m_name->setElideMode(Qt::ElideRight);
    m_explanation->setForegroundRole(QPalette::PlaceholderText);
    m_explanation->setElideMode(Qt::ElideRight);
    m_explain->setAutoRaise(true);
    m_explain->hide();

    auto *line = new QHBoxLayout;
    line->setSpacing(metrics::space2);
    line->addWidget(m_name);
    line->addWidget(m_key, 1);
    line->addWidget(m_commands);
    auto *state = new QHBoxLayout;
    state->setSpacing(metrics::space2);
    state->addWidget(m_status);
    state->addWidget(m_explanation, 1);
    state->addWidget(m_explain);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addLayout(line);
    layout->addLayout(state);
    layout->addWidget(m_chips);
    layout->addWidget(m_strip);
    m_countdown.setInterval(1s);
    connect(&m_countdown, &QTimer::timeout, this, &ActorHeader::refreshStatus);
    refresh();
}

void ActorHeader::setSession(ActorSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &ActorSession::recordChanged, this, &ActorHeader::refresh);
        connect(session, &ActorSession::phaseChanged, this, &ActorHeader::refresh);
        connect(session, &ActorSession::runtimeChanged, this, &ActorHeader::refresh);
    }
    refresh();
}

void ActorHeader::setLog(ActorEventLog *log)
{
    if (m_log)
        m_log->disconnect(this);
    m_log = log;
    if (log)
        connect(log, &ActorEventLog::lifecycleChanged, this, &ActorHeader::refreshLife);
    refreshLife();
}

void ActorHeader::setCommands(const QList<QAction *> &commands)
{
    m_commands->setCommands(commands);
    fitCommands();
}

void ActorHeader::setExplainCommand(QAction *explain)
{
    m_explain->setDefaultAction(explain);
    m_explain->setText(ActorText::tr("Why?"));
    m_explain->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_explain->setAccessibleName(explain->toolTip());
    refresh();
}

void ActorHeader::setFolded(bool isFolded)
{
    if (m_isFolded == isFolded)
        return;
    m_isFolded = isFolded;
    refresh();
}

QString ActorHeader::explanation() const
{
    return m_explanation->text();
}

void ActorHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitCommands();
}

void ActorHeader::fitCommands()
{
    const int name = std::min(m_name->sizeHint().width(), width() / 2);
    const int key = std::min(m_key->sizeHint().width(), keyWidthMin);
    m_commands->fitInto(width() - name - key - 2 * metrics::space2);
}

void ActorHeader::refresh()
{
    const bool hasRecord = m_session && m_session->record();
    m_status->setVisible(hasRecord);
    m_explain->setVisible(hasRecord && m_explain->defaultAction());
    m_chips->setVisible(hasRecord && !m_isFolded);
    m_strip->setVisible(hasRecord && !m_isFolded);
    if (!hasRecord) {
        m_name->setText(m_session ? m_session->actorId() : QString());
        m_key->setText({});
        m_explanation->setText({});
        m_countdown.stop();
        return;
    }
    const manager::Actor &actor = *m_session->record();
    m_name->setText(actor.name);
    m_key->setText(actorKeyText(actor));
    m_explanation->setText(statusExplanation(actor));
    m_chips->setFacts(factsOf(*m_session));
    refreshStatus();
    refreshLife();
    fitCommands();
}

void ActorHeader::refreshStatus()
{
    if (!m_session || !m_session->record())
        return m_countdown.stop();
    const ActorStatus status = m_session->status();
    const manager::Actor &actor = *m_session->record();
    QString word = statusWord(status);
    qint64 left = 0;
    if (status == ActorStatus::CrashLoop && actor.rescheduleTs)
        left = actor.rescheduleTs->time_since_epoch().count() - QDateTime::currentMSecsSinceEpoch();
    if (left > 0) {
        word = ActorText::tr("%1, next try in %2 s", "%1 is a status").arg(word).arg((left + 999) / 1000);
        m_countdown.start();
    } else {
        m_countdown.stop();
    }
    m_status->setStatus(m_toneOf(status), word);
}

void ActorHeader::refreshLife()
{
    if (m_session && m_session->record())
        m_strip->setMarks(
            mergedLifecycle(m_session->record(), m_log ? m_log->lifecycle() : QList<LifecycleMark>()));
}

} // namespace rove::ui
