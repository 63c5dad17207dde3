// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/filterfields.h"

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace rove::ui {

/// A stretch of a filter's text.
struct FilterRange {
    qsizetype start = 0;
    qsizetype length = 0;

    [[nodiscard]] qsizetype end() const { return start + length; }
    friend bool operator==(const FilterRange &, const FilterRange &) = default;
};

enum class FilterOperator { Is, Contains, Less, LessOrEqual, Greater, GreaterOrEqual };

/// One value of a term, or a word without a field.
struct FilterValue {
    enum class Form {
        Plain,
        Quoted,
        Pattern,
        /// `~gnrl`: the letters in this order, near each other.
        Fuzzy,
    };

    QString text;
    Form form = Form::Plain;
    /// For a pattern: `/…/i`.
    Qt::CaseSensitivity caseSensitivity = Qt::CaseInsensitive;
    FilterRange range = {};
};

/// One condition. All of a query must hold.
struct FilterTerm {
    enum class Kind {
        /// The values' one text is looked for in the searched fields.
        Search,
        /// `field` compared with `values`, any of which will do.
        Compare,
        /// `is:`: any of the flags `fields` is true.
        Flags,
        /// `has:`: any of `fields` is there.
        Has,
    };

    Kind kind = Kind::Search;
    bool isNegated = false;
    FilterOperator op = FilterOperator::Is;
    /// For Compare: the field's position.
    int field = -1;
    /// For Flags and Has: the fields' positions, in the order of the values.
    std::vector<int> fields = {};
    std::vector<FilterValue> values = {};
    FilterRange range = {};
    /// The field's name as it was written; of no length for Search.
    FilterRange nameRange = {};
};

/// What is wrong with a filter, where, and what to write instead.
struct FilterProblem {
    FilterRange range;
    QString text;

    friend bool operator==(const FilterProblem &, const FilterProblem &) = default;
};

/// A filter, read: terms side by side, all of which must hold.
///
///     status:running,sleeping key~tenant age>2h -name:job "exact words" /ro+m/i ~gnrl has:error is:pinned
///     free text
///
/// A value in quotes is taken as it stands; `\"` and `\\` stand for themselves there. Reading never fails:
/// what is not understood is left out of `terms()` and told by `problems()`, and a query with problems is not
/// to be applied. A value; knows nothing of rows.
class FilterQuery {
public:
    FilterQuery() = default;
    [[nodiscard]] static FilterQuery parse(const QString &text, const FilterFields &fields);

    [[nodiscard]] bool isValid() const { return m_problems.empty(); }
    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    [[nodiscard]] const std::vector<FilterTerm> &terms() const { return m_terms; }
    [[nodiscard]] const std::vector<FilterProblem> &problems() const { return m_problems; }
    /// The same query, written in the one way: full names, quotes only where needed, one space.
    [[nodiscard]] QString toText(const FilterFields &fields) const;

private:
    friend class FilterParser;

    std::vector<FilterTerm> m_terms;
    std::vector<FilterProblem> m_problems;
};

/// A term as text, `-status:running`; for commands that add one to what was typed.
[[nodiscard]] QString filterTermText(const FilterTerm &term, const FilterFields &fields);
/// A value as it must be written to mean itself.
[[nodiscard]] QString filterValueText(const QString &value);
/// `text` with `field:value` at its end, or `-field:value`; the contrary term is taken out and the same is
/// not said twice.
[[nodiscard]] QString withFilterTerm(const QString &text, const FilterFields &fields, int field,
                                     const QString &value, bool isNegated);

/// The values that `field:…` asks for in a text, those of every such term that is not negated.
[[nodiscard]] QStringList filterValues(const QString &text, const FilterFields &fields, int field);
/// `text` with one term `field:value,…` for exactly these values instead; with none of them, without it.
[[nodiscard]] QString withFilterValues(const QString &text, const FilterFields &fields, int field,
                                       const QStringList &values);

} // namespace rove::ui
