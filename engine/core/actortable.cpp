// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/actortable.h"

#include "protocol/base/ensure.h"

#include <algorithm>

namespace rove::core {

std::optional<ActorKey> ActorTable::keyOf(const Actor &actor)
{
    return actor.key.transform(
        [&](const QString &key) { return ActorKey{actor.namespaceId, actor.name, key}; });
}

ActorEntry &ActorTable::add(ActorEntry entry)
{
    const ActorId id = entry.actor.id;
    const auto [place, isNew] = m_entries.emplace(id, std::move(entry));
    ENSURE(isNew);
    ActorEntry &added = place->second;
    const Newest newest{added.actor.createTs, id};
    Named &named = m_byName[{added.actor.namespaceId, added.actor.name}];
    named.all.insert(newest);
    if (const auto key = keyOf(added.actor))
        m_allByKey[*key].insert(newest);
    if (added.state != ActorState::Destroyed) {
        named.live.insert(newest);
        if (const auto key = keyOf(added.actor)) {
            ENSURE(findReservation(*key));
            ENSURE(m_liveByKey.emplace(*key, id).second);
        }
    }
    enter(added);
    return added;
}

void ActorTable::reserve(const ActorKey &key, const IdBytes &reservation)
{
    m_reservations.emplace(key, reservation);
}

const IdBytes *ActorTable::findReservation(const ActorKey &key) const
{
    const auto found = m_reservations.find(key);
    return found == m_reservations.end() ? nullptr : &found->second;
}

ActorEntry *ActorTable::find(ActorId id)
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? nullptr : &found->second;
}

const ActorEntry *ActorTable::find(ActorId id) const
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? nullptr : &found->second;
}

const ActorEntry *ActorTable::findLive(const ActorKey &key) const
{
    const auto found = m_liveByKey.find(key);
    return found == m_liveByKey.end() ? nullptr : find(found->second);
}

const std::set<ActorTable::Newest> *ActorTable::candidates(const ActorFilter &filter) const
{
    if (filter.key) {
        const auto keyed = m_allByKey.find({filter.namespaceId, filter.name, *filter.key});
        return keyed == m_allByKey.end() ? nullptr : &keyed->second;
    }
    const auto named = m_byName.find({filter.namespaceId, filter.name});
    if (named == m_byName.end())
        return nullptr;
    return filter.includeDestroyed ? &named->second.all : &named->second.live;
}

std::vector<const Actor *> ActorTable::list(const ActorFilter &filter) const
{
    const std::set<Newest> *ordered = candidates(filter);
    if (!ordered)
        return {};
    const std::set<Newest> &order = *ordered;
    auto next = order.begin();
    if (filter.createdBefore == Instant::min())
        return {};
    if (filter.createdBefore) // The null id comes before all actors of its millisecond.
        next = order.lower_bound({*filter.createdBefore - std::chrono::milliseconds(1), ActorId()});
    std::vector<const Actor *> found;
    for (; next != order.end() && found.size() < filter.limit; ++next) {
        const ActorEntry *entry = find(next->id);
        if (entry->isStored && (filter.includeDestroyed || entry->state != ActorState::Destroyed))
            found.push_back(&entry->actor);
    }
    return found;
}

void ActorTable::enter(ActorEntry &entry)
{
    const Actor &actor = entry.actor;
    if (entry.deadline)
        m_deadlines.emplace(*entry.deadline, actor.id);
    const bool isWaiting = entry.state == ActorState::Waiting;
    if (!isWaiting && !isActive(entry.state))
        return;
    Crowd &crowd = m_crowds[poolOf(actor)];
    if (isWaiting)
        crowd.waiting[{actor.name, actor.hostVersion}].emplace(actor.pendingAllocationTs.value(), actor.id);
    ++(isWaiting ? crowd.waitingCount : crowd.activeCount);
    m_touchedPools.insert(poolOf(actor));
}

void ActorTable::leave(ActorEntry &entry)
{
    const Actor &actor = entry.actor;
    if (entry.deadline)
        m_deadlines.erase({*entry.deadline, actor.id});
    const bool isWaiting = entry.state == ActorState::Waiting;
    if (!isWaiting && !isActive(entry.state))
        return;
    const auto place = m_crowds.find(poolOf(actor));
    Crowd &crowd = place->second;
    if (isWaiting) {
        const auto group = crowd.waiting.find({actor.name, actor.hostVersion});
        group->second.erase({actor.pendingAllocationTs.value(), actor.id});
        if (group->second.empty())
            crowd.waiting.erase(group);
    }
    --(isWaiting ? crowd.waitingCount : crowd.activeCount);
    m_touchedPools.insert(poolOf(actor));
    if (crowd.waitingCount + crowd.activeCount == 0)
        m_crowds.erase(place);
}

void ActorTable::setState(ActorEntry &entry, ActorState state, std::optional<Instant> deadline)
{
    ENSURE(entry.state != ActorState::Destroyed);
    leave(entry);
    entry.state = state;
    entry.deadline = deadline;
    if (state == ActorState::Destroyed) {
        m_byName.at({entry.actor.namespaceId, entry.actor.name})
            .live.erase({entry.actor.createTs, entry.actor.id});
        if (const auto key = keyOf(entry.actor))
            m_liveByKey.erase(*key);
    }
    enter(entry);
}

