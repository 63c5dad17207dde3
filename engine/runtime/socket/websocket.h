// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/http/http.h"
#include "engine/runtime/socket/socketend.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstdint>
#include <functional>
#include <utility>

namespace rove::runtime {

class Socket;

/// A client's plain WebSocket: at `/websocket/…` and at any other path that Rivet's own protocols do not
/// claim (spec/client-gateway.md 6). An actor gets it by `onWebSocket` and sets what is to be called.
///
/// While it is open the actor does not fall asleep by itself; an actor that does sleep closes it, with code
/// 1000 and the reason `actor.stopped`. If the actor's options say `canHibernateWebSocket` it outlives the
/// sleep instead: the client notices nothing, what it says wakes the actor, and the actor's next life gets
/// the same socket by `onWebSocket` again, to set its handlers. Each message is then handled once, but after
/// a crash maybe twice. Owned by the runtime, used on the actor's thread only. It is deleted some time after
/// it has closed; sending to a client that has gone does nothing. An exception that leaves a handler of a
/// message closes it with code 1011.
class WebSocket {
public:
    using TextHandler = std::function<void(const QString &)>;
    using BinaryHandler = std::function<void(const QByteArray &)>;
    using CloseHandler = std::function<void(const SocketEnd &)>;

    /// `socket` outlives it.
    WebSocket(Socket &socket, HttpRequest request);
    WebSocket(const WebSocket &) = delete;
    WebSocket &operator=(const WebSocket &) = delete;

    /// What the client opened it with. The path is whole and has its query.
    [[nodiscard]] const HttpRequest &request() const { return m_request; }
    [[nodiscard]] bool isOpen() const;
    void sendText(const QString &text);
    void sendBinary(const QByteArray &bytes);
    void close(std::uint16_t code = 1000, const QString &reason = {});

    void onText(TextHandler handler) { m_onText = std::move(handler); }
    void onBinary(BinaryHandler handler) { m_onBinary = std::move(handler); }
    /// Called once, whoever closed it.
    void onClosed(CloseHandler handler) { m_onClosed = std::move(handler); }

    // For the runtime.
    void takeText(const QString &text);
    void takeBinary(const QByteArray &bytes);
    void takeClose(const SocketEnd &end);

private:
    Socket &m_socket;
    HttpRequest m_request;
    TextHandler m_onText;
    BinaryHandler m_onBinary;
    CloseHandler m_onClosed;
};

} // namespace rove::runtime
