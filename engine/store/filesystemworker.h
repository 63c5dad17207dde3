// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/sqlite.h"
#include "engine/store/store.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

namespace rove::store {

struct WriteTask {
    Batch batch;
    Store::Written written;
};
struct GetTask {
    std::vector<QByteArray> keys;
    Store::Read read;
    std::vector<Entry> found = {};
};
struct ListTask {
    Range range;
    Store::Read read;
    std::vector<Entry> found = {};
};
/// The queue was full; only the answer waits for its turn.
struct RefusedWriteTask {
    Store::Written written;
};
struct RefusedReadTask {
    Store::Read read;
};
using StoreTask = std::variant<WriteTask, GetTask, ListTask, RefusedWriteTask, RefusedReadTask>;

/// The thread behind a `FilesystemStore`, and the queue to it. `enqueue` comes from the store's owner;
/// everything else, and the database, is the thread's. Destroying it lets the thread finish the queue and
/// close the file first.
///
/// Time is cut into epochs, and each failure that is told to the owner begins a new one. All that was asked
/// for in the epoch of a failure, and after it, fails with it.
class FilesystemWorker {
public:
    struct Statements {
        static Result<Statements> prepare(const Database &database);

        Statement put;
        Statement remove;
        Statement removeRange;
        Statement removeFrom;
        Statement get;
        Statement listUp;
        Statement listDown;
        Statement listUpFrom;
        Statement listDownFrom;
    };

    FilesystemWorker(Database database, Statements statements, Post post);
    ~FilesystemWorker();
    FilesystemWorker(const FilesystemWorker &) = delete;
    FilesystemWorker &operator=(const FilesystemWorker &) = delete;

    void enqueue(StoreTask task);

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
    [[nodiscard]] Result<> perform(const WriteTask &task);
    [[nodiscard]] Result<> perform(GetTask &task);
    [[nodiscard]] Result<> perform(ListTask &task);
    [[nodiscard]] Result<> read(Statement &statement, std::vector<Entry> &found);
    [[nodiscard]] Result<> apply(const Mutation &mutation);

    Database m_database;
    Statements m_statements; // After the database, which has to outlive them.
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
