// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/policy.h"
#include "engine/core/records.h"

#include <chrono>

namespace rove::core {

/// How often an actor was started again of late, and so how long it waits this time (spec/engine-api.md 3.3).
/// A value that is persisted with the actor.
struct Backoff {
    int retryCount = 0;
    Instant lastRetryTs{};

    /// Counts one more try and says how long it has to wait; zero after a quiet time.
    std::chrono::milliseconds retry(Instant now, const Policy &policy);
    /// The actor stopped cleanly: the next failure is a first one.
    void reset() { retryCount = 0; }
};

} // namespace rove::core
