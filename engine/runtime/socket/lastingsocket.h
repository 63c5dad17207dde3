// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/socket/socket.h"
#include "protocol/persist/v4.h"

#include <cstdint>
#include <deque>

namespace rove::runtime {

class ActorInstance;

/// A WebSocket that the gateway keeps while its actor sleeps, or may be one (spec/client-gateway.md 10).
///
/// The gateway keeps each message until it is acknowledged, and repeats the rest to the actor's next
/// generation; a message is acknowledged once what it did is saved together with the number of the message,
/// so that each takes effect once. Owned by the actor's instance, on its thread. A client whose messages have
/// a gap loses its socket.
class LastingSocket : public Socket {
    Q_OBJECT

public:
    /// What to keep of the socket now. After `recordSaved` the messages that it counts as handled are
    /// acknowledged.
    [[nodiscard]] persist::v4::PersistedConnection takeRecord();
    void recordSaved();

protected:
    /// A new one.
    LastingSocket(ActorInstance &instance, const Tunnel &tunnel);
    /// One that the gateway kept while the actor slept.
    LastingSocket(ActorInstance &instance, const Tunnel &tunnel,
                  const persist::v4::PersistedConnection &stored);

    [[nodiscard]] ActorInstance &instance() const { return m_instance; }
    /// False for a message that is not to be handled now: one that was before, one after a gap, which closes
    /// the socket, and any while the actor does not take messages, which the next generation gets.
    [[nodiscard]] bool take(std::uint16_t index);
    /// A message that was taken has had its effect.
    void markHandled(std::uint16_t index);
    /// What is kept of this socket has changed.
    virtual void recordChanged() = 0;
    /// Fills in what this class does not know of.
    virtual void describe(persist::v4::PersistedConnection &record) const = 0;

private:
    /// A message that has come, in the order of coming.
    struct Received {
        std::uint16_t index = 0;
        bool handled = false;
    };

    ActorInstance &m_instance;
    std::uint16_t m_lastIndex = 0;   ///< Of the last message that has come; opening is message 0.
    std::deque<Received> m_received; ///< From the first that is not handled yet.
    std::uint16_t m_handledIndex = 0;
    std::uint16_t m_recordedIndex = 0;
    std::uint16_t m_acknowledgedIndex = 0;
};

} // namespace rove::runtime
