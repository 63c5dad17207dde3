// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/codec.h"
#include "protocol/envoy/codec.h"
#include "tests/golden/vectors.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;

/// Every recorded message between an engine and an envoy of version 8.
class EnvoyGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void everyMessageReadsAndIsWrittenAgain_data();
    void everyMessageReadsAndIsWrittenAgain();
};

namespace {

/// Reads, compares with the record, and writes again. The order of a map is free on the wire, so that the
/// bytes are compared with those of a second reading where they differ from the record's.
template <class Message>
void roundTrip(const QJsonObject &record, Result<Message> (*decode)(QByteArrayView))
{
    const QByteArray bytes = golden::bytesOf(record);
    const auto message = decode(bytes);
    QVERIFY2(message, message ? "" : qPrintable(message.error().message));
    const bare::Description description = bare::describe(*message);
    QCOMPARE(golden::leavesOf(description), golden::leavesOf(record["decoded"_L1]));
    const QByteArray written = envoy::encode(*message);
    QCOMPARE(written.size(), bytes.size());
    const bool hasHeaders = record["hex"_L1].toString().contains(u"686f7374"_s)             // "host"
                            || record["hex"_L1].toString().contains(u"782d72697665742d"_s); // "x-rivet-"
    if (!hasHeaders)
        QCOMPARE(written.toHex(), bytes.toHex());
    const auto again = decode(written);
    QVERIFY(again);
    QVERIFY(bare::describe(*again) == description);
}

} // namespace

void EnvoyGoldenTest::everyMessageReadsAndIsWrittenAgain_data()
{
    QTest::addColumn<QJsonObject>("record");
    for (const QJsonValue value : golden::load(u"runner.json"_s)) {
        const QJsonObject record = value.toObject();
        // Close frames are no messages.
        const bool isMessage = record["decoded"_L1].toObject().contains("$tag"_L1);
        if (record["protocol"_L1] == "envoy"_L1 && record["version"_L1] == envoy::version && isMessage)
            QTest::addRow("%s", qPrintable(record["name"_L1].toString())) << record;
    }
}

void EnvoyGoldenTest::everyMessageReadsAndIsWrittenAgain()
{
    QFETCH(const QJsonObject, record);
    if (record["direction"_L1] == "client_to_engine"_L1)
        roundTrip(record, envoy::decodeToRivet);
    else
        roundTrip(record, envoy::decodeToEnvoy);
}

QTEST_GUILESS_MAIN(EnvoyGoldenTest)
#include "tst_envoy.moc"
