// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"
#include "tests/sim/simdisk.h"
#include "tests/sim/surroundings.h"

#include <deque>
#include <variant>

namespace rove::sim {

/// One engine's store on the world's disk. It keeps the promises of `store::Store` and no more than these: it
/// takes its time, it makes several calls durable at once, it fails while the disk is full, and in a crash it
/// loses whatever it had not written yet, or, unseen by anybody, had just written. Belongs to the engine.
class SimStore final : public store::Store {
public:
    SimStore(const Surroundings &around, SimDisk &disk);

    void write(Batch batch, Written written) override;
    void get(std::vector<QByteArray> keys, Read read) override;
    void list(store::Range range, Read read) override;
    void measure(store::Range range, Measured measured) override;
    [[nodiscard]] std::uint64_t failureCount() const override { return m_failureCount; }
    /// No engine in a world asks for these two.
    void snapshot(QString path, Written written) override;
    void restore(QString path, Written written) override;

    /// The process dies: part of what was asked for is on the disk.
    void crash();
    [[nodiscard]] bool isIdle() const { return m_queue.empty(); }

private:
    struct WriteCall {
        Batch batch;
        Written written;
    };
    struct GetCall {
        std::vector<QByteArray> keys;
        Read read;
    };
    struct ListCall {
        store::Range range;
        Read read;
    };
    struct MeasureCall {
        store::Range range;
        Measured measured;
    };
    using Call = std::variant<WriteCall, GetCall, ListCall, MeasureCall>;

    void push(Call call);
    void scheduleSync();
    void sync();
    void failAll();
    void answerLater(std::deque<Scheduler::Task> answers);
    [[nodiscard]] Scheduler::Task perform(WriteCall call);
    [[nodiscard]] Scheduler::Task perform(GetCall call);
    [[nodiscard]] Scheduler::Task perform(ListCall call);
    [[nodiscard]] Scheduler::Task perform(MeasureCall call);
    [[nodiscard]] std::vector<store::Entry> entriesIn(const store::Range &range) const;

    Surroundings m_around;
    SimDisk &m_disk;
    std::deque<Call> m_queue;
    bool m_isSyncing = false;
    bool m_isFailing = false; ///< A failure is on its way to the owner: what is asked meanwhile fails too.
    std::uint64_t m_failureCount = 0;
    /// Tasks find it gone after a crash, and do nothing.
    std::shared_ptr<const bool> m_isAlive = std::make_shared<const bool>(true);
};

} // namespace rove::sim
