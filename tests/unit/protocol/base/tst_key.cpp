// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/key.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;

class KeyTest : public QObject {
    Q_OBJECT

private slots:
    void partsAndTextBelongTogether_data();
    void partsAndTextBelongTogether();
    void oddTextHasAReading_data();
    void oddTextHasAReading();
};

void KeyTest::partsAndTextBelongTogether_data()
{
    QTest::addColumn<QStringList>("parts");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << QStringList() << u"/"_s;
    QTest::newRow("one") << QStringList{u"a"_s} << u"a"_s;
    QTest::newRow("the documented one") << QStringList{u"a"_s, u"b/c"_s, u""_s} << u"a/b\\/c/\\0"_s;
    QTest::newRow("one empty") << QStringList{u""_s} << u"\\0"_s;
    QTest::newRow("two empty") << QStringList{u""_s, u""_s} << u"\\0/\\0"_s;
    QTest::newRow("a slash") << QStringList{u"/"_s} << u"\\/"_s;
    QTest::newRow("a backslash") << QStringList{u"\\"_s} << u"\\\\"_s;
    QTest::newRow("what looks like an empty one") << QStringList{u"\\0"_s} << u"\\\\0"_s;
    QTest::newRow("backslash before the separator") << QStringList{u"a\\"_s, u"b"_s} << u"a\\\\/b"_s;
    QTest::newRow("comma and space") << QStringList{u"a,b"_s, u" "_s} << u"a,b/ "_s;
    QTest::newRow("not ASCII") << QStringList{u"\u00e9\U0001F600"_s} << u"\u00e9\U0001F600"_s;
}

void KeyTest::partsAndTextBelongTogether()
{
    QFETCH(const QStringList, parts);
    QFETCH(const QString, text);
    QCOMPARE(serializeKey(parts), text);
    QCOMPARE(parseKey(text), parts);
}

/// What nobody writes, but anybody can send.
void KeyTest::oddTextHasAReading_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("parts");
    QTest::newRow("nothing") << u""_s << QStringList();
    QTest::newRow("an unknown escape") << u"a\\b"_s << QStringList{u"ab"_s};
    QTest::newRow("a backslash at the end") << u"a\\"_s << QStringList{u"a\\"_s};
    QTest::newRow("an empty part without its escape") << u"a//b"_s << QStringList{u"a"_s, u""_s, u"b"_s};
    QTest::newRow("a separator at the end") << u"a/"_s << QStringList{u"a"_s, u""_s};
    QTest::newRow("the empty escape inside a part") << u"a\\0"_s << QStringList{u"a0"_s};
}

void KeyTest::oddTextHasAReading()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, parts);
    QCOMPARE(parseKey(text), parts);
}

QTEST_GUILESS_MAIN(KeyTest)
#include "tst_key.moc"
