// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/core/driver.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// Alarms: one timestamp an actor, which wakes it if it sleeps (spec/runner-envoy.md 3.3). At least once,
/// never early.
class AlarmsTest : public QObject {
    Q_OBJECT

    static void fallAsleep(Driver &driver, ActorId id)
    {
        driver.report(id, ActorWantsSleep{});
        driver.stopOk(id);
        driver.clearEffects();
    }

private slots:
    void wakesASleepingActorExactlyThen()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 10s});
        fallAsleep(driver, id);
        QCOMPARE(driver.engine().nextWake(), driver.now() + 10s);
        driver.pass(9'999ms);
        driver.apply(TimePassed{});
        QCOMPARE(driver.count<StartActor>(), 0);
        driver.pass(1ms);
        QCOMPARE(driver.last<StartActor>().generation, 2u);
        QVERIFY(driver.engine().nextWake());
    }

    void firesOnceForEachAlarm()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 1s});
        fallAsleep(driver, id);
        driver.pass(1s);
        driver.run(id);
        fallAsleep(driver, id);
        driver.apply(EnvoyLeft{u"e1"_s}); // Whose silence is waited for, too.
        QVERIFY(!driver.engine().nextWake());
        driver.join(u"e1"_s);
        driver.pass(1h);
        QCOMPARE(driver.count<StartActor>(), 0);
    }

    void leavesARunningActorAlone()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 1s});
        driver.clearEffects();
        driver.pass(1h);
        driver.apply(TimePassed{});
        QVERIFY(driver.effects().empty());
    }

    void firesWhenTheActorFallsAsleepAfterIt()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 1s});
        driver.pass(2s);
        driver.report(id, ActorWantsSleep{});
        driver.stopOk(id);
        QCOMPARE(driver.last<StartActor>().generation, 2u);
    }

    void canBeMovedAndCleared()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 1s});
        driver.report(id, ActorAlarm{driver.now() + 5s});
        fallAsleep(driver, id);
        QCOMPARE(driver.engine().nextWake(), driver.now() + 5s);
        driver.wake(id);
        driver.run(id);
        driver.report(id, ActorAlarm{});
        fallAsleep(driver, id);
        driver.apply(EnvoyLeft{u"e1"_s}); // Whose silence is waited for, too.
        QVERIFY(!driver.engine().nextWake());
    }

    void survivesARestartOfTheEngine()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 10s});
        fallAsleep(driver, id);
        QVERIFY(driver.restart());
        QCOMPARE(driver.engine().nextWake(), driver.now() + 10s);
        driver.join(u"e1"_s);
        driver.pass(10s);
        QCOMPARE(driver.last<StartActor>().generation, 2u);
    }

    void firesAfterARestartThatSleptThroughIt()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 10s});
        fallAsleep(driver, id);
        QVERIFY(driver.restart());
        driver.pass(1h);
        QVERIFY(driver.actor(id).pendingAllocationTs); // No envoy yet.
        driver.pass(1h);
        driver.join(u"e1"_s);
        QCOMPARE(driver.last<StartActor>().generation, 2u);
    }

    void firesAgainIfTheEngineDiesBeforeTheStartIsConfirmed()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 10s});
        fallAsleep(driver, id);
        driver.pass(10s);
        QCOMPARE(driver.last<StartActor>().generation, 2u);
        QVERIFY(driver.restart());
        driver.join(u"e1"_s);
        QCOMPARE(driver.last<StartActor>().generation, 3u);
    }

    void firesAgainIfTheEnvoyIsLostBeforeTheStartIsConfirmed()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.join(u"e2"_s);
        driver.report(id, ActorAlarm{driver.now() + 10s});
        fallAsleep(driver, id);
        driver.pass(10s);
        const QString first = driver.last<StartActor>().envoyKey;
        driver.apply(EnvoyLeft{first});
        QCOMPARE(driver.last<StartActor>().generation, 3u);
        QVERIFY(driver.last<StartActor>().envoyKey != first);
    }

    void doesNotRepeatAStartThatFails()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 10s});
        fallAsleep(driver, id);
        driver.pass(10s);
        driver.crash(id);
        QCOMPARE(driver.count<StartActor>(), 1);
        QVERIFY(driver.actor(id).sleepTs);
        driver.apply(EnvoyLeft{u"e1"_s}); // Whose silence is waited for, too.
        QVERIFY(!driver.engine().nextWake());
    }

    void doesNotRepeatAStartThatHangs()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 10s});
        fallAsleep(driver, id);
        driver.pass(10s);
        driver.pass(30s);
        QCOMPARE(driver.count<StartActor>(), 1);
        QVERIFY(driver.actor(id).sleepTs);
    }

    void keepsAnAlarmSetWhileTheActorStarts()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 1s});
        fallAsleep(driver, id);
        driver.pass(1s);
        driver.report(id, ActorAlarm{driver.now() + 7s});
        driver.run(id);
        fallAsleep(driver, id);
        QCOMPARE(driver.engine().nextWake(), driver.now() + 7s);
    }

    void takesAnyTimestamp()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{Instant::max()});
        fallAsleep(driver, id);
        driver.apply(EnvoyLeft{u"e1"_s}); // Whose silence is waited for, too.
        QCOMPARE(driver.engine().nextWake(), Instant::max());
        driver.join(u"e1"_s);
        driver.wake(id);
        driver.run(id);
        driver.report(id, ActorAlarm{Instant::min()});
        driver.report(id, ActorWantsSleep{});
        driver.stopOk(id);
        QCOMPARE(driver.last<StartActor>().generation, 3u);
    }

    void endsWithTheActor()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorAlarm{driver.now() + 1s});
        driver.destroy(id);
        driver.stopOk(id);
        driver.apply(EnvoyLeft{u"e1"_s}); // Whose silence is waited for, too.
        QVERIFY(!driver.engine().nextWake());
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::AlarmsTest)
#include "tst_alarms.moc"
