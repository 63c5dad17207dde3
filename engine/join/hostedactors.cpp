// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/hostedactors.h"

#include <algorithm>
#include <variant>

namespace rove::join {

using namespace envoy::v8;
using namespace Qt::StringLiterals;

namespace {

const ActorStateStopped *stopIn(const EventWrapper &event)
{
    const auto *update = std::get_if<ActorStateUpdate>(&event.inner);
    return update ? std::get_if<ActorStateStopped>(&update->state) : nullptr;
}

} // namespace

const HostedActors::Actor *HostedActors::find(const Checkpoint &checkpoint) const
{
    const auto found = m_actors.find(checkpoint.actorId);
    return found != m_actors.end() && found->second.generation == checkpoint.generation ? &found->second
                                                                                        : nullptr;
}

void HostedActors::note(const Commands &commands)
{
    for (const CommandWrapper &command : commands.commands) {
        const Checkpoint &checkpoint = command.checkpoint;
        const auto known = m_actors.find(checkpoint.actorId);
        const bool isStart = std::holds_alternative<CommandStartActor>(command.inner);
        if (isStart && (known == m_actors.end() || known->second.generation < checkpoint.generation))
            m_actors.insert_or_assign(checkpoint.actorId, Actor{.generation = checkpoint.generation,
                                                                .commandIndex = checkpoint.index});
        else if (!isStart && find(checkpoint))
            known->second = {.generation = checkpoint.generation,
                             .commandIndex = std::max(checkpoint.index, known->second.commandIndex),
                             .isToStop = true};
    }
}

void HostedActors::note(const Events &events)
{
    for (const EventWrapper &event : events.events) {
        if (!find(event.checkpoint))
            continue;
        if (stopIn(event))
            m_actors.erase(event.checkpoint.actorId);
        else if (std::holds_alternative<ActorIntent>(event.inner))
            m_actors.at(event.checkpoint.actorId).isToStop = true;
    }
}

Commands HostedActors::lostStops() const
{
    Commands stops;
    for (const auto &[actorId, actor] : m_actors)
        stops.commands.push_back({.checkpoint = {.actorId = actorId,
                                                 .generation = actor.generation,
                                                 .index = actor.commandIndex + 1},
                                  .inner = CommandStopActor{.reason = StopReason::Lost}});
    return stops;
}

void HostedActors::protect(Events &events) const
{
    for (EventWrapper &event : events.events) {
        const Actor *actor = find(event.checkpoint);
        const ActorStateStopped *stopped = stopIn(event);
        if (actor && !actor->isToStop && stopped && stopped->code == StopCode::Ok)
            event.inner = ActorStateUpdate{
                .state = ActorStateStopped{.code = StopCode::Error,
                                           .message = u"The process that hosted the actor ended."_s}};
    }
}

} // namespace rove::join
