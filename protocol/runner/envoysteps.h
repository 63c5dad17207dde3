// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/runner/v7.h"

#include <optional>

/// The runner protocol and the newest envoy protocol, one to the other: an engine that knows envoys thereby
/// knows runners (spec/runner-envoy.md 2.1 and 2.3).
namespace rove::runner::steps {

/// A runner's first message becomes what an envoy says of itself; who the runner is, an envoy says otherwise.
[[nodiscard]] envoy::v8::ToRivet toEnvoy(v7::ToServer message);
/// None for what runners are not told: databases, windows of streams, and an envoy's greeting.
[[nodiscard]] std::optional<v7::ToClient> fromEnvoy(envoy::v8::ToEnvoy message);

} // namespace rove::runner::steps
