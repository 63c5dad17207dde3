// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/connection.h"
#include "engine/net/httpparser.h"
#include "engine/net/httpwriter.h"
#include "engine/net/server.h"

#include <memory>
#include <optional>

namespace rove::net {

/// HTTP/1.x on one connection: one request after the other, each read within its limits, given to the
/// handler and answered before the next is looked at. A request that breaks a limit or the grammar gets the
/// handler's refusal and is the connection's last. A body that the handler streams is read as the handler
/// asks for it; an answer that comes before the body's end is the connection's last too, as nobody knows
/// where the next request begins. A WebSocket handshake ends the session in favour of a WebSocketSession on
/// the same connection.
class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(Connection &connection, const ServerLimits &limits, Handler &handler, QByteArray peerAddress);

    void advance() override;
    void sent() override;
    void ended() override;
    void deadlinePassed() override;
    void shutDown(std::uint16_t code, const QByteArray &reason) override;

    // For what handlers hold, which may come late or never (httphandles.h).
    void answer(const HttpResponse &response);
    void startAnswer(const HttpResponse &head);
    void writeBody(QByteArray bytes);
    void endAnswer();
    /// An answer ends that was not ended.
    void cutAnswer();
    void setTaken(Task callback);
    [[nodiscard]] qsizetype queuedBytes() const { return m_connection.queuedBytes(); }
    /// `read` is null to take an earlier one back.
    void readBody(std::uint64_t requestNumber, RequestBody::Read read);
    void setGone(Task callback);
    void acceptUpgrade(const Headers &headers,
                       std::move_only_function<void(std::unique_ptr<WebSocket>)> accepted);
    void dropUpgrade();

private:
    enum class State {
        Reading,
        Answering, ///< The handler has the request.
        Streaming, ///< The head of the answer is out.
        Upgrading,
        Done,
    };
    enum class Waiting { Nothing, NextRequest, Header, Body };

    [[nodiscard]] bool step();
    void skipEmptyLines();
    [[nodiscard]] bool acceptHead();
    [[nodiscard]] std::optional<Refusal> objection();
    void dispatch();
    void dispatchUpgrade();
    void advanceBody();
    void failBody(Refusal reason);
    [[nodiscard]] Framing framingOf(const HttpResponse &head) const;
    void finishAnswer();
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
    std::uint64_t m_requestNumber = 0;
    RequestBody::Read m_bodyRead; ///< Set while the handler waits for more of the body.
    bool m_hasBodyLeft = false;   ///< The handler has a request whose body has not ended.
    Task m_taken;
    Framing m_framing;          ///< Of the answer that is being streamed;
    bool m_hasBody = false;     ///< whether it has a body at all,
    qsizetype m_lengthLeft = 0; ///< and what is missing of the length that its head has told.
    std::optional<CloseFrame> m_shutDown;
    State m_state = State::Reading;
    Waiting m_waiting = Waiting::Nothing;
    Persistence m_persistence = Persistence::Default;
    bool m_isHeadRequest = false;
    bool m_isHttp11 = true;
};

} // namespace rove::net
