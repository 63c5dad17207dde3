// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/pseudotranslator.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/scriptedengine.h"
#include "tests/unit/ui/client/tlsfixture.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/actors/createactordialog.h"
#include "ui/pages/details/detailspage.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/connectiondialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/statusline.h"
#include "ui/shell/workspace.h"
#include "ui/style/style.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreeview.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The whole window, offscreen, against a scripted engine in the same process.
class tst_MainWindow : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void choosingAnActorShowsItsState();
    void aSleepingActorIsNotTouchedByLooking();
    void aLiveChangeKeepsSelectionAndEdit();
    void applyWritesAndReadsBack();
    void aConflictIsShownAndCanBeResolved();
    void undoTakesAnEditBack();
    void editsSurviveChoosingAnotherActor();
    void aBadJsonTextIsMarkedAndStopsApply();
    void whatIsTypedAsJsonBecomesEdits();
    void theJsonTextFollowsTheActor();
    void anActionShowsItsResult();
    void anActionShowsItsErrorAsError();
    void argumentsAreRememberedPerAction();
    void detailsTellWhatTheEngineKnows();
    void newRowsMoveNeitherChoiceNorView();
    void aFilterThatMatchesNothingOffersToClearIt();
    void anEmptyNamespaceOffersToCreate();
    void creatingAnActorOpensIt();
    void destroyingALocalActorCanBeUndone();
    void destroyingALocalActorHappensInTheEnd();
    void anUnreachableEngineSaysWhatToDo();
    void aServerThatIsNotRivetIsNamedSo();
    void anUntrustedCertificateIsNamedSo();
    void aWrongTokenIsNamedSo();
    void aMissingNamespaceIsNamedSo();
    void aLostConnectionKeepsTheDataAndSaysStale();
    void aReadOnlyConnectionRefusesWrites();
    void aConnectionTestSaysWhichStepFailed();
    void theEndpointFieldIsTakenApart();
    void aFailedLocalEngineIsShown();
    void settingsComeBack();
    void everythingHasANameAndNothingIsCut();
    void nothingIsCutOrUntranslatedInALongerLanguage();

private:
    void makeWindow();
    QStringList auditEverything();
    void connectWindow(ui::Environment environment = ui::Environment::Development);
    void choose(const QString &id);
    void trigger(const QString &id) { m_window->commands().action(id)->trigger(); }
    [[nodiscard]] bool isEnabled(const QString &id) const
    {
        return m_window->commands().action(id)->isEnabled();
    }
    [[nodiscard]] ui::StateDocument &document() { return m_window->session()->document(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    QString m_counter;
    QString m_room;
};

void tst_MainWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<ScriptedEngine>();
    m_counter = m_engine->addActor(u"counter"_s, u"a"_s, QCborMap{{u"count"_s, 1}, {u"name"_s, u"first"_s}})
                    .record.actorId;
    m_room = m_engine->addActor(u"room"_s, u"b"_s, QCborMap{{u"topic"_s, u"old"_s}}).record.actorId;
    makeWindow();
    m_window->resize(1440, 900);
    m_window->show();
}

void tst_MainWindow::makeWindow()
{
    m_workspace = std::make_unique<ui::Workspace>(m_folder->path());
    m_window = std::make_unique<ui::MainWindow>(*m_workspace);
    m_window->ensurePages();
}

void tst_MainWindow::cleanup()
{
    m_window.reset();
    m_workspace.reset();
    m_engine.reset();
    m_folder.reset();
}

void tst_MainWindow::connectWindow(ui::Environment environment)
{
    const auto endpoint = ui::Endpoint::parse(m_engine->url());
    QVERIFY(endpoint);
    m_window->connectTo({.name = u"test"_s, .environment = environment, .endpoint = *endpoint});
    QTRY_COMPARE(m_window->connection()->monitor().phase(), ui::EndpointMonitor::Phase::Online);
    QTRY_VERIFY(m_window->connection()->actors().phase() == ui::ActorListModel::Phase::Ready);
}

void tst_MainWindow::choose(const QString &id)
{
    m_window->chooseActor(id);
    QTRY_VERIFY(m_window->session()->document().isLoaded());
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Live);
}

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

void tst_MainWindow::aLiveChangeKeepsSelectionAndEdit()
{
    connectWindow();
    choose(m_counter);
    ui::ValueTreeView *tree = m_window->statePage()->treeView();
    QVERIFY(tree->setCurrentPath(ValuePath{u"name"_s}));
    document().edit(ValuePath{u"name"_s}, u"mine"_s);
    m_engine->setState(m_counter, QCborMap{{u"count"_s, 2}, {u"name"_s, u"first"_s}});
    QTRY_COMPARE(document().live().toMap().value(u"count"_s).toInteger(), 2);
    QCOMPARE(tree->currentPath(), ValuePath{u"name"_s});
    QCOMPARE(document().merged().toMap().value(u"name"_s).toString(), u"mine"_s);
    const ui::ValueMarks marks = tree->valueModel()->marks();
    QCOMPARE(marks.value(ValuePath{u"count"_s}).kind, ui::ValueMark::Kind::Changed);
    QCOMPARE(marks.value(ValuePath{u"name"_s}).kind, ui::ValueMark::Kind::Edited);
    QVERIFY(m_window->isWindowModified());
}

