// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/crashpolicy.h"

#include <utility>

namespace rove::core {

Verdict verdictAfter(Ending ending, CrashPolicy policy)
{
    if (ending == Ending::Graceful)
        return Verdict::Destroy;
    switch (policy) {
    case CrashPolicy::Restart:
        // An actor that was asked to move did not fail: it has no reason to wait.
        return ending == Ending::WentAway ? Verdict::Reallocate : Verdict::ReallocateAfterBackoff;
    case CrashPolicy::Sleep:
        return Verdict::Sleep;
    case CrashPolicy::Destroy:
        return Verdict::Destroy;
    }
    std::unreachable();
}

Shortage shortageFor(CrashPolicy policy)
{
    return policy == CrashPolicy::Sleep ? Shortage::Sleep : Shortage::Wait;
}

} // namespace rove::core
