// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/clientcall.h"

#include "engine/net/handshake.h"

#include <QtCore/QLoggingCategory>
#include <QtCore/QRandomGenerator>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace rove::net {

namespace asio = boost::asio;

namespace {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(netLog, "rove.net")

constexpr auto asTuple = asio::as_tuple(asio::deferred);

QByteArray handshakeKey()
{
    std::array<quint32, 4> words = {}; // 16 bytes (RFC 6455 4.1).
    QRandomGenerator::system()->fillRange(words.data(), std::ssize(words));
    const auto bytes = std::bit_cast<std::array<char, sizeof words>>(words);
    return QByteArray(bytes.data(), std::ssize(bytes)).toBase64();
}

} // namespace

ClientShared::ClientShared(IoLoop &ioLoop, const ClientLimits &clientLimits)
    : loop(ioLoop)
    , limits(clientLimits)
    , connections(ioLoop, std::min({clientLimits.writeTimeout, clientLimits.webSocketCloseTimeout,
                                    clientLimits.lingerTimeout}))
{}

Result<std::shared_ptr<const TlsTrust>> ClientShared::trust()
{
    if (!m_trust)
        m_trust = TRY(TlsTrust::ofThisMachine());
    return m_trust;
}

ClientCall::ClientCall(const std::shared_ptr<ClientShared> &client, Receiver receiver)
    : m_client(client)
    , m_receiver(std::make_shared<Receiver>(std::move(receiver)))
{}

// --- Connecting ---

void ClientCall::start(const ClientRequest &request, const QByteArrayList &subprotocols)
{
    const auto client = m_client.lock();
    if (Result<> prepared = prepare(request, subprotocols); !prepared) {
        client->loop.post([self = weak_from_this(), prepared = std::move(prepared)] {
            if (const auto call = self.lock())
                call->ended(prepared);
        });
        return;
    }
    setTimeout(request.answerTimeout);
    asio::co_spawn(client->loop.d().context, dial(shared_from_this()), [](const std::exception_ptr &thrown) {
        if (thrown) // The timeout tells the receiver.
            qCWarning(netLog, "Connecting to a server failed with an exception");
    });
}

Result<> ClientCall::prepare(const ClientRequest &request, const QByteArrayList &subprotocols)
{
    m_destination = TRY(destinationOf(request.url));
    m_silenceTimeout = request.silenceTimeout;
    Headers handshake;
    if (m_receiver->onOpened) {
        m_request.webSocketKey = handshakeKey();
        m_request.subprotocols = subprotocols;
        handshake = handshakeHeaders(m_request.webSocketKey, subprotocols);
    }
    m_request.head = requestHead(request, m_destination, handshake);
    m_request.body = request.body;
    if (request.method == "HEAD")
        m_request.expects = ResponseParser::Expects::NoBody;
    return {};
}

asio::awaitable<void> ClientCall::lookUp(std::shared_ptr<ClientCall> self)
{
    boost::system::error_code error;
    const auto address = asio::ip::make_address(self->m_destination.host.toStdString(), error);
    if (!error) {
        self->m_endpoints.emplace_back(address, self->m_destination.port);
        co_return;
    }
    const std::string host = self->m_destination.host.toStdString();
    const std::string port = std::to_string(self->m_destination.port);
    const auto [lookUpError, results] = co_await self->m_resolver->async_resolve(host, port, asTuple);
    for (const auto &result : results)
        self->m_endpoints.push_back(result.endpoint());
}

asio::awaitable<void> ClientCall::dial(std::shared_ptr<ClientCall> self)
{
    const auto executor = co_await asio::this_coro::executor;
    self->m_resolver.emplace(executor);
    co_await lookUp(self);
    boost::system::error_code error = asio::error::host_not_found;
    for (const Tcp::endpoint &endpoint : std::exchange(self->m_endpoints, {})) {
        if (self->m_isOver)
            co_return;
        self->m_socket.emplace(executor);
        std::tie(error) = co_await self->m_socket->async_connect(endpoint, asTuple);
        if (!error)
            break;
    }
    const auto client = self->m_client.lock();
    if (!client)
        self->release(); // It must not hold the server's connection any longer.
    if (self->m_isOver)
        co_return;
    client->loop.d().turn([&] {
        if (error)
            self->couldNotConnect(error);
        else
            self->connected(*client);
    });
}

