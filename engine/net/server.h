// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/connectionlimits.h"
#include "engine/net/http.h"
#include "engine/net/loop.h"
#include "protocol/base/error.h"

#include <QtCore/QString>

#include <chrono>
#include <memory>

namespace rove::net {

/// What a server does with requests. Called on the loop's thread, for each connection one request at a time:
/// the next one of a client that pipelines comes after the answer to the one before.
class Handler {
public:
    Handler() = default;
    Handler(const Handler &) = delete;
    Handler &operator=(const Handler &) = delete;
    virtual ~Handler() = default;

    /// How long a body this request may have; asked once the header is read. At most
    /// `limits::httpBodyBytesMax`.
    [[nodiscard]] virtual qsizetype bodyBytesMax(const HttpRequest &head) const = 0;
    /// Whether a request is handed over before its body has come, if that is not there together with the
    /// header.
    [[nodiscard]] virtual bool streamsBody(const HttpRequest &head) const = 0;
    /// The answer to a request that the session turns down; the connection closes after it. `head` holds what
    /// was read.
    [[nodiscard]] virtual HttpResponse refuse(const HttpRequest &head, Refusal reason) = 0;
    virtual void handleRequest(HttpRequest request, std::shared_ptr<HttpResponder> responder) = 0;
    /// A well-formed WebSocket handshake (`request` has no body).
    virtual void handleUpgrade(HttpRequest request, std::shared_ptr<WebSocketUpgrade> upgrade) = 0;
};

/// The bounds of a listener.
struct ServerLimits : ConnectionLimits {
    qsizetype headerBytesMax = limits::httpHeaderBytesMax;
    int connectionCountMax = limits::connectionCountMax;
    std::chrono::milliseconds headerTimeout = limits::httpHeaderTimeout;
    std::chrono::milliseconds bodyTimeout = limits::httpBodyTimeout;
    std::chrono::milliseconds idleTimeout = limits::httpIdleTimeout;
};

/// An HTTP/1.1 and WebSocket listener on one address. Lives on the loop's thread and must be destroyed there,
/// before its loop and its handler; open connections end with it, without a word to responders and sockets
/// that are still held, which then do nothing. Connections over the limit are closed as they come. Every
/// WebSocket answer selects the subprotocol `rivet` (spec/client-gateway.md 5.8).
class Server {
public:
    /// Starts listening. `host` is an IPv4 or IPv6 address; port 0 lets the system choose. `AddressInUse` if
    /// taken, `AddressInvalid` if not an address of this machine.
    static Result<std::unique_ptr<Server>> listen(IoLoop &loop, const QString &host, std::uint16_t port,
                                                  const ServerLimits &limits, Handler &handler);
    ~Server();

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] int connectionCount() const;
    /// Takes no new connections, ends idle ones, lets answers under way finish, then calls `done`; open
    /// WebSockets get `code` and `reason`. Whatever is left after `patience` is dropped.
    void shutDown(std::uint16_t code, const QByteArray &reason, std::chrono::milliseconds patience,
                  Task done);

private:
    struct Private;
    explicit Server(std::shared_ptr<Private> d);
    std::shared_ptr<Private> m_d;
};

} // namespace rove::net
