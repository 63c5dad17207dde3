// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/reader.h"
#include "protocol/bare/writer.h"

#include <QtTest/QtTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace rove;

class ReaderTest : public QObject {
    Q_OBJECT

private slots:
    void uintsTakeAsManyBytesAsTheyNeed_data();
    void uintsTakeAsManyBytesAsTheyNeed();
    void badUintsAreRefused_data();
    void badUintsAreRefused();
    void fixedNumbersAreLittleEndian();
    void onlyZeroAndOneAreBools();
    void textMustBeUtf8();
    void lengthsAreHeldAgainstWhatRemains();
    void theFirstFaultSticks();
    void bytesLeftOverAreAFault();
};

void ReaderTest::uintsTakeAsManyBytesAsTheyNeed_data()
{
    QTest::addColumn<quint64>("number");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("0") << quint64(0) << "00"_ba;
    QTest::newRow("127") << quint64(127) << "7f"_ba;
    QTest::newRow("128") << quint64(128) << "8001"_ba;
    QTest::newRow("300") << quint64(300) << "ac02"_ba;
    QTest::newRow("2^63") << (quint64(1) << 63) << "80808080808080808001"_ba;
    QTest::newRow("2^64 - 1") << std::numeric_limits<quint64>::max() << "ffffffffffffffffff01"_ba;
}

void ReaderTest::uintsTakeAsManyBytesAsTheyNeed()
{
    QFETCH(const quint64, number);
    QFETCH(const QByteArray, hex);
    bare::Writer writer;
    writer.uint(number);
    QCOMPARE(writer.take().toHex(), hex);
    const QByteArray bytes = QByteArray::fromHex(hex);
    bare::Reader reader(bytes);
    QCOMPARE(reader.uint(), number);
    QVERIFY(reader.finish());
}

void ReaderTest::badUintsAreRefused_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("cut") << "80"_ba;
    QTest::newRow("more than 64 bits") << "ffffffffffffffffff02"_ba;
    QTest::newRow("more than 10 bytes") << "8080808080808080808001"_ba;
    QTest::newRow("a zero group too many") << "8000"_ba;
}

void ReaderTest::badUintsAreRefused()
{
    QFETCH(const QByteArray, hex);
    const QByteArray bytes = QByteArray::fromHex(hex);
    bare::Reader reader(bytes);
    QCOMPARE(reader.uint(), 0U);
    const auto result = reader.finish();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::BareInvalid);
}

void ReaderTest::fixedNumbersAreLittleEndian()
{
    bare::Writer writer;
    writer.fixed(std::uint8_t{1});
    writer.fixed(std::uint16_t{0x0203});
    writer.fixed(std::uint32_t{0x04050607});
    writer.fixed(std::uint64_t{0x08090a0b0c0d0eff});
    const QByteArray bytes = writer.take();
    QCOMPARE(bytes.toHex(), "01030207060504ff0e0d0c0b0a0908"_ba);
    bare::Reader reader(bytes);
    QCOMPARE(reader.fixed<std::uint8_t>(), 1);
    QCOMPARE(reader.fixed<std::uint16_t>(), 0x0203);
    QCOMPARE(reader.fixed<std::uint32_t>(), 0x04050607U);
    QCOMPARE(reader.fixed<std::uint64_t>(), 0x08090a0b0c0d0effU);
    QVERIFY(reader.finish());
}

void ReaderTest::onlyZeroAndOneAreBools()
{
    bare::Reader good(QByteArrayView("\0\1", 2));
    QVERIFY(!good.boolean());
    QVERIFY(good.boolean());
    QVERIFY(good.finish());
    bare::Reader bad("\2");
    QVERIFY(!bad.boolean());
    QVERIFY(!bad.finish());
}

void ReaderTest::textMustBeUtf8()
{
    bare::Reader good("\3h\xc3\xa9");
    QCOMPARE(good.string(), u"h\u00e9"_s);
    QVERIFY(good.finish());
    bare::Reader bad("\1\xff");
    QCOMPARE(bad.string(), QString());
    QVERIFY(!bad.finish());
}

void ReaderTest::lengthsAreHeldAgainstWhatRemains()
{
    bare::Reader text("\5abcd");
    QCOMPARE(text.string(), QString());
    QVERIFY(text.failed());
    bare::Reader huge("\xff\xff\xff\xff\xff\xff\xff\xff\xff\1");
    QCOMPARE(huge.data(), QByteArray());
    QVERIFY(huge.failed());
    bare::Reader list("\3abcd");
    QCOMPARE(list.count(1), 3);
    bare::Reader wideItems("\3abcd");
    QCOMPARE(wideItems.count(2), 0);
    QVERIFY(wideItems.failed());
}

void ReaderTest::theFirstFaultSticks()
{
    bare::Reader reader("\2\1\1");
    QVERIFY(!reader.boolean());
    QVERIFY(!reader.boolean());
    QCOMPARE(reader.string(), QString());
    QCOMPARE(reader.finish().error().message, u"invalid bool"_s);
}

void ReaderTest::bytesLeftOverAreAFault()
{
    bare::Reader reader("\1\1");
    QVERIFY(reader.boolean());
    QVERIFY(!reader.finish());
}

QTEST_GUILESS_MAIN(ReaderTest)
#include "tst_reader.moc"
