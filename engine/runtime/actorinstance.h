// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actioncalls.h"
#include "engine/runtime/actorcontext.h"
#include "engine/runtime/actoridentity.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/connection.h"
#include "engine/runtime/enginelink.h"
#include "engine/runtime/http/http.h"
#include "engine/runtime/http/requestroutes.h"
#include "engine/runtime/migration.h"
#include "engine/runtime/persistence.h"
#include "engine/runtime/queue/actorqueue.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/schedule/actorcron.h"
#include "engine/runtime/schedule/schedule.h"
#include "engine/runtime/socket/eventrelay.h"
#include "engine/runtime/sql/database.h"
#include "engine/runtime/sql/sqlqueue.h"
#include "engine/runtime/storedactor.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace rove::runtime {

class ClientSocket;
class HttpServer;
class InspectorHub;
class LastingSocket;
class RawSocket;
class Socket;
class WorkflowRunner;

/// What a worker lends to every instance on it.
struct WorkerServices {
    EngineLink &link;
    RequestRoutes &routes;
    const RuntimeOptions &options;
};

/// One generation of one actor, from StartActor to Stopped: it loads and saves what is stored, calls the
/// actor's hooks, holds its connections and schedules, and decides when it is idle. The protocols of its
/// clients are in the classes it owns: HttpServer, ClientSocket, InspectorHub. Owned by its worker, on the
/// worker's thread. It fails in one place only: a start that fails reports Stopped with an error; what fails
/// later is answered to who asked, or logged.
class ActorInstance : public QObject, private PersistenceSource {
    Q_OBJECT

public:
    ActorInstance(const ActorDefinition &definition, ActorIdentity identity, const WorkerServices &services);
    ~ActorInstance() override;

    // --- For the worker ---
    void start(const envoy::v8::CommandStartActor &command);
    void stop(envoy::v8::StopReason reason);
    [[nodiscard]] const ActorIdentity &identity() const { return m_identity; }
    /// Whether it takes new requests and sockets.
    [[nodiscard]] bool isRunning() const { return m_phase == Phase::Running; }
    void takeTunnelMessage(const envoy::v8::MessageId &messageId, envoy::v8::ToEnvoyTunnelKind message);

    // --- For the actor's context and the protocols ---
    [[nodiscard]] const RuntimeOptions &options() const { return m_services.options; }
    [[nodiscard]] EngineLink &link() const { return m_services.link; }
    [[nodiscard]] RequestRoutes &routes() const { return m_services.routes; }
    [[nodiscard]] const ActorType &type() const { return m_definition.type; }
    [[nodiscard]] ActionCalls &calls() { return m_calls; }
    [[nodiscard]] Schedule &schedule() { return m_schedule; }
    [[nodiscard]] const Schedule &schedule() const { return m_schedule; }
    [[nodiscard]] ActorQueue &queue() { return m_queue; }
    [[nodiscard]] const ActorQueue &queue() const { return m_queue; }
    [[nodiscard]] ActorCron &cron() { return m_cron; }
    [[nodiscard]] const ActorCron &cron() const { return m_cron; }
    /// What the action on the stack is run for; null if it is not run by a schedule.
    [[nodiscard]] const ScheduledFire *scheduledFire() const { return m_scheduledFire; }
    [[nodiscard]] Database &database() { return m_database; }
    [[nodiscard]] const Database &database() const { return m_database; }
    [[nodiscard]] InspectorHub &inspectors() { return *m_inspectors; }
    [[nodiscard]] WorkflowRunner &workflow() { return *m_workflow; }
    [[nodiscard]] const WorkflowRunner &workflow() const { return *m_workflow; }
    [[nodiscard]] const QByteArray &inspectorToken() const { return m_inspectorToken; }

    /// CBOR in compat form, as it is stored and shown; none if the actor has no state.
    [[nodiscard]] std::optional<QByteArray> stateBytes() const;
    [[nodiscard]] QCborMap state() const { return type().readState(*m_actor); }
    Result<> replaceState(const QCborValue &state);
    /// Something ran that may have changed the state.
    void touch();
    void save(DoneHandler done) { m_persistence.save(std::move(done)); }
    /// Other keys along with the state.
    void saveWith(const std::map<QByteArray, QByteArray> &puts, const std::set<QByteArray> &removals,
                  DoneHandler done);
    [[nodiscard]] std::chrono::milliseconds saveInterval() const
    {
        return m_definition.options.stateSaveInterval;
    }
    /// A failure that its client will not see the text of.
    void logFailure(const QString &where, const QString &message);
    void log(LogLevel level, const QString &message, const LogFields &fields);

