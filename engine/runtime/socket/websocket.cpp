// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/socket/websocket.h"

#include "engine/runtime/socket/socket.h"

#include <utility>

namespace rove::runtime {

WebSocket::WebSocket(Socket &socket, HttpRequest request)
    : m_socket(socket)
    , m_request(std::move(request))
{}

bool WebSocket::isOpen() const
{
    return m_socket.isOpen();
}

void WebSocket::sendText(const QString &text)
{
    m_socket.sendMessage(text.toUtf8(), Socket::Frame::Text);
}

void WebSocket::sendBinary(const QByteArray &bytes)
{
    m_socket.sendMessage(bytes, Socket::Frame::Binary);
}

void WebSocket::close(std::uint16_t code, const QString &reason)
{
    m_socket.close(code, reason);
}

void WebSocket::takeText(const QString &text)
{
    if (m_onText)
        m_onText(text);
}

void WebSocket::takeBinary(const QByteArray &bytes)
{
    if (m_onBinary)
        m_onBinary(bytes);
}

void WebSocket::takeClose(const SocketEnd &end)
{
    if (const CloseHandler handler = std::exchange(m_onClosed, nullptr))
        handler(end);
}

} // namespace rove::runtime
