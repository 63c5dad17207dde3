// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowrig.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/environmentbanner.h"
#include "ui/shell/statusline.h"
#include "ui/shell/unlockdialog.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowframe.h"
#include "ui/shell/windowkeeper.h"
#include "ui/shell/windowpages.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/tabstrip.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// Windows, connections and tabs, against a scripted engine.
class tst_Workspaces : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void lookingOpensAPreviewThatIsReused();
    void openingKeepsATab();
    void editingKeepsATab();
    void closedTabsCanBeOpenedAgain();
    void tabsStepRoundAndMove();
    void beyondTheMostTheOldestTabCloses();
    void eachTabRemembersItsSection();
    void theSettingSaysHowAStateIsShownFirst();
    void theSamePlaceIsOneTab();
    void eachConnectionKeepsItsActorsAndFilter();
    void closingAConnectionShowsTheOther();
    void aTabMovesToANewWindowWithItsEdits();
    void aNewWindowSharesTheConnection();
    void docksFollowTheActor();
    void theDockToggleBringsBackWhatWasShown();
    void resetLayoutHidesDocks();
    void productionIsReadOnlyUntilItsNameIsTyped();
    void theBannerIsOnEveryWindow();
    void aLostConnectionIsNoted();
    void panesAreReachedByKey();

private:
    [[nodiscard]] ui::OpenActors &actors() { return m_window->tabs().current()->actors(); }
    [[nodiscard]] ui::TabStrip &strip() { return *m_window->pages().actorTabs(); }
    [[nodiscard]] ui::StateDocument &document() { return m_window->session()->document(); }

    std::unique_ptr<WindowRig> m_rig;
    std::unique_ptr<ui::MainWindow> m_window;
};

void tst_Workspaces::init()
{
    m_rig = std::make_unique<WindowRig>();
    m_window = m_rig->makeWindow();
    m_rig->connectWindow(*m_window, m_rig->target());
}

void tst_Workspaces::cleanup()
{
    m_window.reset();
    m_rig.reset();
}

void tst_Workspaces::lookingOpensAPreviewThatIsReused()
{
    m_window->chooseActor(m_rig->counter());
    QCOMPARE(actors().count(), 1);
    QVERIFY(actors().current()->isPreview());
    QVERIFY(strip().isHidden());
    m_window->chooseActor(m_rig->room());
    QCOMPARE(actors().count(), 1);
    QCOMPARE(actors().current()->id(), m_rig->room());
}

void tst_Workspaces::openingKeepsATab()
{
    m_window->openActor(m_rig->counter());
    QVERIFY(strip().isVisible());
    m_window->chooseActor(m_rig->room());
    QCOMPARE(actors().count(), 2);
    QCOMPARE(strip().ids(), (QStringList{m_rig->counter(), m_rig->room()}));
    trigger(*m_window, u"tab.keep"_s);
    QVERIFY(!actors().current()->isPreview());
    QVERIFY(!isEnabled(*m_window, u"tab.keep"_s));
}

void tst_Workspaces::editingKeepsATab()
{
    m_window->chooseActor(m_rig->counter());
    QTRY_VERIFY(document().isLoaded());
    document().edit(ValuePath{u"count"_s}, 5);
    m_window->chooseActor(m_rig->room());
    QCOMPARE(actors().count(), 2);
    QVERIFY(m_window->isWindowModified());
    QVERIFY(actors().find(m_rig->counter())->isModified());
    actors().find(m_rig->counter())->session().document().revert();
}

void tst_Workspaces::closedTabsCanBeOpenedAgain()
{
    m_window->openActor(m_rig->counter());
    m_window->openActor(m_rig->room());
    QVERIFY(!isEnabled(*m_window, u"tab.reopen"_s));
    trigger(*m_window, u"tab.close"_s);
    QCOMPARE(actors().count(), 1);
    QCOMPARE(actors().current()->id(), m_rig->counter());
    QCOMPARE(m_window->actorsPage()->table()->chosenId(), m_rig->counter());
    trigger(*m_window, u"tab.reopen"_s);
    QCOMPARE(actors().current()->id(), m_rig->room());
    QVERIFY(!actors().current()->isPreview());
}

