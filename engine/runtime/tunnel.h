// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "engine/runtime/http/requestroutes.h"
#include "protocol/envoy/v8.h"

#include <cstdint>

namespace rove::runtime {

/// The way back to one client: its request or socket at the gateway, and the number of the next message to
/// it. A value; the link outlives it.
class Tunnel {
public:
    Tunnel(EngineLink &link, const envoy::v8::GatewayId &gatewayId, const envoy::v8::RequestId &requestId,
           std::uint16_t nextIndex = 0)
        : m_link(&link)
        , m_id{.gatewayId = gatewayId, .requestId = requestId, .messageIndex = nextIndex}
    {}

    void send(envoy::v8::ToRivetTunnelKind message)
    {
        m_link->send(envoy::v8::ToRivetTunnelMessage{.messageId = m_id, .messageKind = std::move(message)});
        ++m_id.messageIndex;
    }

    [[nodiscard]] RequestKey key() const { return requestKey(m_id.gatewayId, m_id.requestId); }
    [[nodiscard]] const envoy::v8::GatewayId &gatewayId() const { return m_id.gatewayId; }
    [[nodiscard]] const envoy::v8::RequestId &requestId() const { return m_id.requestId; }
    [[nodiscard]] std::uint16_t nextIndex() const { return m_id.messageIndex; }

private:
    EngineLink *m_link;
    envoy::v8::MessageId m_id;
};

} // namespace rove::runtime