void tst_MainWindow::applyWritesAndReadsBack()
{
    connectWindow();
    choose(m_counter);
    document().edit(ValuePath{u"count"_s}, 40);
    QVERIFY(isEnabled(u"state.apply"_s));
    trigger(u"state.apply"_s);
    QTRY_VERIFY(!document().isModified());
    QCOMPARE(m_engine->actor(m_counter).state.toMap().value(u"count"_s).toInteger(), 40);
    QCOMPARE(m_engine->actor(m_counter).state.toMap().value(u"name"_s).toString(), u"first"_s);
    QVERIFY(!isEnabled(u"state.apply"_s));
    QVERIFY(!m_window->statePage()->messageBar()->isVisible());
}

void tst_MainWindow::aConflictIsShownAndCanBeResolved()
{
    connectWindow();
    choose(m_counter);
    document().edit(ValuePath{u"count"_s}, 40);
    m_engine->setState(m_counter, QCborMap{{u"count"_s, 2}, {u"name"_s, u"first"_s}});
    QTRY_COMPARE(document().conflicts().size(), size_t(1));
    m_window->statePage()->treeView()->setCurrentPath(ValuePath{u"count"_s});
    QVERIFY(isEnabled(u"state.keepMine"_s));
    trigger(u"state.apply"_s);
    QTRY_VERIFY(m_window->statePage()->messageBar()->isVisible());
    QCOMPARE(m_engine->actor(m_counter).state.toMap().value(u"count"_s).toInteger(), 2);

    trigger(u"state.keepMine"_s);
    QVERIFY(document().conflicts().empty());
    trigger(u"state.apply"_s);
    QTRY_COMPARE(m_engine->actor(m_counter).state.toMap().value(u"count"_s).toInteger(), 40);
}

void tst_MainWindow::undoTakesAnEditBack()
{
    connectWindow();
    choose(m_counter);
    document().edit(ValuePath{u"count"_s}, 40);
    QVERIFY(isEnabled(u"edit.undo"_s));
    trigger(u"edit.undo"_s);
    QVERIFY(!document().isModified());
    trigger(u"edit.redo"_s);
    QCOMPARE(document().merged().toMap().value(u"count"_s).toInteger(), 40);
}

void tst_MainWindow::editsSurviveChoosingAnotherActor()
{
    connectWindow();
    choose(m_counter);
    document().edit(ValuePath{u"count"_s}, 40);
    choose(m_room);
    QVERIFY(!document().isModified());
    QVERIFY(m_window->isWindowModified());
    choose(m_counter);
    QCOMPARE(document().merged().toMap().value(u"count"_s).toInteger(), 40);
}

void tst_MainWindow::aBadJsonTextIsMarkedAndStopsApply()
{
    connectWindow();
    choose(m_counter);
    trigger(u"state.json"_s);
    ui::StateJsonView *json = m_window->statePage()->jsonView();
    QTRY_VERIFY(!json->editor()->toPlainText().isEmpty());
    json->editor()->setPlainText(u"{\n  \"count\": ,\n}"_s);
    QTRY_COMPARE(json->errorLine(), std::optional<int>(2));
    QVERIFY(json->editor()->hasError());
    QVERIFY(!isEnabled(u"state.apply"_s));
    QVERIFY(ui::disabledReason(m_window->commands().action(u"state.apply"_s)).contains(u"2"_s));
    trigger(u"state.revert"_s);
    QVERIFY(!json->errorLine());
    QVERIFY(json->editor()->toPlainText().contains(u"\"first\""_s));
}

void tst_MainWindow::whatIsTypedAsJsonBecomesEdits()
{
    connectWindow();
    choose(m_counter);
    trigger(u"state.json"_s);
    ui::StateJsonView *json = m_window->statePage()->jsonView();
    json->editor()->setPlainText(u"{\"count\": 7, \"name\": \"first\", \"tags\": [true]}"_s);
    QTRY_COMPARE(document().merged().toMap().value(u"count"_s).toInteger(), 7);
    QCOMPARE(document().merged().toMap().value(u"tags"_s).toArray().size(), 1);
    trigger(u"edit.undo"_s);
    QVERIFY(!document().isModified());
    trigger(u"edit.redo"_s);
    trigger(u"state.apply"_s);
    QTRY_COMPARE(m_engine->actor(m_counter).state.toMap().value(u"count"_s).toInteger(), 7);
}

