// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/runtime.h"

#include "engine/runtime/http/httpreply.h"
#include "engine/runtime/http/requestroutes.h"
#include "engine/runtime/mailbox.h"
#include "engine/runtime/worker.h"
#include "protocol/base/cbor.h"
#include "protocol/base/ensure.h"

#include <QtCore/QThread>

#include <algorithm>
#include <atomic>
#include <vector>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

constexpr int workerCountMax = 4;

/// The end of a request's body is not one of them: its answer may come in pieces, of which the client takes
/// one after the other. The actor's worker ends it.
bool isLast(const v8::ToEnvoyTunnelKind &message)
{
    return std::holds_alternative<v8::RequestAbort>(message) ||
           std::holds_alternative<v8::ClientWebSocketClose>(message);
}

bool isTraffic(const v8::ToEnvoyTunnelKind &message)
{
    return !std::holds_alternative<v8::RequestAbort>(message) &&
           !std::holds_alternative<v8::ResponseBodyWindowUpdate>(message) &&
           !std::holds_alternative<v8::ClientWebSocketClose>(message);
}

bool isOfRequest(const v8::ToEnvoyTunnelKind &message)
{
    return std::holds_alternative<v8::RequestStart>(message) ||
           std::holds_alternative<v8::RequestChunk>(message);
}

} // namespace

int RuntimeOptions::defaultWorkerCount()
{
    return std::clamp(QThread::idealThreadCount() - 1, 1, workerCountMax);
}

struct Runtime::Private {
    /// A worker and the thread it lives on.
    struct Seat {
        std::unique_ptr<QThread> thread;
        Worker *worker = nullptr; ///< Deleted at the end of its thread, by that.
    };

    Private(ActorRegistry actorRegistry, RuntimeOptions runtimeOptions, Sink runtimeSink)
        : registry(std::move(actorRegistry))
        , options(std::move(runtimeOptions))
        , sink(std::move(runtimeSink))
    {}

    Worker &workerOf(const QString &actorId) const { return *seats[qHash(actorId, 0) % seats.size()].worker; }

    void announce() const;
    void takeCommand(v8::CommandWrapper command);
    void takeTunnelMessage(v8::ToEnvoyTunnelMessage message);
    std::optional<QString> actorOf(const v8::ToEnvoyTunnelMessage &message);
    void turnAway(const v8::MessageId &messageId, bool isRequest);

    ActorRegistry registry;
    RuntimeOptions options;
    Sink sink;
    RequestRoutes routes;
    std::vector<Seat> seats;
    std::atomic<int> stoppingWorkerCount = 0;
};

Runtime::Runtime(ActorRegistry registry, RuntimeOptions options, Sink sink)
    : m_d(std::make_unique<Private>(std::move(registry), std::move(options), std::move(sink)))
{
    ENSURE(m_d->options.workerCount >= 1);
    const WorkerSetup setup{
        .registry = m_d->registry, .options = m_d->options, .sink = m_d->sink, .routes = m_d->routes};
    for (int i = 0; i < m_d->options.workerCount; ++i) {
        auto thread = std::make_unique<QThread>();
        thread->setObjectName(u"actors %1"_s.arg(i));
        auto *worker = new Worker(setup, i); // The thread deletes it when it ends.
        worker->moveToThread(thread.get());
        QObject::connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
        thread->start();
        m_d->seats.push_back({.thread = std::move(thread), .worker = worker});
    }
}

Runtime::~Runtime()
{
    for (const Private::Seat &seat : m_d->seats)
        seat.thread->quit();
    for (const Private::Seat &seat : m_d->seats)
        seat.thread->wait();
}

void Runtime::receive(v8::ToEnvoy message)
{
    if (auto *tunnelMessage = std::get_if<v8::ToEnvoyTunnelMessage>(&message)) {
        m_d->takeTunnelMessage(std::move(*tunnelMessage));
    } else if (auto *commands = std::get_if<v8::Commands>(&message)) {
        for (v8::CommandWrapper &command : commands->commands)
            m_d->takeCommand(std::move(command));
    } else if (const auto requestId = answeredRequest(message)) {
        Worker &worker = *m_d->seats[*requestId % m_d->seats.size()].worker;
        worker.post({.actorId = {}, .message = std::move(message)}, Mailbox::Kind::Duty);
    } else if (const auto *ping = std::get_if<v8::Ping>(&message)) {
        m_d->sink(v8::Pong{.ts = ping->ts});
    } else if (std::holds_alternative<v8::Init>(message)) {
        m_d->announce();
    }
    // What is left acknowledges events, of which this runtime keeps none for a repetition.
}

