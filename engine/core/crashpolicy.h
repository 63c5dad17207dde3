// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"

namespace rove::core {

/// How an actor's stay on an envoy ended.
enum class Ending {
    Graceful, ///< It stopped and said that all was well.
    Crashed,  ///< It stopped and said that it failed.
    Lost,     ///< Its envoy left, or did not answer in time.
    WentAway, ///< It was moved off an envoy that wants to stop.
};

/// What becomes of an actor.
enum class Verdict {
    Reallocate,             ///< Starts again at once.
    ReallocateAfterBackoff, ///< Starts again, later each time it fails.
    Sleep,
    Destroy,
};

/// The crash policy's matrix (spec/engine-api.md 3.6, column "SEED / page").
[[nodiscard]] Verdict verdictAfter(Ending ending, CrashPolicy policy);

/// The same matrix for an actor that no envoy can take: whether it waits for one, or sleeps until it is
/// wanted again.
enum class Shortage { Wait, Sleep };
[[nodiscard]] Shortage shortageFor(CrashPolicy policy);

} // namespace rove::core
