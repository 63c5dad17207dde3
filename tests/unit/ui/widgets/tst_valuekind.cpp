// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/widgets/valuekind.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QTimeZone>
#include <QtTest/QtTest>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

QCborValue bigInt(const QString &digits)
{
    return cbor::fromBigInt(digits).value();
}

QCborValue instant()
{
    return QCborValue(QDateTime::fromMSecsSinceEpoch(1795331386571, QTimeZone::UTC));
}

} // namespace

class TestValueKind : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void everyKindHasItsNameAndText_data();
    void everyKindHasItsNameAndText();
    void aMapsOtherKeysAreNamedByPosition();
    void longTextsAreCut();
    void aNumberLikeAnInstantSaysWhen();
    void editedTextBecomesTheSameValueAgain_data();
    void editedTextBecomesTheSameValueAgain();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();
    void aChangeOfKindKeepsWhatItCan_data();
    void aChangeOfKindKeepsWhatItCan();
};

void TestValueKind::everyKindHasItsNameAndText_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *tag, const QCborValue &value, const QString &name, const QString &text) {
        QTest::newRow(tag) << value << name << text;
    };
    row("null", nullptr, u"null"_s, u"null"_s);
    row("undefined", QCborValue(QCborValue::Undefined), u"undefined"_s, u"undefined"_s);
    row("true", true, u"bool"_s, u"true"_s);
    row("int", -7, u"int"_s, u"-7"_s);
    row("whole double", 1795331386571.0, u"int"_s, u"1795331386571"_s);
    row("float", 2.5, u"float"_s, u"2.5"_s);
    row("negative zero", -0.0, u"float"_s, u"-0"_s);
    row("NaN", qQNaN(), u"float"_s, u"NaN"_s);
    row("infinity", -qInf(), u"float"_s, u"-Infinity"_s);
    row("huge double", 1e300, u"float"_s, u"1e+300"_s);
    row("bigint", bigInt(u"-123456789012345678901234567890"_s), u"bigint"_s,
        u"-123456789012345678901234567890n"_s);
    row("string", u"a\n\"b\"\t"_s, u"string"_s, u"\"a⏎\\\"b\\\"⇥\""_s);
    row("control", u"\u202e\u0001"_s, u"string"_s, u"\"\\u202e\\u0001\""_s);
    row("bytes", QCborValue(QByteArray::fromHex("89504e")), u"bytes"_s, u"Uint8Array(3)  89 50 4E"_s);
    row("buffer", QCborValue(cbor::arrayBufferTag, QByteArray("a")), u"bytes"_s, u"ArrayBuffer(1)  61"_s);
    row("date", instant(), u"date"_s, u"2026-11-22T07:09:46.571Z"_s);
    row("array", QCborArray{1, 2}, u"array"_s, u"[2]"_s);
    row("object", QCborMap{{u"a"_s, 1}}, u"object"_s, u"{1}"_s);
    row("map", QCborValue(cbor::mapTag, QCborMap{{1, 2}}), u"map"_s, u"Map{1}"_s);
    row("set", QCborValue(cbor::setTag, QCborArray{1}), u"set"_s, u"Set[1]"_s);
    row("typed array", QCborValue(QCborTag(85), QByteArray(4, '\0')), u"tagged"_s,
        u"Float32Array(4)  00 00 00 00"_s);
    row("other tag", QCborValue(QCborTag(28), QCborArray{u"Error"_s, u"boom"_s}), u"tagged"_s,
        u"tag(28)  [2]"_s);
}

void TestValueKind::everyKindHasItsNameAndText()
{
    QFETCH(QCborValue, value);
    QTEST(kindName(kindOf(value)), "name");
    QTEST(displayText(value), "text");
}

void TestValueKind::aMapsOtherKeysAreNamedByPosition()
{
    const QCborValue map(cbor::mapTag, QCborMap{{u"name"_s, 1}, {7, 2}, {true, 3}});
    QCOMPARE(childCountOf(map), 3);
    QCOMPARE(childOf(map, 0).step, PathStep(u"name"_s));
    QCOMPARE(childOf(map, 1).step, PathStep(qsizetype(1)));
    QCOMPARE(childOf(map, 1).label, u"7"_s);
    QCOMPARE(childOf(map, 2).value, QCborValue(3));
}

void TestValueKind::longTextsAreCut()
{
    const QString text = displayText(QString(5000, u'x'));
    QVERIFY(text.size() < 400);
    QVERIFY(text.contains(u"(5,000 characters)"_s) || text.contains(u"(5000 characters)"_s));
    QVERIFY(displayText(QCborValue(QByteArray(2048, 'x'))).endsWith(u" …"_s));
}

