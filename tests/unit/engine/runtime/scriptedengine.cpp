// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/runtime/scriptedengine.h"

#include "protocol/base/cbor.h"
#include "protocol/base/ensure.h"
#include "protocol/base/limits.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"

#include <algorithm>
#include <bit>
#include <ranges>

namespace rove::runtime::test {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace v8 = envoy::v8;
namespace v4 = client::v4;

constexpr auto patience = 10s;
constexpr v8::GatewayId gatewayId{1, 2, 3, 4};

} // namespace

ScriptedEngine::ScriptedEngine(ActorRegistry registry, int workerCount, RuntimeOptions options)
{
    options.namespaceName = u"default"_s;
    options.region = u"here"_s;
    options.workerCount = workerCount;
    options.logLevel = LogLevel::Trace;
    options.logSink = [this](const QByteArray &line) {
        const std::lock_guard lock(m_mutex);
        m_log.append(QString::fromUtf8(line));
    };
    m_runtime = std::make_unique<Runtime>(std::move(registry), options, [this](v8::ToRivet message) {
        {
            const std::lock_guard lock(m_mutex);
            m_incoming.push_back(std::move(message));
        }
        m_arrived.notify_one();
    });
}

ScriptedEngine::~ScriptedEngine() = default;

bool ScriptedEngine::waitUntil(const std::function<bool()> &condition)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        std::unique_lock lock(m_mutex);
        if (!m_arrived.wait_until(lock, deadline, [this] { return !m_incoming.empty(); }))
            return false;
        std::deque<v8::ToRivet> arrived = std::exchange(m_incoming, {});
        lock.unlock();
        for (const v8::ToRivet &message : arrived)
            take(message);
    }
    return true;
}

void ScriptedEngine::take(const v8::ToRivet &message)
{
    m_received.push_back(message);
    if (m_listener)
        m_listener(message);
    if (const auto *kv = std::get_if<v8::KvRequest>(&message))
        takeKv(*kv);
    else if (const auto *tunnelMessage = std::get_if<v8::ToRivetTunnelMessage>(&message))
        takeTunnel(*tunnelMessage);
}

// --- Actors ---

void ScriptedEngine::command(v8::CommandWrapper command)
{
    m_lastCommand = command;
    m_runtime->receive(v8::Commands{.commands = {std::move(command)}});
}

void ScriptedEngine::repeatLastCommand()
{
    m_runtime->receive(v8::Commands{.commands = {*m_lastCommand}});
}

void ScriptedEngine::commandStart(const QString &actorId, const ActorStart &start)
{
    const std::uint32_t generation = ++m_generations[actorId];
    m_commandIndices[actorId] = 1;
    command({.checkpoint = {.actorId = actorId, .generation = generation, .index = 1},
             .inner = v8::CommandStartActor{
                 .config = {.name = start.name, .key = start.key, .createTs = 1, .input = start.input},
                 .hibernatingRequests = start.hibernating,
                 .preloadedKv = {}}});
}

void ScriptedEngine::startActor(const QString &actorId, const ActorStart &start)
{
    commandStart(actorId, start);
    ENSURE(waitUntil([&] { return isRunning(actorId); }));
}

void ScriptedEngine::commandStop(const QString &actorId, v8::StopReason reason)
{
    command({.checkpoint = {.actorId = actorId,
                            .generation = generation(actorId),
                            .index = ++m_commandIndices[actorId]},
             .inner = v8::CommandStopActor{.reason = reason}});
}

void ScriptedEngine::stopActor(const QString &actorId, v8::StopReason reason)
{
    commandStop(actorId, reason);
    ENSURE(waitUntil([&] { return stopped(actorId).has_value(); }));
}

std::vector<v8::EventWrapper> ScriptedEngine::events(const QString &actorId) const
{
    std::vector<v8::EventWrapper> events;
    for (const v8::Events &batch : received<v8::Events>())
        for (const v8::EventWrapper &event : batch.events)
            if (event.checkpoint.actorId == actorId && event.checkpoint.generation == generation(actorId))
                events.push_back(event);
    return events;
}

bool ScriptedEngine::isRunning(const QString &actorId) const
{
    for (const v8::EventWrapper &event : events(actorId))
        if (const auto *update = std::get_if<v8::ActorStateUpdate>(&event.inner))
            if (std::holds_alternative<v8::ActorStateRunning>(update->state))
                return true;
    return false;
}

std::optional<v8::ActorStateStopped> ScriptedEngine::stopped(const QString &actorId) const
{
    for (const v8::EventWrapper &event : events(actorId))
        if (const auto *update = std::get_if<v8::ActorStateUpdate>(&event.inner))
            if (const auto *state = std::get_if<v8::ActorStateStopped>(&update->state))
                return *state;
    return std::nullopt;
}

// --- Storage ---

