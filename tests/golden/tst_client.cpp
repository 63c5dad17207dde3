// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/codec.h"
#include "protocol/base/cbor.h"
#include "protocol/client/codec.h"
#include "tests/golden/vectors.h"

#include <QtCore/QDateTime>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::client;

/// Every recorded message between clients and actors, in all encodings and versions.
class ClientGoldenTest : public QObject {
    Q_OBJECT

private slots:
    void everyMessageReadsAndIsWrittenAgain_data();
    void everyMessageReadsAndIsWrittenAgain();
};

namespace {

// --- Our structs in the notation of the records' `decoded` ---

QJsonValue notationOf(const QCborValue &value)
{
    if (const auto bigInt = cbor::bigIntText(value))
        return QJsonObject{{u"$bigint"_s, *bigInt}};
    if (value.isTag() && value.taggedValue().isByteArray())
        return notationOf(value.taggedValue());
    if (value.isByteArray())
        return QJsonObject{{u"$bytes"_s, QString::fromLatin1(value.toByteArray().toHex())}};
    if (value.isDateTime())
        return QJsonObject{{u"$date"_s, value.toDateTime().toMSecsSinceEpoch()}};
    if (value.isArray()) {
        QJsonArray array;
        for (const QCborValue item : value.toArray())
            array.append(item.isUndefined() ? QJsonValue(QJsonObject{{u"$undefined"_s, true}})
                                            : notationOf(item));
        return array;
    }
    if (value.isMap()) {
        QJsonObject object;
        const QCborMap map = value.toMap();
        for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
            if (!entry.value().isUndefined() && !entry.value().isNull())
                object.insert(entry.key().toString(), notationOf(entry.value()));
        }
        return object;
    }
    return value.isUndefined() ? QJsonValue() : value.toJsonValue();
}

template <class T>
QJsonValue notationOfField(const T &field)
{
    if constexpr (bare::detail::Optional<T>) {
        return field ? notationOfField(*field) : QJsonValue();
    } else if constexpr (std::same_as<T, QByteArray>) {
        return notationOf(cbor::decodeCompat(field).value_or(u"not CBOR"_s));
    } else if constexpr (std::same_as<T, bare::Uint>) {
        return static_cast<qint64>(field.value);
    } else if constexpr (std::same_as<T, std::uint64_t>) {
        return static_cast<qint64>(field);
    } else if constexpr (bare::detail::Struct<T>) {
        QJsonObject object;
        std::size_t i = 0;
        constexpr auto names = boost::pfr::names_as_array<T>();
        boost::pfr::for_each_field(field, [&](const auto &inner) {
            const QJsonValue value = notationOfField(inner);
            const QString name = bare::detail::latin1(names[i++]);
            if (!value.isNull())
                object.insert(name, value);
        });
        return object;
    } else if constexpr (bare::detail::Variant<T>) {
        return std::visit(
            []<class Alternative>(const Alternative &alternative) -> QJsonValue {
                return QJsonObject{
                    {u"body"_s,
                     QJsonObject{{u"tag"_s, bare::detail::latin1(bare::detail::typeName<Alternative>())},
                                 {u"val"_s, notationOfField(alternative)}}}};
            },
            field);
    } else {
        return field;
    }
}

/// Ids are numbers, whatever the encoding makes of them; members without a value are as good as absent.
QJsonValue normalized(const QJsonValue &value, const QString &name = {})
{
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue item : value.toArray())
            array.append(normalized(item));
        return array;
    }
    if (!value.isObject())
        return value;
    const QJsonObject object = value.toObject();
    const bool isId = name == "id"_L1 || name == "actionId"_L1 || name == "generation"_L1;
    if (isId && object.contains("$bigint"_L1))
        return object["$bigint"_L1].toString().toLongLong();
    QJsonObject members;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const bool isNothing = member.value().isNull() ||
                               member.value().toObject().contains("$undefined"_L1) ||
                               member.key() == "connectionToken"_L1;
        if (!isNothing)
            members.insert(member.key(), normalized(member.value(), member.key()));
    }
    return members;
}

int versionOf(const QJsonObject &record)
{
    const QString name = record["name"_L1].toString();
    if (record["version"_L1].isDouble())
        return record["version"_L1].toInt();
    if (name.contains(u"server2.0."_s))
        return 2;
    return name.contains(u"server2.2."_s) ? 3 : versionMax;
}

/// Reads, compares with the record, and writes again: BARE to the same bytes, the others to the same values.
template <class Message>
void roundTrip(const QJsonObject &record)
{
    const auto encoding = encodingFromName(record["encoding"_L1].toString().toLatin1());
    QVERIFY(encoding);
    const QByteArray bytes = golden::bytesOf(record);
    const int version = versionOf(record);
    const auto received = decode<Message>(bytes, *encoding);
    QVERIFY2(received, received ? "" : qPrintable(received.error().message));
    QCOMPARE(received->version, *encoding == Encoding::Bare ? std::optional(version) : std::nullopt);
    QCOMPARE(normalized(notationOfField(received->message)), normalized(record["decoded"_L1]));

    const auto written = encode(received->message, *encoding, version);
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
    const bool hasToken = version == 1 && record["decoded"_L1]["body"_L1]["tag"_L1] == "Init"_L1;
    if (*encoding == Encoding::Bare && !hasToken)
        QCOMPARE(written->toHex(), bytes.toHex());
    if (*encoding == Encoding::Json && version == versionMax)
        QCOMPARE(cbor::parseJson(*written), cbor::parseJson(bytes));
    const auto again = decode<Message>(*written, *encoding);
    QVERIFY(again);
    QCOMPARE(notationOfField(again->message), notationOfField(received->message));
}

} // namespace

void ClientGoldenTest::everyMessageReadsAndIsWrittenAgain_data()
{
    QTest::addColumn<QJsonObject>("record");
    int count = 0;
    for (const QJsonValue value : golden::load(u"client.json"_s)) {
        const QJsonObject record = value.toObject();
        if (record["message"_L1].isString())
            QTest::addRow("%d %s", count++, qPrintable(record["name"_L1].toString())) << record;
    }
}

void ClientGoldenTest::everyMessageReadsAndIsWrittenAgain()
{
    QFETCH(const QJsonObject, record);
    const QString message = record["message"_L1].toString();
    if (message == "ToClient"_L1)
        roundTrip<v4::ToClient>(record);
    else if (message == "ToServer"_L1)
        roundTrip<v4::ToServer>(record);
    else if (message == "HttpActionRequest"_L1)
        roundTrip<v4::HttpActionRequest>(record);
    else if (message == "HttpActionResponse"_L1)
        roundTrip<v4::HttpActionResponse>(record);
    else if (message == "HttpQueueSendRequest"_L1)
        roundTrip<v4::HttpQueueSendRequest>(record);
    else if (message == "HttpQueueSendResponse"_L1)
        roundTrip<v4::HttpQueueSendResponse>(record);
    else if (message == "HttpResponseError"_L1)
        roundTrip<v4::HttpResponseError>(record);
    else
        QFAIL("a record of an unknown message");
}

QTEST_GUILESS_MAIN(ClientGoldenTest)
#include "tst_client.moc"
