// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/scriptedengine.h"
#include "ui/pages/repl/historypopup.h"
#include "ui/pages/repl/repleditor.h"
#include "ui/pages/repl/replexamples.h"
#include "ui/pages/repl/replpage.h"
#include "ui/pages/repl/transcriptview.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QListView>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;
using ui::ReplEntry;
using Phase = ui::ReplSession::Phase;

/// The console's page, offscreen, with keys, against a scripted engine.
class tst_ReplPage : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void showsExamplesThatCanBeClicked();
    void enterRunsWhatIsFinished();
    void enterBeginsALineWhereThatWasChosen();
    void runsOnlyTheSelection();
    void showsAResultThatUnfolds();
    void goesThroughTheHistoryByKeys();
    void findsAnInputAgain();
    void clearsTheHistory();
    void completesActionsAndPaths();
    void escapeClosesTheCompletionThenStops();
    void tabLeavesTheEditor();
    void copiesAsJson();
    void savesAResultAsAVariable();
    void keepsSnippets();
    void showsAnotherActorAndComesBack();
    void saysWhatIsGoingOn();
    void explainsItselfWithoutAnActor();
    void everythingHasANameAndNothingIsCut();

private:
    struct Console {
        std::unique_ptr<ui::ActorSession> actor;
        std::unique_ptr<ui::ReplSession> session;
    };

    Console open(const QString &id);
    void type(const QString &text) { QTest::keyClicks(m_page->editor(), text); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_page->editor(), static_cast<Qt::Key>(key), modifiers);
    }
    void run(const QString &input);
    QAction *command(const QString &id) const;
    [[nodiscard]] QModelIndex lastRow() const;
    void answerDialog(const QString &text);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::ReplStore> m_store;
    QString m_id;
    Console m_console;
    std::unique_ptr<ui::ReplPage> m_page;
};

void tst_ReplPage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<ScriptedEngine>();
    ScriptedActor &actor = m_engine->addActor(u"counter"_s, u"a"_s,
                                              QCborMap{{u"count"_s, 1}, {u"users"_s, QCborArray{u"ada"_s}}});
    actor.actions = {u"increment"_s, u"reset"_s};
    m_id = actor.record.actorId;
    m_engine->setAction([](const QCborArray &arguments) -> Result<QCborValue> {
        return arguments.isEmpty() ? QCborValue(0) : arguments.first();
    });
    m_http = std::make_unique<ui::HttpClient>(ui::Endpoint::parse(m_engine->url()).value(),
                                              ui::WriteMode::Allowed);
    m_store = std::make_unique<ui::ReplStore>(m_folder->path());
    m_page = std::make_unique<ui::ReplPage>();
    m_page->resize(800, 600);
    m_page->show();
    m_console = open(m_id);
    QTRY_VERIFY(m_console.actor->document().isLoaded());
    QTRY_COMPARE(m_console.actor->actions().size(), 2);
    m_page->setSession(m_console.session.get());
    m_page->editor()->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void tst_ReplPage::cleanup()
{
    m_page.reset();
    m_console = {};
    m_store.reset();
    m_http.reset();
    m_engine.reset();
}

tst_ReplPage::Console tst_ReplPage::open(const QString &id)
{
    Console console;
    console.actor = std::make_unique<ui::ActorSession>(*m_http, id);
    console.session = std::make_unique<ui::ReplSession>(*console.actor, *m_store, nullptr);
    console.actor->start();
    [&] { QTRY_COMPARE(console.actor->phase(), ui::ActorSession::Phase::Live); }();
    return console;
}

void tst_ReplPage::run(const QString &input)
{
    m_page->editor()->replaceText(input);
    command(u"repl.run"_s)->trigger();
    QTRY_COMPARE(m_page->session()->phase(), Phase::Ready);
    settle();
}

QAction *tst_ReplPage::command(const QString &id) const
{
    for (QAction *action : m_page->commands()) {
        if (action->objectName() == id)
            return action;
    }
    qFatal("no command %s", qPrintable(id));
}

QModelIndex tst_ReplPage::lastRow() const
{
    const ui::ReplTranscript &transcript = m_page->session()->transcript();
    return transcript.index(transcript.rowCount() - 1, 0);
}

