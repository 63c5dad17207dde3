// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/backoff.h"
#include "engine/core/effect.h"
#include "engine/core/records.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace rove::core {

/// Where an actor is in its life (spec/engine-api.md 3.7, with the queue of 3.8 for actors that wait for an
/// envoy).
enum class ActorState {
    Asleep,     ///< Nowhere, until it is woken; its deadline is its alarm.
    Waiting,    ///< Wants an envoy, and none can take it; sleeps again at its deadline, if it has one.
    BackingOff, ///< Failed lately and is tried again at its deadline.
    Allocating, ///< A serverless platform was asked to start it, and no envoy has taken it yet.
    Starting,   ///< Given to an envoy that has not reported it running.
    Running,
    SleepIntent, ///< The envoy was told to stop it. From here on, what happens after depends on why.
    StopIntent,
    GoingAway,
    Destroying,
    Destroyed,
};

/// On an envoy that is known, or soon.
[[nodiscard]] constexpr bool isPlaced(ActorState state)
{
    return state >= ActorState::Starting && state <= ActorState::Destroying;
}
/// It has a generation that somebody may be running.
[[nodiscard]] constexpr bool isActive(ActorState state)
{
    return isPlaced(state) || state == ActorState::Allocating;
}
[[nodiscard]] constexpr bool isStarting(ActorState state)
{
    return state == ActorState::Allocating || state == ActorState::Starting;
}
[[nodiscard]] constexpr bool isStopping(ActorState state)
{
    return state >= ActorState::SleepIntent && state <= ActorState::Destroying;
}

/// What waits for an actor that is still starting, because an envoy cannot stop what it has not started.
enum class AfterStart { Run, GoAway, Destroy };

/// One stay on an envoy: what one generation has seen. Starts anew with each.
struct Stay {
    std::int64_t lastEventIndex = -1;
    /// Of its start. Runners and envoys count from different numbers (spec/runner-envoy.md 3.1).
    std::int64_t startIndex = 0;
    /// Of the newest command; it leaves when the decision behind it is stored, and then `sentCommandIndex`
    /// follows.
    std::int64_t commandIndex = 0;
    std::int64_t sentCommandIndex = -1;
    StopReason stopReason = StopReason::StopIntent;
    AfterStart afterStart = AfterStart::Run;
    bool wasReady = false;
    /// Its alarm was due when it was placed, and no envoy has confirmed that it started.
    bool alarmFiring = false;
    /// Somebody wants it while it stops.
    bool wakeAfterStop = false;
    /// It starts elsewhere after this stop, whatever its crash policy says.
    bool rescheduleForced = false;

    [[nodiscard]] bool isStartSent() const { return sentCommandIndex >= startIndex; }
};

/// All that the core holds of one actor. Owned by the `ActorTable`, which keeps its indexes right through
/// `setState`.
struct ActorEntry {
    Actor actor;
    ActorState state = ActorState::Asleep;
    std::optional<Instant> deadline;
    std::optional<Instant> alarmTs;
    Backoff backoff;
    Stay stay;
    /// It has had a generation: the next one is one more, and not a first one.
    bool hadGeneration = false;
    /// Its creation is durable, so that others may see it.
    bool isStored = false;
    /// What it stored itself is gone; only ever true of a destroyed actor.
    bool isErased = false;
    /// Those who asked for its end and wait for it.
    std::vector<Ticket> destroyTickets;
};

} // namespace rove::core
