// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/connectionset.h"
#include "engine/net/httpclientsession.h"
#include "engine/net/requestwriter.h"
#include "engine/net/tls.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace rove::net {

/// What the calls of one client share.
struct ClientShared {
    ClientShared(IoLoop &ioLoop, const ClientLimits &clientLimits);

    /// Read when the first call needs it.
    [[nodiscard]] Result<std::shared_ptr<const TlsTrust>> trust();

    IoLoop &loop;
    const ClientLimits limits;
    ConnectionSet connections;

private:
    std::shared_ptr<const TlsTrust> m_trust;
};

/// One request from the look-up of its host to the end of its answer. Held by its exchange, and by the
/// coroutine that connects; once cancelled, or once its client is gone, it falls silent and lets everything
/// go.
class ClientCall final : public Asker, public std::enable_shared_from_this<ClientCall> {
public:
    /// Where the answer goes: `onOpened` for a WebSocket, the rest for others.
    struct Receiver {
        Client::Handlers handlers;
        Client::Opened onOpened;
    };

    ClientCall(const std::shared_ptr<ClientShared> &client, Receiver receiver);

    /// `subprotocols` count only if the receiver wants a WebSocket.
    void start(const ClientRequest &request, const QByteArrayList &subprotocols);
    void cancel();

    void answered(ResponseHead head) override;
    void bodyCame(QByteArray piece) override;
    void opened(OpenedWebSocket socket) override;
    void ended(Result<> outcome) override;

private:
    using Tcp = boost::asio::ip::tcp;

    [[nodiscard]] Result<> prepare(const ClientRequest &request, const QByteArrayList &subprotocols);
    [[nodiscard]] static boost::asio::awaitable<void> dial(std::shared_ptr<ClientCall> self);
    [[nodiscard]] static boost::asio::awaitable<void> lookUp(std::shared_ptr<ClientCall> self);
    void connected(ClientShared &client);
    void couldNotConnect(const boost::system::error_code &error);
    void setTimeout(std::chrono::milliseconds timeout);
    void timedOut();
    void release();

    std::weak_ptr<ClientShared> m_client;
    std::shared_ptr<Receiver> m_receiver; ///< Null once it has been told the end, or does not want to be.
    Destination m_destination;
    OutgoingRequest m_request;
    std::chrono::milliseconds m_silenceTimeout{};
    std::vector<Tcp::endpoint> m_endpoints;
    std::optional<Tcp::resolver> m_resolver;
    std::optional<Tcp::socket> m_socket; ///< Until it becomes a connection.
    std::weak_ptr<HttpClientSession> m_session;
    std::unique_ptr<Timer> m_timer;
    bool m_isOver = false;
};

} // namespace rove::net
