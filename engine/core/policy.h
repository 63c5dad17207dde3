// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace rove::core {

/// Whose rules decide what becomes of an actor when its stay on an envoy ends (spec/engine-api.md 3.6). Those
/// of runners always go by their crash policy.
enum class EnvoyActorRules {
    ByCrashPolicy, ///< The matrix of Rivet's architecture page, for all alike.
    Rivet23, ///< As Rivet 2.3: crash policies are ignored; actors sleep after a failure, and always move.
};

/// The rules that a user may set; defaults from spec/engine-api.md 3.2, with the values that RivetKit gives a
/// local engine for the back-off.
struct Policy {
    std::uint16_t datacenterLabel = 1;
    QString datacenterName;
    std::chrono::milliseconds actorStartThreshold{30'000};
    std::chrono::milliseconds actorStopThreshold{30'000};
    std::chrono::milliseconds baseRetryTimeout{100};
    int backoffMaxExponent = 1;
    std::chrono::milliseconds retryResetDuration{100};
    /// A host that has given no sign of life for so long gets no more actors.
    std::chrono::milliseconds envoyEligibleThreshold{10'000};
    /// And after this it and its actors are lost.
    std::chrono::milliseconds envoyLostThreshold{15'000};
    /// How long an actor that a request woke waits for an envoy before it sleeps again.
    std::chrono::milliseconds forceWakePendingTimeout{60'000};
    /// How long an actor that has failed and restarts waits for a free host before it sleeps; none: for ever,
    /// as the architecture page has it. Rivet has 60 s since v2.0.38.
    std::optional<std::chrono::milliseconds> restartPendingTimeout;
    EnvoyActorRules envoyActorRules = EnvoyActorRules::ByCrashPolicy;
    std::chrono::milliseconds serverlessBaseRetryTimeout{2'000};
    int serverlessBackoffMaxExponent = 8;
    std::chrono::milliseconds serverlessRetryResetDuration{600'000};
    /// How long before the end of its request a serverless runner is drained.
    std::chrono::milliseconds serverlessRunnerDrainGracePeriod{10'000};
    /// A failing serverless pool is well again after so many successes in a row.
    int poolErrorSuccessesToClear = 3;
};

} // namespace rove::core
