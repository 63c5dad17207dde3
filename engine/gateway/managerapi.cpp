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
struct ManagerApi::Call {
    const QByteArray query;
    const QStringList segments;
    const QByteArray body;
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
};

/// A path, with `*` for a segment that names something, and who handles its methods.
struct ManagerApi::Route {
    struct Method {
        QByteArrayView name;
        void (ManagerApi::*handle)(const CallPointer &);
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

ManagerApi::ManagerApi(core::Conductor &conductor, KvReader &kv)
    : m_conductor(conductor)
    , m_kv(kv)
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
        Call{.query = questionMark < 0 ? QByteArray() : request.target.sliced(questionMark + 1),
             .segments = segments,
             .body = request.body,
             .context = std::move(context),
             .responder = std::move(responder)});
    const QByteArray contentType = net::headerValue(request.headers, "content-type").value_or(QByteArray());
    if (method->hasBody && !contentType.trimmed().toLower().startsWith("application/json"))
        return call->fail(badRequest(u"Expected request with `Content-Type: application/json`"_s).error());
    (this->*method->handle)(call);
}

// --- Engine ---

namespace {

manager::Health ownHealth()
{
    return {.runtime = u"engine"_s, .status = u"ok"_s, .version = emulatedVersion};
}

} // namespace

void ManagerApi::health(const CallPointer &call)
{
    call->answerWith(ownHealth());
}

void ManagerApi::healthFanout(const CallPointer &call)
{
    // This engine is its only datacenter, and the way to itself takes no time.
    const core::Policy &policy = m_conductor.engine().policy();
    call->answerWith(manager::HealthFanoutResponse{.datacenters = {{.datacenterLabel = policy.datacenterLabel,
                                                                    .datacenterName = policy.datacenterName,
                                                                    .status = u"ok"_s,
                                                                    .rttMs = 0.0,
                                                                    .response = ownHealth(),
                                                                    .error = {}}}});
}

void ManagerApi::metadata(const CallPointer &call)
{
    manager::Metadata metadata;
    metadata.runtime = u"engine"_s;
    metadata.version = emulatedVersion;
    metadata.envoyProtocolVersion = envoyProtocolVersion;
    // Fields beyond Rivet's own tell a reader who answers.
    QJsonObject body = manager::toJson(metadata);
    body.insert(u"rove_version"_s, QStringLiteral(ROVE_VERSION));
    call->answer(body);
}

void ManagerApi::listDatacenters(const CallPointer &call)
{
    const core::Policy &policy = m_conductor.engine().policy();
    call->answerWith(manager::DatacentersListResponse{
        .datacenters = {{.label = policy.datacenterLabel, .name = policy.datacenterName, .url = m_publicUrl}},
        .pagination = {}});
}

// --- Namespaces ---

Result<NamespaceId> ManagerApi::findNamespace(const QString &name) const
{
    if (const core::Namespace *found = m_conductor.engine().findNamespace(name))
        return found->id;
    return failure(ErrorCode::NamespaceNotFound);
}

void ManagerApi::listNamespaces(const CallPointer &call)
{
    const auto query = manager::readQuery<manager::NamespacesListQuery>(call->query);
    if (!query)
        return call->fail(query.error());
    for (const QString &id : query->namespaceIds)
        if (!NamespaceId::parse(id))
            return call->fail(badRequest(u"invalid id in `namespace_ids` query: "_s + idFault(id)).error());

    std::vector<const core::Namespace *> found = m_conductor.engine().namespaces();
    const bool isFiltered = query->name || !query->namespaceIds.isEmpty();
    std::erase_if(found, [&](const core::Namespace *record) {
        return (query->name && record->name != *query->name) ||
               (!query->namespaceIds.isEmpty() && !query->namespaceIds.contains(record->id.toString()));
    });
    sortNewestFirst(found, limitOf(query->limit, namespaceListLimitDefault));
    manager::NamespacesListResponse response;
    for (const core::Namespace *record : found)
        response.namespaces.push_back(toApi(*record));
    if (!isFiltered)
        response.pagination = pageAfter(response.namespaces);
    call->answerWith(response);
}

