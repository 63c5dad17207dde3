// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/models/valuetree.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <limits>
#include <ranges>

using namespace Qt::StringLiterals;

namespace rove::ui {

namespace {

/// From JSON with single quotes for double ones, so that trees can be read here.
QCborValue tree(QByteArray text)
{
    return cbor::fromJson(cbor::parseJson(text.replace('\'', '"')).value());
}

/// `+path -path ~path` in the order in which they are told.
QString changesBetween(const QCborValue &before, const QCborValue &after)
{
    QStringList words;
    for (const ValueChange &change : diffValues(before, after, 100)) {
        const QLatin1StringView sign = change.kind == ValueChange::Kind::Added     ? "+"_L1
                                       : change.kind == ValueChange::Kind::Removed ? "-"_L1
                                                                                   : "~"_L1;
        words.append(sign + change.path.toString());
    }
    return words.join(u' ');
}

/// The differences carried out as their order promises.
QCborValue patched(QCborValue value, const QCborValue &after)
{
    const std::vector<ValueChange> changes = diffValues(value, after, 1'000'000);
    for (const ValueChange &change : changes | std::views::reverse)
        if (change.kind == ValueChange::Kind::Removed)
            value = withoutValue(value, change.path).value();
    for (const ValueChange &change : changes) {
        const QCborValue wanted = valueAt(after, change.path).value_or(QCborValue());
        if (change.kind == ValueChange::Kind::Added)
            value = withInserted(value, change.path, wanted).value();
        else if (change.kind == ValueChange::Kind::Changed)
            value = withValue(value, change.path, wanted).value();
    }
    return value;
}

QCborValue randomTree(QRandomGenerator &random, int depth)
{
    const int kind = random.bounded(depth > 0 ? 5 : 3);
    if (kind == 0)
        return random.bounded(4);
    if (kind == 1)
        return QString(QChar(u'a' + random.bounded(4)));
    if (kind == 2)
        return nullptr;
    QCborMap map;
    QCborArray array;
    for (int i = random.bounded(5); i > 0; --i) {
        map[QString(QChar(u'k' + random.bounded(6)))] = randomTree(random, depth - 1);
        array.append(randomTree(random, depth - 1));
    }
    return kind == 3 ? QCborValue(map) : QCborValue(array);
}

} // namespace

class TestValueTree : public QObject {
    Q_OBJECT
private slots:
    void comparesAsJavaScriptDoes_data()
    {
        QTest::addColumn<QCborValue>("left");
        QTest::addColumn<QCborValue>("right");
        QTest::addColumn<bool>("same");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("integer and double") << QCborValue(5) << QCborValue(5.0) << true;
        QTest::newRow("other number") << QCborValue(5) << QCborValue(5.5) << false;
        QTest::newRow("zeros") << QCborValue(0.0) << QCborValue(-0.0) << false;
        QTest::newRow("not a number") << QCborValue(nan) << QCborValue(nan) << true;
        QTest::newRow("number and text") << QCborValue(5) << QCborValue(u"5"_s) << false;
        QTest::newRow("null and undefined")
            << QCborValue(nullptr) << QCborValue(QCborValue::Undefined) << false;
        QTest::newRow("order of keys") << tree("{'a':1,'b':[2]}") << tree("{'b':[2.0],'a':1}") << true;
        QTest::newRow("other key") << tree("{'a':1}") << tree("{'b':1}") << false;
        QTest::newRow("more keys") << tree("{'a':1}") << tree("{'a':1,'b':1}") << false;
        QTest::newRow("order of items") << tree("[1,2]") << tree("[2,1]") << false;
        QTest::newRow("tags") << QCborValue(cbor::setTag, QCborArray{1})
                              << QCborValue(cbor::setTag, QCborArray{1.0}) << true;
        QTest::newRow("tag and none")
            << QCborValue(cbor::setTag, QCborArray{1}) << QCborValue(QCborArray{1}) << false;
        QTest::newRow("keys that are no text")
            << QCborValue(QCborMap{{1, 2}, {3, 4}}) << QCborValue(QCborMap{{1, 2}, {3, 5}}) << false;
    }

    void comparesAsJavaScriptDoes()
    {
        QFETCH(QCborValue, left);
        QFETCH(QCborValue, right);
        QTEST(isSameValue(left, right), "same");
        QTEST(isSameValue(right, left), "same");
    }

