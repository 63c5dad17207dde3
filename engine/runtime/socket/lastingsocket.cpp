// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/socket/lastingsocket.h"

#include "engine/runtime/actorinstance.h"
#include "protocol/base/limits.h"

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

constexpr std::uint16_t closePolicyViolation = 1008; // RFC 6455 7.4.1

/// Indices wrap around; the later of two is less than half of them ahead (spec/client-gateway.md 10).
bool isAfter(std::uint16_t index, std::uint16_t other)
{
    const auto distance = static_cast<std::uint16_t>(index - other);
    return distance != 0 && distance < 32767;
}

} // namespace

LastingSocket::LastingSocket(ActorInstance &instance, const Tunnel &tunnel)
    : Socket(tunnel)
    , m_instance(instance)
{}

LastingSocket::LastingSocket(ActorInstance &instance, const Tunnel &tunnel,
                             const persist::v4::PersistedConnection &stored)
    : Socket(tunnel)
    , m_instance(instance)
    , m_lastIndex(stored.clientMessageIndex)
    , m_handledIndex(stored.clientMessageIndex)
    , m_recordedIndex(stored.clientMessageIndex)
    , m_acknowledgedIndex(stored.clientMessageIndex)
{}

bool LastingSocket::take(std::uint16_t index)
{
    if (!m_instance.isRunning() || m_instance.isSleepRequested() || !isOpen() || !isAfter(index, m_lastIndex))
        return false;
    if (index != static_cast<std::uint16_t>(m_lastIndex + 1)) {
        close(closePolicyViolation, u"ws.message_index_skip"_s);
        return false;
    }
    m_lastIndex = index;
    m_received.push_back({.index = index});
    return true;
}

/// Messages may be handled in any order; what counts for the gateway is up to where all have been.
void LastingSocket::markHandled(std::uint16_t index)
{
    for (Received &received : m_received)
        if (received.index == index)
            received.handled = true;
    while (!m_received.empty() && m_received.front().handled) {
        m_handledIndex = m_received.front().index;
        m_received.pop_front();
        // The gateway keeps what is not acknowledged, and closes a socket that leaves it too much.
        const auto unacknowledged = static_cast<std::uint16_t>(m_handledIndex - m_acknowledgedIndex);
        if (unacknowledged % limits::unacknowledgedMessagesMax == 0)
            m_instance.save([](const Result<> &) {}); // A failure is logged.
    }
    recordChanged();
}

persist::v4::PersistedConnection LastingSocket::takeRecord()
{
    m_recordedIndex = m_handledIndex;
    persist::v4::PersistedConnection record;
    record.gatewayId = tunnel().gatewayId();
    record.requestId = tunnel().requestId();
    record.serverMessageIndex = tunnel().nextIndex();
    record.clientMessageIndex = m_handledIndex;
    describe(record);
    return record;
}

void LastingSocket::recordSaved()
{
    if (!isAfter(m_recordedIndex, m_acknowledgedIndex))
        return;
    m_acknowledgedIndex = m_recordedIndex;
    acknowledge(m_recordedIndex);
}

} // namespace rove::runtime
