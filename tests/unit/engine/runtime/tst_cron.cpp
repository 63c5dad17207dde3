// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/schedule/cronjob.h"
#include "protocol/base/cbor.h"
#include "protocol/inspector/frame.h"
#include "protocol/persist/recurring.h"
#include "tests/unit/engine/runtime/cronspecimen.h"
#include "tests/unit/engine/runtime/scriptedengine.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::RequestId;
using envoy::v8::StopReason;
using persist::FireResult;
using persist::RecurringFire;
using persist::RecurringSchedule;
namespace v6 = inspector::v6;

class CronTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    void schedulesAreSetReplacedAndRemoved();
    void replacingKeepsTheTimesUnlessTheyChange();
    void whatIsNotValidIsRefused_data();
    void whatIsNotValidIsRefused();
    void bothKindsShareOneLimit();
    void whatCannotBeStoredDoesNotCount();
    void theEngineIsToldTheEarliestTime();

    void aDueScheduleRunsAndIsDueAgain();
    void missedTimesCountAsOne();
    void actionsLearnWhatTheyRunFor();
    void aTimeIsSkippedWhileTheLastOneRuns();
    void failuresAreRemembered_data();
    void failuresAreRemembered();
    void aCrashInterrupts();
    void historiesAreBounded();
    void theLongestHistoryGivesWay();
    void withoutHistoryNothingIsRemembered();
    void aFailedWriteDoesNotRunTheAction();
    void anActionThatIsGoneEndsItsSchedule();
    void damagedSchedulesAreLeftOut();
    void manySchedulesComeBack();

    void inspectorsSeeSchedules();

private:
    Result<QCborValue> call(const QString &action, const QCborArray &arguments = {})
    {
        return m_engine->call(m_id, action, arguments);
    }
    QCborMap job(const QString &name);
    QCborArray history(const QString &name) { return call(u"history"_s, {name})->toArray(); }
    std::vector<int> outcomes(const QString &name);
    QCborArray fires() { return m_engine->storedState(m_id).value(u"fires"_s).toArray(); }
    /// Changes a schedule in the storage while the actor is down, and starts it again.
    void restartWith(const QString &name, const std::function<void(RecurringSchedule &)> &change);
    /// As if it had been due so long ago.
    void restartDue(const QString &name, std::chrono::milliseconds ago = std::chrono::milliseconds(1));
    RecurringSchedule stored(const QString &name);
    bool waitForFires(qsizetype count);

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

namespace {

constexpr int patience = 10000; // Milliseconds, as Qt Test wants them.

/// Cut to milliseconds as the schedules' times are; Qt's own rounds.
std::int64_t now()
{
    using namespace std::chrono;
    return floor<milliseconds>(system_clock::now()).time_since_epoch().count();
}

} // namespace

void CronTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(cronSpecimens());
    m_engine->startActor(m_id, {.name = u"cron"_s});
}

QCborMap CronTest::job(const QString &name)
{
    for (const QCborValue &job : call(u"jobs"_s)->toArray())
        if (job.toMap().value(u"name"_s) == QCborValue(name))
            return job.toMap();
    return {};
}

std::vector<int> CronTest::outcomes(const QString &name)
{
    std::vector<int> outcomes;
    for (const QCborValue &fire : history(name))
        outcomes.push_back(static_cast<int>(fire.toMap().value(u"outcome"_s).toInteger()));
    return outcomes;
}

RecurringSchedule CronTest::stored(const QString &name)
{
    return *persist::decodeRecurringSchedule(m_engine->storage(m_id).at(persist::recurringScheduleKey(name)));
}

void CronTest::restartWith(const QString &name, const std::function<void(RecurringSchedule &)> &change)
{
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    RecurringSchedule schedule = stored(name);
    change(schedule);
    m_engine->storage(m_id)[persist::recurringScheduleKey(name)] = persist::encode(schedule);
    m_engine->startActor(m_id, {.name = u"cron"_s});
}

void CronTest::restartDue(const QString &name, std::chrono::milliseconds ago)
{
    restartWith(name, [ago](RecurringSchedule &schedule) { schedule.nextRunAt = now() - ago.count(); });
}

bool CronTest::waitForFires(qsizetype count)
{
    return m_engine->waitUntil([&] { return fires().size() >= count; });
}

