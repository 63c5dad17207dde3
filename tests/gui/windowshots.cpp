// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/json.h"
#include "tests/gui/camera.h"
#include "tests/gui/steadyendpoint.h"
#include "tests/gui/stoppedclock.h"
#include "tests/support/scriptedengine.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actor/statusdialog.h"
#include "ui/pages/preferences/preferencesdialog.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/unlockdialog.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowframe.h"
#include "ui/shell/windowplaces.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/palettemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborMap>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>

// Renders the window on a scripted engine with all its views, docks and dialogs: windowshots FOLDER.

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

constexpr QSize pictureSize(1440, 900);
constexpr QSize smallestSize(960, 600);

QCborMap room(const QString &topic, int count)
{
    QCborArray messages;
    for (int i = 0; i < count; ++i)
        messages.append(QCborMap{{u"from"_s, i % 2 ? u"ada"_s : u"grace"_s},
                                 {u"text"_s, u"Message number %1"_s.arg(i)},
                                 {u"read"_s, i % 3 == 0}});
    return {{u"title"_s, u"general"_s},
            {u"topic"_s, topic},
            {u"limits"_s, QCborMap{{u"max"_s, 128}, {u"burst"_s, nullptr}}},
            {u"messages"_s, messages}};
}

/// Two pools: one of runners that are ready, draining, full and silent, and one without any.
manager::RunnersListResponse runners()
{
    manager::RunnersListResponse list;
    const manager::Instant now(StoppedClock::start.time_since_epoch());
    for (const std::uint32_t remaining : {400u, 469u, 0u, 500u})
        list.runners.push_back({.runnerId = u"runner-%1"_s.arg(remaining),
                                .datacenter = u"default"_s,
                                .name = u"default"_s,
                                .version = remaining == 469 ? 41u : 42u,
                                .totalSlots = 500,
                                .remainingSlots = remaining,
                                .createTs = now,
                                .lastPingTs = now});
    list.runners[1].drainTs = now;
    list.runners[3].lastPingTs = now - std::chrono::minutes(10);
    return list;
}

std::optional<ScriptedReply> answerPools(const ScriptedRequest &request)
{
    if (request.method != "GET")
        return std::nullopt;
    if (request.path() == "/runners")
        return ScriptedReply{.body = manager::writeBody(runners())};
    if (request.path() == "/envoys")
        return ScriptedReply{.body = manager::writeBody(manager::EnvoysListResponse())};
    if (request.path() == "/runner-configs")
        return ScriptedReply{.body = manager::writeBody(manager::RunnerConfigsListResponse{
                                 .runnerConfigs = {{u"batch"_s, {}}}, .pagination = {}})};
    return std::nullopt;
}

/// The program's window in one look, in everything that it shows of an engine that never changes by itself.
class WindowPhotographer {
public:
    explicit WindowPhotographer(const Camera &camera)
        : m_camera(camera)
        , m_workspace(m_folder.path())
        , m_window(m_workspace)
    {
        seed();
        m_workspace.settings().set(ui::setting::findEngines, false);
        m_workspace.settings().set(ui::setting::showNotifications, false);
        m_workspace.settings().set(ui::setting::theme, isDark() ? 2 : 1);
        m_window.resize(pictureSize);
        m_window.show();
        m_window.ensurePages();
    }

    void takeAll()
    {
        connectTo(u"This machine"_s, ui::Environment::Development);
        takeViews();
        makeEdits();
        takeSections();
        takeSizes();
        takeDocks();
        takePalette();
        takeDialogs();
        takeExplanation(u"dialog-actor-explain"_s);
        takePreferences();
        revert();
        takeExplanations();
        takeAsleep();
        takeProduction();
        takeLoss();
    }

private:
    [[nodiscard]] bool isDark() const { return m_camera.look() == "dark"_L1; }

    /// As if it had been created so long ago, started at once, and fallen asleep after half of the time.
    static void setAge(manager::Actor &actor, std::chrono::minutes age)
    {
        actor.createTs = StoppedClock::start - age;
        actor.startTs = actor.createTs + std::chrono::milliseconds(38);
        actor.connectableTs = actor.createTs + std::chrono::milliseconds(412);
        if (actor.sleepTs) {
            actor.connectableTs.reset();
            actor.sleepTs = actor.createTs + age / 2;
        }
    }

