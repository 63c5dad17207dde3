// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/loop.h"

#include "engine/net/loopprivate.h"

#include <boost/asio/post.hpp>

namespace rove::net {

namespace {

/// A place in the loop's timer queue, given up on destruction. The queue may be gone by then.
class QueuedTimer final : public Timer {
public:
    QueuedTimer(const std::shared_ptr<TimerQueue> &queue, const TimerQueue::Key &key)
        : m_queue(queue)
        , m_key(key)
    {}
    ~QueuedTimer() override
    {
        if (const auto queue = m_queue.lock())
            queue->remove(m_key);
    }

private:
    std::weak_ptr<TimerQueue> m_queue;
    TimerQueue::Key m_key;
};

} // namespace

IoLoop::Private::Private()
    : guard(context.get_executor())
    , alarm(context)
{}

void IoLoop::Private::post(Task task)
{
    bool asleep = false;
    {
        const std::lock_guard lock(mutex);
        posted.push_back(std::move(task));
        asleep = !std::exchange(awake, true);
    }
    if (asleep)
        boost::asio::post(context, [this] { runTasks(); });
}

void IoLoop::Private::runTasks()
{
    {
        const std::lock_guard lock(mutex);
        running.swap(posted);
        awake = false;
    }
    turn([this] {
        for (Task &task : running)
            std::exchange(task, nullptr)();
    });
    running.clear();
}

void IoLoop::Private::arm(TimerQueue::Instant due)
{
    alarmDue = due;
    alarm.expires_at(due);
    alarm.async_wait([this](const boost::system::error_code &error) {
        if (!error)
            runTimers();
    });
}

void IoLoop::Private::runTimers()
{
    alarmDue = TimerQueue::Instant::max();
    turn([this] {
        const auto now = std::chrono::steady_clock::now();
        while (auto task = timers->takeDue(now))
            (*task)();
    });
    if (const auto due = timers->nextDue(); due && *due < alarmDue)
        arm(*due);
}

void IoLoop::Private::settleLater(std::shared_ptr<Settler> settler)
{
    // Outside a turn, as when a server is destroyed after `run()` returned, nobody would come to settle.
    if (!inTurn && unsettled.empty())
        boost::asio::post(context, [this] { turn([] {}); });
    unsettled.push_back(std::move(settler));
}

void IoLoop::Private::settleAll()
{
    while (!unsettled.empty()) {
        settling.swap(unsettled);
        for (const auto &settler : settling)
            settler->settle();
        settling.clear();
    }
}

IoLoop::IoLoop()
    : m_d(std::make_unique<Private>())
{}

IoLoop::~IoLoop() = default;

void IoLoop::run()
{
    m_d->context.run();
}

void IoLoop::stop()
{
    post([this] { m_d->context.stop(); });
}

void IoLoop::post(Task task)
{
    m_d->post(std::move(task));
}

std::unique_ptr<Timer> IoLoop::after(std::chrono::milliseconds delay, Task task)
{
    const auto due = steadyNow() + delay;
    const auto key = m_d->timers->add(due, std::move(task));
    if (due < m_d->alarmDue)
        m_d->arm(due);
    return std::make_unique<QueuedTimer>(m_d->timers, key);
}

std::chrono::sys_time<std::chrono::milliseconds> IoLoop::now() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point IoLoop::steadyNow() const
{
    return std::chrono::steady_clock::now();
}

} // namespace rove::net
