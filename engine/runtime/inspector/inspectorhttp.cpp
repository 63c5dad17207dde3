// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/inspector/inspectorhttp.h"

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/inspector/inspectordatabase.h"
#include "engine/runtime/inspector/inspectorhub.h"
#include "engine/runtime/inspector/inspectorview.h"
#include "engine/runtime/inspector/inspectorworkflow.h"
#include "engine/runtime/socket/handshake.h"
#include "engine/runtime/workflow/workflowrunner.h"
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"

#include <QtCore/QJsonArray>
#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>

#include <algorithm>
#include <array>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
using Respond = std::move_only_function<void(HttpReply)>;

constexpr quint64 databaseRowsDefault = 100;  // spec/inspector.md 4.2
constexpr quint64 queueMessagesDefault = 100; // spec/inspector.md 4.2

struct Call {
    ActorInstance &instance;
    const QString &path;
    const envoy::v8::RequestStart &request;
    Respond respond;
};

/// Inspectors see the text of every failure.
HttpReply failed(int status, const Error &error)
{
    const QJsonValue metadata =
        error.metadata.isEmpty() ? QJsonValue(QJsonValue::Null) : cbor::toJson(error.metadata);
    return HttpReply::json(status, {{"group"_L1, error.group()},
                                    {"code"_L1, error.codeName()},
                                    {"message"_L1, error.message},
                                    {"metadata"_L1, metadata}});
}

HttpReply invalid(const QString &message)
{
    Error error = Error::of(ErrorCode::ActorInvalidRequest);
    error.message = message;
    return failed(400, error);
}

HttpReply refused(const QString &message)
{
    return HttpReply::json(400, {{"error"_L1, message}});
}

/// The request's body as an object; empty for an empty body.
Result<QJsonObject> bodyOf(const Call &call)
{
    const QByteArray body = call.request.body.value_or(QByteArray());
    if (body.isEmpty())
        return QJsonObject();
    const Result<QJsonValue> json = cbor::parseJson(body);
    if (!json || !json->isObject())
        return failure(ErrorCode::ActorInvalidRequest, u"The body is not a JSON object."_s);
    return json->toObject();
}

QJsonArray actionsOf(const ActorInstance &instance)
{
    return QJsonArray::fromStringList(instance.type().actionNames());
}

QJsonArray connectionsOf(const ActorInstance &instance)
{
    QJsonArray list;
    for (const auto &[id, connection] : instance.connections())
        list.append(QJsonObject{{"type"_L1, QJsonValue::Null},
                                {"id"_L1, id},
                                {"details"_L1, cbor::toJson(connectionDetails(*connection))}});
    return list;
}

QJsonObject stateOf(const ActorInstance &instance)
{
    if (!instance.type().hasState())
        return {{"isStateEnabled"_L1, false}};
    return {{"state"_L1, cbor::toJson(instance.state())}, {"isStateEnabled"_L1, true}};
}

void getState(Call call)
{
    call.respond(HttpReply::json(200, stateOf(call.instance)));
}

/// Answered when the new state is saved.
void patchState(Call call)
{
    const Result<QJsonObject> body = bodyOf(call);
    if (!body)
        return call.respond(failed(400, body.error()));
    if (!call.instance.type().hasState())
        return call.respond(failed(400, Error::of(ErrorCode::ActorStateNotEnabled)));
    if (!body->contains("state"_L1))
        return call.respond(invalid(u"The body has no member \"state\"."_s));
    const QCborValue state = cbor::fromJson(body->value("state"_L1));
    if (const Result<> replaced = call.instance.replaceState(state); !replaced)
        return call.respond(invalid(replaced.error().message));
    call.instance.inspectors().pushStateNow();
    call.instance.save([respond = std::move(call.respond)](const Result<> &saved) mutable {
        respond(saved ? HttpReply::json(200, {{"ok"_L1, true}}) : failed(500, saved.error()));
    });
}

