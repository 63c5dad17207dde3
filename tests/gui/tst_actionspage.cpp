// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/scriptedengine.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actions/argumentform.h"
#include "ui/widgets/codeeditor.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QListView>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The page of actions by itself, offscreen, against a scripted engine.
class tst_ActionsPage : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void callsWithTheFields();
    void marksTheFieldThatCannotBeRead();
    void fieldsAndArraySayTheSame();
    void remembersArgumentsPerAction();
    void listsActionsWhereThereIsRoom();
    void goesOnWhileAnotherActorIsShown();
    void canStopWaiting();
    void givesTheCallToOthers();
    void showsTheCallAsCode();
    void earlierCallsCanBeMadeAgain();
    void keepsItsView();
    void everythingHasANameAndNothingIsCut();

private:
    std::unique_ptr<ui::ActorSession> open(const QString &id);
    QAction *command(const QString &id) const;
    void waitForResult(const QCborValue &value);

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::ActorSession> m_session;
    std::unique_ptr<ui::ActionsPage> m_page;
    QList<QCborArray> m_calls;
};

void tst_ActionsPage::init()
{
    m_engine = std::make_unique<ScriptedEngine>();
    ScriptedActor &actor = m_engine->addActor(u"counter"_s, u"a"_s);
    actor.actions = {u"increment"_s, u"reset"_s};
    m_engine->setAction([this](const QCborArray &arguments) -> Result<QCborValue> {
        m_calls.append(arguments);
        return QCborValue(arguments.size());
    });
    m_http = std::make_unique<ui::HttpClient>(ui::Endpoint::parse(m_engine->url()).value(),
                                              ui::WriteMode::Allowed);
    m_session = open(actor.record.actorId);
    m_page = std::make_unique<ui::ActionsPage>();
    m_page->resize(960, 640);
    m_page->show();
    m_page->setSession(m_session.get());
    QCOMPARE(m_page->actionBox()->currentText(), u"increment"_s);
}

void tst_ActionsPage::cleanup()
{
    m_page.reset();
    m_session.reset();
    m_http.reset();
    m_engine.reset();
    m_calls.clear();
}

std::unique_ptr<ui::ActorSession> tst_ActionsPage::open(const QString &id)
{
    auto session = std::make_unique<ui::ActorSession>(*m_http, id);
    session->start();
    [&] { QTRY_COMPARE(session->phase(), ui::ActorSession::Phase::Live); }();
    [&] { QTRY_VERIFY(!session->actions().isEmpty()); }();
    return session;
}

QAction *tst_ActionsPage::command(const QString &id) const
{
    for (QAction *action : m_page->commands()) {
        if (action->objectName() == id)
            return action;
    }
    qFatal("no command %s", qPrintable(id));
}

void tst_ActionsPage::waitForResult(const QCborValue &value)
{
    QTRY_COMPARE(m_page->resultModel()->value(), value);
}

void tst_ActionsPage::callsWithTheFields()
{
    ui::ArgumentForm *form = m_page->argumentForm();
    QCOMPARE(form->count(), 0);
    form->addButton()->click();
    form->addButton()->click();
    form->editor(0)->setPlainText(u"5"_s);
    form->editor(1)->setPlainText(u"{\"a\": [\"$BigInt\", \"7\"]}"_s);
    command(u"actions.run"_s)->trigger();
    waitForResult(2);
    QCOMPARE(m_calls.first().at(0).toInteger(), 5);
    QVERIFY(m_calls.first().at(1).toMap().value(u"a"_s).isTag());
}

void tst_ActionsPage::marksTheFieldThatCannotBeRead()
{
    ui::ArgumentForm *form = m_page->argumentForm();
    form->addArgument(u"1"_s);
    form->addArgument(u"[1,"_s);
    command(u"actions.run"_s)->trigger();
    QVERIFY(!form->editor(0)->hasError());
    QVERIFY(form->editor(1)->hasError());
    QVERIFY(m_calls.isEmpty());
    form->editor(1)->setPlainText(u"true"_s);
    QVERIFY(!form->editor(1)->hasError());
    command(u"actions.run"_s)->trigger();
    waitForResult(2);
}

