// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/core/driver.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// Hosts come, come back, drain and go (spec/engine-api.md 1.10 and 4.2 to 4.4, spec/runner-envoy.md 1.3
/// and 3).
class HostsTest : public QObject {
    Q_OBJECT

    static const Envoy &host(Driver &driver, const QString &key) { return *driver.engine().findEnvoy(key); }

    static QJsonValue runnerError(const QString &kind, const RunnerId &id)
    {
        return QJsonObject{{kind, QJsonObject{{u"runner_id"_s, id.toString()}}}};
    }

    static QJsonObject paced(double delay, double period, double rate)
    {
        return {{u"normal"_s, QJsonObject{{u"actor_eviction_delay"_s, delay},
                                          {u"actor_eviction_period"_s, period},
                                          {u"actor_eviction_rate"_s, rate}}}};
    }

private slots:
    void givesARunnerAnIdAndListsIt()
    {
        Driver driver;
        const QString key = driver.joinRunner(u"10.0.0.1"_s, 7, 3);
        const Envoy &runner = host(driver, key);
        QVERIFY(!runner.runnerId.isNull());
        QCOMPARE(runner.runnerId.datacenterLabel(), 1);
        QCOMPARE(runner.runnerKey, u"10.0.0.1"_s);
        QCOMPARE(runner.totalSlots, 7u);
        QCOMPARE(runner.remainingSlots(), 7u);
        driver.createActor();
        QCOMPARE(runner.remainingSlots(), 6u);
        const NamespaceId space = driver.defaultNamespace();
        QCOMPARE(driver.engine().runners(space), std::vector{&runner});
        QVERIFY(driver.engine().envoys(space).empty());
        QCOMPARE(driver.engine().runnerPools(space), std::vector{u"default"_s});
        QVERIFY(driver.restart());
        QCOMPARE(driver.engine().runnerPools(space), std::vector{u"default"_s});
    }

    void countsGenerationsAndCommandsAsTheRealEngineDoesForRunners()
    {
        Driver driver;
        driver.joinRunner(u"r"_s, 5);
        const ActorId id = driver.createActor();
        QCOMPARE(driver.last<StartActor>().generation, 0u);
        QCOMPARE(driver.last<StartActor>().commandIndex, 0);
        driver.run(id);
        driver.report(id, ActorWantsSleep{});
        QCOMPARE(driver.last<StopActor>().generation, 0u);
        QCOMPARE(driver.last<StopActor>().commandIndex, 1);
        driver.crash(id); // As rivetkit 2.2.1 reports it.
        QVERIFY(driver.actor(id).sleepTs);
        QVERIFY(driver.actor(id).error.isUndefined());
        driver.wake(id);
        QCOMPARE(driver.last<StartActor>().generation, 1u);
        QCOMPARE(driver.last<StartActor>().commandIndex, 0);
    }

    void neverRepeatsTheGenerationZero()
    {
        Driver driver;
        driver.joinRunner(u"r"_s, 5);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        QCOMPARE(driver.actor(id).generation, 0u);
        QVERIFY(driver.restart());
        driver.joinRunner(u"r"_s, 5);
        QCOMPARE(driver.actor(id).generation, 1u);
    }

    void aRunnerThatComesBackInTimeIsTheSame()
    {
        Driver driver;
        const QString key = driver.joinRunner(u"r"_s, 5);
        const RunnerId id = host(driver, key).runnerId;
        const ActorId running = driver.createActor();
        driver.run(running);
        const ActorId starting = driver.createActor();
        driver.silence(key);
        driver.apply(EnvoyDisconnected{key});
        driver.pass(14s);
        driver.clearEffects();
        driver.joinRunner(u"r"_s, 5);
        QCOMPARE(host(driver, key).runnerId, id);
        QVERIFY(driver.actor(running).connectableTs);
        // It does not notice a start that is repeated: only what it cannot have heard is said again.
        QCOMPARE(driver.count<StartActor>(), 1u);
        QCOMPARE(driver.last<StartActor>().actorId, starting);
    }