void Runtime::stop(std::function<void()> done)
{
    m_d->sink(v8::Stopping{});
    m_d->stoppingWorkerCount = static_cast<int>(m_d->seats.size());
    for (const Private::Seat &seat : m_d->seats)
        seat.worker->stopAll([this, done] {
            if (--m_d->stoppingWorkerCount == 0)
                done();
        });
}

void Runtime::Private::announce() const
{
    v8::ActorNames names;
    for (const auto &[name, definition] : registry.definitions())
        names.emplace(name, v8::ActorName{.metadata = u"{}"_s});
    const QJsonObject metadata{{"rove"_L1, QJsonObject{{"version"_L1, QLatin1StringView(ROVE_VERSION)}}}};
    sink(v8::Metadata{.prepopulateActorNames = std::move(names),
                      .metadata = QString::fromUtf8(cbor::writeJson(metadata))});
}

void Runtime::Private::takeCommand(v8::CommandWrapper command)
{
    const QString actorId = command.checkpoint.actorId;
    // Sockets that slept come back without being opened.
    if (const auto *start = std::get_if<v8::CommandStartActor>(&command.inner))
        for (const v8::HibernatingRequest &request : start->hibernatingRequests)
            routes.add(requestKey(request.gatewayId, request.requestId), actorId);
    workerOf(actorId).post({.actorId = actorId, .message = v8::Commands{.commands = {std::move(command)}}},
                           Mailbox::Kind::Duty);
}

void Runtime::Private::takeTunnelMessage(v8::ToEnvoyTunnelMessage message)
{
    const std::optional<QString> actorId = actorOf(message);
    const v8::MessageId messageId = message.messageId;
    if (!actorId) { // The actor has ended it, and the engine does not know yet; or it sleeps.
        if (auto *close = std::get_if<v8::ClientWebSocketClose>(&message.messageKind))
            routes.noteClose(requestKey(messageId.gatewayId, messageId.requestId),
                             {.index = messageId.messageIndex, .close = std::move(*close)});
        return;
    }
    const bool isRequest = isOfRequest(message.messageKind);
    const bool isBody = std::holds_alternative<v8::RequestChunk>(message.messageKind);
    const Mailbox::Kind kind = isTraffic(message.messageKind) ? Mailbox::Kind::Traffic : Mailbox::Kind::Duty;
    Worker &worker = workerOf(*actorId);
    if (worker.post({.actorId = *actorId, .message = std::move(message)}, kind))
        return;
    if (isBody) // A body that misses a piece is of no use any more; the worker still waits for the rest.
        worker.post(
            {.actorId = *actorId,
             .message = v8::ToEnvoyTunnelMessage{.messageId = messageId, .messageKind = v8::RequestAbort{}}},
            Mailbox::Kind::Duty);
    turnAway(messageId, isRequest);
}

/// The actor that a message is for; notes it for the messages that follow.
std::optional<QString> Runtime::Private::actorOf(const v8::ToEnvoyTunnelMessage &message)
{
    const RequestKey key = requestKey(message.messageId.gatewayId, message.messageId.requestId);
    if (const auto *request = std::get_if<v8::RequestStart>(&message.messageKind)) {
        if (request->stream || request->responseStream)
            routes.add(key, request->actorId);
        return request->actorId;
    }
    if (const auto *open = std::get_if<v8::WebSocketOpen>(&message.messageKind)) {
        routes.add(key, open->actorId);
        return open->actorId;
    }
    std::optional<QString> actorId = routes.find(key);
    if (const auto *abort = std::get_if<v8::RequestAbort>(&message.messageKind); abort && !actorId)
        actorId = abort->actorId;
    if (isLast(message.messageKind))
        routes.remove(key);
    return actorId;
}

/// The worker's mailbox is full. A socket that misses a message is of no use any more, so it is closed.
void Runtime::Private::turnAway(const v8::MessageId &messageId, bool isRequest)
{
    v8::ToRivetTunnelKind answer;
    if (isRequest)
        answer = HttpReply::actorOverloaded().toResponse();
    else
        answer =
            v8::ActorWebSocketClose{.code = 1011, .reason = Error::of(ErrorCode::ActorOverloaded).wireName()};
    routes.remove(requestKey(messageId.gatewayId, messageId.requestId));
    sink(v8::ToRivetTunnelMessage{.messageId = messageId, .messageKind = std::move(answer)});
}

} // namespace rove::runtime
