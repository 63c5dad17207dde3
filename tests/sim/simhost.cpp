// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simhost.h"

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::sim {

using namespace envoy::v8;

namespace {

constexpr std::uint16_t closeNormal = 1000;
constexpr std::uint16_t closeInternalError = 1011;
constexpr auto reconnectDelayMax = 30s; // spec/runner-envoy.md 1.3
/// Runners acknowledge commands now and then (spec/runner-envoy.md 3.2).
constexpr auto runnerAckDelayMax = 5min;

} // namespace

SimHost::SimHost(HostIdentity identity, const Surroundings &around, Network &network, Oracle &oracle)
    : m_identity(std::move(identity))
    , m_around(around)
    , m_network(network)
    , m_oracle(oracle)
{}

// --- Connection ---

void SimHost::connect()
{
    if (m_isDead || m_wire)
        return;
    m_network.open({.method = "GET",
                    .target = m_words.connectTarget(),
                    .headers = {{"host", "engine"}, {"x-rivet-ray-id", "ray"}},
                    .body = {},
                    .peerAddress = {}},
                   [this, attempt = ++m_attempt](std::shared_ptr<Wire> wire) {
                       if (m_isDead || attempt != m_attempt) {
                           if (wire)
                               wire->cut(0ms, 0ms);
                       } else if (wire) {
                           opened(std::move(wire));
                       } else {
                           reconnectLater();
                       }
                   });
}

void SimHost::opened(std::shared_ptr<Wire> wire)
{
    m_wire = std::move(wire);
    m_wire->listen(
        {.onMessage = [this](const QByteArray &data) { receive(data); },
         .onClosed = [this](std::uint16_t code, const QByteArray &reason) { closed(code, reason); }});
    introduce();
    if (!isRunner())
        greet(); // A runner waits until it is told its id.
}

void SimHost::introduce()
{
    const Metadata metadata{.prepopulateActorNames = ActorNames{{u"counter"_s, {u"{}"_s}}}, .metadata = {}};
    m_wire->send(m_words.encode(metadata).value());
}

void SimHost::greet()
{
    m_isGreeted = true;
    if (m_isStopping)
        send(Stopping{});
    if (!m_said.empty()) // It does not know what has arrived of what it said before.
        send(Events{m_said});
    for (const ToRivet &message : std::exchange(m_kept, {}))
        send(message);
    for (auto &[id, call] : std::exchange(m_kvCalls, {}))
        sendKv(std::move(call));
    if (!m_unacknowledgedStarts.empty())
        send(AckCommands{std::exchange(m_unacknowledgedStarts, {})});
}

void SimHost::closed(std::uint16_t code, const QByteArray &reason)
{
    m_around.note(m_identity.key, u"lost its connection: %1 %2"_s.arg(code).arg(QString::fromLatin1(reason)));
    m_wire.reset();
    m_isGreeted = false;
    if (m_isRetired || reason.startsWith("ws.eviction"))
        return die({});
    if (reason.startsWith("ws.no_runner_config"))
        putConfig();
    if (m_lostThreshold > 0ms)
        m_around.scheduler.after(m_lostThreshold, [this, lostAt = m_around.now()] {
            if (!m_wire && m_lastSeen <= lostAt)
                dropActors();
        });
    reconnectLater();
}

void SimHost::reconnectLater()
{
    const auto backOff =
        std::min<std::chrono::milliseconds>(1s * (1 << std::min(m_failureCount, 5)), reconnectDelayMax);
    ++m_failureCount;
    const auto wait = std::max(m_around.delay(backOff), std::exchange(m_away, 0ms));
    m_around.scheduler.after(wait, [this, attempt = ++m_attempt] {
        if (attempt == m_attempt)
            connect();
    });
}

/// As rivetkit does before it connects (spec/runner-envoy.md 7.1).
void SimHost::putConfig()
{
    m_network.request(
        {.method = "PUT",
         .target = "/runner-configs/" + m_identity.pool.toLatin1() + "?namespace=default",
         .headers = {{"host", "engine"}, {"content-type", "application/json"}, {"x-rivet-ray-id", "ray"}},
         .body = R"({"datacenters":{"default":{"normal":{}}}})",
         .peerAddress = {}},
        [](const Ending &) {});
}

void SimHost::lose(Wire::After engineHears, std::chrono::milliseconds envoyHears,
                   std::chrono::milliseconds away)
{
    if (!m_wire)
        return;
    m_away = away;
    m_wire->cut(engineHears, envoyHears);
}

void SimHost::stall(std::chrono::milliseconds time)
{
    if (m_wire)
        m_wire->stall(time);
}

void SimHost::die(Wire::After engineHears)
{
    if (std::exchange(m_isDead, true))
        return;
    m_around.note(m_identity.key, u"is gone"_s);
    ++m_attempt;
    if (m_wire) {
        m_wire->abandon();
        m_wire->cut(engineHears, {});
        m_wire.reset();
    }
    m_isGreeted = false;
    for (auto &[generation, hosted] : m_hosted)
        hosted.actor->kill();
    if (const auto gone = std::exchange(m_watcher, {}).gone)
        gone();
}

void SimHost::retire()
{
    if (std::exchange(m_isRetired, true))
        return;
    m_around.note(m_identity.key, u"has been replaced"_s);
    if (!m_wire || m_wire->isCut())
        die({});
}

void SimHost::dropActors()
{
    for (auto &[generation, hosted] : m_hosted)
        if (hosted.actor->isAlive())
            hosted.actor->stop(StopReason::Lost);
    m_kept.clear();
    m_kvCalls.clear();
}

void SimHost::drain()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_around.note(m_identity.key, u"wants to stop"_s);
    send(Stopping{});
    leaveIfEmpty();
}

