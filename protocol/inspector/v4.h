// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/inspector/v3.h"

/// Inspector schema 4: what schema 3 has, and workflow replay (spec/inspector.md 2.4).
namespace rove::inspector::v4 {

using v3::Connection;
using v3::QueueMessageSummary;
using v3::QueueStatus;
using v3::Uint;

using v3::ActionRequest;
using v3::ConnectionsRequest;
using v3::DatabaseSchemaRequest;
using v3::DatabaseTableRowsRequest;
using v3::PatchStateRequest;
using v3::QueueRequest;
using v3::RpcsListRequest;
using v3::StateRequest;
using v3::TraceQueryRequest;
using v3::WorkflowHistoryRequest;

struct WorkflowReplayRequest {
    Uint id;
    std::optional<QString> entryId; ///< None replays from the beginning.
};
using ToServer = std::variant<PatchStateRequest, StateRequest, ConnectionsRequest, ActionRequest,
                              RpcsListRequest, TraceQueryRequest, QueueRequest, WorkflowHistoryRequest,
                              WorkflowReplayRequest, DatabaseSchemaRequest, DatabaseTableRowsRequest>;

using v3::ActionResponse;
using v3::ConnectionsResponse;
using v3::ConnectionsUpdated;
using v3::DatabaseSchemaResponse;
using v3::DatabaseTableRowsResponse;
using v3::Error;
using v3::Init;
using v3::QueueResponse;
using v3::QueueUpdated;
using v3::RpcsListResponse;
using v3::StateResponse;
using v3::StateUpdated;
using v3::TraceQueryResponse;
using v3::WorkflowHistoryResponse;
using v3::WorkflowHistoryUpdated;

struct WorkflowReplayResponse {
    Uint rid;
    std::optional<QByteArray> history;
    bool isWorkflowEnabled = false;
};
using ToClient =
    std::variant<StateResponse, ConnectionsResponse, ActionResponse, ConnectionsUpdated, QueueUpdated,
                 StateUpdated, WorkflowHistoryUpdated, RpcsListResponse, TraceQueryResponse, QueueResponse,
                 WorkflowHistoryResponse, WorkflowReplayResponse, Error, Init, DatabaseSchemaResponse,
                 DatabaseTableRowsResponse>;

} // namespace rove::inspector::v4
