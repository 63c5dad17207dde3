// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rove/roveapplication.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/style.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QLibraryInfo>
#include <QtCore/QStandardPaths>
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

Result<Arguments> readArguments(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        AppText::tr("A workbench for Rivet actors, with a whole engine inside."));
    const QCommandLineOption noEngine(u"no-engine"_s, AppText::tr("Start no engine inside."));
    const QCommandLineOption data(
        u"data"_s, AppText::tr("Folder of the engine's data."), AppText::tr("folder"),
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) % "/rove/engine"_L1);
    const QCommandLineOption namespaceName(u"namespace"_s, AppText::tr("Namespace to show."),
                                           AppText::tr("name"));
    const QCommandLineOption port(
        u"port"_s, AppText::tr("Port of the engine inside; without it 6420, or any if that is taken."),
        AppText::tr("port"));
    parser.addOptions({noEngine, data, namespaceName, port});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"url"_s,
                                 AppText::tr("Engine to connect to: [namespace[:token]@]host in an http or "
                                             "https address."),
                                 u"[url]"_s);
    parser.process(application);

    Arguments arguments{.namespaceName = parser.value(namespaceName),
                        .dataFolder = parser.value(data),
                        .hasEngine = !parser.isSet(noEngine)};
    if (parser.positionalArguments().size() > 1)
        return failure(ErrorCode::ClientInvalidEndpoint, AppText::tr("Only one address can be opened."));
    if (!parser.positionalArguments().isEmpty())
        arguments.url = parser.positionalArguments().constFirst();
    if (!parser.isSet(port))
        return arguments;
    bool isNumber = false;
    arguments.port = parser.value(port).toUShort(&isNumber);
    if (!isNumber)
        return failure(ErrorCode::AddressInvalid,
                       AppText::tr("--port wants a number up to 65535, not \"%1\".").arg(parser.value(port)));
    return arguments;
}

} // namespace rove::app
