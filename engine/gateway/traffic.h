// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/actorwaiter.h"
#include "protocol/envoy/v8.h"

#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

namespace rove::gateway {

/// Where tunnel messages to envoys go out; the host ties it to the tunnel.
class Uplink {
public:
    Uplink() = default;
    Uplink(const Uplink &) = delete;
    Uplink &operator=(const Uplink &) = delete;
    virtual ~Uplink() = default;

    virtual void send(const QString &envoyKey, envoy::v8::ToEnvoyTunnelMessage message) = 0;
};

/// One request or socket of a client, as the tunnel knows it. Kept alive by `Traffic` until it is closed.
class Exchange {
public:
    Exchange() = default;
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;
    virtual ~Exchange() = default;

    virtual void receive(envoy::v8::ToRivetTunnelKind message) = 0;
    /// The actor left its envoy: for a while, or for good if `Destroyed`.
    virtual void actorLeft(core::ActorPhase phase) = 0;
    /// Called every few seconds, so that an exchange can end what has waited too long.
    virtual void checkDeadline(std::chrono::steady_clock::time_point now) = 0;
    /// True for a socket that stays open while its actor is away.
    [[nodiscard]] virtual bool hibernates() const { return false; }
};

/// Numbers the exchanges under way and brings each message to its own (spec/runner-envoy.md 4.1). Engine
/// thread; owned by the gateway. A message for a closed exchange is dropped: the client has gone, and the
/// actor was told.
class Traffic {
public:
    /// Identifies an open exchange; never reused while open.
    using Number = std::uint32_t;

    Traffic(net::Loop &loop, const core::Engine &engine, Uplink &uplink);

    /// `GuardServiceUnavailable` if the actor has `limits::requestsInFlightPerActorMax` open already.
    Result<Number> open(ActorId actorId, std::shared_ptr<Exchange> exchange);
    void close(Number number);

    void send(const Placement &where, Number number, std::uint16_t messageIndex,
              envoy::v8::ToEnvoyTunnelKind message);
    /// A message counts only if it comes from the envoy that hosts the actor: no envoy speaks for another.
    void receive(const QString &envoyKey, envoy::v8::ToRivetTunnelMessage message);
    void actorLeft(ActorId actorId, core::ActorPhase phase);
    [[nodiscard]] std::vector<envoy::v8::HibernatingRequest> hibernating(ActorId actorId) const;

private:
    struct Open {
        ActorId actorId;
        std::shared_ptr<Exchange> exchange;
    };

    void watchDeadlines();

    net::Loop &m_loop;
    const core::Engine &m_engine;
    Uplink &m_uplink;
    std::unique_ptr<net::Timer> m_deadlineTimer;
    std::unordered_map<Number, Open> m_open;
    std::map<ActorId, std::set<Number>> m_byActor;
    Number m_last = 0;
};

} // namespace rove::gateway
