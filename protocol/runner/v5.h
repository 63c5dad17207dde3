// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/runner/v6.h"

/// Runner protocol version 5, which rivetkit 2.0.33 speaks: version 6 with one threshold only
/// (spec/runner-envoy.md 2.2). It has the ToServer of version 6.
namespace rove::runner::v5 {

using v7::AckEvents;
using v7::Commands;
using v7::KvResponse;
using v7::Ping;
using v7::ToClientTunnelMessage;

struct ProtocolMetadata {
    std::int64_t runnerLostThreshold = 0; ///< Milliseconds.
};
struct ToClientInit {
    QString runnerId;
    ProtocolMetadata metadata;
};

using v6::ToServer;
using ToClient = std::variant<ToClientInit, Commands, AckEvents, KvResponse, ToClientTunnelMessage, Ping>;

} // namespace rove::runner::v5
