// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/requests.h"

#include "engine/core/namerules.h"
#include "engine/core/rows.h"
#include "protocol/base/limits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::core {
namespace {

std::unexpected<Error> namespaceFault(const QString &reason)
{
    return failure(ErrorCode::NamespaceFailedToCreate, u"Failed to create namespace: "_s + reason,
                   {{u"reason"_s, reason}});
}

Result<> checkNames(const CreateNamespace &request)
{
    if (const auto fault = namespaceNameFault(request.name))
        return namespaceFault(*fault);
    if (const auto fault = displayNameFault(request.displayName))
        return namespaceFault(*fault);
    return {};
}

std::unexpected<Error> badRequest(const QString &reason)
{
    return failure(ErrorCode::ApiBadRequest, u"Request is invalid: "_s + reason, {{u"reason"_s, reason}});
}

Result<> checkKey(const QString &key)
{
    if (key.isEmpty())
        return failure(ErrorCode::ActorEmptyKey, u"Key label cannot be empty."_s);
    if (key.toUtf8().size() <= limits::actorKeyBytesMax)
        return {};
    const QString preview = key.left(limits::actorKeyBytesMax);
    return failure(ErrorCode::ActorKeyTooLarge,
                   u"Key label too large (max %1 bytes): "_s.arg(limits::actorKeyBytesMax) + preview,
                   {{u"max_size"_s, qint64{limits::actorKeyBytesMax}}, {u"key_preview"_s, preview}});
}

Result<> checkInput(const QByteArray &input)
{
    if (input.size() <= limits::actorInputBytesMax)
        return {};
    return failure(ErrorCode::ActorInputTooLarge,
                   u"Actor input is too large (max %1 bytes)."_s.arg(limits::actorInputBytesMax),
                   {{u"max_size"_s, qint64{limits::actorInputBytesMax}}});
}

/// As the real engine answers (spec/vectors, runner-configs-upsert-*): a normal pool always counts as
/// changed.
bool hasChangedEndpoint(const RunnerConfig &config, const RunnerConfig *before)
{
    return std::ranges::any_of(config.datacenters, [&](const auto &datacenter) {
        const auto &[name, settings] = datacenter;
        const QJsonObject serverless = settings[u"serverless"].toObject();
        if (serverless.isEmpty() || !before || !before->datacenters.contains(name))
            return true;
        const QJsonObject old = before->datacenters.at(name)[u"serverless"].toObject();
        return old[u"url"] != serverless[u"url"] || old[u"headers"] != serverless[u"headers"];
    });
}

} // namespace

Requests::Requests(const Policy &policy, IdMaker &ids, Directory &directory, ActorTable &actors,
                   Outbox &outbox, Lifecycle &lifecycle, Serverless &serverless)
    : m_policy(policy)
    , m_ids(ids)
    , m_directory(directory)
    , m_actors(actors)
    , m_outbox(outbox)
    , m_lifecycle(lifecycle)
    , m_serverless(serverless)
{}

// --- Namespaces ---

void Requests::handle(Instant now, const CreateNamespace &request)
{
    if (const auto checked = checkNames(request); !checked)
        return refuse(request.ticket, checked.error());
    if (m_directory.findNamespace(request.name))
        return m_outbox.whenStored(
            Reply{.ticket = request.ticket, .answer = failure(ErrorCode::NamespaceNameNotUnique)});
    addNamespace(now, request.name, request.displayName);
    answer(request.ticket, NamespaceCreated{m_directory.findNamespace(request.name)->record.id});
}

void Requests::addNamespace(Instant now, const QString &name, const QString &displayName)
{
    const Namespace record{
        .id = makeNamespaceId(), .name = name, .displayName = displayName, .createTs = now};
    m_outbox.put(rows::namespaceKey(record.id), rows::encode(record));
    m_outbox.whenStored(NamespaceStored{record.id});
    m_directory.addNamespace({.record = record});
}

// --- Actors ---

void Requests::handle(Instant now, const CreateActor &request)
{
    if (const auto checked = check(request); !checked)
        return refuse(request.ticket, checked.error());
    if (request.key) {
        const ActorEntry *live = m_actors.findLive({request.namespaceId, request.name, *request.key});
        if (live) // Perhaps its creation is still being written: then this waits with the one who asked for
                  // it.
            return m_outbox.whenStored(
                Reply{.ticket = request.ticket, .answer = existing(request, live->actor)});
    }
    if (const auto checked = checkPool(request); !checked)
        return refuse(request.ticket, checked.error());
    if (request.key)
        if (const auto reserved = reserve({request.namespaceId, request.name, *request.key}); !reserved)
            return refuse(request.ticket, reserved.error());
    create(now, request);
}

