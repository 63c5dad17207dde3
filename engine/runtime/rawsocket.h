// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/keepawake.h"
#include "engine/runtime/socket.h"
#include "engine/runtime/websocket.h"

#include <optional>

namespace rove::runtime {

class ActorInstance;

/// The runtime's side of a `WebSocket`: brings the client's messages to the actor's own code, and keeps the
/// actor awake meanwhile. It does not outlive the actor's sleep. Owned by the actor's instance, on its
/// thread.
class RawSocket : public Socket {
    Q_OBJECT

public:
    RawSocket(ActorInstance &instance, const Tunnel &tunnel, const envoy::v8::WebSocketOpen &open);

    /// Accepts it and asks the actor, which may refuse: then it closes with code 1011 and the error's name.
    void open();
    void receive(const envoy::v8::WebSocketMessage &message, std::uint16_t index) override;
    [[nodiscard]] bool survivesSleep() const override { return false; }

private:
    void leave();

    ActorInstance &m_instance;
    WebSocket m_webSocket;
    std::optional<KeepAwake> m_keepAwake;
};

} // namespace rove::runtime