void tst_ActionsPage::fieldsAndArraySayTheSame()
{
    ui::ArgumentForm *form = m_page->argumentForm();
    form->addButton()->click();
    form->editor(0)->setPlainText(u"\"x\""_s);
    QCOMPARE(m_page->argumentsEditor()->toPlainText(), u"[\"x\"]"_s);
    m_page->argumentsEditor()->setPlainText(u"[1, {\"b\": 2}]"_s);
    QCOMPARE(form->count(), 2);
    QCOMPARE(form->editor(1)->toPlainText(), u"{\"b\": 2}"_s);
    // What cannot be read is shown as it is, not lost.
    m_page->argumentsEditor()->setPlainText(u"[1, "_s);
    QVERIFY(m_page->argumentsEditor()->isVisible());
    QCOMPARE(m_page->argumentsEditor()->toPlainText(), u"[1, "_s);
}

void tst_ActionsPage::remembersArgumentsPerAction()
{
    m_page->argumentForm()->addButton()->click();
    m_page->argumentForm()->editor(0)->setPlainText(u"5"_s);
    m_page->actionBox()->setCurrentText(u"reset"_s);
    QCOMPARE(m_page->argumentForm()->count(), 0);
    m_page->actionBox()->setCurrentText(u"increment"_s);
    QCOMPARE(m_page->argumentForm()->count(), 1);
    QCOMPARE(m_page->argumentForm()->editor(0)->toPlainText(), u"5"_s);
}

void tst_ActionsPage::listsActionsWhereThereIsRoom()
{
    QVERIFY(m_page->actionList()->isVisible());
    QCOMPARE(m_page->actionList()->currentIndex().data().toString(), u"increment"_s);
    m_page->actionList()->setCurrentIndex(m_page->actionList()->model()->index(1, 0));
    QCOMPARE(m_page->actionBox()->currentText(), u"reset"_s);
    m_page->resize(500, 640);
    settle();
    QVERIFY(!m_page->actionList()->isVisible());
    QVERIFY(m_page->actionBox()->isVisible());
}

void tst_ActionsPage::goesOnWhileAnotherActorIsShown()
{
    ScriptedActor &record = m_engine->addActor(u"counter"_s, u"b"_s);
    const auto other = open(record.record.actorId);
    m_page->argumentForm()->addArgument(u"1"_s);
    command(u"actions.run"_s)->trigger();
    m_page->setSession(other.get());
    QVERIFY(!command(u"actions.cancel"_s)->isEnabled());
    QVERIFY(!command(u"actions.copyResult"_s)->isEnabled());
    QTRY_COMPARE(m_calls.size(), 1);
    m_page->setSession(m_session.get());
    waitForResult(1);
    QVERIFY(command(u"actions.copyResult"_s)->isEnabled());
}

void tst_ActionsPage::canStopWaiting()
{
    m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
        if (request.method != "POST")
            return std::nullopt;
        return ScriptedReply{.end = ScriptedReply::End::Never};
    });
    command(u"actions.run"_s)->trigger();
    QVERIFY(!command(u"actions.run"_s)->isEnabled());
    command(u"actions.cancel"_s)->trigger();
    QVERIFY(m_page->errorText().contains(u"cannot be taken back"_s));
    QVERIFY(command(u"actions.run"_s)->isEnabled());
}

void tst_ActionsPage::givesTheCallToOthers()
{
    QSignalSpy asked(m_page.get(), &ui::ActionsPage::replAsked);
    QSignalSpy copied(m_page.get(), &ui::ActionsPage::copied);
    m_page->argumentsEditor()->setPlainText(u"[\"a'b\", 1]"_s);
    command(u"actions.toRepl"_s)->trigger();
    QCOMPARE(asked.first().first().toString(), u"await actor.increment(\"a'b\", 1)"_s);
    command(u"actions.copyCurl"_s)->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"/action/increment"_s));
    command(u"actions.copyTypeScript"_s)->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains(
        u"const result = await actor.increment(\"a'b\", 1);"_s));
    command(u"actions.run"_s)->trigger();
    waitForResult(2);
    command(u"actions.copyResult"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"2"_s);
    QCOMPARE(copied.size(), 3);
}

