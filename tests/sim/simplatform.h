// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/outgoing.h"
#include "tests/sim/pools.h"
#include "tests/sim/simhost.h"

#include <functional>
#include <memory>
#include <vector>

namespace rove::sim {

/// The platform of a serverless pool: says what it runs, and starts an envoy's actor or a runner for each
/// request, which it keeps open for as long as that lives (spec/runner-envoy.md 6). It can be out of reach,
/// fail, answer late, forget what it was asked for and cut what it has begun. Belongs to the world.
class SimPlatform {
public:
    /// Makes a host that is not connected yet; the world keeps it.
    using MakeHost = std::function<SimHost &(HostIdentity)>;
    /// Tells of the newest code that there is.
    using Version = std::function<std::uint32_t()>;

    SimPlatform(SimPool pool, const Surroundings &around, MakeHost makeHost, Version version);

    void ask(const std::shared_ptr<Outgoing> &request);

private:
    /// An actor that a request has started.
    struct Start {
        ActorId actorId;
        std::uint32_t generation = 0;
        const SimHost *host = nullptr;
        std::shared_ptr<Outgoing> request;
    };

    void answer(const std::shared_ptr<Outgoing> &request);
    void describe(Outgoing &request) const;
    void startActor(const std::shared_ptr<Outgoing> &request);
    void startRunner(const std::shared_ptr<Outgoing> &request);
    [[nodiscard]] SimHost &ensureEnvoy();
    void actorEnded(ActorId actorId, std::uint32_t generation);
    void hostGone(const SimHost &host);
    void keepOpen(const std::shared_ptr<Outgoing> &request);
    void ping(const std::weak_ptr<Outgoing> &request);
    [[nodiscard]] bool isOfRunners() const { return m_pool.kind == SimPool::Kind::ServerlessRunners; }

    SimPool m_pool;
    Surroundings m_around;
    MakeHost m_makeHost;
    Version m_version;
    SimHost *m_envoy = nullptr; ///< Who starts what comes next, if it still can.
    std::vector<Start> m_starts;
};

} // namespace rove::sim
