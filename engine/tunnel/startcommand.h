// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"
#include "protocol/envoy/v8.h"

#include <vector>

namespace rove::tunnel {

/// What a host is told to start an actor with at `now`.
[[nodiscard]] inline envoy::v8::CommandStartActor
startCommand(const core::Actor &actor, std::vector<envoy::v8::HibernatingRequest> hibernating,
             core::Instant now)
{
    return {.config = {.name = actor.name,
                       .key = actor.key,
                       .createTs = now.time_since_epoch().count(),
                       .input = actor.input},
            .hibernatingRequests = std::move(hibernating),
            .preloadedKv = {}};
}

} // namespace rove::tunnel
