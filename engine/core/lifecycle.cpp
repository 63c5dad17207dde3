// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/lifecycle.h"

#include "engine/core/rows.h"
#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core {
namespace {

constexpr std::int64_t startIndex = 1; // spec/runner-envoy.md 3.1

// The values of the API's `error` (spec/engine-api.md 1.8).
constexpr auto noEnvoys = "no_envoys"_L1;

QJsonObject crashed(const std::optional<QString> &message)
{
    const QJsonValue text =
        message ? QJsonValue(message->left(limits::crashMessageCharactersMax)) : QJsonValue(QJsonValue::Null);
    return {{u"crashed"_s, QJsonObject{{u"message"_s, text}}}};
}

QJsonObject envoyError(const QString &kind, const QString &envoyKey)
{
    return {{kind, QJsonObject{{u"envoy_key"_s, envoyKey}}}};
}

} // namespace

Lifecycle::Lifecycle(const Policy &policy, ActorTable &actors, EnvoyTable &envoys, Outbox &outbox)
    : m_policy(policy)
    , m_actors(actors)
    , m_envoys(envoys)
    , m_outbox(outbox)
{}

void Lifecycle::begin(Instant now, ActorEntry &entry)
{
    allocate(now, entry, IfNoEnvoy::ByPolicy);
}

void Lifecycle::wake(Instant now, ActorEntry &entry)
{
    if (entry.state == ActorState::Asleep)
        allocate(now, entry, IfNoEnvoy::WaitForRequest);
    else if (entry.state == ActorState::Waiting && entry.deadline)
        wait(now, entry, now + m_policy.forceWakePendingTimeout);
    else if (isStopping(entry.state))
        entry.stay.wakeAfterStop = true;
}

void Lifecycle::sleep(Instant now, ActorEntry &entry)
{
    if (entry.state == ActorState::Running) {
        entry.actor.sleepTs = now;
        stop(entry, ActorState::SleepIntent, StopReason::SleepIntent);
    } else if (entry.state == ActorState::Waiting || entry.state == ActorState::BackingOff) {
        fallAsleep(now, entry);
    }
}

void Lifecycle::reschedule(ActorEntry &entry)
{
    if (entry.state == ActorState::Starting || !isPlaced(entry.state) ||
        entry.state == ActorState::Destroying)
        return;
    entry.stay.rescheduleForced = true;
    if (entry.state != ActorState::GoingAway)
        stop(entry, ActorState::GoingAway, StopReason::GoingAway);
    changed(entry);
}

void Lifecycle::destroy(Instant now, ActorEntry &entry, Ticket ticket)
{
    if (entry.state == ActorState::Destroyed)
        return m_outbox.whenStored(Reply{.ticket = ticket, .answer = Done{}});
    entry.destroyTickets.push_back(ticket);
    if (!isPlaced(entry.state) || !entry.stay.isStartSent()) {
        finish(now, entry);
    } else if (entry.state == ActorState::Starting) {
        entry.stay.afterStart = AfterStart::Destroy;
        changed(entry);
    } else if (entry.state != ActorState::Destroying) {
        stop(entry, ActorState::Destroying, StopReason::Destroy);
    }
}

// --- Envoys ---

void Lifecycle::envoyJoined(Instant now, const Envoy &envoy)
{
    for (const auto &stranded : m_envoys.takeStranded(envoy.key, now))
        m_outbox.now(StopActor{.envoyKey = envoy.key,
                               .actorId = stranded.actorId,
                               .generation = stranded.generation,
                               .commandIndex = stranded.commandIndex + 1,
                               .reason = StopReason::Lost});
    const PoolName pool{envoy.namespaceId, envoy.pool};
    for (const ActorId id : m_actors.waiting(pool))
        if (ActorEntry &entry = *m_actors.find(id); m_envoys.choose(pool, entry.actor.name))
            allocate(now, entry, IfNoEnvoy::WaitForEver);
}

void Lifecycle::envoyRejoined(const EnvoyEntry &envoy)
{
    // What was said on the old connection may not have arrived; a command that did is ignored by its index.
    for (const ActorId id : envoy.actors) {
        const ActorEntry &entry = *m_actors.find(id);
        if (!entry.stay.isStartSent())
            continue;
        if (entry.stay.lastEventIndex < 0)
            sendStart(entry);
        if (entry.stay.sentCommandIndex > startIndex)
            sendStop(entry);
    }
}

