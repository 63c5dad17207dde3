// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/pseudotranslator.h"
#include "tests/gui/windowaudit.h"
#include "tests/gui/windowtest.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/actors/createactordialog.h"
#include "ui/pages/details/detailspage.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/statusline.h"
#include "ui/style/style.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreeview.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The whole window, offscreen, against a scripted engine in the same process.
class tst_MainWindow : public WindowTest {
    Q_OBJECT

private slots:
    void choosingAnActorShowsItsState();
    void aSleepingActorIsNotTouchedByLooking();
    void detailsTellWhatTheEngineKnows();
    void newRowsMoveNeitherChoiceNorView();
    void aFilterThatMatchesNothingOffersToClearIt();
    void anEmptyNamespaceOffersToCreate();
    void creatingAnActorOpensIt();
    void destroyingALocalActorCanBeUndone();
    void destroyingALocalActorHappensInTheEnd();
    void aFailedLocalEngineIsShown();
    void settingsComeBack();
    void everythingHasANameAndNothingIsCut();
    void nothingIsCutOrUntranslatedInALongerLanguage();

private:
    QStringList auditEverything();
};

void tst_MainWindow::choosingAnActorShowsItsState()
{
    connectWindow();
    QTRY_COMPARE(m_window->actorsPage()->table()->shownCount(), 2);
    choose(m_counter);
    ui::ValueTreeModel *tree = m_window->statePage()->treeView()->valueModel();
    const QModelIndex count = tree->indexOf(ValuePath{u"count"_s});
    QVERIFY(count.isValid());
    QCOMPARE(count.siblingAtColumn(ui::ValueTreeModel::ValueColumn).data().toString(), u"1"_s);
    QVERIFY(m_window->windowTitle().startsWith(u"counter a"_s));
    QVERIFY(m_window->statusLine()->stateText().contains(u"inspector v6"_s));
}

void tst_MainWindow::aSleepingActorIsNotTouchedByLooking()
{
    m_engine->putToSleep(m_counter);
    connectWindow();
    m_engine->forgetRequests();
    m_window->chooseActor(m_counter);
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Asleep);
    trigger(u"section.actions"_s);
    trigger(u"section.details"_s);
    trigger(u"section.state"_s);
    trigger(u"view.refresh"_s);
    settle();
    QCOMPARE(m_engine->reachedCount(m_counter), 0);
    const auto empties = m_window->statePage()->findChildren<ui::EmptyState *>();
    QVERIFY(std::ranges::any_of(empties, [](const ui::EmptyState *empty) {
        return empty->isVisible() && empty->title() == "Asleep"_L1;
    }));
    QVERIFY(isEnabled(u"actor.wake"_s));
    QVERIFY(!isEnabled(u"actor.sleep"_s));

    trigger(u"actor.wake"_s);
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Live);
    QTRY_VERIFY(document().isLoaded());
}

void tst_MainWindow::detailsTellWhatTheEngineKnows()
{
    connectWindow();
    choose(m_counter);
    QCOMPARE(m_window->detailsPage()->valueOf(u"actorId"_s), m_counter);
    QCOMPARE(m_window->detailsPage()->valueOf(u"keyParts"_s), u"[\"a\"]"_s);
    QVERIFY(!m_window->detailsPage()->valueOf(u"createTs"_s).isEmpty());
    QVERIFY(m_window->detailsPage()->valueOf(u"destroyTs"_s).isEmpty());
    QTRY_VERIFY(!m_window->detailsPage()->valueOf(u"inspector"_s).isEmpty());
}

void tst_MainWindow::newRowsMoveNeitherChoiceNorView()
{
    for (int i = 0; i < 60; ++i)
        m_engine->addActor(u"counter"_s, u"bulk-%1"_s.arg(i));
    connectWindow();
    ui::ActorsTable *table = m_window->actorsPage()->table();
    QTRY_COMPARE(table->shownCount(), 62);
    choose(m_counter);
    table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum());
    settle();
    const QString top = table->indexAt(QPoint(5, 5)).data(static_cast<int>(ui::TableRole::Key)).toString();
    m_engine->addActor(u"counter"_s, u"newest"_s);
    m_window->connection()->actors().refresh();
    QTRY_COMPARE(table->shownCount(), 63);
    QCOMPARE(table->indexAt(QPoint(5, 5)).data(static_cast<int>(ui::TableRole::Key)).toString(), top);
    QCOMPARE(table->chosenId(), m_counter);
    QCOMPARE(table->currentIndex().data(static_cast<int>(ui::TableRole::Key)).toString(), m_counter);

    // Gone from under the choice: nothing else becomes chosen.
    m_engine->removeFromLists(m_counter);
    m_window->connection()->actors().refresh();
    QTRY_COMPARE(table->shownCount(), 62);
    QCOMPARE(table->chosenId(), m_counter);
}

void tst_MainWindow::aFilterThatMatchesNothingOffersToClearIt()
{
    connectWindow();
    ui::ActorsPage *page = m_window->actorsPage();
    page->filterBox()->setText(u"nothing like it"_s);
    QTRY_VERIFY(page->emptyState()->isVisible());
    QCOMPARE(page->emptyState()->title(), u"No actor matches"_s);
    trigger(u"actors.clearFilter"_s);
    QTRY_COMPARE(page->table()->shownCount(), 2);
    QVERIFY(page->countText().startsWith(u"2 of 2 actors · 2 running"_s));
}

