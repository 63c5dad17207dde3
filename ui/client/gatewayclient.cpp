// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/gatewayclient.h"

#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/client/codec.h"
#include "protocol/manager/json.h"
#include "protocol/manager/paths.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <utility>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// The body of an answer as a JSON object, read by `read`.
template <class Read>
auto readJson(Async<HttpResponse> answer, Read read)
{
    using T = std::invoke_result_t<Read, const QJsonObject &>;
    return answer.then([read](Result<HttpResponse> response) -> Result<T> {
        if (!response)
            return std::unexpected(std::move(response).error());
        const Result<QJsonValue> json = cbor::parseJson(response->body);
        if (!json || !json->isObject())
            return failure(ErrorCode::ClientProtocol, u"The actor's answer is not a JSON object."_s);
        return read(json->toObject());
    });
}

InspectedState readState(const QJsonObject &object)
{
    InspectedState state;
    state.isEnabled = object.value("isStateEnabled"_L1).toBool();
    if (const QJsonValue value = object.value("state"_L1); state.isEnabled && !value.isUndefined())
        state.value = cbor::fromJson(value);
    return state;
}

std::vector<InspectedConnection> readConnections(const QJsonObject &object)
{
    std::vector<InspectedConnection> connections;
    for (const QJsonValue &entry : object.value("connections"_L1).toArray())
        connections.push_back(
            {.id = entry["id"_L1].toString(), .details = cbor::fromJson(entry["details"_L1]).toMap()});
    return connections;
}

QStringList readActions(const QJsonObject &object)
{
    QStringList names;
    for (const QJsonValue &name : object.value("rpcs"_L1).toArray())
        names.append(name.toString());
    return names;
}

/// JSON text with an object's keys in their own order, which QJsonObject would sort: the actor keeps the
/// order it is sent.
void appendJson(QByteArray &text, const QCborValue &value)
{
    const QCborArray array = value.toArray();
    const QCborMap map = value.toMap();
    if (!map.isEmpty()) {
        char separator = '{';
        for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
            text += std::exchange(separator, ',');
            text += cbor::writeJson(entry.key().toString());
            text += ':';
            appendJson(text, entry.value());
        }
        text += '}';
    } else if (!array.isEmpty()) {
        char separator = '[';
        for (qsizetype i = 0; i < array.size(); ++i) {
            text += std::exchange(separator, ',');
            appendJson(text, array.at(i));
        }
        text += ']';
    } else {
        text += cbor::writeJson(cbor::toJson(value));
    }
}

/// RivetKit before 2.3 has another group for an action that is not there.
Error asToday(Error error)
{
    if (error.group() == u"action" && error.codeName() == u"not_found")
        error.code = ErrorCode::ActorActionNotFound;
    return error;
}

Result<ActionResult> readAction(const HttpResponse &response)
{
    const auto received =
        TRY(client::decode<client::v4::HttpActionResponse>(response.body, client::Encoding::Json));
    return ActionResult{.output = TRY(cbor::decodeCompat(received.message.output)),
                        .duration = response.duration};
}

} // namespace

GatewayClient::GatewayClient(HttpClient &http, QString actorId)
    : m_http(http)
    , m_actorId(std::move(actorId))
{}

HttpRequest GatewayClient::request(const QByteArray &method, const QByteArray &path, Access access) const
{
    const QString &token = m_http.endpoint().token;
    HttpRequest result{.method = method,
                       .path = manager::gatewayPath(m_actorId, token, path),
                       .access = access,
                       .timeout = limits::clientWakeTimeout};
    if (!token.isEmpty())
        result.headers.append({"x-rivet-token", token.toUtf8()});
    return result;
}

HttpRequest GatewayClient::inspectorRequest(const QByteArray &method, const QByteArray &path,
                                            Access access) const
{
    HttpRequest result = request(method, path, access);
    result.headers.append({"Authorization", "Bearer " + m_inspectorToken.toUtf8()});
    return result;
}

Async<ActorRuntime> GatewayClient::metadata() const
{
    return m_http.send(request("GET", "/metadata", Access::Read))
        .then([](Result<HttpResponse> response) -> Result<ActorRuntime> {
            if (!response)
                return std::unexpected(std::move(response).error());
            ActorRuntime runtime{.metadata = TRY(manager::readBody<manager::Metadata>(response->body)),
                                 .generation = {}};
            bool isNumber = false;
            const quint64 generation =
                response->headers.value("x-rivet-actor-generation").toByteArray().toULongLong(&isNumber);
            if (isNumber)
                runtime.generation = generation;
            return runtime;
        });
}

Async<> GatewayClient::wake() const
{
    return m_http.send(request("GET", "/health", Access::Write))
        .then([](const Result<HttpResponse> &response) {
            return response.transform([](const HttpResponse &) {});
        });
}

Async<ActionResult> GatewayClient::callAction(const QString &name, const QCborArray &arguments) const
{
    HttpRequest call = request("POST", QByteArray("/action/" + manager::percentEncoded(name)), Access::Write);
    const Result<QByteArray> body = client::encode(
        client::v4::HttpActionRequest{.args = cbor::encodeCompat(arguments)}, client::Encoding::Json);
    if (!body)
        return ready<ActionResult>(std::unexpected(body.error()));
    call.body = *body;
    call.contentType = client::contentType(client::Encoding::Json);
    call.headers.append({"x-rivet-encoding", client::encodingName(client::Encoding::Json)});
    call.timeout = limits::clientActionTimeout;
    return m_http.send(call).then(
        [](Result<HttpResponse> response) { return response.transform_error(asToday).and_then(readAction); });
}

Async<InspectedState> GatewayClient::inspectState() const
{
    return readJson(m_http.send(inspectorRequest("GET", "/inspector/state", Access::Read)), readState);
}

Async<> GatewayClient::patchState(const QCborValue &state) const
{
    HttpRequest patch = inspectorRequest("PATCH", "/inspector/state", Access::Write);
    patch.body = "{\"state\":";
    appendJson(patch.body, state);
    patch.body += '}';
    patch.contentType = "application/json";
    if (patch.body.size() > limits::httpBodyBytesMax)
        return ready<void>(
            failure(ErrorCode::MessageIncomingTooLong, u"The state is larger than the gateway takes."_s));
    return m_http.send(patch).then(
        [](const Result<HttpResponse> &response) { return response.transform([](const HttpResponse &) {}); });
}

Async<std::vector<InspectedConnection>> GatewayClient::inspectConnections() const
{
    return readJson(m_http.send(inspectorRequest("GET", "/inspector/connections", Access::Read)),
                    readConnections);
}

Async<QStringList> GatewayClient::inspectActions() const
{
    return readJson(m_http.send(inspectorRequest("GET", "/inspector/rpcs", Access::Read)), readActions);
}

} // namespace rove::ui