void getConnections(Call call)
{
    call.respond(HttpReply::json(200, {{"connections"_L1, connectionsOf(call.instance)}}));
}

void getActions(Call call)
{
    call.respond(HttpReply::json(200, {{"rpcs"_L1, actionsOf(call.instance)}}));
}

/// As JavaScript's Number reads it: what is no positive number counts as none.
quint64 queueLimit(const Call &call)
{
    const QString text = QUrlQuery(splitPath(call.request.path).query).queryItemValue(u"limit"_s);
    bool isNumber = false;
    const double limit = text.toDouble(&isNumber);
    return isNumber && limit > 0 ? static_cast<quint64>(std::min(limit, 1e9)) : queueMessagesDefault;
}

void getQueue(Call call)
{
    const inspector::v6::QueueStatus status = inspectedQueue(call.instance, queueLimit(call));
    QJsonArray messages;
    for (const inspector::v6::QueueMessageSummary &message : status.messages)
        messages.append(QJsonObject{{"id"_L1, static_cast<qint64>(message.id.value)},
                                    {"name"_L1, message.name},
                                    {"createdAtMs"_L1, static_cast<qint64>(message.createdAtMs.value)}});
    call.respond(HttpReply::json(200, {{"size"_L1, static_cast<qint64>(status.size.value)},
                                       {"maxSize"_L1, static_cast<qint64>(status.maxSize.value)},
                                       {"truncated"_L1, status.truncated},
                                       {"messages"_L1, messages}}));
}

/// Any queue, declared or not, without asking `canPublish`.
void postQueue(Call call)
{
    const Result<QJsonObject> body = bodyOf(call);
    if (!body)
        return call.respond(failed(400, body.error()));
    const QString name = body->value("name"_L1).toString();
    if (name.isEmpty())
        return call.respond(invalid(u"Queue message name must not be empty"_s));
    const QJsonValue value = body->value("body"_L1);
    call.instance.queue().enqueue(
        name, cbor::fromJson(value.isUndefined() ? QJsonValue(QJsonValue::Null) : value),
        [respond = std::move(call.respond)](const Result<QueueMessage> &sent) mutable {
            if (!sent)
                return respond(failed(ErrorReport::of(sent.error()).status, sent.error()));
            const qint64 createdAt = sent->createdAt().time_since_epoch().count();
            respond(HttpReply::json(200, {{"id"_L1, QString::number(sent->id())},
                                          {"name"_L1, sent->name()},
                                          {"createdAtMs"_L1, createdAt}}));
        });
}

void deleteQueue(Call call)
{
    call.instance.queue().clear([respond = std::move(call.respond)](const Result<> &cleared) mutable {
        respond(cleared ? HttpReply::json(200, {}) : failed(500, cleared.error()));
    });
}

void getTraces(Call call)
{
    call.respond(HttpReply::json(200, {{"otlp"_L1, QJsonArray()}, {"clamped"_L1, false}}));
}

void getWorkflowHistory(Call call)
{
    call.respond(HttpReply::json(200, inspectedWorkflow(call.instance.workflow())));
}

/// Answered when the shorter history is saved.
void postWorkflowReplay(Call call)
{
    const Result<QJsonObject> body = bodyOf(call);
    if (!body)
        return call.respond(failed(400, body.error()));
    WorkflowRunner &workflow = call.instance.workflow();
    if (!workflow.isEnabled())
        return call.respond(HttpReply::json(200, inspectedWorkflow(workflow)));
    const QJsonValue entryId = body->value("entryId"_L1);
    workflow.replay(entryId.isString() ? std::optional(entryId.toString()) : std::nullopt,
                    [&workflow, respond = std::move(call.respond)](const Result<> &replayed) mutable {
                        respond(replayed ? HttpReply::json(200, inspectedWorkflow(workflow))
                                         : failed(replayStatus(replayed.error()), replayed.error()));
                    });
}

