// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/valuedelegate.h"
#include "ui/widgets/valuedialog.h"
#include "ui/widgets/valueeditor.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QtTest>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

QCborMap room(int messageCount = 60)
{
    QCborArray messages;
    for (int i = 0; i < messageCount; ++i)
        messages.append(QCborMap{{u"text"_s, i}});
    return {{u"title"_s, u"general"_s},
            {u"messages"_s, messages},
            {u"limits"_s, QCborMap{{u"rate"_s, 2.5}, {u"locked"_s, false}, {u"banner"_s, nullptr}}},
            {u"story"_s, u"one\ntwo"_s}};
}

} // namespace

class TestValueTreeView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init();
    void cleanup() { m_view.reset(); }

    void theRootIsOpenFromTheStart();
    void anUpdateKeepsExpansionSelectionAndPlace();
    void expansionComesBackWithItsPath();
    void moreRowsComeWhenTheLastIsInSight();
    void expandingStopsAtItsBudget();

    void enterEditsALeafAndCommitsItsType();
    void whatIsWrongStaysOpen();
    void escapeGivesUp();
    void aValueThatArrivesDoesNotTakeTheTextAway();
    void enterOpensAndClosesAContainer();
    void longTextIsEditedInADialog();
    void aDialogRefusesWhatIsNotJson();

    void deleteAsksForRemoval();
    void anEntryIsAddedAndEdited();
    void aKeyIsAskedForInAnObject();
    void duplicatesGetAKeyOfTheirOwn();
    void valuesAndPathsGoToTheClipboard();
    void theTypeMenuConverts();
    void aReadOnlyTreeOffersNoEditing();
    void markedRowsAreTintedAndSigned();

private:
    void edit(const ValuePath &path, const QString &text);
    [[nodiscard]] QLineEdit *field() const;

    Theme m_theme;
    std::unique_ptr<ValueTreeView> m_view;
    ValueTreeModel *m_model = nullptr;
    QList<std::pair<ValuePath, QCborValue>> m_edits;
};

void TestValueTreeView::init()
{
    m_theme.setScheme(Theme::Scheme::Light);
    m_edits.clear();
    m_view = std::make_unique<ValueTreeView>();
    m_model = new ValueTreeModel(m_view.get());
    m_model->setRootName(u"state"_s);
    m_model->setEditable(true);
    m_view->setModel(m_model);
    m_model->setValue(room());
    m_view->resize(600, 300);
    m_view->show();
    m_view->activateWindow();
    m_view->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    connect(m_model, &ValueTreeModel::editRequested, this,
            [this](const ValuePath &path, const QCborValue &value) { m_edits.append({path, value}); });
}

QLineEdit *TestValueTreeView::field() const
{
    const auto *editor = m_view->findChild<ValueEditor *>();
    return editor ? editor->findChild<QLineEdit *>() : nullptr;
}

void TestValueTreeView::edit(const ValuePath &path, const QString &text)
{
    QVERIFY(m_view->setCurrentPath(path));
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(field());
    field()->selectAll();
    QTest::keyClicks(field(), text);
}

void TestValueTreeView::theRootIsOpenFromTheStart()
{
    QVERIFY(m_view->isExpanded(m_model->index(0, 0)));
    m_model->clear();
    m_model->setValue(room());
    QVERIFY(m_view->isExpanded(m_model->index(0, 0)));
}

void TestValueTreeView::anUpdateKeepsExpansionSelectionAndPlace()
{
    const ValuePath path{u"messages"_s, 40, u"text"_s};
    QVERIFY(m_view->setCurrentPath(path));
    const QModelIndex top = m_view->indexAt(QPoint(0, 0));
    const ValuePath topPath = m_model->pathOf(top);
    const int topOffset = m_view->visualRect(top).top();
    QVERIFY(m_view->verticalScrollBar()->value() > 0);

    // Two rows appear above everything that is in sight, and one far below.
    QCborMap value{{u"first"_s, 1}, {u"second"_s, 2}};
    for (const auto &[key, entry] : room(61))
        value.insert(key, entry);
    m_model->setValue(value);

    QCOMPARE(m_view->currentPath(), path);
    QVERIFY(m_view->selectionModel()->isSelected(m_view->currentIndex()));
    QVERIFY(m_view->isExpanded(m_model->indexOf({u"messages"_s, 40})));
    const QModelIndex newTop = m_view->indexAt(QPoint(0, 0));
    QCOMPARE(m_model->pathOf(newTop), topPath);
    QCOMPARE(m_view->visualRect(newTop).top(), topOffset);
}

void TestValueTreeView::expansionComesBackWithItsPath()
{
    m_view->expand(m_model->indexOf({u"limits"_s}));
    QCborMap without = room();
    without.remove(u"limits"_s);
    m_model->setValue(without);
    m_model->setValue(room());
    QVERIFY(m_view->isExpanded(m_model->indexOf({u"limits"_s})));
    m_view->collapse(m_model->indexOf({u"limits"_s}));
    m_model->setValue(without);
    m_model->setValue(room());
    QVERIFY(!m_view->isExpanded(m_model->indexOf({u"limits"_s})));
}

