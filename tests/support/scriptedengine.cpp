// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedengine.h"

#include "protocol/base/cbor.h"
#include "protocol/base/id.h"
#include "protocol/manager/json.h"
#include "protocol/manager/query.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QUrl>
#include <QtWebSockets/QWebSocket>

#include <algorithm>
#include <ranges>

namespace rove::test {

using namespace Qt::StringLiterals;
namespace v6 = inspector::v6;

namespace {

constexpr qint64 firstCreateTs = 1'754'000'000'000;

manager::Instant instant(qint64 milliseconds)
{
    return manager::Instant(std::chrono::milliseconds(milliseconds));
}

template <class T>
ScriptedReply ok(const T &value)
{
    return {.body = manager::writeBody(value)};
}

ScriptedReply okJson(const QJsonObject &object)
{
    return {.body = cbor::writeJson(object)};
}

ScriptedReply refuse(ErrorCode code, int status)
{
    return {.status = status, .body = manager::writeBody(manager::errorBody(Error::of(code)))};
}

QByteArray queryOf(const ScriptedRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    return mark < 0 ? QByteArray() : request.target.sliced(mark + 1);
}

QString namespaceOf(const ScriptedRequest &request)
{
    const Result<manager::Query> query = manager::Query::parse(queryOf(request));
    return query ? query->values(u"namespace").value(0) : QString();
}

QStringList segmentsOf(const ScriptedRequest &request)
{
    QStringList segments;
    for (const QByteArray &part : request.path().sliced(1).split('/'))
        segments.append(QUrl::fromPercentEncoding(part));
    return segments;
}

/// The action's arguments, and the answer's output, as the JSON envelopes of spec/client-gateway.md 4.2 have
/// them.
QCborArray argumentsOf(const ScriptedRequest &request)
{
    const QJsonObject body = cbor::parseJson(request.body).value_or(QJsonValue()).toObject();
    return cbor::fromJson(body.value("args"_L1)).toArray();
}

} // namespace

ScriptedEngine::ScriptedEngine(QObject *parent)
    : ScriptedServer(parent)
    , m_action([](const QCborArray &arguments) -> Result<QCborValue> { return QCborValue(arguments); })
    , m_now(firstCreateTs)
{
    setHandler([this](const ScriptedRequest &request) { return answer(request); });
    setSocketHandler(
        [this](QWebSocket *socket, const ScriptedRequest &request) { openSocket(socket, request); });
}

ScriptedActor &ScriptedEngine::addActor(const QString &name, const QString &key, const QCborValue &state)
{
    const auto number = static_cast<uint>(++m_createdCount);
    m_now += 1000;
    ScriptedActor actor;
    actor.record.actorId = ActorId::fromUuid(QUuid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 1).toString();
    actor.record.name = name;
    actor.record.key = key;
    actor.record.namespaceId = u"namespace"_s;
    actor.record.datacenter = u"default"_s;
    actor.record.runnerNameSelector = u"default"_s;
    actor.record.createTs = instant(m_now);
    actor.record.startTs = instant(m_now);
    actor.record.connectableTs = instant(m_now);
    actor.state = state;
    actor.inspectorToken = "token-of-" + QByteArray::number(number);
    return m_actors.insert_or_assign(actor.record.actorId, actor).first->second;
}

void ScriptedEngine::setState(const QString &id, const QCborValue &state)
{
    replaceState(id, state);
}

void ScriptedEngine::putToSleep(const QString &id)
{
    manager::Actor &record = actor(id).record;
    record.sleepTs = instant(++m_now);
    record.connectableTs.reset();
    closeInspectors(id);
}

void ScriptedEngine::wake(const QString &id)
{
    manager::Actor &record = actor(id).record;
    if (record.connectableTs)
        return;
    record.sleepTs.reset();
    record.connectableTs = instant(++m_now);
    ++actor(id).generation;
}

void ScriptedEngine::destroy(const QString &id)
{
    manager::Actor &record = actor(id).record;
    record.destroyTs = instant(++m_now);
    record.connectableTs.reset();
    closeInspectors(id);
}

qsizetype ScriptedEngine::writeCount() const
{
    return std::ranges::count_if(requests(), [](const ScriptedRequest &request) {
        const bool isWake = request.path().startsWith("/gateway/") && request.path().endsWith("/health");
        return request.method != "GET" || isWake;
    });
}

QList<QWebSocket *> ScriptedEngine::inspectors(const QString &id) const
{
    QList<QWebSocket *> sockets;
    for (const auto &[socket, actorId] : m_inspectors)
        if (socket && actorId == id)
            sockets.append(socket);
    return sockets;
}

// --- HTTP ---

ScriptedReply ScriptedEngine::answer(const ScriptedRequest &request)
{
    if (m_intercept)
        if (const std::optional<ScriptedReply> reply = m_intercept(request))
            return *reply;
    return request.path().startsWith("/gateway/") ? answerGateway(request) : answerManager(request);
}

ScriptedReply ScriptedEngine::answerManager(const ScriptedRequest &request)
{
    const QStringList path = segmentsOf(request);
    if (path == QStringList{u"metadata"_s})
        return ok(manager::Metadata{.runtime = u"engine"_s, .version = m_version});
    if (path == QStringList{u"health"_s})
        return ok(manager::Health{.runtime = u"engine"_s, .status = u"ok"_s, .version = u"2.3.19"_s});
    if (!m_adminToken.isEmpty() && request.headers.value("authorization") != "Bearer " + m_adminToken)
        return refuse(ErrorCode::ApiForbidden, 403);
    if (path == QStringList{u"datacenters"_s})
        return ok(manager::DatacentersListResponse{
            .datacenters = {{.label = 1, .name = u"default"_s, .url = url()}}});
    if (path == QStringList{u"namespaces"_s})
        return answerNamespaces(request);
    if (!m_namespaces.contains(namespaceOf(request)))
        return refuse(ErrorCode::NamespaceNotFound, 400);
    if (path.value(0) == u"actors" && path.size() >= 2 && path.at(1) != u"names")
        return answerActor(request, path.at(1), path.value(2).toLatin1());
    if (path.value(0) == u"actors")
        return request.method == "GET" ? listActors(request) : create(request);
    return refuse(ErrorCode::ApiNotFound, 404);
}

ScriptedReply ScriptedEngine::answerNamespaces(const ScriptedRequest &request)
{
    const auto described = [](const QString &name) {
        const QString displayName = name == u"default" ? u"Default"_s : name;
        return manager::Namespace{.namespaceId = u"namespace"_s,
                                  .name = name,
                                  .displayName = displayName,
                                  .createTs = instant(firstCreateTs)};
    };
    if (request.method == "GET") {
        manager::NamespacesListResponse answer;
        std::ranges::transform(m_namespaces, std::back_inserter(answer.namespaces), described);
        return ok(answer);
    }
    const auto wanted = manager::readBody<manager::NamespacesCreateRequest>(request.body);
    return ok(manager::NamespacesCreateResponse{{.namespaceId = u"new"_s,
                                                 .name = wanted->name,
                                                 .displayName = wanted->displayName,
                                                 .createTs = instant(m_now)}});
}

ScriptedReply ScriptedEngine::listActors(const ScriptedRequest &request) const
{
    const QString namespaceName = namespaceOf(request);
    auto records = m_actors | std::views::values |
                   std::views::filter([&namespaceName](const ScriptedActor &actor) {
                       return actor.namespaceName == namespaceName;
                   }) |
                   std::views::transform(&ScriptedActor::record);
    if (request.path() == "/actors/names") {
        manager::ActorsNamesResponse answer;
        for (const manager::Actor &record : records)
            answer.names[record.name] = {};
        return ok(answer);
    }
    const auto query = manager::readQuery<manager::ActorsListQuery>(queryOf(request));
    if (!query)
        return refuse(ErrorCode::ApiBadRequest, 400);
    const QStringList ids = query->actorIds + query->legacyActorIds;
    manager::ActorsListResponse answer;
    for (const manager::Actor &record : records) {
        if (!ids.isEmpty() && !ids.contains(record.actorId))
            continue;
        const bool isWanted = record.name == query->name && (!query->key || record.key == query->key) &&
                              (!record.destroyTs || query->includeDestroyed.value_or(false));
        if (!ids.isEmpty() || isWanted)
            answer.actors.push_back(record);
    }
    std::ranges::sort(answer.actors, std::ranges::greater(), &manager::Actor::createTs);
    if (query->cursor) {
        const manager::Instant before = instant(query->cursor->toLongLong());
        std::erase_if(answer.actors,
                      [before](const manager::Actor &record) { return record.createTs >= before; });
    }
    if (answer.actors.size() > query->limit.value_or(100))
        answer.actors.resize(query->limit.value_or(100));
    if (!answer.actors.empty())
        answer.pagination.cursor = QString::number(answer.actors.back().createTs.time_since_epoch().count());
    return ok(answer);
}

ScriptedReply ScriptedEngine::create(const ScriptedRequest &request)
{
    if (request.method == "POST") {
        const auto wanted = manager::readBody<manager::ActorsCreateRequest>(request.body);
        return ok(
            manager::ActorsCreateResponse{addActor(wanted->name, wanted->key.value_or(QString())).record});
    }
    const auto wanted = manager::readBody<manager::ActorsUpsertRequest>(request.body);
    for (const ScriptedActor &known : m_actors | std::views::values)
        if (known.record.name == wanted->name && known.record.key == wanted->key)
            return ok(manager::ActorsUpsertResponse{.actor = known.record, .created = false});
    return ok(
        manager::ActorsUpsertResponse{.actor = addActor(wanted->name, wanted->key).record, .created = true});
}

ScriptedReply ScriptedEngine::answerActor(const ScriptedRequest &request, const QString &id,
                                          const QByteArray &verb)
{
    const auto found = m_actors.find(id);
    if (found == m_actors.end())
        return refuse(ErrorCode::ActorNotFound, 400);
    if (verb == "kv") {
        if (found->second.inspectorToken.isEmpty())
            return refuse(ErrorCode::ActorKvKeyNotFound, 400);
        return ok(manager::KvValue{.value = found->second.inspectorToken, .updateTs = instant(m_now)});
    }
    if (request.method == "DELETE")
        destroy(id);
    else if (verb == "sleep")
        putToSleep(id);
    return ok(manager::Empty{});
}

ScriptedReply ScriptedEngine::answerGateway(const ScriptedRequest &request)
{
    const QStringList path = segmentsOf(request);
    const QString id = path.value(1).section(u'@', 0, 0);
    const auto found = m_actors.find(id);
    if (found == m_actors.end() || found->second.record.destroyTs)
        return refuse(ErrorCode::ActorNotFound, 404);
    wake(id);
    const QString what = path.value(2);
    if (what == u"health")
        return {.body = "ok", .contentType = "text/plain"};
    if (what == u"metadata") {
        ScriptedReply reply =
            ok(manager::Metadata{.runtime = u"rivetkit"_s, .version = u"2.3.19"_s, .type = u"local"_s});
        reply.headerLines =
            "x-rivet-actor-generation: " + QByteArray::number(found->second.generation) + "\r\n";
        return reply;
    }
    if (what == u"action")
        return runAction(request);
    if (what == u"inspector")
        return answerInspector(request, found->second, path.value(3).toLatin1());
    return refuse(ErrorCode::ActorNotFound, 404);
}

ScriptedReply ScriptedEngine::runAction(const ScriptedRequest &request)
{
    const Result<QCborValue> output = m_action(argumentsOf(request));
    if (!output)
        return {.status = 500, .body = manager::writeBody(manager::errorBody(output.error()))};
    return okJson({{u"output"_s, cbor::toJson(*output)}});
}

ScriptedReply ScriptedEngine::answerInspector(const ScriptedRequest &request, ScriptedActor &actor,
                                              const QByteArray &what)
{
    if (request.headers.value("authorization") != "Bearer " + actor.inspectorToken)
        return refuse(ErrorCode::InspectorUnauthorized, 401);
    if (what == "rpcs")
        return okJson({{u"rpcs"_s, QJsonArray::fromStringList(actor.actions)}});
    if (what == "connections")
        return okJson(
            {{u"connections"_s, QJsonArray{QJsonObject{{u"id"_s, u"c1"_s}, {u"details"_s, QJsonObject()}}}}});
    if (what != "state")
        return refuse(ErrorCode::ActorNotFound, 404);
    if (!actor.isStateEnabled)
        return request.method == "GET" ? okJson({{u"isStateEnabled"_s, false}})
                                       : refuse(ErrorCode::ActorStateNotEnabled, 400);
    if (request.method == "GET")
        return okJson({{u"state"_s, cbor::toJson(actor.state)}, {u"isStateEnabled"_s, true}});
    const QJsonObject body = cbor::parseJson(request.body).value_or(QJsonValue()).toObject();
    replaceState(actor.record.actorId, cbor::fromJson(body.value("state"_L1)));
    return okJson({{u"ok"_s, true}});
}

// --- Inspector sockets ---

void ScriptedEngine::openSocket(QWebSocket *socket, const ScriptedRequest &request)
{
    const QString id = segmentsOf(request).value(1).section(u'@', 0, 0);
    if (m_interceptSocket && m_interceptSocket(socket, id))
        return;
    const auto found = m_actors.find(id);
    if (found == m_actors.end() || found->second.record.destroyTs)
        return socket->close(QWebSocketProtocol::CloseCode(1011), u"actor.not_found#ray"_s);
    wake(id);
    const QByteArray offered = request.headers.value("sec-websocket-protocol");
    if (!offered.contains(QByteArray("rivet_inspector_token." + found->second.inspectorToken)))
        return socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"inspector.unauthorized"_s);
    m_inspectors.append({socket, id});
    connect(socket, &QWebSocket::binaryMessageReceived, this,
            [this, socket, id](const QByteArray &frame) { onSocketFrame(socket, id, frame); });
    greet(socket, found->second);
}

