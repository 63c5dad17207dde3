// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/records.h"

#include <map>
#include <set>
#include <vector>

namespace rove::core {

/// A connected envoy and the actors that it has been given.
struct EnvoyEntry {
    Envoy envoy;
    std::set<ActorId> actors;
    bool takesAnnouncedOnly = false;
    std::set<QString> announced; ///< Kept only if it takes no others.

    [[nodiscard]] bool isStopping() const { return envoy.stopTs.has_value(); }
    [[nodiscard]] bool takes(const QString &actorName) const
    {
        return !isStopping() && (!takesAnnouncedOnly || announced.contains(actorName));
    }
};

/// The connected envoys, and which of them takes the next actor of a pool. The core owns it. It also
/// remembers for a while what was running on an envoy that left, so that the envoy can be told to stop that
/// if it comes back.
class EnvoyTable {
public:
    /// A generation that an envoy may still be running although the core has given it up.
    struct Stranded {
        ActorId actorId;
        std::uint32_t generation = 0;
        std::int64_t commandIndex = 0;
        Instant since;
    };

    EnvoyEntry &add(Envoy envoy);
    void remove(const QString &key);
    [[nodiscard]] EnvoyEntry *find(const QString &key);
    /// Newest first.
    [[nodiscard]] std::vector<const Envoy *> list(NamespaceId namespaceId, HostKind kind) const;

    /// Of the pool's envoys with the highest version that take such an actor, the one with the fewest actors.
    [[nodiscard]] const EnvoyEntry *choose(const PoolName &pool, const QString &actorName) const;
    void give(const QString &key, ActorId actorId);
    /// Fine if the envoy has left.
    void take(const QString &key, ActorId actorId);

    void strand(const QString &key, const Stranded &stranded);
    /// What the envoy, which came back, has to be told of; forgotten by this, as is what no envoy came back
    /// for in time.
    [[nodiscard]] std::vector<Stranded> takeStranded(const QString &key, Instant now);

    void checkInvariants(const ActorTable &actors) const;

private:
    void forgetOldStranded(Instant now);

    std::map<QString, EnvoyEntry> m_entries;
    std::map<PoolName, std::set<QString>> m_byPool;
    std::map<QString, std::vector<Stranded>> m_stranded;
};

} // namespace rove::core