    void aRunnerThatComesBackTooLateKeepsNothing()
    {
        Driver driver;
        const QString key = driver.joinRunner(u"r"_s, 5);
        const RunnerId id = host(driver, key).runnerId;
        const ActorId running = driver.createActor();
        driver.run(running);
        driver.silence(key);
        driver.pass(15s);
        QVERIFY(!driver.engine().findEnvoy(key));
        QCOMPARE(driver.last<ReleaseEnvoy>().reason, ReleaseReason::Lost);
        QCOMPARE(driver.actor(running).error, runnerError(u"runner_connection_lost"_s, id));
        driver.clearEffects();
        driver.joinRunner(u"r"_s, 5);
        QVERIFY(host(driver, key).runnerId != id);
        QCOMPARE(driver.count<StopActor>(), 0u);
        driver.apply(ActorReported{key, running, 0, 7, ActorStopped{}});
        QVERIFY(driver.actor(running).sleepTs);
        const auto listed = driver.engine().runners(driver.defaultNamespace(), WithStopped::Yes);
        QCOMPARE(listed.size(), 2u);
        QCOMPARE(listed[1]->runnerId, id);
        QVERIFY(listed[1]->stopTs);
        QCOMPARE(driver.engine().runners(driver.defaultNamespace()).size(), 1u);
    }

    void keysOfRunnersCountInTheirPoolOnly()
    {
        Driver driver;
        const QString here = driver.joinRunner(u"r"_s, 5);
        const QString there = runnerHostKey(driver.defaultNamespace(), u"gpu"_s, u"r"_s);
        driver.apply(EnvoyJoined{.envoyKey = there,
                                 .namespaceId = driver.defaultNamespace(),
                                 .pool = u"gpu"_s,
                                 .kind = HostKind::Runner,
                                 .runnerKey = u"r"_s,
                                 .totalSlots = 1});
        QVERIFY(driver.engine().findEnvoy(here) && driver.engine().findEnvoy(there));
        QVERIFY(host(driver, here).runnerId != host(driver, there).runnerId);
    }

    void startsItsActorsAgainInAProcessThatHasReplacedAnother()
    {
        Driver driver;
        const QString key = driver.joinRunner(u"r"_s, 5);
        const ActorId running = driver.createActor(CrashPolicy::Sleep);
        driver.run(running);
        const ActorId stopping = driver.createActor(CrashPolicy::Sleep);
        driver.run(stopping);
        driver.report(stopping, ActorWantsSleep{});
        driver.clearEffects();
        driver.joinRunner(u"r"_s, 5);
        driver.apply(EnvoyRestarted{key});
        QCOMPARE(driver.all<StartActor>().size(), 1u);
        QCOMPARE(driver.last<StartActor>().generation, 0u);
        QCOMPARE(driver.last<StartActor>().actorId, running);
        QVERIFY(!driver.actor(running).connectableTs);
        for (const ActorChanged &change : driver.all<ActorChanged>())
            QCOMPARE(change.phase, ActorPhase::Stopped);
        QCOMPARE(driver.all<ActorChanged>().size(), 2u);
        driver.apply(ActorReported{key, running, 0, 0, ActorRunning{}});
        QVERIFY(driver.actor(running).connectableTs);
        QVERIFY(driver.actor(stopping).sleepTs);
        QCOMPARE(host(driver, key).runningActorCount, 1u);
    }

    void leavesNoActorToOlderCodeUnderTheSameKey()
    {
        Driver driver;
        const QString key = driver.joinRunner(u"r"_s, 5, 2);
        const RunnerId before = driver.engine().findEnvoy(key)->runnerId;
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.run(id);
        driver.joinRunner(u"r"_s, 5, 1);
        QVERIFY(driver.engine().findEnvoy(key)->runnerId != before);
        driver.pass(5s);
        QVERIFY(driver.waitsForEver(id));
        QCOMPARE(driver.actor(id).hostVersion, 2u);
        driver.joinRunner(u"other"_s, 5, 2);
        QCOMPARE(driver.last<StartActor>().generation, 1u);
    }

    void losesAnEnvoyThatGivesNoSigns()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.silence(u"e1"_s);
        driver.pass(14'999ms);
        QVERIFY(driver.actor(id).connectableTs);
        driver.pass(1ms);
        const QJsonObject lost{{u"envoy_connection_lost"_s, QJsonObject{{u"envoy_key"_s, u"e1"_s}}}};
        QCOMPARE(driver.actor(id).error, QJsonValue(lost));
        QCOMPARE(driver.last<ReleaseEnvoy>().envoyKey, u"e1"_s);
        driver.join(u"e1"_s); // It was only cut off, and is told to stop what it still runs.
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
    }