void tst_MainWindow::anEmptyNamespaceOffersToCreate()
{
    m_engine->removeFromLists(m_counter);
    m_engine->removeFromLists(m_room);
    connectWindow();
    QTRY_VERIFY(m_window->actorsPage()->emptyState()->isVisible());
    QCOMPARE(m_window->actorsPage()->emptyState()->title(), u"No actors yet"_s);
}

void tst_MainWindow::creatingAnActorOpensIt()
{
    connectWindow();
    trigger(u"actor.new"_s);
    auto *dialog = m_window->findChild<ui::CreateActorDialog *>();
    QVERIFY(dialog);
    dialog->typeBox()->setCurrentText(u"counter"_s);
    dialog->keyField()->setText(u"fresh"_s);
    dialog->inputEditor()->setPlainText(u"{"_s);
    dialog->accept();
    QVERIFY(dialog->inputEditor()->hasError());
    dialog->inputEditor()->setPlainText(u"{\"start\": 5}"_s);
    dialog->accept();
    QTRY_VERIFY(m_window->session() != nullptr);
    QTRY_VERIFY(m_window->session()->record().has_value());
    QCOMPARE(m_window->session()->record()->key, std::optional(u"fresh"_s));
}

void tst_MainWindow::destroyingALocalActorCanBeUndone()
{
    connectWindow();
    choose(m_counter);
    trigger(u"actor.destroy"_s);
    QVERIFY(m_window->undoBar()->isVisible());
    QVERIFY(m_window->undoBar()->text().contains(u"counter a"_s));
    trigger(u"actor.undoDestroy"_s);
    QVERIFY(!m_window->undoBar()->isVisible());
    QCOMPARE(m_engine->requestCount("DELETE"), 0);
}

void tst_MainWindow::destroyingALocalActorHappensInTheEnd()
{
    connectWindow();
    choose(m_counter);
    trigger(u"actor.destroy"_s);
    trigger(u"actor.destroyNow"_s);
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Gone);
    QVERIFY(!isEnabled(u"actor.destroy"_s));
    QVERIFY(m_engine->actor(m_counter).record.destroyTs.has_value());
}

void tst_MainWindow::aFailedLocalEngineIsShown()
{
    m_workspace->setLocalEngine({.state = ui::LocalEngine::State::Failed,
                                 .dataFolder = u"/data"_s,
                                 .error = Error::of(ErrorCode::StoreLocked),
                                 .errorTarget = u"/data"_s});
    const auto bars = m_window->findChildren<ui::MessageBar *>();
    const bool says = std::ranges::any_of(bars, [](const ui::MessageBar *bar) {
        return bar->isVisible() && bar->text().contains(u"Another engine uses the data folder /data"_s);
    });
    QVERIFY(says);
    QVERIFY(isEnabled(u"engine.start"_s));
    QSignalSpy asked(m_workspace.get(), &ui::Workspace::engineStartRequested);
    trigger(u"engine.start"_s);
    QCOMPARE(asked.size(), 1);
}

void tst_MainWindow::settingsComeBack()
{
    trigger(u"theme.dark"_s);
    trigger(u"density.compact"_s);
    m_window->resize(960, 650);
    settle();
    m_window->close();
    m_window.reset();
    makeWindow();
    m_window->show();
    QCOMPARE(ui::Theme::instance().scheme(), ui::Theme::Scheme::Dark);
    QCOMPARE(ui::Style::instance()->density(), ui::Density::Compact);
    QVERIFY(m_window->commands().action(u"theme.dark"_s)->isChecked());
    QCOMPARE(m_window->size(), QSize(960, 650));
    trigger(u"theme.system"_s);
    trigger(u"density.normal"_s);
}

QStringList tst_MainWindow::auditEverything()
{
    QStringList faults;
    const auto audit = [&faults](const QString &where, const QWidget &window) {
        settle();
        for (const QString &fault : auditWindow(window))
            faults.append(where % u": "_s % fault);
    };
    for (const QString &id : {u"section.state"_s, u"state.json"_s, u"section.actions"_s, u"section.details"_s,
                              u"view.engine"_s, u"view.connections"_s, u"view.actors"_s}) {
        trigger(id);
        audit(id, *m_window);
    }
    for (const QString &id : {u"connection.new"_s, u"actor.new"_s, u"namespace.new"_s}) {
        trigger(id);
        settle();
        for (QDialog *dialog : m_window->findChildren<QDialog *>()) {
            audit(id, *dialog);
            dialog->close();
        }
        settle();
    }
    return faults;
}

void tst_MainWindow::everythingHasANameAndNothingIsCut()
{
    connectWindow();
    choose(m_counter);
    document().edit(ValuePath{u"count"_s}, 40);
    m_engine->setState(m_counter, QCborMap{{u"count"_s, 2}, {u"name"_s, u"first"_s}});
    QTRY_VERIFY(!document().conflicts().empty());
    const QStringList faults = auditEverything();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    document().revert();
}

void tst_MainWindow::nothingIsCutOrUntranslatedInALongerLanguage()
{
    m_window.reset();
    PseudoTranslator pseudo;
    QCoreApplication::installTranslator(&pseudo);
    makeWindow();
    m_window->resize(1440, 900);
    m_window->show();
    connectWindow();
    choose(m_counter);
    const QStringList faults = auditEverything();
    QStringList untranslated;
    for (const QAction *command : m_window->commands().actions()) {
        if (!PseudoTranslator::isPseudo(command->text()))
            untranslated.append(command->objectName());
    }
    m_window.reset();
    QCoreApplication::removeTranslator(&pseudo);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QVERIFY2(untranslated.isEmpty(), qPrintable(untranslated.join(u' ')));
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_MainWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_mainwindow.moc"
