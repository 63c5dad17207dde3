// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

#include <cstdint>

namespace rove::net {

/// What is spoken on a connection: HTTP, and after a handshake WebSocket. Owned by its connection, which
/// calls it within a turn of the loop and never from within a call that the session made. Nothing fails here:
/// a session that has had enough of its peer finishes or drops the connection.
class Session {
public:
    Session() = default;
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;
    virtual ~Session() = default;

    /// There may be input to go on with.
    virtual void advance() = 0;
    /// The system has taken some of what was queued.
    virtual void sent() {}
    /// The peer has left, or the connection has failed. The last call.
    virtual void ended() = 0;
    virtual void deadlinePassed() = 0;
    /// The server stops: end soon, with this code and reason where the protocol has such.
    virtual void shutDown(std::uint16_t code, const QByteArray &reason) = 0;
};

} // namespace rove::net
