// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/core/driver.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// Pools whose hosts a serverless platform starts (spec/engine-api.md 4.7, spec/runner-envoy.md 6).
class ServerlessTest : public QObject {
    Q_OBJECT

    static QJsonObject config(const QJsonObject &more = {})
    {
        QJsonObject settings{{u"url"_s, u"http://platform/api/rivet"_s},
                             {u"request_lifespan"_s, 900},
                             {u"drain_grace_period"_s, 100}};
        for (auto next = more.begin(); next != more.end(); ++next)
            settings.insert(next.key(), next.value());
        return {{u"serverless"_s, settings}};
    }

    /// The pool `default` is serverless, and its platform has said what it speaks.
    static void describe(Driver &driver, std::optional<std::uint16_t> protocol, const QJsonObject &more = {})
    {
        driver.putConfig(config(more));
        driver.apply(ServerlessDescribed{.namespaceId = driver.defaultNamespace(),
                                         .pool = u"default"_s,
                                         .version = 1,
                                         .envoyProtocolVersion = protocol,
                                         .actorNames = {{u"counter"_s, {}}}});
        driver.clearEffects();
    }
    static void describeEnvoys(Driver &driver, const QJsonObject &more = {}) { describe(driver, 8, more); }
    static void describeRunners(Driver &driver, const QJsonObject &more = {})
    {
        describe(driver, std::nullopt, more);
    }

    /// An actor that a request has brought to the envoy `e1`, which runs it.
    static ActorId runningActor(Driver &driver, CrashPolicy policy = CrashPolicy::Sleep)
    {
        if (!driver.engine().findEnvoy(u"e1"_s))
            driver.join(u"e1"_s);
        const ActorId id = driver.createActor(policy);
        take(driver, id, u"e1"_s);
        driver.run(id);
        return id;
    }
    static void take(Driver &driver, ActorId id, const QString &envoyKey)
    {
        driver.apply(ActorTaken{envoyKey, id, driver.actor(id).generation});
    }
    static void end(Driver &driver, ServerlessRequestId id, std::optional<ServerlessFault> fault = {})
    {
        driver.apply(ServerlessRequestEnded{id, std::move(fault)});
    }
    static QJsonValue poolError(Driver &driver)
    {
        return driver.engine().poolStatus(driver.defaultNamespace(), u"default"_s).error;
    }
    static QString nameRunner(Driver &driver, ServerlessRequestId request, const QString &runnerKey,
                              std::uint32_t slotCount = 1)
    {
        const QString key = driver.joinRunner(runnerKey, slotCount);
        driver.apply(ServerlessRunnerNamed{request, driver.engine().findEnvoy(key)->runnerId});
        return key;
    }

private slots:
    // --- Envoys: one request for each start ---

