// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actorentry.h"
#include "engine/core/engine.h"

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace rove::core {

struct PoolName {
    NamespaceId namespaceId;
    QString pool;

    friend auto operator<=>(const PoolName &, const PoolName &) = default;
};

/// Actors that wait for the same: where one of them finds no envoy, none of them does.
struct WaitingGroup {
    QString name;
    std::uint32_t hostVersion = 0;

    friend auto operator<=>(const WaitingGroup &, const WaitingGroup &) = default;
};

struct ActorKey {
    NamespaceId namespaceId;
    QString name;
    QString key;

    friend auto operator<=>(const ActorKey &, const ActorKey &) = default;
};

/// Every actor there ever was, found by id, by key, by name in order of creation, by what it waits for and by
/// when it is due. The core owns it; nothing else changes an entry's state or deadline than `setState`, which
/// keeps those ways true. Entries stay where they are in memory and are never removed: destroyed actors
/// remain listable.
class ActorTable {
public:
    /// A key once used is bound to this datacenter for ever; the id is its reservation
    /// (spec/engine-api.md 5.1).
    using Reservations = std::map<ActorKey, IdBytes>;
    using Entries = std::map<ActorId, ActorEntry>;

    /// Takes in an actor in the state it is in. Its key must be free, and reserved.
    ActorEntry &add(ActorEntry entry);
    void reserve(const ActorKey &key, const IdBytes &reservation);

    [[nodiscard]] ActorEntry *find(ActorId id);
    [[nodiscard]] const ActorEntry *find(ActorId id) const;
    /// The actor that has the key now.
    [[nodiscard]] const ActorEntry *findLive(const ActorKey &key) const;
    /// Null if the key was never used.
    [[nodiscard]] const IdBytes *findReservation(const ActorKey &key) const;
    [[nodiscard]] std::vector<const Actor *> list(const ActorFilter &filter) const;
    [[nodiscard]] const Entries &entries() const { return m_entries; }
    [[nodiscard]] Entries &entries() { return m_entries; }

    void setState(ActorEntry &entry, ActorState state, std::optional<Instant> deadline = std::nullopt);
    /// Of each group that waits for an envoy of the pool, the actor that has waited longest; the longest wait
    /// first.
    [[nodiscard]] std::vector<ActorId> waitingLongest(const PoolName &pool) const;
    /// How many of the pool's actors have a generation that somebody may be running.
    [[nodiscard]] std::size_t activeCount(const PoolName &pool) const;
    /// How many have one, or want one.
    [[nodiscard]] std::size_t demand(const PoolName &pool) const;
    /// The pools whose demand may have changed since this was last asked.
    [[nodiscard]] std::set<PoolName> takeTouchedPools() { return std::exchange(m_touchedPools, {}); }
    [[nodiscard]] std::optional<Instant> nextDeadline() const;
    /// An actor whose deadline has come; the one that waited longest.
    [[nodiscard]] ActorEntry *due(Instant now);

    void checkInvariants() const;

private:
    struct NameKey {
        NamespaceId namespaceId;
        QString name;

        friend auto operator<=>(const NameKey &, const NameKey &) = default;
    };
    /// Newest first.
    struct Newest {
        Instant createTs;
        ActorId id;

        friend std::strong_ordering operator<=>(const Newest &a, const Newest &b)
        {
            if (const auto order = b.createTs <=> a.createTs; order != 0)
                return order;
            return a.id <=> b.id;
        }
        friend bool operator==(const Newest &, const Newest &) = default;
    };
    struct Named {
        std::set<Newest> live;
        std::set<Newest> all;
    };
    using DueOrder = std::pair<Instant, ActorId>;
    struct Crowd {
        std::map<WaitingGroup, std::set<DueOrder>> waiting;
        std::size_t waitingCount = 0;
        std::size_t activeCount = 0;
    };

    [[nodiscard]] static std::optional<ActorKey> keyOf(const Actor &actor);
    [[nodiscard]] static PoolName poolOf(const Actor &actor) { return {actor.namespaceId, actor.pool}; }
    /// Those that a list may show, and destroyed ones that have had the key.
    [[nodiscard]] const std::set<Newest> *candidates(const ActorFilter &filter) const;
    void enter(ActorEntry &entry);
    void leave(ActorEntry &entry);
    void checkEntry(const ActorEntry &entry) const;
    static void checkStay(const ActorEntry &entry);
    void checkCrowds() const;

    Entries m_entries;
    Reservations m_reservations;
    std::map<ActorKey, ActorId> m_liveByKey;
    std::map<ActorKey, std::set<Newest>> m_allByKey;
    std::map<NameKey, Named> m_byName;
    std::map<PoolName, Crowd> m_crowds; ///< Of the pools with active or waiting actors.
    std::set<PoolName> m_touchedPools;
    std::set<DueOrder> m_deadlines;
};

} // namespace rove::core
