// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/store.h"

#include <QtCore/QString>

#include <cstdint>
#include <variant>
#include <vector>

namespace rove::store {

// What a store was asked for, on its way to the thread that does it.

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
struct MeasureTask {
    Range range;
    Store::Measured measured;
    std::uint64_t bytes = 0;
};
struct SnapshotTask {
    QString path;
    Store::Written written;
    Result<> copied = {};
};
struct RestoreTask {
    QString path;
    Store::Written written;
};
/// The queue was full; only the answer waits for its turn.
struct RefusedWriteTask {
    Store::Written written;
};
struct RefusedReadTask {
    Store::Read read;
};
struct RefusedMeasureTask {
    Store::Measured measured;
};
using StoreTask = std::variant<WriteTask, GetTask, ListTask, MeasureTask, SnapshotTask, RestoreTask,
                               RefusedWriteTask, RefusedReadTask, RefusedMeasureTask>;

} // namespace rove::store
