// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v5.h"

/// Envoy protocol version 4: version 5 whose SQLite answers give no transaction and whose errors are only a
/// text (spec/runner-envoy.md 2.4).
namespace rove::envoy::v4 {

using v5::AckCommands;
using v5::AckEvents;
using v5::Commands;
using v5::Events;
using v5::Init;
using v5::KvRequest;
using v5::KvResponse;
using v5::Metadata;
using v5::Ping;
using v5::Pong;
using v5::SqliteCommitRequest;
using v5::SqliteExecRequest;
using v5::SqliteExecuteRequest;
using v5::SqliteGetPagesRequest;
using v5::Stopping;
using v5::ToEnvoyTunnelMessage;
using v5::ToRivetTunnelMessage;

struct SqliteError {
    QString message;
};
struct SqliteGetPagesOk {
    std::vector<v8::SqlitePageRead> pages;
};
struct SqliteCommitOk {};

struct SqliteGetPagesResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteGetPagesOk, SqliteError> result;
};
struct SqliteCommitResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteCommitOk, SqliteError> result;
};
struct SqliteExecResponse {
    std::uint32_t requestId = 0;
    std::variant<v8::SqliteExecOk, SqliteError> result;
};
struct SqliteExecuteResponse {
    std::uint32_t requestId = 0;
    std::variant<v8::ExecuteResult, SqliteError> result;
};

/// Envoy to engine.
using ToRivet =
    std::variant<Metadata, Events, AckCommands, Stopping, Pong, KvRequest, ToRivetTunnelMessage,
                 SqliteGetPagesRequest, SqliteCommitRequest, SqliteExecRequest, SqliteExecuteRequest>;

/// Engine to envoy.
using ToEnvoy =
    std::variant<Init, Commands, AckEvents, KvResponse, ToEnvoyTunnelMessage, Ping, SqliteGetPagesResponse,
                 SqliteCommitResponse, SqliteExecResponse, SqliteExecuteResponse>;

} // namespace rove::envoy::v4
