// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/endpoint.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestEndpoint : public QObject {
    Q_OBJECT
private slots:
    void readsWhatPeopleType_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("token");
        QTest::newRow("whole") << u"https://acme:s3cret@api.example.com:8443/rivet/"_s
                               << u"https://api.example.com:8443/rivet"_s << u"acme"_s << u"s3cret"_s;
        QTest::newRow("bare host") << u"https://api.example.com"_s << u"https://api.example.com"_s
                                   << u"default"_s << QString();
        QTest::newRow("local without scheme")
            << u" localhost:6420 "_s << u"http://localhost:6420"_s << u"default"_s << QString();
        QTest::newRow("remote without scheme")
            << u"acme@api.example.com"_s << u"https://api.example.com"_s << u"acme"_s << QString();
        QTest::newRow("address of version 6")
            << u"http://[::1]:6420"_s << u"http://[::1]:6420"_s << u"default"_s << QString();
        QTest::newRow("escaped token")
            << u"https://acme:a%2Fb%40c%3A@host"_s << u"https://host"_s << u"acme"_s << u"a/b@c:"_s;
    }

    void readsWhatPeopleType()
    {
        QFETCH(QString, text);
        const Result<Endpoint> endpoint = Endpoint::parse(text);
        QVERIFY(endpoint);
        QTEST(endpoint->base.toString(), "base");
        QTEST(endpoint->namespaceName, "name");
        QTEST(endpoint->token, "token");
    }

    void refusesWhatIsNoEndpointWithoutQuotingIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << u"  "_s;
        QTest::newRow("no host") << u"http://"_s;
        QTest::newRow("other scheme") << u"ftp://acme:s3cret@host"_s;
        QTest::newRow("query") << u"https://acme:s3cret@host/?a=b"_s;
        QTest::newRow("fragment") << u"https://acme:s3cret@host/#a"_s;
        QTest::newRow("token alone") << u"https://:s3cret@host"_s;
        QTest::newRow("bad port") << u"https://acme:s3cret@host:99999"_s;
        QTest::newRow("space") << u"https://acme:s3cret@my host"_s;
    }

    void refusesWhatIsNoEndpointWithoutQuotingIt()
    {
        QFETCH(QString, text);
        const Result<Endpoint> endpoint = Endpoint::parse(text);
        QVERIFY(!endpoint);
        QCOMPARE(endpoint.error().code, ErrorCode::ClientInvalidEndpoint);
        QVERIFY(!endpoint.error().message.contains(u"s3cret"));
    }

    void neverShowsItsToken()
    {
        const Endpoint endpoint = Endpoint::parse(u"https://acme:s3cret@host/x"_s).value();
        QCOMPARE(endpoint.display(), u"https://acme@host/x"_s);
        QString text;
        QDebug(&text) << endpoint;
        QVERIFY(text.contains(u"acme"));
        QVERIFY(!text.contains(u"s3cret"));
        QCOMPARE(Endpoint::parse(endpoint.display()).value(), endpoint.withToken({}));
    }

    void putsPathsUnderItsPrefixAsTheyAre()
    {
        const Endpoint endpoint = Endpoint::parse(u"https://host/rivet"_s).value();
        QCOMPARE(endpoint.url("/actors/a%2Fb/kv/keys/Aw%3D%3D?key=%2B").toEncoded(),
                 "https://host/rivet/actors/a%2Fb/kv/keys/Aw%3D%3D?key=%2B");
        QCOMPARE(endpoint.webSocketUrl("/gateway/x").toString(), u"wss://host/rivet/gateway/x"_s);
        QCOMPARE(Endpoint::parse(u"http://host"_s)->webSocketUrl("/x").scheme(), u"ws"_s);
    }

    void knowsWhatStaysOnThisMachine()
    {
        QVERIFY(Endpoint::parse(u"http://localhost:1"_s)->isLoopback());
        QVERIFY(Endpoint::parse(u"http://127.0.0.2"_s)->isLoopback());
        QVERIFY(Endpoint::parse(u"http://[::1]"_s)->isLoopback());
        QVERIFY(!Endpoint::parse(u"http://10.0.0.1"_s)->isLoopback());
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestEndpoint)
#include "tst_endpoint.moc"
