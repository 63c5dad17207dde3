// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/statusadvice.h"

#include "protocol/manager/json.h"
#include "ui/models/actorstatus.h"
#include "ui/models/modelstext.h"

#include <QtCore/QJsonObject>
#include <QtCore/QLocale>

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using manager::CrashPolicy;

namespace {

/// A runner whose ping is older gets no actors (spec/engine-api.md 3.2).
constexpr std::chrono::milliseconds eligiblePingAge = 10s;

/// What the rules look at, worked out once.
struct Case {
    const manager::Actor &actor;
    const PoolSituation &pool;
    manager::Instant now;
    ActorStatus status;
    /// The error's own word, and the word within a pool's error.
    QString error = {};
    QString poolError = {};
    qint64 slotsFree = 0;
    qint64 slotsAll = 0;
    int working = 0;
    int draining = 0;
    int silent = 0;
    std::uint32_t versionMax = 0;
};

/// One row of the table: the first whose `applies` says yes explains the status.
struct Rule {
    const char *id;
    bool (*applies)(const Case &);
    QString (*rule)(const Case &);
    QString (*next)(const Case &);
    const char *command = "";
};

QString wordOf(const QJsonValue &error)
{
    if (error.isString())
        return error.toString();
    const QJsonObject object = error.toObject();
    return object.isEmpty() ? QString() : object.begin().key();
}

bool isFresh(manager::Instant ping, manager::Instant now)
{
    return now - ping < eligiblePingAge;
}

Case caseOf(const manager::Actor &actor, const PoolSituation &pool, const QDateTime &now)
{
    Case c{.actor = actor,
           .pool = pool,
           .now = manager::Instant(std::chrono::milliseconds(now.toMSecsSinceEpoch())),
           .status = statusOf(actor)};
    if (hasFailed(actor)) {
        c.error = wordOf(*actor.error);
        if (c.error == u"runner_pool_error")
            c.poolError = wordOf(actor.error->toObject().value("runner_pool_error"_L1));
    }
    const auto note = [&c](bool isDraining, manager::Instant ping, std::uint32_t version) {
        if (isDraining)
            ++c.draining;
        else if (!isFresh(ping, c.now))
            ++c.silent;
        else {
            ++c.working;
            c.versionMax = std::max(c.versionMax, version);
        }
    };
    for (const manager::Runner &runner : pool.runners.value_or(std::vector<manager::Runner>())) {
        note(runner.drainTs || runner.stopTs, runner.lastPingTs, runner.version);
        if (!runner.drainTs && !runner.stopTs && isFresh(runner.lastPingTs, c.now)) {
            c.slotsAll += runner.totalSlots;
            c.slotsFree += runner.remainingSlots;
        }
    }
    for (const manager::Envoy &envoy : pool.envoys.value_or(std::vector<manager::Envoy>()))
        note(envoy.stopTs.has_value(), envoy.lastPingTs, envoy.version);
    return c;
}

bool isWaiting(const Case &c)
{
    return c.status == ActorStatus::Pending;
}

bool areRunnersKnown(const Case &c)
{
    return c.pool.runners && c.pool.envoys;
}

bool hasEnvoys(const Case &c)
{
    return c.pool.envoys && !c.pool.envoys->empty();
}

bool isServerless(const Case &c)
{
    return c.pool.config && std::holds_alternative<manager::ServerlessPool>(c.pool.config->kind);
}

bool isLost(const Case &c)
{
    static const QStringList words{u"runner_no_response"_s, u"runner_connection_lost"_s,
                                   u"envoy_no_response"_s, u"envoy_connection_lost"_s};
    return words.contains(c.error);
}

QString policySentence(const Case &c)
{
    switch (c.actor.crashPolicy) {
    case CrashPolicy::Restart:
        return ModelsText::tr(
            "Its crash policy is restart, so the engine starts it again, waiting longer each time.");
    case CrashPolicy::Sleep:
        return ModelsText::tr(
            "Its crash policy is sleep, so it stays down until a request or an alarm wakes it.");
    case CrashPolicy::Destroy:
        return ModelsText::tr("Its crash policy is destroy, so it does not come back.");
    }
    return {};
}

QString nextAfterCrash(const Case &c)
{
    if (c.actor.destroyTs)
        return ModelsText::tr("Correct the cause, then create the actor anew with the same key.");
    return ModelsText::tr("Read the text below, correct the cause in the actor, then wake it.");
}

QString poolSays(const QString &problem)
{
    return ModelsText::tr(
               "The pool cannot start actors: %1. While that lasts, its error stands in place of the "
               "actor's own.")
        .arg(problem);
}

const Rule rules[] = {
    {"running", [](const Case &c) { return c.status == ActorStatus::Running; },
     [](const Case &) {
         return ModelsText::tr("A runner has started it and says that it is ready for requests.");
     },
     [](const Case &) { return ModelsText::tr("Nothing needs to be done."); }},
    {"crashed.destroyed", [](const Case &c) { return c.actor.destroyTs && c.error == u"crashed"; },
     [](const Case &c) {
         return QString(ModelsText::tr("It ended with an error and was destroyed.") % u' ' %
                        policySentence(c));
     },
     nextAfterCrash},
    {"destroyed", [](const Case &c) { return c.actor.destroyTs.has_value(); },
     [](const Case &) {
         return ModelsText::tr(
             "It was destroyed: by a request, by ending itself, or by its crash policy. Its data is "
             "gone.");
     },
     [](const Case &) {
         return ModelsText::tr("Create a new actor with the same key if it is still wanted.");
     },
     "actor.new"},
    {"crashed", [](const Case &c) { return c.error == u"crashed" && !c.actor.rescheduleTs; },
     [](const Case &c) {
         return QString(ModelsText::tr("It ended with an error of its own code.") % u' ' % policySentence(c));
     },
     nextAfterCrash, "actor.wake"},
    {"lost", isLost,
     [](const Case &c) {
         return QString(
             ModelsText::tr(
                 "The process that ran it stopped answering, so the engine counts the actor as lost.") %
             u' ' % policySentence(c));
     },
     [](const Case &) {
         return ModelsText::tr("Look whether that process died or lost its network; then wake the actor.");
     },
     "actor.wake"},
    {"drained", [](const Case &c) { return c.error == u"runner_draining_timeout"; },
     [](const Case &c) {
         return QString(
             ModelsText::tr("Its runner was shut down and the actor did not stop within the grace period.") %
             u' ' % policySentence(c));
     },
     [](const Case &) {
         return ModelsText::tr(
             "Let actions end sooner, or lengthen the pool's grace period; then wake the actor.");
     },
     "actor.wake"},
    {"pool.http", [](const Case &c) { return c.poolError == u"serverless_http_error"; },
     [](const Case &) { return poolSays(ModelsText::tr("its endpoint answers with an HTTP error")); },
     [](const Case &) {
         return ModelsText::tr(
             "Open the pool's URL and read its answer; check the headers and the deployment.");
     }},
    {"pool.connection", [](const Case &c) { return c.poolError == u"serverless_connection_error"; },
     [](const Case &) { return poolSays(ModelsText::tr("its endpoint cannot be reached")); },
     [](const Case &) {
         return ModelsText::tr("Check that the endpoint runs and that the engine can reach its URL.");
     }},
    {"pool.payload", [](const Case &c) { return c.poolError == u"serverless_invalid_sse_payload"; },
     [](const Case &) { return poolSays(ModelsText::tr("its endpoint answers, but not as RivetKit does")); },
     [](const Case &) {
         return ModelsText::tr("Check the path in the pool's URL; it usually ends in /api/rivet.");
     }},
    {"pool.ended", [](const Case &c) { return c.poolError == u"serverless_stream_ended_early"; },
     [](const Case &) { return poolSays(ModelsText::tr("its endpoint ends each request too early")); },
     [](const Case &) {
         return ModelsText::tr(
             "Make the request's lifespan in the pool shorter than the platform's own limit.");
     }},
    {"pool.downgrade", [](const Case &c) { return c.poolError == u"downgrade"; },
     [](const Case &) { return poolSays(ModelsText::tr("its runners are of an older version than before")); },
     [](const Case &) { return ModelsText::tr("Deploy a version at least as high as the last one."); }},
    {"pool.error", [](const Case &c) { return c.error == u"runner_pool_error"; },
     [](const Case &) { return poolSays(ModelsText::tr("the engine reports an error of its own")); },
     [](const Case &) { return ModelsText::tr("Read the engine's log."); }},
    {"concurrency", [](const Case &c) { return c.error == u"concurrent_actor_limit_reached"; },
     [](const Case &) {
         return ModelsText::tr(
             "As many actors run as the pool allows at once. The engine tries again by itself.");
     },
     [](const Case &) {
         return ModelsText::tr("Put actors to sleep, or raise the pool's highest number of actors.");
     }},
    {"internal", [](const Case &c) { return c.error == u"internal_error"; },
     [](const Case &) { return ModelsText::tr("The engine failed while it started the actor."); },
     [](const Case &) { return ModelsText::tr("Read the engine's log, then wake the actor."); },
     "actor.wake"},
    {"backoff", [](const Case &c) { return c.actor.rescheduleTs.has_value(); },
     [](const Case &) {
         return ModelsText::tr(
             "It failed again soon after it was started, so the engine waits before the next try: 2 s, "
             "then twice as long each time, up to about 9 minutes. Ten quiet minutes reset that.");
     },
     [](const Case &) {
         return ModelsText::tr(
             "Correct the cause. Rescheduling starts the actor at once instead of waiting.");
     },
     "actor.reschedule"},
    {"pending.noPool",
     [](const Case &c) {
         return isWaiting(c) && c.pool.isConfigKnown && !c.pool.config && areRunnersKnown(c) &&
                c.pool.runners->empty() && c.pool.envoys->empty();
     },
     [](const Case &c) {
         return ModelsText::tr(
                    "Nothing is known of a pool %1 here: it is not configured and no runner of that name "
                    "is connected.")
             .arg(c.actor.runnerNameSelector);
     },
     [](const Case &) {
         return ModelsText::tr("Start a runner for this pool, or create the actor in a pool that exists.");
     }},
    {"pending.noRunner",
     [](const Case &c) {
         return isWaiting(c) && areRunnersKnown(c) && c.pool.runners->empty() && c.pool.envoys->empty() &&
                !isServerless(c);
     },
     [](const Case &) {
         return ModelsText::tr("No runner of its pool is connected, so there is nowhere to start it.");
     },
     [](const Case &) {
         return ModelsText::tr(
             "Start your application with this engine's endpoint; the actor starts by itself then.");
     }},
    {"pending.draining",
     [](const Case &c) { return isWaiting(c) && areRunnersKnown(c) && c.working == 0 && c.draining > 0; },
     [](const Case &) {
         return ModelsText::tr(
             "Every runner of its pool is shutting down, and such runners take no new actors.");
     },
     [](const Case &) {
         return ModelsText::tr("Start a new runner, or wait for the next version to connect.");
     }},
    {"pending.silent",
     [](const Case &c) { return isWaiting(c) && areRunnersKnown(c) && c.working == 0 && c.silent > 0; },
     [](const Case &) {
         return ModelsText::tr(
             "No runner of its pool has answered within the last 10 s; silent ones get no actors.");
     },
     [](const Case &) {
         return ModelsText::tr("Look whether the runner's process hangs or lost its network.");
     }},
    {"pending.full",
     [](const Case &c) { return isWaiting(c) && c.slotsAll > 0 && c.slotsFree == 0 && !hasEnvoys(c); },
     [](const Case &) {
         return ModelsText::tr(
             "Every slot of its pool is taken. The actor starts as soon as another one stops.");
     },
     [](const Case &) {
         return ModelsText::tr("Put actors to sleep, start another runner, or give the runners more slots.");
     }},
    {"pending.room", [](const Case &c) { return isWaiting(c) && c.working > 0; },
     [](const Case &) {
         return ModelsText::tr(
             "There is room: the engine picks a runner of the highest version, with free slots, that "
             "answered within 10 s. It should start any moment.");
     },
     [](const Case &) {
         return ModelsText::tr(
             "If it stays so, read the runner's log: starting may fail before the actor reports.");
     }},
    {"pending", isWaiting, [](const Case &) { return ModelsText::tr("It waits for a runner with room."); },
     [](const Case &) { return ModelsText::tr("Look at the runners of its pool."); }},
    {"crashed.other", [](const Case &c) { return c.status == ActorStatus::Crashed; },
     [](const Case &c) {
         return QString(ModelsText::tr("It was stopped by an error.") % u' ' % policySentence(c));
     },
     nextAfterCrash, "actor.wake"},
    {"sleeping", [](const Case &c) { return c.status == ActorStatus::Sleeping; },
     [](const Case &) {
         return ModelsText::tr(
             "It had nothing to do and was put to sleep. Its state is stored; looking at it here "
             "does not wake it.");
     },
     [](const Case &) {
         return ModelsText::tr("A request, a message or its next alarm wakes it, and so can you.");
     },
     "actor.wake"},
    {"starting", [](const Case &c) { return c.status == ActorStatus::Starting; },
     [](const Case &) {
         return ModelsText::tr(
             "A runner was given the actor and has not said yet that it is ready. It has 30 s for "
             "that.");
     },
     [](const Case &) {
         return ModelsText::tr("If it stays so, read the runner's log: the actor's start may hang or fail.");
     }},
    {"unknown", [](const Case &) { return true; },
     [](const Case &) { return ModelsText::tr("The engine's record fits none of the known rules."); },
     [](const Case &) { return ModelsText::tr("Look at the record in Details."); }},
};

QString spanText(std::chrono::milliseconds span)
{
    const QLocale locale;
    if (span < 1min)
        return ModelsText::tr("%1 s").arg(locale.toString(qint64(span / 1s)));
    if (span < 1h)
        return ModelsText::tr("%1 min %2 s").arg(span / 1min).arg((span % 1min) / 1s);
    if (span < 24h)
        return ModelsText::tr("%1 h %2 min").arg(span / 1h).arg((span % 1h) / 1min);
    return ModelsText::tr("%1 d %2 h").arg(span / 24h).arg((span % 24h) / 1h);
}

void addPoolNumbers(const Case &c, StatusAdvice &advice)
{
    const QLocale locale;
    const auto add = [&advice](const QString &name, const QString &value) {
        advice.numbers.append({name, value});
    };
    add(ModelsText::tr("Pool"), ModelsText::tr("%1 in %2", "a pool in a datacenter")
                                    .arg(c.actor.runnerNameSelector, c.actor.datacenter));
    if (!areRunnersKnown(c)) {
        add(ModelsText::tr("Runners"), ModelsText::tr("could not be read"));
        return;
    }
    add(ModelsText::tr("Runners that take actors"), locale.toString(c.working));
    if (c.draining > 0)
        add(ModelsText::tr("Runners shutting down"), locale.toString(c.draining));
    if (c.silent > 0)
        add(ModelsText::tr("Silent runners"), locale.toString(c.silent));
    if (c.slotsAll > 0)
        add(ModelsText::tr("Free slots"),
            ModelsText::tr("%1 of %2").arg(locale.toString(c.slotsFree), locale.toString(c.slotsAll)));
    if (c.working > 0)
        add(ModelsText::tr("Highest version"), QString::number(c.versionMax));
}

void addNumbers(const Case &c, StatusAdvice &advice)
{
    const auto add = [&advice](const QString &name, const QString &value) {
        advice.numbers.append({name, value});
    };
    const auto since = [&](const QString &name, const std::optional<manager::Instant> &at) {
        if (at)
            add(name, spanText(std::max(c.now - *at, std::chrono::milliseconds(0))));
    };
    if (c.status == ActorStatus::Running)
        since(ModelsText::tr("Ready for"), c.actor.connectableTs);
    if (c.status == ActorStatus::Pending)
        since(ModelsText::tr("Waiting for"), c.actor.pendingAllocationTs);
    if (c.status == ActorStatus::Sleeping || c.status == ActorStatus::Crashed)
        since(ModelsText::tr("Down for"), c.actor.sleepTs);
    if (c.status == ActorStatus::Starting)
        since(ModelsText::tr("Created before"), c.actor.createTs);
    if (c.actor.rescheduleTs) {
        const auto left = std::max(*c.actor.rescheduleTs - c.now, std::chrono::milliseconds(0));
        add(ModelsText::tr("Next try in"), spanText(left));
    }
    add(ModelsText::tr("Crash policy"), manager::crashPolicyName(c.actor.crashPolicy));
    addPoolNumbers(c, advice);
    if (c.pool.config && c.pool.config->runnerPoolError)
        add(ModelsText::tr("Last error of the pool"), wordOf(*c.pool.config->runnerPoolError));
}

} // namespace

