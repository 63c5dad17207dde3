// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <cstdint>

namespace rove::persist {

/// Stands under `actorKey()` for a record that is too large for one value: where its parts are. Rove's own
/// addition to RivetKit's format, which knows no such records; RivetKit takes it for a version that it does
/// not know. The parts are written before the index that names them, so what is under `actorKey()` is always
/// whole.
struct RecordIndex {
    std::uint64_t epoch = 0; ///< Which writing of the record the parts are of.
    std::uint32_t partCount = 0;
    std::uint64_t byteCount = 0; ///< Of the whole record.

    friend bool operator==(const RecordIndex &, const RecordIndex &) = default;
};

[[nodiscard]] QByteArray encode(const RecordIndex &index);
/// Whether these bytes are an index and no record.
[[nodiscard]] bool isRecordIndex(QByteArrayView bytes);
/// `BareInvalid` if it does not read.
[[nodiscard]] Result<RecordIndex> decodeRecordIndex(QByteArrayView bytes);

/// All parts are under this prefix, which RivetKit does not use.
[[nodiscard]] QByteArray recordPartPrefix();
/// Where the prefix ends: the first key after all parts.
[[nodiscard]] QByteArray recordPartEnd();
/// Keys order by epoch, then by part.
[[nodiscard]] QByteArray recordPartKey(std::uint64_t epoch, std::uint32_t part);

} // namespace rove::persist
