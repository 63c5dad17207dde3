// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/persist/workflow.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QLatin1StringView>

/// The stored bytes of a workflow's history: a version, 16 bits, little endian, then BARE. What an inspector
/// is sent has no version.
namespace rove::persist::workflow {

inline constexpr int version = 1;

[[nodiscard]] QByteArray encode(const Entry &entry);
[[nodiscard]] QByteArray encode(const EntryMetadata &metadata);
/// `StoreTooNew` for a version after ours, `BareInvalid` for anything else that does not read.
[[nodiscard]] Result<Entry> decodeEntry(QByteArrayView bytes);
[[nodiscard]] Result<EntryMetadata> decodeMetadata(QByteArrayView bytes);

[[nodiscard]] QByteArray encodeHistory(const History &history);
[[nodiscard]] Result<History> decodeHistory(QByteArrayView bytes);

/// As it is stored, and as an inspector shows it.
[[nodiscard]] QLatin1StringView stateName(State state);
/// None for a name that is none.
[[nodiscard]] std::optional<State> stateOf(QByteArrayView name);

/// `step`, `loop`, `sleep`, `message`, `rollback_checkpoint`, `join`, `race`, `removed`, `version_check`.
[[nodiscard]] QLatin1StringView kindName(const EntryKind &kind);

} // namespace rove::persist::workflow