PoolSituation poolOf(const manager::Actor &actor, const std::optional<std::vector<manager::Runner>> &runners,
                     const std::optional<std::vector<manager::Envoy>> &envoys)
{
    PoolSituation pool{.runners = runners, .envoys = envoys};
    if (pool.runners)
        std::erase_if(*pool.runners, [&actor](const manager::Runner &runner) {
            return runner.name != actor.runnerNameSelector || runner.datacenter != actor.datacenter;
        });
    if (pool.envoys)
        std::erase_if(*pool.envoys, [&actor](const manager::Envoy &envoy) {
            return envoy.poolName != actor.runnerNameSelector || envoy.datacenter != actor.datacenter;
        });
    return pool;
}

StatusAdvice adviceFor(const manager::Actor &actor, const PoolSituation &pool, const QDateTime &now)
{
    const Case c = caseOf(actor, pool, now);
    const Rule &rule = *std::ranges::find_if(rules, [&c](const Rule &row) { return row.applies(c); });
    StatusAdvice advice{.ruleId = QString::fromLatin1(rule.id),
                        .rule = rule.rule(c),
                        .next = rule.next(c),
                        .commandId = actor.destroyTs && QLatin1StringView(rule.command) != "actor.new"_L1
                                         ? QString()
                                         : QString::fromLatin1(rule.command)};
    addNumbers(c, advice);
    return advice;
}

} // namespace rove::ui
