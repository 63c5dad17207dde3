// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/inspectorsession.h"

#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/manager/paths.h"
#include "ui/client/inspectoraccess.h"
#include "ui/client/tlsproblem.h"

#include <QtCore/QThreadPool>
#include <QtNetwork/QNetworkRequest>
#include <QtWebSockets/QWebSocketHandshakeOptions>

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;
namespace v6 = inspector::v6;

namespace {

/// From this schema on servers answer in order and wrap values for JSON; older ones may do neither
/// (spec/inspector.md 0).
constexpr int orderedVersionMin = 5;

/// Runtimes before 2.3 do not wrap values, so a pair that means nothing to us is what it looks like.
Result<QCborValue> decodeUserValue(const QByteArray &bytes)
{
    Result<QCborValue> plain = cbor::decode(bytes);
    if (!plain)
        return plain;
    Result<QCborValue> unwrapped = cbor::unwrapCompat(*plain);
    return unwrapped ? unwrapped : plain;
}

InspectedConnection readConnection(const v6::Connection &connection)
{
    return {.id = connection.id,
            .details = decodeUserValue(connection.details).value_or(QCborValue()).toMap()};
}

std::vector<InspectedConnection> readConnections(const std::vector<v6::Connection> &connections)
{
    std::vector<InspectedConnection> result;
    result.reserve(connections.size());
    std::ranges::transform(connections, std::back_inserter(result), readConnection);
    return result;
}

/// The error behind the text of an Error frame: `code: message`, or a sentence alone (spec/inspector.md 3.6).
Error readError(const QString &text)
{
    const qsizetype colon = text.indexOf(u": ");
    const bool hasCode = colon > 0 && std::ranges::all_of(QStringView(text).first(colon),
                                                          [](QChar c) { return c.isLower() || c == u'_'; });
    if (hasCode)
        return Error::fromWire(u"actor"_s, text.first(colon), text.sliced(colon + 2));
    return Error::fromWire(u"inspector"_s, u"error"_s, text);
}

/// A close reason is `group.code`, and what the gateway says ends in `#` and its ray id
/// (spec/inspector.md 1.4).
Error errorFromReason(const QString &reason)
{
    const QString name = reason.section(u'#', 0, 0);
    const qsizetype dot = name.indexOf(u'.');
    if (dot <= 0 || name.contains(u' '))
        return {.code = ErrorCode::ClientClosed,
                .message =
                    name.isEmpty() ? u"The connection was lost."_s : u"The connection was closed: "_s % name};
    return Error::fromWire(name.first(dot), name.sliced(dot + 1), u"The connection was closed: "_s % name);
}

Error socketError(const QWebSocket &socket)
{
    const QString host = socket.requestUrl().host();
    switch (socket.error()) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return tlsHandshakeError(host, socket.errorString());
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return {.code = ErrorCode::ClientUnreachable,
                .message = u"No inspector connection to "_s % host % u": "_s % socket.errorString(),
                .metadata = {{u"reason"_s, u"proxy"_s}}};
    default:
        break;
    }
    const Error tls = tlsHandshakeError(host, socket.errorString());
    if (socket.requestUrl().scheme() == u"wss" && tlsReasonOf(tls) != TlsReason::Unknown)
        return tls;
    return {.code = ErrorCode::ClientUnreachable,
            .message = u"No inspector connection to "_s % host % u": "_s % socket.errorString()};
}

std::optional<quint64> requestIdOf(const v6::ToClient &message)
{
    return std::visit(
        [](const auto &body) -> std::optional<quint64> {
            if constexpr (requires { body.rid; })
                return body.rid.value;
            else
                return std::nullopt;
        },
        message);
}

std::optional<quint64> requestIdOf(const v6::ToServer &message)
{
    return std::visit(
        [](const auto &body) -> std::optional<quint64> {
            if constexpr (requires { body.id; })
                return body.id.value;
            else
                return std::nullopt;
        },
        message);
}

} // namespace

InspectorSession::InspectorSession(HttpClient &http, QString actorId, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_manager(http)
    , m_actorId(std::move(actorId))
    , m_backoff(limits::reconnectDelayMin, limits::reconnectDelayMax)
{
    for (QTimer *timer : {&m_retryTimer, &m_openTimer, &m_expiryTimer})
        timer->setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &InspectorSession::lookAtRecord);
    connect(&m_openTimer, &QTimer::timeout, this, [this] {
        dropSocket();
        giveUpOrRetry(Error::of(ErrorCode::ClientTimeout));
    });
    connect(&m_expiryTimer, &QTimer::timeout, this, &InspectorSession::expireRequests);
}

