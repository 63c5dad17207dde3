// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <chrono>
#include <cstdint>

namespace rove::core {

/// The rules that a user may set; defaults from spec/engine-api.md 3.2, with the values that RivetKit gives a
/// local engine where they differ.
struct Policy {
    std::uint16_t datacenterLabel = 1;
    QString datacenterName;
    std::chrono::milliseconds actorStartThreshold{30'000};
    std::chrono::milliseconds actorStopThreshold{30'000};
    std::chrono::milliseconds baseRetryTimeout{100};
    int backoffMaxExponent = 1;
    std::chrono::milliseconds retryResetDuration{100};
    /// How long an envoy whose connection broke keeps its actors.
    std::chrono::milliseconds envoyLostThreshold{7'000};
    /// How long an actor that a request woke waits for an envoy before it sleeps again.
    std::chrono::milliseconds forceWakePendingTimeout{60'000};
};

} // namespace rove::core