Result<> Requests::check(const CreateActor &request) const
{
    const NamespaceEntry *space = m_directory.findNamespace(request.namespaceId);
    if (!space || !space->isStored)
        return failure(ErrorCode::NamespaceNotFound);
    // Half a surrogate pair has no UTF-8: two such keys could not be told apart once they were stored.
    if (!request.name.isValidUtf16() || !request.pool.isValidUtf16() ||
        (request.key && !request.key->isValidUtf16()))
        return badRequest(u"invalid Unicode"_s);
    if (request.key)
        TRY(checkKey(*request.key));
    if (request.input)
        TRY(checkInput(*request.input));
    return {};
}

Result<> Requests::checkPool(const CreateActor &request) const
{
    if (m_directory.findConfig({request.namespaceId, request.pool}))
        return {};
    const QString &space = m_directory.findNamespace(request.namespaceId)->record.name;
    return failure(
        ErrorCode::ActorNoRunnerConfigConfigured,
        u"No runner config with name '%1' are available in any datacenter for the namespace '%2'. "
        "Validate a provider is listed that matches the requested pool name."_s.arg(request.pool, space),
        {{u"namespace"_s, space}, {u"pool_name"_s, request.pool}});
}

Result<Answer> Requests::existing(const CreateActor &request, const Actor &actor) const
{
    if (request.ifExists == IfExists::Return)
        return ActorCreated{.actorId = actor.id, .created = false};
    const QString id = actor.id.toString();
    return failure(ErrorCode::ActorDuplicateKey,
                   u"Actor key '%1' already in use for actor '%2'"_s.arg(*request.key, id),
                   {{u"existing_actor_id"_s, id}, {u"key"_s, *request.key}});
}

Result<> Requests::reserve(const ActorKey &key)
{
    if (const IdBytes *reservation = m_actors.findReservation(key)) {
        const std::uint16_t label = reservation->datacenterLabel();
        if (label == m_policy.datacenterLabel)
            return {};
        return std::unexpected(Error::fromWire(
            u"actor"_s, u"key_reserved_in_different_datacenter"_s,
            u"Actor key is already reserved in the datacenter '%1'. Either remove the datacenter constraint "
            u"to "
            "automatically create this actor in the correct datacenter or provide the datacenter that "
            "matches."_s.arg(label),
            {{u"datacenter_label"_s, qint64{label}}}));
    }
    const IdBytes reservation = IdBytes::fromUuid(m_ids.next(), m_policy.datacenterLabel);
    m_actors.reserve(key, reservation);
    m_outbox.put(rows::reservationKey(key), rows::encodeReservation(key, reservation));
    return {};
}

void Requests::create(Instant now, const CreateActor &request)
{
    ActorEntry entry;
    entry.actor.id = makeActorId();
    entry.actor.namespaceId = request.namespaceId;
    entry.actor.name = request.name;
    entry.actor.key = request.key;
    entry.actor.input = request.input;
    entry.actor.pool = request.pool;
    entry.actor.crashPolicy = request.crashPolicy;
    entry.actor.createTs = now;
    const ActorId id = entry.actor.id;

    if (request.input)
        m_outbox.put(rows::inputKey(id), *request.input);
    if (!m_directory.hasActorName(request.namespaceId, request.name))
        addActorName(request.namespaceId, request.name, {});
    ActorEntry &added = m_actors.add(std::move(entry));
    m_outbox.changed(id);
    m_outbox.whenStored(ActorStored{id});
    answer(request.ticket, ActorCreated{.actorId = id});
    m_lifecycle.begin(now, added);
}

void Requests::addActorName(NamespaceId namespaceId, const QString &name, const QJsonObject &metadata)
{
    if (m_directory.setActorName(namespaceId, name, metadata))
        m_outbox.put(rows::actorNameKey(namespaceId, name), rows::encodeActorName(metadata));
}

ActorEntry *Requests::findVisible(NamespaceId namespaceId, ActorId actorId)
{
    ActorEntry *entry = m_actors.find(actorId);
    return entry && entry->isStored && entry->actor.namespaceId == namespaceId ? entry : nullptr;
}

void Requests::handle(Instant now, const DestroyActor &request)
{
    if (ActorEntry *entry = findVisible(request.namespaceId, request.actorId))
        m_lifecycle.destroy(now, *entry, request.ticket);
    else
        refuse(request.ticket, Error::of(ErrorCode::ActorNotFound));
}

