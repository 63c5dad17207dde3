// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/camera.h"
#include "tests/gui/steadyendpoint.h"
#include "tests/gui/stoppedclock.h"
#include "tests/support/scriptedengine.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/filtercompleter.h"
#include "ui/widgets/filterstore.h"

#include <QtCore/QTimeZone>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QMenu>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

namespace {

ui::Tone toneOf(ui::ActorStatus status)
{
    switch (status) {
    case ui::ActorStatus::Running:
        return ui::tone::running;
    case ui::ActorStatus::Sleeping:
        return ui::tone::sleeping;
    case ui::ActorStatus::Starting:
        return ui::tone::starting;
    case ui::ActorStatus::Pending:
        return ui::tone::pending;
    case ui::ActorStatus::Crashed:
        return ui::tone::crashed;
    case ui::ActorStatus::CrashLoop:
        return ui::tone::backoff;
    case ui::ActorStatus::Destroyed:
        return ui::tone::destroyed;
    case ui::ActorStatus::Unknown:
        break;
    }
    return ui::tone::unknown;
}

/// The page of actors by itself, in everything it can show, one picture each.
class Photographer {
public:
    explicit Photographer(const Camera &camera)
        : m_camera(camera)
        , m_http(ui::Endpoint::parse(m_engine.url()).value(), ui::WriteMode::ReadOnly)
        , m_marks(QString())
        , m_model(m_http)
        , m_page(toneOf)
    {
        m_model.setMarks(&m_marks);
        m_page.setFilterStore(&m_filters);
        m_filters.save(u"Failing rooms"_s, u"is:failing type:chatRoom"_s);
        m_page.setSelectionCommands({&m_wake, &m_sleep, &m_destroy, &m_export});
        m_page.setTarget(u"This machine"_s);
        m_page.resize(900, 640);
        m_page.show();
        seed();
        m_page.setActors(&m_model);
        m_model.start();
        Camera::expect([this] { return m_page.table()->shownCount() > 20; }, "the actors");
    }

    void takeAll()
    {
        for (const int position : {0, 3})
            m_marks.setPinned(m_ids.at(position), true);
        int position = 0;
        for (const ui::ActorMark mark : ui::actorMarks)
            m_marks.setMark(m_ids.at(++position), mark);
        m_page.table()->setChosenId(m_ids.constFirst());
        m_camera.takeInEveryLook(u"list"_s, m_page);
        m_page.filterBox()->apply(u"status:running,sleeping key~tenant -type:counter"_s);
        const int all = m_model.rowCount();
        Camera::expect(
            [this, all] { return m_page.table()->shownCount() > 0 && m_page.table()->shownCount() < all; },
            "the matches");
        take(u"filter"_s);
        m_page.filterBox()->apply(u"status:running foo:bar"_s);
        Camera::expect([this] { return m_page.filterBox()->hasError(); }, "the error");
        take(u"error"_s);
        m_page.filterBox()->apply({});
        takeOffers();
        m_page.table()->sortBy(1, false);
        m_page.table()->sortBy(2, true);
        m_page.table()->selectAll();
        Camera::expect([this, all] { return m_page.table()->selectedCount() == all; }, "the selection");
        take(u"selection"_s);
        m_page.table()->setGroupField(ui::fieldOf(ui::ActorField::Status));
        m_page.table()->view()->setGroupCollapsed(u"sleeping"_s, true);
        Camera::expect([this] { return m_page.table()->view()->isGroup(0); }, "the groups");
        take(u"groups"_s);
        m_page.resize(470, 640);
        take(u"narrow"_s);
        m_page.resize(900, 640);
        m_page.table()->setGroupField(-1);
        QMenu menu(&m_page);
        m_page.fillRowMenu(menu);
        menu.popup(m_page.mapToGlobal(QPoint(10, 10)));
        m_camera.take(u"menu"_s, menu);
        menu.hide();
        m_page.filterBox()->apply(u"nothing like it"_s);
        Camera::expect([this] { return m_page.table()->shownCount() == 0; }, "no match");
        take(u"no-match"_s);
        m_page.filterBox()->apply({});
        m_engine.close();
        Camera::expect([this] { return m_model.phase() == ui::ActorListModel::Phase::Stale; }, "the loss");
        take(u"stale"_s);
    }

private:
    void seed()
    {
        const QStringList types{u"chatRoom"_s, u"counter"_s, u"importer"_s, u"gameLobby"_s};
        for (int i = 0; i < 40; ++i) {
            const QString key =
                i % 3 == 0 ? u"tenant-%1:room-%2"_s.arg(i % 4).arg(i) : u"general-%1"_s.arg(i);
            ScriptedActor &actor = m_engine.addActor(types.at(i % 4), key);
            const auto at = std::chrono::time_point_cast<std::chrono::milliseconds>(
                std::chrono::system_clock::now() - std::chrono::minutes(7 * i * i + 1));
            actor.record.createTs = at;
            m_ids.append(actor.record.actorId);
            if (i % 4 == 2) {
                actor.record.connectableTs.reset();
                actor.record.error = QJsonObject{{u"crashed"_s, QJsonObject{{u"message"_s, u"boom"_s}}}};
            }
            const QString id = actor.record.actorId;
            if (i % 5 == 1 && i % 4 != 2)
                m_engine.putToSleep(id);
        }
        for (const QString &key : {u"a\u202eevil\u200b"_s, u"\u05e9\u05dc\u05d5\u05dd"_s,
                                   u"👩‍👩‍👧 family"_s, QString(200, u'x'), u"line\nbreak\ttab"_s})
            m_engine.addActor(u"chatRoom"_s, key);
    }

