// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/clients.h"
#include "tests/sim/network.h"
#include "tests/sim/oracle.h"
#include "tests/sim/simdisk.h"
#include "tests/sim/simengine.h"
#include "tests/sim/simhost.h"
#include "tests/sim/simplatform.h"
#include "tests/sim/surroundings.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rove::sim {

/// What became of a world.
struct Outcome {
    std::uint64_t traceHash = 0;
    std::optional<QString> failure;
};

/// One world from one seed: the real parts of an engine, from the gateway to the shell around the core, with
/// a disk, a network, hosts of actors, serverless platforms and clients that are made up, and faults between
/// them. First the clients do as
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
    void strikeHosts();
    void strikeConnection(SimHost &host);
    void flap(SimHost &host, int times);

    // Hosts and platforms.
    void addPlatforms();
    void asked(const std::shared_ptr<Outgoing> &request);
    SimHost &makeHost(HostIdentity identity);
    void addHost(const SimPool &pool);
    void addHost(const SimPool &pool, std::uint32_t slotCount);
    void replace(SimHost &runner);
    [[nodiscard]] std::vector<SimHost *> livingHosts() const;
    void crash(SimHost &host);
    void drain(SimHost &host);
    [[nodiscard]] Wire::After sooner();

    // The quiet end.
    void quietEnd();
    void heal();
    void addMissingHosts();
    [[nodiscard]] std::optional<QString> missing() const;
    using Missing = std::function<std::optional<QString>()>;
    /// Runs until nothing is missing; after a virtual hour what is missing is a failure.
    void settle(const std::function<void()> &urge, const Missing &missing);

    void runFor(std::chrono::milliseconds time);
    [[nodiscard]] bool isBroken() const { return m_oracle.failure().has_value(); }

    Scheduler m_scheduler;
    SimRandom m_random;
    Faults m_faults;
    Trace m_trace;
    Pools m_pools;
    Surroundings m_around{m_scheduler, m_random, m_faults, m_trace, m_pools};
    SimDisk m_disk;
    Oracle m_oracle;
    Network m_network;
    Clients m_clients;
    core::Policy m_policy;
    std::vector<std::unique_ptr<SimHost>> m_hosts;
    std::map<QString, SimPlatform> m_platforms; ///< By the host of their URL.
    std::unique_ptr<SimEngine> m_engine;
    int m_hostCount = 0;
    std::vector<std::pair<const SimHost *, const SimHost *>> m_successions; ///< Whose key whom went to.
    bool m_isHealed = false;
    std::uint32_t m_newestVersion = 1;
    int m_stepsLeft;
};

} // namespace rove::sim
