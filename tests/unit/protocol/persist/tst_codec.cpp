// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/codec.h"
#include "protocol/persist/recurring.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::persist;

class PersistCodecTest : public QObject {
    Q_OBJECT

private slots:
    void anActorIsWrittenAsRivetKitWritesIt();
    void aConnectionIsWrittenAsRivetKitWritesIt();
    void aQueueIsWrittenAsRivetKitWritesIt();
    void aRecurringScheduleReadsBack();
    void damagedRecurringSchedulesAreRefused();
    void theVersionBeforeReadsToo();
    void otherVersionsAreRefused_data();
    void otherVersionsAreRefused();
    void damagedDataIsRefused();
};

namespace {

v4::PersistedActor sampleActor()
{
    return {.input = "\x05"_ba,
            .hasInitialized = true,
            .state = "\xa0"_ba,
            .scheduledEvents = {{.id = u"e"_s, .timestamp = 258, .action = u"tick"_s, .args = "\x80"_ba}}};
}

const QByteArray actorHex = "0400"   // version
                            "010105" // input
                            "01"     // hasInitialized
                            "01a0"   // state
                            "01"
                            "0165" // id
                            "0201000000000000"
                            "047469636b"
                            "010180"_ba;

v4::PersistedConnection sampleConnection()
{
    return {.id = u"c"_s,
            .params = "\xf6"_ba,
            .state = "\xf7"_ba,
            .subscriptions = {{.eventName = u"ev"_s}},
            .gatewayId = {1, 2, 3, 4},
            .requestId = {5, 6, 7, 8},
            .serverMessageIndex = 258,
            .clientMessageIndex = 65535,
            .requestPath = u"/connect"_s,
            .requestHeaders = {{u"host"_s, u"h"_s}}};
}

const QByteArray connectionHex = "0400"
                                 "0163"
                                 "01f6"
                                 "01f7"
                                 "01026576"
                                 "01020304"
                                 "05060708"
                                 "0201"
                                 "ffff"
                                 "082f636f6e6e656374"
                                 "0104686f73740168"_ba;

} // namespace

void PersistCodecTest::anActorIsWrittenAsRivetKitWritesIt()
{
    QCOMPARE(encode(sampleActor()).toHex(), actorHex);
    const auto read = decodeActor(QByteArray::fromHex(actorHex));
    QVERIFY(read);
    QCOMPARE(read->input, sampleActor().input);
    QVERIFY(read->hasInitialized);
    QCOMPARE(read->scheduledEvents.size(), 1U);
    QCOMPARE(read->scheduledEvents[0].timestamp, 258);
    QCOMPARE(encode(*read).toHex(), actorHex);
}

void PersistCodecTest::aConnectionIsWrittenAsRivetKitWritesIt()
{
    QCOMPARE(encode(sampleConnection()).toHex(), connectionHex);
    const auto read = decodeConnection(QByteArray::fromHex(connectionHex));
    QVERIFY(read);
    QCOMPARE(read->clientMessageIndex, 65535);
    QCOMPARE(encode(*read).toHex(), connectionHex);
}

void PersistCodecTest::aQueueIsWrittenAsRivetKitWritesIt()
{
    const QByteArray metadata = "0400 0301000000000000 02000000"_ba;
    QCOMPARE(encode(v4::QueueMetadata{.nextId = 259, .size = 2}), QByteArray::fromHex(metadata));
    const auto readMetadata = decodeQueueMetadata(QByteArray::fromHex(metadata));
    QCOMPARE(readMetadata->nextId, 259U);
    QCOMPARE(readMetadata->size, 2U);

    const QByteArray plain = "0400 046a6f6273 0105 0201000000000000 00 00 00 00"_ba;
    const v4::QueueMessage message{.name = u"jobs"_s,
                                   .body = "\x05"_ba,
                                   .createdAt = 258,
                                   .failureCount = {},
                                   .availableAt = {},
                                   .inFlight = {},
                                   .inFlightAt = {}};
    QCOMPARE(encode(message), QByteArray::fromHex(plain));
    const QByteArray full = "0400 046a6f6273 0105 0201000000000000 0107000000 010800000000000000 0101 "
                            "010900000000000000"_ba;
    const auto read = decodeQueueMessage(QByteArray::fromHex(full));
    QVERIFY(read);
    QCOMPARE(read->name, u"jobs"_s);
    QCOMPARE(read->failureCount, 7U);
    QCOMPARE(read->availableAt, 8);
    QCOMPARE(read->inFlight, true);
    QCOMPARE(read->inFlightAt, 9);
    QCOMPARE(encode(*read), QByteArray::fromHex(full));
    QVERIFY(!decodeQueueMessage(QByteArray::fromHex(full).chopped(1)));
}

