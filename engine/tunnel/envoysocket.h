// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"
#include "engine/tunnel/peer.h"

#include <functional>
#include <memory>

namespace rove::tunnel {

/// The engine's end of a WebSocket to an envoy: one BARE message a binary frame (spec/runner-envoy.md 1.1
/// and 2.3). Engine thread; owned by the hub. Text and frames that do not decode are ignored, a frame over
/// `limits::tunnelPayloadBytesMax` ends the connection, and so does an envoy that reads too slowly.
class EnvoySocket final : public Peer {
public:
    struct Handlers {
        std::move_only_function<void(envoy::v8::ToRivet)> onMessage;
        /// Once, last, unless this end was destroyed before; it may destroy it.
        std::move_only_function<void(QByteArray reason)> onClosed;
    };

    EnvoySocket(std::unique_ptr<net::WebSocket> socket, QByteArray rayId);

    void start(Handlers handlers);
    void send(envoy::v8::ToEnvoy message) override;
    /// Ends the connection with `reason`, to which the ray id is added. Destroy this after it.
    void close(std::uint16_t code, const QByteArray &reason);

private:
    void receive(const QByteArray &data, net::FrameKind kind);

    std::unique_ptr<net::WebSocket> m_socket;
    QByteArray m_rayId;
    Handlers m_handlers;
    bool m_hasComplained = false;
};

} // namespace rove::tunnel
