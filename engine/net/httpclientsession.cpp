// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/httpclientsession.h"

#include "engine/net/handshake.h"
#include "engine/net/websocketsession.h"

namespace rove::net {

namespace {

using namespace Qt::StringLiterals;
using Step = ResponseParser::Step;

constexpr int statusSwitching = 101;
constexpr int statusFinalMin = 200;

} // namespace

HttpClientSession::HttpClientSession(Connection &connection, const ClientLimits &limits,
                                     OutgoingRequest request, std::weak_ptr<Asker> asker)
    : m_connection(connection)
    , m_limits(limits)
    , m_request(std::move(request))
    , m_asker(std::move(asker))
    , m_parser(std::in_place, limits.headerBytesMax, m_request.expects)
{}

void HttpClientSession::advance()
{
    if (!std::exchange(m_isSent, true))
        m_connection.send(m_request.head, std::exchange(m_request.body, {}));
    while (!m_isDone && step()) {
    }
}

bool HttpClientSession::step()
{
    const Step step = m_parser->step(m_connection.input());
    if (step == Step::NeedsMore && m_connection.input().isFull()) // A chunk header that never ends.
        return handle(Step::Failed);
    return handle(step);
}

/// Whether to go on.
bool HttpClientSession::handle(Step step)
{
    switch (step) {
    case Step::NeedsMore:
        return false;
    case Step::HeadRead:
        takeHead();
        return true;
    case Step::BodyRead:
        if (const auto asker = m_asker.lock())
            asker->bodyCame(m_parser->takePiece());
        return true;
    case Step::Complete:
        finish({});
        return false;
    case Step::Failed:
        finish(failure(ErrorCode::ClientProtocol, u"The answer is no HTTP, or its header is too long."_s));
        return false;
    }
    return false;
}

void HttpClientSession::takeHead()
{
    ResponseHead head = m_parser->takeHead();
    const bool isUpgrade = !m_request.webSocketKey.isEmpty();
    if (head.status == statusSwitching && isUpgrade)
        return takeUpgrade(head);
    if (head.status < statusFinalMin) { // What the server says before its answer (RFC 9110 15.2).
        m_parser.emplace(m_limits.headerBytesMax, m_request.expects);
        return;
    }
    if (isUpgrade) {
        const QString status = QString::number(head.status);
        return finish(failure(ErrorCode::ClientProtocol,
                              u"The server answers %1 instead of opening a WebSocket."_s.arg(status)));
    }
    if (const auto asker = m_asker.lock())
        asker->answered(std::move(head));
}

void HttpClientSession::takeUpgrade(const ResponseHead &head)
{
    if (!isHandshakeAnswer(head.headers, m_request.webSocketKey, m_request.subprotocols))
        return finish(
            failure(ErrorCode::ClientProtocol, u"The server does not answer the WebSocket handshake."_s));
    m_isDone = true;
    const auto session = std::make_shared<WebSocketSession>(m_connection, m_limits, SocketRole::Client);
    m_connection.become(session);
    OpenedWebSocket opened{.socket = WebSocketSession::makeHandle(session),
                           .subprotocol =
                               headerValue(head.headers, "sec-websocket-protocol").value_or(QByteArray())};
    if (const auto asker = m_asker.lock())
        asker->opened(std::move(opened));
}

void HttpClientSession::ended()
{
    if (m_isDone)
        return;
    if (m_connection.hasPeerEnded() && m_parser->end() == Step::Complete)
        finish({});
    else
        finish(std::unexpected(endReason()));
}

Error HttpClientSession::endReason() const
{
    if (const QString reason = m_connection.tlsFailure(); !reason.isEmpty())
        return {.code = ErrorCode::ClientTls, .message = u"TLS failed: %1."_s.arg(reason)};
    return {.code = ErrorCode::ClientClosed, .message = u"The server left before its answer was complete."_s};
}

void HttpClientSession::shutDown(std::uint16_t, const QByteArray &)
{
    cancel();
}

void HttpClientSession::cancel()
{
    m_isDone = true;
    m_connection.drop();
}

void HttpClientSession::finish(Result<> outcome)
{
    m_isDone = true;
    m_connection.drop();
    if (const auto asker = m_asker.lock())
        asker->ended(std::move(outcome));
}

} // namespace rove::net
