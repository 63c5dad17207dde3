// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace rove::test {

/// Stops this process's calendar clock, so that ages and times in a picture are the same in every run: Qt
/// and the standard library ask `clock_gettime`, which a program that links this answers itself. Timers go
/// on, because they count on the monotonic clock. Any thread may ask; whoever stops and turns it does that on
/// the main thread.
class StoppedClock {
public:
    /// When every picture is taken: Friday, 27 November 2026, noon.
    static constexpr std::chrono::sys_time<std::chrono::milliseconds> start{
        std::chrono::sys_days(std::chrono::year(2026) / 11 / 27) + std::chrono::hours(12)};

    static void stop(std::chrono::sys_time<std::chrono::milliseconds> at = start);
    /// It stands still again afterwards.
    static void turn(std::chrono::milliseconds by);
};

} // namespace rove::test
