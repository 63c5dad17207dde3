// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/client.h"
#include "engine/net/connection.h"
#include "engine/net/responseparser.h"

#include <memory>
#include <optional>

namespace rove::net {

/// Whoever asked, as its session reaches it. Called on the loop's thread; it may drop the session meanwhile.
class Asker {
public:
    Asker() = default;
    Asker(const Asker &) = delete;
    Asker &operator=(const Asker &) = delete;
    virtual ~Asker() = default;

    virtual void answered(ResponseHead head) = 0;
    virtual void bodyCame(QByteArray piece) = 0;
    virtual void opened(OpenedWebSocket socket) = 0;
    /// Once, last, but not after `opened`.
    virtual void ended(Result<> outcome) = 0;
};

/// What is sent on a connection, ready to go.
struct OutgoingRequest {
    QByteArray head;
    QByteArray body;
    ResponseParser::Expects expects = ResponseParser::Expects::Body;
    QByteArray webSocketKey; ///< Set if it asks for a WebSocket.
    QByteArrayList subprotocols;
};

/// One request and its answer on a connection that we have made. A WebSocket that the server agrees to ends
/// the session in favour of a WebSocketSession. It has no deadlines of its own: the asker drops it.
class HttpClientSession final : public Session, public std::enable_shared_from_this<HttpClientSession> {
public:
    HttpClientSession(Connection &connection, const ClientLimits &limits, OutgoingRequest request,
                      std::weak_ptr<Asker> asker);

    void advance() override;
    void ended() override;
    void deadlinePassed() override {}
    void shutDown(std::uint16_t code, const QByteArray &reason) override;

    /// The asker is no longer interested.
    void cancel();

private:
    [[nodiscard]] bool step();
    [[nodiscard]] bool handle(ResponseParser::Step step);
    void takeHead();
    void takeUpgrade(const ResponseHead &head);
    void finish(Result<> outcome);
    [[nodiscard]] Error endReason() const;

    Connection &m_connection;
    const ClientLimits &m_limits;
    OutgoingRequest m_request;
    std::weak_ptr<Asker> m_asker;
    std::optional<ResponseParser> m_parser;
    bool m_isSent = false;
    bool m_isDone = false;
};

} // namespace rove::net