    void blamesNobodyWhenTheEngineItselfWasAway()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.silence(u"e1"_s);
        driver.pass(8h); // The machine slept.
        QVERIFY(driver.actor(id).connectableTs);
        driver.pass(15s);
        QVERIFY(driver.actor(id).sleepTs);
    }

    // --- Draining ---

    void movesActorsOffARunnerThatStops()
    {
        Driver driver;
        const QString old = driver.joinRunner(u"old"_s, 5);
        const ActorId restart = driver.createActor(CrashPolicy::Restart);
        driver.run(restart);
        const ActorId sleep = driver.createActor(CrashPolicy::Sleep);
        driver.run(sleep);
        const QString other = driver.joinRunner(u"other"_s, 5);
        driver.clearEffects();
        driver.apply(EnvoyStopping{old});
        QCOMPARE(host(driver, old).drainReason, DrainReason::Stopping);
        QCOMPARE(driver.count<StopActor>(), 2u);
        driver.stopOk(restart); // Going away, a graceful stop is none.
        driver.stopOk(sleep);
        QCOMPARE(driver.actor(restart).envoyKey, other);
        QVERIFY(driver.actor(sleep).sleepTs);
        QCOMPARE(driver.count<ReleaseEnvoy>(), 0u); // It closes its connection itself.
        driver.apply(EnvoyLeft{old});
        QVERIFY(!driver.engine().findEnvoy(old));
    }

    void losesWhatDoesNotLeaveADrainingRunnerInTime()
    {
        Driver driver;
        const QString key = driver.joinRunner(u"r"_s, 5);
        const RunnerId runnerId = host(driver, key).runnerId;
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        driver.run(id);
        const ActorId talker = driver.createActor(CrashPolicy::Sleep);
        driver.run(talker);
        driver.apply(EnvoyStopping{key});
        driver.pass(10s);
        driver.report(talker, ActorAlarm{}); // Somebody is still busy.
        driver.pass(14'999ms);
        QVERIFY(driver.engine().findEnvoy(key));
        driver.pass(1ms);
        QVERIFY(!driver.engine().findEnvoy(key));
        QCOMPARE(driver.last<ReleaseEnvoy>().reason, ReleaseReason::Drained);
        QCOMPARE(driver.actor(id).error, runnerError(u"runner_draining_timeout"_s, runnerId));
    }

    void saysWhichRunnerDoesNotAnswer()
    {
        Driver driver;
        const QString key = driver.joinRunner(u"r"_s, 5);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        driver.pass(30s);
        QCOMPARE(driver.actor(id).error, runnerError(u"runner_no_response"_s, host(driver, key).runnerId));
        QCOMPARE(driver.last<StopActor>().commandIndex, 1);
    }

    void drainsOlderVersionsWhenANewOneComes()
    {
        Driver driver;
        driver.join(u"v1"_s, 1);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.run(id);
        driver.join(u"idle"_s, 1);
        driver.clearEffects();
        driver.join(u"v2"_s, 2);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::GoingAway);
        QCOMPARE(host(driver, u"v1"_s).drainReason, DrainReason::VersionUpgrade);
        QVERIFY(!driver.engine().findEnvoy(u"idle"_s)); // It had nothing to lose.
        QCOMPARE(driver.last<ReleaseEnvoy>().envoyKey, u"idle"_s);
        driver.stopOk(id);
        QCOMPARE(driver.actor(id).envoyKey, u"v2"_s);
        QCOMPARE(driver.last<ReleaseEnvoy>().envoyKey, u"v1"_s);
        QCOMPARE(driver.last<ReleaseEnvoy>().reason, ReleaseReason::Drained);
        QVERIFY(!driver.engine().findEnvoy(u"v1"_s));
    }

    void leavesOlderVersionsAloneWhereTheConfigSaysSo_data()
    {
        QTest::addColumn<QJsonObject>("config");
        QTest::newRow("in the variant")
            << QJsonObject{{u"normal"_s, QJsonObject{{u"drain_on_version_upgrade"_s, false}}}};
        QTest::newRow("in the older place")
            << QJsonObject{{u"normal"_s, QJsonObject()}, {u"drain_on_version_upgrade"_s, false}};
    }
    void leavesOlderVersionsAloneWhereTheConfigSaysSo()
    {
        QFETCH(const QJsonObject, config);
        Driver driver;
        driver.putConfig(config);
        driver.join(u"v1"_s, 1);
        driver.clearEffects();
        driver.join(u"v2"_s, 2);
        QCOMPARE(driver.count<ReleaseEnvoy>(), 0u);
        driver.createActor();
        QCOMPARE(driver.last<StartActor>().envoyKey, u"v2"_s);
    }

    void doesNotDrainAnOlderVersionThatComesLater()
    {
        Driver driver;
        driver.join(u"v2"_s, 2);
        driver.join(u"v1"_s, 1);
        QCOMPARE(driver.count<ReleaseEnvoy>(), 0u);
    }

    void doesNotDrainAHostOfItsOwnTypes()
    {
        Driver driver;
        driver.apply(EnvoyJoined{.envoyKey = u"own"_s,
                                 .namespaceId = driver.defaultNamespace(),
                                 .pool = u"default"_s,
                                 .takesAnnouncedOnly = true});
        driver.join(u"v2"_s, 2);
        QVERIFY(!host(driver, u"own"_s).drainTs);
    }

    void evictsAtThePaceOfThePool()
    {
        Driver driver;
        driver.putConfig(paced(5, 60, 0.5));
        driver.join(u"v1"_s, 1);
        std::vector<ActorId> ids;
        for (int i = 0; i < 3; ++i) {
            ids.push_back(driver.createActor(CrashPolicy::Restart));
            driver.run(ids.back());
        }
        driver.join(u"v2"_s, 2);
        QCOMPARE(driver.count<StopActor>(), 0u);
        driver.pass(4'999ms);
        QCOMPARE(driver.count<StopActor>(), 0u);
        driver.pass(1ms);
        QCOMPARE(driver.count<StopActor>(), 1u);
        driver.pass(1'999ms);
        QCOMPARE(driver.count<StopActor>(), 1u);
        driver.pass(1ms);
        QCOMPARE(driver.count<StopActor>(), 2u);
        driver.pass(2s);
        QCOMPARE(driver.count<StopActor>(), 3u);
    }

    void evictsFasterIfThePeriodIsShort()
    {
        Driver driver;
        driver.putConfig(paced(0, 3, 0.001));
        driver.join(u"v1"_s, 1);
        for (int i = 0; i < 3; ++i)
            driver.run(driver.createActor(CrashPolicy::Restart));
        driver.join(u"v2"_s, 2);
        for (std::size_t i = 1; i <= 3; ++i) {
            QCOMPARE(driver.count<StopActor>(), i);
            driver.pass(1s);
        }
    }

    void passesOverActorsThatLeftBeforeTheirTurn()
    {
        Driver driver;
        driver.putConfig(paced(0, 60, 1));
        driver.join(u"v1"_s, 1);
        std::vector<ActorId> ids;
        for (int i = 0; i < 3; ++i) {
            ids.push_back(driver.createActor(CrashPolicy::Sleep));
            driver.run(ids.back());
        }
        std::ranges::sort(ids); // They go in the order of their ids.
        driver.join(u"v2"_s, 2);
        driver.report(ids[1], ActorWantsStop{});
        driver.stopOk(ids[1]);
        driver.clearEffects();
        driver.pass(1s);
        QCOMPARE(driver.count<StopActor>(), 1u);
        QCOMPARE(driver.last<StopActor>().actorId, ids[2]);
    }

    void waitsForALateStartBeforeItLetsADrainedHostGo()
    {
        Driver driver;
        driver.join(u"v1"_s, 1);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        driver.join(u"v2"_s, 2);
        QVERIFY(driver.engine().findEnvoy(u"v1"_s));
        driver.run(id);
        driver.stopOk(id);
        QVERIFY(!driver.engine().findEnvoy(u"v1"_s));
        QCOMPARE(driver.actor(id).envoyKey, u"v2"_s);
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::HostsTest)
#include "tst_hosts.moc"
