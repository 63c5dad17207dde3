// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "tests/unit/ui/client/tlsfixture.h"
#include "ui/client/inspectorsession.h"
#include "ui/client/tlsproblem.h"

#include <QtCore/QCborMap>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::await;
using test::ScriptedEngine;

/// TLS and proxies as a connection uses them: HTTP and the inspector's socket, against a server of our own
/// authority.
class TestSecureConnection : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_authority = write(u"ca.pem"_s, test::authorityCertificate);
        m_certificate = write(u"client.pem"_s, test::clientCertificate);
        m_key = write(u"client.key"_s, test::clientKey);
    }

    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_id = m_engine->addActor(u"counter"_s, u"a"_s, QCborMap{{u"count"_s, 1}}).record.actorId;
    }

    void anAuthorityOfOnesOwnIsTrustedByHttpAndByTheInspector()
    {
        serve(test::serverCertificate, test::serverKey);
        HttpClient http(endpoint({.authorityFile = m_authority}), WriteMode::ReadOnly);
        QCOMPARE(await(ManagerClient(http).metadata())->version, u"2.3.19"_s);
        InspectorSession session(http, m_id);
        session.open();
        QTRY_COMPARE(session.phase(), InspectorSession::Phase::Live);
        QCOMPARE(session.state().value, QCborValue(QCborMap{{u"count"_s, 1}}));
    }

    void saysWhyACertificateIsRefused_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("trustsAuthority");
        QTest::addColumn<TlsReason>("reason");
        QTest::newRow("self-signed") << test::selfSignedCertificate << test::selfSignedKey << false
                                     << TlsReason::SelfSigned;
        QTest::newRow("unknown authority")
            << test::serverCertificate << test::serverKey << false << TlsReason::UnknownAuthority;
        QTest::newRow("expired") << test::expiredCertificate << test::expiredKey << true
                                 << TlsReason::Expired;
        QTest::newRow("another name")
            << test::otherNameCertificate << test::otherNameKey << true << TlsReason::NameMismatch;
    }

    void saysWhyACertificateIsRefused()
    {
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, key);
        QFETCH(bool, trustsAuthority);
        serve(certificate, key);
        HttpClient http(endpoint({.authorityFile = trustsAuthority ? m_authority : QString()}),
                        WriteMode::ReadOnly);
        const Result<manager::Metadata> metadata = await(ManagerClient(http).metadata());
        QVERIFY(!metadata);
        QCOMPARE(metadata.error().code, ErrorCode::ClientTls);
        QTEST(tlsReasonOf(metadata.error()), "reason");
        QVERIFY(!isTransient(metadata.error()));
        QVERIFY(m_engine->requests().isEmpty());
    }

    void aServerThatWantsAClientCertificateGetsIt()
    {
        serve(test::serverCertificate, test::serverKey, Demand::ClientCertificate);
        HttpClient http(
            endpoint({.authorityFile = m_authority, .certificateFile = m_certificate, .keyFile = m_key}),
            WriteMode::ReadOnly);
        QVERIFY(await(ManagerClient(http).metadata()));
        InspectorSession session(http, m_id);
        session.open();
        QTRY_COMPARE(session.phase(), InspectorSession::Phase::Live);
    }

    void saysThatAClientCertificateIsWanted()
    {
        serve(test::serverCertificate, test::serverKey, Demand::ClientCertificate);
        HttpClient http(endpoint({.authorityFile = m_authority}), WriteMode::ReadOnly);
        const Result<manager::Metadata> metadata = await(ManagerClient(http).metadata());
        QVERIFY(!metadata);
        QVERIFY2(metadata.error().code == ErrorCode::ClientTls, qPrintable(metadata.error().message));
        QCOMPARE(tlsReasonOf(metadata.error()), TlsReason::ClientCertificateWanted);
    }

    void saysThatAServerDoesNotSpeakTls()
    {
        QTcpServer plain;
        connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
            QTcpSocket *socket = plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket,
                    [socket] { socket->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        });
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        HttpClient http(Endpoint::parse(u"https://127.0.0.1:%1"_s.arg(plain.serverPort())).value(),
                        WriteMode::ReadOnly);
        const Result<manager::Metadata> metadata = await(ManagerClient(http).metadata());
        QVERIFY(!metadata);
        QCOMPARE(metadata.error().code, ErrorCode::ClientTls);
        QCOMPARE(tlsReasonOf(metadata.error()), TlsReason::NotTls);
    }

    void aBadFileIsToldByEveryRequestAndByTheInspector()
    {
        serve(test::serverCertificate, test::serverKey);
        HttpClient http(endpoint({.authorityFile = u"/nowhere/ca.pem"_s}), WriteMode::ReadOnly);
        const Result<manager::Metadata> metadata = await(ManagerClient(http).metadata());
        QCOMPARE(tlsReasonOf(metadata.error()), TlsReason::FileMissing);
        InspectorSession session(http, m_id);
        session.open();
        QTRY_COMPARE(session.phase(), InspectorSession::Phase::Failed);
        QCOMPARE(tlsReasonOf(session.error().value()), TlsReason::FileMissing);
        QVERIFY(m_engine->requests().isEmpty());
    }

    void httpAndTheInspectorTakeTheProxy()
    {
        Endpoint place = Endpoint::parse(u"http://rivet.invalid:1234"_s).value();
        place.transport.proxy = {
            .kind = ProxyOptions::Kind::Http, .host = u"127.0.0.1"_s, .port = startProxy()};
        HttpClient http(place, WriteMode::ReadOnly);
        QCOMPARE(await(ManagerClient(http).metadata())->version, u"2.3.19"_s);
        QVERIFY(m_heads.constFirst().contains("rivet.invalid"));
        InspectorSession session(http, m_id);
        session.open();
        QTRY_COMPARE(session.phase(), InspectorSession::Phase::Live);
        const bool hasTunnel = std::ranges::any_of(
            m_heads, [](const QByteArray &head) { return head.startsWith("CONNECT rivet.invalid:1234"); });
        QVERIFY(hasTunnel);
    }

    void saysThatTheProxyIsNotThere()
    {
        Endpoint place = Endpoint::parse(u"http://rivet.invalid:1234"_s).value();
        quint16 port;
        {
            const ScriptedEngine gone;
            port = gone.port();
        }
        for (const auto kind : {ProxyOptions::Kind::Http, ProxyOptions::Kind::Socks5}) {
            place.transport.proxy = {.kind = kind, .host = u"127.0.0.1"_s, .port = port};
            HttpClient http(place, WriteMode::ReadOnly);
            const Result<manager::Metadata> metadata = await(ManagerClient(http).metadata());
            QCOMPARE(metadata.error().code, ErrorCode::ClientUnreachable);
            QCOMPARE(metadata.error().metadata.value(u"reason"_s).toString(), u"proxy"_s);
        }
    }

