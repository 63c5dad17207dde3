// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/persist/v4.h"

#include <QtCore/QByteArrayView>

/// The stored bytes: a version, 16 bits, little endian, then BARE. Versions 3 and 4 have the same fields;
/// both are read.
namespace rove::persist {

inline constexpr int versionMin = 3;
inline constexpr int versionMax = 4;

[[nodiscard]] QByteArray encode(const v4::PersistedActor &actor);
[[nodiscard]] QByteArray encode(const v4::PersistedConnection &connection);
[[nodiscard]] QByteArray encode(const v4::QueueMetadata &metadata);
[[nodiscard]] QByteArray encode(const v4::QueueMessage &message);
/// `StoreTooNew` for a version after ours, `BareInvalid` for anything else that does not read.
[[nodiscard]] Result<v4::PersistedActor> decodeActor(QByteArrayView bytes);
[[nodiscard]] Result<v4::PersistedConnection> decodeConnection(QByteArrayView bytes);
[[nodiscard]] Result<v4::QueueMetadata> decodeQueueMetadata(QByteArrayView bytes);
[[nodiscard]] Result<v4::QueueMessage> decodeQueueMessage(QByteArrayView bytes);

} // namespace rove::persist
