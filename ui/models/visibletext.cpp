// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/visibletext.h"

#include <QtCore/QTextBoundaryFinder>
#include <QtGui/QTextDocument>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr qsizetype toolTipGraphemesMax = 600;
/// A grapheme may carry marks without end; nobody's name does.
constexpr qsizetype unitsPerGraphemeMax = 16;

bool isInvisible(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Format:
        // The joiners make emoji and Indic words what they are.
        return character != 0x200d && character != 0x200c;
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
    case QChar::Other_Surrogate:
        return true;
    case QChar::Separator_Space:
        return character != U' ';
    default:
        return false;
    }
}

QString visibleCharacter(char32_t character)
{
    constexpr char32_t pictures = 0x2400;
    constexpr char32_t deletePicture = 0x2421;
    if (character < 0x20)
        return QString(QChar(char16_t(pictures + character)));
    if (character == 0x7f)
        return QString(QChar(char16_t(deletePicture)));
    if (QChar::category(character) == QChar::Other_Control || isInvisible(character))
        return u"⟨U+%1⟩"_s.arg(QString::number(character, 16).toUpper(), 4, u'0');
    return QString::fromUcs4(&character, 1);
}

} // namespace

QString visibleText(QStringView text, qsizetype graphemeCountMax)
{
    // Nothing behind this can be shown, so a value of a megabyte costs no more than its beginning.
    const QStringView looked = text.first(std::min(text.size(), graphemeCountMax * unitsPerGraphemeMax));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, looked.toString());
    qsizetype end = 0;
    for (qsizetype count = 0; count < graphemeCountMax && end < looked.size(); ++count) {
        const qsizetype next = finder.toNextBoundary();
        if (next < 0)
            break;
        end = next;
    }
    QString result;
    for (const char32_t character : looked.first(end).toUcs4())
        result += visibleCharacter(character);
    if (end < text.size())
        result += u'…';
    return result;
}

QString plainToolTip(QStringView text)
{
    const QString visible = visibleText(text, toolTipGraphemesMax);
    return visible.isEmpty() ? QString() : Qt::convertFromPlainText(visible, Qt::WhiteSpaceNormal);
}

} // namespace rove::ui
