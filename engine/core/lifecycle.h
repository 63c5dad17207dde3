// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actortable.h"
#include "engine/core/crashpolicy.h"
#include "engine/core/envoytable.h"
#include "engine/core/outbox.h"
#include "engine/core/policy.h"

#include <optional>
#include <vector>

namespace rove::core {

/// The life of actors: from wish to envoy, from envoy to wherever its end leads (spec/engine-api.md 3.5
/// to 3.8, with the states of spec 3.7 and the crash policies of 3.6). The core owns it, beside the tables
/// that it works on.
///
/// What an envoy is told, and what a caller was promised, waits in the outbox until the decision behind it is
/// durable, so a generation that once started is never handed out a second time. What an envoy reports is
/// shown at once: the envoy is the witness, and after a crash of the engine the generation counts as lost in
/// any case.
class Lifecycle {
public:
    Lifecycle(const Policy &policy, ActorTable &actors, EnvoyTable &envoys, Outbox &outbox);

    /// First placement of a new actor.
    void begin(Instant now, ActorEntry &entry);
    /// Somebody has traffic for it.
    void wake(Instant now, ActorEntry &entry);
    void sleep(Instant now, ActorEntry &entry);
    void reschedule(ActorEntry &entry);
    /// Answers the ticket when the actor and its data are gone.
    void destroy(Instant now, ActorEntry &entry, Ticket ticket);

    void envoyJoined(Instant now, const Envoy &envoy);
    /// On a new connection: commands that may have been lost with the old one are sent again.
    void envoyRejoined(const EnvoyEntry &envoy);
    void envoyStopping(Instant now, const QString &envoyKey);
    void envoyLeft(Instant now, const QString &envoyKey);
    void report(Instant now, const ActorReported &report);

    void commandStored(Instant now, const CommandStored &command);
    void timePassed(Instant now);
    /// Takes up an actor as it was persisted; what was on an envoy is lost.
    void recover(Instant now, ActorEntry &entry);
    /// Erases the data of actors that ended; after each step, and before its rows are flushed.
    void settle();

private:
    /// What an actor does that wants an envoy where there is none.
    enum class IfNoEnvoy { ByPolicy, WaitForRequest, WaitForEver };

    void report(Instant now, ActorEntry &entry, const ActorRunning &news);
    void report(Instant now, ActorEntry &entry, const ActorStopped &news);
    void report(Instant now, ActorEntry &entry, const ActorWantsSleep &news);
    void report(Instant now, ActorEntry &entry, const ActorWantsStop &news);
    void report(Instant now, ActorEntry &entry, const ActorAlarm &news);

    void allocate(Instant now, ActorEntry &entry, IfNoEnvoy ifNoEnvoy);
    void place(Instant now, ActorEntry &entry, const Envoy &envoy);
    void wait(Instant now, ActorEntry &entry, std::optional<Instant> until);
    void fallAsleep(Instant now, ActorEntry &entry);
    void stop(ActorEntry &entry, ActorState state, StopReason reason);
    void sendStart(const ActorEntry &entry);
    void sendStop(const ActorEntry &entry);

    void deadlineCame(Instant now, ActorEntry &entry);
    void noResponse(Instant now, ActorEntry &entry);
    void end(Instant now, ActorEntry &entry, Ending ending, const QJsonValue &error);
    [[nodiscard]] static Verdict verdictOn(const ActorEntry &entry, Ending ending);
    void sleepUnlessWanted(Instant now, ActorEntry &entry, const Stay &ended);
    void backOff(Instant now, ActorEntry &entry);
    void leaveEnvoy(ActorEntry &entry);
    void moveUnstarted(Instant now, ActorEntry &entry);
    void finish(Instant now, ActorEntry &entry);

    [[nodiscard]] static bool isAlarmDue(const ActorEntry &entry, Instant now);
    void alarmDelivered(ActorEntry &entry);
    void announce(const ActorEntry &entry, ActorPhase phase);
    void changed(const ActorEntry &entry) { m_outbox.changed(entry.actor.id); }

    const Policy &m_policy;
    ActorTable &m_actors;
    EnvoyTable &m_envoys;
    Outbox &m_outbox;
    std::vector<ActorId> m_finished;
};

} // namespace rove::core
