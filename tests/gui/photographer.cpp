// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/photographer.h"

#include "tests/gui/guirig.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/preferences/preferencesdialog.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/unlockdialog.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowplaces.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/valuetreeview.h"

#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace rove::test {
namespace {

constexpr QSize pictureSize(1440, 900);
constexpr QSize smallestSize(960, 600);
constexpr QSize largeSize(2560, 1440);
constexpr int seededActorCount = 19;

} // namespace

Photographer::Photographer(SeededEngine &engine, const QString &settingsFolder, const Camera &camera)
    : m_engine(engine)
    , m_camera(camera)
    , m_workspace(settingsFolder)
    , m_keeper(m_workspace)
    , m_window(m_keeper.newWindow())
{
    m_workspace.settings().set(ui::setting::theme, m_camera.look() == "dark"_L1 ? 2 : 1);
    m_workspace.settings().set(ui::setting::showNotifications, false);
    m_window->resize(pictureSize);
    m_window->show();
    m_window->ensurePages();
}

Photographer::~Photographer()
{
    m_keeper.disconnectAll();
}

void Photographer::takeAll()
{
    takeWelcome();
    connectToEngine();
    makeEdits();
    takeSections();
    takeSleeping();
    takeTabs();
    takeDocks();
    takePalette();
    takeDialogs();
    takePreferences();
    takeViews();
    takeProduction();
    takeEmptyNamespace();
    takeUnreachable();
}

void Photographer::takeSizes()
{
    connectToEngine();
    makeEdits();
    for (const QSize size : {smallestSize, largeSize}) {
        m_window->resize(size);
        take(u"window-%1x%2"_s.arg(size.width()).arg(size.height()));
    }
}

void Photographer::takeOne(const QString &name)
{
    connectToEngine();
    makeEdits();
    take(name);
    take(name % "-list"_L1, m_window->actorsPage());
    take(name % "-state"_L1, m_window->statePage());
    trigger(u"view.overview"_s);
    take(name % "-overview"_L1);
    takeDialog(name % "-preferences"_L1, u"edit.preferences"_s);
}

void Photographer::take(const QString &name, QWidget *widget)
{
    m_camera.take(name, widget ? *widget : *m_window);
}

void Photographer::trigger(const QString &id)
{
    m_window->commands().action(id)->trigger();
}

void Photographer::choose(const QString &name, const QString &key)
{
    m_window->chooseActor(m_engine.id(name, key));
}

void Photographer::waitForState()
{
    Camera::expect([this] { return m_window->session() && m_window->session()->document().isLoaded(); },
                   "the state");
}

void Photographer::takeWelcome()
{
    m_window->showView(u"connections"_s);
    take(u"welcome"_s);
    m_window->showView(u"overview"_s);
    take(u"overview-not-connected"_s);
}

void Photographer::connectToEngine()
{
    m_workspace.setLocalEngine({.state = ui::LocalEngine::State::Running,
                                .endpoint = m_engine.endpoint(),
                                .store = u"memory"_s,
                                .startedAt = QDateTime::currentDateTime().addSecs(-720),
                                .actorTypes = {u"chatRoom"_s, u"counter"_s}});
    Camera::expect([this] { return m_window->connection()->actors().rowCount() >= seededActorCount; },
                   "the actors");
    m_window->showView(u"actors"_s);
}

/// Edits, a conflict and live marks at once.
void Photographer::makeEdits()
{
    choose(u"chatRoom"_s, u"general"_s);
    waitForState();
    const QString room = m_window->session()->actorId();
    ui::StateDocument &document = m_window->session()->document();
    document.edit(ValuePath{u"title"_s}, u"General"_s);
    document.edit(ValuePath{u"topic"_s}, u"Rooms"_s);
    m_engine.call(room, u"setTopic"_s, {u"Live migration"_s});
    m_engine.call(room, u"send"_s, {u"ada"_s, u"hello again"_s});
    Camera::expect(
        [&document] { return !document.conflicts().empty() && document.recentChanges().size() >= 2; },
        "the live changes");
    m_window->statePage()->treeView()->expandAllHere();
    m_window->statePage()->treeView()->setCurrentPath(ValuePath{u"topic"_s});
}

void Photographer::takeSections()
{
    take(u"state-edits"_s);
    trigger(u"state.json"_s);
    take(u"state-json"_s);
    trigger(u"state.tree"_s);
    for (const ui::WindowPlace &place : ui::actorSections()) {
        trigger(u"section."_s % place.id);
        if (place.id == "details"_L1)
            Camera::expect([this] { return m_window->session()->runtime().has_value(); },
                           "the runtime's version");
        take(u"section-"_s % place.id);
    }
    trigger(u"section.state"_s);
}

void Photographer::takeSleeping()
{
    choose(u"counter"_s, u"tenant-2"_s);
    Camera::expect([this] { return m_window->session()->phase() == ui::ActorSession::Phase::Asleep; },
                   "a sleeping actor");
    take(u"asleep"_s);
    choose(u"chatRoom"_s, u"support"_s);
    waitForState();
    m_engine.putToSleep(m_window->session()->actorId());
    Camera::expect([this] { return m_window->session()->phase() == ui::ActorSession::Phase::Asleep; },
                   "falling asleep");
    take(u"asleep-with-state"_s);
}

