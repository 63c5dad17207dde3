// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/keepawake.h"
#include "engine/runtime/socket/lastingsocket.h"
#include "engine/runtime/socket/websocket.h"

#include <optional>

namespace rove::runtime {

/// The runtime's side of a `WebSocket`: brings the client's messages to the actor's own code, and keeps the
/// actor awake meanwhile. It outlives the actor's sleep if the actor's options say so. Owned by the actor's
/// instance, on its thread.
class RawSocket : public LastingSocket {
    Q_OBJECT

public:
    enum class Lasts { No, Yes };

    /// A new client.
    RawSocket(ActorInstance &instance, const Tunnel &tunnel, const envoy::v8::WebSocketOpen &open,
              Lasts lasts);
    /// One that the gateway kept while the actor slept.
    RawSocket(ActorInstance &instance, const Tunnel &tunnel, const persist::v4::PersistedConnection &stored);

    /// Accepts it and asks the actor, which may refuse: then it closes with code 1011 and the error's name.
    void open();
    void receive(const envoy::v8::WebSocketMessage &message, std::uint16_t index) override;
    [[nodiscard]] bool survivesSleep() const override { return m_lasts == Lasts::Yes; }

protected:
    void recordChanged() override;
    void describe(persist::v4::PersistedConnection &record) const override;

private:
    void deliver(const envoy::v8::WebSocketMessage &message);
    void leave();

    Lasts m_lasts;
    QString m_id; ///< Under which it is kept.
    WebSocket m_webSocket;
    std::optional<KeepAwake> m_keepAwake;
};

} // namespace rove::runtime
