// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/fonts.h"

#include <QtGui/QFontDatabase>
#include <QtWidgets/QApplication>

namespace rove::ui::fonts {
namespace {

constexpr qreal textPointsMin = 9.5;
constexpr qreal titleScale = 1.35;
constexpr qreal sectionScale = 1.1;
constexpr qreal smallScale = 0.9;
constexpr qreal codeScale = 0.96;

QFont scaled(qreal scale)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * scale);
    return font;
}

// What Qt falls back to where the desktop names no font of its own.
bool isPlaceholderFamily(const QString &family)
{
    using namespace Qt::StringLiterals;
    static const QStringList placeholders{
        u"Sans Serif"_s, u"Sans"_s,      u"sans-serif"_s,       u"Helvetica"_s, u"DejaVu Sans"_s,
        u"Monospace"_s,  u"monospace"_s, u"DejaVu Sans Mono"_s, u"Courier"_s,   u"Courier New"_s};
    return family.isEmpty() || placeholders.contains(family);
}

QString installedFamily(const QString &wanted)
{
    return QFontDatabase::hasFamily(wanted) ? wanted : QString();
}

} // namespace

void install()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QString inter = installedFamily(QStringLiteral("Inter"));
    if (isPlaceholderFamily(font.family()) && !inter.isEmpty())
        font.setFamily(inter);
    if (font.pointSizeF() < textPointsMin)
        font.setPointSizeF(textPointsMin);
    QApplication::setFont(font);
}

QFont title()
{
    QFont font = scaled(titleScale);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont section()
{
    QFont font = scaled(sectionScale);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont small()
{
    return scaled(smallScale);
}

QFont tabular()
{
    QFont font = QApplication::font();
    font.setFeature(QFont::Tag("tnum"), 1);
    return font;
}

QFont code()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QString mono = installedFamily(QStringLiteral("JetBrains Mono"));
    if (isPlaceholderFamily(font.family()) && !mono.isEmpty())
        font.setFamily(mono);
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(QApplication::font().pointSizeF() * codeScale);
    // A ligature would show a user's "!=" as something that was never typed.
    font.setFeature(QFont::Tag("liga"), 0);
    font.setFeature(QFont::Tag("calt"), 0);
    return font;
}

} // namespace rove::ui::fonts
