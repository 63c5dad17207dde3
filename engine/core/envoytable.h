// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/effect.h"
#include "engine/core/engine.h"
#include "engine/core/records.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace rove::core {

/// The order in which the hosts of a pool are asked to take an actor: the newest version first, and of one
/// version the one with the largest share of its slots free; those that have none left come last. This is
/// "spread, not bin-packing" (spec/engine-api.md 4.1), with exact fractions where the real engine counts in
/// thousandths.
struct Rank {
    std::uint32_t version = 0;
    bool isFull = false;
    std::uint64_t usedSlots = 0;
    std::uint64_t totalSlots = 1;
    QString key;

    friend bool operator<(const Rank &a, const Rank &b)
    {
        if (a.version != b.version)
            return a.version > b.version;
        if (a.isFull != b.isFull)
            return b.isFull;
        const std::uint64_t left = a.usedSlots * b.totalSlots;
        const std::uint64_t right = b.usedSlots * a.totalSlots;
        return left != right ? left < right : a.key < b.key;
    }
};

/// A host of actors, and those that it has been given.
struct EnvoyEntry {
    Envoy envoy;
    std::set<ActorId> actors;
    bool takesAnnouncedOnly = false;
    std::set<QString> announced; ///< Kept only if it takes no others.
    bool isConnected = true;
    /// When it is lost, unless it gives a sign of life.
    Instant lostAt;
    /// When the next of `leaving` is told to go.
    std::optional<Instant> evictionAt;
    std::chrono::milliseconds evictionInterval{};
    std::deque<ActorId> leaving; ///< They are told to go one after the other.
    /// When the actors that it still has are given up; only of runners that drain.
    std::optional<Instant> drainEndsAt;
    /// What keeps its serverless process alive, if that is known.
    std::optional<ServerlessRequestId> request;

    [[nodiscard]] bool isDraining() const { return envoy.drainTs.has_value(); }
    [[nodiscard]] PoolName pool() const { return {envoy.namespaceId, envoy.pool}; }
    /// When something about it is due.
    [[nodiscard]] Instant dueAt() const;
    [[nodiscard]] Rank rank() const;
};

/// What an actor wants of a host.
struct EnvoyWish {
    QString actorName;
    std::uint32_t versionMin = 0;
    HostKind kind = HostKind::Envoy; ///< Those that take only what they have announced may be of either.
};

/// The hosts of actors, and which of them takes the next actor of a pool. The core owns it. It also remembers
/// for a while what was running on an envoy that left, so that the envoy can be told to stop that if it comes
/// back, and runners that are gone, for lists.
class EnvoyTable {
public:
    /// A generation that an envoy may still be running although the core has given it up.
    struct Stranded {
        ActorId actorId;
        std::uint32_t generation = 0;
        std::int64_t commandIndex = 0;
        Instant since;
    };

    EnvoyEntry &add(EnvoyEntry entry);
    void remove(const QString &key, Instant now);
    [[nodiscard]] EnvoyEntry *find(const QString &key);
    [[nodiscard]] const EnvoyEntry *find(const QString &key) const;
    [[nodiscard]] const EnvoyEntry *findRunner(RunnerId id) const;
    /// Newest first.
    [[nodiscard]] std::vector<const Envoy *> envoys(NamespaceId namespaceId) const;
    /// Newest first; the last ones that are gone too, if they are asked for.
    [[nodiscard]] std::vector<const Envoy *> runners(NamespaceId namespaceId, WithStopped withStopped) const;
    /// The keys of the pool's hosts with an older version, oldest version first.
    [[nodiscard]] std::vector<QString> olderThan(std::uint32_t version, const PoolName &pool) const;

    /// Puts the host where it now belongs, in the order of its pool and in that of what is due. To be called
    /// after its version, slots, connection, drain or times have changed.
    void update(EnvoyEntry &entry);
    /// Of the pool's hosts with the highest version that fit the wish, the one with the most free; none if
    /// all of that version are full or have not been heard of since `heardSince`. Never one of an older
    /// version.
    [[nodiscard]] const EnvoyEntry *choose(const PoolName &pool, const EnvoyWish &wish,
                                           Instant heardSince) const;
    void give(const QString &key, ActorId actorId);
    /// Fine if the host has left.
    void take(const QString &key, ActorId actorId);
    void noteEmptied(const QString &key) { m_emptied.push_back(key); }
    /// Hosts that drain and have no actor left, since this was last asked.
    [[nodiscard]] std::vector<QString> takeEmptied() { return std::exchange(m_emptied, {}); }

    [[nodiscard]] std::optional<Instant> nextDue() const;
    [[nodiscard]] EnvoyEntry *due(Instant now);

    void strand(const QString &key, const Stranded &stranded);
    /// What the envoy, which came back, has to be told of; forgotten by this, as is what no envoy came back
    /// for in time.
    [[nodiscard]] std::vector<Stranded> takeStranded(const QString &key, Instant now);

    void checkInvariants(const ActorTable &actors) const;

private:
    struct Pool {
        std::set<std::pair<std::uint32_t, QString>> byVersion; ///< All of them.
        std::set<Rank> ranks;                                  ///< Those that may be given actors.
    };
    /// Where a host stands in the orders, as long as it stands there.
    struct Place {
        std::uint32_t version = 0;
        std::optional<Rank> rank;
        Instant dueAt;
    };

    void enter(const EnvoyEntry &entry);
    void leave(const EnvoyEntry &entry);
    void forgetOldStranded(Instant now);

    std::map<QString, EnvoyEntry> m_entries;
    std::map<QString, Place> m_places;
    std::map<PoolName, Pool> m_pools;
    std::map<RunnerId, QString> m_runners;
    std::set<std::pair<Instant, QString>> m_due;
    std::vector<QString> m_emptied;
    std::deque<Envoy> m_stoppedRunners; ///< Oldest first.
    std::map<QString, std::vector<Stranded>> m_stranded;
};

} // namespace rove::core
