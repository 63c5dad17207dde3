// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/actortable.h"

#include "protocol/base/ensure.h"

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
    if (added.state != ActorState::Destroyed) {
        named.live.insert(newest);
        if (const auto key = keyOf(added.actor)) {
            ENSURE(isReserved(*key));
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

std::vector<const Actor *> ActorTable::list(const ActorFilter &filter) const
{
    const auto named = m_byName.find({filter.namespaceId, filter.name});
    if (named == m_byName.end())
        return {};
    const std::set<Newest> &order = filter.includeDestroyed ? named->second.all : named->second.live;
    auto next = order.begin();
    if (filter.createdBefore == Instant::min())
        return {};
    if (filter.createdBefore) // The null id comes before all actors of its millisecond.
        next = order.lower_bound({*filter.createdBefore - std::chrono::milliseconds(1), ActorId()});
    std::vector<const Actor *> found;
    for (; next != order.end() && found.size() < filter.limit; ++next) {
        const ActorEntry *entry = find(next->id);
        if (entry->isStored && (!filter.key || entry->actor.key == filter.key))
            found.push_back(&entry->actor);
    }
    return found;
}

void ActorTable::enter(ActorEntry &entry)
{
    const Actor &actor = entry.actor;
    if (entry.deadline)
        m_deadlines.emplace(*entry.deadline, actor.id);
    if (entry.state == ActorState::Waiting)
        m_waiting[{actor.namespaceId, actor.pool}].emplace(actor.pendingAllocationTs.value(), actor.id);
}

void ActorTable::leave(ActorEntry &entry)
{
    const Actor &actor = entry.actor;
    if (entry.deadline)
        m_deadlines.erase({*entry.deadline, actor.id});
    if (entry.state != ActorState::Waiting)
        return;
    const auto pool = m_waiting.find({actor.namespaceId, actor.pool});
    pool->second.erase({actor.pendingAllocationTs.value(), actor.id});
    if (pool->second.empty())
        m_waiting.erase(pool);
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

std::vector<ActorId> ActorTable::waiting(const PoolName &pool) const
{
    std::vector<ActorId> ids;
    if (const auto found = m_waiting.find(pool); found != m_waiting.end())
        for (const auto &[since, id] : found->second)
            ids.push_back(id);
    return ids;
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
    std::size_t waitingCount = 0;
    std::size_t liveKeyCount = 0;
    std::size_t allCount = 0;
    std::size_t liveCount = 0;
    for (const auto &[id, entry] : m_entries) {
        ENSURE(entry.actor.id == id);
        checkEntry(entry);
        const bool isLive = entry.state != ActorState::Destroyed;
        deadlineCount += entry.deadline.has_value();
        waitingCount += entry.state == ActorState::Waiting;
        liveKeyCount += isLive && entry.actor.key.has_value();
        liveCount += isLive;
    }
    ENSURE(m_deadlines.size() == deadlineCount);
    ENSURE(m_liveByKey.size() == liveKeyCount);
    for (const auto &[pool, actors] : m_waiting)
        waitingCount -= actors.size();
    ENSURE(waitingCount == 0);
    for (const auto &[name, named] : m_byName) {
        allCount += named.all.size();
        liveCount -= named.live.size();
    }
    ENSURE(allCount == m_entries.size());
    ENSURE(liveCount == 0);
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
    ENSURE(state != ActorState::Asleep || (actor.sleepTs && entry.deadline == entry.alarmTs));
    ENSURE(state != ActorState::BackingOff || entry.deadline == actor.rescheduleTs);
    ENSURE(state != ActorState::Destroyed ||
           (entry.destroyTickets.empty() && entry.isErased && !entry.alarmTs));
    if (isPlaced(state))
        checkStay(entry);
    if (const auto key = keyOf(actor)) {
        ENSURE(isReserved(*key));
        ENSURE(state == ActorState::Destroyed || m_liveByKey.at(*key) == actor.id);
    }
}

void ActorTable::checkStay(const ActorEntry &entry)
{
    const Stay &stay = entry.stay;
    const bool isCommandSent = stay.sentCommandIndex == stay.commandIndex;
    ENSURE(entry.actor.generation > 0);
    ENSURE(stay.commandIndex > 0 && stay.sentCommandIndex <= stay.commandIndex);
    if (entry.state == ActorState::Running)
        ENSURE(isCommandSent && stay.wasReady && stay.afterStart == AfterStart::Run && !entry.deadline);
    else // A command on its way out has no time limit yet; one that left has.
        ENSURE(entry.deadline.has_value() == isCommandSent);
    ENSURE(entry.state == ActorState::Starting ? stay.commandIndex == 1 : stay.isStartSent());
    ENSURE(!isStopping(entry.state) || stay.commandIndex > 1);
}

} // namespace rove::core