/// What has become of a question to the database, under its name.
HttpReply databaseReply(QLatin1StringView name, const Result<QCborValue> &answer)
{
    if (!answer) {
        const bool isRequest = answer.error().group() == "database"_L1 ||
                               answer.error().codeName() == "invalid_bind_parameter"_L1;
        return failed(isRequest ? 400 : ErrorReport::of(answer.error()).status, answer.error());
    }
    return HttpReply::json(200, {{name, cbor::toJson(*answer, cbor::JsonUndefined::Null)}});
}

void getDatabaseSchema(Call call)
{
    inspectSchema(call.instance.database(), &call.instance,
                  [respond = std::move(call.respond)](const Result<QCborMap> &schema) mutable {
                      respond(databaseReply("schema"_L1, schema));
                  });
}

void getDatabaseRows(Call call)
{
    const QUrlQuery query(splitPath(call.request.path).query);
    const auto number = [&query](const QString &name, quint64 otherwise) -> std::optional<quint64> {
        if (!query.hasQueryItem(name))
            return otherwise;
        bool isNumber = false;
        const quint64 value = query.queryItemValue(name).toULongLong(&isNumber);
        return isNumber ? std::optional(value) : std::nullopt;
    };
    const QString table = query.queryItemValue(u"table"_s, QUrl::FullyDecoded);
    if (table.isEmpty())
        return call.respond(refused(u"table is required"_s));
    const std::optional<quint64> limit = number(u"limit"_s, databaseRowsDefault);
    const std::optional<quint64> offset = number(u"offset"_s, 0);
    if (!limit || !offset)
        return call.respond(invalid(u"limit and offset must be numbers"_s));
    inspectRows(call.instance.database(), {.table = table, .limit = *limit, .offset = *offset},
                &call.instance, [respond = std::move(call.respond)](const Result<QCborArray> &rows) mutable {
                    respond(databaseReply("rows"_L1, rows));
                });
}

void postDatabaseExecute(Call call)
{
    const Result<QJsonObject> body = bodyOf(call);
    if (!body)
        return call.respond(failed(400, body.error()));
    if (body->value("sql"_L1).toString().trimmed().isEmpty())
        return call.respond(refused(u"sql is required"_s));
    const QJsonValue args = body->value("args"_L1);
    const QJsonValue properties = body->value("properties"_L1);
    if (!args.isUndefined() && !properties.isUndefined())
        return call.respond(refused(u"use either args or properties, not both"_s));
    if (!args.isUndefined() && !args.isArray())
        return call.respond(refused(u"args must be an array"_s));
    if (!properties.isUndefined() && !properties.isObject())
        return call.respond(refused(u"properties must be an object"_s));
    inspectExecute(call.instance.database(), *body, &call.instance,
                   [respond = std::move(call.respond)](const Result<QCborArray> &rows) mutable {
                       respond(databaseReply("rows"_L1, rows));
                   });
}

void getSummary(Call call)
{
    QJsonObject summary = stateOf(call.instance);
    if (!summary.contains("state"_L1))
        summary.insert("state"_L1, QJsonValue::Null);
    summary.insert("connections"_L1, connectionsOf(call.instance));
    summary.insert("rpcs"_L1, actionsOf(call.instance));
    summary.insert("queueSize"_L1, call.instance.queue().size());
    summary.insert("isDatabaseEnabled"_L1, call.instance.database().isEnabled());
    const QJsonObject workflow = inspectedWorkflow(call.instance.workflow());
    summary.insert("isWorkflowEnabled"_L1, workflow.value("isWorkflowEnabled"_L1));
    summary.insert("workflowState"_L1, workflow.value("workflowState"_L1));
    summary.insert("workflowHistory"_L1, workflow.value("history"_L1));
    call.respond(HttpReply::json(200, summary));
}

