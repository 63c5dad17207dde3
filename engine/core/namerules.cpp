// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/namerules.h"

#include "protocol/base/limits.h"

#include <QtCore/QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::core {
namespace {

bool isNameCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
}

/// The one white space that a display name may hold is a single space between other characters.
bool hasStraySpace(QStringView text)
{
    if (text.startsWith(u' ') || text.endsWith(u' ') || text.contains(u"  "))
        return true;
    return std::ranges::any_of(text, [](QChar c) { return c.isSpace() && c != u' '; });
}

} // namespace

std::optional<QString> namespaceNameFault(QStringView name)
{
    if (name.isEmpty())
        return u"name too short"_s;
    if (name.size() > limits::namespaceNameCharactersMax)
        return u"name too long"_s;
    if (!std::ranges::all_of(name, isNameCharacter) || name.startsWith(u'-') || name.endsWith(u'-') ||
        name.contains(u"--"))
        return u"invalid name"_s;
    return std::nullopt;
}

std::optional<QString> displayNameFault(QStringView displayName)
{
    if (displayName.isEmpty())
        return u"display name too short"_s;
    if (displayName.toUcs4().size() > limits::displayNameCharactersMax)
        return u"display name too long"_s;
    if (hasStraySpace(displayName))
        return u"invalid display name"_s;
    return std::nullopt;
}

} // namespace rove::core
