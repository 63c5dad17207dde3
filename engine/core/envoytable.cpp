// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/envoytable.h"

#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"

#include <algorithm>

namespace rove::core {
namespace {

/// Runners that are gone and still listed, in all namespaces; the oldest are forgotten first.
constexpr std::size_t stoppedRunnerCountMax = 1000;
/// Stands for no limit: far more than any count of actors, and its products fit.
constexpr std::uint64_t unlimitedSlots = std::uint64_t{1} << 31;

} // namespace

Instant EnvoyEntry::dueAt() const
{
    Instant at = lostAt;
    if (evictionAt)
        at = std::min(at, *evictionAt);
    if (drainEndsAt)
        at = std::min(at, *drainEndsAt);
    return at;
}

Rank EnvoyEntry::rank() const
{
    const std::uint64_t total = envoy.totalSlots ? *envoy.totalSlots : unlimitedSlots;
    return {.version = envoy.version,
            .isFull = envoy.remainingSlots() == 0u,
            .usedSlots = actors.size(),
            .totalSlots = std::max<std::uint64_t>(total, 1),
            .key = envoy.key};
}

EnvoyEntry &EnvoyTable::add(EnvoyEntry entry)
{
    const QString key = entry.envoy.key;
    const auto [place, isNew] = m_entries.emplace(key, std::move(entry));
    ENSURE(isNew);
    if (!place->second.envoy.runnerId.isNull())
        m_runners.emplace(place->second.envoy.runnerId, key);
    enter(place->second);
    return place->second;
}

void EnvoyTable::remove(const QString &key, Instant now)
{
    const auto found = m_entries.find(key);
    EnvoyEntry &entry = found->second;
    leave(entry);
    if (entry.envoy.kind == HostKind::Runner) {
        m_runners.erase(entry.envoy.runnerId);
        entry.envoy.stopTs = now;
        entry.envoy.runningActorCount = 0;
        m_stoppedRunners.push_back(std::move(entry.envoy));
        if (m_stoppedRunners.size() > stoppedRunnerCountMax)
            m_stoppedRunners.pop_front();
    }
    m_entries.erase(found);
}

EnvoyEntry *EnvoyTable::find(const QString &key)
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second;
}

const EnvoyEntry *EnvoyTable::find(const QString &key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second;
}

const EnvoyEntry *EnvoyTable::findRunner(RunnerId id) const
{
    const auto found = m_runners.find(id);
    return found == m_runners.end() ? nullptr : find(found->second);
}

std::vector<const Envoy *> EnvoyTable::envoys(NamespaceId namespaceId) const
{
    std::vector<const Envoy *> found;
    for (const auto &[key, entry] : m_entries)
        if (entry.envoy.namespaceId == namespaceId && entry.envoy.kind == HostKind::Envoy)
            found.push_back(&entry.envoy);
    std::ranges::stable_sort(found, std::greater(), &Envoy::createTs);
    return found;
}

std::vector<const Envoy *> EnvoyTable::runners(NamespaceId namespaceId, WithStopped withStopped) const
{
    std::vector<const Envoy *> found;
    for (const auto &[id, key] : m_runners)
        if (const Envoy &runner = m_entries.at(key).envoy; runner.namespaceId == namespaceId)
            found.push_back(&runner);
    if (withStopped == WithStopped::Yes)
        for (const Envoy &runner : m_stoppedRunners)
            if (runner.namespaceId == namespaceId)
                found.push_back(&runner);
    std::ranges::stable_sort(found, std::greater(), &Envoy::createTs);
    return found;
}

std::vector<QString> EnvoyTable::olderThan(std::uint32_t version, const PoolName &pool) const
{
    std::vector<QString> keys;
    if (const auto found = m_pools.find(pool); found != m_pools.end())
        for (const auto &[older, key] : found->second.byVersion) {
            if (older >= version)
                break;
            keys.push_back(key);
        }
    return keys;
}

// --- Orders ---

void EnvoyTable::enter(const EnvoyEntry &entry)
{
    const QString &key = entry.envoy.key;
    Pool &pool = m_pools[entry.pool()];
    Place place{.version = entry.envoy.version, .rank = {}, .dueAt = entry.dueAt()};
    pool.byVersion.emplace(place.version, key);
    if (entry.isConnected && !entry.isDraining()) {
        place.rank = entry.rank();
        pool.ranks.insert(*place.rank);
    }
    m_due.emplace(place.dueAt, key);
    m_places.insert_or_assign(key, std::move(place));
}

