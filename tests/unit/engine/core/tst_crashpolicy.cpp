// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/core/driver.h"

#include <QtTest/QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// The crash policies, cell by cell: each row makes one thing happen to an actor and says where it is
/// afterwards. Sources are the matrix of the architecture page, quoted in spec/engine-api.md 3.6, and the
/// tables of 3.5 and 3.7.
class CrashPolicyTest : public QObject {
    Q_OBJECT

    using Happening = std::function<void(Driver &, ActorId)>;
    enum class Outcome { StartedAgain, BackingOff, Waiting, WaitingForRequest, Asleep, Destroyed };

    static Outcome outcomeOf(Driver &driver, ActorId id)
    {
        const Actor &actor = driver.actor(id);
        if (actor.destroyTs)
            return Outcome::Destroyed;
        if (actor.rescheduleTs)
            return Outcome::BackingOff;
        if (actor.pendingAllocationTs)
            return driver.waitsForEver(id) ? Outcome::Waiting : Outcome::WaitingForRequest;
        return actor.envoyKey.isEmpty() ? Outcome::Asleep : Outcome::StartedAgain;
    }

    static void addRow(const char *source, const char *title, Happening happening,
                       std::array<Outcome, 3> outcomes)
    {
        constexpr std::array names{"restart", "sleep", "destroy"};
        for (std::size_t i = 0; i < 3; ++i)
            QTest::addRow("%s, %s [%s]", title, names[i], source)
                << CrashPolicy(i) << happening << static_cast<int>(outcomes[i]);
    }

    static void addRowsAboutSleep()
    {
        using enum Outcome;
        addRow("3.5", "asked to sleep",
               [](Driver &d, ActorId id) { d.report(id, ActorWantsSleep{}), d.stopOk(id); },
               {Asleep, Asleep, Asleep});
        addRow("3.3 of runner-envoy", "asked to sleep, and reported as an error",
               [](Driver &d, ActorId id) { d.report(id, ActorWantsSleep{}), d.crash(id); },
               {Asleep, Asleep, Asleep});
        addRow("3.5", "lost while it goes to sleep",
               [](Driver &d, ActorId id) { d.report(id, ActorWantsSleep{}), d.apply(EnvoyLeft{u"e1"_s}); },
               {Asleep, Asleep, Asleep});
        addRow("matrix", "woken while it sleeps",
               [](Driver &d, ActorId id) { d.report(id, ActorWantsSleep{}), d.stopOk(id), d.wake(id); },
               {StartedAgain, StartedAgain, StartedAgain});
        addRow("3.5", "woken while it sleeps, and no envoy",
               [](Driver &d, ActorId id) {
                   d.report(id, ActorWantsSleep{}), d.stopOk(id), d.apply(EnvoyLeft{u"e1"_s}), d.wake(id);
               },
               {WaitingForRequest, WaitingForRequest, WaitingForRequest});
        addRow("3.5", "woken by its alarm, and no envoy",
               [](Driver &d, ActorId id) {
                   d.report(id, ActorAlarm{d.now() + 1s}), d.report(id, ActorWantsSleep{}), d.stopOk(id);
                   d.apply(EnvoyLeft{u"e1"_s}), d.pass(1s);
               },
               {Waiting, Waiting, Waiting});
    }

private slots:
    void decidesWhatBecomesOfAnActor_data()
    {
        using enum Outcome;
        QTest::addColumn<CrashPolicy>("policy");
        QTest::addColumn<Happening>("happening");
        QTest::addColumn<int>("outcome");

        addRow("matrix", "graceful exit", [](Driver &d, ActorId id) { d.stopOk(id); },
               {Destroyed, Destroyed, Destroyed});
        addRow("matrix", "graceful exit after asking to stop",
               [](Driver &d, ActorId id) { d.report(id, ActorWantsStop{}), d.stopOk(id); },
               {Destroyed, Destroyed, Destroyed});
        addRow("matrix", "crash", [](Driver &d, ActorId id) { d.crash(id); },
               {StartedAgain, Asleep, Destroyed});
        addRow("3.3", "second crash in a row", crashAgain, {BackingOff, Asleep, Destroyed});
        addRow("matrix", "lost with its envoy",
               [](Driver &d, ActorId) { d.join(u"e2"_s), d.apply(EnvoyLeft{u"e1"_s}); },
               {StartedAgain, Asleep, Destroyed});
        addRow("matrix", "lost with the only envoy", [](Driver &d, ActorId) { d.apply(EnvoyLeft{u"e1"_s}); },
               {Waiting, Asleep, Destroyed});
        addRow("3.7", "lost, as it does not stop when it wanted to",
               [](Driver &d, ActorId id) { d.report(id, ActorWantsStop{}), d.pass(30s); },
               {StartedAgain, Asleep, Destroyed});
        addRow("matrix", "going away",
               [](Driver &d, ActorId id) { d.join(u"e2"_s), d.apply(EnvoyStopping{u"e1"_s}), d.stopOk(id); },
               {StartedAgain, Asleep, Destroyed});
        addRow("3.5", "going away, and reported as an error",
               [](Driver &d, ActorId id) { d.join(u"e2"_s), d.apply(EnvoyStopping{u"e1"_s}), d.crash(id); },
               {StartedAgain, Asleep, Destroyed});
        addRow("3.5", "going away, and lost on the way",
               [](Driver &d, ActorId) { d.join(u"e2"_s), d.apply(EnvoyStopping{u"e1"_s}), d.pass(30s); },
               {StartedAgain, Asleep, Destroyed});
        addRow("3.7", "rescheduled by the API, which forces it",
               [](Driver &d, ActorId id) { d.reschedule(id), d.stopOk(id); },
               {StartedAgain, StartedAgain, StartedAgain});
        addRow("matrix", "lost while it is rescheduled by force",
               [](Driver &d, ActorId id) { d.join(u"e2"_s), d.reschedule(id), d.apply(EnvoyLeft{u"e1"_s}); },
               {StartedAgain, StartedAgain, StartedAgain});
        addRow("3.5", "rescheduled by force, and no envoy left",
               [](Driver &d, ActorId id) { d.reschedule(id), d.apply(EnvoyLeft{u"e1"_s}); },
               {Waiting, Waiting, Waiting});
        addRowsAboutSleep();
        addRow("3.7", "crash with an alarm that is due",
               [](Driver &d, ActorId id) { d.report(id, ActorAlarm{d.now()}), d.crash(id); },
               {StartedAgain, StartedAgain, Destroyed});
        addRow("3.7", "destroyed by the API", [](Driver &d, ActorId id) { d.destroy(id), d.stopOk(id); },
               {Destroyed, Destroyed, Destroyed});
        addRow("3.7", "lost while it is destroyed",
               [](Driver &d, ActorId id) { d.destroy(id), d.apply(EnvoyLeft{u"e1"_s}); },
               {Destroyed, Destroyed, Destroyed});
        addRow("3.5", "crash while somebody waits for it",
               [](Driver &d, ActorId id) { d.report(id, ActorWantsStop{}), d.wake(id), d.crash(id); },
               {StartedAgain, StartedAgain, Destroyed});
    }
    void decidesWhatBecomesOfAnActor()
    {
        QFETCH(const CrashPolicy, policy);
        QFETCH(const Happening, happening);
        QFETCH(const int, outcome);
        Driver driver;
        const ActorId id = driver.runningActor(policy);
        happening(driver, id);
        QCOMPARE(static_cast<int>(outcomeOf(driver, id)), outcome);
    }

