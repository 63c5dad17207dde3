// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/job.h"
#include "ui/style/tone.h"

namespace rove::ui {

/// How a job's state looks.
[[nodiscard]] constexpr Tone toneOf(Job::State state)
{
    switch (state) {
    case Job::State::Running:
        return tone::starting;
    case Job::State::Paused:
        return {ColorRole::Pending, QLatin1StringView("pause-fill")};
    case Job::State::Cancelling:
        return {ColorRole::Muted, QLatin1StringView("stop-circle")};
    case Job::State::Done:
        return tone::ready;
    case Job::State::Failed:
        return {ColorRole::Warning, QLatin1StringView("exclamation-triangle-fill")};
    case Job::State::Cancelled:
        break;
    }
    return {ColorRole::Muted, QLatin1StringView("slash-circle")};
}

[[nodiscard]] constexpr Tone toneOf(JobItem::State state)
{
    switch (state) {
    case JobItem::State::Waiting:
        return {ColorRole::Muted, QLatin1StringView("clock")};
    case JobItem::State::Running:
        return tone::starting;
    case JobItem::State::Done:
        return tone::ready;
    case JobItem::State::Failed:
        return tone::error;
    case JobItem::State::Cancelled:
        break;
    }
    return {ColorRole::Muted, QLatin1StringView("slash-circle")};
}

} // namespace rove::ui
