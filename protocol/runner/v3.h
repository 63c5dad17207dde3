// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/runner/v4.h"

/// Runner protocol version 3: version 4 with one sequence of events and one of commands a runner instead of
/// checkpoints, and with pings that the runner sends (spec/runner-envoy.md 2.2).
namespace rove::runner::v3 {

using v4::ActorConfig;
using v4::Event;
using v4::HibernatingRequest;
using v4::KvRequest;
using v4::KvResponse; // The time in a value's metadata is named otherwise.
using v4::Stopping;
using v5::ProtocolMetadata;
using v7::ActorNames;

// --- Runner to engine ---

struct ToServerInit {
    QString name; ///< Of the pool.
    std::uint32_t version = 0;
    std::uint32_t totalSlots = 0;
    std::optional<std::int64_t> lastCommandIdx;
    std::optional<ActorNames> prepopulateActorNames;
    std::optional<QString> metadata; ///< JSON text.
};
struct EventWrapper {
    std::int64_t index = 0;
    Event inner;
};
struct Events {
    std::vector<EventWrapper> events;
};
struct AckCommands {
    std::int64_t lastCommandIdx = 0;
};
struct Ping {
    std::int64_t ts = 0; ///< Unix milliseconds of the runner's clock.
};

/// Older protocols than this acknowledged each message; here nobody does.
struct DeprecatedTunnelAck {};
using ToServerTunnelKind =
    std::variant<DeprecatedTunnelAck, envoy::v6::ResponseStart, envoy::v6::ResponseChunk,
                 envoy::v6::ResponseAbort, envoy::v6::WebSocketOpened, envoy::v6::WebSocketMessage,
                 envoy::v6::WebSocketMessageAck, envoy::v6::ActorWebSocketClose>;
struct ToServerTunnelMessage {
    envoy::v6::MessageId messageId;
    ToServerTunnelKind messageKind;
};

using ToServer =
    std::variant<ToServerInit, Events, AckCommands, Stopping, Ping, KvRequest, ToServerTunnelMessage>;

// --- Engine to runner ---

struct ToClientInit {
    QString runnerId;
    std::int64_t lastEventIdx = -1; ///< -1 if there was none.
    ProtocolMetadata metadata;
};
struct Close {};

struct CommandStartActor {
    QString actorId;
    std::uint32_t generation = 0;
    ActorConfig config;
    std::vector<HibernatingRequest> hibernatingRequests;
};
struct CommandStopActor {
    QString actorId;
    std::uint32_t generation = 0;
};
using Command = std::variant<CommandStartActor, CommandStopActor>;
struct CommandWrapper {
    std::int64_t index = 0;
    Command inner;
};
struct Commands {
    std::vector<CommandWrapper> commands;
};
struct AckEvents {
    std::int64_t lastEventIdx = 0;
};

using ToClientTunnelKind = std::variant<DeprecatedTunnelAck, envoy::v6::RequestStart, envoy::v6::RequestChunk,
                                        envoy::v6::RequestAbort, envoy::v6::WebSocketOpen,
                                        envoy::v6::WebSocketMessage, envoy::v6::ClientWebSocketClose>;
struct ToClientTunnelMessage {
    envoy::v6::MessageId messageId;
    ToClientTunnelKind messageKind;
};

using ToClient = std::variant<ToClientInit, Close, Commands, AckEvents, KvResponse, ToClientTunnelMessage>;

} // namespace rove::runner::v3
