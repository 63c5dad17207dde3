// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/socket/socket.h"
#include "protocol/inspector/frame.h"

#include <QtCore/QFuture>

#include <deque>
#include <functional>
#include <type_traits>

namespace rove::runtime {

class ActorInstance;

/// One inspector on `/inspector/connect` (spec/inspector.md 3). Requests are answered strictly in order, as
/// clients match errors to requests by it; one that waits for an action holds up those behind it, of which a
/// bounded number may wait. It neither keeps the actor awake nor outlives its sleep. Owned by the actor's
/// instance, on its thread.
class InspectorSocket : public Socket {
    Q_OBJECT

public:
    InspectorSocket(ActorInstance &instance, const Tunnel &tunnel);

    /// Checks version and token, then says Init; or closes.
    void open(const QString &query, const envoy::v8::Headers &headers);

    void receive(const envoy::v8::WebSocketMessage &message, std::uint16_t index) override;
    [[nodiscard]] bool survivesSleep() const override { return false; }

    void send(const inspector::v6::ToClient &message);

private:
    using Request = Result<inspector::v6::ToServer>;

    void answerWaiting();
    void answer(const Request &request);

    void handle(const inspector::v6::PatchStateRequest &request);
    void handle(const inspector::v6::StateRequest &request);
    void handle(const inspector::v6::ConnectionsRequest &request);
    void handle(const inspector::v6::ActionRequest &request);
    void handle(const inspector::v6::RpcsListRequest &request);
    void handle(const inspector::v6::TraceQueryRequest &request);
    void handle(const inspector::v6::QueueRequest &request);
    void handle(const inspector::v6::WorkflowHistoryRequest &request);
    void handle(const inspector::v6::WorkflowReplayRequest &request);
    void handle(const inspector::v6::DatabaseSchemaRequest &request);
    void handle(const inspector::v6::DatabaseTableRowsRequest &request);
    void handle(const inspector::v6::SchedulesRequest &request);
    void handle(const inspector::v6::ScheduleHistoryRequest &request);
    void handle(const inspector::v6::ScheduleDeleteRequest &request);

    template <class T>
    void answerLater(const QFuture<Result<T>> &future,
                     const std::type_identity_t<std::function<void(const Result<T> &)>> &answer);
    void answeredLater();
    void answerAction(bare::Uint id, const Result<QCborValue> &outcome);
    void answerReplay(bare::Uint id, const Result<> &replayed);
    void sendError(const Error &error);
    void sendInit();

    ActorInstance &m_instance;
    inspector::Dialect m_dialect;
    std::deque<Request> m_waiting;
    bool m_busy = false; ///< An action or a statement runs for the request at hand.
};

} // namespace rove::runtime