void ScriptedEngine::takeKv(const v8::KvRequest &request)
{
    m_runtime->receive(v8::KvResponse{.requestId = request.requestId, .data = answerKv(request)});
}

v8::KvListResponse ScriptedEngine::listKv(const Storage &entries, const v8::KvListRequest &request)
{
    const auto *prefix = std::get_if<v8::KvListPrefixQuery>(&request.query);
    const auto *range = std::get_if<v8::KvListRangeQuery>(&request.query);
    std::vector<std::pair<QByteArray, QByteArray>> found; // A Storage's own pairs cannot be moved about.
    for (const auto &entry : entries) {
        const QByteArray &key = entry.first;
        if (prefix ? key.startsWith(prefix->key)
                   : key >= range->start && (range->exclusive ? key < range->end : key <= range->end))
            found.emplace_back(entry);
    }
    if (request.reverse.value_or(false))
        std::ranges::reverse(found);
    v8::KvListResponse response;
    for (const auto &[key, value] : found | std::views::take(request.limit.value_or(found.size()))) {
        response.keys.push_back(key);
        response.values.push_back(value);
    }
    return response;
}

v8::KvResponseData ScriptedEngine::answerKv(const v8::KvRequest &request)
{
    Storage &entries = m_storage[request.actorId];
    if (const auto *get = std::get_if<v8::KvGetRequest>(&request.data)) {
        v8::KvGetResponse response;
        for (const QByteArray &key : get->keys)
            if (const auto found = entries.find(key); found != entries.end()) {
                response.keys.push_back(key);
                response.values.push_back(found->second);
            }
        return response;
    }
    if (const auto *list = std::get_if<v8::KvListRequest>(&request.data)) {
        return listKv(entries, *list);
    }
    if (m_writeFailure)
        return v8::KvErrorResponse{.message = *m_writeFailure};
    if (const auto *put = std::get_if<v8::KvPutRequest>(&request.data)) {
        qsizetype bytes = 0;
        for (const auto &[key, value] : std::views::zip(put->keys, put->values))
            bytes += key.size() + 2 + value.size();
        if (std::cmp_greater(put->keys.size(), limits::kvKeysPerOperationMax) ||
            bytes > limits::kvPutBytesMax)
            return v8::KvErrorResponse{.message = u"transaction failed"_s};
        ++m_putCounts[request.actorId];
        for (std::size_t i = 0; i < put->keys.size(); ++i)
            entries[put->keys[i]] = put->values[i];
        return v8::KvPutResponse{};
    }
    if (const auto *range = std::get_if<v8::KvDeleteRangeRequest>(&request.data)) {
        entries.erase(entries.lower_bound(range->start), entries.lower_bound(range->end));
        return v8::KvDeleteResponse{};
    }
    for (const QByteArray &key : std::get<v8::KvDeleteRequest>(request.data).keys)
        entries.erase(key);
    return v8::KvDeleteResponse{};
}

QCborMap ScriptedEngine::storedState(const QString &actorId)
{
    const auto record = persist::decodeActor(storage(actorId)[persist::actorKey()]);
    return record ? cbor::decodeCompat(record->state).value_or(QCborValue()).toMap() : QCborMap();
}

QString ScriptedEngine::inspectorToken(const QString &actorId)
{
    return QString::fromLatin1(storage(actorId)[persist::inspectorTokenKey()]);
}

// --- HTTP ---

v8::RequestId ScriptedEngine::nextRequestId()
{
    return std::bit_cast<v8::RequestId>(++m_lastRequestId);
}

void ScriptedEngine::tunnel(const v8::RequestId &requestId, std::uint16_t index,
                            v8::ToEnvoyTunnelKind message)
{
    m_runtime->receive(v8::ToEnvoyTunnelMessage{
        .messageId = {.gatewayId = gatewayId, .requestId = requestId, .messageIndex = index},
        .messageKind = std::move(message)});
}

v8::RequestId ScriptedEngine::send(const QString &actorId, const Request &request)
{
    const v8::RequestId id = nextRequestId();
    tunnel(id, 0,
           v8::RequestStart{.actorId = actorId,
                            .actorGeneration = {},
                            .method = request.method,
                            .path = request.path,
                            .headers = request.headers,
                            .body = request.body,
                            .stream = false,
                            .responseStream = false});
    return id;
}

std::optional<ScriptedEngine::Reply> ScriptedEngine::reply(const v8::RequestId &requestId) const
{
    const auto found = m_replies.find(requestId);
    return found == m_replies.end() ? std::nullopt : std::optional(found->second);
}

ScriptedEngine::Reply ScriptedEngine::waitForReply(const v8::RequestId &requestId)
{
    ENSURE(waitUntil([&] { return reply(requestId).has_value(); }));
    return *reply(requestId);
}

