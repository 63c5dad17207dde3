// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/effect.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace rove::core {

/// A namespace's creation is durable.
struct NamespaceStored {
    NamespaceId namespaceId;
};
/// An actor's creation is durable.
struct ActorStored {
    ActorId actorId;
};
/// The decision behind a command to an envoy is durable. The command itself is made then, if it is still
/// wanted.
struct CommandStored {
    ActorId actorId;
    std::uint32_t generation = 0;
    std::int64_t commandIndex = 0;
};
/// What waits for the store.
using Withheld = std::variant<Effect, NamespaceStored, ActorStored, CommandStored>;

/// The gate between what the core has decided and what others may see of it. One `apply` collects the rows it
/// changed and what rests on them; `flush` turns the rows into one `Persist`, and `takeStored` lets the rest
/// go when that is durable. The core owns it. Writes become durable in the order in which they were asked
/// for, so an older write is never missing behind a newer one, and what changed nothing itself waits for the
/// newest write under way.
class Outbox {
public:
    explicit Outbox(const ActorTable &actors);

    /// Where the effects of this step go.
    void open(std::vector<Effect> &out) { m_out = &out; }

    void put(QByteArray key, QByteArray value);
    void remove(QByteArray key);
    /// The actor's row is written with what it holds at the next flush.
    void changed(ActorId actorId) { m_changed.insert(actorId); }

    void now(Effect effect);
    void whenStored(Withheld withheld);
    /// Tells watchers what became of an actor; of one that is not stored yet, when it is.
    void announce(const ActorEntry &entry, ActorPhase phase);

    void flush();
    /// What may leave now: nothing under way is older than it.
    [[nodiscard]] std::vector<Withheld> takeStored();
    void stored(WriteId id);

    void checkInvariants() const;

private:
    const ActorTable &m_actors;
    std::vector<Effect> *m_out = nullptr;
    std::map<QByteArray, Mutation> m_rows;
    std::set<ActorId> m_changed;
    /// Of this step, not yet tied to a write.
    std::vector<Withheld> m_collected;
    std::deque<std::pair<WriteId, Withheld>> m_withheld;
    WriteId m_lastAsked{};
    WriteId m_lastStored{};
};

} // namespace rove::core
