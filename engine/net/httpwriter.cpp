// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/httpwriter.h"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace rove::net {

namespace {

bool isTokenCharacter(char c) // RFC 9110 5.6.2
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 && QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
}

bool isSafe(const Header &header)
{
    return !header.name.isEmpty() && std::ranges::all_of(header.name, isTokenCharacter) &&
           std::ranges::none_of(header.value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/// The session frames the message and decides about the connection; a second opinion would desynchronise the
/// peer.
bool belongsToSession(QByteArrayView name)
{
    const auto is = [name](QByteArrayView other) { return name.compare(other, Qt::CaseInsensitive) == 0; };
    return is("content-length") || is("connection") || is("transfer-encoding") || is("keep-alive");
}

void appendNumber(QByteArray &to, qsizetype number)
{
    std::array<char, 20> digits = {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    to.append(QByteArrayView(digits.data(), end));
}

} // namespace

int finalStatus(int status)
{
    return status >= 200 && status <= 599 ? status : 500;
}

bool statusAllowsBody(int status)
{
    return status != 204 && status != 304;
}

void appendHeader(QByteArray &head, const Header &header)
{
    if (!isSafe(header))
        return;
    head.append(header.name).append(": ").append(header.value).append("\r\n");
}

void writeResponseHead(QByteArray &into, const HttpResponse &response, Framing framing,
                       Persistence persistence)
{
    const int status = finalStatus(response.status);
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    into.resize(0); // Unlike clear(), keeps the memory.
    into.append("HTTP/1.1 ");
    appendNumber(into, status);
    into.append(' ').append(reason.data(), static_cast<qsizetype>(reason.size())).append("\r\n");
    for (const Header &header : response.headers) {
        if (!belongsToSession(header.name))
            appendHeader(into, header);
    }
    if (statusAllowsBody(status) && framing.kind == Framing::Kind::Length) {
        into.append("content-length: ");
        appendNumber(into, framing.length);
        into.append("\r\n");
    } else if (statusAllowsBody(status) && framing.kind == Framing::Kind::Chunked) {
        into.append("transfer-encoding: chunked\r\n");
    }
    if (persistence == Persistence::Close)
        into.append("connection: close\r\n");
    else if (persistence == Persistence::KeepAlive)
        into.append("connection: keep-alive\r\n");
    into.append("\r\n");
}

QByteArray chunkHead(qsizetype size)
{
    QByteArray head = QByteArray::number(size, 16);
    head.append("\r\n");
    return head;
}

} // namespace rove::net
