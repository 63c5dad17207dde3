// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"

/// Envoy protocol version 7: version 8 without streams of bodies that the reader holds back, without
/// generations in the tunnel and without staged commits (spec/runner-envoy.md 2.4).
namespace rove::envoy::v7 {

using v8::AckCommands;
using v8::AckEvents;
using v8::Commands;
using v8::Events;
using v8::Headers;
using v8::Init;
using v8::KvRequest;
using v8::KvResponse;
using v8::MessageId;
using v8::Metadata;
using v8::Ping;
using v8::Pong;
using v8::Stopping;

// --- Tunnel ---

using v8::ActorWebSocketClose;
using v8::ClientWebSocketClose;
using v8::RequestChunk;
using v8::ResponseChunk;
using v8::ResponseStart;
using v8::WebSocketMessage;
using v8::WebSocketMessageAck;
using v8::WebSocketOpened;

enum class AbortKind : std::uint8_t {
    Unknown,
    ClientDisconnect,
    HandlerError,
    IdleTimeout,
    Overloaded,
    BodyTooLarge,
    OutOfMemory,
    Shutdown,
    InternalError,
};

struct AbortReason {
    AbortKind kind = AbortKind::Unknown;
    std::optional<QString> detail;
};

struct ResponseAbort {
    AbortReason reason;
};
using ToRivetTunnelKind = std::variant<ResponseStart, ResponseChunk, ResponseAbort, WebSocketOpened,
                                       WebSocketMessage, WebSocketMessageAck, ActorWebSocketClose>;

struct RequestStart {
    QString actorId;
    QString method;
    QString path;
    Headers headers;
    std::optional<QByteArray> body;
    bool stream = false;
};
struct RequestAbort {
    AbortReason reason;
};
struct WebSocketOpen {
    QString actorId;
    QString path;
    Headers headers;
};
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

using v8::SqliteCommitRequest;
using v8::SqliteCommitResponse;
using v8::SqliteExecRequest;
using v8::SqliteExecResponse;
using v8::SqliteExecuteBatchRequest;
using v8::SqliteExecuteBatchResponse;
using v8::SqliteExecuteRequest;
using v8::SqliteExecuteResponse;
using v8::SqliteGetPagesRequest;
using v8::SqliteGetPagesResponse;

// --- The two unions ---

/// Envoy to engine.
using ToRivet = std::variant<Metadata, Events, AckCommands, Stopping, Pong, KvRequest, ToRivetTunnelMessage,
                             SqliteGetPagesRequest, SqliteCommitRequest, SqliteExecRequest,
                             SqliteExecuteRequest, SqliteExecuteBatchRequest>;

/// Engine to envoy.
using ToEnvoy =
    std::variant<Init, Commands, AckEvents, KvResponse, ToEnvoyTunnelMessage, Ping, SqliteGetPagesResponse,
                 SqliteCommitResponse, SqliteExecResponse, SqliteExecuteResponse, SqliteExecuteBatchResponse>;

} // namespace rove::envoy::v7
