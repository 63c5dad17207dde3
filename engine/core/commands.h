// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/effect.h"
#include "engine/core/outbox.h"
#include "engine/core/policy.h"
#include "engine/core/pooltable.h"
#include "engine/core/serverlessrequests.h"

namespace rove::core {

/// What hosts are told to do with actors. The core owns it.
///
/// A command waits in the outbox until the decision behind it is durable, so a generation that once started
/// is never handed out a second time. Until then the actor's state has changed and its deadline has not
/// begun.
class Commands {
public:
    Commands(const Policy &policy, ActorTable &actors, const PoolTable &pools, ServerlessRequests &requests,
             Outbox &outbox);

    /// The actor's new generation is to start, on its host or by a request.
    void start(ActorEntry &entry);
    /// The actor is to stop, and is in `state` from now on.
    void stop(ActorEntry &entry, ActorState state, StopReason reason);
    /// The decision is durable: the command leaves, unless something has overtaken it.
    void stored(Instant now, const CommandStored &command);
    /// Says again what the host may not have heard on an older connection; it ignores by their indices those
    /// that it has. A start is said again only if the host has shown no sign of it: runners do not notice
    /// that they have started the actor already (spec/runner-envoy.md 3.2).
    void repeat(const ActorEntry &entry);
    /// The host is another process than before: the same start again, whatever was heard from it.
    void startAgain(Instant now, ActorEntry &entry);
    /// Tells the host to stop what the core has given up, in case it is only slow: the next generation must
    /// not meet this one.
    void giveUp(const QString &envoyKey, const ActorEntry &entry);
    /// The same for a generation that is long past; it was told no more than `lastCommandIndex`.
    void giveUp(const QString &envoyKey, ActorId actorId, std::uint32_t generation,
                std::int64_t lastCommandIndex);
    /// Has the shell end a request, once.
    void close(ServerlessRequest &request);

private:
    void sendStart(const ActorEntry &entry);
    void sendStop(const ActorEntry &entry);
    void openRequest(Instant now, const ActorEntry &entry);

    const Policy &m_policy;
    ActorTable &m_actors;
    const PoolTable &m_pools;
    ServerlessRequests &m_requests;
    Outbox &m_outbox;
};

} // namespace rove::core
