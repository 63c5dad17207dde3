// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/metavalue.h"
#include "protocol/base/cbor.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtTest/QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using rove::runtime::test::Note;

namespace {

template <class T>
QCborValue cborOf(const T &value)
{
    return toCbor(QMetaType::fromType<T>(), &value);
}

template <class T>
Result<T> valueOf(const QCborValue &value)
{
    return fromCbor(QMetaType::fromType<T>(), value, u"it"_s).transform([](const QVariant &variant) {
        return variant.value<T>();
    });
}

template <class T>
bool survives(const T &value)
{
    return valueOf<T>(cborOf(value)) == value;
}

} // namespace

class MetaValueTest : public QObject {
    Q_OBJECT

private slots:
    void valuesOfEveryKindSurvive();
    void wholeDoublesAndBigIntsAreIntegers();
    void wrongTypesAreRefusedWithTheirPlace_data();
    void wrongTypesAreRefusedWithTheirPlace();
    void unknownMembersAreRefusedOrIgnored();
    void unbridgedTypesAreTold();
    void variantsKeepWhatTheyHold();
};

void MetaValueTest::valuesOfEveryKindSurvive()
{
    QVERIFY(survives(true));
    QVERIFY(survives<short>(-3));
    QVERIFY(survives<ushort>(65535));
    QVERIFY(survives(std::numeric_limits<int>::min()));
    QVERIFY(survives<uint>(4000000000U));
    QVERIFY(survives<long>(-5));
    QVERIFY(survives<ulong>(5));
    QVERIFY(survives<qint64>(1LL << 40));
    QVERIFY(survives<quint64>(7));
    QVERIFY(survives(1.5F));
    QVERIFY(survives(0.1));
    QVERIFY(survives(u"grüße"_s));
    QVERIFY(survives(QByteArray("\0\xff", 2)));
    QVERIFY(survives(QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, QTimeZone::UTC)));
    QVERIFY(survives(QStringList{u"a"_s, u""_s}));
    QVERIFY(survives(QVariantList{1LL, u"x"_s, QVariantMap{{u"a"_s, true}}}));
    QVERIFY(survives(QVariantMap{{u"a"_s, QVariantList{}}, {u"b"_s, 1.5}}));
    QVERIFY(survives(QCborArray{1, u"x"_s}));
    QVERIFY(survives(QCborMap{{1, u"x"_s}}));
    QVERIFY(survives(QCborValue(QCborValue::Undefined)));
    QVERIFY(survives(Note{.number = 3, .text = u"three"_s}));
    QVERIFY(survives(QList<Note>{{.number = 1, .text = u"a"_s}, {.number = 2, .text = u"b"_s}}));
    QVERIFY(survives(QList<int>{1, 2, 3}));
    QCOMPARE(cborOf(Note{.number = 3, .text = u"t"_s}), (QCborMap{{u"number"_s, 3}, {u"text"_s, u"t"_s}}));
}

void MetaValueTest::wholeDoublesAndBigIntsAreIntegers()
{
    QCOMPARE(valueOf<int>(QCborValue(5.0)), 5);
    QCOMPARE(valueOf<qint64>(QCborValue(1.7e12)), 1'700'000'000'000);
    QCOMPARE(valueOf<int>(*cbor::fromBigInt(u"-7")), -7);
    QCOMPARE(valueOf<double>(QCborValue(5)), 5.0);
}

void MetaValueTest::wrongTypesAreRefusedWithTheirPlace_data()
{
    QTest::addColumn<QMetaType>("type");
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, QMetaType type, const QCborValue &value, const QString &message) {
        QTest::newRow(name) << type << value << message;
    };
    row("fraction", QMetaType::fromType<int>(), QCborValue(1.5),
        u"it must be an integer, but is a fraction"_s);
    row("text", QMetaType::fromType<int>(), u"5"_s, u"it must be an integer, but is a string"_s);
    row("too large", QMetaType::fromType<int>(), qint64(1) << 40, u"it is out of range: 1099511627776"_s);
    row("negative", QMetaType::fromType<uint>(), -1, u"it is out of range: -1"_s);
    row("infinite", QMetaType::fromType<qint64>(), QCborValue(1e300),
        u"it must be an integer, but is a fraction"_s);
    row("number", QMetaType::fromType<QString>(), 5, u"it must be a string, but is an integer"_s);
    row("null", QMetaType::fromType<bool>(), QCborValue(nullptr), u"it must be a boolean, but is null"_s);
    row("nothing", QMetaType::fromType<double>(), QCborValue(QCborValue::Undefined),
        u"it must be a number, but is undefined"_s);
    row("object", QMetaType::fromType<QVariantList>(), QCborMap(),
        u"it must be an array, but is an object"_s);
    row("array", QMetaType::fromType<Note>(), QCborArray(), u"it must be an object, but is an array"_s);
    row("bytes", QMetaType::fromType<QDateTime>(), QByteArray(), u"it must be a date, but is bytes"_s);
    row("strings", QMetaType::fromType<QStringList>(), QCborArray{u"a"_s, 1},
        u"it must be an array of strings, but is an integer"_s);
    row("deep", QMetaType::fromType<QList<Note>>(), QCborArray{QCborMap{{u"number"_s, true}}},
        u"it[0].number must be an integer, but is a boolean"_s);
}

void MetaValueTest::wrongTypesAreRefusedWithTheirPlace()
{
    QFETCH(QMetaType, type);
    QFETCH(QCborValue, value);
    QFETCH(QString, message);
    const Result<QVariant> result = fromCbor(type, value, u"it"_s);
    QVERIFY(!result);
    QCOMPARE(result.error().message, message);
    QCOMPARE(result.error().wireName(), u"user.invalid_arguments"_s);
}

void MetaValueTest::unknownMembersAreRefusedOrIgnored()
{
    const QMetaType type = QMetaType::fromType<Note>();
    const QCborMap value{{u"number"_s, 1}, {u"other"_s, 2}};
    QCOMPARE(fromCbor(type, value, u"it"_s).error().message, u"it has no member other"_s);
    const Result<QVariant> lenient = fromCbor(type, value, u"it"_s, UnknownMembers::Ignore);
    QVERIFY(lenient);
    QCOMPARE(lenient->value<Note>().number, 1);
}

void MetaValueTest::unbridgedTypesAreTold()
{
    QVERIFY(isBridged(QMetaType::fromType<QList<Note>>()));
    QVERIFY(!isBridged(QMetaType::fromType<QObject *>()));
    QVERIFY(!isBridged(QMetaType::fromType<QTimeZone>()));
}

void MetaValueTest::variantsKeepWhatTheyHold()
{
    const QCborValue tagged(QCborTag(258), QCborArray{1});
    QCOMPARE(cborOf(*valueOf<QVariant>(tagged)), tagged);
    QVERIFY(cborOf(QVariant()).isUndefined());
    QVERIFY(cborOf(*valueOf<QVariant>(QCborValue(nullptr))).isNull());
}

QTEST_APPLESS_MAIN(MetaValueTest)
#include "tst_metavalue.moc"
