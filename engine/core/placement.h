// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/commands.h"
#include "engine/core/crashpolicy.h"
#include "engine/core/envoytable.h"
#include "engine/core/outbox.h"
#include "engine/core/policy.h"
#include "engine/core/pooltable.h"

#include <optional>

namespace rove::core {

/// Brings actors to hosts: one that has room now, one that a serverless platform starts for it, or the queue
/// of its pool (spec/engine-api.md 3.5, 3.8 and 4). The core owns it.
///
/// Whoever frees or adds room calls `dispatch` before anything else is placed, so nobody overtakes those who
/// wait for the same: what is in the queue cannot be placed.
class Placement {
public:
    Placement(const Policy &policy, ActorTable &actors, EnvoyTable &envoys, PoolTable &pools, Outbox &outbox,
              Commands &commands);

    /// Gives a new generation of the actor to a host, or does what the quest says if there is none.
    void allocate(Instant now, ActorEntry &entry, Quest quest);
    /// Places the actors that wait for the pool, as many as it has room for, those that wait longest first.
    void dispatch(Instant now, const PoolName &pool);
    /// It was started by a request, and this envoy has taken it. False if the envoy's code is older than what
    /// the actor has run on: it must not have it.
    [[nodiscard]] bool taken(ActorEntry &entry, const Envoy &envoy);
    /// Takes the actor off its host and frees its slot for those who wait. It is nowhere then, and the caller
    /// says what becomes of it.
    void leave(Instant now, ActorEntry &entry);

    void wait(Instant now, ActorEntry &entry, std::optional<Instant> until);
    /// Tries again later; at once after a quiet time (spec/engine-api.md 3.3).
    void backOff(Instant now, ActorEntry &entry);
    void fallAsleep(Instant now, ActorEntry &entry);

private:
    [[nodiscard]] bool place(Instant now, ActorEntry &entry);
    [[nodiscard]] bool hasRoomForRequest(const PoolName &pool, const PoolEntry &known) const;
    void beginGeneration(Instant now, ActorEntry &entry, std::uint32_t first, std::int64_t startIndex);
    [[nodiscard]] QString shortageError(const PoolName &pool) const;

    const Policy &m_policy;
    ActorTable &m_actors;
    EnvoyTable &m_envoys;
    PoolTable &m_pools;
    Outbox &m_outbox;
    Commands &m_commands;
};

/// An alarm that is due wakes its actor, and keeps it from falling asleep.
[[nodiscard]] inline bool isAlarmDue(const ActorEntry &entry, Instant now)
{
    return entry.alarmTs && *entry.alarmTs <= now;
}

[[nodiscard]] inline PoolName poolOf(const ActorEntry &entry)
{
    return {entry.actor.namespaceId, entry.actor.pool};
}

} // namespace rove::core
