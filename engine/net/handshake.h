// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"

namespace rove::net {

/// Whether `request` (HTTP/1.1, with `upgrade` among its connection options) asks for a WebSocket at all.
[[nodiscard]] bool asksForWebSocket(const HttpRequest &request);
/// Whether it does so in the one version that exists, with a proper key (RFC 6455 4.2.1).
[[nodiscard]] bool isValidHandshake(const HttpRequest &request);
[[nodiscard]] QByteArray webSocketAccept(const QByteArray &key);
/// The whole 101. No extension is negotiated, and the subprotocol is `rivet` whatever was offered
/// (spec/client-gateway.md 5.8); `headers` go out beside it, except those of the handshake itself.
[[nodiscard]] QByteArray handshakeAnswer(const HttpRequest &request, const Headers &headers);

} // namespace rove::net
