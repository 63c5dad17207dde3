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
    /// Whether the envoy takes bodies of requests in pieces, with a window; one that does not gets them
    /// whole.
    [[nodiscard]] virtual bool streamsBodies(const QString &envoyKey) const = 0;
    /// The same for the answers that it gives.
    [[nodiscard]] virtual bool streamsAnswers(const QString &envoyKey) const = 0;
    /// Bytes that wait for the envoy to take them.
    [[nodiscard]] virtual qsizetype queuedBytes(const QString &envoyKey) const = 0;
};

/// One request or socket of a client, as the tunnel knows it. Kept alive by `Traffic` until it is closed.
class Exchange {
public:
    enum class Kind { Request, Socket, HibernatingSocket };

    Exchange() = default;
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;
    virtual ~Exchange() = default;

    virtual void receive(envoy::v8::ToRivetTunnelKind message) = 0;
    /// The envoy of its actor is back on a new connection: what was under way may be lost.
    virtual void envoyReturned() {}
    /// The actor was told to stop: its envoy still speaks for it, but it takes nothing new.
    virtual void actorStops() {}
    /// The actor left its envoy: for a while, or for good if `Destroyed`.
    virtual void actorLeft(core::ActorPhase phase) = 0;
    /// Called every few seconds, so that an exchange can end what has waited too long.
    virtual void checkDeadline(std::chrono::steady_clock::time_point now) = 0;
    /// The envoy takes what waited for it again (`Traffic::holdBack`).
    virtual void relieved() {}
    [[nodiscard]] virtual Kind kind() const = 0;
    /// True for a socket that stays open while its actor is away.
    [[nodiscard]] virtual bool hibernates() const { return false; }
};

/// What has passed through `Traffic`, and what is open now.
struct TrafficCounts {
    std::uint64_t messagesOut = 0; ///< To hosts of actors.
    std::uint64_t messagesIn = 0;
    std::uint64_t bytesOut = 0; ///< Of bodies and of messages of sockets.
    std::uint64_t bytesIn = 0;
    std::uint64_t requests = 0;
    std::uint64_t sockets = 0; ///< Hibernating ones too.
    std::uint64_t hibernatingSockets = 0;
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

    [[nodiscard]] bool streamsBodies(const Placement &where) const
    {
        return m_uplink.streamsBodies(where.envoyKey);
    }
    [[nodiscard]] bool streamsAnswers(const Placement &where) const
    {
        return m_uplink.streamsAnswers(where.envoyKey);
    }
    /// Whether so much waits for the envoy that its clients should wait too: one that sends on regardless may
    /// fill the envoy's queue, which ends its connection.
    [[nodiscard]] bool isCongested(const Placement &where) const;
    /// Calls `Exchange::relieved()` once the envoy of an exchange that has stopped its client has caught up,
    /// or has gone.
    void holdBack(const Placement &where, Number number);
    void send(const Placement &where, Number number, std::uint16_t messageIndex,
              envoy::v8::ToEnvoyTunnelKind message);
    /// A message counts only if it comes from the envoy that hosts the actor: no envoy speaks for another.
    void receive(const QString &envoyKey, envoy::v8::ToRivetTunnelMessage message);
    void envoyReturned(const QString &envoyKey);
    void actorChanged(const core::ActorChanged &change);
    [[nodiscard]] std::vector<envoy::v8::HibernatingRequest> hibernating(ActorId actorId) const;
    [[nodiscard]] TrafficCounts counts() const;

private:
    struct Open {
        ActorId actorId;
        std::shared_ptr<Exchange> exchange;
    };

    void watchDeadlines();
    void watchCongestion();

    net::Loop &m_loop;
    const core::Engine &m_engine;
    Uplink &m_uplink;
    std::unique_ptr<net::Timer> m_deadlineTimer;
    std::unique_ptr<net::Timer> m_congestionTimer; ///< Runs while somebody is held back.
    std::map<Number, QString> m_heldBack;          ///< By which envoy.
    std::unordered_map<Number, Open> m_open;
    std::map<ActorId, std::set<Number>> m_byActor;
    Number m_last = 0;
    TrafficCounts m_counts; ///< Those that only grow.
};

} // namespace rove::gateway
