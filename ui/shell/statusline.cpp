// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "ui/shell/shelltext.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/tone.h"
#include "ui/widgets/announcement.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/relativetime.h"

#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

using Phase = EndpointMonitor::Phase;

constexpr auto flashTime = 4s;

Tone phaseTone(Phase phase)
{
    switch (phase) {
    case Phase::Connecting:
        return tone::starting;
    case Phase::Online:
        return {.color = ColorRole::Running, .icon = "broadcast"_L1};
    case Phase::Lost:
        return tone::warning;
    case Phase::Failed:
        return tone::error;
    }
    Q_UNREACHABLE_RETURN({});
}

QToolButton *lineButton(QAction *command)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(command->toolTip());
    QObject::connect(button, &QToolButton::clicked, command, &QAction::trigger);
    return button;
}

} // namespace

StatusLine::StatusLine(const Commands &commands, QWidget *parent)
    : QStatusBar(parent)
    , m_icon(new IconLabel)
    , m_state(new ElidedLabel)
    , m_jobs(lineButton(commands.showJobs))
    , m_roundTrip(lineButton(commands.checkNow))
    , m_writeMode(lineButton(commands.allowChanges))
    , m_engine(lineButton(commands.showEngine))
{
    setSizeGripEnabled(false);
    setContentsMargins(metrics::space1, 0, metrics::space1, 0);
    m_state->setElideMode(Qt::ElideRight);
    m_roundTrip->setToolTip(ShellText::tr("Time to the engine and back; a click asks again now"));
    addWidget(m_icon);
    addWidget(m_state, 1);
    for (QToolButton *button : {m_jobs, m_roundTrip, m_writeMode, m_engine})
        addPermanentWidget(button);
    m_jobs->hide();
    m_ageTimer.setInterval(1s);
    connect(&m_ageTimer, &QTimer::timeout, this, &StatusLine::refresh);
    setEngineText({});
    refresh();
}

void StatusLine::setJobs(JobListModel &jobs)
{
    m_jobModel = &jobs;
    connect(&jobs, &JobListModel::summaryChanged, this, [this] {
        refreshJobs();
        refresh();
    });
    refreshJobs();
}

void StatusLine::refreshJobs()
{
    const JobSummary &summary = m_jobModel->summary();
    const int count = summary.running + summary.paused;
    m_jobs->setVisible(count > 0);
    m_jobs->setText(ShellText::tr("%n job(s)", nullptr, count));
}

void StatusLine::setTarget(Connection *connection, ActorSession *session)
{
    if (m_connection) {
        m_connection->monitor().disconnect(this);
        m_connection->http().disconnect(this);
        m_connection->http().guard().disconnect(this);
    }
    if (m_session)
        m_session->disconnect(this);
    m_connection = connection;
    m_session = session;
    if (connection) {
        connect(&connection->monitor(), &EndpointMonitor::changed, this, &StatusLine::refresh);
        connect(&connection->http(), &HttpClient::writeModeChanged, this, &StatusLine::refreshWriteMode);
        connect(&connection->http().guard(), &WriteGuard::timeLeftChanged, this,
                &StatusLine::refreshWriteMode);
    }
    if (session) {
        connect(session, &ActorSession::phaseChanged, this, &StatusLine::refresh);
        connect(session, &ActorSession::runtimeChanged, this, &StatusLine::refresh);
    }
    refresh();
}

void StatusLine::setEngineText(const QString &text)
{
    m_engine->setText(text);
    m_engine->setVisible(!text.isEmpty());
}

void StatusLine::flash(const QString &text)
{
    showMessage(text, static_cast<int>(std::chrono::milliseconds(flashTime).count()));
    announce(*this, text);
}

QString StatusLine::stateText() const
{
    return m_state->text();
}

QString StatusLine::writeModeText() const
{
    return m_writeMode->text();
}

