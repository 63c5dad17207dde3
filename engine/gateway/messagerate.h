// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace rove::gateway {

/// How fast the client of one socket may send: a burst, then one message a pause (spec/runner-envoy.md 4.3).
/// A value; the clock is the caller's.
class MessageRate {
public:
    using Instant = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::milliseconds;

    static constexpr int burst = 2000;
    static constexpr Duration pause{10};

    /// Counts a message of now, and says how long the next one has to wait.
    [[nodiscard]] Duration count(Instant now)
    {
        m_paidUntil = std::max(m_paidUntil, now) + pause;
        return std::max(std::chrono::ceil<Duration>(m_paidUntil - now) - burst * pause, Duration::zero());
    }

private:
    Instant m_paidUntil; ///< When all that were counted would have been sent at the slow rate.
};

} // namespace rove::gateway