void tst_Workspaces::tabsStepRoundAndMove()
{
    m_window->openActor(m_rig->counter());
    m_window->openActor(m_rig->room());
    trigger(*m_window, u"tab.next"_s);
    QCOMPARE(m_window->session()->actorId(), m_rig->counter());
    trigger(*m_window, u"tab.previous"_s);
    QCOMPARE(m_window->session()->actorId(), m_rig->room());
    trigger(*m_window, u"tab.moveBack"_s);
    QCOMPARE(strip().ids(), (QStringList{m_rig->room(), m_rig->counter()}));
    QVERIFY(!isEnabled(*m_window, u"tab.moveBack"_s));
    trigger(*m_window, u"tab.closeOthers"_s);
    QCOMPARE(strip().ids(), QStringList{m_rig->room()});
}

void tst_Workspaces::beyondTheMostTheOldestTabCloses()
{
    m_rig->workspace().settings().set(ui::setting::openActorCount, 2);
    m_window->openActor(m_rig->counter());
    QTRY_VERIFY(document().isLoaded());
    document().edit(ValuePath{u"count"_s}, 5);
    m_window->openActor(m_rig->room());
    const QString third = m_rig->engine().addActor(u"room"_s, u"c"_s).record.actorId;
    m_window->openActor(third);
    // The one with edits stays, however old.
    QCOMPARE(strip().ids().size(), 2);
    QVERIFY(actors().find(m_rig->counter()));
    QVERIFY(!actors().find(m_rig->room()));
    actors().find(m_rig->counter())->session().document().revert();
}

void tst_Workspaces::eachTabRemembersItsSection()
{
    m_window->openActor(m_rig->counter());
    trigger(*m_window, u"section.details"_s);
    m_window->openActor(m_rig->room());
    QCOMPARE(m_window->actorPage()->currentSection(), u"details"_s);
    trigger(*m_window, u"section.actions"_s);
    trigger(*m_window, u"tab.previous"_s);
    QCOMPARE(m_window->actorPage()->currentSection(), u"details"_s);
    trigger(*m_window, u"tab.next"_s);
    QCOMPARE(m_window->actorPage()->currentSection(), u"actions"_s);
}

void tst_Workspaces::theSettingSaysHowAStateIsShownFirst()
{
    m_rig->workspace().settings().set(ui::setting::stateView, 1);
    m_window->openActor(m_rig->counter());
    QVERIFY(m_window->commands().action(u"state.json"_s)->isChecked());
    QTRY_VERIFY(document().isLoaded());
    trigger(*m_window, u"state.tree"_s);
    m_window->openActor(m_rig->room());
    QVERIFY(m_window->commands().action(u"state.json"_s)->isChecked());
    m_window->openActor(m_rig->counter());
    QVERIFY(m_window->commands().action(u"state.tree"_s)->isChecked());
}

void tst_Workspaces::theSamePlaceIsOneTab()
{
    m_window->connectTo(m_rig->target());
    QCOMPARE(m_window->tabs().count(), 1);
    QVERIFY(m_window->frame().connectionTabs()->isHidden());
}

void tst_Workspaces::eachConnectionKeepsItsActorsAndFilter()
{
    ScriptedEngine second;
    const QString other = second.addActor(u"other"_s, u"x"_s).record.actorId;
    m_window->openActor(m_rig->counter());
    m_window->actorsPage()->filterBox()->apply(u"counter"_s);
    const ui::ConnectionTab *first = m_window->tabs().current();
    m_window->connectTo({.name = u"second"_s, .endpoint = *ui::Endpoint::parse(second.url())});
    QCOMPARE(m_window->tabs().count(), 2);
    QVERIFY(m_window->frame().connectionTabs()->isVisible());
    QVERIFY(!m_window->session());
    QTRY_COMPARE(m_window->actorsPage()->table()->shownCount(), 1);
    QCOMPARE(m_window->actorsPage()->filterBox()->text(), QString());
    m_window->openActor(other);

    trigger(*m_window, u"connection.next"_s);
    QCOMPARE(m_window->tabs().current(), first);
    QCOMPARE(m_window->session()->actorId(), m_rig->counter());
    QCOMPARE(m_window->actorsPage()->filterBox()->text(), u"counter"_s);
    trigger(*m_window, u"connection.previous"_s);
    QCOMPARE(m_window->session()->actorId(), other);
    m_window->disconnectAll();
}

