// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"
#include "protocol/base/id.h"

#include <chrono>

/// How exchanges with an actor fail, in the words of Rivet's gateway 2.3.19 (spec/runner-envoy.md 4.2 and
/// docs/decisions/0060-bodies-stream-where-the-host-can.md).
namespace rove::gateway {

/// The actor gave a request up before it answered.
[[nodiscard]] Error requestAborted();
/// The actor left while a request waited for its answer.
[[nodiscard]] Error actorStopped(ActorId actorId);
[[nodiscard]] Error responseStartTimedOut(std::chrono::milliseconds timeout);
/// A request met a host that did not know the actor, again and again.
[[nodiscard]] Error retriesExceeded(int attemptCount, int lastStatus, const QString &lastError);

/// The status of a code of group `guard` that `ErrorCode` does not list (spec/engine-api.md 1.3).
[[nodiscard]] int guardStatus(const QString &code);

} // namespace rove::gateway
