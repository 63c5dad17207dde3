// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v4.h"

/// Envoy protocol version 3: version 4 whose engine runs no SQL (spec/runner-envoy.md 2.4).
namespace rove::envoy::v3 {

using v4::AckCommands;
using v4::AckEvents;
using v4::Commands;
using v4::Events;
using v4::Init;
using v4::KvRequest;
using v4::KvResponse;
using v4::Metadata;
using v4::Ping;
using v4::Pong;
using v4::SqliteCommitRequest;
using v4::SqliteCommitResponse;
using v4::SqliteGetPagesRequest;
using v4::SqliteGetPagesResponse;
using v4::Stopping;
using v4::ToEnvoyTunnelMessage;
using v4::ToRivetTunnelMessage;

/// Envoy to engine.
using ToRivet = std::variant<Metadata, Events, AckCommands, Stopping, Pong, KvRequest, ToRivetTunnelMessage,
                             SqliteGetPagesRequest, SqliteCommitRequest>;

/// Engine to envoy.
using ToEnvoy = std::variant<Init, Commands, AckEvents, KvResponse, ToEnvoyTunnelMessage, Ping,
                             SqliteGetPagesResponse, SqliteCommitResponse>;

} // namespace rove::envoy::v3
