// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QTcpServer>
#include <QtWebSockets/QWebSocketServer>

#include <chrono>
#include <functional>
#include <memory>

class QTcpSocket;
class QWebSocket;

namespace rove::test {

struct ScriptedRequest {
    QByteArray method;
    /// With its query, as it was sent.
    QByteArray target;
    /// Names in lower case.
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;

    /// Without the query.
    [[nodiscard]] QByteArray path() const { return target.split('?').constFirst(); }
};

struct ScriptedReply {
    enum class End {
        Whole,
        /// The answer never comes; the connection stays.
        Never,
        /// The connection is cut instead of an answer.
        Cut,
        /// The connection is cut in the middle of the body.
        CutInBody,
    };
    int status = 200;
    QByteArray body = {};
    QByteArray contentType = "application/json";
    End end = End::Whole;
    /// More header lines, each ending in CR LF.
    QByteArray headerLines = {};
    /// If set, sent instead of an HTTP answer.
    QByteArray raw = {};
};

/// A server in the test's own process and thread, on a free port of the loopback, that answers HTTP and opens
/// WebSockets as the test says: also wrongly, half, or never. It is a SOCKS5 proxy, too, that leads to itself
/// whatever address is asked for. Remembers every request. Deleting or closing it
/// cuts all connections.
class ScriptedServer : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<ScriptedReply(const ScriptedRequest &)>;
    /// Gets each opened socket with the request that opened it.
    using SocketHandler = std::function<void(QWebSocket *, const ScriptedRequest &)>;

    explicit ScriptedServer(QObject *parent = nullptr);
    ~ScriptedServer() override;

    /// On the port it had before, if it had one. Ends the program if that cannot be done.
    void listen();
    /// From now on everything is TLS, on the same port.
    void useTls(const QSslConfiguration &configuration);
    /// Cuts all connections and answers no more.
    void close();
    /// Cuts all connections, but takes new ones.
    void cutConnections();

    [[nodiscard]] quint16 port() const { return m_port; }
    /// `http://127.0.0.1:port`, or with `https` once it uses TLS.
    [[nodiscard]] QString url() const;

    void setHandler(Handler handler) { m_handler = std::move(handler); }
    void setSocketHandler(SocketHandler handler) { m_socketHandler = std::move(handler); }

    /// Every HTTP request and every WebSocket upgrade so far, in order.
    [[nodiscard]] const QList<ScriptedRequest> &requests() const { return m_requests; }
    /// How many had this method and a path that begins so; an empty method stands for all.
    [[nodiscard]] qsizetype requestCount(const QByteArray &method, const QByteArray &pathBegin = "/") const;
    void forgetRequests() { m_requests.clear(); }

private:
    void onConnection();
    void onReadyRead(QTcpSocket *socket);
    static void answerAsProxy(QTcpSocket *socket, const QByteArray &bytes);
    void answer(QTcpSocket *socket, const ScriptedRequest &request);
    void onUpgraded();

    std::unique_ptr<QTcpServer> m_server;
    bool m_usesTls = false;
    std::unique_ptr<QWebSocketServer> m_upgrader;
    quint16 m_port = 0;
    Handler m_handler;
    SocketHandler m_socketHandler;
    QList<ScriptedRequest> m_requests;
    /// Upgrades in the order in which their sockets will open.
    QList<ScriptedRequest> m_upgrades;
    QList<QPointer<QTcpSocket>> m_sockets;
};

} // namespace rove::test
