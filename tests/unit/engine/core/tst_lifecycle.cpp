// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "tests/unit/engine/core/driver.h"

#include <QtTest/QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// The states of an actor and what moves it between them (spec/engine-api.md 3.7), commands and events
/// (spec/runner-envoy.md 3).
class LifecycleTest : public QObject {
    Q_OBJECT

    using Step = std::function<void(Driver &, ActorId)>;

    static void starting(Driver &, ActorId) {}
    static void running(Driver &d, ActorId id) { d.run(id); }
    static void sleepIntent(Driver &d, ActorId id) { d.run(id), d.report(id, ActorWantsSleep{}); }
    static void stopIntent(Driver &d, ActorId id) { d.run(id), d.report(id, ActorWantsStop{}); }
    static void goingAway(Driver &d, ActorId id) { d.run(id), d.apply(EnvoyStopping{u"e1"_s}); }
    static void destroying(Driver &d, ActorId id) { d.run(id), d.destroy(id); }
    static void asleep(Driver &d, ActorId id) { sleepIntent(d, id), d.stopOk(id); }
    static void waiting(Driver &d, ActorId id) { asleep(d, id), d.apply(EnvoyStopping{u"e1"_s}), d.wake(id); }

    static void wake(Driver &d, ActorId id) { d.wake(id); }
    static void sleepApi(Driver &d, ActorId id) { d.sleep(id); }
    static void rescheduleApi(Driver &d, ActorId id) { d.reschedule(id); }
    static void drain(Driver &d, ActorId) { d.apply(EnvoyStopping{u"e1"_s}); }
    static void destroy(Driver &d, ActorId id) { d.destroy(id); }

    static void addRow(const char *state, Step enter, const char *signal, Step send, const char *commands)
    {
        QTest::addRow("%s in %s [3.7]", signal, state) << enter << send << QString::fromLatin1(commands);
    }

    static QString nameOf(StopReason reason)
    {
        constexpr std::array names{"SleepIntent", "StopIntent", "Destroy", "GoingAway", "Lost"};
        return QString::fromLatin1(names[static_cast<std::size_t>(reason)]);
    }

