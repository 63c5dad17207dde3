// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/actorsocket.h"

#include "protocol/base/limits.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::gateway {
namespace {

using namespace envoy::v8;

constexpr std::uint16_t closeNormal = 1000;
constexpr std::uint16_t closeInternalError = 1011;
constexpr std::uint16_t closeInvalidText = 1007;
constexpr std::uint16_t closedWithoutStatus = 1005;
constexpr int openCountMax = 7; // As requests: spec/client-gateway.md 5.6.
const QString actorNotFound = u"envoy.actor_not_found"_s;
constexpr std::uint16_t closedAbnormally = 1006;

/// True if `a` comes after `b` in the sequence of 16-bit indices that wraps (spec/client-gateway.md 10).
bool isAfter(std::uint16_t a, std::uint16_t b)
{
    return a != b && static_cast<std::uint16_t>(a - b) < 32767;
}

/// What an actor hears of its client's leaving (spec/runner-envoy.md 4.3).
ClientWebSocketClose closeOf(std::uint16_t code, const QByteArray &reason)
{
    if (code == closedWithoutStatus)
        return {.code = closeNormal, .reason = {}};
    if (code == closedAbnormally)
        return {.code = closeInternalError, .reason = u"ws.downstream_closed"_s};
    return {.code = code, .reason = QString::fromUtf8(reason)};
}

} // namespace

ActorSocket::ActorSocket(const Services &services, ActorId actorId, QByteArray path,
                         envoy::v8::Headers headers, QByteArray rayId)
    : m_services(services)
    , m_actorId(actorId)
    , m_path(std::move(path))
    , m_headers(std::move(headers))
    , m_rayId(std::move(rayId))
{}

ActorSocket::~ActorSocket() = default;

void ActorSocket::start(std::unique_ptr<net::WebSocket> client, const Placement &placement)
{
    m_client = std::move(client);
    open(placement);
}

void ActorSocket::open(const Placement &placement)
{
    ++m_openCount;
    m_nextIndex = 0;
    m_openedAt = m_services.loop.steadyNow();
    const auto number = m_services.traffic.open(m_actorId, shared_from_this());
    if (!number)
        return closeClient(number.error());
    m_number = *number;
    m_placement = placement;
    send(WebSocketOpen{.actorId = m_actorId.toString(),
                       .actorGeneration = placement.generation,
                       .path = QString::fromLatin1(m_path),
                       .headers = m_headers});
}

/// The actor left, or had left, before it said a word: nothing was delivered.
void ActorSocket::openAgain()
{
    const auto self = shared_from_this(); // `Traffic` lets go of it.
    if (const auto number = std::exchange(m_number, std::nullopt))
        m_services.traffic.close(*number);
    if (m_openCount >= openCountMax)
        return closeClient(Error::of(ErrorCode::GuardActorStoppedWhileWaiting));
    m_services.waiter.whenReady(m_actorId, [self](Result<Placement> placement) {
        if (self->m_state != State::Opening)
            return;
        if (placement)
            self->open(*placement);
        else
            self->closeClient(placement.error());
    });
}

void ActorSocket::receive(ToRivetTunnelKind message)
{
    if (auto *data = std::get_if<WebSocketMessage>(&message)) {
        m_client->send(std::move(data->data), data->binary ? net::FrameKind::Binary : net::FrameKind::Text);
    } else if (const auto *ack = std::get_if<WebSocketMessageAck>(&message)) {
        acknowledge(ack->index);
    } else if (const auto *opened = std::get_if<WebSocketOpened>(&message)) {
        // Rivet's own envoys say this again after a restore; only the first one opens.
        if (m_state != State::Opening)
            return;
        m_state = State::Open;
        m_headers.clear();
        m_canHibernate = opened->canHibernate;
        startReading();
    } else if (const auto *close = std::get_if<ActorWebSocketClose>(&message)) {
        if (close->hibernate && m_canHibernate)
            return actorLeft(core::ActorPhase::Stopped);
        if (m_state == State::Opening && close->reason == actorNotFound)
            return openAgain();
        closeClient(close->code.value_or(closeNormal),
                    close->reason ? close->reason->toUtf8() : QByteArrayLiteral("ws.closed"));
    }
}

