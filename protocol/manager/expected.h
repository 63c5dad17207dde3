// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace rove::manager {

/// "expected `a`", "expected `a` or `b`", "expected one of `a`, `b`, `c`": as the real engine lists what it
/// knows.
[[nodiscard]] inline QString expectedNames(const QStringList &names)
{
    const QString quoted =
        u'`' + names.join(names.size() == 2 ? QStringLiteral("` or `") : QStringLiteral("`, `")) + u'`';
    return (names.size() > 2 ? QStringLiteral("expected one of ") : QStringLiteral("expected ")) + quoted;
}

/// "unknown field `x`, expected …".
[[nodiscard]] inline QString unknownField(const QString &name, const QStringList &known)
{
    if (known.isEmpty())
        return QStringLiteral("unknown field `%1`, there are no fields").arg(name);
    return QStringLiteral("unknown field `%1`, %2").arg(name, expectedNames(known));
}

} // namespace rove::manager
