// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"
#include "protocol/persist/recordindex.h"
#include "protocol/persist/recurring.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace rove::persist;

class PersistKeysTest : public QObject {
    Q_OBJECT

private slots:
    void partsOfARecordAreInOrderUnderTheirPrefix();
    void anIndexIsToldFromARecord();
    void messagesAreInOrderUnderRivetKitsKeys();
    void recurringSchedulesHaveAPrefixOfTheirOwn();
    void keysAreThoseOfRivetKit();
    void keysTellWhatTheyAreOf();
    void prefixesDoNotOverlap();
};

void PersistKeysTest::messagesAreInOrderUnderRivetKitsKeys()
{
    QCOMPARE(queueMetadataKey().toHex(), "050101"_ba);
    QCOMPARE(queueMessageKey(258).toHex(), "0501020000000000000102"_ba);
    QCOMPARE(queueMessageIdOf(queueMessageKey(258)), 258U);
    for (const QByteArray &other : {queueMetadataKey(), queueMessagesEnd(), queueMessageKey(1).chopped(1),
                                    queueMessageKey(1).append('\0'), QByteArray()})
        QVERIFY(!queueMessageIdOf(other));
    const QList<QByteArray> keys{queueMetadataKey(),   queueMessageKey(0),     queueMessageKey(1),
                                 queueMessageKey(256), queueMessageKey(~0ULL), queueMessagesEnd()};
    QVERIFY(std::ranges::is_sorted(keys));
}

void PersistKeysTest::recurringSchedulesHaveAPrefixOfTheirOwn()
{
    const QList<QByteArray> keys{recordPartEnd(),
                                 recurringMarkKey(),
                                 recurringSchedulesBegin(),
                                 recurringScheduleKey(u"a"_s),
                                 recurringScheduleKey(u"ab"_s),
                                 recurringSchedulesEnd(),
                                 recurringFireKey(u"a"_s, 0),
                                 recurringFireKey(u"a"_s, 255),
                                 recurringFireKey(u"a"_s, 256)};
    QVERIFY(std::ranges::is_sorted(keys));
    // No name's times are among another's.
    QVERIFY(!recurringFireKey(u"ab"_s, 0).startsWith(recurringFireKey(u"a"_s, 0).chopped(8)));
}

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

void PersistKeysTest::partsOfARecordAreInOrderUnderTheirPrefix()
{
    const QList<QByteArray> keys{recordPartPrefix(),        recordPartKey(0, 0), recordPartKey(0, 300),
                                 recordPartKey(1, 0),       recordPartKey(1, 1), recordPartKey(256, 0),
                                 recordPartKey(~0ULL, ~0U), recordPartEnd()};
    QVERIFY(std::ranges::is_sorted(keys));
    for (const QByteArray &key : keys.first(keys.size() - 1))
        QVERIFY(key.startsWith(recordPartPrefix()));
    for (const QByteArray &other : {actorKey(), connectionPrefix(), inspectorTokenKey(), userPrefix()})
        QVERIFY(!other.startsWith(recordPartPrefix()));
}

void PersistKeysTest::anIndexIsToldFromARecord()
{
    const RecordIndex index{.epoch = 7, .partCount = 3, .byteCount = 300'000};
    QVERIFY(isRecordIndex(encode(index)));
    QCOMPARE(decodeRecordIndex(encode(index)).value(), index);
    QVERIFY(!isRecordIndex(encode(v4::PersistedActor{})));
    QCOMPARE(decodeActor(encode(index)).error().code, rove::ErrorCode::StoreTooNew);
    QVERIFY(!isRecordIndex("v"));
    QVERIFY(!isRecordIndex({}));
    QVERIFY(!decodeRecordIndex(encode(index).chopped(1)));
    QVERIFY(!decodeRecordIndex(encode(index).append('\0')));
}

QTEST_GUILESS_MAIN(PersistKeysTest)
#include "tst_keys.moc"
