// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/commands.h"

#include <utility>

namespace rove::core {

Commands::Commands(const Policy &policy, ActorTable &actors, const PoolTable &pools,
                   ServerlessRequests &requests, Outbox &outbox)
    : m_policy(policy)
    , m_actors(actors)
    , m_pools(pools)
    , m_requests(requests)
    , m_outbox(outbox)
{}

void Commands::start(ActorEntry &entry)
{
    m_outbox.changed(entry.actor.id);
    m_outbox.whenStored(CommandStored{entry.actor.id, entry.actor.generation, entry.stay.commandIndex});
}

void Commands::stop(ActorEntry &entry, ActorState state, StopReason reason)
{
    if (entry.state == ActorState::Running)
        m_outbox.announce(entry, ActorPhase::Stopping);
    m_actors.setState(entry, state);
    entry.actor.connectableTs.reset();
    entry.stay.afterStart = AfterStart::Run;
    entry.stay.stopReason = reason;
    ++entry.stay.commandIndex;
    m_outbox.changed(entry.actor.id);
    m_outbox.whenStored(CommandStored{entry.actor.id, entry.actor.generation, entry.stay.commandIndex});
}

void Commands::stored(Instant now, const CommandStored &command)
{
    ActorEntry &entry = *m_actors.find(command.actorId);
    if (!isActive(entry.state) || entry.actor.generation != command.generation ||
        entry.stay.commandIndex != command.commandIndex)
        return; // Overtaken by what happened while it was written.
    entry.stay.sentCommandIndex = command.commandIndex;
    if (command.commandIndex != entry.stay.startIndex) {
        m_actors.setState(entry, entry.state, now + m_policy.actorStopThreshold);
        return sendStop(entry);
    }
    m_actors.setState(entry, entry.state, now + m_policy.actorStartThreshold);
    if (entry.state == ActorState::Allocating)
        openRequest(now, entry);
    else
        sendStart(entry);
}

void Commands::repeat(const ActorEntry &entry)
{
    if (!entry.stay.isStartSent())
        return;
    if (entry.stay.lastEventIndex < 0 && !m_requests.findStart(entry.actor.id, entry.actor.generation))
        sendStart(entry);
    if (entry.stay.sentCommandIndex > entry.stay.startIndex)
        sendStop(entry);
}

void Commands::startAgain(Instant now, ActorEntry &entry)
{
    entry.stay.lastEventIndex = -1;
    if (std::exchange(entry.stay.wasReady, false))
        m_outbox.announce(entry, ActorPhase::Stopped);
    entry.stay.commandIndex = entry.stay.startIndex;
    entry.stay.sentCommandIndex = entry.stay.startIndex;
    entry.actor.connectableTs.reset();
    m_actors.setState(entry, ActorState::Starting, now + m_policy.actorStartThreshold);
    m_outbox.changed(entry.actor.id);
    sendStart(entry);
}

void Commands::giveUp(const QString &envoyKey, const ActorEntry &entry)
{
    giveUp(envoyKey, entry.actor.id, entry.actor.generation, entry.stay.commandIndex);
}

void Commands::giveUp(const QString &envoyKey, ActorId actorId, std::uint32_t generation,
                      std::int64_t lastCommandIndex)
{
    m_outbox.now(StopActor{.envoyKey = envoyKey,
                           .actorId = actorId,
                           .generation = generation,
                           .commandIndex = lastCommandIndex + 1,
                           .reason = StopReason::Lost});
}

void Commands::close(ServerlessRequest &request)
{
    if (std::exchange(request.isClosed, true))
        return;
    m_requests.setDue(request, std::nullopt);
    m_outbox.now(CloseServerlessRequest{request.id});
}

void Commands::sendStart(const ActorEntry &entry)
{
    m_outbox.now(StartActor{.envoyKey = entry.actor.envoyKey,
                            .actorId = entry.actor.id,
                            .generation = entry.actor.generation,
                            .commandIndex = entry.stay.startIndex});
}

void Commands::sendStop(const ActorEntry &entry)
{
    m_outbox.now(StopActor{.envoyKey = entry.actor.envoyKey,
                           .actorId = entry.actor.id,
                           .generation = entry.actor.generation,
                           .commandIndex = entry.stay.sentCommandIndex,
                           .reason = entry.stay.stopReason});
}

void Commands::openRequest(Instant now, const ActorEntry &entry)
{
    const PoolName pool{entry.actor.namespaceId, entry.actor.pool};
    const PoolEntry *known = m_pools.find(pool);
    if (!known || !known->isServerless())
        return; // The configuration went while this was written; nobody will start it, and its time runs.
    const ServerlessSettings &settings = *known->settings->serverless;
    const ServerlessStart start{.actorId = entry.actor.id,
                                .generation = entry.actor.generation,
                                .commandIndex = entry.stay.startIndex};
    const ServerlessRequest &request =
        m_requests.add({.pool = pool,
                        .start = start,
                        .endpoint = settings.endpoint,
                        .dueAt = now + settings.timeUntilDrain(settings.drainGracePeriod)});
    m_outbox.now(OpenServerlessRequest{
        .id = request.id, .namespaceId = pool.namespaceId, .pool = pool.pool, .start = start});
}

} // namespace rove::core