    void findsTheSmallestDifferences_data()
    {
        QTest::addColumn<QCborValue>("before");
        QTest::addColumn<QCborValue>("after");
        QTest::addColumn<QString>("changes");
        QTest::newRow("none") << tree("{'a':[1,{'b':2}]}") << tree("{'a':[1,{'b':2}]}") << QString();
        QTest::newRow("deep") << tree("{'a':[1,{'b':2}],'c':0}") << tree("{'a':[1,{'b':3}],'c':0}")
                              << u"~a[1].b"_s;
        QTest::newRow("keys") << tree("{'a':1,'b':2,'c':3}") << tree("{'a':1,'c':4,'d':5}") << u"-b ~c +d"_s;
        QTest::newRow("append") << tree("{'m':[1,2]}") << tree("{'m':[1,2,3,4]}") << u"+m[2] +m[3]"_s;
        QTest::newRow("insert in the middle") << tree("[1,2,3,4]") << tree("[1,2,9,3,4]") << u"+[2]"_s;
        QTest::newRow("take away in front") << tree("[1,2,3,4]") << tree("[3,4]") << u"-[0] -[1]"_s;
        QTest::newRow("one becomes two") << tree("[1,5,4]") << tree("[1,6,7,4]") << u"~[1] +[2]"_s;
        QTest::newRow("equal items") << tree("[1,1,1]") << tree("[1,1]") << u"-[2]"_s;
        QTest::newRow("other kind") << tree("{'a':{'b':1}}") << tree("{'a':[1]}") << u"~a"_s;
        QTest::newRow("root") << tree("1") << tree("2") << u"~"_s;
        QTest::newRow("set") << QCborValue(cbor::setTag, QCborArray{1, 2})
                             << QCborValue(cbor::setTag, QCborArray{1}) << u"-[1]"_s;
        QTest::newRow("keys that are no text") << QCborValue(QCborMap{{u"m"_s, QCborMap{{1, 2}}}})
                                               << QCborValue(QCborMap{{u"m"_s, QCborMap{{1, 3}}}}) << u"~m"_s;
    }

    void findsTheSmallestDifferences()
    {
        QFETCH(QCborValue, before);
        QFETCH(QCborValue, after);
        QTEST(changesBetween(before, after), "changes");
        QVERIFY(isSameValue(patched(before, after), after));
    }

