// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/sim/simrandom.h"

#include <QtCore/QString>

#include <array>

namespace rove::sim {

/// What can go wrong in a world.
enum class Fault {
    DiskStall,           ///< A sync takes seconds.
    DiskFull,            ///< Nothing can be written for a while.
    EngineCrash,         ///< The engine dies with what was not durable.
    LateTimer,           ///< Time passes without anybody telling the engine.
    HostCrash,           ///< A process dies, and its actors with it.
    HostCut,             ///< A connection is cut; the process goes on and comes back, in time or not.
    HostHalfOpen,        ///< A connection is cut, and one end does not hear of it.
    HostFlap,            ///< A connection is cut again and again.
    HostStall,           ///< What is under way on a connection takes seconds.
    HostDrain,           ///< A host wants to stop.
    HostUpgrade,         ///< A host of a higher version joins.
    RunnerReplaced,      ///< A new process takes a runner's key, whether the old one has died or not.
    RunnerDowngrade,     ///< And it runs older code.
    PlatformUnreachable, ///< A serverless platform cannot be asked.
    PlatformFails,       ///< It answers with an error.
    PlatformSlow,        ///< It answers when the engine may have lost its patience.
    PlatformForgets,     ///< It takes a start and starts nothing.
    PlatformCut,         ///< It cuts a request, and what that has started lives on.
    AckLate,             ///< A command is acknowledged seconds later.
    StartSlow,           ///< An actor takes longer to start than it is allowed.
    StartHangs,          ///< An actor never reports that it runs.
    StartFails,          ///< An actor stops with an error instead of running.
    StopSlow,            ///< An actor reports its stop when it has been given up.
    StopHangs,           ///< An actor never reports its stop.
    StopError,           ///< An actor reports an ordinary stop as an error.
    ActorCrash,          ///< A running actor stops with an error.
    ActorExit,           ///< A running actor stops without having been asked.
    EventsRepeat,        ///< A host says again what it has said before, also of generations long gone.
    RequestHangs,        ///< An actor never answers a request.
    RequestAborts,       ///< An actor gives a request up.
    RequestMissesActor,  ///< A request meets an actor that is just leaving.
    SocketRefused,       ///< An actor does not want a socket.
    ClientGone,          ///< A client leaves before the end.
    ClientImpatient,     ///< A client closes its socket as nothing comes back.
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
    /// Whether it may strike at all.
    [[nodiscard]] bool includes(Fault fault) const;
    [[nodiscard]] QString toString() const;

private:
    std::array<double, static_cast<std::size_t>(Fault::Count)> m_probability{};
};

} // namespace rove::sim
