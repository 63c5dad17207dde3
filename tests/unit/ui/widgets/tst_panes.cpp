// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/cellpieces.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/statusbadge.h"
#include "ui/widgets/valuetreeview.h"

#include <QtGui/QAction>
#include <QtGui/QStandardItemModel>
#include <QtTest/QtTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace rove::ui;
using namespace Qt::StringLiterals;

/// The small widgets that panes are made of.
class TestPanes : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }

    void aFilterIsReportedWhenTypingPauses();
    void enterReportsAFilterAtOnce();
    void escapeClearsAFilterOnce();
    void aWrongFilterSaysWhy();

    void aMessageBarIsHiddenUntilItSpeaks();
    void theSameMessageAgainIsCounted();
    void aMessagesActionsBecomeButtons();
    void closingAMessageSaysSo();

    void anEmptyStateOffersItsCommand();
    void anEmptyStateOutlivesItsCommand();
    void aShortWaitShowsNothing();
    void aLongWaitShowsTheBar();
    void aBadgeReadsAsItsWord();
    void aStatusCellHasIconAndColour();
    void aLongLabelIsCutInItsMiddle();
    void piecesYieldInOrderAndKeepTheirLeast();

    void aPaneFoldsAndComesBack();
    void theDividerMovesByKeys();
    void everythingThatTakesTheFocusHasAName();

private:
    Theme m_theme;
};

void TestPanes::aFilterIsReportedWhenTypingPauses()
{
    FilterBox box;
    QSignalSpy reports(&box, &FilterBox::filterChanged);
    QTest::keyClicks(&box, u"abc"_s);
    QCOMPARE(reports.size(), 0);
    QTRY_COMPARE(reports.size(), 1);
    QCOMPARE(reports.at(0).at(0).toString(), u"abc"_s);
}

void TestPanes::enterReportsAFilterAtOnce()
{
    FilterBox box;
    QSignalSpy reports(&box, &FilterBox::filterChanged);
    QTest::keyClicks(&box, u"abc"_s);
    QTest::keyClick(&box, Qt::Key_Return);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(reports.size(), 1);
}

void TestPanes::escapeClearsAFilterOnce()
{
    QWidget pane;
    auto *box = new FilterBox(&pane);
    QSignalSpy reports(box, &FilterBox::filterChanged);
    QTest::keyClicks(box, u"abc"_s);
    QTest::keyClick(box, Qt::Key_Return);
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(box->text().isEmpty());
    QCOMPARE(reports.constLast().at(0).toString(), QString());
    QKeyEvent again(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QApplication::sendEvent(box, &again);
    QVERIFY(!again.isAccepted());
}

void TestPanes::aWrongFilterSaysWhy()
{
    FilterBox box;
    box.setError(u"There is no field state"_s);
    QVERIFY(box.hasError());
    QCOMPARE(box.toolTip(), u"There is no field state"_s);
    QCOMPARE(box.accessibleDescription(), u"There is no field state"_s);
    box.setError({});
    QVERIFY(!box.hasError());
}

void TestPanes::aMessageBarIsHiddenUntilItSpeaks()
{
    QWidget pane;
    MessageBar bar(&pane);
    QVERIFY(!bar.isVisibleTo(&pane));
    bar.showMessage(MessageBar::Severity::Warning, u"Stale"_s);
    QVERIFY(bar.isVisibleTo(&pane));
    QCOMPARE(bar.text(), u"Stale"_s);
    QCOMPARE(bar.accessibleName(), u"Stale"_s);
    bar.setDetails(u"since 07:09"_s);
    QCOMPARE(bar.accessibleDescription(), u"since 07:09"_s);
    bar.clear();
    QVERIFY(!bar.isVisibleTo(&pane));
}

void TestPanes::theSameMessageAgainIsCounted()
{
    QWidget pane;
    MessageBar bar(&pane);
    for (int i = 1; i <= 3; ++i) {
        bar.showMessage(MessageBar::Severity::Error, u"Failed"_s);
        QCOMPARE(bar.repeatCount(), i);
    }
    bar.showMessage(MessageBar::Severity::Error, u"Failed otherwise"_s);
    QCOMPARE(bar.repeatCount(), 1);
    bar.clear();
    bar.showMessage(MessageBar::Severity::Error, u"Failed otherwise"_s);
    QCOMPARE(bar.repeatCount(), 1);
}

void TestPanes::aMessagesActionsBecomeButtons()
{
    QWidget pane;
    MessageBar bar(&pane);
    QAction retry(u"Retry"_s);
    QSignalSpy retried(&retry, &QAction::triggered);
    bar.showMessage(MessageBar::Severity::Error, u"Failed"_s, {&retry});
    bar.showMessage(MessageBar::Severity::Error, u"Failed"_s, {&retry});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const auto buttons = bar.findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 1);
    buttons.constFirst()->click();
    QCOMPARE(retried.size(), 1);
    retry.setEnabled(false);
    QVERIFY(!buttons.constFirst()->isEnabled());
}

