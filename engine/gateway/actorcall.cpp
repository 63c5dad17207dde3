// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/actorcall.h"

#include "protocol/base/limits.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::gateway {
namespace {

using namespace envoy::v8;

constexpr int attemptCountMax = 7;      // spec/client-gateway.md 5.6
constexpr auto firstRetryPause = 150ms; // doubles each time

/// Header values are bytes; UTF-8 is taken as such, anything else as Latin-1.
QString headerText(const QByteArray &value)
{
    return QUtf8StringView(value).isValidUtf8() ? QString::fromUtf8(value) : QString::fromLatin1(value);
}

bool isHeaderSafe(const QString &value)
{
    return std::ranges::all_of(value, [](QChar c) { return c >= u' ' && c <= u'~'; });
}

/// An answer that says: this request reached no actor.
bool isUndelivered(const ResponseStart &response)
{
    if (response.status != 503)
        return false;
    const auto error = response.headers.find(u"x-rivet-error"_s);
    return error != response.headers.end() &&
           (error->second == "envoy.actor_not_found"_L1 || error->second.startsWith("guard."_L1));
}

/// Set by the session itself, whatever the actor says.
bool isHopHeader(const QString &name)
{
    return name == "content-length"_L1 || name == "connection"_L1 || name == "transfer-encoding"_L1;
}

} // namespace

envoy::v8::Headers actorHeaders(const net::Headers &headers, const QByteArray &rayId)
{
    envoy::v8::Headers result;
    for (const net::Header &header : headers)
        result.emplace(QString::fromLatin1(header.name), headerText(header.value));
    result.insert_or_assign(u"x-rivet-ray-id"_s, headerText(rayId));
    return result;
}

ActorCall::ActorCall(const Services &services, ActorId actorId, net::HttpRequest request,
                     ReplyContext context, std::shared_ptr<net::HttpResponder> responder)
    : m_services(services)
    , m_actorId(actorId)
    , m_request(std::move(request))
    , m_context(std::move(context))
    , m_responder(std::move(responder))
{}

void ActorCall::start()
{
    m_responder->onGone([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->abandon();
    });
    attempt();
}

void ActorCall::attempt()
{
    ++m_attemptCount;
    m_services.waiter.whenReady(m_actorId, [self = shared_from_this()](Result<Placement> placement) {
        if (!self->m_responder)
            return;
        if (placement)
            self->deliver(*placement);
        else
            self->fail(placement.error());
    });
}

void ActorCall::deliver(const Placement &placement)
{
    const auto number = m_services.traffic.open(m_actorId, shared_from_this());
    if (!number)
        return fail(number.error());
    m_number = *number;
    m_placement = placement;
    m_sentAt = m_services.loop.steadyNow();
    // A body of no bytes is still a body, which JavaScript allows no GET to have.
    std::optional<QByteArray> body;
    if (!m_request.body.isEmpty())
        body = m_request.body;
    m_services.traffic.send(placement, *number, 0,
                            RequestStart{.actorId = m_actorId.toString(),
                                         .actorGeneration = placement.generation,
                                         .method = QString::fromLatin1(m_request.method),
                                         .path = QString::fromLatin1(m_request.target),
                                         .headers = actorHeaders(m_request.headers, m_context.rayId),
                                         .body = std::move(body),
                                         .stream = false,
                                         .responseStream = false});
}

void ActorCall::receive(ToRivetTunnelKind message)
{
    if (auto *response = std::get_if<ResponseStart>(&message)) {
        if (isUndelivered(*response))
            return retryOrFail(Error::of(ErrorCode::GuardServiceUnavailable));
        if (!response->stream)
            return finish(std::move(*response));
        if (m_streamed)
            return;
        m_streamed = std::move(*response);
        m_streamed->body = m_streamed->body.value_or(QByteArray());
    } else if (const auto *chunk = std::get_if<ResponseChunk>(&message)) {
        if (m_streamed)
            collect(*chunk);
    } else if (std::holds_alternative<ResponseAbort>(message)) {
        fail(Error::of(ErrorCode::GuardServiceUnavailable));
    }
}

void ActorCall::collect(const ResponseChunk &chunk)
{
    QByteArray &body = *m_streamed->body;
    if (body.size() + chunk.body.size() > limits::httpBodyBytesMax) {
        abortRequest(u"the answer is too long"_s);
        return fail(Error::of(ErrorCode::GuardServiceUnavailable));
    }
    body += chunk.body;
    if (chunk.finish)
        finish(*std::exchange(m_streamed, std::nullopt));
}

void ActorCall::abortRequest(const QString &why)
{
    if (m_number)
        m_services.traffic.send(m_placement, *m_number, 1,
                                RequestAbort{.actorId = m_actorId.toString(),
                                             .actorGeneration = m_placement.generation,
                                             .reason = {.kind = AbortKind::Cancelled, .detail = why}});
}

void ActorCall::actorLeft(core::ActorPhase)
{
    // It may have run: sending it again is the client's decision.
    fail({.code = ErrorCode::GuardActorStoppedWhileWaiting,
          .message = u"Actor stopped while the request was in flight."_s,
          .metadata = {{u"actor_id"_s, m_actorId.toString()}, {u"phase"_s, u"response"_s}}});
}

void ActorCall::checkDeadline(std::chrono::steady_clock::time_point now)
{
    if (now - m_sentAt < limits::responseStartTimeout)
        return;
    abortRequest(u"timed out"_s);
    fail(Error::of(ErrorCode::GuardRequestTimeout));
}

void ActorCall::retryOrFail(const Error &error)
{
    closeExchange();
    if (m_attemptCount >= attemptCountMax)
        return fail(error);
    const auto pause = firstRetryPause * (1 << (m_attemptCount - 1));
    m_retryTimer = m_services.loop.after(pause, [self = shared_from_this()] {
        const auto timer = std::move(self->m_retryTimer); // Ends the circle of the call and its timer.
        if (self->m_responder)
            self->attempt();
    });
}

void ActorCall::fail(const Error &error)
{
    closeExchange();
    if (const auto responder = std::exchange(m_responder, nullptr))
        responder->respond(errorResponse(error, m_context));
}

void ActorCall::finish(ResponseStart start)
{
    closeExchange();
    const auto responder = std::exchange(m_responder, nullptr);
    if (!responder)
        return;
    net::HttpResponse response{
        .status = start.status, .headers = {}, .body = std::move(start.body).value_or(QByteArray())};
    for (const auto &[name, value] : start.headers)
        if (!isHopHeader(name))
            response.headers.push_back({.name = name.toLatin1(), .value = value.toUtf8()});
    response.headers.push_back({.name = "x-rivet-actor"_ba, .value = m_actorId.toString().toLatin1()});
    response.headers.push_back(
        {.name = "x-rivet-actor-generation"_ba, .value = QByteArray::number(m_placement.generation)});
    const core::Actor *actor = m_services.conductor.engine().findActor(m_actorId);
    if (actor && actor->key && isHeaderSafe(*actor->key))
        response.headers.push_back({.name = "x-rivet-actor-key"_ba, .value = actor->key->toLatin1()});
    addCommonHeaders(response.headers, m_context);
    responder->respond(std::move(response));
}

void ActorCall::abandon()
{
    m_responder = nullptr;
    abortRequest(u"client disconnected"_s);
    closeExchange();
}

void ActorCall::closeExchange()
{
    if (const auto number = std::exchange(m_number, std::nullopt))
        m_services.traffic.close(*number);
}

} // namespace rove::gateway
