// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QLatin1StringView>
#include <QtCore/QString>

#include <algorithm>
#include <array>

namespace rove::ui {

/// One colour that a connection can have.
struct ProfileColour {
    /// For files: fixed for ever.
    QLatin1StringView id;
    /// `#rrggbb`, the same in both themes: each stands out at 3:1 from every background that it is drawn on.
    QLatin1StringView value;
};

/// The colours to choose from. Few, so that they can be told apart; a connection's name is always beside its
/// colour.
inline constexpr std::array profileColours{
    ProfileColour{QLatin1StringView("blue"), QLatin1StringView("#2F80ED")},
    ProfileColour{QLatin1StringView("teal"), QLatin1StringView("#0E8F8A")},
    ProfileColour{QLatin1StringView("green"), QLatin1StringView("#2C9249")},
    ProfileColour{QLatin1StringView("olive"), QLatin1StringView("#758A00")},
    ProfileColour{QLatin1StringView("orange"), QLatin1StringView("#D05F0C")},
    ProfileColour{QLatin1StringView("red"), QLatin1StringView("#E0443A")},
    ProfileColour{QLatin1StringView("pink"), QLatin1StringView("#DA4493")},
    ProfileColour{QLatin1StringView("purple"), QLatin1StringView("#9B5DE5")},
};

/// True for a value of the palette, in any case.
[[nodiscard]] inline bool isProfileColour(const QString &value)
{
    return std::ranges::any_of(profileColours, [&value](const ProfileColour &colour) {
        return value.compare(colour.value, Qt::CaseInsensitive) == 0;
    });
}

} // namespace rove::ui
