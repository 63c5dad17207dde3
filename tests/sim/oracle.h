// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/engine.h"
#include "tests/sim/simdisk.h"
#include "tests/sim/trace.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace rove::sim {

/// Watches all that goes into the engine and comes out of it, and says when a promise is broken: one reply to
/// each request, one live generation an actor, nothing started or acknowledged before it is durable, nothing
/// acknowledged lost, alarms at least once and never early. Knows the engine from outside only, and its rows
/// where durability is the question. Belongs to the world, which asks it for the first failure after each
/// step.
class Oracle {
public:
    Oracle(const SimDisk &disk, Trace &trace);

    [[nodiscard]] const std::optional<QString> &failure() const { return m_failure; }
    void breakPromise(const QString &text);

    // --- What goes in ---
    void beforeEvent(const core::Event &event, const core::Engine &engine);
    /// After its effects, too.
    void afterEvent(Instant now, const core::Engine &engine);
    void engineCrashed();
    void engineRestarted(const core::Engine &engine);

    // --- What comes out ---
    void persisted(core::WriteId id);
    /// The disk erases an actor's data now.
    void erased(ActorId id);
    void started(Instant now, const core::StartActor &start);
    void stopped(const core::StopActor &stop);
    /// The engine does not count on this host any more.
    void left(const QString &envoyKey);
    void replied(const core::Reply &reply, const core::Engine &engine);
    void changed(Instant now, const core::ActorChanged &change);

    // --- What the world may build on ---
    /// Actors whose creation was acknowledged, in the order of that.
    [[nodiscard]] const std::vector<ActorId> &acknowledged() const { return m_acknowledged; }
    void checkConverged(Instant now, const core::Engine &engine);
    void checkEnded(const core::Engine &engine);

private:
    static constexpr core::WriteId notYetAsked{UINT64_MAX};

    struct Live {
        QString envoyKey;
        std::uint32_t generation = 0;
        std::int64_t lastIndex = -1;
    };
    struct Alarm {
        std::optional<Instant> at;
        core::WriteId write{}; ///< Durable when this is.
        bool isServed = false; ///< The actor ran, or was started, at its time or later.
    };
    struct Known {
        std::optional<Live> live;
        std::uint32_t newestGeneration = 0;
        std::vector<Alarm> alarms{{}}; ///< The last one that is known to be durable, and those after it.
        bool isRunning = false;

        void end()
        {
            live.reset();
            isRunning = false;
        }
    };

    void requested(core::Ticket ticket, const core::Event &event);
    void answered(const core::CreateActor &request, const core::ActorCreated &created,
                  const core::Engine &engine);
    void stored(core::WriteId id);
    void reported(const core::ActorReported &report);
    void serveAlarms(Instant now, Known &known);
    [[nodiscard]] static bool isAsleep(const core::Actor &actor);
    [[nodiscard]] std::optional<QCborMap> durableRow(ActorId id) const;
    void checkVisible(const core::Engine &engine);
    void checkAcknowledged(const core::Engine &engine);
    void checkAlarmRow(ActorId id, Known &known);

    const SimDisk &m_disk;
    Trace &m_trace;
    std::optional<QString> m_failure;
    std::map<core::Ticket, core::Event> m_open;
    std::map<ActorId, Known> m_actors;
    std::vector<ActorId> m_acknowledged;
    std::set<ActorId> m_destroyed;
    std::set<QString> m_namespaces;
    core::WriteId m_lastPersisted{};
    /// Actors that slept before the time passed.
    std::vector<ActorId> m_asleep;
};

} // namespace rove::sim
