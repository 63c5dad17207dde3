// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/pseudotranslator.h"

#include <QtCore/QByteArrayView>

using namespace Qt::StringLiterals;

namespace rove::test {

QString PseudoTranslator::translate(const char *context, const char *source, const char *, int) const
{
    if (!QByteArrayView(context).startsWith("rove::"))
        return {};
    QString text = QString::fromUtf8(source);
    // Placeholders and markup stay as they are; so do single letters, which are units.
    if (text.contains(u'<') || text.size() < 3)
        return text;
    const qsizetype extra = text.size() * 2 / 5;
    text.replace(u'o', u'ö').replace(u'e', u'é');
    const QString mark = m_direction == Qt::RightToLeft ? u"\u200f"_s : QString();
    return mark % u'⟦' % text % QString(extra, u'·') % u'⟧' % mark;
}

} // namespace rove::test
