// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actioncalls.h"

#include "engine/runtime/actor.h"
#include "engine/runtime/actortype.h"
#include "engine/runtime/errorreport.h"
#include "protocol/base/limits.h"

#include <exception>

namespace rove::runtime {

using namespace Qt::StringLiterals;

ActionCalls::ActionCalls(Actor &actor, const ActorType &type, std::chrono::milliseconds timeout)
    : m_actor(actor)
    , m_type(type)
    , m_timeout(timeout)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ActionCalls::expire);
}

void ActionCalls::call(const QString &name, const QCborArray &arguments, Connection *caller, Done done)
{
    if (std::cmp_greater_equal(m_pending.size(), limits::pendingActionsPerActorMax))
        return done(failure(ErrorCode::ActorOverloaded));
    const ActionResult result = invoke(name, arguments, caller);
    if (!result.isPending()) {
        report(name, result.outcome());
        return done(result.outcome());
    }
    const quint64 id = m_nextId++;
    m_pending.emplace(id, Pending{.action = name,
                                  .done = std::move(done),
                                  .deadline = std::chrono::steady_clock::now() + m_timeout});
    if (!m_timer.isActive())
        armTimer();
    await(id, result.future());
}

ActionResult ActionCalls::invoke(const QString &name, const QCborArray &arguments, Connection *caller)
{
    // An action may emit a signal or run an event loop that calls another one.
    Connection *const outerCaller = std::exchange(m_caller, caller);
    ActionResult result;
    try {
        result = m_type.call(m_actor, name, arguments);
    } catch (const std::exception &exception) {
        result = failure(ErrorCode::RivetkitInternalError, QString::fromUtf8(exception.what()));
    } catch (...) { // Whatever an actor throws must not end the other actors.
        result =
            failure(ErrorCode::RivetkitInternalError, u"The action threw something that is no exception."_s);
    }
    m_caller = outerCaller;
    return result;
}

void ActionCalls::await(quint64 id, QFuture<Result<QCborValue>> future)
{
    future.then(this, [this, id](const Result<QCborValue> &outcome) { finish(id, outcome); })
        .onFailed(this,
                  [this, id](const std::exception &exception) {
                      const QString message = QString::fromUtf8(exception.what());
                      finish(id, failure(ErrorCode::RivetkitInternalError, message));
                  })
        .onCanceled(this, [this, id] {
            finish(id, failure(ErrorCode::RivetkitInternalError, u"The action was cancelled."_s));
        });
}

void ActionCalls::finish(quint64 id, const Result<QCborValue> &outcome)
{
    auto node = m_pending.extract(id);
    if (node.empty()) // It timed out before.
        return;
    report(node.mapped().action, outcome);
    node.mapped().done(outcome);
    emit settled();
}

void ActionCalls::report(const QString &action, const Result<QCborValue> &outcome)
{
    if (!outcome && !isMeantForClients(outcome.error()))
        emit failedInternally(action, outcome.error().message);
}

void ActionCalls::armTimer()
{
    using namespace std::chrono;
    if (m_pending.empty())
        return;
    const auto remaining = m_pending.begin()->second.deadline - steady_clock::now();
    m_timer.start(std::max(ceil<milliseconds>(remaining), milliseconds(0)));
}

void ActionCalls::expire()
{
    const auto now = std::chrono::steady_clock::now();
    while (!m_pending.empty() && m_pending.begin()->second.deadline <= now)
        finish(m_pending.begin()->first, failure(ErrorCode::ActorActionTimedOut));
    armTimer();
}

QCborArray callArguments(const QCborValue &value)
{
    if (value.isArray())
        return value.toArray();
    if (value.isNull() || value.isUndefined() || value.isInvalid())
        return {};
    return {value};
}

} // namespace rove::runtime
