// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/loop.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <vector>

namespace rove::net {

/// One header line. Names of received headers are lower case.
struct Header {
    QByteArray name;
    QByteArray value;
};

/// Header lines in the order received or to be sent; a name may repeat.
using Headers = std::vector<Header>;

/// The first value of a lower-case `name`, if there is one.
[[nodiscard]] std::optional<QByteArray> headerValue(const Headers &headers, QByteArrayView name);

/// Why the session itself turns a request down.
enum class Refusal {
    Malformed,     ///< Not HTTP/1.x: 400.
    HeaderTooLong, ///< 431.
    BodyTooLong,   ///< 413.
    TimedOut,      ///< Header or body too slow: 408.
    Unsupported,   ///< A transfer coding or expectation that the server does not know: 501 or 417.
};

/// What of a request's body had not come yet when the request was handed over. Loop thread. It is read piece
/// by piece; while nobody reads, the client feels back-pressure. Destroying it gives the rest up, and the
/// connection ends with the answer.
class RequestBody {
public:
    struct Piece {
        QByteArray bytes;    ///< Empty only if it is the last.
        bool isLast = false; ///< Nothing follows.
    };
    using Read = std::move_only_function<void(std::expected<Piece, Refusal>)>;

    RequestBody() = default;
    RequestBody(const RequestBody &) = delete;
    RequestBody &operator=(const RequestBody &) = delete;
    virtual ~RequestBody() = default;

    /// Calls `read` once, later, with what has come by then, at most `limits::connectionInputBytesMax` of it,
    /// or with the reason why nothing more will: then there is nothing more to read. Each piece may take
    /// `ServerLimits::bodyTimeout`. One call at a time; null takes the one before back. A client that leaves
    /// ends it without a word here; the responder tells.
    virtual void read(Read read) = 0;
};

/// A request. Its body was read within its limit, whole unless the handler streams it.
struct HttpRequest {
    QByteArray method;
    QByteArray target; ///< As sent: path and query, percent-encoded.
    Headers headers;
    QByteArray body;                   ///< All of it, or its beginning if `rest` is set.
    std::shared_ptr<RequestBody> rest; ///< Null if `body` is all.
    QByteArray peerAddress;            ///< Numeric, without the port.
};

struct HttpResponse {
    int status = 200; ///< 200 to 599; anything else is sent as 500.
    /// Without content-length and connection: the session writes these. Invalid lines are left out.
    Headers headers;
    QByteArray body;
};

/// An answer whose body is sent piece by piece. Loop thread. Destroying it before `end()` cuts the
/// connection, so that the client does not take a part for the whole. Does nothing once the client has left.
class ResponseBody {
public:
    ResponseBody() = default;
    ResponseBody(const ResponseBody &) = delete;
    ResponseBody &operator=(const ResponseBody &) = delete;
    virtual ~ResponseBody() = default;

    /// Queues a piece. What is over the length that the head has named is left out.
    virtual void write(QByteArray bytes) = 0;
    virtual void end() = 0;
    /// Bytes queued and not yet handed to the system, with their framing: whoever writes looks here first.
    [[nodiscard]] virtual qsizetype queuedBytes() const = 0;
    /// Called whenever the system has taken some of what was queued; never from within a call. Replaces an
    /// earlier callback. A client that takes nothing for `ServerLimits::writeTimeout` counts as gone.
    virtual void onTaken(Task callback) = 0;
};

/// Where the one answer to a request goes. Loop thread. Dropping it unanswered answers 500.
class HttpResponder {
public:
    HttpResponder() = default;
    HttpResponder(const HttpResponder &) = delete;
    HttpResponder &operator=(const HttpResponder &) = delete;
    virtual ~HttpResponder() = default;

