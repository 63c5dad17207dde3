// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/gallery/scenes.h"
#include "ui/style/fonts.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QThreadPool>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QApplication>

#include <cstdio>

using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

void addFonts()
{
    for (const QString &folder :
         {u"/usr/share/fonts/opentype/inter"_s, u"/usr/share/fonts/truetype/jetbrains-mono"_s}) {
        QDirIterator files(folder, {u"*.otf"_s, u"*.ttf"_s}, QDir::Files);
        while (files.hasNext())
            QFontDatabase::addApplicationFont(files.next());
    }
}

bool render(const gallery::Scene &scene, const QDir &folder, const QString &theme)
{
    const std::unique_ptr<QWidget> widget = scene.make();
    widget->resize(scene.size);
    widget->show();
    // What a scene works out on threads of the pool arrives as events, and may start more.
    for (int round = 0; round < 4; ++round) {
        QApplication::processEvents();
        QThreadPool::globalInstance()->waitForDone();
    }
    QApplication::processEvents();
    const QString file = folder.filePath(scene.name + u'-' + theme + u".png"_s);
    return widget->grab().save(file);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fputs(
            "Usage: gallery FOLDER [SCENE]\nRenders each widget in both themes to PNG files in FOLDER.\n",
            stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(u"."_s)) {
        std::fprintf(stderr, "Cannot make the folder %s\n", argv[1]);
        return 1;
    }
    addFonts();
    Theme theme;
    QApplication::setStyle(new Style);
    fonts::install();
    QApplication::setCursorFlashTime(0);
    QApplication::setEffectEnabled(Qt::UI_General, false);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        theme.setScheme(scheme);
        for (const gallery::Scene &scene : gallery::scenes()) {
            if (argc > 2 && scene.name != QString::fromLocal8Bit(argv[2]))
                continue;
            if (!render(scene, folder, theme.isDark() ? u"dark"_s : u"light"_s)) {
                std::fprintf(stderr, "Cannot write %s\n", scene.name.toLocal8Bit().constData());
                return 1;
            }
        }
    }
    return 0;
}
