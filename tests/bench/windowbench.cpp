// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/windowbench.h"

#include "tests/gui/guirig.h"
#include "tests/gui/seededengine.h"
#include "ui/models/actorlistmodel.h"
#include "ui/models/actorsession.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/instanceserver.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowsettings.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <tuple>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::bench {
namespace {

constexpr int startCount = 7;
constexpr auto startPatience = 20s;
constexpr int retryMs = 1;

std::chrono::nanoseconds since(const QElapsedTimer &timer)
{
    return std::chrono::nanoseconds(timer.nsecsElapsed());
}

/// The actors that are awake, by the window's own list.
QStringList awakeActors(const ui::ActorListModel &actors)
{
    QStringList ids;
    for (int row = 0; row < actors.rowCount(); ++row) {
        const QModelIndex index = actors.index(row, 0);
        const QString id = index.data(ui::roleOf(ui::TableRole::Key)).toString();
        if (const ui::ActorRow *actor = actors.find(id); actor && actor->record.connectableTs)
            ids.append(id);
    }
    return ids;
}

bool showsStateOf(ui::MainWindow &window, const QString &id)
{
    ui::ActorSession *session = window.session();
    return session && session->actorId() == id && session->document().isLoaded() &&
           window.statePage()->treeView()->valueModel()->rowCount() > 0;
}

} // namespace

Samples clickToState()
{
    const test::SeededEngine engine;
    const QTemporaryDir folder;
    ui::Workspace workspace(folder.path());
    workspace.settings().set(ui::setting::findEngines, false);
    ui::MainWindow window(workspace);
    window.resize(1440, 900);
    window.show();
    window.connectTo({.name = u"bench"_s, .endpoint = engine.endpoint()});
    if (!test::waitFor([&] {
            return window.connection() &&
                   window.connection()->actors().phase() == ui::ActorListModel::Phase::Ready;
        }))
        return {};
    test::settle();
    Samples samples;
    for (const QString &id : awakeActors(window.connection()->actors())) {
        QElapsedTimer timer;
        timer.start();
        window.chooseActor(id);
        while (!showsStateOf(window, id) && timer.durationElapsed() < startPatience)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 1);
        window.statePage()->treeView()->viewport()->repaint();
        samples.push_back(since(timer));
        test::settle();
    }
    window.disconnectAll();
    return samples;
}

Samples coldStart(const QString &path, const QStringList &words)
{
    Samples samples;
    for (int round = 0; round < startCount; ++round) {
        const QTemporaryDir folder;
        const ui::InstanceServer instance(folder.path());
        QProcess program;
        QElapsedTimer timer;
        timer.start();
        program.start(path, QStringList{u"--settings"_s, folder.path(), u"--data"_s, folder.path()} + words);
        // Its event loop answers, which runs once the window is shown.
        while (!instance.send({}) && timer.durationElapsed() < startPatience)
            std::ignore = program.waitForFinished(retryMs); // A pause, unless it has failed to start.
        samples.push_back(since(timer));
        program.terminate();
        if (!program.waitForFinished())
            return {};
    }
    return samples;
}

} // namespace rove::bench