void Photographer::takeTabs()
{
    m_window->openActor(m_engine.id(u"counter"_s, u"tenant-2"_s));
    ui::ConnectionTarget other = m_workspace.localTarget();
    other.endpoint = other.endpoint.withNamespace(u"staging"_s);
    m_window->connectTo(other);
    Camera::expect(
        [this] { return m_window->connection()->actors().phase() == ui::ActorListModel::Phase::Ready; },
        "the other namespace");
    trigger(u"connection.previous"_s);
    trigger(u"tab.previous"_s);
    take(u"tabs"_s);
}

void Photographer::takeDocks()
{
    choose(u"chatRoom"_s, u"general"_s);
    waitForState();
    for (const ui::WindowPlace &place : ui::windowDocks()) {
        trigger(u"dock."_s % place.id);
        take(u"dock-"_s % place.id);
    }
    trigger(u"dock.toggle"_s);
}

void Photographer::takePalette()
{
    for (const auto &[name, typed] :
         {std::pair{u"palette"_s, QString()}, std::pair{u"palette-actor"_s, u"gen"_s},
          std::pair{u"palette-commands"_s, u">sta"_s}, std::pair{u"palette-nothing"_s, u"zzqq"_s}}) {
        m_window->commandPalette().open(typed);
        take(name);
        m_window->commandPalette().dismiss();
    }
}

QDialog *Photographer::openDialog(const QString &command)
{
    trigger(command);
    QDialog *dialog = nullptr;
    Camera::expect(
        [this, &dialog] {
            for (QDialog *candidate : m_window->findChildren<QDialog *>())
                dialog = candidate->isVisible() ? candidate : dialog;
            return dialog != nullptr;
        },
        "a dialog");
    return dialog;
}

void Photographer::takeDialog(const QString &name, const QString &command)
{
    QDialog *dialog = openDialog(command);
    take(name, dialog);
    dialog->close();
    settle();
}

void Photographer::takeDialogs()
{
    takeDialog(u"dialog-new-actor"_s, u"actor.new"_s);
    takeDialog(u"dialog-connection"_s, u"connection.new"_s);
    takeDialog(u"dialog-namespace"_s, u"namespace.new"_s);
    takeDialog(u"dialog-shortcuts"_s, u"help.shortcuts"_s);
}

void Photographer::takePreferences()
{
    auto *dialog = qobject_cast<ui::PreferencesDialog *>(openDialog(u"edit.preferences"_s));
    for (const QString &id : dialog->sectionList()->ids()) {
        dialog->showSection(id);
        take(u"preferences-"_s % id, dialog);
    }
    dialog->close();
    settle();
}

void Photographer::takeViews()
{
    m_workspace.notifications().add({.level = ui::Notification::Level::Warning,
                                     .text = u"The connection was lost."_s,
                                     .source = u"staging"_s,
                                     .details = u"client.unreachable"_s});
    for (int i = 0; i < 3; ++i)
        m_workspace.notifications().add({.level = ui::Notification::Level::Error,
                                         .text = u"The job “Wake 12 actors” ended with 2 failures."_s,
                                         .source = u"default"_s});
    take(u"unread"_s);
    for (const ui::WindowPlace &place : ui::windowViews()) {
        trigger(u"view."_s % place.id);
        if (place.id == "overview"_L1)
            Camera::expect([this] { return m_window->connection()->overview().knowsPools(); }, "the pools");
        take(u"view-"_s % place.id);
    }
}

void Photographer::takeProduction()
{
    m_window->connectTo({.name = u"acme"_s,
                         .environment = ui::Environment::Production,
                         .endpoint = m_engine.endpoint().withNamespace(u"production"_s)});
    take(u"production"_s);
    auto *dialog = qobject_cast<ui::UnlockDialog *>(openDialog(u"connection.allowChanges"_s));
    dialog->nameField()->setText(u"produc"_s);
    take(u"dialog-unlock"_s, dialog);
    dialog->close();
    m_window->connection()->http().guard().allowFor(std::chrono::minutes(15));
    take(u"production-unlocked"_s);
    trigger(u"connection.close"_s);
}

void Photographer::takeEmptyNamespace()
{
    ui::ConnectionTarget target = m_workspace.localTarget();
    target.endpoint = target.endpoint.withNamespace(u"staging"_s);
    m_window->connectTo(target);
    Camera::expect(
        [this] { return m_window->connection()->actors().phase() == ui::ActorListModel::Phase::Ready; },
        "the empty list");
    take(u"namespace-empty"_s);
}

void Photographer::takeUnreachable()
{
    // Port 9 is the discard service, which nobody runs.
    m_window->connectTo({.name = u"staging"_s,
                         .endpoint = {.base = QUrl(u"http://127.0.0.1:9"_s), .namespaceName = u"default"_s}});
    Camera::expect(
        [this] { return m_window->connection()->monitor().phase() == ui::EndpointMonitor::Phase::Failed; },
        "the failure");
    take(u"unreachable"_s);
}

} // namespace rove::test
