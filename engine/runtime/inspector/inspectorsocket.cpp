// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/inspector/inspectorsocket.h"

#include "engine/runtime/actorinstance.h"
#include "engine/runtime/errorreport.h"
#include "engine/runtime/inspector/inspectordatabase.h"
#include "engine/runtime/inspector/inspectorhub.h"
#include "engine/runtime/inspector/inspectorview.h"
#include "engine/runtime/socket/handshake.h"
#include "engine/runtime/workflow/workflowrunner.h"
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"

#include <QtCore/QPointer>
#include <QtCore/QUrlQuery>

#include <algorithm>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v6 = inspector::v6;

constexpr std::uint16_t closeProtocolError =
    1002; // These four: RFC 6455 7.4.1, used as in spec/inspector.md 1.4.
constexpr std::uint16_t closePolicyViolation = 1008;
constexpr std::uint16_t closeTooBig = 1009;
constexpr std::uint16_t closeInternalError = 1011;

constexpr quint64 queueMessagesShownMax = 200; // spec/inspector.md 3.7

std::optional<QString> requestedVersion(const QString &query)
{
    const QUrlQuery parameters(query);
    const QString name = u"protocol_version"_s;
    if (!parameters.hasQueryItem(name))
        return std::nullopt;
    return parameters.queryItemValue(name, QUrl::FullyDecoded);
}

} // namespace

InspectorSocket::InspectorSocket(ActorInstance &instance, const Tunnel &tunnel)
    : Socket(tunnel)
    , m_instance(instance)
{
    connect(this, &Socket::closed, this, [this] { m_instance.inspectors().detach(this); });
}

// --- Opening ---

void InspectorSocket::open(const QString &query, const envoy::v8::Headers &headers)
{
    accept();
    const std::optional<QString> version = requestedVersion(query);
    const Result<inspector::Dialect> dialect =
        inspector::negotiate(version.transform([](const QString &text) { return QStringView(text); }));
    if (!dialect)
        return close(closeProtocolError, dialect.error().wireName());
    if (!isSameToken(m_instance.inspectorToken(), inspectorToken(headers)))
        return close(closePolicyViolation, Error::of(ErrorCode::InspectorUnauthorized).wireName());
    m_dialect = *dialect;
    if (!m_instance.inspectors().attach(this))
        return close(closeInternalError, Error::of(ErrorCode::ActorOverloaded).wireName());
    sendInit();
}

void InspectorSocket::sendInit()
{
    const std::optional<QByteArray> state = m_instance.stateBytes();
    const QStringList &actions = m_instance.type().actionNames();
    send(v6::Init{.connections = inspectedConnections(m_instance),
                  .state = state,
                  .isStateEnabled = state.has_value(),
                  .rpcs = {actions.begin(), actions.end()},
                  .isDatabaseEnabled = m_instance.database().isEnabled(),
                  .queueSize = {static_cast<std::uint64_t>(m_instance.queue().size())},
                  .workflowHistory = m_instance.workflow().historyBytes(),
                  .isWorkflowEnabled = m_instance.workflow().isEnabled(),
                  .tabConfig = {},
                  .schedules = inspectedSchedules(m_instance)});
}

// --- Requests ---

void InspectorSocket::receive(const envoy::v8::WebSocketMessage &message, std::uint16_t)
{
    if (message.data.size() > limits::inspectorFrameBytesInMax)
        return close(closeTooBig, Error::of(ErrorCode::MessageIncomingTooLong).wireName());
    if (std::cmp_greater_equal(m_waiting.size(), limits::inspectorRequestsWaitingMax))
        return close(closeInternalError, Error::of(ErrorCode::ActorOverloaded).wireName());
    m_waiting.push_back(inspector::decodeToServer(message.data, m_dialect));
    answerWaiting();
}

void InspectorSocket::answerWaiting()
{
    while (!m_busy && isOpen() && !m_waiting.empty()) {
        const Request request = std::move(m_waiting.front());
        m_waiting.pop_front();
        answer(request);
    }
}

void InspectorSocket::answer(const Request &request)
{
    if (request)
        std::visit([this](const auto &message) { handle(message); }, *request);
    else
        send(v6::Error{.message = request.error().message});
}