/// Writes into the dialog that comes next and accepts it.
void tst_ReplPage::answerDialog(const QString &text)
{
    QTimer::singleShot(0, m_page.get(), [text] {
        auto *dialog = qobject_cast<QInputDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            qFatal("no dialog");
        dialog->setTextValue(text);
        dialog->accept();
    });
}

void tst_ReplPage::showsExamplesThatCanBeClicked()
{
    QVERIFY(m_page->examples()->isVisible());
    const QStringList examples = m_page->examples()->examples();
    QCOMPARE(examples.first(), u"await actor.increment()"_s);
    QVERIFY(examples.contains(u"state.count"_s));
    for (auto *button : m_page->examples()->findChildren<QAbstractButton *>()) {
        if (button->text().contains(examples.first()))
            button->click();
    }
    QCOMPARE(m_page->editor()->toPlainText(), examples.first());
    press(Qt::Key_Return);
    QTRY_COMPARE(m_page->session()->transcript().entryCount(), 2);
    QVERIFY(m_page->transcriptView()->isVisible());
}

void tst_ReplPage::enterRunsWhatIsFinished()
{
    type(u"for (let i = 0; i < 3; ++i) {"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_page->editor()->blockCount(), 2);
    type(u"i }"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_page->editor()->blockCount(), 3);
    press(Qt::Key_Return);
    QVERIFY(m_page->editor()->toPlainText().isEmpty());
    QTRY_COMPARE(m_page->session()->transcript().entryCount(), 2);
    QCOMPARE(m_page->session()->transcript().entryAt(lastRow())->value.value(), QCborValue(2));
}

void tst_ReplPage::enterBeginsALineWhereThatWasChosen()
{
    command(u"repl.enterRuns"_s)->trigger();
    QVERIFY(!m_store->doesEnterRun());
    type(u"1 "_s);
    press(Qt::Key_Return);
    QCOMPARE(m_page->editor()->blockCount(), 2);
    QTest::keyClick(m_page->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_page->session()->transcript().entryCount(), 2);
}

void tst_ReplPage::runsOnlyTheSelection()
{
    m_page->editor()->replaceText(u"1\n2 + 3"_s);
    QVERIFY(!command(u"repl.runSelection"_s)->isEnabled());
    QTextCursor cursor = m_page->editor()->textCursor();
    cursor.setPosition(2);
    cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    m_page->editor()->setTextCursor(cursor);
    command(u"repl.runSelection"_s)->trigger();
    QTRY_COMPARE(m_page->session()->transcript().entryCount(), 2);
    QCOMPARE(m_page->session()->transcript().entryAt(lastRow())->value.value(), QCborValue(5));
    QCOMPARE(m_page->editor()->toPlainText(), u"1\n2 + 3"_s);
}

void tst_ReplPage::showsAResultThatUnfolds()
{
    run(u"({list: [1, 2, {deep: true}]})"_s);
    ui::TranscriptView *view = m_page->transcriptView();
    view->setCurrentIndex(lastRow());
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Return);
    QVERIFY(view->isExpanded(lastRow()));
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(view->currentIndex().data(ui::ReplTranscript::LabelRole).toString(), u"list"_s);
    QVERIFY(view->isExpanded(view->currentIndex()));
    command(u"repl.insertPath"_s)->trigger();
    QCOMPARE(m_page->editor()->toPlainText(), u"$1.list"_s);
}

void tst_ReplPage::goesThroughTheHistoryByKeys()
{
    run(u"1"_s);
    run(u"2\n+ 3"_s);
    type(u"draft "_s);
    press(Qt::Key_Up);
    QCOMPARE(m_page->editor()->toPlainText(), u"2\n+ 3"_s);
    // The cursor is in the last line: up goes to the first one first.
    press(Qt::Key_Up);
    press(Qt::Key_Up);
    QCOMPARE(m_page->editor()->toPlainText(), u"1"_s);
    press(Qt::Key_Up);
    QCOMPARE(m_page->editor()->toPlainText(), u"1"_s);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    QCOMPARE(m_page->editor()->toPlainText(), u"draft "_s);
}

