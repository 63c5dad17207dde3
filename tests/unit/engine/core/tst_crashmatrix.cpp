// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/core/driver.h"

#include <QtTest/QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// The matrix of crash policies, each cell a row, for both kinds of hosts, and the columns that later
/// versions of Rivet added (spec/engine-api.md 3.6; "page" is Rivet's architecture page).
class CrashMatrixTest : public QObject {
    Q_OBJECT

    enum class Outcome { Rescheduled, Queued, QueuedAWhile, Retried, Asleep, Destroyed };
    using Happening = std::function<void(Driver &, HostKind, ActorId)>;

    static QString join(Driver &driver, HostKind kind, const QString &name, std::uint32_t slotCount = 10)
    {
        if (kind == HostKind::Runner)
            return driver.joinRunner(name, slotCount);
        driver.join(name);
        return name;
    }

    static Outcome outcomeOf(Driver &driver, ActorId id)
    {
        const Actor &actor = driver.actor(id);
        if (actor.destroyTs)
            return Outcome::Destroyed;
        if (actor.pendingAllocationTs)
            return driver.waitsForEver(id) ? Outcome::Queued : Outcome::QueuedAWhile;
        if (actor.rescheduleTs)
            return Outcome::Retried;
        if (!actor.envoyKey.isEmpty())
            return Outcome::Rescheduled;
        return Outcome::Asleep;
    }

    // --- What happens; the actor runs on the host `h1` before, and `h2` is another ---

    static void gracefulExit(Driver &d, HostKind, ActorId id) { d.stopOk(id); }
    static void crash(Driver &d, HostKind, ActorId id) { d.crash(id); }
    static void lost(Driver &d, HostKind, ActorId id) { d.apply(EnvoyLeft{d.actor(id).envoyKey}); }
    static void lostByForce(Driver &d, HostKind kind, ActorId id)
    {
        // The one way to it: a start that reaches a host which drains already.
        asleep(d, kind, id);
        d.wake(id);
        const QString host = d.actor(id).envoyKey;
        d.apply(EnvoyStopping{host});
        d.apply(EnvoyLeft{host});
    }
    static void goingAway(Driver &d, HostKind, ActorId id)
    {
        d.apply(EnvoyStopping{d.actor(id).envoyKey});
        d.stopOk(id);
    }
    static void asleep(Driver &d, HostKind, ActorId id)
    {
        d.report(id, ActorWantsSleep{});
        d.stopOk(id);
    }
    static void wokenWhileAsleep(Driver &d, HostKind kind, ActorId id)
    {
        asleep(d, kind, id);
        d.wake(id);
    }
    static void crashWithoutCapacity(Driver &d, HostKind, ActorId id)
    {
        for (const QString &host : {u"h1"_s, u"h2"_s})
            for (const QString &key : {host, runnerHostKey(d.defaultNamespace(), u"default"_s, host)})
                if (key != d.actor(id).envoyKey)
                    d.apply(EnvoyLeft{key});
        d.apply(EnvoyStopping{d.actor(id).envoyKey}); // It goes, and it is the last one.
        d.crash(id);
    }

    static void addRow(const char *row, Happening happening, EnvoyActorRules rules,
                       std::optional<std::chrono::milliseconds> restartLimit, std::vector<HostKind> kinds,
                       std::array<Outcome, 3> outcomes)
    {
        constexpr std::array names{"restart", "sleep", "destroy"};
        for (const HostKind kind : kinds)
            for (std::size_t i = 0; i < 3; ++i)
                QTest::addRow("%s, %s, %s", row, names[i], kind == HostKind::Runner ? "runner" : "envoy")
                    << rules << restartLimit << kind << CrashPolicy(i) << happening
                    << static_cast<int>(outcomes[i]);
    }

