// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/hexview.h"

#include <QtGui/QAccessible>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QtTest>
#include <QtWidgets/QScrollBar>

using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestHexView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init();
    void cleanup() { m_view.reset(); }

    void aLineIsOffsetDigitsAndText();
    void keysMoveTheCursor();
    void shiftSelects();
    void copyingTakesTheSelectionOrAll();
    void digitsOverwrite();
    void bytesAreRemovedAndPasted();
    void aReadOnlyViewChangesNothing();
    void thirtyTwoMebibytesScroll();
    void screenReadersReadLines();

private:
    Theme m_theme;
    std::unique_ptr<HexView> m_view;
};

void TestHexView::init()
{
    m_view = std::make_unique<HexView>();
    m_view->setBytes("\x89PNG\r\n\x1a\n Hello, bytes of a line and more"_ba);
    m_view->resize(700, 200);
    m_view->show();
}

void TestHexView::aLineIsOffsetDigitsAndText()
{
    QCOMPARE(m_view->lineCount(), 3);
    QCOMPARE(m_view->lineText(0),
             u"00000000  89 50 4E 47 0D 0A 1A 0A  20 48 65 6C 6C 6F 2C 20  ·PNG···· Hello, "_s);
    QVERIFY(m_view->lineText(1).startsWith(u"00000010  62 79 74 65"_s));
    m_view->setBytes({});
    QCOMPARE(m_view->lineCount(), 1);
}

void TestHexView::keysMoveTheCursor()
{
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->cursorPosition(), 16);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->cursorPosition(), 31);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->cursorPosition(), 16);
    QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(m_view->cursorPosition(), m_view->bytes().size());
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->cursorPosition(), m_view->bytes().size());
    QTest::keyClick(m_view.get(), Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->cursorPosition(), 0);
}

void TestHexView::shiftSelects()
{
    m_view->setCursorPosition(2);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_view->selectionStart(), 2);
    QCOMPARE(m_view->selectionEnd(), 4);
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->selectionEnd(), m_view->bytes().size());
}

void TestHexView::copyingTakesTheSelectionOrAll()
{
    QSignalSpy copied(m_view.get(), &HexView::copied);
    m_view->select(1, 4);
    m_view->copyHexAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"50 4E 47"_s);
    m_view->copyTextAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"PNG"_s);
    QCOMPARE(copied.size(), 2);
}

void TestHexView::digitsOverwrite()
{
    m_view->setReadOnly(false);
    QSignalSpy edits(m_view.get(), &HexView::bytesEdited);
    m_view->setCursorPosition(1);
    QTest::keyClicks(m_view.get(), u"4a6"_s);
    QCOMPARE(m_view->bytes().first(4), QByteArray::fromHex("894a6e47"));
    QCOMPARE(edits.size(), 3);
    m_view->setBytes({});
    QTest::keyClicks(m_view.get(), u"ff01"_s);
    QCOMPARE(m_view->bytes(), QByteArray::fromHex("ff01"));
}

void TestHexView::bytesAreRemovedAndPasted()
{
    m_view->setReadOnly(false);
    m_view->select(0, 8);
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QVERIFY(m_view->bytes().startsWith(" Hello"));
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QVERIFY(m_view->bytes().startsWith("Hello"));
    QGuiApplication::clipboard()->setText(u"41 42\n43"_s);
    QTest::keyClick(m_view.get(), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(m_view->bytes().startsWith("ABCHello"));
    QTest::keyClick(m_view.get(), Qt::Key_Backspace);
    QVERIFY(m_view->bytes().startsWith("ABHello"));
    QGuiApplication::clipboard()->setText(u"no digits"_s);
    QTest::keyClick(m_view.get(), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(m_view->bytes().startsWith("ABHello"));
}

void TestHexView::aReadOnlyViewChangesNothing()
{
    const QByteArray before = m_view->bytes();
    QTest::keyClicks(m_view.get(), u"00"_s);
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QCOMPARE(m_view->bytes(), before);
}

void TestHexView::thirtyTwoMebibytesScroll()
{
    m_view->setBytes(QByteArray(32 * 1024 * 1024, 'x'));
    QCOMPARE(m_view->lineCount(), 2 * 1024 * 1024);
    QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QVERIFY(!m_view->grab().isNull());
}

void TestHexView::screenReadersReadLines()
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(interface && interface->textInterface());
    QAccessibleTextInterface *text = interface->textInterface();
    const QString all = text->text(0, text->characterCount());
    QCOMPARE(all.count(u'\n'), 3);
    QCOMPARE(all.section(u'\n', 0, 0).trimmed(), m_view->lineText(0).trimmed());
    m_view->setCursorPosition(17);
    QCOMPARE(all.sliced(text->cursorPosition(), 2), u"79"_s);
    text->setCursorPosition(text->cursorPosition() + 3);
    QCOMPARE(m_view->cursorPosition(), 18);
    QVERIFY(interface->state().readOnly);
}

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
