// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/runnerconnect.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::gateway;
using namespace Qt::StringLiterals;

/// Rules as spec/runner-envoy.md 1.1 and 1.5 have them.
class TestRunnerConnect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatRivetKitSends();
    void refusesWhatTheRealEngineRefuses_data();
    void refusesWhatTheRealEngineRefuses();
    void otherPathsAreNotForRunners();
};

void TestRunnerConnect::readsWhatRivetKitSends()
{
    const auto connect =
        parseRunnerConnect("/runners/connect?protocol_version=7&namespace=my%20space&runner_key=a-b-c"_ba);
    QVERIFY(connect);
    QCOMPARE(connect->namespaceName, u"my space"_s);
    QCOMPARE(connect->runnerKey, u"a-b-c"_s);
    QCOMPARE(connect->protocolVersion, 7);
}

void TestRunnerConnect::refusesWhatTheRealEngineRefuses_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("no version") << "namespace=default&runner_key=k"_ba;
    QTest::addRow("no namespace") << "protocol_version=7&runner_key=k"_ba;
    QTest::addRow("no key") << "protocol_version=7&namespace=default"_ba;
    QTest::addRow("a version in words") << "protocol_version=seven&namespace=default&runner_key=k"_ba;
    QTest::addRow("a version of more than 16 bits")
        << "protocol_version=65536&namespace=default&runner_key=k"_ba;
    QTest::addRow("a negative version") << "protocol_version=-1&namespace=default&runner_key=k"_ba;
}

void TestRunnerConnect::refusesWhatTheRealEngineRefuses()
{
    QFETCH(const QByteArray, query);
    const auto connect = parseRunnerConnect(QByteArray("/runners/connect?" + query));
    QVERIFY(!connect);
    QCOMPARE(connect.error().wireName(), u"ws.invalid_url"_s);
}

void TestRunnerConnect::otherPathsAreNotForRunners()
{
    QVERIFY(isRunnerConnectPath("/runners/connect"_ba));
    QVERIFY(isRunnerConnectPath("/runners/connect/"_ba));
    QVERIFY(isRunnerConnectPath("/runners/connect?x=1"_ba));
    QVERIFY(isRunnerConnectPath("/runners/connect/?x=1"_ba));
    QVERIFY(!isRunnerConnectPath("/runners/connected"_ba));
    QVERIFY(!isRunnerConnectPath("/runners/connect//"_ba));
    QVERIFY(!isRunnerConnectPath("/runners"_ba));
}

QTEST_APPLESS_MAIN(TestRunnerConnect)
#include "tst_runnerconnect.moc"
