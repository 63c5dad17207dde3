// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/envoyclient.h"

#include "engine/join/oversized.h"
#include "engine/join/refusal.h"
#include "engine/join/turnedaway.h"
#include "protocol/base/limits.h"
#include "protocol/envoy/codec.h"

#include <QtCore/QLoggingCategory>

#include <algorithm>
#include <utility>

namespace rove::join {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace envoy::v8;

Q_LOGGING_CATEGORY(log, "rove.join")

// spec/runner-envoy.md 1.3
constexpr std::chrono::milliseconds reconnectDelayFirst = 1s;
constexpr std::chrono::milliseconds reconnectDelayMax = 30s;
constexpr quint32 jitterPercentMax = 25;
constexpr auto stableAfter = 60s;

/// The engine pings every 3 s and gives up on a peer that is silent for 15 s (spec/runner-envoy.md 1.4); one
/// that is silent for longer than that is gone, whatever TCP believes.
constexpr std::chrono::milliseconds silenceMax = 20s;
/// Until the engine has told its own (spec/runner-envoy.md 1.2).
constexpr std::chrono::milliseconds lostThresholdDefault = 15s;
constexpr std::uint16_t closeNormal = 1000;
constexpr std::uint16_t closeAway = 1001; // RFC 6455 7.4.1

} // namespace

EnvoyClient::EnvoyClient(net::Loop &loop, net::Client &client, EngineAddress address, std::uint64_t seed)
    : m_loop(loop)
    , m_client(client)
    , m_address(std::move(address))
    , m_random(static_cast<quint32>(seed))
    , m_registration(client, m_address)
    , m_payloadBytesMax(limits::tunnelPayloadBytesMax)
    , m_lostThreshold(lostThresholdDefault)
{}

EnvoyClient::~EnvoyClient() = default;

void EnvoyClient::start(Handlers handlers)
{
    m_handlers = std::move(handlers);
    connect();
}

// --- Connecting ---

void EnvoyClient::connect()
{
    if (m_needsPool)
        m_registration.start([this](Result<RegisteredPool> pool) { registered(std::move(pool)); });
    else
        openSocket();
}

void EnvoyClient::registered(Result<RegisteredPool> pool)
{
    if (!pool)
        return failed(std::move(pool).error());
    m_needsPool = false;
    m_datacenter = pool->datacenter;
    openSocket();
}

void EnvoyClient::openSocket()
{
    m_opening =
        m_client.openWebSocket(m_address.connectRequest(), m_address.subprotocols(),
                               [this](Result<net::OpenedWebSocket> socket) { opened(std::move(socket)); });
}

void EnvoyClient::opened(Result<net::OpenedWebSocket> opened)
{
    if (!opened)
        return failed(explain(opened.error(), m_address));
    m_socket = std::move(opened->socket);
    m_socket->start(
        {.onMessage = [this](const QByteArray &data, net::FrameKind kind) { receive(data, kind); },
         .onClosed = [this](std::uint16_t, const QByteArray &reason) { closed(reason); }});
    watchSilence();
}

void EnvoyClient::greeted(const Init &init)
{
    m_isGreeted = true;
    m_greetedAt = m_loop.steadyNow();
    m_lostTimer.reset();
    m_lostThreshold = std::chrono::milliseconds(init.envoyLostThreshold);
    m_payloadBytesMax = static_cast<qsizetype>(
        std::min<std::uint64_t>(init.maxResponsePayloadSize, limits::tunnelPayloadBytesMax));
    // The runtime announces itself first; then everything that may have been lost.
    m_handlers.onMessage(init);
    for (ToRivet &message : m_unsettled.repeat())
        transmit(std::move(message));
    for (ToRivet &request : m_sql.takeUnsent())
        transmit(std::move(request));
    if (m_isStopping)
        transmit(Stopping{});
    if (std::exchange(m_hasJoined, true))
        qCInfo(log).noquote() << "Back at" << m_address.name();
    else
        m_handlers.onJoined();
}

// --- What the engine says ---

void EnvoyClient::receive(const QByteArray &data, net::FrameKind kind)
{
    if (kind != net::FrameKind::Binary)
        return;
    watchSilence();
    auto message = envoy::decodeToEnvoy(data);
    if (!message) {
        qCWarning(log).noquote() << "The engine sends what is no message:" << message.error().message;
        return;
    }
    if (const auto *init = std::get_if<Init>(&*message))
        return greeted(*init);
    if (const auto *acknowledgement = std::get_if<AckEvents>(&*message))
        m_unsettled.settle(*acknowledgement);
    else if (const auto *response = std::get_if<KvResponse>(&*message))
        m_unsettled.settle(*response);
    else if (const auto *commands = std::get_if<Commands>(&*message))
        m_actors.note(*commands);
    m_sql.settle(*message);
    m_handlers.onMessage(*std::move(message));
}

/// Starts the wait for the engine's next word.
void EnvoyClient::watchSilence()
{
    m_silenceTimer = m_loop.after(silenceMax, [this] {
        const std::unique_ptr<net::WebSocket> silent = std::move(m_socket);
        silent->close(closeAway, {});
        closed("it has fallen silent");
    });
}

// --- Losing the connection ---

void EnvoyClient::closed(const QByteArray &reason)
{
    const bool wasGreeted = std::exchange(m_isGreeted, false);
    m_socket.reset();
    m_silenceTimer.reset();
    if (m_isShutDown) {
        m_downTimer.reset();
        if (net::Task down = std::exchange(m_down, nullptr))
            down();
        return;
    }
    for (ToEnvoy &answer : m_sql.breakOff())
        m_handlers.onMessage(std::move(answer));
    if (wasGreeted)
        startLosing();
    if (isEviction(reason))
        return end(explainClose(reason, m_address));
    m_needsPool = isMissingPool(reason);
    failed(explainClose(reason, m_address));
}

