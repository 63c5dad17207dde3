// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/timerqueue.h"

namespace rove::net {

TimerQueue::Key TimerQueue::add(Instant due, Task task)
{
    return m_tasks.emplace(Key(due, m_count++), std::move(task)).first->first;
}

void TimerQueue::remove(const Key &key)
{
    m_tasks.erase(key);
}

std::optional<TimerQueue::Instant> TimerQueue::nextDue() const
{
    if (m_tasks.empty())
        return std::nullopt;
    return m_tasks.begin()->first.first;
}

std::optional<Task> TimerQueue::takeDue(Instant now)
{
    if (m_tasks.empty() || m_tasks.begin()->first.first > now)
        return std::nullopt;
    return std::move(m_tasks.extract(m_tasks.begin()).mapped());
}

} // namespace rove::net