void CronTest::schedulesAreSetReplacedAndRemoved()
{
    QVERIFY(call(u"setCron"_s, {u"yearly"_s, u"30 4 1 1 *"_s, u"Europe/Berlin"_s}));
    QVERIFY(call(u"setEvery"_s, {u"often"_s, 60000, u"fail"_s, 7}));
    const QCborMap yearly = job(u"yearly"_s);
    QCOMPARE(yearly.value(u"kind"_s), QCborValue(u"cron"_s));
    QCOMPARE(yearly.value(u"expression"_s), QCborValue(u"30 4 1 1 *"_s));
    QCOMPARE(yearly.value(u"timeZone"_s), QCborValue(u"Europe/Berlin"_s));
    QCOMPARE(yearly.value(u"maxHistory"_s), QCborValue(100));
    QVERIFY(yearly.value(u"lastRunAt"_s).isNull());
    const QDateTime next =
        QDateTime::fromMSecsSinceEpoch(yearly.value(u"nextRunAt"_s).toInteger(), QTimeZone("Europe/Berlin"));
    QCOMPARE(next.time(), QTime(4, 30));
    QCOMPARE(next.date(), QDate(QDate::currentDate().year() + 1, 1, 1));
    const QCborMap often = job(u"often"_s);
    QCOMPARE(often.value(u"kind"_s), QCborValue(u"every"_s));
    QCOMPARE(often.value(u"interval"_s), QCborValue(60000));
    QCOMPARE(often.value(u"action"_s), QCborValue(u"fail"_s));
    // By time.
    QCOMPARE(call(u"jobs"_s)->toArray().at(0).toMap().value(u"name"_s), QCborValue(u"often"_s));

    QVERIFY(call(u"setCron"_s, {u"often"_s, u"0 0 * * *"_s}));
    QCOMPARE(job(u"often"_s).value(u"kind"_s), QCborValue(u"cron"_s));
    QCOMPARE(call(u"jobs"_s)->toArray().size(), 2);
    QCOMPARE(call(u"removeJob"_s, {u"often"_s}), QCborValue(true));
    QCOMPARE(call(u"removeJob"_s, {u"often"_s}), QCborValue(false));
    QCOMPARE(call(u"removeJob"_s, {u"yearly"_s}), QCborValue(true));
    QCOMPARE(call(u"jobs"_s), QCborValue(QCborArray()));
    for (const auto &[key, value] : m_engine->storage(m_id))
        QVERIFY(!key.startsWith(persist::recurringMarkKey().first(1)));
}

void CronTest::replacingKeepsTheTimesUnlessTheyChange()
{
    QVERIFY(call(u"setEvery"_s, {u"often"_s, 60000}));
    restartWith(u"often"_s, [](RecurringSchedule &schedule) { schedule.nextRunAt = now() + 1000000; });
    const QCborValue due = job(u"often"_s).value(u"nextRunAt"_s);
    QVERIFY(call(u"setEvery"_s, {u"often"_s, 60000, u"fail"_s, 3}));
    QCOMPARE(job(u"often"_s).value(u"nextRunAt"_s), due);
    QCOMPARE(job(u"often"_s).value(u"action"_s), QCborValue(u"fail"_s));
    QCOMPARE(job(u"often"_s).value(u"maxHistory"_s), QCborValue(3));
    QVERIFY(call(u"setEvery"_s, {u"often"_s, 120000}));
    const qint64 changed = job(u"often"_s).value(u"nextRunAt"_s).toInteger();
    QVERIFY(changed > now() + 100000 && changed <= now() + 120000);
}

void CronTest::whatIsNotValidIsRefused_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QCborArray>("arguments");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QString &action, const QCborArray &arguments,
                        const QString &error) { QTest::newRow(name) << action << arguments << error; };
    row("interval", u"setEvery"_s, {u"a"_s, 4999}, u"schedule.invalid_interval"_s);
    row("history", u"setEvery"_s, {u"a"_s, 5000, u"tick"_s, 1001}, u"schedule.invalid_max_history"_s);
    row("no history", u"setEvery"_s, {u"a"_s, 5000, u"tick"_s, -1}, u"schedule.invalid_max_history"_s);
    row("name", u"setEvery"_s, {u""_s, 5000}, u"schedule.invalid_name"_s);
    row("long name", u"setEvery"_s, {QString(65, QChar(0xe4)), 5000}, u"schedule.invalid_name"_s);
    row("expression", u"setCron"_s, {u"a"_s, u"when it rains"_s}, u"schedule.invalid_cron_expression"_s);
    row("never", u"setCron"_s, {u"a"_s, u"0 0 30 2 *"_s}, u"schedule.invalid_cron_expression"_s);
    row("zone", u"setCron"_s, {u"a"_s, u"* * * * *"_s, u"Mars/Olympus_Mons"_s},
        u"schedule.invalid_timezone"_s);
    row("action", u"setEvery"_s, {u"a"_s, 5000, u"nothing"_s}, u"actor.action_not_found"_s);
    row("limit of history", u"history"_s, {u"a"_s, 0}, u"schedule.invalid_max_history"_s);
}