QString StatusLine::jobsText() const
{
    return m_jobs->isHidden() ? QString() : m_jobs->text();
}

void StatusLine::refreshWriteMode()
{
    m_writeMode->setVisible(m_connection);
    if (!m_connection)
        return;
    const WriteGuard &guard = m_connection->http().guard();
    const bool isReadOnly = guard.mode() == WriteMode::ReadOnly;
    QString text = isReadOnly ? ShellText::tr("Read-only") : ShellText::tr("Writes allowed");
    if (const auto left = guard.timeLeft(); left && !isReadOnly) {
        const auto seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*left).count());
        constexpr int minute = 60;
        text = ShellText::tr("Writes allowed %1:%2", "minutes and seconds left")
                   .arg(seconds / minute)
                   .arg(seconds % minute, 2, 10, QChar(u'0'));
    }
    m_writeMode->setText(text);
    m_writeMode->setIcon(isReadOnly ? icon("lock-fill"_L1, ColorRole::Muted)
                                    : icon("unlock"_L1, ColorRole::Muted));
}

QString StatusLine::connectionText() const
{
    const EndpointMonitor &monitor = m_connection->monitor();
    switch (monitor.phase()) {
    case Phase::Connecting:
        return ShellText::tr("Connecting to %1…").arg(m_connection->address());
    case Phase::Online:
        return ShellText::tr("Connected");
    case Phase::Lost:
        return ShellText::tr("Connection lost · stale for %1")
            .arg(spanText(monitor.lostAt(), QDateTime::currentDateTime()));
    case Phase::Failed:
        return ShellText::tr("Not connected to %1").arg(m_connection->address());
    }
    Q_UNREACHABLE_RETURN({});
}

QString StatusLine::actorText() const
{
    if (!m_session)
        return {};
    QStringList parts;
    if (const int version = m_session->inspector().protocolVersion(); version > 0)
        parts.append(ShellText::tr("inspector v%1").arg(version));
    if (m_session->runtime())
        parts.append(ShellText::tr("RivetKit %1").arg(m_session->runtime()->version));
    return parts.join(u" · "_s);
}

void StatusLine::refresh()
{
    const bool isLost = m_connection && m_connection->monitor().phase() == Phase::Lost;
    if (isLost)
        m_ageTimer.start();
    else
        m_ageTimer.stop();
    m_icon->setVisible(m_connection);
    m_roundTrip->setVisible(m_connection && m_connection->monitor().phase() == Phase::Online);
    refreshWriteMode();
    if (!m_connection) {
        m_state->setText(ShellText::tr("Not connected"));
        return;
    }
    const EndpointMonitor &monitor = m_connection->monitor();
    const Tone tone = phaseTone(monitor.phase());
    m_icon->setIcon(tone.icon, tone.color);
    m_state->setText(stateParts().join(u" · "_s));
    const double milliseconds = static_cast<double>(monitor.roundTrip().count()) / 1000;
    m_roundTrip->setText(
        ShellText::tr("RTT %1 ms").arg(QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0)));
}

QStringList StatusLine::stateParts() const
{
    QStringList parts{connectionText()};
    // The newest job takes the place of what is known anyway.
    const JobSummary summary = m_jobModel ? m_jobModel->summary() : JobSummary();
    if (!summary.newestTitle.isEmpty()) {
        parts.append(ShellText::tr("%1: %2 of %3", "a job and its progress")
                         .arg(summary.newestTitle, QLocale().toString(summary.newest.ended()),
                              QLocale().toString(summary.newest.total)));
        return parts;
    }
    const EndpointMonitor &monitor = m_connection->monitor();
    if (monitor.metadata() && !monitor.metadata()->version.isEmpty())
        parts.append(ShellText::tr("engine %1").arg(monitor.metadata()->version));
    if (const QString actor = actorText(); !actor.isEmpty())
        parts.append(actor);
    return parts;
}

} // namespace rove::ui