void ActorSocket::startReading()
{
    // `Traffic` keeps this object while the socket is open; both may end inside of a handler.
    m_client->start(
        {.onMessage = [this](QByteArray data, net::FrameKind kind) { clientSent(std::move(data), kind); },
         .onClosed = [this](std::uint16_t code, const QByteArray &reason) { clientClosed(code, reason); },
         .tooBig = {.code = closeInternalError,
                    .reason = closeReason(Error::of(ErrorCode::InternalError), m_rayId)},
         .invalidText = {.code = closeInvalidText, .reason = "message.invalid_utf8"_ba}});
}

void ActorSocket::clientSent(QByteArray data, net::FrameKind kind)
{
    const std::uint16_t index = m_nextIndex;
    WebSocketMessage message{.data = std::move(data), .binary = kind == net::FrameKind::Binary};
    if (m_canHibernate) {
        m_unacknowledgedBytes += message.data.size();
        m_unacknowledged.push_back({.index = index,
                                    .message = message,
                                    .since = m_services.loop.steadyNow(),
                                    .wasSent = m_state == State::Open});
        if (m_unacknowledgedBytes > limits::hibernatingBytesMax ||
            m_unacknowledged.size() > static_cast<std::size_t>(limits::hibernatingMessageCountMax))
            return closeClient(Error::of(ErrorCode::GuardWebsocketPendingLimitReached));
    }
    if (m_state == State::Open) {
        send(std::move(message));
    } else {
        ++m_nextIndex;
        wake();
    }
    holdBack();
}

void ActorSocket::holdBack()
{
    if (m_state == State::Closed)
        return;
    if (m_state == State::Open && !m_isHeldBack && m_services.traffic.isCongested(m_placement)) {
        m_isHeldBack = true;
        m_services.traffic.holdBack(m_placement, *m_number);
    }
    if (m_services.sockets.limitsRate)
        if (const auto wait = m_rate.count(m_services.loop.steadyNow()); wait > 0ms)
            m_rateTimer = m_services.loop.after(wait, [this] {
                const auto timer = std::move(m_rateTimer);
                readOn();
            });
    if (m_isHeldBack || m_rateTimer)
        m_client->pauseReading();
}

void ActorSocket::relieved()
{
    m_isHeldBack = false;
    readOn();
}

void ActorSocket::readOn()
{
    if (m_state != State::Closed && !m_isHeldBack && !m_rateTimer)
        m_client->resumeReading();
}

void ActorSocket::clientClosed(std::uint16_t code, const QByteArray &reason)
{
    m_clientClose = closeOf(code, reason);
    // One that stops can still hear it after all that it has been sent; calling it back would only put it to
    // sleep once more.
    if (m_state == State::Open || m_state == State::Parting)
        sendClose();
    else
        wake();
}

/// The actor hears it last. What it has not acknowledged by then may be lost with its host's connection; so
/// this waits for the acknowledgement, and says it all again if the host comes back before.
void ActorSocket::sendClose()
{
    if (!m_closeIndex)
        m_closeIndex = m_nextIndex++;
    m_services.traffic.send(m_placement, *m_number, *m_closeIndex, *m_clientClose);
    if (m_unacknowledged.empty())
        finish();
}

void ActorSocket::acknowledge(std::uint16_t index)
{
    while (!m_unacknowledged.empty() && !isAfter(m_unacknowledged.front().index, index)) {
        m_unacknowledgedBytes -= m_unacknowledged.front().message.data.size();
        m_unacknowledged.pop_front();
    }
    if (isLeaving() && m_unacknowledged.empty())
        finish();
}

