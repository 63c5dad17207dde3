// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QString>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QSslConfiguration>

class QUrl;

namespace rove::ui {

/// How a connection proves itself and what it trusts. Files are PEM and are read at each connection, so a
/// renewed certificate needs no visit to a dialog.
struct TlsOptions {
    /// Authorities trusted beside the system's.
    QString authorityFile = {};
    /// The client's own certificate, with what it was signed by, if that is needed.
    QString certificateFile = {};
    QString keyFile = {};
    /// A secret: in the vault or in memory, never in a file of ours.
    QString keyPassphrase = {};

    [[nodiscard]] bool isDefault() const
    {
        return authorityFile.isEmpty() && certificateFile.isEmpty() && keyFile.isEmpty();
    }
    friend bool operator==(const TlsOptions &, const TlsOptions &) = default;
};

/// The way out. `System` asks the desktop and the environment, and goes straight to this machine; a proxy
/// that the user names is taken to this machine too, for it may be another machine's there.
struct ProxyOptions {
    enum class Kind { None, System, Http, Socks5 };

    Kind kind = Kind::None;
    QString host = {};
    quint16 port = 0;
    QString user = {};
    /// A secret, as the passphrase.
    QString password = {};

    friend bool operator==(const ProxyOptions &, const ProxyOptions &) = default;
};

/// TLS and proxy of an endpoint, as the user set them. A value that can be saved, but for its secrets.
struct TransportOptions {
    TlsOptions tls = {};
    ProxyOptions proxy = {};

    /// True where something secret belongs to them, whether it is here or in the vault.
    [[nodiscard]] bool needsSecrets() const { return !tls.keyFile.isEmpty() || !proxy.user.isEmpty(); }
    [[nodiscard]] TransportOptions withoutSecrets() const;

    friend bool operator==(const TransportOptions &, const TransportOptions &) = default;
};

/// What the options mean to Qt.
struct Transport {
    QSslConfiguration tls;
    QNetworkProxy proxy;
};

/// The one place where options become Qt's objects; HttpClient and InspectorSession both take theirs from
/// here. `ClientTls` with a `TlsReason` and the file's name says which file is missing, is not PEM or does
/// not fit, and that a passphrase is wrong; `ClientInvalidEndpoint` that a proxy has no address. Plain HTTP
/// has no use for the files, so they are not read. GUI thread: the files are small.
[[nodiscard]] Result<Transport> resolveTransport(const TransportOptions &options, const QUrl &target);

} // namespace rove::ui
