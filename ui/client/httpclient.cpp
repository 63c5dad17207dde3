// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/httpclient.h"

#include "protocol/base/limits.h"
#include "protocol/manager/json.h"
#include "ui/client/tlsproblem.h"

#include <QtCore/QCborMap>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslError>

#include <algorithm>
#include <memory>
#include <optional>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// One request under way: what has been decided about its end before the reply itself ends.
struct Call {
    Answer<HttpResponse> answer;
    QElapsedTimer clock;
    std::optional<Error> verdict = {};
};

QNetworkRequest networkRequest(const QUrl &url, const HttpRequest &request)
{
    QNetworkRequest result(url);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setRawHeader("User-Agent", "Rove/" ROVE_VERSION);
    // A compressed answer could grow past every bound while it is unpacked.
    result.setRawHeader("Accept-Encoding", "identity");
    if (!request.contentType.isEmpty())
        result.setRawHeader("Content-Type", request.contentType);
    for (const auto &[name, value] : request.headers)
        result.setRawHeader(name, value);
    return result;
}

Error unreachable(const QUrl &url, const QString &detail)
{
    QCborMap metadata;
    metadata[u"host"_s] = url.host();
    metadata[u"port"_s] = url.port(url.scheme() == u"https" ? 443 : 80);
    return {.code = ErrorCode::ClientUnreachable,
            .message = url.host() % u" cannot be reached: "_s % detail,
            .metadata = metadata};
}

/// The way there is blocked before the endpoint itself was tried.
Error proxyError(const QNetworkReply &reply)
{
    Error error = unreachable(reply.url(), reply.errorString());
    error.metadata[u"reason"_s] = u"proxy"_s;
    return error;
}

Error notRivet(const QUrl &url, const QString &why)
{
    return {.code = ErrorCode::ClientNotRivet,
            .message = url.host() % u" does not answer as a Rivet engine: "_s % why};
}

/// What an answer with an error status and without Rivet's error body means.
Error foreignStatus(const QUrl &url, int status)
{
    const QString said = u"it answered with status "_s % QString::number(status);
    switch (status) {
    case 401:
        return Error::of(ErrorCode::ApiUnauthorized);
    case 403:
        return Error::of(ErrorCode::ApiForbidden);
    case 429:
    case 502:
    case 503:
    case 504:
        return unreachable(url, said);
    default:
        break;
    }
    constexpr int serverErrorMin = 500;
    if (status >= serverErrorMin)
        return {.code = ErrorCode::InternalError, .message = url.host() % u" failed: "_s % said};
    return notRivet(url, said);
}

Error errorFromAnswer(const QUrl &url, int status, const QByteArray &body)
{
    if (const Result<manager::ErrorBody> told = manager::readBody<manager::ErrorBody>(body))
        return manager::errorFromBody(*told);
    // Some validations of the inspector and of old managers say no more than this (spec/inspector.md 4.1).
    const QJsonValue text = QJsonDocument::fromJson(body).object().value("error"_L1);
    if (text.isString())
        return {.code = ErrorCode::ApiBadRequest, .message = text.toString()};
    return foreignStatus(url, status);
}

/// What ended a reply that brought no HTTP status.
Error transportError(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::OperationCanceledError:
        return Error::of(ErrorCode::ClientCancelled);
    case QNetworkReply::TimeoutError:
        return Error::of(ErrorCode::ClientTimeout);
    case QNetworkReply::SslHandshakeFailedError:
        return tlsHandshakeError(reply.url().host(), reply.errorString());
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return proxyError(reply);
    case QNetworkReply::RemoteHostClosedError:
        return unreachable(reply.url(), u"it closed the connection without an HTTP answer"_s);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
        return notRivet(reply.url(), reply.errorString());
    default:
        break;
    }
    // With TLS 1.3 a server refuses a client only after the handshake, which is no handshake error any more.
    const Error tls = tlsHandshakeError(reply.url().host(), reply.errorString());
    const bool isTls = reply.url().scheme() == u"https" && tlsReasonOf(tls) != TlsReason::Unknown;
    return isTls ? tls : unreachable(reply.url(), reply.errorString());
}

