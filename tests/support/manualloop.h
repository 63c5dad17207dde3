// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/loop.h"

#include <chrono>
#include <deque>
#include <map>
#include <memory>

namespace rove::test {

/// A loop that a test turns by hand: tasks run when `runTasks` is called, time passes only through `advance`.
class ManualLoop final : public net::Loop {
public:
    ManualLoop();
    ~ManualLoop() override;

    void post(net::Task task) override;
    [[nodiscard]] std::unique_ptr<net::Timer> after(std::chrono::milliseconds delay, net::Task task) override;
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override;

    /// Runs what was posted, and what that posts, until nothing is left.
    void runTasks();
    /// Lets time pass, running timers as they come due and the tasks between them.
    void advance(std::chrono::milliseconds time);

private:
    struct Timers;

    std::deque<net::Task> m_tasks;
    std::shared_ptr<Timers> m_timers;
    std::chrono::milliseconds m_elapsed{};
};

} // namespace rove::test
