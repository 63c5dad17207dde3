// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/envoysocket.h"

#include "protocol/envoy/codec.h"

#include <utility>

namespace rove::tunnel {

EnvoySocket::EnvoySocket(std::unique_ptr<net::WebSocket> socket, QByteArray rayId, int protocolVersion)
    : HostSocket(std::move(socket), std::move(rayId))
    , m_protocolVersion(protocolVersion)
{}

Result<std::optional<envoy::v8::ToRivet>> EnvoySocket::decode(QByteArrayView bytes)
{
    return envoy::decodeToRivet(bytes, m_protocolVersion).transform([](envoy::v8::ToRivet message) {
        return std::optional(std::move(message));
    });
}

std::optional<QByteArray> EnvoySocket::encode(envoy::v8::ToEnvoy message)
{
    return envoy::encode(std::move(message), m_protocolVersion);
}

} // namespace rove::tunnel
