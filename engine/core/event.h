// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"
#include "protocol/base/batch.h"
#include "protocol/base/error.h"
#include "protocol/base/id.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <cstdint>
#include <map>
#include <optional>
#include <variant>
#include <vector>

/// What goes into the core and what comes out of it. Values only.
namespace rove::core {

/// Ties a request to its one `Reply`. Chosen by the caller, unique among its open requests.
enum class Ticket : std::uint64_t {};
/// Ties a `Persist` to the `Stored` that says it is durable.
enum class WriteId : std::uint64_t {};

// --- Events: requests of the manager API and the gateway ---

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

// --- Events: envoys ---

struct EnvoyJoined {
    QString envoyKey;
    NamespaceId namespaceId;
    QString pool;
    std::uint32_t version = 0;
    bool takesAnnouncedOnly = false; ///< It gets no actor of a name that it has not announced.
};

struct EnvoyDescribed {
    QString envoyKey;
    std::map<QString, QJsonObject> actorNames;
    std::optional<QJsonObject> metadata;
};

struct EnvoyPonged {
    QString envoyKey;
    std::chrono::milliseconds roundTrip{};
};

/// It takes no more actors and wants those it has moved away.
struct EnvoyStopping {
    QString envoyKey;
};

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

// --- Events: the shell ---

struct Stored {
    WriteId id{};
};

/// `nextWake()` has come.
struct TimePassed {};

using Event = std::variant<CreateNamespace, CreateActor, DestroyActor, WakeActor, SleepActor, RescheduleActor,
                           PutRunnerConfig, EnvoyJoined, EnvoyDescribed, EnvoyPonged, EnvoyStopping,
                           EnvoyLeft, ActorReported, Stored, TimePassed>;

// --- Effects ---

/// Make this durable, then answer with `Stored{id}`.
struct Persist {
    WriteId id{};
    Batch batch;
};

/// Remove all that the actor itself has stored. Ordered with the `Persist` effects around it.
struct EraseActorData {
    ActorId actorId;
};

struct StartActor {
    QString envoyKey;
    ActorId actorId;
    std::uint32_t generation = 0;
    std::int64_t commandIndex = 0;
};

enum class StopReason { SleepIntent, StopIntent, Destroy, GoingAway, Lost };

struct StopActor {
    QString envoyKey;
    ActorId actorId;
    std::uint32_t generation = 0;
    std::int64_t commandIndex = 0;
    StopReason reason = StopReason::StopIntent;
};

struct NamespaceCreated {
    NamespaceId namespaceId;
};
struct ActorCreated {
    ActorId actorId;
    bool created = true; ///< False if it existed and `IfExists::Return` was asked.
};
struct RunnerConfigPut {
    bool endpointChanged = false;
};
struct Done {};
using Answer = std::variant<Done, NamespaceCreated, ActorCreated, RunnerConfigPut>;

/// The one answer to a request; what it promises is durable.
struct Reply {
    Ticket ticket{};
    Result<Answer> answer;
};

enum class ActorPhase {
    Ready,     ///< Takes requests now.
    Stopped,   ///< Left its envoy: asleep, crashed or moving; may be woken.
    Failed,    ///< Could not be placed or started this time; the record says why.
    Destroyed, ///< Gone for good.
};

struct ActorChanged {
    ActorId actorId;
    std::uint32_t generation = 0;
    ActorPhase phase = ActorPhase::Ready;
};

using Effect = std::variant<Persist, EraseActorData, StartActor, StopActor, Reply, ActorChanged>;

} // namespace rove::core
