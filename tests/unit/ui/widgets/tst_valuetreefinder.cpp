// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/valuetreefinder.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtTest/QtTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

/// Find bar, search and tree together.
class TestValueTreeFinder : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init();
    void cleanup() { m_pane.reset(); }

    void ctrlFOpensAndTypingGoesToTheFirstHit();
    void nextAndPreviousGoRound();
    void theFilterKeepsHitsAndEscapeBringsAllBack();
    void aWrongPatternIsSaid();
    void aValueThatChangesIsSearchedAgain();
    void f3OpensAClosedBar();

private:
    void type(const QString &text);

    Theme m_theme;
    std::unique_ptr<QWidget> m_pane;
    ValueTreeView *m_view = nullptr;
    ValueTreeModel *m_model = nullptr;
    FindBar *m_bar = nullptr;
    ValueTreeFinder *m_finder = nullptr;
};

void TestValueTreeFinder::init()
{
    m_pane = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_pane.get());
    m_bar = new FindBar;
    m_view = new ValueTreeView;
    layout->addWidget(m_bar);
    layout->addWidget(m_view);
    m_model = new ValueTreeModel(m_view);
    m_model->setRootName(u"state"_s);
    m_view->setModel(m_model);
    QCborArray messages;
    for (int i = 0; i < 2000; ++i)
        messages.append(QCborMap{{u"text"_s, i == 1500 ? u"needle"_s : u"hay"_s}});
    m_model->setValue(QCborMap{{u"title"_s, u"needle one"_s}, {u"messages"_s, messages}, {u"needle"_s, 3}});
    m_finder = new ValueTreeFinder(m_view, m_bar, u"test"_s);
    m_pane->resize(700, 400);
    m_pane->show();
    m_pane->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    m_view->setFocus();
}

void TestValueTreeFinder::type(const QString &text)
{
    QTest::keyClick(m_view, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(m_bar->field()->hasFocus());
    QTest::keyClicks(m_bar->field(), text);
    QTest::keyClick(m_bar->field(), Qt::Key_Return);
}

void TestValueTreeFinder::ctrlFOpensAndTypingGoesToTheFirstHit()
{
    QVERIFY(m_bar->isHidden());
    type(u"needle"_s);
    QTRY_COMPARE(m_view->currentPath(), ValuePath({u"title"_s}));
    QTRY_COMPARE(m_bar->resultText(), u"1 of 3"_s);
    QCOMPARE(m_bar->commands().size(), 3);
    QCOMPARE(m_bar->commands().constFirst()->objectName(), u"test.find"_s);
}

void TestValueTreeFinder::nextAndPreviousGoRound()
{
    type(u"needle"_s);
    QTRY_COMPARE(m_bar->resultText(), u"1 of 3"_s);
    QTest::keyClick(m_bar->field(), Qt::Key_Return);
    QCOMPARE(m_view->currentPath(), ValuePath({u"messages"_s, 1500, u"text"_s}));
    QTest::keyClick(m_view, Qt::Key_F3);
    QCOMPARE(m_view->currentPath(), ValuePath({u"needle"_s}));
    QCOMPARE(m_bar->resultText(), u"3 of 3"_s);
    QTest::keyClick(m_view, Qt::Key_F3);
    QCOMPARE(m_view->currentPath(), ValuePath({u"title"_s}));
    QTest::keyClick(m_view, Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(m_view->currentPath(), ValuePath({u"needle"_s}));
}

void TestValueTreeFinder::theFilterKeepsHitsAndEscapeBringsAllBack()
{
    FindQuery query{.text = u"needle"_s, .scope = u"values"_s, .filters = true};
    m_bar->open();
    m_bar->setQuery(query);
    QTRY_VERIFY(m_model->isFiltered());
    QTRY_COMPARE(m_bar->resultText(), u"1 of 2"_s);
    const QModelIndex root = m_model->index(0, 0);
    QCOMPARE(m_model->rowCount(root), 2);
    QCOMPARE(m_model->rowCount(m_model->indexOf({u"messages"_s})), 1);
    QVERIFY(m_view->isExpanded(m_model->indexOf({u"messages"_s, 1500})));
    QTest::keyClick(m_bar->field(), Qt::Key_Escape);
    QVERIFY(m_bar->isHidden());
    QVERIFY(!m_model->isFiltered());
    QCOMPARE(m_model->rowCount(root), 3);
    QVERIFY(m_view->hasFocus());
}

void TestValueTreeFinder::aWrongPatternIsSaid()
{
    m_bar->open();
    m_bar->setQuery({.text = u"("_s, .scope = u"all"_s, .isPattern = true});
    QVERIFY(m_bar->hasError());
    QCOMPARE(m_bar->resultText(), u"Not a pattern"_s);
    QVERIFY(!m_bar->field()->toolTip().isEmpty());
    m_bar->setQuery({.text = u"needle"_s, .scope = u"all"_s, .isPattern = true});
    QVERIFY(!m_bar->hasError());
    QTRY_COMPARE(m_bar->resultText(), u"1 of 3"_s);
}

void TestValueTreeFinder::aValueThatChangesIsSearchedAgain()
{
    type(u"needle"_s);
    QTRY_COMPARE(m_bar->resultText(), u"1 of 3"_s);
    m_model->setValue(QCborMap{{u"title"_s, u"needle one"_s}, {u"more"_s, u"needle"_s}});
    QTRY_COMPARE(m_bar->resultText(), u"1 of 2"_s);
}

void TestValueTreeFinder::f3OpensAClosedBar()
{
    QTest::keyClick(m_view, Qt::Key_F3);
    QVERIFY(m_bar->isVisible());
    QTRY_VERIFY(m_bar->field()->hasFocus());
}

QTEST_MAIN(TestValueTreeFinder)
#include "tst_valuetreefinder.moc"