void EnvoyTable::leave(const EnvoyEntry &entry)
{
    const QString &key = entry.envoy.key;
    const Place place = std::move(m_places.extract(key).mapped());
    const auto pool = m_pools.find(entry.pool());
    pool->second.byVersion.erase({place.version, key});
    if (place.rank)
        pool->second.ranks.erase(*place.rank);
    if (pool->second.byVersion.empty())
        m_pools.erase(pool);
    m_due.erase({place.dueAt, key});
}

void EnvoyTable::update(EnvoyEntry &entry)
{
    leave(entry);
    enter(entry);
}

const EnvoyEntry *EnvoyTable::choose(const PoolName &pool, const EnvoyWish &wish, Instant heardSince) const
{
    const auto found = m_pools.find(pool);
    if (found == m_pools.end())
        return nullptr;
    std::optional<std::uint32_t> version;
    for (const Rank &rank : found->second.ranks) {
        if (version && rank.version != *version)
            return nullptr;
        const EnvoyEntry &entry = m_entries.at(rank.key);
        const bool fits = entry.takesAnnouncedOnly ? entry.announced.contains(wish.actorName)
                                                   : entry.envoy.kind == wish.kind;
        if (!fits)
            continue;
        version = rank.version;
        if (rank.isFull || rank.version < wish.versionMin)
            return nullptr;
        if (entry.envoy.lastPingTs >= heardSince)
            return &entry;
    }
    return nullptr;
}

void EnvoyTable::give(const QString &key, ActorId actorId)
{
    EnvoyEntry &entry = m_entries.at(key);
    entry.actors.insert(actorId);
    entry.envoy.runningActorCount = entry.actors.size();
    update(entry);
}

void EnvoyTable::take(const QString &key, ActorId actorId)
{
    EnvoyEntry *entry = find(key);
    if (!entry)
        return;
    entry->actors.erase(actorId);
    entry->envoy.runningActorCount = entry->actors.size();
    update(*entry);
    if (entry->isDraining() && entry->actors.empty())
        noteEmptied(key);
}

std::optional<Instant> EnvoyTable::nextDue() const
{
    return m_due.empty() ? std::nullopt : std::optional(m_due.begin()->first);
}

EnvoyEntry *EnvoyTable::due(Instant now)
{
    return m_due.empty() || m_due.begin()->first > now ? nullptr : find(m_due.begin()->second);
}

// --- What was given up ---

void EnvoyTable::strand(const QString &key, const Stranded &stranded)
{
    m_stranded[key].push_back(stranded);
}

std::vector<EnvoyTable::Stranded> EnvoyTable::takeStranded(const QString &key, Instant now)
{
    forgetOldStranded(now);
    auto found = m_stranded.extract(key);
    return found ? std::move(found.mapped()) : std::vector<Stranded>();
}

void EnvoyTable::forgetOldStranded(Instant now)
{
    const auto isOld = [now](const Stranded &stranded) {
        return stranded.since < now - limits::strandedActorRetention;
    };
    std::erase_if(m_stranded, [&](auto &envoy) {
        std::erase_if(envoy.second, isOld);
        return envoy.second.empty();
    });
}

// --- Invariants ---

void EnvoyTable::checkInvariants(const ActorTable &actors) const
{
    std::size_t inPools = 0;
    std::size_t given = 0;
    for (const auto &[pool, hosts] : m_pools) {
        ENSURE(!hosts.byVersion.empty() && hosts.ranks.size() <= hosts.byVersion.size());
        inPools += hosts.byVersion.size();
    }
    ENSURE(inPools == m_entries.size() && m_places.size() == m_entries.size() &&
           m_due.size() == m_entries.size());
    for (const auto &[key, entry] : m_entries) {
        const Place &place = m_places.at(key);
        ENSURE(entry.envoy.key == key && place.dueAt == entry.dueAt());
        ENSURE(place.rank.has_value() == (entry.isConnected && !entry.isDraining()));
        ENSURE(!place.rank || m_pools.at(entry.pool()).ranks.contains(entry.rank()));
        ENSURE(entry.envoy.runningActorCount == entry.actors.size());
        ENSURE((entry.envoy.kind == HostKind::Runner) == m_runners.contains(entry.envoy.runnerId));
        ENSURE(!m_stranded.contains(key));
        for (const ActorId id : entry.actors)
            ENSURE(actors.find(id) && actors.find(id)->actor.envoyKey == key);
        given += entry.actors.size();
    }
    ENSURE(std::cmp_equal(given, std::ranges::count_if(actors.entries(), [](const auto &actor) {
                              return isPlaced(actor.second.state);
                          })));
}

} // namespace rove::core
