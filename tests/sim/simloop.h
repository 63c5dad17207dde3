// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/loop.h"
#include "tests/sim/surroundings.h"

namespace rove::sim {

/// The loop of one engine in virtual time. What it still has to do dies with it, as with a process. Time may
/// pass without its timers being told at once.
class SimLoop final : public net::Loop {
public:
    explicit SimLoop(const Surroundings &around);
    ~SimLoop() override;

    void post(net::Task task) override;
    [[nodiscard]] std::unique_ptr<net::Timer> after(std::chrono::milliseconds delay, net::Task task) override;
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override;

private:
    class Entry;

    [[nodiscard]] net::Task whileAlive(net::Task task) const;

    Surroundings m_around;
    std::shared_ptr<const bool> m_isAlive = std::make_shared<const bool>(true);
};

} // namespace rove::sim