    /// The commands that went out, in words.
    static QString commandsOf(const Driver &driver)
    {
        QStringList words;
        for (const Effect &effect : driver.effects()) {
            if (const auto *start = std::get_if<StartActor>(&effect))
                words += u"start(%1)"_s.arg(start->generation);
            else if (const auto *stop = std::get_if<StopActor>(&effect))
                words += u"stop(%1.%2 %3)"_s.arg(stop->generation)
                             .arg(stop->commandIndex)
                             .arg(nameOf(stop->reason));
        }
        return words.join(u' ');
    }

private slots:
    void tellsTheEnvoyWhatASignalMeans_data()
    {
        QTest::addColumn<Step>("enter");
        QTest::addColumn<Step>("send");
        QTest::addColumn<QString>("commands");

        addRow("Starting", starting, "Wake", wake, "");
        addRow("Starting", starting, "Sleep", sleepApi, "");
        addRow("Starting", starting, "Reschedule", rescheduleApi, "");
        addRow("Starting", starting, "GoingAway", drain, "");
        addRow("Starting", starting, "Destroy", destroy, "");
        addRow("Running", running, "Wake", wake, "");
        addRow("Running", running, "Sleep", sleepApi, "stop(1.2 SleepIntent)");
        addRow("Running", running, "Reschedule", rescheduleApi, "stop(1.2 GoingAway)");
        addRow("Running", running, "GoingAway", drain, "stop(1.2 GoingAway)");
        addRow("Running", running, "Destroy", destroy, "stop(1.2 Destroy)");
        addRow("SleepIntent", sleepIntent, "Wake", wake, "");
        addRow("SleepIntent", sleepIntent, "Sleep", sleepApi, "");
        addRow("SleepIntent", sleepIntent, "Reschedule", rescheduleApi, "stop(1.3 GoingAway)");
        addRow("SleepIntent", sleepIntent, "Destroy", destroy, "stop(1.3 Destroy)");
        addRow("StopIntent", stopIntent, "Sleep", sleepApi, "");
        addRow("StopIntent", stopIntent, "Reschedule", rescheduleApi, "stop(1.3 GoingAway)");
        addRow("StopIntent", stopIntent, "Destroy", destroy, "stop(1.3 Destroy)");
        addRow("GoingAway", goingAway, "Wake", wake, "");
        addRow("GoingAway", goingAway, "Sleep", sleepApi, "");
        addRow("GoingAway", goingAway, "Reschedule", rescheduleApi, "");
        addRow("GoingAway", goingAway, "Destroy", destroy, "stop(1.3 Destroy)");
        addRow("Destroying", destroying, "Wake", wake, "");
        addRow("Destroying", destroying, "Reschedule", rescheduleApi, "");
        addRow("Destroying", destroying, "GoingAway", drain, "");
        addRow("Destroying", destroying, "Destroy", destroy, "");
        addRow("Sleeping", asleep, "Wake", wake, "start(2)");
        addRow("Sleeping", asleep, "Sleep", sleepApi, "");
        addRow("Sleeping", asleep, "Reschedule", rescheduleApi, "");
        addRow("Sleeping", asleep, "GoingAway", drain, "");
        addRow("Sleeping", asleep, "Destroy", destroy, "");
        addRow("Waiting", waiting, "Wake", wake, "");
        addRow("Waiting", waiting, "Sleep", sleepApi, "");
        addRow("Waiting", waiting, "Destroy", destroy, "");
    }
    void tellsTheEnvoyWhatASignalMeans()
    {
        QFETCH(const Step, enter);
        QFETCH(const Step, send);
        QFETCH(const QString, commands);
        Driver driver;
        driver.join(u"e1"_s);
        const ActorId id = driver.createActor();
        enter(driver, id);
        driver.clearEffects();
        send(driver, id);
        QCOMPARE(commandsOf(driver), commands);
    }

    void destroysInEveryState_data()
    {
        QTest::addColumn<Step>("enter");
        QTest::addColumn<bool>("waitsForTheEnvoy");
        QTest::newRow("Starting") << Step(starting) << true;
        QTest::newRow("Running") << Step(running) << true;
        QTest::newRow("SleepIntent") << Step(sleepIntent) << true;
        QTest::newRow("StopIntent") << Step(stopIntent) << true;
        QTest::newRow("GoingAway") << Step(goingAway) << true;
        QTest::newRow("Destroying") << Step(destroying) << true;
        QTest::newRow("Sleeping") << Step(asleep) << false;
        QTest::newRow("Waiting") << Step(waiting) << false;
    }
    void destroysInEveryState()
    {
        QFETCH(const Step, enter);
        QFETCH(const bool, waitsForTheEnvoy);
        Driver driver;
        driver.join(u"e1"_s);
        const ActorId id = driver.createActor();
        enter(driver, id);
        driver.clearEffects();
        driver.destroy(id);
        QCOMPARE(driver.reply().has_value(), !waitsForTheEnvoy);
        if (waitsForTheEnvoy) {
            QVERIFY(!driver.actor(id).destroyTs);
            if (driver.actor(id).startTs == std::nullopt)
                driver.run(id); // Destroy after start.
            driver.stopOk(id);
        }
        QVERIFY(driver.reply()->has_value());
        QVERIFY(driver.actor(id).destroyTs);
        QCOMPARE(driver.count<EraseActorData>(), 1);
        QCOMPARE(driver.last<ActorChanged>().phase, ActorPhase::Destroyed);
        driver.apply(EnvoyLeft{u"e1"_s});
        QVERIFY(!driver.engine().nextWake());
    }

