// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/runtime.h"
#include "protocol/client/codec.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QHash>
#include <QtCore/QStringList>

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace rove::runtime::test {

/// Which actor to start, and how.
struct ActorStart {
    QString name = QStringLiteral("specimen");
    QString key = QStringLiteral("k");
    std::optional<QByteArray> input = {};
    std::vector<envoy::v8::HibernatingRequest> hibernating = {};
};

/// The engine as a runtime sees it, played by a test: keeps the actors' keys in a map, answers the storage,
/// and remembers what the runtime said. The test's thread is the engine's thread; it acts only inside the
/// functions below, and waits for conditions, with a deadline, never for time.
class ScriptedEngine {
public:
    /// `options` but for what a test always wants.
    explicit ScriptedEngine(ActorRegistry registry, int workerCount = 1, RuntimeOptions options = {});
    ~ScriptedEngine();

    Runtime &runtime() { return *m_runtime; }

    // --- Actors ---
    /// Starts the next generation of an actor and waits until it runs.
    void startActor(const QString &actorId, const ActorStart &start = {});
    /// The same without waiting.
    void commandStart(const QString &actorId, const ActorStart &start = {});
    void commandStop(const QString &actorId, envoy::v8::StopReason reason);
    /// Stops the actor and waits for Stopped.
    void stopActor(const QString &actorId, envoy::v8::StopReason reason);
    void repeatLastCommand();
    [[nodiscard]] std::uint32_t generation(const QString &actorId) const
    {
        return m_generations.value(actorId);
    }

    [[nodiscard]] bool isRunning(const QString &actorId) const;
    /// None while it has not stopped.
    [[nodiscard]] std::optional<envoy::v8::ActorStateStopped> stopped(const QString &actorId) const;
    /// What the present generation of the actor has reported.
    [[nodiscard]] std::vector<envoy::v8::EventWrapper> events(const QString &actorId) const;
    template <class Intent>
    [[nodiscard]] bool hasIntent(const QString &actorId) const
    {
        for (const auto &event : events(actorId))
            if (const auto *intent = std::get_if<envoy::v8::ActorIntent>(&event.inner))
                if (std::holds_alternative<Intent>(intent->intent))
                    return true;
        return false;
    }

    // --- Storage ---
    using Storage = std::map<QByteArray, QByteArray>;
    Storage &storage(const QString &actorId) { return m_storage[actorId]; }
    [[nodiscard]] int putCount(const QString &actorId) const { return m_putCounts.value(actorId); }
    /// The state as it is stored now; empty if there is none.
    [[nodiscard]] QCborMap storedState(const QString &actorId);
    /// From now on every write fails with this text; none heals it.
    void failWrites(const std::optional<QString> &message) { m_writeFailure = message; }

    /// Called with each message of the runtime, for a test that answers what this engine does not.
    void setListener(std::function<void(const envoy::v8::ToRivet &)> listener)
    {
        m_listener = std::move(listener);
    }

    // --- HTTP ---
    struct Reply {
        int status = 0;
        envoy::v8::Headers headers;
        QByteArray body;
    };
    struct Request {
        QString method = QStringLiteral("GET");
        QString path;
        envoy::v8::Headers headers = {};
        QByteArray body = {};
    };
    Reply request(const QString &actorId, const Request &request);
    /// Sends it and gives its id; the reply comes by `reply`.
    envoy::v8::RequestId send(const QString &actorId, const Request &request);
    [[nodiscard]] std::optional<Reply> reply(const envoy::v8::RequestId &requestId) const;
    Reply waitForReply(const envoy::v8::RequestId &requestId);
    /// Calls an action by HTTP.
    Result<QCborValue> call(const QString &actorId, const QString &action, const QCborArray &arguments = {},
                            client::Encoding encoding = client::Encoding::Json);
    Reply callRaw(const QString &actorId, const QString &action, const QCborArray &arguments,
                  client::Encoding encoding, int version = client::versionMax);

    // --- Sockets ---
    struct Closed {
        int code = 0;
        QString reason;
    };
    struct SocketLog {
        bool opened = false;
        bool canHibernate = false;
        int openedCount = 0;
        std::deque<envoy::v8::WebSocketMessage> messages;
        std::vector<std::uint16_t> acknowledged;
        std::optional<Closed> closed;
    };
    /// Opens a socket; the offered subprotocols beside `rivet`.
    envoy::v8::RequestId openSocket(const QString &actorId, const QString &path,
                                    const QStringList &protocols = {});
    SocketLog &socket(const envoy::v8::RequestId &requestId) { return m_sockets[requestId]; }
    void sendToSocket(const envoy::v8::RequestId &requestId, const QByteArray &data, bool binary = true);
    void sendToSocketAs(const envoy::v8::RequestId &requestId, std::uint16_t index, const QByteArray &data);
    void closeSocket(const envoy::v8::RequestId &requestId,
                     const envoy::v8::ClientWebSocketClose &close = {});
    /// The next message to the client; none if the socket closes first.
    std::optional<envoy::v8::WebSocketMessage> nextMessage(const envoy::v8::RequestId &requestId);
    Closed waitForClose(const envoy::v8::RequestId &requestId);
    [[nodiscard]] envoy::v8::HibernatingRequest hibernating(const envoy::v8::RequestId &requestId) const;

    void tunnel(const envoy::v8::RequestId &requestId, std::uint16_t index,
                envoy::v8::ToEnvoyTunnelKind message);

    // --- The rest ---
    /// Lets messages come until the condition holds; fails the test after some seconds.
    bool waitUntil(const std::function<bool()> &condition);
    /// Messages of one kind that came, in order.
    template <class Message>
    [[nodiscard]] std::vector<Message> received() const
    {
        std::vector<Message> messages;
        for (const envoy::v8::ToRivet &message : m_received)
            if (const auto *found = std::get_if<Message>(&message))
                messages.push_back(*found);
        return messages;
    }
    [[nodiscard]] QString logText();
    [[nodiscard]] QString inspectorToken(const QString &actorId);

private:
    void take(const envoy::v8::ToRivet &message);
    void takeKv(const envoy::v8::KvRequest &request);
    void takeTunnel(const envoy::v8::ToRivetTunnelMessage &message);
    static envoy::v8::KvListResponse listKv(const Storage &entries, const envoy::v8::KvListRequest &request);
    envoy::v8::KvResponseData answerKv(const envoy::v8::KvRequest &request);
    envoy::v8::RequestId nextRequestId();
    void command(envoy::v8::CommandWrapper command);

    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<envoy::v8::ToRivet> m_incoming; ///< From the workers; guarded by the mutex.
    QStringList m_log;                         ///< Guarded too.

    std::unique_ptr<Runtime> m_runtime;
    std::vector<envoy::v8::ToRivet> m_received;
    std::map<QString, Storage> m_storage;
    QHash<QString, int> m_putCounts;
    QHash<QString, std::uint32_t> m_generations;
    QHash<QString, std::int64_t> m_commandIndices;
    std::optional<envoy::v8::CommandWrapper> m_lastCommand;
    std::optional<QString> m_writeFailure;
    std::function<void(const envoy::v8::ToRivet &)> m_listener;
    std::map<envoy::v8::RequestId, Reply> m_replies;
    std::map<envoy::v8::RequestId, SocketLog> m_sockets;
    std::map<envoy::v8::RequestId, std::uint16_t> m_nextIndices;
    std::uint32_t m_lastRequestId = 0;
};

} // namespace rove::runtime::test
