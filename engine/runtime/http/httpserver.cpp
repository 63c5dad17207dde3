// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/http/httpserver.h"

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/http/responsestream.h"
#include "engine/runtime/inspector/inspectorhttp.h"
#include "engine/runtime/queue/queuehttp.h"
#include "engine/runtime/socket/handshake.h"
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"

#include <QtCore/QUrl>

#include <array>
#include <tuple>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;
namespace v4 = client::v4;

/// The RivetKit whose actors ours answer like. Clients and the dashboard choose protocols by it
/// (spec/inspector.md 7.2).
constexpr auto emulatedVersion = "2.3.19"_L1;

constexpr std::array actionPrefixes{"/action/"_L1, "/actions/"_L1};

/// The action's name, if the path is that of one: a single segment.
std::optional<QString> actionName(const QString &path)
{
    for (const QLatin1StringView prefix : actionPrefixes) {
        if (!path.startsWith(prefix))
            continue;
        const QString segment = path.mid(prefix.size());
        if (!segment.isEmpty() && !segment.contains(u'/'))
            return QUrl::fromPercentEncoding(segment.toUtf8());
    }
    return std::nullopt;
}

bool isBelow(const QString &path, QLatin1StringView root)
{
    return path.startsWith(root) && (path.size() == root.size() || path[root.size()] == u'/');
}

qsizetype bodyBytesMax(const RuntimeOptions &options, const QString &path)
{
    return actionName(path) || queueName(path) ? options.messageBytesInMax : limits::httpBodyBytesMax;
}

Error routeNotFound(const QString &path)
{
    Error error = Error::of(ErrorCode::ActorNotFound);
    error.message = u"Actor route '"_s % path % u"' was not found."_s;
    error.metadata = {{u"id"_s, path}, {u"resource"_s, u"route"_s}};
    return error;
}

Error methodNotAllowed(const QString &method, const QString &path)
{
    Error error = Error::of(ErrorCode::ActorMethodNotAllowed);
    error.metadata = {{u"method"_s, method}, {u"path"_s, path}};
    return error;
}

} // namespace

HttpServer::HttpServer(ActorInstance &instance)
    : m_instance(instance)
{}

HttpServer::~HttpServer() = default;

// --- Requests and their bodies ---

void HttpServer::start(const Tunnel &tunnel, const v8::RequestStart &request)
{
    const RequestKey key = tunnel.key();
    m_instance.retainAwake();
    m_exchanges.insert_or_assign(key,
                                 Exchange{.tunnel = tunnel, .encoding = requestEncoding(request.headers)});
    if (request.responseStream)
        m_exchanges.at(key).answerForm = AnswerForm::Pieces;
    if (!request.stream)
        return dispatch(key, request);
    if (m_uploadCount >= limits::pendingActionsPerActorMax)
        return fail(key, Error::of(ErrorCode::ActorOverloaded));
    ++m_uploadCount;
    Exchange &exchange = m_exchanges.at(key);
    exchange.upload = std::make_unique<v8::RequestStart>(request);
    exchange.upload->body = request.body.value_or(QByteArray());
    m_uploadBytes += exchange.upload->body->size();
}

void HttpServer::takeChunk(RequestKey key, const v8::RequestChunk &chunk)
{
    const auto found = m_exchanges.find(key);
    if (found == m_exchanges.end() || !found->second.upload)
        return; // It has been refused, and the client does not know yet.
    Exchange &exchange = found->second;
    QByteArray &body = *exchange.upload->body;
    body += chunk.body;
    m_uploadBytes += chunk.body.size();
    exchange.tunnel.send(
        v8::RequestBodyWindowUpdate{.consumedBytes = static_cast<std::uint64_t>(body.size())});
    if (body.size() > bodyBytesMax(m_instance.options(), splitPath(exchange.upload->path).path))
        return fail(key, Error::of(ErrorCode::MessageIncomingTooLong));
    if (m_uploadBytes > uploadBytesMax)
        return fail(key, Error::of(ErrorCode::ActorOverloaded));
    if (chunk.finish)
        dispatch(key, *takeUpload(exchange));
}

