// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/schedule/cronexpression.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;

class CronExpressionTest : public QObject {
    Q_OBJECT

private slots:
    void readsWhatRivetkitReads_data();
    void readsWhatRivetkitReads();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void findsTheNextTimes_data();
    void findsTheNextTimes();
    void neverIsNever_data();
    void neverIsNever();
    void followsTheClockOfAZone_data();
    void followsTheClockOfAZone();
};

namespace {

Instant instantOf(const QString &iso)
{
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        qFatal("%s is no time with a zone", qPrintable(iso));
    return Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QString isoOf(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), QTimeZone::UTC)
        .toString(Qt::ISODate);
}

QStringList nextTimes(const QString &expression, const QString &after, qsizetype count,
                      const QByteArray &zone)
{
    const Result<CronExpression> cron = CronExpression::parse(expression);
    if (!cron)
        return {cron.error().message};
    QStringList times;
    std::optional<Instant> next = instantOf(after);
    while (times.size() < count && (next = cron->nextAfter(*next, QTimeZone(zone))))
        times.append(isoOf(*next));
    return times;
}

} // namespace

void CronExpressionTest::readsWhatRivetkitReads_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"* * * * *", "0 9 * * *", "*/15 0-6/2,12 1,15 JAN-mar Mon-FRI", "  5\t4  * * sun ", "0 0 L 2 *",
          "0 0 15W * *", "0 0 * * FRI#L", "0 0 * * 5L", "0 0 * * fri#2", "0 0 * * 1-5#1", "0 0 ? * 7",
          "0 0 * * fri-sun", "59/1 23/5 31/1 12/1 7", "0 0 1-31/2 * 0-7/3"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void CronExpressionTest::readsWhatRivetkitReads()
{
    QFETCH(QString, text);
    const Result<CronExpression> expression = CronExpression::parse(text);
    QVERIFY2(expression, qPrintable(expression ? QString() : expression.error().message));
}

void CronExpressionTest::refusesWhatIsNone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "   ",
                             "when it rains",
                             "* * *",
                             "* * * * * *",
                             "@daily",
                             "60 * * * *",
                             "* 24 * * *",
                             "* * 0 * *",
                             "* * 32 * *",
                             "* * * 13 *",
                             "* * * 0 *",
                             "* * * * 8",
                             "-1 * * * *",
                             "+1 * * * *",
                             "5-3 * * * *",
                             "*/0 * * * *",
                             "*/x * * * *",
                             "1,,2 * * * *",
                             ", * * * *",
                             "1- * * * *",
                             "mon * * * *",
                             "* * * mon *",
                             "* * * * jan",
                             "L * * * *",
                             "* * * * L",
                             "* * 32W * *",
                             "* * W * *",
                             "* * * * 5#6",
                             "* * * * 5#0",
                             "* * * * 5#",
                             "* * * * #2",
                             "1.5 * * * *",
                             "99999999999 * * * *",
                             "*/99999999999 * * * *",
                             "1 2 3 4 five",
                             "1-2-3 * * * *",
                             "1/2/3 * * * *",
                             "** * * * *"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void CronExpressionTest::refusesWhatIsNone()
{
    QFETCH(QString, text);
    const Result<CronExpression> expression = CronExpression::parse(text);
    QVERIFY(!expression);
    QCOMPARE(expression.error().wireName(), u"schedule.invalid_cron_expression"_s);
    QVERIFY(expression.error().message.startsWith("Cron expression is invalid: "_L1));
    QVERIFY(expression.error().metadata.contains(u"reason"_s));
}

