// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/httpsession.h"

#include "engine/net/handshake.h"
#include "engine/net/httphandles.h"
#include "engine/net/websocketsession.h"
#include "protocol/base/ensure.h"

#include <algorithm>

namespace rove::net {

namespace {

bool isOnly(const QByteArray &value, QByteArrayView token)
{
    return value.trimmed().compare(token, Qt::CaseInsensitive) == 0;
}

} // namespace

HttpSession::HttpSession(Connection &connection, const ServerLimits &limits, Handler &handler,
                         QByteArray peerAddress)
    : m_connection(connection)
    , m_limits(limits)
    , m_handler(handler)
    , m_peerAddress(std::move(peerAddress))
    , m_parser(std::in_place, limits.headerBytesMax)
{}

void HttpSession::advance()
{
    while (m_state == State::Reading && step()) {
    }
    advanceBody();
    updateDeadline();
}

bool HttpSession::step()
{
    skipEmptyLines();
    switch (m_parser->step(m_connection.input())) {
    case HttpParser::Step::NeedsMore:
        if (m_connection.input().isFull()) // A chunk header that never ends.
            refuse(Refusal::Malformed);
        else if (m_parser->isHeadRead() && m_handler.streamsBody(m_parser->request()))
            dispatch();
        return false;
    case HttpParser::Step::HeadRead:
        return acceptHead();
    case HttpParser::Step::Complete:
        dispatch();
        return true;
    case HttpParser::Step::Failed:
        refuse(m_parser->refusal());
        return false;
    }
    return false;
}

/// Some clients end a body with an empty line too many (RFC 9112 2.2).
void HttpSession::skipEmptyLines()
{
    InputBuffer &input = m_connection.input();
    while (!m_parser->hasBegun() && input.bytes().startsWith("\r\n"))
        input.consume(2);
}

bool HttpSession::acceptHead()
{
    HttpRequest &request = m_parser->request();
    request.peerAddress = m_peerAddress;
    if (const auto reason = objection()) {
        refuse(*reason);
        return false;
    }
    const bool waitsForLeave = headerValue(request.headers, "expect").has_value();
    if (waitsForLeave && m_parser->isHttp11() && m_parser->hasBody() && m_connection.input().isEmpty())
        m_connection.send("HTTP/1.1 100 Continue\r\n\r\n");
    return true;
}

std::optional<Refusal> HttpSession::objection()
{
    const HttpRequest &request = m_parser->request();
    if (const auto coding = headerValue(request.headers, "transfer-encoding")) {
        if (!m_parser->isHttp11()) // Who knows what the proxy before it made of that (RFC 9112 6.1).
            return Refusal::Malformed;
        if (!isOnly(*coding, "chunked"))
            return Refusal::Unsupported;
    }
    if (const auto expectation = headerValue(request.headers, "expect")) {
        if (!isOnly(*expectation, "100-continue"))
            return Refusal::Unsupported;
    }
    const bool isUpgrade = m_parser->isHttp11() && m_parser->isUpgrade() && asksForWebSocket(request);
    if (isUpgrade && (m_parser->hasBody() || !isValidHandshake(request)))
        return Refusal::Malformed;
    const qsizetype bodyBytesMax = std::min(m_handler.bodyBytesMax(request), limits::httpBodyBytesMax);
    if (!m_parser->limitBody(bodyBytesMax))
        return Refusal::BodyTooLong;
    return std::nullopt;
}

void HttpSession::dispatch()
{
    HttpRequest &request = m_parser->request();
    m_isHeadRequest = request.method == "HEAD";
    m_isHttp11 = m_parser->isHttp11();
    m_persistence = !m_parser->keepsAlive() ? Persistence::Close
                    : m_parser->isHttp11()  ? Persistence::Default
                                            : Persistence::KeepAlive;
    if (m_parser->isHttp11() && m_parser->isUpgrade() && asksForWebSocket(request)) {
        dispatchUpgrade();
        return;
    }
    m_state = State::Answering;
    ++m_requestNumber;
    m_hasBodyLeft = m_parser->hasBody();
    if (m_hasBodyLeft)
        request.rest = makeRequestBody(weak_from_this(), m_requestNumber);
    m_handler.handleRequest(std::exchange(request, {}), makeResponder(weak_from_this()));
}

void HttpSession::dispatchUpgrade()
{
    m_state = State::Upgrading;
    m_handshake = std::move(m_parser->request());
    m_handler.handleUpgrade(m_handshake, makeUpgrade(weak_from_this()));
}

// --- The body of a request ---

void HttpSession::readBody(std::uint64_t requestNumber, RequestBody::Read read)
{
    const bool isOpen = m_state == State::Answering || m_state == State::Streaming;
    if (!isOpen || requestNumber != m_requestNumber)
        return;
    m_bodyRead = std::move(read);
    m_connection.advanceLater();
}

void HttpSession::advanceBody()
{
    while (m_bodyRead) {
        if (m_parser->step(m_connection.input()) == HttpParser::Step::Failed)
            return failBody(m_parser->refusal());
        const bool isLast = !m_parser->hasBody();
        QByteArray bytes = m_parser->takeBody();
        if (bytes.isEmpty() && !isLast) {
            if (m_connection.input().isFull())
                failBody(Refusal::Malformed);
            return;
        }
        m_hasBodyLeft = !isLast;
        m_waiting = Waiting::Nothing; // The next piece has its own time.
        std::exchange(m_bodyRead, nullptr)(RequestBody::Piece{.bytes = std::move(bytes), .isLast = isLast});
    }
}

/// What follows in the connection makes no sense, so that the answer is its last.
void HttpSession::failBody(Refusal reason)
{
    if (auto read = std::exchange(m_bodyRead, nullptr))
        read(std::unexpected(reason));
}

// --- The answer ---

void HttpSession::answer(const HttpResponse &response)
{
    if (m_state != State::Answering && m_state != State::Upgrading)
        return;
    if (m_shutDown || m_hasBodyLeft)
        m_persistence = Persistence::Close;
    write(response);
    finishAnswer();
}

void HttpSession::startAnswer(const HttpResponse &head)
{
    if (m_state != State::Answering)
        return;
    m_state = State::Streaming;
    m_framing = framingOf(head);
    m_hasBody = !m_isHeadRequest && statusAllowsBody(finalStatus(head.status));
    m_lengthLeft = m_hasBody ? m_framing.length : 0;
    if (m_shutDown || m_hasBodyLeft || m_framing.kind == Framing::Kind::UntilClose)
        m_persistence = Persistence::Close;
    writeResponseHead(m_head, head, m_framing, m_persistence);
    m_connection.send(m_head);
}

Framing HttpSession::framingOf(const HttpResponse &head) const
{
    bool isNumber = false;
    const auto named = headerValue(head.headers, "content-length");
    const qlonglong length = named.value_or(QByteArray()).toLongLong(&isNumber);
    if (isNumber && length >= 0)
        return {.kind = Framing::Kind::Length, .length = length};
    return {.kind = m_isHttp11 ? Framing::Kind::Chunked : Framing::Kind::UntilClose};
}

void HttpSession::writeBody(QByteArray bytes)
{
    if (m_state != State::Streaming || !m_hasBody)
        return;
    if (m_framing.kind == Framing::Kind::Length) {
        bytes.truncate(m_lengthLeft);
        m_lengthLeft -= bytes.size();
    }
    if (bytes.isEmpty()) // Which would end a chunked body.
        return;
    if (m_framing.kind == Framing::Kind::Chunked) {
        m_connection.send(chunkHead(bytes.size()), bytes);
        m_connection.send(chunkTail);
    } else {
        m_connection.send({}, bytes);
    }
}

void HttpSession::endAnswer()
{
    if (m_state != State::Streaming)
        return;
    if (m_lengthLeft > 0)
        return cutAnswer();
    if (m_hasBody && m_framing.kind == Framing::Kind::Chunked)
        m_connection.send(lastChunk);
    finishAnswer();
}

void HttpSession::cutAnswer()
{
    if (m_state != State::Streaming)
        return;
    m_state = State::Done;
    m_gone = nullptr;
    m_taken = nullptr;
    m_bodyRead = nullptr;
    // A client that knows where the body would have ended may have what has come of it.
    if (m_framing.kind == Framing::Kind::UntilClose)
        m_connection.drop();
    else
        m_connection.finish();
}

void HttpSession::setTaken(Task callback)
{
    m_taken = std::move(callback);
}

void HttpSession::sent()
{
    // Kept alive by a local: it may end the answer, and with it itself.
    if (auto taken = std::exchange(m_taken, nullptr)) {
        taken();
        if (m_state == State::Streaming && !m_taken)
            m_taken = std::move(taken);
    }
}

void HttpSession::finishAnswer()
{
    m_gone = nullptr;
    m_taken = nullptr;
    m_bodyRead = nullptr;
    m_hasBodyLeft = false;
    if (m_persistence == Persistence::Close) {
        m_state = State::Done;
        m_connection.finish();
        return;
    }
    m_parser.emplace(m_limits.headerBytesMax);
    m_state = State::Reading;
    m_waiting = Waiting::Nothing;
    m_connection.advanceLater();
}

void HttpSession::setGone(Task callback)
{
    m_gone = std::move(callback);
}

void HttpSession::acceptUpgrade(const Headers &headers,
                                std::move_only_function<void(std::unique_ptr<WebSocket>)> accepted)
{
    if (m_state != State::Upgrading)
        return;
    m_state = State::Done;
    m_gone = nullptr;
    m_connection.send(handshakeAnswer(m_handshake, headers));
    const auto session = std::make_shared<WebSocketSession>(m_connection, m_limits, SocketRole::Server);
    m_connection.become(session);
    accepted(WebSocketSession::makeHandle(session));
    if (m_shutDown)
        session->shutDown(m_shutDown->code, m_shutDown->reason);
}

void HttpSession::dropUpgrade()
{
    if (m_state != State::Upgrading)
        return;
    m_state = State::Done;
    m_gone = nullptr;
    m_connection.drop();
}

void HttpSession::refuse(Refusal reason)
{
    HttpRequest &head = m_parser->request();
    head.peerAddress = m_peerAddress;
    HttpResponse response = m_handler.refuse(head, reason);
    if (asksForWebSocket(head)) // The version that we do speak (RFC 6455 4.2.2).
        response.headers.push_back({.name = "sec-websocket-version", .value = "13"});
    m_isHeadRequest = head.method == "HEAD";
    m_persistence = Persistence::Close;
    m_state = State::Done;
    write(response);
    m_connection.finish();
}

void HttpSession::write(const HttpResponse &response)
{
    writeResponseHead(m_head, response, {.kind = Framing::Kind::Length, .length = response.body.size()},
                      m_persistence);
    const bool hasBody = !m_isHeadRequest && statusAllowsBody(finalStatus(response.status));
    m_connection.send(m_head, hasBody ? response.body : QByteArray());
}

void HttpSession::ended()
{
    m_state = State::Done;
    m_taken = nullptr;
    m_bodyRead = nullptr;
    if (auto gone = std::exchange(m_gone, nullptr))
        gone();
}

void HttpSession::deadlinePassed()
{
    const Waiting late = std::exchange(m_waiting, Waiting::Nothing);
    if (m_bodyRead)
        failBody(Refusal::TimedOut);
    else if (late == Waiting::Header || late == Waiting::Body)
        refuse(Refusal::TimedOut);
    else if (m_connection.queuedBytes() >
             0) // The answer before is still on its way; a write deadline watches over it.
        updateDeadline();
    else
        m_connection.drop();
}

void HttpSession::shutDown(std::uint16_t code, const QByteArray &reason)
{
    m_shutDown = CloseFrame{.code = code, .reason = reason};
    if (m_state != State::Reading)
        return;
    m_state = State::Done;
    if (m_connection.queuedBytes() > 0)
        m_connection.finish();
    else
        m_connection.drop();
}

HttpSession::Waiting HttpSession::waitingFor()
{
    if (m_bodyRead)
        return Waiting::Body;
    if (m_state != State::Reading)
        return Waiting::Nothing;
    if (m_parser->isHeadRead())
        return Waiting::Body;
    return m_parser->hasBegun() ? Waiting::Header : Waiting::NextRequest;
}

/// Starts the clock when what is waited for changes; more bytes of the same do not buy more time, but each
/// piece of a streamed body does.
void HttpSession::updateDeadline()
{
    const Waiting waiting = waitingFor();
    if (waiting == m_waiting || m_state == State::Done)
        return;
    m_waiting = waiting;
    if (waiting == Waiting::Nothing)
        m_connection.clearDeadline();
    else
        m_connection.setDeadline(timeout(waiting));
}

std::chrono::milliseconds HttpSession::timeout(Waiting waiting) const
{
    switch (waiting) {
    case Waiting::Header:
        return m_limits.headerTimeout;
    case Waiting::Body:
        return m_limits.bodyTimeout;
    case Waiting::Nothing:
    case Waiting::NextRequest:
        break;
    }
    return m_limits.idleTimeout;
}

} // namespace rove::net
