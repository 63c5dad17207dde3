// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/connectionlimits.h"
#include "engine/net/http.h"
#include "engine/net/loop.h"
#include "protocol/base/error.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace rove::net {

/// What a client asks a server for.
struct ClientRequest {
    QByteArray method = "GET";
    QUrl url; ///< `http`, `https`, and for a WebSocket also `ws` or `wss`. User and fragment are not sent.
    Headers headers; ///< Without host, content-length, connection and those of a WebSocket handshake.
    QByteArray body;
    /// From now until the head of the answer is there.
    std::chrono::milliseconds answerTimeout = limits::clientRequestTimeout;
    /// Between two pieces of the body. A WebSocket may be silent for ever.
    std::chrono::milliseconds silenceTimeout = limits::clientRequestTimeout;
};

/// The beginning of an answer.
struct ResponseHead {
    int status = 0; ///< 200 to 999: what comes before a real answer is skipped. Redirects are not followed.
    Headers headers;
};

/// What a handshake agreed on.
struct OpenedWebSocket {
    std::unique_ptr<WebSocket> socket;
    QByteArray subprotocol; ///< One of those offered; empty for none.
};

/// A request under way. Destroying it cancels it without a word, also inside of its handlers.
class Exchange {
public:
    Exchange() = default;
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;
    virtual ~Exchange() = default;
};

/// Asks servers over HTTP/1.1 and opens WebSockets, each on a connection of its own. Loop thread. Handlers
/// are called by the loop, never from within a call to the client.
///
/// Failures: `ClientInvalidEndpoint` for a URL that leads nowhere, `ClientUnreachable` if there is no host or
/// no listener, `ClientTls` if TLS refuses the peer or the peer TLS, `ClientTimeout` if it is too slow,
/// `ClientClosed` if it leaves too early, `ClientProtocol` if what it says breaks HTTP or a limit. An answer
/// with any status is no failure.
class Client {
public:
    struct Handlers {
        std::move_only_function<void(ResponseHead head)> onHead;
        /// The body as it comes, chunks taken apart.
        std::move_only_function<void(QByteArray piece)> onBody;
        /// Once, last.
        std::move_only_function<void(Result<> outcome)> onEnd;
    };
    using Fetched = std::move_only_function<void(Result<HttpResponse>)>;
    using Opened = std::move_only_function<void(Result<OpenedWebSocket>)>;

    Client() = default;
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;
    virtual ~Client() = default;

    [[nodiscard]] virtual std::unique_ptr<Exchange> send(ClientRequest request, Handlers handlers) = 0;
    /// The whole answer at once; `ClientProtocol` for a body over `bodyBytesMax`.
    [[nodiscard]] virtual std::unique_ptr<Exchange> fetch(ClientRequest request, qsizetype bodyBytesMax,
                                                          Fetched fetched) = 0;
    /// Offers `subprotocols`, of which the server may choose one. An answer other than 101 is
    /// `ClientProtocol`.
    [[nodiscard]] virtual std::unique_ptr<Exchange>
    openWebSocket(ClientRequest request, QByteArrayList subprotocols, Opened opened) = 0;
};

/// The bounds of a client.
struct ClientLimits : ConnectionLimits {
    qsizetype headerBytesMax = limits::httpHeaderBytesMax;
};

/// The client on real sockets. Certificates are held against the authorities of this machine. Destroyed on
/// the loop's thread, before its loop; what is under way then ends without a word.
class IoClient final : public Client {
public:
    explicit IoClient(IoLoop &loop, const ClientLimits &limits = {});
    ~IoClient() override;

    [[nodiscard]] std::unique_ptr<Exchange> send(ClientRequest request, Handlers handlers) override;
    [[nodiscard]] std::unique_ptr<Exchange> fetch(ClientRequest request, qsizetype bodyBytesMax,
                                                  Fetched fetched) override;
    [[nodiscard]] std::unique_ptr<Exchange> openWebSocket(ClientRequest request, QByteArrayList subprotocols,
                                                          Opened opened) override;

private:
    struct Private;
    std::shared_ptr<Private> m_d;
};

} // namespace rove::net
