// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterlanguage.h"

#include "ui/models/filterlimits.h"
#include "ui/models/filtervalues.h"
#include "ui/models/modelstext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr QStringView operatorSigns = u":~<>";

/// The term in which the cursor stands, up to the cursor: from the last space outside quotes.
FilterRange wordAt(const QString &text, qsizetype cursor)
{
    qsizetype start = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        if (text.at(i) == u'"')
            isQuoted = !isQuoted;
        else if (text.at(i).isSpace() && !isQuoted)
            start = i + 1;
    }
    return {start, cursor - start};
}

bool isFull(const std::vector<FilterSuggestion> &list)
{
    return qsizetype(list.size()) >= filterlimits::suggestionCountMax;
}

QString fieldSign(FilterKind kind)
{
    const bool isOrdered = kind == FilterKind::Duration || kind == FilterKind::Size;
    return isOrdered ? u">"_s : u":"_s;
}

} // namespace

FilterLanguage::FilterLanguage(FilterFields fields, ValuesOf valuesOf)
    : m_fields(std::move(fields))
    , m_valuesOf(std::move(valuesOf))
{}

std::vector<FilterSpan> FilterLanguage::spans(const QString &text) const
{
    const FilterQuery query = FilterQuery::parse(text, m_fields);
    std::vector<FilterSpan> spans;
    for (const FilterTerm &term : query.terms()) {
        FilterSpan span{.start = term.range.start,
                        .length = term.range.length,
                        .nameLength = 0,
                        .isNegated = term.isNegated};
        if (term.nameRange.length > 0)
            span.nameLength = term.values.front().range.start - term.range.start;
        spans.push_back(span);
    }
    for (const FilterProblem &problem : query.problems())
        spans.push_back({.start = problem.range.start, .length = problem.range.length, .isWrong = true});
    std::ranges::sort(spans, {}, &FilterSpan::start);
    return spans;
}

QString FilterLanguage::help() const
{
    QStringList rows;
    const auto row = [&rows](const QString &example, const QString &meaning) {
        rows.append(u"<tr><td><code>%1</code>&nbsp;&nbsp;</td><td>%2</td></tr>"_s.arg(
            example.toHtmlEscaped(), meaning.toHtmlEscaped()));
    };
    row(u"general"_s, ModelsText::tr("rows with this word anywhere"));
    row(u"\"two words\""_s, ModelsText::tr("exactly these words"));
    row(u"~gnrl"_s, ModelsText::tr("these letters in this order, near each other"));
    row(u"/ro+m/i"_s, ModelsText::tr("a regular expression"));
    for (int field = 0; field < m_fields.count(); ++field) {
        const FilterField &description = m_fields.at(field);
        const bool isFlag = description.kind == FilterKind::Flag;
        const QString value = description.values.isEmpty() ? QString() : description.values.constFirst();
        row(isFlag ? QString(u"is:"_s % description.name)
                   : QString(description.name % fieldSign(description.kind) % value),
            description.doc);
    }
    row(u"-…"_s, ModelsText::tr("not so"));
    return u"<h4>%1</h4><p>%2</p><table>%3</table>"_s.arg(
        ModelsText::tr("Filter").toHtmlEscaped(),
        ModelsText::tr("Terms side by side; all must hold.").toHtmlEscaped(), rows.join(QString()));
}

QString FilterLanguage::problem(const QString &text) const
{
    const FilterQuery query = FilterQuery::parse(text, m_fields);
    return query.isValid() ? QString() : query.problems().front().text;
}

std::vector<FilterSuggestion> FilterLanguage::suggestions(const QString &text, qsizetype cursor) const
{
    std::vector<FilterSuggestion> list;
    if (text.size() > filterlimits::textLengthMax)
        return list;
    FilterRange word = wordAt(text, std::clamp(cursor, qsizetype(0), text.size()));
    if (word.length > 0 && text.at(word.start) == u'-') {
        ++word.start;
        --word.length;
    }
    const QString typed = text.sliced(word.start, word.length);
    const auto sign =
        std::ranges::find_if(typed, [](QChar character) { return operatorSigns.contains(character); });
    if (sign == typed.end()) {
        suggestFields(list, word, typed);
        return list;
    }
    const qsizetype nameLength = sign - typed.begin();
    qsizetype valueStart = nameLength + 1;
    if (valueStart < typed.size() && typed.at(valueStart) == u'=')
        ++valueStart;
    const qsizetype comma = typed.lastIndexOf(u',');
    valueStart = std::max(valueStart, comma + 1);
    suggestValues(list, {word.start + valueStart, word.length - valueStart}, typed.first(nameLength),
                  typed.sliced(valueStart));
    return list;
}

void FilterLanguage::suggestFields(std::vector<FilterSuggestion> &list, FilterRange word,
                                   const QString &typed) const
{
    const auto offer = [&](const QString &text, const QString &doc) {
        if (text.startsWith(typed, Qt::CaseInsensitive) && text.size() > typed.size() && !isFull(list))
            list.push_back({.start = word.start, .length = word.length, .text = text, .doc = doc});
    };
    for (int field = 0; field < m_fields.count(); ++field) {
        const FilterField &description = m_fields.at(field);
        if (description.kind != FilterKind::Flag)
            offer(description.name + fieldSign(description.kind), description.doc);
    }
    if (!m_fields.flagNames().isEmpty())
        offer(u"is:"_s, ModelsText::tr("What a row is, like is:%1").arg(m_fields.flagNames().constFirst()));
    if (!m_fields.optionalNames().isEmpty())
        offer(u"has:"_s,
              ModelsText::tr("What a row has, like has:%1").arg(m_fields.optionalNames().constFirst()));
}

void FilterLanguage::suggestValues(std::vector<FilterSuggestion> &list, FilterRange word, const QString &name,
                                   const QString &typed) const
{
    QString wanted = typed;
    wanted.remove(u'"');
    const auto offer = [&](const QString &value, const QString &doc) {
        if (isFull(list) || value.size() > filterlimits::suggestionLengthMax || value == wanted ||
            !value.contains(wanted, Qt::CaseInsensitive))
            return;
        list.push_back(
            {.start = word.start, .length = word.length, .text = filterValueText(value), .doc = doc});
    };
    const bool isFlags = name.compare("is"_L1, Qt::CaseInsensitive) == 0;
    if (isFlags || name.compare("has"_L1, Qt::CaseInsensitive) == 0) {
        for (int field = 0; field < m_fields.count(); ++field) {
            const FilterField &description = m_fields.at(field);
            if (isFlags ? description.kind == FilterKind::Flag : description.isOptional)
                offer(description.name, description.doc);
        }
        return;
    }
    const int field = m_fields.find(name);
    if (field < 0)
        return;
    const FilterField &description = m_fields.at(field);
    if (description.kind == FilterKind::Time)
        for (const QString &day : {u"today"_s, u"yesterday"_s, u"now"_s})
            offer(day, {});
    if (!description.values.isEmpty()) {
        for (const QString &value : description.values)
            offer(value, {});
        return;
    }
    if (m_valuesOf && description.kind == FilterKind::Text)
        for (const QString &value : m_valuesOf(field))
            offer(value, {});
    if (list.empty() && wanted.isEmpty() && description.kind != FilterKind::Text)
        offer(filterValueExample(description.kind), ModelsText::tr("for example"));
}

} // namespace rove::ui
