// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ui/client/tlsfixture.h"
#include "ui/client/endpoint.h"
#include "ui/client/tlsproblem.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestTransportOptions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        write(u"ca.pem"_s, test::authorityCertificate);
        write(u"client.pem"_s, test::clientCertificate);
        write(u"client.key"_s, test::clientKey);
        write(u"encrypted.key"_s, test::encryptedClientKey);
        write(u"text.txt"_s, "This is no certificate.");
        write(u"huge.pem"_s, QByteArray(2 * 1024 * 1024, 'x'));
    }

    void readsAuthoritiesCertificateAndKey()
    {
        const Result<Transport> transport = resolve({.authorityFile = path(u"ca.pem"_s),
                                                     .certificateFile = path(u"client.pem"_s),
                                                     .keyFile = path(u"client.key"_s)});
        QVERIFY(transport);
        QVERIFY(transport->tls.caCertificates().contains(QSslCertificate(test::authorityCertificate)));
        QCOMPARE(transport->tls.localCertificate(), QSslCertificate(test::clientCertificate));
        QVERIFY(!transport->tls.privateKey().isNull());
    }

    void opensAKeyWithItsPassphrase()
    {
        const Result<Transport> transport = resolve({.certificateFile = path(u"client.pem"_s),
                                                     .keyFile = path(u"encrypted.key"_s),
                                                     .keyPassphrase = u"open-sesame"_s});
        QVERIFY(transport);
        QVERIFY(!transport->tls.privateKey().isNull());
    }

    void saysWhatIsWrongWithAFile_data()
    {
        QTest::addColumn<QString>("authority");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("passphrase");
        QTest::addColumn<QString>("file");
        QTest::addColumn<TlsReason>("reason");
        const QString none;
        QTest::newRow("authority missing")
            << u"nowhere.pem"_s << none << none << none << u"nowhere.pem"_s << TlsReason::FileMissing;
        QTest::newRow("authority is a folder")
            << u"."_s << none << none << none << u"."_s << TlsReason::FileMissing;
        QTest::newRow("authority not PEM")
            << u"text.txt"_s << none << none << none << u"text.txt"_s << TlsReason::FileNotPem;
        QTest::newRow("authority too long")
            << u"huge.pem"_s << none << none << none << u"huge.pem"_s << TlsReason::FileNotPem;
        QTest::newRow("certificate without key")
            << none << u"client.pem"_s << none << none << u"client.pem"_s << TlsReason::KeyMissing;
        QTest::newRow("key without certificate")
            << none << none << u"client.key"_s << none << u"client.key"_s << TlsReason::CertificateMissing;
        QTest::newRow("key not PEM") << none << u"client.pem"_s << u"text.txt"_s << none << u"text.txt"_s
                                     << TlsReason::FileNotPem;
        QTest::newRow("key is a certificate")
            << none << u"client.pem"_s << u"ca.pem"_s << none << u"ca.pem"_s << TlsReason::FileNotPem;
        QTest::newRow("no passphrase") << none << u"client.pem"_s << u"encrypted.key"_s << none
                                       << u"encrypted.key"_s << TlsReason::WrongPassphrase;
        QTest::newRow("wrong passphrase") << none << u"client.pem"_s << u"encrypted.key"_s << u"sesame"_s
                                          << u"encrypted.key"_s << TlsReason::WrongPassphrase;
    }

    void saysWhatIsWrongWithAFile()
    {
        QFETCH(QString, authority);
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, passphrase);
        QFETCH(QString, file);
        const Result<Transport> transport = resolve({.authorityFile = path(authority),
                                                     .certificateFile = path(certificate),
                                                     .keyFile = path(key),
                                                     .keyPassphrase = passphrase});
        QVERIFY(!transport);
        QCOMPARE(transport.error().code, ErrorCode::ClientTls);
        QTEST(tlsReasonOf(transport.error()), "reason");
        QCOMPARE(transport.error().metadata.value(u"file"_s).toString(), path(file));
        QVERIFY(!transport.error().message.contains(u"sesame"));
    }

    void plainHttpReadsNoFiles()
    {
        QVERIFY(resolveTransport({.tls = {.authorityFile = u"/nowhere"_s}}, QUrl(u"http://host"_s)));
    }

    void makesAProxyOfEachKind()
    {
        const QUrl target(u"https://rivet.example"_s);
        const auto proxyFor = [&target](const ProxyOptions &options) {
            return resolveTransport({.proxy = options}, target)->proxy;
        };
        QCOMPARE(proxyFor({}).type(), QNetworkProxy::NoProxy);
        const ProxyOptions http{.kind = ProxyOptions::Kind::Http,
                                .host = u"proxy.example"_s,
                                .port = 3128,
                                .user = u"ada"_s,
                                .password = u"s3cret"_s};
        QCOMPARE(proxyFor(http),
                 QNetworkProxy(QNetworkProxy::HttpProxy, u"proxy.example"_s, 3128, u"ada"_s, u"s3cret"_s));
        ProxyOptions socks = http;
        socks.kind = ProxyOptions::Kind::Socks5;
        QCOMPARE(proxyFor(socks).type(), QNetworkProxy::Socks5Proxy);
        socks.port = 0;
        const Result<Transport> without = resolveTransport({.proxy = socks}, target);
        QCOMPARE(without.error().code, ErrorCode::ClientInvalidEndpoint);
    }

    void theSystemsProxyIsNotTakenToThisMachine()
    {
        const Result<Transport> transport = resolveTransport({.proxy = {.kind = ProxyOptions::Kind::System}},
                                                             QUrl(u"http://127.0.0.1:6420"_s));
        QCOMPARE(transport->proxy.type(), QNetworkProxy::NoProxy);
    }

    void secretsAreLeftOutOfWhatIsWritten()
    {
        Endpoint endpoint = Endpoint::parse(u"https://acme:s3cret@host"_s).value();
        endpoint.transport.tls.keyPassphrase = u"s3cret"_s;
        endpoint.transport.proxy.password = u"s3cret"_s;
        const Endpoint without = endpoint.withoutSecrets();
        QVERIFY(without.token.isEmpty());
        QVERIFY(without.transport.tls.keyPassphrase.isEmpty());
        QVERIFY(without.transport.proxy.password.isEmpty());
        QVERIFY(without.isSamePlace(endpoint));
        QString text;
        QDebug(&text) << endpoint;
        QVERIFY(!text.contains(u"s3cret"));
    }

private:
    [[nodiscard]] QString path(const QString &name) const
    {
        return name.isEmpty() ? QString() : m_folder.filePath(name);
    }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static Result<Transport> resolve(const TlsOptions &options)
    {
        return resolveTransport({.tls = options}, QUrl(u"https://127.0.0.1"_s));
    }

    QTemporaryDir m_folder;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestTransportOptions)
#include "tst_transportoptions.moc"
