// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"

#include <QtCore/QCborArray>
#include <QtCore/QDateTime>
#include <QtTest/QtTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace rove;

class CborTest : public QObject {
    Q_OBJECT

private slots:
    void valuesAreWrittenAsJavaScriptReadsThem_data();
    void valuesAreWrittenAsJavaScriptReadsThem();
    void bytesReadAsValues_data();
    void bytesReadAsValues();
    void specialNumbersSurvive();
    void badBytesAreRefused_data();
    void badBytesAreRefused();
    void nestingIsBounded();
    void nativeAndCompatBytesBelongTogether_data();
    void nativeAndCompatBytesBelongTogether();
    void untouchedBytesStayAsTheyWere();
    void nativeAndCompatValuesBelongTogether_data();
    void nativeAndCompatValuesBelongTogether();
    void meaninglessPairsAreRefused_data();
    void meaninglessPairsAreRefused();
    void bigIntsOfAnySizeHaveADecimalText_data();
    void bigIntsOfAnySizeHaveADecimalText();
    void bigIntTextsAreBounded();
    void unsignedNumbersComeInThreeForms();
    void largeMapsTakeTimeInProportion();
};

namespace {

QCborValue bigInt(QStringView decimal)
{
    return cbor::fromBigInt(decimal).value_or(QCborValue());
}

QCborValue set(const QCborArray &items)
{
    return QCborValue(cbor::setTag, items);
}

QByteArray fromHex(const char *hex)
{
    return QByteArray::fromHex(hex);
}

} // namespace

void CborTest::valuesAreWrittenAsJavaScriptReadsThem_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("small") << QCborValue(5) << "05"_ba;
    QTest::newRow("one byte") << QCborValue(24) << "1818"_ba;
    QTest::newRow("two bytes") << QCborValue(0x100) << "190100"_ba;
    QTest::newRow("four bytes") << QCborValue(0xffff'ffffLL) << "1affffffff"_ba;
    QTest::newRow("negative") << QCborValue(-7) << "26"_ba;
    QTest::newRow("four bytes negative") << QCborValue(-0x1'0000'0000LL) << "3affffffff"_ba;
    QTest::newRow("a timestamp") << QCborValue(1795333709801LL) << "fb427a2023a5fe9000"_ba;
    QTest::newRow("larger than four bytes") << QCborValue(0x1'0000'0000LL) << "fb41f0000000000000"_ba;
    QTest::newRow("smaller than four bytes") << QCborValue(-0x1'0000'0001LL) << "fbc1f0000000100000"_ba;
    QTest::newRow("fraction") << QCborValue(1.5) << "fb3ff8000000000000"_ba;
    QTest::newRow("minus zero") << QCborValue(-0.0) << "fb8000000000000000"_ba;
    QTest::newRow("text") << QCborValue(u"h\u00e9"_s) << "6368c3a9"_ba;
    QTest::newRow("bytes") << QCborValue("\1\2"_ba) << "420102"_ba;
    QTest::newRow("array") << QCborValue(QCborArray{1, QCborArray{}}) << "820180"_ba;
    QTest::newRow("map") << QCborValue(QCborMap{{u"a"_s, 1}, {2, true}})
                         << "a26161010 2f5"_ba.replace(" ", "");
    QTest::newRow("null") << QCborValue(nullptr) << "f6"_ba;
    QTest::newRow("undefined") << QCborValue() << "f7"_ba;
    QTest::newRow("BigInt") << bigInt(u"5") << "1b0000000000000005"_ba;
    QTest::newRow("negative BigInt") << bigInt(u"-1") << "3b0000000000000000"_ba;
    QTest::newRow("large BigInt") << bigInt(u"18446744073709551616") << "c249010000000000000000"_ba;
    QTest::newRow("date") << QCborValue(QDateTime::fromMSecsSinceEpoch(1000, QTimeZone::UTC)) << "c101"_ba;
    QTest::newRow("date between seconds")
        << QCborValue(QDateTime::fromMSecsSinceEpoch(1500, QTimeZone::UTC)) << "c1fb3ff8000000000000"_ba;
    QTest::newRow("set") << set({1}) << "d901028101"_ba;
    QTest::newRow("map with a tag") << QCborValue(cbor::mapTag, QCborMap{{1, 2}}) << "d90103a10102"_ba;
    QTest::newRow("ArrayBuffer") << QCborValue(cbor::arrayBufferTag, "\1"_ba) << "4101"_ba;
}

