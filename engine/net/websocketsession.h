// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/connection.h"
#include "engine/net/frame.h"

#include <memory>
#include <optional>

namespace rove::net {

/// WebSocket on one connection, after the 101 (RFC 6455). Its owner holds a handle that reaches it as long as
/// the connection lives. A peer that breaks a rule is told so in a close frame and cut off; one that does not
/// read is held to the bound of the send queue and the write timeout; one that says nothing may stay for
/// ever.
class WebSocketSession final : public Session, public std::enable_shared_from_this<WebSocketSession> {
public:
    WebSocketSession(Connection &connection, const ConnectionLimits &limits, SocketRole role);
    [[nodiscard]] static std::unique_ptr<WebSocket>
    makeHandle(const std::shared_ptr<WebSocketSession> &session);

    void advance() override;
    void ended() override;
    void deadlinePassed() override;
    void shutDown(std::uint16_t code, const QByteArray &reason) override;

    // For the handle.
    void start(WebSocket::Handlers handlers);
    void send(const QByteArray &data, FrameKind kind);
    void close(std::uint16_t code, const QByteArray &reason);
    [[nodiscard]] qsizetype queuedBytes() const { return m_connection.queuedBytes(); }
    [[nodiscard]] bool isClosed() const { return m_state == State::Closed; }
    void pauseReading() { m_isPaused = true; }
    void resumeReading();
    void release();

private:
    enum class State { Open, Closing, Closed };

    [[nodiscard]] bool mayRead() const;
    void handle(NeedsMore);
    void handle(MessageEvent event);
    void handle(const PingEvent &event);
    void handle(const CloseEvent &event);
    void handle(FrameFault fault);
    [[nodiscard]] CloseFrame answerTo(FrameFault fault) const;
    void enqueue(Opcode opcode, const QByteArray &payload);
    void sendFrame(Opcode opcode, const QByteArray &payload);
    void sendClose(std::uint16_t code, const QByteArray &reason);
    void startClosing(std::uint16_t code, const QByteArray &reason);
    void report(const CloseFrame &end);

    Connection &m_connection;
    const ConnectionLimits &m_limits;
    const SocketRole m_role;
    FrameReader m_reader;
    WebSocket::Handlers m_handlers;
    CloseFrame m_ours = {}; ///< What we closed with; set while closing.
    State m_state = State::Open;
    bool m_isStarted = false;
    bool m_isPaused = false;
    bool m_isReleased = false;
    bool m_hasOverflowed = false;
    bool m_needsMore = false;
};

} // namespace rove::net
