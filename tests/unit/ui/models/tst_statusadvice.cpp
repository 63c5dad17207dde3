// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/causechain.h"
#include "ui/models/statusadvice.h"

#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using manager::Actor;
using manager::CrashPolicy;
using manager::Envoy;
using manager::Instant;
using manager::Runner;

namespace {

const Instant now(1'764'223'200'000ms);

QDateTime nowTime()
{
    return QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), QTimeZone::UTC);
}

Actor waiting()
{
    return {.datacenter = u"dc"_s, .runnerNameSelector = u"default"_s, .pendingAllocationTs = now - 42s};
}

Actor failed(const QString &word)
{
    return {.datacenter = u"dc"_s, .runnerNameSelector = u"default"_s, .sleepTs = now - 5s, .error = word};
}

Actor failed(const QJsonObject &error)
{
    return {.datacenter = u"dc"_s, .runnerNameSelector = u"default"_s, .sleepTs = now - 5s, .error = error};
}

Actor poolFailure(const QJsonValue &error)
{
    return failed(QJsonObject{{u"runner_pool_error"_s, error}});
}

Runner runner(std::uint32_t free)
{
    return {.datacenter = u"dc"_s,
            .name = u"default"_s,
            .version = 4,
            .totalSlots = 10,
            .remainingSlots = free,
            .lastPingTs = now - 1s};
}

Runner draining()
{
    Runner r = runner(5);
    r.drainTs = now - 20s;
    return r;
}

Runner silent()
{
    Runner r = runner(5);
    r.lastPingTs = now - 30s;
    return r;
}

PoolSituation pool(std::vector<Runner> runners, std::vector<Envoy> envoys = {})
{
    return {.runners = std::move(runners),
            .envoys = std::move(envoys),
            .isConfigKnown = true,
            .config = manager::RunnerConfig{.kind = manager::NormalPool()}};
}

QString numberOf(const StatusAdvice &advice, const QString &name)
{
    for (const auto &[known, value] : advice.numbers)
        if (known == name)
            return value;
    return {};
}

} // namespace

class TestStatusAdvice : public QObject {
    Q_OBJECT
private slots:
    void eachRuleExplainsItsCase_data()
    {
        QTest::addColumn<Actor>("actor");
        QTest::addColumn<PoolSituation>("pool");
        QTest::addColumn<QString>("rule");
        const auto row = [](const char *rule, const Actor &actor, const PoolSituation &situation = {}) {
            QTest::newRow(rule) << actor << situation << QString::fromLatin1(rule);
        };
        const QJsonObject crash{{u"crashed"_s, QJsonObject{{u"message"_s, u"boom"_s}}}};
        row("running", {.connectableTs = now - 1h});
        row("crashed.destroyed", {.destroyTs = now, .error = crash});
        row("destroyed", {.destroyTs = now});
        row("crashed", failed(crash));
        row("lost",
            failed(QJsonObject{{u"runner_connection_lost"_s, QJsonObject{{u"runner_id"_s, u"r"_s}}}}));
        row("drained",
            failed(QJsonObject{{u"runner_draining_timeout"_s, QJsonObject{{u"runner_id"_s, u"r"_s}}}}));
        row("pool.http",
            poolFailure(QJsonObject{{u"serverless_http_error"_s, QJsonObject{{u"status_code"_s, 500}}}}));
        row("pool.connection", poolFailure(QJsonObject{{u"serverless_connection_error"_s,
                                                        QJsonObject{{u"message"_s, u"refused"_s}}}}));
        row("pool.payload", poolFailure(QJsonObject{
                                {u"serverless_invalid_sse_payload"_s, QJsonObject{{u"message"_s, u"x"_s}}}}));
        row("pool.ended", poolFailure(u"serverless_stream_ended_early"_s));
        row("pool.downgrade", poolFailure(u"downgrade"_s));
        row("pool.error", poolFailure(u"internal_error"_s));
        row("concurrency", failed(u"concurrent_actor_limit_reached"_s));
        row("internal", failed(u"internal_error"_s));
        row("backoff", {.sleepTs = now - 2s, .rescheduleTs = now + 4s});
        row("pending.noPool", waiting(),
            {.runners = std::vector<Runner>(), .envoys = std::vector<Envoy>(), .isConfigKnown = true});
        row("pending.noRunner", waiting(), pool({}));
        row("pending.draining", waiting(), pool({draining()}));
        row("pending.silent", waiting(), pool({silent()}));
        row("pending.full", waiting(), pool({runner(0)}));
        row("pending.room", waiting(), pool({runner(3)}));
        row("pending", waiting());
        row("crashed.other", failed(QJsonObject{{u"something_new"_s, QJsonObject()}}));
        row("sleeping", {.sleepTs = now - 1h});
        row("starting", {.createTs = now - 1s});
    }