    void opensOneRequestForEachStart()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = driver.createActor();
        const auto opened = driver.last<OpenServerlessRequest>();
        QCOMPARE(opened.pool, u"default"_s);
        QCOMPARE(opened.start->actorId, id);
        QCOMPARE(opened.start->generation, 1u);
        QCOMPARE(opened.start->commandIndex, 0);
        QCOMPARE(driver.count<StartActor>(), 0u); // The request carries it.
        driver.createActor();
        QCOMPARE(driver.count<OpenServerlessRequest>(), 2u);
    }

    void opensNothingBeforeTheStartIsDurable()
    {
        Driver driver;
        describeEnvoys(driver);
        driver.holdWrites();
        driver.create({});
        QCOMPARE(driver.count<OpenServerlessRequest>(), 0u);
        driver.storeAll();
        QCOMPARE(driver.count<OpenServerlessRequest>(), 1u);
    }

    void knowsTheEnvoyByItsAcknowledgementOrItsFirstWord_data()
    {
        QTest::addColumn<bool>("acknowledges");
        QTest::newRow("acknowledgement") << true;
        QTest::newRow("first word") << false;
    }
    void knowsTheEnvoyByItsAcknowledgementOrItsFirstWord()
    {
        QFETCH(const bool, acknowledges);
        Driver driver;
        describeEnvoys(driver);
        driver.join(u"e1"_s);
        const ActorId id = driver.createActor();
        QVERIFY(driver.actor(id).envoyKey.isEmpty());
        if (acknowledges) {
            take(driver, id, u"e1"_s);
            QCOMPARE(driver.actor(id).envoyKey, u"e1"_s);
        }
        driver.apply(ActorReported{u"e1"_s, id, 1, 0, ActorRunning{}});
        QVERIFY(driver.actor(id).connectableTs);
        QCOMPARE(driver.actor(id).envoyKey, u"e1"_s);
        driver.apply(ActorReported{u"e1"_s, id, 1, 1, ActorWantsSleep{}});
        QCOMPARE(driver.last<StopActor>().envoyKey, u"e1"_s);
        QCOMPARE(driver.last<StopActor>().commandIndex, 1);
    }

    void believesNoEnvoyOfAnotherPoolAndNoOtherGeneration()
    {
        Driver driver;
        describeEnvoys(driver);
        driver.apply(EnvoyJoined{u"stranger"_s, driver.defaultNamespace(), u"gpu"_s, 1});
        driver.join(u"e1"_s);
        const ActorId id = driver.createActor();
        driver.apply(ActorTaken{u"stranger"_s, id, 1});
        driver.apply(ActorReported{u"stranger"_s, id, 1, 0, ActorRunning{}});
        driver.apply(ActorTaken{u"e1"_s, id, 2});
        driver.apply(ActorTaken{u"nobody"_s, id, 1});
        QVERIFY(driver.actor(id).envoyKey.isEmpty());
    }

    void limitsHowManyActorsRunAtATime()
    {
        Driver driver;
        describeEnvoys(driver, {{u"max_concurrent_actors"_s, 2}});
        const ActorId first = runningActor(driver);
        runningActor(driver);
        const ActorId third = driver.createActor(CrashPolicy::Sleep);
        QVERIFY(driver.actor(third).pendingAllocationTs); // All wait at a serverless pool.
        QCOMPARE(driver.actor(third).error, QJsonValue(u"concurrent_actor_limit_reached"_s));
        driver.report(first, ActorWantsSleep{});
        QVERIFY(driver.actor(third).pendingAllocationTs);
        driver.stopOk(first);
        QCOMPARE(driver.last<OpenServerlessRequest>().start->actorId, third);
    }

    void takesMoreWhenTheLimitIsRaised()
    {
        Driver driver;
        describeEnvoys(driver, {{u"max_concurrent_actors"_s, 1}});
        driver.createActor();
        const ActorId second = driver.createActor();
        QVERIFY(driver.actor(second).pendingAllocationTs);
        driver.putConfig(config({{u"max_concurrent_actors"_s, 2}}));
        QCOMPARE(driver.last<OpenServerlessRequest>().start->actorId, second);
    }

    void keepsActorsWaitingWhileThePlatformFails()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        end(driver, driver.last<OpenServerlessRequest>().id, ServerlessHttpError{503, u"down"_s});
        QVERIFY(driver.actor(id).pendingAllocationTs);
        const QJsonObject down{
            {u"serverless_http_error"_s, QJsonObject{{u"status_code"_s, 503}, {u"body"_s, u"down"_s}}}};
        QCOMPARE(poolError(driver), QJsonValue(down));
        QCOMPARE(driver.engine().errorOf(driver.actor(id)), QJsonValue(down));
        // Nobody else asks meanwhile.
        driver.createActor(CrashPolicy::Restart);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 1u);
        driver.pass(1'999ms);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 1u);
        driver.pass(1ms);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 3u);
        QCOMPARE(driver.actor(id).generation, 2u);
    }

    void restsTwiceAsLongEachTimeUntilTheCap()
    {
        Driver driver;
        describeEnvoys(driver);
        driver.createActor(CrashPolicy::Restart);
        for (const auto pause : {2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s, 512s}) {
            const std::size_t before = driver.count<OpenServerlessRequest>();
            end(driver, driver.last<OpenServerlessRequest>().id, ServerlessConnectionError{u"refused"_s});
            driver.pass(pause - 1ms);
            QCOMPARE(driver.count<OpenServerlessRequest>(), before);
            driver.pass(1ms);
            QCOMPARE(driver.count<OpenServerlessRequest>(), before + 1);
        }
    }

    void restsLessAgainAfterAQuietTimeOrASuccess()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.join(u"e1"_s);
        for (int i = 0; i < 3; ++i) {
            end(driver, driver.last<OpenServerlessRequest>().id, ServerlessConnectionError{});
            driver.pass(10s);
        }
        take(driver, id, u"e1"_s);
        driver.run(id);
        const ActorId other = driver.createActor(CrashPolicy::Restart);
        end(driver, driver.last<OpenServerlessRequest>().id, ServerlessConnectionError{});
        const std::size_t before = driver.count<OpenServerlessRequest>();
        driver.pass(2s);
        QCOMPARE(driver.count<OpenServerlessRequest>(), before + 1);
        QCOMPARE(driver.last<OpenServerlessRequest>().start->actorId, other);
    }

    void isWellAgainAfterThreeSuccesses()
    {
        Driver driver;
        describeEnvoys(driver);
        driver.join(u"e1"_s);
        driver.createActor(CrashPolicy::Destroy);
        end(driver, driver.last<OpenServerlessRequest>().id, ServerlessStreamEndedEarly{});
        QCOMPARE(poolError(driver), QJsonValue(u"serverless_stream_ended_early"_s));
        driver.pass(2s);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!poolError(driver).isUndefined());
            runningActor(driver);
        }
        QVERIFY(poolError(driver).isUndefined());
    }

    void losesARunningActorWhoseRequestFails()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = runningActor(driver);
        end(driver, driver.last<OpenServerlessRequest>().id, ServerlessConnectionError{u"reset"_s});
        QVERIFY(driver.actor(id).sleepTs);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
        const QJsonObject lost{{u"envoy_connection_lost"_s, QJsonObject{{u"envoy_key"_s, u"e1"_s}}}};
        QCOMPARE(driver.actor(id).error, QJsonValue(lost));
    }

    void leavesARunningActorAloneWhoseStreamJustEnds()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = runningActor(driver);
        end(driver, driver.last<OpenServerlessRequest>().id, ServerlessStreamEndedEarly{});
        QVERIFY(driver.actor(id).connectableTs);
        QVERIFY(!poolError(driver).isUndefined());
    }

    void takesNoHarmFromARequestThatEndsAfterItsActor()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = runningActor(driver);
        const auto request = driver.last<OpenServerlessRequest>().id;
        driver.report(id, ActorWantsSleep{});
        driver.stopOk(id);
        end(driver, request); // `event: stopping`.
        QVERIFY(driver.actor(id).sleepTs);
        QVERIFY(poolError(driver).isUndefined());
    }

    void movesActorsBeforeTheirRequestEnds()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = runningActor(driver, CrashPolicy::Sleep);
        const auto request = driver.last<OpenServerlessRequest>().id;
        driver.pass(799'999ms);
        QCOMPARE(driver.count<StopActor>(), 0u);
        driver.pass(1ms);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::GoingAway);
        driver.stopOk(id);
        // Whatever its crash policy: the end of a request is no failure.
        QCOMPARE(driver.last<OpenServerlessRequest>().start->actorId, id);
        QCOMPARE(driver.last<OpenServerlessRequest>().start->generation, 2u);
        take(driver, id, u"e1"_s);
        driver.apply(ActorReported{u"e1"_s, id, 2, 0, ActorRunning{}});
        driver.pass(100s);
        QCOMPARE(driver.last<CloseServerlessRequest>().id, request);
        QCOMPARE(driver.count<CloseServerlessRequest>(), 1u);
    }

    void stopsWhatARequestBringsTooLate()
    {
        Driver driver;
        describeEnvoys(driver);
        driver.join(u"e1"_s);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        driver.pass(30s);
        QVERIFY(driver.actor(id).sleepTs);
        const QJsonObject silent{{u"envoy_no_response"_s, QJsonObject{{u"envoy_key"_s, QJsonValue::Null}}}};
        QCOMPARE(driver.actor(id).error, QJsonValue(silent));
        QCOMPARE(driver.count<CloseServerlessRequest>(), 1u);
        QCOMPARE(driver.count<StopActor>(), 0u);
        driver.apply(ActorTaken{u"e1"_s, id, 1});
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
        QCOMPARE(driver.last<StopActor>().generation, 1u);
        QVERIFY(driver.actor(id).sleepTs);
    }

    void stopsWhatAnEarlierEngineHadAskedFor()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        QVERIFY(driver.restart());
        QVERIFY(driver.actor(id).sleepTs);
        driver.join(u"e1"_s);
        driver.apply(ActorTaken{u"e1"_s, id, 1});
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
    }

    void destroysAnActorThatHasNotBeenTaken()
    {
        Driver driver;
        describeEnvoys(driver);
        driver.join(u"e1"_s);
        const ActorId id = driver.createActor();
        driver.destroy(id);
        QVERIFY(!driver.reply());
        end(driver, driver.last<OpenServerlessRequest>().id, ServerlessConnectionError{});
        QVERIFY(driver.reply()->has_value());
        QVERIFY(driver.actor(id).destroyTs);
    }

    void destroysAnActorThatHadNotBeenTakenWhenTheEngineCrashed()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.destroy(id);
        QVERIFY(driver.restart());
        QVERIFY(driver.actor(id).destroyTs);
        driver.join(u"e1"_s);
        driver.apply(ActorTaken{u"e1"_s, id, 1});
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
    }

    void refusesAPlatformThatIsSetBack()
    {
        Driver driver;
        describeEnvoys(driver);
        driver.apply(EnvoyJoined{u"e2"_s, driver.defaultNamespace(), u"default"_s, 2});
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        take(driver, id, u"e2"_s);
        driver.run(id);
        QCOMPARE(driver.actor(id).hostVersion, 2u);
        driver.join(u"e1"_s, 1);
        driver.report(id, ActorWantsSleep{});
        driver.stopOk(id);
        driver.wake(id);
        take(driver, id, u"e1"_s);
        QVERIFY(driver.actor(id).pendingAllocationTs);
        QCOMPARE(driver.last<StopActor>().envoyKey, u"e1"_s);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::Lost);
        QCOMPARE(poolError(driver), QJsonValue(u"downgrade"_s));
    }

    void drainsOlderEnvoysWhenThePlatformHasNewCode()
    {
        Driver driver;
        describeEnvoys(driver);
        const ActorId id = runningActor(driver, CrashPolicy::Restart);
        driver.apply(ServerlessDescribed{.namespaceId = driver.defaultNamespace(),
                                         .pool = u"default"_s,
                                         .version = 2,
                                         .envoyProtocolVersion = 8});
        QCOMPARE(driver.last<StopActor>().actorId, id);
        QCOMPARE(driver.last<StopActor>().reason, StopReason::GoingAway);
    }

    void remembersWhatAPoolSpeaks()
    {
        Driver driver;
        describeEnvoys(driver);
        QVERIFY(driver.restart());
        QCOMPARE(driver.last<PoolConfigured>().pool, u"default"_s);
        driver.createActor();
        QCOMPARE(driver.count<OpenServerlessRequest>(), 1u);
        driver.apply(ServerlessDescribed{.namespaceId = driver.defaultNamespace(), .pool = u"default"_s});
        QCOMPARE(poolError(driver), QJsonValue(u"downgrade"_s));
    }

    void startsThoseWhoWaitedForTheEngine()
    {
        Driver driver;
        driver.putConfig(config());
        const ActorId id = driver.createActor();
        QVERIFY(driver.actor(id).pendingAllocationTs); // What it speaks is not known.
        driver.apply(ServerlessUnreachable{driver.defaultNamespace(), u"default"_s,
                                           ServerlessConnectionError{u"refused"_s}});
        QVERIFY(driver.engine().errorOf(driver.actor(id)).isObject());
        QVERIFY(driver.restart());
        QVERIFY(driver.actor(id).pendingAllocationTs);
        describe(driver, 8);
        QVERIFY(!driver.actor(id).pendingAllocationTs);
    }

    // --- Runners: as many requests as the actors need ---

    void opensRequestsForAsManyRunnersAsActorsNeed_data()
    {
        QTest::addColumn<QJsonObject>("settings");
        QTest::addColumn<int>("actors");
        QTest::addColumn<std::size_t>("requests");
        const auto row = [](const char *name, const QJsonObject &settings, int actors, std::size_t requests) {
            QTest::newRow(name) << settings << actors << requests;
        };
        row("none for none", {}, 0, 0);
        row("one each", {}, 3, 3);
        row("rounded up", {{u"slots_per_runner"_s, 4}}, 9, 3);
        row("exactly", {{u"slots_per_runner"_s, 4}}, 8, 2);
        row("with a margin", {{u"slots_per_runner"_s, 4}, {u"runners_margin"_s, 2}}, 9, 5);
        row("at least", {{u"min_runners"_s, 4}}, 1, 4);
        row("at most", {{u"max_runners"_s, 2}}, 5, 2);
        row("none allowed", {{u"max_runners"_s, 0}}, 5, 0);
    }
    void opensRequestsForAsManyRunnersAsActorsNeed()
    {
        QFETCH(const QJsonObject, settings);
        QFETCH(const int, actors);
        QFETCH(const std::size_t, requests);
        Driver driver;
        driver.putConfig(config(settings));
        for (int i = 0; i < actors; ++i)
            driver.createActor(CrashPolicy::Sleep);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 0u); // Before the platform has said what it speaks.
        driver.apply(ServerlessDescribed{
            .namespaceId = driver.defaultNamespace(), .pool = u"default"_s, .version = 1});
        QCOMPARE(driver.count<OpenServerlessRequest>(), requests);
        for (const auto &opened : driver.all<OpenServerlessRequest>()) {
            QVERIFY(!opened.start);
            QCOMPARE(opened.slotCount, static_cast<std::uint32_t>(settings[u"slots_per_runner"].toInt(1)));
        }
    }

    void givesActorsToTheRunnersThatCome()
    {
        Driver driver;
        describeRunners(driver);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        QCOMPARE(driver.actor(id).error, QJsonValue(u"no_capacity"_s));
        const QString key = nameRunner(driver, driver.last<OpenServerlessRequest>().id, u"r"_s);
        QCOMPARE(driver.actor(id).envoyKey, key);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 1u);
    }

    void letsRunnersGoThatNobodyNeeds()
    {
        Driver driver;
        describeRunners(driver);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        const auto request = driver.last<OpenServerlessRequest>().id;
        const QString key = nameRunner(driver, request, u"r"_s);
        driver.run(id);
        driver.report(id, ActorWantsSleep{});
        driver.stopOk(id);
        QCOMPARE(driver.last<ReleaseEnvoy>().envoyKey, key);
        QCOMPARE(driver.last<CloseServerlessRequest>().id, request);
        end(driver, request);
        QVERIFY(poolError(driver).isUndefined());
        driver.wake(id);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 2u);
    }

    void endsRequestsWhoseActorsAreGoneBeforeTheRunnerCame()
    {
        Driver driver;
        describeRunners(driver);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.destroy(id);
        QCOMPARE(driver.last<CloseServerlessRequest>().id, driver.last<OpenServerlessRequest>().id);
    }

    void replacesARunnerBeforeItsRequestEnds()
    {
        Driver driver;
        describeRunners(driver);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        const auto request = driver.last<OpenServerlessRequest>().id;
        const QString key = nameRunner(driver, request, u"r"_s);
        driver.run(id);
        driver.clearEffects();
        driver.pass(889'999ms);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 0u);
        driver.pass(1ms);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 1u);
        QCOMPARE(driver.engine().findEnvoy(key)->drainReason, DrainReason::Lifespan);
        QCOMPARE(driver.last<StopActor>().actorId, id);
        const QString next = nameRunner(driver, driver.last<OpenServerlessRequest>().id, u"r2"_s);
        driver.stopOk(id);
        QCOMPARE(driver.actor(id).envoyKey, next);
        QCOMPARE(driver.last<CloseServerlessRequest>().id, request);
    }

    void losesWhatDoesNotLeaveBeforeTheRequestEnds()
    {
        Driver driver;
        describeRunners(driver);
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        const auto request = driver.last<OpenServerlessRequest>().id;
        const QString key = nameRunner(driver, request, u"r"_s);
        driver.run(id);
        driver.pass(890s);
        driver.pass(10s);
        QCOMPARE(driver.last<CloseServerlessRequest>().id, request);
        QCOMPARE(driver.last<ReleaseEnvoy>().envoyKey, key);
        QVERIFY(driver.actor(id).pendingAllocationTs); // It goes on as soon as the next runner is there.
    }

    void doesNotDrainANewRequestAtOnceHoweverShortItIs()
    {
        Driver driver;
        describeRunners(driver, {{u"request_lifespan"_s, 6}, {u"min_runners"_s, 1}});
        driver.pass(2'999ms);
        QCOMPARE(driver.count<CloseServerlessRequest>(), 0u);
        driver.pass(1ms);
        QCOMPARE(driver.count<CloseServerlessRequest>(), 1u);
    }

    void movesToAnotherPlaceWithItsConfiguration()
    {
        Driver driver;
        describeRunners(driver, {{u"min_runners"_s, 1}});
        driver.putConfig(config({{u"min_runners"_s, 1}, {u"url"_s, u"http://elsewhere"_s}}));
        QCOMPARE(driver.count<PoolConfigured>(), 1u);
        QCOMPARE(driver.count<CloseServerlessRequest>(), 1u);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 0u); // What is there is not known yet.
        driver.apply(ServerlessDescribed{.namespaceId = driver.defaultNamespace(), .pool = u"default"_s});
        QCOMPARE(driver.count<OpenServerlessRequest>(), 1u);
    }

    void stopsWithItsConfiguration()
    {
        Driver driver;
        describeRunners(driver, {{u"min_runners"_s, 2}});
        driver.clearEffects();
        driver.apply(PutRunnerConfig{Ticket{99}, driver.defaultNamespace(), u"default"_s, std::nullopt});
        QCOMPARE(driver.count<CloseServerlessRequest>(), 2u);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 0u);
    }

    void asksNoPlatformForRunnersThatFailsUntilItHasRested()
    {
        Driver driver;
        describeRunners(driver, {{u"min_runners"_s, 2}});
        driver.putConfig(config({{u"min_runners"_s, 2}}));
        QCOMPARE(driver.count<OpenServerlessRequest>(), 0u);
        driver.clearEffects();
        end(driver, ServerlessRequestId{1}, ServerlessInvalidSsePayload{u"bad"_s, u"x"_s});
        QCOMPARE(driver.count<OpenServerlessRequest>(), 0u);
        const QJsonObject details{{u"message"_s, u"bad"_s}, {u"raw_payload"_s, u"x"_s}};
        QCOMPARE(poolError(driver), QJsonValue(QJsonObject{{u"serverless_invalid_sse_payload"_s, details}}));
        end(driver, ServerlessRequestId{2}); // A runner is not to go before it is drained.
        QCOMPARE(poolError(driver), QJsonValue(u"serverless_stream_ended_early"_s));
        driver.pass(2s);
        QCOMPARE(driver.count<OpenServerlessRequest>(), 2u);
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::ServerlessTest)
#include "tst_serverless.moc"