void ScriptedEngine::greet(QWebSocket *socket, const ScriptedActor &actor) const
{
    v6::Init init;
    if (actor.isStateEnabled)
        init.state = cbor::encodeCompat(actor.state);
    init.isStateEnabled = actor.isStateEnabled;
    init.rpcs = {actor.actions.begin(), actor.actions.end()};
    push(socket, init);
}

void ScriptedEngine::push(QWebSocket *socket, const v6::ToClient &message) const
{
    if (const auto frame = inspector::encodeToClient(message, m_dialect.value_or(inspector::Dialect())))
        socket->sendBinaryMessage(*frame);
}

void ScriptedEngine::onSocketFrame(QWebSocket *socket, const QString &id, const QByteArray &frame)
{
    const auto message = inspector::decodeToServer(frame, m_dialect.value_or(inspector::Dialect()));
    if (!message)
        return push(socket, v6::Error{.message = message.error().message});
    const ScriptedActor &known = actor(id);
    if (const auto *patch = std::get_if<v6::PatchStateRequest>(&*message)) {
        const QCborValue patched = cbor::decodeCompat(patch->state).value_or(QCborValue());
        if (m_socketPatchWorks)
            return replaceState(id, patched);
        for (QWebSocket *inspector : inspectors(id))
            push(inspector, v6::StateUpdated{.state = patch->state});
    } else if (const auto *state = std::get_if<v6::StateRequest>(&*message)) {
        push(socket, v6::StateResponse{.rid = state->id,
                                       .state = cbor::encodeCompat(known.state),
                                       .isStateEnabled = known.isStateEnabled});
    } else if (const auto *names = std::get_if<v6::RpcsListRequest>(&*message)) {
        push(socket,
             v6::RpcsListResponse{.rid = names->id, .rpcs = {known.actions.begin(), known.actions.end()}});
    } else if (const auto *connections = std::get_if<v6::ConnectionsRequest>(&*message)) {
        push(socket, v6::ConnectionsResponse{.rid = connections->id, .connections = {}});
    } else if (const auto *action = std::get_if<v6::ActionRequest>(&*message)) {
        const Result<QCborValue> output =
            m_action(cbor::decodeCompat(action->args).value_or(QCborValue()).toArray());
        if (output)
            push(socket, v6::ActionResponse{.rid = action->id, .output = cbor::encodeCompat(*output)});
        else
            push(socket,
                 v6::Error{.message = QString(output.error().codeName() % u": " % output.error().message)});
    }
}

void ScriptedEngine::replaceState(const QString &id, const QCborValue &state)
{
    actor(id).state = state;
    for (QWebSocket *socket : inspectors(id))
        push(socket, v6::StateUpdated{.state = cbor::encodeCompat(state)});
}

void ScriptedEngine::closeInspectors(const QString &id)
{
    for (QWebSocket *socket : inspectors(id))
        socket->close(QWebSocketProtocol::CloseCodeNormal, u"actor.stopped"_s);
}

} // namespace rove::test