void InspectorSocket::handle(const v6::PatchStateRequest &request)
{
    const Result<QCborValue> state = cbor::decodeCompat(request.state);
    if (!state)
        return send(v6::Error{.message = state.error().message});
    if (const Result<> replaced = m_instance.replaceState(*state); !replaced) {
        const Error &error = replaced.error(); // Who may write the state may read all of this.
        return send(v6::Error{.message = error.codeName() % u": "_s % error.message});
    }
    m_instance.save([](const Result<> &) {}); // A failure is logged, and tried again.
    // The one answer that a patch has, so also when nothing has changed.
    m_instance.inspectors().pushStateNow();
}

void InspectorSocket::handle(const v6::StateRequest &request)
{
    const std::optional<QByteArray> state = m_instance.stateBytes();
    send(v6::StateResponse{.rid = request.id, .state = state, .isStateEnabled = state.has_value()});
}

void InspectorSocket::handle(const v6::ConnectionsRequest &request)
{
    send(v6::ConnectionsResponse{.rid = request.id, .connections = inspectedConnections(m_instance)});
}

void InspectorSocket::handle(const v6::ActionRequest &request)
{
    const QCborValue none(QCborValue::Undefined);
    const Result<QCborValue> arguments =
        request.args.isEmpty() ? Result<QCborValue>(none) : cbor::decodeCompat(request.args);
    if (!arguments)
        return sendError(Error::of(ErrorCode::RivetkitInternalError));
    // A connection of its own, so that an actor that rejects clients rejects this call too, and stays awake
    // for it.
    Result<std::unique_ptr<Connection>> connection = m_instance.openConnection(none, nullptr);
    if (!connection)
        return sendError(connection.error());
    m_busy = true;
    const QPointer<InspectorSocket> self(this);
    const std::shared_ptr<Connection> caller = *std::move(connection);
    m_instance.calls().call(
        request.name, callArguments(*arguments), caller.get(),
        [&instance = m_instance, self, caller, id = request.id](const Result<QCborValue> &outcome) {
            if (self)
                self->answerAction(id, outcome);
            instance.closeConnection(*caller);
            if (self)
                self->answerWaiting();
        });
    m_instance.touch();
}

void InspectorSocket::answerAction(bare::Uint id, const Result<QCborValue> &outcome)
{
    if (outcome)
        send(v6::ActionResponse{.rid = id, .output = cbor::encodeCompat(*outcome)});
    else
        sendError(outcome.error());
    m_busy = false;
}

void InspectorSocket::handle(const v6::RpcsListRequest &request)
{
    const QStringList &actions = m_instance.type().actionNames();
    send(v6::RpcsListResponse{.rid = request.id, .rpcs = {actions.begin(), actions.end()}});
}

/// Length 0 says that there are no traces at all (spec/inspector.md 3.10).
void InspectorSocket::handle(const v6::TraceQueryRequest &request)
{
    send(v6::TraceQueryResponse{.rid = request.id, .payload = {}});
}

void InspectorSocket::handle(const v6::QueueRequest &request)
{
    const quint64 limit = std::min<quint64>(request.limit.value, queueMessagesShownMax);
    send(v6::QueueResponse{.rid = request.id, .status = inspectedQueue(m_instance, limit)});
}

void InspectorSocket::handle(const v6::WorkflowHistoryRequest &request)
{
    const WorkflowRunner &workflow = m_instance.workflow();
    send(v6::WorkflowHistoryResponse{
        .rid = request.id, .history = workflow.historyBytes(), .isWorkflowEnabled = workflow.isEnabled()});
}

void InspectorSocket::handle(const v6::WorkflowReplayRequest &request)
{
    if (!m_instance.workflow().isEnabled())
        return send(v6::WorkflowReplayResponse{.rid = request.id, .history = {}, .isWorkflowEnabled = false});
    m_busy = true;
    m_instance.workflow().replay(request.entryId,
                                 [self = QPointer(this), id = request.id](const Result<> &replayed) {
                                     if (self)
                                         self->answerReplay(id, replayed);
                                 });
}

