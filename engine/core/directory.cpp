// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/directory.h"

#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"

#include <algorithm>

namespace rove::core {

void Directory::addNamespace(NamespaceEntry entry)
{
    const NamespaceId id = entry.record.id;
    ENSURE(m_namespacesByName.emplace(entry.record.name, id).second);
    ENSURE(m_namespaces.emplace(id, std::move(entry)).second);
}

const NamespaceEntry *Directory::findNamespace(NamespaceId id) const
{
    const auto found = m_namespaces.find(id);
    return found == m_namespaces.end() ? nullptr : &found->second;
}

const NamespaceEntry *Directory::findNamespace(const QString &name) const
{
    const auto found = m_namespacesByName.find(name);
    return found == m_namespacesByName.end() ? nullptr : findNamespace(found->second);
}

std::vector<const Namespace *> Directory::namespaces() const
{
    std::vector<const Namespace *> all;
    for (const auto &[id, entry] : m_namespaces)
        if (entry.isStored)
            all.push_back(&entry.record);
    std::ranges::stable_sort(all, std::greater(), &Namespace::createTs);
    return all;
}

const RunnerConfig *Directory::findConfig(const PoolName &pool) const
{
    const auto found = m_configs.find(pool);
    return found == m_configs.end() ? nullptr : &found->second;
}

std::vector<std::pair<QString, RunnerConfig>> Directory::configs(NamespaceId namespaceId) const
{
    std::vector<std::pair<QString, RunnerConfig>> all;
    for (auto next = m_configs.lower_bound({namespaceId, {}});
         next != m_configs.end() && next->first.namespaceId == namespaceId; ++next)
        all.emplace_back(next->first.pool, next->second);
    return all;
}

bool Directory::setActorName(NamespaceId namespaceId, const QString &name, const QJsonObject &metadata)
{
    ActorNames &names = m_actorNames[namespaceId];
    if (const auto known = names.find(name); known != names.end()) {
        const bool isNew = known->second != metadata;
        known->second = metadata;
        return isNew;
    }
    if (names.size() >= limits::actorNameCountPerNamespaceMax)
        return false;
    names.emplace(name, metadata);
    return true;
}

bool Directory::hasActorName(NamespaceId namespaceId, const QString &name) const
{
    const auto names = m_actorNames.find(namespaceId);
    return names != m_actorNames.end() && names->second.contains(name);
}

std::vector<std::pair<QString, QJsonObject>> Directory::actorNames(NamespaceId namespaceId, std::size_t limit,
                                                                   const std::optional<QString> &cursor) const
{
    const auto names = m_actorNames.find(namespaceId);
    if (names == m_actorNames.end())
        return {};
    std::vector<std::pair<QString, QJsonObject>> page;
    auto next = cursor ? names->second.upper_bound(*cursor) : names->second.begin();
    for (; next != names->second.end() && page.size() < limit; ++next)
        page.emplace_back(*next);
    return page;
}

void Directory::checkInvariants() const
{
    ENSURE(m_namespaces.size() == m_namespacesByName.size());
    for (const auto &[name, id] : m_namespacesByName)
        ENSURE(m_namespaces.at(id).record.name == name);
    for (const auto &[pool, config] : m_configs)
        ENSURE(m_namespaces.contains(pool.namespaceId) && !config.datacenters.empty());
    for (const auto &[id, names] : m_actorNames)
        ENSURE(m_namespaces.contains(id) && names.size() <= limits::actorNameCountPerNamespaceMax);
}

} // namespace rove::core
