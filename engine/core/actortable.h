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
    [[nodiscard]] bool isReserved(const ActorKey &key) const { return m_reservations.contains(key); }
    [[nodiscard]] std::vector<const Actor *> list(const ActorFilter &filter) const;
    [[nodiscard]] const Entries &entries() const { return m_entries; }
    [[nodiscard]] Entries &entries() { return m_entries; }

    void setState(ActorEntry &entry, ActorState state, std::optional<Instant> deadline = std::nullopt);
    /// The actors that wait for an envoy of the pool, longest first.
    [[nodiscard]] std::vector<ActorId> waiting(const PoolName &pool) const;
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

    [[nodiscard]] static std::optional<ActorKey> keyOf(const Actor &actor);
    void enter(ActorEntry &entry);
    void leave(ActorEntry &entry);
    void checkEntry(const ActorEntry &entry) const;
    static void checkStay(const ActorEntry &entry);

    Entries m_entries;
    Reservations m_reservations;
    std::map<ActorKey, ActorId> m_liveByKey;
    std::map<NameKey, Named> m_byName;
    std::map<PoolName, std::set<DueOrder>> m_waiting;
    std::set<DueOrder> m_deadlines;
};

} // namespace rove::core