void Lifecycle::envoyStopping(Instant now, const QString &envoyKey)
{
    const std::set<ActorId> actors = m_envoys.find(envoyKey)->actors;
    for (const ActorId id : actors) {
        ActorEntry &entry = *m_actors.find(id);
        if (!entry.stay.isStartSent()) {
            moveUnstarted(now, entry);
        } else if (entry.state == ActorState::Starting && entry.stay.afterStart == AfterStart::Run) {
            entry.stay.afterStart = AfterStart::GoAway;
            entry.stay.rescheduleForced = true; // It has done nothing yet that its crash policy could judge.
            changed(entry);
        } else if (entry.state == ActorState::Running) {
            stop(entry, ActorState::GoingAway, StopReason::GoingAway);
        } // What stops already does so for a reason of its own, which decides what comes after.
    }
}

void Lifecycle::envoyLeft(Instant now, const QString &envoyKey)
{
    const std::set<ActorId> actors = m_envoys.find(envoyKey)->actors;
    m_envoys.remove(envoyKey);
    for (const ActorId id : actors) {
        ActorEntry &entry = *m_actors.find(id);
        if (!entry.stay.isStartSent()) {
            moveUnstarted(now, entry);
            continue;
        }
        m_envoys.strand(envoyKey, {.actorId = id,
                                   .generation = entry.actor.generation,
                                   .commandIndex = entry.stay.commandIndex,
                                   .since = now});
        end(now, entry, Ending::Lost, envoyError(u"envoy_connection_lost"_s, envoyKey));
    }
}

void Lifecycle::moveUnstarted(Instant now, ActorEntry &entry)
{
    leaveEnvoy(entry);
    allocate(now, entry, IfNoEnvoy::ByPolicy);
}

// --- What an envoy says of an actor ---

void Lifecycle::report(Instant now, const ActorReported &report)
{
    ActorEntry *entry = m_actors.find(report.actorId);
    // Clients repeat what was not acknowledged, also of generations long gone (spec/runner-envoy.md 9, 8).
    if (!entry || !isPlaced(entry->state) || !entry->stay.isStartSent() ||
        entry->actor.envoyKey != report.envoyKey || entry->actor.generation != report.generation ||
        report.index <= entry->stay.lastEventIndex)
        return;
    entry->stay.lastEventIndex = report.index;
    std::visit([&](const auto &news) { this->report(now, *entry, news); }, report.news);
}

void Lifecycle::report(Instant now, ActorEntry &entry, const ActorRunning &)
{
    if (entry.state != ActorState::Starting)
        return;
    alarmDelivered(entry);
    if (entry.stay.afterStart == AfterStart::Destroy)
        return stop(entry, ActorState::Destroying, StopReason::Destroy);
    if (entry.stay.afterStart == AfterStart::GoAway)
        return stop(entry, ActorState::GoingAway, StopReason::GoingAway);
    entry.actor.connectableTs = now;
    if (!entry.actor.startTs) {
        entry.actor.startTs = now;
        changed(entry);
    }
    entry.stay.wasReady = true;
    m_actors.setState(entry, ActorState::Running);
    announce(entry, ActorPhase::Ready);
}

void Lifecycle::report(Instant now, ActorEntry &entry, const ActorStopped &news)
{
    alarmDelivered(entry);
    if (news.ok)
        return end(now, entry, Ending::Graceful, QJsonValue::Undefined);
    // Older clients report every stop that they were asked for as an error (spec/runner-envoy.md 9, 3).
    const bool isOrdinary = isStopping(entry.state) && entry.state != ActorState::StopIntent;
    end(now, entry, Ending::Crashed, isOrdinary ? QJsonValue(QJsonValue::Undefined) : crashed(news.message));
}

void Lifecycle::report(Instant now, ActorEntry &entry, const ActorWantsSleep &)
{
    if (entry.state != ActorState::Running && entry.state != ActorState::Starting)
        return;
    if (entry.stay.afterStart != AfterStart::Run) // Others have decided already how this start ends.
        return report(now, entry, ActorRunning{});
    alarmDelivered(entry);
    entry.actor.sleepTs = now;
    stop(entry, ActorState::SleepIntent, StopReason::SleepIntent);
}