    void eachRuleExplainsItsCase()
    {
        QFETCH(Actor, actor);
        QFETCH(PoolSituation, pool);
        const StatusAdvice advice = adviceFor(actor, pool, nowTime());
        QTEST(advice.ruleId, "rule");
        QVERIFY(!advice.rule.isEmpty());
        QVERIFY(!advice.next.isEmpty());
        QVERIFY(!advice.numbers.isEmpty());
    }

    void givesTheNumbers()
    {
        StatusAdvice advice = adviceFor(waiting(), pool({runner(0), draining(), silent()}), nowTime());
        QCOMPARE(numberOf(advice, u"Waiting for"_s), u"42 s"_s);
        QCOMPARE(numberOf(advice, u"Free slots"_s), u"0 of 10"_s);
        QCOMPARE(numberOf(advice, u"Runners that take actors"_s), u"1"_s);
        QCOMPARE(numberOf(advice, u"Runners shutting down"_s), u"1"_s);
        QCOMPARE(numberOf(advice, u"Silent runners"_s), u"1"_s);
        QCOMPARE(numberOf(advice, u"Highest version"_s), u"4"_s);
        advice = adviceFor({.rescheduleTs = now + 4s}, {}, nowTime());
        QCOMPARE(numberOf(advice, u"Next try in"_s), u"4 s"_s);
        QCOMPARE(numberOf(advice, u"Runners"_s), u"could not be read"_s);
        QCOMPARE(advice.commandId, u"actor.reschedule"_s);
    }

    void offersNoCommandForWhatIsGone()
    {
        Actor gone = failed(u"internal_error"_s);
        gone.destroyTs = now;
        QVERIFY(adviceFor(gone, {}, nowTime()).commandId != u"actor.wake"_s);
    }

    void looksOnlyAtTheActorsOwnPool()
    {
        Runner other = runner(5);
        other.name = u"other"_s;
        Runner elsewhere = runner(5);
        elsewhere.datacenter = u"far"_s;
        const PoolSituation own =
            poolOf(waiting(), std::vector{other, elsewhere, runner(1)}, std::vector<Envoy>());
        QCOMPARE(own.runners->size(), 1u);
    }

    void opensTheChainOfCauses()
    {
        const QString text = u"Error: outer\n  at a.ts:1\nCaused by: TypeError: inner\n  at b.ts:2\n"
                             "[cause]: RangeError: root"_s;
        const QList<CauseLink> chain =
            causeChain(failed(QJsonObject{{u"crashed"_s, QJsonObject{{u"message"_s, text}}}}));
        QCOMPARE(chain.size(), 3);
        QCOMPARE(chain[0].title, u"crashed › message"_s);
        QVERIFY(chain[0].text.startsWith(u"Error: outer"));
        QVERIFY(chain[1].text.startsWith(u"TypeError: inner"));
        QCOMPARE(chain[2].text, u"RangeError: root"_s);
        QCOMPARE(causeChain(failed(u"no_capacity"_s)).size(), 1);
        QVERIFY(causeChain(Actor()).isEmpty());
        QCOMPARE(causeChain(failed(QJsonObject{{u"crashed"_s, QJsonValue()}})).size(), 1);
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestStatusAdvice)
#include "tst_statusadvice.moc"