int actionStatus(const Error &error)
{
    if (error.code == ErrorCode::UserError)
        return 400;
    return ErrorReport::of(error).status;
}

/// A user's mistake keeps its text; an internal one is for the log, as for every client.
HttpReply actionReply(const Result<QCborValue> &outcome)
{
    if (!outcome) {
        Error error = outcome.error();
        if (!isMeantForClients(error))
            error.message = ErrorReport::of(error).message;
        return failed(actionStatus(error), error);
    }
    if (outcome->isUndefined())
        return HttpReply::json(200, {});
    return HttpReply::json(200, {{"output"_L1, cbor::toJson(*outcome)}});
}

/// Without a connection, so that also an actor that rejects clients can be looked into.
void postAction(Call call)
{
    const Result<QJsonObject> body = bodyOf(call);
    if (!body)
        return call.respond(failed(400, body.error()));
    if (body->contains("args"_L1) && body->contains("properties"_L1))
        return call.respond(refused(u"use either args or properties, not both"_s));
    QCborArray arguments = callArguments(cbor::fromJson(body->value("args"_L1)));
    if (body->contains("properties"_L1)) {
        if (!body->value("properties"_L1).isObject())
            return call.respond(refused(u"properties must be an object"_s));
        arguments = {cbor::fromJson(body->value("properties"_L1))};
    }
    const QString segment = call.path.section(u'/', -1);
    call.instance.calls().call(
        QUrl::fromPercentEncoding(segment.toUtf8()), arguments, nullptr,
        [respond = std::move(call.respond)](const Result<QCborValue> &outcome) mutable {
            respond(actionReply(outcome));
        });
    call.instance.touch();
}

struct Route {
    QLatin1StringView method;
    QLatin1StringView path;
    void (*handle)(Call);
};

constexpr std::array routes{
    Route{"GET"_L1, "/inspector/state"_L1, getState},
    Route{"PATCH"_L1, "/inspector/state"_L1, patchState},
    Route{"GET"_L1, "/inspector/connections"_L1, getConnections},
    Route{"GET"_L1, "/inspector/rpcs"_L1, getActions},
    Route{"GET"_L1, "/inspector/queue"_L1, getQueue},
    Route{"POST"_L1, "/inspector/queue"_L1, postQueue},
    Route{"DELETE"_L1, "/inspector/queue"_L1, deleteQueue},
    Route{"GET"_L1, "/inspector/traces"_L1, getTraces},
    Route{"GET"_L1, "/inspector/workflow-history"_L1, getWorkflowHistory},
    Route{"POST"_L1, "/inspector/workflow/replay"_L1, postWorkflowReplay},
    Route{"GET"_L1, "/inspector/database/schema"_L1, getDatabaseSchema},
    Route{"GET"_L1, "/inspector/database/rows"_L1, getDatabaseRows},
    Route{"POST"_L1, "/inspector/database/execute"_L1, postDatabaseExecute},
    Route{"GET"_L1, "/inspector/summary"_L1, getSummary},
};

} // namespace

void handleInspectorRequest(ActorInstance &instance, const QString &path,
                            const envoy::v8::RequestStart &request, Respond respond)
{
    if (!isSameToken(instance.inspectorToken(), inspectorToken(request.headers)))
        return respond(failed(401, Error::of(ErrorCode::InspectorUnauthorized)));
    Call call{.instance = instance, .path = path, .request = request, .respond = std::move(respond)};
    const auto actionRoot = "/inspector/action/"_L1;
    if (request.method == "POST"_L1 && path.startsWith(actionRoot) && path.count(u'/') == 3)
        return postAction(std::move(call));
    for (const Route &route : routes)
        if (request.method == route.method && path == route.path)
            return route.handle(std::move(call));
    Error error = Error::of(ErrorCode::ActorNotFound);
    error.message = u"Inspector route was not found"_s;
    call.respond(failed(404, error));
}

} // namespace rove::runtime