void Lifecycle::report(Instant now, ActorEntry &entry, const ActorWantsStop &)
{
    if (entry.state != ActorState::Running && entry.state != ActorState::Starting)
        return;
    if (entry.stay.afterStart == AfterStart::Destroy)
        return report(now, entry, ActorRunning{});
    alarmDelivered(entry);
    entry.stay.rescheduleForced = false; // It wants to end, not to go on elsewhere.
    stop(entry, ActorState::StopIntent, StopReason::StopIntent);
}

void Lifecycle::report(Instant, ActorEntry &entry, const ActorAlarm &news)
{
    entry.stay.alarmFiring = false;
    if (entry.alarmTs == news.at)
        return;
    entry.alarmTs = news.at;
    changed(entry);
}

// --- Getting to an envoy ---

void Lifecycle::allocate(Instant now, ActorEntry &entry, IfNoEnvoy ifNoEnvoy)
{
    if (const EnvoyEntry *envoy =
            m_envoys.choose({entry.actor.namespaceId, entry.actor.pool}, entry.actor.name))
        return place(now, entry, envoy->envoy);
    if (entry.actor.error.isUndefined())
        entry.actor.error = noEnvoys;
    if (ifNoEnvoy == IfNoEnvoy::ByPolicy && shortageFor(entry.actor.crashPolicy) == Shortage::Sleep &&
        !isAlarmDue(entry, now)) {
        announce(entry, ActorPhase::Failed);
        return fallAsleep(now, entry);
    }
    const bool isLimited = ifNoEnvoy == IfNoEnvoy::WaitForRequest && !isAlarmDue(entry, now);
    wait(now, entry, isLimited ? std::optional(now + m_policy.forceWakePendingTimeout) : std::nullopt);
}

void Lifecycle::place(Instant now, ActorEntry &entry, const Envoy &envoy)
{
    Actor &actor = entry.actor;
    m_actors.setState(entry, ActorState::Starting);
    actor.pendingAllocationTs.reset();
    actor.rescheduleTs.reset();
    actor.sleepTs.reset();
    actor.error = QJsonValue::Undefined;
    actor.envoyKey = envoy.key;
    ++actor.generation;
    entry.stay = Stay{.commandIndex = startIndex, .alarmFiring = isAlarmDue(entry, now)};
    m_envoys.give(envoy.key, actor.id);
    changed(entry);
    m_outbox.whenStored(CommandStored{actor.id, actor.generation, startIndex});
}

void Lifecycle::wait(Instant now, ActorEntry &entry, std::optional<Instant> until)
{
    entry.actor.rescheduleTs.reset();
    if (!entry.actor.pendingAllocationTs)
        entry.actor.pendingAllocationTs = now;
    m_actors.setState(entry, ActorState::Waiting, until);
    changed(entry);
}

void Lifecycle::fallAsleep(Instant now, ActorEntry &entry)
{
    m_actors.setState(entry, ActorState::Asleep, entry.alarmTs);
    entry.actor.pendingAllocationTs.reset();
    entry.actor.rescheduleTs.reset();
    if (!entry.actor.sleepTs)
        entry.actor.sleepTs = now;
    changed(entry);
}

// --- Commands ---

void Lifecycle::stop(ActorEntry &entry, ActorState state, StopReason reason)
{
    m_actors.setState(entry, state);
    entry.actor.connectableTs.reset();
    entry.stay.afterStart = AfterStart::Run;
    entry.stay.stopReason = reason;
    ++entry.stay.commandIndex;
    changed(entry);
    m_outbox.whenStored(CommandStored{entry.actor.id, entry.actor.generation, entry.stay.commandIndex});
}

