// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/lifecycle.h"

#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"

#include <QtCore/QJsonObject>

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core {
namespace {

/// The API's `error` of an actor that has failed (spec/engine-api.md 1.8).
QJsonObject crashed(const std::optional<QString> &message)
{
    const QJsonValue text =
        message ? QJsonValue(message->left(limits::crashMessageCharactersMax)) : QJsonValue(QJsonValue::Null);
    return {{u"crashed"_s, QJsonObject{{u"message"_s, text}}}};
}

} // namespace

Lifecycle::Lifecycle(const Policy &policy, ActorTable &actors, EnvoyTable &envoys, PoolTable &pools,
                     ServerlessRequests &requests, Outbox &outbox, Commands &commands, Placement &placement,
                     Endings &endings)
    : m_policy(policy)
    , m_actors(actors)
    , m_envoys(envoys)
    , m_pools(pools)
    , m_requests(requests)
    , m_outbox(outbox)
    , m_commands(commands)
    , m_placement(placement)
    , m_endings(endings)
{}

// --- What clients and the API want ---

void Lifecycle::begin(Instant now, ActorEntry &entry)
{
    m_placement.allocate(now, entry, Quest::Ordinary);
}

void Lifecycle::wake(Instant now, ActorEntry &entry)
{
    if (entry.state == ActorState::Asleep)
        m_placement.allocate(now, entry, Quest::Request);
    else if (entry.state == ActorState::Waiting && entry.deadline)
        m_placement.wait(now, entry, now + m_policy.forceWakePendingTimeout);
    else if (isStopping(entry.state))
        entry.stay.wakeAfterStop = true;
}

void Lifecycle::sleep(Instant now, ActorEntry &entry)
{
    if (entry.state == ActorState::Running) {
        entry.actor.sleepTs = now;
        m_commands.stop(entry, ActorState::SleepIntent, StopReason::SleepIntent);
    } else if (entry.state == ActorState::Waiting || entry.state == ActorState::BackingOff) {
        m_placement.fallAsleep(now, entry);
    }
}

void Lifecycle::reschedule(ActorEntry &entry)
{
    if (entry.state == ActorState::Starting || !isPlaced(entry.state) ||
        entry.state == ActorState::Destroying)
        return;
    entry.stay.rescheduleForced = true;
    if (entry.state != ActorState::GoingAway)
        m_commands.stop(entry, ActorState::GoingAway, StopReason::GoingAway);
    changed(entry);
}

void Lifecycle::destroy(Instant now, ActorEntry &entry, Ticket ticket)
{
    if (entry.state == ActorState::Destroyed)
        return m_outbox.whenStored(Reply{.ticket = ticket, .answer = Done{}});
    entry.destroyTickets.push_back(ticket);
    if (!isActive(entry.state) || !entry.stay.isStartSent()) {
        m_endings.finish(now, entry);
    } else if (isStarting(entry.state)) {
        entry.stay.afterStart = AfterStart::Destroy;
        changed(entry);
    } else if (entry.state != ActorState::Destroying) {
        m_commands.stop(entry, ActorState::Destroying, StopReason::Destroy);
    }
}

// --- What its host does ---

void Lifecycle::goAway(Instant now, ActorEntry &entry, Afterwards afterwards)
{
    if (!isActive(entry.state))
        return;
    if (!entry.stay.isStartSent())
        return m_endings.requeue(now, entry);
    if (isStarting(entry.state) && entry.stay.afterStart == AfterStart::Run) {
        entry.stay.afterStart = AfterStart::GoAway;
        entry.stay.rescheduleForced = true; // It has done nothing yet that its crash policy could judge.
        changed(entry);
    } else if (entry.state == ActorState::Running) {
        entry.stay.rescheduleForced = afterwards == Afterwards::StartAgain;
        m_commands.stop(entry, ActorState::GoingAway, StopReason::GoingAway);
    } // What stops already does so for a reason of its own, which decides what comes after.
}

void Lifecycle::taken(Instant now, const ActorTaken &news)
{
    if (ActorEntry *entry = m_actors.find(news.actorId))
        claim(now, *entry, news.envoyKey, news.generation);
}

void Lifecycle::claim(Instant now, ActorEntry &entry, const QString &envoyKey, std::uint32_t generation)
{
    const EnvoyEntry *host = std::as_const(m_envoys).find(envoyKey);
    if (!host || host->pool() != poolOf(entry))
        return; // It may not have what is not of its pool, whoever gave it.
    if (m_requests.isAbandoned(entry.actor.id, generation))
        return m_commands.giveUp(envoyKey, entry.actor.id, generation, 0);
    if (entry.state != ActorState::Allocating || entry.actor.generation != generation ||
        !entry.stay.isStartSent() || host->envoy.kind != HostKind::Envoy)
        return;
    if (!m_placement.taken(entry, host->envoy))
        refuse(now, entry, envoyKey);
}

void Lifecycle::refuse(Instant now, ActorEntry &entry, const QString &envoyKey)
{
    const PoolName pool = poolOf(entry);
    m_commands.giveUp(envoyKey, entry);
    m_pools.failed(pool, toJson(ServerlessDowngrade{}));
    m_pools.rest(now, pool, m_policy);
    m_endings.requeue(now, entry);
}

void Lifecycle::report(Instant now, const ActorReported &report)
{
    ActorEntry *entry = m_actors.find(report.actorId);
    if (!entry)
        return;
    claim(now, *entry, report.envoyKey, report.generation);
    // Clients repeat what was not acknowledged, also of generations long gone (spec/runner-envoy.md 9, 8).
    if (!isPlaced(entry->state) || !entry->stay.isStartSent() || entry->actor.envoyKey != report.envoyKey ||
        entry->actor.generation != report.generation || report.index <= entry->stay.lastEventIndex)
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
        return m_commands.stop(entry, ActorState::Destroying, StopReason::Destroy);
    if (entry.stay.afterStart == AfterStart::GoAway)
        return m_commands.stop(entry, ActorState::GoingAway, StopReason::GoingAway);
    entry.actor.connectableTs = now;
    if (!entry.actor.startTs) {
        entry.actor.startTs = now;
        changed(entry);
    }
    entry.stay.wasReady = true;
    m_actors.setState(entry, ActorState::Running);
    if (ServerlessRequest *request = m_requests.findStart(entry.actor.id, entry.actor.generation);
        request && !std::exchange(request->hasSucceeded, true))
        m_pools.succeeded(poolOf(entry), m_policy);
    m_outbox.announce(entry, ActorPhase::Ready);
}

void Lifecycle::report(Instant now, ActorEntry &entry, const ActorStopped &news)
{
    alarmDelivered(entry);
    if (news.ok)
        return m_endings.end(now, entry, Ending::Graceful, QJsonValue::Undefined);
    // Older clients report every stop that they were asked for as an error (spec/runner-envoy.md 9, 3).
    const bool isOrdinary = isStopping(entry.state) && entry.state != ActorState::StopIntent;
    m_endings.end(now, entry, Ending::Crashed,
                  isOrdinary ? QJsonValue(QJsonValue::Undefined) : crashed(news.message));
}

void Lifecycle::report(Instant now, ActorEntry &entry, const ActorWantsSleep &)
{
    if (entry.state != ActorState::Running && entry.state != ActorState::Starting)
        return;
    if (entry.stay.afterStart != AfterStart::Run) // Others have decided already how this start ends.
        return report(now, entry, ActorRunning{});
    alarmDelivered(entry);
    entry.actor.sleepTs = now;
    m_commands.stop(entry, ActorState::SleepIntent, StopReason::SleepIntent);
}

void Lifecycle::report(Instant now, ActorEntry &entry, const ActorWantsStop &)
{
    if (entry.state != ActorState::Running && entry.state != ActorState::Starting)
        return;
    if (entry.stay.afterStart == AfterStart::Destroy)
        return report(now, entry, ActorRunning{});
    alarmDelivered(entry);
    entry.stay.rescheduleForced = false; // It wants to end, not to go on elsewhere.
    m_commands.stop(entry, ActorState::StopIntent, StopReason::StopIntent);
}

void Lifecycle::report(Instant, ActorEntry &entry, const ActorAlarm &news)
{
    entry.stay.alarmFiring = false;
    if (entry.alarmTs == news.at)
        return;
    entry.alarmTs = news.at;
    changed(entry);
}

void Lifecycle::alarmDelivered(ActorEntry &entry)
{
    if (!std::exchange(entry.stay.alarmFiring, false))
        return;
    entry.alarmTs.reset();
    changed(entry);
}

// --- What time does ---

void Lifecycle::timePassed(Instant now)
{
    while (ActorEntry *entry = m_actors.due(now))
        deadlineCame(now, *entry);
}

void Lifecycle::deadlineCame(Instant now, ActorEntry &entry)
{
    switch (entry.state) {
    case ActorState::Asleep: // Its alarm; cleared when the host confirms that the actor started.
        return m_placement.allocate(now, entry, Quest::Must);
    case ActorState::Waiting:
        if (isAlarmDue(entry, now))
            return m_placement.wait(now, entry, std::nullopt);
        m_outbox.announce(entry, ActorPhase::Failed);
        return m_placement.fallAsleep(now, entry);
    case ActorState::BackingOff:
        return m_placement.allocate(now, entry, Quest::Restart);
    case ActorState::Allocating:
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
    alarmDelivered(entry); // The host was told, and a start that hangs is not repeated for ever.
    if (!entry.actor.envoyKey.isEmpty())
        m_commands.giveUp(entry.actor.envoyKey, entry);
    m_endings.lose(now, entry, Loss::NoResponse);
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
            m_endings.erase(entry);
        return;
    case ActorState::Allocating: // Whoever takes it now is told to stop it.
        m_requests.abandon(entry.actor.id, entry.actor.generation, now);
        break;
    default:
        if (entry.actor.runnerId.isNull()) // A runner comes back as another one, which has no actors.
            m_envoys.strand(entry.actor.envoyKey, {.actorId = entry.actor.id,
                                                   .generation = entry.actor.generation,
                                                   .commandIndex = entry.stay.commandIndex,
                                                   .since = now});
        break;
    }
    m_endings.lose(now, entry, Loss::ConnectionLost);
}

} // namespace rove::core
