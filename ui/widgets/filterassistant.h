// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <utility>
#include <vector>

namespace rove::ui {

/// A stretch of a filter that belongs together: it is drawn as one chip.
struct FilterPiece {
    qsizetype start = 0;
    qsizetype length = 0;
    /// How much of its beginning is the name of a field.
    qsizetype nameLength = 0;
    bool isNegated = false;
    bool isWrong = false;
};

/// What could be typed: `text` in place of `length` characters from `start`.
struct FilterOffer {
    qsizetype start = 0;
    qsizetype length = 0;
    QString text;
    QString doc;
};

/// What a FilterBox asks about the text in it. Owned by the box; GUI thread; quick.
class FilterAssistant {
public:
    virtual ~FilterAssistant() = default;

    [[nodiscard]] virtual std::vector<FilterPiece> pieces(const QString &text) const = 0;
    /// What is wrong with it, as a sentence; empty if nothing is.
    [[nodiscard]] virtual QString problem(const QString &text) const = 0;
    [[nodiscard]] virtual std::vector<FilterOffer> offers(const QString &text, qsizetype cursor) const = 0;
};

/// An assistant from any language with `spans(text)`, `problem(text)` and `suggestions(text, cursor)`, whose
/// members are named as here; so that widgets need to know no language, and languages no widgets.
template <class Language>
class LanguageAssistant : public FilterAssistant {
public:
    explicit LanguageAssistant(Language language)
        : m_language(std::move(language))
    {}

    [[nodiscard]] std::vector<FilterPiece> pieces(const QString &text) const override
    {
        std::vector<FilterPiece> pieces;
        for (const auto &span : m_language.spans(text))
            pieces.push_back({.start = span.start,
                              .length = span.length,
                              .nameLength = span.nameLength,
                              .isNegated = span.isNegated,
                              .isWrong = span.isWrong});
        return pieces;
    }
    [[nodiscard]] QString problem(const QString &text) const override { return m_language.problem(text); }
    [[nodiscard]] std::vector<FilterOffer> offers(const QString &text, qsizetype cursor) const override
    {
        std::vector<FilterOffer> offers;
        for (auto &suggestion : m_language.suggestions(text, cursor))
            offers.push_back({.start = suggestion.start,
                              .length = suggestion.length,
                              .text = suggestion.text,
                              .doc = suggestion.doc});
        return offers;
    }

private:
    Language m_language;
};

} // namespace rove::ui
