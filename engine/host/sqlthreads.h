// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/loop.h"
#include "engine/store/pagedatabase.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace rove::host {

/// The threads that run the SQL of actors, so that a slow statement holds up neither the engine nor, as there
/// are two, every other actor. Jobs are taken in order; a job may ask the engine thread for something and
/// wait for it. Owned by the engine thread, which posts and must outlive it only up to `stop()`.
class SqlThreads {
public:
    using Job = std::move_only_function<void()>;

    SqlThreads();
    ~SqlThreads();
    SqlThreads(const SqlThreads &) = delete;
    SqlThreads &operator=(const SqlThreads &) = delete;

    void run(Job job);
    /// Ends what runs, drops what waits, and joins. Nothing runs afterwards.
    void stop();

    /// Set once `stop()` was called.
    [[nodiscard]] const std::atomic<bool> &isStopping() const { return m_isStopping; }
    /// Waits until `isReady` holds, which `wake()` lets it look at again. False if the threads stop first.
    /// For jobs.
    [[nodiscard]] bool waitUntil(const std::function<bool()> &isReady);
    /// Runs `change` so that a job that waits sees it. Any thread.
    void wake(const std::function<void()> &change);

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    std::atomic<bool> m_isStopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace rove::host
