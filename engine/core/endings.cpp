// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/endings.h"

#include "engine/core/rows.h"

#include <QtCore/QJsonObject>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core {

QJsonValue lossError(const Actor &actor, Loss loss)
{
    constexpr std::array ofRunners{"runner_connection_lost"_L1, "runner_no_response"_L1,
                                   "runner_draining_timeout"_L1};
    constexpr std::array ofEnvoys{"envoy_connection_lost"_L1, "envoy_no_response"_L1, "envoy_no_response"_L1};
    const auto index = static_cast<std::size_t>(loss);
    if (!actor.runnerId.isNull())
        return QJsonObject{{ofRunners[index], QJsonObject{{u"runner_id"_s, actor.runnerId.toString()}}}};
    const QJsonValue key =
        actor.envoyKey.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(actor.envoyKey);
    return QJsonObject{{ofEnvoys[index], QJsonObject{{u"envoy_key"_s, key}}}};
}

Endings::Endings(const Policy &policy, ActorTable &actors, ServerlessRequests &requests, Outbox &outbox,
                 Commands &commands, Placement &placement)
    : m_policy(policy)
    , m_actors(actors)
    , m_requests(requests)
    , m_outbox(outbox)
    , m_commands(commands)
    , m_placement(placement)
{}

void Endings::end(Instant now, ActorEntry &entry, Ending ending, const QJsonValue &error)
{
    const Stay ended = entry.stay;
    const Verdict verdict = verdictOn(entry, ending);
    if (ending == Ending::Graceful)
        entry.backoff.reset();
    if (!error.isUndefined())
        entry.actor.error = error;
    m_outbox.announce(entry, ended.wasReady ? ActorPhase::Stopped : ActorPhase::Failed);
    endRequest(now, entry, ending);
    m_placement.leave(now, entry);
    switch (verdict) {
    case Verdict::Reallocate:
        if (ended.rescheduleForced)
            entry.backoff.reset();
        return m_placement.allocate(now, entry, ended.rescheduleForced ? Quest::Must : Quest::Restart);
    case Verdict::ReallocateAfterBackoff:
        return m_placement.backOff(now, entry);
    case Verdict::Sleep:
        return sleepUnlessWanted(now, entry, ended);
    case Verdict::Destroy:
        return finish(now, entry);
    }
}

void Endings::lose(Instant now, ActorEntry &entry, Loss loss)
{
    end(now, entry, Ending::Lost, lossError(entry.actor, loss));
}

void Endings::requeue(Instant now, ActorEntry &entry)
{
    const bool isToEnd = entry.stay.afterStart == AfterStart::Destroy;
    endRequest(now, entry, Ending::Lost);
    m_placement.leave(now, entry);
    if (isToEnd)
        return finish(now, entry);
    m_placement.allocate(now, entry, Quest::Ordinary);
}

Verdict Endings::verdictOn(const ActorEntry &entry, Ending ending) const
{
    if (entry.state == ActorState::Destroying || entry.stay.afterStart == AfterStart::Destroy)
        return Verdict::Destroy;
    if (entry.stay.rescheduleForced)
        return Verdict::Reallocate;
    if (entry.state == ActorState::SleepIntent)
        return Verdict::Sleep;
    // A stop that we asked for because the host goes away is no graceful exit, though it is reported as one.
    const bool wentAway = entry.state == ActorState::GoingAway;
    const bool isOnRunner = !entry.actor.runnerId.isNull();
    return verdictAfter(wentAway ? Ending::WentAway : ending, entry.actor.crashPolicy,
                        isOnRunner ? EnvoyActorRules::ByCrashPolicy : m_policy.envoyActorRules);
}

void Endings::sleepUnlessWanted(Instant now, ActorEntry &entry, const Stay &ended)
{
    if (isAlarmDue(entry, now))
        m_placement.allocate(now, entry, Quest::Must);
    else if (ended.wakeAfterStop)
        m_placement.allocate(now, entry, Quest::Request);
    else
        m_placement.fallAsleep(now, entry);
}

void Endings::endRequest(Instant now, const ActorEntry &entry, Ending ending)
{
    const bool isUntaken = entry.state == ActorState::Allocating;
    if (isUntaken && entry.stay.isStartSent())
        m_requests.abandon(entry.actor.id, entry.actor.generation, now);
    ServerlessRequest *request = m_requests.findStart(entry.actor.id, entry.actor.generation);
    // One whose actor has stopped is ended by the platform.
    if (request && (isUntaken || ending == Ending::Lost))
        m_commands.close(*request);
}

void Endings::finish(Instant now, ActorEntry &entry)
{
    if (isActive(entry.state))
        m_placement.leave(now, entry);
    m_actors.setState(entry, ActorState::Destroyed);
    entry.actor.pendingAllocationTs.reset();
    entry.actor.rescheduleTs.reset();
    entry.actor.destroyTs = now;
    entry.actor.input.reset();
    entry.alarmTs.reset();
    m_outbox.remove(rows::inputKey(entry.actor.id));
    m_outbox.changed(entry.actor.id);
    erase(entry);
}

void Endings::settle()
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
        m_outbox.changed(id);
        for (const Ticket ticket : std::exchange(entry.destroyTickets, {}))
            m_outbox.whenStored(Reply{.ticket = ticket, .answer = Done{}});
        m_outbox.whenStored(ActorChanged{id, entry.actor.generation, ActorPhase::Destroyed});
    }
}

} // namespace rove::core
