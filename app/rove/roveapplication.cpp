// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rove/roveapplication.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/style.h"

#include <QtCore/QLibraryInfo>
#include <QtCore/QTranslator>

using namespace Qt::StringLiterals;

namespace rove::app {
namespace {

void loadTranslations(QCoreApplication &application)
{
    auto *ours = new QTranslator(&application);
    // English has a file, too: it knows the plurals.
    if (ours->load(QLocale(), u"rove"_s, u"_"_s, u":/i18n"_s) || ours->load(u":/i18n/rove_en"_s))
        QCoreApplication::installTranslator(ours);
    auto *qts = new QTranslator(&application);
    if (qts->load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
}

} // namespace

RoveApplication::RoveApplication(int &argc, char **argv)
    : QApplication(argc, argv)
{
    setApplicationName(u"rove"_s);
    setApplicationDisplayName(u"Rove"_s);
    setApplicationVersion(QStringLiteral(ROVE_VERSION));
    setDesktopFileName(u"rove"_s);
    loadTranslations(*this);
    ui::fonts::install();
    m_theme.emplace();
    setStyle(new ui::Style);
    setWindowIcon(ui::applicationIcon());
}

} // namespace rove::app