std::unique_ptr<v8::RequestStart> HttpServer::takeUpload(Exchange &exchange)
{
    if (exchange.upload) {
        --m_uploadCount;
        m_uploadBytes -= exchange.upload->body->size();
    }
    return std::move(exchange.upload);
}

void HttpServer::abort(RequestKey key)
{
    const auto found = m_exchanges.find(key);
    if (found == m_exchanges.end())
        return;
    found->second.abandoned = true;
    if (found->second.download)
        endDownload(key);
    else if (found->second.upload)
        reply(key, {});
}

void HttpServer::abortAll()
{
    while (!m_exchanges.empty()) {
        auto &[key, exchange] = *m_exchanges.begin();
        if (!exchange.download) {
            fail(key, Error::of(ErrorCode::ActorStopped));
            continue;
        }
        exchange.download->cut(exchange.tunnel, Error::of(ErrorCode::ActorStopped).wireName());
        endDownload(key);
    }
}

void HttpServer::forgetAll()
{
    for (const auto &[key, exchange] : m_exchanges) {
        m_instance.routes().remove(key);
        if (exchange.download)
            std::ignore = exchange.download->pipe()->close();
    }
}

void HttpServer::reply(RequestKey key, HttpReply reply)
{
    auto node = m_exchanges.extract(key);
    if (node.empty())
        return;
    Exchange &exchange = node.mapped();
    if (!exchange.abandoned)
        exchange.tunnel.send(std::move(reply).toResponse());
    close(exchange);
}

/// It is in no list any more.
void HttpServer::close(Exchange &exchange)
{
    takeUpload(exchange);
    m_instance.routes().remove(exchange.tunnel.key());
    if (exchange.connection)
        m_instance.closeConnection(*exchange.connection);
    m_instance.releaseAwake();
}

void HttpServer::fail(RequestKey key, const ErrorReport &report)
{
    const auto found = m_exchanges.find(key);
    if (found == m_exchanges.end())
        return;
    const Exchange &exchange = found->second;
    reply(key,
          HttpReply::failure(report, m_instance.identity().specifier(), exchange.encoding, exchange.version));
}

void HttpServer::fail(RequestKey key, const Error &error)
{
    fail(key, ErrorReport::of(error));
}

// --- Routes ---

void HttpServer::dispatch(RequestKey key, const v8::RequestStart &request)
{
    const auto [path, query] = splitPath(request.path);
    if (const std::optional<QString> action = actionName(path)) {
        if (request.method != "POST"_L1)
            return fail(key, methodNotAllowed(request.method, path));
        return callAction(key, *action, request);
    }
    if (const std::optional<QString> queue = queueName(path)) {
        if (request.method != "POST"_L1)
            return fail(key, methodNotAllowed(request.method, path));
        return sendToQueue(key, *queue, request);
    }
    if (isBelow(path, "/request"_L1))
        return callRequestHook(key, request.path.mid("/request"_L1.size()), request);
    if (isBelow(path, "/inspector"_L1))
        return inspect(key, path, request);
    if (path != "/"_L1 && path != "/health"_L1 && path != "/metadata"_L1)
        return fail(key, routeNotFound(path));
    if (request.method != "GET"_L1)
        return fail(key, methodNotAllowed(request.method, path));
    reply(key, fixedRoute(path));
}

HttpReply HttpServer::fixedRoute(const QString &path) const
{
    if (path == "/health"_L1)
        return HttpReply::text("ok");
    if (path == "/metadata"_L1)
        return HttpReply::json(
            200, {{"runtime"_L1, "rivetkit"_L1}, {"version"_L1, emulatedVersion}, {"type"_L1, "local"_L1}});
    return HttpReply::text("This is an actor hosted by Rove.\n");
}

