// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorlabel.h"
#include "ui/models/errortext.h"
#include "ui/pages/state/stateeditstrip.h"
#include "ui/pages/state/statehistorybar.h"
#include "ui/pages/state/statemarks.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/state/statetext.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/valuetreeview.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What the state page says around the state: why there is none, how old it is, what is edited.
namespace rove::ui {
namespace {

/// How long the note says that an edit was applied.
constexpr auto appliedNoteTime = 5s;

QString textOf(const std::optional<QCborValue> &value)
{
    return value ? displayText(*value) : StateText::tr("gone", "a value that is no longer there");
}

/// A command of another owner, which may have given none.
QList<QAction *> offered(QAction *command)
{
    return command ? QList{command} : QList<QAction *>();
}

} // namespace

QString StatePage::actorName() const
{
    if (!m_session)
        return {};
    // Before anything is known of the actor it is the engine that has not answered.
    return m_session->record() ? actorLabel(*m_session->record()) : StateText::tr("The engine");
}

// --- Without a state ---

void StatePage::showEmpty()
{
    using Phase = ActorSession::Phase;
    const bool isReading = m_session && (m_session->phase() == Phase::Loading ||
                                         (m_session->phase() == Phase::Live && !m_session->isStateEnabled()));
    if (isReading)
        return showReading();
    m_readingSince = {};
    m_empty->setCommand(nullptr);
    if (!m_session) {
        m_empty->setContent("braces"_L1, StateText::tr("No actor chosen"),
                            StateText::tr("Choose an actor in the list to see its state."));
        return;
    }
    switch (m_session->phase()) {
    case Phase::Asleep:
        m_empty->setContent("moon-stars-fill"_L1, StateText::tr("Asleep"),
                            StateText::tr("Reading the state would start the actor."));
        m_empty->setCommand(m_wake);
        return;
    case Phase::Gone:
        m_empty->setContent("slash-circle"_L1, StateText::tr("Destroyed"),
                            StateText::tr("The actor is gone, and its state with it."));
        return;
    case Phase::Live:
        return showNoState();
    case Phase::Loading:
    case Phase::Stale:
    case Phase::Failed:
        break;
    }
    const Error error = m_session->error().value_or(Error::of(ErrorCode::ClientClosed));
    m_empty->setContent("plug"_L1, errorSentence(error, actorName()), errorRemedy(error));
    m_empty->setCommand(m_retry);
}

void StatePage::showReading()
{
    if (!m_readingSince.isValid())
        m_readingSince = QDateTime::currentDateTimeUtc();
    const QString actor = m_session->record() ? actorLabel(*m_session->record()) : QString();
    EmptyState::Waiting waiting{.since = m_readingSince,
                                .title = StateText::tr("Reading the state"),
                                .sentence = actor.isEmpty()
                                                ? StateText::tr("Waiting for the engine to answer.")
                                                : StateText::tr("Waiting for %1 to answer.").arg(actor)};
    if (m_session->phase() == ActorSession::Phase::Live) {
        waiting.longSentence = [](const QString &) {
            return StateText::tr("It is large, or the actor takes its time.");
        };
    } else {
        waiting.longSentence = [actor](const QString &span) {
            return StateText::tr("%1 has not answered for %2.")
                .arg(actor.isEmpty() ? StateText::tr("The engine") : actor, span);
        };
        waiting.command = m_retry;
    }
    m_empty->setWaiting(waiting);
}

void StatePage::showNoState()
{
    if (*m_session->isStateEnabled()) {
        m_empty->setContent(
            "exclamation-triangle"_L1, StateText::tr("The state could not be read"),
            StateText::tr("The actor has one, but what it sent is no value that Rove knows."));
        m_empty->setCommand(m_retry);
        return;
    }
    m_empty->setContent("dash-circle"_L1, StateText::tr("This actor has no state"),
                        StateText::tr("Its type declares none."));
}

// --- How true what is shown is ---

void StatePage::updateSituation()
{
    using Phase = ActorSession::Phase;
    // That it sleeps, and since when nothing was heard, stands above every section; only what an earlier run
    // of the program had seen needs its own word.
    const bool isSaidAbove = m_session && m_session->phase() == Phase::Asleep && !m_version;
    const bool isOld = m_session && m_session->phase() != Phase::Live &&
                       m_session->phase() != Phase::Loading && !isSaidAbove;
    const bool isShown = isLoaded() && (!m_version || m_version->isLastKnown);
    if (!isOld || !isShown) {
        m_situation->clear();
        return;
    }
    const std::optional<StateVersion> version =
        m_version && m_history ? m_history->version(m_version->number) : std::nullopt;
    const QDateTime at = version ? version->at : m_session->heardAt();
    const QString heardAt = QLocale().toString(shownTime(at), QLocale::ShortFormat);
    if (m_session->phase() == Phase::Asleep) {
        const QString text = StateText::tr("The actor sleeps. This is its state as of %1.").arg(heardAt);
        if (m_situation->text() != text)
            m_situation->showMessage(MessageBar::Severity::Information, text, offered(m_wake));
        return;
    }
    if (m_session->phase() == Phase::Gone) {
        const QString text = StateText::tr("The actor was destroyed. This was its state at %1.").arg(heardAt);
        if (m_situation->text() != text)
            m_situation->showMessage(MessageBar::Severity::Warning, text);
        return;
    }
    const Error error = m_session->error().value_or(Error::of(ErrorCode::ClientClosed));
    const QString text =
        StateText::tr("%1 Shown is the state as of %2.").arg(errorSentence(error, actorName()), heardAt);
    if (m_situation->text() != text)
        m_situation->showMessage(MessageBar::Severity::Warning, text, offered(m_retry));
    m_situation->setDetails(errorDetails(error));
}

void StatePage::updateVersionBar()
{
    if (!m_version || m_version->isLastKnown || !m_history) {
        m_versionBar->clear();
        return;
    }
    const std::optional<StateVersion> version = m_history->version(m_version->number);
    const quint64 last = m_history->liveVersion().value_or(m_version->number);
    QString text = StateText::tr("Version %1 of %2. It is read-only.").arg(m_version->number).arg(last);
    if (version)
        text = StateText::tr("Version %1 of %2, %3, %4. It is read-only.")
                   .arg(m_version->number)
                   .arg(last)
                   .arg(agoText(version->at, QDateTime::currentDateTimeUtc()), causeText(*version));
    m_compare->setIconText(m_compareWith.isEmpty() || m_compareWith == QString::number(m_version->number)
                               ? StateText::tr("Compare With Live")
                               : StateText::tr("Compare With v%1").arg(m_compareWith));
    if (m_versionBar->text() != text)
        m_versionBar->showMessage(MessageBar::Severity::Information, text,
                                  {m_historyBar->liveCommand(), m_compare, m_restore});
}

// --- Notes ---

void StatePage::updateNotes()
{
    using Phase = ActorSession::Phase;
    const bool isLive = m_session && m_session->phase() == Phase::Live;
    Tone tone{.color = ColorRole::Running, .icon = "broadcast"_L1};
    QString text;
    if (m_pause->isChecked()) {
        tone = {.color = ColorRole::Pending, .icon = "pause-fill"_L1};
        text = StateText::tr("Paused at %1").arg(QLocale().toString(m_pausedAt.time(), QLocale::LongFormat));
    } else if (isLive && !m_version) {
        text = StateText::tr("Live");
    }
    if (m_history && m_history->liveVersion()) {
        const quint64 live = *m_history->liveVersion();
        const QString versions =
            m_history->baseVersion()
                ? StateText::tr("base v%1 · live v%2").arg(*m_history->baseVersion()).arg(live)
                : StateText::tr("v%1").arg(live);
        text = text.isEmpty() ? versions : StateText::tr("%1 · %2", "live, versions").arg(text, versions);
    }
    m_liveIcon->setVisible((isLive && !m_version) || m_pause->isChecked());
    m_liveIcon->setIcon(tone.icon, tone.color);
    m_liveNote->setText(text);
}

bool StatePage::wasJustApplied() const
{
    return m_appliedAt.isValid() &&
           m_appliedAt.secsTo(QDateTime::currentDateTime()) < appliedNoteTime.count();
}

QString StatePage::applyStepText() const
{
    switch (m_session->applyStep()) {
    case ActorSession::ApplyStep::Reading:
        return StateText::tr("Applying: reading what the actor holds…");
    case ActorSession::ApplyStep::Writing:
        return StateText::tr("Applying: writing…");
    case ActorSession::ApplyStep::Verifying:
        return StateText::tr("Applying: reading it back…");
    case ActorSession::ApplyStep::None:
        break;
    }
    return {};
}

void StatePage::updateEditNote()
{
    const int edits = document() ? static_cast<int>(document()->edits().size()) : 0;
    if (m_session && m_session->isApplying())
        return m_strip->setNote({.color = ColorRole::Starting, .icon = "hourglass-split"_L1},
                                applyStepText());
    if (const auto line = m_jsonView->errorLine())
        return m_strip->setNote(tone::error,
                                StateText::tr("The JSON text has an error in line %1.").arg(*line));
    if (edits == 0 && wasJustApplied())
        return m_strip->setNote(tone::ready, StateText::tr("Applied and read back"));
    if (edits == 0)
        return m_strip->setNote({}, {});
    const QString edited = StateText::tr("%n local edit(s)", nullptr, edits);
    if (!document()->isLoaded())
        return m_strip->setNote({.color = ColorRole::Warning, .icon = "pencil"_L1},
                                StateText::tr("%1, waiting for the state").arg(edited));
    if (document()->conflicts().empty())
        return m_strip->setNote({.color = ColorRole::Warning, .icon = "pencil"_L1}, edited);
    const auto age = document()->changedAgo(document()->conflicts().front().path);
    const QDateTime now = QDateTime::currentDateTime();
    const int conflicts = static_cast<int>(document()->conflicts().size());
    const QString text =
        age && *age >= 1s
            ? StateText::tr("%1 · the actor changed %n of them %2", nullptr, conflicts)
                  .arg(edited, agoText(now.addMSecs(-age->count()), now))
            : StateText::tr("%1 · the actor changed %n of them", nullptr, conflicts).arg(edited);
    m_strip->setNote(tone::warning, text);
}

void StatePage::updateConflictRow()
{
    const bool isVisible =
        document() && !document()->conflicts().empty() && !m_version && m_mode == Mode::Tree;
    m_conflictRow->setVisible(isVisible);
    if (!isVisible)
        return;
    const ValuePath path = m_treeView->currentPath();
    QString text = StateText::tr("Go to a row marked ! to settle its conflict.");
    for (const StateConflict &conflict : document()->conflicts())
        if (conflict.path == path)
            text = StateText::tr("%1: live is %2, yours is %3, it was %4.")
                       .arg(path.isRoot() ? u"state"_s : path.toString(), textOf(conflict.live),
                            textOf(conflict.yours), textOf(conflict.base));
    m_conflictText->setText(text);
}

void StatePage::updateAges()
{
    // Marks end by time alone, so somebody has to look while there are any.
    if (document() && document()->isLoaded() && !m_version)
        m_treeModel->setMarks(marksOf(*document()));
    updateNotes();
    updateEditNote();
    updateVersionBar();
    const bool isTimeVisible = m_version || (document() && (document()->isModified() || wasJustApplied() ||
                                                            !document()->recentChanges().isEmpty()));
    if (isTimeVisible && !m_ageTimer.isActive())
        m_ageTimer.start();
    else if (!isTimeVisible)
        m_ageTimer.stop();
}

} // namespace rove::ui
