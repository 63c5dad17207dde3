// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/socket/socket.h"

#include <utility>

namespace rove::runtime {

namespace v8 = envoy::v8;

void Socket::close(std::uint16_t code, const QString &reason)
{
    if (!m_open)
        return;
    m_open = false;
    m_end = {.code = code, .reason = reason};
    m_tunnel.send(v8::ActorWebSocketClose{.code = code, .reason = reason, .hibernate = false});
    emit closed();
}

void Socket::closedByClient(std::uint16_t index, SocketEnd end)
{
    if (!m_open)
        return;
    if (survivesSleep())
        acknowledge(index); // All has come; nobody need repeat it.
    m_open = false;
    m_end = std::move(end);
    emit closed();
}

void Socket::sendMessage(const QByteArray &data, Frame frame)
{
    if (m_open)
        m_tunnel.send(v8::WebSocketMessage{.data = data, .binary = frame == Frame::Binary});
}

void Socket::acknowledge(std::uint16_t index)
{
    if (m_open)
        m_tunnel.send(v8::WebSocketMessageAck{.index = index});
}

} // namespace rove::runtime
