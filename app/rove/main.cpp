// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process.h"
#include "app/rove/arguments.h"
#include "app/rove/enginekeeper.h"
#include "app/rove/roveapplication.h"
#include "ui/shell/connectionflow.h"
#include "ui/shell/instanceserver.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowkeeper.h"
#include "ui/shell/workspace.h"

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace rove;

namespace {

void carryOut(const ui::InstanceRequest &request, ui::WindowKeeper &windows)
{
    ui::MainWindow *window = windows.active();
    if (!window)
        return;
    window->raise();
    window->activateWindow();
    if (request.link)
        return windows.open(*request.link, request.origin);
    if (const Result<ui::Endpoint> endpoint = ui::Endpoint::parse(request.endpoint);
        endpoint && !request.endpoint.isEmpty())
        window->connectTo({.name = endpoint->base.host(), .endpoint = *endpoint});
}

void joinEngine(app::EngineKeeper &engine, ui::Workspace &workspace, const QString &namespaceName)
{
    QObject::connect(&engine, &app::EngineKeeper::changed, &workspace,
                     [&workspace, namespaceName](ui::LocalEngine local) {
                         if (local.endpoint && !namespaceName.isEmpty())
                             local.endpoint = local.endpoint->withNamespace(namespaceName);
                         workspace.setLocalEngine(local);
                     });
    QObject::connect(&workspace, &ui::Workspace::engineStartRequested, &engine, &app::EngineKeeper::start);
    QObject::connect(&workspace, &ui::Workspace::engineStopRequested, &engine, &app::EngineKeeper::stop);
    QObject::connect(&workspace, &ui::Workspace::engineRestartRequested, &engine, [&engine] {
        engine.stop();
        engine.start();
    });
}

Result<int> run(app::RoveApplication &application)
{
    const app::Arguments arguments = TRY(app::readArguments(QCoreApplication::arguments()));
    if (arguments.wantsHelp || arguments.wantsVersion) {
        const QString text = arguments.wantsHelp ? app::helpText()
                                                 : u"rove %1\n"_s.arg(QCoreApplication::applicationVersion());
        std::fputs(qPrintable(text), stdout);
        return 0;
    }
    ui::InstanceServer instance(arguments.settingsFolder);
    if (!arguments.isNewInstance && !instance.listen()) {
        TRY(instance.send(arguments.request));
        return 0;
    }
    app::quitOnSignals(application);

    ui::Workspace workspace(arguments.settingsFolder, arguments.seenFolder);
    ui::WindowKeeper windows(workspace);
    app::EngineKeeper engine(arguments.dataFolder, arguments.port);
    joinEngine(engine, workspace, arguments.namespaceName);
    QObject::connect(&instance, &ui::InstanceServer::requested, &windows,
                     [&windows](const ui::InstanceRequest &request) { carryOut(request, windows); });
    windows.start();
    if (arguments.hasEngine && workspace.settings().get(ui::setting::startEngine))
        engine.start();
    carryOut(arguments.request, windows);
    const int code = QApplication::exec();

    // The order matters: nobody may ask an engine that is going, and actors save while it goes.
    windows.end();
    windows.disconnectAll();
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