void tst_Workspaces::closingAConnectionShowsTheOther()
{
    ScriptedEngine second;
    m_window->connectTo({.name = u"second"_s, .endpoint = *ui::Endpoint::parse(second.url())});
    trigger(*m_window, u"connection.close"_s);
    QCOMPARE(m_window->tabs().count(), 1);
    QCOMPARE(m_window->connection()->target().name, u"test"_s);
    trigger(*m_window, u"connection.close"_s);
    QCOMPARE(m_window->tabs().count(), 0);
    QVERIFY(!m_window->connection());
    QVERIFY(!isEnabled(*m_window, u"view.refresh"_s));
    QVERIFY(m_window->windowTitle().startsWith(u"Rove"_s));
}

void tst_Workspaces::aTabMovesToANewWindowWithItsEdits()
{
    ui::WindowKeeper keeper(m_rig->workspace());
    ui::MainWindow *window = keeper.newWindow();
    window->show();
    m_rig->connectWindow(*window, m_rig->target());
    window->openActor(m_rig->counter());
    QTRY_VERIFY(window->session()->document().isLoaded());
    window->session()->document().edit(ValuePath{u"count"_s}, 5);
    ui::ActorSession *session = window->session();
    trigger(*window, u"tab.toNewWindow"_s);
    QCOMPARE(keeper.count(), 2);
    QVERIFY(!window->session());
    QCOMPARE(keeper.at(1)->session(), session);
    QCOMPARE(keeper.at(1)->connection(), window->connection());
    QVERIFY(keeper.at(1)->isWindowModified());
    QVERIFY(!window->isWindowModified());
    session->document().revert();
}

void tst_Workspaces::aNewWindowSharesTheConnection()
{
    ui::WindowKeeper keeper(m_rig->workspace());
    ui::MainWindow *window = keeper.newWindow();
    m_rig->connectWindow(*window, m_rig->target());
    trigger(*window, u"window.new"_s);
    QCOMPARE(keeper.count(), 2);
    QCOMPARE(keeper.at(1)->connection(), window->connection());
    window->close();
    QCOMPARE(keeper.count(), 1);
    settle();
    QCOMPARE(keeper.at(0)->actorsPage()->table()->shownCount(), 2);
}

void tst_Workspaces::docksFollowTheActor()
{
    m_window->openActor(m_rig->counter());
    trigger(*m_window, u"dock.events"_s);
    QVERIFY(m_window->docks().dock(u"events"_s)->isVisible());
    QVERIFY(m_window->docks().page(u"events"_s));
    QVERIFY(!m_window->docks().page(u"repl"_s));
    QCOMPARE(m_window->docks().dock(u"events"_s)->objectName(), u"dock.events"_s);
    m_window->openActor(m_rig->room());
    trigger(*m_window, u"dock.events"_s);
    QVERIFY(!m_window->docks().dock(u"events"_s)->isVisible());
}

void tst_Workspaces::theDockToggleBringsBackWhatWasShown()
{
    trigger(*m_window, u"dock.jobs"_s);
    trigger(*m_window, u"dock.toggle"_s);
    QVERIFY(m_window->docks().dock(u"jobs"_s)->isHidden());
    trigger(*m_window, u"dock.toggle"_s);
    QVERIFY(!m_window->docks().dock(u"jobs"_s)->isHidden());
}

