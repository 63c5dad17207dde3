// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/valuepath.h"

#include <QtCore/QSet>
#include <QtTest/QtTest>

using namespace rove;
using namespace Qt::StringLiterals;

class TestValuePath : public QObject {
    Q_OBJECT

private slots:
    void readsAsJavaScript_data();
    void readsAsJavaScript();
    void parentsAndChildrenAreOneStepApart();
    void aPathContainsWhatLiesUnderIt();
    void aKeyIsNotAPosition();
};

void TestValuePath::readsAsJavaScript_data()
{
    QTest::addColumn<ValuePath>("path");
    QTest::addColumn<QString>("text");
    QTest::newRow("root") << ValuePath() << QString();
    QTest::newRow("key and position") << ValuePath{u"messages"_s, 127, u"text"_s} << u"messages[127].text"_s;
    QTest::newRow("position first") << ValuePath{0, u"a"_s} << u"[0].a"_s;
    QTest::newRow("key with a space") << ValuePath{u"limits"_s, u"max rate"_s} << u"limits[\"max rate\"]"_s;
    QTest::newRow("key like a number") << ValuePath{u"1a"_s} << u"[\"1a\"]"_s;
    QTest::newRow("empty key") << ValuePath{QString()} << u"[\"\"]"_s;
    QTest::newRow("signs") << ValuePath{u"a\"\\\n"_s} << u"[\"a\\\"\\\\\\u000a\"]"_s;
    QTest::newRow("dollar") << ValuePath{u"$x_1"_s, u"ä"_s} << u"$x_1.ä"_s;
}

void TestValuePath::readsAsJavaScript()
{
    QFETCH(ValuePath, path);
    QTEST(path.toString(), "text");
}

void TestValuePath::parentsAndChildrenAreOneStepApart()
{
    const ValuePath path{u"a"_s, 1};
    QCOMPARE(path.child(u"b"_s), (ValuePath{u"a"_s, 1, u"b"_s}));
    QCOMPARE(path.child(u"b"_s).parent(), path);
    QCOMPARE(path.depth(), 2);
    QVERIFY(ValuePath().parent().isRoot());
}

void TestValuePath::aPathContainsWhatLiesUnderIt()
{
    const ValuePath path{u"a"_s, 1};
    QVERIFY(path.contains(path));
    QVERIFY(path.contains(path.child(u"b"_s)));
    QVERIFY(ValuePath().contains(path));
    QVERIFY(!path.contains(path.parent()));
    QVERIFY(!path.contains(ValuePath{u"a"_s, 2, u"b"_s}));
}

void TestValuePath::aKeyIsNotAPosition()
{
    const QSet<ValuePath> paths{ValuePath{u"1"_s}, ValuePath{1}, ValuePath{1}};
    QCOMPARE(paths.size(), 2);
}

QTEST_GUILESS_MAIN(TestValuePath)
#include "tst_valuepath.moc"
