// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"
#include "tests/gui/stoppedclock.h"
#include "tests/support/scriptedengine.h"
#include "ui/pages/state/statediffview.h"
#include "ui/pages/state/statehistorybar.h"
#include "ui/pages/state/statejsonview.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/state/statereviewdialog.h"
#include "ui/pages/state/statereviewmodel.h"
#include "ui/pages/state/versionslider.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetableview.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborMap>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QTableView>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

/// Shows everything that the state page can show, and saves a picture of each.
class Photographer {
public:
    explicit Photographer(const Camera &camera)
        : m_camera(camera)
        , m_id(m_engine.addActor(u"chatRoom"_s, u"general"_s, room(2.5, u"Everything"_s)).record.actorId)
        , m_http(ui::Endpoint::parse(m_engine.url()).value(), ui::WriteMode::Allowed)
        , m_wake(u"Wake"_s)
        , m_retry(u"Try Again"_s)
    {
        m_page.setCommands(&m_wake, &m_retry);
        m_page.setContentsMargins(8, 8, 8, 8);
        m_page.resize(900, 620);
        m_page.show();
        open();
    }

    void takeAll()
    {
        takeLive();
        takeEdits();
        takeReview();
        takeDiff();
        takeVersion();
        takeImport();
        takeTable();
        takeReadOnly();
        takeAsleep();
        takeEmpty();
    }

private:
    static QCborMap room(double rate, const QString &topic)
    {
        QCborArray messages;
        for (int i = 0; i < 40; ++i)
            messages.append(QCborMap{{u"id"_s, i},
                                     {u"from"_s, i % 3 == 0 ? u"ada"_s : u"grace"_s},
                                     {u"text"_s, u"Message number %1 of this room"_s.arg(i)},
                                     {u"read"_s, i % 2 == 0}});
        return {{u"title"_s, u"general"_s},
                {u"topic"_s, topic},
                {u"rate"_s, rate},
                {u"limits"_s, QCborMap{{u"max"_s, 128}, {u"burst"_s, QCborValue(nullptr)}}},
                {u"icon"_s, QByteArray::fromHex("89504e470d0a1a0a0000000d")},
                {u"messages"_s, messages}};
    }

    void open()
    {
        m_page.setSession(nullptr);
        m_history.reset();
        m_session = std::make_unique<ui::ActorSession>(m_http, m_id);
        m_history = std::make_unique<ui::StateHistory>(*m_session, m_versions.path());
        m_page.setSession(m_session.get());
        m_page.setHistory(m_history.get());
        m_session->start();
    }

    void take(const QString &name) { m_camera.take(name, m_page); }

    void trigger(const QString &id)
    {
        for (QAction *command : m_page.commands())
            if (command->objectName() == id)
                return command->trigger();
        qFatal("There is no command %s", qPrintable(id));
    }

    void push(double rate, const QString &topic)
    {
        const size_t before = m_history->versions().size();
        StoppedClock::turn(std::chrono::seconds(40));
        m_engine.setState(m_id, room(rate, topic));
        Camera::expect([this, before] { return m_history->versions().size() > before; }, "a version");
    }

    void takeLive()
    {
        Camera::expect([this] { return !m_history->versions().empty(); }, "the state");
        for (int i = 1; i < 6; ++i)
            push(i, u"Topic %1"_s.arg(i));
        m_page.treeView()->setCurrentPath({u"title"_s});
        Camera::expect([this] { return !m_page.sizeText().isEmpty(); }, "the size");
        m_camera.takeInEveryLook(u"live"_s, m_page);
        trigger(u"state.json"_s);
        Camera::expect([this] { return m_page.jsonView()->isVisible(); }, "the text");
        take(u"json"_s);
        trigger(u"state.tree"_s);
    }

    void takeEdits()
    {
        ui::StateDocument &document = m_session->document();
        document.edit({u"title"_s}, u"General"_s);
        document.edit({u"rate"_s}, 4.5);
        document.insert({u"pinned"_s}, QCborArray{3});
        document.remove({u"limits"_s, u"burst"_s});
        push(7, u"Live migration"_s);
        Camera::expect([&document] { return !document.conflicts().empty(); }, "a conflict");
        m_page.treeView()->setCurrentPath({u"rate"_s});
        take(u"conflict"_s);
        m_page.resize(480, 620);
        take(u"narrow"_s);
        m_page.resize(900, 620);
    }

    void takeReview()
    {
        ui::StateReviewDialog *dialog = m_page.openReview();
        Camera::expect([dialog] { return dialog->isVisible() && dialog->model()->rowCount() > 1; },
                       "the review");
        m_camera.takeInEveryLook(u"review"_s, *dialog);
        dialog->reject();
        settle();
    }

    void takeDiff()
    {
        trigger(u"state.diff"_s);
        m_page.diffView()->choose(u"1"_s, u"yours"_s);
        emit m_page.diffView()->sidesChosen();
        Camera::expect([this] { return m_page.diffView()->diff().count() > 2; }, "the differences");
        take(u"diff"_s);
        trigger(u"state.tree"_s);
        m_session->document().revert();
    }

