// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/connection.h"

#include <QtCore/QLoggingCategory>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>

namespace rove::net {

namespace asio = boost::asio;

namespace {

Q_LOGGING_CATEGORY(netLog, "rove.net")

constexpr auto asTuple = asio::as_tuple(asio::deferred);
constexpr std::size_t gatheredPieceCountMax = 16;

} // namespace

Connection::Connection(IoLoop::Private &loop, Socket socket, const ConnectionLimits &limits, Removed removed,
                       std::unique_ptr<TlsLayer> tls)
    : m_loop(loop)
    , m_socket(std::move(socket))
    , m_limits(limits)
    , m_removed(std::move(removed))
    , m_tls(std::move(tls))
    , m_input(limits::connectionInputBytesMax)
{
    // A socket that refuses these is closed already; its first read says so.
    boost::system::error_code ignored;
    m_socket.non_blocking(true, ignored);
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    // For WebSockets whose peer lost its network.
    m_socket.set_option(asio::socket_base::keep_alive(true), ignored);
}

void Connection::start(std::shared_ptr<Session> session)
{
    m_session = std::move(session);
    advanceLater();
}

void Connection::checkDeadlines(Instant now)
{
    if (m_writeDeadline && *m_writeDeadline <= now) {
        fail();
    } else if (m_deadline && *m_deadline <= now) {
        m_deadline.reset();
        if (m_state != State::Open)
            drop();
        else if (const auto session = m_session)
            session->deadlinePassed();
    }
}

void Connection::shutDown(std::uint16_t code, const QByteArray &reason)
{
    if (m_state != State::Open)
        return;
    const auto session = m_session;
    session->shutDown(code, reason);
}

void Connection::abandon()
{
    m_removed = nullptr;
    m_session.reset();
    drop();
}

void Connection::send(QByteArrayView head, const QByteArray &body)
{
    if (m_state == State::Closed)
        return;
    m_outbox.append(head, body);
    settleThisTurn();
}

void Connection::sendReceiptsPromptly()
{
    m_sendsReceiptsPromptly = true;
    sendReceipt();
}

/// The system forgets the wish with every receipt, so this is said after each read.
void Connection::sendReceipt()
{
    constexpr int isOn = 1;
    // A wish: without it the peer waits longer.
    ::setsockopt(m_socket.native_handle(), IPPROTO_TCP, TCP_QUICKACK, &isOn, sizeof isOn);
}

void Connection::advanceLater()
{
    m_advanceLater = true;
    settleThisTurn();
}

void Connection::become(std::shared_ptr<Session> session)
{
    m_session = std::move(session);
    clearDeadline();
    advanceLater();
}

void Connection::setDeadline(std::chrono::milliseconds fromNow)
{
    m_deadline = std::chrono::steady_clock::now() + fromNow;
}

void Connection::finish()
{
    if (m_state != State::Open)
        return;
    m_state = State::Finishing;
    m_input.clear();
    clearDeadline();
    settleThisTurn();
}

void Connection::drop()
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    boost::system::error_code ignored; // Nobody is left to hear of it.
    m_socket.close(ignored);
    settleThisTurn();
}

void Connection::settleThisTurn()
{
    if (!std::exchange(m_isUnsettled, true))
        m_loop.settleLater(shared_from_this());
}

void Connection::settle()
{
    m_isUnsettled = false;
    if (std::exchange(m_advanceLater, false) && m_state == State::Open) {
        const auto session = m_session;
        session->advance();
    }
    const qsizetype queuedBefore = m_outbox.byteCount();
    flush();
    reportSent(queuedBefore);
    if (m_state == State::Closed) {
        m_session.reset();
        m_outbox.clear();
        if (auto removed = std::exchange(m_removed, nullptr))
            removed(shared_from_this());
    } else if (!m_isReading && wantsInput()) {
        if (m_tls && decrypt()) // What did not fit before.
            advanceLater();
        m_isReading = true;
        spawn(readLoop(shared_from_this()));
    }
}

