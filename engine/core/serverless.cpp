// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/serverless.h"

#include "engine/core/rows.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core {
namespace {

/// Whatever a configuration says: no more runners than this are started for one pool.
constexpr std::size_t runnersPerPoolMax = 10'000;

} // namespace

Serverless::Serverless(const Policy &policy, ActorTable &actors, EnvoyTable &envoys, PoolTable &pools,
                       ServerlessRequests &requests, Outbox &outbox, Commands &commands, Placement &placement,
                       Endings &endings, Lifecycle &lifecycle, Hosts &hosts)
    : m_policy(policy)
    , m_actors(actors)
    , m_envoys(envoys)
    , m_pools(pools)
    , m_requests(requests)
    , m_outbox(outbox)
    , m_commands(commands)
    , m_placement(placement)
    , m_endings(endings)
    , m_lifecycle(lifecycle)
    , m_hosts(hosts)
{}

// --- What is known of a platform ---

void Serverless::configured(Instant now, const PoolName &pool, std::optional<PoolSettings> settings)
{
    PoolEntry &known = m_pools.ensure(pool);
    const auto endpointOf = [](const std::optional<PoolSettings> &of) {
        return of && of->serverless ? of->serverless->endpoint : QByteArray();
    };
    if (endpointOf(known.settings) != endpointOf(settings)) { // What was learnt was learnt of another one.
        known.isDescribed = false;
        known.status.error = QJsonValue::Undefined;
        m_pools.endRest(pool);
    }
    known.settings = std::move(settings);
    m_touched.insert(pool);
    m_placement.dispatch(now, pool);
}

void Serverless::described(Instant now, const ServerlessDescribed &event)
{
    const PoolName pool{event.namespaceId, event.pool};
    PoolEntry *known = m_pools.find(pool);
    if (!known || !known->isServerless())
        return;
    known->isDescribed = true;
    m_pools.succeeded(pool, m_policy);
    noteProtocol(pool, *known, event.envoyProtocolVersion);
    m_hosts.upgrade(now, pool, event.version);
    m_touched.insert(pool);
    m_placement.dispatch(now, pool);
}

void Serverless::noteProtocol(const PoolName &pool, PoolEntry &known, std::optional<std::uint16_t> version)
{
    std::optional<std::uint16_t> &newest = known.status.protocolVersion;
    if (version < newest)
        return m_pools.failed(pool, toJson(ServerlessDowngrade{}));
    if (version == newest)
        return;
    newest = version;
    m_outbox.put(rows::poolKey(pool), rows::encode(known.status));
}

void Serverless::unreachable(const ServerlessUnreachable &event)
{
    const PoolName pool{event.namespaceId, event.pool};
    if (const PoolEntry *known = m_pools.find(pool); known && known->isServerless())
        m_pools.failed(pool, toJson(event.fault));
}

// --- What becomes of a request ---

void Serverless::runnerNamed(Instant now, const ServerlessRunnerNamed &event)
{
    ServerlessRequest *request = m_requests.find(event.id);
    if (!request || request->start)
        return;
    if (!std::exchange(request->hasSucceeded, true))
        m_pools.succeeded(request->pool, m_policy);
    const EnvoyEntry *runner = m_envoys.findRunner(event.runnerId);
    if (!runner || runner->pool() != request->pool)
        return;
    request->runner = runner->envoy.key;
    m_envoys.find(request->runner)->request = event.id;
    if (request->isDraining)
        m_hosts.drain(now, request->runner, DrainReason::Lifespan);
}

void Serverless::requestEnded(Instant now, const ServerlessRequestEnded &event)
{
    const ServerlessRequest *request = m_requests.find(event.id);
    if (!request)
        return;
    const ServerlessRequest ended = *request;
    m_requests.remove(event.id);
    m_touched.insert(ended.pool);
    if (EnvoyEntry *runner = m_envoys.find(ended.runner))
        runner->request.reset();

    std::optional<ServerlessFault> fault;
    if (!ended.isClosed && !ended.isDraining) {
        fault = event.fault;
        // Nothing came of it; and a runner is not to go before it is drained.
        if (!fault && (!ended.hasSucceeded || !ended.start))
            fault = ServerlessStreamEndedEarly{};
    }
    if (fault) {
        m_pools.failed(ended.pool, toJson(*fault));
        if (!ended.hasSucceeded || !ended.start)
            m_pools.rest(now, ended.pool, m_policy);
    }
    if (ended.start)
        startEnded(now, ended, fault);
}

void Serverless::startEnded(Instant now, const ServerlessRequest &ended,
                            const std::optional<ServerlessFault> &fault)
{
    ActorEntry *entry = m_actors.find(ended.start->actorId);
    if (!entry || entry->actor.generation != ended.start->generation || !isActive(entry->state))
        return;
    if (entry->state == ActorState::Allocating)
        return m_endings.requeue(now, *entry);
    // A stream that only ended may have been cut on the way; the envoy's own connection will tell.
    if (!fault || std::holds_alternative<ServerlessStreamEndedEarly>(*fault))
        return;
    m_commands.giveUp(entry->actor.envoyKey, *entry);
    m_endings.lose(now, *entry, Loss::ConnectionLost);
}