void Requests::handle(Instant now, const WakeActor &request)
{
    if (ActorEntry *entry = m_actors.find(request.actorId); entry && entry->isStored)
        m_lifecycle.wake(now, *entry);
}

void Requests::handle(Instant now, const SleepActor &request)
{
    ActorEntry *entry = findVisible(request.namespaceId, request.actorId);
    if (!entry)
        return refuse(request.ticket, Error::of(ErrorCode::ActorNotFound));
    m_lifecycle.sleep(now, *entry);
    answer(request.ticket, Done{});
}

void Requests::handle(Instant, const RescheduleActor &request)
{
    ActorEntry *entry = findVisible(request.namespaceId, request.actorId);
    if (!entry)
        return refuse(request.ticket, Error::of(ErrorCode::ActorNotFound));
    m_lifecycle.reschedule(*entry);
    answer(request.ticket, Done{});
}

// --- Pools ---

void Requests::handle(Instant now, const PutRunnerConfig &request)
{
    if (const auto checked = check(request); !checked)
        return refuse(request.ticket, checked.error());
    const PoolName pool{request.namespaceId, request.pool};
    RunnerConfigPut put{.endpointChanged = false};
    if (request.config && !request.config->datacenters.empty()) {
        put.endpointChanged = hasChangedEndpoint(*request.config, m_directory.findConfig(pool));
        setConfig(now, pool, request.config);
    } else if (m_directory.findConfig(pool)) {
        setConfig(now, pool, std::nullopt);
    }
    answer(request.ticket, put);
}

void Requests::setConfig(Instant now, const PoolName &pool, std::optional<RunnerConfig> config)
{
    if (config) {
        m_directory.setConfig(pool, *config);
        m_outbox.put(rows::configKey(pool), rows::encode(*config));
    } else {
        m_directory.removeConfig(pool);
        m_outbox.remove(rows::configKey(pool));
    }
    m_outbox.whenStored(PoolConfigured{.namespaceId = pool.namespaceId, .pool = pool.pool});
    m_serverless.configured(now, pool,
                            config ? PoolSettings::of(*config, m_policy.datacenterName) : std::nullopt);
}

Result<> Requests::check(const PutRunnerConfig &request) const
{
    const NamespaceEntry *space = m_directory.findNamespace(request.namespaceId);
    if (!space || !space->isStored)
        return failure(ErrorCode::NamespaceNotFound);
    if (!request.pool.isValidUtf16())
        return badRequest(u"invalid Unicode"_s);
    if (request.pool.size() > limits::poolNameCharactersMax) {
        const QString reason = u"pool name too long"_s;
        return failure(ErrorCode::RunnerConfigInvalid, u"Invalid runner config: "_s + reason,
                       {{u"reason"_s, reason}});
    }
    if (!request.config)
        return {};
    for (const auto &[name, settings] : request.config->datacenters)
        if (name != m_policy.datacenterName)
            return failure(ErrorCode::DatacenterNotFound, u"The provided datacenter does not exist."_s);
    return {};
}

void Requests::addDefaultConfig(Instant now, const PoolName &pool)
{
    // spec/engine-api.md 1.9: such a pool does not drain on an upgrade that nobody asked for.
    const QJsonObject normal{{u"drain_on_version_upgrade"_s, false},
                             {u"actor_eviction_delay"_s, 0},
                             {u"actor_eviction_period"_s, 0},
                             {u"actor_eviction_rate"_s, 1.0}};
    setConfig(now, pool, RunnerConfig{{{m_policy.datacenterName, {{u"normal"_s, normal}}}}});
}

// --- Replies and ids ---

void Requests::refuse(Ticket ticket, Error error)
{
    m_outbox.now(Reply{.ticket = ticket, .answer = std::unexpected(std::move(error))});
}

void Requests::answer(Ticket ticket, Answer answer)
{
    m_outbox.whenStored(Reply{.ticket = ticket, .answer = std::move(answer)});
}

ActorId Requests::makeActorId()
{
    auto id = ActorId::fromUuid(m_ids.next(), m_policy.datacenterLabel);
    while (m_actors.find(id)) // An earlier engine may have had the same seed.
        id = ActorId::fromUuid(m_ids.next(), m_policy.datacenterLabel);
    return id;
}

NamespaceId Requests::makeNamespaceId()
{
    auto id = NamespaceId::fromUuid(m_ids.next(), m_policy.datacenterLabel);
    while (m_directory.findNamespace(id))
        id = NamespaceId::fromUuid(m_ids.next(), m_policy.datacenterLabel);
    return id;
}

} // namespace rove::core
