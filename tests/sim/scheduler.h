// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"

#include <chrono>
#include <functional>
#include <map>
#include <utility>

namespace rove::sim {

using core::Instant;

/// Virtual time: what is due runs in order, and time jumps to it. What is due at the same time runs in the
/// order of asking.
class Scheduler {
public:
    using Task = std::move_only_function<void()>;

    [[nodiscard]] Instant now() const { return m_now; }

    void at(Instant due, Task task)
    {
        m_tasks.emplace(std::pair(std::max(due, m_now), m_count++), std::move(task));
    }
    void after(std::chrono::milliseconds delay, Task task) { at(m_now + delay, std::move(task)); }

    /// Runs what is due next, if that is not after `end`; else time becomes `end`, and this is false.
    bool step(Instant end = Instant::max())
    {
        if (m_tasks.empty() || m_tasks.begin()->first.first > end) {
            if (end != Instant::max())
                m_now = end;
            return false;
        }
        auto next = m_tasks.extract(m_tasks.begin());
        m_now = next.key().first;
        next.mapped()();
        return true;
    }

private:
    Instant m_now{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};
    std::uint64_t m_count = 0;
    std::map<std::pair<Instant, std::uint64_t>, Task> m_tasks;
};

} // namespace rove::sim