    static Policy policyWith(EnvoyActorRules rules, std::optional<std::chrono::milliseconds> restartLimit)
    {
        Policy policy = Driver::localPolicy();
        policy.envoyActorRules = rules;
        policy.restartPendingTimeout = restartLimit;
        return policy;
    }

private slots:
    void decidesAsTheMatrixSays_data()
    {
        using enum Outcome;
        using enum EnvoyActorRules;
        QTest::addColumn<EnvoyActorRules>("rules");
        QTest::addColumn<std::optional<std::chrono::milliseconds>>("restartLimit");
        QTest::addColumn<HostKind>("kind");
        QTest::addColumn<CrashPolicy>("policy");
        QTest::addColumn<Happening>("happening");
        QTest::addColumn<int>("outcome");

        const std::vector both{HostKind::Runner, HostKind::Envoy};
        const auto page = [&](const char *row, Happening happening, std::array<Outcome, 3> outcomes) {
            addRow(row, std::move(happening), EnvoyActorRules::ByCrashPolicy, {}, both, outcomes);
        };
        page("page: Graceful exit (StopCode::Ok)", gracefulExit, {Destroyed, Destroyed, Destroyed});
        page("page: Crash (non-Ok exit)", crash, {Rescheduled, Asleep, Destroyed});
        page("page: Lost (runner disappeared)", lost, {Rescheduled, Asleep, Destroyed});
        page("page: Lost + force_reschedule", lostByForce, {Rescheduled, Rescheduled, Rescheduled});
        page("page: GoingAway (runner draining)", goingAway, {Rescheduled, Asleep, Destroyed});
        page("page: Wake signal (while sleeping)", wokenWhileAsleep, {Rescheduled, Rescheduled, Rescheduled});
        page("3.6 SEED: No capacity after crash", crashWithoutCapacity, {Queued, Asleep, Destroyed});

        addRow("3.6 v1 at HEAD: No capacity after crash", crashWithoutCapacity,
               EnvoyActorRules::ByCrashPolicy, 60s, both, {QueuedAWhile, Asleep, Destroyed});
        addRow("3.6 v1 at HEAD: Crash", crash, Rivet23, 60s, {HostKind::Runner},
               {Rescheduled, Asleep, Destroyed});

        const auto v2 = [&](const char *row, Happening happening, Outcome outcome) {
            addRow(row, std::move(happening), Rivet23, 60s, {HostKind::Envoy}, {outcome, outcome, outcome});
        };
        v2("3.6 v2: Graceful exit", gracefulExit, Destroyed);
        v2("3.6 v2: Crash", crash, Asleep);
        v2("3.6 v2: Lost", lost, Asleep);
        v2("3.6 v2: GoingAway", goingAway, Rescheduled);
        v2("3.6 v2: Wake while sleeping", wokenWhileAsleep, Rescheduled);
    }
    void decidesAsTheMatrixSays()
    {
        QFETCH(const EnvoyActorRules, rules);
        QFETCH(const std::optional<std::chrono::milliseconds>, restartLimit);
        QFETCH(const HostKind, kind);
        QFETCH(const CrashPolicy, policy);
        QFETCH(const Happening, happening);
        QFETCH(const int, outcome);
        Driver driver(policyWith(rules, restartLimit));
        join(driver, kind, u"h1"_s);
        const ActorId id = driver.createActor(policy);
        driver.run(id);
        join(driver, kind, u"h2"_s);
        happening(driver, kind, id);
        QCOMPARE(static_cast<int>(outcomeOf(driver, id)), outcome);
    }

    void placesNewActorsAsTheMatrixSays_data()
    {
        using enum Outcome;
        QTest::addColumn<EnvoyActorRules>("rules");
        QTest::addColumn<QJsonObject>("config");
        QTest::addColumn<bool>("hasHadEnvoys");
        QTest::addColumn<CrashPolicy>("policy");
        QTest::addColumn<int>("outcome");
        const QJsonObject normal{{u"normal"_s, QJsonObject()}};
        const QJsonObject serverless{
            {u"serverless"_s, QJsonObject{{u"url"_s, u"http://x"_s}, {u"request_lifespan"_s, 900}}}};
        constexpr std::array names{"restart", "sleep", "destroy"};
        const auto row = [&](const char *title, EnvoyActorRules rules, const QJsonObject &config,
                             bool hasHadEnvoys, std::array<Outcome, 3> outcomes) {
            for (std::size_t i = 0; i < 3; ++i)
                QTest::addRow("%s, %s", title, names[i])
                    << rules << config << hasHadEnvoys << CrashPolicy(i) << static_cast<int>(outcomes[i]);
        };
        using enum EnvoyActorRules;
        row("page: No capacity (allocation)", EnvoyActorRules::ByCrashPolicy, normal, false,
            {Queued, Asleep, Queued});
        row("page: No capacity (allocation), envoys", EnvoyActorRules::ByCrashPolicy, normal, true,
            {Queued, Asleep, Queued});
        row("page: No capacity + serverless", EnvoyActorRules::ByCrashPolicy, serverless, false,
            {Queued, Queued, Queued});
        QJsonObject startsNothing = serverless;
        startsNothing[u"serverless"_s] =
            QJsonObject{{u"url"_s, u"http://x"_s}, {u"request_lifespan"_s, 900}, {u"max_runners"_s, 0}};
        row("3.6 SEED: No capacity + serverless without runners", EnvoyActorRules::ByCrashPolicy,
            startsNothing, false, {Queued, Asleep, Queued});
        row("3.6 v2: No capacity", Rivet23, normal, true, {Retried, Retried, Retried});
        row("3.6 v2: No capacity, a pool of runners", Rivet23, normal, false, {Queued, Asleep, Queued});
    }
    void placesNewActorsAsTheMatrixSays()
    {
        QFETCH(const EnvoyActorRules, rules);
        QFETCH(const QJsonObject, config);
        QFETCH(const bool, hasHadEnvoys);
        QFETCH(const CrashPolicy, policy);
        QFETCH(const int, outcome);
        Driver driver(policyWith(rules, std::nullopt));
        driver.putConfig(config);
        if (hasHadEnvoys) {
            driver.join(u"e1"_s);
            driver.apply(EnvoyLeft{u"e1"_s});
        }
        const ActorId id = driver.createActor(policy);
        QCOMPARE(static_cast<int>(outcomeOf(driver, id)), outcome);
    }

