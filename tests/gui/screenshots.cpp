// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/photographer.h"
#include "tests/gui/pseudotranslator.h"

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

/// One set of pictures; the scale of the screen is the process's, so it is given from outside.
void takeSet(const QString &set, const QString &settings, Album &album)
{
    if (set == "sizes"_L1) {
        for (const QString &theme : {u"light"_s, u"dark"_s}) {
            SeededEngine engine;
            Photographer(engine, settings % theme, Camera(album, theme)).takeSizes();
        }
        return;
    }
    SeededEngine engine;
    if (set == "light"_L1 || set == "dark"_L1) {
        Photographer(engine, settings, Camera(album, set)).takeAll();
    } else if (set == "pseudo"_L1 || set == "arabic"_L1) {
        const bool isArabic = set == "arabic"_L1;
        PseudoTranslator pseudo(isArabic ? Qt::RightToLeft : Qt::LeftToRight);
        QCoreApplication::installTranslator(&pseudo);
        QApplication::setLayoutDirection(isArabic ? Qt::RightToLeft : Qt::LeftToRight);
        Photographer(engine, settings, Camera(album, u"light"_s)).takeOne(set);
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QCoreApplication::removeTranslator(&pseudo);
    } else {
        Photographer(engine, settings, Camera(album, u"light"_s)).takeOne(u"scale-"_s % set);
    }
}

} // namespace

int main(int argc, char **argv)
{
    // The scale is part of the set's name, 1.5 or 2, and must stand before the application does.
    const QByteArray scale = argc > 2 ? QByteArray(argv[2]) : QByteArray();
    const bool isScale = scale.toDouble() > 0;
    GuiRig rig(argc, argv, isScale ? scale : QByteArray("1"));
    if (argc < 2) {
        std::fprintf(stderr, "Usage: screenshots FOLDER [light|dark|sizes|pseudo|arabic|1.5|2]…\n");
        return 2;
    }
    Album album(QDir(QString::fromLocal8Bit(argv[1])));
    QStringList sets;
    for (int i = 2; i < argc; ++i)
        sets.append(QString::fromLocal8Bit(argv[i]));
    if (sets.isEmpty())
        sets = {u"light"_s, u"dark"_s, u"sizes"_s, u"pseudo"_s, u"arabic"_s};
    for (const QString &set : sets)
        takeSet(set, u"%1/%2"_s.arg(rig.settingsFolder(), set), album);
    return album.finish();
}
