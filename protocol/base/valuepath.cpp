// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/valuepath.h"

#include <algorithm>

namespace rove {
namespace {

bool isIdentifier(QStringView key)
{
    if (key.isEmpty() || key.front().isDigit())
        return false;
    return std::ranges::all_of(key, [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; });
}

void appendQuoted(QString &text, QStringView key)
{
    text += u'"';
    for (const QChar c : key) {
        if (c == u'"' || c == u'\\')
            text += u'\\';
        if (c.unicode() < 0x20)
            text += QStringView(u"\\u") % QString::number(c.unicode(), 16).rightJustified(4, u'0');
        else
            text += c;
    }
    text += u'"';
}

void appendStep(QString &text, const PathStep &step)
{
    if (const auto *position = std::get_if<qsizetype>(&step)) {
        text += u'[' % QString::number(*position) % u']';
        return;
    }
    const QString &key = std::get<QString>(step);
    if (isIdentifier(key)) {
        if (!text.isEmpty())
            text += u'.';
        text += key;
        return;
    }
    text += u'[';
    appendQuoted(text, key);
    text += u']';
}

} // namespace

ValuePath::ValuePath(std::initializer_list<PathStep> steps)
    : m_steps(steps)
{}

ValuePath::ValuePath(QList<PathStep> steps)
    : m_steps(std::move(steps))
{}

ValuePath ValuePath::child(PathStep step) const
{
    ValuePath result = *this;
    result.m_steps.append(std::move(step));
    return result;
}

ValuePath ValuePath::parent() const
{
    return isRoot() ? ValuePath() : ValuePath(m_steps.first(m_steps.size() - 1));
}

bool ValuePath::contains(const ValuePath &other) const
{
    return m_steps.size() <= other.m_steps.size() &&
           std::equal(m_steps.cbegin(), m_steps.cend(), other.m_steps.cbegin());
}

QString ValuePath::toString() const
{
    QString text;
    for (const PathStep &step : m_steps)
        appendStep(text, step);
    return text;
}

size_t qHash(const ValuePath &path, size_t seed) noexcept
{
    for (const PathStep &step : path.steps())
        seed = std::visit([seed](const auto &part) { return qHashMulti(seed, part); }, step);
    return seed;
}

} // namespace rove
