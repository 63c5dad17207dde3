// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/engine.h"

#include "engine/core/actortable.h"
#include "engine/core/commands.h"
#include "engine/core/directory.h"
#include "engine/core/endings.h"
#include "engine/core/envoytable.h"
#include "engine/core/hosts.h"
#include "engine/core/idmaker.h"
#include "engine/core/lifecycle.h"
#include "engine/core/outbox.h"
#include "engine/core/placement.h"
#include "engine/core/pooltable.h"
#include "engine/core/requests.h"
#include "engine/core/rowformat.h"
#include "engine/core/rows.h"
#include "engine/core/serverless.h"
#include "engine/core/serverlessrequests.h"
#include "protocol/base/ensure.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core {

/// The parts of the core, wired. Events go to the requests, the hosts, the lifecycle or the serverless
/// platforms; all work on the tables and leave what is to happen in the outbox.
struct Engine::Private {
    Private(const Policy &policyGiven, std::uint64_t seed)
        : policy(policyGiven)
        , ids(seed)
    {}

    template <class Request>
    void handle(Instant now, const Request &request)
    {
        requests.handle(now, request);
    }
    void handle(Instant now, const EnvoyJoined &event);
    void handle(Instant now, const EnvoyDescribed &event);
    void handle(Instant now, const EnvoyPonged &event) { hosts.ponged(now, event); }
    void handle(Instant now, const EnvoyStopping &event) { hosts.stopping(now, event); }
    void handle(Instant now, const EnvoyRestarted &event) { hosts.restarted(now, event); }
    void handle(Instant, const EnvoyDisconnected &event) { hosts.disconnected(event); }
    void handle(Instant now, const EnvoyLeft &event) { hosts.left(now, event); }
    void handle(Instant now, const ActorReported &event);
    void handle(Instant now, const ActorTaken &event) { lifecycle.taken(now, event); }
    void handle(Instant now, const ServerlessDescribed &event);
    void handle(Instant, const ServerlessUnreachable &event) { serverless.unreachable(event); }
    void handle(Instant now, const ServerlessRunnerNamed &event) { serverless.runnerNamed(now, event); }
    void handle(Instant now, const ServerlessRequestEnded &event) { serverless.requestEnded(now, event); }
    void handle(Instant, const Stored &event) { outbox.stored(event.id); }
    void handle(Instant now, const TimePassed &event);

    void announceNames(NamespaceId namespaceId, const std::map<QString, QJsonObject> &names);
    void takeUp(Instant now, rows::Loaded loaded);
    void takeUpPools(const rows::Loaded &loaded);
    void recoverActors(Instant now);
    void settle(Instant now);
    void release(Instant now, Withheld withheld);

    const Policy policy;
    IdMaker ids;
    Directory directory;
    ActorTable actors;
    EnvoyTable envoys;
    PoolTable pools;
    ServerlessRequests serverlessRequests;
    Outbox outbox{actors};
    Commands commands{policy, actors, pools, serverlessRequests, outbox};
    Placement placement{policy, actors, envoys, pools, outbox, commands};
    Endings endings{policy, actors, serverlessRequests, outbox, commands, placement};
    Lifecycle lifecycle{policy, actors,   envoys,    pools,  serverlessRequests,
                        outbox, commands, placement, endings};
    Hosts hosts{policy, ids,      actors,    envoys,  pools,    serverlessRequests,
                outbox, commands, placement, endings, lifecycle};
    Serverless serverless{policy,    actors,  envoys,    pools, serverlessRequests, outbox, commands,
                          placement, endings, lifecycle, hosts};
    Requests requests{policy, ids, directory, actors, outbox, lifecycle, serverless};
};

Engine::Engine(const Policy &policy, std::uint64_t seed)
    : m_d(std::make_unique<Private>(policy, seed))
{}

Engine::~Engine() = default;

// --- Start ---

