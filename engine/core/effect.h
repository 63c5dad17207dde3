// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"
#include "protocol/base/batch.h"
#include "protocol/base/error.h"
#include "protocol/base/id.h"

#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <variant>

/// What comes out of the core, to be carried out in order. Values only.
namespace rove::core {

/// Ties a request to its one `Reply`. Chosen by the caller, unique among its open requests.
enum class Ticket : std::uint64_t {};
/// Ties a `Persist` to the `Stored` that says it is durable.
enum class WriteId : std::uint64_t {};
/// Ties an `OpenServerlessRequest` to what becomes of it. Never used twice by one engine.
enum class ServerlessRequestId : std::uint64_t {};

/// Make this durable, then answer with `Stored{id}`.
struct Persist {
    WriteId id{};
    Batch batch;
};

/// Remove all that the actor itself has stored. Ordered with the `Persist` effects around it.
struct EraseActorData {
    ActorId actorId;
};

// --- To hosts of actors ---

/// A runner acknowledges it with the first event of the generation; it must hear it once only
/// (spec/runner-envoy.md 3.2).
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

enum class ReleaseReason {
    Drained, ///< Close with 1000 `ws.eviction`; clients do not come back after that.
    Lost,    ///< It gave no sign of life; close what may be left as after a missing pong.
};

/// The core has done with a host, which has no actors any more. Close its connection, if it has one, and
/// forget it; no `EnvoyLeft` is needed. Whoever joins under its key from now on is another host.
struct ReleaseEnvoy {
    QString envoyKey;
    ReleaseReason reason = ReleaseReason::Drained;
};

// --- To serverless platforms ---

/// The start of an actor that an `OpenServerlessRequest` carries.
struct ServerlessStart {
    ActorId actorId;
    std::uint32_t generation = 0;
    std::int64_t commandIndex = 0;
};

/// Open a request to the platform of the pool, with the `url` and `headers` that its configuration has now
/// (spec/runner-envoy.md 6), and keep it open until the platform ends it or `CloseServerlessRequest` comes.
/// Each is answered by one `ServerlessRequestEnded`, whatever happens.
///
/// With a `start` it is a POST that brings this one command to an envoy; the envoy then connects, or is
/// connected already, and takes the actor over its socket. Without, it is a GET that makes the platform start
/// one runner of `slotCount` slots, which connects and whose id the answer names.
struct OpenServerlessRequest {
    ServerlessRequestId id{};
    NamespaceId namespaceId;
    QString pool;
    std::optional<ServerlessStart> start;
    std::uint32_t slotCount = 0;
};

/// End a request that is open. Nothing happens if it has ended already.
struct CloseServerlessRequest {
    ServerlessRequestId id{};
};

/// The configuration of a pool was put, replaced or deleted, and that is durable; also for each pool after a
/// restart. The shell looks at `Engine::runnerConfigs` and starts, moves or ends the polling of metadata.
struct PoolConfigured {
    NamespaceId namespaceId;
    QString pool;
};

// --- To callers ---

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
    Stopping,  ///< Takes no more; was told to stop and has not left its envoy yet.
    Stopped,   ///< Left its envoy: asleep, crashed or moving; may be woken.
    Failed,    ///< Could not be placed or started this time; the record says why.
    Destroyed, ///< Gone for good.
};

struct ActorChanged {
    ActorId actorId;
    std::uint32_t generation = 0;
    ActorPhase phase = ActorPhase::Ready;
};

using Effect =
    std::variant<Persist, EraseActorData, StartActor, StopActor, ReleaseEnvoy, OpenServerlessRequest,
                 CloseServerlessRequest, PoolConfigured, Reply, ActorChanged>;

} // namespace rove::core
