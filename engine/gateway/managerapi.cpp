// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/managerapi.h"

#include "engine/gateway/records.h"
#include "protocol/base/limits.h"
#include "protocol/manager/json.h"
#include "protocol/manager/query.h"

#include <QtCore/QJsonArray>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>

using namespace Qt::StringLiterals;

namespace rove::gateway {
namespace {

/// The release of Rivet whose API and protocols this engine speaks; clients choose by it
/// (spec/inspector.md 7.2).
constexpr auto emulatedVersion = "2.3.19"_L1;
constexpr int envoyProtocolVersion = 8;
constexpr std::size_t listLimitDefault = 100;
constexpr std::size_t namespaceListLimitDefault = 1000; // spec/engine-api.md 1.7

std::unexpected<Error> badRequest(const QString &reason)
{
    return failure(ErrorCode::ApiBadRequest, "Request is invalid: "_L1 + reason, {{u"reason"_s, reason}});
}

std::unexpected<Error> invalidInput(const QString &message)
{
    return failure(ErrorCode::ValidationInvalidInput, message, {{u"message"_s, message}});
}

/// What is wrong with a text that is no id.
QString idFault(QStringView text)
{
    constexpr qsizetype shortestId = 4;
    return text.size() < shortestId ? u"invalid input length: expected at least 4 characters"_s
                                    : u"not a valid id"_s;
}

/// The first text of a repeatable parameter that is no id is refused by its place.
template <class Id>
Result<std::vector<Id>> readIds(const QString &parameter, const QStringList &texts)
{
    std::vector<Id> ids;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const auto id = Id::parse(texts[i]);
        if (!id)
            return badRequest(u"Failed to deserialize query string: %1[%2]: %3"_s.arg(
                parameter, QString::number(i), idFault(texts[i])));
        ids.push_back(*id);
    }
    return ids;
}

std::size_t limitOf(const std::optional<std::uint64_t> &limit, std::size_t fallback = listLimitDefault)
{
    return static_cast<std::size_t>(limit.value_or(fallback));
}

Result<std::optional<core::Instant>> instantOf(const std::optional<QString> &cursor)
{
    if (!cursor)
        return std::nullopt;
    bool isNumber = false;
    const qlonglong milliseconds = cursor->toLongLong(&isNumber);
    if (!isNumber)
        return badRequest(u"cursor: invalid digit found in string"_s);
    return core::Instant(std::chrono::milliseconds(milliseconds));
}

/// The time of the last record shown, where the next page starts; none on an empty page.
template <class Record>
manager::Pagination pageAfter(const std::vector<Record> &records)
{
    if (records.empty())
        return {};
    return {.cursor = QString::number(records.back().createTs.time_since_epoch().count())};
}

/// Keeps the newest records first and at most `limit` of them.
template <class Record>
void sortNewestFirst(std::vector<const Record *> &records, std::size_t limit)
{
    std::ranges::stable_sort(records, std::greater(), &Record::createTs);
    records.resize(std::min(records.size(), limit));
}

/// A path without its query, parted at the slashes and decoded.
QStringList segmentsOf(QByteArrayView path)
{
    QStringList segments;
    for (const QByteArray &segment : path.toByteArray().split('/'))
        segments += QString::fromUtf8(QByteArray::fromPercentEncoding(segment));
    segments.removeFirst();
    return segments;
}

} // namespace

/// One request on its way through the API, and the answer to it.
struct ManagerApi::Call : std::enable_shared_from_this<Call> {
    Call(QByteArray requestQuery, QStringList pathSegments, const net::HttpRequest &request,
         ReplyContext replyContext, std::shared_ptr<net::HttpResponder> replyTo)
        : query(std::move(requestQuery))
        , segments(std::move(pathSegments))
        , body(request.body)
        , authorization(net::headerValue(request.headers, "authorization").value_or(QByteArray()))
        , context(std::move(replyContext))
        , responder(std::move(replyTo))
    {}

