// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v6.h"

/// Runner protocol version 7, which rivetkit 2.2.1 speaks (spec/runner-envoy.md 2.1). The envoy protocol grew
/// out of it and kept its events, keys and values, and, up to version 6, its tunnel; those structs are taken
/// from there.
namespace rove::runner::v7 {

using envoy::v6::AckCommands;
using envoy::v6::AckEvents;
using envoy::v6::Events;
using envoy::v6::KvRequest;
using envoy::v6::KvResponse;
using envoy::v6::Ping;
using envoy::v6::Pong;
using envoy::v6::Stopping;
using envoy::v8::ActorConfig;
using envoy::v8::ActorNames;
using envoy::v8::Checkpoint;
using envoy::v8::HibernatingRequest;
using ToServerTunnelMessage = envoy::v6::ToRivetTunnelMessage;
using ToClientTunnelMessage = envoy::v6::ToEnvoyTunnelMessage;

// --- Runner to engine ---

/// The runner's first message.
struct ToServerInit {
    QString name; ///< Of the pool.
    std::uint32_t version = 0;
    std::uint32_t totalSlots = 0;
    std::optional<ActorNames> prepopulateActorNames;
    std::optional<QString> metadata; ///< JSON text.
};

using ToServer =
    std::variant<ToServerInit, Events, AckCommands, Stopping, Pong, KvRequest, ToServerTunnelMessage>;

// --- Engine to runner ---

struct ProtocolMetadata {
    std::int64_t runnerLostThreshold = 0; ///< Milliseconds, as those below.
    std::int64_t actorStopThreshold = 0;
    std::optional<std::int64_t> serverlessDrainGracePeriod; ///< None if the pool is not serverless.
};
struct ToClientInit {
    QString runnerId;
    ProtocolMetadata metadata;
};

struct CommandStartActor {
    ActorConfig config;
    std::vector<HibernatingRequest> hibernatingRequests;
};
struct CommandStopActor {};
using Command = std::variant<CommandStartActor, CommandStopActor>;
struct CommandWrapper {
    Checkpoint checkpoint;
    Command inner;
};
struct Commands {
    std::vector<CommandWrapper> commands;
};

using ToClient = std::variant<ToClientInit, Commands, AckEvents, KvResponse, ToClientTunnelMessage, Ping>;

} // namespace rove::runner::v7
