// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/handshake.h"

#include "engine/net/httpwriter.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QList>

#include <algorithm>

namespace rove::net {

namespace {

constexpr qsizetype keyBytes = 16; // RFC 6455 4.1

bool belongsToHandshake(QByteArrayView name)
{
    const auto is = [name](QByteArrayView other) { return name.compare(other, Qt::CaseInsensitive) == 0; };
    return is("connection") || is("upgrade") || is("content-length") || is("transfer-encoding") ||
           is("sec-websocket-accept") || is("sec-websocket-protocol") || is("sec-websocket-extensions");
}

} // namespace

bool asksForWebSocket(const HttpRequest &request)
{
    if (request.method != "GET")
        return false;
    return std::ranges::any_of(request.headers, [](const Header &header) {
        if (header.name != "upgrade")
            return false;
        const QList<QByteArray> protocols = header.value.split(',');
        return std::ranges::any_of(protocols, [](const QByteArray &protocol) {
            return protocol.trimmed().compare("websocket", Qt::CaseInsensitive) == 0;
        });
    });
}

bool isValidHandshake(const HttpRequest &request)
{
    const auto key = headerValue(request.headers, "sec-websocket-key");
    if (!key || headerValue(request.headers, "sec-websocket-version") != QByteArray("13"))
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(*key, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == keyBytes;
}

QByteArray webSocketAccept(const QByteArray &key)
{
    const QByteArray salted = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 1.3
    return QCryptographicHash::hash(salted, QCryptographicHash::Sha1).toBase64();
}

QByteArray handshakeAnswer(const HttpRequest &request, const Headers &headers)
{
    const QByteArray key = headerValue(request.headers, "sec-websocket-key").value_or(QByteArray());
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\n"
                      "upgrade: websocket\r\n"
                      "connection: Upgrade\r\n"
                      "sec-websocket-protocol: rivet\r\n"
                      "sec-websocket-accept: ";
    head += webSocketAccept(key);
    head += "\r\n";
    for (const Header &header : headers) {
        if (!belongsToHandshake(header.name))
            appendHeader(head, header);
    }
    head += "\r\n";
    return head;
}

} // namespace rove::net
