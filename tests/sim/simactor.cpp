// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simactor.h"

#include "tests/sim/oracle.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {

using namespace envoy::v8;

namespace {

constexpr std::uint16_t closeInternalError = 1011;
constexpr std::uint16_t closedByActor = 4000; // RFC 6455 7.4.2: for applications.
constexpr auto kvRetryPause = 500ms;

/// Where it keeps how far it came with a socket.
QByteArray socketKey(const RequestId &id)
{
    return "socket/" + QByteArray(QByteArrayView(id));
}

QByteArray operationKey(const QByteArray &operation)
{
    return "operation/" + operation;
}

} // namespace

SimActor::SimActor(ActorId id, std::uint32_t generation, std::uint32_t codeVersion,
                   const Surroundings &around, Oracle &oracle, Host host)
    : m_id(id)
    , m_generation(generation)
    , m_codeVersion(codeVersion)
    , m_around(around)
    , m_oracle(oracle)
    , m_host(std::move(host))
{}

QString SimActor::name() const
{
    return u"%1.%2"_s.arg(m_around.trace.nameOf(m_id)).arg(m_generation);
}

void SimActor::whileAlive(std::chrono::milliseconds delay, Scheduler::Task task)
{
    m_around.scheduler.after(delay,
                             [alive = std::weak_ptr<const bool>(m_isAlive), task = std::move(task)] mutable {
                                 if (!alive.expired())
                                     task();
                             });
}

// --- Its life ---

void SimActor::start(const std::vector<HibernatingRequest> &sockets)
{
    if (m_around.strikes(Fault::StartHangs))
        return;
    const bool isSlow = m_around.strikes(Fault::StartSlow);
    whileAlive(isSlow ? 25s + m_around.delay(20s) : m_around.delay(200ms), [this, sockets] {
        if (m_around.strikes(Fault::StartFails))
            end(false);
        else
            load(sockets);
    });
}

void SimActor::load(const std::vector<HibernatingRequest> &sockets)
{
    m_host.kv(KvListRequest{.query = KvListAllQuery{}, .reverse = {}, .limit = {}},
              [this, sockets](const KvResponseData &answer) {
                  if (const auto *stored = std::get_if<KvListResponse>(&answer))
                      restore(*stored, sockets);
                  else
                      end(false);
              });
}

void SimActor::restore(const KvListResponse &stored, const std::vector<HibernatingRequest> &sockets)
{
    std::vector<MessageId> unknown;
    for (const HibernatingRequest &request : sockets) {
        const MessageId id{.gatewayId = request.gatewayId, .requestId = request.requestId, .messageIndex = 0};
        const auto row = std::ranges::find(stored.keys, socketKey(request.requestId));
        if (row == stored.keys.end()) {
            unknown.push_back(id);
            continue;
        }
        const QList<QByteArray> words =
            stored.values[static_cast<std::size_t>(row - stored.keys.begin())].split(' ');
        const Message last{.index = words.at(0).toUShort(), .number = words.at(1).toUInt()};
        m_sockets.emplace(request.requestId, Socket{.id = id,
                                                    .hibernates = true,
                                                    .lastReceived = last.index,
                                                    .lastHandled = last,
                                                    .waiting = {},
                                                    .isBusy = false});
    }
    m_isRunning = true;
    m_host.say(ActorStateUpdate{ActorStateRunning{}});
    for (const MessageId &id : unknown)
        m_host.answer(id, ActorWebSocketClose{.code = closeInternalError,
                                              .reason = u"ws.meta_not_found_during_restore"_s,
                                              .hibernate = false});
    // The engine may not have heard how far it came, if it stopped before it said so.
    for (const auto &[id, socket] : m_sockets)
        m_host.answer(socket.id, WebSocketMessageAck{socket.lastHandled.index});
    live();
}

/// One more thing that it does by itself, and then the next.
void SimActor::live()
{
    whileAlive(m_around.delay(20s), [this] {
        if (m_isCalm || m_isStopping)
            return;
        if (m_around.strikes(Fault::ActorCrash))
            return end(false);
        if (m_around.strikes(Fault::ActorExit))
            return end(true);
        if (m_around.strikes(Fault::EventsRepeat))
            m_host.repeat();
        doSomething();
        live();
    });
}

