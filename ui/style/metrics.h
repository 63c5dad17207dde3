// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rove::ui::metrics {

// The 4 px grid.
inline constexpr int space1 = 4;
inline constexpr int space2 = 8;
inline constexpr int space3 = 12;
inline constexpr int space4 = 16;
inline constexpr int space6 = 24;

inline constexpr int panePadding = space2;
inline constexpr int groupSpacing = space4;
inline constexpr int cornerRadius = 4;
inline constexpr int focusRingWidth = 2;
inline constexpr int iconSize = 16;
/// Nothing that can be clicked is smaller than this.
inline constexpr int hitTarget = 24;

} // namespace rove::ui::metrics