    /// Asks the hooks and makes a connection, known to the actor until `closeConnection`.
    Result<std::unique_ptr<Connection>> openConnection(const QCborValue &params, ConnectionChannel *channel);
    /// Takes up one that slept.
    void adoptConnection(Connection &connection);
    void closeConnection(Connection &connection);
    /// A connection's socket, for its events and for what is kept of it.
    void addClientSocket(const QString &connectionId, ClientSocket *socket);
    /// The same for one whose record is stored already.
    void resumeClientSocket(const QString &connectionId, ClientSocket *socket);
    void removeClientSocket(const QString &connectionId);
    /// A socket of the actor's own that is kept while it sleeps, under an id like that of a connection.
    void addLastingSocket(const QString &id, LastingSocket *socket);
    void removeLastingSocket(const QString &id);
    /// What is kept of a hibernatable connection has changed.
    void connectionChanged(const QString &connectionId) { m_persistence.connectionChanged(connectionId); }
    [[nodiscard]] const std::map<QString, Connection *> &connections() const { return m_connections; }
    void broadcast(const QString &event, const QCborArray &arguments);
    Result<HttpResponse> request(const HttpRequest &request);
    /// Calls code of the actor on behalf of `name`, which may have changed the state. An exception becomes
    /// the error; what no client will see the text of is logged.
    Result<> runHandler(const QString &name, const std::function<Result<>(Actor &)> &handler);

    void requestSleep();
    void requestDestroy();
    [[nodiscard]] bool isSleepRequested() const { return m_sleepRequested; }
    void waitUntil(const QFuture<void> &future);
    void retainAwake() { ++m_awakeCount; }
    void releaseAwake();

signals:
    /// Stopped was sent. The receiver deletes the instance later.
    void finished();

private:
    enum class Phase { Loading, Running, Stopping, Saving, Stopped };

    // Start.
    void loaded(const StoredActor &stored);
    void migrate(DoneHandler migrated);
    QFuture<Result<>> runMigrationHook(Transaction &transaction);
    void create(const StoredActor &stored);
    Result<> restore(const StoredActor &stored);
    void storeFirstTime(const StoredActor &stored);
    void run();
    /// What follows the start of an actor that had clients when it fell asleep.
    struct Restored {
        std::vector<RawSocket *> ownSockets; ///< To be opened.
        /// Whose clients have left meanwhile, which the actor is told.
        std::vector<persist::v4::PersistedConnection> departed;
    };
    Restored restoreConnections();
    void finishRestoring(const Restored &restored);
    void failStart(const QString &message);

    // Stop.
    void finishStopping();
    void closeSockets();
    void reportStopped(const Result<> &saved);
    void sendEvent(envoy::v8::Event event);

    // Idle.
    void checkIdle();

    // Parts that report back.
    void connectParts();
    void runScheduled(const ScheduledAction &action);
    void runCron(const ScheduledFire &fire, const QString &action, const QCborArray &arguments);
    void callScheduled(const ScheduledFire &fire, const QString &action, const QCborArray &arguments,
                       ActionCalls::Done done);
    void schedulesChanged();
    [[nodiscard]] std::optional<Instant> earliestAlarm() const;
    /// Tells the engine when to wake the actor, if that has changed.
    void updateAlarm();
    void openSocket(const envoy::v8::MessageId &messageId, const envoy::v8::WebSocketOpen &open);
    /// It belongs to this object from now on.
    template <class Kind>
    Kind *addSocket(std::unique_ptr<Kind> socket);
    void removeSocket(Socket *socket);

    // PersistenceSource.
    [[nodiscard]] QByteArray actorRecord() const override;
    [[nodiscard]] std::optional<QByteArray> connectionRecord(const QString &connectionId) override;
    void connectionSaved(const QString &connectionId) override;

    /// Calls code of the actor; an exception becomes the error. Logs what no client will see the text of.
    template <class Hook>
    Result<> guarded(const QString &name, Hook &&hook);
    /// The same for a hook that gives nothing. Most callers need no more than that a failure is logged.
    template <class Hook>
    Result<> runHook(const QString &name, Hook &&hook);

    const ActorDefinition &m_definition;
    ActorIdentity m_identity;
    WorkerServices m_services;
    ActorContext m_context;
    std::unique_ptr<Actor> m_actor;
    ActionCalls m_calls;
    Schedule m_schedule;
    ActorQueue m_queue;
    ActorCron m_cron;
    const ScheduledFire *m_scheduledFire = nullptr;
    Persistence m_persistence;
    EventRelay m_relay;
    SqlQueue m_sql;
    Database m_database;
    Migration m_migration;
    std::unique_ptr<HttpServer> m_http;
    std::unique_ptr<InspectorHub> m_inspectors;
    std::unique_ptr<WorkflowRunner> m_workflow;

    Phase m_phase = Phase::Loading;
    std::optional<envoy::v8::StopReason> m_stopReason;
    bool m_sleepRequested = false;
    bool m_destroyRequested = false;
    std::int64_t m_nextEventIndex = 0;
    std::optional<QByteArray> m_input;
    QByteArray m_inspectorToken;
    std::vector<envoy::v8::HibernatingRequest> m_hibernatingRequests;
    std::vector<persist::v4::PersistedConnection> m_storedConnections;
    std::optional<Instant> m_alarm;

    std::map<QString, Connection *> m_connections;
    QHash<RequestKey, Socket *> m_sockets; ///< Children of this object.
    QHash<QString, ClientSocket *>
        m_clientSockets; ///< Those of m_sockets that are connections, by the connection's id.
    QHash<QString, LastingSocket *> m_lastingSockets; ///< These, and the actor's own that outlive a sleep.

    int m_awakeCount = 0;
    int m_waitCount = 0;
    std::chrono::steady_clock::time_point m_lastActivity = std::chrono::steady_clock::now();
    QTimer m_idleTimer;
    QTimer m_graceTimer;
};

} // namespace rove::runtime
