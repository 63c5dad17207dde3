// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"

#include <QtCore/QByteArray>

#include <cstdint>

namespace rove::net {

/// Where a URL leads.
struct Destination {
    QByteArray host; ///< A name, in ASCII, or a numeric address.
    std::uint16_t port = 0;
    bool isSecure = false;
    QByteArray authority; ///< What the header `host` says.
    QByteArray target;    ///< Path and query, percent-encoded.
};

/// `ClientInvalidEndpoint` if the URL has no host or a scheme that no client here speaks.
[[nodiscard]] Result<Destination> destinationOf(const QUrl &url);

/// The head of a request on a connection of its own. Header lines that would break out of their place are
/// left out. `handshake` is empty unless it asks for a WebSocket.
[[nodiscard]] QByteArray requestHead(const ClientRequest &request, const Destination &destination,
                                     const Headers &handshake);

} // namespace rove::net
