// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/actorcall.h"

#include "engine/gateway/guarderrors.h"
#include "protocol/base/limits.h"

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::gateway {
namespace {

using namespace envoy::v8;

constexpr int attemptCountMax = 7;      // spec/client-gateway.md 5.6
constexpr auto firstRetryPause = 150ms; // doubles each time

/// What a host that takes whole requests may say of one that it did not carry out (spec/client-gateway.md
/// 5.6); from others Rivet's gateway passes these on (measured on engine 2.3.19).
constexpr std::array retryable{"guard.service_unavailable"_L1,           "guard.actor_ready_timeout"_L1,
                               "guard.actor_stopped_while_waiting"_L1,   "guard.tunnel_request_aborted"_L1,
                               "guard.tunnel_message_timeout"_L1,        "guard.tunnel_response_closed"_L1,
                               "guard.gateway_response_start_timeout"_L1};

/// Header values are bytes; UTF-8 is taken as such, anything else as Latin-1.
QString headerText(const QByteArray &value)
{
    return QUtf8StringView(value).isValidUtf8() ? QString::fromUtf8(value) : QString::fromLatin1(value);
}

bool isHeaderSafe(const QString &value)
{
    return std::ranges::all_of(value, [](QChar c) { return c >= u' ' && c <= u'~'; });
}

QString errorOf(const ResponseStart &response)
{
    const auto error = response.headers.find(u"x-rivet-error"_s);
    return error == response.headers.end() ? QString() : error->second;
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

// --- The request ---

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
    m_isStreamed = m_services.traffic.streamsBodies(placement);
    m_isAnswerStreamed = m_services.traffic.streamsAnswers(placement);
    if (!m_isStreamed && m_request.rest)
        return collectBody();
    ++m_attemptCount;
    const auto number = m_services.traffic.open(m_actorId, shared_from_this());
    if (!number)
        return fail(number.error());
    m_channel.emplace(m_services.traffic, placement, *number);
    m_generation = placement.generation;
    m_sentAt = m_services.loop.steadyNow();
    sendRequest();
}

/// For a host that takes bodies as a whole; by then the actor may be elsewhere.
void ActorCall::collectBody()
{
    if (!m_collectTimer)
        m_collectTimer = m_services.loop.after(limits::httpBodyTimeout, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self && self->m_responder)
                self->refuse(net::Refusal::TimedOut);
        });
    // The session keeps the callback until it has called it, or the client has gone.
    m_request.rest->read(
        [self = shared_from_this()](const std::expected<net::RequestBody::Piece, net::Refusal> &piece) {
            if (!self->m_responder)
                return;
            if (!piece)
                return self->refuse(piece.error());
            self->m_request.body += piece->bytes;
            if (!piece->isLast)
                return self->collectBody();
            self->m_request.rest.reset();
            self->m_collectTimer.reset();
            self->attempt();
        });
}

void ActorCall::sendRequest()
{
    const bool isWhole = !m_request.rest && (!m_isStreamed || m_request.body.size() <= chunkBytesMax);
    // A body of no bytes is still a body, which JavaScript allows no GET to have.
    std::optional<QByteArray> body;
    if (isWhole && !m_request.body.isEmpty())
        body = m_request.body;
    m_channel->send(RequestStart{.actorId = m_actorId.toString(),
                                 .actorGeneration = m_generation,
                                 .method = QString::fromLatin1(m_request.method),
                                 .path = QString::fromLatin1(m_request.target),
                                 .headers = actorHeaders(m_request.headers, m_context.rayId),
                                 .body = std::move(body),
                                 .stream = !isWhole,
                                 .responseStream = m_isAnswerStreamed});
    if (!isWhole)
        startUpload();
}

void ActorCall::startUpload()
{
    // The upload, and with it the callback, is this object's.
    m_upload.emplace(m_services.loop, *m_channel, m_request.body, std::move(m_request.rest),
                     [this](net::Refusal reason) {
                         const auto self = shared_from_this(); // `Traffic` lets go of it on the way.
                         abort(u"the client did not send the body that it announced"_s);
                         refuse(reason);
                     });
    m_upload->start();
}

// --- The answer ---

void ActorCall::receive(ToRivetTunnelKind message)
{
    if (auto *response = std::get_if<ResponseStart>(&message)) {
        take(std::move(*response));
    } else if (const auto *chunk = std::get_if<ResponseChunk>(&message)) {
        take(*chunk);
    } else if (std::holds_alternative<ResponseAbort>(message)) {
        fail(requestAborted());
    } else if (const auto *update = std::get_if<RequestBodyWindowUpdate>(&message)) {
        if (m_upload)
            m_upload->consumed(update->consumedBytes);
    } else if (std::holds_alternative<RequestBodyCancel>(message)) {
        if (m_upload)
            m_upload->cancel();
    }
}

