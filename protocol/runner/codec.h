// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/runner/v7.h"

#include <QtCore/QByteArrayView>

#include <optional>

/// Runner messages as BARE, one WebSocket message each, without a version: the URL carries it
/// (spec/runner-envoy.md 1.1). Callers see the newest version's structs only.
namespace rove::runner {

/// Versions 1 and 2 have other ids in their tunnel, and no release that is in use speaks them
/// (spec/runner-envoy.md 2.2).
inline constexpr int versionMin = 3;
inline constexpr int version = 7;

/// How one connection writes its messages, and where it is in what it counts.
struct Dialect {
    int version = runner::version; ///< From `versionMin` to `version`.
    /// Version 3 only: of the next command (engine's end) or event (runner's end). A runner that comes back
    /// says how far it was.
    std::int64_t nextIndex = 0;
};

// What the other version cannot say is none.

/// The engine's end. `BareInvalid` for anything but exactly one message, and for an unknown version.
[[nodiscard]] Result<std::optional<v7::ToServer>> decodeToServer(QByteArrayView bytes, Dialect &dialect);
[[nodiscard]] std::optional<QByteArray> encode(v7::ToClient message, Dialect &dialect);

/// The runner's end.
[[nodiscard]] Result<std::optional<v7::ToClient>> decodeToClient(QByteArrayView bytes,
                                                                 const Dialect &dialect);
[[nodiscard]] std::optional<QByteArray> encode(v7::ToServer message, Dialect &dialect);

} // namespace rove::runner
