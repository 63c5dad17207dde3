// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <variant>
#include <vector>

/// Request and response bodies of the manager API, once, for the engine that serves it and the window that
/// reads it (spec/engine-api.md 1.6 to 1.10). Ids are text, as older servers have other forms than
/// protocol/base/id.h. protocol/manager/json.h turns each into JSON and back; what is none here is an
/// explicit null there, unless noted.
namespace rove::manager {

/// Unix time in milliseconds, as every timestamp of the API.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

struct Pagination {
    std::optional<QString> cursor;

    friend bool operator==(const Pagination &, const Pagination &) = default;
};

// --- Engine ---

struct Health {
    QString runtime;
    QString status;
    QString version;
};
/// A datacenter's health as another one found it: either a response and how long it took, or an error.
struct DatacenterHealth {
    std::uint16_t datacenterLabel = 0;
    QString datacenterName;
    QString status; ///< `ok` or `error`.
    std::optional<double> rttMs;
    std::optional<Health> response;
    std::optional<QString> error;
};
struct HealthFanoutResponse {
    std::vector<DatacenterHealth> datacenters;
};
/// What the engine, or an actor, says of itself; none where it does not say (absent in JSON).
struct Metadata {
    QString runtime;
    QString version;
    std::optional<QString> gitSha;
    std::optional<QString> buildTimestamp;
    std::optional<QString> rustcVersion;
    std::optional<QString> rustcHost;
    std::optional<QString> cargoTarget;
    std::optional<QString> cargoProfile;
    std::optional<std::uint16_t> epoxyProtocolVersion;
    std::optional<std::uint16_t> envoyProtocolVersion;
    std::optional<QString> type;
    std::optional<QString> clientEndpoint;
    std::optional<QString> clientNamespace;
    std::optional<QString> clientToken;
};
struct Datacenter {
    std::uint16_t label = 0;
    QString name;
    QString url;

    friend bool operator==(const Datacenter &, const Datacenter &) = default;
};
struct DatacentersListResponse {
    std::vector<Datacenter> datacenters;
    Pagination pagination;
};
/// An error's JSON (spec/engine-api.md 1.3). `protocol/manager/json.h` has the way to and from Error.
struct ErrorBody {
    QString group;
    QString code;
    QString message;
    std::optional<QJsonValue> metadata; ///< Absent if none.
    std::optional<QJsonValue>
        actor; ///< Absent if none; `{actorId, generation, key}` from an actor's process.
};
/// `{}`: done.
struct Empty {};

// --- Namespaces ---

struct Namespace {
    QString namespaceId;
    QString name;
    QString displayName;
    Instant createTs;

    friend bool operator==(const Namespace &, const Namespace &) = default;
};
struct NamespacesListResponse {
    std::vector<Namespace> namespaces;
    Pagination pagination;
};
struct NamespacesCreateRequest {
    QString name;
    QString displayName;
};
struct NamespacesCreateResponse {
    Namespace namespaceObject;
};

// --- Actors ---

enum class CrashPolicy { Restart, Sleep, Destroy };

struct Actor {
    QString actorId;
    QString name;
    std::optional<QString> key; ///< As text, protocol/base/key.h.
    QString namespaceId;
    QString datacenter;
    QString runnerNameSelector;
    CrashPolicy crashPolicy = CrashPolicy::Sleep;
    Instant createTs;
    std::optional<Instant> startTs;
    std::optional<Instant> pendingAllocationTs;
    std::optional<Instant> connectableTs;
    std::optional<Instant> sleepTs;
    std::optional<Instant> rescheduleTs;
    std::optional<Instant> destroyTs;
    std::optional<QJsonValue> error; ///< A string or an object (spec/engine-api.md 1.8); absent if none.

    friend bool operator==(const Actor &, const Actor &) = default;
};
struct ActorsListResponse {
    std::vector<Actor> actors;
    Pagination pagination;
};
struct ActorsCreateRequest {
    std::optional<QString> datacenter; ///< Absent if none, as `input`.
    QString name;
    std::optional<QString> key;
    std::optional<QString> input; ///< Base64 of CBOR.
    QString runnerNameSelector;
    CrashPolicy crashPolicy = CrashPolicy::Sleep;
};
struct ActorsCreateResponse {
    Actor actor;
};
/// PUT: the key is compulsory.
struct ActorsUpsertRequest {
    std::optional<QString> datacenter; ///< Absent if none, as `input`.
    QString name;
    QString key;
    std::optional<QString> input; ///< Base64 of CBOR.
    QString runnerNameSelector;
    CrashPolicy crashPolicy = CrashPolicy::Sleep;
};
struct ActorsUpsertResponse {
    Actor actor;
    bool created = false;
};
struct ActorName {
    QJsonObject metadata;
};
struct ActorsNamesResponse {
    std::map<QString, ActorName> names;
    Pagination pagination;
};
struct KvValue {
    QByteArray value; ///< Base64 in JSON.
    Instant updateTs;
};

// --- Runners and envoys ---

struct Runner {
    QString runnerId;
    QString namespaceId;
    QString datacenter;
    QString name;
    QString key;
    std::uint32_t version = 0;
    std::uint32_t totalSlots = 0;
    std::uint32_t remainingSlots = 0;
    Instant createTs;
    std::optional<Instant> drainTs;
    std::optional<Instant> stopTs;
    Instant lastPingTs;
    std::optional<Instant> lastConnectedTs;
    std::uint32_t lastRtt = 0; ///< Milliseconds.
    std::optional<QJsonObject> metadata;

