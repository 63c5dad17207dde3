// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/hosts.h"

#include "engine/core/rows.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace rove::core {
namespace {

/// A timer that is so late says that the engine itself was away, its machine asleep perhaps. Nobody could be
/// heard meanwhile.
constexpr std::chrono::milliseconds engineAwayThreshold = 5s;

} // namespace

Hosts::Hosts(const Policy &policy, IdMaker &ids, ActorTable &actors, EnvoyTable &envoys, PoolTable &pools,
             ServerlessRequests &requests, Outbox &outbox, Commands &commands, Placement &placement,
             Endings &endings, Lifecycle &lifecycle)
    : m_policy(policy)
    , m_ids(ids)
    , m_actors(actors)
    , m_envoys(envoys)
    , m_pools(pools)
    , m_requests(requests)
    , m_outbox(outbox)
    , m_commands(commands)
    , m_placement(placement)
    , m_endings(endings)
    , m_lifecycle(lifecycle)
{}

// --- Coming ---

void Hosts::joined(Instant now, const EnvoyJoined &event)
{
    const PoolName pool{event.namespaceId, event.pool};
    noteKind(event);
    EnvoyEntry *known = m_envoys.find(event.envoyKey);
    const bool isSame = known && known->pool() == pool && known->envoy.kind == event.kind;
    // Nor can actors go on where the code is older than what they have run on.
    if (known && (!isSame || event.version < known->envoy.version)) {
        remove(now, event.envoyKey, Loss::ConnectionLost); // Another one that took its key.
        known = nullptr;
    }
    if (known)
        rejoin(now, *known, event);
    else
        add(now, event);
    upgrade(now, pool, event.version);
    m_placement.dispatch(now, pool);
}

void Hosts::noteKind(const EnvoyJoined &event)
{
    const PoolName pool{event.namespaceId, event.pool};
    PoolStatus &status = m_pools.ensure(pool).status;
    const bool isRunner = event.kind == HostKind::Runner;
    // One that takes nothing but its own leaves the pool to others, whatever they speak.
    if (event.takesAnnouncedOnly || (isRunner && status.hasHadRunners) ||
        (!isRunner && status.protocolVersion >= event.protocolVersion))
        return;
    if (isRunner)
        status.hasHadRunners = true;
    else
        status.protocolVersion = event.protocolVersion;
    m_outbox.put(rows::poolKey(pool), rows::encode(status));
}

void Hosts::add(Instant now, const EnvoyJoined &event)
{
    EnvoyEntry entry;
    Envoy &envoy = entry.envoy;
    envoy.key = event.envoyKey;
    envoy.kind = event.kind;
    if (event.kind == HostKind::Runner)
        envoy.runnerId = RunnerId::fromUuid(m_ids.next(), m_policy.datacenterLabel);
    envoy.runnerKey = event.runnerKey;
    envoy.namespaceId = event.namespaceId;
    envoy.pool = event.pool;
    envoy.version = event.version;
    envoy.totalSlots = event.totalSlots;
    envoy.createTs = now;
    envoy.lastPingTs = now;
    entry.takesAnnouncedOnly = event.takesAnnouncedOnly;
    entry.lostAt = now + m_policy.envoyLostThreshold;
    m_envoys.add(std::move(entry));
    tellStranded(now, event.envoyKey);
}

void Hosts::tellStranded(Instant now, const QString &envoyKey)
{
    for (const auto &stranded : m_envoys.takeStranded(envoyKey, now))
        m_commands.giveUp(envoyKey, stranded.actorId, stranded.generation, stranded.commandIndex);
}

void Hosts::rejoin(Instant now, EnvoyEntry &entry, const EnvoyJoined &event)
{
    entry.envoy.version = event.version;
    entry.envoy.totalSlots = event.totalSlots;
    entry.envoy.lastPingTs = now;
    entry.envoy.lastConnectedTs = now;
    entry.isConnected = true;
    m_envoys.update(entry);
    for (const ActorId id : entry.actors) {
        ActorEntry &actor = *m_actors.find(id);
        if (actor.actor.hostVersion < event.version) {
            actor.actor.hostVersion = event.version;
            m_outbox.changed(id);
        }
        m_commands.repeat(actor);
    }
}