/// An envoy that has drained says so as it goes (spec/runner-envoy.md 3.4).
void SimHost::leaveIfEmpty()
{
    const auto isAlive = [](const auto &hosted) { return hosted.second.actor->isAlive(); };
    if (!m_isStopping || !m_isGreeted || std::ranges::any_of(m_hosted, isAlive))
        return;
    m_wire->close(closeNormal, m_words.farewell());
    m_wire.reset();
    die({});
}

void SimHost::calmDown()
{
    m_isCalm = true;
    for (auto &[generation, hosted] : m_hosted)
        hosted.actor->calmDown();
}

// --- What it hears ---

void SimHost::receive(const QByteArray &data)
{
    auto heard = m_words.decode(data);
    if (!heard)
        return m_oracle.breakPromise(u"the engine sent what is no message: "_s + heard.error().message);
    m_lastSeen = m_around.now();
    std::visit([this](const auto &known) { receive(known); }, heard->message);
    if (heard->runnerId)
        named(*heard->runnerId);
}

void SimHost::receive(const Init &init)
{
    m_lostThreshold = std::chrono::milliseconds(init.envoyLostThreshold);
    m_failureCount = 0;
}

void SimHost::named(const QString &runnerId)
{
    if (!m_runnerId.isEmpty() && m_runnerId != runnerId)
        dropActors(); // It counts as another one, which has none.
    m_runnerId = runnerId;
    greet();
    if (m_watcher.named)
        m_watcher.named(runnerId);
}

void SimHost::receive(const Ping &ping)
{
    send(Pong{ping.ts});
}

void SimHost::receive(const Commands &commands)
{
    for (const CommandWrapper &command : commands.commands) {
        obey(command);
        acknowledge(command.checkpoint);
    }
}

void SimHost::obey(const CommandWrapper &command)
{
    const Checkpoint &checkpoint = command.checkpoint;
    const Generation generation(*ActorId::parse(checkpoint.actorId), checkpoint.generation);
    if (const auto *start = std::get_if<CommandStartActor>(&command.inner))
        return this->start(generation, checkpoint, *start);
    const auto found = m_hosted.find(generation);
    if (found == m_hosted.end() || checkpoint.index <= found->second.lastCommandIndex)
        return;
    found->second.lastCommandIndex = checkpoint.index;
    if (found->second.actor->isAlive())
        found->second.actor->stop(std::get<CommandStopActor>(command.inner).reason);
}