void ManagerApi::createNamespace(const CallPointer &call)
{
    const auto body = manager::readBody<manager::NamespacesCreateRequest>(call->body);
    if (!body)
        return call->fail(body.error());
    m_conductor.request(core::CreateNamespace{.name = body->name, .displayName = body->displayName},
                        [this, call](const Result<core::Answer> &answer) {
                            if (!answer)
                                return call->fail(answer.error());
                            const auto id = std::get<core::NamespaceCreated>(*answer).namespaceId;
                            call->answerWith(manager::NamespacesCreateResponse{
                                toApi(*m_conductor.engine().findNamespace(id))});
                        });
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

void ManagerApi::listActors(const CallPointer &call)
{
    auto query = manager::readQuery<manager::ActorsListQuery>(call->query);
    if (!query)
        return call->fail(query.error());
    // The older list drops what is no id, as if it had not been asked for.
    query->legacyActorIds.removeIf([](const QString &id) { return !ActorId::parse(id); });
    const bool hasIds = !query->actorIds.isEmpty() || !query->legacyActorIds.isEmpty();
    const auto select = [&]() -> Result<std::vector<const core::Actor *>> {
        const NamespaceId namespaceId = TRY(findNamespace(query->namespaceName));
        if (query->key && !query->name)
            return invalidInput(u"Name is required when key is provided."_s);
        if (hasIds && query->name)
            return invalidInput(
                u"Cannot provide both actor_id and (name + key). Use either actor_id or (name + key)."_s);
        if (hasIds)
            return findActorsByIds(namespaceId, query->actorIds, query->legacyActorIds);
        if (!query->name)
            return invalidInput(u"Name is required when not using actor_ids."_s);
        return m_conductor.engine().listActors({.namespaceId = namespaceId,
                                                .name = *query->name,
                                                .key = query->key,
                                                .includeDestroyed = query->includeDestroyed.value_or(false),
                                                .limit = limitOf(query->limit),
                                                .createdBefore = TRY(instantOf(query->cursor))});
    };
    auto found = select();
    if (!found)
        return call->fail(found.error());
    sortNewestFirst(*found, limitOf(query->limit));
    manager::ActorsListResponse response;
    for (const core::Actor *actor : *found)
        response.actors.push_back(toApi(*actor, m_conductor.engine().policy().datacenterName));
    response.pagination = pageAfter(response.actors);
    call->answerWith(response);
}

namespace {

/// What POST and PUT have in common.
template <class Request>
Result<core::CreateActor> readCreation(const Request &body, NamespaceId namespaceId,
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

void ManagerApi::createActor(const CallPointer &call)
{
    const auto read = [&]() -> Result<core::CreateActor> {
        const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
        const auto body = TRY(manager::readBody<manager::ActorsCreateRequest>(call->body));
        return readCreation(body, TRY(findNamespace(query.namespaceName)),
                            m_conductor.engine().policy().datacenterName);
    };
    const auto create = read();
    if (!create)
        return call->fail(create.error());
    m_conductor.request(*create, [this, call](const Result<core::Answer> &answer) {
        if (!answer)
            return call->fail(answer.error());
        call->answer(QJsonObject{{u"actor"_s, actorJson(std::get<core::ActorCreated>(*answer).actorId)}});
    });
}

void ManagerApi::upsertActor(const CallPointer &call)
{
    const auto read = [&]() -> Result<core::CreateActor> {
        const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
        const auto body = TRY(manager::readBody<manager::ActorsUpsertRequest>(call->body));
        core::CreateActor create = TRY(readCreation(body, TRY(findNamespace(query.namespaceName)),
                                                    m_conductor.engine().policy().datacenterName));
        create.ifExists = core::IfExists::Return;
        return create;
    };
    const auto create = read();
    if (!create)
        return call->fail(create.error());
    m_conductor.request(*create, [this, call](const Result<core::Answer> &answer) {
        if (!answer)
            return call->fail(answer.error());
        const auto &created = std::get<core::ActorCreated>(*answer);
        call->answer(QJsonObject{{u"actor"_s, actorJson(created.actorId)}, {u"created"_s, created.created}});
    });
}

Result<ManagerApi::ActorAddress> ManagerApi::readActorAddress(const Call &call) const
{
    const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call.query));
    const auto actorId = ActorId::parse(call.segments[1]);
    if (!actorId)
        return badRequest(u"Invalid URL: "_s + idFault(call.segments[1]));
    const NamespaceId namespaceId = TRY(findNamespace(query.namespaceName));
    if (actorId->datacenterLabel() != m_conductor.engine().policy().datacenterLabel)
        return failure(ErrorCode::DatacenterNotFound);
    const core::Actor *actor = m_conductor.engine().findActor(*actorId);
    if (!actor || actor->namespaceId != namespaceId)
        return failure(ErrorCode::ActorNotFound);
    return ActorAddress{.namespaceId = namespaceId, .actorId = *actorId};
}

namespace {

/// Passes on that a request without a result of its own is done.
auto answerDone(auto call)
{
    return [call](const Result<core::Answer> &answer) {
        call->answer(answer.transform([](const core::Answer &) { return QJsonObject(); }));
    };
}

} // namespace

void ManagerApi::destroyActor(const CallPointer &call)
{
    const auto address = readActorAddress(*call);
    if (!address)
        return call->fail(address.error());
    m_conductor.request(core::DestroyActor{.namespaceId = address->namespaceId, .actorId = address->actorId},
                        answerDone(call));
}

void ManagerApi::sleepActor(const CallPointer &call)
{
    const auto address = readActorAddress(*call);
    if (!address)
        return call->fail(address.error());
    m_conductor.request(core::SleepActor{.namespaceId = address->namespaceId, .actorId = address->actorId},
                        answerDone(call));
}

void ManagerApi::rescheduleActor(const CallPointer &call)
{
    const auto address = readActorAddress(*call);
    if (!address)
        return call->fail(address.error());
    m_conductor.request(
        core::RescheduleActor{.namespaceId = address->namespaceId, .actorId = address->actorId},
        answerDone(call));
}

void ManagerApi::listActorNames(const CallPointer &call)
{
    const auto query = manager::readQuery<manager::ActorsNamesQuery>(call->query);
    if (!query)
        return call->fail(query.error());
    const auto namespaceId = findNamespace(query->namespaceName);
    if (!namespaceId)
        return call->fail(namespaceId.error());
    manager::ActorsNamesResponse response;
    for (const auto &[name, metadata] :
         m_conductor.engine().actorNames(*namespaceId, limitOf(query->limit), query->cursor)) {
        response.names.emplace(name, manager::ActorName{metadata});
        response.pagination.cursor = name;
    }
    call->answerWith(response);
}

void ManagerApi::readActorKv(const CallPointer &call)
{
    const auto address = readActorAddress(*call);
    if (!address)
        return call->fail(address.error());
    const auto key = QByteArray::fromBase64Encoding(call->segments.last().toUtf8(),
                                                    QByteArray::AbortOnBase64DecodingErrors);
    // Rivet's engine calls this an internal error (spec/engine-api.md 1.8).
    if (!key)
        return call->fail(Error::of(ErrorCode::InternalError));
    m_kv.readKv(address->actorId, *key, [call](const Result<std::optional<KvValue>> &found) {
        if (!found)
            return call->fail(found.error());
        if (!*found)
            return call->fail(Error::of(ErrorCode::ActorKvKeyNotFound));
        call->answerWith(
            manager::KvValue{.value = (*found)->value,
                             .updateTs = manager::Instant(std::chrono::milliseconds((*found)->updateTs))});
    });
}

// --- Runners and envoys ---

void ManagerApi::listRunners(const CallPointer &call)
{
    // Everything that hosts actors here speaks the envoy protocol, so this list is empty.
    const auto query = manager::readQuery<manager::RunnersListQuery>(call->query);
    if (!query)
        return call->fail(query.error());
    if (const auto ids = readIds<RunnerId>(u"runner_id"_s, query->runnerIds); !ids)
        return call->fail(ids.error());
    if (const auto found = findNamespace(query->namespaceName); !found)
        return call->fail(found.error());
    call->answerWith(manager::RunnersListResponse{});
}

void ManagerApi::listRunnerNames(const CallPointer &call)
{
    const auto query = manager::readQuery<manager::RunnersNamesQuery>(call->query);
    if (!query)
        return call->fail(query.error());
    if (const auto found = findNamespace(query->namespaceName); !found)
        return call->fail(found.error());
    call->answerWith(manager::RunnersNamesResponse{});
}

void ManagerApi::listEnvoys(const CallPointer &call)
{
    const auto query = manager::readQuery<manager::EnvoysListQuery>(call->query);
    if (!query)
        return call->fail(query.error());
    const auto namespaceId = findNamespace(query->namespaceName);
    if (!namespaceId)
        return call->fail(namespaceId.error());
    const auto cursor = instantOf(query->cursor);
    if (!cursor)
        return call->fail(cursor.error());
    std::vector<const core::Envoy *> found = m_conductor.engine().envoys(*namespaceId);
    std::erase_if(found, [&](const core::Envoy *envoy) {
        return envoy->stopTs || (query->name && envoy->pool != *query->name) ||
               (!query->envoyKeys.isEmpty() && !query->envoyKeys.contains(envoy->key)) ||
               (*cursor && envoy->createTs >= **cursor);
    });
    sortNewestFirst(found, limitOf(query->limit));
    manager::EnvoysListResponse response;
    for (const core::Envoy *envoy : found)
        response.envoys.push_back(toApi(*envoy, m_conductor.engine().policy().datacenterName));
    response.pagination = pageAfter(response.envoys);
    call->answerWith(response);
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

void ManagerApi::listRunnerConfigs(const CallPointer &call)
{
    const auto query = manager::readQuery<manager::RunnerConfigsListQuery>(call->query);
    if (!query)
        return call->fail(query.error());
    const auto namespaceId = findNamespace(query->namespaceName);
    if (!namespaceId)
        return call->fail(namespaceId.error());

    const auto variant = query->variant.transform([](manager::PoolVariant wanted) {
        return wanted == manager::PoolVariant::Normal ? u"normal"_s : u"serverless"_s;
    });
    const std::set<QString> joined = poolsWithEnvoys(m_conductor.engine(), *namespaceId);
    QJsonObject pools;
    for (const auto &[pool, config] : m_conductor.engine().runnerConfigs(*namespaceId)) {
        const QJsonValue protocolVersion =
            joined.contains(pool) ? QJsonValue(envoyProtocolVersion) : QJsonValue();
        if (!query->runnerNames.isEmpty() && !query->runnerNames.contains(pool))
            continue;
        QJsonObject datacenters;
        for (auto [datacenter, settings] : config.datacenters) {
            settings.insert(u"protocol_version"_s, protocolVersion);
            if (!variant || settings.contains(*variant))
                datacenters.insert(datacenter, settings);
        }
        if (!datacenters.isEmpty() && std::cmp_less(pools.size(), limitOf(query->limit)))
            pools.insert(pool, QJsonObject{{u"datacenters"_s, datacenters}});
    }
    call->answer(QJsonObject{{u"runner_configs"_s, pools},
                             {u"pagination"_s, QJsonObject{{u"cursor"_s, QJsonValue::Null}}}});
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

void ManagerApi::putRunnerConfig(const CallPointer &call)
{
    const auto read = [&]() -> Result<core::PutRunnerConfig> {
        const auto query = TRY(manager::readQuery<manager::NamespaceQuery>(call->query));
        const auto body = TRY(manager::readBody<manager::RunnerConfigsUpsertRequest>(call->body));
        core::PutRunnerConfig put{
            .namespaceId = TRY(findNamespace(query.namespaceName)), .pool = call->segments[1], .config = {}};
        if (!body.datacenters.empty())
            put.config = TRY(readRunnerConfig(body, m_conductor.engine().policy().datacenterName));
        return put;
    };
    const auto put = read();
    if (!put)
        return call->fail(put.error());
    m_conductor.request(*put, [call](const Result<core::Answer> &answer) {
        if (!answer)
            return call->fail(answer.error());
        call->answerWith(
            manager::RunnerConfigsUpsertResponse{std::get<core::RunnerConfigPut>(*answer).endpointChanged});
    });
}

void ManagerApi::removeRunnerConfig(const CallPointer &call)
{
    const auto query = manager::readQuery<manager::NamespaceQuery>(call->query);
    if (!query)
        return call->fail(query.error());
    const auto namespaceId = findNamespace(query->namespaceName);
    if (!namespaceId)
        return call->fail(namespaceId.error());
    m_conductor.request(
        core::PutRunnerConfig{.namespaceId = *namespaceId, .pool = call->segments[1], .config = {}},
        answerDone(call));
}

} // namespace rove::gateway
