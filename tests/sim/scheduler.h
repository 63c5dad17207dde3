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
/// order of asking. Belongs to the world and outlives everything in it.
class Scheduler {
public:
    using Task = std::move_only_function<void()>;
    /// Names a task that has not run.
    using Key = std::pair<Instant, std::uint64_t>;

    [[nodiscard]] Instant now() const { return m_now; }

    Key at(Instant due, Task task)
    {
        const Key key(std::max(due, m_now), m_count++);
        m_tasks.emplace_hint(m_tasks.end(), key, std::move(task));
        return key;
    }
    Key after(std::chrono::milliseconds delay, Task task) { return at(m_now + delay, std::move(task)); }
    /// Does nothing if the task has run.
    void cancel(const Key &key) { m_tasks.erase(key); }
    /// Forgets what is to come, and whatever that asks for as it goes.
    void clear()
    {
        while (!m_tasks.empty())
            std::exchange(m_tasks, {});
    }

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
    std::map<Key, Task> m_tasks;
};

} // namespace rove::sim