void SimHost::acknowledge(const Checkpoint &checkpoint)
{
    auto late = m_around.strikes(Fault::AckLate) ? m_around.delay(20s) : 0ms;
    if (isRunner())
        late = m_around.delay(runnerAckDelayMax);
    m_around.scheduler.after(late, [this, checkpoint, wire = std::weak_ptr(m_wire)] {
        if (m_wire && wire.lock() == m_wire)
            send(AckCommands{{checkpoint}});
    });
}

void SimHost::takeRequest(const Commands &commands)
{
    for (const CommandWrapper &command : commands.commands) {
        obey(command);
        m_unacknowledgedStarts.push_back(command.checkpoint);
    }
    if (m_isGreeted)
        send(AckCommands{std::exchange(m_unacknowledgedStarts, {})});
}

void SimHost::start(const Generation &generation, const Checkpoint &checkpoint,
                    const CommandStartActor &start)
{
    if (m_hosted.contains(generation))
        return; // Sent again after a reconnect.
    for (auto &[other, hosted] : m_hosted)
        if (other.first == generation.first && hosted.actor->isAlive()) {
            hosted.actor->kill();
            endedLater(other);
        }
    Hosted &hosted = m_hosted[generation];
    hosted.lastCommandIndex = checkpoint.index;
    hosted.actor = std::make_unique<SimActor>(generation.first, generation.second, m_identity.version,
                                              m_around, m_oracle, hostOf(generation));
    if (m_isCalm)
        hosted.actor->calmDown();
    for (const HibernatingRequest &request : start.hibernatingRequests)
        m_sockets.insert_or_assign(request.requestId, generation);
    hosted.actor->start(start.hibernatingRequests);
}

SimActor::Host SimHost::hostOf(const Generation &generation)
{
    return {.say = [this, generation](Event event) { say(generation, std::move(event)); },
            .answer =
                [this](const MessageId &id, ToRivetTunnelKind kind) {
                    sendOrKeep(ToRivetTunnelMessage{.messageId = id, .messageKind = std::move(kind)});
                },
            .kv =
                [this, generation](KvRequestData data, SimActor::KvAnswered answered) {
                    sendKv(
                        {.generation = generation, .data = std::move(data), .answered = std::move(answered)});
                },
            .repeat =
                [this] {
                    if (!m_said.empty())
                        send(Events{{m_around.random.pick(m_said)}});
                },
            .ended = [this, generation] { endedLater(generation); }};
}

/// From where its actors are not looked at.
void SimHost::endedLater(const Generation &generation)
{
    m_around.scheduler.after(0ms, [this, generation] {
        if (m_watcher.actorEnded)
            m_watcher.actorEnded(generation.first, generation.second);
        leaveIfEmpty();
    });
}

void SimHost::receive(const AckEvents &acknowledgement)
{
    for (const Checkpoint &last : acknowledgement.lastEventCheckpoints)
        std::erase_if(m_said, [&](const EventWrapper &event) {
            const Checkpoint &said = event.checkpoint;
            return said.actorId == last.actorId &&
                   (said.generation < last.generation ||
                    (said.generation == last.generation && said.index <= last.index));
        });
}

void SimHost::receive(const KvResponse &response)
{
    auto call = m_kvCalls.extract(response.requestId);
    if (!call)
        return;
    const auto found = m_hosted.find(call.mapped().generation);
    if (found != m_hosted.end() && found->second.actor->isAlive())
        call.mapped().answered(response.data);
}

