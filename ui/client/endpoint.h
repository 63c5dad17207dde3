// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "ui/client/transportoptions.h"

#include <QtCore/QDebug>
#include <QtCore/QString>
#include <QtCore/QUrl>

namespace rove::ui {

/// Where an engine answers, as which namespace, with which token and on which way:
/// `http(s)://[namespace[:token]@]host[:port][/prefix]`. A value. The token and the secrets of its transport
/// never leave through `display()` or a debug stream; only the clients put them into requests.
struct Endpoint {
    /// Scheme, host, port and path prefix, without user information and without a slash at the end.
    QUrl base;
    QString namespaceName;
    QString token = {};
    TransportOptions transport = {};

    /// Reads what a person typed. `ClientInvalidEndpoint` says in one sentence what is wrong, never quoting
    /// the token.
    static Result<Endpoint> parse(const QString &text);

    /// The same engine seen as another namespace.
    [[nodiscard]] Endpoint withNamespace(const QString &name) const;
    [[nodiscard]] Endpoint withToken(const QString &newToken) const;
    [[nodiscard]] Endpoint withTransport(const TransportOptions &options) const;
    /// What may be written to a file of ours.
    [[nodiscard]] Endpoint withoutSecrets() const;
    /// True where both reach the same engine as the same namespace, whatever the token and the way there.
    [[nodiscard]] bool isSamePlace(const Endpoint &other) const;

    /// `encodedPath` (with its query, percent-encoded) under the base.
    [[nodiscard]] QUrl url(const QByteArray &encodedPath) const;
    /// The same with `ws` or `wss`.
    [[nodiscard]] QUrl webSocketUrl(const QByteArray &encodedPath) const;
    /// What `parse` reads back, without the token.
    [[nodiscard]] QString display() const;
    /// True where the traffic stays on this machine.
    [[nodiscard]] bool isLoopback() const;

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
    friend QDebug operator<<(QDebug debug, const Endpoint &endpoint);
};

} // namespace rove::ui
