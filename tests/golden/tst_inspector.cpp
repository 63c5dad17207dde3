// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/codec.h"
#include "protocol/base/cbor.h"
#include "protocol/inspector/frame.h"
#include "tests/golden/vectors.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::inspector;

/// Every recorded inspector frame of the versions that we speak, in both framings.
class InspectorGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void everyFrameReadsAndIsWrittenToTheSameBytes_data();
    void everyFrameReadsAndIsWrittenToTheSameBytes();
    void malformedFramesAreRefused_data();
    void malformedFramesAreRefused();
    void theFirstFrameTellsTheDialect_data();
    void theFirstFrameTellsTheDialect();
    void everyValueInsideIsReadableCbor();

private:
    template <class Predicate>
    static void addRows(const Predicate &isWanted);
};

namespace {

bool isOfOurVersions(const QJsonObject &record)
{
    const int version = record["version"_L1].toInt();
    return version >= versionMin && version <= versionMax;
}

bool isToServer(const QJsonObject &record)
{
    return record["direction"_L1] == "client->server"_L1;
}

Dialect dialectOf(const QJsonObject &record)
{
    return {.framing = record["framing"_L1] == "negotiated"_L1 ? Framing::Negotiated : Framing::Embedded,
            .version = record["version"_L1].toInt()};
}

/// The records take the nested trace format apart, which is none of the codec's business.
QStringList withoutTrace(QStringList leaves, const QJsonObject &decoded)
{
    if (decoded["payload"_L1].toObject().contains("$traceWire"_L1))
        leaves.removeIf([](const QString &leaf) { return !leaf.startsWith(u"rid="); });
    return leaves;
}

/// Reads, compares with the record and writes again.
template <class Decode, class Encode>
QByteArray roundTrip(const QJsonObject &record, Decode decode, Encode encode)
{
    const QJsonObject decoded = record["decoded"_L1].toObject();
    const auto message = decode(golden::bytesOf(record), dialectOf(record));
    if (!message) {
        QTest::qFail(qPrintable(message.error().message), __FILE__, __LINE__);
        return {};
    }
    const bare::Description description = bare::describe(*message);
    [&] {
        QCOMPARE(description.type, decoded["tag"_L1].toString());
        QCOMPARE(withoutTrace(golden::leavesOf(description), decoded),
                 withoutTrace(golden::leavesOf(QJsonValue(decoded)), decoded));
    }();
    return encode(*message, dialectOf(record)).value_or(QByteArray());
}

/// The members `$cborHex` anywhere inside.
void collectCbor(const QJsonValue &value, QStringList &found)
{
    for (const QJsonValue item : value.toArray())
        collectCbor(item, found);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key() == "$cborHex"_L1)
            found += member.value().toString();
        else
            collectCbor(member.value(), found);
    }
}

} // namespace

template <class Predicate>
void InspectorGoldenTest::addRows(const Predicate &isWanted)
{
    QTest::addColumn<QJsonObject>("record");
    int count = 0;
    for (const QJsonValue value : golden::load(u"inspector.json"_s)) {
        const QJsonObject record = value.toObject();
        if (isWanted(record))
            QTest::addRow("%d %s", count++, qPrintable(record["name"_L1].toString())) << record;
    }
}

void InspectorGoldenTest::everyFrameReadsAndIsWrittenToTheSameBytes_data()
{
    addRows(
        [](const QJsonObject &record) { return isOfOurVersions(record) && record["decoded"_L1].isObject(); });
}

void InspectorGoldenTest::everyFrameReadsAndIsWrittenToTheSameBytes()
{
    QFETCH(const QJsonObject, record);
    const QByteArray written = isToServer(record) ? roundTrip(record, decodeToServer, encodeToServer)
                                                  : roundTrip(record, decodeToClient, encodeToClient);
    QCOMPARE(written.toHex(), golden::bytesOf(record).toHex());
}

void InspectorGoldenTest::malformedFramesAreRefused_data()
{
    addRows([](const QJsonObject &record) { return !record["decoded"_L1].isObject(); });
}

void InspectorGoldenTest::malformedFramesAreRefused()
{
    QFETCH(const QJsonObject, record);
    QVERIFY(isToServer(record));
    QVERIFY(!decodeToServer(golden::bytesOf(record), dialectOf(record)));
}

void InspectorGoldenTest::theFirstFrameTellsTheDialect_data()
{
    addRows([](const QJsonObject &record) {
        return isOfOurVersions(record) && record["decoded"_L1]["tag"_L1] == "Init"_L1;
    });
}

void InspectorGoldenTest::theFirstFrameTellsTheDialect()
{
    QFETCH(const QJsonObject, record);
    const Dialect dialect = dialectOf(record);
    // A server that does not negotiate talks as it likes, whatever was asked for.
    const int requestedVersion = dialect.framing == Framing::Negotiated ? dialect.version : versionMax;
    const auto detected = detect(golden::bytesOf(record), requestedVersion);
    QVERIFY(detected);
    QCOMPARE(*detected, dialect);
}

void InspectorGoldenTest::everyValueInsideIsReadableCbor()
{
    QStringList found;
    collectCbor(golden::load(u"inspector.json"_s), found);
    QVERIFY(found.size() > 100);
    for (const QString &hex : std::as_const(found)) {
        const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
        const auto value = cbor::decodeCompat(bytes);
        QVERIFY2(value, qPrintable(hex));
        const auto again = cbor::decodeCompat(cbor::encodeCompat(*value));
        QVERIFY2(again && *again == *value, qPrintable(hex));
    }
}

QTEST_GUILESS_MAIN(InspectorGoldenTest)
#include "tst_inspector.moc"
