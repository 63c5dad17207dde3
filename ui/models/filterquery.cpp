// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterquery.h"

#include "ui/models/filterparser.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QLatin1StringView operatorText(FilterOperator op)
{
    switch (op) {
    case FilterOperator::Is:
        return ":"_L1;
    case FilterOperator::Contains:
        return "~"_L1;
    case FilterOperator::Less:
        return "<"_L1;
    case FilterOperator::LessOrEqual:
        return "<="_L1;
    case FilterOperator::Greater:
        return ">"_L1;
    case FilterOperator::GreaterOrEqual:
        break;
    }
    return ">="_L1;
}

QString quoted(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return QString(u'"' % escaped % u'"');
}

QString patternText(const FilterValue &value)
{
    QString escaped;
    bool isEscaped = false;
    for (const QChar character : value.text) {
        if (character == u'/' && !isEscaped)
            escaped += u'\\';
        escaped += character;
        isEscaped = !isEscaped && character == u'\\';
    }
    const QString flag = value.caseSensitivity == Qt::CaseInsensitive ? u"i"_s : QString();
    return QString(u'/' % escaped % u'/' % flag);
}

/// A word without quotes that would be read as something else, or fall apart, needs them.
bool needsQuotesInSearch(const QString &text)
{
    static constexpr QStringView special = u":~<>\"/";
    return text.isEmpty() || text.startsWith(u'-') || std::ranges::any_of(text, [](QChar character) {
               return character.isSpace() || special.contains(character);
           });
}

bool needsQuotes(const QString &text)
{
    return text.isEmpty() || text.startsWith(u'/') || std::ranges::any_of(text, [](QChar character) {
               return character.isSpace() || character == u',' || character == u'"' || character == u'*';
           });
}

QString valueText(const FilterValue &value)
{
    if (value.form == FilterValue::Form::Pattern)
        return patternText(value);
    // A star means anything unless it is quoted.
    const bool isWild = value.form == FilterValue::Form::Plain && value.text.contains(u'*');
    return needsQuotes(value.text) && !isWild ? quoted(value.text) : value.text;
}

QString searchText(const FilterValue &value)
{
    if (value.form == FilterValue::Form::Pattern)
        return patternText(value);
    if (value.form == FilterValue::Form::Fuzzy)
        return QString(u'~' % value.text);
    if (value.form == FilterValue::Form::Plain)
        return value.text;
    return needsQuotesInSearch(value.text) ? quoted(value.text) : value.text;
}

} // namespace

FilterQuery FilterQuery::parse(const QString &text, const FilterFields &fields)
{
    return FilterParser(text, fields).read();
}

QString FilterQuery::toText(const FilterFields &fields) const
{
    QStringList words;
    for (const FilterTerm &term : m_terms)
        words.append(filterTermText(term, fields));
    return words.join(u' ');
}

QString filterTermText(const FilterTerm &term, const FilterFields &fields)
{
    QString text = term.isNegated ? u"-"_s : QString();
    if (term.kind == FilterTerm::Kind::Search)
        return QString(text % searchText(term.values.front()));
    if (term.kind == FilterTerm::Kind::Compare)
        text += fields.at(term.field).name % operatorText(term.op);
    else
        text += term.kind == FilterTerm::Kind::Flags ? u"is:"_s : u"has:"_s;
    QStringList values;
    for (size_t i = 0; i < term.values.size(); ++i)
        values.append(term.kind == FilterTerm::Kind::Compare ? valueText(term.values[i])
                                                             : fields.at(term.fields[i]).name);
    return QString(text % values.join(u','));
}

QString filterValueText(const QString &value)
{
    return needsQuotes(value) ? quoted(value) : value;
}

QString withFilterTerm(const QString &text, const FilterFields &fields, int field, const QString &value,
                       bool isNegated)
{
    FilterTerm wanted{.kind = FilterTerm::Kind::Compare, .isNegated = isNegated, .field = field};
    if (fields.at(field).kind == FilterKind::Flag) {
        wanted.kind = FilterTerm::Kind::Flags;
        wanted.fields = {field};
    }
    wanted.values.push_back({.text = value, .form = FilterValue::Form::Quoted});
    const QString term = filterTermText(wanted, fields);
    wanted.isNegated = !isNegated;
    const QString contrary = filterTermText(wanted, fields);
    const FilterQuery query = FilterQuery::parse(text, fields);
    QStringList words;
    for (const FilterTerm &existing : query.terms()) {
        const QString written = filterTermText(existing, fields);
        if (written != term && written != contrary)
            words.append(written);
    }
    words.append(term);
    return words.join(u' ');
}

namespace {

bool asksFor(const FilterTerm &term, int field)
{
    return term.kind == FilterTerm::Kind::Compare && term.field == field && !term.isNegated &&
           term.op == FilterOperator::Is;
}

} // namespace

QStringList filterValues(const QString &text, const FilterFields &fields, int field)
{
    const FilterQuery query = FilterQuery::parse(text, fields);
    QStringList values;
    for (const FilterTerm &term : query.terms())
        if (asksFor(term, field))
            for (const FilterValue &value : term.values)
                values.append(value.text);
    return values;
}

QString withFilterValues(const QString &text, const FilterFields &fields, int field,
                         const QStringList &values)
{
    const FilterQuery query = FilterQuery::parse(text, fields);
    QStringList words;
    for (const FilterTerm &term : query.terms())
        if (!asksFor(term, field))
            words.append(filterTermText(term, fields));
    QStringList written;
    for (const QString &value : values)
        written.append(filterValueText(value));
    if (!written.isEmpty())
        words.append(QString(fields.at(field).name % u':' % written.join(u',')));
    return words.join(u' ');
}

} // namespace rove::ui