asio::awaitable<void> Connection::readLoop(std::shared_ptr<Connection> self)
{
    while (self->wantsInput()) {
        const std::span<char> space = self->receiveSpace();
        const auto [error, count] =
            co_await self->m_socket.async_read_some(asio::buffer(space.data(), space.size()), asTuple);
        self->m_loop.turn([&] { self->received(error, count); });
    }
    self->m_isReading = false;
}

asio::awaitable<void> Connection::writeLoop(std::shared_ptr<Connection> self)
{
    while (self->m_isWriting) {
        const auto [error] = co_await self->m_socket.async_wait(Socket::wait_write, asTuple);
        self->m_loop.turn([&] { self->writable(error); });
    }
}

void Connection::spawn(asio::awaitable<void> coroutine)
{
    const auto self = shared_from_this();
    asio::co_spawn(m_loop.context, std::move(coroutine),
                   [self](const std::exception_ptr &exception) { self->coroutineEnded(exception); });
}

void Connection::coroutineEnded(const std::exception_ptr &exception)
{
    if (!exception)
        return;
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception &error) {
        qCWarning(netLog, "A connection failed: %s", error.what());
    }
    m_loop.turn([this] { fail(); });
}

bool Connection::wantsInput() const
{
    return m_state != State::Closed && !m_hasPeerEnded && !m_input.isFull();
}

std::span<char> Connection::receiveSpace()
{
    return m_tls ? m_tls->space() : m_input.space();
}

void Connection::received(const boost::system::error_code &error, std::size_t count)
{
    if (m_state == State::Closed)
        return;
    if (m_sendsReceiptsPromptly && !error)
        sendReceipt();
    if (error == asio::error::eof && !m_tls)
        peerEnded();
    else if (error) // Inside TLS also an end without the word for it: anyone on the way could have cut it.
        fail();
    else
        takeReceived(static_cast<qsizetype>(count));
}

void Connection::takeReceived(qsizetype count)
{
    if (m_tls) {
        takeEncrypted(count);
    } else {
        m_input.commit(count);
        deliver();
    }
}

void Connection::takeEncrypted(qsizetype count)
{
    m_tls->commit(count);
    settleThisTurn(); // The handshake may have something to say.
    while (m_state != State::Closed && decrypt())
        deliver();
    if (m_state == State::Closed)
        return;
    if (!m_tls->failure().isEmpty()) {
        flush(); // The peer is told, if it can be.
        fail();
    } else if (m_tls->hasPeerEnded()) {
        peerEnded();
    }
}

void Connection::deliver()
{
    if (m_state != State::Open) { // What comes after the end is nobody's.
        m_input.clear();
        return;
    }
    const auto session = m_session;
    session->advance();
}

/// Fills the input with what TLS has; whether there was anything.
bool Connection::decrypt()
{
    bool isAny = false;
    while (!m_input.isFull()) {
        const qsizetype count = m_tls->read(m_input.space());
        if (count == 0)
            break;
        m_input.commit(count);
        isAny = true;
    }
    return isAny;
}

void Connection::peerEnded()
{
    m_hasPeerEnded = true;
    if (m_state == State::Lingering) {
        drop();
        return;
    }
    // The peer may have ended its side only and still wait for what is queued.
    endSession();
    finish();
    settleThisTurn();
}

void Connection::fail()
{
    endSession();
    drop();
}

void Connection::endSession()
{
    if (m_state == State::Open) {
        const auto session = m_session;
        session->ended();
    }
}

void Connection::flush()
{
    if (m_state == State::Closed || m_isWriting || !writeQueued())
        return;
    if (unsentBytes() == 0) {
        outboxEmptied();
    } else if (hasOutput()) {
        m_isWriting = true;
        m_writeDeadline = std::chrono::steady_clock::now() + m_limits.writeTimeout;
        spawn(writeLoop(shared_from_this()));
    }
}