    void seed()
    {
        m_engine.addNamespace(u"production"_s);
        m_engine.intercept([](const ScriptedRequest &request) { return answerPools(request); });
        m_room = m_engine.addActor(u"chatRoom"_s, u"general"_s, room(u"Rooms"_s, 3)).record.actorId;
        m_support = m_engine.addActor(u"chatRoom"_s, u"support"_s, room(u"Tickets"_s, 5)).record.actorId;
        for (int i = 0; i < 14; ++i) {
            const QString id = m_engine.addActor(u"counter"_s, u"bulk-%1"_s.arg(i), QCborMap{{u"count"_s, i}})
                                   .record.actorId;
            if (i > 1)
                m_engine.putToSleep(id);
            m_sleeping = id;
            setAge(m_engine.actor(id).record, std::chrono::hours(1 + i * i));
        }
        setAge(m_engine.actor(m_room).record, std::chrono::hours(75));
        setAge(m_engine.actor(m_support).record, std::chrono::hours(19));
        manager::Actor &crashed = m_engine.addActor(u"importer"_s, u"2026-11-26"_s).record;
        m_crashed = crashed.actorId;
        setAge(crashed, std::chrono::hours(28));
        crashed.connectableTs.reset();
        crashed.error = QJsonObject{{u"crashed"_s, QJsonObject{{u"message"_s, u"boom"_s}}}};
        manager::Actor &waiting = m_engine.addActor(u"importer"_s, u"2026-11-27"_s).record;
        m_waiting = waiting.actorId;
        setAge(waiting, std::chrono::minutes(6));
        waiting.startTs.reset();
        waiting.connectableTs.reset();
        waiting.pendingAllocationTs = waiting.createTs;
    }

    void connectTo(const QString &name, ui::Environment environment, const QString &space = u"default"_s)
    {
        m_window.connectTo({.name = name,
                            .environment = environment,
                            .endpoint = steadyEndpoint(m_engine).withNamespace(space)});
        Camera::expect(
            [this] {
                return m_window.connection()->monitor().phase() == ui::EndpointMonitor::Phase::Online &&
                       m_window.connection()->actors().phase() == ui::ActorListModel::Phase::Ready;
            },
            "the engine");
    }

    void take(const QString &name) { m_camera.take(name, m_window); }
    void takeInEveryLook(const QString &name) { m_camera.takeInEveryLook(name, m_window); }
    void trigger(const QString &id) { m_window.commands().action(id)->trigger(); }
    /// Goes to a place of the window, and is there.
    void goToView(const QString &id)
    {
        trigger(u"view."_s % id);
        Camera::expect([this, &id] { return m_window.frame().navigation()->currentId() == id; }, "the view");
    }
    void goToSection(const QString &id)
    {
        trigger(u"section."_s % id);
        Camera::expect([this, &id] { return m_window.actorPage()->rail()->currentId() == id; },
                       "the section");
    }
    void openDock(const QString &id)
    {
        trigger(u"dock."_s % id);
        Camera::expect([this, &id] { return m_window.docks().dock(id)->isVisible(); }, "the dock");
    }

    void takeViews()
    {
        m_workspace.notifications().add({.level = ui::Notification::Level::Warning,
                                         .text = u"The connection was lost."_s,
                                         .source = u"staging"_s,
                                         .details = u"client.unreachable"_s});
        for (const ui::WindowPlace &place : ui::windowViews()) {
            goToView(place.id);
            if (place.id == "overview"_L1)
                Camera::expect([this] { return m_window.connection()->overview().knowsPools(); },
                               "the pools");
            // Others are compared in the languages by themselves.
            const bool isCompared =
                QStringList{u"overview"_s, u"engine"_s, u"connections"_s}.contains(place.id);
            if (isCompared)
                takeInEveryLook(u"view-"_s % place.id);
            else
                take(u"view-"_s % place.id);
        }
        trigger(u"view.actors"_s);
    }

    void choose(const QString &id)
    {
        m_window.chooseActor(id);
        Camera::expect([this] { return m_window.session() && m_window.session()->document().isLoaded(); },
                       "the state");
    }

    /// Edits, a conflict and live marks at once.
    void makeEdits()
    {
        choose(m_room);
        ui::StateDocument &document = m_window.session()->document();
        document.edit({u"title"_s}, u"General"_s);
        document.edit({u"topic"_s}, u"Durable rooms"_s);
        m_engine.setState(m_room, room(u"Live migration"_s, 4));
        Camera::expect(
            [&document] { return !document.conflicts().empty() && document.recentChanges().size() >= 2; },
            "the live changes");
        m_window.statePage()->treeView()->expandAllHere();
        m_window.statePage()->treeView()->setCurrentPath(ValuePath{u"topic"_s});
    }

    void revert() { m_window.session()->document().revert(); }

    void takeSections()
    {
        takeInEveryLook(u"window"_s);
        for (const ui::WindowPlace &place : ui::actorSections()) {
            goToSection(place.id);
            if (place.id == "details"_L1)
                Camera::expect([this] { return m_window.session()->runtime().has_value(); },
                               "the runtime's version");
            if (place.id != "state"_L1)
                m_camera.takeInEveryLook(u"section-"_s % place.id, *m_window.actorPage());
        }
        trigger(u"section.state"_s);
    }

    void takeSizes()
    {
        m_window.resize(smallestSize);
        take(u"window-smallest"_s);
        m_window.resize(pictureSize);
    }

    /// Each as it comes, and as narrow as it gets.
    void takeDocks()
    {
        for (const ui::WindowPlace &place : ui::windowDocks()) {
            openDock(place.id);
            QDockWidget *dock = m_window.docks().dock(place.id);
            m_camera.take(u"dock-"_s % place.id, *dock);
            trigger(u"dock.moveRight"_s);
            m_window.resizeDocks({dock}, {1}, Qt::Horizontal);
            settle();
            m_camera.take(u"dock-narrow-"_s % place.id, *dock);
            trigger(u"dock.moveBottom"_s);
            dock->close();
        }
    }