    friend bool operator==(const Runner &, const Runner &) = default;
};
struct RunnersListResponse {
    std::vector<Runner> runners;
    Pagination pagination;
};
struct RunnersNamesResponse {
    std::vector<QString> names;
    Pagination pagination;
};
struct Envoy {
    QString envoyKey;
    QString namespaceId;
    QString datacenter;
    QString poolName;
    std::uint32_t version = 0;
    std::uint64_t slotCount = 0; ///< Running actors, not capacity.
    Instant createTs;
    std::optional<Instant> stopTs;
    Instant lastPingTs;
    std::optional<Instant> lastConnectedTs;
    std::uint32_t lastRtt = 0; ///< Milliseconds.
    std::optional<QJsonObject> metadata;

    friend bool operator==(const Envoy &, const Envoy &) = default;
};
struct EnvoysListResponse {
    std::vector<Envoy> envoys;
    Pagination pagination;
};

// --- Runner configurations ---

/// Settings of a pool whose processes connect by themselves. Defaults stand for absent fields.
struct NormalPool {
    bool drainOnVersionUpgrade = true;
    std::int64_t actorEvictionDelay = 0;  ///< Seconds.
    std::int64_t actorEvictionPeriod = 0; ///< Seconds.
    double actorEvictionRate = 1.0;

    friend bool operator==(const NormalPool &, const NormalPool &) = default;
};
/// Settings of a pool that the engine starts by HTTP.
struct ServerlessPool {
    QString url;
    std::map<QString, QString> headers;
    std::int64_t requestLifespan = 0;                ///< Seconds.
    std::optional<std::int64_t> maxConcurrentActors; ///< Absent if none; the engine's answer has it.
    std::int64_t drainGracePeriod = 1800;            ///< Seconds.
    std::int64_t slotsPerRunner = 1;
    std::int64_t minRunners = 0;
    std::int64_t maxRunners = 1000;
    std::int64_t runnersMargin = 0;
    std::optional<std::int64_t> metadataPollInterval; ///< Milliseconds; absent if none.
    bool drainOnVersionUpgrade = true;
    std::int64_t actorEvictionDelay = 0;  ///< Seconds.
    std::int64_t actorEvictionPeriod = 0; ///< Seconds.
    double actorEvictionRate = 1.0;

    friend bool operator==(const ServerlessPool &, const ServerlessPool &) = default;
};
/// A pool in one datacenter, as the engine reports it.
struct RunnerConfig {
    std::variant<NormalPool, ServerlessPool> kind;
    std::optional<QJsonValue> metadata; ///< Absent if none.
    std::optional<std::uint16_t> protocolVersion;
    std::optional<QJsonValue> runnerPoolError; ///< Absent if none.

    friend bool operator==(const RunnerConfig &, const RunnerConfig &) = default;
};
struct RunnerConfigDatacenters {
    std::map<QString, RunnerConfig> datacenters; ///< By datacenter name.

    friend bool operator==(const RunnerConfigDatacenters &, const RunnerConfigDatacenters &) = default;
};
struct RunnerConfigsListResponse {
    std::map<QString, RunnerConfigDatacenters> runnerConfigs; ///< By pool name.
    Pagination pagination;
};
/// A pool in one datacenter, as a client sets it.
struct RunnerConfigSettings {
    std::variant<NormalPool, ServerlessPool> kind;
    std::optional<QJsonValue> metadata; ///< Absent if none.
    std::optional<bool>
        drainOnVersionUpgrade; ///< Absent if none; the older place of the setting in the kind.
};
/// Replaces the pool's settings in all datacenters; one that is not listed loses them.
struct RunnerConfigsUpsertRequest {
    std::map<QString, RunnerConfigSettings> datacenters;
};
struct RunnerConfigsUpsertResponse {
    bool endpointConfigChanged = false;
};

} // namespace rove::manager
