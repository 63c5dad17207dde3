// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace rove::ui {

/// Text of somebody else as one line that can be trusted: control characters as their pictures (`␊`), what is
/// invisible or turns the direction of writing as its number (`⟨U+202E⟩`), cut after so many graphemes with
/// an ellipsis. Letters, emoji and right-to-left text stay as they are.
[[nodiscard]] QString visibleText(QStringView text, qsizetype graphemeCountMax);

/// For a tooltip: visibleText(), bounded, as plain text whatever it contains.
[[nodiscard]] QString plainToolTip(QStringView text);

} // namespace rove::ui