    void takePalette()
    {
        for (const auto &[name, typed] :
             {std::pair{u"palette"_s, QString()}, std::pair{u"palette-commands"_s, u">sta"_s},
              std::pair{u"palette-nothing"_s, u"zzqq"_s}}) {
            m_window.commandPalette().open(typed);
            const bool isFound = typed != "zzqq"_L1;
            Camera::expect(
                [this, isFound] {
                    return m_window.commandPalette().isVisible() &&
                           (m_window.commandPalette().model()->rowCount() > 0) == isFound;
                },
                "what the palette finds");
            if (typed.isEmpty())
                m_camera.takeInEveryLook(name, m_window.commandPalette());
            else
                m_camera.take(name, m_window.commandPalette());
            m_window.commandPalette().dismiss();
        }
    }

    [[nodiscard]] QDialog *openDialog(const QString &command)
    {
        trigger(command);
        QDialog *dialog = nullptr;
        Camera::expect(
            [this, &dialog] {
                int visible = 0;
                for (QDialog *candidate : m_window.findChildren<QDialog *>()) {
                    dialog = candidate->isVisible() ? candidate : dialog;
                    visible += candidate->isVisible() ? 1 : 0;
                }
                return visible == 1;
            },
            "one dialog");
        return dialog;
    }

    void takeDialogs()
    {
        for (const QString &command : {u"namespace.new"_s, u"help.about"_s, u"layout.save"_s,
                                       u"actor.lifecycle"_s, u"state.review"_s}) {
            QDialog *dialog = openDialog(command);
            m_camera.takeInEveryLook(u"dialog-"_s % QString(command).replace(u'.', u'-'), *dialog);
            dialog->close();
            settle();
        }
    }

    void takeExplanation(const QString &name)
    {
        auto *dialog = qobject_cast<ui::StatusDialog *>(openDialog(u"actor.explain"_s));
        Camera::expect([dialog] { return dialog->hasReadPool(); }, "what the pool has");
        m_camera.takeInEveryLook(name, *dialog);
        dialog->close();
        settle();
    }

    /// Why an actor waits, and why one has stopped.
    void takeExplanations()
    {
        for (const auto &[name, id] : {std::pair{u"dialog-actor-explain-crashed"_s, m_crashed},
                                       std::pair{u"dialog-actor-explain-waiting"_s, m_waiting}}) {
            m_window.chooseActor(id);
            Camera::expect([this] { return m_window.session() && m_window.session()->record(); },
                           "the actor");
            takeExplanation(name);
        }
    }

    void takePreferences()
    {
        auto *dialog = qobject_cast<ui::PreferencesDialog *>(openDialog(u"edit.preferences"_s));
        for (const QString &id : dialog->sectionList()->ids()) {
            dialog->showSection(id);
            Camera::expect([dialog, &id] { return dialog->sectionList()->currentId() == id; }, "the section");
            // One with boxes, fields and ticks stands for all in the languages.
            if (id == "appearance"_L1)
                m_camera.takeInEveryLook(u"preferences-"_s % id, *dialog);
            else
                m_camera.take(u"preferences-"_s % id, *dialog);
        }
        dialog->close();
        settle();
    }

    void takeAsleep()
    {
        m_window.chooseActor(m_sleeping);
        Camera::expect([this] { return m_window.session()->phase() == ui::ActorSession::Phase::Asleep; },
                       "a sleeping actor");
        m_camera.take(u"asleep"_s, *m_window.actorPage());
    }

    void takeProduction()
    {
        connectTo(u"acme"_s, ui::Environment::Production, u"production"_s);
        Camera::expect(
            [this] { return m_window.connection()->http().guard().mode() == ui::WriteMode::ReadOnly; },
            "the lock");
        take(u"production"_s);
        auto *dialog = qobject_cast<ui::UnlockDialog *>(openDialog(u"connection.allowChanges"_s));
        dialog->nameField()->setText(u"produc"_s);
        m_camera.takeInEveryLook(u"dialog-unlock"_s, *dialog);
        dialog->close();
        settle();
        trigger(u"connection.close"_s);
    }

    void takeLoss()
    {
        m_engine.close();
        m_window.connection()->monitor().checkNow();
        Camera::expect(
            [this] { return m_window.connection()->monitor().phase() == ui::EndpointMonitor::Phase::Lost; },
            "the loss");
        StoppedClock::turn(std::chrono::seconds(5));
        // When it will be tried again is chance.
        m_camera.takeUncompared(u"stale"_s, m_window);
    }

    const Camera &m_camera;
    QTemporaryDir m_folder;
    ScriptedEngine m_engine;
    QString m_room;
    QString m_support;
    QString m_sleeping;
    QString m_crashed;
    QString m_waiting;
    ui::Workspace m_workspace;
    ui::MainWindow m_window;
};

} // namespace

int main(int argc, char **argv)
{
    return takePictures(argc, argv, {.takeAll = [](const Camera &camera, const GuiRig &) {
                            WindowPhotographer(camera).takeAll();
                        }});
}
