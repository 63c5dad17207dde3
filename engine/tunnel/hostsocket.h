// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"
#include "engine/tunnel/peer.h"
#include "protocol/base/error.h"

#include <functional>
#include <memory>
#include <optional>

namespace rove::tunnel {

/// The engine's end of a WebSocket to a host of actors: one BARE message a binary frame
/// (spec/runner-envoy.md 1.1 and 2). What the messages look like, those know that derive from it. Engine
/// thread; owned by the hub. Text and frames that do not decode are ignored, a frame over
/// `limits::tunnelPayloadBytesMax` ends the connection, and so does a host that reads too slowly.
class HostSocket : public Peer {
public:
    struct Handlers {
        std::move_only_function<void(envoy::v8::ToRivet)> onMessage;
        /// Once, last, unless this end was destroyed before; it may destroy it.
        std::move_only_function<void(QByteArray reason)> onClosed;
    };

    HostSocket(std::unique_ptr<net::WebSocket> socket, QByteArray rayId);

    /// Starts reading, if nobody has yet; from here on messages go to these handlers.
    void start(Handlers handlers);
    void send(envoy::v8::ToEnvoy message) final;
    [[nodiscard]] qsizetype queuedBytes() const final { return m_socket->queuedBytes(); }
    /// Ends the connection with `reason`, to which the ray id is added. Destroy this after it.
    void close(std::uint16_t code, QByteArrayView reason);

    /// What a host hears that has not answered pings for too long (spec/runner-envoy.md 1.4).
    [[nodiscard]] virtual QByteArrayView pongMissing() const = 0;
    /// Whether it says by this reason for closing that it has drained and does not come back (3.4).
    [[nodiscard]] virtual bool isFarewell(QByteArrayView reason) const = 0;
    /// Whether a pong repeats the time of a ping; else it is a sign of life that the host gives unasked
    /// (1.4).
    [[nodiscard]] virtual bool answersPings() const { return true; }

protected:
    [[nodiscard]] net::WebSocket &socket() { return *m_socket; }
    /// Starts reading, with `receive` for what arrives.
    void startReading();
    virtual void receive(const QByteArray &data, net::FrameKind kind);
    virtual void closed(QByteArray reason);

    /// None for a message that says nothing in the newest envoy protocol.
    [[nodiscard]] virtual Result<std::optional<envoy::v8::ToRivet>> decode(QByteArrayView bytes) = 0;
    /// None for a message that the host's protocol does not have.
    [[nodiscard]] virtual std::optional<QByteArray> encode(envoy::v8::ToEnvoy message) = 0;

private:
    std::unique_ptr<net::WebSocket> m_socket;
    QByteArray m_rayId;
    std::optional<Handlers> m_handlers;
    bool m_isReading = false;
    bool m_hasComplained = false;
};

} // namespace rove::tunnel
