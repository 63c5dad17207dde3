// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/policy.h"
#include "engine/core/records.h"

namespace rove::core {

/// How an actor's stay on a host ended.
enum class Ending {
    Graceful, ///< It stopped and said that all was well.
    Crashed,  ///< It stopped and said that it failed.
    Lost,     ///< Its host left, or did not answer in time.
    WentAway, ///< It was moved off a host that wants to stop.
};

/// What becomes of an actor.
enum class Verdict {
    Reallocate,             ///< Starts again at once.
    ReallocateAfterBackoff, ///< Starts again, later each time it fails.
    Sleep,
    Destroy,
};

/// The crash policy's matrix (spec/engine-api.md 3.6, column "SEED / page" or "v2").
[[nodiscard]] Verdict verdictAfter(Ending ending, CrashPolicy policy, EnvoyActorRules rules);

/// Why an actor looks for a host, which says how it takes it that there is none (spec/engine-api.md 3.5).
enum class Quest {
    Ordinary, ///< It is new.
    Restart,  ///< It goes on after a failure, or after it had to move.
    Request,  ///< A client waits for it.
    Must,     ///< Its alarm is due, or it was forced to move: it may not be dropped.
};

/// What becomes of an actor that no host can take.
enum class Shortage {
    Wait,        ///< In the queue, for as long as it takes.
    WaitAWhile,  ///< In the queue; asleep if the time for its quest runs out.
    Sleep,       ///< Until it is wanted again.
    RetryByTime, ///< It is not queued, but tries again later.
};

enum class PoolKind { Normal, Serverless };

/// The rows "No capacity" of the same matrix, with the later limit on restarts if the policy sets it.
[[nodiscard]] Shortage shortageFor(Quest quest, CrashPolicy crashPolicy, PoolKind pool, HostKind host,
                                   const Policy &policy);

} // namespace rove::core
