// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/envoyhub.h"

#include "engine/core/poolsettings.h"
#include "engine/tunnel/envoysocket.h"
#include "engine/tunnel/startcommand.h"
#include "protocol/base/limits.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLoggingCategory>

#include <algorithm>
#include <deque>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::tunnel {
namespace {

Q_LOGGING_CATEGORY(log, "rove.tunnel")

using namespace envoy::v8;

constexpr auto pingInterval = 3s; // spec/runner-envoy.md 1.4
/// Events between two acknowledgements; envoys keep what is not acknowledged (spec/runner-envoy.md 3.2).
constexpr int eventsPerAcknowledgement = 250;
/// The last millisecond that 64 bits of nanoseconds since 1970 hold, in the year 2262.
constexpr std::int64_t timestampMax = 9'223'372'036'854;
constexpr std::uint16_t closeNormal = 1000;
constexpr std::uint16_t closeFailed = 1011;

std::chrono::milliseconds sinceEpoch(core::Instant instant)
{
    return instant.time_since_epoch();
}

QJsonObject parseObject(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

/// Any number may stand here; what lies beyond every clock is as good as its end.
core::Instant instantOf(std::int64_t ts)
{
    return core::Instant(std::chrono::milliseconds(std::clamp<std::int64_t>(ts, 0, timestampMax)));
}

core::ActorNews newsOf(const Event &event)
{
    if (const auto *intent = std::get_if<ActorIntent>(&event)) {
        if (std::holds_alternative<ActorIntentSleep>(intent->intent))
            return core::ActorWantsSleep{};
        return core::ActorWantsStop{};
    }
    if (const auto *update = std::get_if<ActorStateUpdate>(&event)) {
        if (const auto *stopped = std::get_if<ActorStateStopped>(&update->state))
            return core::ActorStopped{.ok = stopped->code == StopCode::Ok, .message = stopped->message};
        return core::ActorRunning{};
    }
    return core::ActorAlarm{std::get<ActorSetAlarm>(event).alarmTs.transform(instantOf)};
}

envoy::v8::StopReason wireReason(core::StopReason reason)
{
    switch (reason) {
    case core::StopReason::SleepIntent:
        return StopReason::SleepIntent;
    case core::StopReason::StopIntent:
        return StopReason::StopIntent;
    case core::StopReason::Destroy:
        return StopReason::Destroy;
    case core::StopReason::GoingAway:
        return StopReason::GoingAway;
    case core::StopReason::Lost:
        return StopReason::Lost;
    }
    std::unreachable();
}

qsizetype payloadBytes(const ToEnvoyTunnelMessage &message)
{
    if (const auto *request = std::get_if<RequestStart>(&message.messageKind))
        return request->body ? request->body->size() : 0;
    if (const auto *chunk = std::get_if<RequestChunk>(&message.messageKind))
        return chunk->body.size();
    if (const auto *data = std::get_if<WebSocketMessage>(&message.messageKind))
        return data->data.size();
    return 0;
}

/// Which message answers a request for a database.
template <class Request>
struct AnswerTo {};
template <>
struct AnswerTo<SqliteGetPagesRequest> {
    using Type = SqliteGetPagesResponse;
};
template <>
struct AnswerTo<SqliteCommitRequest> {
    using Type = SqliteCommitResponse;
};
template <>
struct AnswerTo<SqliteCommitStageBeginRequest> {
    using Type = SqliteCommitStageBeginResponse;
};
template <>
struct AnswerTo<SqliteCommitStageSegmentRequest> {
    using Type = SqliteCommitStageSegmentResponse;
};
template <>
struct AnswerTo<SqliteCommitFinalizeRequest> {
    using Type = SqliteCommitFinalizeResponse;
};
template <>
struct AnswerTo<SqliteExecRequest> {
    using Type = SqliteExecResponse;
};
template <>
struct AnswerTo<SqliteExecuteRequest> {
    using Type = SqliteExecuteResponse;
};
template <>
struct AnswerTo<SqliteExecuteBatchRequest> {
    using Type = SqliteExecuteBatchResponse;
};

/// Requests for pages; the others want the engine to run SQL.
template <class Request>
concept PageRequest = requires(Request request) { request.expectedGeneration; };

SqliteError actorDoesNotExist()
{
    return {.group = u"core"_s, .code = u"internal_error"_s, .message = u"actor does not exist"_s};
}

} // namespace

/// A host from its first connection until it leaves; `peer` is null while its connection is broken.
struct EnvoyHub::Link {
    struct Acknowledged {
        std::uint32_t generation = 0;
        std::int64_t index = 0;
    };