void tst_ReplPage::findsAnInputAgain()
{
    run(u"'needle' + 1"_s);
    run(u"'hay'"_s);
    press(Qt::Key_R, Qt::ControlModifier);
    auto *popup = m_page->findChild<ui::HistoryPopup *>();
    QVERIFY(popup);
    QCOMPARE(popup->list()->model()->rowCount(), 2);
    QTest::keyClicks(popup->filterBox(), u"NEEDLE"_s);
    QCOMPARE(popup->list()->model()->rowCount(), 1);
    QTest::keyClick(popup->filterBox(), Qt::Key_Return);
    QCOMPARE(m_page->editor()->toPlainText(), u"'needle' + 1"_s);
}

void tst_ReplPage::clearsTheHistory()
{
    run(u"'secret'"_s);
    command(u"repl.history"_s)->trigger();
    auto *popup = m_page->findChild<ui::HistoryPopup *>();
    QVERIFY(popup);
    for (auto *button : popup->findChildren<QAbstractButton *>()) {
        if (button->text().contains(u"Clear"_s))
            button->click();
    }
    QVERIFY(m_store->history().isEmpty());
    QCOMPARE(popup->list()->model()->rowCount(), 0);
    QTest::keyClick(popup->filterBox(), Qt::Key_Escape);
    QTRY_VERIFY(!m_page->findChild<ui::HistoryPopup *>());
}

void tst_ReplPage::completesActionsAndPaths()
{
    type(u"await actor.inc"_s);
    QTRY_VERIFY(m_page->editor()->isCompleting());
    QCOMPARE(m_page->editor()->completions().first().label, u"increment"_s);
    auto *completer = m_page->editor()->findChild<QCompleter *>();
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    QCOMPARE(m_page->editor()->toPlainText(), u"await actor.increment()"_s);
    QVERIFY(!m_page->editor()->isCompleting());
    type(u"7"_s);
    QCOMPARE(m_page->editor()->toPlainText(), u"await actor.increment(7)"_s);
    QVERIFY(m_page->hintText().contains(u"increment"_s));
    press(Qt::Key_Return);
    QTRY_COMPARE(m_page->session()->transcript().entryCount(), 2);
    type(u"state."_s);
    QTRY_VERIFY(m_page->editor()->isCompleting());
    QCOMPARE(m_page->editor()->completions().size(), 2);
}

void tst_ReplPage::escapeClosesTheCompletionThenStops()
{
    m_page->session()->run(u"await wait(1e6)"_s);
    QTRY_COMPARE(m_page->session()->phase(), Phase::Running);
    type(u"sta"_s);
    QTRY_VERIFY(m_page->editor()->isCompleting());
    auto *completer = m_page->editor()->findChild<QCompleter *>();
    QTest::keyClick(completer->popup(), Qt::Key_Escape);
    QVERIFY(!m_page->editor()->isCompleting());
    QCOMPARE(m_page->session()->phase(), Phase::Running);
    press(Qt::Key_Escape);
    QTRY_COMPARE(m_page->session()->phase(), Phase::Ready);
    QCOMPARE(m_page->editor()->toPlainText(), u"sta"_s);
}

void tst_ReplPage::tabLeavesTheEditor()
{
    type(u"1"_s);
    press(Qt::Key_Tab);
    QVERIFY(!m_page->editor()->hasFocus());
    m_page->editor()->setFocus();
    press(Qt::Key_M, Qt::ControlModifier);
    press(Qt::Key_Tab);
    QVERIFY(m_page->editor()->hasFocus());
    QVERIFY(m_page->editor()->toPlainText().startsWith(u"1 "_s));
}

void tst_ReplPage::copiesAsJson()
{
    QSignalSpy copied(m_page.get(), &ui::ReplPage::copied);
    run(u"({a: [1n, () => 1]})"_s);
    m_page->transcriptView()->setCurrentIndex(lastRow());
    m_page->transcriptView()->setFocus();
    command(u"repl.copyResult"_s)->trigger();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(u"$BigInt"_s) && text.contains(u"ƒ"_s) && !text.contains(u"$Tag"_s),
             qPrintable(text));
    command(u"repl.copyInput"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"({a: [1n, () => 1]})"_s);
    QCOMPARE(copied.size(), 2);
}