void Hosts::announced(Instant now, const EnvoyDescribed &event)
{
    EnvoyEntry *entry = m_envoys.find(event.envoyKey);
    if (event.metadata)
        entry->envoy.metadata = event.metadata;
    if (!entry->takesAnnouncedOnly)
        return;
    for (const auto &[name, metadata] : event.actorNames)
        entry->announced.insert(name);
    m_placement.dispatch(now, entry->pool());
}

void Hosts::ponged(Instant now, const EnvoyPonged &event)
{
    EnvoyEntry *entry = m_envoys.find(event.envoyKey);
    if (!entry)
        return;
    const bool wasSilent = entry->envoy.lastPingTs < now - m_policy.envoyEligibleThreshold;
    entry->envoy.lastPingTs = now;
    entry->envoy.lastRtt = event.roundTrip;
    if (wasSilent)
        m_placement.dispatch(now, entry->pool());
}

void Hosts::restarted(Instant now, const EnvoyRestarted &event)
{
    const EnvoyEntry *entry = m_envoys.find(event.envoyKey);
    if (!entry)
        return;
    for (const ActorId id : std::set<ActorId>(entry->actors)) {
        ActorEntry &actor = *m_actors.find(id);
        if (isStopping(actor.state)) // It has stopped, in its way.
            m_endings.lose(now, actor, Loss::ConnectionLost);
        else if (actor.stay.isStartSent())
            m_commands.startAgain(now, actor);
    }
}

// --- Draining ---

void Hosts::stopping(Instant now, const EnvoyStopping &event)
{
    if (m_envoys.find(event.envoyKey))
        drain(now, event.envoyKey, DrainReason::Stopping);
}

void Hosts::upgrade(Instant now, const PoolName &pool, std::uint32_t version)
{
    const PoolEntry *known = m_pools.find(pool);
    if (!known || !known->settings || !known->settings->drainsOnVersionUpgrade)
        return;
    for (const QString &key : m_envoys.olderThan(version, pool))
        // One that takes nothing but its own has no newer version here.
        if (!m_envoys.find(key)->takesAnnouncedOnly)
            drain(now, key, DrainReason::VersionUpgrade);
}

EvictionPace Hosts::paceOf(const EnvoyEntry &entry, DrainReason reason) const
{
    // Runners that stop are in a hurry: their machine is about to be taken away (spec/engine-api.md 4.2).
    const bool isPaced = reason == DrainReason::VersionUpgrade ||
                         (reason == DrainReason::Stopping && entry.envoy.kind == HostKind::Envoy);
    const PoolEntry *pool = m_pools.find(entry.pool());
    return isPaced && pool && pool->settings ? pool->settings->eviction : EvictionPace{};
}

void Hosts::drain(Instant now, const QString &envoyKey, DrainReason reason)
{
    EnvoyEntry &entry = *m_envoys.find(envoyKey);
    if (entry.isDraining())
        return;
    const EvictionPace pace = paceOf(entry, reason);
    entry.envoy.drainTs = now;
    entry.envoy.drainReason = reason;
    entry.leaving.assign(entry.actors.begin(), entry.actors.end());
    entry.evictionInterval = pace.interval(entry.actors.size());
    entry.evictionAt = now + pace.delay;
    m_envoys.update(entry);
    if (entry.actors.empty())
        m_envoys.noteEmptied(envoyKey);
    evict(now, entry);
}

