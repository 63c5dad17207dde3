// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/net/testserver.h"

#include "protocol/base/ensure.h"

#include <QtCore/QByteArrayList>

namespace rove::net {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ServerLimits patientLimits()
{
    ServerLimits limits;
    limits.headerTimeout = limits.bodyTimeout = limits.idleTimeout = limits.writeTimeout = 20s;
    limits.webSocketCloseTimeout = limits.lingerTimeout = 1s;
    return limits;
}

qsizetype TestHandler::bodyBytesMax(const HttpRequest &head) const
{
    return head.target == "/small" ? 10 : limits::httpBodyBytesMax;
}

bool TestHandler::streamsBody(const HttpRequest &head) const
{
    return head.target == "/stream";
}

HttpResponse TestHandler::refuse(const HttpRequest &head, Refusal reason)
{
    switch (reason) {
    case Refusal::Malformed:
        return {.status = 400, .body = "malformed"};
    case Refusal::HeaderTooLong:
        return {.status = 431, .body = "header too long"};
    case Refusal::BodyTooLong:
        return {.status = 413, .body = head.target};
    case Refusal::TimedOut:
        return {.status = 408, .body = "timed out"};
    case Refusal::Unsupported:
        return {.status = 501, .body = "unsupported"};
    }
    return {.status = 500};
}

void TestHandler::handleRequest(HttpRequest request, std::shared_ptr<HttpResponder> responder)
{
    const HttpRequest &kept = requests.emplace_back(std::move(request));
    if (kept.target == "/late" || kept.target == "/stream") {
        responder->onGone([this] { ++goneCount; });
        lateResponders.push_back(std::move(responder));
    } else if (kept.target == "/big") {
        responder->respond({.body = QByteArray(8 * limits::mebi, 'x')});
    } else if (kept.target.startsWith("/status/")) {
        responder->respond({.status = kept.target.sliced(8).toInt(), .body = "status"});
    } else if (kept.target != "/drop") {
        responder->respond({.headers = {{"content-type", "text/plain"}},
                            .body = QByteArray(kept.method + ' ' + kept.target + '\n' + kept.body)});
    }
}

void TestHandler::handleUpgrade(HttpRequest request, std::shared_ptr<WebSocketUpgrade> upgrade)
{
    if (request.target == "/late") {
        upgrade->onGone([this] { ++goneCount; });
        lateUpgrades.push_back(std::move(upgrade));
    } else if (request.target == "/reject") {
        upgrade->reject({.status = 403, .body = "no"});
    } else if (request.target != "/drop") {
        accept(*upgrade, request.target == "/silent" ? Echo::No : Echo::Yes);
    }
}

void TestHandler::accept(WebSocketUpgrade &upgrade, Echo echo)
{
    upgrade.accept({{"x-extra", "yes"}}, [this, echo](std::unique_ptr<WebSocket> webSocket) {
        Socket *socket = sockets.emplace_back(std::make_unique<Socket>(std::move(webSocket))).get();
        WebSocket::Handlers handlers;
        handlers.onMessage = [socket, echo](const QByteArray &data, FrameKind kind) {
            socket->messages.append(data);
            if (echo == Echo::Yes)
                socket->webSocket->send(data, kind);
        };
        handlers.onClosed = [socket](std::uint16_t code, const QByteArray &reason) {
            ENSURE(!socket->closed);
            socket->closed = CloseFrame{.code = code, .reason = reason};
        };
        handlers.tooBig = {.code = 1011, .reason = "core.internal_error#ray"};
        handlers.invalidText = {.code = 1007, .reason = "message.invalid_utf8"};
        socket->webSocket->start(std::move(handlers));
    });
}

TestServer::TestServer(const ServerLimits &limits)
{
    auto server = Server::listen(m_loop, u"127.0.0.1"_s, 0, limits, m_handler);
    ENSURE(server);
    m_server = std::move(*server);
    m_port = m_server->port();
    m_thread = std::jthread([this] { m_loop.run(); });
}

TestServer::~TestServer()
{
    onLoop([this] { m_server.reset(); });
    m_loop.stop();
    m_thread.join();
}

QString TestServer::url(const QString &scheme, const QString &path) const
{
    return u"%1://127.0.0.1:%2%3"_s.arg(scheme, QString::number(m_port), path);
}

int TestServer::connectionCount()
{
    return onLoop([this] { return m_server->connectionCount(); });
}

int TestServer::socketCount()
{
    return onLoop([this] { return static_cast<int>(m_handler.sockets.size()); });
}

int TestServer::goneCount()
{
    return onLoop([this] { return m_handler.goneCount; });
}

std::optional<CloseFrame> TestServer::closed(std::size_t index)
{
    return onLoop([&] { return m_handler.sockets.at(index)->closed; });
}

QByteArrayList TestServer::messages(std::size_t index)
{
    return onLoop([&] { return m_handler.sockets.at(index)->messages; });
}

} // namespace rove::net