    void takeVersion()
    {
        m_page.historyBar()->slider()->setValue(2);
        Camera::expect([this] { return m_page.versionBar()->isVisible(); }, "the version");
        take(u"version"_s);
        trigger(u"state.live"_s);
    }

    void takeImport()
    {
        QFile file(QDir(m_versions.path()).filePath(u"general.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(R"({"title": "from a file", "rate": 7})") < 0)
            qFatal("Cannot write the file");
        file.close();
        m_page.importFile(file.fileName());
        Camera::expect(
            [this] { return m_page.importBar()->isVisible() && m_page.diffView()->diff().count() > 0; },
            "the preview");
        take(u"import"_s);
        m_page.importBar()->clear();
        emit m_page.importBar()->dismissed();
        trigger(u"state.tree"_s);
    }

    void takeTable()
    {
        m_page.treeView()->setCurrentPath({u"messages"_s});
        trigger(u"state.table"_s);
        Camera::expect(
            [this] {
                return m_page.tableView()->isVisible() && m_page.tableView()->model()->rowCount() == 40;
            },
            "the table");
        take(u"table"_s);
        trigger(u"state.tree"_s);
    }

    void takeAsleep()
    {
        m_engine.putToSleep(m_id);
        open();
        Camera::expect(
            [this] {
                return m_session->phase() == ui::ActorSession::Phase::Asleep &&
                       m_page.treeView()->isVisible();
            },
            "the state seen last");
        take(u"asleep"_s);
    }

    /// What is shown instead of a state; null while there is one.
    [[nodiscard]] ui::EmptyState *emptyState() const
    {
        for (ui::EmptyState *state : m_page.findChildren<ui::EmptyState *>())
            if (state->isVisible())
                return state;
        return nullptr;
    }

    /// Every picture in which there is no state says why; the icon tells which reason it is in every
    /// language.
    void takeReason(const QString &name, const QString &icon)
    {
        Camera::expect([this, &icon] { return emptyState() && emptyState()->iconName() == icon; },
                       "the reason");
        take(name);
    }

    void takeEmpty()
    {
        using Phase = ui::ActorSession::Phase;
        m_engine.actor(m_id).isStateEnabled = false;
        m_engine.wake(m_id);
        m_page.setSession(nullptr);
        m_history.reset();
        QDir(m_versions.path()).removeRecursively();
        open();
        Camera::expect([this] { return m_session->phase() == Phase::Live; }, "the actor");
        takeReason(u"none"_s, u"dash-circle"_s);
        m_engine.wake(m_id);
        m_engine.interceptSockets([](QWebSocket *, const QString &) { return true; });
        open();
        Camera::expect([this] { return m_session->phase() == Phase::Loading && m_session->record(); },
                       "the record");
        StoppedClock::turn(std::chrono::seconds(1));
        takeReason(u"connecting"_s, u"hourglass-split"_s);
        StoppedClock::turn(std::chrono::seconds(11));
        Camera::expect([this] { return emptyState() && emptyState()->hasCommand(); }, "the offer");
        takeReason(u"connecting-long"_s, u"hourglass-split"_s);
        m_engine.interceptSockets({});
        m_engine.destroy(m_id);
        open();
        Camera::expect([this] { return m_session->phase() == Phase::Gone; }, "the end");
        takeReason(u"gone"_s, u"slash-circle"_s);
        m_engine.close();
        open();
        Camera::expect([this] { return m_session->phase() == Phase::Stale; }, "the failure");
        takeReason(u"unreachable"_s, u"plug"_s);
        m_page.setSession(nullptr);
        takeReason(u"no-actor"_s, u"braces"_s);
    }

    /// What may not be written looks so.
    void takeReadOnly()
    {
        ui::HttpClient http(ui::Endpoint::parse(m_engine.url()).value(), ui::WriteMode::ReadOnly);
        ui::ActorSession session(http, m_id);
        ui::StatePage page;
        page.setContentsMargins(8, 8, 8, 8);
        page.resize(700, 420);
        page.setSession(&session);
        session.start();
        page.show();
        Camera::expect([&session] { return session.document().isLoaded(); }, "the state");
        page.treeView()->setCurrentPath({u"title"_s});
        m_camera.take(u"read-only"_s, page);
    }

    const Camera &m_camera;
    QTemporaryDir m_versions;
    ScriptedEngine m_engine;
    QString m_id;
    ui::HttpClient m_http;
    QAction m_wake;
    QAction m_retry;
    std::unique_ptr<ui::ActorSession> m_session;
    std::unique_ptr<ui::StateHistory> m_history;
    ui::StatePage m_page;
};

} // namespace

int main(int argc, char **argv)
{
    return takePictures(
        argc, argv,
        {.takeAll = [](const Camera &camera, const GuiRig &) { Photographer(camera).takeAll(); },
         .prefix = u"state-"_s});
}
