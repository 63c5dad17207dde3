// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/envoysocket.h"

#include "protocol/base/limits.h"
#include "protocol/envoy/codec.h"

#include <QtCore/QLoggingCategory>

#include <utility>

namespace rove::tunnel {
namespace {

Q_LOGGING_CATEGORY(log, "rove.tunnel")

constexpr std::uint16_t closeFailed = 1011;
constexpr QByteArrayView invalidPacket = "ws.invalid_packet";

} // namespace

EnvoySocket::EnvoySocket(std::unique_ptr<net::WebSocket> socket, QByteArray rayId)
    : m_socket(std::move(socket))
    , m_rayId(std::move(rayId))
{}

void EnvoySocket::start(Handlers handlers)
{
    m_handlers = std::move(handlers);
    m_socket->start(
        {.onMessage = [this](const QByteArray &data, net::FrameKind kind) { receive(data, kind); },
         .onClosed = [this](std::uint16_t, QByteArray reason) { m_handlers.onClosed(std::move(reason)); },
         .tooBig = {.code = closeFailed, .reason = invalidPacket.toByteArray() + '#' + m_rayId}});
}

void EnvoySocket::receive(const QByteArray &data, net::FrameKind kind)
{
    if (kind != net::FrameKind::Binary)
        return;
    if (data.size() > limits::tunnelPayloadBytesMax)
        return m_socket->close(closeFailed, invalidPacket.toByteArray() + '#' + m_rayId);
    auto message = envoy::decodeToRivet(data);
    if (message)
        return m_handlers.onMessage(*std::move(message));
    if (!std::exchange(m_hasComplained, true))
        qCWarning(log).noquote() << "An envoy sends what is no message:" << message.error().message;
}

void EnvoySocket::send(envoy::v8::ToEnvoy message)
{
    m_socket->send(envoy::encode(message), net::FrameKind::Binary);
}

void EnvoySocket::close(std::uint16_t code, const QByteArray &reason)
{
    m_socket->close(code, reason + '#' + m_rayId);
}

} // namespace rove::tunnel
