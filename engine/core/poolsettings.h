// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"

#include <QtCore/QByteArray>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace rove::core {

/// How fast actors leave a host that is drained (spec/engine-api.md 4.4; what the numbers mean is as Rivet's
/// engine goes by them).
struct EvictionPace {
    std::chrono::milliseconds delay{};  ///< Before the first one goes.
    std::chrono::milliseconds period{}; ///< Within which the last one goes; zero: all go at once.
    double rate = 1.0;                  ///< Actors a second, if that takes no longer than the period.

    /// Between one of so many actors and the next.
    [[nodiscard]] std::chrono::milliseconds interval(std::size_t actorCount) const;
};

/// What a serverless pool says of its platform (spec/engine-api.md 1.9).
struct ServerlessSettings {
    std::chrono::milliseconds requestLifespan{};
    std::chrono::milliseconds drainGracePeriod{};
    std::uint64_t maxConcurrentActors = 0;
    std::uint32_t slotsPerRunner = 1;
    std::uint32_t minRunners = 0;
    std::uint32_t maxRunners = 0;
    std::uint32_t runnersMargin = 0;
    /// Tells apart where requests go: with another one, those under way go to a place that has changed.
    QByteArray endpoint;

    /// From the opening of a request until what lives by it is drained: the lifespan but for this grace, yet
    /// at least half of it, or a new one would be drained at once.
    [[nodiscard]] std::chrono::milliseconds timeUntilDrain(std::chrono::milliseconds grace) const
    {
        return std::max(requestLifespan - grace, requestLifespan / 2);
    }
};

/// A pool's configuration in this datacenter, as the core goes by it.
struct PoolSettings {
    bool drainsOnVersionUpgrade = true;
    EvictionPace eviction;
    std::optional<ServerlessSettings> serverless;

    /// With the API's defaults for what is missing. None if the pool has no configuration here. What makes no
    /// sense, which the API has refused before, is taken as missing.
    [[nodiscard]] static std::optional<PoolSettings> of(const RunnerConfig &config,
                                                        const QString &datacenter);
};

} // namespace rove::core
