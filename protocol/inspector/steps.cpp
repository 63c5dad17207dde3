// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/inspector/steps.h"

#include "protocol/bare/step.h"

#include <utility>

namespace rove::inspector::steps {

using namespace Qt::StringLiterals;
using bare::step;

namespace {

/// The fields that Init has had since schema 3.
template <class To, class From>
To commonInit(From &&init)
{
    return {.connections = std::move(init.connections),
            .state = std::move(init.state),
            .isStateEnabled = init.isStateEnabled,
            .rpcs = std::move(init.rpcs),
            .isDatabaseEnabled = init.isDatabaseEnabled,
            .queueSize = init.queueSize,
            .workflowHistory = std::move(init.workflowHistory),
            .isWorkflowEnabled = init.isWorkflowEnabled};
}

v3::Error schedulesDropped()
{
    return {.message = u"inspector.schedules_dropped"_s};
}

auto needsVersion(int version, QLatin1StringView what)
{
    return failure(ErrorCode::InspectorInvalidRequest,
                   u"%1 needs inspector protocol version %2"_s.arg(what).arg(version));
}

} // namespace

v4::ToServer toV4(v3::ToServer message)
{
    return step<v4::ToServer>(std::move(message));
}

v6::ToServer toV6(v4::ToServer message)
{
    return step<v6::ToServer>(std::move(message));
}

Result<v4::ToServer> toV4(v6::ToServer message)
{
    using To = Result<v4::ToServer>;
    return step<To>(
        std::move(message),
        [](v6::SchedulesRequest &&) -> To { return needsVersion(6, "SchedulesRequest"_L1); },
        [](v6::ScheduleHistoryRequest &&) -> To { return needsVersion(6, "ScheduleHistoryRequest"_L1); },
        [](v6::ScheduleDeleteRequest &&) -> To { return needsVersion(6, "ScheduleDeleteRequest"_L1); });
}

Result<v3::ToServer> toV3(v4::ToServer message)
{
    using To = Result<v3::ToServer>;
    return step<To>(std::move(message), [](v4::WorkflowReplayRequest &&) -> To {
        return needsVersion(4, "WorkflowReplayRequest"_L1);
    });
}

v4::ToClient toV4(v3::ToClient message)
{
    return step<v4::ToClient>(std::move(message));
}

v5::ToClient toV5(v4::ToClient message)
{
    using To = v5::ToClient;
    return step<To>(std::move(message), [](v4::Init &&init) -> To { return commonInit<v5::Init>(init); });
}

v6::ToClient toV6(v5::ToClient message)
{
    using To = v6::ToClient;
    return step<To>(std::move(message), [](v5::Init &&init) -> To {
        auto newer = commonInit<v6::Init>(init);
        newer.tabConfig = std::move(init.tabConfig);
        return newer;
    });
}

std::optional<v5::ToClient> toV5(v6::ToClient message)
{
    using To = std::optional<v5::ToClient>;
    return step<To>(
        std::move(message), [](v6::SchedulesUpdated &&) -> To { return std::nullopt; },
        [](v6::SchedulesResponse &&) -> To { return schedulesDropped(); },
        [](v6::ScheduleHistoryResponse &&) -> To { return schedulesDropped(); },
        [](v6::ScheduleDeleteResponse &&) -> To { return schedulesDropped(); },
        [](v6::Init &&init) -> To {
            auto older = commonInit<v5::Init>(init);
            older.tabConfig = std::move(init.tabConfig);
            return older;
        });
}

v4::ToClient toV4(v5::ToClient message)
{
    using To = v4::ToClient;
    return step<To>(std::move(message), [](v5::Init &&init) -> To { return commonInit<v4::Init>(init); });
}

v3::ToClient toV3(v4::ToClient message)
{
    using To = v3::ToClient;
    return step<To>(std::move(message), [](v4::WorkflowReplayResponse &&) -> To {
        return v3::Error{.message = u"inspector.workflow_history_dropped"_s};
    });
}

} // namespace rove::inspector::steps