    /// The first call counts, later ones are ignored; so is an answer to a client that left.
    virtual void respond(HttpResponse response) = 0;
    /// Answers with a body that follows; `head.body` is left out. Its length is told if a header names it,
    /// and only then. Never null.
    [[nodiscard]] virtual std::unique_ptr<ResponseBody> start(HttpResponse head) = 0;
    /// Called at most once, if the client leaves before the end of the answer. Replaces an earlier callback.
    virtual void onGone(Task callback) = 0;
};

enum class FrameKind { Text, Binary };

/// Why a WebSocket ends, as a close frame says it.
struct CloseFrame {
    std::uint16_t code;
    QByteArray reason;
};

/// An open WebSocket, from either end. Loop thread. Owned by whoever drives it; destroying it drops the
/// connection, except after `close()`: then the closing runs its course without it. Handlers are called by
/// the loop, never from within a call to the socket, and not any more once it is destroyed; it may be
/// destroyed inside of them. Pings are answered and extensions refused without the owner hearing of it. When
/// the server or client that made it is destroyed, its sockets fall silent.
class WebSocket {
public:
    /// When the system tells the peer that bytes have come. It likes to wait up to 40 ms for something to
    /// send along; a peer that writes one thing in several pieces, without TCP_NODELAY, waits as long with
    /// the next.
    enum class Receipts { Delayed, Prompt };

    struct Handlers {
        std::move_only_function<void(QByteArray data, FrameKind kind)> onMessage;
        /// Once, last: the peer's code (1005 without one, 1006 without a close frame) and reason, or ours.
        std::move_only_function<void(std::uint16_t code, QByteArray reason)> onClosed;
        /// What a message over `ConnectionLimits::webSocketMessageBytesMax` closes the socket with.
        CloseFrame tooBig = {.code = 1009, .reason = {}};
        /// What text that is not UTF-8 closes the socket with.
        CloseFrame invalidText = {.code = 1007, .reason = {}};
        Receipts receipts = Receipts::Delayed;
    };

    WebSocket() = default;
    WebSocket(const WebSocket &) = delete;
    WebSocket &operator=(const WebSocket &) = delete;
    virtual ~WebSocket() = default;

    /// Starts reading; what the peer sent before is kept until then. Call once.
    virtual void start(Handlers handlers) = 0;
    /// Queues a message; order is kept, and what is queued in one turn of the loop leaves together. A message
    /// that would bring the queue over `ConnectionLimits::webSocketSendQueueBytesMax` closes the socket with
    /// 1013 instead.
    virtual void send(QByteArray data, FrameKind kind) = 0;
    /// Sends what is queued, then a close frame; the reason is cut to 123 bytes. Code 1005 sends none;
    /// another code that RFC 6455 keeps off the wire goes out as 1011. Later sends are ignored, and so is
    /// what the peer still sends.
    virtual void close(std::uint16_t code, QByteArray reason) = 0;
    /// Bytes queued and not yet handed to the system.
    [[nodiscard]] virtual qsizetype queuedBytes() const = 0;
    /// Stops and resumes reading from the peer, which then feels back-pressure. While paused, neither its
    /// pings nor its leaving are noticed.
    virtual void pauseReading() = 0;
    virtual void resumeReading() = 0;
};

/// A WebSocket handshake that waits for a decision. Loop thread. Dropping it undecided closes the connection.
class WebSocketUpgrade {
public:
    WebSocketUpgrade() = default;
    WebSocketUpgrade(const WebSocketUpgrade &) = delete;
    WebSocketUpgrade &operator=(const WebSocketUpgrade &) = delete;
    virtual ~WebSocketUpgrade() = default;

    /// Answers 101 with `headers` beside those of the handshake and calls `accepted` before it returns; not
    /// if the client has left.
    virtual void accept(Headers headers,
                        std::move_only_function<void(std::unique_ptr<WebSocket>)> accepted) = 0;
    virtual void reject(HttpResponse response) = 0;
    virtual void onGone(Task callback) = 0;
};

} // namespace rove::net
