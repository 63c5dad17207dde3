// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/network.h"

#include <memory>

namespace rove::sim {

/// A client's WebSocket to an actor. It numbers what it sends; the actor sends each number back once it has
/// handled it. Belongs to the clients, which keep it after its end.
class SocketClient {
public:
    SocketClient(ActorId actorId, bool hibernates, const Surroundings &around, Oracle &oracle);

    void open(Network &network);
    void send();
    void close();
    /// The client is gone without a word; the engine hears of it when it does.
    void vanish(Wire::After engineHears);

    [[nodiscard]] ActorId actorId() const { return m_actorId; }
    [[nodiscard]] bool isOpen() const { return m_wire != nullptr; }
    [[nodiscard]] bool hibernates() const { return m_hibernates; }
    /// Everything that was sent has come back.
    [[nodiscard]] bool isSettled() const { return m_lastBack == m_sentCount; }

private:
    void received(const QByteArray &data);
    void closed(std::uint16_t code, const QByteArray &reason);

    ActorId m_actorId;
    bool m_hibernates;
    Surroundings m_around;
    Oracle &m_oracle;
    std::shared_ptr<Wire> m_wire;
    std::uint32_t m_sentCount = 0;
    std::uint32_t m_lastBack = 0;
};

} // namespace rove::sim
