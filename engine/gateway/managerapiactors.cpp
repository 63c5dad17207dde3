// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managercall.h"
#include "engine/gateway/records.h"
#include "protocol/base/limits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::gateway {

QJsonObject ManagerApi::actorJson(ActorId actorId) const
{
    const core::Engine &engine = m_conductor.engine();
    return manager::toJson(toApi(*engine.findActor(actorId), engine.policy().datacenterName));
}

Result<std::vector<const core::Actor *>> ManagerApi::findActorsByIds(NamespaceId namespaceId,
                                                                     const QStringList &ids,
                                                                     const QStringList &legacyIds) const
{
    if (const qsizetype count = ids.size() + legacyIds.size(); count > limits::actorIdListCountMax)
        return failure(
            ErrorCode::ValidationTooManyActorIds,
            u"Too many actor IDs provided. Maximum is %1, got %2"_s.arg(limits::actorIdListCountMax)
                .arg(count),
            {{u"count"_s, count}, {u"max"_s, limits::actorIdListCountMax}});
    std::vector<const core::Actor *> found;
    const auto add = [&](ActorId id) {
        const core::Actor *actor = m_conductor.engine().findActor(id);
        if (actor && actor->namespaceId == namespaceId && std::ranges::find(found, actor) == found.end())
            found.push_back(actor);
    };
    const auto actorIds = TRY(readIds<ActorId>(u"actor_id"_s, ids));
    std::ranges::for_each(actorIds, add);
    for (const QString &text : legacyIds)
        if (const auto id = ActorId::parse(text))
            add(*id);
    return found;
}

Result<std::vector<const core::Actor *>> ManagerApi::selectActors(const Call &call,
                                                                  const manager::ActorsListQuery &query) const
{
    const NamespaceId namespaceId = TRY(enter(call, query.namespaceName));
    const bool hasIds = !query.actorIds.isEmpty() || !query.legacyActorIds.isEmpty();
    if (query.key && !query.name)
        return invalidInput(u"Name is required when key is provided."_s);
    if (hasIds && query.name)
        return invalidInput(
            u"Cannot provide both actor_id and (name + key). Use either actor_id or (name + key)."_s);
    if (hasIds)
        return findActorsByIds(namespaceId, query.actorIds, query.legacyActorIds);
    if (!query.name)
        return invalidInput(u"Name is required when not using actor_ids."_s);
    return m_conductor.engine().listActors({.namespaceId = namespaceId,
                                            .name = *query.name,
                                            .key = query.key,
                                            .includeDestroyed = query.includeDestroyed.value_or(false),
                                            .limit = limitOf(query.limit),
                                            .createdBefore = TRY(instantOf(query.cursor))});
}

Result<> ManagerApi::listActors(const CallPointer &call)
{
    auto query = TRY(manager::readQuery<manager::ActorsListQuery>(call->query));
    // The older list drops what is no id, as if it had not been asked for.
    query.legacyActorIds.removeIf([](const QString &id) { return !ActorId::parse(id); });
    auto found = TRY(selectActors(*call, query));
    sortNewestFirst(found, limitOf(query.limit));
    manager::ActorsListResponse response;
    for (const core::Actor *actor : found)
        response.actors.push_back(toApi(*actor, m_conductor.engine().policy().datacenterName));
    response.pagination = pageAfter(response.actors);
    call->answerWith(response);
    return {};
}

namespace {

/// What POST and PUT have in common.
template <class Request>
Result<core::CreateActor> creationOf(const Request &body, NamespaceId namespaceId,
                                     const QString &datacenterName)
{
    if (body.datacenter && *body.datacenter != datacenterName)
        return failure(ErrorCode::DatacenterNotFound);
    core::CreateActor create{.namespaceId = namespaceId,
                             .name = body.name,
                             .key = body.key,
                             .input = {},
                             .pool = body.runnerNameSelector,
                             .crashPolicy = toCore(body.crashPolicy)};
    // Text that is no base64 is accepted and dropped, as Rivet's engine does (spec/engine-api.md 1.8).
    if (body.input)
        if (const auto input =
                QByteArray::fromBase64Encoding(body.input->toUtf8(), QByteArray::AbortOnBase64DecodingErrors))
            create.input = *input;
    return create;
}

} // namespace

