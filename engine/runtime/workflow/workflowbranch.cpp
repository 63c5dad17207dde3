// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/workflow/workflowbranch.h"

#include "engine/runtime/workflow/workflowrunner.h"

#include <QtCore/QPointer>

#include <exception>

namespace rove::runtime {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const std::exception_ptr &thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception &exception) {
        return QString::fromUtf8(exception.what());
    } catch (...) { // Whatever an actor throws must not end the other actors.
        return u"It threw something that is no exception."_s;
    }
}

} // namespace

WorkflowBranch::WorkflowBranch(WorkflowRunner &runner, WorkflowContext::Location location, bool hasCheckpoint)
    : m_runner(runner)
    , m_context(*this, std::move(location), hasCheckpoint)
{}

void WorkflowBranch::start(WorkflowContext::Body body, std::function<void()> settled)
{
    m_body = std::move(body);
    m_settled = std::move(settled);
    m_task = run();
    m_task.start();
}

WorkflowTask<> WorkflowBranch::run()
{
    std::exception_ptr thrown;
    try {
        m_output = co_await m_body(m_context);
    } catch (...) { // A workflow's code may throw what it likes; nothing can be awaited in here.
        thrown = std::current_exception();
    }
    if (thrown)
        co_await m_context.fail({.kind = WorkflowFailure::Exception, .where = {}, .message = textOf(thrown)});
    if (const std::optional<WorkflowFailure> left = m_context.unvisited())
        co_await m_context.fail(*left);
    settle(State::Completed);
}

void WorkflowBranch::fail(const WorkflowFailure &failure)
{
    m_failure = failure;
    settle(State::Failed);
}

void WorkflowBranch::settle(State state)
{
    if (m_state != State::Running)
        return;
    m_state = state;
    // What follows is still to be done: until then the actor is not idle.
    const auto tell = [branch = QPointer(this), hold = std::make_shared<WorkflowRunner::Hold>(m_runner)] {
        if (!branch)
            return;
        const std::function<void()> settled = branch->m_settled;
        settled();
    };
    QMetaObject::invokeMethod(&m_runner, tell, Qt::QueuedConnection);
}

} // namespace rove::runtime
