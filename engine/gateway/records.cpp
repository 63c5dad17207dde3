// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/records.h"

#include <utility>

namespace rove::gateway {
namespace {

manager::CrashPolicy toApi(core::CrashPolicy policy)
{
    switch (policy) {
    case core::CrashPolicy::Restart:
        return manager::CrashPolicy::Restart;
    case core::CrashPolicy::Sleep:
        return manager::CrashPolicy::Sleep;
    case core::CrashPolicy::Destroy:
        return manager::CrashPolicy::Destroy;
    }
    std::unreachable();
}

} // namespace

manager::Namespace toApi(const core::Namespace &record)
{
    return {.namespaceId = record.id.toString(),
            .name = record.name,
            .displayName = record.displayName,
            .createTs = record.createTs};
}

manager::Actor toApi(const core::Actor &record, const QString &datacenterName)
{
    return {.actorId = record.id.toString(),
            .name = record.name,
            .key = record.key,
            .namespaceId = record.namespaceId.toString(),
            .datacenter = datacenterName,
            .runnerNameSelector = record.pool,
            .crashPolicy = toApi(record.crashPolicy),
            .createTs = record.createTs,
            .startTs = record.startTs,
            .pendingAllocationTs = record.pendingAllocationTs,
            .connectableTs = record.connectableTs,
            .sleepTs = record.sleepTs,
            .rescheduleTs = record.rescheduleTs,
            .destroyTs = record.destroyTs,
            .error = record.error.isUndefined() ? std::nullopt : std::optional(record.error)};
}

manager::Envoy toApi(const core::Envoy &record, const QString &datacenterName)
{
    return {.envoyKey = record.key,
            .namespaceId = record.namespaceId.toString(),
            .datacenter = datacenterName,
            .poolName = record.pool,
            .version = record.version,
            .slotCount = record.runningActorCount,
            .createTs = record.createTs,
            .stopTs = record.stopTs,
            .lastPingTs = record.lastPingTs,
            .lastConnectedTs = record.lastConnectedTs,
            .lastRtt = static_cast<std::uint32_t>(record.lastRtt.count()),
            .metadata = record.metadata};
}

manager::Runner runnerToApi(const core::Envoy &record, const QString &datacenterName)
{
    return {.runnerId = record.runnerId.toString(),
            .namespaceId = record.namespaceId.toString(),
            .datacenter = datacenterName,
            .name = record.pool,
            .key = record.runnerKey,
            .version = record.version,
            .totalSlots = record.totalSlots.value_or(0),
            .remainingSlots = record.remainingSlots().value_or(0),
            .createTs = record.createTs,
            .drainTs = record.drainTs,
            .stopTs = record.stopTs,
            .lastPingTs = record.lastPingTs,
            .lastConnectedTs = record.lastConnectedTs,
            .lastRtt = static_cast<std::uint32_t>(record.lastRtt.count()),
            .metadata = record.metadata};
}

core::CrashPolicy toCore(manager::CrashPolicy policy)
{
    switch (policy) {
    case manager::CrashPolicy::Restart:
        return core::CrashPolicy::Restart;
    case manager::CrashPolicy::Sleep:
        return core::CrashPolicy::Sleep;
    case manager::CrashPolicy::Destroy:
        return core::CrashPolicy::Destroy;
    }
    std::unreachable();
}

} // namespace rove::gateway
