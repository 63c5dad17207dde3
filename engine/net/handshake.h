// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"

#include <QtCore/QByteArrayList>

namespace rove::net {

/// Whether `request` (HTTP/1.1, with `upgrade` among its connection options) asks for a WebSocket at all.
[[nodiscard]] bool asksForWebSocket(const HttpRequest &request);
/// Whether it does so in the one version that exists, with a proper key (RFC 6455 4.2.1).
[[nodiscard]] bool isValidHandshake(const HttpRequest &request);
[[nodiscard]] QByteArray webSocketAccept(const QByteArray &key);
/// The whole 101. No extension is negotiated, and the subprotocol is `rivet` whatever was offered
/// (spec/client-gateway.md 5.8); `headers` go out beside it, except those of the handshake itself.
[[nodiscard]] QByteArray handshakeAnswer(const HttpRequest &request, const Headers &headers);

/// What a client adds to its request to ask for a WebSocket; `key` is base64 of 16 random bytes.
[[nodiscard]] Headers handshakeHeaders(const QByteArray &key, const QByteArrayList &subprotocols);
/// Whether the headers of a 101 answer that request (RFC 6455 4.1).
[[nodiscard]] bool isHandshakeAnswer(const Headers &answer, const QByteArray &key,
                                     const QByteArrayList &subprotocols);

} // namespace rove::net