void CborTest::valuesAreWrittenAsJavaScriptReadsThem()
{
    QFETCH(const QCborValue, value);
    QFETCH(const QByteArray, hex);
    QCOMPARE(cbor::encode(value).toHex(), hex);
}

void CborTest::bytesReadAsValues_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QCborValue>("value");
    QTest::newRow("half float") << "f93e00"_ba << QCborValue(1.5);
    QTest::newRow("single float") << "fa3fc00000"_ba << QCborValue(1.5);
    QTest::newRow("double float") << "fb3ff8000000000000"_ba << QCborValue(1.5);
    QTest::newRow("long map head") << "b9000161610a"_ba << QCborValue(QCborMap{{u"a"_s, 10}});
    QTest::newRow("indefinite array") << "9f0102ff"_ba << QCborValue(QCborArray{1, 2});
    QTest::newRow("indefinite map") << "bf616101ff"_ba << QCborValue(QCborMap{{u"a"_s, 1}});
    QTest::newRow("undefined") << "f7"_ba << QCborValue();
    QTest::newRow("small BigInt") << "1b0000000000000005"_ba << bigInt(u"5");
    QTest::newRow("largest native BigInt") << "1bffffffffffffffff"_ba << bigInt(u"18446744073709551615");
    QTest::newRow("smallest native BigInt") << "3bffffffffffffffff"_ba << bigInt(u"-18446744073709551616");
    QTest::newRow("BigInt inside") << "82011b0000000000000005"_ba << QCborValue(QCborArray{1, bigInt(u"5")});
    QTest::newRow("tag 64") << "d840420102"_ba << QCborValue(cbor::uint8ArrayTag, "\1\2"_ba);
    QTest::newRow("Float64Array") << "d856420102"_ba << QCborValue(QCborTag{86}, "\1\2"_ba);
    QTest::newRow("an error object") << "d81b82614561 6d"_ba.replace(" ", "")
                                     << QCborValue(QCborTag{27}, QCborArray{u"E"_s, u"m"_s});
    QTest::newRow("date") << "c11a00000001"_ba
                          << QCborValue(QDateTime::fromMSecsSinceEpoch(1000, QTimeZone::UTC));
    QTest::newRow("date with milliseconds")
        << "c1fb41d964978c001062"_ba
        << QCborValue(QDateTime::fromMSecsSinceEpoch(1704091184001, QTimeZone::UTC));
}

void CborTest::bytesReadAsValues()
{
    QFETCH(const QByteArray, hex);
    QFETCH(const QCborValue, value);
    const auto read = cbor::decode(QByteArray::fromHex(hex));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(*read, value);
    const auto again = cbor::decode(cbor::encode(*read));
    QVERIFY(again);
    QCOMPARE(*again, *read);
}

void CborTest::specialNumbersSurvive()
{
    for (const double number : {-0.0, std::numeric_limits<double>::infinity(), std::nan("")}) {
        const auto read = cbor::decode(cbor::encode(number));
        QVERIFY(read && read->isDouble());
        QCOMPARE(std::signbit(read->toDouble()), std::signbit(number));
        QCOMPARE(std::isnan(read->toDouble()), std::isnan(number));
        QCOMPARE(std::isinf(read->toDouble()), std::isinf(number));
    }
}

