// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/core/driver.h"

#include <QtTest/QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// Which host takes an actor, and who waits when none does (spec/engine-api.md 3.8 and 4.1).
class CapacityTest : public QObject {
    Q_OBJECT

    static std::uint64_t countOn(Driver &driver, const QString &envoyKey)
    {
        return driver.engine().findEnvoy(envoyKey)->runningActorCount;
    }

private slots:
    void neverGivesARunnerMoreThanItsSlots()
    {
        Driver driver;
        const QString one = driver.joinRunner(u"one"_s, 1);
        const QString three = driver.joinRunner(u"three"_s, 3);
        for (int i = 0; i < 10; ++i)
            driver.createActor(CrashPolicy::Restart);
        QCOMPARE(countOn(driver, one), 1u);
        QCOMPARE(countOn(driver, three), 3u);
        QCOMPARE(driver.engine().findEnvoy(one)->remainingSlots(), 0u);
        QCOMPARE(driver.count<StartActor>(), 4u);
    }

    void givesNothingToARunnerWithoutSlots()
    {
        Driver driver;
        driver.joinRunner(u"none"_s, 0);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        QVERIFY(driver.actor(id).pendingAllocationTs);
    }

    void spreadsByTheShareThatIsFree()
    {
        Driver driver;
        const QString small = driver.joinRunner(u"small"_s, 10);
        const QString large = driver.joinRunner(u"large"_s, 20);
        for (int i = 0; i < 9; ++i)
            driver.createActor();
        QCOMPARE(countOn(driver, small), 3u);
        QCOMPARE(countOn(driver, large), 6u);
    }

    void prefersTheNewestVersionAndNeverSpillsOver()
    {
        Driver driver;
        driver.putConfig({{u"normal"_s, QJsonObject{{u"drain_on_version_upgrade"_s, false}}}});
        const QString old = driver.joinRunner(u"old"_s, 10, 1);
        const QString fresh = driver.joinRunner(u"fresh"_s, 2, 2);
        for (int i = 0; i < 4; ++i)
            driver.createActor(CrashPolicy::Restart);
        QCOMPARE(countOn(driver, fresh), 2u);
        QCOMPARE(countOn(driver, old), 0u);
    }

    void leavesTheNewestVersionOnlyWhenItIsGone()
    {
        Driver driver;
        driver.putConfig({{u"normal"_s, QJsonObject{{u"drain_on_version_upgrade"_s, false}}}});
        const QString old = driver.joinRunner(u"old"_s, 10, 1);
        const QString fresh = driver.joinRunner(u"fresh"_s, 2, 2);
        driver.apply(EnvoyLeft{fresh});
        driver.createActor();
        QCOMPARE(countOn(driver, old), 1u);
    }

    void neverTakesAnActorBackToOlderCode()
    {
        Driver driver;
        driver.putConfig({{u"normal"_s, QJsonObject{{u"drain_on_version_upgrade"_s, false}}}});
        const QString old = driver.joinRunner(u"old"_s, 10, 1);
        const QString fresh = driver.joinRunner(u"fresh"_s, 10, 2);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.run(id);
        QCOMPARE(driver.actor(id).hostVersion, 2u);
        driver.apply(EnvoyLeft{fresh});
        QVERIFY(driver.actor(id).pendingAllocationTs);
        // Others that have not seen the new code need not wait for it, or behind those that have.
        const ActorId other = driver.createActor(CrashPolicy::Restart);
        QCOMPARE(driver.actor(other).envoyKey, old);
        QVERIFY(driver.restart());
        driver.joinRunner(u"old"_s, 10, 1);
        QVERIFY(driver.actor(id).pendingAllocationTs);
        driver.joinRunner(u"newer"_s, 10, 3);
        QCOMPARE(driver.actor(id).hostVersion, 3u);
    }

    void passesOverHostsThatAreSilent()
    {
        Driver driver;
        const QString silent = driver.joinRunner(u"silent"_s, 10);
        const QString alive = driver.joinRunner(u"alive"_s, 10);
        driver.silence(silent);
        driver.pass(10s);
        driver.createActor();
        driver.createActor();
        QCOMPARE(countOn(driver, alive), 1u); // Exactly the threshold is not too old.
        driver.pass(1ms);
        driver.createActor();
        driver.createActor();
        QCOMPARE(countOn(driver, alive), 3u);
    }

    void doesNotFallBackToOlderCodeWhileTheNewIsSilent()
    {
        Driver driver;
        driver.putConfig({{u"normal"_s, QJsonObject{{u"drain_on_version_upgrade"_s, false}}}});
        driver.joinRunner(u"old"_s, 10, 1);
        driver.silence(driver.joinRunner(u"fresh"_s, 10, 2));
        driver.pass(11s);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        QVERIFY(driver.actor(id).pendingAllocationTs);
    }

    void looksAtTheQueueWhenASilentHostSpeaksAgain()
    {
        Driver driver;
        const QString runner = driver.joinRunner(u"r"_s, 1);
        driver.silence(runner);
        driver.pass(11s);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        QVERIFY(driver.actor(id).pendingAllocationTs);
        driver.apply(EnvoyPonged{runner, 1ms});
        QCOMPARE(driver.actor(id).envoyKey, runner);
    }