void TestPanes::closingAMessageSaysSo()
{
    QWidget pane;
    MessageBar bar(&pane);
    QSignalSpy dismissed(&bar, &MessageBar::dismissed);
    bar.showMessage(MessageBar::Severity::Information, u"Hello"_s);
    QTest::keyClick(&bar, Qt::Key_Escape);
    QCOMPARE(dismissed.size(), 1);
    QVERIFY(!bar.isVisibleTo(&pane));
}

void TestPanes::anEmptyStateOffersItsCommand()
{
    EmptyState empty;
    empty.setContent("funnel"_L1, u"No actors match"_s, u"Nothing fits the filter."_s);
    auto *button = empty.findChild<QPushButton *>();
    QVERIFY(!button->isVisibleTo(&empty));
    QAction clear(u"Clear Filter"_s);
    QSignalSpy cleared(&clear, &QAction::triggered);
    empty.setCommand(&clear);
    QVERIFY(button->isVisibleTo(&empty));
    QCOMPARE(button->text(), u"Clear Filter"_s);
    button->click();
    QCOMPARE(cleared.size(), 1);
    QCOMPARE(empty.accessibleName(), u"No actors match"_s);
}

void TestPanes::anEmptyStateOutlivesItsCommand()
{
    EmptyState empty;
    {
        QAction gone(u"Gone"_s);
        empty.setCommand(&gone);
    }
    auto *button = empty.findChild<QPushButton *>();
    QVERIFY(!button->isVisibleTo(&empty));
    button->click();
}

void TestPanes::aShortWaitShowsNothing()
{
    BusyBar bar;
    QCOMPARE(bar.sizeHint().height(), 2);
    bar.setBusy(true);
    QVERIFY(bar.isBusy());
    QVERIFY(!bar.isShowing());
    bar.setBusy(false);
    QVERIFY(!bar.isShowing());
}

void TestPanes::aLongWaitShowsTheBar()
{
    BusyBar bar;
    bar.setBusy(true);
    QTRY_VERIFY(bar.isShowing());
    bar.setBusy(false);
    QVERIFY(!bar.isShowing());
}

void TestPanes::aBadgeReadsAsItsWord()
{
    StatusBadge badge;
    const int narrow = badge.sizeHint().width();
    badge.setStatus(tone::sleeping, u"Sleeping"_s);
    QCOMPARE(badge.accessibleName(), u"Sleeping"_s);
    QVERIFY(badge.sizeHint().width() > narrow);
}

void TestPanes::aStatusCellHasIconAndColour()
{
    struct Opened : StatusDelegate {
        using StatusDelegate::initStyleOption;
        using StatusDelegate::StatusDelegate;
    };
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), u"Crashed"_s);
    const Opened delegate([](const QModelIndex &) { return tone::crashed; });
    QStyleOptionViewItem option;
    delegate.initStyleOption(&option, model.index(0, 0));
    QCOMPARE(option.text, u"Crashed"_s);
    QCOMPARE(option.icon.name(), u"x-octagon-fill"_s);
    QCOMPARE(option.palette.color(QPalette::Text), m_theme.color(ColorRole::Crashed));
}

