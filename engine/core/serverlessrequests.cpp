// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/serverlessrequests.h"

#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"

namespace rove::core {

ServerlessRequest &ServerlessRequests::add(ServerlessRequest request)
{
    request.id = ServerlessRequestId{++m_lastId};
    const std::optional<Instant> dueAt = std::exchange(request.dueAt, {});
    ServerlessRequest &added = m_entries.emplace(request.id, std::move(request)).first->second;
    if (added.start)
        m_starts.insert_or_assign({added.start->actorId, added.start->generation}, added.id);
    else
        m_runners[added.pool].insert(added.id);
    setDue(added, dueAt);
    return added;
}

ServerlessRequest *ServerlessRequests::find(ServerlessRequestId id)
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? nullptr : &found->second;
}

ServerlessRequest *ServerlessRequests::findStart(ActorId actorId, std::uint32_t generation)
{
    const auto found = m_starts.find({actorId, generation});
    return found == m_starts.end() ? nullptr : find(found->second);
}

void ServerlessRequests::remove(ServerlessRequestId id)
{
    ServerlessRequest &request = m_entries.at(id);
    setDue(request, std::nullopt);
    if (request.start)
        m_starts.erase({request.start->actorId, request.start->generation});
    else if (const auto runners = m_runners.find(request.pool); runners != m_runners.end()) {
        runners->second.erase(id);
        if (runners->second.empty())
            m_runners.erase(runners);
    }
    m_entries.erase(id);
}

std::vector<ServerlessRequestId> ServerlessRequests::runnersOf(const PoolName &pool) const
{
    const auto found = m_runners.find(pool);
    if (found == m_runners.end())
        return {};
    return {found->second.begin(), found->second.end()};
}

void ServerlessRequests::setDue(ServerlessRequest &request, std::optional<Instant> dueAt)
{
    if (request.dueAt)
        m_due.erase({*request.dueAt, request.id});
    request.dueAt = dueAt;
    if (dueAt)
        m_due.emplace(*dueAt, request.id);
}

void ServerlessRequests::drain(ServerlessRequest &request, Instant closeAt)
{
    request.isDraining = true;
    setDue(request, closeAt);
    const auto runners = m_runners.find(request.pool);
    if (request.start || runners == m_runners.end())
        return;
    runners->second.erase(request.id);
    if (runners->second.empty())
        m_runners.erase(runners);
}

std::optional<Instant> ServerlessRequests::nextDue() const
{
    return m_due.empty() ? std::nullopt : std::optional(m_due.begin()->first);
}

ServerlessRequest *ServerlessRequests::due(Instant now)
{
    return m_due.empty() || m_due.begin()->first > now ? nullptr : find(m_due.begin()->second);
}

void ServerlessRequests::abandon(ActorId actorId, std::uint32_t generation, Instant now)
{
    while (!m_abandonedOrder.empty() &&
           m_abandonedOrder.front().first < now - limits::strandedActorRetention) {
        m_abandoned.erase(m_abandonedOrder.front().second);
        m_abandonedOrder.pop_front();
    }
    if (m_abandoned.insert({actorId, generation}).second)
        m_abandonedOrder.emplace_back(now, Start{actorId, generation});
}

bool ServerlessRequests::isAbandoned(ActorId actorId, std::uint32_t generation) const
{
    return m_abandoned.contains({actorId, generation});
}

void ServerlessRequests::checkInvariants() const
{
    std::size_t startCount = 0;
    std::size_t dueCount = 0;
    std::size_t runnerCount = 0;
    for (const auto &[id, request] : m_entries) {
        ENSURE(request.id == id);
        startCount += request.start.has_value();
        dueCount += request.dueAt.has_value();
        runnerCount += !request.start && !request.isDraining;
        ENSURE(!request.dueAt || m_due.contains({*request.dueAt, id}));
    }
    for (const auto &[pool, ids] : m_runners)
        runnerCount -= ids.size();
    ENSURE(m_starts.size() == startCount && m_due.size() == dueCount && runnerCount == 0);
}

} // namespace rove::core
