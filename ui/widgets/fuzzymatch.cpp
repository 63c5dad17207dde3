// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fuzzymatch.h"

#include <algorithm>

namespace rove::ui {
namespace {

// Only their order matters: a whole word beats scattered letters, an early place a late one.
constexpr int wholeScore = 60;
constexpr int startScore = 40;
constexpr int boundaryScore = 20;
constexpr int runScore = 8;
constexpr int letterScore = 2;
constexpr int latePenaltyMax = 20;
/// Longer texts are matched by their beginning only.
constexpr qsizetype textLengthMax = 512;

bool isBoundary(QStringView text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[at].isUpper());
}

FuzzyMatch wholeMatch(QStringView text, qsizetype at, qsizetype length)
{
    FuzzyMatch match;
    match.score = wholeScore + static_cast<int>(length) * runScore - std::min<int>(int(at), latePenaltyMax);
    if (at == 0)
        match.score += startScore;
    else if (isBoundary(text, at))
        match.score += boundaryScore;
    for (qsizetype i = 0; i < length; ++i)
        match.positions.append(static_cast<int>(at + i));
    return match;
}

/// The occurrence that counts most, if there is one.
std::optional<FuzzyMatch> findWhole(QStringView word, QStringView text)
{
    std::optional<FuzzyMatch> best;
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        const FuzzyMatch match = wholeMatch(text, at, word.size());
        if (!best || match.score > best->score)
            best = match;
    }
    return best;
}

/// The letters in order: each right behind the one before, else at the next beginning of a word, else further
/// on in the same word. A letter in the middle of another word is nothing that anybody meant.
std::optional<FuzzyMatch> findLetters(QStringView word, QStringView text)
{
    FuzzyMatch match;
    qsizetype from = 0;
    for (const QChar letter : word) {
        qsizetype same = -1;
        qsizetype boundary = -1;
        bool isSameWord = from > 0;
        for (qsizetype at = from; at < text.size() && boundary < 0; ++at) {
            isSameWord = isSameWord && !isBoundary(text, at);
            if (text[at].toCaseFolded() != letter.toCaseFolded())
                continue;
            if (isBoundary(text, at))
                boundary = at;
            else if (isSameWord && same < 0)
                same = at;
        }
        const bool runsOn = same >= 0 && same == from;
        const qsizetype at = runsOn || boundary < 0 ? same : boundary;
        if (at < 0)
            return std::nullopt;
        match.score += letterScore + (runsOn ? runScore : 0) + (at == boundary ? boundaryScore / 2 : 0);
        match.positions.append(static_cast<int>(at));
        from = at + 1;
    }
    match.score -= std::min<int>(match.positions.first(), latePenaltyMax);
    return match;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text, Scatter scatter)
{
    const QStringView searched = text.first(std::min(text.size(), textLengthMax));
    FuzzyMatch whole;
    for (const QStringView word : pattern.split(u' ', Qt::SkipEmptyParts)) {
        std::optional<FuzzyMatch> match = findWhole(word, searched);
        if (!match && scatter == Scatter::Allowed)
            match = findLetters(word, searched);
        if (!match)
            return std::nullopt;
        whole.score += match->score;
        whole.positions += match->positions;
    }
    std::ranges::sort(whole.positions);
    const auto repeated = std::ranges::unique(whole.positions);
    whole.positions.erase(repeated.begin(), repeated.end());
    return whole;
}

} // namespace rove::ui
