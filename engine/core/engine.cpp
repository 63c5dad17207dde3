// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/engine.h"

#include "engine/core/actortable.h"
#include "engine/core/directory.h"
#include "engine/core/envoytable.h"
#include "engine/core/idmaker.h"
#include "engine/core/lifecycle.h"
#include "engine/core/outbox.h"
#include "engine/core/requests.h"
#include "engine/core/rows.h"
#include "protocol/base/ensure.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace rove::core {

/// The parts of the core, wired. Events go to the requests, or, from envoys, to the lifecycle; both work on
/// the tables and leave what is to happen in the outbox.
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
    void handle(Instant, const PutRunnerConfig &request) { requests.handle(request); }
    void handle(Instant now, const EnvoyJoined &event);
    void handle(Instant now, const EnvoyDescribed &event);
    void handle(Instant now, const EnvoyPonged &event);
    void handle(Instant now, const EnvoyStopping &event);
    void handle(Instant now, const EnvoyLeft &event);
    void handle(Instant now, const ActorReported &event) { lifecycle.report(now, event); }
    // Declared for those who build the other side; decided with serverless pools and with lost hosts.
    void handle(Instant, const EnvoyRestarted &) {}
    void handle(Instant, const EnvoyDisconnected &) {}
    void handle(Instant, const ActorTaken &) {}
    void handle(Instant, const ServerlessDescribed &) {}
    void handle(Instant, const ServerlessUnreachable &) {}
    void handle(Instant, const ServerlessRunnerNamed &) {}
    void handle(Instant, const ServerlessRequestEnded &) {}
    void handle(Instant, const Stored &event) { outbox.stored(event.id); }
    void handle(Instant now, const TimePassed &) { lifecycle.timePassed(now); }

    void addEnvoy(Instant now, const EnvoyJoined &event);
    void takeUp(Instant now, rows::Loaded loaded);
    void settle(Instant now);
    void release(Instant now, Withheld withheld);

    const Policy policy;
    IdMaker ids;
    Directory directory;
    ActorTable actors;
    EnvoyTable envoys;
    Outbox outbox{actors};
    Lifecycle lifecycle{policy, actors, envoys, outbox};
    Requests requests{policy, ids, directory, actors, outbox, lifecycle};
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
    if (entries.empty())
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
    for (auto &[pool, config] : loaded.configs)
        directory.setConfig(pool, std::move(config));
    for (const rows::ActorName &name : loaded.actorNames)
        directory.setActorName(name.namespaceId, name.name, name.metadata);
    for (const auto &[key, reservation] : loaded.reservations)
        actors.reserve(key, reservation);
    for (ActorEntry &entry : loaded.actors)
        actors.add(std::move(entry));
    for (auto &[id, entry] : actors.entries())
        lifecycle.recover(now, entry);
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
    lifecycle.settle();
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
        lifecycle.commandStored(now, std::get<CommandStored>(withheld));
}

void Engine::Private::handle(Instant now, const EnvoyJoined &event)
{
    ENSURE(directory.findNamespace(event.namespaceId));
    EnvoyEntry *known = envoys.find(event.envoyKey);
    if (known && (known->envoy.namespaceId != event.namespaceId || known->envoy.pool != event.pool)) {
        lifecycle.envoyLeft(now, event.envoyKey); // Another one that took its key.
        known = nullptr;
    }
    if (!known)
        return addEnvoy(now, event);
    known->envoy.version = event.version;
    known->envoy.lastPingTs = now;
    known->envoy.lastConnectedTs = now;
    lifecycle.envoyRejoined(*known);
}

void Engine::Private::addEnvoy(Instant now, const EnvoyJoined &event)
{
    const PoolName pool{event.namespaceId, event.pool};
    if (!directory.findConfig(pool))
        requests.addDefaultConfig(pool);
    Envoy envoy;
    envoy.key = event.envoyKey;
    envoy.kind = event.kind;
    if (event.kind == HostKind::Runner)
        envoy.runnerId = RunnerId::fromUuid(ids.next(), policy.datacenterLabel);
    envoy.runnerKey = event.runnerKey;
    envoy.namespaceId = event.namespaceId;
    envoy.pool = event.pool;
    envoy.version = event.version;
    envoy.totalSlots = event.totalSlots;
    envoy.createTs = now;
    envoy.lastPingTs = now;
    EnvoyEntry &entry = envoys.add(std::move(envoy));
    entry.takesAnnouncedOnly = event.takesAnnouncedOnly;
    lifecycle.envoyJoined(now, entry.envoy);
}

void Engine::Private::handle(Instant now, const EnvoyDescribed &event)
{
    EnvoyEntry *entry = envoys.find(event.envoyKey);
    if (!entry)
        return;
    for (const auto &[name, metadata] : event.actorNames)
        if (name.isValidUtf16())
            requests.addActorName(entry->envoy.namespaceId, name, metadata);
    if (event.metadata)
        entry->envoy.metadata = event.metadata;
    if (!entry->takesAnnouncedOnly)
        return;
    for (const auto &[name, metadata] : event.actorNames)
        entry->announced.insert(name);
    lifecycle.envoyJoined(now, entry->envoy); // Now it can take what waits.
}

void Engine::Private::handle(Instant now, const EnvoyPonged &event)
{
    if (EnvoyEntry *entry = envoys.find(event.envoyKey)) {
        entry->envoy.lastPingTs = now;
        entry->envoy.lastRtt = event.roundTrip;
    }
}

void Engine::Private::handle(Instant now, const EnvoyStopping &event)
{
    EnvoyEntry *entry = envoys.find(event.envoyKey);
    if (!entry || entry->isStopping())
        return;
    entry->envoy.stopTs = now;
    lifecycle.envoyStopping(now, event.envoyKey);
}

void Engine::Private::handle(Instant now, const EnvoyLeft &event)
{
    if (envoys.find(event.envoyKey))
        lifecycle.envoyLeft(now, event.envoyKey);
}

std::optional<Instant> Engine::nextWake() const
{
    return m_d->actors.nextDeadline();
}

void Engine::checkInvariants() const
{
    m_d->directory.checkInvariants();
    m_d->actors.checkInvariants();
    m_d->envoys.checkInvariants(m_d->actors);
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
    return m_d->envoys.list(namespaceId, HostKind::Envoy);
}

std::vector<const Envoy *> Engine::runners(NamespaceId namespaceId) const
{
    return m_d->envoys.list(namespaceId, HostKind::Runner);
}

const Envoy *Engine::findEnvoy(const QString &envoyKey) const
{
    const EnvoyEntry *entry = m_d->envoys.find(envoyKey);
    return entry ? &entry->envoy : nullptr;
}

const Policy &Engine::policy() const
{
    return m_d->policy;
}

} // namespace rove::core
