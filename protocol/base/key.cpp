// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/key.h"

namespace rove {
namespace {

constexpr QChar separator = u'/';
constexpr QChar escape = u'\\';
constexpr QStringView emptyPart = u"\\0";

QString escapePart(const QString &part)
{
    if (part.isEmpty())
        return emptyPart.toString();
    QString text;
    text.reserve(part.size());
    for (const QChar c : part) {
        if (c == escape || c == separator)
            text += escape;
        text += c;
    }
    return text;
}

} // namespace

QString serializeKey(const QStringList &parts)
{
    if (parts.isEmpty())
        return separator;
    QStringList escaped;
    escaped.reserve(parts.size());
    for (const QString &part : parts)
        escaped += escapePart(part);
    return escaped.join(separator);
}

QStringList parseKey(QStringView text)
{
    if (text == separator || text.isEmpty())
        return {};
    QStringList parts;
    QString part;
    qsizetype start = 0;
    const auto finishPart = [&](qsizetype end) {
        parts += text.sliced(start, end - start) == emptyPart ? QString() : part;
        part.clear();
        start = end + 1;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == escape && i + 1 < text.size())
            part += text[++i];
        else if (text[i] == separator)
            finishPart(i);
        else
            part += text[i];
    }
    finishPart(text.size());
    return parts;
}

} // namespace rove
