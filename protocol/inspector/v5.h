// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/inspector/v4.h"

/// Inspector schema 5: what schema 4 has, and custom tabs in Init (spec/inspector.md 2.4).
namespace rove::inspector::v5 {

using v4::Connection;
using v4::QueueMessageSummary;
using v4::QueueStatus;
using v4::Uint;

using v4::ActionRequest;
using v4::ConnectionsRequest;
using v4::DatabaseSchemaRequest;
using v4::DatabaseTableRowsRequest;
using v4::PatchStateRequest;
using v4::QueueRequest;
using v4::RpcsListRequest;
using v4::StateRequest;
using v4::ToServer;
using v4::TraceQueryRequest;
using v4::WorkflowHistoryRequest;
using v4::WorkflowReplayRequest;

struct TabConfigEntry {
    QString id;
    std::optional<QString> label;
    std::optional<QString> icon;
    bool hidden = false;
};

using v4::ActionResponse;
using v4::ConnectionsResponse;
using v4::ConnectionsUpdated;
using v4::DatabaseSchemaResponse;
using v4::DatabaseTableRowsResponse;
using v4::Error;
using v4::QueueResponse;
using v4::QueueUpdated;
using v4::RpcsListResponse;
using v4::StateResponse;
using v4::StateUpdated;
using v4::TraceQueryResponse;
using v4::WorkflowHistoryResponse;
using v4::WorkflowHistoryUpdated;
using v4::WorkflowReplayResponse;

struct Init {
    std::vector<Connection> connections;
    std::optional<QByteArray> state;
    bool isStateEnabled = false;
    std::vector<QString> rpcs;
    bool isDatabaseEnabled = false;
    Uint queueSize;
    std::optional<QByteArray> workflowHistory;
    bool isWorkflowEnabled = false;
    std::vector<TabConfigEntry> tabConfig;
};
using ToClient =
    std::variant<StateResponse, ConnectionsResponse, ActionResponse, ConnectionsUpdated, QueueUpdated,
                 StateUpdated, WorkflowHistoryUpdated, RpcsListResponse, TraceQueryResponse, QueueResponse,
                 WorkflowHistoryResponse, WorkflowReplayResponse, Error, Init, DatabaseSchemaResponse,
                 DatabaseTableRowsResponse>;

} // namespace rove::inspector::v5