InspectorSession::~InspectorSession()
{
    dropSocket();
}

// --- Opening and closing ---

void InspectorSession::open()
{
    if (m_phase == Phase::FetchingToken || m_phase == Phase::Connecting || m_phase == Phase::Live)
        return;
    m_backoff.reset();
    dropSocket();
    setPhase(Phase::FetchingToken);
    lookAtRecord();
}

void InspectorSession::close()
{
    ++m_attempt;
    m_retryTimer.stop();
    dropSocket();
    setPhase(Phase::Idle);
}

void InspectorSession::setPhase(Phase phase, std::optional<Error> error)
{
    if (m_phase == phase && m_error == error)
        return;
    m_phase = phase;
    m_error = std::move(error);
    emit phaseChanged(phase);
}

void InspectorSession::giveUpOrRetry(const Error &error)
{
    if (!isTransient(error))
        return setPhase(Phase::Failed, error);
    m_retryTimer.start(m_backoff.next());
    setPhase(Phase::Stale, error);
}

void InspectorSession::lookAtRecord()
{
    m_retryTimer.stop();
    if (m_phase != Phase::Stale)
        setPhase(Phase::FetchingToken);
    m_manager.actor(m_actorId).then(this, [this, attempt = ++m_attempt](const Result<manager::Actor> &actor) {
        if (attempt != m_attempt)
            return;
        if (!actor)
            return giveUpOrRetry(actor.error());
        if (actor->destroyTs)
            return giveUpOrRetry(Error::of(ErrorCode::ActorNotFound));
        if (!actor->connectableTs)
            return setPhase(Phase::Asleep);
        fetchToken();
    });
}

void InspectorSession::fetchToken()
{
    m_isTokenFresh = m_token.isEmpty();
    if (!m_isTokenFresh)
        return connectSocket();
    m_manager.inspectorToken(m_actorId).then(this, [this, attempt = m_attempt](const Result<QString> &token) {
        if (attempt != m_attempt)
            return;
        if (!token)
            return giveUpOrRetry(token.error());
        m_token = *token;
        connectSocket();
    });
}

void InspectorSession::connectSocket()
{
    dropSocket();
    m_dialect.reset();
    m_socketError.reset();
    if (!m_http.transport())
        return setPhase(Phase::Failed, m_http.transport().error());
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setProxy(m_http.transport()->proxy);
    if (m_http.endpoint().base.scheme() == u"https")
        m_socket->setSslConfiguration(m_http.transport()->tls);
    m_socket->setMaxAllowedIncomingFrameSize(limits::inspectorFrameBytesInMax);
    m_socket->setMaxAllowedIncomingMessageSize(limits::inspectorFrameBytesInMax);
    QWebSocket *socket = m_socket.get();
    connect(socket, &QWebSocket::binaryMessageReceived, this, &InspectorSession::onFrame);
    connect(socket, &QWebSocket::textMessageReceived, this, [this] {
        emit complained(
            {.code = ErrorCode::ClientProtocol, .message = u"The inspector sent a text frame."_s});
    });
    connect(socket, &QWebSocket::sslErrors, this, [this, socket](const QList<QSslError> &errors) {
        m_socketError = tlsError(socket->requestUrl().host(), errors);
    });
    connect(socket, &QWebSocket::errorOccurred, this, [this, socket] {
        if (!m_socketError)
            m_socketError = socketError(*socket);
        // A socket that was never connected says nothing more; one that was still tells the close code.
        QMetaObject::invokeMethod(
            this,
            [this, socket] {
                if (m_socket.get() == socket && socket->state() == QAbstractSocket::UnconnectedState)
                    onSocketEnded();
            },
            Qt::QueuedConnection);
    });
    connect(socket, &QWebSocket::disconnected, this, &InspectorSession::onSocketEnded);

    const QByteArray target =
        "/inspector/connect?protocol_version=" + QByteArray::number(inspector::versionMax);
    const QByteArray path = manager::gatewayPath(m_actorId, m_http.endpoint().token, target);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"rivet"_s, u"rivet_inspector_token."_s % m_token});
    QNetworkRequest request(m_http.endpoint().webSocketUrl(path));
    request.setRawHeader("User-Agent", "Rove/" ROVE_VERSION);
    m_openTimer.start(limits::inspectorOpenTimeout);
    if (m_phase != Phase::Stale)
        setPhase(Phase::Connecting);
    socket->open(request, options);
}

