// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/hostsocket.h"

#include "protocol/base/limits.h"

#include <QtCore/QLoggingCategory>

#include <utility>

namespace rove::tunnel {
namespace {

Q_LOGGING_CATEGORY(log, "rove.tunnel")

constexpr std::uint16_t closeFailed = 1011;
constexpr QByteArrayView invalidPacket = "ws.invalid_packet";

} // namespace

HostSocket::HostSocket(std::unique_ptr<net::WebSocket> socket, QByteArray rayId)
    : m_socket(std::move(socket))
    , m_rayId(std::move(rayId))
{}

void HostSocket::start(Handlers handlers)
{
    m_handlers = std::move(handlers);
    startReading();
}

void HostSocket::startReading()
{
    if (std::exchange(m_isReading, true))
        return;
    m_socket->start(
        {.onMessage = [this](const QByteArray &data, net::FrameKind kind) { receive(data, kind); },
         .onClosed = [this](std::uint16_t, QByteArray reason) { closed(std::move(reason)); },
         .tooBig = {.code = closeFailed, .reason = invalidPacket.toByteArray() + '#' + m_rayId},
         .receipts = net::WebSocket::Receipts::Prompt}); // rivetkit says an answer in two writes.
}

void HostSocket::receive(const QByteArray &data, net::FrameKind kind)
{
    if (kind != net::FrameKind::Binary)
        return;
    if (data.size() > limits::tunnelPayloadBytesMax)
        return close(closeFailed, invalidPacket);
    auto message = decode(data);
    if (message && *message)
        return m_handlers->onMessage(**std::move(message));
    if (!message && !std::exchange(m_hasComplained, true))
        qCWarning(log).noquote() << "A host of actors sends what is no message:" << message.error().message;
}

void HostSocket::closed(QByteArray reason)
{
    m_handlers->onClosed(std::move(reason));
}

void HostSocket::send(envoy::v8::ToEnvoy message)
{
    if (auto bytes = encode(std::move(message)))
        m_socket->send(*std::move(bytes), net::FrameKind::Binary);
}

void HostSocket::close(std::uint16_t code, QByteArrayView reason)
{
    m_socket->close(code, reason.toByteArray() + '#' + m_rayId);
}

} // namespace rove::tunnel
