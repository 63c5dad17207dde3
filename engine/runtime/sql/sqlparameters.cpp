// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sql/sqlparameters.h"

#include <algorithm>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype parameterCountMax = 32766; // SQLITE_MAX_VARIABLE_NUMBER

std::unexpected<Error> badParameter(const QString &name, const QString &reason)
{
    return std::unexpected(Error::fromWire(u"sqlite"_s, u"invalid_bind_parameter"_s,
                                           u"Invalid SQLite bind parameter %1: %2"_s.arg(name, reason)));
}

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$' || c.unicode() > 127;
}

/// Reads a statement from its beginning to its end, once.
class Scanner {
public:
    explicit Scanner(QStringView sql)
        : m_sql(sql)
    {}

    Result<QStringList> names()
    {
        while (m_at < m_sql.size()) {
            const QChar c = m_sql[m_at];
            if (c == u'\'' || c == u'"' || c == u'`')
                skipQuoted(c);
            else if (c == u'[')
                skipPast(u"]");
            else if (m_sql.sliced(m_at).startsWith(u"--"))
                skipPast(u"\n");
            else if (m_sql.sliced(m_at).startsWith(u"/*"))
                skipPast(u"*/");
            else if (c == u'?')
                TRY(takeNumbered());
            else if (c == u':' || c == u'@' || c == u'$')
                TRY(takeNamed());
            else if (isNameCharacter(c)) // A word, in which a $ is no parameter.
                takeWord();
            else
                ++m_at;
        }
        return m_names;
    }

private:
    void skipQuoted(QChar quote)
    {
        for (++m_at; m_at < m_sql.size(); ++m_at) {
            if (m_sql[m_at] != quote)
                continue;
            if (m_at + 1 == m_sql.size() || m_sql[m_at + 1] != quote)
                break;
            ++m_at; // Doubled: one of the text.
        }
        ++m_at;
    }

    void skipPast(QStringView end)
    {
        const qsizetype found = m_sql.indexOf(end, m_at + 1);
        m_at = found < 0 ? m_sql.size() : found + end.size();
    }

    QStringView takeWord()
    {
        const qsizetype start = m_at;
        while (m_at < m_sql.size() && isNameCharacter(m_sql[m_at]))
            ++m_at;
        return m_sql.sliced(start, m_at - start);
    }

    Result<> takeNumbered()
    {
        const qsizetype start = ++m_at;
        while (m_at < m_sql.size() && m_sql[m_at].isDigit())
            ++m_at;
        const QStringView digits = m_sql.sliced(start, m_at - start);
        bool isNumber = false;
        const qsizetype number = digits.isEmpty() ? m_names.size() + 1 : digits.toLongLong(&isNumber);
        if (number < 1 || number > parameterCountMax || (!digits.isEmpty() && !isNumber))
            return badParameter(u'?' + digits.toString(), u"no such number"_s);
        m_names.resize(std::max(m_names.size(), number));
        return {};
    }

    Result<> takeNamed()
    {
        const QChar sign = m_sql[m_at++];
        const QString name = sign + takeWord().toString();
        if (name.size() == 1 || m_names.contains(name))
            return {};
        if (m_names.size() == parameterCountMax)
            return badParameter(name, u"too many parameters"_s);
        m_names.append(name);
        return {};
    }

    QStringView m_sql;
    qsizetype m_at = 0;
    QStringList m_names;
};

} // namespace

Result<QStringList> parameterNames(QStringView sql)
{
    return Scanner(sql).names();
}

Result<QCborArray> parametersByPlace(QStringView sql, const QCborMap &parameters)
{
    const QStringList names = TRY(parameterNames(sql));
    QCborArray values;
    for (qsizetype i = 0; i < names.size(); ++i)
        values.append(QCborValue(nullptr));
    for (auto parameter = parameters.cbegin(); parameter != parameters.cend(); ++parameter) {
        const QString wanted = parameter.key().toString();
        bool isThere = false;
        for (qsizetype i = 0; i < names.size(); ++i)
            if (!names[i].isEmpty() && (names[i] == wanted || QStringView(names[i]).sliced(1) == wanted)) {
                values[i] = parameter.value();
                isThere = true;
            }
        if (!isThere)
            return badParameter(wanted, u"the statement has no such parameter"_s);
    }
    return values;
}

} // namespace rove::runtime