    const QByteArray query;
    const QStringList segments;
    const QByteArray body;
    const QByteArray authorization;
    const ReplyContext context;
    const std::shared_ptr<net::HttpResponder> responder;

    void answer(const Result<QJsonObject> &result) const
    {
        responder->respond(result ? jsonResponse(*result, context) : errorResponse(result.error(), context));
    }
    /// Answers with a body type of protocol/manager.
    template <class Body>
    void answerWith(const Body &value) const
    {
        answer(manager::toJson(value));
    }
    void fail(const Error &error) const { answer(std::unexpected(error)); }

    /// Turns the core's reply into the answer.
    template <class ToBody>
    [[nodiscard]] core::Conductor::Answered answerTo(ToBody toBody) const
    {
        return [call = shared_from_this(), toBody](const Result<core::Answer> &reply) {
            call->answer(reply.transform(toBody));
        };
    }
    /// The same, for a request that has no result of its own.
    [[nodiscard]] core::Conductor::Answered answerDone() const
    {
        return answerTo([](const core::Answer &) { return QJsonObject(); });
    }
};

/// A path, with `*` for a segment that names something, and who handles its methods.
struct ManagerApi::Route {
    struct Method {
        QByteArrayView name;
        Result<> (ManagerApi::*handle)(const CallPointer &);
        bool hasBody = false;
    };
    QStringList pattern;
    std::vector<Method> methods;
    Cors cors = Cors::Usual;

    [[nodiscard]] bool matches(const QStringList &segments) const
    {
        return std::ranges::equal(pattern, segments, [](const QString &wanted, const QString &segment) {
            return wanted == "*"_L1 || wanted == segment;
        });
    }
    [[nodiscard]] QByteArray allow() const
    {
        QByteArrayList names;
        for (const Method &method : methods) {
            names += method.name.toByteArray();
            if (method.name == "GET")
                names += QByteArrayLiteral("HEAD");
        }
        return names.join(',');
    }
};

ManagerApi::ManagerApi(core::Conductor &conductor, KvReader &kv, const Access &access)
    : m_conductor(conductor)
    , m_kv(kv)
    , m_access(access)
{}

const std::vector<ManagerApi::Route> &ManagerApi::routes()
{
    using Api = ManagerApi;
    static const std::vector<Route> table{
        {{u"health"_s}, {{"GET", &Api::health}}, Cors::Unnamed},
        {{u"health"_s, u"fanout"_s}, {{"GET", &Api::healthFanout}}},
        {{u"metadata"_s}, {{"GET", &Api::metadata}}},
        {{u"datacenters"_s}, {{"GET", &Api::listDatacenters}}},
        {{u"namespaces"_s}, {{"GET", &Api::listNamespaces}, {"POST", &Api::createNamespace, true}}},
        {{u"actors"_s},
         {{"GET", &Api::listActors}, {"POST", &Api::createActor, true}, {"PUT", &Api::upsertActor, true}}},
        {{u"actors"_s, u"names"_s}, {{"GET", &Api::listActorNames}}},
        {{u"actors"_s, u"*"_s}, {{"DELETE", &Api::destroyActor}}},
        {{u"actors"_s, u"*"_s, u"sleep"_s}, {{"POST", &Api::sleepActor, true}}},
        {{u"actors"_s, u"*"_s, u"reschedule"_s}, {{"POST", &Api::rescheduleActor, true}}},
        {{u"actors"_s, u"*"_s, u"kv"_s, u"keys"_s, u"*"_s}, {{"GET", &Api::readActorKv}}},
        {{u"runners"_s}, {{"GET", &Api::listRunners}}},
        {{u"runners"_s, u"names"_s}, {{"GET", &Api::listRunnerNames}}},
        {{u"envoys"_s}, {{"GET", &Api::listEnvoys}}},
        {{u"runner-configs"_s}, {{"GET", &Api::listRunnerConfigs}}},
        {{u"runner-configs"_s, u"*"_s},
         {{"PUT", &Api::putRunnerConfig, true}, {"DELETE", &Api::removeRunnerConfig}}},
    };
    return table;
}

