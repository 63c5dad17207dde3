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

/// Whether a header's comma-separated values hold `token`.
bool hasToken(const Headers &headers, QByteArrayView name, QByteArrayView token)
{
    return std::ranges::any_of(headers, [&](const Header &header) {
        if (header.name != name)
            return false;
        const QList<QByteArray> values = header.value.split(',');
        return std::ranges::any_of(values, [token](const QByteArray &value) {
            return value.trimmed().compare(token, Qt::CaseInsensitive) == 0;
        });
    });
}

} // namespace

bool asksForWebSocket(const HttpRequest &request)
{
    if (request.method != "GET")
        return false;
    return hasToken(request.headers, "upgrade", "websocket");
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

Headers handshakeHeaders(const QByteArray &key, const QByteArrayList &subprotocols)
{
    Headers headers{{.name = "upgrade", .value = "websocket"},
                    {.name = "connection", .value = "Upgrade"},
                    {.name = "sec-websocket-version", .value = "13"},
                    {.name = "sec-websocket-key", .value = key}};
    if (!subprotocols.isEmpty())
        headers.push_back({.name = "sec-websocket-protocol", .value = subprotocols.join(", ")});
    return headers;
}

bool isHandshakeAnswer(const Headers &answer, const QByteArray &key, const QByteArrayList &subprotocols)
{
    const auto chosen = headerValue(answer, "sec-websocket-protocol");
    return hasToken(answer, "upgrade", "websocket") && hasToken(answer, "connection", "upgrade") &&
           headerValue(answer, "sec-websocket-accept") == webSocketAccept(key) &&
           (!chosen || subprotocols.contains(*chosen)) && !headerValue(answer, "sec-websocket-extensions");
}

} // namespace rove::net
