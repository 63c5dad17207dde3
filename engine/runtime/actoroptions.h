// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"

#include <QtCore/QStringList>

#include <chrono>

namespace rove::runtime {

/// How actors of one type behave; the defaults are RivetKit's (spec/engine-api.md 9.3).
struct ActorOptions {
    /// Idle for this long, the actor asks to sleep.
    std::chrono::milliseconds sleepTimeout = limits::sleepTimeout;
    bool noSleep = false;
    /// Whether plain WebSockets stay open while the actor sleeps, as those of RivetKit's clients do.
    bool canHibernateWebSocket = false;
    /// A longer action is answered with `actor.action_timed_out`. An action that blocks its thread cannot be
    /// interrupted.
    std::chrono::milliseconds actionTimeout = limits::actionTimeout;
    /// Changed state is written at most this often; a crash loses no more than this.
    std::chrono::milliseconds stateSaveInterval = limits::stateSaveInterval;
    /// How long a stopping actor waits for its running actions and `waitUntil` futures.
    std::chrono::milliseconds sleepGracePeriod = limits::sleepGracePeriod;
    /// The queues that clients may send to. What they send elsewhere is accepted and dropped, as by RivetKit.
    QStringList queues = {};
    /// Messages in all queues together; one more is refused with `queue.full`.
    int maxQueueSize = limits::queueMessageCountMax;
    /// Encoded, with name and time (spec/engine-api.md 9.3). More than `limits::kvValueBytesMax` has no
    /// effect.
    qsizetype maxQueueMessageSize = 64 * limits::kibi;
    /// One-shot and repeated schedules together (spec/engine-api.md 9.3).
    int maxSchedules = limits::schedulesPerActorMax;
};

} // namespace rove::runtime
