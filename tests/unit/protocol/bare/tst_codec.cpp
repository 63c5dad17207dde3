// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/codec.h"

#include <QtTest/QtTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace rove;

/// A schema with everything in it.
namespace example {

enum class Colour : std::uint8_t { Red, Green };

struct Nothing {};
struct Point {
    std::int32_t x = 0;
    std::int16_t y = 0;
};
struct Named {
    QString name;
    std::optional<Point> point;
};
using Shape = std::variant<Nothing, Point, Named>;

struct Everything {
    bool isGood = false;
    Colour colour = Colour::Red;
    bare::Uint count;
    std::uint64_t large = 0;
    QByteArray data;
    std::array<std::uint8_t, 2> code{};
    std::vector<Shape> shapes;
    std::map<QString, std::uint8_t> sizes;
};

} // namespace example

using namespace example;

class CodecTest : public QObject {
    Q_OBJECT

private slots:
    void fieldsFollowEachOtherInOrder();
    void whatWasWrittenReadsBack();
    void anEmptyStructIsNoBytes();
    void eachByteLessIsRefused();
    void badBytesAreRefused_data();
    void badBytesAreRefused();
    void aListIsNoLongerThanItsBytesAllow();
    void aMapHasEachKeyOnce();
    void descriptionsNameFieldsAndAlternatives();
};

namespace {

Everything sample()
{
    return {.isGood = true,
            .colour = Colour::Green,
            .count = {300},
            .large = 1,
            .data = "ab"_ba,
            .code = {7, 8},
            .shapes = {Nothing{}, Point{.x = -1, .y = 2}, Named{.name = u"n"_s, .point = Point{}}},
            .sizes = {{u"k"_s, 9}}};
}

const QByteArray sampleHex = "01"               // isGood
                             "01"               // colour
                             "ac02"             // count
                             "0100000000000000" // large
                             "026162"           // data
                             "0708"             // code
                             "03"               // shapes
                             "00"
                             "01ffffffff0200"
                             "02016e01000000000000"
                             "01016b09"_ba; // sizes

} // namespace

void CodecTest::fieldsFollowEachOtherInOrder()
{
    QCOMPARE(bare::encode(sample()).toHex(), sampleHex);
}

void CodecTest::whatWasWrittenReadsBack()
{
    const auto read = bare::decode<Everything>(QByteArray::fromHex(sampleHex));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QVERIFY(bare::describe(*read) == bare::describe(sample()));
    QCOMPARE(bare::encode(*read).toHex(), sampleHex);
}

void CodecTest::anEmptyStructIsNoBytes()
{
    QCOMPARE(bare::encode(Nothing{}), QByteArray());
    QVERIFY(bare::decode<Nothing>({}));
    QVERIFY(!bare::decode<Nothing>("x"));
}

void CodecTest::eachByteLessIsRefused()
{
    const QByteArray bytes = QByteArray::fromHex(sampleHex);
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const auto read = bare::decode<Everything>(bytes.first(size));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BareInvalid);
    }
    QVERIFY(!bare::decode<Everything>(QByteArray(bytes + '\0')));
}

void CodecTest::badBytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("reason");
    QTest::newRow("an unknown tag") << "03"_ba
                                    << u"invalid value: integer `3`, expected variant index 0 <= i < 3"_s;
    QTest::newRow("a tag of two bytes")
        << "8002"_ba << u"invalid value: integer `256`, expected variant index 0 <= i < 3"_s;
    QTest::newRow("no tag") << ""_ba << u"unexpected end of input"_s;
    QTest::newRow("an optional that is neither") << "02016e02"_ba << u"invalid bool"_s;
    QTest::newRow("bytes left over") << "0000"_ba << u"1 bytes left over"_s;
}

void CodecTest::badBytesAreRefused()
{
    QFETCH(const QByteArray, hex);
    QFETCH(const QString, reason);
    const auto read = bare::decode<Shape>(QByteArray::fromHex(hex));
    QVERIFY(!read);
    QCOMPARE(read.error().message, reason);
    QVERIFY(!bare::decode<Colour>("\2"));
}

void CodecTest::aListIsNoLongerThanItsBytesAllow()
{
    // A point takes six bytes, so that eleven hold one and not two.
    QByteArray bytes = "\2"_ba + QByteArray(11, '\0');
    QVERIFY(!bare::decode<std::vector<Point>>(bytes));
    QVERIFY(bare::decode<std::vector<Point>>(QByteArray(bytes + '\0')));
    QVERIFY(!bare::decode<std::vector<QString>>("\xff\xff\xff\xff\xff\xff\xff\xff\xff\1"));
}

void CodecTest::aMapHasEachKeyOnce()
{
    using Sizes = std::map<QString, std::uint8_t>;
    QVERIFY(bare::decode<Sizes>("\2\1a\1\1b\1"));
    QVERIFY(!bare::decode<Sizes>("\2\1a\1\1a\1"));
}

void CodecTest::descriptionsNameFieldsAndAlternatives()
{
    const bare::Description description = bare::describe(sample());
    QCOMPARE(description.type, u"Everything"_s);
    QCOMPARE(description.children.size(), 8U);
    QCOMPARE(description.children[0].name, u"isGood"_s);
    QCOMPARE(description.children[0].value, QVariant(true));
    QCOMPARE(description.children[1].value, QVariant(u"Green"_s));
    QCOMPARE(description.children[2].value, QVariant(quint64(300)));
    QCOMPARE(description.children[4].value, QVariant("ab"_ba));
    QCOMPARE(description.children[5].value, QVariant("\7\10"_ba));

    const bare::Description &shapes = description.children[6];
    QCOMPARE(shapes.children[0].type, u"Nothing"_s);
    QCOMPARE(shapes.children[1].name, u"1"_s);
    QCOMPARE(shapes.children[1].children[0].name, u"x"_s);
    QCOMPARE(shapes.children[1].children[0].value, QVariant(qint64(-1)));
    QCOMPARE(shapes.children[2].type, u"Named"_s);
    QCOMPARE(shapes.children[2].children[1].type, u"Point"_s);

    const bare::Description &sizes = description.children[7];
    QCOMPARE(sizes.children[0].name, u"k"_s);
    QCOMPARE(sizes.children[0].value, QVariant(quint64(9)));
    QVERIFY(!bare::describe(Named{}).children[1].value.isValid());
}

QTEST_GUILESS_MAIN(CodecTest)
#include "tst_codec.moc"
