// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/engine.h"
#include "tests/sim/crashmatrix.h"
#include "tests/sim/faults.h"
#include "tests/sim/pools.h"
#include "tests/sim/scheduler.h"
#include "tests/sim/simdisk.h"
#include "tests/sim/trace.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace rove::sim {

/// Watches all that goes into the engine and comes out of it, and says when a promise is broken: one end to
/// each request, one live generation an actor, nothing started or acknowledged before it is durable, nothing
/// acknowledged lost, alarms at least once and never early, the crash policies respected, no runner with more
/// actors than slots, no actor on older code than it has run on. Knows the engine
/// from outside only, and its rows where durability is the question. What else takes part in the world tells
/// it of what it finds broken itself. Belongs to the world, which asks it for the first failure.
class Oracle {
public:
    Oracle(const SimDisk &disk, Trace &trace, const Pools &pools, const Faults &faults);

    [[nodiscard]] const std::optional<QString> &failure() const { return m_failure; }
    void breakPromise(const QString &text);

    // --- Engines ---
    /// On what the one before has left; the oracle looks into it until it dies.
    void engineStarts(const core::Engine &engine);
    void engineRestored(Instant now);
    void engineDied();

    // --- The core ---
    void beforeEvent(Instant now, const core::Event &event);
    void effect(Instant now, const core::Effect &effect);
    /// After its effects, too.
    void afterEvent(Instant now);

    // --- Disk and clients ---
    /// The disk erases an actor's data now.
    void erased(ActorId id);
    /// What an actor has stored is durable now.
    void kept(ActorId id, QByteArrayView key, QByteArrayView value);
    void requestSent() { ++m_openRequestCount; }
    void requestEnded() { --m_openRequestCount; }
    /// An actor told a client that this is done.
    void operationDone(ActorId id, const QByteArray &operation);
    /// A client was told that the actor and its data are gone.
    void destroyed(ActorId id);

    // --- What the world may build on ---
    /// Actors whose creation was acknowledged, in the order of that.
    [[nodiscard]] const std::vector<ActorId> &acknowledged() const { return m_acknowledged; }
    /// Also if it was asked for, and nobody has heard yet that it is done.
    [[nodiscard]] bool isDestroyed(ActorId id) const;
    [[nodiscard]] bool isReady(ActorId id) const;
    /// Also those whose creation nobody was told of, as the engine died.
    [[nodiscard]] std::vector<ActorId> living() const;
    /// What is still missing of a world where all is well.
    [[nodiscard]] std::optional<QString> missing(Instant now) const;
    /// The same when everybody was destroyed.
    [[nodiscard]] std::optional<QString> left() const;
    /// The same when nobody is there any more.
    [[nodiscard]] std::optional<QString> waiting() const;
    void checkKept();

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
        /// The generation that a platform was asked to start, until an envoy shows that it has it.
        std::optional<std::uint32_t> offered;
        std::optional<std::uint32_t> newestGeneration;
        CrashMatrix::Onwards onwards{}; ///< If it is moved from where it is.
        std::uint32_t version = 0;      ///< The newest code that has run it.
        std::vector<Alarm> alarms{{}};  ///< The last one that is known to be durable, and those after it.
        bool isRunning = false;

        void end()
        {
            live.reset();
            offered.reset();
            isRunning = false;
        }
    };

    void follow(const core::Event &event);
    void answered(const core::CreateActor &request, const core::ActorCreated &created);
    void stored(core::WriteId id);
    void joined(const core::EnvoyJoined &host);
    void left(const QString &envoyKey);
    void reported(const core::ActorReported &report);
    void claimed(const QString &envoyKey, ActorId id, std::uint32_t generation);
    void started(Instant now, const core::StartActor &start);
    void offered(Instant now, const core::ServerlessStart &start);
    void checkStart(ActorId id, std::uint32_t generation);
    void goLive(Known &known, ActorId id, const Live &live);
    void checkSlots(const QString &envoyKey, const QString &name);
    void settleRestarted();
    void checkHost(ActorId id, Known &known);
    void stopped(const core::StopActor &stop);
    void replied(const core::Reply &reply);
    void changed(Instant now, const core::ActorChanged &change);
    static void serveAlarms(Instant now, Known &known);
    [[nodiscard]] static bool isAsleep(const core::Actor &actor);
    [[nodiscard]] std::optional<QCborMap> durableRow(ActorId id) const;
    /// The newest code that the actor has run on, as its row has it.
    [[nodiscard]] std::uint32_t durableVersion(ActorId id) const;
    void judgeEnds(Instant now);
    void checkVisible();
    void checkAwake(Instant now);
    void noteWake(Instant now);
    void checkAlarmRow(ActorId id, Known &known);

    const SimDisk &m_disk;
    Trace &m_trace;
    const Pools &m_pools;
    const bool m_areTimersLate;
    const core::Engine *m_engine = nullptr;
    std::optional<QString> m_failure;
    std::map<core::Ticket, core::Event> m_open;
    int m_openRequestCount = 0;
    std::map<ActorId, Known> m_actors;
    std::map<QString, std::uint32_t> m_slotCounts; ///< Of runners, as they said themselves.
    std::optional<QString> m_restarted;            ///< The runner whose actors the event starts again.
    CrashMatrix m_crashMatrix;
    std::vector<ActorId> m_acknowledged;
    std::set<ActorId> m_destroyed;
    std::set<QString> m_namespaces;
    std::map<ActorId, std::set<QByteArray>> m_operations;
    core::WriteId m_lastPersisted{};
    /// Actors that slept before the time passed.
    std::vector<ActorId> m_asleep;
    std::optional<Instant> m_wakesBy; ///< When the engine has to look at the time.
    std::uint64_t m_eventCount = 0;
};

} // namespace rove::sim
