// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/filterquery.h"
#include "ui/models/filtervalues.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringMatcher>

#include <vector>

namespace rove::ui {

/// A query made ready to be asked of many rows: words folded, patterns compiled, dates turned into moments
/// of `now`. A value that can go to another thread; matches() may run on any thread, and its cost for one row
/// is bounded. A query with problems matches what its terms that were understood match.
class FilterMatcher {
public:
    FilterMatcher() = default;
    /// `now` in Unix milliseconds is what ages and `today` count from.
    FilterMatcher(const FilterQuery &query, const FilterFields &fields, qint64 now);

    [[nodiscard]] bool matches(const FilterRow &row) const;
    [[nodiscard]] bool matchesAll() const { return m_terms.empty(); }
    /// True if rows begin or cease to match as time passes.
    [[nodiscard]] bool dependsOnTime() const { return m_dependsOnTime; }

private:
    /// How one value is compared with a text.
    struct TextTest {
        enum class Kind { Equal, Part, Pattern, Fuzzy };
        Kind kind = Kind::Equal;
        QString text;
        QStringMatcher part;
        QRegularExpression pattern;
    };
    struct Term {
        FilterTerm::Kind kind;
        bool isNegated;
        FilterOperator op;
        bool isNumeric = false;
        int field = -1;
        std::vector<int> fields = {};
        std::vector<TextTest> texts = {};
        std::vector<FilterInterval> intervals = {};
    };

    [[nodiscard]] static TextTest textTest(const FilterValue &value, bool isWhole);
    [[nodiscard]] static bool passes(const TextTest &test, const QString &text);
    [[nodiscard]] static bool passes(FilterOperator op, const FilterInterval &interval, double number);
    [[nodiscard]] bool holds(const Term &term, const FilterRow &row) const;
    [[nodiscard]] bool isThere(int field, const FilterRow &row) const;

    std::vector<Term> m_terms;
    std::vector<bool> m_isText;
    qint64 m_now = 0;
    bool m_dependsOnTime = false;
};

} // namespace rove::ui
