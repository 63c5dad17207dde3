// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/runner/v5.h"

/// Runner protocol version 4: version 5 whose checkpoints have no generation; events and commands name it
/// themselves (spec/runner-envoy.md 2.2).
namespace rove::runner::v4 {

using v5::KvResponse;
using v5::Ping;
using v5::ToClientInit;
using v5::ToClientTunnelMessage;
using v6::KvRequest;
using v6::Pong;
using v6::Stopping;
using v6::ToServerInit;
using v6::ToServerTunnelMessage;
using v7::ActorConfig;
using v7::HibernatingRequest;

struct Checkpoint {
    QString actorId;
    std::int64_t index = 0;
};

// --- Events ---

struct ActorIntent {
    QString actorId;
    std::uint32_t generation = 0;
    envoy::v8::ActorIntentKind intent;
};
struct ActorStateUpdate {
    QString actorId;
    std::uint32_t generation = 0;
    envoy::v8::ActorState state;
};
struct ActorSetAlarm {
    QString actorId;
    std::uint32_t generation = 0;
    std::optional<std::int64_t> alarmTs; ///< Unix milliseconds; none clears the alarm.
};
using Event = std::variant<ActorIntent, ActorStateUpdate, ActorSetAlarm>;
struct EventWrapper {
    Checkpoint checkpoint;
    Event inner;
};
struct Events {
    std::vector<EventWrapper> events;
};
struct AckEvents {
    std::vector<Checkpoint> lastEventCheckpoints;
};

// --- Commands ---

struct CommandStartActor {
    std::uint32_t generation = 0;
    ActorConfig config;
    std::vector<HibernatingRequest> hibernatingRequests;
};
struct CommandStopActor {
    std::uint32_t generation = 0;
};
using Command = std::variant<CommandStartActor, CommandStopActor>;
struct CommandWrapper {
    Checkpoint checkpoint;
    Command inner;
};
struct Commands {
    std::vector<CommandWrapper> commands;
};
struct AckCommands {
    std::vector<Checkpoint> lastCommandCheckpoints;
};

using ToServer =
    std::variant<ToServerInit, Events, AckCommands, Stopping, Pong, KvRequest, ToServerTunnelMessage>;
using ToClient = std::variant<ToClientInit, Commands, AckEvents, KvResponse, ToClientTunnelMessage, Ping>;

} // namespace rove::runner::v4
