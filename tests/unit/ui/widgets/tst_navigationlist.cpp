// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/navigationlist.h"

#include <QtGui/QAccessible>
#include <QtTest/QtTest>

using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestNavigationList : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init();
    void cleanup() { m_list.reset(); }

    void movingChooses();
    void whatIsDisabledCannotBeChosen();
    void newItemsKeepTheChoice();
    void countsAndReasonsAreRead();
    void collapsedItIsNarrowAndSaysNamesInToolTips();
    void screenReadersSeeAList();

private:
    [[nodiscard]] QModelIndex row(int number) const { return m_list->model()->index(number, 0); }

    Theme m_theme;
    std::unique_ptr<NavigationList> m_list;
};

void TestNavigationList::init()
{
    m_list = std::make_unique<NavigationList>();
    m_list->setItems({{u"state"_s, u"State"_s, "braces"_L1},
                      {u"queue"_s, u"Queue"_s, "list-ol"_L1, u"6"_s},
                      {u"workflow"_s, u"Workflow"_s, "diagram-3"_L1, u"—"_s, u"This actor has no workflow"_s},
                      {u"details"_s, u"Details"_s, "info-circle"_L1}});
}

void TestNavigationList::movingChooses()
{
    QSignalSpy chosen(m_list.get(), &NavigationList::currentIdChanged);
    QVERIFY(m_list->setCurrentId(u"state"_s));
    QTest::keyClick(m_list.get(), Qt::Key_Down);
    QCOMPARE(m_list->currentId(), u"queue"_s);
    QTest::keyClick(m_list.get(), Qt::Key_End);
    QCOMPARE(m_list->currentId(), u"details"_s);
    QTest::keyClicks(m_list.get(), u"st"_s);
    QCOMPARE(m_list->currentId(), u"state"_s);
    QCOMPARE(chosen.size(), 4);
}

void TestNavigationList::whatIsDisabledCannotBeChosen()
{
    m_list->setCurrentId(u"queue"_s);
    QVERIFY(!m_list->setCurrentId(u"workflow"_s));
    QVERIFY(!m_list->setCurrentId(u"nothing"_s));
    QTest::keyClick(m_list.get(), Qt::Key_Down);
    QCOMPARE(m_list->currentId(), u"details"_s);
    m_list->setDisabledReason(u"workflow"_s, {});
    QVERIFY(m_list->setCurrentId(u"workflow"_s));
}

void TestNavigationList::newItemsKeepTheChoice()
{
    m_list->setCurrentId(u"queue"_s);
    m_list->setItems(
        {{u"details"_s, u"Details"_s, "info-circle"_L1}, {u"queue"_s, u"Queue"_s, "list-ol"_L1}});
    QCOMPARE(m_list->currentId(), u"queue"_s);
    QCOMPARE(m_list->ids(), (QStringList{u"details"_s, u"queue"_s}));
}

void TestNavigationList::countsAndReasonsAreRead()
{
    QCOMPARE(row(1).data(Qt::AccessibleTextRole).toString(), u"Queue, 6"_s);
    m_list->setCount(u"queue"_s, u"7"_s);
    QCOMPARE(row(1).data(Qt::AccessibleTextRole).toString(), u"Queue, 7"_s);
    QCOMPARE(row(2).data(Qt::AccessibleDescriptionRole).toString(), u"This actor has no workflow"_s);
    QCOMPARE(row(2).data(Qt::ToolTipRole).toString(), u"This actor has no workflow"_s);
}

void TestNavigationList::collapsedItIsNarrowAndSaysNamesInToolTips()
{
    const int wide = m_list->sizeHint().width();
    m_list->setCollapsed(true);
    QVERIFY(m_list->maximumWidth() < wide / 2);
    QCOMPARE(row(0).data(Qt::ToolTipRole).toString(), u"State"_s);
    QVERIFY(row(2).data(Qt::ToolTipRole).toString().startsWith(u"Workflow"_s));
    QCOMPARE(row(0).data(Qt::AccessibleTextRole).toString(), u"State"_s);
    m_list->setCollapsed(false);
    QCOMPARE(m_list->sizeHint().width(), wide);
    QVERIFY(row(0).data(Qt::ToolTipRole).toString().isEmpty());
}

void TestNavigationList::screenReadersSeeAList()
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(m_list.get());
    QVERIFY(accessible);
    QCOMPARE(accessible->role(), QAccessible::List);
    QVERIFY(!accessible->text(QAccessible::Name).isEmpty());
    QCOMPARE(accessible->childCount(), 4);
    QCOMPARE(accessible->child(1)->text(QAccessible::Name), u"Queue, 6"_s);
}

QTEST_MAIN(TestNavigationList)
#include "tst_navigationlist.moc"
