// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process.h"
#include "app/rove/enginekeeper.h"
#include "app/rove/roveapplication.h"
#include "ui/shell/mainwindow.h"

#include <QtCore/QStandardPaths>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace rove;

namespace {

/// Where the window goes first, if the command line says so.
Result<std::optional<ui::ConnectionTarget>> firstTarget(const app::Arguments &arguments)
{
    if (!arguments.url)
        return std::nullopt;
    ui::Endpoint endpoint = TRY(ui::Endpoint::parse(*arguments.url));
    if (!arguments.namespaceName.isEmpty())
        endpoint = endpoint.withNamespace(arguments.namespaceName);
    return ui::ConnectionTarget{.name = endpoint.base.host(), .endpoint = endpoint};
}

Result<int> run(app::RoveApplication &application)
{
    const app::Arguments arguments = TRY(app::readArguments(application));
    const std::optional<ui::ConnectionTarget> target = TRY(firstTarget(arguments));
    app::quitOnSignals(application);

    app::EngineKeeper engine(arguments.dataFolder, arguments.port);
    ui::MainWindow window(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) %
                          "/rove"_L1);
    QObject::connect(&engine, &app::EngineKeeper::changed, &window,
                     [&window, name = arguments.namespaceName](ui::LocalEngine local) {
                         if (local.endpoint && !name.isEmpty())
                             local.endpoint = local.endpoint->withNamespace(name);
                         window.setLocalEngine(local);
                     });
    QObject::connect(&window, &ui::MainWindow::engineStartRequested, &engine, &app::EngineKeeper::start);
    QObject::connect(&window, &ui::MainWindow::engineStopRequested, &engine, &app::EngineKeeper::stop);
    if (target)
        window.connectTo(*target);
    window.show();
    if (arguments.hasEngine)
        engine.start();
    const int code = QApplication::exec();

    // The order matters: nobody may ask an engine that is going, and actors save while it goes.
    window.disconnectAll();
    engine.stop();
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    app::useLightEventLoops();
    app::RoveApplication application(argc, argv);
    const Result<int> code = run(application);
    if (code)
        return *code;
    std::fprintf(stderr, "rove: %s\n", qPrintable(code.error().message));
    return 2;
}