void CronTest::whatIsNotValidIsRefused()
{
    QFETCH(QString, action);
    QFETCH(QCborArray, arguments);
    QFETCH(QString, error);
    QCOMPARE(call(action, arguments).error().wireName(), error);
    QCOMPARE(call(u"jobs"_s), QCborValue(QCborArray()));
}

void CronTest::bothKindsShareOneLimit()
{
    m_engine->startActor(m_id, {.name = u"few"_s});
    QVERIFY(call(u"setEvery"_s, {u"a"_s, 60000}));
    QVERIFY(call(u"runAt"_s, {double(now() + 1000000), u"once"_s}));
    const QString full = u"schedule.max_schedules_exceeded"_s;
    QCOMPARE(call(u"setEvery"_s, {u"b"_s, 60000}).error().wireName(), full);
    QCOMPARE(call(u"runAt"_s, {double(now()), u"once"_s}).error().wireName(), full);
    QVERIFY(call(u"setEvery"_s, {u"a"_s, 120000})); // Replacing is no more.
    QVERIFY(call(u"removeJob"_s, {u"a"_s}));
    QVERIFY(call(u"setEvery"_s, {u"b"_s, 60000}));
}

void CronTest::whatCannotBeStoredDoesNotCount()
{
    QVERIFY(call(u"setEvery"_s, {u"kept"_s, 60000}));
    m_engine->failWrites(u"full disk"_s);
    QVERIFY(!call(u"setEvery"_s, {u"new"_s, 60000}));
    QVERIFY(!call(u"setEvery"_s, {u"kept"_s, 90000}));
    m_engine->failWrites({});
    QCOMPARE(call(u"jobs"_s)->toArray().size(), 1);
    QCOMPARE(job(u"kept"_s).value(u"interval"_s), QCborValue(60000));
}

void CronTest::theEngineIsToldTheEarliestTime()
{
    const auto lastAlarm = [this] {
        std::optional<std::int64_t> alarm;
        for (const auto &event : m_engine->events(m_id))
            if (const auto *set = std::get_if<envoy::v8::ActorSetAlarm>(&event.inner))
                alarm = set->alarmTs;
        return alarm;
    };
    const std::int64_t soon = now() + 500000;
    QVERIFY(call(u"setEvery"_s, {u"often"_s, 1000000}));
    QVERIFY(lastAlarm() == stored(u"often"_s).nextRunAt);
    QVERIFY(call(u"runAt"_s, {double(soon), u"once"_s}));
    QVERIFY(lastAlarm() == soon);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"cron"_s});
    QVERIFY(m_engine->waitUntil([&] { return lastAlarm() == soon; }));
    QVERIFY(call(u"removeJob"_s, {u"often"_s}));
    QVERIFY(lastAlarm() == soon);
}

void CronTest::aDueScheduleRunsAndIsDueAgain()
{
    QVERIFY(call(u"setEvery"_s, {u"beat"_s, 60000}));
    const std::int64_t before = now();
    restartDue(u"beat"_s);
    QVERIFY(waitForFires(1));
    QTRY_VERIFY_WITH_TIMEOUT(outcomes(u"beat"_s) == std::vector{1}, patience);
    const QCborMap beat = job(u"beat"_s);
    QVERIFY(beat.value(u"lastRunAt"_s).toInteger() >= before);
    QVERIFY(beat.value(u"nextRunAt"_s).toInteger() > now());
    QCOMPARE(fires().size(), 1);
    // It is all there in the next life.
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"cron"_s});
    QCOMPARE(job(u"beat"_s), beat);
    QCOMPARE(outcomes(u"beat"_s), std::vector{1});
    QCOMPARE(fires().size(), 1);
}