void PersistCodecTest::aRecurringScheduleReadsBack()
{
    RecurringSchedule schedule{.name = u"daily"_s,
                               .cadence = CronCadence{.expression = u"0 9 * * *"_s, .timezone = u"UTC"_s},
                               .action = u"report"_s,
                               .args = "\x80"_ba,
                               .nextRunAt = 5,
                               .lastRunAt = 3,
                               .maxHistory = 100,
                               .firstFire = 1,
                               .nextFire = 7,
                               .runningFire = 6};
    QCOMPARE(decodeRecurringSchedule(encode(schedule)).value(), schedule);
    schedule.cadence = IntervalCadence{.intervalMs = 5000};
    QCOMPARE(decodeRecurringSchedule(encode(schedule)).value(), schedule);
    const RecurringFire fire{
        .action = u"report"_s,
        .scheduledAt = 1,
        .firedAt = 2,
        .finishedAt = 3,
        .result = FireResult::Error,
        .error = FireError{.group = u"g"_s, .code = u"c"_s, .message = u"m"_s, .metadata = "\xa0"_ba}};
    QCOMPARE(decodeRecurringFire(encode(fire)).value(), fire);
}

void PersistCodecTest::damagedRecurringSchedulesAreRefused()
{
    const QByteArray bytes =
        encode(RecurringFire{.action = u"a"_s, .finishedAt = {}, .result = FireResult::Skipped, .error = {}});
    QVERIFY(!decodeRecurringFire(bytes.chopped(1)));
    QVERIFY(!decodeRecurringFire(QByteArray(bytes).append(char(0))));
    QVERIFY(!decodeRecurringFire({}));
    QByteArray unknown = bytes;
    unknown[bytes.size() - 2] = '\4'; // The result.
    QVERIFY(!decodeRecurringFire(unknown));
    QByteArray newer = bytes;
    newer[0] = '\2';
    QCOMPARE(decodeRecurringFire(newer).error().code, ErrorCode::StoreTooNew);
}

void PersistCodecTest::theVersionBeforeReadsToo()
{
    QByteArray bytes = encode(sampleActor());
    bytes[0] = '\3';
    QVERIFY(decodeActor(bytes));
}

void PersistCodecTest::otherVersionsAreRefused_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing") << ""_ba << ErrorCode::BareInvalid;
    QTest::newRow("half a version") << "\4"_ba << ErrorCode::BareInvalid;
    QTest::newRow("2") << QByteArray("\2\0", 2) << ErrorCode::BareInvalid;
    QTest::newRow("5") << QByteArray("\5\0", 2) << ErrorCode::StoreTooNew;
    QTest::newRow("260") << QByteArray("\4\1", 2) << ErrorCode::StoreTooNew;
}

void PersistCodecTest::otherVersionsAreRefused()
{
    QFETCH(const QByteArray, version);
    QFETCH(const ErrorCode, code);
    const QByteArray bytes = version.size() < 2 ? version : version + encode(sampleActor()).sliced(2);
    QCOMPARE(decodeActor(bytes).error().code, code);
    QCOMPARE(decodeConnection(bytes).error().code, code);
}

void PersistCodecTest::damagedDataIsRefused()
{
    const QByteArray bytes = encode(sampleConnection());
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!decodeConnection(bytes.first(size)));
    QVERIFY(!decodeConnection(QByteArray(bytes + '\0')));
}

QTEST_GUILESS_MAIN(PersistCodecTest)
#include "tst_codec.moc"
