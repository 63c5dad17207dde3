// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/inspector/v5.h"

/// Inspector schema 6, the newest: what schema 5 has, and schedules (spec/inspector.md 2.4 and 3.9).
/// The rest of Rove speaks these structs only; protocol/inspector/frame.h takes the older schemas up and
/// down.
namespace rove::inspector::v6 {

using v5::Connection;
using v5::QueueMessageSummary;
using v5::QueueStatus;
using v5::TabConfigEntry;
using v5::Uint;

struct Schedule {
    QString id;
    std::optional<QString> name;
    QString kind; ///< "at", "cron" or "every".
    QString action;
    QByteArray args;
    Uint nextRunAt; ///< Unix milliseconds, as the other instants here.
    std::optional<Uint> lastRunAt;
    std::optional<QString> expression;
    std::optional<QString> timezone;
    std::optional<Uint> intervalMs;
    std::optional<Uint> maxHistory;
};
struct ScheduleError {
    QString group;
    QString code;
    QString message;
    std::optional<QByteArray> metadata;
};
struct ScheduleFire {
    QString action;
    Uint scheduledAt;
    Uint firedAt;
    std::optional<Uint> finishedAt;
    QString result; ///< "running", "ok", "error" or "skipped".
    std::optional<ScheduleError> error;
};

using v5::ActionRequest;
using v5::ConnectionsRequest;
using v5::DatabaseSchemaRequest;
using v5::DatabaseTableRowsRequest;
using v5::PatchStateRequest;
using v5::QueueRequest;
using v5::RpcsListRequest;
using v5::StateRequest;
using v5::TraceQueryRequest;
using v5::WorkflowHistoryRequest;
using v5::WorkflowReplayRequest;

struct SchedulesRequest {
    Uint id;
};
struct ScheduleHistoryRequest {
    Uint id;
    QString scheduleId;
    Uint limit;
};
struct ScheduleDeleteRequest {
    Uint id;
    QString scheduleId;
    QString kind;
};
using ToServer = std::variant<PatchStateRequest, StateRequest, ConnectionsRequest, ActionRequest,
                              RpcsListRequest, TraceQueryRequest, QueueRequest, WorkflowHistoryRequest,
                              WorkflowReplayRequest, DatabaseSchemaRequest, DatabaseTableRowsRequest,
                              SchedulesRequest, ScheduleHistoryRequest, ScheduleDeleteRequest>;

using v5::ActionResponse;
using v5::ConnectionsResponse;
using v5::ConnectionsUpdated;
using v5::DatabaseSchemaResponse;
using v5::DatabaseTableRowsResponse;
using v5::Error;
using v5::QueueResponse;
using v5::QueueUpdated;
using v5::RpcsListResponse;
using v5::StateResponse;
using v5::StateUpdated;
using v5::TraceQueryResponse;
using v5::WorkflowHistoryResponse;
using v5::WorkflowHistoryUpdated;
using v5::WorkflowReplayResponse;

struct SchedulesUpdated {
    std::vector<Schedule> schedules;
};
struct SchedulesResponse {
    Uint rid;
    std::vector<Schedule> schedules;
};
struct ScheduleHistoryResponse {
    Uint rid;
    QString scheduleId;
    std::vector<ScheduleFire> history;
};
struct ScheduleDeleteResponse {
    Uint rid;
    QString scheduleId;
    bool deleted = false;
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
    std::vector<TabConfigEntry> tabConfig;
    std::vector<Schedule> schedules;
};
using ToClient =
    std::variant<StateResponse, ConnectionsResponse, ActionResponse, ConnectionsUpdated, QueueUpdated,
                 StateUpdated, WorkflowHistoryUpdated, SchedulesUpdated, RpcsListResponse, TraceQueryResponse,
                 QueueResponse, WorkflowHistoryResponse, WorkflowReplayResponse, SchedulesResponse,
                 ScheduleHistoryResponse, ScheduleDeleteResponse, Error, Init, DatabaseSchemaResponse,
                 DatabaseTableRowsResponse>;

} // namespace rove::inspector::v6
