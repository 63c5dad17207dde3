// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/bare/uint.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>
#include <variant>
#include <vector>

/// Inspector schema 3 (spec/inspector.md 2.5). The structs are the schema: BARE fields in order, a variant's
/// alternatives in tag order. A QByteArray of a user's value is CBOR in compat form (protocol/base/cbor.h).
namespace rove::inspector::v3 {

using bare::Uint;

// --- Parts ---

struct Connection {
    QString id;
    QByteArray details; ///< CBOR, spec/inspector.md 3.4.
};
struct QueueMessageSummary {
    Uint id;
    QString name;
    Uint createdAtMs;
};
struct QueueStatus {
    Uint size;
    Uint maxSize;
    std::vector<QueueMessageSummary> messages;
    bool truncated = false;
};

// --- Client to server ---

struct PatchStateRequest {
    QByteArray state; ///< Replaces the whole state; there is no answer but the next StateUpdated.
};
struct StateRequest {
    Uint id;
};
struct ConnectionsRequest {
    Uint id;
};
struct ActionRequest {
    Uint id;
    QString name;
    QByteArray args;
};
struct RpcsListRequest {
    Uint id;
};
struct TraceQueryRequest {
    Uint id;
    Uint startMs;
    Uint endMs;
    Uint limit;
};
struct QueueRequest {
    Uint id;
    Uint limit;
};
struct WorkflowHistoryRequest {
    Uint id;
};
struct DatabaseSchemaRequest {
    Uint id;
};
struct DatabaseTableRowsRequest {
    Uint id;
    QString table;
    Uint limit;
    Uint offset;
};
using ToServer = std::variant<PatchStateRequest, StateRequest, ConnectionsRequest, ActionRequest,
                              RpcsListRequest, TraceQueryRequest, QueueRequest, WorkflowHistoryRequest,
                              DatabaseSchemaRequest, DatabaseTableRowsRequest>;

// --- Server to client ---

struct StateResponse {
    Uint rid;
    std::optional<QByteArray> state;
    bool isStateEnabled = false;
};
struct ConnectionsResponse {
    Uint rid;
    std::vector<Connection> connections;
};
struct ActionResponse {
    Uint rid;
    QByteArray output;
};
struct ConnectionsUpdated {
    std::vector<Connection> connections;
};
struct QueueUpdated {
    Uint queueSize;
};
struct StateUpdated {
    QByteArray state;
};
struct WorkflowHistoryUpdated {
    QByteArray history; ///< BARE, spec/inspector.md 3.14.
};
struct RpcsListResponse {
    Uint rid;
    std::vector<QString> rpcs;
};
struct TraceQueryResponse {
    Uint rid;
    QByteArray payload; ///< BARE with a version, spec/inspector.md 3.15; empty where traces are not kept.
};
struct QueueResponse {
    Uint rid;
    QueueStatus status;
};
struct WorkflowHistoryResponse {
    Uint rid;
    std::optional<QByteArray> history;
    bool isWorkflowEnabled = false;
};
struct Error {
    QString message; ///< Belongs to the oldest unanswered request (spec/inspector.md 3.6).
};
struct Init {
    std::vector<Connection> connections;
    std::optional<QByteArray> state;
    bool isStateEnabled = false;
    std::vector<QString> rpcs;
    bool isDatabaseEnabled = false;
    Uint queueSize;
    std::optional<QByteArray> workflowHistory;
    bool isWorkflowEnabled = false;
};
struct DatabaseSchemaResponse {
    Uint rid;
    QByteArray schema; ///< CBOR, spec/inspector.md 3.11.
};
struct DatabaseTableRowsResponse {
    Uint rid;
    QByteArray result; ///< CBOR, spec/inspector.md 3.11.
};
using ToClient =
    std::variant<StateResponse, ConnectionsResponse, ActionResponse, ConnectionsUpdated, QueueUpdated,
                 StateUpdated, WorkflowHistoryUpdated, RpcsListResponse, TraceQueryResponse, QueueResponse,
                 WorkflowHistoryResponse, Error, Init, DatabaseSchemaResponse, DatabaseTableRowsResponse>;

} // namespace rove::inspector::v3
