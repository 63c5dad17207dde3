// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <cstdint>

namespace rove::gateway {

/// What a runner says of itself in its URL (spec/runner-envoy.md 1.1); the rest is its first message.
struct RunnerConnect {
    QString namespaceName;
    QString runnerKey;
    std::uint16_t protocolVersion = 0; ///< Any; one that nobody knows fails at the first message (1.5).
};

[[nodiscard]] bool isRunnerConnectPath(const QByteArray &target);
/// Reads the query of a request target. `ws.invalid_url` if something is missing or no number.
[[nodiscard]] Result<RunnerConnect> parseRunnerConnect(const QByteArray &target);

} // namespace rove::gateway
