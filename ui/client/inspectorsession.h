// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/inspector/frame.h"
#include "protocol/inspector/v6.h"
#include "ui/client/async.h"
#include "ui/client/backoff.h"
#include "ui/client/gatewayclient.h"
#include "ui/client/httpclient.h"
#include "ui/client/managerclient.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtWebSockets/QWebSocket>

#include <deque>
#include <memory>
#include <optional>

namespace rove::ui {

/// The inspector connection to one actor: state, connections, queue and schedules as they change, and
/// requests.
///
/// It fetches the actor's token by itself, speaks protocol 3 to 6 in either framing (spec/inspector.md 2.2)
/// and gives every request an end. Opening an inspector socket would wake a sleeping actor, so it looks at
/// the actor's record before each connection and connects only to a running one; when the actor stops, it
/// reports `Asleep` and stays closed. A lost transport is another matter: that is retried, with back-off, and
/// meanwhile what was last heard stays readable. Owned by ActorSession; GUI thread.
class InspectorSession : public QObject {
    Q_OBJECT
public:
    enum class Phase {
        Idle,
        /// Reading the actor's record and its token; the actor does not notice.
        FetchingToken,
        Connecting,
        /// The first frame is here; pushes and requests work.
        Live,
        /// The connection was lost, or cannot be made yet; `error()` says why, and it is tried again.
        Stale,
        /// The actor is not running. Nothing more happens until `open()` is called again.
        Asleep,
        /// `error()` says why trying again unchanged is useless: no such actor, no access, not an inspector.
        Failed,
    };
    Q_ENUM(Phase)

    InspectorSession(HttpClient &http, QString actorId, QObject *parent = nullptr);
    ~InspectorSession() override;

    /// Connects, or connects again without waiting for the next try. Does nothing while it is connecting or
    /// connected.
    void open();
    /// Ends the connection and every pending request (`ClientClosed`); phase `Idle`.
    void close();

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// The schema in use, 3 to 6; 0 before the first connection.
    [[nodiscard]] int protocolVersion() const { return m_dialect ? m_dialect->version : 0; }
    /// Of the actor, fetched while connecting; empty before.
    [[nodiscard]] const QString &token() const { return m_token; }

    // What was heard last; kept while Stale or Asleep.
    [[nodiscard]] const InspectedState &state() const { return m_state; }
    [[nodiscard]] const std::vector<InspectedConnection> &connections() const { return m_connections; }
    [[nodiscard]] const QStringList &actions() const { return m_actions; }
    [[nodiscard]] quint64 queueSize() const { return m_queueSize; }
    [[nodiscard]] const std::vector<inspector::v6::Schedule> &schedules() const { return m_schedules; }

    // Requests. `ClientClosed` unless Live; `ClientTimeout` after limits::inspectorRequestTimeout or
    // …ActionTimeout.
    Async<InspectedState> requestState();
    Async<std::vector<InspectedConnection>> requestConnections();
    Async<QStringList> requestActions();
    Async<QCborValue> callAction(const QString &name, const QCborArray &arguments);
    /// Replaces the whole state. Reaches the live actor only on runtimes before 2.3 and on Rove's own: prefer
    /// GatewayClient::patchState (spec/inspector.md 3.3). Answered by the push that carries the same bytes.
    Async<> patchState(const QCborValue &state);

signals:
    void phaseChanged(rove::ui::InspectorSession::Phase phase);
    /// The state, or whether there is one, is new. Repeated pushes of equal bytes are not reported.
    void stateChanged(const rove::ui::InspectedState &state);
    void connectionsChanged();
    void actionsChanged();
    void queueSizeChanged(quint64 size);
    void schedulesChanged();
    /// The server sent something that cannot be read or says that it left something out; the session goes on.
    void complained(const rove::Error &error);

private:
    /// A request on its way. One that was given up keeps its place, so that a late error is not taken for
    /// another's.
    struct Pending {
        quint64 id = 0;
        QDeadlineTimer deadline;
        /// For a state patch, which is answered by a push: the bytes to look for.
        std::optional<QByteArray> patch;
        Answer<inspector::v6::ToClient> answer;
    };
    struct StateBytes {
        std::optional<QByteArray> bytes;
        bool isEnabled = false;

        friend bool operator==(const StateBytes &, const StateBytes &) = default;
    };

    void setPhase(Phase phase, std::optional<Error> error = std::nullopt);
    void giveUpOrRetry(const Error &error);

    void lookAtRecord();
    void fetchToken();
    void connectSocket();
    void dropSocket();
    void onSocketEnded();
    void onClosed(quint16 code, const QString &reason);
    void onUnauthorized();

    void onFrame(const QByteArray &frame);
    void onFirstFrame(const QByteArray &frame);
    void handle(const inspector::v6::ToClient &message);
    void handleInit(const inspector::v6::Init &init);
    void handleError(const QString &message);

    void takeState(StateBytes bytes);
    void decodeState(const StateBytes &bytes);
    void takeDecodedState(const std::optional<Result<QCborValue>> &value, bool isEnabled);
    void takeConnections(const std::vector<inspector::v6::Connection> &connections);
    void takeActions(const std::vector<QString> &names);
    void takeQueueSize(quint64 size);
    void takeSchedules(const std::vector<inspector::v6::Schedule> &schedules);

    Async<inspector::v6::ToClient> request(const inspector::v6::ToServer &message, Access access,
                                           std::chrono::milliseconds timeout);
    /// The response of type `Response` to a request, turned into what the caller wants.
    template <class Response, class Read>
    auto ask(const inspector::v6::ToServer &message, Access access, std::chrono::milliseconds timeout,
             Read read);
    [[nodiscard]] bare::Uint nextId() { return {++m_lastRequestId}; }
    [[nodiscard]] QByteArray userValue(const QCborValue &value) const;
    void settle(quint64 id, const inspector::v6::ToClient &message);
    void settlePatch(const QByteArray &bytes);
    void settleOldest(const Error &error);
    void expireRequests();
    void failPending(const Error &error);

    HttpClient &m_http;
    ManagerClient m_manager;
    QString m_actorId;
    Phase m_phase = Phase::Idle;
    std::optional<Error> m_error;
    /// Counts attempts to connect, so that an answer to an abandoned one is recognised.
    quint64 m_attempt = 0;
    std::unique_ptr<QWebSocket> m_socket;
    /// What the transport complained of before the socket ended.
    std::optional<Error> m_socketError;
    std::optional<inspector::Dialect> m_dialect;
    QString m_token;
    /// True if the token was fetched for this very attempt, so that fetching it again would not help.
    bool m_isTokenFresh = false;
    Backoff m_backoff;
    QTimer m_retryTimer;
    QTimer m_openTimer;
    QTimer m_expiryTimer;
    quint64 m_lastRequestId = 0;
    std::deque<Pending> m_pending;

    std::optional<StateBytes> m_stateBytes;
    /// While a large state is decoded on another thread, the newest one that waits for its turn.
    std::optional<StateBytes> m_waitingState;
    bool m_isDecoding = false;
    InspectedState m_state;
    std::vector<InspectedConnection> m_connections;
    QStringList m_actions;
    quint64 m_queueSize = 0;
    std::vector<inspector::v6::Schedule> m_schedules;
};

} // namespace rove::ui