void tst_Workspaces::resetLayoutHidesDocks()
{
    trigger(*m_window, u"dock.jobs"_s);
    trigger(*m_window, u"dock.moveRight"_s);
    QCOMPARE(m_window->dockWidgetArea(m_window->docks().dock(u"jobs"_s)), Qt::RightDockWidgetArea);
    trigger(*m_window, u"layout.reset"_s);
    QVERIFY(m_window->docks().dock(u"jobs"_s)->isHidden());
    QCOMPARE(m_window->dockWidgetArea(m_window->docks().dock(u"jobs"_s)), Qt::BottomDockWidgetArea);
    QVERIFY(!m_window->docks().restore("no layout at all"));
}

void tst_Workspaces::productionIsReadOnlyUntilItsNameIsTyped()
{
    trigger(*m_window, u"connection.close"_s);
    m_rig->connectWindow(*m_window, m_rig->target(u"live"_s, ui::Environment::Production));
    ui::EnvironmentBanner *banner = m_window->frame().banner();
    QVERIFY(banner->isVisible());
    QVERIFY(banner->text().contains(u"read-only"_s));
    QVERIFY(!isEnabled(*m_window, u"actor.new"_s));

    trigger(*m_window, u"connection.allowChanges"_s);
    auto *dialog = m_window->findChild<ui::UnlockDialog *>();
    QVERIFY(dialog);
    dialog->nameField()->setText(u"another"_s);
    QVERIFY(!dialog->allowButton()->isEnabled());
    dialog->nameField()->setText(u"default"_s);
    QVERIFY(dialog->allowButton()->isEnabled());
    dialog->allowButton()->click();
    QCOMPARE(m_window->connection()->http().writeMode(), ui::WriteMode::Allowed);
    QVERIFY(isEnabled(*m_window, u"actor.new"_s));
    QVERIFY(m_window->statusLine()->writeModeText().contains(u':'));
    QVERIFY(banner->text().contains(u"15 more minute"_s));

    // The same command locks it again.
    trigger(*m_window, u"connection.allowChanges"_s);
    QCOMPARE(m_window->connection()->http().writeMode(), ui::WriteMode::ReadOnly);
    QCOMPARE(m_window->statusLine()->writeModeText(), u"Read-only"_s);
}

void tst_Workspaces::theBannerIsOnEveryWindow()
{
    ui::WindowKeeper keeper(m_rig->workspace());
    ui::MainWindow *window = keeper.newWindow();
    m_rig->connectWindow(*window, m_rig->target(u"live"_s, ui::Environment::Production));
    trigger(*window, u"window.new"_s);
    QVERIFY(!keeper.at(1)->frame().banner()->isHidden());
    window->connection()->http().guard().allowFor(std::chrono::minutes(5));
    QVERIFY(keeper.at(1)->frame().banner()->text().contains(u"changes are allowed"_s));
}

void tst_Workspaces::aLostConnectionIsNoted()
{
    ui::NotificationModel &notifications = m_rig->workspace().notifications();
    QCOMPARE(notifications.unreadCount(), 0);
    m_rig->engine().close();
    trigger(*m_window, u"view.refresh"_s);
    QTRY_COMPARE(notifications.unreadCount(), 1);
    QCOMPARE(notifications.unreadLevel(), ui::Notification::Level::Warning);
    m_rig->engine().listen();
    trigger(*m_window, u"connection.retry"_s);
    QTRY_COMPARE(notifications.unreadCount(), 2);
    trigger(*m_window, u"view.notifications"_s);
    QCOMPARE(notifications.unreadCount(), 0);
}

void tst_Workspaces::panesAreReachedByKey()
{
    m_window->activateWindow();
    m_window->openActor(m_rig->counter());
    QTRY_VERIFY(document().isLoaded());
    m_window->frame().navigation()->setFocus();
    QList<QWidget *> visited;
    for (int i = 0; i < 4; ++i) {
        visited.append(QApplication::focusWidget());
        trigger(*m_window, u"view.nextPane"_s);
    }
    QCOMPARE(QSet<QWidget *>(visited.begin(), visited.end()).size(), 4);
    QCOMPARE(QApplication::focusWidget(), m_window->frame().navigation());
    trigger(*m_window, u"view.previousPane"_s);
    QCOMPARE(QApplication::focusWidget(), visited.last());
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_Workspaces test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_workspaces.moc"
