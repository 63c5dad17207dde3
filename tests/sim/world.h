// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/clients.h"
#include "tests/sim/network.h"
#include "tests/sim/oracle.h"
#include "tests/sim/simdisk.h"
#include "tests/sim/simengine.h"
#include "tests/sim/simenvoy.h"
#include "tests/sim/surroundings.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace rove::sim {

/// What became of a world.
struct Outcome {
    std::uint64_t traceHash = 0;
    std::optional<QString> failure;
};

/// One world from one seed: the real parts of an engine, from the gateway to the shell around the core, with
/// a disk, a network, envoys and clients that are made up, and faults between them. First the clients do as
/// many things as asked while the faults strike; then the faults end, and within a virtual hour every actor
/// has to answer and every socket to be served; then everybody is destroyed, and nothing may be left.
class World {
public:
    World(std::uint64_t seed, int stepCount, Trace::Print print);
    ~World();

    Outcome run();

private:
    // What happens by itself.
    void startEngine();
    void crashEngine();
    void scheduleStep();
    void scheduleStrike();
    void strike();
    void strikeEnvoys();
    void strikeConnection(SimEnvoy &envoy);
    void flap(SimEnvoy &envoy, int times);

    // Envoys.
    void addEnvoy(const QString &pool);
    [[nodiscard]] std::vector<SimEnvoy *> livingEnvoys() const;
    void drain(SimEnvoy &envoy);
    [[nodiscard]] Wire::After sooner();

    // The quiet end.
    void quietEnd();
    void heal();
    using Missing = std::function<std::optional<QString>()>;
    /// Runs until nothing is missing; after a virtual hour what is missing is a failure.
    void settle(const std::function<void()> &urge, const Missing &missing);

    void runFor(std::chrono::milliseconds time);
    [[nodiscard]] bool isBroken() const { return m_oracle.failure().has_value(); }

    Scheduler m_scheduler;
    SimRandom m_random;
    Faults m_faults;
    Trace m_trace;
    Surroundings m_around{m_scheduler, m_random, m_faults, m_trace};
    SimDisk m_disk;
    Oracle m_oracle;
    Network m_network;
    Clients m_clients;
    core::Policy m_policy;
    std::vector<std::unique_ptr<SimEnvoy>> m_envoys;
    std::unique_ptr<SimEngine> m_engine;
    int m_envoyCount = 0;
    std::uint32_t m_newestVersion = 1;
    int m_stepsLeft;
};

} // namespace rove::sim
