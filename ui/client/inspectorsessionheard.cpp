// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "ui/client/inspectorsession.h"
#include "ui/client/inspectorwire.h"

#include <QtCore/QThreadPool>

/// InspectorSession: what is heard.
namespace rove::ui {

using namespace Qt::StringLiterals;
using namespace inspectorwire;
namespace v6 = inspector::v6;

void InspectorSession::onFrame(const QByteArray &frame)
{
    if (!m_dialect)
        return onFirstFrame(frame);
    const Result<v6::ToClient> message = inspector::decodeToClient(frame, *m_dialect);
    if (message)
        handle(*message);
    else
        emit complained(message.error());
}

void InspectorSession::onFirstFrame(const QByteArray &frame)
{
    const Result<inspector::Dialect> dialect = inspector::detect(frame, inspector::versionMax);
    const Result<v6::ToClient> message = dialect.and_then(
        [&frame](inspector::Dialect known) { return inspector::decodeToClient(frame, known); });
    const auto *init = message ? std::get_if<v6::Init>(&*message) : nullptr;
    if (!init) {
        dropSocket();
        return setPhase(Phase::Failed,
                        Error{.code = ErrorCode::ClientProtocol,
                              .message = u"The actor's inspector speaks no protocol that Rove knows."_s});
    }
    m_dialect = *dialect;
    m_openTimer.stop();
    m_backoff.reset();
    m_isTokenFresh = false;
    handleInit(*init);
    setPhase(Phase::Live);
}

void InspectorSession::handleInit(const v6::Init &init)
{
    takeActions(init.rpcs);
    takeConnections(init.connections);
    takeQueueSize(init.queueSize.value);
    takeSchedules(init.schedules);
    takeState({.bytes = init.state, .isEnabled = init.isStateEnabled});
}

void InspectorSession::handle(const v6::ToClient &message)
{
    if (const std::optional<quint64> id = requestIdOf(message))
        return settle(*id, message);
    if (const auto *state = std::get_if<v6::StateUpdated>(&message)) {
        settlePatch(state->state);
        takeState({.bytes = state->state, .isEnabled = true});
    } else if (const auto *connections = std::get_if<v6::ConnectionsUpdated>(&message)) {
        takeConnections(connections->connections);
    } else if (const auto *queue = std::get_if<v6::QueueUpdated>(&message)) {
        takeQueueSize(queue->queueSize.value);
    } else if (const auto *schedules = std::get_if<v6::SchedulesUpdated>(&message)) {
        takeSchedules(schedules->schedules);
    } else if (const auto *error = std::get_if<v6::Error>(&message)) {
        handleError(error->message);
    }
}

void InspectorSession::handleError(const QString &message)
{
    const Error error = readError(message);
    const bool isUnsolicited = message.startsWith(u"inspector.") && message.endsWith(u"_dropped");
    // An older server answers out of order, if at all, so its error can only be told with one request
    // waiting.
    const bool isAttributable = m_dialect->version >= orderedVersionMin || m_pending.size() == 1;
    if (isUnsolicited || m_pending.empty() || !isAttributable)
        emit complained(error);
    else
        settleOldest(error);
}

void InspectorSession::takeState(StateBytes bytes)
{
    if (m_stateBytes == bytes)
        return;
    m_stateBytes = bytes;
    if (m_isDecoding)
        m_waitingState = std::move(bytes);
    else
        decodeState(bytes);
}

/// A large state is decoded on another thread. Meanwhile only the newest one waits, so a fast actor cannot
/// pile them up, and each that is decoded is shown, so it cannot starve the window either.
void InspectorSession::decodeState(const StateBytes &state)
{
    if (!state.bytes)
        return takeDecodedState(std::nullopt, state.isEnabled);
    if (state.bytes->size() <= limits::inspectorInlineDecodeBytesMax)
        return takeDecodedState(decodeUserValue(*state.bytes), state.isEnabled);
    m_isDecoding = true;
    const auto promise = std::make_shared<QPromise<Result<QCborValue>>>();
    promise->start();
    promise->future().then(this, [this, isEnabled = state.isEnabled](const Result<QCborValue> &value) {
        m_isDecoding = false;
        takeDecodedState(value, isEnabled);
        if (const std::optional<StateBytes> next = std::exchange(m_waitingState, std::nullopt))
            decodeState(*next);
    });
    QThreadPool::globalInstance()->start([promise, bytes = *state.bytes] {
        promise->addResult(decodeUserValue(bytes));
        promise->finish();
    });
}

void InspectorSession::takeDecodedState(const std::optional<Result<QCborValue>> &value, bool isEnabled)
{
    if (value && !*value) {
        emit complained(value->error());
        return;
    }
    m_state.isEnabled = isEnabled;
    m_state.value = value ? std::optional(value->value()) : std::nullopt;
    emit stateChanged(m_state);
}

void InspectorSession::takeConnections(const std::vector<v6::Connection> &connections)
{
    m_connections = readConnections(connections);
    emit connectionsChanged();
}

void InspectorSession::takeActions(const std::vector<QString> &names)
{
    const QStringList actions(names.begin(), names.end());
    if (m_actions == actions)
        return;
    m_actions = actions;
    emit actionsChanged();
}

void InspectorSession::takeQueueSize(quint64 size)
{
    if (m_queueSize == size)
        return;
    m_queueSize = size;
    emit queueSizeChanged(size);
}

void InspectorSession::takeSchedules(const std::vector<v6::Schedule> &schedules)
{
    m_schedules = schedules;
    emit schedulesChanged();
}

} // namespace rove::ui
