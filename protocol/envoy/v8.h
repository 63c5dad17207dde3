// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <variant>
#include <vector>

/// Envoy protocol version 8: what an engine and the process that hosts actors say to each other
/// (spec/runner-envoy.md 2.0 and 2.3). The structs are the schema: BARE fields in order, a variant's
/// alternatives in tag order. Our own runtime speaks these structs inside the process too, without encoding
/// them.
namespace rove::envoy::v8 {

// --- Common ---

struct ActorConfig {
    QString name;
    std::optional<QString> key;
    std::int64_t createTs = 0; ///< Unix milliseconds of this start, not of the actor's creation.
    std::optional<QByteArray> input;
};

struct Checkpoint {
    QString actorId;
    std::uint32_t generation = 0;
    std::int64_t index = 0;
};

using GatewayId = std::array<std::uint8_t, 4>;
using RequestId = std::array<std::uint8_t, 4>;

struct HibernatingRequest {
    GatewayId gatewayId{};
    RequestId requestId{};
};

struct MessageId {
    GatewayId gatewayId{};
    RequestId requestId{};
    std::uint16_t messageIndex = 0;
};

struct ActorName {
    QString metadata; ///< JSON text.
};

using ActorNames = std::map<QString, ActorName>;
using Headers = std::map<QString, QString>;

struct KvMetadata {
    QByteArray version;
    std::int64_t updateTs = 0; ///< Unix milliseconds.
};

enum class StopCode : std::uint8_t { Ok, Error };
enum class StopReason : std::uint8_t { SleepIntent, StopIntent, Destroy, GoingAway, Lost };
enum class AbortKind : std::uint8_t { Unknown, Cancelled, HandlerError, InternalError };

struct AbortReason {
    AbortKind kind = AbortKind::Unknown;
    std::optional<QString> detail;
};

// --- Events (envoy to engine) and commands (engine to envoy) ---

struct ActorIntentSleep {};
struct ActorIntentStop {};
using ActorIntentKind = std::variant<ActorIntentSleep, ActorIntentStop>;

struct ActorStateRunning {};
struct ActorStateStopped {
    StopCode code = StopCode::Ok;
    std::optional<QString> message;
};
using ActorState = std::variant<ActorStateRunning, ActorStateStopped>;

struct ActorIntent {
    ActorIntentKind intent;
};
struct ActorStateUpdate {
    ActorState state;
};
struct ActorSetAlarm {
    std::optional<std::int64_t> alarmTs; ///< Unix milliseconds; none clears the alarm.
};
using Event = std::variant<ActorIntent, ActorStateUpdate, ActorSetAlarm>;

struct EventWrapper {
    Checkpoint checkpoint;
    Event inner;
};

struct PreloadedKvEntry {
    QByteArray key;
    QByteArray value;
    KvMetadata metadata;
};
struct PreloadedKv {
    std::vector<PreloadedKvEntry> entries;
    std::vector<QByteArray> requestedGetKeys;
    std::vector<QByteArray> requestedPrefixes;
};

struct CommandStartActor {
    ActorConfig config;
    std::vector<HibernatingRequest> hibernatingRequests;
    std::optional<PreloadedKv> preloadedKv;
};
struct CommandStopActor {
    StopReason reason = StopReason::StopIntent;
};
using Command = std::variant<CommandStartActor, CommandStopActor>;

struct CommandWrapper {
    Checkpoint checkpoint;
    Command inner;
};

// --- Key-value storage ---

struct KvGetRequest {
    std::vector<QByteArray> keys;
};
struct KvListAllQuery {};
struct KvListRangeQuery {
    QByteArray start;
    QByteArray end;
    bool exclusive = false;
};
struct KvListPrefixQuery {
    QByteArray key;
};
using KvListQuery = std::variant<KvListAllQuery, KvListRangeQuery, KvListPrefixQuery>;
struct KvListRequest {
    KvListQuery query;
    std::optional<bool> reverse;
    std::optional<std::uint64_t> limit;
};
struct KvPutRequest {
    std::vector<QByteArray> keys;
    std::vector<QByteArray> values;
};
struct KvDeleteRequest {
    std::vector<QByteArray> keys;
};
struct KvDeleteRangeRequest {
    QByteArray start;
    QByteArray end;
};
struct KvDropRequest {};
using KvRequestData = std::variant<KvGetRequest, KvListRequest, KvPutRequest, KvDeleteRequest,
                                   KvDeleteRangeRequest, KvDropRequest>;

struct KvErrorResponse {
    QString message;
};
struct KvGetResponse {
    std::vector<QByteArray> keys;
    std::vector<QByteArray> values;
    std::vector<KvMetadata> metadata;
};
struct KvListResponse {
    std::vector<QByteArray> keys;
    std::vector<QByteArray> values;
    std::vector<KvMetadata> metadata;
};
struct KvPutResponse {};
struct KvDeleteResponse {};
struct KvDropResponse {};
using KvResponseData = std::variant<KvErrorResponse, KvGetResponse, KvListResponse, KvPutResponse,
                                    KvDeleteResponse, KvDropResponse>;

// --- Tunnel ---

struct ResponseStart {
    std::uint16_t status = 200;
    Headers headers;
    std::optional<QByteArray> body;
    bool stream = false;
};
struct ResponseChunk {
    QByteArray body;
    bool finish = false;
};
struct ResponseAbort {
    AbortReason reason;
};
struct RequestBodyWindowUpdate {
    std::uint64_t consumedBytes = 0;
};
struct RequestBodyCancel {};
struct WebSocketOpened {
    bool canHibernate = false;
};
struct WebSocketMessage {
    QByteArray data;
    bool binary = false;
};
struct WebSocketMessageAck {
    std::uint16_t index = 0;
};
struct ActorWebSocketClose {
    std::optional<std::uint16_t> code;
    std::optional<QString> reason;
    bool hibernate = false;
};
using ToRivetTunnelKind =
    std::variant<ResponseStart, ResponseChunk, ResponseAbort, RequestBodyWindowUpdate, RequestBodyCancel,
                 WebSocketOpened, WebSocketMessage, WebSocketMessageAck, ActorWebSocketClose>;

struct RequestStart {
    QString actorId;
    std::optional<std::uint32_t> actorGeneration;
    QString method;
    QString path;
    Headers headers;
    std::optional<QByteArray> body;
    bool stream = false;
    bool responseStream = false;
};
struct RequestChunk {
    QByteArray body;
    bool finish = false;
};
struct RequestAbort {
    std::optional<QString> actorId;
    std::optional<std::uint32_t> actorGeneration;
    AbortReason reason;
};
struct ResponseBodyCancel {};
struct ResponseBodyWindowUpdate {
    std::uint64_t consumedBytes = 0;
};
struct WebSocketOpen {
    QString actorId;
    std::optional<std::uint32_t> actorGeneration;
    QString path;
    Headers headers;
};
struct ClientWebSocketClose {
    std::optional<std::uint16_t> code;
    std::optional<QString> reason;
};
using ToEnvoyTunnelKind =
    std::variant<RequestStart, RequestChunk, RequestAbort, ResponseBodyCancel, ResponseBodyWindowUpdate,
                 WebSocketOpen, WebSocketMessage, ClientWebSocketClose>;

// --- SQLite storage of an actor ---

struct SqliteError {
    QString group;
    QString code;
    QString message;
};
struct SqlitePageRead {
    std::uint32_t pgno = 0;
    std::optional<QByteArray> bytes;
};
struct SqlitePageWrite {
    std::uint32_t pgno = 0;
    QByteArray bytes;
};
struct SqlNull {};
struct SqlInteger {
    std::int64_t value = 0;
};
struct SqlFloat {
    std::array<std::uint8_t, 8> value{}; ///< IEEE double, big endian: the protocol's only big-endian field.
};
struct SqlText {
    QString value;
};
struct SqlBlob {
    QByteArray value;
};
using SqlValue = std::variant<SqlNull, SqlInteger, SqlFloat, SqlText, SqlBlob>;
struct SqlStatement {
    QString sql;
    std::optional<std::vector<SqlValue>> params;
};
struct ExecuteResult {
    std::vector<QString> columns;
    std::vector<std::vector<SqlValue>> rows;
    std::int64_t changes = 0;
    std::optional<std::int64_t> lastInsertRowId;
};

struct SqliteGetPagesRequest {
    std::uint32_t requestId = 0;
    QString actorId;
    std::vector<std::uint32_t> pgnos;
    std::optional<std::uint64_t> expectedGeneration;
    std::optional<std::uint64_t> expectedHeadTxid;
};
struct SqliteCommitRequest {
    std::uint32_t requestId = 0;
    QString actorId;
    std::vector<SqlitePageWrite> dirtyPages;
    std::uint32_t dbSizePages = 0;
    std::int64_t nowMs = 0;
    std::optional<std::uint64_t> expectedGeneration;
    std::optional<std::uint64_t> expectedHeadTxid;
};
struct SqliteCommitStageBeginRequest {
    std::uint32_t requestId = 0;
    QString actorId;
    std::optional<std::uint64_t> expectedGeneration;
    std::optional<std::uint64_t> expectedHeadTxid;
};
struct SqliteCommitStageSegmentRequest {
    std::uint32_t requestId = 0;
    QString actorId;
    std::optional<std::uint64_t> expectedGeneration;
    std::uint64_t txid = 0;
    std::uint32_t firstPgno = 0;
    std::vector<SqlitePageWrite> dirtyPages;
};
struct SqliteCommitFinalizeRequest {
    std::uint32_t requestId = 0;
    QString actorId;
    std::optional<std::uint64_t> expectedGeneration;
    std::uint64_t txid = 0;
    std::uint32_t newDbSizePages = 0;
    std::int64_t nowMs = 0;
    std::vector<std::uint32_t> segmentFirstPgnos;
};
struct SqliteExecRequest {
    std::uint32_t requestId = 0;
    QString namespaceId;
    QString actorId;
    std::uint64_t generation = 0;
    QString sql;
};
struct SqliteExecuteRequest {
    std::uint32_t requestId = 0;
    QString namespaceId;
    QString actorId;
    std::uint64_t generation = 0;
    QString sql;
    std::optional<std::vector<SqlValue>> params;
};
struct SqliteExecuteBatchRequest {
    std::uint32_t requestId = 0;
    QString namespaceId;
    QString actorId;
    std::uint64_t generation = 0;
    std::vector<SqlStatement> statements;
};

struct SqliteGetPagesOk {
    std::vector<SqlitePageRead> pages;
    std::optional<std::uint64_t> headTxid;
};
struct SqliteCommitOk {
    std::optional<std::uint64_t> headTxid;
};
struct SqliteCommitStageBeginOk {
    std::uint64_t txid = 0;
};
struct SqliteCommitStageSegmentOk {
    std::uint64_t stagedBytes = 0;
};
struct SqliteExecOk {
    std::vector<QString> columns;
    std::vector<std::vector<SqlValue>> rows;
};
struct SqliteExecuteBatchOk {
    std::vector<ExecuteResult> results;
};

struct SqliteGetPagesResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteGetPagesOk, SqliteError> result;
};
struct SqliteCommitResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteCommitOk, SqliteError> result;
};
struct SqliteCommitStageBeginResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteCommitStageBeginOk, SqliteError> result;
};
struct SqliteCommitStageSegmentResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteCommitStageSegmentOk, SqliteError> result;
};
struct SqliteCommitFinalizeResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteCommitOk, SqliteError> result;
};
struct SqliteExecResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteExecOk, SqliteError> result;
};
struct SqliteExecuteResponse {
    std::uint32_t requestId = 0;
    std::variant<ExecuteResult, SqliteError> result;
};
struct SqliteExecuteBatchResponse {
    std::uint32_t requestId = 0;
    std::variant<SqliteExecuteBatchOk, SqliteError> result;
};

