// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/host/engineparts.h"
#include "tests/sim/network.h"
#include "tests/sim/oracle.h"
#include "tests/sim/simclient.h"
#include "tests/sim/simloop.h"
#include "tests/sim/simstore.h"

#include <memory>

namespace rove::sim {

/// One life of an engine: the real parts, as engine/host joins them, on a loop and a store that are made up.
/// Destroying it is a crash: what was not durable is gone, and nobody is told. Belongs to the world; the
/// oracle and the network outlive it.
class SimEngine final : public host::CoreObserver {
public:
    /// `asked` hears of the engine's own requests; `failed` is called if the store does not let it start.
    SimEngine(const Surroundings &around, SimDisk &disk, Network &network, Oracle &oracle,
              const core::Policy &policy, SimClient::Asked asked, std::function<void()> failed);
    ~SimEngine() override;

    [[nodiscard]] const core::Engine &core() { return m_parts.shell().engine(); }
    [[nodiscard]] bool isStoreIdle() const { return m_store.isIdle(); }

    void applying(const core::Event &event) override;
    void performing(const core::Effect &effect) override;
    void applied() override;

private:
    void restored(const Result<> &result);

    Surroundings m_around;
    Network &m_network;
    Oracle &m_oracle;
    std::function<void()> m_failed;
    SimLoop m_loop;
    SimStore m_store;
    SimClient m_client;
    host::EngineParts m_parts;
};

} // namespace rove::sim