ScriptedEngine::Reply ScriptedEngine::request(const QString &actorId, const Request &request)
{
    return waitForReply(send(actorId, request));
}

ScriptedEngine::Reply ScriptedEngine::callRaw(const QString &actorId, const QString &action,
                                              const QCborArray &arguments, client::Encoding encoding,
                                              int version)
{
    const v4::HttpActionRequest body{.args = cbor::encodeCompat(arguments)};
    return request(actorId,
                   {.method = u"POST"_s,
                    .path = u"/action/"_s + action,
                    .headers = {{u"x-rivet-encoding"_s, QString::fromLatin1(client::encodingName(encoding))}},
                    .body = *client::encode(body, encoding, version)});
}

Result<QCborValue> ScriptedEngine::call(const QString &actorId, const QString &action,
                                        const QCborArray &arguments, client::Encoding encoding)
{
    const Reply answer = callRaw(actorId, action, arguments, encoding);
    if (answer.status == 200) {
        const auto response = TRY(client::decode<v4::HttpActionResponse>(answer.body, encoding));
        return cbor::decodeCompat(response.message.output);
    }
    const auto error = TRY(client::decode<v4::HttpResponseError>(answer.body, encoding)).message;
    QCborMap metadata;
    if (error.metadata)
        metadata = TRY(cbor::decodeCompat(*error.metadata)).toMap();
    return std::unexpected(Error::fromWire(error.group, error.code, error.message, metadata));
}

// --- Sockets ---

void ScriptedEngine::takeTunnel(const v8::ToRivetTunnelMessage &message)
{
    const v8::RequestId &id = message.messageId.requestId;
    SocketLog &log = m_sockets[id];
    if (const auto *start = std::get_if<v8::ResponseStart>(&message.messageKind)) {
        m_replies[id] = {
            .status = start->status, .headers = start->headers, .body = start->body.value_or(QByteArray())};
    } else if (const auto *opened = std::get_if<v8::WebSocketOpened>(&message.messageKind)) {
        log.opened = true;
        log.canHibernate = opened->canHibernate;
        ++log.openedCount;
    } else if (const auto *data = std::get_if<v8::WebSocketMessage>(&message.messageKind)) {
        log.messages.push_back(*data);
    } else if (const auto *ack = std::get_if<v8::WebSocketMessageAck>(&message.messageKind)) {
        log.acknowledged.push_back(ack->index);
    } else if (const auto *close = std::get_if<v8::ActorWebSocketClose>(&message.messageKind)) {
        log.closed = Closed{.code = close->code.value_or(0), .reason = close->reason.value_or(QString())};
    }
}

v8::RequestId ScriptedEngine::openSocket(const QString &actorId, const QString &path,
                                         const QStringList &protocols)
{
    const v8::RequestId id = nextRequestId();
    m_nextIndices[id] = 1;
    const QString offered = (QStringList{u"rivet"_s} + protocols).join(u", "_s);
    tunnel(id, 0,
           v8::WebSocketOpen{.actorId = actorId,
                             .actorGeneration = {},
                             .path = path,
                             .headers = {{u"sec-websocket-protocol"_s, offered}}});
    return id;
}

void ScriptedEngine::sendToSocket(const v8::RequestId &requestId, const QByteArray &data, bool binary)
{
    tunnel(requestId, m_nextIndices[requestId]++, v8::WebSocketMessage{.data = data, .binary = binary});
}

void ScriptedEngine::sendToSocketAs(const v8::RequestId &requestId, std::uint16_t index,
                                    const QByteArray &data)
{
    tunnel(requestId, index, v8::WebSocketMessage{.data = data, .binary = true});
}

void ScriptedEngine::closeSocket(const v8::RequestId &requestId, const v8::ClientWebSocketClose &close)
{
    tunnel(requestId, m_nextIndices[requestId]++, close);
}

std::optional<v8::WebSocketMessage> ScriptedEngine::nextMessage(const v8::RequestId &requestId)
{
    SocketLog &log = m_sockets[requestId];
    ENSURE(waitUntil([&] { return !log.messages.empty() || log.closed; }));
    if (log.messages.empty())
        return std::nullopt;
    v8::WebSocketMessage message = std::move(log.messages.front());
    log.messages.pop_front();
    return message;
}

ScriptedEngine::Closed ScriptedEngine::waitForClose(const v8::RequestId &requestId)
{
    const SocketLog &log = m_sockets[requestId];
    ENSURE(waitUntil([&] { return log.closed.has_value(); }));
    return *log.closed;
}

v8::HibernatingRequest ScriptedEngine::hibernating(const v8::RequestId &requestId) const
{
    return {.gatewayId = gatewayId, .requestId = requestId};
}

QString ScriptedEngine::logText()
{
    const std::lock_guard lock(m_mutex);
    return m_log.join(u'\n');
}

} // namespace rove::runtime::test
