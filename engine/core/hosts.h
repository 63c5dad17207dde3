// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/commands.h"
#include "engine/core/endings.h"
#include "engine/core/envoytable.h"
#include "engine/core/event.h"
#include "engine/core/idmaker.h"
#include "engine/core/lifecycle.h"
#include "engine/core/outbox.h"
#include "engine/core/placement.h"
#include "engine/core/policy.h"
#include "engine/core/pooltable.h"
#include "engine/core/serverlessrequests.h"

namespace rove::core {

/// The life of hosts: they connect, come back, are replaced, drain, fall silent and go (spec/engine-api.md
/// 4.2 to 4.4, spec/runner-envoy.md 1.3 and 3.4). The core owns it.
class Hosts {
public:
    Hosts(const Policy &policy, IdMaker &ids, ActorTable &actors, EnvoyTable &envoys, PoolTable &pools,
          ServerlessRequests &requests, Outbox &outbox, Commands &commands, Placement &placement,
          Endings &endings, Lifecycle &lifecycle);

    void joined(Instant now, const EnvoyJoined &event);
    /// It has announced what it takes.
    void announced(Instant now, const EnvoyDescribed &event);
    void ponged(Instant now, const EnvoyPonged &event);
    void stopping(Instant now, const EnvoyStopping &event);
    void restarted(Instant now, const EnvoyRestarted &event);
    void disconnected(const EnvoyDisconnected &event);
    void left(Instant now, const EnvoyLeft &event);
    /// Its actors still talk: a drain may take longer.
    void reported(Instant now, const QString &envoyKey);

    /// It gets no more actors, and those that it has are told to go, at the pace of its pool.
    void drain(Instant now, const QString &envoyKey, DrainReason reason);
    /// Its time is up: the actors that have not gone are lost, and it is let go.
    void endDrain(Instant now, const QString &envoyKey);
    /// Code of this version is there: drains the pool's hosts with older ones, if the pool is set so.
    void upgrade(Instant now, const PoolName &pool, std::uint32_t version);

    void timePassed(Instant now);
    /// Lets go of hosts that are drained; after each step.
    void settle(Instant now);

private:
    void add(Instant now, const EnvoyJoined &event);
    void rejoin(Instant now, EnvoyEntry &entry, const EnvoyJoined &event);
    void noteKind(const EnvoyJoined &event);
    void tellStranded(Instant now, const QString &envoyKey);
    [[nodiscard]] EvictionPace paceOf(const EnvoyEntry &entry, DrainReason reason) const;
    void evict(Instant now, EnvoyEntry &entry);
    void checkSigns(Instant now, EnvoyEntry &entry);
    void remove(Instant now, const QString &envoyKey, Loss loss);

    const Policy &m_policy;
    IdMaker &m_ids;
    ActorTable &m_actors;
    EnvoyTable &m_envoys;
    PoolTable &m_pools;
    ServerlessRequests &m_requests;
    Outbox &m_outbox;
    Commands &m_commands;
    Placement &m_placement;
    Endings &m_endings;
    Lifecycle &m_lifecycle;
};

} // namespace rove::core