private:
    enum class Demand { Nothing, ClientCertificate };

    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("the folder cannot be written");
        return file.fileName();
    }

    void serve(const QByteArray &certificate, const QByteArray &key, Demand demand = Demand::Nothing) const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(certificate));
        configuration.setPrivateKey(QSslKey(key, QSsl::Ec));
        if (demand == Demand::ClientCertificate) {
            configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
            configuration.setMissingCertificateIsFatal(true);
            configuration.setCaCertificates({QSslCertificate(test::authorityCertificate)});
        }
        m_engine->useTls(configuration);
    }

    [[nodiscard]] Endpoint endpoint(const TlsOptions &tls) const
    {
        return Endpoint::parse(m_engine->url()).value().withTransport({.tls = tls});
    }

    /// A proxy for everything, wherever it is asked to go: to the scripted engine.
    quint16 startProxy()
    {
        connect(&m_proxy, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *client = m_proxy.nextPendingConnection();
            auto *server = new QTcpSocket(client);
            server->connectToHost(QHostAddress::LocalHost, m_engine->port());
            connect(client, &QTcpSocket::readyRead, server,
                    [this, client, server] { carry(client, server); });
            connect(server, &QTcpSocket::readyRead, client,
                    [client, server] { client->write(server->readAll()); });
        });
        if (!m_proxy.listen(QHostAddress::LocalHost))
            qFatal("the proxy cannot listen");
        return m_proxy.serverPort();
    }

    void carry(QTcpSocket *client, QTcpSocket *server)
    {
        QByteArray bytes = client->readAll();
        const bool isTunnelled = client->property("tunnelled").toBool();
        if (!isTunnelled)
            m_heads.append(bytes);
        if (!isTunnelled && bytes.startsWith("CONNECT")) {
            client->setProperty("tunnelled", true);
            client->write("HTTP/1.1 200 Fine\r\n\r\n");
            return;
        }
        server->write(bytes.replace("http://rivet.invalid:1234", ""));
    }

    QTemporaryDir m_folder;
    QString m_authority;
    QString m_certificate;
    QString m_key;
    std::unique_ptr<ScriptedEngine> m_engine;
    QString m_id;
    QTcpServer m_proxy;
    QList<QByteArray> m_heads;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestSecureConnection)
#include "tst_secureconnection.moc"
