// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/commands.h"
#include "engine/core/endings.h"
#include "engine/core/envoytable.h"
#include "engine/core/event.h"
#include "engine/core/outbox.h"
#include "engine/core/placement.h"
#include "engine/core/policy.h"
#include "engine/core/serverlessrequests.h"

#include <optional>

namespace rove::core {

/// The life of actors: what clients and the API want of one, what its host says of it, and what time does to
/// it (spec/engine-api.md 3.4 to 3.8, with the states of 3.7). The core owns it.
///
/// What a host reports is shown at once: the host is the witness, and after a crash of the engine the
/// generation counts as lost in any case.
class Lifecycle {
public:
    Lifecycle(const Policy &policy, ActorTable &actors, EnvoyTable &envoys, PoolTable &pools,
              ServerlessRequests &requests, Outbox &outbox, Commands &commands, Placement &placement,
              Endings &endings);

    /// First placement of a new actor.
    void begin(Instant now, ActorEntry &entry);
    /// Somebody has traffic for it.
    void wake(Instant now, ActorEntry &entry);
    void sleep(Instant now, ActorEntry &entry);
    void reschedule(ActorEntry &entry);
    /// Answers the ticket when the actor and its data are gone.
    void destroy(Instant now, ActorEntry &entry, Ticket ticket);

    /// Its host takes leave of it. What it was told already decides what becomes of it; else it stops, and
    /// `afterwards` says whether it starts elsewhere whatever its crash policy says.
    enum class Afterwards { ByPolicy, StartAgain };
    void goAway(Instant now, ActorEntry &entry, Afterwards afterwards);

    void report(Instant now, const ActorReported &report);
    void taken(Instant now, const ActorTaken &news);

    void timePassed(Instant now);
    /// Takes up an actor as it was persisted; what was on a host is lost.
    void recover(Instant now, ActorEntry &entry);

private:
    void report(Instant now, ActorEntry &entry, const ActorRunning &news);
    void report(Instant now, ActorEntry &entry, const ActorStopped &news);
    void report(Instant now, ActorEntry &entry, const ActorWantsSleep &news);
    void report(Instant now, ActorEntry &entry, const ActorWantsStop &news);
    void report(Instant now, ActorEntry &entry, const ActorAlarm &news);
    /// An envoy shows that it has this generation. Perhaps a request has brought it there.
    void claim(Instant now, ActorEntry &entry, const QString &envoyKey, std::uint32_t generation);
    void refuse(Instant now, ActorEntry &entry, const QString &envoyKey);

    void deadlineCame(Instant now, ActorEntry &entry);
    void noResponse(Instant now, ActorEntry &entry);
    void alarmDelivered(ActorEntry &entry);
    void changed(const ActorEntry &entry) { m_outbox.changed(entry.actor.id); }

    const Policy &m_policy;
    ActorTable &m_actors;
    EnvoyTable &m_envoys;
    PoolTable &m_pools;
    ServerlessRequests &m_requests;
    Outbox &m_outbox;
    Commands &m_commands;
    Placement &m_placement;
    Endings &m_endings;
};

} // namespace rove::core