void ManagerApi::handle(const net::HttpRequest &request, ReplyContext context,
                        std::shared_ptr<net::HttpResponder> responder)
{
    const qsizetype questionMark = request.target.indexOf('?');
    const QByteArrayView path = questionMark < 0 ? QByteArrayView(request.target)
                                                 : QByteArrayView(request.target).first(questionMark);
    const QStringList segments = path.startsWith('/') ? segmentsOf(path) : QStringList();
    const auto route =
        std::ranges::find_if(routes(), [&](const Route &each) { return each.matches(segments); });
    context.cors = route == routes().end() ? Cors::AnyOne : route->cors;
    if (route == routes().end())
        return responder->respond(errorResponse(Error::of(ErrorCode::ApiNotFound), context));
    if (request.method == "OPTIONS" && route->cors != Cors::Unnamed)
        return responder->respond(preflightResponse(request, context, route->allow()));

    const QByteArrayView wanted = request.method == "HEAD" ? QByteArrayView("GET") : request.method;
    const auto method = std::ranges::find(route->methods, wanted, &Route::Method::name);
    if (method == route->methods.end())
        return responder->respond(methodNotAllowedResponse(context, route->allow()));

    const auto call = std::make_shared<const Call>(
        questionMark < 0 ? QByteArray() : request.target.sliced(questionMark + 1), segments, request,
        std::move(context), std::move(responder));
    const QByteArray contentType = net::headerValue(request.headers, "content-type").value_or(QByteArray());
    if (method->hasBody && !contentType.trimmed().toLower().startsWith("application/json"))
        return call->fail(badRequest(u"Expected request with `Content-Type: application/json`"_s).error());
    if (const Result<> handled = (this->*method->handle)(call); !handled)
        call->fail(handled.error());
}

// --- Engine ---

namespace {

manager::Health ownHealth()
{
    return {.runtime = u"engine"_s, .status = u"ok"_s, .version = emulatedVersion};
}

} // namespace

Result<> ManagerApi::health(const CallPointer &call)
{
    call->answerWith(ownHealth());
    return {};
}

Result<> ManagerApi::healthFanout(const CallPointer &call)
{
    TRY(m_access.namespaceOf(call->authorization));
    // This engine is its only datacenter, and the way to itself takes no time.
    const core::Policy &policy = m_conductor.engine().policy();
    call->answerWith(manager::HealthFanoutResponse{.datacenters = {{.datacenterLabel = policy.datacenterLabel,
                                                                    .datacenterName = policy.datacenterName,
                                                                    .status = u"ok"_s,
                                                                    .rttMs = 0.0,
                                                                    .response = ownHealth(),
                                                                    .error = {}}}});
    return {};
}

Result<> ManagerApi::metadata(const CallPointer &call)
{
    manager::Metadata metadata;
    metadata.runtime = u"engine"_s;
    metadata.version = emulatedVersion;
    metadata.envoyProtocolVersion = envoyProtocolVersion;
    // Fields beyond Rivet's own tell a reader who answers.
    QJsonObject body = manager::toJson(metadata);
    body.insert(u"rove_version"_s, QStringLiteral(ROVE_VERSION));
    call->answer(body);
    return {};
}

Result<> ManagerApi::listDatacenters(const CallPointer &call)
{
    TRY(m_access.namespaceOf(call->authorization));
    const core::Policy &policy = m_conductor.engine().policy();
    call->answerWith(manager::DatacentersListResponse{
        .datacenters = {{.label = policy.datacenterLabel, .name = policy.datacenterName, .url = m_publicUrl}},
        .pagination = {}});
    return {};
}