void Connection::writable(const boost::system::error_code &error)
{
    const qsizetype queuedBefore = m_outbox.byteCount();
    const qsizetype unsentBefore = unsentBytes();
    if (m_state != State::Closed && error)
        fail();
    if (m_state == State::Closed || !writeQueued()) {
        m_isWriting = false;
    } else if (!hasOutput()) {
        m_isWriting = false;
        m_writeDeadline.reset();
        if (unsentBytes() == 0)
            outboxEmptied();
    } else if (unsentBytes() < unsentBefore) {
        m_writeDeadline = std::chrono::steady_clock::now() + m_limits.writeTimeout;
    }
    reportSent(queuedBefore);
}

void Connection::reportSent(qsizetype queuedBefore)
{
    if (m_state != State::Open || m_outbox.byteCount() >= queuedBefore)
        return;
    const auto session = m_session;
    session->sent();
}

/// Gives the system as much as it takes; false if the connection failed over it.
bool Connection::writeQueued()
{
    return m_tls ? writeEncrypted() : writePlain();
}

bool Connection::writePlain()
{
    while (!m_outbox.isEmpty()) {
        std::array<QByteArrayView, gatheredPieceCountMax> pieces;
        std::array<asio::const_buffer, gatheredPieceCountMax> buffers;
        const std::size_t count = m_outbox.gather(pieces);
        for (std::size_t i = 0; i < count; ++i)
            buffers[i] = asio::const_buffer(pieces[i].data(), static_cast<std::size_t>(pieces[i].size()));
        boost::system::error_code error;
        const std::size_t written = count == 1 ? m_socket.write_some(asio::buffer(buffers[0]), error)
                                               : m_socket.write_some(std::span(buffers).first(count), error);
        if (error == asio::error::would_block)
            return true;
        if (error) {
            fail();
            return false;
        }
        m_outbox.consume(static_cast<qsizetype>(written));
    }
    return true;
}

bool Connection::writeEncrypted()
{
    while (!m_tls->output().isEmpty() || encryptNext()) {
        const QByteArrayView output = m_tls->output();
        boost::system::error_code error;
        const std::size_t written =
            m_socket.write_some(asio::buffer(output.data(), static_cast<std::size_t>(output.size())), error);
        if (error == asio::error::would_block)
            return true;
        if (error) {
            fail();
            return false;
        }
        m_tls->consumeOutput(static_cast<qsizetype>(written));
    }
    return true;
}

/// Takes the next piece of what is queued into TLS; false if it takes nothing now.
bool Connection::encryptNext()
{
    std::array<QByteArrayView, 1> piece;
    const std::size_t pieceCount = m_outbox.gather(piece);
    const qsizetype count = pieceCount > 0 ? m_tls->write(piece.front()) : 0;
    m_outbox.consume(count);
    return count > 0;
}

bool Connection::hasOutput() const
{
    if (!m_tls)
        return !m_outbox.isEmpty();
    return !m_tls->output().isEmpty() || (m_tls->isOpen() && !m_outbox.isEmpty());
}

qsizetype Connection::unsentBytes() const
{
    return m_outbox.byteCount() + (m_tls ? m_tls->output().size() : 0);
}

void Connection::outboxEmptied()
{
    if (m_state != State::Finishing)
        return;
    if (m_tls) {
        m_tls->end();
        if (!writeEncrypted()) // A few bytes: what the system does not take now may be lost.
            return;
    }
    boost::system::error_code ignored; // If the peer has reset the connection, the read loop hears of it.
    m_socket.shutdown(Socket::shutdown_send, ignored);
    if (m_hasPeerEnded) {
        drop();
        return;
    }
    m_state = State::Lingering;
    setDeadline(m_limits.lingerTimeout);
}

} // namespace rove::net