    void take(const QString &name) { m_camera.take(name, m_page); }

    void takeOffers()
    {
        m_page.activateWindow();
        m_page.filterBox()->setFocus();
        settle();
        m_page.filterBox()->setText(u"status:running "_s);
        QKeyEvent down(QEvent::KeyPress, Qt::Key_Down, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page.filterBox(), &down);
        Camera::expect([this] { return m_page.filterBox()->filterCompleter()->popup()->isVisible(); },
                       "the offers");
        m_camera.take(u"offers"_s, *m_page.filterBox()->filterCompleter()->popup());
        m_page.filterBox()->filterCompleter()->hide();
        m_page.filterBox()->apply({});
    }

    const Camera &m_camera;
    ScriptedEngine m_engine;
    ui::HttpClient m_http;
    ui::ActorMarkStore m_marks;
    ui::ActorListModel m_model;
    ui::FilterStore m_filters;
    QAction m_wake{u"Wake"_s};
    QAction m_sleep{u"Sleep"_s};
    QAction m_destroy{u"Destroy…"_s};
    QAction m_export{u"Export…"_s};
    /// From the youngest to the oldest.
    QStringList m_ids;
    ui::ActorsPage m_page;
};

} // namespace

namespace {

/// The page on an engine that answers in each way there is.
void takeStates(const Camera &camera)
{
    QAction create(u"New Actor…"_s);
    QAction retry(u"Try Again"_s);
    const auto take = [&](const QString &name, ScriptedEngine &engine, ui::ActorListModel::Phase phase,
                          const QString &expected, std::chrono::milliseconds waited = {}) {
        // No proxy is in the way of an engine that is not there.
        const bool isDirect = name == "unreachable"_L1;
        ui::HttpClient http(isDirect ? ui::Endpoint::parse(engine.url()).value() : steadyEndpoint(engine),
                            ui::WriteMode::ReadOnly);
        ui::ActorListModel model(http);
        ui::ActorsPage page(toneOf);
        page.setTarget(u"This machine"_s);
        page.setCommands(&create, &retry, {});
        page.resize(470, 420);
        page.show();
        page.setActors(&model);
        model.start();
        Camera::expect([&] { return model.phase() == phase; }, "the list's phase");
        StoppedClock::turn(waited);
        // Icons tell what is meant in every language.
        Camera::expect(
            [&] {
                const auto *empty = page.findChild<ui::EmptyState *>();
                if (expected.isEmpty())
                    return page.table()->isVisible();
                return empty->isVisible() && empty->iconName() == expected &&
                       (waited < std::chrono::seconds(10) || empty->hasCommand());
            },
            "what the page says");
        camera.take(name, page);
    };
    using Phase = ui::ActorListModel::Phase;
    ScriptedEngine engine;
    take(u"namespace-empty"_s, engine, Phase::Ready, u"boxes"_s);
    engine.addActor(u"counter"_s, u"tenant-1"_s);
    take(u"one"_s, engine, Phase::Ready, {});
    engine.intercept([](const ScriptedRequest &) {
        return std::optional(ScriptedReply{.end = ScriptedReply::End::Never});
    });
    take(u"loading"_s, engine, Phase::Loading, u"hourglass-split"_s, std::chrono::seconds(1));
    take(u"loading-long"_s, engine, Phase::Loading, u"hourglass-split"_s, std::chrono::seconds(12));
    engine.intercept([](const ScriptedRequest &) {
        return std::optional(ScriptedReply{
            .status = 403, .body = R"({"group":"api","code":"forbidden","message":"No.","metadata":null})"});
    });
    take(u"refused"_s, engine, Phase::Failed, u"wifi-off"_s);
    engine.close();
    take(u"unreachable"_s, engine, Phase::Failed, u"wifi-off"_s);
    ui::ActorsPage page(toneOf);
    page.resize(470, 420);
    page.show();
    camera.take(u"not-connected"_s, page);
}

} // namespace

int main(int argc, char **argv)
{
    return takePictures(argc, argv,
                        {.takeAll =
                             [](const Camera &camera, const GuiRig &) {
                                 Photographer(camera).takeAll();
                                 takeStates(camera);
                             },
                         .prefix = u"actors-"_s});
}
