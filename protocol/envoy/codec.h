// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QByteArrayView>

#include <optional>

/// Envoy messages as BARE, one WebSocket message each, without a version: the URL carries it
/// (spec/runner-envoy.md 1.1). Callers see the newest version's structs only.
namespace rove::envoy {

/// Version 2 keeps databases in a way of its own, and no release that is in use speaks it
/// (spec/runner-envoy.md 2.4).
inline constexpr int versionMin = 3;
inline constexpr int version = 8;

[[nodiscard]] QByteArray encode(const v8::ToRivet &message);
[[nodiscard]] QByteArray encode(const v8::ToEnvoy &message);
/// `BareInvalid` for anything but exactly one message.
[[nodiscard]] Result<v8::ToRivet> decodeToRivet(QByteArrayView bytes);
[[nodiscard]] Result<v8::ToEnvoy> decodeToEnvoy(QByteArrayView bytes);

// The same in any version from `versionMin` to `version`.

/// None if the version has no such message.
[[nodiscard]] std::optional<QByteArray> encode(v8::ToRivet message, int inVersion);
[[nodiscard]] std::optional<QByteArray> encode(v8::ToEnvoy message, int inVersion);
/// `BareInvalid` for another version too.
[[nodiscard]] Result<v8::ToRivet> decodeToRivet(QByteArrayView bytes, int inVersion);
[[nodiscard]] Result<v8::ToEnvoy> decodeToEnvoy(QByteArrayView bytes, int inVersion);

} // namespace rove::envoy