void Lifecycle::commandStored(Instant now, const CommandStored &command)
{
    ActorEntry &entry = *m_actors.find(command.actorId);
    if (!isPlaced(entry.state) || entry.actor.generation != command.generation ||
        entry.stay.commandIndex != command.commandIndex)
        return; // Overtaken by what happened while it was written.
    entry.stay.sentCommandIndex = command.commandIndex;
    if (command.commandIndex == startIndex) {
        m_actors.setState(entry, entry.state, now + m_policy.actorStartThreshold);
        sendStart(entry);
    } else {
        m_actors.setState(entry, entry.state, now + m_policy.actorStopThreshold);
        sendStop(entry);
    }
}

void Lifecycle::sendStart(const ActorEntry &entry)
{
    m_outbox.now(StartActor{.envoyKey = entry.actor.envoyKey,
                            .actorId = entry.actor.id,
                            .generation = entry.actor.generation,
                            .commandIndex = startIndex});
}

void Lifecycle::sendStop(const ActorEntry &entry)
{
    m_outbox.now(StopActor{.envoyKey = entry.actor.envoyKey,
                           .actorId = entry.actor.id,
                           .generation = entry.actor.generation,
                           .commandIndex = entry.stay.sentCommandIndex,
                           .reason = entry.stay.stopReason});
}

// --- Ends ---

void Lifecycle::timePassed(Instant now)
{
    while (ActorEntry *entry = m_actors.due(now))
        deadlineCame(now, *entry);
}

void Lifecycle::deadlineCame(Instant now, ActorEntry &entry)
{
    switch (entry.state) {
    case ActorState::Asleep: // Its alarm; cleared when the envoy confirms that the actor started.
        return allocate(now, entry, IfNoEnvoy::WaitForEver);
    case ActorState::Waiting:
        if (isAlarmDue(entry, now))
            return wait(now, entry, std::nullopt);
        announce(entry, ActorPhase::Failed);
        return fallAsleep(now, entry);
    case ActorState::BackingOff:
        return allocate(now, entry, IfNoEnvoy::ByPolicy);
    case ActorState::Starting:
    case ActorState::SleepIntent:
    case ActorState::StopIntent:
    case ActorState::GoingAway:
    case ActorState::Destroying:
        return noResponse(now, entry);
    case ActorState::Running:
    case ActorState::Destroyed:
        break;
    }
    ENSURE(false && "an actor in this state has no deadline");
}

void Lifecycle::noResponse(Instant now, ActorEntry &entry)
{
    alarmDelivered(entry); // The envoy was told, and a start that hangs is not repeated for ever.
    // In case it is only slow: the next generation must not meet this one.
    m_outbox.now(StopActor{.envoyKey = entry.actor.envoyKey,
                           .actorId = entry.actor.id,
                           .generation = entry.actor.generation,
                           .commandIndex = entry.stay.commandIndex + 1,
                           .reason = StopReason::Lost});
    end(now, entry, Ending::Lost, envoyError(u"envoy_no_response"_s, entry.actor.envoyKey));
}

void Lifecycle::end(Instant now, ActorEntry &entry, Ending ending, const QJsonValue &error)
{
    const Stay ended = entry.stay;
    const Verdict verdict = verdictOn(entry, ending);
    if (ending == Ending::Graceful)
        entry.backoff.reset();
    if (!error.isUndefined())
        entry.actor.error = error;
    announce(entry, ended.wasReady ? ActorPhase::Stopped : ActorPhase::Failed);
    leaveEnvoy(entry);
    switch (verdict) {
    case Verdict::Reallocate:
        if (ended.rescheduleForced)
            entry.backoff.reset();
        return allocate(now, entry, ended.rescheduleForced ? IfNoEnvoy::WaitForEver : IfNoEnvoy::ByPolicy);
    case Verdict::ReallocateAfterBackoff:
        return backOff(now, entry);
    case Verdict::Sleep:
        return sleepUnlessWanted(now, entry, ended);
    case Verdict::Destroy:
        return finish(now, entry);
    }
}

Verdict Lifecycle::verdictOn(const ActorEntry &entry, Ending ending)
{
    if (entry.state == ActorState::Destroying || entry.stay.afterStart == AfterStart::Destroy)
        return Verdict::Destroy;
    if (entry.stay.rescheduleForced)
        return Verdict::Reallocate;
    if (entry.state == ActorState::SleepIntent)
        return Verdict::Sleep;
    // A stop that we asked for because the envoy goes away is no graceful exit, though it is reported as one.
    return verdictAfter(entry.state == ActorState::GoingAway ? Ending::WentAway : ending,
                        entry.actor.crashPolicy);
}

