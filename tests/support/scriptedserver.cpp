// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedserver.h"

#include <QtNetwork/QSslServer>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>

#include <algorithm>
#include <optional>

namespace rove::test {

using namespace Qt::StringLiterals;

namespace {

/// What a SOCKS5 client says first and no HTTP client does.
constexpr char socksVersion = 5;

std::optional<ScriptedRequest> readHead(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    QList<QByteArray> lines = bytes.first(end).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    ScriptedRequest request{.method = first.value(0), .target = first.value(1), .headers = {}, .body = {}};
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    return request;
}

QByteArray head(const ScriptedReply &reply)
{
    return "HTTP/1.1 " + QByteArray::number(reply.status) +
           " Scripted\r\nContent-Type: " + reply.contentType +
           "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\n" + reply.headerLines +
           "\r\n";
}

} // namespace

ScriptedServer::ScriptedServer(QObject *parent)
    : QObject(parent)
    , m_server(std::make_unique<QTcpServer>())
    , m_upgrader(std::make_unique<QWebSocketServer>(u"Scripted"_s, QWebSocketServer::NonSecureMode))
{
    m_upgrader->setSupportedSubprotocols({u"rivet"_s});
    connect(m_upgrader.get(), &QWebSocketServer::newConnection, this, &ScriptedServer::onUpgraded);
    listen();
}

ScriptedServer::~ScriptedServer()
{
    close();
}

void ScriptedServer::listen()
{
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::onConnection,
            Qt::UniqueConnection);
    if (!m_server->listen(QHostAddress::LocalHost, m_port))
        qFatal("the scripted server cannot listen: %s", qPrintable(m_server->errorString()));
    m_port = m_server->serverPort();
}

void ScriptedServer::useTls(const QSslConfiguration &configuration)
{
    close();
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    m_server = std::move(server);
    m_usesTls = true;
    listen();
}

void ScriptedServer::close()
{
    m_server->close();
    cutConnections();
}

void ScriptedServer::cutConnections()
{
    for (const QPointer<QTcpSocket> &socket : std::exchange(m_sockets, {}))
        if (socket)
            socket->abort();
    m_upgrades.clear();
}

QString ScriptedServer::url() const
{
    return (m_usesTls ? u"https"_s : u"http"_s) % u"://127.0.0.1:"_s % QString::number(m_port);
}

qsizetype ScriptedServer::requestCount(const QByteArray &method, const QByteArray &pathBegin) const
{
    return std::ranges::count_if(m_requests, [&](const ScriptedRequest &request) {
        return (method.isEmpty() || request.method == method) && request.path().startsWith(pathBegin);
    });
}

void ScriptedServer::onConnection()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        m_sockets.append(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        // What came with the end of a TLS handshake has been announced already.
        if (socket->bytesAvailable() > 0)
            onReadyRead(socket);
    }
}

void ScriptedServer::onReadyRead(QTcpSocket *socket)
{
    const QByteArray bytes = socket->peek(socket->bytesAvailable());
    if (bytes.startsWith(socksVersion))
        return answerAsProxy(socket, bytes);
    std::optional<ScriptedRequest> request = readHead(bytes);
    if (!request)
        return;
    if (request->headers.value("upgrade").toLower() == "websocket") {
        m_requests.append(*request);
        m_upgrades.append(*request);
        disconnect(socket, nullptr, this, nullptr);
        disconnect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        m_upgrader->handleConnection(socket);
        return;
    }
    const qsizetype headSize = bytes.indexOf("\r\n\r\n") + 4;
    const qsizetype bodySize = request->headers.value("content-length").toLongLong();
    if (bytes.size() < headSize + bodySize)
        return;
    request->body = bytes.sliced(headSize, bodySize);
    socket->skip(headSize + bodySize);
    m_requests.append(*request);
    answer(socket, *request);
}

/// RFC 1928, 3 to 6: a greeting of three bytes, without authentication, then what to connect to; the client
/// waits for each answer.
void ScriptedServer::answerAsProxy(QTcpSocket *socket, const QByteArray &bytes)
{
    constexpr qsizetype greetingSize = 3;
    constexpr qsizetype requestSizeMin = 7;
    if (bytes.size() < greetingSize || (bytes.size() > greetingSize && bytes.size() < requestSizeMin))
        return;
    socket->skip(bytes.size());
    socket->write(bytes.size() == greetingSize ? QByteArray("\x05\0", 2)
                                               : QByteArray("\x05\0\0\x01\0\0\0\0\0\0", 10));
}

void ScriptedServer::answer(QTcpSocket *socket, const ScriptedRequest &request)
{
    const QPointer<QTcpSocket> guard = socket;
    const ScriptedReply reply = m_handler ? m_handler(request) : ScriptedReply{.status = 404};
    if (!guard || reply.end == ScriptedReply::End::Never)
        return;
    switch (reply.end) {
    case ScriptedReply::End::Cut:
        socket->abort();
        return;
    case ScriptedReply::End::CutInBody:
        socket->write(head(reply) + reply.body.first(reply.body.size() / 2));
        socket->disconnectFromHost();
        return;
    default:
        break;
    }
    if (!reply.raw.isEmpty()) {
        socket->write(reply.raw);
        return;
    }
    socket->write(head(reply) + reply.body);
}

void ScriptedServer::onUpgraded()
{
    while (QWebSocket *socket = m_upgrader->nextPendingConnection()) {
        const ScriptedRequest request = m_upgrades.isEmpty() ? ScriptedRequest() : m_upgrades.takeFirst();
        socket->setParent(this);
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        if (m_socketHandler)
            m_socketHandler(socket, request);
    }
}

} // namespace rove::test
