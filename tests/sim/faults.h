// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/simrandom.h"

#include <QtCore/QString>

#include <array>

namespace rove::sim {

/// What can go wrong in a world.
enum class Fault {
    DiskStall,          ///< A sync takes seconds.
    DiskFull,           ///< Nothing can be written for a while.
    EngineCrash,        ///< The engine dies with what was not durable.
    LateTimer,          ///< Time passes without anybody telling the engine.
    EnvoyCrash,         ///< A process dies, and its actors with it.
    EnvoyCut,           ///< A connection is cut; the process goes on and comes back, in time or not.
    EnvoyHalfOpen,      ///< A connection is cut, and one end does not hear of it.
    EnvoyFlap,          ///< A connection is cut again and again.
    EnvoyStall,         ///< What is under way on a connection takes seconds.
    EnvoyDrain,         ///< An envoy wants to stop.
    EnvoyUpgrade,       ///< An envoy of a higher version joins.
    AckLate,            ///< A command is acknowledged seconds later.
    StartSlow,          ///< An actor takes longer to start than it is allowed.
    StartHangs,         ///< An actor never reports that it runs.
    StartFails,         ///< An actor stops with an error instead of running.
    StopSlow,           ///< An actor reports its stop when it has been given up.
    StopHangs,          ///< An actor never reports its stop.
    StopError,          ///< An actor reports an ordinary stop as an error.
    ActorCrash,         ///< A running actor stops with an error.
    ActorExit,          ///< A running actor stops without having been asked.
    EventsRepeat,       ///< An envoy says again what it has said before, also of generations long gone.
    RequestHangs,       ///< An actor never answers a request.
    RequestAborts,      ///< An actor gives a request up.
    RequestMissesActor, ///< A request meets an actor that is just leaving.
    SocketRefused,      ///< An actor does not want a socket.
    ClientGone,         ///< A client leaves before the end.
    Count,
};

/// The faults of one world: a random subset, each as likely as chance had it. A value.
class Faults {
public:
    /// None.
    Faults() = default;
    static Faults pick(SimRandom &random);

    /// Whether it strikes this time.
    [[nodiscard]] bool strikes(Fault fault, SimRandom &random) const;
    [[nodiscard]] QString toString() const;

private:
    std::array<double, static_cast<std::size_t>(Fault::Count)> m_probability{};
};

} // namespace rove::sim