void SimHost::receive(const ToEnvoyTunnelMessage &message)
{
    m_around.trace.heard(m_around.now(), m_identity.key, message);
    const ToEnvoyTunnelKind &kind = message.messageKind;
    if (const auto *request = std::get_if<RequestStart>(&kind)) {
        if (SimActor *actor = findActor(request->actorId, request->actorGeneration);
            actor && !m_around.strikes(Fault::RequestMissesActor))
            actor->request(message.messageId, *request);
        else
            refuse(message);
    } else if (const auto *open = std::get_if<WebSocketOpen>(&kind)) {
        SimActor *actor = findActor(open->actorId, open->actorGeneration);
        if (!actor)
            return refuse(message);
        m_sockets.insert_or_assign(message.messageId.requestId,
                                   Generation(*ActorId::parse(open->actorId), actor->generation()));
        actor->open(message.messageId, *open);
    } else if (std::holds_alternative<WebSocketMessage>(kind) ||
               std::holds_alternative<ClientWebSocketClose>(kind)) {
        const auto socket = m_sockets.find(message.messageId.requestId);
        const auto hosted = socket == m_sockets.end() ? m_hosted.end() : m_hosted.find(socket->second);
        if (hosted == m_hosted.end() || !hosted->second.actor->takesTraffic() ||
            !hosted->second.actor->receive(message.messageId, kind))
            m_around.note(m_identity.key, u"has no socket for a message"_s);
    }
}

/// The newest one if no generation is asked for.
SimActor *SimHost::findActor(const QString &id, std::optional<std::uint32_t> generation)
{
    const Generation last(*ActorId::parse(id),
                          generation.value_or(std::numeric_limits<std::uint32_t>::max()));
    const auto after = m_hosted.upper_bound(last);
    if (after == m_hosted.begin())
        return nullptr;
    const auto &[found, hosted] = *std::prev(after);
    const bool isIt = found.first == last.first && (!generation || found.second == *generation);
    return isIt && hosted.actor->takesTraffic() ? hosted.actor.get() : nullptr;
}

/// What an envoy says for an actor that does not run there; a runner says nothing (spec/runner-envoy.md 4.1).
void SimHost::refuse(const ToEnvoyTunnelMessage &message)
{
    if (isRunner())
        return m_around.note(m_identity.key, u"has no such actor"_s);
    const QString code = u"envoy.actor_not_found"_s;
    if (std::holds_alternative<RequestStart>(message.messageKind))
        sendOrKeep(ToRivetTunnelMessage{
            .messageId = message.messageId,
            .messageKind = ResponseStart{.status = 503, .headers = {{u"x-rivet-error"_s, code}}}});
    else
        sendOrKeep(ToRivetTunnelMessage{.messageId = message.messageId,
                                        .messageKind = ActorWebSocketClose{
                                            .code = closeInternalError, .reason = code, .hibernate = false}});
}

// --- What it says ---

void SimHost::say(const Generation &generation, Event event)
{
    if (m_isDead)
        return;
    Hosted &hosted = m_hosted.at(generation);
    m_said.push_back({.checkpoint = {.actorId = generation.first.toString(),
                                     .generation = generation.second,
                                     .index = hosted.nextEventIndex++},
                      .inner = std::move(event)});
    send(Events{{m_said.back()}});
}

void SimHost::sendKv(KvCall call)
{
    if (m_isDead)
        return;
    const std::uint32_t id = ++m_kvCount;
    send(KvRequest{.actorId = call.generation.first.toString(), .requestId = id, .data = call.data});
    m_kvCalls.emplace(id, std::move(call));
}

void SimHost::sendOrKeep(ToRivet message)
{
    if (m_isGreeted)
        send(message);
    else if (!m_isDead)
        m_kept.push_back(std::move(message));
}

void SimHost::send(const ToRivet &message)
{
    if (!m_isGreeted)
        return;
    if (const auto *traffic = std::get_if<ToRivetTunnelMessage>(&message))
        m_around.trace.said(m_around.now(), m_identity.key, *traffic);
    if (const auto bytes = m_words.encode(message))
        m_wire->send(*bytes);
}

} // namespace rove::sim
