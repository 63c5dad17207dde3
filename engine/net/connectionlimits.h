// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"

#include <chrono>

namespace rove::net {

/// The bounds of a connection, whichever end of it is ours; tests shorten them.
struct ConnectionLimits {
    qsizetype webSocketMessageBytesMax = limits::webSocketMessageBytesMax;
    qsizetype webSocketSendQueueBytesMax = limits::webSocketSendQueueBytesMax;
    std::chrono::milliseconds writeTimeout = limits::httpWriteTimeout;
    std::chrono::milliseconds webSocketCloseTimeout = limits::webSocketCloseTimeout;
    /// How long a peer may take to end a connection that we have ended; what it still sends is thrown away.
    std::chrono::milliseconds lingerTimeout = limits::connectionLingerTimeout;
};

} // namespace rove::net