Result<HttpResponse> outcome(QNetworkReply &reply, const Call &call)
{
    if (call.verdict)
        return std::unexpected(*call.verdict);
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // A connection that breaks after the status line has a status and an error below the content errors.
    const bool isBroken =
        reply.error() != QNetworkReply::NoError && reply.error() < QNetworkReply::ContentAccessDenied;
    if (status == 0 || isBroken)
        return std::unexpected(transportError(reply));
    if (status >= 300 && status < 400)
        return std::unexpected(notRivet(reply.url(), u"it redirects elsewhere"_s));
    const QByteArray body = reply.readAll();
    if (status >= 400)
        return std::unexpected(errorFromAnswer(reply.url(), status, body));
    return HttpResponse{.status = status,
                        .headers = reply.headers(),
                        .body = body,
                        .duration = std::chrono::microseconds(call.clock.nsecsElapsed() / 1000)};
}

void watch(QNetworkReply *reply, const std::shared_ptr<Call> &call, std::chrono::milliseconds timeout,
           qsizetype answerBytesMax)
{
    const auto giveUp = [reply, call](Error error) {
        if (!call->verdict)
            call->verdict = std::move(error);
        reply->abort();
    };
    QTimer::singleShot(timeout, reply, [giveUp, timeout] {
        giveUp({.code = ErrorCode::ClientTimeout,
                .message = u"No answer within "_s % QString::number(timeout.count()) % u" ms."_s});
    });
    const auto refuseLong = [giveUp, answerBytesMax](qint64 received, qint64 total) {
        if (std::max(received, total) > answerBytesMax)
            giveUp({.code = ErrorCode::ClientProtocol,
                    .message =
                        u"The answer is larger than "_s % QString::number(answerBytesMax) % u" bytes."_s});
    };
    QObject::connect(reply, &QNetworkReply::downloadProgress, reply, refuseLong);
    QObject::connect(reply, &QNetworkReply::sslErrors, reply, [reply, call](const QList<QSslError> &errors) {
        call->verdict = tlsError(reply->url().host(), errors);
    });
}

} // namespace

bool isTransient(const Error &error)
{
    switch (error.code) {
    case ErrorCode::ActorNotFound:
    case ErrorCode::ApiBadRequest:
    case ErrorCode::ApiForbidden:
    case ErrorCode::ApiUnauthorized:
    case ErrorCode::ClientInvalidEndpoint:
    case ErrorCode::ClientNotRivet:
    case ErrorCode::ClientReadOnly:
    case ErrorCode::ClientTls:
    case ErrorCode::DatacenterNotFound:
    case ErrorCode::InspectorInvalidProtocolVersion:
    case ErrorCode::InspectorUnauthorized:
    case ErrorCode::MessageOutgoingTooLong:
    case ErrorCode::NamespaceNotFound:
        return false;
    default:
        return true;
    }
}

HttpClient::HttpClient(Endpoint endpoint, WriteMode writeMode, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_transport(resolveTransport(m_endpoint.transport, m_endpoint.base))
    , m_guard(writeMode)
{
    if (m_transport)
        m_network.setProxy(m_transport->proxy);
    connect(&m_guard, &WriteGuard::modeChanged, this, &HttpClient::writeModeChanged);
}

HttpClient::~HttpClient()
{
    m_isClosing = true;
    for (QNetworkReply *reply : m_network.findChildren<QNetworkReply *>())
        reply->abort();
}

Async<HttpResponse> HttpClient::send(const HttpRequest &request)
{
    const auto refuse = [](const Error &error) { return ready<HttpResponse>(std::unexpected(error)); };
    const bool isPlainRead = request.method == "GET" || request.method == "HEAD";
    if (const Result<> permitted = permit(isPlainRead ? request.access : Access::Write); !permitted)
        return refuse(permitted.error());
    if (m_isClosing)
        return refuse(Error::of(ErrorCode::ClientCancelled));
    if (!m_transport)
        return refuse(m_transport.error());
    const auto call = std::make_shared<Call>();
    call->clock.start();
    QNetworkRequest wire = networkRequest(m_endpoint.url(request.path), request);
    if (wire.url().scheme() == u"https")
        wire.setSslConfiguration(m_transport->tls);
    QNetworkReply *reply = m_network.sendCustomRequest(wire, request.method, request.body);
    watch(reply, call, request.timeout, request.answerBytesMax);
    connect(reply, &QNetworkReply::finished, this, [this, reply, call] {
        reply->deleteLater();
        const Result<HttpResponse> result = outcome(*reply, *call);
        const bool isLost = !result && result.error().code == ErrorCode::ClientUnreachable;
        // Whoever hears the answer may end this connection.
        const QPointer<HttpClient> guard(this);
        call->answer.give(result);
        if (isLost && guard && !m_isClosing)
            emit contactLost();
    });
    return call->answer.future();
}

} // namespace rove::ui