/// An inspector sees the reason of every failure.
void InspectorSocket::answerReplay(bare::Uint id, const Result<> &replayed)
{
    m_busy = false;
    if (replayed)
        send(v6::WorkflowReplayResponse{
            .rid = id, .history = m_instance.workflow().historyBytes(), .isWorkflowEnabled = true});
    else
        send(v6::Error{.message = replayed.error().codeName() % u": "_s % replayed.error().message});
    // Not from within `answerWaiting`, which goes on by itself.
    QMetaObject::invokeMethod(this, &InspectorSocket::answerWaiting, Qt::QueuedConnection);
}

void InspectorSocket::handle(const v6::DatabaseSchemaRequest &request)
{
    m_busy = true;
    inspectSchema(m_instance.database(), this, [this, id = request.id](const Result<QCborMap> &schema) {
        if (schema)
            send(v6::DatabaseSchemaResponse{.rid = id, .schema = cbor::encode(*schema)});
        else
            send(v6::Error{.message = u"load database schema: "_s % schema.error().message});
        answeredLater();
    });
}

void InspectorSocket::handle(const v6::DatabaseTableRowsRequest &request)
{
    const RowRange range{
        .table = request.table, .limit = request.limit.value, .offset = request.offset.value};
    m_busy = true;
    inspectRows(
        m_instance.database(), range, this,
        [this, id = request.id, table = request.table](const Result<QCborArray> &rows) {
            if (rows)
                send(v6::DatabaseTableRowsResponse{.rid = id, .result = cbor::encode(*rows)});
            else
                send(v6::Error{.message = u"query rows for `%1`: %2"_s.arg(table, rows.error().message)});
            answeredLater();
        });
}

/// The request at hand is done; the next one's turn comes from the event loop, if this one has been answered
/// at once.
void InspectorSocket::answeredLater()
{
    m_busy = false;
    QMetaObject::invokeMethod(this, &InspectorSocket::answerWaiting, Qt::QueuedConnection);
}

void InspectorSocket::handle(const v6::SchedulesRequest &request)
{
    send(v6::SchedulesResponse{.rid = request.id, .schedules = inspectedSchedules(m_instance)});
}

void InspectorSocket::handle(const v6::ScheduleHistoryRequest &request)
{
    const auto limit = static_cast<int>(std::clamp<quint64>(request.limit.value, 1, cronHistoryMax));
    const auto answer = [this, request](const Result<std::vector<CronFire>> &fires) {
        if (fires)
            send(v6::ScheduleHistoryResponse{
                .rid = request.id, .scheduleId = request.scheduleId, .history = inspectedFires(*fires)});
        else
            sendError(fires.error());
    };
    answerLater(m_instance.cron().history(request.scheduleId, limit), answer);
}

void InspectorSocket::handle(const v6::ScheduleDeleteRequest &request)
{
    if (request.kind != "at"_L1 && request.kind != "cron"_L1 && request.kind != "every"_L1)
        return send(v6::Error{.message = u"invalid inspector schedule kind \""_s % request.kind % u'"'});
    const auto answer = [this, request](const Result<bool> &deleted) {
        if (deleted)
            send(v6::ScheduleDeleteResponse{
                .rid = request.id, .scheduleId = request.scheduleId, .deleted = *deleted});
        else
            sendError(deleted.error());
    };
    if (request.kind == "at"_L1)
        return answer(m_instance.schedule().cancel(request.scheduleId));
    answerLater(m_instance.cron().remove(request.scheduleId), answer);
}

/// What comes behind waits, as every answer has its place.
template <class T>
void InspectorSocket::answerLater(const QFuture<Result<T>> &future,
                                  const std::type_identity_t<std::function<void(const Result<T> &)>> &answer)
{
    m_busy = true;
    QFuture<Result<T>>(future).then(this, [this, answer](const Result<T> &result) {
        answer(result);
        answeredLater();
    });
}

// --- Answers ---

void InspectorSocket::send(const v6::ToClient &message)
{
    const std::optional<QByteArray> frame = inspector::encodeToClient(message, m_dialect);
    if (!frame)
        return;
    if (frame->size() > limits::inspectorFrameBytesInMax)
        return close(closeTooBig, u"actor WebSocket message exceeds the maximum size"_s);
    sendMessage(*frame, Frame::Binary);
}

void InspectorSocket::sendError(const Error &error)
{
    const ErrorReport report = ErrorReport::of(error);
    send(v6::Error{.message = report.code % u": "_s % report.message});
}

} // namespace rove::runtime
