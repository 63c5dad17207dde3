// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/placement.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core {
namespace {

// spec/runner-envoy.md 3.1: the index of a start, and the first generation, of each kind of host.
constexpr std::int64_t runnerStartIndex = 0;
constexpr std::int64_t envoyStartIndex = 1;
constexpr std::int64_t requestStartIndex = 0;
constexpr std::uint32_t runnerFirstGeneration = 0;
constexpr std::uint32_t envoyFirstGeneration = 1;

} // namespace

Placement::Placement(const Policy &policy, ActorTable &actors, EnvoyTable &envoys, PoolTable &pools,
                     Outbox &outbox, Commands &commands)
    : m_policy(policy)
    , m_actors(actors)
    , m_envoys(envoys)
    , m_pools(pools)
    , m_outbox(outbox)
    , m_commands(commands)
{}

void Placement::allocate(Instant now, ActorEntry &entry, Quest quest)
{
    if (place(now, entry))
        return;
    const PoolName pool = poolOf(entry);
    const PoolEntry *known = m_pools.find(pool);
    // A platform that may start nothing is nobody to wait for (spec/engine-api.md 3.6).
    const bool isServerless = known && known->isServerless() && known->settings->serverless->maxRunners > 0;
    if (entry.actor.error.isUndefined())
        entry.actor.error = shortageError(pool);
    if (isAlarmDue(entry, now))
        quest = Quest::Must;
    switch (shortageFor(quest, entry.actor.crashPolicy,
                        isServerless ? PoolKind::Serverless : PoolKind::Normal,
                        known ? known->hostKind() : HostKind::Runner, m_policy)) {
    case Shortage::Wait:
        return wait(now, entry, std::nullopt);
    case Shortage::WaitAWhile:
        return wait(now, entry,
                    now + (quest == Quest::Request ? m_policy.forceWakePendingTimeout
                                                   : m_policy.restartPendingTimeout.value()));
    case Shortage::Sleep:
        m_outbox.announce(entry, ActorPhase::Failed);
        return fallAsleep(now, entry);
    case Shortage::RetryByTime:
        entry.actor.sleepTs = now;
        return backOff(now, entry);
    }
}

QString Placement::shortageError(const PoolName &pool) const
{
    // The values of the API's `error` (spec/engine-api.md 1.8).
    const PoolEntry *known = m_pools.find(pool);
    if (known && known->startsByRequest())
        return known->restsUntil ? u"no_envoys"_s : u"concurrent_actor_limit_reached"_s;
    const bool isOfRunners =
        known && !known->status.protocolVersion && (known->status.hasHadRunners || known->isServerless());
    return isOfRunners ? u"no_capacity"_s : u"no_envoys"_s;
}

bool Placement::place(Instant now, ActorEntry &entry)
{
    const PoolName pool = poolOf(entry);
    const PoolEntry *known = m_pools.find(pool);
    if (known && known->startsByRequest()) {
        if (!hasRoomForRequest(pool, *known))
            return false;
        m_actors.setState(entry, ActorState::Allocating);
        beginGeneration(now, entry, envoyFirstGeneration, requestStartIndex);
        return true;
    }
    const EnvoyEntry *host = m_envoys.choose(pool,
                                             {.actorName = entry.actor.name,
                                              .versionMin = entry.actor.hostVersion,
                                              .kind = known ? known->hostKind() : HostKind::Envoy},
                                             now - m_policy.envoyEligibleThreshold);
    if (!host)
        return false;
    const Envoy &envoy = host->envoy;
    const bool isRunner = envoy.kind == HostKind::Runner;
    m_actors.setState(entry, ActorState::Starting);
    entry.actor.envoyKey = envoy.key;
    entry.actor.runnerId = envoy.runnerId;
    entry.actor.hostVersion = envoy.version;
    beginGeneration(now, entry, isRunner ? runnerFirstGeneration : envoyFirstGeneration,
                    isRunner ? runnerStartIndex : envoyStartIndex);
    m_envoys.give(envoy.key, entry.actor.id);
    return true;
}

bool Placement::hasRoomForRequest(const PoolName &pool, const PoolEntry &known) const
{
    return !known.restsUntil && m_actors.activeCount(pool) < known.settings->serverless->maxConcurrentActors;
}

void Placement::beginGeneration(Instant now, ActorEntry &entry, std::uint32_t first, std::int64_t startIndex)
{
    Actor &actor = entry.actor;
    actor.pendingAllocationTs.reset();
    actor.rescheduleTs.reset();
    actor.sleepTs.reset();
    actor.error = QJsonValue::Undefined;
    // Never one that it had, also where its pool has changed from runners to envoys.
    actor.generation = std::exchange(entry.hadGeneration, true) ? actor.generation + 1 : first;
    entry.stay = Stay{.startIndex = startIndex,
                      .commandIndex = startIndex,
                      .sentCommandIndex = startIndex - 1,
                      .alarmFiring = isAlarmDue(entry, now)};
    m_commands.start(entry);
}

bool Placement::taken(ActorEntry &entry, const Envoy &envoy)
{
    if (envoy.version < entry.actor.hostVersion)
        return false;
    m_actors.setState(entry, ActorState::Starting, entry.deadline);
    entry.actor.envoyKey = envoy.key;
    entry.actor.hostVersion = envoy.version;
    m_envoys.give(envoy.key, entry.actor.id);
    m_outbox.changed(entry.actor.id);
    return true;
}

void Placement::leave(Instant now, ActorEntry &entry)
{
    if (!entry.actor.envoyKey.isEmpty())
        m_envoys.take(entry.actor.envoyKey, entry.actor.id);
    m_actors.setState(entry, ActorState::Asleep);
    entry.actor.envoyKey.clear();
    entry.actor.runnerId = {};
    entry.actor.connectableTs.reset();
    entry.stay = {};
    dispatch(now, poolOf(entry));
}

void Placement::dispatch(Instant now, const PoolName &pool)
{
    // Each that is placed uses up room that another group may have wanted: so look at all again.
    const auto placeOne = [&] {
        return std::ranges::any_of(m_actors.waitingLongest(pool),
                                   [&](ActorId id) { return place(now, *m_actors.find(id)); });
    };
    while (placeOne()) {
    }
}

void Placement::wait(Instant now, ActorEntry &entry, std::optional<Instant> until)
{
    entry.actor.rescheduleTs.reset();
    if (!entry.actor.pendingAllocationTs)
        entry.actor.pendingAllocationTs = now;
    m_actors.setState(entry, ActorState::Waiting, until);
    m_outbox.changed(entry.actor.id);
}

void Placement::backOff(Instant now, ActorEntry &entry)
{
    const auto pause = entry.backoff.retry(now, m_policy);
    if (pause == std::chrono::milliseconds::zero())
        return allocate(now, entry, Quest::Restart);
    m_actors.setState(entry, ActorState::BackingOff, now + pause);
    entry.actor.pendingAllocationTs.reset();
    entry.actor.rescheduleTs = now + pause;
    m_outbox.changed(entry.actor.id);
}

void Placement::fallAsleep(Instant now, ActorEntry &entry)
{
    m_actors.setState(entry, ActorState::Asleep, entry.alarmTs);
    entry.actor.pendingAllocationTs.reset();
    entry.actor.rescheduleTs.reset();
    if (!entry.actor.sleepTs)
        entry.actor.sleepTs = now;
    m_outbox.changed(entry.actor.id);
}

} // namespace rove::core
