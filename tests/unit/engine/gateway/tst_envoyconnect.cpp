// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/envoyconnect.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::gateway;
using namespace Qt::StringLiterals;

/// Rules as spec/runner-envoy.md 1.1 and 1.5 have them.
class TestEnvoyConnect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatRivetKitSends();
    void refusesWhatTheRealEngineRefuses_data();
    void refusesWhatTheRealEngineRefuses();
    void otherPathsAreNotForEnvoys();
};

void TestEnvoyConnect::readsWhatRivetKitSends()
{
    const auto connect =
        parseEnvoyConnect("/envoys/connect?protocol_version=8&namespace=default&envoy_key=a-b-c&version=7"
                          "&pool_name=my%20pool"_ba);
    QVERIFY(connect);
    QCOMPARE(connect->namespaceName, u"default"_s);
    QCOMPARE(connect->envoyKey, u"a-b-c"_s);
    QCOMPARE(connect->version, 7u);
    QCOMPARE(connect->pool, u"my pool"_s);
    QCOMPARE(connect->protocolVersion, 8);
    QVERIFY(parseEnvoyConnect(
        "/envoys/connect?protocol_version=3&namespace=default&envoy_key=a-b-c&version=7&pool_name=p"_ba));
}

void TestEnvoyConnect::refusesWhatTheRealEngineRefuses_data()
{
    QTest::addColumn<QByteArray>("query");
    const QByteArray rest = "&namespace=default&version=1&pool_name=p"_ba;
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("no key") << QByteArray("protocol_version=8" + rest);
    QTest::addRow("short key") << QByteArray("protocol_version=8&envoy_key=ab" + rest);
    QTest::addRow("long key") << QByteArray("protocol_version=8&envoy_key=" + QByteArray(129, 'k') + rest);
    QTest::addRow("a key like those that runners get")
        << QByteArray("protocol_version=8&envoy_key=%1fabc" + rest);
    QTest::addRow("old protocol") << QByteArray("protocol_version=1&envoy_key=abc" + rest);
    QTest::addRow("new protocol") << QByteArray("protocol_version=99&envoy_key=abc" + rest);
    QTest::addRow("protocol in words") << QByteArray("protocol_version=eight&envoy_key=abc" + rest);
    QTest::addRow("negative version")
        << "protocol_version=8&envoy_key=abc&namespace=default&version=-1&pool_name=p"_ba;
    QTest::addRow("long pool") << QByteArray(
        "protocol_version=8&envoy_key=abc&namespace=default&version=1&pool_name=" + QByteArray(129, 'p'));
}

void TestEnvoyConnect::refusesWhatTheRealEngineRefuses()
{
    QFETCH(const QByteArray, query);
    const auto connect = parseEnvoyConnect(QByteArray("/envoys/connect?" + query));
    QVERIFY(!connect);
    QCOMPARE(connect.error().wireName(), u"ws.invalid_request"_s);
}

void TestEnvoyConnect::otherPathsAreNotForEnvoys()
{
    QVERIFY(isEnvoyConnectPath("/envoys/connect"_ba));
    QVERIFY(isEnvoyConnectPath("/envoys/connect?x=1"_ba));
    QVERIFY(!isEnvoyConnectPath("/envoys/connected"_ba));
    QVERIFY(!isEnvoyConnectPath("/envoys"_ba));
}

QTEST_APPLESS_MAIN(TestEnvoyConnect)
#include "tst_envoyconnect.moc"