void TestValueTreeView::moreRowsComeWhenTheLastIsInSight()
{
    m_model->setValue(room(2500));
    const QModelIndex messages = m_model->indexOf({u"messages"_s});
    m_view->expand(messages);
    QCOMPARE(m_model->rowCount(messages), 1000);
    m_view->scrollTo(m_model->index(999, 0, messages));
    QTRY_COMPARE(m_model->rowCount(messages), 2000);
}

void TestValueTreeView::expandingStopsAtItsBudget()
{
    QCborArray outer;
    for (int i = 0; i < 400; ++i) {
        QCborArray inner;
        for (int j = 0; j < 100; ++j)
            inner.append(QCborArray{j});
        outer.append(inner);
    }
    m_model->setValue(outer);
    m_view->setCurrentPath({});
    m_view->expandToDepthHere(2);
    QVERIFY(m_view->isExpanded(m_model->indexOf({0})));
    QVERIFY(!m_view->isExpanded(m_model->indexOf({0, 0})));
    m_view->expandAllHere();
    QVERIFY(m_view->isExpanded(m_model->indexOf({0, 0})));
    QVERIFY(!m_view->isExpanded(m_model->indexOf({399})));
}

void TestValueTreeView::enterEditsALeafAndCommitsItsType()
{
    edit({u"limits"_s, u"rate"_s}, u"4"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_VERIFY(!field());
    edit({u"title"_s}, u"4"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(m_edits.size(), 2);
    QCOMPARE(m_edits.at(0).first, ValuePath({u"limits"_s, u"rate"_s}));
    QCOMPARE(m_edits.at(0).second, QCborValue(4));
    QCOMPARE(m_edits.at(1).second, QCborValue(u"4"_s));
}

void TestValueTreeView::whatIsWrongStaysOpen()
{
    edit({u"limits"_s, u"rate"_s}, u"4x"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(field());
    QCOMPARE(field()->text(), u"4x"_s);
    QVERIFY(!field()->toolTip().isEmpty());
    QCOMPARE(m_edits.size(), 0);
}

void TestValueTreeView::escapeGivesUp()
{
    edit({u"limits"_s, u"rate"_s}, u"4"_s);
    QTest::keyClick(field(), Qt::Key_Escape);
    QTRY_VERIFY(!field());
    QCOMPARE(m_edits.size(), 0);
}

void TestValueTreeView::aValueThatArrivesDoesNotTakeTheTextAway()
{
    edit({u"limits"_s, u"rate"_s}, u"4"_s);
    QCborMap value = room();
    value[u"limits"_s] = QCborMap{{u"rate"_s, 9.5}, {u"locked"_s, false}, {u"banner"_s, nullptr}};
    m_model->setValue(value);
    QVERIFY(field());
    QCOMPARE(field()->text(), u"4"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE(m_edits.size(), 1);
    QCOMPARE(m_edits.at(0).second, QCborValue(4));
}

void TestValueTreeView::enterOpensAndClosesAContainer()
{
    m_view->setCurrentPath({u"limits"_s});
    const QModelIndex limits = m_view->currentIndex();
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(m_view->isExpanded(limits));
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(!m_view->isExpanded(limits));
}

void TestValueTreeView::longTextIsEditedInADialog()
{
    m_view->setCurrentPath({u"story"_s});
    m_view->editCurrent();
    auto *dialog = m_view->findChild<ValueDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->editor()->toPlainText(), u"one\ntwo"_s);
    dialog->editor()->setPlainText(u"one\nthree"_s);
    dialog->accept();
    QCOMPARE(m_edits.size(), 1);
    QCOMPARE(m_edits.at(0).second, QCborValue(u"one\nthree"_s));
}

void TestValueTreeView::aDialogRefusesWhatIsNotJson()
{
    m_view->setCurrentPath({u"limits"_s});
    m_view->editCurrent();
    auto *dialog = m_view->findChild<ValueDialog *>();
    QVERIFY(dialog);
    dialog->editor()->setPlainText(u"{\n \"rate\": }"_s);
    dialog->accept();
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->editor()->hasError());
    QCOMPARE(dialog->editor()->textCursor().blockNumber(), 1);
    dialog->editor()->setPlainText(u"{\"rate\": 1}"_s);
    QVERIFY(!dialog->editor()->hasError());
    dialog->accept();
    QCOMPARE(m_edits.size(), 1);
    QCOMPARE(m_edits.at(0).second, QCborValue(QCborMap{{u"rate"_s, 1}}));
}

void TestValueTreeView::deleteAsksForRemoval()
{
    QSignalSpy removes(m_model, &ValueTreeModel::removeRequested);
    m_view->setCurrentPath({u"limits"_s, u"rate"_s});
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QCOMPARE(removes.size(), 1);
    QCOMPARE(removes.at(0).at(0).value<ValuePath>(), ValuePath({u"limits"_s, u"rate"_s}));
    m_view->setCurrentPath({});
    QVERIFY(!m_view->deleteAction()->isEnabled());
}

void TestValueTreeView::anEntryIsAddedAndEdited()
{
    QSignalSpy inserts(m_model, &ValueTreeModel::insertRequested);
    m_view->setCurrentPath({u"messages"_s});
    m_view->addAction()->trigger();
    QCOMPARE(inserts.size(), 1);
    QCOMPARE(inserts.at(0).at(1).value<PathStep>(), PathStep(qsizetype(60)));
    QCborMap value = room();
    QCborArray messages = value[u"messages"_s].toArray();
    messages.append(nullptr);
    value[u"messages"_s] = messages;
    m_model->setValue(value);
    QCOMPARE(m_view->currentPath(), ValuePath({u"messages"_s, 60}));
    QVERIFY(m_view->findChild<ValueEditor *>());
}

void TestValueTreeView::aKeyIsAskedForInAnObject()
{
    QSignalSpy inserts(m_model, &ValueTreeModel::insertRequested);
    m_view->setCurrentPath({u"limits"_s, u"rate"_s});
    m_view->addAction()->trigger();
    auto *dialog = m_view->findChild<QInputDialog *>();
    QVERIFY(dialog);
    dialog->setTextValue(u"rate"_s);
    dialog->accept();
    QCOMPARE(inserts.size(), 1);
    QCOMPARE(inserts.at(0).at(0).value<ValuePath>(), ValuePath({u"limits"_s}));
    QCOMPARE(inserts.at(0).at(1).value<PathStep>(), PathStep(u"rate2"_s));
}

void TestValueTreeView::duplicatesGetAKeyOfTheirOwn()
{
    QSignalSpy inserts(m_model, &ValueTreeModel::insertRequested);
    m_view->setCurrentPath({u"limits"_s, u"rate"_s});
    m_view->duplicateAction()->trigger();
    m_view->setCurrentPath({u"messages"_s, 3});
    m_view->duplicateAction()->trigger();
    QCOMPARE(inserts.size(), 2);
    QCOMPARE(inserts.at(0).at(1).value<PathStep>(), PathStep(u"rateCopy"_s));
    QCOMPARE(inserts.at(0).at(2).value<QCborValue>(), QCborValue(2.5));
    QCOMPARE(inserts.at(1).at(1).value<PathStep>(), PathStep(qsizetype(4)));
}

void TestValueTreeView::valuesAndPathsGoToTheClipboard()
{
    QSignalSpy copies(m_view.get(), &ValueTreeView::copied);
    m_view->setCurrentPath({u"messages"_s, 3});
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"{\n  \"text\": 3\n}"_s);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"state.messages[3]"_s);
    QCOMPARE(copies.size(), 2);
}

