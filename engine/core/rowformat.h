// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/actorentry.h"

#include <QtCore/QLatin1StringView>

#include <array>
#include <utility>

/// The words and letters of the core's rows, which writing and reading share.
namespace rove::core::rows {

using namespace Qt::StringLiterals;

/// 2 added rows of pools and, to those of actors, what they have run on; what is missing has a default.
inline constexpr int schemaVersion = 2;

enum class Kind : char {
    Actor = 'a',
    Input = 'i',
    Reservation = 'k',
    ActorName = 'm',
    Namespace = 'n',
    Pool = 'o',
    Config = 'p',
    Schema = 'v',
};

inline constexpr std::array stateNames{
    std::pair{ActorState::Asleep, "asleep"_L1},           std::pair{ActorState::Waiting, "waiting"_L1},
    std::pair{ActorState::BackingOff, "backingOff"_L1},   std::pair{ActorState::Allocating, "allocating"_L1},
    std::pair{ActorState::Starting, "starting"_L1},       std::pair{ActorState::Running, "running"_L1},
    std::pair{ActorState::SleepIntent, "sleepIntent"_L1}, std::pair{ActorState::StopIntent, "stopIntent"_L1},
    std::pair{ActorState::GoingAway, "goingAway"_L1},     std::pair{ActorState::Destroying, "destroying"_L1},
    std::pair{ActorState::Destroyed, "destroyed"_L1},
};
inline constexpr std::array policyNames{
    std::pair{CrashPolicy::Restart, "restart"_L1},
    std::pair{CrashPolicy::Sleep, "sleep"_L1},
    std::pair{CrashPolicy::Destroy, "destroy"_L1},
};

} // namespace rove::core::rows
