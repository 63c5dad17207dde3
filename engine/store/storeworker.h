// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/medium.h"
#include "engine/store/storetask.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace rove::store {

/// The thread behind a `WorkerStore`, and the queue to it. `enqueue` comes from the store's owner; everything
/// else, and the medium, is the thread's. It takes everything that was asked for since it last looked and
/// does it in one transaction, so that one sync of the disk serves many writes. Destroying it lets the thread
/// finish the queue and close the medium first.
///
/// Time is cut into epochs, and each failure that is told to the owner begins a new one. All that was asked
/// for in the epoch of a failure, and after it, fails with it.
class StoreWorker {
public:
    StoreWorker(std::unique_ptr<Medium> medium, Post post);
    ~StoreWorker();
    StoreWorker(const StoreWorker &) = delete;
    StoreWorker &operator=(const StoreWorker &) = delete;

    void enqueue(StoreTask task);
    /// Of those that the owner was told of.
    [[nodiscard]] std::uint64_t failureCount() const { return *m_epoch; }

private:
    struct Queued {
        StoreTask task;
        std::uint64_t epoch = 0;
    };
    /// What goes into one transaction, all of one epoch.
    struct Group {
        std::vector<StoreTask> tasks;
        std::uint64_t epoch = 0;
    };

    void run();
    /// Waits for work; empty when there is none and will be none.
    [[nodiscard]] Group takeGroup();
    [[nodiscard]] Result<> perform(Group &group);
    void answerLater(Group group, Result<> committed);
    [[nodiscard]] Result<> perform(std::vector<StoreTask> &group);
    [[nodiscard]] Result<> perform(WriteTask &task);
    [[nodiscard]] Result<> perform(GetTask &task);
    [[nodiscard]] Result<> perform(ListTask &task);
    [[nodiscard]] Result<> perform(MeasureTask &task);
    [[nodiscard]] Result<> perform(SnapshotTask &task);
    [[nodiscard]] Result<> perform(RestoreTask &task);

    std::unique_ptr<Medium> m_medium;
    Post m_post;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Queued> m_queue;
    qsizetype m_queuedBytes = 0;
    bool m_isStopping = false;

    // The owner's; shared with the answers on their way to it, which may outlive this.
    std::shared_ptr<std::uint64_t> m_epoch = std::make_shared<std::uint64_t>(0);
    std::optional<std::uint64_t> m_refusedEpoch;

    // The thread's.
    std::optional<std::uint64_t> m_failedEpoch;
    Error m_failure;

    std::thread m_thread; // Last: it starts when all the rest is there.
};

} // namespace rove::store
