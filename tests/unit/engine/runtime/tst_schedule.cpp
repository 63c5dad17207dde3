// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/schedule/schedule.h"
#include "protocol/base/limits.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::runtime;

namespace {

Instant fromNow(std::chrono::milliseconds delay)
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + delay;
}

} // namespace

class ScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void actionsAreOrderedByTime();
    void dueActionsFireOnceAndStayUntilFinished();
    void nothingFiresBeforeTheStart();
    void theTimerFiresWhatBecomesDue();
    void thereIsALimit();
};

void ScheduleTest::actionsAreOrderedByTime()
{
    Schedule schedule;
    QSignalSpy changed(&schedule, &Schedule::changed);
    QVERIFY(schedule.add(fromNow(2h), u"b"_s, {}));
    const Result<QString> first = schedule.add(fromNow(1h), u"a"_s, {1});
    QCOMPARE(schedule.actions().front().action, u"a"_s);
    QCOMPARE(schedule.earliest(), schedule.actions().front().at);
    QVERIFY(schedule.cancel(*first));
    QVERIFY(!schedule.cancel(*first));
    QCOMPARE(schedule.actions().size(), 1);
    QCOMPARE(changed.count(), 3);
}

void ScheduleTest::dueActionsFireOnceAndStayUntilFinished()
{
    Schedule schedule;
    QStringList fired;
    connect(&schedule, &Schedule::due, this, [&](const ScheduledAction &action) { fired.append(action.id); });
    schedule.restore({{.id = u"late"_s, .at = fromNow(1h), .action = u"a"_s, .arguments = {}},
                      {.id = u"due"_s, .at = fromNow(-1h), .action = u"a"_s, .arguments = {}}});
    schedule.start();
    schedule.start();
    QCOMPARE(fired, QStringList{u"due"_s});
    QCOMPARE(schedule.actions().size(), 2);
    schedule.finish(u"due"_s);
    QCOMPARE(schedule.actions().size(), 1);
}

void ScheduleTest::nothingFiresBeforeTheStart()
{
    Schedule schedule;
    bool fired = false;
    connect(&schedule, &Schedule::due, this, [&] { fired = true; });
    QVERIFY(schedule.add(fromNow(-1h), u"a"_s, {}));
    QCoreApplication::processEvents();
    QVERIFY(!fired);
}

void ScheduleTest::theTimerFiresWhatBecomesDue()
{
    Schedule schedule;
    QSignalSpy due(&schedule, &Schedule::due);
    schedule.start();
    QVERIFY(schedule.add(fromNow(5ms), u"a"_s, {}));
    QVERIFY(due.isEmpty());
    QTRY_COMPARE(due.count(), 1);
}

void ScheduleTest::thereIsALimit()
{
    Schedule schedule;
    for (int i = 0; i < limits::schedulesPerActorMax; ++i)
        QVERIFY(schedule.add(fromNow(1h), u"a"_s, {}));
    QCOMPARE(schedule.add(fromNow(1h), u"a"_s, {}).error().wireName(), u"schedule.max_schedules_exceeded"_s);
}

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
