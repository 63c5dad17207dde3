// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/simloop.h"

using namespace std::chrono_literals;

namespace rove::sim {

class SimLoop::Entry final : public net::Timer {
public:
    Entry(Scheduler &scheduler, const Scheduler::Key &key)
        : m_scheduler(scheduler)
        , m_key(key)
    {}
    ~Entry() override { m_scheduler.cancel(m_key); }

private:
    Scheduler &m_scheduler;
    Scheduler::Key m_key;
};

SimLoop::SimLoop(const Surroundings &around)
    : m_around(around)
{}

SimLoop::~SimLoop() = default;

void SimLoop::post(net::Task task)
{
    m_around.scheduler.after(0ms, whileAlive(std::move(task)));
}

/// A task may hold on to what its timer belongs to, and so outlive the loop in the scheduler.
net::Task SimLoop::whileAlive(net::Task task) const
{
    return [alive = std::weak_ptr<const bool>(m_isAlive), task = std::move(task)] mutable {
        if (!alive.expired())
            task();
    };
}

std::unique_ptr<net::Timer> SimLoop::after(std::chrono::milliseconds delay, net::Task task)
{
    const auto late = m_around.strikes(Fault::LateTimer) ? m_around.delay(10s) : 0ms;
    return std::make_unique<Entry>(m_around.scheduler,
                                   m_around.scheduler.after(delay + late, whileAlive(std::move(task))));
}

std::chrono::sys_time<std::chrono::milliseconds> SimLoop::now() const
{
    return m_around.now();
}

std::chrono::steady_clock::time_point SimLoop::steadyNow() const
{
    return std::chrono::steady_clock::time_point(m_around.now().time_since_epoch());
}

} // namespace rove::sim