void SimActor::doSomething()
{
    const auto choice = m_around.random.below(20);
    if (choice < 4)
        m_host.say(ActorSetAlarm{(m_around.now() + m_around.delay(60s) - 1s).time_since_epoch().count()});
    else if (choice == 4)
        m_host.say(ActorSetAlarm{});
    else if (choice < 8)
        m_host.say(ActorIntent{ActorIntentSleep{}});
    else if (choice == 8)
        m_host.say(ActorIntent{ActorIntentStop{}});
    else if (choice == 9 && !m_sockets.empty() && m_sockets.begin()->second.lastHandled.number > 0)
        m_host.answer(m_sockets.begin()->second.id,
                      ActorWebSocketClose{.code = closedByActor, .reason = u"enough"_s, .hibernate = false});
}

void SimActor::stop(StopReason reason)
{
    if (std::exchange(m_isStopping, true) && reason != StopReason::Lost)
        return;
    if (reason == StopReason::Lost)
        return end(true); // Another generation may be on its way.
    if (m_around.strikes(Fault::StopHangs))
        return;
    const bool isSlow = m_around.strikes(Fault::StopSlow);
    whileAlive(isSlow ? 25s + m_around.delay(20s) : m_around.delay(500ms), [this] {
        put("stopped", QByteArray::number(m_generation),
            [this] { end(!m_around.strikes(Fault::StopError)); });
    });
}

void SimActor::end(bool ok)
{
    kill();
    m_host.say(
        ActorStateUpdate{ActorStateStopped{.code = ok ? StopCode::Ok : StopCode::Error, .message = {}}});
    m_host.ended();
}

void SimActor::put(const QByteArray &key, const QByteArray &value, std::move_only_function<void()> done)
{
    m_host.kv(KvPutRequest{.keys = {key, codeKey.toByteArray()},
                           .values = {value, QByteArray::number(m_codeVersion)}},
              [this, key, value, done = std::move(done)](const KvResponseData &answer) mutable {
                  if (std::holds_alternative<KvPutResponse>(answer))
                      return done();
                  whileAlive(kvRetryPause, [this, key, value, done = std::move(done)] mutable {
                      put(key, value, std::move(done));
                  });
              });
}

// --- Requests ---

void SimActor::request(const MessageId &id, const RequestStart &request)
{
    if (m_around.strikes(Fault::RequestHangs))
        return;
    if (m_around.strikes(Fault::RequestAborts))
        return m_host.answer(id, ResponseAbort{{.kind = AbortKind::HandlerError, .detail = {}}});
    const QByteArray operation = request.path.section(u'/', -1).toLatin1();
    const bool mayStream = request.responseStream;
    whileAlive(m_around.delay(300ms), [this, id, operation, mayStream] {
        put(operationKey(operation), "done", [this, id, operation, mayStream] {
            const QByteArray body = m_id.toString().toLatin1() + ' ' + operation;
            if (mayStream && m_around.random.chance(0.2))
                stream(id, body);
            else
                respond(id, 200, body);
        });
    });
}

void SimActor::stream(const MessageId &id, const QByteArray &body)
{
    const qsizetype half = body.size() / 2;
    m_host.answer(id, ResponseStart{.status = 200, .headers = {}, .body = {}, .stream = true});
    m_host.answer(id, ResponseChunk{.body = body.first(half), .finish = false});
    m_host.answer(id, ResponseChunk{.body = body.sliced(half), .finish = true});
}

void SimActor::respond(const MessageId &id, std::uint16_t status, const QByteArray &body)
{
    m_host.answer(id, ResponseStart{.status = status, .headers = {}, .body = body, .stream = false});
}

// --- Sockets ---