// --- Namespaces ---

Result<NamespaceId> ManagerApi::enter(const Call &call, const QString &name) const
{
    TRY(m_access.permitNamespace(call.authorization, name));
    if (const core::Namespace *found = m_conductor.engine().findNamespace(name))
        return found->id;
    return failure(ErrorCode::NamespaceNotFound);
}

Result<> ManagerApi::listNamespaces(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::NamespacesListQuery>(call->query));
    for (const QString &id : query.namespaceIds)
        if (!NamespaceId::parse(id))
            return badRequest(u"invalid id in `namespace_ids` query: "_s + idFault(id));

    const std::optional<QString> only = TRY(m_access.namespaceOf(call->authorization));
    std::vector<const core::Namespace *> found = m_conductor.engine().namespaces();
    const bool isFiltered = query.name || !query.namespaceIds.isEmpty();
    std::erase_if(found, [&](const core::Namespace *record) {
        return (only && record->name != *only) || (query.name && record->name != *query.name) ||
               (!query.namespaceIds.isEmpty() && !query.namespaceIds.contains(record->id.toString()));
    });
    sortNewestFirst(found, limitOf(query.limit, namespaceListLimitDefault));
    manager::NamespacesListResponse response;
    for (const core::Namespace *record : found)
        response.namespaces.push_back(toApi(*record));
    if (!isFiltered)
        response.pagination = pageAfter(response.namespaces);
    call->answerWith(response);
    return {};
}

Result<> ManagerApi::createNamespace(const CallPointer &call)
{
    const auto body = TRY(manager::readBody<manager::NamespacesCreateRequest>(call->body));
    TRY(m_access.permitEngine(call->authorization));
    m_conductor.request(core::CreateNamespace{.name = body.name, .displayName = body.displayName},
                        call->answerTo([this](const core::Answer &answer) {
                            const auto id = std::get<core::NamespaceCreated>(answer).namespaceId;
                            return manager::toJson(manager::NamespacesCreateResponse{
                                toApi(*m_conductor.engine().findNamespace(id))});
                        }));
    return {};
}

// --- Actors ---

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

// --- Runners and envoys ---

Result<> ManagerApi::listRunners(const CallPointer &call)
{
    // Everything that hosts actors here speaks the envoy protocol, so this list is empty.
    const auto query = TRY(manager::readQuery<manager::RunnersListQuery>(call->query));
    TRY(readIds<RunnerId>(u"runner_id"_s, query.runnerIds));
    TRY(enter(*call, query.namespaceName));
    call->answerWith(manager::RunnersListResponse{});
    return {};
}

Result<> ManagerApi::listRunnerNames(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::RunnersNamesQuery>(call->query));
    TRY(enter(*call, query.namespaceName));
    call->answerWith(manager::RunnersNamesResponse{});
    return {};
}

Result<> ManagerApi::listEnvoys(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::EnvoysListQuery>(call->query));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));
    const auto cursor = TRY(instantOf(query.cursor));
    std::vector<const core::Envoy *> found = m_conductor.engine().envoys(namespaceId);
    std::erase_if(found, [&](const core::Envoy *envoy) {
        return envoy->drainTs || (query.name && envoy->pool != *query.name) ||
               (!query.envoyKeys.isEmpty() && !query.envoyKeys.contains(envoy->key)) ||
               (cursor && envoy->createTs >= *cursor);
    });
    sortNewestFirst(found, limitOf(query.limit));
    manager::EnvoysListResponse response;
    for (const core::Envoy *envoy : found)
        response.envoys.push_back(toApi(*envoy, m_conductor.engine().policy().datacenterName));
    response.pagination = pageAfter(response.envoys);
    call->answerWith(response);
    return {};
}

// --- Runner configurations ---

