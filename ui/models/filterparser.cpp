// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterparser.h"

#include "ui/models/filterlimits.h"
#include "ui/models/filtervalues.h"
#include "ui/models/modelstext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

bool isNameCharacter(QChar character)
{
    return (character >= u'a' && character <= u'z') || (character >= u'A' && character <= u'Z') ||
           (character >= u'0' && character <= u'9') || character == u'_';
}

bool isTextKind(FilterKind kind)
{
    return kind == FilterKind::Text || kind == FilterKind::Enum;
}

QString listText(const QStringList &words)
{
    return words.join(u", "_s);
}

} // namespace

FilterQuery FilterParser::read()
{
    if (m_text.size() > filterlimits::textLengthMax) {
        fail({filterlimits::textLengthMax, m_text.size() - filterlimits::textLengthMax},
             ModelsText::tr("A filter has at most %n character(s).", nullptr,
                            static_cast<int>(filterlimits::textLengthMax)));
        return std::move(m_query);
    }
    while (!isAtEnd()) {
        if (here().isSpace())
            ++m_position;
        else
            readTerm();
    }
    return std::move(m_query);
}

void FilterParser::readTerm()
{
    FilterTerm term;
    const qsizetype start = m_position;
    if (here() == u'-') {
        term.isNegated = true;
        ++m_position;
    }
    term.range.start = start;
    if (isAtTermEnd())
        return fail(rangeFrom(start),
                    ModelsText::tr("After “-” comes what must not match, like -status:running."));
    if (qsizetype(m_query.m_terms.size()) >= filterlimits::termCountMax) {
        skipTerm();
        return fail(rangeFrom(start), ModelsText::tr("A filter has at most %n term(s).", nullptr,
                                                     static_cast<int>(filterlimits::termCountMax)));
    }
    const qsizetype nameStart = m_position;
    while (!isAtEnd() && isNameCharacter(here()))
        ++m_position;
    const QString name = m_text.sliced(nameStart, m_position - nameStart);
    if (!name.isEmpty() && !isAtEnd()) {
        term.nameRange = rangeFrom(nameStart);
        if (const std::optional<FilterOperator> op = takeOperator()) {
            term.op = *op;
            return readField(std::move(term), name);
        }
    }
    term.nameRange = {};
    m_position = nameStart;
    readSearch(std::move(term));
}

std::optional<FilterOperator> FilterParser::takeOperator()
{
    const QChar first = here();
    const bool isOrEqual = m_position + 1 < m_text.size() && m_text.at(m_position + 1) == u'=';
    std::optional<FilterOperator> op;
    if (first == u':')
        op = FilterOperator::Is;
    else if (first == u'~')
        op = FilterOperator::Contains;
    else if (first == u'<')
        op = isOrEqual ? FilterOperator::LessOrEqual : FilterOperator::Less;
    else if (first == u'>')
        op = isOrEqual ? FilterOperator::GreaterOrEqual : FilterOperator::Greater;
    if (op)
        m_position += (first == u'<' || first == u'>') && isOrEqual ? 2 : 1;
    return op;
}

void FilterParser::readSearch(FilterTerm term)
{
    term.kind = FilterTerm::Kind::Search;
    FilterValue value;
    value.range.start = m_position;
    if (here() == u'"') {
        if (!readQuoted(value))
            return;
    } else if (startsPattern()) {
        if (!readPattern(value))
            return;
    } else {
        const bool isFuzzy = here() == u'~';
        skipTerm();
        const qsizetype start = value.range.start + (isFuzzy ? 1 : 0);
        value.text = m_text.sliced(start, m_position - start);
        value.form = isFuzzy ? FilterValue::Form::Fuzzy : FilterValue::Form::Plain;
    }
    value.range = rangeFrom(value.range.start);
    if (!isAtTermEnd()) {
        skipTerm();
        return fail(rangeFrom(term.range.start),
                    ModelsText::tr("A space is missing after the closing sign."));
    }
    if (value.text.isEmpty())
        return fail(rangeFrom(term.range.start),
                    value.form == FilterValue::Form::Fuzzy
                        ? ModelsText::tr("After “~” come letters in their order, like ~gnrl for general.")
                        : ModelsText::tr("There is nothing between the quotes."));
    term.values.push_back(std::move(value));
    finish(std::move(term));
}

