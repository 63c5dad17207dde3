// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/event.h"
#include "tests/sim/faults.h"
#include "tests/sim/scheduler.h"

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace rove::sim {

/// A process that hosts actors: it starts and stops them as told, takes its time over it, has actors that
/// want to sleep, set alarms, crash and end, and loses its connection. Order is kept on a connection, and
/// what is under way when it is cut is lost. It remembers all that it has said, to say it again. Belongs to
/// the world.
class SimEnvoy {
public:
    struct Identity {
        QString key;
        QString pool;
        std::uint32_t version = 0;
    };
    /// Gives an event to the engine; it arrives now.
    using Tell = std::function<void(core::Event)>;
    using WriteData = std::function<void(ActorId)>;

    SimEnvoy(Identity identity, Scheduler &scheduler, SimRandom &random, const Faults &faults, Tell tell,
             WriteData writeData);

    [[nodiscard]] const Identity &identity() const { return m_identity; }
    [[nodiscard]] bool isConnected() const { return m_isConnected; }
    [[nodiscard]] bool isStopping() const { return m_isStopping; }
    /// Counts the connections it had; what belongs to another one is lost.
    [[nodiscard]] int connection() const { return m_connection; }

    void connected();
    /// The connection is gone; its actors go on.
    void cut();
    /// It has been away for too long, or dies: its actors are gone.
    void dropActors();
    /// Asks the engine to move its actors away.
    void drain();
    /// From now on its actors run, and do nothing else unless told.
    void calmDown() { m_isCalm = true; }

    void command(const core::StartActor &start);
    void command(const core::StopActor &stop);

private:
    using Generation = std::pair<ActorId, std::uint32_t>;
    struct Hosted {
        std::int64_t lastCommandIndex = 0;
        std::int64_t nextEventIndex = 0;
        bool isAlive = true;
        bool isStopping = false;
        std::vector<core::ActorReported> said;
    };

    void pong();
    void start(const Generation &generation);
    void live(const Generation &generation);
    void say(const Generation &generation, core::ActorNews news);
    void end(const Generation &generation, bool ok);
    void send(core::Event event);
    /// Runs while the generation lives.
    void whileAlive(std::chrono::milliseconds delay, const Generation &generation, Scheduler::Task task);

    Identity m_identity;
    Scheduler &m_scheduler;
    SimRandom &m_random;
    const Faults &m_faults;
    Tell m_tell;
    WriteData m_writeData;
    std::map<Generation, Hosted> m_hosted;
    Instant m_lastArrival{};
    int m_connection = 0;
    bool m_isConnected = false;
    bool m_isStopping = false;
    bool m_isCalm = false;
};

} // namespace rove::sim
