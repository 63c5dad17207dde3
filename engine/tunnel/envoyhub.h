// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/conductor.h"
#include "engine/net/http.h"
#include "engine/net/loop.h"
#include "engine/tunnel/peer.h"
#include "engine/tunnel/runnerlobby.h"
#include "engine/tunnel/sqlitebackend.h"
#include "protocol/base/id.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QString>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace rove::tunnel {

/// Where the key-value data of actors is kept. Engine thread; answers may come later, in the order of the
/// calls.
class KvBackend {
public:
    using Answered = std::move_only_function<void(envoy::v8::KvResponseData)>;

    KvBackend() = default;
    KvBackend(const KvBackend &) = delete;
    KvBackend &operator=(const KvBackend &) = delete;
    virtual ~KvBackend() = default;

    virtual void handle(ActorId actorId, envoy::v8::KvRequestData request, Answered answered) = 0;
};

/// The gateway's side of the tunnel, which carries the traffic of clients to actors and back.
class TrafficPort {
public:
    TrafficPort() = default;
    TrafficPort(const TrafficPort &) = delete;
    TrafficPort &operator=(const TrafficPort &) = delete;
    virtual ~TrafficPort() = default;

    virtual void receive(const QString &envoyKey, envoy::v8::ToRivetTunnelMessage message) = 0;
    /// The envoy is back on a new connection, and what was under way on the old one may be lost. Whatever is
    /// sent again leaves before the traffic that has waited for the envoy.
    virtual void envoyReturned(const QString &envoyKey) = 0;
    /// Sockets of the actor that stay open while it is away.
    [[nodiscard]] virtual std::vector<envoy::v8::HibernatingRequest> hibernating(ActorId actorId) const = 0;
};

/// All connected hosts of actors, envoys and runners: turns what they say into events of the core, and the
/// core's commands into what they hear (spec/runner-envoy.md 2.3 and 3). It knows the newest envoy protocol
/// only; the peers translate. Engine thread; owned by the host. A message that names an unknown actor, or one
/// that runs elsewhere, is ignored with a log line: a peer cannot disturb what is not its own.
///
/// A host whose connection breaks keeps its actors for `Policy::envoyLostThreshold`. If it comes back under
/// its key by then, it hears the commands that it has not acknowledged and the traffic that came meanwhile. A
/// runner that comes back and repeats nothing of what was not acknowledged is another process, and its actors
/// have gone with the one before.
class EnvoyHub {
public:
    EnvoyHub(net::Loop &loop, core::Conductor &conductor, KvBackend &kv, SqliteBackend &sqlite,
             TrafficPort &traffic);
    ~EnvoyHub();

    /// Greets the envoy of this process, which no other can replace, and announces it to the core.
    void join(const core::EnvoyJoined &envoy, std::unique_ptr<Peer> peer);
    /// Greets a host that came over the network, a runner when it has said who it is. An older connection
    /// with the same key is closed.
    void connect(const core::EnvoyJoined &envoy, std::unique_ptr<net::WebSocket> socket,
                 const QByteArray &rayId);
    void leave(const QString &envoyKey);
    void receive(const QString &envoyKey, envoy::v8::ToRivet message);

    void startActor(const core::StartActor &command);
    void stopActor(const core::StopActor &command);
    /// Closes what is left of a host's connection, and forgets it.
    void release(const core::ReleaseEnvoy &command);
    /// Sends traffic; dropped if the envoy has left, as its actors then have too.
    void send(const QString &envoyKey, envoy::v8::ToEnvoyTunnelMessage message);
    /// What `Peer` says of the envoy, also while its connection is broken.
    [[nodiscard]] bool streamsBodies(const QString &envoyKey) const;
    [[nodiscard]] bool streamsAnswers(const QString &envoyKey) const;
    /// Bytes that wait to be sent to the envoy, or for its return.
    [[nodiscard]] qsizetype queuedBytes(const QString &envoyKey) const;

private:
    struct Link;
    using LinkPointer = std::shared_ptr<Link>;

    [[nodiscard]] LinkPointer find(const QString &envoyKey) const;
    void admit(const core::EnvoyJoined &envoy, std::unique_ptr<HostSocket> peer);
    void greet(const LinkPointer &link);
    [[nodiscard]] Greeting greetingFor(const Link &link) const;
    /// The time in the ping.
    std::int64_t ping(Link &link);
    void pingAll();
    void connectionEnded(const QString &envoyKey, const QByteArray &reason);
    void breakOff(Link &link);
    void awaitReturn(Link &link, std::chrono::milliseconds patience);

    void receive(const LinkPointer &link, const envoy::v8::Metadata &metadata);
    void receive(const LinkPointer &link, const envoy::v8::Events &events);
    void receive(const LinkPointer &link, const envoy::v8::EventWrapper &event);
    void acknowledgeEvents(Link &link);
    void keepLastEvents(Link &link, std::vector<envoy::v8::Checkpoint> &acknowledged) const;
    void receive(const LinkPointer &link, const envoy::v8::AckCommands &acknowledgement);
    void receive(const LinkPointer &link, const envoy::v8::Stopping &);
    void receive(const LinkPointer &link, const envoy::v8::Pong &pong);
    void receive(const LinkPointer &link, envoy::v8::KvRequest request);
    void receive(const LinkPointer &, envoy::v8::ToRivetTunnelMessage message);
    /// A request for a database.
    template <class Request>
    void receive(const LinkPointer &link, Request request);
    template <class Request>
    [[nodiscard]] std::optional<envoy::v8::SqliteError> problemWith(const Link &link,
                                                                    const Request &request) const;

    void command(const QString &envoyKey, ActorId actorId, envoy::v8::Checkpoint checkpoint,
                 envoy::v8::Command inner);
    [[nodiscard]] bool isOwn(const Link &link, ActorId actorId) const;
    [[nodiscard]] bool isCurrent(const Link &link, const envoy::v8::Checkpoint &checkpoint) const;

    net::Loop &m_loop;
    core::Conductor &m_conductor;
    KvBackend &m_kv;
    SqliteBackend &m_sqlite;
    TrafficPort &m_traffic;
    std::map<QString, LinkPointer> m_links;
    RunnerLobby m_lobby;
    std::unique_ptr<net::Timer> m_pingTimer;
};

} // namespace rove::tunnel