    void passesOverHostsWhoseConnectionBroke()
    {
        Driver driver;
        const QString runner = driver.joinRunner(u"r"_s, 5);
        const ActorId running = driver.createActor(CrashPolicy::Restart);
        driver.run(running);
        driver.apply(EnvoyDisconnected{runner});
        const ActorId waiting = driver.createActor(CrashPolicy::Restart);
        QVERIFY(driver.actor(waiting).pendingAllocationTs);
        QVERIFY(driver.actor(running).connectableTs);
        driver.joinRunner(u"r"_s, 5);
        QCOMPARE(driver.actor(waiting).envoyKey, runner);
    }

    void servesTheQueueInOrderWhenSlotsBecomeFree()
    {
        Driver driver;
        driver.joinRunner(u"r"_s, 1);
        std::vector<ActorId> ids;
        for (int i = 0; i < 4; ++i) {
            ids.push_back(driver.createActor(CrashPolicy::Restart));
            driver.pass(1ms);
        }
        for (std::size_t i = 0; i < ids.size(); ++i) {
            QCOMPARE(driver.last<StartActor>().actorId, ids[i]);
            driver.run(ids[i]);
            driver.stopOk(ids[i]); // It ends, and makes room.
        }
    }

    void letsNobodyOvertakeThoseWhoWait()
    {
        Driver driver;
        driver.joinRunner(u"r"_s, 1);
        const ActorId first = driver.createActor(CrashPolicy::Restart);
        driver.run(first);
        const ActorId second = driver.createActor(CrashPolicy::Restart);
        driver.crash(first); // It wants to start again at once, and is last now.
        QCOMPARE(driver.actor(second).generation, 0u);
        QVERIFY(!driver.actor(second).envoyKey.isEmpty());
        QVERIFY(driver.actor(first).pendingAllocationTs);
    }

    void servesTheQueueAfterADestroy()
    {
        Driver driver;
        driver.joinRunner(u"r"_s, 1);
        const ActorId first = driver.createActor(CrashPolicy::Restart);
        driver.run(first);
        const ActorId second = driver.createActor(CrashPolicy::Restart);
        driver.destroy(first);
        driver.stopOk(first);
        QVERIFY(!driver.actor(second).envoyKey.isEmpty());
    }

    void keepsTheSlotOfAnActorThatStillStops()
    {
        Driver driver;
        driver.joinRunner(u"r"_s, 1);
        const ActorId first = driver.createActor(CrashPolicy::Sleep);
        driver.run(first);
        driver.report(first, ActorWantsSleep{});
        const ActorId second = driver.createActor(CrashPolicy::Restart);
        QVERIFY(driver.actor(second).pendingAllocationTs);
        driver.stopOk(first);
        QVERIFY(!driver.actor(second).envoyKey.isEmpty());
    }

    void servesTheQueueWhenARunnerGrows()
    {
        Driver driver;
        driver.joinRunner(u"r"_s, 1);
        driver.createActor(CrashPolicy::Restart);
        const ActorId second = driver.createActor(CrashPolicy::Restart);
        QVERIFY(driver.actor(second).pendingAllocationTs);
        driver.joinRunner(u"r"_s, 2);
        QVERIFY(!driver.actor(second).envoyKey.isEmpty());
    }

    void neverMovesToRunnersOnceAPoolHasHadAnEnvoy()
    {
        Driver driver;
        const QString runner = driver.joinRunner(u"r"_s, 10);
        const ActorId onRunner = driver.createActor(CrashPolicy::Restart);
        QCOMPARE(driver.actor(onRunner).envoyKey, runner);
        QVERIFY(!driver.engine().poolStatus(driver.defaultNamespace(), u"default"_s).protocolVersion);
        driver.join(u"e1"_s);
        QCOMPARE(driver.engine().poolStatus(driver.defaultNamespace(), u"default"_s).protocolVersion, 8);
        driver.apply(EnvoyLeft{u"e1"_s});
        const ActorId waiting = driver.createActor(CrashPolicy::Restart);
        QVERIFY(driver.actor(waiting).pendingAllocationTs);
        QCOMPARE(driver.actor(waiting).error, QJsonValue(u"no_envoys"_s));
        QVERIFY(driver.restart());
        driver.joinRunner(u"r"_s, 10);
        QVERIFY(driver.actor(waiting).pendingAllocationTs);
        driver.join(u"e1"_s);
        QCOMPARE(driver.actor(waiting).envoyKey, u"e1"_s);
        QCOMPARE(driver.actor(waiting).generation, 1u); // An envoy's first.
        QCOMPARE(driver.actor(onRunner).envoyKey, u"e1"_s);
        QCOMPARE(driver.actor(onRunner).generation, 1u); // It had the runner's first.
    }

    void aHostOfItsOwnTypesLeavesThePoolToRunners()
    {
        Driver driver;
        driver.apply(EnvoyJoined{.envoyKey = u"own"_s,
                                 .namespaceId = driver.defaultNamespace(),
                                 .pool = u"default"_s,
                                 .takesAnnouncedOnly = true});
        driver.apply(EnvoyDescribed{u"own"_s, {{u"own"_s, {}}}, {}});
        driver.create({.name = u"counter"_s, .crashPolicy = CrashPolicy::Restart});
        QCOMPARE(driver.count<StartActor>(), 0u);
        driver.create({.name = u"own"_s});
        QCOMPARE(driver.last<StartActor>().envoyKey, u"own"_s);
        const QString runner = driver.joinRunner(u"r"_s, 10, 5);
        QCOMPARE(driver.last<StartActor>().envoyKey, runner);
        driver.create({.name = u"own"_s}); // Newer code takes what both could.
        QCOMPARE(driver.last<StartActor>().envoyKey, runner);
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::CapacityTest)
#include "tst_capacity.moc"