void CborTest::badBytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("bytes left over") << "0505"_ba;
    QTest::newRow("head cut") << "19"_ba;
    QTest::newRow("text cut") << "6261"_ba;
    QTest::newRow("array cut") << "8201"_ba;
    QTest::newRow("map without a value") << "a16161"_ba;
    QTest::newRow("array of more items than bytes") << "9bffffffffffffffff"_ba;
    QTest::newRow("text longer than memory") << "7bffffffffffffffff"_ba;
    QTest::newRow("indefinite text") << "7f6161ff"_ba;
    QTest::newRow("indefinite bytes") << "5f4101ff"_ba;
    QTest::newRow("a break alone") << "ff"_ba;
    QTest::newRow("a break in an array of known length") << "8201ff"_ba;
    QTest::newRow("indefinite array without an end") << "9f01"_ba;
    QTest::newRow("indefinite map with a key only") << "bf6161ff"_ba;
    QTest::newRow("indefinite integer") << "1f"_ba;
    QTest::newRow("indefinite tag") << "df01"_ba;
    QTest::newRow("tag of nothing") << "c1"_ba;
    QTest::newRow("reserved length") << "1c"_ba;
    QTest::newRow("two bytes for a small simple value") << "f814"_ba;
    QTest::newRow("not UTF-8") << "61ff"_ba;
    QTest::newRow("a key that is not UTF-8") << "a161ff01"_ba;
}

void CborTest::badBytesAreRefused()
{
    QFETCH(const QByteArray, hex);
    const QByteArray bytes = QByteArray::fromHex(hex);
    const auto read = cbor::decode(bytes);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::CborInvalid);
    QVERIFY(!cbor::decodeCompat(bytes));
    QVERIFY(!cbor::toCompat(bytes));
    QVERIFY(!cbor::toNative(bytes));
}

void CborTest::nestingIsBounded()
{
    constexpr int depth = limits::nestingDepthMax;
    const QByteArray deepest = QByteArray(depth, '\x81') + '\1';
    const QByteArray tooDeep = '\x81' + deepest;
    QVERIFY(cbor::decode(deepest));
    QVERIFY(!cbor::decode(tooDeep));
    QVERIFY(cbor::decode(tooDeep, limits::storedNestingDepthMax));
    QVERIFY(!cbor::decode(QByteArray(1'000'000, '\x81')));
    QVERIFY(!cbor::decode(QByteArray(1'000'000, '\xc1')));
    QVERIFY(!cbor::decode(QByteArray("\x9f\x61$", 3).repeated(1'000'000)));
}

void CborTest::nativeAndCompatBytesBelongTogether_data()
{
    QTest::addColumn<QByteArray>("native");
    QTest::addColumn<QByteArray>("compat");
    QTest::newRow("undefined") << "f7"_ba << fromHex("826a24556e646566696e656400").toHex();
    QTest::newRow("BigInt") << "1b0000000000000005"_ba
                            << QByteArray("\x82\x67$BigInt\x61"
                                          "5")
                                   .toHex();
    QTest::newRow("negative BigInt") << "3b0000000000000000"_ba
                                     << QByteArray("\x82\x67$BigInt\x62-1").toHex();
    QTest::newRow("large BigInt") << "c249010000000000000000"_ba
                                  << QByteArray("\x82\x67$BigInt\x74"
                                                "18446744073709551616")
                                         .toHex();
    QTest::newRow("Uint8Array") << "d840420908"_ba
                                << QByteArray("\x82\x6b$Uint8Array\x64"
                                              "CQg=")
                                       .toHex();
    QTest::newRow("Set") << "d90102820 1f7"_ba.replace(" ", "")
                         << QByteArray("\x82\x64$Set\x82\x01\x82\x6a$Undefined\0", 21).toHex();
    QTest::newRow("a user's pair") << "8262247801"_ba << "826324247801"_ba;
    QTest::newRow("a user's pair with a dollar more") << "826324247801"_ba << "82642424247801"_ba;
    QTest::newRow("a user's indefinite pair") << "9f62247801ff"_ba << "9f6324247801ff"_ba;
    QTest::newRow("three items are no pair") << "836224780101"_ba << "836224780101"_ba;
    QTest::newRow("one item is no pair") << "81622478"_ba << "81622478"_ba;
    QTest::newRow("a typed array keeps its bytes") << "d856420102"_ba << "d856420102"_ba;
    QTest::newRow("a map's values") << "a16161f7"_ba
                                    << QByteArray("\xa1\x61"
                                                  "a\x82\x6a$Undefined\0",
                                                  16)
                                           .toHex();
    QTest::newRow("a map's keys stay") << "a1f701"_ba << "a1f701"_ba;
    QTest::newRow("inside a tag") << "d90103a101f7"_ba
                                  << QByteArray("\xd9\x01\x03\xa1\x01\x82\x6a$Undefined\0", 18).toHex();
}

