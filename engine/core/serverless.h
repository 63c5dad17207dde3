// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/commands.h"
#include "engine/core/endings.h"
#include "engine/core/envoytable.h"
#include "engine/core/event.h"
#include "engine/core/hosts.h"
#include "engine/core/lifecycle.h"
#include "engine/core/outbox.h"
#include "engine/core/placement.h"
#include "engine/core/policy.h"
#include "engine/core/pooltable.h"
#include "engine/core/serverlessrequests.h"

#include <cstddef>
#include <optional>
#include <set>

namespace rove::core {

/// Pools whose hosts are started by requests to a platform (spec/engine-api.md 4.7, spec/runner-envoy.md 6).
/// For envoys each start of an actor opens one, which `Placement` and `Commands` see to; for runners this
/// keeps as many open as the pool's actors need. It also moves actors before a request ends, and makes a pool
/// rest whose platform fails. The core owns it.
class Serverless {
public:
    Serverless(const Policy &policy, ActorTable &actors, EnvoyTable &envoys, PoolTable &pools,
               ServerlessRequests &requests, Outbox &outbox, Commands &commands, Placement &placement,
               Endings &endings, Lifecycle &lifecycle, Hosts &hosts);

    /// The pool has another configuration, or none any more.
    void configured(Instant now, const PoolName &pool, std::optional<PoolSettings> settings);
    void described(Instant now, const ServerlessDescribed &event);
    void unreachable(const ServerlessUnreachable &event);
    void runnerNamed(Instant now, const ServerlessRunnerNamed &event);
    void requestEnded(Instant now, const ServerlessRequestEnded &event);

    void timePassed(Instant now);
    /// Opens and drains requests for runners until there are as many as the pools want; after each step.
    void settle(Instant now);

private:
    void noteProtocol(const PoolName &pool, PoolEntry &known, std::optional<std::uint16_t> version);
    void startEnded(Instant now, const ServerlessRequest &ended, const std::optional<ServerlessFault> &fault);
    void lifespanEnds(Instant now, ServerlessRequest &request);
    void timeIsUp(Instant now, ServerlessRequest &request);
    void adjustRunners(Instant now, const PoolName &pool);
    [[nodiscard]] std::size_t wantedRunners(const PoolName &pool, const PoolEntry &known) const;
    void drainMovedRunners(Instant now, const PoolName &pool, const PoolEntry &known);
    void drainSurplus(Instant now, const PoolName &pool, std::size_t wanted);
    void drainRunner(Instant now, ServerlessRequest &request, DrainReason reason);
    void openForRunner(Instant now, const PoolName &pool, const ServerlessSettings &settings);
    [[nodiscard]] std::size_t actorCountOf(const ServerlessRequest &request) const;

    const Policy &m_policy;
    ActorTable &m_actors;
    EnvoyTable &m_envoys;
    PoolTable &m_pools;
    ServerlessRequests &m_requests;
    Outbox &m_outbox;
    Commands &m_commands;
    Placement &m_placement;
    Endings &m_endings;
    Lifecycle &m_lifecycle;
    Hosts &m_hosts;
    std::set<PoolName> m_touched;
};

} // namespace rove::core
