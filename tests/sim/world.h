// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/engine.h"
#include "tests/sim/faults.h"
#include "tests/sim/oracle.h"
#include "tests/sim/scheduler.h"
#include "tests/sim/simdisk.h"
#include "tests/sim/simenvoy.h"
#include "tests/sim/trace.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace rove::sim {

/// What became of a world.
struct Outcome {
    std::uint64_t traceHash = 0;
    std::optional<QString> failure;
};

/// One world from one seed: the real core with a disk, envoys and clients that are made up, and faults
/// between them. First the clients do as many things as asked while the faults strike; then the faults end,
/// everybody is woken, and all has to run within a virtual hour; then everybody is destroyed, and nothing may
/// be left.
class World {
public:
    World(std::uint64_t seed, int stepCount, Trace::Print print);
    ~World();

    Outcome run();

private:
    // The engine and its shell.
    void startEngine();
    void crashEngine();
    void deliver(const core::Event &event);
    void carryOut(const std::vector<core::Effect> &effects);
    void carryOut(const core::Effect &effect);
    void armTimer();
    [[nodiscard]] NamespaceId space() const;

    // Envoys.
    void addEnvoy();
    [[nodiscard]] SimEnvoy *findEnvoy(const QString &key);
    void connect(SimEnvoy &envoy);
    template <class Command>
    void send(const QString &envoyKey, const Command &command);
    void writeActorData(const QString &envoyKey, ActorId actorId);
    void lose(SimEnvoy &envoy, std::chrono::milliseconds away);
    void drain(SimEnvoy &envoy);
    void letGo(const core::ReleaseEnvoy &release);
    void killEnvoy(const QString &key);
    /// The engine takes it that the envoy has left.
    void unlink(const QString &envoyKey);

    // What happens by itself.
    void scheduleStep();
    void act();
    void createActor();
    void putConfig();
    void scheduleStrike();
    void strike();

    // The quiet end.
    void quietEnd();
    void heal();
    void wakeAll();
    void destroyAll();

    void runFor(std::chrono::milliseconds time);
    [[nodiscard]] bool isBroken() const { return m_oracle.failure().has_value(); }
    [[nodiscard]] core::Ticket nextTicket() { return core::Ticket{++m_ticket}; }

    Scheduler m_scheduler;
    SimRandom m_random;
    Faults m_faults;
    Trace m_trace;
    SimDisk m_disk;
    Oracle m_oracle;
    core::Policy m_policy;
    std::unique_ptr<core::Engine> m_engine;
    std::map<QString, std::unique_ptr<SimEnvoy>> m_envoys;
    std::vector<std::unique_ptr<SimEnvoy>> m_gone; ///< Tasks may still refer to them.
    std::set<QString> m_linked;                    ///< Envoys that the engine believes to be there.
    int m_timer = 0;
    int m_envoyCount = 0;
    int m_stepsLeft;
    std::uint64_t m_ticket = 0;
};

} // namespace rove::sim
