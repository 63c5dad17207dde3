// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/inspector/inspectorview.h"

#include "engine/runtime/actorinstance.h"
#include "protocol/base/cbor.h"

#include <algorithm>
#include <utility>

namespace rove::runtime {

using namespace Qt::StringLiterals;
namespace v6 = inspector::v6;

namespace {

v6::Uint countOf(Instant instant)
{
    return {static_cast<std::uint64_t>(instant.time_since_epoch().count())};
}

v6::Schedule inspectedJob(const CronJob &job)
{
    v6::Schedule schedule{.id = job.name,
                          .name = job.name,
                          .kind = scheduleKindName(job.kind),
                          .action = job.action,
                          .args = cbor::encodeCompat(job.arguments),
                          .nextRunAt = countOf(job.nextRunAt),
                          .lastRunAt = job.lastRunAt.transform(countOf),
                          .expression = {},
                          .timezone = {},
                          .intervalMs = {},
                          .maxHistory = v6::Uint{static_cast<std::uint64_t>(job.maxHistory)}};
    if (job.kind == ScheduleKind::Cron) {
        schedule.expression = job.expression;
        schedule.timezone = job.timeZone;
    } else {
        schedule.intervalMs = v6::Uint{static_cast<std::uint64_t>(job.interval.count())};
    }
    return schedule;
}

} // namespace

QCborMap connectionDetails(const Connection &connection)
{
    return {{u"isHibernatable"_s, connection.isHibernatable()},
            {u"params"_s, connection.params()},
            {u"state"_s, connection.state()},
            {u"stateEnabled"_s, true},
            {u"subscriptions"_s, qint64{connection.subscriptions().size()}},
            {u"type"_s, QCborValue(nullptr)}};
}

std::vector<v6::Connection> inspectedConnections(const ActorInstance &instance)
{
    std::vector<v6::Connection> connections;
    for (const auto &[id, connection] : instance.connections())
        connections.push_back({.id = id, .details = cbor::encodeCompat(connectionDetails(*connection))});
    return connections;
}

std::vector<v6::Schedule> inspectedSchedules(const ActorInstance &instance)
{
    std::vector<v6::Schedule> schedules;
    for (const ScheduledAction &action : instance.schedule().actions())
        schedules.push_back({.id = action.id,
                             .name = {},
                             .kind = scheduleKindName(ScheduleKind::At),
                             .action = action.action,
                             .args = cbor::encodeCompat(action.arguments),
                             .nextRunAt = countOf(action.at),
                             .lastRunAt = {},
                             .expression = {},
                             .timezone = {},
                             .intervalMs = {},
                             .maxHistory = {}});
    for (const CronJob &job : instance.cron().jobs())
        schedules.push_back(inspectedJob(job));
    std::ranges::sort(schedules, {}, [](const v6::Schedule &schedule) {
        return std::pair(schedule.nextRunAt.value, schedule.id);
    });
    return schedules;
}

std::vector<v6::ScheduleFire> inspectedFires(const std::vector<CronFire> &fires)
{
    std::vector<v6::ScheduleFire> shown;
    for (const CronFire &fire : fires) {
        shown.push_back({.action = fire.action,
                         .scheduledAt = countOf(fire.scheduledAt),
                         .firedAt = countOf(fire.firedAt),
                         .finishedAt = fire.finishedAt.transform(countOf),
                         .result = fireOutcomeName(fire.outcome),
                         .error = {}});
        if (!fire.error)
            continue;
        shown.back().error = v6::ScheduleError{.group = fire.error->group(),
                                               .code = fire.error->codeName(),
                                               .message = fire.error->message,
                                               .metadata = {}};
        if (!fire.error->metadata.isEmpty())
            shown.back().error->metadata = cbor::encodeCompat(fire.error->metadata);
    }
    return shown;
}

v6::QueueStatus inspectedQueue(const ActorInstance &instance, quint64 limit)
{
    const auto &entries = instance.queue().store().entries();
    v6::QueueStatus status{.size = {entries.size()},
                           .maxSize = {static_cast<std::uint64_t>(instance.queue().options().maxQueueSize)},
                           .messages = {},
                           .truncated = entries.size() > limit};
    for (const auto &[id, entry] : entries) {
        if (status.messages.size() == limit)
            break;
        status.messages.push_back({.id = {id}, .name = entry.name, .createdAtMs = countOf(entry.createdAt)});
    }
    return status;
}

} // namespace rove::runtime