    void turnsAnyValueIntoAnyOther()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 500; ++i) {
            const QCborValue before = randomTree(random, 4);
            const QCborValue after = randomTree(random, 4);
            QVERIFY2(isSameValue(patched(before, after), after),
                     qPrintable(before.toDiagnosticNotation() + u" → "_s + after.toDiagnosticNotation()));
        }
    }

    void tellsTooManyDifferencesAsOne()
    {
        QCborArray before;
        QCborArray after;
        for (int i = 0; i < 100; ++i) {
            before.append(i);
            after.append(-i - 1);
        }
        QCOMPARE(diffValues(before, after, 100).size(), 100U);
        const std::vector<ValueChange> changes = diffValues(before, after, 99);
        QCOMPARE(changes.size(), 1U);
        QVERIFY(changes.front().path.isRoot());
    }

    void readsAndWritesPlaces()
    {
        const QCborValue root = tree("{'a':[1,{'b':2}]}");
        const ValuePath deep{u"a"_s, qsizetype(1), u"b"_s};
        QCOMPARE(valueAt(root, deep), QCborValue(2));
        QCOMPARE(valueAt(root, {}), root);
        QCOMPARE(withValue(root, deep, 3), tree("{'a':[1,{'b':3}]}"));
        QCOMPARE(withValue(root, deep.parent().child(u"c"_s), 3), tree("{'a':[1,{'b':2,'c':3}]}"));
        QCOMPARE(withInserted(root, {u"a"_s, qsizetype(0)}, 0), tree("{'a':[0,1,{'b':2}]}"));
        QCOMPARE(withInserted(root, {u"a"_s, qsizetype(2)}, 0), tree("{'a':[1,{'b':2},0]}"));
        QCOMPARE(withoutValue(root, {u"a"_s, qsizetype(0)}), tree("{'a':[{'b':2}]}"));
        QCOMPARE(withoutValue(root, {u"a"_s}), tree("{}"));
    }

    void knowsPlacesThatAreNotThere()
    {
        const QCborValue root = tree("{'a':[1]}");
        for (const ValuePath &path : {ValuePath{u"b"_s}, ValuePath{u"a"_s, qsizetype(1)},
                                      ValuePath{u"a"_s, qsizetype(-1)}, ValuePath{u"a"_s, u"x"_s},
                                      ValuePath{u"a"_s, qsizetype(0), u"x"_s}, ValuePath{u"b"_s, u"c"_s}}) {
            QVERIFY(!valueAt(root, path));
            QVERIFY(!withoutValue(root, path));
        }
        QVERIFY(!withValue(root, {u"b"_s, u"c"_s}, 1));
        QVERIFY(!withValue(root, {u"a"_s, qsizetype(2)}, 1));
        QVERIFY(!withInserted(root, {u"a"_s}, 1));
        QVERIFY(!withInserted(root, {u"a"_s, qsizetype(2)}, 1));
        QVERIFY(!withInserted(root, {}, 1));
        QVERIFY(!withoutValue(root, {}));
    }

    void goesIntoSetsMapsAndOtherKeys()
    {
        const QCborValue set(cbor::setTag, QCborArray{1, 2});
        const QCborValue root = QCborMap{{u"s"_s, set}, {7, u"seven"_s}};
        QCOMPARE(valueAt(root, {u"s"_s, qsizetype(1)}), QCborValue(2));
        QCOMPARE(withoutValue(root, {u"s"_s, qsizetype(0)}),
                 (QCborMap{{u"s"_s, QCborValue(cbor::setTag, QCborArray{2})}, {7, u"seven"_s}}));
        QCOMPARE(valueAt(root, {qsizetype(1)}), QCborValue(u"seven"_s));
        QCOMPARE(withValue(root, {qsizetype(1)}, 8), (QCborMap{{u"s"_s, set}, {7, 8}}));
        QVERIFY(!withValue(root, {qsizetype(2)}, 8));
    }

    void putsBackWhatJsonDropped()
    {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(1'754'000'000'000, QTimeZone::UTC);
        const QCborValue typed =
            QCborMap{{u"z"_s, QCborValue(time)}, {u"a"_s, QCborArray{1, QByteArray("x")}}};
        const auto throughJson = [](const QCborValue &value) {
            return cbor::fromJson(cbor::parseJson(cbor::writeJson(cbor::toJson(value))).value());
        };
        QCOMPARE(retyped(throughJson(typed), typed), typed);
        const QCborValue changed =
            QCborMap{{u"z"_s, QCborValue(time)}, {u"a"_s, QCborArray{2, 3}}, {u"n"_s, 1}};
        const QCborMap result = retyped(throughJson(changed), typed).toMap();
        QCOMPARE(result.value(u"z"_s), QCborValue(time));
        QCOMPARE(result.value(u"a"_s), QCborValue(QCborArray{2, 3}));
        QCOMPARE(result.keys().constFirst().toString(), u"z"_s);
        QCOMPARE(result.value(u"n"_s), QCborValue(1));
    }

    void knowsWhatJsonCannotSay_data()
    {
        QTest::addColumn<QCborValue>("value");
        QTest::addColumn<bool>("isBeyond");
        QTest::newRow("plain") << tree("{'a':[1,2.5,'x',true,null,{}]}") << false;
        QTest::newRow("date") << QCborValue(QDateTime::currentDateTimeUtc()) << true;
        QTest::newRow("bytes") << QCborValue(QByteArray("x")) << true;
        QTest::newRow("undefined") << QCborValue(QCborValue::Undefined) << true;
        QTest::newRow("set") << QCborValue(cbor::setTag, QCborArray()) << true;
        QTest::newRow("big") << *cbor::fromBigInt(u"12") << true;
        QTest::newRow("not a number") << QCborValue(std::numeric_limits<double>::quiet_NaN()) << true;
        QTest::newRow("looks like an escape") << QCborValue(QCborArray{u"$Set"_s, QCborArray()}) << true;
        QTest::newRow("key that is no text") << QCborValue(QCborMap{{1, 2}}) << true;
    }

    void knowsWhatJsonCannotSay()
    {
        QFETCH(QCborValue, value);
        QFETCH(bool, isBeyond);
        const auto found = firstBeyondJson(QCborMap{{u"a"_s, QCborArray{0, value}}});
        QCOMPARE(found, isBeyond ? std::optional(ValuePath{u"a"_s, qsizetype(1)}) : std::nullopt);
    }

    void staysLinearOnLargeValues()
    {
        // Half a million nodes in one object and one array; anything quadratic would take hours.
        QCborMap wide;
        {
            QCborArray pairs;
            QByteArray encoded("\xba\x00\x03\xd0\x90", 5); // A map of 250 000 entries.
            for (int i = 0; i < 250'000; ++i) {
                encoded += QCborValue(QString::number(i)).toCbor();
                encoded += QCborValue(i).toCbor();
            }
            wide = QCborValue::fromCbor(encoded).toMap();
        }
        QCborArray longArray;
        for (int i = 0; i < 250'000; ++i)
            longArray.append(i);
        QCOMPARE(wide.size(), 250'000);
        const QCborValue before = QCborArray{wide, longArray};
        const QCborValue after =
            withoutValue(withValue(before, {qsizetype(0), u"200000"_s}, u"changed"_s).value(),
                         {qsizetype(1), qsizetype(100'000)})
                .value();
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(changesBetween(before, after), u"~[0][\"200000\"] -[1][100000]"_s);
        QVERIFY(isSameValue(retyped(after, before), after));
        QVERIFY(!firstBeyondJson(after));
        qInfo("half a million nodes compared, retyped and searched in %lld ms", clock.elapsed());
        QVERIFY(clock.elapsed() < 20'000);
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestValueTree)
#include "tst_valuetree.moc"
