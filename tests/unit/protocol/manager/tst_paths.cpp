// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/paths.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove::manager;

class ManagerPathsTest : public QObject {
    Q_OBJECT

private slots:
    void pathsAreThoseOfTheEngine();
    void segmentsAreEncoded();
    void gatewayPathsCarryTheToken();
};

void ManagerPathsTest::pathsAreThoseOfTheEngine()
{
    QCOMPARE(healthPath(), "/health"_ba);
    QCOMPARE(metadataPath(), "/metadata"_ba);
    QCOMPARE(datacentersPath(), "/datacenters"_ba);
    QCOMPARE(namespacesPath(), "/namespaces"_ba);
    QCOMPARE(namespacesPath({.limit = 5, .cursor = {}, .name = u"n"_s, .namespaceIds = {}}),
             "/namespaces?limit=5&name=n"_ba);
    QCOMPARE(actorsPath({.namespaceName = u"n"_s, .name = u"c"_s}), "/actors?namespace=n&name=c"_ba);
    QCOMPARE(actorPath(u"id"_s, {u"n"_s}), "/actors/id?namespace=n"_ba);
    QCOMPARE(actorsNamesPath({.namespaceName = u"n"_s}), "/actors/names?namespace=n"_ba);
    QCOMPARE(actorKvPath(u"id"_s, "\3", {u"n"_s}), "/actors/id/kv/keys/Aw%3D%3D?namespace=n"_ba);
    QCOMPARE(runnersPath({.namespaceName = u"n"_s}), "/runners?namespace=n"_ba);
    QCOMPARE(runnersNamesPath({.namespaceName = u"n"_s}), "/runners/names?namespace=n"_ba);
    QCOMPARE(envoysPath({.namespaceName = u"n"_s}), "/envoys?namespace=n"_ba);
    QCOMPARE(runnerConfigsPath({.namespaceName = u"n"_s}), "/runner-configs?namespace=n"_ba);
}

void ManagerPathsTest::segmentsAreEncoded()
{
    QCOMPARE(actorPath(u"a/b?c"_s, {u"n"_s}), "/actors/a%2Fb%3Fc?namespace=n"_ba);
    QCOMPARE(runnerConfigPath(u"my pool"_s, {u"n"_s}), "/runner-configs/my%20pool?namespace=n"_ba);
    QCOMPARE(actorKvPath(u"id"_s, "\xfb\xff", {u"n"_s}), "/actors/id/kv/keys/%2B%2F8%3D?namespace=n"_ba);
}

void ManagerPathsTest::gatewayPathsCarryTheToken()
{
    QCOMPARE(gatewayPath(u"id"_s, {}, "/metadata"), "/gateway/id/metadata"_ba);
    QCOMPARE(gatewayPath(u"id"_s, u"t@k/n"_s, "/action/a%20b?x=1"),
             "/gateway/id@t%40k%2Fn/action/a%20b?x=1"_ba);
}

QTEST_GUILESS_MAIN(ManagerPathsTest)
#include "tst_paths.moc"
