// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/runner/steps.h"

#include "protocol/bare/step.h"

#include <algorithm>
#include <utility>

namespace rove::runner::steps {

using bare::step;

namespace {

template <class To, class From, class Change>
std::vector<To> each(std::vector<From> from, Change change)
{
    std::vector<To> to;
    to.reserve(from.size());
    for (From &item : from)
        to.push_back(change(std::move(item)));
    return to;
}

template <class To, class From>
To tunnel(From &&message)
{
    return {.messageId = message.messageId,
            .messageKind = step<decltype(To::messageKind)>(std::forward<From>(message).messageKind)};
}

std::optional<std::int64_t> lastIndex(const std::vector<v4::Checkpoint> &checkpoints)
{
    if (checkpoints.empty())
        return std::nullopt;
    return std::ranges::max(checkpoints, {}, &v4::Checkpoint::index).index;
}

v4::Checkpoint withoutGeneration(v7::Checkpoint &&checkpoint)
{
    return {.actorId = std::move(checkpoint.actorId), .index = checkpoint.index};
}

// --- Events: versions 3 and 4 to 5 and back ---

v7::Events newerEvents(std::vector<v4::EventWrapper> events)
{
    using To = envoy::v8::Event;
    const auto newer = [](v4::EventWrapper &&event) {
        const auto generation = std::visit([](const auto &known) { return known.generation; }, event.inner);
        return envoy::v8::EventWrapper{
            .checkpoint = {.actorId = std::move(event.checkpoint.actorId),
                           .generation = generation,
                           .index = event.checkpoint.index},
            .inner = step<To>(
                std::move(event.inner),
                [](v4::ActorIntent &&intent) -> To { return envoy::v8::ActorIntent{intent.intent}; },
                [](v4::ActorStateUpdate &&update) -> To {
                    return envoy::v8::ActorStateUpdate{std::move(update.state)};
                },
                [](v4::ActorSetAlarm &&alarm) -> To { return envoy::v8::ActorSetAlarm{alarm.alarmTs}; })};
    };
    return {each<envoy::v8::EventWrapper>(std::move(events), newer)};
}

v4::EventWrapper olderEvent(envoy::v8::EventWrapper &&event)
{
    using To = v4::Event;
    const v7::Checkpoint &of = event.checkpoint;
    auto inner = step<To>(
        std::move(event.inner),
        [&](envoy::v8::ActorIntent &&intent) -> To {
            return v4::ActorIntent{
                .actorId = of.actorId, .generation = of.generation, .intent = intent.intent};
        },
        [&](envoy::v8::ActorStateUpdate &&update) -> To {
            return v4::ActorStateUpdate{
                .actorId = of.actorId, .generation = of.generation, .state = std::move(update.state)};
        },
        [&](envoy::v8::ActorSetAlarm &&alarm) -> To {
            return v4::ActorSetAlarm{
                .actorId = of.actorId, .generation = of.generation, .alarmTs = alarm.alarmTs};
        });
    return {.checkpoint = withoutGeneration(std::move(event.checkpoint)), .inner = std::move(inner)};
}

// --- Commands: versions 3 and 4 to 5 and back ---

v7::CommandWrapper newerCommand(v4::CommandWrapper &&command)
{
    using To = v7::Command;
    const auto generation = std::visit([](const auto &known) { return known.generation; }, command.inner);
    return {.checkpoint = {.actorId = std::move(command.checkpoint.actorId),
                           .generation = generation,
                           .index = command.checkpoint.index},
            .inner = step<To>(
                std::move(command.inner),
                [](v4::CommandStartActor &&start) -> To {
                    return v7::CommandStartActor{.config = std::move(start.config),
                                                 .hibernatingRequests = std::move(start.hibernatingRequests)};
                },
                [](v4::CommandStopActor &&) -> To { return v7::CommandStopActor{}; })};
}

v4::CommandWrapper olderCommand(v7::CommandWrapper &&command)
{
    using To = v4::Command;
    const std::uint32_t generation = command.checkpoint.generation;
    return {.checkpoint = withoutGeneration(std::move(command.checkpoint)),
            .inner = step<To>(
                std::move(command.inner),
                [&](v7::CommandStartActor &&start) -> To {
                    return v4::CommandStartActor{.generation = generation,
                                                 .config = std::move(start.config),
                                                 .hibernatingRequests = std::move(start.hibernatingRequests)};
                },
                [&](v7::CommandStopActor &&) -> To { return v4::CommandStopActor{generation}; })};
}

v4::CommandWrapper newerCommand(v3::CommandWrapper &&command)
{
    using To = v4::Command;
    QString actorId = std::visit([](const auto &known) { return known.actorId; }, command.inner);
    return {.checkpoint = {.actorId = std::move(actorId), .index = command.index},
            .inner = step<To>(
                std::move(command.inner),
                [](v3::CommandStartActor &&start) -> To {
                    return v4::CommandStartActor{.generation = start.generation,
                                                 .config = std::move(start.config),
                                                 .hibernatingRequests = std::move(start.hibernatingRequests)};
                },
                [](v3::CommandStopActor &&stop) -> To { return v4::CommandStopActor{stop.generation}; })};
}

v3::Command olderCommand(v4::CommandWrapper &&command)
{
    using To = v3::Command;
    QString &actorId = command.checkpoint.actorId;
    return step<To>(
        std::move(command.inner),
        [&](v4::CommandStartActor &&start) -> To {
            return v3::CommandStartActor{.actorId = std::move(actorId),
                                         .generation = start.generation,
                                         .config = std::move(start.config),
                                         .hibernatingRequests = std::move(start.hibernatingRequests)};
        },
        [&](v4::CommandStopActor &&stop) -> To {
            return v3::CommandStopActor{.actorId = std::move(actorId), .generation = stop.generation};
        });
}

} // namespace

// --- Runner to engine ---

std::optional<v4::ToServer> toV4(v3::ToServer message)
{
    using To = std::optional<v4::ToServer>;
    return step<To>(
        std::move(message),
        [](v3::ToServerInit &&init) -> To {
            return v4::ToServerInit{.name = std::move(init.name),
                                    .version = init.version,
                                    .totalSlots = init.totalSlots,
                                    .prepopulateActorNames = std::move(init.prepopulateActorNames),
                                    .metadata = std::move(init.metadata)};
        },
        [](v3::Events &&events) -> To {
            const auto newer = [](v3::EventWrapper &&event) {
                QString actorId = std::visit([](const auto &known) { return known.actorId; }, event.inner);
                return v4::EventWrapper{.checkpoint = {.actorId = std::move(actorId), .index = event.index},
                                        .inner = std::move(event.inner)};
            };
            return v4::Events{each<v4::EventWrapper>(std::move(events.events), newer)};
        },
        [](v3::AckCommands &&) -> To { return std::nullopt; },
        [](v3::Ping &&ping) -> To { return v4::Pong{ping.ts}; },
        [](v3::ToServerTunnelMessage &&from) -> To {
            if (std::holds_alternative<v3::DeprecatedTunnelAck>(from.messageKind))
                return std::nullopt;
            using Kind = envoy::v6::ToRivetTunnelKind;
            return v4::ToServerTunnelMessage{
                .messageId = from.messageId,
                .messageKind = step<Kind>(std::move(from.messageKind),
                                          [](v3::DeprecatedTunnelAck &&) -> Kind { std::unreachable(); })};
        });
}

std::optional<v5::ToServer> toV5(v4::ToServer message)
{
    using To = std::optional<v5::ToServer>;
    return step<To>(
        std::move(message), [](v4::Events &&events) -> To { return newerEvents(std::move(events.events)); },
        [](v4::AckCommands &&) -> To { return std::nullopt; });
}

v7::ToServer toV7(v6::ToServer message)
{
    using To = v7::ToServer;
    return step<To>(std::move(message), [](v6::KvRequest &&request) -> To {
        return v7::KvRequest{.actorId = std::move(request.actorId),
                             .requestId = request.requestId,
                             .data = step<envoy::v8::KvRequestData>(std::move(request.data))};
    });
}

std::optional<v6::ToServer> toV6(v7::ToServer message)
{
    using To = std::optional<v6::ToServer>;
    return step<To>(std::move(message), [](v7::KvRequest &&request) -> To {
        using Data = std::optional<v6::KvRequestData>;
        auto data = step<Data>(std::move(request.data),
                               [](envoy::v8::KvDeleteRangeRequest &&) -> Data { return std::nullopt; });
        if (!data)
            return std::nullopt;
        return v6::KvRequest{
            .actorId = std::move(request.actorId), .requestId = request.requestId, .data = *std::move(data)};
    });
}

v4::ToServer toV4(v5::ToServer message)
{
    using To = v4::ToServer;
    return step<To>(
        std::move(message),
        [](v7::Events &&events) -> To {
            return v4::Events{each<v4::EventWrapper>(std::move(events.events), olderEvent)};
        },
        [](v7::AckCommands &&acknowledgement) -> To {
            return v4::AckCommands{
                each<v4::Checkpoint>(std::move(acknowledgement.lastCommandCheckpoints), withoutGeneration)};
        });
}

std::optional<v3::ToServer> toV3(v4::ToServer message, std::int64_t &nextEvent)
{
    using To = std::optional<v3::ToServer>;
    return step<To>(
        std::move(message),
        [](v4::ToServerInit &&init) -> To {
            return v3::ToServerInit{.name = std::move(init.name),
                                    .version = init.version,
                                    .totalSlots = init.totalSlots,
                                    .lastCommandIdx = {},
                                    .prepopulateActorNames = std::move(init.prepopulateActorNames),
                                    .metadata = std::move(init.metadata)};
        },
        [&](v4::Events &&from) -> To {
            const auto older = [&](v4::EventWrapper &&event) {
                return v3::EventWrapper{.index = nextEvent++, .inner = std::move(event.inner)};
            };
            return v3::Events{each<v3::EventWrapper>(std::move(from.events), older)};
        },
        [](v4::AckCommands &&acknowledgement) -> To {
            return lastIndex(acknowledgement.lastCommandCheckpoints).transform([](std::int64_t last) {
                return v3::ToServer(v3::AckCommands{last});
            });
        },
        [](v4::Pong &&pong) -> To { return v3::Ping{pong.ts}; },
        [](v4::ToServerTunnelMessage &&from) -> To {
            return tunnel<v3::ToServerTunnelMessage>(std::move(from));
        });
}

// --- Engine to runner ---

std::optional<v4::ToClient> toV4(v3::ToClient message)
{
    using To = std::optional<v4::ToClient>;
    return step<To>(
        std::move(message),
        [](v3::ToClientInit &&init) -> To {
            return v4::ToClientInit{.runnerId = std::move(init.runnerId), .metadata = init.metadata};
        },
        [](v3::Close &&) -> To { return std::nullopt; },
        [](v3::Commands &&commands) -> To {
            const auto newer = [](v3::CommandWrapper &&command) { return newerCommand(std::move(command)); };
            return v4::Commands{each<v4::CommandWrapper>(std::move(commands.commands), newer)};
        },
        [](v3::AckEvents &&) -> To { return std::nullopt; },
        [](v3::ToClientTunnelMessage &&from) -> To {
            if (std::holds_alternative<v3::DeprecatedTunnelAck>(from.messageKind))
                return std::nullopt;
            using Kind = envoy::v6::ToEnvoyTunnelKind;
            return v4::ToClientTunnelMessage{
                .messageId = from.messageId,
                .messageKind = step<Kind>(std::move(from.messageKind),
                                          [](v3::DeprecatedTunnelAck &&) -> Kind { std::unreachable(); })};
        });
}

v5::ToClient toV5(v4::ToClient message)
{
    using To = v5::ToClient;
    return step<To>(
        std::move(message),
        [](v4::Commands &&commands) -> To {
            const auto newer = [](v4::CommandWrapper &&command) { return newerCommand(std::move(command)); };
            return v7::Commands{each<v7::CommandWrapper>(std::move(commands.commands), newer)};
        },
        [](v4::AckEvents &&acknowledgement) -> To {
            const auto newer = [](v4::Checkpoint &&last) {
                return v7::Checkpoint{
                    .actorId = std::move(last.actorId), .generation = 0, .index = last.index};
            };
            return v7::AckEvents{
                each<v7::Checkpoint>(std::move(acknowledgement.lastEventCheckpoints), newer)};
        });
}

v6::ToClient toV6(v5::ToClient message)
{
    using To = v6::ToClient;
    return step<To>(std::move(message), [](v5::ToClientInit &&init) -> To {
        return v7::ToClientInit{.runnerId = std::move(init.runnerId),
                                .metadata = {.runnerLostThreshold = init.metadata.runnerLostThreshold,
                                             .actorStopThreshold = 0,
                                             .serverlessDrainGracePeriod = {}}};
    });
}

v5::ToClient toV5(v6::ToClient message)
{
    using To = v5::ToClient;
    return step<To>(std::move(message), [](v7::ToClientInit &&init) -> To {
        return v5::ToClientInit{.runnerId = std::move(init.runnerId),
                                .metadata = {.runnerLostThreshold = init.metadata.runnerLostThreshold}};
    });
}

v4::ToClient toV4(v5::ToClient message)
{
    using To = v4::ToClient;
    return step<To>(
        std::move(message),
        [](v7::Commands &&commands) -> To {
            const auto older = [](v7::CommandWrapper &&command) { return olderCommand(std::move(command)); };
            return v4::Commands{each<v4::CommandWrapper>(std::move(commands.commands), older)};
        },
        [](v7::AckEvents &&acknowledgement) -> To {
            return v4::AckEvents{
                each<v4::Checkpoint>(std::move(acknowledgement.lastEventCheckpoints), withoutGeneration)};
        });
}

std::optional<v3::ToClient> toV3(v4::ToClient message, std::int64_t &nextCommand)
{
    using To = std::optional<v3::ToClient>;
    return step<To>(
        std::move(message),
        [](v4::ToClientInit &&init) -> To {
            return v3::ToClientInit{
                .runnerId = std::move(init.runnerId), .lastEventIdx = -1, .metadata = init.metadata};
        },
        [&](v4::Commands &&from) -> To {
            const auto older = [&](v4::CommandWrapper &&command) {
                return v3::CommandWrapper{.index = nextCommand++, .inner = olderCommand(std::move(command))};
            };
            return v3::Commands{each<v3::CommandWrapper>(std::move(from.commands), older)};
        },
        [](v4::AckEvents &&acknowledgement) -> To {
            return lastIndex(acknowledgement.lastEventCheckpoints).transform([](std::int64_t last) {
                return v3::ToClient(v3::AckEvents{last});
            });
        },
        [](v4::ToClientTunnelMessage &&from) -> To {
            return tunnel<v3::ToClientTunnelMessage>(std::move(from));
        },
        [](v4::Ping &&) -> To { return std::nullopt; });
}

} // namespace rove::runner::steps
