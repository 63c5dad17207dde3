// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/envoytable.h"

#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"

#include <algorithm>
#include <tuple>

namespace rove::core {

EnvoyEntry &EnvoyTable::add(Envoy envoy)
{
    const QString key = envoy.key;
    m_byPool[{envoy.namespaceId, envoy.pool}].insert(key);
    const auto [place, isNew] =
        m_entries.emplace(key, EnvoyEntry{.envoy = std::move(envoy), .actors = {}, .announced = {}});
    ENSURE(isNew);
    return place->second;
}

void EnvoyTable::remove(const QString &key)
{
    const Envoy &envoy = m_entries.at(key).envoy;
    const auto pool = m_byPool.find({envoy.namespaceId, envoy.pool});
    pool->second.erase(key);
    if (pool->second.empty())
        m_byPool.erase(pool);
    m_entries.erase(key);
}

EnvoyEntry *EnvoyTable::find(const QString &key)
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second;
}

std::vector<const Envoy *> EnvoyTable::list(NamespaceId namespaceId, HostKind kind) const
{
    std::vector<const Envoy *> envoys;
    for (const auto &[key, entry] : m_entries)
        if (entry.envoy.namespaceId == namespaceId && entry.envoy.kind == kind)
            envoys.push_back(&entry.envoy);
    std::ranges::stable_sort(envoys, std::greater(), &Envoy::createTs);
    return envoys;
}

const EnvoyEntry *EnvoyTable::choose(const PoolName &pool, const QString &actorName) const
{
    const auto keys = m_byPool.find(pool);
    if (keys == m_byPool.end())
        return nullptr;
    const EnvoyEntry *best = nullptr;
    const auto isBetter = [](const EnvoyEntry &a, const EnvoyEntry &b) {
        return a.envoy.version != b.envoy.version ? a.envoy.version > b.envoy.version
                                                  : a.actors.size() < b.actors.size();
    };
    for (const QString &key : keys->second) {
        const EnvoyEntry &entry = m_entries.at(key);
        if (entry.takes(actorName) && (!best || isBetter(entry, *best)))
            best = &entry;
    }
    return best;
}

void EnvoyTable::give(const QString &key, ActorId actorId)
{
    EnvoyEntry &entry = m_entries.at(key);
    entry.actors.insert(actorId);
    entry.envoy.runningActorCount = entry.actors.size();
}

void EnvoyTable::take(const QString &key, ActorId actorId)
{
    if (EnvoyEntry *entry = find(key)) {
        entry->actors.erase(actorId);
        entry->envoy.runningActorCount = entry->actors.size();
    }
}

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

void EnvoyTable::checkInvariants(const ActorTable &actors) const
{
    std::size_t inPools = 0;
    std::size_t given = 0;
    for (const auto &[pool, keys] : m_byPool) {
        ENSURE(!keys.empty());
        inPools += keys.size();
    }
    ENSURE(inPools == m_entries.size());
    for (const auto &[key, entry] : m_entries) {
        ENSURE(entry.envoy.key == key);
        ENSURE(entry.envoy.runningActorCount == entry.actors.size());
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
