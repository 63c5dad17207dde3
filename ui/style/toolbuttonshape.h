// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QStyleOption>

/// What a tool button shows beside its label: its size and its picture must agree on that.
namespace rove::ui::toolbutton {

inline constexpr int arrowWidth = 14;

/// A button that only opens a menu; one that does more has a part of its own for the arrow.
inline bool showsArrowBeside(const QStyleOptionToolButton &button)
{
    return button.features.testFlag(QStyleOptionToolButton::HasMenu) &&
           !button.features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
}

/// Its text stands beside its icon.
inline bool hasBoth(const QStyleOptionToolButton &button)
{
    return button.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button.icon.isNull() &&
           !button.text.isEmpty();
}

} // namespace rove::ui::toolbutton