void HttpServer::inspect(RequestKey key, const QString &path, const v8::RequestStart &request)
{
    handleInspectorRequest(m_instance, path, request,
                           [this, key](HttpReply answer) { reply(key, std::move(answer)); });
}

// --- Actions ---

void HttpServer::callAction(RequestKey key, const QString &name, const v8::RequestStart &request)
{
    Exchange &exchange = m_exchanges.at(key);
    exchange.version = client::versionFromUserAgent(headerValue(request.headers, u"user-agent"_s).toLatin1());
    if (request.body && request.body->size() > m_instance.options().messageBytesInMax)
        return fail(key, Error::of(ErrorCode::MessageIncomingTooLong));
    const Result<QCborValue> params = requestParams(request.headers);
    const Result<QCborArray> arguments = readArguments(exchange, request);
    if (!params || !arguments)
        return fail(key, ErrorReport::unreadableRequest());
    Result<std::unique_ptr<Connection>> connection = m_instance.openConnection(*params, nullptr);
    if (!connection)
        return fail(key, connection.error());
    exchange.connection = *std::move(connection);
    m_instance.calls().call(name, *arguments, exchange.connection.get(),
                            [this, key](const Result<QCborValue> &outcome) { finishAction(key, outcome); });
    m_instance.touch();
}

Result<QCborArray> HttpServer::readArguments(Exchange &exchange, const v8::RequestStart &request) const
{
    const auto received =
        TRY(client::decode<v4::HttpActionRequest>(request.body.value_or(QByteArray()), exchange.encoding));
    exchange.version = received.version.value_or(exchange.version);
    return callArguments(TRY(cbor::decodeCompat(received.message.args)));
}

void HttpServer::finishAction(RequestKey key, const Result<QCborValue> &outcome)
{
    const auto found = m_exchanges.find(key);
    if (found != m_exchanges.end()) // Otherwise the actor has stopped waiting for it.
        reply(key, actionReply(found->second, outcome));
}

HttpReply HttpServer::actionReply(const Exchange &exchange, const Result<QCborValue> &outcome) const
{
    const auto failed = [&](const Error &error) {
        return HttpReply::failure(ErrorReport::of(error), m_instance.identity().specifier(),
                                  exchange.encoding, exchange.version);
    };
    if (!outcome)
        return failed(outcome.error());
    const v4::HttpActionResponse response{.output = cbor::encodeCompat(*outcome)};
    Result<QByteArray> body = client::encode(response, exchange.encoding, exchange.version);
    if (!body)
        return failed(body.error());
    if (body->size() > m_instance.options().messageBytesOutMax)
        return failed(Error::of(ErrorCode::MessageOutgoingTooLong));
    const QString type = QString::fromLatin1(client::contentType(exchange.encoding));
    return {.status = 200, .headers = {{u"content-type"_s, type}}, .body = *std::move(body)};
}

// --- Queues ---

void HttpServer::sendToQueue(RequestKey key, const QString &name, const v8::RequestStart &request)
{
    Exchange &exchange = m_exchanges.at(key);
    exchange.version = client::versionFromUserAgent(headerValue(request.headers, u"user-agent"_s).toLatin1());
    const QByteArray body = request.body.value_or(QByteArray());
    if (body.size() > m_instance.options().messageBytesInMax)
        return fail(key, Error::of(ErrorCode::MessageIncomingTooLong));
    const Result<QCborValue> params = requestParams(request.headers);
    const Result<QueueSend> send = readQueueSend(body, exchange.encoding);
    if (!params || !send)
        return fail(key, ErrorReport::unreadableRequest());
    exchange.version = send->version.value_or(exchange.version);
    Result<std::unique_ptr<Connection>> connection = m_instance.openConnection(*params, nullptr);
    if (!connection)
        return fail(key, connection.error());
    exchange.connection = *std::move(connection);
    runtime::sendToQueue(
        m_instance, *exchange.connection, name, *send,
        [this, key](const Result<v4::HttpQueueSendResponse> &outcome) { finishQueueSend(key, outcome); });
}