// --- Time ---

void Serverless::timePassed(Instant now)
{
    while (ServerlessRequest *request = m_requests.due(now)) {
        if (request->isDraining)
            timeIsUp(now, *request);
        else
            lifespanEnds(now, *request);
    }
    while (const std::optional<PoolName> pool = m_pools.due(now)) {
        m_pools.endRest(*pool);
        m_touched.insert(*pool);
        m_placement.dispatch(now, *pool);
    }
}

void Serverless::lifespanEnds(Instant now, ServerlessRequest &request)
{
    if (!request.start)
        return drainRunner(now, request, DrainReason::Lifespan);
    const PoolEntry *known = m_pools.find(request.pool);
    const bool isServerless = known && known->isServerless();
    m_requests.drain(request, now + (isServerless ? known->settings->serverless->drainGracePeriod
                                                  : m_policy.serverlessRunnerDrainGracePeriod));
    ActorEntry *entry = m_actors.find(request.start->actorId);
    if (entry && entry->actor.generation == request.start->generation)
        m_lifecycle.goAway(now, *entry, Lifecycle::Afterwards::StartAgain);
}

void Serverless::timeIsUp(Instant now, ServerlessRequest &request)
{
    const QString runner = request.runner;
    m_commands.close(request);
    m_hosts.endDrain(now, runner);
}

// --- Runners ---

void Serverless::settle(Instant now)
{
    for (;;) {
        m_touched.merge(m_actors.takeTouchedPools());
        if (m_touched.empty())
            return;
        for (const PoolName &pool : std::exchange(m_touched, {}))
            adjustRunners(now, pool);
    }
}

void Serverless::adjustRunners(Instant now, const PoolName &pool)
{
    const PoolEntry *known = m_pools.find(pool);
    if (!known)
        return;
    drainMovedRunners(now, pool, *known);
    const std::size_t wanted = wantedRunners(pool, *known);
    drainSurplus(now, pool, wanted);
    if (!known->isDescribed || known->restsUntil)
        return;
    for (std::size_t open = m_requests.runnersOf(pool).size(); open < wanted; ++open)
        openForRunner(now, pool, *known->settings->serverless);
}

std::size_t Serverless::wantedRunners(const PoolName &pool, const PoolEntry &known) const
{
    if (!known.isServerless() || known.status.protocolVersion)
        return 0;
    const ServerlessSettings &settings = *known.settings->serverless;
    const std::size_t slotCount = settings.slotsPerRunner;
    const std::size_t needed = settings.runnersMargin + (m_actors.demand(pool) + slotCount - 1) / slotCount;
    return std::min({std::max<std::size_t>(needed, settings.minRunners), std::size_t{settings.maxRunners},
                     runnersPerPoolMax});
}

void Serverless::drainMovedRunners(Instant now, const PoolName &pool, const PoolEntry &known)
{
    const QByteArray endpoint = known.isServerless() ? known.settings->serverless->endpoint : QByteArray();
    for (const ServerlessRequestId id : m_requests.runnersOf(pool))
        if (ServerlessRequest &request = *m_requests.find(id); request.endpoint != endpoint)
            drainRunner(now, request, DrainReason::Surplus);
}

std::size_t Serverless::actorCountOf(const ServerlessRequest &request) const
{
    const EnvoyEntry *runner = std::as_const(m_envoys).find(request.runner);
    return runner ? runner->actors.size() : 0;
}

void Serverless::drainSurplus(Instant now, const PoolName &pool, std::size_t wanted)
{
    std::vector<ServerlessRequestId> ids = m_requests.runnersOf(pool);
    if (ids.size() <= wanted)
        return;
    // Those go first that have the least to move, and of these the newest, which others lean on the least.
    std::ranges::reverse(ids);
    std::ranges::stable_sort(ids, {},
                             [this](ServerlessRequestId id) { return actorCountOf(*m_requests.find(id)); });
    ids.resize(ids.size() - wanted);
    for (const ServerlessRequestId id : ids)
        drainRunner(now, *m_requests.find(id), DrainReason::Surplus);
}

void Serverless::drainRunner(Instant now, ServerlessRequest &request, DrainReason reason)
{
    m_requests.drain(request, now + m_policy.serverlessRunnerDrainGracePeriod);
    m_touched.insert(request.pool);
    if (m_envoys.find(request.runner))
        m_hosts.drain(now, request.runner, reason);
    else if (!request.hasSucceeded)
        m_commands.close(request); // It has brought nobody yet, and nobody is wanted.
}

void Serverless::openForRunner(Instant now, const PoolName &pool, const ServerlessSettings &settings)
{
    const ServerlessRequest &request =
        m_requests.add({.pool = pool,
                        .endpoint = settings.endpoint,
                        .dueAt = now + settings.timeUntilDrain(m_policy.serverlessRunnerDrainGracePeriod)});
    m_outbox.now(OpenServerlessRequest{.id = request.id,
                                       .namespaceId = pool.namespaceId,
                                       .pool = pool.pool,
                                       .start = {},
                                       .slotCount = settings.slotsPerRunner});
}

} // namespace rove::core