    void answersEveryoneWhoDestroysTheSameActor()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        const Ticket first = driver.destroy(id);
        const Ticket second = driver.destroy(id);
        QVERIFY(!driver.reply(first) && !driver.reply(second));
        driver.stopOk(id);
        QVERIFY(driver.reply(first)->has_value());
        QVERIFY(driver.reply(second)->has_value());
        driver.destroy(id);
        QVERIFY(driver.reply()->has_value());
        QCOMPARE(driver.count<EraseActorData>(), 1);
    }

    void countsGenerationsAndCommandsAsTheRealEngine()
    {
        Driver driver;
        driver.join(u"e1"_s);
        const ActorId id = driver.createActor();
        QCOMPARE(driver.last<StartActor>().generation, 1u);
        QCOMPARE(driver.last<StartActor>().commandIndex, 1);
        driver.run(id);
        QCOMPARE(driver.last<ActorChanged>().phase, ActorPhase::Ready);
        driver.report(id, ActorWantsSleep{});
        QCOMPARE(driver.last<StopActor>().commandIndex, 2);
        QCOMPARE(driver.last<ActorChanged>().phase, ActorPhase::Stopping);
        driver.stopOk(id);
        QCOMPARE(driver.last<ActorChanged>().phase, ActorPhase::Stopped);
        driver.wake(id);
        QCOMPARE(driver.last<StartActor>().generation, 2u);
        QCOMPARE(driver.last<StartActor>().commandIndex, 1);
    }

    void remembersAWakeUntilTheActorHasStopped()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorWantsSleep{});
        driver.wake(id);
        QCOMPARE(driver.count<StartActor>(), 1);
        driver.stopOk(id);
        QCOMPARE(driver.last<StartActor>().generation, 2u);
        QVERIFY(!driver.actor(id).sleepTs);
    }

    void ignoresOldGenerationsOldIndicesAndOtherEnvoys()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.join(u"e2"_s);
        driver.report(id, ActorWantsSleep{});
        driver.stopOk(id);
        driver.wake(id);
        const QString home = driver.actor(id).envoyKey;
        const auto say = [&](const QString &envoyKey, std::uint32_t generation, std::int64_t index,
                             ActorNews news) {
            driver.apply(ActorReported{envoyKey, id, generation, index, std::move(news)});
        };
        say(home, 1, 99, ActorStopped{});
        say(home == u"e1" ? u"e2"_s : u"e1"_s, 2, 0, ActorStopped{});
        say(home, 3, 0, ActorStopped{});
        QVERIFY(!driver.actor(id).destroyTs);
        say(home, 2, 5, ActorRunning{});
        QVERIFY(driver.actor(id).connectableTs);
        say(home, 2, 5, ActorStopped{});
        say(home, 2, 4, ActorStopped{});
        say(home, 2, -1, ActorStopped{});
        QVERIFY(driver.actor(id).connectableTs);
        say(home, 2, 6, ActorStopped{});
        QVERIFY(driver.actor(id).destroyTs);
    }

    void anEnvoyThatTakesOnlyWhatItAnnouncedLeavesTheRestWaiting()
    {
        Driver driver;
        driver.apply(EnvoyJoined{.envoyKey = u"e1"_s,
                                 .namespaceId = driver.defaultNamespace(),
                                 .pool = u"default"_s,
                                 .takesAnnouncedOnly = true});
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        QVERIFY(driver.actor(id).envoyKey.isEmpty());
        driver.apply(EnvoyDescribed{u"e1"_s, {{u"other"_s, {}}}, {}});
        QVERIFY(driver.actor(id).envoyKey.isEmpty());
        driver.apply(EnvoyDescribed{u"e1"_s, {{u"counter"_s, {}}}, {}});
        QCOMPARE(driver.actor(id).envoyKey, u"e1"_s);
    }

    void ignoresWhatIsSaidOfUnknownActorsAndEnvoys()
    {
        Driver driver;
        driver.runningActor();
        driver.clearEffects();
        driver.apply(ActorReported{u"e1"_s, ActorId(), 1, 1, ActorStopped{}});
        driver.apply(EnvoyLeft{u"nobody"_s});
        driver.apply(EnvoyStopping{u"nobody"_s});
        driver.apply(EnvoyPonged{u"nobody"_s, 1ms});
        driver.apply(EnvoyDescribed{u"nobody"_s, {{u"x"_s, {}}}, {}});
        driver.wake(ActorId());
        QVERIFY(driver.effects().empty());
    }

    void givesUpOnAStartAfterTheThreshold()
    {
        Driver driver;
        driver.join(u"e1"_s);
        const ActorId id = driver.createActor();
        driver.pass(29'999ms);
        QVERIFY(!driver.actor(id).envoyKey.isEmpty());
        driver.pass(1ms);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
        QCOMPARE(driver.last<ActorChanged>().phase, ActorPhase::Failed);
        QVERIFY(driver.actor(id).sleepTs);
        const QJsonObject expected{{u"envoy_no_response"_s, QJsonObject{{u"envoy_key"_s, u"e1"_s}}}};
        QCOMPARE(driver.actor(id).error, QJsonValue(expected));
    }

    void givesUpOnAStopAfterTheThreshold()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.destroy(id);
        driver.pass(29'999ms);
        QVERIFY(!driver.reply());
        driver.pass(1ms);
        QVERIFY(driver.reply()->has_value());
        QCOMPARE(driver.last<StopActor>().commandIndex, 3);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
    }

    void saysWhyAnActorIsNotRunning()
    {
        Driver driver;
        const ActorId crashed = driver.runningActor();
        driver.crash(crashed);
        const QJsonObject boom{{u"crashed"_s, QJsonObject{{u"message"_s, u"boom"_s}}}};
        QCOMPARE(driver.actor(crashed).error, QJsonValue(boom));

        const ActorId silent = driver.runningActor();
        driver.report(silent, ActorStopped{.ok = false, .message = {}});
        const QJsonObject nothing{{u"crashed"_s, QJsonObject{{u"message"_s, QJsonValue::Null}}}};
        QCOMPARE(driver.actor(silent).error, QJsonValue(nothing));

        const ActorId lost = driver.runningActor();
        driver.apply(EnvoyLeft{u"e1"_s});
        const QJsonObject gone{{u"envoy_connection_lost"_s, QJsonObject{{u"envoy_key"_s, u"e1"_s}}}};
        QCOMPARE(driver.actor(lost).error, QJsonValue(gone));

        driver.join(u"e1"_s);
        driver.wake(lost);
        QVERIFY(driver.actor(lost).error.isUndefined());
    }

    void keepsOnlyTheBeginningOfALongCrashMessage()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.report(id, ActorStopped{.ok = false, .message = u"x"_s.repeated(1'000'000)});
        const QString kept = driver.actor(id).error[u"crashed"][u"message"].toString();
        QCOMPARE(kept.size(), limits::crashMessageCharactersMax);
    }

    void movesActorsOffAnEnvoyThatStops()
    {
        Driver driver;
        const ActorId running = driver.runningActor(CrashPolicy::Restart);
        const ActorId starting = driver.createActor(CrashPolicy::Sleep);
        driver.pass(1ms);
        driver.join(u"e2"_s);
        driver.apply(EnvoyStopping{u"e1"_s});
        QCOMPARE(driver.count<StopActor>(), 1); // The one that is starting cannot be stopped yet.
        driver.run(starting);
        QVERIFY(!driver.actor(starting).connectableTs);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::GoingAway);
        driver.stopOk(running);
        driver.stopOk(starting);
        QCOMPARE(driver.actor(running).envoyKey, u"e2"_s);
        QCOMPARE(driver.actor(starting).envoyKey, u"e2"_s);
        driver.createActor();
        QCOMPARE(driver.last<StartActor>().envoyKey, u"e2"_s);
        QVERIFY(driver.engine().envoys(driver.defaultNamespace()).back()->drainTs);
    }

    void letsAnActorEndThatAskedForItWhileItsEnvoyStops()
    {
        Driver driver;
        const ActorId id = driver.runningActor(CrashPolicy::Restart);
        driver.report(id, ActorWantsStop{});
        driver.apply(EnvoyStopping{u"e1"_s});
        driver.stopOk(id);
        QVERIFY(driver.actor(id).destroyTs);
    }

    void repeatsCommandsToAnEnvoyThatReconnects()
    {
        Driver driver;
        const ActorId running = driver.runningActor();
        const ActorId stopping = driver.runningActor();
        driver.report(stopping, ActorWantsSleep{});
        const ActorId starting = driver.createActor();
        driver.clearEffects();
        driver.join(u"e1"_s, 2);
        QCOMPARE(driver.count<StartActor>(), 1);
        QCOMPARE(driver.last<StartActor>().actorId, starting);
        QCOMPARE(driver.last<StartActor>().generation, 1u);
        QCOMPARE(driver.count<StopActor>(), 1);
        QCOMPARE(driver.last<StopActor>().actorId, stopping);
        QCOMPARE(driver.last<StopActor>().commandIndex, 2);
        QVERIFY(driver.actor(running).connectableTs);
        QVERIFY(driver.engine().envoys(driver.defaultNamespace()).front()->lastConnectedTs);
    }

    void tellsAnEnvoyThatComesBackToStopWhatWasGivenUp()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.apply(EnvoyLeft{u"e1"_s});
        driver.clearEffects();
        driver.pass(1min);
        driver.join(u"e1"_s);
        QCOMPARE(driver.count<StopActor>(), 1);
        QCOMPARE(driver.last<StopActor>().actorId, id);
        QCOMPARE(driver.last<StopActor>().generation, 1u);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
        driver.clearEffects();
        driver.join(u"e1"_s);
        QCOMPARE(driver.count<StopActor>(), 0);
    }

    void forgetsInTimeWhatWasGivenUp()
    {
        Driver driver;
        driver.runningActor();
        driver.apply(EnvoyLeft{u"e1"_s});
        driver.clearEffects();
        driver.pass(limits::strandedActorRetention + 1ms);
        driver.join(u"e1"_s);
        QCOMPARE(driver.count<StopActor>(), 0);
    }

    void triesAgainElsewhereIfTheEnvoyLeavesBeforeTheStartIsStored()
    {
        Driver driver;
        driver.join(u"e1"_s);
        driver.holdWrites();
        driver.create({});
        driver.apply(EnvoyLeft{u"e1"_s});
        driver.join(u"e2"_s);
        driver.storeAll();
        QCOMPARE(driver.count<StartActor>(), 0); // With the sleep policy, nobody waits.
        const ActorId id = std::get<ActorCreated>(driver.reply()->value()).actorId;
        driver.wake(id);
        driver.storeAll();
        QCOMPARE(driver.last<StartActor>().envoyKey, u"e2"_s);
        QCOMPARE(driver.count<StartActor>(), 1);
    }

    void waitsInTheOrderOfArrival()
    {
        Driver driver;
        std::vector<ActorId> ids;
        for (int i = 0; i < 5; ++i) {
            ids.push_back(driver.createActor(CrashPolicy::Restart));
            driver.pass(1ms);
        }
        driver.join(u"e1"_s);
        std::vector<ActorId> started;
        for (const StartActor &start : driver.all<StartActor>())
            started.push_back(start.actorId);
        QCOMPARE(started, ids);
    }

    void sleepsAgainIfNoEnvoyComesForARequest()
    {
        Driver driver;
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        driver.wake(id);
        driver.pass(30s);
        driver.wake(id); // Somebody else still waits.
        driver.pass(59'999ms);
        QVERIFY(driver.actor(id).pendingAllocationTs);
        driver.clearEffects();
        driver.pass(1ms);
        QVERIFY(!driver.actor(id).pendingAllocationTs);
        QVERIFY(driver.actor(id).sleepTs);
        QCOMPARE(driver.last<ActorChanged>().phase, ActorPhase::Failed);
    }

    void triesACrashedActorAgainWhenItsBackOffIsOver()
    {
        Driver driver;
        const ActorId id = driver.runningActor(CrashPolicy::Restart);
        driver.crash(id);
        driver.crash(id);
        const Instant due = driver.actor(id).rescheduleTs.value();
        QCOMPARE(due, driver.now() + 100ms);
        QCOMPARE(driver.engine().nextWake(), due);
        driver.pass(99ms);
        QVERIFY(driver.actor(id).envoyKey.isEmpty());
        driver.pass(1ms);
        QCOMPARE(driver.actor(id).generation, 3u);
        QVERIFY(!driver.actor(id).rescheduleTs);
    }

    void placesOnTheHighestVersionAndSpreads()
    {
        Driver driver;
        driver.join(u"old"_s, 1);
        driver.join(u"new1"_s, 2);
        driver.join(u"new2"_s, 2);
        std::map<QString, int> placed;
        for (int i = 0; i < 6; ++i) {
            driver.createActor();
            ++placed[driver.last<StartActor>().envoyKey];
        }
        QCOMPARE(placed, (std::map<QString, int>{{u"new1"_s, 3}, {u"new2"_s, 3}}));
        for (const Envoy *envoy : driver.engine().envoys(driver.defaultNamespace()))
            QCOMPARE(envoy->runningActorCount, envoy->key == u"old" ? 0u : 3u);
    }

    void placesOnlyInItsOwnPoolAndNamespace()
    {
        Driver driver;
        driver.createNamespace(u"prod"_s, u"Prod"_s);
        const NamespaceId prod = driver.engine().findNamespace(u"prod"_s)->id;
        driver.apply(EnvoyJoined{u"elsewhere"_s, prod, u"default"_s, 9});
        driver.apply(EnvoyJoined{u"otherPool"_s, driver.defaultNamespace(), u"gpu"_s, 9});
        driver.createActor();
        QCOMPARE(driver.count<StartActor>(), 0);
        driver.create({.namespaceId = prod});
        QCOMPARE(driver.last<StartActor>().envoyKey, u"elsewhere"_s);
        driver.create({.pool = u"gpu"_s});
        QCOMPARE(driver.last<StartActor>().envoyKey, u"otherPool"_s);
    }

    void treatsAnEnvoyThatTakesAKeyInAnotherPoolAsAnother()
    {
        Driver driver;
        const ActorId id = driver.runningActor();
        driver.apply(EnvoyJoined{u"e1"_s, driver.defaultNamespace(), u"gpu"_s, 1});
        QVERIFY(driver.actor(id).sleepTs);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
        QCOMPARE(driver.engine().envoys(driver.defaultNamespace()).front()->pool, u"gpu"_s);
    }

    void keepsWhatEnvoysSayOfThemselves()
    {
        Driver driver;
        driver.join(u"e1"_s, 3);
        driver.pass(3s);
        driver.apply(EnvoyPonged{u"e1"_s, 12ms});
        driver.apply(EnvoyDescribed{u"e1"_s, {}, QJsonObject{{u"rivetkit"_s, 1}}});
        const Envoy &envoy = *driver.engine().envoys(driver.defaultNamespace()).front();
        QCOMPARE(envoy.version, 3u);
        QCOMPARE(envoy.lastPingTs, envoy.createTs + 3s);
        QCOMPARE(envoy.lastRtt, 12ms);
        QCOMPARE(envoy.metadata->value(u"rivetkit").toInt(), 1);
        driver.apply(EnvoyLeft{u"e1"_s});
        QVERIFY(driver.engine().envoys(driver.defaultNamespace()).empty());
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::LifecycleTest)
#include "tst_lifecycle.moc"
