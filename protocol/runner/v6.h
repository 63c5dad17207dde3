// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/runner/v7.h"

/// Runner protocol version 6: version 7 without removing a range of keys (spec/runner-envoy.md 2.2). It has
/// the ToClient of version 7.
namespace rove::runner::v6 {

using v7::AckCommands;
using v7::Events;
using v7::Pong;
using v7::Stopping;
using v7::ToServerInit;
using v7::ToServerTunnelMessage;

using KvRequestData = std::variant<envoy::v8::KvGetRequest, envoy::v8::KvListRequest, envoy::v8::KvPutRequest,
                                   envoy::v8::KvDeleteRequest, envoy::v8::KvDropRequest>;
struct KvRequest {
    QString actorId;
    std::uint32_t requestId = 0;
    KvRequestData data;
};

using ToServer =
    std::variant<ToServerInit, Events, AckCommands, Stopping, Pong, KvRequest, ToServerTunnelMessage>;
using v7::ToClient;

} // namespace rove::runner::v6
