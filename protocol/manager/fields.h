// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/manager/types.h"

#include <concepts>
#include <type_traits>

/// The JSON names of the fields of protocol/manager/types.h, once for reading and for writing. Included by
/// json.cpp only.
///
/// `field` must be there, but for an optional one, which may be null or missing. `defaulted` keeps its
/// default if it is missing. `omittable` is an optional that is left out if it is none. `oneOf` is a variant
/// with one key for each kind.
namespace rove::manager {

template <class Self, class T>
concept Is = std::same_as<std::remove_const_t<Self>, T>;

// --- Engine ---

void fields(Is<Pagination> auto &self, auto &visitor)
{
    visitor.field(u"cursor", self.cursor);
}

void fields(Is<Health> auto &self, auto &visitor)
{
    visitor.field(u"runtime", self.runtime);
    visitor.field(u"status", self.status);
    visitor.field(u"version", self.version);
}

void fields(Is<DatacenterHealth> auto &self, auto &visitor)
{
    visitor.field(u"datacenter_label", self.datacenterLabel);
    visitor.field(u"datacenter_name", self.datacenterName);
    visitor.field(u"status", self.status);
    visitor.field(u"rtt_ms", self.rttMs);
    visitor.field(u"response", self.response);
    visitor.field(u"error", self.error);
}

void fields(Is<HealthFanoutResponse> auto &self, auto &visitor)
{
    visitor.field(u"datacenters", self.datacenters);
}

void fields(Is<Metadata> auto &self, auto &visitor)
{
    visitor.field(u"runtime", self.runtime);
    visitor.field(u"version", self.version);
    visitor.omittable(u"git_sha", self.gitSha);
    visitor.omittable(u"build_timestamp", self.buildTimestamp);
    visitor.omittable(u"rustc_version", self.rustcVersion);
    visitor.omittable(u"rustc_host", self.rustcHost);
    visitor.omittable(u"cargo_target", self.cargoTarget);
    visitor.omittable(u"cargo_profile", self.cargoProfile);
    visitor.omittable(u"epoxy_protocol_version", self.epoxyProtocolVersion);
    visitor.omittable(u"envoy_protocol_version", self.envoyProtocolVersion);
    visitor.omittable(u"type", self.type);
    visitor.omittable(u"clientEndpoint", self.clientEndpoint);
    visitor.omittable(u"clientNamespace", self.clientNamespace);
    visitor.omittable(u"clientToken", self.clientToken);
}

void fields(Is<Datacenter> auto &self, auto &visitor)
{
    visitor.field(u"label", self.label);
    visitor.field(u"name", self.name);
    visitor.field(u"url", self.url);
}

void fields(Is<DatacentersListResponse> auto &self, auto &visitor)
{
    visitor.field(u"datacenters", self.datacenters);
    visitor.defaulted(u"pagination", self.pagination);
}

void fields(Is<ErrorBody> auto &self, auto &visitor)
{
    visitor.field(u"group", self.group);
    visitor.field(u"code", self.code);
    visitor.field(u"message", self.message);
    visitor.omittable(u"metadata", self.metadata);
    visitor.omittable(u"actor", self.actor);
}

void fields(Is<Empty> auto &, auto &) {}

// --- Namespaces ---

void fields(Is<Namespace> auto &self, auto &visitor)
{
    visitor.field(u"namespace_id", self.namespaceId);
    visitor.field(u"name", self.name);
    visitor.field(u"display_name", self.displayName);
    visitor.field(u"create_ts", self.createTs);
}

void fields(Is<NamespacesListResponse> auto &self, auto &visitor)
{
    visitor.field(u"namespaces", self.namespaces);
    visitor.defaulted(u"pagination", self.pagination);
}

void fields(Is<NamespacesCreateRequest> auto &self, auto &visitor)
{
    visitor.field(u"name", self.name);
    visitor.field(u"display_name", self.displayName);
}

void fields(Is<NamespacesCreateResponse> auto &self, auto &visitor)
{
    visitor.field(u"namespace", self.namespaceObject);
}

// --- Actors ---

void fields(Is<Actor> auto &self, auto &visitor)
{
    visitor.field(u"actor_id", self.actorId);
    visitor.field(u"name", self.name);
    visitor.field(u"key", self.key);
    visitor.field(u"namespace_id", self.namespaceId);
    visitor.defaulted(u"datacenter", self.datacenter);
    visitor.field(u"runner_name_selector", self.runnerNameSelector);
    visitor.defaulted(u"crash_policy", self.crashPolicy);
    visitor.field(u"create_ts", self.createTs);
    visitor.field(u"start_ts", self.startTs);
    visitor.field(u"pending_allocation_ts", self.pendingAllocationTs);
    visitor.field(u"connectable_ts", self.connectableTs);
    visitor.field(u"sleep_ts", self.sleepTs);
    visitor.field(u"reschedule_ts", self.rescheduleTs);
    visitor.field(u"destroy_ts", self.destroyTs);
    visitor.omittable(u"error", self.error);
}

void fields(Is<ActorsListResponse> auto &self, auto &visitor)
{
    visitor.field(u"actors", self.actors);
    visitor.defaulted(u"pagination", self.pagination);
}

template <class Self>
    requires Is<Self, ActorsCreateRequest> || Is<Self, ActorsUpsertRequest>
void fields(Self &self, auto &visitor)
{
    visitor.omittable(u"datacenter", self.datacenter);
    visitor.field(u"name", self.name);
    visitor.field(u"key", self.key);
    visitor.omittable(u"input", self.input);
    visitor.field(u"runner_name_selector", self.runnerNameSelector);
    visitor.field(u"crash_policy", self.crashPolicy);
}

void fields(Is<ActorsCreateResponse> auto &self, auto &visitor)
{
    visitor.field(u"actor", self.actor);
}

void fields(Is<ActorsUpsertResponse> auto &self, auto &visitor)
{
    visitor.field(u"actor", self.actor);
    visitor.field(u"created", self.created);
}

void fields(Is<ActorName> auto &self, auto &visitor)
{
    visitor.defaulted(u"metadata", self.metadata);
}

void fields(Is<ActorsNamesResponse> auto &self, auto &visitor)
{
    visitor.field(u"names", self.names);
    visitor.defaulted(u"pagination", self.pagination);
}

void fields(Is<KvValue> auto &self, auto &visitor)
{
    visitor.field(u"value", self.value);
    visitor.field(u"update_ts", self.updateTs);
}

// --- Runners and envoys ---

void fields(Is<Runner> auto &self, auto &visitor)
{
    visitor.field(u"runner_id", self.runnerId);
    visitor.field(u"namespace_id", self.namespaceId);
    visitor.field(u"datacenter", self.datacenter);
    visitor.field(u"name", self.name);
    visitor.field(u"key", self.key);
    visitor.field(u"version", self.version);
    visitor.field(u"total_slots", self.totalSlots);
    visitor.field(u"remaining_slots", self.remainingSlots);
    visitor.field(u"create_ts", self.createTs);
    visitor.field(u"drain_ts", self.drainTs);
    visitor.field(u"stop_ts", self.stopTs);
    visitor.field(u"last_ping_ts", self.lastPingTs);
    visitor.field(u"last_connected_ts", self.lastConnectedTs);
    visitor.field(u"last_rtt", self.lastRtt);
    visitor.field(u"metadata", self.metadata);
}

void fields(Is<RunnersListResponse> auto &self, auto &visitor)
{
    visitor.field(u"runners", self.runners);
    visitor.defaulted(u"pagination", self.pagination);
}

void fields(Is<RunnersNamesResponse> auto &self, auto &visitor)
{
    visitor.field(u"names", self.names);
    visitor.defaulted(u"pagination", self.pagination);
}

void fields(Is<Envoy> auto &self, auto &visitor)
{
    visitor.field(u"envoy_key", self.envoyKey);
    visitor.field(u"namespace_id", self.namespaceId);
    visitor.field(u"datacenter", self.datacenter);
    visitor.field(u"pool_name", self.poolName);
    visitor.field(u"version", self.version);
    visitor.field(u"slots", self.slotCount);
    visitor.field(u"create_ts", self.createTs);
    visitor.field(u"stop_ts", self.stopTs);
    visitor.field(u"last_ping_ts", self.lastPingTs);
    visitor.field(u"last_connected_ts", self.lastConnectedTs);
    visitor.field(u"last_rtt", self.lastRtt);
    visitor.field(u"metadata", self.metadata);
}

void fields(Is<EnvoysListResponse> auto &self, auto &visitor)
{
    visitor.field(u"envoys", self.envoys);
    visitor.defaulted(u"pagination", self.pagination);
}

// --- Runner configurations ---

void fields(Is<NormalPool> auto &self, auto &visitor)
{
    visitor.defaulted(u"drain_on_version_upgrade", self.drainOnVersionUpgrade);
    visitor.defaulted(u"actor_eviction_delay", self.actorEvictionDelay);
    visitor.defaulted(u"actor_eviction_period", self.actorEvictionPeriod);
    visitor.defaulted(u"actor_eviction_rate", self.actorEvictionRate);
}

void fields(Is<ServerlessPool> auto &self, auto &visitor)
{
    visitor.field(u"url", self.url);
    visitor.defaulted(u"headers", self.headers);
    visitor.field(u"request_lifespan", self.requestLifespan);
    visitor.omittable(u"max_concurrent_actors", self.maxConcurrentActors);
    visitor.defaulted(u"drain_grace_period", self.drainGracePeriod);
    visitor.defaulted(u"slots_per_runner", self.slotsPerRunner);
    visitor.defaulted(u"min_runners", self.minRunners);
    visitor.defaulted(u"max_runners", self.maxRunners);
    visitor.defaulted(u"runners_margin", self.runnersMargin);
    visitor.omittable(u"metadata_poll_interval", self.metadataPollInterval);
    visitor.defaulted(u"drain_on_version_upgrade", self.drainOnVersionUpgrade);
    visitor.defaulted(u"actor_eviction_delay", self.actorEvictionDelay);
    visitor.defaulted(u"actor_eviction_period", self.actorEvictionPeriod);
    visitor.defaulted(u"actor_eviction_rate", self.actorEvictionRate);
}

void fields(Is<RunnerConfig> auto &self, auto &visitor)
{
    visitor.oneOf(self.kind, {u"normal", u"serverless"});
    visitor.omittable(u"metadata", self.metadata);
    visitor.field(u"protocol_version", self.protocolVersion);
    visitor.omittable(u"runner_pool_error", self.runnerPoolError);
}

void fields(Is<RunnerConfigDatacenters> auto &self, auto &visitor)
{
    visitor.field(u"datacenters", self.datacenters);
}

void fields(Is<RunnerConfigsListResponse> auto &self, auto &visitor)
{
    visitor.field(u"runner_configs", self.runnerConfigs);
    visitor.defaulted(u"pagination", self.pagination);
}

void fields(Is<RunnerConfigSettings> auto &self, auto &visitor)
{
    visitor.oneOf(self.kind, {u"normal", u"serverless"});
    visitor.omittable(u"metadata", self.metadata);
    visitor.omittable(u"drain_on_version_upgrade", self.drainOnVersionUpgrade);
}

void fields(Is<RunnerConfigsUpsertRequest> auto &self, auto &visitor)
{
    visitor.field(u"datacenters", self.datacenters);
}

void fields(Is<RunnerConfigsUpsertResponse> auto &self, auto &visitor)
{
    visitor.field(u"endpoint_config_changed", self.endpointConfigChanged);
}

} // namespace rove::manager
