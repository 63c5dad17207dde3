// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/inspector/v6.h"
#include "ui/client/writeguard.h"

#include <variant>

/// What each message of the inspector does to its actor. Every message of the newest schema stands here by
/// name, so one that is added to it does not compile until somebody has decided.
namespace rove::ui {

template <class Message>
inline constexpr Access messageAccess = [] { static_assert(!sizeof(Message), "Read or write?"); }();

template <>
inline constexpr Access messageAccess<inspector::v6::PatchStateRequest> = Access::Write;
template <>
inline constexpr Access messageAccess<inspector::v6::ActionRequest> = Access::Write;
template <>
inline constexpr Access messageAccess<inspector::v6::WorkflowReplayRequest> = Access::Write;
template <>
inline constexpr Access messageAccess<inspector::v6::ScheduleDeleteRequest> = Access::Write;
template <>
inline constexpr Access messageAccess<inspector::v6::StateRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::ConnectionsRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::RpcsListRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::TraceQueryRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::QueueRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::WorkflowHistoryRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::DatabaseSchemaRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::DatabaseTableRowsRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::SchedulesRequest> = Access::Read;
template <>
inline constexpr Access messageAccess<inspector::v6::ScheduleHistoryRequest> = Access::Read;

[[nodiscard]] inline Access accessOf(const inspector::v6::ToServer &message)
{
    return std::visit([]<class Message>(const Message &) { return messageAccess<Message>; }, message);
}

} // namespace rove::ui
