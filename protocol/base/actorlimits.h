// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"

#include <cstdint>

/// Bounds of what one actor may keep, for the few parts that look after that; all others are in limits.h.
namespace rove::limits {

// --- Keys and values ---
inline constexpr std::uint64_t kvStorageBytesMax = 10ull * 1024 * mebi; // runner-envoy 5.1
/// Since the engine started, before what an actor has is measured.
inline constexpr std::uint64_t kvUnmeasuredBytesMax = 1024ull * mebi;

} // namespace rove::limits
