// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "ui/widgets/jsontext.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QTimeZone>
#include <QtTest/QtTest>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestJsonText : public QObject {
    Q_OBJECT

private slots:
    void keysKeepTheirOrder();
    void whatJsonLacksIsAPair_data();
    void whatJsonLacksIsAPair();
    void everythingComesBack_data() { whatJsonLacksIsAPair_data(); }
    void everythingComesBack();
    void anErrorHasItsPlace_data();
    void anErrorHasItsPlace();
    void deepNestingIsRefused();
    void numbersAreWhatJavaScriptMakesOfThem();
    void aLargeTextIsReadInTime();
};

void TestJsonText::keysKeepTheirOrder()
{
    const QString text = u"{\n  \"z\": 1,\n  \"a\": [\n    true,\n    null\n  ],\n  \"m\": {}\n}"_s;
    const auto value = parseJsonText(text);
    QVERIFY(value);
    QCOMPARE(toJsonText(*value), text);
    QCOMPARE(toJsonText(*value, JsonLayout::OneLine), u"{\"z\": 1, \"a\": [true, null], \"m\": {}}"_s);
}

void TestJsonText::whatJsonLacksIsAPair_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *tag, const QCborValue &value, const QString &text) {
        QTest::newRow(tag) << value << text;
    };
    row("undefined", QCborValue(QCborValue::Undefined), u"[\"$Undefined\", 0]"_s);
    row("bigint", cbor::fromBigInt(u"12").value(), u"[\"$BigInt\", \"12\"]"_s);
    row("bytes", QCborValue(QByteArray("ab")), u"[\"$Uint8Array\", \"YWI=\"]"_s);
    row("buffer", QCborValue(cbor::arrayBufferTag, QByteArray("ab")), u"[\"$ArrayBuffer\", \"YWI=\"]"_s);
    row("date", QCborValue(QDateTime::fromMSecsSinceEpoch(0, QTimeZone::UTC)),
        u"[\"$Date\", \"1970-01-01T00:00:00.000Z\"]"_s);
    row("set", QCborValue(cbor::setTag, QCborArray{1, 2}), u"[\"$Set\", [1, 2]]"_s);
    row("map", QCborValue(cbor::mapTag, QCborMap{{1, u"a"_s}}), u"[\"$Map\", [[1, \"a\"]]]"_s);
    row("infinity", -qInf(), u"[\"$Number\", \"-Infinity\"]"_s);
    row("tag", QCborValue(QCborTag(27), QCborArray{u"RegExp"_s, u"x"_s, u"g"_s}),
        u"[\"$Tag\", [27, [\"RegExp\", \"x\", \"g\"]]]"_s);
    row("a real pair", QCborArray{u"$Set"_s, 1}, u"[\"$$Set\", 1]"_s);
    row("a real pair of two", QCborArray{u"$$x"_s, 1}, u"[\"$$$x\", 1]"_s);
    row("no pair", QCborArray{u"$Set"_s, 1, 2}, u"[\"$Set\", 1, 2]"_s);
    row("string", u"a\"\\\n\u2028"_s, u"\"a\\\"\\\\\\n\\u2028\""_s);
}

void TestJsonText::whatJsonLacksIsAPair()
{
    QFETCH(QCborValue, value);
    QTEST(toJsonText(value, JsonLayout::OneLine), "text");
}

void TestJsonText::everythingComesBack()
{
    QFETCH(QCborValue, value);
    for (const JsonLayout layout : {JsonLayout::OneLine, JsonLayout::Indented}) {
        const auto read = parseJsonText(toJsonText(value, layout));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(*read, value);
    }
}

void TestJsonText::anErrorHasItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("empty") << QString() << 1 << 1;
    QTest::newRow("only space") << u" \n "_s << 2 << 2;
    QTest::newRow("missing comma") << u"{\n  \"a\": 1\n  \"b\": 2\n}"_s << 3 << 3;
    QTest::newRow("missing colon") << u"{\"a\" 1}"_s << 1 << 6;
    QTest::newRow("trailing comma") << u"[1,]"_s << 1 << 4;
    QTest::newRow("single quotes") << u"{'a': 1}"_s << 1 << 2;
    QTest::newRow("word") << u"[1, nul]"_s << 1 << 5;
    QTest::newRow("open string") << u"[\n\"abc"_s << 2 << 1;
    QTest::newRow("line end in string") << u"\"a\nb\""_s << 1 << 3;
    QTest::newRow("escape") << u"\"a\\q\""_s << 1 << 4;
    QTest::newRow("unicode escape") << u"\"\\u12g4\""_s << 1 << 4;
    QTest::newRow("leading zero") << u"01"_s << 1 << 2;
    QTest::newRow("lone minus") << u"-"_s << 1 << 2;
    QTest::newRow("no fraction") << u"1."_s << 1 << 3;
    QTest::newRow("repeated key") << u"{\"a\": 1,\n \"a\": 2}"_s << 2 << 2;
    QTest::newRow("more text") << u"1 2"_s << 1 << 3;
    QTest::newRow("unknown word") << u"[0,\n [\"$Foo\", 1]]"_s << 2 << 3;
    QTest::newRow("not a bigint") << u"[\"$BigInt\", \"x\"]"_s << 1 << 2;
    QTest::newRow("not base64") << u"[\"$Uint8Array\", \"?\"]"_s << 1 << 2;
}

void TestJsonText::anErrorHasItsPlace()
{
    QFETCH(QString, text);
    const auto value = parseJsonText(text);
    QVERIFY(!value);
    QVERIFY(!value.error().message.isEmpty());
    QTEST(value.error().line, "line");
    QTEST(value.error().column, "column");
}

void TestJsonText::deepNestingIsRefused()
{
    const auto nested = [](int depth) -> QString { return QString(depth, u'[') + QString(depth, u']'); };
    QVERIFY(parseJsonText(nested(limits::nestingDepthMax)));
    QVERIFY(!parseJsonText(nested(limits::nestingDepthMax + 2)));
    QVERIFY(!parseJsonText(QString(1'000'000, u'[')));
}

void TestJsonText::numbersAreWhatJavaScriptMakesOfThem()
{
    QCOMPARE(parseJsonText(u"12")->type(), QCborValue::Integer);
    QCOMPARE(parseJsonText(u"1.50").value(), QCborValue(1.5));
    QCOMPARE(parseJsonText(u"1e3")->toDouble(), 1000.0);
    // An 8-byte integer would reach the actor as a BigInt.
    QCOMPARE(parseJsonText(u"9007199254740993")->type(), QCborValue::Double);
    QVERIFY(std::signbit(parseJsonText(u"-0")->toDouble()));
    QCOMPARE(toJsonText(parseJsonText(u"-0").value()), u"-0"_s);
}

void TestJsonText::aLargeTextIsReadInTime()
{
    QString text = u"{"_s;
    for (int i = 0; i < 100'000; ++i)
        text += (i ? u",\"key"_s : u"\"key"_s) + QString::number(i) + u"\":["_s + QString::number(i) + u"]"_s;
    text += u'}';
    QElapsedTimer timer;
    timer.start();
    const auto value = parseJsonText(text);
    QVERIFY(value);
    QCOMPARE(value->toMap().size(), 100'000);
    // Linear work takes a fraction of a second, quadratic work minutes.
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
