// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/filterquery.h"

#include <functional>
#include <vector>

namespace rove::ui {

/// What a field does to one stretch of a filter's text.
struct FilterSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    /// The field's name with its operator, at the beginning; of no length for a word.
    qsizetype nameLength = 0;
    bool isNegated = false;
    bool isWrong = false;
};

/// Something that could stand in a filter: `text` replaces `length` characters from `start`.
struct FilterSuggestion {
    qsizetype start = 0;
    qsizetype length = 0;
    QString text;
    /// One line on what it means; may be empty.
    QString doc;
};

/// The filter language as a field for it sees it: what to draw, what to offer, what is wrong. Holds a view's
/// fields and asks its owner for the values that occur. A value; GUI thread.
class FilterLanguage {
public:
    /// Values that occur in a field, most useful first, each once.
    using ValuesOf = std::function<QStringList(int field)>;

    explicit FilterLanguage(FilterFields fields, ValuesOf valuesOf = {});

    [[nodiscard]] const FilterFields &fields() const { return m_fields; }
    [[nodiscard]] std::vector<FilterSpan> spans(const QString &text) const;
    /// How a filter is written, with the fields there are, as simple HTML.
    [[nodiscard]] QString help() const;
    /// The first problem's sentence, or an empty one.
    [[nodiscard]] QString problem(const QString &text) const;
    /// What may stand at the cursor, bounded.
    [[nodiscard]] std::vector<FilterSuggestion> suggestions(const QString &text, qsizetype cursor) const;

private:
    void suggestFields(std::vector<FilterSuggestion> &list, FilterRange word, const QString &typed) const;
    void suggestValues(std::vector<FilterSuggestion> &list, FilterRange word, const QString &name,
                       const QString &typed) const;

    FilterFields m_fields;
    ValuesOf m_valuesOf;
};

} // namespace rove::ui
