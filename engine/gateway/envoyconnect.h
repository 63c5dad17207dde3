// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/event.h"
#include "engine/net/http.h"
#include "protocol/base/error.h"
#include "protocol/manager/query.h"

#include <memory>

namespace rove::gateway {

/// Where hosts of actors go that connect over the network; the host ties it to the tunnel.
class EnvoyPort {
public:
    EnvoyPort() = default;
    EnvoyPort(const EnvoyPort &) = delete;
    EnvoyPort &operator=(const EnvoyPort &) = delete;
    virtual ~EnvoyPort() = default;

    /// `rayId` belongs into the reason of every close. Of a runner, `envoy` holds what its URL says.
    virtual void arrived(const core::EnvoyJoined &envoy, std::unique_ptr<net::WebSocket> socket,
                         const QByteArray &rayId) = 0;
};

/// What an envoy says of itself when it connects (spec/runner-envoy.md 1.1).
struct EnvoyConnect {
    QString namespaceName;
    QString pool;
    QString envoyKey;
    std::uint32_t version = 0;
    std::uint16_t protocolVersion = 0;
};

/// Whether a request target is this path, with or without a query.
[[nodiscard]] bool isConnectPath(const QByteArray &target, QByteArrayView path);
/// The query of a request target.
[[nodiscard]] Result<manager::Query> connectQuery(const QByteArray &target);

[[nodiscard]] bool isEnvoyConnectPath(const QByteArray &target);
/// Reads the query of a request target. `ws.invalid_request` for whatever spec/runner-envoy.md 1.5 refuses.
[[nodiscard]] Result<EnvoyConnect> parseEnvoyConnect(const QByteArray &target);

/// The namespace that a request target names; empty if none.
[[nodiscard]] QString connectNamespaceOf(const QByteArray &target);

/// A reason to close a WebSocket that only hosts of actors hear.
[[nodiscard]] std::unexpected<Error> hostRefused(const QString &code);

} // namespace rove::gateway