void Hosts::evict(Instant now, EnvoyEntry &entry)
{
    const DrainReason reason = entry.envoy.drainReason.value();
    const bool mustGoOn = reason == DrainReason::Lifespan || reason == DrainReason::Surplus;
    while (entry.evictionAt && *entry.evictionAt <= now) {
        if (entry.leaving.empty()) {
            entry.evictionAt.reset();
            break;
        }
        const ActorId id = entry.leaving.front();
        entry.leaving.pop_front();
        if (!entry.actors.contains(id))
            continue;
        *entry.evictionAt += entry.evictionInterval;
        m_lifecycle.goAway(now, *m_actors.find(id),
                           mustGoOn ? Lifecycle::Afterwards::StartAgain : Lifecycle::Afterwards::ByPolicy);
    }
    // Envoys answer for each actor in its own time; runners are given one time for all.
    if (entry.envoy.kind == HostKind::Runner && !entry.evictionAt)
        entry.drainEndsAt = now + m_policy.envoyLostThreshold;
    m_envoys.update(entry);
}

void Hosts::reported(Instant now, const QString &envoyKey)
{
    EnvoyEntry *entry = m_envoys.find(envoyKey);
    if (!entry || !entry->drainEndsAt)
        return;
    entry->drainEndsAt = now + m_policy.envoyLostThreshold;
    m_envoys.update(*entry);
}

void Hosts::endDrain(Instant now, const QString &envoyKey)
{
    if (!m_envoys.find(envoyKey))
        return;
    remove(now, envoyKey, Loss::DrainingTimeout);
    m_outbox.now(ReleaseEnvoy{.envoyKey = envoyKey, .reason = ReleaseReason::Drained});
}

// --- Going ---

void Hosts::disconnected(const EnvoyDisconnected &event)
{
    if (EnvoyEntry *entry = m_envoys.find(event.envoyKey)) {
        entry->isConnected = false;
        m_envoys.update(*entry);
    }
}

void Hosts::left(Instant now, const EnvoyLeft &event)
{
    if (m_envoys.find(event.envoyKey))
        remove(now, event.envoyKey, Loss::ConnectionLost);
}

void Hosts::remove(Instant now, const QString &envoyKey, Loss loss)
{
    const EnvoyEntry &entry = *m_envoys.find(envoyKey);
    const std::set<ActorId> actors = entry.actors;
    const bool isRunner = entry.envoy.kind == HostKind::Runner;
    if (entry.request)
        if (ServerlessRequest *request = m_requests.find(*entry.request))
            m_commands.close(*request);
    m_envoys.remove(envoyKey, now);
    for (const ActorId id : actors) {
        ActorEntry &actor = *m_actors.find(id);
        if (!actor.stay.isStartSent()) {
            m_endings.requeue(now, actor);
            continue;
        }
        // Whoever comes back under a runner's key has another id, and no actors.
        if (!isRunner)
            m_envoys.strand(envoyKey, {.actorId = id,
                                       .generation = actor.actor.generation,
                                       .commandIndex = actor.stay.commandIndex,
                                       .since = now});
        m_endings.lose(now, actor, loss);
    }
}

void Hosts::timePassed(Instant now)
{
    while (EnvoyEntry *entry = m_envoys.due(now)) {
        if (entry->evictionAt && *entry->evictionAt <= now)
            evict(now, *entry);
        else if (entry->drainEndsAt && *entry->drainEndsAt <= now)
            endDrain(now, QString(entry->envoy.key));
        else
            checkSigns(now, *entry);
    }
}

void Hosts::checkSigns(Instant now, EnvoyEntry &entry)
{
    const Instant lostAt = entry.envoy.lastPingTs + m_policy.envoyLostThreshold;
    if (lostAt > now) {
        entry.lostAt = lostAt;
        return m_envoys.update(entry);
    }
    if (now - entry.lostAt > engineAwayThreshold) {
        entry.lostAt = now + m_policy.envoyLostThreshold;
        return m_envoys.update(entry);
    }
    const QString key = entry.envoy.key;
    remove(now, key, Loss::ConnectionLost);
    m_outbox.now(ReleaseEnvoy{.envoyKey = key, .reason = ReleaseReason::Lost});
}

void Hosts::settle(Instant now)
{
    for (const QString &key : m_envoys.takeEmptied()) {
        const EnvoyEntry *entry = m_envoys.find(key);
        // One that has asked for it closes its connection itself.
        if (entry && entry->actors.empty() && entry->envoy.drainReason != DrainReason::Stopping)
            endDrain(now, key);
    }
}

} // namespace rove::core
