// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/inspectorsession.h"

#include "protocol/base/limits.h"
#include "protocol/manager/paths.h"
#include "ui/client/inspectorclosing.h"
#include "ui/client/tlsproblem.h"

#include <QtNetwork/QNetworkRequest>
#include <QtWebSockets/QWebSocketHandshakeOptions>

/// InspectorSession: opening, losing, closing. What is heard is in inspectorsessionheard.cpp, what is asked
/// in inspectorsessionrequests.cpp.
namespace rove::ui {

using namespace Qt::StringLiterals;

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

} // namespace rove::ui