// --- The two unions ---

struct Metadata {
    std::optional<ActorNames> prepopulateActorNames;
    std::optional<QString> metadata; ///< JSON text.
};
struct Events {
    std::vector<EventWrapper> events;
};
struct AckCommands {
    std::vector<Checkpoint> lastCommandCheckpoints;
};
struct Stopping {};
struct Pong {
    std::int64_t ts = 0;
};
struct KvRequest {
    QString actorId;
    std::uint32_t requestId = 0;
    KvRequestData data;
};
struct ToRivetTunnelMessage {
    MessageId messageId;
    ToRivetTunnelKind messageKind;
};

/// Envoy to engine.
using ToRivet = std::variant<Metadata, Events, AckCommands, Stopping, Pong, KvRequest, ToRivetTunnelMessage,
                             SqliteGetPagesRequest, SqliteCommitRequest, SqliteCommitStageBeginRequest,
                             SqliteCommitStageSegmentRequest, SqliteCommitFinalizeRequest, SqliteExecRequest,
                             SqliteExecuteRequest, SqliteExecuteBatchRequest>;

struct Init {
    std::int64_t envoyLostThreshold = 0; ///< Milliseconds.
    std::int64_t actorStopThreshold = 0; ///< Milliseconds.
    std::uint64_t maxResponsePayloadSize = 0;
};
struct Commands {
    std::vector<CommandWrapper> commands;
};
struct AckEvents {
    std::vector<Checkpoint> lastEventCheckpoints;
};
struct KvResponse {
    std::uint32_t requestId = 0;
    KvResponseData data;
};
struct ToEnvoyTunnelMessage {
    MessageId messageId;
    ToEnvoyTunnelKind messageKind;
};
struct Ping {
    std::int64_t ts = 0;
};

/// Engine to envoy.
using ToEnvoy = std::variant<Init, Commands, AckEvents, KvResponse, ToEnvoyTunnelMessage, Ping,
                             SqliteGetPagesResponse, SqliteCommitResponse, SqliteCommitStageBeginResponse,
                             SqliteCommitStageSegmentResponse, SqliteCommitFinalizeResponse,
                             SqliteExecResponse, SqliteExecuteResponse, SqliteExecuteBatchResponse>;

} // namespace rove::envoy::v8
