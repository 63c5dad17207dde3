// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace rove::store {

/// The thread that a store answers to, as a queue that the test empties: `await` runs what was posted until
/// something is there, and fails the process if nothing comes. Outlives the stores that post to it.
class Answers {
public:
    [[nodiscard]] Post post();
    /// Runs posted tasks until `isDone` says so.
    void runUntil(const std::function<bool()> &isDone);
    /// Runs what has been posted so far.
    void runPosted();

    // A call and its answer, for tests that look at one thing at a time.
    Result<> write(Store &store, Batch batch);
    Result<std::vector<Entry>> get(Store &store, std::vector<QByteArray> keys);
    Result<std::vector<Entry>> list(Store &store, Range range);
    Result<std::uint64_t> measure(Store &store, Range range);
    Result<> snapshot(Store &store, const QString &path);
    Result<> restore(Store &store, const QString &path);

private:
    struct Queue {
        std::mutex mutex;
        std::condition_variable filled;
        std::deque<std::move_only_function<void()>> tasks;
    };

    std::shared_ptr<Queue> m_queue = std::make_shared<Queue>();
};

} // namespace rove::store
