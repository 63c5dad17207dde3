// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/actorwaiter.h"

#include "protocol/base/limits.h"

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

Error readyTimeout(ActorId actorId)
{
    return {.code = ErrorCode::GuardActorReadyTimeout,
            .message =
                u"Timed out waiting for actor to become ready. Ensure that the pool selector is accurate "
                "and there are envoys available in the namespace you created this actor."_s,
            .metadata = {{u"actor_id"_s, actorId.toString()}}};
}

Error wakeRetriesExceeded(ActorId actorId)
{
    const QString reason = u"actor_stopped_before_ready"_s;
    return {.code = ErrorCode::GuardActorWakeRetriesExceeded,
            .message = u"Actor %1 stopped before becoming ready after %2 wake retries: %3."_s.arg(
                actorId.toString(), QString::number(limits::actorWakeRetryCountMax), reason),
            .metadata = {{u"actor_id"_s, actorId.toString()},
                         {u"reason"_s, reason},
                         {u"wake_retries"_s, limits::actorWakeRetryCountMax}}};
}

bool isAsleep(const core::Actor &actor)
{
    return actor.sleepTs && !actor.rescheduleTs && !actor.pendingAllocationTs && actor.envoyKey.isEmpty();
}

} // namespace

ActorWaiter::ActorWaiter(net::Loop &loop, core::Conductor &conductor)
    : m_loop(loop)
    , m_conductor(conductor)
{}

std::optional<Placement> ActorWaiter::placementOf(const core::Actor &actor)
{
    if (!actor.connectableTs || actor.destroyTs)
        return std::nullopt;
    return Placement{.actorId = actor.id, .generation = actor.generation, .envoyKey = actor.envoyKey};
}

void ActorWaiter::whenReady(ActorId actorId, Ready ready)
{
    const core::Actor *actor = m_conductor.engine().findActor(actorId);
    if (!actor || actor->destroyTs)
        return ready(failure(ErrorCode::ActorNotFound));
    if (auto placement = placementOf(*actor))
        return ready(*std::move(placement));

    Waits &waits = m_waits[actorId];
    const auto wait =
        waits.insert(waits.end(), Wait{.ready = std::move(ready), .wakeRetryCount = 0, .timeout = {}});
    wait->timeout = m_loop.after(limits::actorReadyTimeout, [this, actorId, wait] {
        Ready expired = std::move(wait->ready);
        Waits &all = m_waits[actorId];
        all.erase(wait);
        if (all.empty())
            m_waits.erase(actorId);
        expired(std::unexpected(readyTimeout(actorId)));
    });
    m_conductor.submit(core::WakeActor{actorId});
}

void ActorWaiter::actorChanged(const core::ActorChanged &change)
{
    if (!m_waits.contains(change.actorId))
        return;
    const core::Actor *actor = m_conductor.engine().findActor(change.actorId);
    if (!actor || change.phase == core::ActorPhase::Destroyed)
        return finishAll(change.actorId, failure(ErrorCode::ActorDestroyedWhileWaitingForReady));
    if (auto placement = placementOf(*actor))
        return finishAll(change.actorId, *placement);
    // An actor that waits for a place is tried again by the core; one that went to sleep needs another call.
    if (isAsleep(*actor))
        retryAll(change.actorId);
}

void ActorWaiter::finishAll(ActorId actorId, const Result<Placement> &result)
{
    auto waits = m_waits.extract(actorId);
    for (Wait &wait : waits.mapped())
        wait.ready(result);
}

void ActorWaiter::retryAll(ActorId actorId)
{
    Waits &waits = m_waits[actorId];
    Waits given;
    for (auto wait = waits.begin(); wait != waits.end();) {
        const auto next = std::next(wait);
        if (++wait->wakeRetryCount > limits::actorWakeRetryCountMax)
            given.splice(given.end(), waits, wait);
        wait = next;
    }
    if (waits.empty())
        m_waits.erase(actorId);
    else
        m_conductor.submit(core::WakeActor{actorId});
    for (Wait &wait : given)
        wait.ready(std::unexpected(wakeRetriesExceeded(actorId)));
}

} // namespace rove::gateway
