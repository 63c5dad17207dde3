// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/faults.h"
#include "tests/sim/pools.h"
#include "tests/sim/scheduler.h"
#include "tests/sim/simrandom.h"
#include "tests/sim/trace.h"

namespace rove::sim {

/// What everything in a world needs of it; all of it outlives what gets it.
struct Surroundings {
    Scheduler &scheduler;
    SimRandom &random;
    const Faults &faults;
    Trace &trace;
    const Pools &pools;

    [[nodiscard]] Instant now() const { return scheduler.now(); }
    [[nodiscard]] bool strikes(Fault fault) const { return faults.strikes(fault, random); }
    [[nodiscard]] std::chrono::milliseconds delay(std::chrono::milliseconds max) const
    {
        return random.delay(max);
    }
    void note(const QString &who, const QString &what) const { trace.note(scheduler.now(), who, what); }
};

} // namespace rove::sim
