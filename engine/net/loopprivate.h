// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/loop.h"
#include "engine/net/timerqueue.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <mutex>
#include <vector>

namespace rove::net {

/// Something that puts work off until the current turn of the loop ends: bytes to write, input to go on with.
class Settler {
public:
    Settler() = default;
    Settler(const Settler &) = delete;
    Settler &operator=(const Settler &) = delete;
    virtual ~Settler() = default;
    virtual void settle() = 0;
};

/// What stands behind an IoLoop. Everything that Asio calls on the loop's thread runs inside `turn()`: a
/// batch of posted tasks, the due timers, the bytes that a socket received. Sockets only queue what they are
/// told to send; they write it when the turn ends, so that many messages to one peer cost one system call,
/// and so that no caller is ever called back from within its own call.
struct IoLoop::Private {
    Private();

    void post(Task task);
    void runTasks();
    void arm(TimerQueue::Instant due);
    void runTimers();

    /// Runs `work`, then settles whatever it left; within a turn, it becomes part of that one.
    template <class Work>
    void turn(Work &&work)
    {
        if (inTurn) {
            std::forward<Work>(work)();
            return;
        }
        inTurn = true;
        std::forward<Work>(work)();
        settleAll();
        inTurn = false;
    }
    void settleLater(std::shared_ptr<Settler> settler);
    void settleAll();

    // One thread runs the context: Asio then spares itself the wake-ups between threads.
    boost::asio::io_context context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard;

    std::mutex mutex;
    std::vector<Task> posted; ///< Guarded by `mutex`.
    bool awake = false;       ///< Guarded by `mutex`: `runTasks()` is on its way.
    std::vector<Task> running;

    std::shared_ptr<TimerQueue> timers = std::make_shared<TimerQueue>();
    boost::asio::steady_timer alarm;
    TimerQueue::Instant alarmDue = TimerQueue::Instant::max();

    std::vector<std::shared_ptr<Settler>> unsettled;
    std::vector<std::shared_ptr<Settler>> settling;
    bool inTurn = false;
};

} // namespace rove::net
