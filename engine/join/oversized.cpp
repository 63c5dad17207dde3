// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/oversized.h"

#include <QtCore/QString>

namespace rove::join {

using namespace envoy::v8;
using namespace Qt::StringLiterals;

namespace {

// As rivetkit 2.3.19 answers (spec/runner-envoy.md 4.2).
constexpr std::uint16_t statusFailed = 500;
// Close code and reason for what an actor may not send (spec/client-gateway.md 5.7).
constexpr std::uint16_t closeFailed = 1011;

std::optional<ToRivetTunnelKind> insteadOfKind(const ToRivetTunnelKind &kind)
{
    if (std::holds_alternative<ResponseStart>(kind))
        return ResponseStart{
            .status = statusFailed, .headers = {{u"x-rivet-error"_s, u"envoy.fetch_failed"_s}}, .body = {}};
    if (std::holds_alternative<WebSocketMessage>(kind))
        return ActorWebSocketClose{
            .code = closeFailed, .reason = u"message.outgoing_too_long"_s, .hibernate = false};
    return std::nullopt;
}

} // namespace

qsizetype tunnelBytes(const ToRivetTunnelMessage &message)
{
    if (const auto *response = std::get_if<ResponseStart>(&message.messageKind))
        return response->body ? response->body->size() : 0;
    if (const auto *chunk = std::get_if<ResponseChunk>(&message.messageKind))
        return chunk->body.size();
    if (const auto *data = std::get_if<WebSocketMessage>(&message.messageKind))
        return data->data.size();
    return 0;
}

std::optional<ToRivet> insteadOf(const ToRivet &message)
{
    const auto *tunnel = std::get_if<ToRivetTunnelMessage>(&message);
    if (!tunnel)
        return std::nullopt;
    auto kind = insteadOfKind(tunnel->messageKind);
    if (!kind)
        return std::nullopt;
    return ToRivetTunnelMessage{.messageId = tunnel->messageId, .messageKind = *std::move(kind)};
}

} // namespace rove::join