    /// Sends an answer on the connection that has asked, or not at all: request ids start over with each.
    void answer(std::uint64_t asker, ToEnvoy message) const
    {
        if (peer && connection == asker)
            peer->send(std::move(message));
    }
    [[nodiscard]] bool hasAcknowledged(ActorId actorId, const Checkpoint &command) const
    {
        const auto found = commands.find(actorId);
        return found != commands.end() && found->second.generation == command.generation &&
               found->second.index >= command.index;
    }

    [[nodiscard]] bool isRunner() const { return envoy.kind == core::HostKind::Runner; }

    core::EnvoyJoined envoy;
    std::unique_ptr<Peer> peer;
    HostSocket *socket = nullptr;             ///< The peer, if it came over the network.
    bool streamsBodies = false;               ///< As the peer says.
    bool streamsAnswers = false;              ///< The same.
    std::uint64_t connection = 0;             ///< Counts the host's connections.
    bool isGreeted = false;                   ///< On this connection; until then it hears nothing else.
    std::vector<CommandWrapper> heldCommands; ///< For after the greeting.
    std::chrono::steady_clock::time_point lastPong;
    std::map<ActorId, Acknowledged> commands; ///< The last one acknowledged, of actors that run here.
    std::map<QString, Checkpoint> events;     ///< Received and not yet acknowledged, the last of each actor.
    int eventCount = 0;
    /// The ping whose pong a runner that came back sends after it has repeated what was not acknowledged;
    /// none once it has repeated something, or if there is nothing that it must.
    std::optional<std::int64_t> repeatedBy;
    std::deque<ToEnvoyTunnelMessage> backlog; ///< Traffic that waits for the host's return.
    qsizetype backlogBytes = 0;
    std::unique_ptr<net::Timer> lostTimer;
};

EnvoyHub::EnvoyHub(net::Loop &loop, core::Conductor &conductor, KvBackend &kv, SqliteBackend &sqlite,
                   TrafficPort &traffic)
    : m_loop(loop)
    , m_conductor(conductor)
    , m_kv(kv)
    , m_sqlite(sqlite)
    , m_traffic(traffic)
    , m_lobby(loop,
              [this](const core::EnvoyJoined &runner, std::unique_ptr<RunnerSocket> socket, ToRivet more) {
                  admit(runner, std::move(socket));
                  receive(runner.envoyKey, std::move(more));
              })
{
    m_pingTimer = m_loop.after(pingInterval, [this] { pingAll(); });
}

EnvoyHub::~EnvoyHub() = default;

EnvoyHub::LinkPointer EnvoyHub::find(const QString &envoyKey) const
{
    const auto found = m_links.find(envoyKey);
    return found == m_links.end() ? nullptr : found->second;
}

// --- Coming and going ---

void EnvoyHub::join(const core::EnvoyJoined &envoy, std::unique_ptr<Peer> peer)
{
    auto link = std::make_shared<Link>();
    link->envoy = envoy;
    link->peer = std::move(peer);
    link->streamsBodies = link->peer->streamsBodies();
    link->streamsAnswers = link->peer->streamsAnswers();
    m_links.insert_or_assign(envoy.envoyKey, link);
    greet(link);
}

void EnvoyHub::connect(const core::EnvoyJoined &envoy, std::unique_ptr<net::WebSocket> socket,
                       const QByteArray &rayId)
{
    if (envoy.kind == core::HostKind::Runner)
        return m_lobby.enter(envoy, std::move(socket), rayId);
    auto peer = std::make_unique<EnvoySocket>(std::move(socket), rayId, envoy.protocolVersion);
    const LinkPointer link = find(envoy.envoyKey);
    if (link && link->peer && !link->socket)
        return peer->close(closeFailed, "ws.invalid_request"); // The key of this process's own envoy.
    admit(envoy, std::move(peer));
}

void EnvoyHub::admit(const core::EnvoyJoined &envoy, std::unique_ptr<HostSocket> peer)
{
    LinkPointer link = find(envoy.envoyKey);
    if (link && link->socket)
        link->socket->close(closeNormal, "ws.eviction");
    if (link && (link->envoy.namespaceId != envoy.namespaceId || link->envoy.pool != envoy.pool)) {
        leave(envoy.envoyKey);
        link = nullptr;
    }
    if (!link)
        link = m_links.insert_or_assign(envoy.envoyKey, std::make_shared<Link>()).first->second;
    link->envoy = envoy;
    link->socket = peer.get();
    link->peer = std::move(peer);
    link->streamsBodies = link->peer->streamsBodies();
    link->streamsAnswers = link->peer->streamsAnswers();
    ++link->connection;
    link->lostTimer.reset();
    link->socket->start(
        {.onMessage = [this, key = envoy.envoyKey](ToRivet message) { receive(key, std::move(message)); },
         .onClosed =
             [this, key = envoy.envoyKey](const QByteArray &reason) {
                 connectionEnded(QString(key), reason); // Ends this handler too.
             }});
    greet(link);
}

void EnvoyHub::greet(const LinkPointer &link)
{
    link->lastPong = m_loop.steadyNow();
    link->isGreeted = false;
    link->heldCommands.clear();
    // The core tells a runner's id, and what commands it repeats; both belong after the join.
    m_conductor.submit(link->envoy);
    if (!link->peer)
        return;
    link->isGreeted = true;
    link->peer->greet(greetingFor(*link));
    if (auto held = std::exchange(link->heldCommands, {}); !held.empty())
        link->peer->send(Commands{std::move(held)});
    std::erase_if(link->events, [&](const auto &last) { return !isCurrent(*link, last.second); });
    const std::int64_t pinged = ping(*link);
    link->repeatedBy.reset();
    if (link->isRunner() && link->socket->answersPings() && !link->events.empty())
        link->repeatedBy = pinged;
    m_traffic.envoyReturned(link->envoy.envoyKey);
    for (ToEnvoyTunnelMessage &message : std::exchange(link->backlog, {}))
        link->peer->send(std::move(message));
    link->backlogBytes = 0;
}

Greeting EnvoyHub::greetingFor(const Link &link) const
{
    const core::Engine &engine = m_conductor.engine();
    const core::Policy &policy = engine.policy();
    Greeting greeting{.lostThreshold = policy.envoyLostThreshold,
                      .actorStopThreshold = policy.actorStopThreshold,
                      .runnerId = {},
                      .drainGracePeriod = {}};
    if (const core::Envoy *record = engine.findEnvoy(link.envoy.envoyKey))
        greeting.runnerId = record->runnerId;
    for (const auto &[pool, config] : engine.runnerConfigs(link.envoy.namespaceId))
        if (const auto settings = core::PoolSettings::of(config, policy.datacenterName);
            pool == link.envoy.pool && settings && settings->serverless)
            greeting.drainGracePeriod = policy.serverlessRunnerDrainGracePeriod;
    return greeting;
}

void EnvoyHub::connectionEnded(const QString &envoyKey, const QByteArray &reason)
{
    const LinkPointer link = find(envoyKey);
    if (!link)
        return;
    const bool isFarewell = link->socket->isFarewell(reason);
    breakOff(*link);
    if (isFarewell)
        leave(envoyKey);
    else
        m_conductor.submit(core::EnvoyDisconnected{envoyKey});
}

void EnvoyHub::breakOff(Link &link)
{
    link.socket = nullptr;
    link.peer.reset();
    link.isGreeted = false;
    awaitReturn(link, m_conductor.engine().policy().envoyLostThreshold);
}

void EnvoyHub::awaitReturn(Link &link, std::chrono::milliseconds patience)
{
    link.lostTimer = m_loop.after(patience, [this, key = link.envoy.envoyKey] { leave(key); });
}

void EnvoyHub::leave(const QString &envoyKey)
{
    if (m_links.erase(envoyKey) > 0)
        m_conductor.submit(core::EnvoyLeft{envoyKey});
}

void EnvoyHub::release(const core::ReleaseEnvoy &command)
{
    const auto released = m_links.extract(command.envoyKey);
    if (!released || !released.mapped()->socket)
        return;
    HostSocket &socket = *released.mapped()->socket;
    if (command.reason == core::ReleaseReason::Drained)
        socket.close(closeNormal, "ws.eviction");
    else
        socket.close(closeFailed, socket.pongMissing());
}

std::int64_t EnvoyHub::ping(Link &link)
{
    const std::int64_t ts = sinceEpoch(m_loop.now()).count();
    link.peer->send(Ping{ts});
    return ts;
}

void EnvoyHub::pingAll()
{
    std::vector<QString> silent;
    for (const auto &[key, link] : m_links) {
        if (link->socket && m_loop.steadyNow() - link->lastPong >= limits::envoyPongTimeout)
            silent.push_back(key);
        else if (link->peer)
            ping(*link);
    }
    for (const QString &key : silent)
        if (const LinkPointer link = find(key); link && link->socket) {
            link->socket->close(closeFailed, link->socket->pongMissing());
            breakOff(*link);
            m_conductor.submit(core::EnvoyDisconnected{key});
        }
    m_pingTimer = m_loop.after(pingInterval, [this] { pingAll(); });
}

// --- What envoys say ---

void EnvoyHub::receive(const QString &envoyKey, ToRivet message)
{
    if (const LinkPointer link = find(envoyKey))
        std::visit([&](auto &known) { receive(link, std::move(known)); }, message);
}

void EnvoyHub::receive(const LinkPointer &link, const Metadata &metadata)
{
    core::EnvoyDescribed described{.envoyKey = link->envoy.envoyKey, .actorNames = {}, .metadata = {}};
    if (metadata.prepopulateActorNames)
        for (const auto &[name, actorName] : *metadata.prepopulateActorNames)
            described.actorNames.emplace(name, parseObject(actorName.metadata));
    described.metadata = metadata.metadata.transform(parseObject);
    m_conductor.submit(std::move(described));
}

void EnvoyHub::receive(const LinkPointer &link, const Events &events)
{
    for (const EventWrapper &event : events.events)
        receive(link, event);
}

void EnvoyHub::receive(const LinkPointer &link, const EventWrapper &event)
{
    const Checkpoint &checkpoint = event.checkpoint;
    const auto actorId = ActorId::parse(checkpoint.actorId);
    if (!actorId) {
        qCWarning(log) << "Envoy" << link->envoy.envoyKey << "reported on an actor with a malformed id";
        return;
    }
    if (link->events.contains(checkpoint.actorId))
        link->repeatedBy.reset();
    core::ActorReported reported{.envoyKey = link->envoy.envoyKey,
                                 .actorId = *actorId,
                                 .generation = checkpoint.generation,
                                 .index = checkpoint.index,
                                 .news = newsOf(event.inner)};
    if (std::holds_alternative<core::ActorStopped>(reported.news))
        link->commands.erase(*actorId);
    m_conductor.submit(std::move(reported));
    // One of a generation that is gone must not hide that there are newer ones.
    Checkpoint &last = link->events.try_emplace(checkpoint.actorId, checkpoint).first->second;
    if (std::pair(last.generation, last.index) < std::pair(checkpoint.generation, checkpoint.index))
        last = checkpoint;
    if (++link->eventCount >= eventsPerAcknowledgement)
        acknowledgeEvents(*link);
}

void EnvoyHub::acknowledgeEvents(Link &link)
{
    link.eventCount = 0;
    AckEvents acknowledgement;
    for (const auto &[id, last] : link.events)
        acknowledgement.lastEventCheckpoints.push_back(last);
    if (!link.isRunner())
        link.events.clear();
    else
        keepLastEvents(link, acknowledgement.lastEventCheckpoints);
    link.answer(link.connection, std::move(acknowledgement));
}

/// Leaves the last event of each actor unacknowledged, so that a runner has something to repeat by which it
/// shows, when it comes back, that it is still the same process.
void EnvoyHub::keepLastEvents(Link &link, std::vector<Checkpoint> &acknowledged) const
{
    for (Checkpoint &last : acknowledged)
        --last.index;
    std::erase_if(acknowledged, [](const Checkpoint &last) { return last.index < 0; });
    std::erase_if(link.events, [&](const auto &last) { return !isCurrent(link, last.second); });
}

void EnvoyHub::receive(const LinkPointer &link, const AckCommands &acknowledgement)
{
    for (const Checkpoint &last : acknowledgement.lastCommandCheckpoints) {
        const auto actorId = ActorId::parse(last.actorId);
        if (!actorId)
            continue;
        if (!isOwn(*link, *actorId)) // It may have come by a request to a serverless platform.
            m_conductor.submit(core::ActorTaken{
                .envoyKey = link->envoy.envoyKey, .actorId = *actorId, .generation = last.generation});
        if (isOwn(*link, *actorId))
            link->commands.insert_or_assign(
                *actorId, Link::Acknowledged{.generation = last.generation, .index = last.index});
    }
}

void EnvoyHub::receive(const LinkPointer &link, const Stopping &)
{
    m_conductor.submit(core::EnvoyStopping{link->envoy.envoyKey});
}

void EnvoyHub::receive(const LinkPointer &link, const Pong &pong)
{
    link->lastPong = m_loop.steadyNow();
    const core::Instant now = m_loop.now();
    m_conductor.submit(
        core::EnvoyPonged{link->envoy.envoyKey, now - std::clamp(instantOf(pong.ts), core::Instant(), now)});
    if (link->repeatedBy != pong.ts)
        return;
    link->repeatedBy.reset();
    link->events.clear();
    m_conductor.submit(core::EnvoyRestarted{link->envoy.envoyKey});
}

void EnvoyHub::receive(const LinkPointer &link, ToRivetTunnelMessage message)
{
    m_traffic.receive(link->envoy.envoyKey, std::move(message));
}

void EnvoyHub::receive(const LinkPointer &link, KvRequest request)
{
    const auto answer = [link, asker = link->connection, requestId = request.requestId](KvResponseData data) {
        link->answer(asker, KvResponse{.requestId = requestId, .data = std::move(data)});
    };
    const auto actorId = ActorId::parse(request.actorId);
    if (!actorId || !m_conductor.engine().findActor(*actorId))
        return answer(KvErrorResponse{u"actor does not exist"_s});
    if (!isOwn(*link, *actorId))
        return answer(KvErrorResponse{u"actor does not belong to runner"_s});
    m_kv.handle(*actorId, std::move(request.data), answer);
}

template <class Request>
void EnvoyHub::receive(const LinkPointer &link, Request request)
{
    const auto answer = [link, asker = link->connection, requestId = request.requestId](auto result) {
        link->answer(asker,
                     typename AnswerTo<Request>::Type{.requestId = requestId, .result = std::move(result)});
    };
    if (auto problem = problemWith(*link, request))
        return answer(*std::move(problem));
    const ActorId actorId = *ActorId::parse(request.actorId);
    m_sqlite.handle(actorId, std::move(request), answer);
}

template <class Request>
std::optional<SqliteError> EnvoyHub::problemWith(const Link &link, const Request &request) const
{
    std::optional<std::uint64_t> generation;
    if constexpr (PageRequest<Request>) {
        generation = request.expectedGeneration;
        if (!generation)
            return SqliteError{.group = u"sqlite"_s,
                               .code = u"invalid_request"_s,
                               .message = u"the expected generation is missing"_s};
    } else {
        generation = request.generation;
    }
    const auto actorId = ActorId::parse(request.actorId);
    if (!actorId || !isOwn(link, *actorId))
        return actorDoesNotExist();
    const core::Actor *actor = m_conductor.engine().findActor(*actorId);
    if (actor->generation != *generation)
        return actorDoesNotExist();
    if constexpr (!PageRequest<Request>) { // Which holds a name (spec/runner-envoy.md 5.2).
        const core::Namespace *home = m_conductor.engine().findNamespace(request.namespaceId);
        if (!home || home->id != actor->namespaceId)
            return actorDoesNotExist();
    }
    return std::nullopt;
}

bool EnvoyHub::isOwn(const Link &link, ActorId actorId) const
{
    const core::Actor *actor = m_conductor.engine().findActor(actorId);
    return actor && actor->envoyKey == link.envoy.envoyKey;
}

/// Whether the event is of the stay that its actor has on this host now.
bool EnvoyHub::isCurrent(const Link &link, const Checkpoint &checkpoint) const
{
    const auto actorId = ActorId::parse(checkpoint.actorId);
    return actorId && isOwn(link, *actorId) &&
           m_conductor.engine().findActor(*actorId)->generation == checkpoint.generation;
}

// --- What envoys hear ---

void EnvoyHub::startActor(const core::StartActor &start)
{
    const core::Actor *actor = m_conductor.engine().findActor(start.actorId);
    if (!actor)
        return;
    command(
        start.envoyKey, start.actorId,
        {.actorId = start.actorId.toString(), .generation = start.generation, .index = start.commandIndex},
        startCommand(*actor, m_traffic.hibernating(start.actorId), m_loop.now()));
}

void EnvoyHub::stopActor(const core::StopActor &stop)
{
    command(stop.envoyKey, stop.actorId,
            {.actorId = stop.actorId.toString(), .generation = stop.generation, .index = stop.commandIndex},
            CommandStopActor{.reason = wireReason(stop.reason)});
}

void EnvoyHub::command(const QString &envoyKey, ActorId actorId, Checkpoint checkpoint, Command inner)
{
    // While the connection is broken the core keeps the command, and repeats it when the envoy is back.
    const LinkPointer link = find(envoyKey);
    if (!link || !link->peer || link->hasAcknowledged(actorId, checkpoint))
        return;
    CommandWrapper command{.checkpoint = std::move(checkpoint), .inner = std::move(inner)};
    if (link->isGreeted)
        link->peer->send(Commands{{std::move(command)}});
    else
        link->heldCommands.push_back(std::move(command));
}

void EnvoyHub::send(const QString &envoyKey, ToEnvoyTunnelMessage message)
{
    const LinkPointer link = find(envoyKey);
    if (!link)
        return;
    if (link->isGreeted)
        return link->peer->send(std::move(message));
    link->backlogBytes += payloadBytes(message);
    link->backlog.push_back(std::move(message));
    if (link->backlogBytes > limits::envoyBacklogBytesMax ||
        link->backlog.size() > limits::envoyBacklogMessageCountMax) {
        link->backlog.clear();
        // Later: whoever sends here is not ready to hear of the loss.
        awaitReturn(*link, 0ms);
    }
}

bool EnvoyHub::streamsBodies(const QString &envoyKey) const
{
    const LinkPointer link = find(envoyKey);
    return link && link->streamsBodies;
}

bool EnvoyHub::streamsAnswers(const QString &envoyKey) const
{
    const LinkPointer link = find(envoyKey);
    return link && link->streamsAnswers;
}

qsizetype EnvoyHub::queuedBytes(const QString &envoyKey) const
{
    const LinkPointer link = find(envoyKey);
    if (!link)
        return 0;
    return link->peer ? link->peer->queuedBytes() : link->backlogBytes;
}

} // namespace rove::tunnel