std::vector<ActorId> ActorTable::waitingLongest(const PoolName &pool) const
{
    const auto crowd = m_crowds.find(pool);
    if (crowd == m_crowds.end())
        return {};
    std::vector<DueOrder> firsts;
    firsts.reserve(crowd->second.waiting.size());
    for (const auto &[group, waiting] : crowd->second.waiting)
        firsts.push_back(*waiting.begin());
    std::ranges::sort(firsts);
    std::vector<ActorId> ids;
    ids.reserve(firsts.size());
    for (const auto &[since, id] : firsts)
        ids.push_back(id);
    return ids;
}

std::size_t ActorTable::activeCount(const PoolName &pool) const
{
    const auto crowd = m_crowds.find(pool);
    return crowd == m_crowds.end() ? 0 : crowd->second.activeCount;
}

std::size_t ActorTable::demand(const PoolName &pool) const
{
    const auto crowd = m_crowds.find(pool);
    return crowd == m_crowds.end() ? 0 : crowd->second.activeCount + crowd->second.waitingCount;
}

std::optional<Instant> ActorTable::nextDeadline() const
{
    return m_deadlines.empty() ? std::nullopt : std::optional(m_deadlines.begin()->first);
}

ActorEntry *ActorTable::due(Instant now)
{
    if (m_deadlines.empty() || m_deadlines.begin()->first > now)
        return nullptr;
    return find(m_deadlines.begin()->second);
}

void ActorTable::checkInvariants() const
{
    std::size_t deadlineCount = 0;
    std::size_t liveKeyCount = 0;
    std::size_t allCount = 0;
    std::size_t liveCount = 0;
    for (const auto &[id, entry] : m_entries) {
        ENSURE(entry.actor.id == id);
        checkEntry(entry);
        const bool isLive = entry.state != ActorState::Destroyed;
        deadlineCount += entry.deadline.has_value();
        liveKeyCount += isLive && entry.actor.key.has_value();
        liveCount += isLive;
    }
    ENSURE(m_deadlines.size() == deadlineCount);
    ENSURE(m_liveByKey.size() == liveKeyCount);
    for (const auto &[name, named] : m_byName) {
        allCount += named.all.size();
        liveCount -= named.live.size();
    }
    ENSURE(allCount == m_entries.size());
    ENSURE(liveCount == 0);
    for (const auto &[key, actors] : m_allByKey)
        for (const Newest &newest : actors)
            ENSURE(keyOf(find(newest.id)->actor) == key);
    checkCrowds();
}

void ActorTable::checkCrowds() const
{
    std::map<PoolName, std::pair<std::size_t, std::size_t>> counted; // Waiting, active.
    for (const auto &[id, entry] : m_entries) {
        if (entry.state == ActorState::Waiting)
            ++counted[poolOf(entry.actor)].first;
        else if (isActive(entry.state))
            ++counted[poolOf(entry.actor)].second;
    }
    ENSURE(counted.size() == m_crowds.size());
    for (const auto &[pool, crowd] : m_crowds) {
        std::size_t inGroups = 0;
        for (const auto &[group, waiting] : crowd.waiting)
            inGroups += waiting.size();
        ENSURE(inGroups == crowd.waitingCount);
        ENSURE((counted.at(pool) == std::pair{crowd.waitingCount, crowd.activeCount}));
    }
}

void ActorTable::checkEntry(const ActorEntry &entry) const
{
    const Actor &actor = entry.actor;
    const ActorState state = entry.state;
    ENSURE(!entry.deadline || m_deadlines.contains({*entry.deadline, actor.id}));
    ENSURE(actor.pendingAllocationTs.has_value() == (state == ActorState::Waiting));
    ENSURE(actor.rescheduleTs.has_value() == (state == ActorState::BackingOff));
    ENSURE(actor.destroyTs.has_value() == (state == ActorState::Destroyed));
    ENSURE(actor.connectableTs.has_value() == (state == ActorState::Running));
    ENSURE(actor.envoyKey.isEmpty() != isPlaced(state));
    ENSURE(actor.runnerId.isNull() || isPlaced(state));
    ENSURE(state != ActorState::Asleep || (actor.sleepTs && entry.deadline == entry.alarmTs));
    ENSURE(state != ActorState::BackingOff || entry.deadline == actor.rescheduleTs);
    ENSURE(state != ActorState::Destroyed ||
           (entry.destroyTickets.empty() && entry.isErased && !entry.alarmTs));
    if (isActive(state))
        checkStay(entry);
    if (const auto key = keyOf(actor)) {
        ENSURE(findReservation(*key));
        ENSURE(state == ActorState::Destroyed || m_liveByKey.at(*key) == actor.id);
    }
}

void ActorTable::checkStay(const ActorEntry &entry)
{
    const Stay &stay = entry.stay;
    const bool isCommandSent = stay.sentCommandIndex == stay.commandIndex;
    ENSURE(entry.hadGeneration);
    ENSURE(stay.commandIndex >= stay.startIndex && stay.sentCommandIndex <= stay.commandIndex);
    if (entry.state == ActorState::Running)
        ENSURE(isCommandSent && stay.wasReady && stay.afterStart == AfterStart::Run && !entry.deadline);
    else // A command on its way out has no time limit yet; one that left has.
        ENSURE(entry.deadline.has_value() == isCommandSent);
    ENSURE(isStarting(entry.state) ? stay.commandIndex == stay.startIndex : stay.isStartSent());
    ENSURE(!isStopping(entry.state) || stay.commandIndex > stay.startIndex);
}

} // namespace rove::core
