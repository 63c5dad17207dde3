// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/server.h"

#include "engine/net/connectionset.h"
#include "engine/net/httpsession.h"

#include <QtCore/QLoggingCategory>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>

#include <algorithm>

namespace rove::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(netLog, "rove.net")

constexpr auto asTuple = asio::as_tuple(asio::deferred);
// How long to wait for others to give up a descriptor when the process has none left for a new connection.
constexpr std::chrono::milliseconds acceptPause{100};

std::chrono::milliseconds shortestTimeout(const ServerLimits &limits)
{
    return std::min({limits.headerTimeout, limits.bodyTimeout, limits.idleTimeout, limits.writeTimeout,
                     limits.webSocketCloseTimeout, limits.lingerTimeout});
}

QByteArray peerAddress(const tcp::socket &socket)
{
    boost::system::error_code error;
    asio::ip::address address = socket.remote_endpoint(error).address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return error ? QByteArray() : QByteArray::fromStdString(address.to_string());
}

std::unexpected<Error> listenFailure(const boost::system::error_code &error, const QString &address)
{
    const bool isForeign = error == asio::error::address_family_not_supported ||
                           error == boost::system::errc::address_not_available ||
                           error == asio::error::invalid_argument;
    const ErrorCode code = error == asio::error::address_in_use ? ErrorCode::AddressInUse
                           : isForeign                          ? ErrorCode::AddressInvalid
                                                                : ErrorCode::IoFailed;
    const QString reason = QString::fromStdString(error.message());
    return failure(code, u"Cannot listen on %1: %2."_s.arg(address, reason));
}

} // namespace

/// Shared with the accepting coroutine, which may outlive the server by a turn.
struct Server::Private : std::enable_shared_from_this<Server::Private> {
    Private(IoLoop &ioLoop, const ServerLimits &serverLimits, Handler &requestHandler)
        : loop(ioLoop)
        , limits(serverLimits)
        , handler(requestHandler)
        , acceptor(ioLoop.d().context)
        , connections(ioLoop, shortestTimeout(serverLimits))
    {}

    [[nodiscard]] boost::system::error_code bind(const tcp::endpoint &endpoint);
    [[nodiscard]] static asio::awaitable<void> acceptLoop(std::shared_ptr<Private> self);
    void startAccepting();
    void accepted(const boost::system::error_code &error, tcp::socket socket);
    void admit(tcp::socket socket);
    void remove(const std::shared_ptr<Connection> &connection);
    void stopAccepting();
    void finishShutDown();

    IoLoop &loop;
    const ServerLimits limits;
    Handler &handler;
    tcp::acceptor acceptor;
    std::uint16_t port = 0;
    ConnectionSet connections;
    std::unique_ptr<Timer> acceptTimer; ///< Runs while accepting pauses.
    std::unique_ptr<Timer> patienceTimer;
    Task shutDownDone;
};

boost::system::error_code Server::Private::bind(const tcp::endpoint &endpoint)
{
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (error)
        return error;
    // Connections of an earlier run that linger do not make a port taken; a listener does.
    acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (error)
        return error;
    acceptor.bind(endpoint, error);
    if (error)
        return error;
    acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return error;
    port = acceptor.local_endpoint(error).port();
    return error;
}

asio::awaitable<void> Server::Private::acceptLoop(std::shared_ptr<Private> self)
{
    while (self->acceptor.is_open() && !self->acceptTimer) {
        auto [error, socket] = co_await self->acceptor.async_accept(asTuple);
        self->loop.d().turn([&] { self->accepted(error, std::move(socket)); });
    }
}

void Server::Private::startAccepting()
{
    asio::co_spawn(loop.d().context, acceptLoop(shared_from_this()), [](const std::exception_ptr &exception) {
        if (exception)
            qCCritical(netLog, "The listener failed and takes no more connections");
    });
}

void Server::Private::accepted(const boost::system::error_code &error, tcp::socket socket)
{
    if (!acceptor.is_open())
        return;
    if (!error) {
        admit(std::move(socket));
        return;
    }
    if (error == asio::error::connection_aborted)
        return;
    qCWarning(netLog, "Cannot accept a connection: %s", error.message().c_str());
    acceptTimer = loop.after(acceptPause, [this] {
        acceptTimer.reset();
        startAccepting();
    });
}

void Server::Private::admit(tcp::socket socket)
{
    if (connections.count() >= limits.connectionCountMax)
        return;
    const QByteArray peer = peerAddress(socket);
    const auto connection =
        std::make_shared<Connection>(loop.d(), std::move(socket), limits,
                                     [this](const std::shared_ptr<Connection> &closed) { remove(closed); });
    connections.add(connection);
    connection->start(std::make_shared<HttpSession>(*connection, limits, handler, peer));
}

void Server::Private::remove(const std::shared_ptr<Connection> &connection)
{
    connections.remove(connection);
    if (connections.isEmpty() && shutDownDone)
        finishShutDown();
}

void Server::Private::stopAccepting()
{
    acceptTimer.reset();
    boost::system::error_code ignored;
    acceptor.close(ignored);
}

void Server::Private::finishShutDown()
{
    patienceTimer.reset();
    loop.post(std::exchange(shutDownDone, nullptr));
}

Result<std::unique_ptr<Server>> Server::listen(IoLoop &loop, const QString &host, std::uint16_t port,
                                               const ServerLimits &limits, Handler &handler)
{
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host.toStdString(), error);
    if (error)
        return failure(ErrorCode::AddressInvalid, u"\"%1\" is not an IP address."_s.arg(host));
    const auto d = std::make_shared<Private>(loop, limits, handler);
    error = d->bind(tcp::endpoint(address, port));
    if (error)
        return listenFailure(error, u"%1, port %2"_s.arg(host, QString::number(port)));
    d->startAccepting();
    return std::unique_ptr<Server>(new Server(d));
}

Server::Server(std::shared_ptr<Private> d)
    : m_d(std::move(d))
{}

Server::~Server()
{
    m_d->stopAccepting();
    m_d->patienceTimer.reset();
    m_d->connections.abandonAll();
}

std::uint16_t Server::port() const
{
    return m_d->port;
}

int Server::connectionCount() const
{
    return m_d->connections.count();
}

void Server::shutDown(std::uint16_t code, const QByteArray &reason, std::chrono::milliseconds patience,
                      Task done)
{
    m_d->stopAccepting();
    m_d->shutDownDone = std::move(done);
    if (m_d->connections.isEmpty()) {
        m_d->finishShutDown();
        return;
    }
    m_d->patienceTimer = m_d->loop.after(patience, [d = m_d.get()] {
        for (const auto &connection : d->connections)
            connection->fail();
    });
    for (const auto &connection : m_d->connections)
        connection->shutDown(code, reason);
}

} // namespace rove::net
