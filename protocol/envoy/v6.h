// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v7.h"

/// Envoy protocol version 6: version 7 whose aborts give no reason (spec/runner-envoy.md 2.4). Its tunnel is
/// that of the runner protocol (2.1).
namespace rove::envoy::v6 {

using v7::AckCommands;
using v7::AckEvents;
using v7::Commands;
using v7::Events;
using v7::Init;
using v7::KvRequest;
using v7::KvResponse;
using v7::MessageId;
using v7::Metadata;
using v7::Ping;
using v7::Pong;
using v7::Stopping;

// --- Tunnel ---

using v7::ActorWebSocketClose;
using v7::ClientWebSocketClose;
using v7::RequestChunk;
using v7::RequestStart;
using v7::ResponseChunk;
using v7::ResponseStart;
using v7::WebSocketMessage;
using v7::WebSocketMessageAck;
using v7::WebSocketOpen;
using v7::WebSocketOpened;

struct ResponseAbort {};
using ToRivetTunnelKind = std::variant<ResponseStart, ResponseChunk, ResponseAbort, WebSocketOpened,
                                       WebSocketMessage, WebSocketMessageAck, ActorWebSocketClose>;

struct RequestAbort {};
using ToEnvoyTunnelKind = std::variant<RequestStart, RequestChunk, RequestAbort, WebSocketOpen,
                                       WebSocketMessage, ClientWebSocketClose>;

struct ToRivetTunnelMessage {
    MessageId messageId;
    ToRivetTunnelKind messageKind;
};
struct ToEnvoyTunnelMessage {
    MessageId messageId;
    ToEnvoyTunnelKind messageKind;
};

// --- SQLite storage of an actor ---

using v7::SqliteCommitRequest;
using v7::SqliteCommitResponse;
using v7::SqliteExecRequest;
using v7::SqliteExecResponse;
using v7::SqliteExecuteBatchRequest;
using v7::SqliteExecuteBatchResponse;
using v7::SqliteExecuteRequest;
using v7::SqliteExecuteResponse;
using v7::SqliteGetPagesRequest;
using v7::SqliteGetPagesResponse;

// --- The two unions ---

/// Envoy to engine.
using ToRivet = std::variant<Metadata, Events, AckCommands, Stopping, Pong, KvRequest, ToRivetTunnelMessage,
                             SqliteGetPagesRequest, SqliteCommitRequest, SqliteExecRequest,
                             SqliteExecuteRequest, SqliteExecuteBatchRequest>;

/// Engine to envoy.
using ToEnvoy =
    std::variant<Init, Commands, AckEvents, KvResponse, ToEnvoyTunnelMessage, Ping, SqliteGetPagesResponse,
                 SqliteCommitResponse, SqliteExecResponse, SqliteExecuteResponse, SqliteExecuteBatchResponse>;

} // namespace rove::envoy::v6
