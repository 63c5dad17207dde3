// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/inputbuffer.h"
#include "engine/net/loopprivate.h"
#include "engine/net/outbox.h"
#include "engine/net/server.h"
#include "engine/net/session.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <exception>
#include <memory>
#include <optional>

namespace rove::net {

/// One accepted TCP connection: bytes in, bytes out, and the deadlines of both. Held by its server, and by
/// the two coroutines that wait for the socket, which end by themselves once it is closed. It reads whenever
/// its input has room, so that a client that leaves is noticed while its answer is awaited; it writes at the
/// end of each turn, at once if the system takes it. Every failure ends in `Session::ended()` and a closed
/// socket.
class Connection final : public Settler, public std::enable_shared_from_this<Connection> {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using Instant = std::chrono::steady_clock::time_point;
    using Removed = std::move_only_function<void(const std::shared_ptr<Connection> &)>;

    /// `removed` is called once the connection is closed; `limits` live as long as it is open.
    Connection(IoLoop::Private &loop, Socket socket, const ServerLimits &limits, Removed removed);

    // For the server.
    void start(std::shared_ptr<Session> session);
    void checkDeadlines(Instant now);
    /// Closes at once and tells the session.
    void fail();
    void shutDown(std::uint16_t code, const QByteArray &reason);
    /// Closes without telling anyone: the server goes away.
    void abandon();

    // For the session.
    [[nodiscard]] InputBuffer &input() { return m_input; }
    [[nodiscard]] IoLoop::Private &loop() { return m_loop; }
    /// Queues `head` and then `body`.
    void send(QByteArrayView head, const QByteArray &body = {});
    [[nodiscard]] qsizetype queuedBytes() const { return m_outbox.byteCount(); }
    /// Calls `Session::advance()` when the turn ends.
    void advanceLater();
    /// Hands the connection over; the session before is released.
    void become(std::shared_ptr<Session> session);
    /// Replaces the deadline before.
    void setDeadline(std::chrono::milliseconds fromNow);
    void clearDeadline() { m_deadline.reset(); }
    /// Sends what is queued, then ends our side and waits a little for the peer to end its own. A plain close
    /// would reset the connection if bytes of the peer are still under way, and our last words would be lost
    /// with it.
    void finish();
    void drop();

    void settle() override;

private:
    enum class State { Open, Finishing, Lingering, Closed };

    [[nodiscard]] static boost::asio::awaitable<void> readLoop(std::shared_ptr<Connection> self);
    [[nodiscard]] static boost::asio::awaitable<void> writeLoop(std::shared_ptr<Connection> self);
    void spawn(boost::asio::awaitable<void> coroutine);
    void coroutineEnded(const std::exception_ptr &exception);

    void settleThisTurn();
    [[nodiscard]] bool wantsInput() const;
    void received(const boost::system::error_code &error, std::size_t count);
    void peerEnded();
    void endSession();
    void flush();
    void writable(const boost::system::error_code &error);
    [[nodiscard]] bool writeQueued();
    void reportSent(qsizetype queuedBefore);
    void outboxEmptied();

    IoLoop::Private &m_loop;
    Socket m_socket;
    const ServerLimits &m_limits;
    Removed m_removed;
    std::shared_ptr<Session> m_session;
    InputBuffer m_input;
    Outbox m_outbox;
    std::optional<Instant> m_deadline;      ///< The session's, or that of lingering.
    std::optional<Instant> m_writeDeadline; ///< Set while the peer does not take what is queued.
    State m_state = State::Open;
    bool m_isReading = false;
    bool m_isWriting = false;
    bool m_hasPeerEnded = false;
    bool m_isUnsettled = false;
    bool m_advanceLater = false;
};

} // namespace rove::net
