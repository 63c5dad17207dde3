// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/websocketsession.h"

#include <QtCore/QRandomGenerator>

#include <array>
#include <bit>
#include <utility>

namespace rove::net {

namespace {

/// What the owner of a WebSocket holds. Does nothing once the connection is gone.
class Handle final : public WebSocket {
public:
    explicit Handle(const std::shared_ptr<WebSocketSession> &session, IoLoop::Private &loop)
        : m_session(session)
        , m_loop(loop)
    {}
    ~Handle() override
    {
        if (const auto session = m_session.lock())
            session->release();
    }

    void start(Handlers handlers) override
    {
        const auto session = m_session.lock();
        if (session && !session->isClosed())
            session->start(std::move(handlers));
        else if (handlers.onClosed) // The peer was gone before anyone listened.
            m_loop.post([closed = std::move(handlers.onClosed)] mutable { closed(closecode::abnormal, {}); });
    }
    void send(QByteArray data, FrameKind kind) override
    {
        if (const auto session = m_session.lock())
            session->send(data, kind);
    }
    void close(std::uint16_t code, QByteArray reason) override
    {
        if (const auto session = m_session.lock())
            session->close(code, reason);
    }
    [[nodiscard]] qsizetype queuedBytes() const override
    {
        const auto session = m_session.lock();
        return session ? session->queuedBytes() : 0;
    }
    void pauseReading() override
    {
        if (const auto session = m_session.lock())
            session->pauseReading();
    }
    void resumeReading() override
    {
        if (const auto session = m_session.lock())
            session->resumeReading();
    }

private:
    std::weak_ptr<WebSocketSession> m_session;
    IoLoop::Private &m_loop;
};

std::array<char, 4> randomMask()
{
    return std::bit_cast<std::array<char, 4>>(QRandomGenerator::system()->generate());
}

} // namespace

WebSocketSession::WebSocketSession(Connection &connection, const ConnectionLimits &limits, SocketRole role)
    : m_connection(connection)
    , m_limits(limits)
    , m_role(role)
    , m_reader(limits.webSocketMessageBytesMax, role)
{}

std::unique_ptr<WebSocket> WebSocketSession::makeHandle(const std::shared_ptr<WebSocketSession> &session)
{
    return std::make_unique<Handle>(session, session->m_connection.loop());
}

void WebSocketSession::start(WebSocket::Handlers handlers)
{
    m_handlers = std::move(handlers);
    if (m_handlers.receipts == WebSocket::Receipts::Prompt)
        m_connection.sendReceiptsPromptly();
    m_isStarted = true;
    m_connection.advanceLater();
}

void WebSocketSession::send(const QByteArray &data, FrameKind kind)
{
    if (m_state == State::Open)
        enqueue(kind == FrameKind::Text ? Opcode::Text : Opcode::Binary, data);
}

void WebSocketSession::close(std::uint16_t code, const QByteArray &reason)
{
    if (m_state == State::Open)
        startClosing(code, reason);
}

void WebSocketSession::resumeReading()
{
    m_isPaused = false;
    m_connection.advanceLater();
}

void WebSocketSession::release()
{
    m_isReleased = true;
    if (m_state != State::Open)
        return;
    m_state = State::Closed;
    m_connection.drop();
}

/// While closing, the peer's close frame is looked for even if the owner has paused or never started.
bool WebSocketSession::mayRead() const
{
    return m_state == State::Closing || (m_state == State::Open && m_isStarted && !m_isPaused);
}

void WebSocketSession::advance()
{
    m_needsMore = false;
    while (mayRead() && !m_needsMore) {
        std::visit([this](auto &&event) { handle(std::forward<decltype(event)>(event)); },
                   m_reader.next(m_connection.input()));
    }
}

void WebSocketSession::handle(NeedsMore)
{
    m_needsMore = true;
}

void WebSocketSession::handle(MessageEvent event)
{
    if (m_state == State::Open && m_handlers.onMessage)
        m_handlers.onMessage(std::move(event.data), event.kind);
}

void WebSocketSession::handle(const PingEvent &event)
{
    if (m_state == State::Open)
        enqueue(Opcode::Pong, event.data);
}

void WebSocketSession::handle(const CloseEvent &event)
{
    if (m_state == State::Open)
        sendClose(event.code, event.reason);
    m_connection.finish();
    report({.code = event.code, .reason = event.reason});
}

void WebSocketSession::handle(FrameFault fault)
{
    const CloseFrame end = m_state == State::Closing ? m_ours : answerTo(fault);
    if (m_state == State::Open)
        sendClose(end.code, end.reason);
    m_connection.finish();
    report(end);
}

CloseFrame WebSocketSession::answerTo(FrameFault fault) const
{
    switch (fault) {
    case FrameFault::TooBig:
        return m_handlers.tooBig;
    case FrameFault::InvalidText:
        return m_handlers.invalidText;
    case FrameFault::Protocol:
        break;
    }
    return {.code = closecode::protocolError, .reason = {}};
}

void WebSocketSession::enqueue(Opcode opcode, const QByteArray &payload)
{
    if (m_connection.queuedBytes() + payload.size() > m_limits.webSocketSendQueueBytesMax) {
        m_hasOverflowed = true;
        startClosing(closecode::tryAgainLater, "The send queue is full");
        return;
    }
    sendFrame(opcode, payload);
}

void WebSocketSession::sendFrame(Opcode opcode, const QByteArray &payload)
{
    if (m_role == SocketRole::Server)
        m_connection.send(FrameHead(opcode, payload.size()).bytes(), payload);
    else
        m_connection.send({}, maskedFrame(opcode, payload, randomMask()));
}

void WebSocketSession::sendClose(std::uint16_t code, const QByteArray &reason)
{
    sendFrame(Opcode::Close, closePayload(code, reason));
}

void WebSocketSession::startClosing(std::uint16_t code, const QByteArray &reason)
{
    m_state = State::Closing;
    m_ours = {.code = code, .reason = closeReason(reason)};
    sendClose(code, reason);
    m_connection.setDeadline(m_limits.webSocketCloseTimeout);
    m_connection.advanceLater();
}

void WebSocketSession::ended()
{
    if (m_state == State::Closing)
        report(m_ours);
    else if (m_state == State::Open)
        report({.code = closecode::abnormal, .reason = {}});
}

void WebSocketSession::deadlinePassed()
{
    // A slow peer may take its time for what was queued before the close frame: the write timeout watches
    // over that. One that let its queue overflow may not.
    if (!m_hasOverflowed && m_connection.queuedBytes() > 0) {
        m_connection.setDeadline(m_limits.webSocketCloseTimeout);
        return;
    }
    m_connection.drop();
    report(m_ours);
}

void WebSocketSession::shutDown(std::uint16_t code, const QByteArray &reason)
{
    close(code, reason);
}

/// Tells the owner, who may destroy its handle meanwhile, and lets go of whatever the handlers hold.
void WebSocketSession::report(const CloseFrame &end)
{
    m_state = State::Closed;
    WebSocket::Handlers handlers = std::exchange(m_handlers, {});
    if (!m_isReleased && handlers.onClosed)
        handlers.onClosed(end.code, end.reason);
}

} // namespace rove::net