void InspectorSession::dropSocket()
{
    m_openTimer.stop();
    failPending(Error::of(ErrorCode::ClientClosed));
    if (!m_socket)
        return;
    disconnect(m_socket.get(), nullptr, this, nullptr);
    m_socket->close();
    // It may be the sender of the signal that brought us here.
    m_socket.release()->deleteLater();
}

void InspectorSession::onSocketEnded()
{
    const quint16 code = m_socket->closeCode();
    const QString reason = m_socket->closeReason();
    const std::optional<Error> transport = m_socketError;
    const bool wasLive = m_phase == Phase::Live;
    dropSocket();
    const bool isLost =
        reason.isEmpty() && (transport || code == QWebSocketProtocol::CloseCodeAbnormalDisconnection);
    if (isLost && wasLive)
        m_http.noteLostSocket();
    if (reason.isEmpty() && transport)
        return giveUpOrRetry(*transport);
    onClosed(code, reason);
}

void InspectorSession::onClosed(quint16 code, const QString &reason)
{
    const Error error = errorFromReason(reason);
    switch (code) {
    case QWebSocketProtocol::CloseCodePolicyViolated:
        return onUnauthorized();
    case QWebSocketProtocol::CloseCodeProtocolError:
        return setPhase(Phase::Failed, error);
    case QWebSocketProtocol::CloseCodeTooMuchData:
        return setPhase(Phase::Failed, Error::of(ErrorCode::MessageOutgoingTooLong));
    default:
        if (error.code == ErrorCode::ActorStopped)
            return setPhase(Phase::Asleep);
        // RivetKit before 2.3 refuses a token in these words (spec/inspector.md 1.4), among other things.
        if (error.code == ErrorCode::RivetkitInternalError && !m_dialect)
            m_token.clear();
        giveUpOrRetry(error);
    }
}

/// A kept token may have become wrong, for example because the actor's data was restored; fetch it once more.
void InspectorSession::onUnauthorized()
{
    m_token.clear();
    if (m_isTokenFresh)
        return setPhase(Phase::Failed, Error::of(ErrorCode::InspectorUnauthorized));
    lookAtRecord();
}

// --- Frames ---

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

// --- What is heard ---

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

// --- Requests ---

QByteArray InspectorSession::userValue(const QCborValue &value) const
{
    return protocolVersion() >= orderedVersionMin ? cbor::encodeCompat(value) : cbor::encode(value);
}

template <class Response, class Read>
auto InspectorSession::ask(const v6::ToServer &message, Access access, std::chrono::milliseconds timeout,
                           Read read)
{
    using Answered = std::invoke_result_t<Read, const Response &>;
    return request(message, access, timeout).then([read](const Result<v6::ToClient> &answer) -> Answered {
        if (!answer)
            return std::unexpected(answer.error());
        if (const auto *response = std::get_if<Response>(&*answer))
            return read(*response);
        return failure(ErrorCode::ClientProtocol, u"The inspector answered something else."_s);
    });
}

Async<InspectedState> InspectorSession::requestState()
{
    return ask<v6::StateResponse>(v6::StateRequest{.id = nextId()}, Access::Read,
                                  limits::inspectorRequestTimeout,
                                  [](const v6::StateResponse &response) -> Result<InspectedState> {
                                      InspectedState state{.isEnabled = response.isStateEnabled, .value = {}};
                                      if (response.state)
                                          state.value = TRY(decodeUserValue(*response.state));
                                      return state;
                                  });
}

Async<std::vector<InspectedConnection>> InspectorSession::requestConnections()
{
    return ask<v6::ConnectionsResponse>(
        v6::ConnectionsRequest{.id = nextId()}, Access::Read, limits::inspectorRequestTimeout,
        [](const v6::ConnectionsResponse &response) -> Result<std::vector<InspectedConnection>> {
            return readConnections(response.connections);
        });
}