void CborTest::nativeAndCompatBytesBelongTogether()
{
    QFETCH(const QByteArray, native);
    QFETCH(const QByteArray, compat);
    const auto wrapped = cbor::toCompat(QByteArray::fromHex(native));
    QVERIFY2(wrapped, wrapped ? "" : qPrintable(wrapped.error().message));
    QCOMPARE(wrapped->toHex(), compat);
    const auto unwrapped = cbor::toNative(QByteArray::fromHex(compat));
    QVERIFY2(unwrapped, unwrapped ? "" : qPrintable(unwrapped.error().message));
    QCOMPARE(unwrapped->toHex(), native);
}

void CborTest::untouchedBytesStayAsTheyWere()
{
    // Long heads, indefinite lengths, short floats, tags: what a peer wrote in its own way.
    const QByteArray bytes = fromHex("b900046161f93e0061629f01ff6163c11a000000016164d81b82614561 6d");
    QCOMPARE(cbor::toCompat(bytes).value_or(""_ba).toHex(), bytes.toHex());
    QCOMPARE(cbor::toNative(bytes).value_or(""_ba).toHex(), bytes.toHex());
}

void CborTest::nativeAndCompatValuesBelongTogether_data()
{
    QTest::addColumn<QCborValue>("native");
    QTest::addColumn<QCborValue>("compat");
    const auto pair = [](const QString &name, const QCborValue &content) {
        return QCborValue(QCborArray{name, content});
    };
    QTest::newRow("number") << QCborValue(1) << QCborValue(1);
    QTest::newRow("undefined") << QCborValue() << pair(u"$Undefined"_s, 0);
    QTest::newRow("BigInt") << bigInt(u"-12345678901234567890")
                            << pair(u"$BigInt"_s, u"-12345678901234567890"_s);
    QTest::newRow("bytes") << QCborValue("\1\2\3"_ba) << pair(u"$Uint8Array"_s, u"AQID"_s);
    QTest::newRow("ArrayBuffer") << QCborValue(cbor::arrayBufferTag, "\1\2\3"_ba)
                                 << pair(u"$ArrayBuffer"_s, u"AQID"_s);
    QTest::newRow("set") << set({QCborValue(), 1})
                         << pair(u"$Set"_s, QCborArray{pair(u"$Undefined"_s, 0), 1});
    QTest::newRow("a user's pair") << pair(u"$BigInt"_s, u"5"_s) << pair(u"$$BigInt"_s, u"5"_s);
    QTest::newRow("deep inside") << QCborValue(QCborMap{{u"a"_s, QCborArray{1, QCborArray{2, QCborValue()}}}})
                                 << QCborValue(QCborMap{
                                        {u"a"_s, QCborArray{1, QCborArray{2, pair(u"$Undefined"_s, 0)}}}});
    const QCborValue map(cbor::mapTag, QCborMap{{1, bigInt(u"2")}});
    QTest::newRow("a Map's values") << map
                                    << QCborValue(cbor::mapTag, QCborMap{{1, pair(u"$BigInt"_s, u"2"_s)}});
}

void CborTest::nativeAndCompatValuesBelongTogether()
{
    QFETCH(const QCborValue, native);
    QFETCH(const QCborValue, compat);
    QCOMPARE(cbor::wrapCompat(native), compat);
    QCOMPARE(cbor::unwrapCompat(compat).value_or(u"failed"_s), native);
    QCOMPARE(cbor::encodeCompat(native), cbor::encode(compat));
    QCOMPARE(cbor::decodeCompat(cbor::encode(compat)).value_or(u"failed"_s), native);
}

void CborTest::meaninglessPairsAreRefused_data()
{
    QTest::addColumn<QCborValue>("pair");
    QTest::newRow("unknown name") << QCborValue(QCborArray{u"$Foo"_s, 1});
    QTest::newRow("only the dollar") << QCborValue(QCborArray{u"$"_s, 1});
    QTest::newRow("BigInt of a number") << QCborValue(QCborArray{u"$BigInt"_s, 5});
    QTest::newRow("BigInt of words") << QCborValue(QCborArray{u"$BigInt"_s, u"five"_s});
    QTest::newRow("BigInt too long") << QCborValue(
        QCborArray{u"$BigInt"_s, QString(limits::bigIntDigitsMax + 1, u'1')});
    QTest::newRow("not base64") << QCborValue(QCborArray{u"$Uint8Array"_s, u"%%"_s});
    QTest::newRow("a set of no array") << QCborValue(QCborArray{u"$Set"_s, 1});
}

