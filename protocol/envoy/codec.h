// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/envoy/v8.h"

#include <QtCore/QByteArrayView>

/// Envoy messages as BARE, one WebSocket message each, without a version: the URL carries it
/// (spec/runner-envoy.md 1.1).
namespace rove::envoy {

inline constexpr int version = 8;

[[nodiscard]] QByteArray encode(const v8::ToRivet &message);
[[nodiscard]] QByteArray encode(const v8::ToEnvoy &message);
/// `BareInvalid` for anything but exactly one message.
[[nodiscard]] Result<v8::ToRivet> decodeToRivet(QByteArrayView bytes);
[[nodiscard]] Result<v8::ToEnvoy> decodeToEnvoy(QByteArrayView bytes);

} // namespace rove::envoy