void TestPanes::aLongLabelIsCutInItsMiddle()
{
    ElidedLabel label(u"lzs11hmdql8i11v3pgon12sviqbl00"_s);
    label.resize(label.sizeHint());
    QVERIFY(!label.isElided());
    label.resize(80, label.height());
    QVERIFY(label.isElided());
    QVERIFY(label.minimumSizeHint().width() < 80);
    QCOMPARE(label.text(), u"lzs11hmdql8i11v3pgon12sviqbl00"_s);
}

void TestPanes::piecesYieldInOrderAndKeepTheirLeast()
{
    constexpr int character = 7;
    const QList<int> natural{140, 21, 140, 42, 140};
    QList<CellPiece> pieces(5);
    pieces[0].yields = 5;
    pieces[1].yields = 4;
    pieces[2].yields = 2;
    QCOMPARE(fittedWidths(pieces, natural, character, 500), natural);
    QCOMPARE(fittedWidths(pieces, natural, character, 400), QList<int>({57, 21, 140, 42, 140}));
    QCOMPARE(fittedWidths(pieces, natural, character, 300), QList<int>({0, 0, 118, 42, 140}));
    // With a least of their own, all are shortened before one of them vanishes.
    pieces[0].keeps = 4;
    pieces[1].keeps = 3;
    pieces[2].keeps = 4;
    pieces[3].keeps = 6;
    pieces[4].keeps = 4;
    QCOMPARE(fittedWidths(pieces, natural, character, 300), QList<int>({28, 21, 69, 42, 140}));
    QCOMPARE(fittedWidths(pieces, natural, character, 150), QList<int>({28, 21, 28, 42, 31}));
    QCOMPARE(fittedWidths(pieces, natural, character, 105), QList<int>({14, 7, 14, 42, 28}));
    QCOMPARE(fittedWidths(pieces, natural, character, 60), QList<int>({4, 7, 14, 21, 14}));
}

void TestPanes::aPaneFoldsAndComesBack()
{
    SplitView view(Qt::Horizontal);
    view.addWidget(new QLabel(u"left"_s));
    view.addWidget(new QLabel(u"right"_s));
    view.resize(600, 100);
    view.show();
    view.setSizes({200, 399});
    const QList<int> before = view.sizes();
    QSignalSpy folded(&view, &SplitView::foldedChanged);
    QTest::mouseDClick(view.handle(1), Qt::LeftButton);
    QVERIFY(view.isFolded());
    QCOMPARE(view.sizes().constFirst(), 0);
    view.toggle();
    QVERIFY(!view.isFolded());
    QCOMPARE(view.sizes(), before);
    QCOMPARE(folded.size(), 2);
}

void TestPanes::theDividerMovesByKeys()
{
    SplitView view(Qt::Horizontal);
    view.addWidget(new QLabel(u"left"_s));
    view.addWidget(new QLabel(u"right"_s));
    view.resize(600, 100);
    view.show();
    view.setSizes({200, 399});
    const int before = view.sizes().constFirst();
    QTest::keyClick(view.handle(1), Qt::Key_Right);
    QVERIFY(view.sizes().constFirst() > before);
    QTest::keyClick(view.handle(1), Qt::Key_Left);
    QCOMPARE(view.sizes().constFirst(), before);
    QTest::keyClick(view.handle(1), Qt::Key_Return);
    QVERIFY(view.isFolded());
}

void TestPanes::everythingThatTakesTheFocusHasAName()
{
    QWidget pane;
    SplitView split(Qt::Vertical, &pane);
    split.addWidget(new FilterBox(&split));
    split.addWidget(new CodeEditor(CodeEditor::Language::Sql, &split));
    split.addWidget(new ValueTreeView(&split));
    auto *bar = new MessageBar(&split);
    bar->showMessage(MessageBar::Severity::Information, u"Hello"_s);
    split.addWidget(bar);
    for (const QWidget *widget : pane.findChildren<QWidget *>()) {
        const bool isPartOfItsParent = widget->objectName().startsWith(u"qt_"_s);
        const bool isText = qobject_cast<const QLabel *>(widget);
        if (widget->focusPolicy() == Qt::NoFocus || isPartOfItsParent || isText ||
            qobject_cast<const SplitView *>(widget))
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestPanes)
#include "tst_panes.moc"
