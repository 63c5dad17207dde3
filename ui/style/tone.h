// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/theme.h"

#include <QtCore/QLatin1StringView>

namespace rove::ui {

/// How a state looks: a shape and a colour, always shown beside its word, so that no one of the three is
/// needed.
struct Tone {
    ColorRole color = ColorRole::Muted;
    QLatin1StringView icon;

    friend bool operator==(const Tone &, const Tone &) = default;
};

namespace tone {

inline constexpr Tone running{ColorRole::Running, QLatin1StringView("play-circle")};
inline constexpr Tone ready{ColorRole::Running, QLatin1StringView("check-circle-fill")};
inline constexpr Tone sleeping{ColorRole::Sleeping, QLatin1StringView("moon-stars-fill")};
inline constexpr Tone starting{ColorRole::Starting, QLatin1StringView("hourglass-split")};
inline constexpr Tone pending{ColorRole::Pending, QLatin1StringView("clock")};
inline constexpr Tone crashed{ColorRole::Crashed, QLatin1StringView("x-octagon-fill")};
inline constexpr Tone backoff{ColorRole::Backoff, QLatin1StringView("arrow-repeat")};
inline constexpr Tone draining{ColorRole::Draining, QLatin1StringView("box-arrow-up-right")};
inline constexpr Tone destroyed{ColorRole::Destroyed, QLatin1StringView("slash-circle")};
inline constexpr Tone unknown{ColorRole::Muted, QLatin1StringView("question-circle")};
inline constexpr Tone information{ColorRole::Accent, QLatin1StringView("info-circle-fill")};
inline constexpr Tone warning{ColorRole::Warning, QLatin1StringView("exclamation-triangle-fill")};
inline constexpr Tone error{ColorRole::Error, QLatin1StringView("x-octagon-fill")};

} // namespace tone
} // namespace rove::ui