void CronTest::missedTimesCountAsOne()
{
    QVERIFY(call(u"setEvery"_s, {u"beat"_s, 60000}));
    const std::int64_t due = now() - 10 * 60000 - 1000;
    restartWith(u"beat"_s, [due](RecurringSchedule &schedule) { schedule.nextRunAt = due; });
    QVERIFY(waitForFires(1));
    const QCborMap fire = history(u"beat"_s).at(0).toMap();
    QCOMPARE(fire.value(u"scheduledAt"_s).toInteger(), due);
    // The times stay those that they were.
    QCOMPARE(job(u"beat"_s).value(u"nextRunAt"_s).toInteger(), due + 11 * 60000);
    QCOMPARE(history(u"beat"_s).size(), 1);
    QCOMPARE(fires().size(), 1);
}

void CronTest::actionsLearnWhatTheyRunFor()
{
    QVERIFY(call(u"tick"_s, {u"called"_s}));
    const std::int64_t at = now();
    QVERIFY(call(u"runAt"_s, {double(at), u"once"_s}));
    QVERIFY(waitForFires(2));
    QVERIFY(call(u"setCron"_s, {u"minutely"_s, u"* * * * *"_s}));
    restartDue(u"minutely"_s);
    QVERIFY(waitForFires(3));
    QVERIFY(!fires().at(0).toMap().contains(u"kind"_s));
    QCOMPARE(fires().at(1).toMap().value(u"kind"_s), QCborValue(u"at"_s));
    QCOMPARE(fires().at(1).toMap().value(u"scheduledAt"_s).toDouble(), double(at));
    QCOMPARE(fires().at(2).toMap().value(u"kind"_s), QCborValue(u"cron"_s));
    QCOMPARE(fires().at(2).toMap().value(u"id"_s), QCborValue(u"minutely"_s));
}

void CronTest::aTimeIsSkippedWhileTheLastOneRuns()
{
    QVERIFY(call(u"setEvery"_s, {u"slow"_s, 5000, u"slow"_s}));
    restartDue(u"slow"_s, std::chrono::milliseconds(4990));
    // Newest first; on a slow machine more than one is skipped.
    const auto isFirst = [this](int outcome) {
        const std::vector<int> all = outcomes(u"slow"_s);
        return all.size() >= 2 && all.back() == outcome && all[all.size() - 2] == 3;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isFirst(0), patience);
    QVERIFY(call(u"release"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isFirst(1), patience);
}

void CronTest::failuresAreRemembered_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("message");
    QTest::newRow("user") << u"fail"_s << u"user.told_to_fail"_s << u"as you wish"_s;
    QTest::newRow("internal") << u"crash"_s << u"rivetkit.internal_error"_s
                              << u"An internal error occurred"_s;
}

void CronTest::failuresAreRemembered()
{
    QFETCH(QString, action);
    QFETCH(QString, error);
    QFETCH(QString, message);
    QVERIFY(call(u"setEvery"_s, {u"bad"_s, 60000, action}));
    restartDue(u"bad"_s);
    QTRY_VERIFY_WITH_TIMEOUT(outcomes(u"bad"_s) == std::vector{2}, patience);
    const QCborMap fire = history(u"bad"_s).at(0).toMap();
    QCOMPARE(fire.value(u"error"_s), QCborValue(error));
    QCOMPARE(fire.value(u"message"_s), QCborValue(message));
    QVERIFY(fire.value(u"finishedAt"_s).isInteger() || fire.value(u"finishedAt"_s).isDouble());
    QVERIFY(job(u"bad"_s).value(u"nextRunAt"_s).toInteger() > now());
}

void CronTest::aCrashInterrupts()
{
    QVERIFY(call(u"setEvery"_s, {u"slow"_s, 60000, u"slow"_s}));
    restartDue(u"slow"_s);
    QTRY_VERIFY_WITH_TIMEOUT(outcomes(u"slow"_s) == std::vector{0}, patience);
    m_engine->startActor(m_id, {.name = u"cron"_s});
    QTRY_VERIFY_WITH_TIMEOUT(outcomes(u"slow"_s) == std::vector{2}, patience);
    QCOMPARE(history(u"slow"_s).at(0).toMap().value(u"error"_s), QCborValue(u"schedule.interrupted"_s));
    QVERIFY(!stored(u"slow"_s).runningFire);
}

