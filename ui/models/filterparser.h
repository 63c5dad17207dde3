// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/filterquery.h"

#include <optional>

namespace rove::ui {

/// Reads one filter from left to right, once. Each term ends at a space outside quotes and patterns, so a
/// mistake in one does not spoil the others. For FilterQuery::parse alone.
class FilterParser {
public:
    FilterParser(const QString &text, const FilterFields &fields)
        : m_text(text)
        , m_fields(fields)
    {}

    FilterQuery read();

private:
    [[nodiscard]] bool isAtEnd() const { return m_position >= m_text.size(); }
    [[nodiscard]] QChar here() const { return m_text.at(m_position); }
    [[nodiscard]] bool isAtTermEnd() const { return isAtEnd() || here().isSpace(); }
    [[nodiscard]] FilterRange rangeFrom(qsizetype start) const { return {start, m_position - start}; }

    void readTerm();
    [[nodiscard]] std::optional<FilterOperator> takeOperator();
    void readSearch(FilterTerm term);
    void readField(FilterTerm term, const QString &name);
    bool readValues(FilterTerm &term, bool isText);
    bool readValue(FilterTerm &term, bool isText);
    bool readQuoted(FilterValue &value);
    bool readPattern(FilterValue &value);
    [[nodiscard]] bool startsPattern() const;
    bool resolveNames(FilterTerm &term);
    bool checkValues(const FilterTerm &term);
    void finish(FilterTerm term);
    void skipTerm();
    void fail(FilterRange range, const QString &text);
    [[nodiscard]] QString unknownFieldText(const QString &name) const;

    const QString &m_text;
    const FilterFields &m_fields;
    qsizetype m_position = 0;
    FilterQuery m_query;
};

} // namespace rove::ui
