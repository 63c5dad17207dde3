// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/crashmatrix.h"

#include <array>

using namespace Qt::StringLiterals;

namespace rove::sim {

using core::CrashPolicy;

void CrashMatrix::ready(ActorId id)
{
    if (const auto found = m_stays.find(id); found != m_stays.end())
        found->second.wasReady = true;
}

void CrashMatrix::asked(ActorId id, Asked what)
{
    if (const auto found = m_stays.find(id); found != m_stays.end())
        found->second.asked.insert(what);
}

void CrashMatrix::askedFromOutside(ActorId id, Asked what)
{
    if (const auto found = m_stays.find(id); found != m_stays.end() && found->second.wasReady)
        found->second.asked.insert(what);
}

void CrashMatrix::movedAway(ActorId id, Onwards onwards)
{
    const auto found = m_stays.find(id);
    if (found == m_stays.end() || found->second.asked.contains(Asked::Reschedule))
        return;
    found->second.asked.insert(Asked::GoAway);
    found->second.onwards = onwards;
}

void CrashMatrix::mayMove(ActorId id)
{
    if (const auto found = m_stays.find(id); found != m_stays.end())
        found->second.mayMove = true;
}

void CrashMatrix::stopping(ActorId id, Onwards onwards)
{
    if (const auto found = m_stays.find(id); found != m_stays.end() && found->second.asked.empty())
        movedAway(id, onwards);
}

void CrashMatrix::startedAgain(ActorId id)
{
    if (const auto found = m_stays.find(id); found != m_stays.end())
        found->second.wasReady = false;
}

void CrashMatrix::wanted(ActorId id)
{
    if (const auto found = m_stays.find(id); found != m_stays.end())
        found->second.isWanted = true;
}

void CrashMatrix::ended(ActorId id, How how)
{
    if (auto stay = m_stays.extract(id))
        m_ended.push_back({.id = id, .stay = std::move(stay.mapped()), .how = how});
}

void CrashMatrix::clear()
{
    m_stays.clear();
    m_ended.clear();
}

std::optional<std::pair<ActorId, QString>> CrashMatrix::judge(const std::function<Shown(ActorId)> &show)
{
    for (const Ended &ended : std::exchange(m_ended, {})) {
        const Shown shown = show(ended.id);
        const Stay &stay = ended.stay;
        Outcomes outcomes = allowed(ended, shown.actor.crashPolicy);
        if (stay.mayMove && (stay.asked.empty() || (!stay.wasReady && !stay.asked.contains(Asked::Destroy))))
            outcomes.merge(Outcomes{byPolicy(shown.actor.crashPolicy), Outcome::GoesOn});
        // Whatever would let it sleep, it wakes again if it is wanted.
        if (outcomes.contains(Outcome::Sleeps) && (stay.isWanted || shown.isAlarmDue))
            outcomes.insert(Outcome::GoesOn);
        const Outcome outcome = outcomeOf(shown.actor);
        if (outcomes.contains(outcome))
            continue;
        constexpr std::array words{"sleeps", "goes on", "is destroyed"};
        return std::pair(ended.id, u"after a stay that ended it %1"_s.arg(
                                       QLatin1StringView(words.at(static_cast<std::size_t>(outcome)))));
    }
    return std::nullopt;
}

CrashMatrix::Outcome CrashMatrix::outcomeOf(const core::Actor &actor)
{
    if (actor.destroyTs)
        return Outcome::Destroyed;
    // One that a platform is asked to start is neither on a host nor waits for one.
    const bool goesOn =
        !actor.envoyKey.isEmpty() || actor.pendingAllocationTs || actor.rescheduleTs || !actor.sleepTs;
    return goesOn ? Outcome::GoesOn : Outcome::Sleeps;
}

CrashMatrix::Outcome CrashMatrix::byPolicy(CrashPolicy policy)
{
    switch (policy) {
    case CrashPolicy::Restart:
        return Outcome::GoesOn;
    case CrashPolicy::Sleep:
        return Outcome::Sleeps;
    case CrashPolicy::Destroy:
        return Outcome::Destroyed;
    }
    std::unreachable();
}

CrashMatrix::Outcomes CrashMatrix::allowed(const Ended &ended, CrashPolicy policy)
{
    const Outcomes any{Outcome::Sleeps, Outcome::GoesOn, Outcome::Destroyed};
    const std::set<Asked> &asked = ended.stay.asked;
    if (asked.size() > 1)
        return any;
    if (asked.empty() || asked.contains(Asked::Stop))
        return {ended.how == How::Graceful ? Outcome::Destroyed : byPolicy(policy)};
    if (asked.contains(Asked::Destroy))
        return {Outcome::Destroyed};
    if (asked.contains(Asked::Sleep))
        return {Outcome::Sleeps};
    if (asked.contains(Asked::Reschedule))
        return {Outcome::GoesOn};
    // It was moved off an envoy: one that has done nothing yet starts elsewhere whatever its policy says.
    if (!ended.stay.wasReady)
        return {Outcome::GoesOn};
    if (ended.stay.onwards == Onwards::Maybe)
        return {byPolicy(policy), Outcome::GoesOn};
    return {byPolicy(policy)};
}

} // namespace rove::sim