void tst_ReplPage::savesAResultAsAVariable()
{
    run(u"({a: {b: 5}})"_s);
    ui::TranscriptView *view = m_page->transcriptView();
    view->expand(lastRow());
    settle();
    view->setCurrentIndex(m_page->session()->transcript().index(0, 0, lastRow()));
    answerDialog(u"kept"_s);
    command(u"repl.saveResult"_s)->trigger();
    QTRY_COMPARE(m_page->session()->phase(), Phase::Ready);
    run(u"kept.b"_s);
    QTRY_COMPARE(m_page->session()->transcript().entryAt(lastRow())->value.value(), QCborValue(5));
    view->setCurrentIndex(m_page->session()->transcript().index(0, 0));
    QVERIFY(!command(u"repl.saveResult"_s)->isEnabled());
}

void tst_ReplPage::keepsSnippets()
{
    QVERIFY(!command(u"repl.saveSnippet"_s)->isEnabled());
    m_page->editor()->replaceText(u"x * 2"_s);
    answerDialog(u"twice"_s);
    command(u"repl.saveSnippet"_s)->trigger();
    QCOMPARE(m_store->snippets().at(u"twice"_s), u"x * 2"_s);
    m_page->editor()->replaceText({});
    type(u"twi"_s);
    QTRY_VERIFY(m_page->editor()->isCompleting());
    QTest::keyClick(m_page->editor()->findChild<QCompleter *>()->popup(), Qt::Key_Return);
    QCOMPARE(m_page->editor()->toPlainText(), u"x * 2"_s);
}

void tst_ReplPage::showsAnotherActorAndComesBack()
{
    run(u"var mine = {deep: [1]}; mine"_s);
    m_page->transcriptView()->expand(lastRow());
    m_page->editor()->replaceText(u"half typed"_s);
    const Console other = open(m_engine->addActor(u"counter"_s, u"b"_s).record.actorId);
    m_page->setSession(other.session.get());
    QVERIFY(m_page->editor()->toPlainText().isEmpty());
    QVERIFY(m_page->examples()->isVisible());
    run(u"typeof mine"_s);
    QTRY_COMPARE(other.session->transcript().entryAt(lastRow())->value.value(), QCborValue(u"undefined"_s));
    m_page->setSession(m_console.session.get());
    QCOMPARE(m_page->editor()->toPlainText(), u"half typed"_s);
    QVERIFY(m_page->transcriptView()->isExpanded(lastRow()));
    run(u"mine.deep[0]"_s);
    QTRY_COMPARE(m_page->session()->transcript().entryAt(lastRow())->value.value(), QCborValue(1));
    m_page->setSession(nullptr);
    QVERIFY(!command(u"repl.run"_s)->isEnabled());
}

void tst_ReplPage::saysWhatIsGoingOn()
{
    QCOMPARE(m_page->statusText(), u"Not started"_s);
    m_page->session()->run(u"await wait(1e6)"_s);
    QTRY_COMPARE(m_page->statusText(), u"Running"_s);
    QVERIFY(command(u"repl.cancel"_s)->isEnabled());
    command(u"repl.cancel"_s)->trigger();
    QTRY_COMPARE(m_page->statusText(), u"Ready"_s);
    QVERIFY(!command(u"repl.cancel"_s)->isEnabled());
    QVERIFY(command(u"repl.cancel"_s)->toolTip().contains(u"Nothing runs."_s));
}

void tst_ReplPage::explainsItselfWithoutAnActor()
{
    m_page->setSession(nullptr);
    QVERIFY(m_page->examples()->isVisible());
    QVERIFY(m_page->examples()->examples().isEmpty());
    for (QAction *action : m_page->commands())
        QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
}

void tst_ReplPage::everythingHasANameAndNothingIsCut()
{
    QCOMPARE(auditWindow(*m_page), QStringList());
    run(u"console.warn('careful', {a: 1}); help(); null.x"_s);
    QCOMPARE(auditWindow(*m_page), QStringList());
    command(u"repl.history"_s)->trigger();
    QCOMPARE(auditWindow(*m_page->findChild<ui::HistoryPopup *>()), QStringList());
}

int main(int argc, char **argv)
{
    const GuiRig rig(argc, argv);
    tst_ReplPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_replpage.moc"