void CborTest::meaninglessPairsAreRefused()
{
    QFETCH(const QCborValue, pair);
    for (const QCborValue &value : {pair, QCborValue(QCborMap{{u"inside"_s, pair}})}) {
        QVERIFY(!cbor::unwrapCompat(value));
        QVERIFY(!cbor::decodeCompat(cbor::encode(value)));
        QVERIFY(!cbor::toNative(cbor::encode(value)));
        QVERIFY(cbor::decode(cbor::encode(value)));
    }
}

void CborTest::bigIntsOfAnySizeHaveADecimalText_data()
{
    QTest::addColumn<QString>("decimal");
    for (const QString &decimal :
         {u"0"_s, u"1"_s, u"-1"_s, u"255"_s, u"-256"_s, u"-257"_s, u"999999999"_s, u"1000000000"_s,
          u"4294967296"_s, u"9223372036854775808"_s, u"-9223372036854775809"_s, u"18446744073709551615"_s,
          u"-18446744073709551616"_s, u"18446744073709551616"_s, u"100000000000000000000000000000000000001"_s,
          QString(limits::bigIntDigitsMax, u'9'), QString(u'-' + QString(limits::bigIntDigitsMax, u'9'))})
        QTest::addRow("%s", qPrintable(decimal.left(40))) << decimal;
}

void CborTest::bigIntsOfAnySizeHaveADecimalText()
{
    QFETCH(const QString, decimal);
    const auto value = cbor::fromBigInt(decimal);
    QVERIFY(value);
    QCOMPARE(cbor::bigIntText(*value).value_or(QString()), decimal);
    const auto read = cbor::decode(cbor::encode(*value));
    QVERIFY(read);
    QCOMPARE(*read, *value);
}

void CborTest::bigIntTextsAreBounded()
{
    QVERIFY(!cbor::fromBigInt(QString(limits::bigIntDigitsMax + 1, u'9')));
    QVERIFY(!cbor::fromBigInt(u""));
    QVERIFY(!cbor::fromBigInt(u"-"));
    QVERIFY(!cbor::fromBigInt(u"+1"));
    QVERIFY(!cbor::fromBigInt(u"1.5"));
    QVERIFY(!cbor::fromBigInt(u"0x10"));
    QVERIFY(!cbor::bigIntText(QCborValue(cbor::positiveBigIntTag, QByteArray(1'000'000, '\xff'))));
    QVERIFY(!cbor::bigIntText(5));
}

void CborTest::unsignedNumbersComeInThreeForms()
{
    QCOMPARE(cbor::toUnsigned(5), 5U);
    QCOMPARE(cbor::toUnsigned(5.0), 5U);
    QCOMPARE(cbor::toUnsigned(bigInt(u"18446744073709551615")), std::numeric_limits<quint64>::max());
    for (const QCborValue &value :
         {QCborValue(-1), QCborValue(1.5), QCborValue(-1.0), QCborValue(1e30), QCborValue(u"5"_s),
          bigInt(u"-5"), bigInt(u"18446744073709551616"), QCborValue()})
        QVERIFY(!cbor::toUnsigned(value));
}

/// Qt's maps search their keys one by one; a state of many keys must not feel it.
void CborTest::largeMapsTakeTimeInProportion()
{
    constexpr int count = 100'000;
    QByteArray bytes = fromHex("ba000186a0");
    for (int i = 0; i < count; ++i)
        bytes += "\x66" + QByteArray::number(100'000 + i) + '\xf7';
    QElapsedTimer timer;
    timer.start();
    const auto value = cbor::decode(bytes);
    QVERIFY(value);
    QCOMPARE(value->toMap().size(), count);
    const auto again = cbor::unwrapCompat(cbor::wrapCompat(*value));
    QVERIFY(again);
    QCOMPARE(cbor::encode(*again), bytes);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(CborTest)
#include "tst_cbor.moc"
