// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process.h"
#include "app/rove/arguments.h"
#include "app/rove/enginekeeper.h"
#include "app/rove/joinedactors.h"
#include "app/rove/roveapplication.h"
#include "ui/models/errortext.h"
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

/// The window shows what it joins, unless something else was asked for.
void show(const host::JoinOptions &joined, ui::InstanceRequest &request)
{
    if (request.link || !request.endpoint.isEmpty())
        return;
    QUrl url = joined.endpoint;
    url.setUserName(joined.namespaceName);
    url.setPassword(joined.token);
    request.endpoint = url.toString(QUrl::FullyEncoded);
}

void tellOf(const app::JoinedActors &actors, const host::JoinOptions &options, ui::Workspace &workspace)
{
    const QString address = options.endpoint.toDisplayString(QUrl::RemoveUserInfo);
    QObject::connect(&actors, &app::JoinedActors::joined, &workspace,
                     [&workspace, address, pool = options.pool](const QString &envoyKey) {
                         std::printf("joined %s as envoy %s of pool %s\n", qPrintable(address),
                                     qPrintable(envoyKey), qPrintable(pool));
                         std::fflush(stdout);
                         workspace.notifications().add(
                             {.text = app::AppText::tr("This program hosts actors in the pool %1.").arg(pool),
                              .source = address,
                              .details = envoyKey});
                     });
    QObject::connect(&actors, &app::JoinedActors::failed, &workspace,
                     [&workspace, address](const Error &error) {
                         std::fprintf(stderr, "rove: %s\n", qPrintable(error.message));
                         workspace.notifications().add({.level = ui::Notification::Level::Error,
                                                        .text = ui::errorSentence(error, address),
                                                        .source = address,
                                                        .details = ui::errorDetails(error)});
                     });
}

Result<int> run(app::RoveApplication &application)
{
    app::Arguments arguments = TRY(app::readArguments(QCoreApplication::arguments()));
    if (arguments.wantsHelp || arguments.wantsVersion) {
        const QString text = arguments.wantsHelp ? app::helpText()
                                                 : u"rove %1\n"_s.arg(QCoreApplication::applicationVersion());
        std::fputs(qPrintable(text), stdout);
        return 0;
    }
    std::optional<host::JoinOptions> joining;
    if (arguments.join) {
        joining = TRY(app::joinOptions(*arguments.join));
        show(*joining, arguments.request);
    }
    ui::InstanceServer instance(arguments.settingsFolder);
    if (!arguments.isNewInstance && !instance.listen()) {
        if (joining)
            return failure(
                ErrorCode::ValidationInvalidInput,
                app::AppText::tr("Rove runs already. To join with another one, add --new-instance."));
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
    app::JoinedActors actors;
    if (joining) {
        tellOf(actors, *joining, workspace);
        actors.start(*std::move(joining));
    }
    carryOut(arguments.request, windows);
    const int code = QApplication::exec();

    // The order matters: nobody may ask an engine that is going, and actors save while it goes.
    windows.end();
    windows.disconnectAll();
    actors.stop();
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
