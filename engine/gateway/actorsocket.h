// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/actorcall.h"
#include "engine/gateway/messagerate.h"
#include "engine/gateway/traffic.h"
#include "engine/net/http.h"

#include <deque>
#include <memory>

namespace rove::gateway {

/// A client's WebSocket and the actor behind it (spec/client-gateway.md 5.8 and 10, spec/runner-envoy.md 4.3
/// and 4.4).
///
/// A socket that the actor calls hibernatable stays open while the actor sleeps, crashes or moves: the
/// client's messages are kept until the actor says that it has handled them, wake the actor, and are sent
/// again, in order and with their old indices, to its next generation. That holds for what a client sent
/// before it closed, too, as long as the actor that was told of the close stays. Any other socket is closed
/// with `actor.stopped`; one that the actor had not accepted yet is opened again. Lives until it is closed:
/// `Traffic` holds it, or the wait for its actor does.
///
/// A client that sends faster than the actor's host takes it, or than it may, is not read for a while. The
/// other way the protocol knows no waiting: a client that reads too slowly loses its socket
/// (`ServerLimits::webSocketSendQueueBytesMax`).
class ActorSocket final : public Exchange, public std::enable_shared_from_this<ActorSocket> {
public:
    ActorSocket(const Services &services, ActorId actorId, QByteArray path, envoy::v8::Headers headers,
                QByteArray rayId);
    ~ActorSocket() override;

    /// Call once, with the accepted socket of the client and the place where the actor was found ready.
    void start(std::unique_ptr<net::WebSocket> client, const Placement &placement);

    void receive(envoy::v8::ToRivetTunnelKind message) override;
    void envoyReturned() override;
    void actorStops() override;
    void actorLeft(core::ActorPhase phase) override;
    void checkDeadline(std::chrono::steady_clock::time_point now) override;
    void relieved() override;
    [[nodiscard]] Kind kind() const override;
    [[nodiscard]] bool hibernates() const override;

private:
    enum class State {
        Opening,     ///< The actor has not accepted yet; nothing is read from the client.
        Open,        ///< Both ends talk.
        Parting,     ///< The actor is about to leave: it hears of the client's end, but of no message.
        Hibernating, ///< The actor is away; nothing waits for it.
        Waking,      ///< The actor is away, or about to leave, and was called back.
        Closed,
    };
    struct Unacknowledged {
        std::uint16_t index = 0;
        envoy::v8::WebSocketMessage message;
        std::chrono::steady_clock::time_point since;
        bool wasSent = false; ///< To the actor's present generation.
    };

    void open(const Placement &placement);
    void openAgain();
    void startReading();
    void holdBack();
    void readOn();
    void clientSent(QByteArray data, net::FrameKind kind);
    void clientClosed(std::uint16_t code, const QByteArray &reason);
    void sendClose();
    [[nodiscard]] bool isLeaving() const;
    void acknowledge(std::uint16_t index);
    void wake();
    void resume(const Placement &placement);
    void sendAgain();
    void sendPending(Unacknowledged &pending);
    void send(envoy::v8::ToEnvoyTunnelKind message);
    void closeClient(std::uint16_t code, QByteArray reason);
    void closeClient(const Error &error);
    void finish();

    Services m_services;
    ActorId m_actorId;
    QByteArray m_path;
    envoy::v8::Headers m_headers; ///< Until the actor has accepted.
    QByteArray m_rayId;

    State m_state = State::Opening;
    std::unique_ptr<net::WebSocket> m_client;
    std::optional<Traffic::Number> m_number;
    Placement m_placement;
    std::uint16_t m_nextIndex = 0;
    bool m_canHibernate = false;
    bool m_isActorStopping = false; ///< It was told, and has not left its envoy.
    int m_openCount = 0;
    std::chrono::steady_clock::time_point m_openedAt;
    MessageRate m_rate;
    std::unique_ptr<net::Timer> m_rateTimer; ///< While the client has to wait for its rate,
    bool m_isHeldBack = false;               ///< and for the actor's host.
    std::deque<Unacknowledged> m_unacknowledged;
    qsizetype m_unacknowledgedBytes = 0;
    std::optional<envoy::v8::ClientWebSocketClose> m_clientClose; ///< Once the client has closed.
    std::optional<std::uint16_t> m_closeIndex;                    ///< Once the actor was told so.
};

} // namespace rove::gateway
