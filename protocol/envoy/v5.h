// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v6.h"

/// Envoy protocol version 5: version 6 without batches of statements (spec/runner-envoy.md 2.4).
namespace rove::envoy::v5 {

using v6::AckCommands;
using v6::AckEvents;
using v6::Commands;
using v6::Events;
using v6::Init;
using v6::KvRequest;
using v6::KvResponse;
using v6::Metadata;
using v6::Ping;
using v6::Pong;
using v6::SqliteCommitRequest;
using v6::SqliteCommitResponse;
using v6::SqliteExecRequest;
using v6::SqliteExecResponse;
using v6::SqliteExecuteRequest;
using v6::SqliteExecuteResponse;
using v6::SqliteGetPagesRequest;
using v6::SqliteGetPagesResponse;
using v6::Stopping;
using v6::ToEnvoyTunnelMessage;
using v6::ToRivetTunnelMessage;

/// Envoy to engine.
using ToRivet =
    std::variant<Metadata, Events, AckCommands, Stopping, Pong, KvRequest, ToRivetTunnelMessage,
                 SqliteGetPagesRequest, SqliteCommitRequest, SqliteExecRequest, SqliteExecuteRequest>;

/// Engine to envoy.
using ToEnvoy =
    std::variant<Init, Commands, AckEvents, KvResponse, ToEnvoyTunnelMessage, Ping, SqliteGetPagesResponse,
                 SqliteCommitResponse, SqliteExecResponse, SqliteExecuteResponse>;

} // namespace rove::envoy::v5