void tst_MainWindow::theJsonTextFollowsTheActor()
{
    connectWindow();
    choose(m_counter);
    trigger(u"state.json"_s);
    ui::StateJsonView *json = m_window->statePage()->jsonView();
    QTextCursor cursor(json->editor()->document()->findBlockByNumber(2));
    json->editor()->setTextCursor(cursor);
    m_engine->setState(m_counter, QCborMap{{u"count"_s, 123}, {u"name"_s, u"first"_s}});
    QTRY_VERIFY(json->editor()->toPlainText().contains(u"123"_s));
    QCOMPARE(json->editor()->textCursor().blockNumber(), 2);
    QVERIFY(!document().isModified());
}

void tst_MainWindow::anActionShowsItsResult()
{
    m_engine->setAction(
        [](const QCborArray &arguments) { return Result<QCborValue>(arguments.at(0).toInteger() + 1); });
    connectWindow();
    choose(m_counter);
    trigger(u"section.actions"_s);
    ui::ActionsPage *page = m_window->actionsPage();
    QTRY_COMPARE(page->actionBox()->currentText(), u"increment"_s);
    page->argumentsEditor()->setPlainText(u"[41]"_s);
    trigger(u"actions.run"_s);
    QTRY_COMPARE(page->resultModel()->value().toInteger(), 42);
}

void tst_MainWindow::anActionShowsItsErrorAsError()
{
    m_engine->setAction([](const QCborArray &) {
        return Result<QCborValue>(std::unexpected(
            Error::fromWire(u"user"_s, u"too_much"_s, u"no more than ten"_s, QCborMap{{u"limit"_s, 10}})));
    });
    connectWindow();
    choose(m_counter);
    trigger(u"section.actions"_s);
    m_window->actionsPage()->argumentsEditor()->setPlainText(u"[\"no\" 1]"_s);
    trigger(u"actions.run"_s);
    QVERIFY(m_window->actionsPage()->argumentsEditor()->hasError());
    QCOMPARE(m_engine->requestCount("POST"), 0);

    m_window->actionsPage()->argumentsEditor()->setPlainText(u"[]"_s);
    trigger(u"actions.run"_s);
    QTRY_VERIFY(m_window->actionsPage()->errorText().contains(u"user.too_much"_s));
    QVERIFY(m_window->actionsPage()->errorText().contains(u"no more than ten"_s));
    QCOMPARE(m_window->actionsPage()->resultModel()->value().toMap().value(u"limit"_s).toInteger(), 10);
}

