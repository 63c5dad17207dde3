// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/inspectorclosing.h"

#include "ui/client/tlsproblem.h"

#include <QtWebSockets/QWebSocket>

namespace rove::ui {

using namespace Qt::StringLiterals;

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

} // namespace rove::ui
