// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorevent.h"
#include "ui/style/tone.h"

namespace rove::ui {

/// How a kind of event looks. Here, because models know no colours.
[[nodiscard]] constexpr Tone toneOf(EventKind kind)
{
    switch (kind) {
    case EventKind::State:
        return {ColorRole::Accent, QLatin1StringView("braces")};
    case EventKind::Connection:
        return {ColorRole::Running, QLatin1StringView("plug")};
    case EventKind::Queue:
        return {ColorRole::Pending, QLatin1StringView("list-ol")};
    case EventKind::Schedule:
        return {ColorRole::Starting, QLatin1StringView("calendar-event")};
    case EventKind::Lifecycle:
        return {ColorRole::Sleeping, QLatin1StringView("activity")};
    case EventKind::Action:
        return {ColorRole::JsonBool, QLatin1StringView("lightning-charge")};
    case EventKind::Edit:
        return {ColorRole::JsonNumber, QLatin1StringView("pencil")};
    case EventKind::Command:
        return {ColorRole::Text, QLatin1StringView("power")};
    case EventKind::Inspector:
        return {ColorRole::Muted, QLatin1StringView("eye")};
    case EventKind::Error:
        return tone::error;
    case EventKind::Gap:
        return tone::warning;
    }
    return tone::unknown;
}

} // namespace rove::ui
