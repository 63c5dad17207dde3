// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/stoppedclock.h"

#include <QtCore/QtGlobal>

#include <sys/syscall.h>

#include <atomic>
#include <ctime>
#include <unistd.h>

namespace rove::test {
namespace {

/// Milliseconds since the epoch; none while the machine's own clock counts.
constexpr qint64 none = -1;
std::atomic<qint64> hands = none;

} // namespace

void StoppedClock::stop(std::chrono::sys_time<std::chrono::milliseconds> at)
{
    hands = at.time_since_epoch().count();
}

void StoppedClock::turn(std::chrono::milliseconds by)
{
    hands += by.count();
}

} // namespace rove::test

/// Takes the place of libc's in the program and in every library that it loads.
extern "C" Q_DECL_EXPORT int clock_gettime(clockid_t which, timespec *time) noexcept
{
    const qint64 now = rove::test::hands;
    const bool isCalendar = which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE;
    if (!isCalendar || now == rove::test::none)
        return static_cast<int>(syscall(SYS_clock_gettime, which, time));
    time->tv_sec = now / 1000;
    time->tv_nsec = (now % 1000) * 1'000'000;
    return 0;
}
