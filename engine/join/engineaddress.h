// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QUrl>

#include <cstdint>

namespace rove::join {

/// Which engine an envoy joins, and as what.
struct EngineAddress {
    QUrl endpoint; ///< `http` or `https`; a path in it stays before those of the engine.
    QString token; ///< The engine's admin token, or a secret one of the namespace; empty for none.
    QString namespaceName;
    QString pool;
    std::uint32_t version = 0; ///< Of the code: a higher one drains the lower ones of the pool.
    QString envoyKey;          ///< One a process.

    /// How errors and logs name the engine: its URL without secrets.
    [[nodiscard]] QString name() const;
    /// A request of the manager API; `target` is path and query from the root, percent-encoded.
    [[nodiscard]] net::ClientRequest request(const QByteArray &method, const QByteArray &target) const;
    /// The request that becomes the envoy's WebSocket (spec/runner-envoy.md 1.1).
    [[nodiscard]] net::ClientRequest connectRequest() const;
    /// Subprotocols of that WebSocket.
    [[nodiscard]] QByteArrayList subprotocols() const;
};

} // namespace rove::join