void FilterParser::readField(FilterTerm term, const QString &name)
{
    const qsizetype start = term.range.start;
    if (name.compare("is"_L1, Qt::CaseInsensitive) == 0)
        term.kind = FilterTerm::Kind::Flags;
    else if (name.compare("has"_L1, Qt::CaseInsensitive) == 0)
        term.kind = FilterTerm::Kind::Has;
    else
        term.kind = FilterTerm::Kind::Compare;
    if (term.kind != FilterTerm::Kind::Compare && term.op != FilterOperator::Is) {
        skipTerm();
        return fail(rangeFrom(start), ModelsText::tr("“%1” takes a colon: %1:name.").arg(name.toLower()));
    }
    term.field = term.kind == FilterTerm::Kind::Compare ? m_fields.find(name) : -1;
    if (term.kind == FilterTerm::Kind::Compare && term.field < 0) {
        skipTerm();
        return fail(term.nameRange, unknownFieldText(name));
    }
    const bool isText = term.field >= 0 && isTextKind(m_fields.at(term.field).kind);
    if (!readValues(term, isText))
        return;
    term.range = rangeFrom(start);
    if (term.kind == FilterTerm::Kind::Compare ? checkValues(term) : resolveNames(term))
        finish(std::move(term));
}

QString FilterParser::unknownFieldText(const QString &name) const
{
    return ModelsText::tr(
               "There is no field “%1”. To search for the text itself, put it in quotes. Fields: %2.")
        .arg(name, listText(m_fields.names()));
}

bool FilterParser::readValues(FilterTerm &term, bool isText)
{
    while (true) {
        if (qsizetype(term.values.size()) >= filterlimits::valueCountMax) {
            skipTerm();
            fail(rangeFrom(term.range.start), ModelsText::tr("A term has at most %n value(s).", nullptr,
                                                             static_cast<int>(filterlimits::valueCountMax)));
            return false;
        }
        if (!readValue(term, isText))
            return false;
        if (isAtTermEnd())
            return true;
        if (here() != u',') {
            skipTerm();
            fail(rangeFrom(term.range.start),
                 ModelsText::tr("A comma or a space is missing after the closing sign."));
            return false;
        }
        ++m_position;
    }
}

bool FilterParser::readValue(FilterTerm &term, bool isText)
{
    FilterValue value;
    const qsizetype start = m_position;
    if (!isAtTermEnd() && here() == u'"') {
        if (!readQuoted(value))
            return false;
    } else if (isText && term.kind == FilterTerm::Kind::Compare && startsPattern()) {
        if (!readPattern(value))
            return false;
    } else {
        while (!isAtTermEnd() && here() != u',')
            ++m_position;
        value.text = m_text.sliced(start, m_position - start);
        if (value.text.isEmpty()) {
            const qsizetype end = m_position;
            skipTerm();
            fail({term.range.start, end - term.range.start}, ModelsText::tr("A value is missing here."));
            return false;
        }
    }
    value.range = rangeFrom(start);
    term.values.push_back(std::move(value));
    return true;
}

bool FilterParser::readQuoted(FilterValue &value)
{
    const qsizetype start = m_position++;
    value.form = FilterValue::Form::Quoted;
    while (!isAtEnd() && here() != u'"') {
        if (here() == u'\\' && m_position + 1 < m_text.size())
            ++m_position;
        value.text += here();
        ++m_position;
    }
    if (isAtEnd()) {
        fail(rangeFrom(start), ModelsText::tr("The closing quotation mark is missing."));
        return false;
    }
    ++m_position;
    return true;
}

bool FilterParser::startsPattern() const
{
    if (isAtTermEnd() || here() != u'/')
        return false;
    // A lone slash, as in a path, is text: a pattern has an end.
    bool isEscaped = false;
    for (qsizetype i = m_position + 1; i < m_text.size(); ++i) {
        if (!isEscaped && m_text.at(i) == u'/') {
            const qsizetype after = i + 1;
            const auto ends = [this](qsizetype at) {
                return at >= m_text.size() || m_text.at(at).isSpace() || m_text.at(at) == u',';
            };
            return i > m_position + 1 &&
                   (ends(after) || (m_text.at(after).toLower() == u'i' && ends(after + 1)));
        }
        isEscaped = !isEscaped && m_text.at(i) == u'\\';
    }
    return false;
}

