// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/crashpolicy.h"

#include <utility>

namespace rove::core {
namespace {

Verdict verdictOfRivet23(Ending ending)
{
    return ending == Ending::WentAway ? Verdict::Reallocate : Verdict::Sleep;
}

} // namespace

Verdict verdictAfter(Ending ending, CrashPolicy policy, EnvoyActorRules rules)
{
    if (ending == Ending::Graceful)
        return Verdict::Destroy;
    if (rules == EnvoyActorRules::Rivet23)
        return verdictOfRivet23(ending);
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

Shortage shortageFor(Quest quest, CrashPolicy crashPolicy, PoolKind pool, HostKind host, const Policy &policy)
{
    if (host == HostKind::Envoy && policy.envoyActorRules == EnvoyActorRules::Rivet23)
        return Shortage::RetryByTime;
    if (quest == Quest::Must)
        return Shortage::Wait;
    if (quest == Quest::Request)
        return Shortage::WaitAWhile;
    if (crashPolicy == CrashPolicy::Sleep && pool == PoolKind::Normal)
        return Shortage::Sleep;
    const bool isLimited =
        quest == Quest::Restart && crashPolicy == CrashPolicy::Restart && policy.restartPendingTimeout;
    return isLimited ? Shortage::WaitAWhile : Shortage::Wait;
}

} // namespace rove::core