template <class Request>
Result<core::CreateActor> ManagerApi::readCreation(const Call &call) const
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call.query));
    const auto body = TRY(manager::readBody<Request>(call.body));
    return creationOf(body, TRY(enter(call, query.namespaceName)),
                      m_conductor.engine().policy().datacenterName);
}

Result<> ManagerApi::createActor(const CallPointer &call)
{
    const auto create = TRY(readCreation<manager::ActorsCreateRequest>(*call));
    m_conductor.request(create, call->answerTo([this](const core::Answer &answer) {
        return QJsonObject{{u"actor"_s, actorJson(std::get<core::ActorCreated>(answer).actorId)}};
    }));
    return {};
}

Result<> ManagerApi::upsertActor(const CallPointer &call)
{
    auto create = TRY(readCreation<manager::ActorsUpsertRequest>(*call));
    create.ifExists = core::IfExists::Return;
    m_conductor.request(create, call->answerTo([this](const core::Answer &answer) {
        const auto &created = std::get<core::ActorCreated>(answer);
        return QJsonObject{{u"actor"_s, actorJson(created.actorId)}, {u"created"_s, created.created}};
    }));
    return {};
}

Result<ManagerApi::ActorAddress> ManagerApi::readActorAddress(const Call &call) const
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call.query));
    const auto actorId = ActorId::parse(call.segments[1]);
    if (!actorId)
        return badRequest(u"Invalid URL: "_s + idFault(call.segments[1]));
    const NamespaceId namespaceId = TRY(enter(call, query.namespaceName));
    if (actorId->datacenterLabel() != m_conductor.engine().policy().datacenterLabel)
        return failure(ErrorCode::DatacenterNotFound);
    const core::Actor *actor = m_conductor.engine().findActor(*actorId);
    if (!actor || actor->namespaceId != namespaceId)
        return failure(ErrorCode::ActorNotFound);
    return ActorAddress{.namespaceId = namespaceId, .actorId = *actorId};
}

Result<> ManagerApi::destroyActor(const CallPointer &call)
{
    const auto address = TRY(readActorAddress(*call));
    m_conductor.request(core::DestroyActor{.namespaceId = address.namespaceId, .actorId = address.actorId},
                        call->answerDone());
    return {};
}

Result<> ManagerApi::sleepActor(const CallPointer &call)
{
    const auto address = TRY(readActorAddress(*call));
    m_conductor.request(core::SleepActor{.namespaceId = address.namespaceId, .actorId = address.actorId},
                        call->answerDone());
    return {};
}

Result<> ManagerApi::rescheduleActor(const CallPointer &call)
{
    const auto address = TRY(readActorAddress(*call));
    m_conductor.request(core::RescheduleActor{.namespaceId = address.namespaceId, .actorId = address.actorId},
                        call->answerDone());
    return {};
}

Result<> ManagerApi::listActorNames(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::ActorsNamesQuery>(call->query));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));
    manager::ActorsNamesResponse response;
    for (const auto &[name, metadata] :
         m_conductor.engine().actorNames(namespaceId, limitOf(query.limit), query.cursor)) {
        response.names.emplace(name, manager::ActorName{metadata});
        response.pagination.cursor = name;
    }
    call->answerWith(response);
    return {};
}

Result<> ManagerApi::readActorKv(const CallPointer &call)
{
    const auto address = TRY(readActorAddress(*call));
    const auto key = QByteArray::fromBase64Encoding(call->segments.last().toUtf8(),
                                                    QByteArray::AbortOnBase64DecodingErrors);
    // Rivet's engine calls this an internal error (spec/engine-api.md 1.8).
    if (!key)
        return failure(ErrorCode::InternalError);
    m_kv.readKv(address.actorId, *key, [call](const Result<std::optional<KvValue>> &found) {
        if (!found)
            return call->fail(found.error());
        if (!*found)
            return call->fail(Error::of(ErrorCode::ActorKvKeyNotFound));
        call->answerWith(
            manager::KvValue{.value = (*found)->value,
                             .updateTs = manager::Instant(std::chrono::milliseconds((*found)->updateTs))});
    });
    return {};
}

} // namespace rove::gateway
