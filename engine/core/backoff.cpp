// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/backoff.h"

#include <algorithm>

namespace rove::core {

std::chrono::milliseconds Backoff::retry(Instant now, const Policy &policy)
{
    const bool quiet = lastRetryTs < now - policy.retryResetDuration;
    lastRetryTs = now;
    if (quiet) {
        retryCount = 0;
        return std::chrono::milliseconds::zero();
    }
    const auto wait = policy.baseRetryTimeout * (1LL << std::min(retryCount, policy.backoffMaxExponent));
    retryCount = std::min(retryCount + 1, policy.backoffMaxExponent);
    return wait;
}

} // namespace rove::core
