// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/requestwriter.h"

#include "engine/net/httpwriter.h"

namespace rove::net {

namespace {

using namespace Qt::StringLiterals;

constexpr std::uint16_t plainPort = 80;
constexpr std::uint16_t securePort = 443;

bool isSecureScheme(const QString &scheme)
{
    return scheme == "https"_L1 || scheme == "wss"_L1;
}

bool isOwn(QByteArrayView name)
{
    const auto is = [name](QByteArrayView other) { return name.compare(other, Qt::CaseInsensitive) == 0; };
    return is("host") || is("content-length") || is("connection") || is("transfer-encoding") ||
           is("upgrade") || is("expect");
}

bool hasBody(const ClientRequest &request)
{
    return !request.body.isEmpty() || request.method == "POST" || request.method == "PUT" ||
           request.method == "PATCH";
}

} // namespace

Result<Destination> destinationOf(const QUrl &url)
{
    const QString scheme = url.scheme();
    const bool isKnown = isSecureScheme(scheme) || scheme == "http"_L1 || scheme == "ws"_L1;
    if (!url.isValid() || !isKnown || url.host().isEmpty())
        return failure(ErrorCode::ClientInvalidEndpoint,
                       u"\"%1\" is no http or https address."_s.arg(url.toDisplayString()));
    Destination destination;
    destination.isSecure = isSecureScheme(scheme);
    const std::uint16_t usualPort = destination.isSecure ? securePort : plainPort;
    destination.host = url.host(QUrl::FullyEncoded).toLatin1();
    destination.port = static_cast<std::uint16_t>(url.port(usualPort));
    const bool isIpv6 = destination.host.contains(':');
    destination.authority = isIpv6 ? QByteArray('[' + destination.host + ']') : destination.host;
    if (destination.port != usualPort)
        destination.authority += ':' + QByteArray::number(destination.port);
    destination.target = url.path(QUrl::FullyEncoded).toLatin1();
    if (destination.target.isEmpty())
        destination.target = "/";
    if (url.hasQuery())
        destination.target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return destination;
}

QByteArray requestHead(const ClientRequest &request, const Destination &destination, const Headers &handshake)
{
    QByteArray head = request.method + ' ' + destination.target + " HTTP/1.1\r\n";
    appendHeader(head, {.name = "host", .value = destination.authority});
    for (const Header &header : request.headers)
        if (!isOwn(header.name))
            appendHeader(head, header);
    for (const Header &header : handshake)
        appendHeader(head, header);
    if (handshake.empty())
        appendHeader(head, {.name = "connection", .value = "close"});
    if (hasBody(request))
        appendHeader(head, {.name = "content-length", .value = QByteArray::number(request.body.size())});
    return head + "\r\n";
}

} // namespace rove::net
