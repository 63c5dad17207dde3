// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"
#include "tests/sim/hostwords.h"
#include "tests/sim/network.h"
#include "tests/sim/simactor.h"

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace rove::sim {

/// A process that hosts actors and speaks the envoy protocol or the runner protocol to the engine over a
/// wire, as rivetkit's do: it acknowledges commands, says events again that were not acknowledged, keeps what
/// it could not send, comes back when its connection breaks, and drops its actors when that takes too long or
/// when the engine takes it for another one (spec/runner-envoy.md 1.3, 3 and 7.4). Belongs to the world,
/// which keeps it after its end, as tasks may still refer to it.
class SimHost {
public:
    /// Who wants to know what becomes of it; each may be empty.
    struct Watcher {
        std::function<void(const QString &runnerId)> named;
        std::function<void(ActorId actorId, std::uint32_t generation)> actorEnded;
        std::function<void()> gone;
    };

    SimHost(HostIdentity identity, const Surroundings &around, Network &network, Oracle &oracle);

    [[nodiscard]] const HostIdentity &identity() const { return m_identity; }
    [[nodiscard]] bool isDead() const { return m_isDead; }
    [[nodiscard]] bool isStopping() const { return m_isStopping; }
    void watch(Watcher watcher) { m_watcher = std::move(watcher); }

    void connect();
    /// Its connection breaks; each end hears of it when it does. It comes back after `away`, at the earliest.
    void lose(Wire::After engineHears, std::chrono::milliseconds envoyHears, std::chrono::milliseconds away);
    void stall(std::chrono::milliseconds time);
    /// The process is gone, and its actors with it.
    void die(Wire::After engineHears);
    /// Asks the engine to move its actors away, and leaves when they have gone.
    void drain();
    /// Another process has taken its key: it does not come back.
    void retire();
    /// A platform was asked to start these here; the engine hears of it over the wire.
    void takeRequest(const envoy::v8::Commands &commands);
    /// From now on its actors run, and do nothing else unless told.
    void calmDown();

private:
    using Generation = std::pair<ActorId, std::uint32_t>;
    struct Hosted {
        std::unique_ptr<SimActor> actor;
        std::int64_t lastCommandIndex = 0;
        std::int64_t nextEventIndex = 0;
    };
    struct KvCall {
        Generation generation;
        envoy::v8::KvRequestData data;
        SimActor::KvAnswered answered;
    };

    [[nodiscard]] bool isRunner() const { return m_identity.kind == core::HostKind::Runner; }
    void opened(std::shared_ptr<Wire> wire);
    void introduce();
    void greet();
    void closed(std::uint16_t code, const QByteArray &reason);
    void reconnectLater();
    void putConfig();
    void dropActors();
    void leaveIfEmpty();

    void receive(const QByteArray &data);
    void receive(const envoy::v8::Init &init);
    void named(const QString &runnerId);
    void receive(const envoy::v8::Commands &commands);
    void obey(const envoy::v8::CommandWrapper &command);
    void acknowledge(const envoy::v8::Checkpoint &checkpoint);
    void receive(const envoy::v8::AckEvents &acknowledgement);
    void receive(const envoy::v8::KvResponse &response);
    void receive(const envoy::v8::ToEnvoyTunnelMessage &message);
    void receive(const envoy::v8::Ping &ping);
    void receive(const auto &) {} // What no actor here has asked for.

    void start(const Generation &generation, const envoy::v8::Checkpoint &checkpoint,
               const envoy::v8::CommandStartActor &start);
    [[nodiscard]] SimActor::Host hostOf(const Generation &generation);
    [[nodiscard]] SimActor *findActor(const QString &id, std::optional<std::uint32_t> generation);
    void refuse(const envoy::v8::ToEnvoyTunnelMessage &message);
    void endedLater(const Generation &generation);
    void say(const Generation &generation, envoy::v8::Event event);
    void sendKv(KvCall call);
    /// Now, or when it is connected again.
    void sendOrKeep(envoy::v8::ToRivet message);
    void send(const envoy::v8::ToRivet &message);

    HostIdentity m_identity;
    HostWords m_words{m_identity};
    Watcher m_watcher;
    Surroundings m_around;
    Network &m_network;
    Oracle &m_oracle;

    std::shared_ptr<Wire> m_wire;
    bool m_isGreeted = false; ///< On this wire; until then it says nothing but who it is.
    QString m_runnerId;
    std::uint64_t m_attempt = 0; ///< Counts what it does about its connection; older plans are void.
    int m_failureCount = 0;
    std::chrono::milliseconds m_away{};
    std::chrono::milliseconds m_lostThreshold{};
    Instant m_lastSeen{}; ///< When the engine last said something.

    std::map<Generation, Hosted> m_hosted;
    std::map<envoy::v8::RequestId, Generation> m_sockets;
    std::vector<envoy::v8::EventWrapper> m_said; ///< Not acknowledged.
    std::vector<envoy::v8::ToRivet> m_kept;
    std::vector<envoy::v8::Checkpoint> m_unacknowledgedStarts; ///< That came by request.
    std::map<std::uint32_t, KvCall> m_kvCalls;
    std::uint32_t m_kvCount = 0;
    bool m_isDead = false;
    bool m_isStopping = false;
    bool m_isRetired = false;
    bool m_isCalm = false;
};

} // namespace rove::sim
