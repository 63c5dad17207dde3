// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/relativetime.h"

#include <QtCore/QTimeZone>
#include <QtGui/QStandardItemModel>
#include <QtTest/QtTest>
#include <QtWidgets/QTreeView>

using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestRelativeTime : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setStyle(new Style);
    }
    void distancesAreSaidInOneUnit_data();
    void distancesAreSaidInOneUnit();
    void aTextLivesUntilItChanges_data() { distancesAreSaidInOneUnit_data(); }
    void aTextLivesUntilItChanges();
    void aloneItSaysAgo();
    void aSpanIsNeverNow();
    void nothingIsADash();
    void theLabelTellsTheInstantInItsToolTip();
    void theDelegateShowsDistances();

private:
    static QDateTime now() { return QDateTime::fromMSecsSinceEpoch(1795331386571, QTimeZone::UTC); }

    Theme m_theme;
};

void TestRelativeTime::distancesAreSaidInOneUnit_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << qint64(-20) << u"now"_s;
    QTest::newRow("tenths") << qint64(-400) << u"0.4 s"_s;
    QTest::newRow("seconds") << qint64(-41'700) << u"41 s"_s;
    QTest::newRow("minutes") << qint64(-12 * 60'000 - 5) << u"12 min"_s;
    QTest::newRow("hours") << qint64(-3 * 3'600'000) << u"3 h"_s;
    QTest::newRow("days") << qint64(-50 * 3'600'000) << u"2 d"_s;
    QTest::newRow("many days") << -qint64(364) * 24 * 3'600'000 << u"364 d"_s;
    QTest::newRow("a year") << -qint64(365) * 24 * 3'600'000 << u"1 y"_s;
    QTest::newRow("years and days") << -qint64(483) * 24 * 3'600'000 << u"1 y 118 d"_s;
    QTest::newRow("to come") << qint64(12 * 60'000 + 500) << u"in 12 min"_s;
}

void TestRelativeTime::distancesAreSaidInOneUnit()
{
    QFETCH(qint64, milliseconds);
    QTEST(relativeTimeText(now().addMSecs(milliseconds), now()), "text");
}

void TestRelativeTime::aTextLivesUntilItChanges()
{
    QFETCH(qint64, milliseconds);
    const QDateTime then = now().addMSecs(milliseconds);
    const auto life = relativeTimeLife(then, now());
    QVERIFY(life.count() > 0);
    if (life.count() > 1)
        QCOMPARE(relativeTimeText(then, now().addMSecs(life.count() - 1)), relativeTimeText(then, now()));
    // Days count in hours inside, so there the text may outlive one step.
    if (std::abs(milliseconds) < 24 * 3'600'000)
        QVERIFY(relativeTimeText(then, now().addMSecs(life.count())) != relativeTimeText(then, now()));
}

void TestRelativeTime::aloneItSaysAgo()
{
    QCOMPARE(agoText(now().addSecs(-3), now()), u"3 s ago"_s);
    QCOMPARE(agoText(now().addSecs(720), now()), u"in 12 min"_s);
    QCOMPARE(agoText(now(), now()), u"now"_s);
    QCOMPARE(agoText({}, now()), u"—"_s);
}

void TestRelativeTime::aSpanIsNeverNow()
{
    QCOMPARE(spanText(now(), now()), u"0.0 s"_s);
    QCOMPARE(spanText(now(), now().addSecs(41)), u"41 s"_s);
}

void TestRelativeTime::nothingIsADash()
{
    QCOMPARE(relativeTimeText({}, now()), u"—"_s);
    QVERIFY(absoluteTimeText({}).isEmpty());
    RelativeTimeLabel label;
    QCOMPARE(label.text(), u"—"_s);
}

void TestRelativeTime::theLabelTellsTheInstantInItsToolTip()
{
    RelativeTimeLabel label;
    label.setTime(QDateTime::currentDateTimeUtc().addSecs(-125));
    QCOMPARE(label.text(), u"2 min ago"_s);
    QVERIFY(label.toolTip().startsWith(QDateTime::currentDateTime().toString(u"yyyy"_s)));
    label.setTime(QDateTime::currentDateTimeUtc());
    label.show();
    QTRY_COMPARE(label.text(), u"0.2 s ago"_s);
    label.setTime(QDateTime::currentDateTimeUtc().addSecs(-125));
    label.setCompact(true);
    QCOMPARE(label.text(), u"2 min"_s);
}

void TestRelativeTime::theDelegateShowsDistances()
{
    QTreeView view;
    QStandardItemModel model(1, 2);
    view.setModel(&model);
    RelativeTimeDelegate delegate(&view, 1);
    QCOMPARE(delegate.displayText(QDateTime::currentDateTimeUtc().addSecs(-125), QLocale()), u"2 min"_s);
    QCOMPARE(delegate.displayText(u"plain"_s, QLocale()), u"plain"_s);
}

QTEST_MAIN(TestRelativeTime)
#include "tst_relativetime.moc"