void SimActor::open(const MessageId &id, const WebSocketOpen &open)
{
    if (m_around.strikes(Fault::SocketRefused))
        return m_host.answer(
            id, ActorWebSocketClose{.code = closedByActor, .reason = u"refused"_s, .hibernate = false});
    const bool hibernates = open.path.startsWith("/hibernating"_L1);
    m_sockets.insert_or_assign(id.requestId, Socket{.id = id, .hibernates = hibernates});
    if (!hibernates)
        return m_host.answer(id, WebSocketOpened{.canHibernate = false});
    put(socketKey(id.requestId), "0 0",
        [this, id] { m_host.answer(id, WebSocketOpened{.canHibernate = true}); });
}

bool SimActor::receive(const MessageId &id, const ToEnvoyTunnelKind &message)
{
    const auto found = m_sockets.find(id.requestId);
    if (found == m_sockets.end())
        return false;
    if (const auto *data = std::get_if<WebSocketMessage>(&message))
        receive(found->second, id.messageIndex, *data);
    else if (std::holds_alternative<ClientWebSocketClose>(message) && isNext(found->second, id.messageIndex))
        closed(found->second);
    return true;
}

/// Whether this is the one after the last, of messages and of the close that ends them. One that came before
/// is answered with what has been handled. There is no gap on a socket that hibernates, also if its client
/// has left meanwhile; where a socket cannot hibernate, a broken connection may make one.
bool SimActor::isNext(Socket &socket, std::uint16_t index)
{
    const auto distance = static_cast<std::uint16_t>(index - socket.lastReceived);
    const bool isLater = distance != 0 && distance < 32767;
    if (!isLater) {
        m_host.answer(socket.id, WebSocketMessageAck{socket.lastHandled.index});
        return false;
    }
    if (socket.hibernates && distance != 1)
        m_oracle.breakPromise(u"%1 missed what came on a socket after message %2 and before %3"_s.arg(name())
                                  .arg(socket.lastReceived)
                                  .arg(index));
    socket.lastReceived = index;
    return true;
}

void SimActor::receive(Socket &socket, std::uint16_t index, const WebSocketMessage &message)
{
    if (!isNext(socket, index))
        return;
    socket.waiting.push_back({.index = index, .number = message.data.toUInt()});
    handleWaiting(socket.id.requestId);
}

void SimActor::handleWaiting(RequestId id)
{
    const auto found = m_sockets.find(id);
    if (found == m_sockets.end() || found->second.isBusy || found->second.waiting.empty())
        return;
    Socket &socket = found->second;
    std::uint32_t expected = socket.lastHandled.number;
    for (const Message &message : socket.waiting)
        if (message.number != ++expected && (socket.hibernates || message.number < expected))
            return m_oracle.breakPromise(
                u"%1 got what a client sent as its %2nd message as the %3rd"_s.arg(name())
                    .arg(message.number)
                    .arg(expected));
    const std::deque<Message> messages = std::exchange(socket.waiting, {});
    if (!socket.hibernates)
        return handled(id, messages);
    socket.isBusy = true;
    const Message &last = messages.back();
    put(socketKey(id), QByteArray::number(last.index) + ' ' + QByteArray::number(last.number),
        [this, id, messages] { handled(id, messages); });
}

void SimActor::handled(RequestId id, const std::deque<Message> &messages)
{
    const auto found = m_sockets.find(id);
    if (found == m_sockets.end())
        return;
    Socket &socket = found->second;
    socket.isBusy = false;
    socket.lastHandled = messages.back();
    if (socket.hibernates)
        m_host.answer(socket.id, WebSocketMessageAck{socket.lastHandled.index});
    for (const Message &message : messages)
        m_host.answer(socket.id,
                      WebSocketMessage{.data = QByteArray::number(message.number), .binary = false});
    handleWaiting(id);
}

/// What the client sent last may be missing: nobody waits for it any more.
void SimActor::closed(const Socket &socket)
{
    const RequestId id = socket.id.requestId;
    const bool hibernates = socket.hibernates;
    m_sockets.erase(id);
    if (hibernates)
        m_host.kv(KvDeleteRequest{{socketKey(id)}}, [](const KvResponseData &) {});
}

} // namespace rove::sim
