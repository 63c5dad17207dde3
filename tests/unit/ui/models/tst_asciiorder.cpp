// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/asciiorder.h"

#include <QtCore/QCollator>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

int signOf(int order)
{
    return (order > 0) - (order < 0);
}

int compareKeys(const QString &a, const QString &b)
{
    QByteArray left;
    QByteArray right;
    if (!appendAsciiKey(a, left) || !appendAsciiKey(b, right))
        return 9;
    return signOf(left.compare(right));
}

QString randomText(QRandomGenerator &random)
{
    static constexpr QStringView frequent = u"aAbBzZ0019-:_/ ";
    QString text;
    for (int i = random.bounded(9); i > 0; --i)
        text += random.bounded(3) > 0 ? frequent[random.bounded(int(frequent.size()))]
                                      : QChar(0x20 + random.bounded(0x5f));
    return text;
}

} // namespace

/// The collator that names are ordered by otherwise is what the keys must agree with.
class TestAsciiOrder : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTheCollator_data()
    {
        QTest::addColumn<QLocale>("locale");
        for (const QLocale::Language language : {QLocale::English, QLocale::German, QLocale::Japanese})
            QTest::newRow(qPrintable(QLocale::languageToString(language))) << QLocale(language);
    }

    void agreesWithTheCollator()
    {
        QFETCH(QLocale, locale);
        QVERIFY(hasAsciiOrder(locale));
        QCollator collator(locale);
        collator.setNumericMode(true);
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        const auto agrees = [&collator](const QString &a, const QString &b) {
            return compareKeys(a, b) == signOf(collator.compare(a, b));
        };
        for (char16_t a = 0x20; a < 0x7f; ++a) {
            for (char16_t b = 0x20; b < 0x7f; ++b) {
                const QString left = QString(u'k' % QChar(a));
                const QString right = QString(u'k' % QChar(b));
                QVERIFY2(agrees(left, right), qPrintable(left % u" | " % right));
            }
        }
        QRandomGenerator random(11);
        for (int round = 0; round < 50'000; ++round) {
            const QString left = randomText(random);
            const QString right = randomText(random);
            QVERIFY2(agrees(left, right), qPrintable(left % u" | " % right));
        }
    }

    void countsDigitsByTheirValue()
    {
        QCOMPARE(compareKeys(u"room9"_s, u"room10"_s), -1);
        QCOMPARE(compareKeys(u"room007"_s, u"ROOM7"_s), 0);
        QCOMPARE(compareKeys(u"tenant-2:room-10"_s, u"tenant-10:room-2"_s), -1);
        QCOMPARE(compareKeys(u"a"_s, u"a0"_s), -1);
    }

    void leavesWhatIsNotAsciiToTheCollator()
    {
        QByteArray key;
        for (const QString &text : {u"größe"_s, u"a\tb"_s, u"\u202e"_s, u"日本"_s, u"a\u0000b"_s, u"\x7f"_s})
            QVERIFY2(!appendAsciiKey(text, key), qPrintable(text));
        QVERIFY(!appendAsciiKey(QString(300, u'9'), key));
        QVERIFY(appendAsciiKey(QString(300, u'0'), key));
        QVERIFY(!hasAsciiOrder(QLocale(QLocale::Estonian)));
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestAsciiOrder)
#include "tst_asciiorder.moc"