void CronExpressionTest::findsTheNextTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("times");
    const auto row = [](const char *name, const QString &text, const QString &after,
                        const QStringList &times) { QTest::newRow(name) << text << after << times; };
    row("minutes", u"* * * * *"_s, u"2026-01-31T23:58:59.999Z"_s,
        {u"2026-01-31T23:59:00Z"_s, u"2026-02-01T00:00:00Z"_s});
    row("never now", u"* * * * *"_s, u"2026-01-01T00:00:00Z"_s, {u"2026-01-01T00:01:00Z"_s});
    row("steps", u"*/25 8-18/9 * * *"_s, u"2026-01-01T08:25:00Z"_s,
        {u"2026-01-01T08:50:00Z"_s, u"2026-01-01T17:00:00Z"_s, u"2026-01-01T17:25:00Z"_s});
    row("step from", u"50/5 3 * * *"_s, u"2026-01-01T00:00:00Z"_s,
        {u"2026-01-01T03:50:00Z"_s, u"2026-01-01T03:55:00Z"_s, u"2026-01-02T03:50:00Z"_s});
    row("yearly", u"30 4 1 1 *"_s, u"2026-11-27T00:00:00Z"_s,
        {u"2027-01-01T04:30:00Z"_s, u"2028-01-01T04:30:00Z"_s});
    row("weekday", u"0 0 * * FRI"_s, u"2026-11-27T00:00:00Z"_s, {u"2026-12-04T00:00:00Z"_s});
    row("seven is Sunday", u"0 0 * * 7"_s, u"2026-11-27T00:00:00Z"_s, {u"2026-11-29T00:00:00Z"_s});
    row("to Sunday", u"0 0 * * sat-sun"_s, u"2026-11-27T00:00:00Z"_s,
        {u"2026-11-28T00:00:00Z"_s, u"2026-11-29T00:00:00Z"_s, u"2026-12-05T00:00:00Z"_s});
    row("either day", u"0 0 13 * 5"_s, u"2026-02-07T00:00:00Z"_s,
        {u"2026-02-13T00:00:00Z"_s, u"2026-02-20T00:00:00Z"_s, u"2026-02-27T00:00:00Z"_s,
         u"2026-03-06T00:00:00Z"_s, u"2026-03-13T00:00:00Z"_s});
    row("every other day is no star", u"0 0 */2 * 1"_s, u"2026-06-01T00:00:00Z"_s,
        {u"2026-06-03T00:00:00Z"_s, u"2026-06-05T00:00:00Z"_s, u"2026-06-07T00:00:00Z"_s,
         u"2026-06-08T00:00:00Z"_s});
    row("last day", u"0 0 L * *"_s, u"2027-12-31T00:00:00Z"_s,
        {u"2028-01-31T00:00:00Z"_s, u"2028-02-29T00:00:00Z"_s, u"2028-03-31T00:00:00Z"_s});
    row("leap day", u"0 0 29 2 *"_s, u"2096-03-01T00:00:00Z"_s, {u"2104-02-29T00:00:00Z"_s});
    row("31st", u"0 0 31 * *"_s, u"2026-03-31T00:00:00Z"_s, {u"2026-05-31T00:00:00Z"_s});
    row("second Friday", u"0 0 * * 5#2"_s, u"2026-11-14T00:00:00Z"_s,
        {u"2026-12-11T00:00:00Z"_s, u"2027-01-08T00:00:00Z"_s});
    row("fifth Monday of a February", u"0 0 * 2 1#5"_s, u"2026-01-01T00:00:00Z"_s,
        {u"2044-02-29T00:00:00Z"_s});
    row("last Friday", u"0 0 * * fri#L"_s, u"2026-11-27T00:00:00Z"_s,
        {u"2026-12-25T00:00:00Z"_s, u"2027-01-29T00:00:00Z"_s});
    row("last Sunday", u"0 0 * * 7L"_s, u"2026-11-01T00:00:00Z"_s, {u"2026-11-29T00:00:00Z"_s});
    row("weekday closest", u"0 0 15W * *"_s, u"2026-07-16T00:00:00Z"_s,
        {u"2026-08-14T00:00:00Z"_s, u"2026-09-15T00:00:00Z"_s, u"2026-10-15T00:00:00Z"_s,
         u"2026-11-16T00:00:00Z"_s});
    row("question marks", u"0 0 ? * ?"_s, u"2026-11-27T00:00:00Z"_s, {u"2026-11-28T00:00:00Z"_s});
    row("before the epoch", u"0 12 * * *"_s, u"1969-12-31T13:00:00Z"_s, {u"1970-01-01T12:00:00Z"_s});
}

void CronExpressionTest::findsTheNextTimes()
{
    QFETCH(QString, text);
    QFETCH(QString, after);
    QFETCH(QStringList, times);
    QCOMPARE(nextTimes(text, after, times.size(), "UTC"), times);
}

void CronExpressionTest::neverIsNever_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("zone");
    QTest::newRow("30 February") << u"0 0 30 2 *"_s << "UTC"_ba;
    QTest::newRow("31 June") << u"0 0 31 4,6,9,11 *"_s << "Europe/Berlin"_ba;
}

