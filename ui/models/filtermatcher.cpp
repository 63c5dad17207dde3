// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filtermatcher.h"

#include "ui/models/filterlimits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

bool isTextKind(FilterKind kind)
{
    return kind == FilterKind::Text || kind == FilterKind::Enum;
}

QRegularExpression compiled(const QString &pattern, Qt::CaseSensitivity caseSensitivity)
{
    QRegularExpression::PatternOptions options = QRegularExpression::DontCaptureOption;
    if (caseSensitivity == Qt::CaseInsensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    // PCRE2 gives up after so many steps, so no pattern can hold up a row.
    QRegularExpression result(u"(*LIMIT_MATCH=%1)%2"_s.arg(filterlimits::patternStepCountMax).arg(pattern),
                              options);
    // Compiles now, where it is made, and not under the first row.
    result.optimize();
    return result;
}

/// True if the text has these letters, which are folded, in their order and near each other.
bool hasNear(QStringView text, QStringView letters)
{
    const qsizetype stretchMax = filterlimits::fuzzyStretchFactor * letters.size();
    for (qsizetype start = 0; start < text.size(); ++start) {
        if (text[start].toCaseFolded() != letters.front())
            continue;
        const qsizetype end = std::min(text.size(), start + stretchMax);
        qsizetype found = 0;
        for (qsizetype i = start; i < end && found < letters.size(); ++i)
            found += text[i].toCaseFolded() == letters[found] ? 1 : 0;
        if (found == letters.size())
            return true;
    }
    return false;
}

} // namespace

FilterMatcher::FilterMatcher(const FilterQuery &query, const FilterFields &fields, qint64 now)
    : m_now(now)
{
    for (int field = 0; field < fields.count(); ++field)
        m_isText.push_back(isTextKind(fields.at(field).kind));
    for (const FilterTerm &term : query.terms()) {
        Term ready{.kind = term.kind, .isNegated = term.isNegated, .op = term.op, .field = term.field};
        const bool isSearch = term.kind == FilterTerm::Kind::Search;
        ready.fields = isSearch ? fields.searched() : term.fields;
        if (isSearch)
            ready.texts.push_back(textTest(term.values.front(), false));
        if (term.kind == FilterTerm::Kind::Compare) {
            const FilterKind kind = fields.at(term.field).kind;
            ready.isNumeric = !isTextKind(kind);
            for (const FilterValue &value : term.values) {
                if (!ready.isNumeric)
                    ready.texts.push_back(textTest(value, term.op == FilterOperator::Is));
                else if (const auto interval = filterInterval(kind, value.text, now))
                    ready.intervals.push_back(*interval);
            }
            m_dependsOnTime |= kind == FilterKind::Duration || kind == FilterKind::Time;
        }
        m_terms.push_back(std::move(ready));
    }
}

FilterMatcher::TextTest FilterMatcher::textTest(const FilterValue &value, bool isWhole)
{
    TextTest test;
    if (value.form == FilterValue::Form::Pattern) {
        test.kind = TextTest::Kind::Pattern;
        test.pattern = compiled(value.text, value.caseSensitivity);
    } else if (value.form == FilterValue::Form::Fuzzy) {
        test.kind = TextTest::Kind::Fuzzy;
        test.text = value.text;
        for (QChar &letter : test.text)
            letter = letter.toCaseFolded();
    } else if (isWhole && value.form == FilterValue::Form::Plain && value.text.contains(u'*')) {
        QStringList parts;
        for (const QStringView part : QStringView(value.text).split(u'*'))
            parts.append(QRegularExpression::escape(part));
        test.kind = TextTest::Kind::Pattern;
        test.pattern =
            compiled(QRegularExpression::anchoredPattern(parts.join(u".*"_s)), Qt::CaseInsensitive);
    } else if (isWhole) {
        test.text = value.text;
    } else {
        test.kind = TextTest::Kind::Part;
        test.part = QStringMatcher(value.text, Qt::CaseInsensitive);
    }
    return test;
}

bool FilterMatcher::passes(const TextTest &test, const QString &text)
{
    switch (test.kind) {
    case TextTest::Kind::Equal:
        return text.compare(test.text, Qt::CaseInsensitive) == 0;
    case TextTest::Kind::Part:
        return test.part.indexIn(QStringView(text)) >= 0;
    case TextTest::Kind::Pattern:
    case TextTest::Kind::Fuzzy:
        break;
    }
    const QStringView subject =
        QStringView(text).first(std::min(text.size(), qsizetype(filterlimits::patternSubjectLengthMax)));
    if (test.kind == TextTest::Kind::Fuzzy)
        return hasNear(subject, test.text);
    return test.pattern.matchView(subject).hasMatch();
}

bool FilterMatcher::passes(FilterOperator op, const FilterInterval &interval, double number)
{
    switch (op) {
    case FilterOperator::Is:
    case FilterOperator::Contains:
        return number >= interval.from && number <= interval.to;
    case FilterOperator::Less:
        return number < interval.from;
    case FilterOperator::LessOrEqual:
        return number <= interval.to;
    case FilterOperator::Greater:
        return number > interval.to;
    case FilterOperator::GreaterOrEqual:
        break;
    }
    return number >= interval.from;
}

bool FilterMatcher::matches(const FilterRow &row) const
{
    return std::ranges::all_of(m_terms,
                               [this, &row](const Term &term) { return holds(term, row) != term.isNegated; });
}

bool FilterMatcher::isThere(int field, const FilterRow &row) const
{
    return m_isText[static_cast<size_t>(field)] ? !row.text(field).isEmpty()
                                                : row.number(field, m_now).has_value();
}

bool FilterMatcher::holds(const Term &term, const FilterRow &row) const
{
    switch (term.kind) {
    case FilterTerm::Kind::Search:
        return std::ranges::any_of(term.fields,
                                   [&](int field) { return passes(term.texts.front(), row.text(field)); });
    case FilterTerm::Kind::Flags:
        return std::ranges::any_of(term.fields, [&row](int field) { return row.flag(field); });
    case FilterTerm::Kind::Has:
        return std::ranges::any_of(term.fields, [this, &row](int field) { return isThere(field, row); });
    case FilterTerm::Kind::Compare:
        break;
    }
    if (!term.isNumeric) {
        const QString text = row.text(term.field);
        return std::ranges::any_of(term.texts, [&text](const TextTest &test) { return passes(test, text); });
    }
    const std::optional<double> number = row.number(term.field, m_now);
    return number && std::ranges::any_of(term.intervals, [&](const FilterInterval &interval) {
               return passes(term.op, interval, *number);
           });
}

} // namespace rove::ui