void ActorCall::take(ResponseStart response)
{
    if (m_download)
        return;
    if (isUndelivered(response))
        return retryLater(response);
    if (!response.stream)
        return finish(std::move(response));
    const QByteArray first = std::exchange(response.body, std::nullopt).value_or(QByteArray());
    m_download.emplace(*m_channel, m_responder->start(answerOf(std::move(response))),
                       m_isAnswerStreamed ? Windowed::Yes : Windowed::No);
    if (!first.isEmpty())
        take(ResponseChunk{.body = first, .finish = false});
}

void ActorCall::take(const ResponseChunk &chunk)
{
    if (!m_download)
        return;
    if (!m_download->write(chunk.body)) {
        abort(u"the response window was overrun"_s);
        return fail(requestAborted());
    }
    if (!chunk.finish)
        return;
    m_download->end();
    closeExchange();
}

/// Whether the answer says that this request has reached no actor, and it can be sent again.
bool ActorCall::isUndelivered(const ResponseStart &response) const
{
    const QString error = errorOf(response);
    if ((response.status != 503 && response.status != 504) || error.isEmpty() ||
        (m_upload && m_upload->hasReadOn()))
        return false;
    return error == "envoy.actor_not_found"_L1 || (!m_isStreamed && std::ranges::contains(retryable, error));
}

void ActorCall::retryLater(const ResponseStart &response)
{
    if (m_upload && !m_request.rest)
        m_request.rest = m_upload->takeRest();
    closeExchange();
    if (m_attemptCount >= attemptCountMax)
        return fail(retriesExceeded(m_attemptCount, response.status, errorOf(response)));
    const auto pause = firstRetryPause * (1 << (m_attemptCount - 1));
    m_retryTimer = m_services.loop.after(pause, [self = shared_from_this()] {
        const auto timer = std::move(self->m_retryTimer); // Ends the circle of the call and its timer.
        if (self->m_responder)
            self->attempt();
    });
}

void ActorCall::finish(ResponseStart response)
{
    if (m_upload && !m_upload->isDone()) // Of the request's body, in spite of its name (its tag is 3).
        m_channel->send(ResponseBodyCancel{});
    closeExchange();
    net::HttpResponse answer = answerOf(std::move(response));
    if (const auto responder = std::exchange(m_responder, nullptr))
        responder->respond(std::move(answer));
}

net::HttpResponse ActorCall::answerOf(ResponseStart start) const
{
    net::HttpResponse response{
        .status = start.status, .headers = {}, .body = std::move(start.body).value_or(QByteArray())};
    for (const auto &[name, value] : start.headers)
        response.headers.push_back({.name = name.toLatin1(), .value = value.toUtf8()});
    const auto add = [&](const QByteArray &name, const QByteArray &value) {
        if (!net::headerValue(response.headers, name))
            response.headers.push_back({.name = name, .value = value});
    };
    add("x-rivet-actor"_ba, m_actorId.toString().toLatin1());
    add("x-rivet-actor-generation"_ba, QByteArray::number(m_generation));
    const core::Actor *actor = m_services.conductor.engine().findActor(m_actorId);
    if (actor && actor->key && isHeaderSafe(*actor->key))
        add("x-rivet-actor-key"_ba, actor->key->toLatin1());
    addCommonHeaders(response.headers, m_context);
    return response;
}

// --- Ends before their time ---

void ActorCall::actorLeft(core::ActorPhase)
{
    // It may have run: sending it again is the client's decision.
    fail(actorStopped(m_actorId));
}

void ActorCall::checkDeadline(std::chrono::steady_clock::time_point now)
{
    // An upload that goes on is a sign of life; an answer that has begun may take its time.
    const auto lastSign = m_upload ? std::max(m_sentAt, m_upload->lastProgress()) : m_sentAt;
    if (m_download || now - lastSign < limits::responseStartTimeout)
        return;
    abort(u"timed out waiting for the HTTP response to start"_s);
    fail(responseStartTimedOut(limits::responseStartTimeout));
}

void ActorCall::refuse(net::Refusal reason)
{
    fail(refusalResponse(reason, m_context));
}

void ActorCall::abandon()
{
    m_responder = nullptr;
    abort(m_download ? u"client disconnected before the HTTP response ended"_s
                     : u"client disconnected before the HTTP response started"_s);
    closeExchange();
}

void ActorCall::abort(const QString &why)
{
    if (m_channel)
        m_channel->send(RequestAbort{.actorId = m_actorId.toString(),
                                     .actorGeneration = m_generation,
                                     .reason = {.kind = AbortKind::Cancelled, .detail = why}});
}

void ActorCall::fail(const Error &error)
{
    fail(errorResponse(error, m_context));
}

void ActorCall::fail(net::HttpResponse response)
{
    const bool hasBegun = m_download.has_value();
    m_collectTimer.reset();
    closeExchange();
    if (const auto responder = std::exchange(m_responder, nullptr); responder && !hasBegun)
        responder->respond(std::move(response));
}

void ActorCall::closeExchange()
{
    m_upload.reset();
    m_download.reset();
    if (m_channel)
        std::exchange(m_channel, std::nullopt)->close();
}

} // namespace rove::gateway
