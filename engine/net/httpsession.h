// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/connection.h"
#include "engine/net/httpparser.h"
#include "engine/net/httpwriter.h"

#include <memory>
#include <optional>

namespace rove::net {

/// HTTP/1.x on one connection: one request after the other, each read whole within its limits, given to the
/// handler and answered before the next is looked at. A request that breaks a limit or the grammar gets the
/// handler's refusal and is the connection's last. A WebSocket handshake ends the session in favour of a
/// WebSocketSession on the same connection.
class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(Connection &connection, const ServerLimits &limits, Handler &handler, QByteArray peerAddress);

    void advance() override;
    void ended() override;
    void deadlinePassed() override;
    void shutDown(std::uint16_t code, const QByteArray &reason) override;

    // For responders and upgrades, which may come late or never.
    void answer(const HttpResponse &response);
    void setGone(Task callback);
    void acceptUpgrade(const Headers &headers,
                       std::move_only_function<void(std::unique_ptr<WebSocket>)> accepted);
    void dropUpgrade();

private:
    enum class State { Reading, Answering, Upgrading, Done };
    enum class Waiting { Nothing, NextRequest, Header, Body };

    [[nodiscard]] bool step();
    void skipEmptyLines();
    [[nodiscard]] bool acceptHead();
    [[nodiscard]] std::optional<Refusal> objection();
    void dispatch();
    void dispatchUpgrade();
    void refuse(Refusal reason);
    void write(const HttpResponse &response);
    void updateDeadline();
    [[nodiscard]] Waiting waitingFor();
    [[nodiscard]] std::chrono::milliseconds timeout(Waiting waiting) const;

    Connection &m_connection;
    const ServerLimits &m_limits;
    Handler &m_handler;
    const QByteArray m_peerAddress;
    std::optional<HttpParser> m_parser; ///< Of the request that is being read.
    HttpRequest m_handshake;            ///< While upgrading.
    Task m_gone;
    QByteArray m_head; ///< Keeps its memory from answer to answer.
    std::optional<CloseFrame> m_shutDown;
    State m_state = State::Reading;
    Waiting m_waiting = Waiting::Nothing;
    Persistence m_persistence = Persistence::Default;
    bool m_isHeadRequest = false;
};

} // namespace rove::net
