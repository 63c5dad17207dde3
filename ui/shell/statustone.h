// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorstatus.h"
#include "ui/style/tone.h"

namespace rove::ui {

/// How an actor's status looks. Here, because models know no colours and styles know no actors.
[[nodiscard]] constexpr Tone toneOf(ActorStatus status)
{
    switch (status) {
    case ActorStatus::Running:
        return tone::running;
    case ActorStatus::Destroyed:
        return tone::destroyed;
    case ActorStatus::Crashed:
        return tone::crashed;
    case ActorStatus::CrashLoop:
        return tone::backoff;
    case ActorStatus::Pending:
        return tone::pending;
    case ActorStatus::Sleeping:
        return tone::sleeping;
    case ActorStatus::Starting:
        return tone::starting;
    case ActorStatus::Unknown:
        break;
    }
    return tone::unknown;
}

} // namespace rove::ui
