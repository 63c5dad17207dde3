// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/handshake.h"
#include "tests/unit/engine/net/clientrig.h"
#include "tests/unit/ui/client/tlsfixture.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryFile>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <QtNetwork/QSslSocket>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::net {

namespace {

/// An HTTPS server of Qt's that keeps what its last client sent. Lives in the test's event loop.
class SecureServer : public QSslServer {
public:
    SecureServer(const QByteArray &certificate, const QByteArray &key)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(certificate));
        configuration.setPrivateKey(QSslKey(key, QSsl::Ec));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setAllowedNextProtocols({"http/1.1"});
        setSslConfiguration(configuration);
        connect(this, &QSslServer::pendingConnectionAvailable, this, [this] {
            peer = nextPendingConnection();
            connect(peer, &QIODevice::readyRead, this, [this] { received += peer->readAll(); });
        });
        listen(QHostAddress(QHostAddress::LocalHost));
    }

    [[nodiscard]] QUrl url(const QString &scheme = u"https"_s, const QString &host = u"127.0.0.1"_s) const
    {
        return QUrl(u"%1://%2:%3/path"_s.arg(scheme, host, QString::number(serverPort())));
    }
    void send(const QByteArray &bytes) const { peer->write(bytes); }

    QTcpSocket *peer = nullptr;
    QByteArray received;
};

} // namespace

/// The same client inside TLS, with certificates that the machine's store knows, and others.
class ClientTlsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void fetchesFromAHostItCanTrust_data();
    void fetchesFromAHostItCanTrust();
    void carriesMuchInBothDirections();
    void opensAWebSocket();
    void refusesAHostItCannotTrust_data();
    void refusesAHostItCannotTrust();
    void failsOnAPeerThatSpeaksNoTls();
    void timesOutOnAHandshakeThatNobodyAnswers();

private:
    QTemporaryFile m_authorities;
};

/// From here on the machine's store is the one authority of the fixture.
void ClientTlsTest::initTestCase()
{
    QVERIFY(m_authorities.open());
    m_authorities.write(test::authorityCertificate);
    QVERIFY(m_authorities.flush());
    qputenv("SSL_CERT_FILE", m_authorities.fileName().toLocal8Bit());
    qputenv("SSL_CERT_DIR", "/nonexistent");
}

void ClientTlsTest::fetchesFromAHostItCanTrust_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("by address") << u"127.0.0.1"_s;
    QTest::newRow("by name") << u"localhost"_s;
}

void ClientTlsTest::fetchesFromAHostItCanTrust()
{
    QFETCH(QString, host);
    const SecureServer server(test::serverCertificate, test::serverKey);
    ClientRig client;
    client.send({.url = server.url(u"https"_s, host)});
    QTRY_VERIFY(server.received.contains("\r\n\r\n"));
    QVERIFY(server.received.startsWith(QByteArray("GET /path HTTP/1.1\r\nhost: " + host.toLatin1())));
    server.send("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret");
    QTRY_VERIFY(client.answer().end);
    QVERIFY(*client.answer().end);
    QCOMPARE(client.answer().body, "secret");
}

void ClientTlsTest::carriesMuchInBothDirections()
{
    const SecureServer server(test::serverCertificate, test::serverKey);
    const QByteArray there(3 * limits::mebi, 't');
    const QByteArray back(5 * limits::mebi, 'b');
    ClientRig client;
    client.send({.method = "POST", .url = server.url(), .body = there});
    QTRY_VERIFY(server.received.endsWith(there));
    server.send("HTTP/1.1 200 OK\r\ncontent-length: " + QByteArray::number(back.size()) + "\r\n\r\n" + back);
    QTRY_VERIFY(client.answer().end);
    QVERIFY(*client.answer().end);
    QCOMPARE(client.answer().body, back);
}

void ClientTlsTest::opensAWebSocket()
{
    SecureServer server(test::serverCertificate, test::serverKey);
    ClientRig client;
    client.openWebSocket({.url = server.url(u"wss"_s)}, {"rivet"});
    QTRY_VERIFY(server.received.contains("\r\n\r\n"));
    static const QRegularExpression key(u"sec-websocket-key: (\\S+)"_s);
    const QString sent = key.match(QString::fromLatin1(server.received)).captured(1);
    server.received.clear();
    server.send("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                "sec-websocket-protocol: rivet\r\nsec-websocket-accept: " +
                webSocketAccept(sent.toLatin1()) + "\r\n\r\n" + QByteArray::fromHex("8205") + "hello");
    QTRY_COMPARE(client.socket().messages, QByteArrayList{"hello"});
    client.sendMessage("back");
    QTRY_COMPARE(server.received.size(), 2 + 4 + 4);
    client.close(1000, "bye");
    QTRY_COMPARE(server.received.size(), 2 + 4 + 4 + 2 + 4 + 5);
    server.send(QByteArray::fromHex("880203e8"));
    QTRY_VERIFY(client.socket().closed);
    QCOMPARE(client.socket().closed->code, 1000);
    QTRY_COMPARE(server.peer->state(), QAbstractSocket::UnconnectedState);
}

void ClientTlsTest::refusesAHostItCannotTrust_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nobody signed it")
        << test::selfSignedCertificate << test::selfSignedKey << u"127.0.0.1"_s << u"self-signed"_s;
    QTest::newRow("it is past its time")
        << test::expiredCertificate << test::expiredKey << u"127.0.0.1"_s << u"expired"_s;
    QTest::newRow("it is another's name")
        << test::otherNameCertificate << test::otherNameKey << u"localhost"_s << u"ostname mismatch"_s;
    QTest::newRow("it is another's address")
        << test::otherNameCertificate << test::otherNameKey << u"127.0.0.1"_s << u"IP address mismatch"_s;
}

void ClientTlsTest::refusesAHostItCannotTrust()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QString, host);
    QFETCH(QString, reason);
    const SecureServer server(certificate, key);
    ClientRig client;
    client.send({.url = server.url(u"https"_s, host)});
    QTRY_VERIFY(client.answer().end);
    QVERIFY(!*client.answer().end);
    QCOMPARE(client.answer().end->error().code, ErrorCode::ClientTls);
    QVERIFY2(client.answer().end->error().message.contains(reason),
             qPrintable(client.answer().end->error().message));
    QVERIFY(server.received.isEmpty());
}

void ClientTlsTest::failsOnAPeerThatSpeaksNoTls()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    connect(&server, &QTcpServer::newConnection, &server,
            [&server] { server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    ClientRig client;
    client.send({.url = QUrl(u"https://127.0.0.1:%1/"_s.arg(server.serverPort()))});
    QTRY_VERIFY(client.answer().end);
    QCOMPARE(client.answer().end->error().code, ErrorCode::ClientTls);
}

void ClientTlsTest::timesOutOnAHandshakeThatNobodyAnswers()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
    ClientRig client;
    client.send({.url = QUrl(u"https://127.0.0.1:%1/"_s.arg(server.serverPort())), .answerTimeout = 50ms});
    QTRY_VERIFY(client.answer().end);
    QCOMPARE(client.answer().end->error().code, ErrorCode::ClientTimeout);
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::ClientTlsTest)
#include "tst_clienttls.moc"