void HttpServer::finishQueueSend(RequestKey key, const Result<v4::HttpQueueSendResponse> &outcome)
{
    const auto found = m_exchanges.find(key);
    if (found == m_exchanges.end()) // The actor has stopped waiting for it.
        return;
    if (!outcome)
        return fail(key, outcome.error());
    const client::Encoding encoding = found->second.encoding;
    Result<QByteArray> body = client::encode(*outcome, encoding, found->second.version);
    if (!body)
        return fail(key, body.error());
    if (body->size() > m_instance.options().messageBytesOutMax)
        return fail(key, Error::of(ErrorCode::MessageOutgoingTooLong));
    const QString type = QString::fromLatin1(client::contentType(encoding));
    reply(key, {.status = 200, .headers = {{u"content-type"_s, type}}, .body = *std::move(body)});
}

// --- Plain requests ---

void HttpServer::callRequestHook(RequestKey key, const QString &path, const v8::RequestStart &request)
{
    Result<HttpResponse> response = runRequestHook(m_exchanges.at(key), path, request);
    if (!response)
        return fail(key, response.error());
    if (response->body.size() > limits::tunnelPayloadBytesMax)
        return fail(key, Error::of(ErrorCode::MessageOutgoingTooLong));
    HttpReply answer{.status = response->status,
                     .headers = std::move(response->headers),
                     .body = std::move(response->body)};
    if (response->stream)
        startDownload(key, std::move(answer), response->stream->pipe());
    else
        reply(key, std::move(answer));
}

Result<HttpResponse> HttpServer::runRequestHook(Exchange &exchange, const QString &path,
                                                const v8::RequestStart &request)
{
    const QCborValue params = TRY(requestParams(request.headers));
    exchange.connection = TRY(m_instance.openConnection(params, nullptr));
    return m_instance.request({.method = request.method,
                               .path = path.startsWith(u'/') ? path : QString(u'/' % path),
                               .headers = request.headers,
                               .body = request.body.value_or(QByteArray())});
}

// --- Answers in pieces ---

void HttpServer::startDownload(RequestKey key, HttpReply head, std::shared_ptr<ResponsePipe> pipe)
{
    Exchange &exchange = m_exchanges.at(key);
    if (!pipe->attach([this, key] { pump(key); }))
        return fail(key, failure(ErrorCode::RivetkitInternalError).error());
    exchange.download =
        std::make_unique<StreamedReply>(exchange.answerForm, std::move(head), std::move(pipe));
    pump(key);
}

void HttpServer::pump(RequestKey key)
{
    const auto found = m_exchanges.find(key);
    if (found == m_exchanges.end() || !found->second.download)
        return;
    Exchange &exchange = found->second;
    if (exchange.download->pump(exchange.tunnel) == StreamedReply::Progress::Ended)
        endDownload(key);
}

void HttpServer::takeWindow(RequestKey key, const v8::ResponseBodyWindowUpdate &update)
{
    const auto found = m_exchanges.find(key);
    if (found == m_exchanges.end() || !found->second.download)
        return; // Some come after the end.
    const std::shared_ptr<ResponsePipe> pipe = found->second.download->pipe();
    found->second.download->takeWindow(update);
    pump(key);
    if (const ResponsePipe::Handler tell = pipe->takeRoomNews())
        runStreamHandler(tell);
}

/// Whoever has ended it: the actor is told if it was not the actor.
void HttpServer::endDownload(RequestKey key)
{
    auto node = m_exchanges.extract(key);
    if (node.empty())
        return;
    const ResponsePipe::Handler tell = node.mapped().download->pipe()->close();
    close(node.mapped());
    if (tell)
        runStreamHandler(tell);
}

void HttpServer::runStreamHandler(const ResponsePipe::Handler &handler)
{
    // A failure is logged; nobody waits for more.
    std::ignore = m_instance.runHandler(u"the handler of a stream"_s, [&handler](Actor &) -> Result<> {
        handler();
        return {};
    });
}

} // namespace rove::runtime