void ActorSocket::envoyReturned()
{
    // The actor ignores by its index what has arrived before (spec/runner-envoy.md 4.1).
    if (m_state == State::Open)
        return sendAgain();
    // What was sent to one that stops may be lost in part, and the rest wait for its host.
    if (m_isActorStopping)
        for (Unacknowledged &pending : m_unacknowledged)
            if (pending.wasSent)
                sendPending(pending);
    if (isLeaving())
        sendClose();
}

void ActorSocket::actorStops()
{
    // What came now would find it closing its doors: rivetkit drops the answer, and may forget the message.
    if (m_state != State::Open || !m_canHibernate || isLeaving())
        return;
    m_state = State::Parting;
    m_isActorStopping = true;
}

void ActorSocket::actorLeft(core::ActorPhase phase)
{
    if (m_state == State::Closed)
        return;
    m_isActorStopping = false;
    for (Unacknowledged &pending : m_unacknowledged)
        pending.wasSent = false;
    if (m_state == State::Opening && phase != core::ActorPhase::Destroyed)
        return openAgain();
    if (!hibernates() || phase == core::ActorPhase::Destroyed)
        return closeClient(closeNormal, QByteArrayLiteral("actor.stopped"));
    if (m_state == State::Open || m_state == State::Parting)
        m_state = State::Hibernating;
    // What the actor left unhandled is a reason to call it back.
    if (!m_unacknowledged.empty())
        wake();
}

bool ActorSocket::hibernates() const
{
    return m_canHibernate && m_state != State::Closed && !(isLeaving() && m_state == State::Open);
}

/// The client has closed, and the actor was told.
bool ActorSocket::isLeaving() const
{
    return m_clientClose && (m_state == State::Open || m_state == State::Parting);
}

Exchange::Kind ActorSocket::kind() const
{
    return m_state == State::Hibernating || m_state == State::Waking ? Kind::HibernatingSocket : Kind::Socket;
}

void ActorSocket::wake()
{
    if (m_state != State::Hibernating && m_state != State::Parting)
        return;
    m_state = State::Waking;
    m_services.waiter.whenReady(m_actorId, [self = shared_from_this()](Result<Placement> placement) {
        if (self->m_state != State::Waking)
            return;
        if (placement)
            self->resume(*placement);
        else
            self->closeClient(placement.error());
    });
}

void ActorSocket::resume(const Placement &placement)
{
    m_placement = placement;
    m_state = State::Open;
    sendAgain();
}

void ActorSocket::sendAgain()
{
    for (Unacknowledged &pending : m_unacknowledged)
        sendPending(pending);
    if (m_clientClose)
        sendClose();
}

void ActorSocket::sendPending(Unacknowledged &pending)
{
    pending.since = m_services.loop.steadyNow();
    pending.wasSent = true;
    m_services.traffic.send(m_placement, *m_number, pending.index, pending.message);
}

void ActorSocket::checkDeadline(std::chrono::steady_clock::time_point now)
{
    if (m_state == State::Opening && now - m_openedAt > limits::webSocketOpenTimeout)
        return closeClient(Error::of(ErrorCode::GuardWebsocketOpenTimeout));
    if (m_state == State::Open && !m_unacknowledged.empty() &&
        now - m_unacknowledged.front().since > limits::webSocketAckTimeout)
        closeClient(Error::of(ErrorCode::GuardWebsocketGarbageCollected));
}

void ActorSocket::send(ToEnvoyTunnelKind message)
{
    m_services.traffic.send(m_placement, *m_number, m_nextIndex++, std::move(message));
}

void ActorSocket::closeClient(const Error &error)
{
    closeClient(closeInternalError, closeReason(error, m_rayId));
}

void ActorSocket::closeClient(std::uint16_t code, QByteArray reason)
{
    m_client->close(code, std::move(reason));
    finish();
}

void ActorSocket::finish()
{
    m_state = State::Closed;
    m_unacknowledged.clear();
    m_rateTimer.reset();
    if (const auto number = std::exchange(m_number, std::nullopt))
        m_services.traffic.close(*number);
}

} // namespace rove::gateway