void Lifecycle::sleepUnlessWanted(Instant now, ActorEntry &entry, const Stay &ended)
{
    if (isAlarmDue(entry, now))
        allocate(now, entry, IfNoEnvoy::WaitForEver);
    else if (ended.wakeAfterStop)
        allocate(now, entry, IfNoEnvoy::WaitForRequest);
    else
        fallAsleep(now, entry);
}

void Lifecycle::backOff(Instant now, ActorEntry &entry)
{
    const auto wait = entry.backoff.retry(now, m_policy);
    if (wait == std::chrono::milliseconds::zero())
        return allocate(now, entry, IfNoEnvoy::ByPolicy);
    entry.actor.rescheduleTs = now + wait;
    m_actors.setState(entry, ActorState::BackingOff, entry.actor.rescheduleTs);
    changed(entry);
}

void Lifecycle::leaveEnvoy(ActorEntry &entry)
{
    m_envoys.take(entry.actor.envoyKey, entry.actor.id);
    entry.actor.envoyKey.clear();
    entry.actor.connectableTs.reset();
    entry.stay = {};
}

void Lifecycle::finish(Instant now, ActorEntry &entry)
{
    if (!entry.actor.envoyKey.isEmpty())
        leaveEnvoy(entry);
    m_actors.setState(entry, ActorState::Destroyed);
    entry.actor.pendingAllocationTs.reset();
    entry.actor.rescheduleTs.reset();
    entry.actor.destroyTs = now;
    entry.actor.input.reset();
    entry.alarmTs.reset();
    m_outbox.remove(rows::inputKey(entry.actor.id));
    changed(entry);
    m_finished.push_back(entry.actor.id);
}

void Lifecycle::settle()
{
    if (m_finished.empty())
        return;
    // First the mark that they are gone, then their data, then the mark that this is gone too: an engine that
    // crashes in between finds the first mark and erases again.
    m_outbox.flush();
    for (const ActorId id : std::exchange(m_finished, {})) {
        ActorEntry &entry = *m_actors.find(id);
        m_outbox.now(EraseActorData{id});
        entry.isErased = true;
        changed(entry);
        for (const Ticket ticket : std::exchange(entry.destroyTickets, {}))
            m_outbox.whenStored(Reply{.ticket = ticket, .answer = Done{}});
        m_outbox.whenStored(ActorChanged{id, entry.actor.generation, ActorPhase::Destroyed});
    }
}

void Lifecycle::recover(Instant now, ActorEntry &entry)
{
    switch (entry.state) {
    case ActorState::Asleep:
        return m_actors.setState(entry, ActorState::Asleep, entry.alarmTs);
    case ActorState::BackingOff:
        return m_actors.setState(entry, ActorState::BackingOff, entry.actor.rescheduleTs);
    case ActorState::Waiting:
        return;
    case ActorState::Destroyed:
        if (!entry.isErased)
            m_finished.push_back(entry.actor.id);
        return;
    default:
        break;
    }
    const QString envoyKey = entry.actor.envoyKey;
    m_envoys.strand(envoyKey, {.actorId = entry.actor.id,
                               .generation = entry.actor.generation,
                               .commandIndex = entry.stay.commandIndex,
                               .since = now});
    end(now, entry, Ending::Lost, envoyError(u"envoy_connection_lost"_s, envoyKey));
}

// --- Small things ---

bool Lifecycle::isAlarmDue(const ActorEntry &entry, Instant now)
{
    return entry.alarmTs && *entry.alarmTs <= now;
}

void Lifecycle::alarmDelivered(ActorEntry &entry)
{
    if (!std::exchange(entry.stay.alarmFiring, false))
        return;
    entry.alarmTs.reset();
    changed(entry);
}

void Lifecycle::announce(const ActorEntry &entry, ActorPhase phase)
{
    const ActorChanged change{entry.actor.id, entry.actor.generation, phase};
    if (entry.isStored)
        m_outbox.now(change);
    else
        m_outbox.whenStored(change);
}

} // namespace rove::core
