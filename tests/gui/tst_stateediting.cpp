// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowtest.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/state/statepage.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreeview.h"

#include <QtTest/QTest>
#include <QtWidgets/QComboBox>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// Changing an actor from the window: edits of its state, as a tree and as JSON, and its actions.
class tst_StateEditing : public WindowTest {
    Q_OBJECT

private slots:
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
};

void tst_StateEditing::aLiveChangeKeepsSelectionAndEdit()
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

void tst_StateEditing::applyWritesAndReadsBack()
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

void tst_StateEditing::aConflictIsShownAndCanBeResolved()
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

void tst_StateEditing::undoTakesAnEditBack()
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

void tst_StateEditing::editsSurviveChoosingAnotherActor()
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

void tst_StateEditing::aBadJsonTextIsMarkedAndStopsApply()
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

void tst_StateEditing::whatIsTypedAsJsonBecomesEdits()
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

void tst_StateEditing::theJsonTextFollowsTheActor()
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

void tst_StateEditing::anActionShowsItsResult()
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

void tst_StateEditing::anActionShowsItsErrorAsError()
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

void tst_StateEditing::argumentsAreRememberedPerAction()
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

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_StateEditing test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stateediting.moc"
