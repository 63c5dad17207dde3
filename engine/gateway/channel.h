// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/gateway/traffic.h"
#include "protocol/base/limits.h"

namespace rove::gateway {

/// The way of one HTTP exchange to the place of its actor: numbers what goes there, whoever sends it
/// (spec/runner-envoy.md 4.1). Engine thread; owned by the exchange.
class Channel {
public:
    Channel(Traffic &traffic, Placement placement, Traffic::Number number)
        : m_traffic(traffic)
        , m_placement(std::move(placement))
        , m_number(number)
    {}

    void send(envoy::v8::ToEnvoyTunnelKind message)
    {
        m_traffic.send(m_placement, m_number, m_nextIndex++, std::move(message));
    }
    /// Ends the exchange at `Traffic`: nothing is received any more. Send nothing afterwards.
    void close() { m_traffic.close(m_number); }

    [[nodiscard]] const Placement &placement() const { return m_placement; }

private:
    Traffic &m_traffic;
    const Placement m_placement;
    const Traffic::Number m_number;
    std::uint16_t m_nextIndex = 0;
};

/// What a body is cut into, and how much of one may be under way that its receiver has not consumed
/// (spec/runner-envoy.md 4.2).
inline constexpr qsizetype chunkBytesMax = 64 * limits::kibi;
inline constexpr qsizetype windowBytes = limits::mebi;

} // namespace rove::gateway