void CronTest::historiesAreBounded()
{
    QVERIFY(call(u"setEvery"_s, {u"beat"_s, 60000, u"tick"_s, 2}));
    for (int i = 1; i <= 4; ++i) {
        restartDue(u"beat"_s);
        QVERIFY(waitForFires(i));
    }
    QCOMPARE(outcomes(u"beat"_s).size(), 2);
    const auto storedCount = [this] {
        int count = 0;
        for (const auto &[key, value] : m_engine->storage(m_id))
            count += key.startsWith(persist::recurringFireKey(u"beat"_s, 0).chopped(8)) ? 1 : 0;
        return count;
    };
    QVERIFY(m_engine->waitUntil([&] { return storedCount() == 2; }));
    QCOMPARE(call(u"history"_s, {u"beat"_s, 1})->toArray().size(), 1);
    QVERIFY(call(u"setEvery"_s, {u"beat"_s, 60000, u"tick"_s, 0}));
    QCOMPARE(outcomes(u"beat"_s).size(), 0);
    QVERIFY(m_engine->waitUntil([&] { return storedCount() == 0; }));
}

void CronTest::theLongestHistoryGivesWay()
{
    constexpr int scheduleCount = cronHistoryPerActorMax / cronHistoryMax;
    for (int i = 0; i < scheduleCount; ++i)
        QVERIFY(call(u"setEvery"_s, {u"job %1"_s.arg(i), 60000, u"tick"_s, cronHistoryMax}));
    QVERIFY(call(u"setEvery"_s, {u"one more"_s, 60000}));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    auto &storage = m_engine->storage(m_id);
    for (int i = 0; i < scheduleCount; ++i) {
        const QString name = u"job %1"_s.arg(i);
        RecurringSchedule schedule = stored(name);
        schedule.firstFire = i == 3 ? 0 : 10;
        schedule.nextFire = cronHistoryMax + (i == 3 ? 0 : 10);
        storage[persist::recurringScheduleKey(name)] = persist::encode(schedule);
    }
    const QByteArray oldest = persist::recurringFireKey(u"job 0"_s, 10);
    storage[oldest] = persist::encode(RecurringFire{.action = u"tick"_s, .finishedAt = {}, .error = {}});
    m_engine->startActor(m_id, {.name = u"cron"_s});
    restartDue(u"one more"_s);
    QVERIFY(waitForFires(1));
    QVERIFY(m_engine->waitUntil([&] { return !storage.contains(oldest); }));
    QCOMPARE(history(u"one more"_s).size(), 1);
}

void CronTest::withoutHistoryNothingIsRemembered()
{
    QVERIFY(call(u"setEvery"_s, {u"beat"_s, 60000, u"tick"_s, 0}));
    restartDue(u"beat"_s);
    QVERIFY(waitForFires(1));
    QCOMPARE(history(u"beat"_s), QCborArray());
    QVERIFY(!job(u"beat"_s).value(u"lastRunAt"_s).isNull());
    QCOMPARE(history(u"nothing"_s), QCborArray());
}

void CronTest::aFailedWriteDoesNotRunTheAction()
{
    QVERIFY(call(u"setEvery"_s, {u"beat"_s, 60000}));
    m_engine->failWrites(u"full disk"_s);
    restartDue(u"beat"_s);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->logText().contains("schedule beat failed"_L1); }));
    QCOMPARE(fires().size(), 0);
    m_engine->failWrites({});
    QVERIFY(waitForFires(1)); // It is tried again.
    QCOMPARE(history(u"beat"_s).size(), 1);
}

void CronTest::anActionThatIsGoneEndsItsSchedule()
{
    QVERIFY(call(u"setEvery"_s, {u"old"_s, 60000}));
    restartWith(u"old"_s, [](RecurringSchedule &schedule) {
        schedule.action = u"removed"_s;
        schedule.nextRunAt = 1;
    });
    QTRY_VERIFY_WITH_TIMEOUT(call(u"jobs"_s)->toArray().isEmpty(), patience);
    QVERIFY(m_engine->logText().contains("`removed` was not found"_L1));
}

