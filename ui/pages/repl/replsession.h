// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"
#include "ui/pages/repl/replstore.h"
#include "ui/pages/repl/repltranscript.h"
#include "ui/pages/repl/replworker.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

class QThread;

namespace rove::ui {

/// The console of one actor: its world on a thread of its own, and what it was asked and said. Scripts reach
/// the actor by `actor.<action>(…)`, read the newest state the window knows as `state`, and nothing else of
/// the outside. Variables last as long as the session.
///
/// Belongs to the open actor, so that pages can be pointed elsewhere and back; the ActorSession and the store
/// outlive it. The thread is started with the first input. A world that does not stop when told to is left
/// behind and replaced, which the transcript says. GUI thread; never waits for a script.
class ReplSession : public QObject {
    Q_OBJECT
public:
    ReplSession(ActorSession &actor, ReplStore &store, QObject *parent = nullptr);
    ~ReplSession() override;

    [[nodiscard]] ActorSession &actor() const { return m_actor; }
    [[nodiscard]] ReplStore &store() const { return m_store; }
    [[nodiscard]] ReplTranscript &transcript() { return m_transcript; }

    /// Runs an input. False, with nothing done, for an empty one or if too many run.
    bool run(const QString &input);
    /// Ends what runs and what waits; calls of actions are not taken back, but no longer waited for.
    void cancel();
    /// Empties the transcript; variables stay.
    void clear();
    /// Throws the world with its variables away.
    void restart();

    enum class Phase {
        /// Nothing was run yet.
        Unused,
        Ready,
        Running,
        Stopping,
    };
    [[nodiscard]] Phase phase() const;
    [[nodiscard]] qsizetype pendingCalls() const { return m_pendingCalls; }
    /// Since when something has been running; null if nothing is.
    [[nodiscard]] QDateTime runningSince() const { return m_runningSince; }

    /// What is typed and not run; kept here while another actor is looked at.
    [[nodiscard]] const QString &draft() const { return m_draft; }
    void setDraft(const QString &draft) { m_draft = draft; }

    /// Names that inputs declared.
    [[nodiscard]] const QStringList &declaredNames() const { return m_declared; }
    /// The arguments an action was last called with from here, as JSON without the brackets; empty for none.
    [[nodiscard]] QString lastArguments(const QString &action) const { return m_lastArguments.value(action); }

signals:
    void phaseChanged();
    /// An input was run, so the draft is of no more use.
    void ran(const QString &input);

private:
    bool ensureWorker();
    /// The thread that the worker was on, told to end.
    QThread *dropWorker();
    void leaveBehind(QThread *thread);
    void connectWorker();
    void post(const std::function<void(ReplWorker &)> &what);
    void updateRunning();
    void sendState();

    void onEnded(const ReplEnd &end);
    void onPrinted(const QList<ConsoleLine> &lines, qint64 dropped);
    void onRejected(const script::Thrown &thrown);
    void onAction(quint64 call, const QString &name, const QCborArray &arguments);
    void onStopped(bool isQuiet);
    void leaveWorld();
    void replaceWorld();
    void showHelp();
    void note(const QString &text, ConsoleLine::Level level = ConsoleLine::Level::Info);
    [[nodiscard]] QString actorName() const;

    ActorSession &m_actor;
    ReplStore &m_store;
    ReplTranscript m_transcript;
    ReplLink m_link;
    /// Deleted by its thread, when that ends.
    ReplWorker *m_worker = nullptr;
    QThread *m_thread = nullptr;
    /// Threads that were told to end and have not.
    QList<QPointer<QThread>> m_leftBehind;
    int m_runCount = 0;
    int m_savedCount = 0;
    /// Runs that have not ended, and the names that their results get.
    QHash<int, QString> m_running;
    QDateTime m_runningSince;
    qsizetype m_pendingCalls = 0;
    bool m_isStopping = false;
    QTimer m_stopTimer;
    QTimer m_stateTimer;
    QString m_draft;
    QStringList m_declared;
    QHash<QString, QString> m_lastArguments;
};

} // namespace rove::ui
