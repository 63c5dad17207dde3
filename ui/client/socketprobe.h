// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/endpoint.h"
#include "ui/client/tlsproblem.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtNetwork/QSslSocket>

#include <memory>

namespace rove::ui {

/// A bare connection to an endpoint, for finding out how far one gets: the TCP connection, then the TLS
/// handshake, each told by itself. Sends nothing of its own, and stays open until it is deleted, because a
/// server may complain of a missing certificate only after the handshake: `lateReason()` has that. Goes the
/// endpoint's way, proxy included. Owned by the test that uses it; GUI thread; ends by itself after
/// limits::clientRequestTimeout.
class SocketProbe : public QObject {
    Q_OBJECT
public:
    explicit SocketProbe(Endpoint endpoint, QObject *parent = nullptr);
    ~SocketProbe() override;

    void start();
    /// What an alert said after the handshake; `Unknown` for nothing.
    [[nodiscard]] TlsReason lateReason() const { return m_alert; }

signals:
    void connected();
    /// Only for TLS: the protocol in use and who vouches for the certificate.
    void encrypted(const QString &protocol, const QString &issuer);
    /// `ClientTls` once the connection itself was there, `ClientUnreachable` or `ClientTimeout` before.
    void failed(const rove::Error &error);

private:
    void onErrorOccurred();
    void fail(const Error &error);

    Endpoint m_endpoint;
    std::unique_ptr<QSslSocket> m_socket;
    QTimer m_timer;
    TlsReason m_alert = TlsReason::Unknown;
    bool m_isConnected = false;
    bool m_hasEnded = false;
};

} // namespace rove::ui
