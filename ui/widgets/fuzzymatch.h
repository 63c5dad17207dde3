// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace rove::ui {

/// How well a text fits what was typed, and which of its characters were meant.
struct FuzzyMatch {
    /// Higher is better; comparable between texts for one pattern.
    int score = 0;
    /// Positions in the text, ascending.
    QList<int> positions = {};
};

/// Whether the letters of a word may stand apart.
enum class Scatter { Allowed, Forbidden };

/// Finds every word of `pattern` in `text` in any case: as a whole where it can, else letter by letter in
/// order, each in the word of the one before or at the beginning of a later word. Beginnings of words, of
/// camelCase parts and runs of letters count more. None if a word does not occur; an empty pattern fits
/// everything with 0.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text,
                                                   Scatter scatter = Scatter::Allowed);

} // namespace rove::ui