Async<QStringList> InspectorSession::requestActions()
{
    return ask<v6::RpcsListResponse>(v6::RpcsListRequest{.id = nextId()}, Access::Read,
                                     limits::inspectorRequestTimeout,
                                     [](const v6::RpcsListResponse &response) -> Result<QStringList> {
                                         return QStringList(response.rpcs.begin(), response.rpcs.end());
                                     });
}

Async<QCborValue> InspectorSession::callAction(const QString &name, const QCborArray &arguments)
{
    return ask<v6::ActionResponse>(
        v6::ActionRequest{.id = nextId(), .name = name, .args = userValue(arguments)}, Access::Write,
        limits::inspectorActionTimeout,
        [](const v6::ActionResponse &response) { return decodeUserValue(response.output); });
}

Async<> InspectorSession::patchState(const QCborValue &state)
{
    return request(v6::PatchStateRequest{.state = userValue(state)}, Access::Write,
                   limits::inspectorRequestTimeout)
        .then(
            [](const Result<v6::ToClient> &answer) { return answer.transform([](const v6::ToClient &) {}); });
}

Async<v6::ToClient> InspectorSession::request(const v6::ToServer &message, Access access,
                                              std::chrono::milliseconds timeout)
{
    const auto refuse = [](const Error &error) { return ready<v6::ToClient>(std::unexpected(error)); };
    const Access needed = accessOf(message) == Access::Write ? Access::Write : access;
    if (const Result<> permitted = m_http.permit(needed); !permitted)
        return refuse(permitted.error());
    if (m_phase != Phase::Live)
        return refuse(Error::of(ErrorCode::ClientClosed));
    if (m_pending.size() >= static_cast<size_t>(limits::inspectorPendingCountMax))
        return refuse(Error::of(ErrorCode::ActorOverloaded));
    const Result<QByteArray> frame = inspector::encodeToServer(message, *m_dialect);
    if (!frame)
        return refuse(frame.error());
    if (frame->size() > limits::inspectorFrameBytesOutMax)
        return refuse(Error::of(ErrorCode::MessageIncomingTooLong));

    Pending pending;
    pending.id = requestIdOf(message).value_or(0);
    pending.deadline = QDeadlineTimer(timeout);
    if (const auto *patch = std::get_if<v6::PatchStateRequest>(&message))
        pending.patch = patch->state;
    const Async<v6::ToClient> answer = pending.answer.future();
    m_pending.push_back(std::move(pending));
    m_socket->sendBinaryMessage(*frame);
    expireRequests();
    return answer;
}

void InspectorSession::settle(quint64 id, const v6::ToClient &message)
{
    const auto found = std::ranges::find(m_pending, id, &Pending::id);
    if (found == m_pending.end())
        return;
    const Answer<v6::ToClient> answer = found->answer;
    // Where answers come in order, what was asked before and given up will not be answered any more.
    const auto first = std::remove_if(m_pending.begin(), found,
                                      [](const Pending &earlier) { return earlier.answer.isGiven(); });
    m_pending.erase(first, found + 1);
    answer.give(message);
}

void InspectorSession::settlePatch(const QByteArray &bytes)
{
    const auto found = std::ranges::find(m_pending, std::optional(bytes), &Pending::patch);
    if (found == m_pending.end())
        return;
    const Answer<v6::ToClient> answer = found->answer;
    m_pending.erase(found);
    answer.give(v6::StateUpdated{.state = bytes});
}

void InspectorSession::settleOldest(const Error &error)
{
    const Answer<v6::ToClient> answer = m_pending.front().answer;
    m_pending.pop_front();
    answer.give(std::unexpected(error));
}

/// Gives up what waited too long and sets the timer for the next.
void InspectorSession::expireRequests()
{
    std::vector<Answer<v6::ToClient>> expired;
    QDeadlineTimer next(QDeadlineTimer::Forever);
    for (const Pending &pending : m_pending) {
        if (pending.answer.isGiven())
            continue;
        if (pending.deadline.hasExpired())
            expired.push_back(pending.answer);
        else
            next = std::min(next, pending.deadline);
    }
    if (!next.isForever())
        m_expiryTimer.start(std::chrono::milliseconds(next.remainingTime() + 1));
    for (const Answer<v6::ToClient> &answer : expired)
        answer.give(failure(ErrorCode::ClientTimeout));
}

void InspectorSession::failPending(const Error &error)
{
    for (const Pending &pending : std::exchange(m_pending, {}))
        pending.answer.give(std::unexpected(error));
}

} // namespace rove::ui
