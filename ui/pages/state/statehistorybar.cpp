// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state/statehistorybar.h"

#include "ui/pages/state/statetext.h"
#include "ui/pages/state/versionslider.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/command.h"
#include "ui/widgets/relativetime.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QToolButton *buttonOf(QAction *command)
{
    auto *button = new QToolButton;
    button->setDefaultAction(command);
    button->setAutoRaise(true);
    button->setAccessibleName(plainText(command));
    button->setMinimumSize(metrics::hitTarget, metrics::hitTarget);
    return button;
}

} // namespace

QString causeText(const StateVersion &version)
{
    switch (version.cause) {
    case StateVersion::Cause::Found:
        return StateText::tr("seen when Rove looked");
    case StateVersion::Cause::Actor:
        return StateText::tr("changed by the actor");
    case StateVersion::Cause::Apply:
        return StateText::tr("applied from here");
    case StateVersion::Cause::Restore:
        break;
    }
    return StateText::tr("version %1 restored").arg(version.restored);
}

StateHistoryBar::StateHistoryBar(QWidget *parent)
    : QWidget(parent)
    , m_slider(new VersionSlider)
    , m_text(new QLabel)
{
    makeCommands();
    auto *label = new QLabel(StateText::tr("Histor&y"));
    label->setBuddy(m_slider);
    m_slider->setAccessibleName(StateText::tr("Version of the state"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(label);
    layout->addWidget(buttonOf(m_older));
    layout->addWidget(m_slider, 1);
    layout->addWidget(buttonOf(m_newer));
    layout->addSpacing(metrics::space1);
    layout->addWidget(m_text);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (!m_history || value < 0 || value >= std::ssize(m_history->versions()))
            return;
        const bool isLive = value == m_slider->maximum();
        choose(isLive ? std::nullopt
                      : std::optional(m_history->versions()[static_cast<size_t>(value)].number));
    });
    refresh();
}

void StateHistoryBar::makeCommands()
{
    m_older = makeCommand(this, {.id = u"state.older"_s,
                                 .text = StateText::tr("&Older Version"),
                                 .icon = "chevron-left"_L1,
                                 .toolTip = StateText::tr("Show the version of the state before this one")});
    m_newer = makeCommand(this, {.id = u"state.newer"_s,
                                 .text = StateText::tr("&Newer Version"),
                                 .icon = "chevron-right"_L1,
                                 .toolTip = StateText::tr("Show the version of the state after this one")});
    m_live = makeCommand(this, {.id = u"state.live"_s,
                                .text = StateText::tr("Back to &Live"),
                                .icon = "broadcast"_L1,
                                .toolTip = StateText::tr("Show what the actor holds now")});
    connect(m_older, &QAction::triggered, this, [this] { step(-1); });
    connect(m_newer, &QAction::triggered, this, [this] { step(1); });
    connect(m_live, &QAction::triggered, this, [this] { choose(std::nullopt); });
}

void StateHistoryBar::setHistory(StateHistory *history)
{
    if (m_history) {
        m_history->disconnect(this);
        m_history->session().disconnect(this);
    }
    m_history = history;
    m_shown.reset();
    if (history) {
        connect(history, &StateHistory::versionsChanged, this, &StateHistoryBar::refresh);
        connect(&history->session(), &ActorSession::phaseChanged, this, &StateHistoryBar::refresh);
    }
    refresh();
}

void StateHistoryBar::setShown(std::optional<quint64> version)
{
    m_shown = version;
    refresh();
}

void StateHistoryBar::choose(std::optional<quint64> version)
{
    if (m_shown == version)
        return;
    m_shown = version;
    refresh();
    emit versionChosen(version);
}

int StateHistoryBar::position() const
{
    const std::vector<StateVersion> &versions = m_history->versions();
    const int last = static_cast<int>(versions.size()) - 1;
    if (!m_shown)
        return last;
    // A version that was dropped meanwhile is shown where it was.
    const auto found = std::ranges::lower_bound(versions, *m_shown, {}, &StateVersion::number);
    return std::min(static_cast<int>(found - versions.begin()), last);
}

void StateHistoryBar::step(int by)
{
    if (!m_history || m_history->versions().empty())
        return;
    const int last = static_cast<int>(m_history->versions().size()) - 1;
    const int next = std::clamp(position() + by, 0, last);
    choose(next == last ? std::nullopt
                        : std::optional(m_history->versions()[static_cast<size_t>(next)].number));
}

QString StateHistoryBar::text() const
{
    if (!m_history || m_history->versions().empty())
        return StateText::tr("no versions yet");
    const quint64 last = *m_history->liveVersion();
    if (!m_shown)
        return m_history->session().phase() == ActorSession::Phase::Live
                   ? StateText::tr("v%1 · live").arg(last)
                   : StateText::tr("v%1 · seen last").arg(last);
    const std::optional<StateVersion> version = m_history->version(*m_shown);
    if (!version)
        return StateText::tr("v%1 of %2").arg(*m_shown).arg(last);
    return StateText::tr("v%1 of %2 · %3")
        .arg(*m_shown)
        .arg(last)
        .arg(agoText(version->at, QDateTime::currentDateTimeUtc()));
}

void StateHistoryBar::refresh()
{
    const QSignalBlocker blocked(m_slider);
    const int count = m_history ? static_cast<int>(m_history->versions().size()) : 0;
    m_slider->setRange(0, std::max(count - 1, 0));
    m_slider->setEnabled(count > 1);
    m_slider->setValue(count > 0 ? position() : 0);
    QList<VersionSlider::Mark> marks;
    for (int i = 0; i < count; ++i) {
        const StateVersion::Cause cause = m_history->versions()[static_cast<size_t>(i)].cause;
        if (cause == StateVersion::Cause::Apply)
            marks.append({.value = i, .kind = VersionSlider::Mark::Kind::Applied});
        else if (cause == StateVersion::Cause::Restore)
            marks.append({.value = i, .kind = VersionSlider::Mark::Kind::Restored});
    }
    m_slider->setMarks(marks);
    m_text->setText(text());
    const std::optional<StateVersion> version =
        m_history && count > 0 ? m_history->version(m_shown.value_or(*m_history->liveVersion()))
                               : std::nullopt;
    m_slider->setToolTip(version
                             ? StateText::tr("%1, %2").arg(absoluteTimeText(version->at), causeText(*version))
                             : QString());
    m_text->setToolTip(m_slider->toolTip());
    m_slider->setAccessibleDescription(text());
    const int at = count > 0 ? position() : 0;
    setDisabledReason(m_older, count < 2 ? StateText::tr("Only one version was seen so far.")
                               : at == 0 ? StateText::tr("This is the oldest version that is kept.")
                                         : QString());
    setDisabledReason(m_newer, m_shown ? QString() : StateText::tr("The live state is shown."));
    setDisabledReason(m_live, m_shown ? QString() : StateText::tr("The live state is shown."));
}

} // namespace rove::ui
