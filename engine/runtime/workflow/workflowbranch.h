// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/workflow/workflowcontext.h"

#include <QtCore/QCborValue>
#include <QtCore/QObject>

#include <functional>
#include <optional>

namespace rove::runtime {

/// One line of a workflow that runs beside others and fails by itself: the workflow as a whole, a branch of a
/// join or race, a `tryBlock`. It owns the coroutines of that line and destroys them with itself. Settled
/// once at most; never, if it is destroyed before. Owned by the coroutine that waits for it, or by the
/// runner.
class WorkflowBranch : public QObject {
    Q_OBJECT

public:
    enum class State {
        Running,
        Completed,
        Failed,
        Halted, ///< At the end of what a rollback can know.
    };

    WorkflowBranch(WorkflowRunner &runner, WorkflowContext::Location location, bool hasCheckpoint);

    /// `settled` is called from the event loop, and may destroy the branch.
    void start(WorkflowContext::Body body, std::function<void()> settled);

    [[nodiscard]] WorkflowRunner &runner() const { return m_runner; }
    [[nodiscard]] WorkflowContext &context() { return m_context; }
    [[nodiscard]] State state() const { return m_state; }
    /// Of a completed one.
    [[nodiscard]] const QCborValue &output() const { return m_output; }
    /// Of a failed one.
    [[nodiscard]] const WorkflowFailure &failure() const { return m_failure; }

    // --- For its coroutines, which then wait for ever ---
    void fail(const WorkflowFailure &failure);
    void halt() { settle(State::Halted); }

private:
    WorkflowTask<> run();
    void settle(State state);

    WorkflowRunner &m_runner;
    WorkflowContext m_context;
    WorkflowContext::Body m_body;
    std::function<void()> m_settled;
    State m_state = State::Running;
    QCborValue m_output;
    WorkflowFailure m_failure;
    WorkflowTask<> m_task; ///< Goes first: it uses all the others.
};

} // namespace rove::runtime
