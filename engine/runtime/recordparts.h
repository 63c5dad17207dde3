// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/enginelink.h"
#include "protocol/persist/recordindex.h"

#include <QtCore/QByteArray>

#include <functional>
#include <vector>

namespace rove::runtime {

/// State, schedules and input of an actor, as they are stored.
inline constexpr qsizetype actorRecordBytesMax = qsizetype(16) * 1024 * 1024;

/// A record as it goes into the storage: as one value under `actorKey()`, or as an index there and parts.
struct LaidOutRecord {
    QByteArray head;
    std::vector<KvEntry> parts; ///< Durable before the head may be written.
};

/// `StoreFailed` over `actorRecordBytesMax`. `epoch` is one that no stored part has.
[[nodiscard]] Result<LaidOutRecord> layOut(const QByteArray &record, std::uint64_t epoch);

/// Reads the parts of a record and puts it together. `StoreFailed` if it is not what the index says.
void readParts(EngineLink &link, const QString &actorId, const persist::RecordIndex &index, QObject *context,
               std::move_only_function<void(Result<QByteArray>)> done);

/// Removes what parts there are beside the first `partCount` of `epoch`. What is not removed now is removed
/// after the next write.
void removeOtherParts(EngineLink &link, const QString &actorId, std::uint64_t epoch, std::uint32_t partCount,
                      QObject *context);

} // namespace rove::runtime
