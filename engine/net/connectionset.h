// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/connection.h"
#include "engine/net/loop.h"

#include <chrono>
#include <memory>
#include <unordered_set>

namespace rove::net {

/// The open connections of one server or client. One timer looks after the deadlines of all: they move with
/// every message, and almost never pass. Owned by that server or client, on the loop's thread.
class ConnectionSet {
public:
    /// Deadlines are looked at every quarter of `shortestTimeout`, but at least once a second.
    ConnectionSet(Loop &loop, std::chrono::milliseconds shortestTimeout);

    void add(std::shared_ptr<Connection> connection);
    void remove(const std::shared_ptr<Connection> &connection) { m_connections.erase(connection); }
    /// Closes all without telling anyone.
    void abandonAll();
    [[nodiscard]] int count() const { return static_cast<int>(m_connections.size()); }
    [[nodiscard]] bool isEmpty() const { return m_connections.empty(); }
    /// Closing one removes it only when the turn of the loop ends, so a range over them stays good.
    [[nodiscard]] auto begin() const { return m_connections.begin(); }
    [[nodiscard]] auto end() const { return m_connections.end(); }

private:
    void scheduleSweep();
    void sweep();

    Loop &m_loop;
    const std::chrono::milliseconds m_sweepInterval;
    std::unordered_set<std::shared_ptr<Connection>> m_connections;
    std::unique_ptr<Timer> m_sweepTimer; ///< Runs while there are connections.
};

} // namespace rove::net
