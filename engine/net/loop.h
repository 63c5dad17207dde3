// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace rove::net {

using Task = std::move_only_function<void()>;

/// A pending call; destroying it cancels. Belongs to the loop's thread.
class Timer {
public:
    Timer() = default;
    Timer(const Timer &) = delete;
    Timer &operator=(const Timer &) = delete;
    virtual ~Timer() = default;
};

/// The one thread of the engine, as its parts see it: a queue of tasks and a clock. The simulator has one of
/// its own with virtual time. Tasks run one after the other, never inside the call that posted them.
class Loop {
public:
    Loop() = default;
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;
    virtual ~Loop() = default;

    /// Any thread.
    virtual void post(Task task) = 0;
    /// Loop thread only. Runs `task` once after `delay` unless the timer is destroyed before.
    [[nodiscard]] virtual std::unique_ptr<Timer> after(std::chrono::milliseconds delay, Task task) = 0;
    /// Wall clock, for records and for `core`.
    [[nodiscard]] virtual std::chrono::sys_time<std::chrono::milliseconds> now() const = 0;
    [[nodiscard]] virtual std::chrono::steady_clock::time_point steadyNow() const = 0;
};

/// The loop that owns sockets. `run()` occupies the calling thread until `stop()`. Tasks posted while the
/// loop is busy share one wake-up, and what they send leaves together when the last of them has run. Tasks
/// that never ran are destroyed with the loop; it must outlive every server that it carries.
class IoLoop final : public Loop {
public:
    IoLoop();
    ~IoLoop() override;

    void run();
    /// Any thread. Tasks already posted still run; then `run()` returns.
    void stop();

    void post(Task task) override;
    [[nodiscard]] std::unique_ptr<Timer> after(std::chrono::milliseconds delay, Task task) override;
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override;

    struct Private;
    [[nodiscard]] Private &d() { return *m_d; }

private:
    std::unique_ptr<Private> m_d;
};

} // namespace rove::net
