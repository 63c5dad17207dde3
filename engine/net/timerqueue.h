// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/loop.h"

#include <map>
#include <optional>
#include <utility>

namespace rove::net {

/// Tasks by the instant at which they are due, those of one instant in the order in which they came. The loop
/// owns one and lends it a single system timer, because most timers of a server are cancelled long before
/// they are due and must then cost no system call.
class TimerQueue {
public:
    using Instant = std::chrono::steady_clock::time_point;
    using Key = std::pair<Instant, std::uint64_t>;

    Key add(Instant due, Task task);
    /// Does nothing if the task was taken already.
    void remove(const Key &key);
    [[nodiscard]] std::optional<Instant> nextDue() const;
    /// The first task that is due at `now`, taken out.
    [[nodiscard]] std::optional<Task> takeDue(Instant now);

private:
    std::map<Key, Task> m_tasks;
    std::uint64_t m_count = 0;
};

} // namespace rove::net
