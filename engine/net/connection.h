// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/connectionlimits.h"
#include "engine/net/inputbuffer.h"
#include "engine/net/loopprivate.h"
#include "engine/net/outbox.h"
#include "engine/net/session.h"
#include "engine/net/tls.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <exception>
#include <memory>
#include <optional>

namespace rove::net {

/// One TCP connection, plain or inside TLS: bytes in, bytes out, and the deadlines of both. Held by its
/// server or client, and by the two coroutines that wait for the socket, which end by themselves once it is
/// closed. It reads whenever its input has room, so that a peer that leaves is noticed while an answer is
/// awaited; it writes at the end of each turn, at once if the system takes it. Every failure ends in
/// `Session::ended()` and a closed socket.
class Connection final : public Settler, public std::enable_shared_from_this<Connection> {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using Instant = std::chrono::steady_clock::time_point;
    using Removed = std::move_only_function<void(const std::shared_ptr<Connection> &)>;

    /// `removed` is called once the connection is closed; `limits` live as long as it is open. With `tls`
    /// what is sent waits for the handshake.
    Connection(IoLoop::Private &loop, Socket socket, const ConnectionLimits &limits, Removed removed,
               std::unique_ptr<TlsLayer> tls = {});

    // For the server or client.
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
    /// Whether the peer has ended its side in order.
    [[nodiscard]] bool hasPeerEnded() const { return m_hasPeerEnded; }
    /// Why TLS refused the peer; empty if it did not.
    [[nodiscard]] QString tlsFailure() const { return m_tls ? m_tls->failure() : QString(); }
    /// See `WebSocket::Receipts`.
    void sendReceiptsPromptly();
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

    void sendReceipt();
    void settleThisTurn();
    [[nodiscard]] bool wantsInput() const;
    [[nodiscard]] std::span<char> receiveSpace();
    void received(const boost::system::error_code &error, std::size_t count);
    void takeReceived(qsizetype count);
    void takeEncrypted(qsizetype count);
    void deliver();
    bool decrypt();
    void peerEnded();
    void endSession();
    void flush();
    void writable(const boost::system::error_code &error);
    [[nodiscard]] bool writeQueued();
    void reportSent(qsizetype queuedBefore);
    [[nodiscard]] bool writePlain();
    [[nodiscard]] bool writeEncrypted();
    [[nodiscard]] bool encryptNext();
    /// Whether the socket can be given anything: what is queued waits for a TLS handshake.
    [[nodiscard]] bool hasOutput() const;
    [[nodiscard]] qsizetype unsentBytes() const;
    void outboxEmptied();

    IoLoop::Private &m_loop;
    Socket m_socket;
    const ConnectionLimits &m_limits;
    Removed m_removed;
    std::unique_ptr<TlsLayer> m_tls;
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
    bool m_sendsReceiptsPromptly = false;
};

} // namespace rove::net
