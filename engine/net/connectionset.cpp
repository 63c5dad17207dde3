// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/connectionset.h"

#include <algorithm>
#include <utility>

namespace rove::net {

namespace {

constexpr std::chrono::milliseconds sweepIntervalMin{5};
constexpr std::chrono::milliseconds sweepIntervalMax{1000};

} // namespace

ConnectionSet::ConnectionSet(Loop &loop, std::chrono::milliseconds shortestTimeout)
    : m_loop(loop)
    , m_sweepInterval(std::clamp(shortestTimeout / 4, sweepIntervalMin, sweepIntervalMax))
{}

void ConnectionSet::add(std::shared_ptr<Connection> connection)
{
    m_connections.insert(std::move(connection));
    if (!m_sweepTimer)
        scheduleSweep();
}

void ConnectionSet::abandonAll()
{
    m_sweepTimer.reset();
    for (const auto &connection : std::exchange(m_connections, {}))
        connection->abandon();
}

void ConnectionSet::scheduleSweep()
{
    m_sweepTimer = m_loop.after(m_sweepInterval, [this] { sweep(); });
}

void ConnectionSet::sweep()
{
    m_sweepTimer.reset();
    const auto now = m_loop.steadyNow();
    for (const auto &connection : m_connections)
        connection->checkDeadlines(now);
    if (!m_connections.empty())
        scheduleSweep();
}

} // namespace rove::net