void tst_ActionsPage::showsTheCallAsCode()
{
    QVERIFY(m_page->codeView()->isVisible());
    QVERIFY(m_page->codeView()->toPlainText().contains(u"const result = await actor.increment();"));
    m_page->argumentForm()->addArgument(u"5"_s);
    m_page->argumentForm()->editor(0)->setPlainText(u"6"_s);
    QVERIFY(m_page->codeView()->toPlainText().contains(u"actor.increment(6);"));
    m_page->actionBox()->setCurrentText(u"reset"_s);
    QVERIFY(m_page->codeView()->toPlainText().contains(u"actor.reset();"));
    // What cannot be read is no call.
    m_page->argumentsEditor()->setPlainText(u"[1, "_s);
    QVERIFY(m_page->codeView()->toPlainText().contains(u"actor.reset();"));
}

void tst_ActionsPage::earlierCallsCanBeMadeAgain()
{
    m_page->argumentsEditor()->setPlainText(u"[7, \"x\"]"_s);
    command(u"actions.run"_s)->trigger();
    waitForResult(2);
    QCOMPARE(m_page->lowerTabs()->currentIndex(), int(ui::ActionsPage::ResultTab));
    m_engine->setAction([](const QCborArray &) -> Result<QCborValue> {
        return failure(ErrorCode::UserError, u"not today"_s);
    });
    m_page->actionBox()->setCurrentText(u"reset"_s);
    command(u"actions.run"_s)->trigger();
    QTRY_VERIFY(m_page->errorText().contains(u"not today"));

    m_page->lowerTabs()->setCurrentIndex(ui::ActionsPage::PastTab);
    const QAbstractItemModel &past = *m_page->pastCalls()->model();
    QCOMPARE(past.rowCount(), 2);
    QVERIFY(past.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"reset(), failed"));
    QVERIFY(past.index(0, 1).data().toString().contains(u"not today"));
    QCOMPARE(past.index(1, 0).data().toString(), u"increment(7, \"x\")"_s);
    QCOMPARE(past.index(1, 1).data().toString(), u"2"_s);
    QCOMPARE(auditWindow(*m_page), QStringList());
    emit m_page->pastCalls()->activated(past.index(1, 0));
    QCOMPARE(m_page->actionBox()->currentText(), u"increment"_s);
    QCOMPARE(m_page->argumentForm()->editor(0)->toPlainText(), u"7"_s);
    // They are the actor's: another one has none.
    const auto other = open(m_engine->addActor(u"counter"_s, u"b"_s).record.actorId);
    m_page->setSession(other.get());
    QCOMPARE(past.rowCount(), 0);
    m_page->setSession(m_session.get());
    QCOMPARE(past.rowCount(), 2);
}

void tst_ActionsPage::keepsItsView()
{
    m_page->actionBox()->setCurrentText(u"reset"_s);
    m_page->argumentsEditor()->setPlainText(u"[3]"_s);
    const QVariantMap view = m_page->saveView();
    m_page->actionBox()->setCurrentText(u"increment"_s);
    m_page->restoreView(view);
    QCOMPARE(m_page->actionBox()->currentText(), u"reset"_s);
    QCOMPARE(m_page->argumentForm()->editor(0)->toPlainText(), u"3"_s);
}

void tst_ActionsPage::everythingHasANameAndNothingIsCut()
{
    m_page->argumentForm()->addArgument(u"1"_s);
    QTRY_COMPARE(auditWindow(*m_page), QStringList()); // Its layout is made when the event loop runs.
    command(u"actions.run"_s)->trigger();
    waitForResult(1);
    QCOMPARE(auditWindow(*m_page), QStringList());
}

int main(int argc, char **argv)
{
    const GuiRig rig(argc, argv);
    tst_ActionsPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_actionspage.moc"
