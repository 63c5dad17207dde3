// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/join/engineaddress.h"
#include "engine/join/hostedactors.h"
#include "engine/join/poolregistration.h"
#include "engine/join/sqlrequests.h"
#include "engine/join/unsettled.h"
#include "engine/net/client.h"
#include "engine/net/loop.h"
#include "protocol/base/error.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QRandomGenerator>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace rove::join {

/// An envoy's side of its life with an engine elsewhere (spec/runner-envoy.md 1 and 3): makes the pool, keeps
/// a WebSocket to the engine, says again what a broken one may have swallowed, and tells the runtime to drop
/// its actors once the engine must have given them to others. Loop thread; owned by the host.
///
/// The first connection either succeeds or ends the client; after that it comes back for ever, until it is
/// shut down or the engine sends it away.
class EnvoyClient {
public:
    struct Handlers {
        /// For the runtime.
        std::move_only_function<void(envoy::v8::ToEnvoy)> onMessage;
        /// Once: the engine has greeted this envoy for the first time.
        std::move_only_function<void()> onJoined;
        /// Once, last, unless it was shut down: the engine cannot be joined, or has sent this envoy away.
        std::move_only_function<void(Error)> onEnded;
    };

    /// `seed` spreads the reconnecting of many envoys.
    EnvoyClient(net::Loop &loop, net::Client &client, EngineAddress address, std::uint64_t seed);
    ~EnvoyClient();

    void start(Handlers handlers);
    /// What the runtime says; kept while there is no connection where that makes sense.
    void send(envoy::v8::ToRivet message);
    /// Says that this envoy stops and waits until the engine has stopped its actors; calls `drained` then, or
    /// after `patience`.
    void drain(std::chrono::milliseconds patience, net::Task drained);
    /// Ends the connection; `done` is called once the engine has agreed, or does not answer.
    void shutDown(net::Task done);

    /// The datacenter of the endpoint; empty if it is not known.
    [[nodiscard]] const QString &datacenter() const { return m_datacenter; }
    [[nodiscard]] const EngineAddress &address() const { return m_address; }

private:
    void connect();
    void registered(Result<RegisteredPool> pool);
    void openSocket();
    void opened(Result<net::OpenedWebSocket> opened);
    void receive(const QByteArray &data, net::FrameKind kind);
    void greeted(const envoy::v8::Init &init);
    void closed(const QByteArray &reason);

    void failed(Error error);
    void reconnectLater();
    [[nodiscard]] std::chrono::milliseconds nextDelay();
    void watchSilence();
    void startLosing();
    void lose();
    void checkDrained();
    void end(Error error);

    void transmit(envoy::v8::ToRivet message);
    void sendSql(envoy::v8::ToRivet request);
    enum class Room { Left, Exhausted };
    [[nodiscard]] Room keep(envoy::v8::ToRivet &message);

    net::Loop &m_loop;
    net::Client &m_client;
    const EngineAddress m_address;
    QRandomGenerator64 m_random;
    Handlers m_handlers;

    PoolRegistration m_registration;
    std::unique_ptr<net::Exchange> m_opening;
    std::unique_ptr<net::WebSocket> m_socket;
    bool m_isGreeted = false; ///< The socket is one that the engine has greeted.
    bool m_hasJoined = false; ///< It has greeted one before.
    bool m_needsPool = true;
    bool m_isStopping = false; ///< The engine has been told, or will be.
    bool m_isShutDown = false;

    Unsettled m_unsettled;
    SqlRequests m_sql;
    HostedActors m_actors;
    QString m_datacenter;
    qsizetype m_payloadBytesMax;
    std::chrono::milliseconds m_lostThreshold;
    int m_attemptCount = 0;
    std::chrono::steady_clock::time_point m_greetedAt;
    std::unique_ptr<net::Timer> m_reconnectTimer;
    std::unique_ptr<net::Timer> m_silenceTimer;
    std::unique_ptr<net::Timer> m_lostTimer;
    std::unique_ptr<net::Timer> m_drainTimer;
    net::Task m_drained;
    net::Task m_down;
    std::unique_ptr<net::Timer> m_downTimer;
};

} // namespace rove::join
