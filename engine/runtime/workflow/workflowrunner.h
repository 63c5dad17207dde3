// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "engine/runtime/keepawake.h"
#include "engine/runtime/workflow/workflowbranch.h"
#include "engine/runtime/workflow/workflowhistory.h"
#include "engine/runtime/workflow/workflowqueue.h"
#include "engine/runtime/workflow/workflowsignal.h"
#include "engine/runtime/workflow/workflowtask.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace rove::runtime {

class Actor;
class ActorInstance;

/// Runs the workflow of one actor, if its `run` gives one: reads its history, starts its coroutine, stores
/// what it does, rolls it back when it has failed for good, and says when it wants to be woken. While a
/// workflow does something its actor stays awake; while it only waits, for a time or a message, the actor may
/// sleep, and the next generation takes the workflow up from its history.
///
/// A workflow that is completed or failed is over and is not started again, but by `replay`. One that has
/// failed because its code does not fit its history is tried again by the next generation, which may have
/// other code. Owned by the actor's instance, on its thread.
class WorkflowRunner : public QObject {
    Q_OBJECT

public:
    explicit WorkflowRunner(ActorInstance &instance);
    ~WorkflowRunner() override;

    // --- For the instance ---
    /// Asks the actor for its workflow. Nothing of it runs yet.
    void prepare(Actor &actor);
    [[nodiscard]] bool isEnabled() const { return m_isEnabled; }
    void start();
    /// Nothing new is begun; what is under way may end, until `isQuiet`.
    void stop();
    /// What is under way is given up, and nothing more is stored.
    void abandon();
    [[nodiscard]] bool isQuiet() const { return m_holdCount == 0; }
    /// When an actor that sleeps is to be woken for it: at once, if it has something to do.
    [[nodiscard]] std::optional<Instant> wakeAt() const;

    // --- For inspectors ---
    [[nodiscard]] const WorkflowHistory &history() const { return m_history; }
    /// As an inspector shows it; `m_history` may still hold what it was before.
    [[nodiscard]] persist::workflow::State state() const;
    /// BARE, as it is sent; none without a workflow.
    [[nodiscard]] std::optional<QByteArray> historyBytes() const;
    /// Lets a workflow that is over do a step and everything after it again; all of it, without a step. Fails
    /// with `actor.workflow_in_flight` while it is not over. `done` runs when the shorter history is stored.
    void replay(const std::optional<QString> &entryId, DoneHandler done);

    // --- For the contexts ---
    [[nodiscard]] WorkflowHistory &history() { return m_history; }
    [[nodiscard]] bool isRollingBack() const { return m_isRollingBack; }
    [[nodiscard]] bool isStopping() const { return m_isStopping; }
    [[nodiscard]] WorkflowQueue &messages() { return m_messages; }
    /// Something that was to be begun waits for the next generation.
    void park();
    /// Fires when all that has changed so far is durable.
    [[nodiscard]] WorkflowSignal flush();
    /// Code of the actor has run.
    void touched();
    /// The workflow as a whole.
    void giveUp(const WorkflowFailure &failure);
    struct RollbackAction {
        WorkflowHistory::Item *item = nullptr;
        QString name;
        std::move_only_function<ActionResult()> run;
    };
    void addRollback(RollbackAction action) { m_rollbacks.push_back(std::move(action)); }
    /// Of a step; none for its last attempt.
    void logAttempt(const WorkflowFailure &failure, std::optional<Instant> retryAt);
    /// Before the storage is asked again that has just failed.
    [[nodiscard]] std::chrono::milliseconds retryInterval() const;
    /// Runs a function of the actor and waits for what it gives, no longer than the timeout, if that is not
    /// zero. None if the time is over.
    WorkflowTask<std::optional<Result<QCborValue>>> call(std::move_only_function<ActionResult()> function,
                                                         std::chrono::milliseconds timeout);

    /// While one lives the actor is busy with its workflow.
    class Hold {
    public:
        explicit Hold(WorkflowRunner &runner);
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;
        ~Hold();

    private:
        QPointer<WorkflowRunner> m_runner;
    };
    /// While one lives the workflow wants to be woken at a time.
    class Wait {
    public:
        /// The signal may also be fired by others.
        Wait(WorkflowRunner &runner, Instant at, const WorkflowSignal &signal = {});
        Wait(const Wait &) = delete;
        Wait &operator=(const Wait &) = delete;
        ~Wait();
        [[nodiscard]] WorkflowSignal signal() const { return m_wait->second; }

    private:
        WorkflowRunner &m_runner;
        std::multimap<Instant, WorkflowSignal>::iterator m_wait;
    };

signals:
    /// Nothing is under way any more, for now.
    void becameQuiet();
    /// What `wakeAt` gives may have changed.
    void wakeChanged();
    void historyChanged();

private:
    enum class Way { Load, Known };

    // The life of a workflow.
    /// `replayed`, if there is one, is told when what has changed so far is durable.
    WorkflowTask<> conduct(Way way, DoneHandler replayed);
    WorkflowTask<bool> load();
    WorkflowTask<> runForward();
    WorkflowTask<> rollBack();
    WorkflowTask<bool> rollBackStep(RollbackAction &action);
    WorkflowTask<> finish(persist::workflow::State state);
    WorkflowTask<QCborValue> runActor(WorkflowContext &context);
    void over();
    void begin(bool isRollingBack, const WorkflowSignal &settled);
    [[nodiscard]] bool isToBeRun() const;

    // Storage.
    void write();
    void written(WorkflowHistory::Changes changes, const std::vector<WorkflowSignal> &waiters,
                 const Result<> &result);

    // Time.
    void armTimer();
    void fireDue();
    void noteBusy();
    void noteIdle();

    ActorInstance &m_instance;
    Actor *m_actor = nullptr;
    WorkflowQueue m_messages;
    WorkflowHistory m_history;
    bool m_isEnabled = false;
    bool m_isOver = false;
    bool m_isRollingBack = false;
    bool m_isStopping = false;
    bool m_isAbandoned = false;
    bool m_isParked = false;
    bool m_isWriting = false;

    int m_holdCount = 0;
    std::optional<KeepAwake> m_awake;
    std::optional<Instant> m_busySince; ///< Set while something is to be done.
    std::multimap<Instant, WorkflowSignal> m_waits;
    QTimer m_timer;
    QTimer m_retryTimer;
    std::vector<WorkflowSignal> m_flushes;

    std::unique_ptr<WorkflowBranch> m_root;
    std::vector<RollbackAction> m_rollbacks;
    WorkflowTask<> m_conductor; ///< Goes first: it uses all the others.
};

} // namespace rove::runtime
