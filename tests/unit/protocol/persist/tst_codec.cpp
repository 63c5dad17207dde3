// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/codec.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::persist;

class PersistCodecTest : public QObject {
    Q_OBJECT

private slots:
    void anActorIsWrittenAsRivetKitWritesIt();
    void aConnectionIsWrittenAsRivetKitWritesIt();
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
