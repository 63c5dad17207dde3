// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/keys.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove::persist;

class PersistKeysTest : public QObject {
    Q_OBJECT

private slots:
    void keysAreThoseOfRivetKit();
    void keysTellWhatTheyAreOf();
    void prefixesDoNotOverlap();
};

void PersistKeysTest::keysAreThoseOfRivetKit()
{
    QCOMPARE(actorKey().toHex(), "01"_ba);
    QCOMPARE(connectionPrefix().toHex(), "02"_ba);
    QCOMPARE(connectionKey(u"ab"_s).toHex(), "026162"_ba);
    QCOMPARE(inspectorTokenKey().toBase64(), "Aw=="_ba);
    QCOMPARE(userKey("\1\2").toHex(), "040102"_ba);
}

void PersistKeysTest::keysTellWhatTheyAreOf()
{
    QCOMPARE(connectionIdOf(connectionKey(u"ab"_s)), u"ab"_s);
    QCOMPARE(userKeyOf(userKey("ab")), "ab"_ba);
    QCOMPARE(userKeyOf(userPrefix()), ""_ba);
    QVERIFY(!connectionIdOf(userKey("ab")));
    QVERIFY(!userKeyOf(connectionKey(u"ab"_s)));
    QVERIFY(!userKeyOf(""));
}

void PersistKeysTest::prefixesDoNotOverlap()
{
    QVERIFY(!actorKey().startsWith(connectionPrefix()));
    QVERIFY(!inspectorTokenKey().startsWith(userPrefix()));
    QVERIFY(!userKey("").startsWith(connectionPrefix()));
}

QTEST_GUILESS_MAIN(PersistKeysTest)
#include "tst_keys.moc"