namespace {

std::set<QString> poolsWithEnvoys(const core::Engine &engine, NamespaceId namespaceId)
{
    std::set<QString> pools;
    for (const core::Envoy *envoy : engine.envoys(namespaceId))
        pools.insert(envoy->pool);
    return pools;
}

} // namespace

Result<> ManagerApi::listRunnerConfigs(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::RunnerConfigsListQuery>(call->query));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));

    const auto variant = query.variant.transform([](manager::PoolVariant wanted) {
        return wanted == manager::PoolVariant::Normal ? u"normal"_s : u"serverless"_s;
    });
    const std::set<QString> joined = poolsWithEnvoys(m_conductor.engine(), namespaceId);
    QJsonObject pools;
    for (const auto &[pool, config] : m_conductor.engine().runnerConfigs(namespaceId)) {
        const QJsonValue protocolVersion =
            joined.contains(pool) ? QJsonValue(envoyProtocolVersion) : QJsonValue();
        if (!query.runnerNames.isEmpty() && !query.runnerNames.contains(pool))
            continue;
        QJsonObject datacenters;
        for (auto [datacenter, settings] : config.datacenters) {
            settings.insert(u"protocol_version"_s, protocolVersion);
            if (!variant || settings.contains(*variant))
                datacenters.insert(datacenter, settings);
        }
        if (!datacenters.isEmpty() && std::cmp_less(pools.size(), limitOf(query.limit)))
            pools.insert(pool, QJsonObject{{u"datacenters"_s, datacenters}});
    }
    call->answer(QJsonObject{{u"runner_configs"_s, pools},
                             {u"pagination"_s, QJsonObject{{u"cursor"_s, QJsonValue::Null}}}});
    return {};
}

namespace {

/// A pool's settings as the API shows them and the core keeps them.
Result<core::RunnerConfig> readRunnerConfig(const manager::RunnerConfigsUpsertRequest &body,
                                            const QString &datacenterName)
{
    core::RunnerConfig config;
    for (const auto &[datacenter, settings] : body.datacenters) {
        if (datacenter != datacenterName)
            return failure(ErrorCode::DatacenterNotFound);
        const auto *normal = std::get_if<manager::NormalPool>(&settings.kind);
        if (!normal) {
            const QString reason = u"serverless pools are not supported by this engine"_s;
            return failure(ErrorCode::RunnerConfigInvalid, "Invalid runner config: "_L1 + reason,
                           {{u"reason"_s, reason}});
        }
        manager::RunnerConfig shown{.kind = *normal,
                                    .metadata = settings.metadata,
                                    .protocolVersion = {}, // Told by who is connected.
                                    .runnerPoolError = {}};
        if (settings.drainOnVersionUpgrade)
            std::get<manager::NormalPool>(shown.kind).drainOnVersionUpgrade = *settings.drainOnVersionUpgrade;
        config.datacenters.emplace(datacenter, manager::toJson(shown));
    }
    return config;
}

} // namespace

Result<> ManagerApi::putRunnerConfig(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
    const auto body = TRY(manager::readBody<manager::RunnerConfigsUpsertRequest>(call->body));
    core::PutRunnerConfig put{
        .namespaceId = TRY(enter(*call, query.namespaceName)), .pool = call->segments[1], .config = {}};
    if (!body.datacenters.empty())
        put.config = TRY(readRunnerConfig(body, m_conductor.engine().policy().datacenterName));
    m_conductor.request(put, call->answerTo([](const core::Answer &answer) {
        return manager::toJson(
            manager::RunnerConfigsUpsertResponse{std::get<core::RunnerConfigPut>(answer).endpointChanged});
    }));
    return {};
}

Result<> ManagerApi::removeRunnerConfig(const CallPointer &call)
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
    const auto namespaceId = TRY(enter(*call, query.namespaceName));
    m_conductor.request(
        core::PutRunnerConfig{.namespaceId = namespaceId, .pool = call->segments[1], .config = {}},
        call->answerDone());
    return {};
}

} // namespace rove::gateway
