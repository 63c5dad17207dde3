// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/socketprobe.h"

#include "protocol/base/limits.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslCipher>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int httpPort = 80;
constexpr int httpsPort = 443;

bool isProxyError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return true;
    default:
        return false;
    }
}

} // namespace

SocketProbe::SocketProbe(Endpoint endpoint, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_socket(std::make_unique<QSslSocket>())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(limits::clientRequestTimeout);
    connect(&m_timer, &QTimer::timeout, this, [this] { fail(Error::of(ErrorCode::ClientTimeout)); });
}

SocketProbe::~SocketProbe()
{
    disconnect(m_socket.get(), nullptr, this, nullptr);
}

void SocketProbe::start()
{
    const Result<Transport> transport = resolveTransport(m_endpoint.transport, m_endpoint.base);
    if (!transport)
        return fail(transport.error());
    QSslSocket *socket = m_socket.get();
    const bool isTls = m_endpoint.base.scheme() == u"https";
    socket->setProxy(transport->proxy);
    socket->setSslConfiguration(transport->tls);
    socket->setPeerVerifyName(m_endpoint.base.host());
    connect(socket, &QSslSocket::connected, this, [this, isTls] {
        m_isConnected = true;
        if (isTls)
            m_socket->startClientEncryption();
        else
            m_timer.stop();
        emit connected();
    });
    connect(socket, &QSslSocket::encrypted, this, [this] {
        m_timer.stop();
        emit encrypted(m_socket->sessionCipher().protocolString(),
                       m_socket->peerCertificate().issuerDisplayName());
    });
    connect(socket, &QSslSocket::sslErrors, this,
            [this](const QList<QSslError> &errors) { fail(tlsError(m_endpoint.base.host(), errors)); });
    connect(socket, &QSslSocket::alertReceived, this,
            [this](QSsl::AlertLevel, QSsl::AlertType type, const QString &) {
                if (const TlsReason reason = tlsReasonOfAlert(static_cast<int>(type));
                    reason != TlsReason::Unknown)
                    m_alert = reason;
            });
    connect(socket, &QSslSocket::errorOccurred, this, &SocketProbe::onErrorOccurred);
    m_timer.start();
    socket->connectToHost(m_endpoint.base.host(),
                          static_cast<quint16>(m_endpoint.base.port(isTls ? httpsPort : httpPort)));
}

void SocketProbe::onErrorOccurred()
{
    const QString host = m_endpoint.base.host();
    if (m_alert != TlsReason::Unknown)
        return fail(tlsReasonError(m_alert, host, m_socket->errorString()));
    // Once it is encrypted, an end only means that the server is tired of waiting.
    if (m_socket->isEncrypted())
        return;
    if (m_isConnected)
        return fail(tlsHandshakeError(host, m_socket->errorString()));
    Error error{.code = ErrorCode::ClientUnreachable,
                .message = host % u" cannot be reached: "_s % m_socket->errorString()};
    if (isProxyError(m_socket->error()))
        error.metadata[u"reason"_s] = u"proxy"_s;
    fail(error);
}

void SocketProbe::fail(const Error &error)
{
    m_timer.stop();
    if (std::exchange(m_hasEnded, true))
        return;
    emit failed(error);
}

} // namespace rove::ui