void TestValueKind::aNumberLikeAnInstantSaysWhen()
{
    QVERIFY(hintText(1795331386571.0).startsWith(u"2026-11-22"_s));
    QVERIFY(hintText(instant()).startsWith(u"2026-11-22"_s));
    QVERIFY(hintText(500).isEmpty());
    QVERIFY(hintText(u"1795331386571"_s).isEmpty());
}

void TestValueKind::editedTextBecomesTheSameValueAgain_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::newRow("string") << QCborValue(u"a \"b\"\nc"_s);
    QTest::newRow("int") << QCborValue(42);
    QTest::newRow("float") << QCborValue(0.1);
    QTest::newRow("infinity") << QCborValue(qInf());
    QTest::newRow("bool") << QCborValue(true);
    QTest::newRow("null") << QCborValue(nullptr);
    QTest::newRow("bigint") << bigInt(u"18446744073709551616"_s);
    QTest::newRow("bytes") << QCborValue(QByteArray::fromHex("00ff10"));
    QTest::newRow("date") << instant();
}

void TestValueKind::editedTextBecomesTheSameValueAgain()
{
    QFETCH(QCborValue, value);
    const auto parsed = parseEditText(editText(value), kindOf(value));
    QVERIFY(parsed);
    QCOMPARE(*parsed, value);
}

void TestValueKind::whatDoesNotFitIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ValueKind>("kind");
    QTest::newRow("letters") << u"4x2"_s << ValueKind::Integer;
    QTest::newRow("empty") << QString() << ValueKind::Float;
    QTest::newRow("hex") << u"0x10"_s << ValueKind::Integer;
    QTest::newRow("beyond 2^53") << u"9007199254740993"_s << ValueKind::Integer;
    QTest::newRow("fraction") << u"1.5"_s << ValueKind::BigInt;
    QTest::newRow("odd digits") << u"89 5"_s << ValueKind::Bytes;
    QTest::newRow("not a date") << u"yesterday"_s << ValueKind::Date;
    QTest::newRow("maybe") << u"maybe"_s << ValueKind::Bool;
    QTest::newRow("container") << u"{}"_s << ValueKind::Object;
}

void TestValueKind::whatDoesNotFitIsRefused()
{
    QFETCH(QString, text);
    QFETCH(ValueKind, kind);
    const auto parsed = parseEditText(text, kind);
    QVERIFY(!parsed);
    QVERIFY(!parsed.error().isEmpty());
}

void TestValueKind::aChangeOfKindKeepsWhatItCan_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<ValueKind>("kind");
    QTest::addColumn<QCborValue>("converted");
    const auto row = [](const char *tag, const QCborValue &value, ValueKind kind,
                        const QCborValue &converted) { QTest::newRow(tag) << value << kind << converted; };
    row("text to number", u"12"_s, ValueKind::Integer, 12);
    row("number to text", 2.5, ValueKind::String, u"2.5"_s);
    row("null to text", nullptr, ValueKind::String, QString());
    row("one to true", 1, ValueKind::Bool, true);
    row("date to number", instant(), ValueKind::Integer, 1795331386571.0);
    row("number to date", 1795331386571.0, ValueKind::Date, instant());
    row("text to bytes", u"ab"_s, ValueKind::Bytes, QCborValue(QByteArray("ab")));
    row("number to bigint", 7, ValueKind::BigInt, bigInt(u"7"_s));
    row("array to set", QCborArray{1}, ValueKind::Set, QCborValue(cbor::setTag, QCborArray{1}));
    row("set to array", QCborValue(cbor::setTag, QCborArray{1}), ValueKind::Array, QCborArray{1});
    row("object to map", QCborMap{{u"a"_s, 1}}, ValueKind::Map,
        QCborValue(cbor::mapTag, QCborMap{{u"a"_s, 1}}));
    row("text to array", u"a"_s, ValueKind::Array, QCborArray{u"a"_s});
    row("object to text", QCborMap{{u"a"_s, 1}}, ValueKind::String, u"{\"a\": 1}"_s);
    row("anything to object", 5, ValueKind::Object, QCborMap());
}

void TestValueKind::aChangeOfKindKeepsWhatItCan()
{
    QFETCH(QCborValue, value);
    QFETCH(ValueKind, kind);
    QTEST(convertedTo(value, kind), "converted");
}

QTEST_GUILESS_MAIN(TestValueKind)
#include "tst_valuekind.moc"