    // --- What follows ---

    void sleepsWhenTheLimitOfARestartIsOver()
    {
        Driver driver(policyWith(EnvoyActorRules::ByCrashPolicy, 60s));
        join(driver, HostKind::Runner, u"h1"_s);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.run(id);
        lost(driver, HostKind::Runner, id);
        driver.pass(59'999ms);
        QVERIFY(driver.actor(id).pendingAllocationTs);
        driver.pass(1ms);
        QVERIFY(driver.actor(id).sleepTs);
        QVERIFY(!driver.actor(id).pendingAllocationTs);
    }

    void waitsForEverByDefault()
    {
        Driver driver;
        join(driver, HostKind::Runner, u"h1"_s);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.run(id);
        lost(driver, HostKind::Runner, id);
        driver.pass(24h);
        QVERIFY(driver.actor(id).pendingAllocationTs);
    }

    void triesAgainByTimeUnderLaterRules()
    {
        Driver driver(policyWith(EnvoyActorRules::Rivet23, std::nullopt));
        driver.join(u"e1"_s);
        driver.apply(EnvoyLeft{u"e1"_s});
        const ActorId id = driver.createActor(CrashPolicy::Sleep);
        QVERIFY(driver.actor(id).sleepTs && driver.actor(id).rescheduleTs);
        QCOMPARE(driver.actor(id).error, QJsonValue(u"no_envoys"_s));
        driver.join(u"e1"_s);
        QVERIFY(driver.actor(id).envoyKey.isEmpty()); // There is no queue.
        driver.pass(100ms);
        QCOMPARE(driver.actor(id).envoyKey, u"e1"_s);
    }

    void backsOffLongerEachTimeAndShortAgainAfterAQuietTime()
    {
        Policy policy = Driver::localPolicy();
        policy.baseRetryTimeout = 2s;
        policy.backoffMaxExponent = 8;
        policy.retryResetDuration = 10min;
        Driver driver(policy);
        driver.joinRunner(u"h1"_s, 10);
        const ActorId id = driver.createActor(CrashPolicy::Restart);
        driver.crash(id); // At once, the first time.
        for (const auto pause : {2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s}) {
            driver.apply(ActorReported{driver.actor(id).envoyKey, id, driver.actor(id).generation, 0,
                                       ActorStopped{.ok = false, .message = {}}});
            QCOMPARE(driver.actor(id).rescheduleTs, driver.now() + pause);
            driver.pass(pause);
            QVERIFY(!driver.actor(id).envoyKey.isEmpty());
        }
        driver.apply(
            ActorReported{driver.actor(id).envoyKey, id, driver.actor(id).generation, 0, ActorRunning{}});
        driver.pass(10min);
        driver.apply(ActorReported{driver.actor(id).envoyKey, id, driver.actor(id).generation, 1,
                                   ActorStopped{.ok = false, .message = {}}});
        QVERIFY(!driver.actor(id).rescheduleTs);
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::CrashMatrixTest)
#include "tst_crashmatrix.moc"
