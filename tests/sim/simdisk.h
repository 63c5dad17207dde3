// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/event.h"
#include "tests/sim/faults.h"
#include "tests/sim/scheduler.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace rove::sim {

/// A disk that keeps the order of what it is given, takes its time, and in a crash loses whatever it had not
/// written yet, or, unseen by anybody, had just written. Belongs to the world, and outlives the engines in
/// it.
class SimDisk {
public:
    struct Listener {
        std::function<void(core::WriteId)> stored;
        /// An actor's data is about to go.
        std::function<void(ActorId)> erasing;
    };
    using Rows = std::map<QByteArray, QByteArray>;

    SimDisk(Scheduler &scheduler, SimRandom &random, const Faults &faults, Listener listener);

    void persist(core::Persist write);
    void writeActorData(ActorId actorId);
    void eraseActorData(ActorId actorId);
    void crash();

    [[nodiscard]] const Rows &rows() const { return m_rows; }
    [[nodiscard]] bool hasActorData(ActorId actorId) const { return m_actorData.contains(actorId); }
    [[nodiscard]] bool isIdle() const { return m_queue.empty(); }

private:
    struct WriteData {
        ActorId actorId;
    };
    using Operation = std::variant<core::Persist, WriteData, core::EraseActorData>;

    void push(Operation operation);
    void scheduleSync();
    void sync();
    std::optional<core::WriteId> writeOldest();

    Scheduler &m_scheduler;
    SimRandom &m_random;
    const Faults &m_faults;
    Listener m_listener;
    std::deque<Operation> m_queue;
    Rows m_rows;
    std::set<ActorId> m_actorData;
    /// What was scheduled before a crash finds another life and does nothing.
    int m_life = 0;
    bool m_isSyncing = false;
};

} // namespace rove::sim
