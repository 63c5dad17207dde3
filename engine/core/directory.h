// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/records.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace rove::core {

struct NamespaceEntry {
    Namespace record;
    /// Its creation is durable, so that others may see it.
    bool isStored = false;
};

/// What there is beside actors and envoys: namespaces, the settings of pools, and the actor names that a list
/// may offer. The core owns it. Entries stay where they are in memory; namespaces are never removed.
class Directory {
public:
    using ActorNames = std::map<QString, QJsonObject>;

    void addNamespace(NamespaceEntry entry);
    void setNamespaceStored(NamespaceId id) { m_namespaces.at(id).isStored = true; }
    /// Also one whose creation is under way.
    [[nodiscard]] const NamespaceEntry *findNamespace(NamespaceId id) const;
    [[nodiscard]] const NamespaceEntry *findNamespace(const QString &name) const;
    /// Newest first.
    [[nodiscard]] std::vector<const Namespace *> namespaces() const;

    void setConfig(const PoolName &pool, RunnerConfig config)
    {
        m_configs.insert_or_assign(pool, std::move(config));
    }
    void removeConfig(const PoolName &pool) { m_configs.erase(pool); }
    [[nodiscard]] const RunnerConfig *findConfig(const PoolName &pool) const;
    [[nodiscard]] std::vector<std::pair<QString, RunnerConfig>> configs(NamespaceId namespaceId) const;

    /// True if the list changed: names beyond `limits::actorNameCountPerNamespaceMax` are not offered.
    bool setActorName(NamespaceId namespaceId, const QString &name, const QJsonObject &metadata);
    [[nodiscard]] bool hasActorName(NamespaceId namespaceId, const QString &name) const;
    [[nodiscard]] std::vector<std::pair<QString, QJsonObject>>
    actorNames(NamespaceId namespaceId, std::size_t limit, const std::optional<QString> &cursor) const;

    void checkInvariants() const;

private:
    std::map<NamespaceId, NamespaceEntry> m_namespaces;
    std::map<QString, NamespaceId> m_namespacesByName;
    std::map<PoolName, RunnerConfig> m_configs;
    std::map<NamespaceId, ActorNames> m_actorNames;
};

} // namespace rove::core
