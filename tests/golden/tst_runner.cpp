// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/codec.h"
#include "protocol/runner/codec.h"
#include "protocol/runner/v3.h"
#include "tests/golden/vectors.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace rove;

/// Every recorded message between an engine and a runner, of versions 3, 5 and 7.
class RunnerGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void everyMessageReadsAndIsWrittenAgain_data();
    void everyMessageReadsAndIsWrittenAgain();
    void everyMessageSurvivesTheStepsUpAndDown_data();
    void everyMessageSurvivesTheStepsUpAndDown();
};

namespace {

QByteArray sorted(QByteArray bytes)
{
    std::ranges::sort(bytes);
    return bytes;
}

/// The bytes are the record's, but for the order of headers, which is free on the wire.
void compareBytes(const QByteArray &written, const QJsonObject &record)
{
    const QByteArray bytes = golden::bytesOf(record);
    const bool hasHeaders = QJsonDocument(record["decoded"_L1].toObject()).toJson().contains("\"headers\"");
    if (hasHeaders)
        QCOMPARE(sorted(written).toHex(), sorted(bytes).toHex());
    else
        QCOMPARE(written.toHex(), bytes.toHex());
}

/// Reads with the version's own structs, compares with the record, and writes again.
template <class Message>
void roundTrip(const QJsonObject &record)
{
    const auto message = bare::decode<Message>(golden::bytesOf(record));
    QVERIFY2(message, message ? "" : qPrintable(message.error().message));
    const bare::Description description = bare::describe(*message);
    QCOMPARE(golden::leavesOf(description), golden::leavesOf(record["decoded"_L1]));
    const QByteArray written = bare::encode(*message);
    compareBytes(written, record);
    const auto again = bare::decode<Message>(written);
    QVERIFY(again);
    QVERIFY(bare::describe(*again) == description);
}

bool isOfRunner(const QJsonObject &record)
{
    return record["direction"_L1] == "client_to_engine"_L1;
}

template <class ToServer, class ToClient>
void roundTrip(const QJsonObject &record)
{
    if (isOfRunner(record))
        roundTrip<ToServer>(record);
    else
        roundTrip<ToClient>(record);
}

void addRecords()
{
    QTest::addColumn<QJsonObject>("record");
    for (const QJsonValue value : golden::load(u"runner.json"_s)) {
        const QJsonObject record = value.toObject();
        // Close frames are no messages.
        const bool isMessage = record["decoded"_L1].toObject().contains("$tag"_L1);
        if (record["protocol"_L1] == "runner"_L1 && isMessage)
            QTest::addRow("%s", qPrintable(record["name"_L1].toString())) << record;
    }
}

} // namespace

void RunnerGoldenTest::everyMessageReadsAndIsWrittenAgain_data()
{
    addRecords();
}

void RunnerGoldenTest::everyMessageReadsAndIsWrittenAgain()
{
    QFETCH(const QJsonObject, record);
    switch (record["version"_L1].toInt()) {
    case 3:
        return roundTrip<runner::v3::ToServer, runner::v3::ToClient>(record);
    case 5:
        return roundTrip<runner::v5::ToServer, runner::v5::ToClient>(record);
    case 7:
        return roundTrip<runner::v7::ToServer, runner::v7::ToClient>(record);
    default:
        QFAIL("A record of a version that no schema here is for");
    }
}

void RunnerGoldenTest::everyMessageSurvivesTheStepsUpAndDown_data()
{
    addRecords();
}

void RunnerGoldenTest::everyMessageSurvivesTheStepsUpAndDown()
{
    QFETCH(const QJsonObject, record);
    runner::Dialect dialect{.version = record["version"_L1].toInt()};
    const QByteArray bytes = golden::bytesOf(record);
    std::optional<QByteArray> written;
    if (isOfRunner(record)) {
        const auto message = runner::decodeToServer(bytes, dialect);
        QVERIFY(message && *message);
        written = runner::encode(**message, dialect);
    } else {
        const auto message = runner::decodeToClient(bytes, dialect);
        QVERIFY(message && *message);
        written = runner::encode(**message, dialect);
    }
    QVERIFY(written);
    compareBytes(*written, record);
}

QTEST_GUILESS_MAIN(RunnerGoldenTest)
#include "tst_runner.moc"
