// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tunnel/hostsocket.h"

namespace rove::tunnel {

/// A WebSocket to an envoy, of any version that the codec knows (spec/runner-envoy.md 2.3 and 2.4).
class EnvoySocket final : public HostSocket {
public:
    EnvoySocket(std::unique_ptr<net::WebSocket> socket, QByteArray rayId, int protocolVersion);

    /// Windows for bodies came with version 8 (spec/runner-envoy.md 2.4).
    [[nodiscard]] bool streamsBodies() const override { return m_protocolVersion >= 8; }
    [[nodiscard]] QByteArrayView pongMissing() const override { return "ws.timed_out"; }
    [[nodiscard]] bool isFarewell(QByteArrayView reason) const override
    {
        return reason.startsWith("envoy.shutdown");
    }

private:
    [[nodiscard]] Result<std::optional<envoy::v8::ToRivet>> decode(QByteArrayView bytes) override;
    [[nodiscard]] std::optional<QByteArray> encode(envoy::v8::ToEnvoy message) override;

    const int m_protocolVersion;
};

} // namespace rove::tunnel
