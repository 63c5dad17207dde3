// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualloop.h"

#include <algorithm>
#include <utility>

namespace rove::test {
namespace {

/// A fixed beginning, so that a failing test prints the same times again: 2026-01-01T00:00:00Z.
constexpr std::chrono::sys_time<std::chrono::milliseconds> beginning{std::chrono::seconds{1'767'225'600}};

} // namespace

struct ManualLoop::Timers {
    using Key = std::pair<std::chrono::milliseconds, std::uint64_t>;
    std::map<Key, net::Task> pending;
    std::uint64_t count = 0;

    struct Entry final : net::Timer {
        Entry(std::weak_ptr<Timers> owner, Key key)
            : timers(std::move(owner))
            , due(key)
        {}
        ~Entry() override
        {
            if (const auto alive = timers.lock())
                alive->pending.erase(due);
        }
        std::weak_ptr<Timers> timers;
        Key due;
    };
};

ManualLoop::ManualLoop()
    : m_timers(std::make_shared<Timers>())
{}

ManualLoop::~ManualLoop() = default;

void ManualLoop::post(net::Task task)
{
    m_tasks.push_back(std::move(task));
}

std::unique_ptr<net::Timer> ManualLoop::after(std::chrono::milliseconds delay, net::Task task)
{
    const Timers::Key key{m_elapsed + delay, m_timers->count++};
    m_timers->pending.emplace(key, std::move(task));
    return std::make_unique<Timers::Entry>(m_timers, key);
}

std::chrono::sys_time<std::chrono::milliseconds> ManualLoop::now() const
{
    return beginning + m_elapsed;
}

std::chrono::steady_clock::time_point ManualLoop::steadyNow() const
{
    return std::chrono::steady_clock::time_point(m_elapsed);
}

void ManualLoop::runTasks()
{
    while (!m_tasks.empty()) {
        net::Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        task();
    }
}

void ManualLoop::advance(std::chrono::milliseconds time)
{
    const auto end = m_elapsed + time;
    runTasks();
    while (!m_timers->pending.empty() && m_timers->pending.begin()->first.first <= end) {
        auto due = m_timers->pending.extract(m_timers->pending.begin());
        m_elapsed = std::max(m_elapsed, due.key().first);
        due.mapped()();
        runTasks();
    }
    m_elapsed = end;
}

} // namespace rove::test