Result<> Engine::restore(Instant now, std::span<const std::pair<QByteArray, QByteArray>> entries,
                         std::vector<Effect> &out)
{
    ENSURE(m_d->actors.entries().empty() && m_d->directory.namespaces().empty());
    rows::Loaded loaded = TRY(rows::load(entries));
    m_d->outbox.open(out);
    if (loaded.schemaVersion != rows::schemaVersion)
        m_d->outbox.put(rows::schemaKey(), rows::encodeSchema());
    m_d->takeUp(now, std::move(loaded));
    if (!m_d->directory.findNamespace(u"default"_s))
        m_d->requests.addNamespace(now, u"default"_s, u"Default"_s);
    m_d->settle(now);
    return {};
}

void Engine::Private::takeUp(Instant now, rows::Loaded loaded)
{
    for (Namespace &record : loaded.namespaces)
        directory.addNamespace({.record = std::move(record), .isStored = true});
    takeUpPools(loaded);
    for (const rows::ActorName &name : loaded.actorNames)
        directory.setActorName(name.namespaceId, name.name, name.metadata);
    for (const auto &[key, reservation] : loaded.reservations)
        actors.reserve(key, reservation);
    for (ActorEntry &entry : loaded.actors)
        actors.add(std::move(entry));
    recoverActors(now);
}

void Engine::Private::takeUpPools(const rows::Loaded &loaded)
{
    for (const auto &[pool, status] : loaded.pools)
        pools.ensure(pool).status = status;
    for (const auto &[pool, config] : loaded.configs) {
        directory.setConfig(pool, config);
        pools.configure(pool, PoolSettings::of(config, policy.datacenterName));
        outbox.whenStored(PoolConfigured{.namespaceId = pool.namespaceId, .pool = pool.pool});
    }
}

void Engine::Private::recoverActors(Instant now)
{
    // Those that were nowhere first: as the others are lost they may make room for them.
    std::vector<ActorEntry *> active;
    for (auto &[id, entry] : actors.entries()) {
        if (isActive(entry.state))
            active.push_back(&entry);
        else
            lifecycle.recover(now, entry);
    }
    for (ActorEntry *entry : active)
        lifecycle.recover(now, *entry);
    for (const auto &[pool, entry] : pools.entries())
        placement.dispatch(now, pool);
}

// --- Events ---

void Engine::apply(Instant now, const Event &event, std::vector<Effect> &out)
{
    m_d->outbox.open(out);
    std::visit([&](const auto &known) { m_d->handle(now, known); }, event);
    m_d->settle(now);
}

void Engine::Private::settle(Instant now)
{
    serverless.settle(now);
    hosts.settle(now);
    endings.settle();
    outbox.flush();
    for (Withheld &withheld : outbox.takeStored())
        release(now, std::move(withheld));
}

void Engine::Private::release(Instant now, Withheld withheld)
{
    if (auto *effect = std::get_if<Effect>(&withheld))
        outbox.now(std::move(*effect));
    else if (const auto *space = std::get_if<NamespaceStored>(&withheld))
        directory.setNamespaceStored(space->namespaceId);
    else if (const auto *actor = std::get_if<ActorStored>(&withheld))
        actors.find(actor->actorId)->isStored = true;
    else
        commands.stored(now, std::get<CommandStored>(withheld));
}

void Engine::Private::handle(Instant now, const EnvoyJoined &event)
{
    ENSURE(directory.findNamespace(event.namespaceId));
    const PoolName pool{event.namespaceId, event.pool};
    if (!directory.findConfig(pool))
        requests.addDefaultConfig(now, pool);
    hosts.joined(now, event);
}

void Engine::Private::handle(Instant now, const EnvoyDescribed &event)
{
    const EnvoyEntry *entry = envoys.find(event.envoyKey);
    if (!entry)
        return;
    announceNames(entry->envoy.namespaceId, event.actorNames);
    hosts.announced(now, event);
}

void Engine::Private::handle(Instant now, const ServerlessDescribed &event)
{
    if (directory.findNamespace(event.namespaceId))
        announceNames(event.namespaceId, event.actorNames);
    serverless.described(now, event);
}

void Engine::Private::announceNames(NamespaceId namespaceId, const std::map<QString, QJsonObject> &names)
{
    for (const auto &[name, metadata] : names)
        if (name.isValidUtf16())
            requests.addActorName(namespaceId, name, metadata);
}

