// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"

#include <QtCore/QCborArray>
#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace rove;

class CborJsonTest : public QObject {
    Q_OBJECT

private slots:
    void valuesAndJsonBelongTogether_data();
    void valuesAndJsonBelongTogether();
    void whatJsonLacksIsWrittenAsNearAsItGets_data();
    void whatJsonLacksIsWrittenAsNearAsItGets();
    void olderPeersGetNullForUndefined();
    void meaninglessPairsStayArrays();
    void scalarsAreTextsToo();
    void badTextIsRefused_data();
    void badTextIsRefused();
    void nestingIsBounded();
};

namespace {

QJsonValue json(const char *text)
{
    return cbor::parseJson(text).value_or(u"not JSON"_s);
}

} // namespace

void CborJsonTest::valuesAndJsonBelongTogether_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("null") << QCborValue(nullptr) << "null"_ba;
    QTest::newRow("bool") << QCborValue(true) << "true"_ba;
    QTest::newRow("integer") << QCborValue(-5) << "-5"_ba;
    QTest::newRow("timestamp") << QCborValue(1795333709801LL) << "1795333709801"_ba;
    QTest::newRow("fraction") << QCborValue(1.25) << "1.25"_ba;
    QTest::newRow("text") << QCborValue(u"h\u00e9"_s) << "\"h\u00e9\""_ba;
    QTest::newRow("nested") << QCborValue(QCborMap{{u"a"_s, QCborArray{1, nullptr}}})
                            << R"({"a":[1,null]})"_ba;
    QTest::newRow("undefined") << QCborValue() << R"(["$Undefined",0])"_ba;
    QTest::newRow("BigInt") << *cbor::fromBigInt(u"12345678901234567890")
                            << R"(["$BigInt","12345678901234567890"])"_ba;
    QTest::newRow("bytes") << QCborValue("\x09\x08"_ba) << R"(["$Uint8Array","CQg="])"_ba;
    QTest::newRow("ArrayBuffer") << QCborValue(cbor::arrayBufferTag, "\x09\x08"_ba)
                                 << R"(["$ArrayBuffer","CQg="])"_ba;
    QTest::newRow("set") << QCborValue(cbor::setTag, QCborArray{1, 2}) << R"(["$Set",[1,2]])"_ba;
    QTest::newRow("a user's pair") << QCborValue(QCborArray{u"$x"_s, 1}) << R"(["$$x",1])"_ba;
}

void CborJsonTest::valuesAndJsonBelongTogether()
{
    QFETCH(const QCborValue, value);
    QFETCH(const QByteArray, text);
    QCOMPARE(cbor::writeJson(cbor::toJson(value)), text);
    QCOMPARE(cbor::fromJson(json(text)), value);
}

void CborJsonTest::whatJsonLacksIsWrittenAsNearAsItGets_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("NaN") << QCborValue(std::nan("")) << "null"_ba;
    QTest::newRow("infinity") << QCborValue(HUGE_VAL) << "null"_ba;
    QTest::newRow("date") << QCborValue(QDateTime::fromMSecsSinceEpoch(1500, QTimeZone::UTC))
                          << R"("1970-01-01T00:00:01.500Z")"_ba;
    QTest::newRow("Uint8Array with its tag")
        << QCborValue(cbor::uint8ArrayTag, "\x09\x08"_ba) << R"(["$Uint8Array","CQg="])"_ba;
    QTest::newRow("Map") << QCborValue(cbor::mapTag, QCborMap{{1, 2}, {u"a"_s, 3}}) << R"({"1":2,"a":3})"_ba;
    QTest::newRow("an error object") << QCborValue(QCborTag{27}, QCborArray{u"E"_s, u"m"_s})
                                     << R"(["E","m"])"_ba;
}

void CborJsonTest::whatJsonLacksIsWrittenAsNearAsItGets()
{
    QFETCH(const QCborValue, value);
    QFETCH(const QByteArray, text);
    QCOMPARE(cbor::writeJson(cbor::toJson(value)), text);
}

void CborJsonTest::olderPeersGetNullForUndefined()
{
    const QCborValue value(QCborMap{{u"a"_s, QCborValue()}, {u"b"_s, QCborArray{QCborValue()}}});
    QCOMPARE(cbor::writeJson(cbor::toJson(value, cbor::JsonUndefined::Null)), R"({"b":[null]})"_ba);
    QCOMPARE(cbor::writeJson(cbor::toJson(QCborValue(), cbor::JsonUndefined::Null)), "null"_ba);
}

void CborJsonTest::meaninglessPairsStayArrays()
{
    const QCborValue value = cbor::fromJson(json(R"([["$Foo",1],["$BigInt",5],["$BigInt","5"]])"));
    const QCborArray expected{QCborArray{u"$Foo"_s, 1}, QCborArray{u"$BigInt"_s, 5}, *cbor::fromBigInt(u"5")};
    QCOMPARE(value, QCborValue(expected));
}

void CborJsonTest::scalarsAreTextsToo()
{
    QCOMPARE(json("5"), QJsonValue(5));
    QCOMPARE(json(" \"a\" "), QJsonValue(u"a"_s));
    QCOMPARE(json("null"), QJsonValue(QJsonValue::Null));
    QCOMPARE(cbor::writeJson(u"a\"b"_s), R"("a\"b")"_ba);
    QCOMPARE(cbor::writeJson(QJsonObject()), "{}"_ba);
}

void CborJsonTest::badTextIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("space") << " "_ba;
    QTest::newRow("two values") << "1,2"_ba;
    QTest::newRow("out of the brackets") << "1],[2"_ba;
    QTest::newRow("cut") << "{\"a\":"_ba;
    QTest::newRow("garbage") << "{bad"_ba;
    QTest::newRow("left over") << "{} x"_ba;
    QTest::newRow("not UTF-8") << "\"\xff\""_ba;
}

void CborJsonTest::badTextIsRefused()
{
    QFETCH(const QByteArray, text);
    const auto read = cbor::parseJson(text);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::ApiBadRequest);
}

void CborJsonTest::nestingIsBounded()
{
    constexpr int depth = limits::nestingDepthMax;
    const auto nested = [](int levels) { return QByteArray(levels, '[').append(QByteArray(levels, ']')); };
    QVERIFY(cbor::parseJson(nested(depth)));
    QVERIFY(!cbor::parseJson(nested(depth + 1)));
    QVERIFY(!cbor::parseJson(nested(100'000)));
}

QTEST_GUILESS_MAIN(CborJsonTest)
#include "tst_cborjson.moc"
