// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/qtypes.h>

/// The bounds of the filter language. A filter is typed, saved and linked: text from anywhere.
namespace rove::ui::filterlimits {

constexpr qsizetype textLengthMax = 4096;
constexpr qsizetype termCountMax = 64;
constexpr qsizetype valueCountMax = 64;
constexpr qsizetype patternLengthMax = 256;
/// Longer texts are searched up to here with a pattern.
constexpr qsizetype patternSubjectLengthMax = 4096;
/// How much longer than what was typed the stretch may be in which a fuzzy word finds its letters. Three gaps
/// a letter leave abbreviations of words and few accidents in random ids.
constexpr qsizetype fuzzyStretchFactor = 4;
/// Steps that PCRE2 may take for one text before it counts as no match.
constexpr int patternStepCountMax = 20000;
constexpr qsizetype suggestionCountMax = 50;
/// A suggestion is a line to read, not a whole value.
constexpr qsizetype suggestionLengthMax = 120;

} // namespace rove::ui::filterlimits