void Engine::Private::handle(Instant now, const ActorReported &event)
{
    hosts.reported(now, event.envoyKey);
    lifecycle.report(now, event);
}

void Engine::Private::handle(Instant now, const TimePassed &)
{
    lifecycle.timePassed(now);
    hosts.timePassed(now);
    serverless.timePassed(now);
}

std::optional<Instant> Engine::nextWake() const
{
    std::optional<Instant> next;
    for (const std::optional<Instant> at : {m_d->actors.nextDeadline(), m_d->envoys.nextDue(),
                                            m_d->pools.nextDue(), m_d->serverlessRequests.nextDue()})
        if (at && (!next || *at < *next))
            next = at;
    return next;
}

void Engine::checkInvariants() const
{
    m_d->directory.checkInvariants();
    m_d->actors.checkInvariants();
    m_d->envoys.checkInvariants(m_d->actors);
    m_d->serverlessRequests.checkInvariants();
    m_d->outbox.checkInvariants();
    for (const auto &[id, entry] : m_d->actors.entries())
        ENSURE(m_d->directory.findNamespace(entry.actor.namespaceId));
}

// --- Queries ---

const Namespace *Engine::findNamespace(const QString &name) const
{
    const NamespaceEntry *entry = m_d->directory.findNamespace(name);
    return entry && entry->isStored ? &entry->record : nullptr;
}

const Namespace *Engine::findNamespace(NamespaceId id) const
{
    const NamespaceEntry *entry = m_d->directory.findNamespace(id);
    return entry && entry->isStored ? &entry->record : nullptr;
}

std::vector<const Namespace *> Engine::namespaces() const
{
    return m_d->directory.namespaces();
}

const Actor *Engine::findActor(ActorId id) const
{
    const ActorEntry *entry = std::as_const(m_d->actors).find(id);
    return entry && entry->isStored ? &entry->actor : nullptr;
}

const Actor *Engine::findActorByKey(NamespaceId namespaceId, const QString &name, const QString &key) const
{
    const ActorEntry *entry = m_d->actors.findLive({namespaceId, name, key});
    return entry && entry->isStored ? &entry->actor : nullptr;
}

std::vector<const Actor *> Engine::listActors(const ActorFilter &filter) const
{
    return m_d->actors.list(filter);
}

std::vector<std::pair<QString, QJsonObject>> Engine::actorNames(NamespaceId namespaceId, std::size_t limit,
                                                                const std::optional<QString> &cursor) const
{
    return m_d->directory.actorNames(namespaceId, limit, cursor);
}

std::vector<std::pair<QString, RunnerConfig>> Engine::runnerConfigs(NamespaceId namespaceId) const
{
    return m_d->directory.configs(namespaceId);
}

std::vector<const Envoy *> Engine::envoys(NamespaceId namespaceId) const
{
    return m_d->envoys.envoys(namespaceId);
}

std::vector<const Envoy *> Engine::runners(NamespaceId namespaceId, WithStopped withStopped) const
{
    return m_d->envoys.runners(namespaceId, withStopped);
}

std::vector<QString> Engine::runnerPools(NamespaceId namespaceId) const
{
    std::vector<QString> names;
    for (const auto &[pool, entry] : m_d->pools.entries())
        if (pool.namespaceId == namespaceId && entry.status.hasHadRunners)
            names.push_back(pool.pool);
    return names;
}

const Envoy *Engine::findEnvoy(const QString &envoyKey) const
{
    const EnvoyEntry *entry = m_d->envoys.find(envoyKey);
    return entry ? &entry->envoy : nullptr;
}

PoolStatus Engine::poolStatus(NamespaceId namespaceId, const QString &pool) const
{
    const PoolEntry *entry = m_d->pools.find({namespaceId, pool});
    return entry ? entry->status : PoolStatus();
}

QJsonValue Engine::errorOf(const Actor &actor) const
{
    const QJsonValue poolError = poolStatus(actor.namespaceId, actor.pool).error;
    return poolError.isUndefined() || actor.connectableTs || actor.destroyTs ? actor.error : poolError;
}

const Policy &Engine::policy() const
{
    return m_d->policy;
}

} // namespace rove::core