void ClientCall::couldNotConnect(const boost::system::error_code &error)
{
    const QString where = QString::fromLatin1(m_destination.host);
    if (error == asio::error::host_not_found)
        return ended(failure(ErrorCode::ClientUnreachable, u"There is no host %1."_s.arg(where)));
    ended(failure(ErrorCode::ClientUnreachable,
                  u"%1, port %2, cannot be reached: %3."_s.arg(where, QString::number(m_destination.port),
                                                               QString::fromStdString(error.message()))));
}

void ClientCall::connected(ClientShared &client)
{
    std::unique_ptr<TlsLayer> tls;
    if (m_destination.isSecure) {
        auto made = client.trust().and_then(
            [this](auto trust) { return TlsLayer::to(std::move(trust), m_destination.host); });
        if (!made)
            return ended(std::unexpected(std::move(made).error()));
        tls = *std::move(made);
    }
    const auto connection = std::make_shared<Connection>(
        client.loop.d(), *std::exchange(m_socket, std::nullopt), client.limits,
        [client = m_client](const std::shared_ptr<Connection> &closed) {
            if (const auto shared = client.lock())
                shared->connections.remove(closed);
        },
        std::move(tls));
    client.connections.add(connection);
    const auto session = std::make_shared<HttpClientSession>(*connection, client.limits, std::move(m_request),
                                                             weak_from_this());
    m_session = session;
    connection->start(session);
}

// --- Ending ---

void ClientCall::setTimeout(std::chrono::milliseconds timeout)
{
    if (const auto client = m_client.lock())
        m_timer = client->loop.after(timeout, [this] { timedOut(); });
}

void ClientCall::timedOut()
{
    const auto self = shared_from_this();
    const auto session = m_session.lock();
    ended(failure(ErrorCode::ClientTimeout,
                  u"%1 does not answer in time."_s.arg(QString::fromLatin1(m_destination.authority))));
    if (session)
        session->cancel();
}

void ClientCall::cancel()
{
    m_receiver.reset();
    const auto session = m_session.lock();
    release();
    if (session)
        session->cancel();
}

void ClientCall::release()
{
    m_isOver = true;
    m_timer.reset();
    m_session.reset();
    if (m_resolver)
        m_resolver->cancel();
    boost::system::error_code ignored; // It is given up.
    if (m_socket)
        m_socket->close(ignored);
}

// --- What the session says ---

// A handler may cancel the call: the receiver is held meanwhile.

void ClientCall::answered(ResponseHead head)
{
    setTimeout(m_silenceTimeout);
    const auto receiver = m_receiver;
    if (receiver && receiver->handlers.onHead)
        receiver->handlers.onHead(std::move(head));
}

void ClientCall::bodyCame(QByteArray piece)
{
    setTimeout(m_silenceTimeout);
    const auto receiver = m_receiver;
    if (receiver && receiver->handlers.onBody)
        receiver->handlers.onBody(std::move(piece));
}

void ClientCall::opened(OpenedWebSocket socket)
{
    release();
    const auto receiver = std::exchange(m_receiver, nullptr);
    if (receiver && receiver->onOpened)
        receiver->onOpened(std::move(socket));
}

void ClientCall::ended(Result<> outcome)
{
    release();
    const auto receiver = std::exchange(m_receiver, nullptr);
    if (!receiver)
        return;
    if (receiver->onOpened)
        receiver->onOpened(std::unexpected(outcome ? Error::of(ErrorCode::ClientProtocol) : outcome.error()));
    else if (receiver->handlers.onEnd)
        receiver->handlers.onEnd(std::move(outcome));
}

} // namespace rove::net