void CronExpressionTest::neverIsNever()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, zone);
    QVERIFY(nextTimes(text, u"2026-01-01T00:00:00Z"_s, 1, zone).isEmpty());
}

void CronExpressionTest::followsTheClockOfAZone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("times");
    const auto row = [](const char *name, const QString &text, const QByteArray &zone, const QString &after,
                        const QStringList &times) { QTest::newRow(name) << text << zone << after << times; };
    // The first four as RivetKit's own tests have them.
    row("plain", u"0 9 * * *"_s, "America/Los_Angeles", u"2026-01-01T16:00:00Z"_s,
        {u"2026-01-01T17:00:00Z"_s});
    row("gap", u"30 2 * * *"_s, "America/Los_Angeles", u"2026-03-08T00:00:00Z"_s,
        {u"2026-03-09T09:30:00Z"_s});
    row("fold", u"30 1 * * *"_s, "America/Los_Angeles", u"2026-11-01T00:00:00Z"_s,
        {u"2026-11-01T08:30:00Z"_s, u"2026-11-02T09:30:00Z"_s});
    row("from within the second pass", u"30 1 * * *"_s, "America/Los_Angeles", u"2026-11-01T09:10:00Z"_s,
        {u"2026-11-02T09:30:00Z"_s});
    row("the offset changes", u"0 9 * * *"_s, "Europe/Berlin", u"2026-03-28T00:00:00Z"_s,
        {u"2026-03-28T08:00:00Z"_s, u"2026-03-29T07:00:00Z"_s});
    row("half hours go on in the gap", u"*/30 * * * *"_s, "Europe/Berlin", u"2026-03-29T00:00:00Z"_s,
        {u"2026-03-29T00:30:00Z"_s, u"2026-03-29T01:00:00Z"_s, u"2026-03-29T01:30:00Z"_s});
    row("half hours go on in the fold", u"*/30 * * * *"_s, "Europe/Berlin", u"2026-10-24T23:45:00Z"_s,
        {u"2026-10-25T00:00:00Z"_s, u"2026-10-25T00:30:00Z"_s, u"2026-10-25T01:00:00Z"_s,
         u"2026-10-25T01:30:00Z"_s, u"2026-10-25T02:00:00Z"_s});
    row("hours that are named do not come twice", u"0,30 1-3 * * *"_s, "Europe/Berlin",
        u"2026-10-24T23:45:00Z"_s,
        {u"2026-10-25T00:00:00Z"_s, u"2026-10-25T00:30:00Z"_s, u"2026-10-25T02:00:00Z"_s,
         u"2026-10-25T02:30:00Z"_s});
    row("midnight does not come", u"0 0 * * *"_s, "Africa/Cairo", u"2026-04-23T12:00:00Z"_s,
        {u"2026-04-24T21:00:00Z"_s});
    row("midnight comes twice", u"30 23 * * *"_s, "Africa/Cairo", u"2026-10-29T12:00:00Z"_s,
        {u"2026-10-29T20:30:00Z"_s, u"2026-10-30T21:30:00Z"_s});
    row("half an hour", u"15 2 * * *"_s, "Australia/Lord_Howe", u"2026-10-03T00:00:00Z"_s,
        {u"2026-10-04T15:15:00Z"_s});
    row("three quarters", u"0 12 * * *"_s, "Asia/Kathmandu", u"2026-01-01T00:00:00Z"_s,
        {u"2026-01-01T06:15:00Z"_s});
    row("a day that does not exist", u"0 12 30 12 *"_s, "Pacific/Apia", u"2011-01-01T00:00:00Z"_s,
        {u"2012-12-29T22:00:00Z"_s});
    row("far ahead", u"0 12 29 2 *"_s, "America/New_York", u"2026-01-01T00:00:00Z"_s,
        {u"2028-02-29T17:00:00Z"_s, u"2032-02-29T17:00:00Z"_s});
}

void CronExpressionTest::followsTheClockOfAZone()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, zone);
    QFETCH(QString, after);
    QFETCH(QStringList, times);
    QVERIFY(QTimeZone::isTimeZoneIdAvailable(zone));
    QCOMPARE(nextTimes(text, after, times.size(), zone), times);
}

QTEST_GUILESS_MAIN(CronExpressionTest)
#include "tst_cronexpression.moc"
