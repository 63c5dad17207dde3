// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/http.h"

namespace rove::net {

enum class Persistence {
    Default,   ///< The connection stays open, as HTTP/1.1 assumes.
    KeepAlive, ///< It stays open and must say so, to a client of HTTP/1.0.
    Close,
};

/// How the client learns where a body ends.
struct Framing {
    enum class Kind {
        Length,     ///< The head says how many bytes there are.
        Chunked,    ///< Pieces with their lengths (RFC 9112 7.1).
        UntilClose, ///< The end of the connection: for HTTP/1.0.
    };
    Kind kind = Kind::Length;
    qsizetype length = 0;
};

/// A status that an answer cannot have (a handler passes on what an actor said) becomes 500.
[[nodiscard]] int finalStatus(int status);
[[nodiscard]] bool statusAllowsBody(int status);
/// Appends one header line; a line that would break out of its place (RFC 9110 5.5) is left out.
void appendHeader(QByteArray &head, const Header &header);
/// The status line and all headers, with those that the session itself answers for. `into` is overwritten.
void writeResponseHead(QByteArray &into, const HttpResponse &response, Framing framing,
                       Persistence persistence);
/// What goes before a piece of a chunked body of so many bytes; a line break goes after it.
[[nodiscard]] QByteArray chunkHead(qsizetype size);
inline constexpr QByteArrayView chunkTail = "\r\n";
inline constexpr QByteArrayView lastChunk = "0\r\n\r\n";

} // namespace rove::net