void tst_MainWindow::argumentsAreRememberedPerAction()
{
    m_engine->actor(m_counter).actions = {u"decrement"_s, u"increment"_s};
    connectWindow();
    choose(m_counter);
    ui::ActionsPage *page = m_window->actionsPage();
    QTRY_COMPARE(page->actionBox()->count(), 2);
    page->actionBox()->setCurrentText(u"increment"_s);
    page->argumentsEditor()->setPlainText(u"[5]"_s);
    page->actionBox()->setCurrentText(u"decrement"_s);
    QCOMPARE(page->argumentsEditor()->toPlainText(), u"[]"_s);
    page->actionBox()->setCurrentText(u"increment"_s);
    QCOMPARE(page->argumentsEditor()->toPlainText(), u"[5]"_s);
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

void tst_MainWindow::anUnreachableEngineSaysWhatToDo()
{
    m_engine->close();
    m_window->connectTo({.name = u"gone"_s, .endpoint = *ui::Endpoint::parse(m_engine->url())});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QCOMPARE(m_window->connectionBar()->severity(), ui::MessageBar::Severity::Error);
    QVERIFY(m_window->connectionBar()->text().contains(u"cannot be reached"_s));
    QVERIFY(m_window->connectionBar()->text().contains(m_engine->url()));
    m_engine->listen();
    trigger(u"connection.retry"_s);
    QTRY_VERIFY(!m_window->connectionBar()->isVisible());
    QTRY_COMPARE(m_window->actorsPage()->table()->shownCount(), 2);
}

void tst_MainWindow::aServerThatIsNotRivetIsNamedSo()
{
    m_engine->intercept([](const ScriptedRequest &) {
        return std::optional(ScriptedReply{.body = "<html>hello</html>", .contentType = "text/html"});
    });
    m_window->connectTo({.name = u"web"_s, .endpoint = *ui::Endpoint::parse(m_engine->url())});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QVERIFY(m_window->connectionBar()->text().contains(u"not as a Rivet engine"_s));
}

void tst_MainWindow::anUntrustedCertificateIsNamedSo()
{
    QSslServer server;
    QSslConfiguration configuration;
    configuration.setLocalCertificate(QSslCertificate(selfSignedCertificate));
    configuration.setPrivateKey(QSslKey(selfSignedKey, QSsl::Ec));
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString url = u"https://127.0.0.1:%1"_s.arg(server.serverPort());
    m_window->connectTo({.name = u"tls"_s, .endpoint = *ui::Endpoint::parse(url)});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QVERIFY(m_window->connectionBar()->text().contains(u"certificate of %1 is signed by nobody"_s.arg(url)));
}

void tst_MainWindow::aWrongTokenIsNamedSo()
{
    m_engine->setAdminToken("secret");
    m_window->connectTo({.name = u"locked"_s, .endpoint = *ui::Endpoint::parse(m_engine->url())});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QVERIFY(m_window->connectionBar()->text().contains(u"refuses access"_s));
    QVERIFY(m_window->connectionBar()->text().contains(u"token"_s));
}

void tst_MainWindow::aMissingNamespaceIsNamedSo()
{
    const ui::Endpoint endpoint = ui::Endpoint::parse(m_engine->url())->withNamespace(u"elsewhere"_s);
    m_window->connectTo({.name = u"test"_s, .endpoint = endpoint});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QVERIFY(m_window->connectionBar()->text().contains(u"namespace"_s));
}

void tst_MainWindow::aLostConnectionKeepsTheDataAndSaysStale()
{
    connectWindow();
    choose(m_counter);
    QTRY_COMPARE(m_window->actorsPage()->table()->shownCount(), 2);
    m_engine->close();
    trigger(u"view.refresh"_s);
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QCOMPARE(m_window->connectionBar()->severity(), ui::MessageBar::Severity::Warning);
    QVERIFY(m_window->connectionBar()->text().contains(u"lost"_s));
    QCOMPARE(m_window->actorsPage()->table()->shownCount(), 2);
    QTRY_VERIFY(m_window->actorsPage()->countText().contains(u"stale"_s));
    QVERIFY(m_window->statusLine()->stateText().contains(u"stale"_s));
    QVERIFY(document().isLoaded());
    QVERIFY(m_window->statePage()->treeView()->isVisible());
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Stale);

    m_engine->listen();
    trigger(u"connection.retry"_s);
    QTRY_VERIFY(!m_window->connectionBar()->isVisible());
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Live);
}

void tst_MainWindow::aReadOnlyConnectionRefusesWrites()
{
    connectWindow(ui::Environment::Production);
    choose(m_counter);
    for (const QString &id : {u"actor.sleep"_s, u"actor.destroy"_s, u"actor.new"_s, u"namespace.new"_s}) {
        QVERIFY2(!isEnabled(id), qPrintable(id));
        QVERIFY(ui::disabledReason(m_window->commands().action(id)).contains(u"read-only"_s));
    }
    document().edit(ValuePath{u"count"_s}, 40);
    trigger(u"state.apply"_s);
    QTRY_VERIFY(m_window->statePage()->messageBar()->isVisible());
    QCOMPARE(m_engine->writeCount(), 0);
    document().revert();
}

void tst_MainWindow::aConnectionTestSaysWhichStepFailed()
{
    m_engine->setAdminToken("secret");
    trigger(u"connection.new"_s);
    auto *dialog = m_window->findChild<ui::ConnectionDialog *>();
    QVERIFY(dialog);
    dialog->endpointField()->setText(m_engine->url());
    dialog->testButton()->click();
    QTRY_VERIFY(dialog->messageBar()->isVisible());
    QVERIFY(dialog->messageBar()->text().contains(u"refuses access"_s));
    dialog->tokenField()->setText(u"secret"_s);
    dialog->testButton()->click();
    auto *test = dialog->findChild<ui::ConnectionTest *>();
    QTRY_COMPARE(test->row(ui::ConnectionTest::Step::Namespace).state, ui::ConnectionTest::State::Passed);
    QCOMPARE(test->row(ui::ConnectionTest::Step::Tls).state, ui::ConnectionTest::State::NotNeeded);
}

void tst_MainWindow::theEndpointFieldIsTakenApart()
{
    trigger(u"connection.new"_s);
    auto *dialog = m_window->findChild<ui::ConnectionDialog *>();
    QTest::keyClicks(dialog->endpointField(), u"https://staging:abc@rivet.example"_s);
    dialog->namespaceField()->setFocus();
    emit dialog->endpointField()->editingFinished();
    QCOMPARE(dialog->endpointField()->text(), u"https://rivet.example"_s);
    QCOMPARE(dialog->namespaceField()->text(), u"staging"_s);
    QCOMPARE(dialog->tokenField()->text(), u"abc"_s);
    dialog->endpointField()->setText(u"ftp://nowhere"_s);
    dialog->accept();
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->messageBar()->isVisible());
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