void TestValueTreeView::theTypeMenuConverts()
{
    m_view->setCurrentPath({u"limits"_s, u"rate"_s});
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), m_view->mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(m_view->viewport(), &event);
    auto *menu = m_view->findChild<QMenu *>();
    QVERIFY(menu);
    QStringList texts;
    QAction *toString = nullptr;
    for (QAction *action : menu->findChildren<QAction *>())
        if (action->text() == u"string"_s)
            toString = action;
    for (const QAction *action : menu->actions())
        texts.append(action->text());
    QVERIFY(toString);
    QCOMPARE(texts.constLast(), m_view->deleteAction()->text());
    toString->trigger();
    QCOMPARE(m_edits.size(), 1);
    QCOMPARE(m_edits.at(0).second, QCborValue(u"2.5"_s));
    menu->close();
}

void TestValueTreeView::aReadOnlyTreeOffersNoEditing()
{
    m_model->setEditable(false);
    m_view->setCurrentPath({u"title"_s});
    QTest::keyClick(m_view.get(), Qt::Key_F2);
    QVERIFY(!m_view->findChild<ValueEditor *>());
    for (const QAction *action :
         {m_view->editAction(), m_view->addAction(), m_view->duplicateAction(), m_view->deleteAction()})
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    QVERIFY(m_view->copyValueAction()->isEnabled());
}

void TestValueTreeView::markedRowsAreTintedAndSigned()
{
    m_model->setMarks({{{u"title"_s}, {ValueMark::Kind::Edited, QCborValue(u"old"_s), {}, {}}}});
    m_view->setCurrentPath({});
    const QModelIndex title = m_model->indexOf({u"title"_s});
    const QRect row = m_view->visualRect(title.siblingAtColumn(ValueTreeModel::ValueColumn));
    const auto tintOf = [&] {
        return m_view->viewport()->grab().toImage().pixelColor(row.right() - 4, row.top() + 3);
    };
    QCOMPARE(tintOf().rgb(), m_theme.color(ColorRole::DiffChanged).rgb());
    QVERIFY(!ValueDelegate::markSign({.kind = ValueMark::Kind::Edited}).isNull());
    m_theme.setScheme(Theme::Scheme::Dark);
    QCOMPARE(tintOf().rgb(), m_theme.color(ColorRole::DiffChanged).rgb());
    m_theme.setContrast(Theme::Contrast::High);
    QVERIFY(!ValueDelegate::markColor({.kind = ValueMark::Kind::Edited}).isValid());
    m_theme.setContrast(Theme::Contrast::Normal);
}

QTEST_MAIN(TestValueTreeView)
#include "tst_valuetreeview.moc"