void CronTest::damagedSchedulesAreLeftOut()
{
    QVERIFY(call(u"setEvery"_s, {u"a"_s, 60000}));
    QVERIFY(call(u"setEvery"_s, {u"b"_s, 60000}));
    QVERIFY(call(u"setCron"_s, {u"c"_s, u"0 0 * * *"_s}));
    m_engine->storage(m_id)[persist::recurringScheduleKey(u"a"_s)] = "damaged"_ba;
    RecurringSchedule none = stored(u"b"_s);
    none.cadence = persist::IntervalCadence{.intervalMs = 0};
    m_engine->storage(m_id)[persist::recurringScheduleKey(u"b"_s)] = persist::encode(none);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"cron"_s});
    QCOMPARE(call(u"jobs"_s)->toArray().size(), 1);
    QVERIFY(m_engine->logText().contains("schedule b failed"_L1));
}

void CronTest::manySchedulesComeBack()
{
    for (int i = 0; i < 150; ++i)
        QVERIFY(call(u"setEvery"_s, {u"job %1"_s.arg(i), 60000}));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"cron"_s});
    QCOMPARE(call(u"jobs"_s)->toArray().size(), 150);
}

void CronTest::inspectorsSeeSchedules()
{
    QVERIFY(call(u"setCron"_s, {u"daily"_s, u"0 9 * * *"_s, u"Europe/Berlin"_s}));
    restartDue(u"daily"_s);
    QTRY_VERIFY_WITH_TIMEOUT(outcomes(u"daily"_s) == std::vector{1}, patience);
    const RequestId socket =
        m_engine->openSocket(m_id, u"/inspector/connect?protocol_version=6"_s,
                             {u"rivet_inspector_token."_s + m_engine->inspectorToken(m_id)});
    const auto next = [&] { return *inspector::decodeToClient(m_engine->nextMessage(socket)->data, {}); };
    const auto waitFor = [&]<class Message>(std::type_identity<Message>) {
        for (;;)
            if (const v6::ToClient message = next(); std::holds_alternative<Message>(message))
                return std::get<Message>(message);
    };
    const auto send = [&](const v6::ToServer &message) {
        m_engine->sendToSocket(socket, *inspector::encodeToServer(message, {}));
    };
    const auto init = std::get<v6::Init>(next());
    QCOMPARE(init.schedules.size(), 1);
    const v6::Schedule &daily = init.schedules.front();
    QCOMPARE(daily.id, u"daily"_s);
    QCOMPARE(daily.name, u"daily"_s);
    QCOMPARE(daily.kind, u"cron"_s);
    QCOMPARE(daily.expression, u"0 9 * * *"_s);
    QCOMPARE(daily.timezone, u"Europe/Berlin"_s);
    QVERIFY(!daily.intervalMs && daily.lastRunAt);
    QCOMPARE(daily.maxHistory->value, 100U);

    QVERIFY(call(u"setEvery"_s, {u"often"_s, 60000}));
    const auto update = waitFor(std::type_identity<v6::SchedulesUpdated>());
    QCOMPARE(update.schedules.size(), 2);
    QCOMPARE(update.schedules.front().id, u"often"_s);
    QCOMPARE(update.schedules.front().intervalMs->value, 60000U);

    send(v6::ScheduleHistoryRequest{.id = {1}, .scheduleId = u"daily"_s, .limit = {0}});
    send(v6::ScheduleHistoryRequest{.id = {2}, .scheduleId = u"nothing"_s, .limit = {5}});
    const auto history = waitFor(std::type_identity<v6::ScheduleHistoryResponse>());
    QCOMPARE(history.history.size(), 1);
    QCOMPARE(history.history.front().result, u"ok"_s);
    QCOMPARE(history.history.front().action, u"tick"_s);
    QVERIFY(history.history.front().finishedAt && !history.history.front().error);
    QVERIFY(waitFor(std::type_identity<v6::ScheduleHistoryResponse>()).history.empty());

    // Which kind of repeating it is makes no difference, but one-shots are others.
    send(v6::ScheduleDeleteRequest{.id = {3}, .scheduleId = u"daily"_s, .kind = u"at"_s});
    QVERIFY(!waitFor(std::type_identity<v6::ScheduleDeleteResponse>()).deleted);
    send(v6::ScheduleDeleteRequest{.id = {4}, .scheduleId = u"daily"_s, .kind = u"every"_s});
    QVERIFY(waitFor(std::type_identity<v6::ScheduleDeleteResponse>()).deleted);
    QCOMPARE(call(u"jobs"_s)->toArray().size(), 1);
}

QTEST_GUILESS_MAIN(CronTest)
#include "tst_cron.moc"
