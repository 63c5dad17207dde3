// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/effect.h"
#include "engine/core/records.h"
#include "engine/core/serverlessfault.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <cstdint>
#include <map>
#include <optional>
#include <variant>

/// What goes into the core. Values only.
namespace rove::core {

// --- Requests of the manager API and the gateway ---

struct CreateNamespace {
    Ticket ticket{};
    QString name;
    QString displayName;
};

enum class IfExists { Fail, Return };

struct CreateActor {
    Ticket ticket{};
    NamespaceId namespaceId;
    QString name;
    std::optional<QString> key;
    std::optional<QByteArray> input;
    QString pool;
    CrashPolicy crashPolicy = CrashPolicy::Sleep;
    IfExists ifExists = IfExists::Fail;
};

struct DestroyActor {
    Ticket ticket{};
    NamespaceId namespaceId;
    ActorId actorId;
};

/// The gateway has traffic for an actor. No reply: its `ActorChanged` tells.
struct WakeActor {
    ActorId actorId;
};

struct SleepActor {
    Ticket ticket{};
    NamespaceId namespaceId;
    ActorId actorId;
};

struct RescheduleActor {
    Ticket ticket{};
    NamespaceId namespaceId;
    ActorId actorId;
};

/// Replaces a pool's configuration; none deletes it.
struct PutRunnerConfig {
    Ticket ticket{};
    NamespaceId namespaceId;
    QString pool;
    std::optional<RunnerConfig> config;
};

// --- Hosts of actors ---

/// A host has connected, for the first time or again. Under a key that is known it is the same host, with the
/// same actors, whether its connection broke before or a second one has replaced it (spec/engine-api.md 4.3);
/// commands that it has not shown to know are repeated. Under any other key, or with older code, it is a new
/// one.
struct EnvoyJoined {
    QString envoyKey; ///< Of a runner the `runnerHostKey`.
    NamespaceId namespaceId;
    QString pool;
    std::uint32_t version = 0;
    bool takesAnnouncedOnly = false; ///< It gets no actor of a name that it has not announced.
    HostKind kind = HostKind::Envoy;
    QString runnerKey;                       ///< Of a runner: what it calls itself.
    std::optional<std::uint32_t> totalSlots; ///< Of a runner: how many actors it takes at a time.
    std::uint16_t protocolVersion = 8;       ///< Of an envoy; 8 is that of the runtime in this process.
};

struct EnvoyDescribed {
    QString envoyKey;
    std::map<QString, QJsonObject> actorNames;
    std::optional<QJsonObject> metadata;
};

/// A sign of life. Those that give none get no actors after `Policy::envoyEligibleThreshold` and are lost
/// after `Policy::envoyLostThreshold`.
struct EnvoyPonged {
    QString envoyKey;
    std::chrono::milliseconds roundTrip{};
};

/// It takes no more actors and wants those it has moved away.
struct EnvoyStopping {
    QString envoyKey;
};

/// The process behind a runner's key is another one than before: none of the actors are there, and they are
/// started again with the generations that they had. Clients of the runner protocol do not say so; what tells
/// is that a runner that came back does not repeat the events that were not acknowledged.
struct EnvoyRestarted {
    QString envoyKey;
};

/// Its connection broke. It keeps its actors and gets no others until it joins again, or until the core gives
/// it up.
struct EnvoyDisconnected {
    QString envoyKey;
};

/// It is gone and does not come back.
struct EnvoyLeft {
    QString envoyKey;
};

struct ActorRunning {};
struct ActorStopped {
    bool ok = true;
    std::optional<QString> message;
};
struct ActorWantsSleep {};
struct ActorWantsStop {};
struct ActorAlarm {
    std::optional<Instant> at;
};
using ActorNews = std::variant<ActorRunning, ActorStopped, ActorWantsSleep, ActorWantsStop, ActorAlarm>;

/// What an envoy says of one of its actors. Ignored for another generation, or an index not above the last
/// one.
struct ActorReported {
    QString envoyKey;
    ActorId actorId;
    std::uint32_t generation = 0;
    std::int64_t index = 0;
    ActorNews news;
};

/// An envoy has acknowledged the start of an actor. Needed only for an actor that was started by a request to
/// a serverless platform: this is how the core learns which envoy has it, before the actor says anything.
/// Ignored for any other.
struct ActorTaken {
    QString envoyKey;
    ActorId actorId;
    std::uint32_t generation = 0;
};

// --- Serverless platforms (spec/engine-api.md 4.7, spec/runner-envoy.md 6) ---

/// What `GET {url}/metadata` of a serverless pool has answered. The shell asks when `PoolConfigured` says so
/// and then as often as the pool's `metadata_poll_interval` says. The core opens no request before the first
/// answer: only that tells which protocol the platform speaks.
struct ServerlessDescribed {
    NamespaceId namespaceId;
    QString pool;
    std::uint32_t version = 0; ///< Of the code; hosts of an older version are drained.
    /// The envoy protocol it speaks; none: it speaks the runner protocol.
    std::optional<std::uint16_t> envoyProtocolVersion;
    std::map<QString, QJsonObject> actorNames;
};

/// The platform could not be asked, or it made no sense.
struct ServerlessUnreachable {
    NamespaceId namespaceId;
    QString pool;
    ServerlessFault fault;
};

/// Over a request for a runner came the id that the runner got when it connected: the core knows now which
/// runner lives as long as this request.
struct ServerlessRunnerNamed {
    ServerlessRequestId id{};
    RunnerId runnerId;
};

/// A request is over: ended by the platform, by what went wrong, or after `CloseServerlessRequest`.
struct ServerlessRequestEnded {
    ServerlessRequestId id{};
    /// None if it ended as it should: the envoy said `stopping`, or the engine closed it.
    std::optional<ServerlessFault> fault;
};

// --- The shell ---

struct Stored {
    WriteId id{};
};

/// `nextWake()` has come.
struct TimePassed {};

using Event =
    std::variant<CreateNamespace, CreateActor, DestroyActor, WakeActor, SleepActor, RescheduleActor,
                 PutRunnerConfig, EnvoyJoined, EnvoyDescribed, EnvoyPonged, EnvoyStopping, EnvoyRestarted,
                 EnvoyDisconnected, EnvoyLeft, ActorReported, ActorTaken, ServerlessDescribed,
                 ServerlessUnreachable, ServerlessRunnerNamed, ServerlessRequestEnded, Stored, TimePassed>;

} // namespace rove::core