bool FilterParser::readPattern(FilterValue &value)
{
    const qsizetype start = m_position++;
    value.form = FilterValue::Form::Pattern;
    value.caseSensitivity = Qt::CaseSensitive;
    while (here() != u'/') {
        // The slash alone needs its backslash only for us.
        const bool isEscape = here() == u'\\' && m_position + 1 < m_text.size();
        if (isEscape && m_text.at(m_position + 1) != u'/')
            value.text += here();
        if (isEscape)
            ++m_position;
        value.text += here();
        ++m_position;
    }
    ++m_position;
    if (!isAtEnd() && here().toLower() == u'i') {
        value.caseSensitivity = Qt::CaseInsensitive;
        ++m_position;
    }
    const FilterRange range = rangeFrom(start);
    if (value.text.size() > filterlimits::patternLengthMax) {
        skipTerm();
        fail(range, ModelsText::tr("A pattern has at most %n character(s).", nullptr,
                                   static_cast<int>(filterlimits::patternLengthMax)));
        return false;
    }
    const QRegularExpression pattern(value.text);
    // Verbs at the start, like (*LIMIT_MATCH=…), would lift our own bounds.
    if (pattern.isValid() && !value.text.startsWith(u"(*"_s))
        return true;
    skipTerm();
    fail(range, ModelsText::tr("This is no regular expression: %1")
                    .arg(pattern.isValid() ? value.text : pattern.errorString()));
    return false;
}

/// The flags of `is:`, the fields of `has:`.
bool FilterParser::resolveNames(FilterTerm &term)
{
    const bool isFlags = term.kind == FilterTerm::Kind::Flags;
    for (const FilterValue &value : term.values) {
        const int field = isFlags ? m_fields.findFlag(value.text) : m_fields.find(value.text);
        if (field < 0 || (!isFlags && !m_fields.at(field).isOptional)) {
            const QStringList known = isFlags ? m_fields.flagNames() : m_fields.optionalNames();
            fail(value.range, ModelsText::tr("“%1” is nothing that can be asked for here. There are: %2.")
                                  .arg(value.text, listText(known)));
            return false;
        }
        term.fields.push_back(field);
    }
    return true;
}

bool FilterParser::checkValues(const FilterTerm &term)
{
    const FilterField &field = m_fields.at(term.field);
    const bool isText = isTextKind(field.kind);
    const bool isOrder = term.op != FilterOperator::Is && term.op != FilterOperator::Contains;
    if (isText && isOrder) {
        fail(term.range, ModelsText::tr("“%1” is text: use %1:word or %1~part.").arg(field.name));
        return false;
    }
    if (!isText && term.op == FilterOperator::Contains) {
        fail(term.range, ModelsText::tr("“%1” is no text: use %1>%2, %1<%2 or %1:%2.")
                             .arg(field.name, filterValueExample(field.kind)));
        return false;
    }
    for (const FilterValue &value : term.values) {
        if (!isText) {
            if (filterInterval(field.kind, value.text, QDateTime::currentMSecsSinceEpoch()))
                continue;
            fail(value.range,
                 ModelsText::tr("“%1” is written like %2.").arg(field.name, filterValueExample(field.kind)));
            return false;
        }
        const bool mustBeKnown = field.kind == FilterKind::Enum && term.op == FilterOperator::Is &&
                                 value.form != FilterValue::Form::Pattern;
        if (mustBeKnown && !field.values.contains(value.text, Qt::CaseInsensitive)) {
            fail(value.range, ModelsText::tr("“%1” is no %2. There are: %3.")
                                  .arg(value.text, field.name, listText(field.values)));
            return false;
        }
    }
    return true;
}

void FilterParser::finish(FilterTerm term)
{
    term.range = rangeFrom(term.range.start);
    m_query.m_terms.push_back(std::move(term));
}

void FilterParser::skipTerm()
{
    while (!isAtTermEnd())
        ++m_position;
}

void FilterParser::fail(FilterRange range, const QString &text)
{
    m_query.m_problems.push_back({range, text});
    // Whoever fails has read as far as makes sense, but never less than something.
    if (!isAtEnd() && m_position <= range.start)
        skipTerm();
}

} // namespace rove::ui
