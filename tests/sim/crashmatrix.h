// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/records.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace rove::sim {

/// The oracle's own reading of what becomes of an actor whose stay on an envoy ended (spec/engine-api.md 3.6
/// and 3.7). It follows what was asked of each stay, and judges the record that the engine shows afterwards.
/// Stays that were asked for several things at once are not judged. Belongs to the oracle.
class CrashMatrix {
public:
    enum class Asked { Sleep, Stop, GoAway, Reschedule, Destroy };
    enum class How { Graceful, Crashed, Lost };
    /// What the engine shows of an actor, and whether an alarm of it is due.
    struct Shown {
        const core::Actor &actor;
        bool isAlarmDue = false;
    };

    void started(ActorId id) { m_stays.insert_or_assign(id, Stay()); }
    /// The same stay begins anew, in another process.
    void startedAgain(ActorId id);
    void ready(ActorId id);
    void asked(ActorId id, Asked what);
    /// By somebody from outside, to whom an actor that only starts does not listen.
    void askedFromOutside(ActorId id, Asked what);
    /// Whether its crash policy decides what comes after a move, or it may also just go on.
    enum class Onwards { ByPolicy, Maybe };
    /// The engine moves it, for a reason of its own unless somebody has asked for something.
    void movedAway(ActorId id, Onwards onwards);
    /// The engine may be about to, and nobody can tell from outside.
    void mayMove(ActorId id);
    /// It is to stop; if nobody has asked for anything, because it is moved.
    void stopping(ActorId id, Onwards onwards);
    /// Somebody has traffic for it.
    void wanted(ActorId id);
    void ended(ActorId id, How how);
    /// The engine is gone, and all stays with it.
    void clear();

    /// Judges what ended since the last call; the first one that did not go as it must.
    [[nodiscard]] std::optional<std::pair<ActorId, QString>> judge(const std::function<Shown(ActorId)> &show);

private:
    enum class Outcome { Sleeps, GoesOn, Destroyed };
    using Outcomes = std::set<Outcome>;
    struct Stay {
        std::set<Asked> asked;
        bool wasReady = false;
        Onwards onwards = Onwards::ByPolicy; ///< If it is moved.
        bool mayMove = false;
        bool isWanted = false;
    };
    struct Ended {
        ActorId id;
        Stay stay;
        How how;
    };

    [[nodiscard]] static Outcome outcomeOf(const core::Actor &actor);
    [[nodiscard]] static Outcome byPolicy(core::CrashPolicy policy);
    [[nodiscard]] static Outcomes allowed(const Ended &ended, core::CrashPolicy policy);

    std::map<ActorId, Stay> m_stays;
    std::vector<Ended> m_ended;
};

} // namespace rove::sim