    void decidesWhatANewActorDoesWithoutAnEnvoy_data()
    {
        QTest::addColumn<CrashPolicy>("policy");
        QTest::addColumn<bool>("waits");
        QTest::newRow("restart [matrix: No capacity]") << CrashPolicy::Restart << true;
        QTest::newRow("sleep [matrix: No capacity]") << CrashPolicy::Sleep << false;
        QTest::newRow("destroy [matrix: No capacity]") << CrashPolicy::Destroy << true;
    }
    void decidesWhatANewActorDoesWithoutAnEnvoy()
    {
        QFETCH(const CrashPolicy, policy);
        QFETCH(const bool, waits);
        Driver driver;
        const ActorId id = driver.createActor(policy);
        const Actor &actor = driver.actor(id);
        QCOMPARE(actor.pendingAllocationTs.has_value(), waits);
        QCOMPARE(actor.sleepTs.has_value(), !waits);
        QCOMPARE(actor.error, QJsonValue(u"no_envoys"_s));
        QVERIFY(!driver.engine().nextWake());
        driver.join(u"e1"_s);
        QCOMPARE(driver.count<StartActor>(), waits ? 1 : 0);
        QCOMPARE(driver.actor(id).error.isUndefined(), waits);
    }

private:
    static void crashAgain(Driver &driver, ActorId id)
    {
        driver.crash(id);
        if (driver.actor(id).envoyKey.isEmpty())
            return;
        driver.pass(1ms);
        driver.apply(ActorReported{.envoyKey = u"e1"_s,
                                   .actorId = id,
                                   .generation = 2,
                                   .index = 0,
                                   .news = ActorStopped{.ok = false, .message = {}}});
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::CrashPolicyTest)
#include "tst_crashpolicy.moc"