/// A failure of the first attempt is for whoever wanted to join; later ones are waited out.
void EnvoyClient::failed(Error error)
{
    m_opening.reset();
    if (!m_hasJoined)
        return end(std::move(error));
    qCWarning(log).noquote() << error.message;
    reconnectLater();
}

void EnvoyClient::reconnectLater()
{
    if (m_greetedAt != std::chrono::steady_clock::time_point() &&
        m_loop.steadyNow() - m_greetedAt >= stableAfter)
        m_attemptCount = 0;
    m_greetedAt = {};
    m_reconnectTimer = m_loop.after(nextDelay(), [this] { connect(); });
}

std::chrono::milliseconds EnvoyClient::nextDelay()
{
    const int doublings = std::min(m_attemptCount++, 5); // 2^5 s is above the maximum.
    const std::chrono::milliseconds delay =
        std::min(reconnectDelayFirst * (1 << doublings), reconnectDelayMax);
    const auto jitter = static_cast<std::int64_t>(m_random.bounded(jitterPercentMax + 1));
    return delay + delay * jitter / 100;
}

void EnvoyClient::startLosing()
{
    m_lostTimer = m_loop.after(m_lostThreshold, [this] { lose(); });
}

/// The engine has given up on this envoy by now, and starts its actors elsewhere.
void EnvoyClient::lose()
{
    m_lostTimer.reset();
    m_unsettled.dropTraffic();
    m_sql.drop();
    if (m_actors.isEmpty())
        return;
    qCWarning(log).noquote() << "Dropping" << m_actors.count() << "actors, which" << m_address.name()
                             << "will have given to others";
    m_handlers.onMessage(m_actors.lostStops());
}

// --- What the runtime says ---

void EnvoyClient::send(ToRivet message)
{
    if (auto *events = std::get_if<Events>(&message)) {
        m_actors.protect(*events);
        m_actors.note(*events);
    } else if (std::holds_alternative<Stopping>(message) && std::exchange(m_isStopping, true)) {
        return;
    } else if (isSqlRequest(message)) {
        return sendSql(std::move(message));
    }
    letGatewayRetry(message);
    const Room room = keep(message);
    if (m_isGreeted)
        transmit(std::move(message));
    else if (room == Room::Exhausted)
        lose();
    checkDrained();
}

/// Notes what has to be said again on another connection.
EnvoyClient::Room EnvoyClient::keep(ToRivet &message)
{
    if (const auto *events = std::get_if<Events>(&message))
        m_unsettled.add(*events);
    else if (const auto *request = std::get_if<KvRequest>(&message))
        m_unsettled.add(*request);
    else if (auto *traffic = std::get_if<ToRivetTunnelMessage>(&message); traffic && !m_isGreeted)
        return m_unsettled.addTraffic(std::move(*traffic)) ? Room::Left : Room::Exhausted;
    // The rest answers the connection that has asked.
    return Room::Left;
}

void EnvoyClient::sendSql(ToRivet request)
{
    const auto connected = m_isGreeted ? SqlRequests::Connected::Yes : SqlRequests::Connected::No;
    if (std::optional<ToEnvoy> answer = m_sql.add(request, connected))
        m_handlers.onMessage(*std::move(answer));
    else if (m_isGreeted)
        transmit(std::move(request));
}

void EnvoyClient::transmit(ToRivet message)
{
    QByteArray frame = envoy::encode(message);
    if (frame.size() > m_payloadBytesMax) {
        // The engine would end the connection over it, and all actors with it.
        std::optional<ToRivet> replacement = insteadOf(message);
        qCWarning(log) << "A message of" << frame.size() << "bytes is too large for the engine";
        if (!replacement)
            return;
        frame = envoy::encode(*replacement);
    }
    m_socket->send(std::move(frame), net::FrameKind::Binary);
}

// --- Going ---

void EnvoyClient::drain(std::chrono::milliseconds patience, net::Task drained)
{
    if (!m_hasJoined || m_isShutDown) {
        m_loop.post(std::move(drained));
        return;
    }
    m_drained = std::move(drained);
    m_drainTimer = m_loop.after(patience, [this] {
        if (net::Task task = std::exchange(m_drained, nullptr))
            task();
    });
    send(Stopping{});
}

void EnvoyClient::checkDrained()
{
    if (!m_isStopping || !m_actors.isEmpty())
        return;
    m_drainTimer.reset();
    if (net::Task task = std::exchange(m_drained, nullptr))
        m_loop.post(std::move(task));
}

void EnvoyClient::shutDown(net::Task done)
{
    m_isShutDown = true;
    m_opening.reset();
    m_reconnectTimer.reset();
    m_lostTimer.reset();
    if (!m_socket) {
        m_loop.post(std::move(done));
        return;
    }
    m_down = std::move(done);
    m_socket->close(closeNormal, "envoy.shutdown");
    m_downTimer = m_loop.after(2 * limits::webSocketCloseTimeout, [this] { closed({}); });
}

void EnvoyClient::end(Error error)
{
    m_isShutDown = true;
    m_lostTimer.reset();
    if (!m_actors.isEmpty())
        lose();
    if (auto ended = std::exchange(m_handlers.onEnded, nullptr))
        ended(std::move(error));
}

} // namespace rove::join
