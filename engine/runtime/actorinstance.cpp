// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/actorinstance.h"

#include "engine/runtime/actor.h"
#include "engine/runtime/completed.h"
#include "engine/runtime/errorreport.h"
#include "engine/runtime/http/httpserver.h"
#include "engine/runtime/inspector/inspectorhub.h"
#include "engine/runtime/inspector/inspectorsocket.h"
#include "engine/runtime/socket/clientsocket.h"
#include "engine/runtime/socket/encodedevent.h"
#include "engine/runtime/socket/handshake.h"
#include "engine/runtime/socket/rawsocket.h"
#include "engine/runtime/workflow/workflowrunner.h"
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QUuid>

#include <exception>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono;
namespace v8 = envoy::v8;
using v8::StopReason;

constexpr int inspectorTokenBytes = 32; // spec/inspector.md 1.3

QByteArray makeInspectorToken()
{
    QByteArray bytes(inspectorTokenBytes, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// What the creator gave: CBOR, of whichever generation of clients.
QCborValue inputValue(const std::optional<QByteArray> &input)
{
    if (!input)
        return QCborValue(QCborValue::Undefined);
    if (const Result<QCborValue> value = cbor::decodeCompat(*input))
        return *value;
    return cbor::decode(*input).value_or(QCborValue(QCborValue::Undefined));
}

Result<std::vector<ScheduledAction>> restoreSchedules(const std::vector<persist::v4::ScheduledEvent> &stored)
{
    std::vector<ScheduledAction> actions;
    for (const persist::v4::ScheduledEvent &event : stored) {
        QCborArray arguments;
        if (event.args)
            arguments = callArguments(TRY(cbor::decodeCompat(*event.args)));
        actions.push_back({.id = event.id,
                           .at = Instant(milliseconds(event.timestamp)),
                           .action = event.action,
                           .arguments = arguments});
    }
    return actions;
}

/// Whether a socket speaks the protocol of RivetKit's clients (spec/client-gateway.md 9).
bool isClientPath(const QString &path)
{
    return splitPath(path).path == "/connect"_L1;
}

SocketEnd endOf(const v8::ClientWebSocketClose &close)
{
    const SocketEnd unsaid;
    return {.code = close.code.value_or(unsaid.code), .reason = close.reason.value_or(QString())};
}

bool isGoneForGood(StopReason reason)
{
    // StopIntent answers the actor's own wish to be destroyed.
    return reason == StopReason::Destroy || reason == StopReason::StopIntent;
}

} // namespace

ActorInstance::ActorInstance(const ActorDefinition &definition, ActorIdentity identity,
                             const WorkerServices &services)
    : m_definition(definition)
    , m_identity(std::move(identity))
    , m_services(services)
    , m_context(*this)
    , m_actor(definition.create())
    , m_calls(*m_actor, definition.type, definition.options.actionTimeout)
    , m_queue(*this, definition.options)
    , m_cron(*this, definition.options)
    , m_persistence(services.link, m_identity.actorId, *this, definition.options.stateSaveInterval)
    , m_relay(
          definition.type,
          [this](const QString &event, const QCborArray &arguments) { broadcast(event, arguments); },
          [this] { touch(); })
    , m_sql(services.link, services.options.namespaceName, m_identity)
    , m_database(definition.hasDatabase ? &m_sql : nullptr)
    , m_http(std::make_unique<HttpServer>(*this))
    , m_inspectors(std::make_unique<InspectorHub>(*this))
    , m_workflow(std::make_unique<WorkflowRunner>(*this))
{
    m_actor->setContext(&m_context);
    m_idleTimer.setSingleShot(true);
    m_graceTimer.setSingleShot(true);
    connectParts();
}

ActorInstance::~ActorInstance()
{
    // What the actor's members do when they go needs the rest of this object; promises among them end calls.
    m_phase = Phase::Stopped;
    m_workflow.reset();
    m_calls.abandonAll();
    m_sql.abandon();
    m_http->forgetAll();
    m_actor.reset();
}

void ActorInstance::connectParts()
{
    connect(&m_calls, &ActionCalls::failedInternally, this,
            [this](const QString &action, const QString &message) {
                logFailure(u"action "_s % action, message);
            });
    connect(&m_calls, &ActionCalls::settled, this, [this] {
        touch();
        finishStopping();
    });
    connect(&m_sql, &SqlQueue::settled, this, &ActorInstance::finishStopping);
    connect(&m_schedule, &Schedule::due, this, &ActorInstance::runScheduled);
    connect(&m_schedule, &Schedule::changed, this, &ActorInstance::schedulesChanged);
    connect(&m_cron, &ActorCron::due, this, &ActorInstance::runCron);
    connect(&m_cron, &ActorCron::changed, this, [this] {
        updateAlarm();
        m_inspectors->schedulesChanged();
    });
    connect(&m_persistence, &Persistence::failed, this,
            [this](const QString &message) { logFailure(u"saving"_s, message); });
    connect(m_workflow.get(), &WorkflowRunner::wakeChanged, this, &ActorInstance::updateAlarm);
    connect(m_workflow.get(), &WorkflowRunner::becameQuiet, this, &ActorInstance::finishStopping);
    connect(m_workflow.get(), &WorkflowRunner::historyChanged, m_inspectors.get(),
            &InspectorHub::workflowChanged);
    connect(&m_idleTimer, &QTimer::timeout, this, &ActorInstance::checkIdle);
    connect(&m_graceTimer, &QTimer::timeout, this, &ActorInstance::finishStopping);
}

// --- Start ---

void ActorInstance::start(const v8::CommandStartActor &command)
{
    m_input = command.config.input;
    m_hibernatingRequests = command.hibernatingRequests;
    loadStoredActor(link(), m_identity.actorId, this, [this](const Result<StoredActor> &stored) {
        if (m_phase != Phase::Loading)
            return;
        if (stored)
            loaded(*stored);
        else
            failStart(stored.error().message);
    });
}

void ActorInstance::loaded(const StoredActor &stored)
{
    migrate([this, stored](const Result<> &migrated) {
        if (m_phase != Phase::Loading)
            return;
        if (migrated)
            create(stored);
        else
            failStart(migrated.error().message);
    });
}

void ActorInstance::migrate(DoneHandler migrated)
{
    if (!m_database.isEnabled())
        return migrated({});
    m_migration.run(
        m_database, [this](Transaction &transaction) { return runMigrationHook(transaction); },
        std::move(migrated));
}

QFuture<Result<>> ActorInstance::runMigrationHook(Transaction &transaction)
{
    QFuture<Result<>> future;
    const Result<> called = runHook(u"onMigrate"_s, [&] { future = m_actor->onMigrate(transaction); });
    return called ? future : completed<void>(called);
}

void ActorInstance::create(const StoredActor &stored)
{
    m_storedConnections = stored.connections;
    if (const Result<> restored = guarded(u"restore"_s, [&] { return restore(stored); }); !restored)
        return failStart(restored.error().message);
    m_relay.listenTo(*m_actor);
    if (!stored.record) {
        Result<> created = guarded(u"onCreate"_s, [this] { return m_actor->onCreate(inputValue(m_input)); });
        if (!created)
            return failStart(created.error().message);
    }
    storeFirstTime(stored);
}

Result<> ActorInstance::restore(const StoredActor &stored)
{
    m_inspectorToken = stored.inspectorToken.value_or(QByteArray());
    m_queue.restore(stored.queue);
    m_cron.restore(stored.cron);
    if (!stored.record)
        return {};
    const persist::v4::PersistedActor record = TRY(persist::decodeActor(*stored.record));
    m_input = record.input;
    m_schedule.restore(TRY(restoreSchedules(record.scheduledEvents)));
    if (type().hasState() && !record.state.isEmpty())
        TRY(type().restoreState(*m_actor, TRY(cbor::decodeCompat(record.state)).toMap()));
    return {};
}

/// An actor that answers must be one that would still be there after a crash.
void ActorInstance::storeFirstTime(const StoredActor &stored)
{
    m_persistence.setStored(stored);
    if (m_inspectorToken.isEmpty()) {
        m_inspectorToken = makeInspectorToken();
        m_persistence.alsoPut({persist::inspectorTokenKey(), m_inspectorToken});
    } else if (stored.record) {
        return run();
    }
    m_persistence.save([this](const Result<> &written) {
        if (m_phase != Phase::Loading)
            return;
        if (written)
            run();
        else
            failStart(written.error().message);
    });
}

void ActorInstance::run()
{
    const Restored restored = restoreConnections();
    if (const Result<> woken = guarded(u"onWake"_s, [this] { return m_actor->onWake(); }); !woken)
        return failStart(woken.error().message);
    if (const Result<> ready = runHook(u"run"_s, [this] { m_workflow->prepare(*m_actor); }); !ready)
        return failStart(ready.error().message);
    m_phase = Phase::Running;
    sendEvent(v8::ActorStateUpdate{.state = v8::ActorStateRunning{}});
    finishRestoring(restored);
    log(LogLevel::Debug, u"actor started"_s, {{u"generation"_s, QString::number(m_identity.generation)}});
    // The engine has forgotten the alarm that woke the actor.
    m_alarm = earliestAlarm();
    if (m_alarm)
        sendEvent(v8::ActorSetAlarm{.alarmTs = m_alarm->time_since_epoch().count()});
    m_schedule.start();
    m_cron.start();
    m_queue.start();
    m_workflow->start();
    m_lastActivity = steady_clock::now();
    checkIdle();
    touch();
}

ActorInstance::Restored ActorInstance::restoreConnections()
{
    Restored restored;
    QHash<RequestKey, persist::v4::PersistedConnection> byRequest;
    for (persist::v4::PersistedConnection &connection : std::exchange(m_storedConnections, {}))
        byRequest.emplace(requestKey(connection.gatewayId, connection.requestId), std::move(connection));
    for (const v8::HibernatingRequest &request : std::exchange(m_hibernatingRequests, {})) {
        const RequestKey key = requestKey(request.gatewayId, request.requestId);
        Tunnel tunnel(link(), request.gatewayId, request.requestId);
        if (!byRequest.contains(key)) {
            // The gateway may still list a socket that the actor had closed (spec/runner-envoy.md 4.4).
            tunnel.send(
                v8::ActorWebSocketClose{.code = 1011, .reason = u"ws.meta_not_found_during_restore"_s});
            routes().remove(key);
            continue;
        }
        const persist::v4::PersistedConnection stored = byRequest.take(key);
        if (isClientPath(stored.requestPath))
            addSocket(std::make_unique<ClientSocket>(*this, tunnel, stored))->resume();
        else
            restored.ownSockets.push_back(addSocket(std::make_unique<RawSocket>(*this, tunnel, stored)));
    }
    for (persist::v4::PersistedConnection &connection : byRequest) {
        m_persistence.connectionRemoved(connection.id);
        if (isClientPath(connection.requestPath))
            restored.departed.push_back(std::move(connection));
    }
    return restored;
}

void ActorInstance::finishRestoring(const Restored &restored)
{
    for (RawSocket *const socket : restored.ownSockets)
        socket->open();
    const QHash<QString, LastingSocket *> sockets = m_lastingSockets;
    for (LastingSocket *const socket : sockets)
        if (const auto missed = routes().takeClose(socket->tunnel().key()))
            socket->closedByClient(missed->index, endOf(missed->close));
    for (const persist::v4::PersistedConnection &stored : restored.departed) {
        const std::unique_ptr<Connection> connection = Connection::restore(stored, nullptr);
        adoptConnection(*connection);
        closeConnection(*connection);
    }
}

void ActorInstance::failStart(const QString &message)
{
    logFailure(u"start"_s, message);
    reportStopped(failure(ErrorCode::InternalError, message));
}

// --- Stop ---

void ActorInstance::stop(StopReason reason)
{
    if (reason == StopReason::Lost) // The storage is no longer this generation's to write.
        return reportStopped({});
    if (m_phase == Phase::Loading) {
        const bool isWanted = isGoneForGood(reason);
        return reportStopped(isWanted ? Result<>() : failure(ErrorCode::ActorStopping));
    }
    if (m_phase != Phase::Running)
        return;
    m_phase = Phase::Stopping;
    m_stopReason = reason;
    m_idleTimer.stop();
    m_schedule.stop();
    m_cron.stop();
    m_workflow->stop(); // Before the queue, whose end is no message to it.
    m_queue.stop();
    if (isGoneForGood(reason))
        runHook(u"onDestroy"_s, [this] { m_actor->onDestroy(); });
    else
        runHook(u"onSleep"_s, [this] { m_actor->onSleep(); });
    closeSockets();
    m_graceTimer.start(m_definition.options.sleepGracePeriod);
    finishStopping();
}

void ActorInstance::closeSockets()
{
    const bool isGone = isGoneForGood(*m_stopReason);
    const QList<Socket *> sockets = m_sockets.values();
    for (Socket *socket : sockets)
        if (isGone || !socket->survivesSleep())
            socket->close(1000, u"actor.stopped"_s);
}

void ActorInstance::finishStopping()
{
    if (m_phase != Phase::Stopping)
        return;
    const bool isQuiet = m_calls.isIdle() && m_sql.isIdle() && m_waitCount == 0 && m_workflow->isQuiet() &&
                         !m_http->isReceiving();
    if (!isQuiet && m_graceTimer.isActive())
        return;
    m_graceTimer.stop();
    m_phase = Phase::Saving;
    m_sql.close(); // Before the state is saved, as who hears of it may change that.
    m_persistence.stop();
    m_http->abortAll();
    if (isGoneForGood(*m_stopReason))
        return reportStopped({});
    m_persistence.save([this](const Result<> &saved) { reportStopped(saved); });
}

void ActorInstance::reportStopped(const Result<> &saved)
{
    if (m_phase == Phase::Stopped)
        return;
    m_phase = Phase::Stopped;
    m_persistence.stop();
    m_schedule.stop();
    m_cron.stop();
    m_workflow->abandon();
    m_idleTimer.stop();
    m_sql.abandon();
    m_http->forgetAll();
    for (const v8::HibernatingRequest &request : m_hibernatingRequests)
        routes().remove(requestKey(request.gatewayId, request.requestId));
    for (auto socket = m_sockets.cbegin(); socket != m_sockets.cend(); ++socket)
        routes().remove(socket.key());
    v8::ActorStateStopped stopped;
    if (!saved)
        stopped = {.code = v8::StopCode::Error, .message = saved.error().message};
    sendEvent(v8::ActorStateUpdate{.state = stopped});
    log(LogLevel::Debug, u"actor stopped"_s, {{u"generation"_s, QString::number(m_identity.generation)}});
    emit finished();
}

void ActorInstance::sendEvent(v8::Event event)
{
    const v8::Checkpoint checkpoint{
        .actorId = m_identity.actorId, .generation = m_identity.generation, .index = m_nextEventIndex++};
    link().send(v8::Events{.events = {{.checkpoint = checkpoint, .inner = std::move(event)}}});
}

// --- Idle, sleep, destroy ---

void ActorInstance::releaseAwake()
{
    if (--m_awakeCount > 0)
        return;
    m_lastActivity = steady_clock::now();
    if (!m_idleTimer.isActive())
        checkIdle();
}

void ActorInstance::checkIdle()
{
    const ActorOptions &options = m_definition.options;
    if (m_phase != Phase::Running || m_awakeCount > 0 || options.noSleep || m_sleepRequested)
        return;
    const auto remaining = ceil<milliseconds>(m_lastActivity + options.sleepTimeout - steady_clock::now());
    if (remaining > 0ms)
        m_idleTimer.start(remaining);
    else
        requestSleep();
}

void ActorInstance::requestSleep()
{
    if (m_phase == Phase::Running && !std::exchange(m_sleepRequested, true))
        sendEvent(v8::ActorIntent{.intent = v8::ActorIntentSleep{}});
}

void ActorInstance::requestDestroy()
{
    if (m_phase == Phase::Running && !std::exchange(m_destroyRequested, true))
        sendEvent(v8::ActorIntent{.intent = v8::ActorIntentStop{}});
}

void ActorInstance::waitUntil(const QFuture<void> &future)
{
    ++m_waitCount;
    const auto finish = [this] {
        --m_waitCount;
        finishStopping();
    };
    QFuture<void>(future).then(this, finish).onFailed(this, finish).onCanceled(this, finish);
}

// --- State ---

std::optional<QByteArray> ActorInstance::stateBytes() const
{
    return type().hasState() ? std::optional(cbor::encodeCompat(state())) : std::nullopt;
}

Result<> ActorInstance::replaceState(const QCborValue &state)
{
    if (!type().hasState())
        return failure(ErrorCode::ActorStateNotEnabled);
    if (!state.isMap())
        return userError(u"The state must be an object."_s, u"invalid_state"_s);
    // A property's setter is code of the actor.
    const Result<> replaced =
        guarded(u"state"_s, [&] { return type().replaceState(*m_actor, state.toMap()); });
    touch();
    return replaced;
}

void ActorInstance::touch()
{
    m_persistence.touch();
    m_inspectors->stateTouched();
}

void ActorInstance::saveWith(const std::map<QByteArray, QByteArray> &puts,
                             const std::set<QByteArray> &removals, DoneHandler done)
{
    for (const auto &[key, value] : puts)
        m_persistence.alsoPut({key, value});
    for (const QByteArray &key : removals)
        m_persistence.alsoRemove(key);
    save(std::move(done));
}

QByteArray ActorInstance::actorRecord() const
{
    persist::v4::PersistedActor record{.input = m_input,
                                       .hasInitialized = true,
                                       .state = stateBytes().value_or(QByteArray()),
                                       .scheduledEvents = {}};
    for (const ScheduledAction &action : m_schedule.actions())
        record.scheduledEvents.push_back({.id = action.id,
                                          .timestamp = action.at.time_since_epoch().count(),
                                          .action = action.action,
                                          .args = cbor::encodeCompat(action.arguments)});
    return persist::encode(record);
}

std::optional<QByteArray> ActorInstance::connectionRecord(const QString &connectionId)
{
    LastingSocket *const socket = m_lastingSockets.value(connectionId);
    return socket ? std::optional(persist::encode(socket->takeRecord())) : std::nullopt;
}

void ActorInstance::connectionSaved(const QString &connectionId)
{
    if (LastingSocket *const socket = m_lastingSockets.value(connectionId))
        socket->recordSaved();
}

// --- Schedules ---

void ActorInstance::runScheduled(const ScheduledAction &action)
{
    const QString id = action.id;
    const ScheduledFire fire{.kind = ScheduleKind::At,
                             .id = id,
                             .scheduledAt = action.at,
                             .firedAt = floor<milliseconds>(system_clock::now())};
    callScheduled(fire, action.action, action.arguments,
                  [this, id](const Result<QCborValue> &) { m_schedule.finish(id); });
}

void ActorInstance::runCron(const ScheduledFire &fire, const QString &action, const QCborArray &arguments)
{
    callScheduled(fire, action, arguments, [this, name = fire.id](const Result<QCborValue> &outcome) {
        m_cron.finish(name, outcome);
    });
}

void ActorInstance::callScheduled(const ScheduledFire &fire, const QString &action,
                                  const QCborArray &arguments, ActionCalls::Done done)
{
    retainAwake();
    const ScheduledFire *const outer = std::exchange(m_scheduledFire, &fire);
    m_calls.call(action, arguments, nullptr,
                 [this, done = std::move(done)](const Result<QCborValue> &outcome) mutable {
                     // A failure that clients may not see has been logged already, but for this one, which is
                     // frequent elsewhere.
                     const bool isNews = !outcome && (isMeantForClients(outcome.error()) ||
                                                      outcome.error().code == ErrorCode::ActorOverloaded);
                     if (isNews)
                         logFailure(u"scheduled action"_s, outcome.error().message);
                     releaseAwake();
                     done(outcome);
                 });
    m_scheduledFire = outer;
    touch();
}

void ActorInstance::schedulesChanged()
{
    updateAlarm();
    m_inspectors->schedulesChanged();
    // Not left to the next interval: an alarm without its action would be a broken promise.
    if (m_phase == Phase::Running)
        m_persistence.save([](const Result<> &) {});
}

std::optional<Instant> ActorInstance::earliestAlarm() const
{
    std::optional<Instant> earliest;
    for (const std::optional<Instant> at : {m_schedule.earliest(), m_cron.earliest(), m_workflow->wakeAt()})
        if (at && (!earliest || *at < *earliest))
            earliest = at;
    return earliest;
}

void ActorInstance::updateAlarm()
{
    const std::optional<Instant> earliest = earliestAlarm();
    if (m_phase == Phase::Loading || m_phase == Phase::Stopped || earliest == m_alarm)
        return;
    m_alarm = earliest;
    const auto timestamp = earliest.transform([](Instant at) { return at.time_since_epoch().count(); });
    sendEvent(v8::ActorSetAlarm{.alarmTs = timestamp});
}

// --- Connections ---

Result<std::unique_ptr<Connection>> ActorInstance::openConnection(const QCborValue &params,
                                                                  ConnectionChannel *channel)
{
    if (std::cmp_greater_equal(m_connections.size(), limits::connectionsPerActorMax))
        return failure(ErrorCode::ActorOverloaded);
    TRY(guarded(u"onBeforeConnect"_s, [&] { return m_actor->onBeforeConnect(params); }));
    auto connection =
        std::make_unique<Connection>(QUuid::createUuid().toString(QUuid::WithoutBraces), params, channel);
    TRY(runHook(u"createConnectionState"_s,
                [&] { connection->setState(m_actor->createConnectionState(params)); }));
    adoptConnection(*connection);
    const Result<> connected = runHook(u"onConnect"_s, [&] { m_actor->onConnect(*connection); });
    if (!connected) {
        closeConnection(*connection);
        return std::unexpected(connected.error());
    }
    return connection;
}

void ActorInstance::adoptConnection(Connection &connection)
{
    retainAwake();
    m_connections.emplace(connection.id(), &connection);
    m_inspectors->connectionsChanged();
}

void ActorInstance::closeConnection(Connection &connection)
{
    m_connections.erase(connection.id());
    runHook(u"onDisconnect"_s, [&] { m_actor->onDisconnect(connection); });
    m_inspectors->connectionsChanged();
    releaseAwake();
}

void ActorInstance::addClientSocket(const QString &connectionId, ClientSocket *socket)
{
    resumeClientSocket(connectionId, socket);
    m_persistence.connectionChanged(connectionId);
}

void ActorInstance::resumeClientSocket(const QString &connectionId, ClientSocket *socket)
{
    m_clientSockets.insert(connectionId, socket);
    m_lastingSockets.insert(connectionId, socket);
}

void ActorInstance::removeClientSocket(const QString &connectionId)
{
    m_clientSockets.remove(connectionId);
    removeLastingSocket(connectionId);
}

void ActorInstance::addLastingSocket(const QString &id, LastingSocket *socket)
{
    m_lastingSockets.insert(id, socket);
    m_persistence.connectionChanged(id);
}

void ActorInstance::removeLastingSocket(const QString &id)
{
    m_lastingSockets.remove(id);
    m_persistence.connectionRemoved(id);
}

void ActorInstance::broadcast(const QString &event, const QCborArray &arguments)
{
    EncodedEvent encoded(event, arguments);
    // A copy, as a socket may close over what it is sent.
    const QHash<QString, ClientSocket *> sockets = m_clientSockets;
    for (ClientSocket *const socket : sockets)
        socket->sendIfSubscribed(encoded);
}

Result<HttpResponse> ActorInstance::request(const HttpRequest &request)
{
    Result<HttpResponse> response;
    TRY(runHandler(u"onRequest"_s, [&](Actor &actor) {
        response = actor.onRequest(request);
        return response.transform([](const HttpResponse &) {});
    }));
    return response;
}

Result<> ActorInstance::runHandler(const QString &name, const std::function<Result<>(Actor &)> &handler)
{
    Result<> result = guarded(name, [&] { return handler(*m_actor); });
    touch();
    return result;
}

// --- Tunnel ---

void ActorInstance::takeTunnelMessage(const v8::MessageId &messageId, v8::ToEnvoyTunnelKind message)
{
    const RequestKey key = requestKey(messageId.gatewayId, messageId.requestId);
    if (const auto *start = std::get_if<v8::RequestStart>(&message))
        return m_http->start(Tunnel(link(), messageId.gatewayId, messageId.requestId), *start);
    if (const auto *update = std::get_if<v8::ResponseBodyWindowUpdate>(&message))
        return m_http->takeWindow(key, *update);
    if (const auto *chunk = std::get_if<v8::RequestChunk>(&message)) {
        m_http->takeChunk(key, *chunk);
        return finishStopping();
    }
    if (std::holds_alternative<v8::RequestAbort>(message)) {
        m_http->abort(key);
        return finishStopping();
    }
    if (const auto *open = std::get_if<v8::WebSocketOpen>(&message))
        return openSocket(messageId, *open);
    const bool isBetweenLives = m_phase != Phase::Running && m_phase != Phase::Stopping;
    if (auto *close = std::get_if<v8::ClientWebSocketClose>(&message); close && isBetweenLives)
        return routes().noteClose(key, {.index = messageId.messageIndex, .close = std::move(*close)});
    Socket *const socket = m_sockets.value(key);
    if (!socket)
        return; // It has been closed from this side, and the client does not know yet.
    if (const auto *data = std::get_if<v8::WebSocketMessage>(&message))
        socket->receive(*data, messageId.messageIndex);
    else if (const auto *close = std::get_if<v8::ClientWebSocketClose>(&message))
        socket->closedByClient(messageId.messageIndex, endOf(*close));
}

void ActorInstance::openSocket(const v8::MessageId &messageId, const v8::WebSocketOpen &open)
{
    const Tunnel tunnel(link(), messageId.gatewayId, messageId.requestId);
    const auto lasts =
        m_definition.options.canHibernateWebSocket ? RawSocket::Lasts::Yes : RawSocket::Lasts::No;
    const SplitPath path = splitPath(open.path);
    if (isClientPath(open.path))
        addSocket(std::make_unique<ClientSocket>(*this, tunnel, open))->open();
    else if (path.path == "/inspector/connect"_L1)
        addSocket(std::make_unique<InspectorSocket>(*this, tunnel))->open(path.query, open.headers);
    else
        addSocket(std::make_unique<RawSocket>(*this, tunnel, open, lasts))->open();
}

template <class Kind>
Kind *ActorInstance::addSocket(std::unique_ptr<Kind> socket)
{
    Kind *const added = socket.release();
    added->setParent(this);
    m_sockets.insert(added->tunnel().key(), added);
    connect(added, &Socket::closed, this, [this, added] { removeSocket(added); });
    return added;
}

void ActorInstance::removeSocket(Socket *socket)
{
    m_sockets.remove(socket->tunnel().key());
    routes().remove(socket->tunnel().key());
    socket->deleteLater();
}

// --- Log ---

void ActorInstance::logFailure(const QString &where, const QString &message)
{
    log(LogLevel::Error, where % u" failed"_s, {{u"error"_s, message}});
}

void ActorInstance::log(LogLevel level, const QString &message, const LogFields &fields)
{
    const RuntimeOptions &runtimeOptions = m_services.options;
    if (level < runtimeOptions.logLevel)
        return;
    LogFields all{{u"actor"_s, m_identity.name},
                  {u"key"_s, m_identity.keyText.value_or(QString())},
                  {u"actorId"_s, m_identity.actorId}};
    runtimeOptions.logSink(logLine(level, message, all + fields));
}

template <class Hook>
Result<> ActorInstance::guarded(const QString &name, Hook &&hook)
{
    Result<> result;
    try {
        result = hook();
    } catch (const std::exception &exception) {
        result = failure(ErrorCode::RivetkitInternalError, QString::fromUtf8(exception.what()));
    } catch (...) { // Whatever an actor throws must not end the other actors.
        result = failure(ErrorCode::RivetkitInternalError, u"It threw something that is no exception."_s);
    }
    if (!result && !isMeantForClients(result.error()))
        logFailure(name, result.error().message);
    return result;
}

template <class Hook>
Result<> ActorInstance::runHook(const QString &name, Hook &&hook)
{
    return guarded(name, [&hook]() -> Result<> {
        hook();
        return {};
    });
}

} // namespace rove::runtime
