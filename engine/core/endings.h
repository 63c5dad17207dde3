// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/commands.h"
#include "engine/core/crashpolicy.h"
#include "engine/core/outbox.h"
#include "engine/core/placement.h"
#include "engine/core/policy.h"
#include "engine/core/serverlessrequests.h"

#include <QtCore/QJsonValue>

#include <vector>

namespace rove::core {

/// Why a host no longer has an actor that it was given.
enum class Loss { ConnectionLost, NoResponse, DrainingTimeout };

/// What becomes of an actor when a stay on a host ends, and of one that ends for good (spec/engine-api.md 3.5
/// and 3.6). The core owns it.
class Endings {
public:
    Endings(const Policy &policy, ActorTable &actors, ServerlessRequests &requests, Outbox &outbox,
            Commands &commands, Placement &placement);

    /// It is not on its host any more; an undefined error leaves the one that it has.
    void end(Instant now, ActorEntry &entry, Ending ending, const QJsonValue &error);
    /// The same where nobody has said so.
    void lose(Instant now, ActorEntry &entry, Loss loss);
    /// It never got to its host, so nothing has happened that its crash policy could judge: it looks for
    /// another, unless it was to end as soon as it had started.
    void requeue(Instant now, ActorEntry &entry);
    /// The actor is gone for good.
    void finish(Instant now, ActorEntry &entry);
    /// Its data has yet to be erased.
    void erase(const ActorEntry &entry) { m_finished.push_back(entry.actor.id); }
    /// Erases the data of actors that are gone; after each step, and before its rows are flushed.
    void settle();

private:
    [[nodiscard]] Verdict verdictOn(const ActorEntry &entry, Ending ending) const;
    void sleepUnlessWanted(Instant now, ActorEntry &entry, const Stay &ended);
    /// The request that started it, if one did: it is of no use any more, and what comes of it is stopped.
    void endRequest(Instant now, const ActorEntry &entry, Ending ending);

    const Policy &m_policy;
    ActorTable &m_actors;
    ServerlessRequests &m_requests;
    Outbox &m_outbox;
    Commands &m_commands;
    Placement &m_placement;
    std::vector<ActorId> m_finished;
};

/// The API's `error` of an actor that was lost (spec/engine-api.md 1.8).
[[nodiscard]] QJsonValue lossError(const Actor &actor, Loss loss);

} // namespace rove::core
