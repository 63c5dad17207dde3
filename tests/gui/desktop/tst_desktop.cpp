// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowtest.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/repl/repleditor.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowplaces.h"

#include <QtCore/QDir>
#include <QtGui/QGuiApplication>
#include <QtGui/QScreen>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The window among others on a real screen, with a window manager: menus, dialogs, docks. Saves a picture of
/// the whole screen for each, into the folder that ROVE_PICTURES names, to be looked at.
class tst_Desktop : public WindowTest {
    Q_OBJECT

private slots:
    void initTestCase();
    void theWindowHasAFrameAndIsOnTheScreen();
    void everyMenuOpensOnTheScreen();
    void aContextMenuOpensAtItsRow();
    void aListOpensBesideItsField();
    void aDialogIsActiveAndGivesTheFocusBack();
    void theFileDialogOpens();
    void aDockLeavesTheWindowAndComesBack();
    void aMinimumIsKeptByTheWindowManager();

private:
    void lookAtRoom();
    static void take(const QString &name);
    [[nodiscard]] static bool isOnScreen(const QWidget &widget)
    {
        return widget.screen()->geometry().contains(widget.frameGeometry());
    }
};

void tst_Desktop::initTestCase()
{
    QCOMPARE(QGuiApplication::platformName(), u"xcb"_s);
}

void tst_Desktop::take(const QString &name)
{
    const QString folder = qEnvironmentVariable("ROVE_PICTURES");
    if (folder.isEmpty())
        return;
    settle();
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(QGuiApplication::primaryScreen()->grabWindow().save(u"%1/%2.png"_s.arg(folder, name)));
}

void tst_Desktop::lookAtRoom()
{
    connectWindow();
    choose(m_room);
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
}

void tst_Desktop::theWindowHasAFrameAndIsOnTheScreen()
{
    // The frame comes from the window manager, so there is one.
    QTRY_VERIFY(m_window->frameGeometry().height() > m_window->geometry().height());
    QTRY_VERIFY(isOnScreen(*m_window));
    QTRY_VERIFY(m_window->isActiveWindow());
    take(u"window"_s);
}

void tst_Desktop::everyMenuOpensOnTheScreen()
{
    lookAtRoom();
    QMenuBar *bar = m_window->menuBar();
    int opened = 0;
    for (QAction *action : bar->actions()) {
        QMenu *menu = action->menu();
        if (!menu || !action->isVisible())
            continue;
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(action).center());
        QTRY_VERIFY2(menu->isVisible(), qPrintable(action->text()));
        const QPoint under = bar->mapToGlobal(bar->actionGeometry(action).bottomLeft());
        QVERIFY2(isOnScreen(*menu), qPrintable(action->text()));
        QVERIFY(std::abs(menu->geometry().left() - under.x()) <= 2);
        QVERIFY(menu->geometry().top() >= under.y() - 2);
        take(u"menu-%1"_s.arg(++opened));
        menu->close();
        QTRY_VERIFY(!menu->isVisible());
    }
    QVERIFY(opened >= 7);
}

void tst_Desktop::aContextMenuOpensAtItsRow()
{
    lookAtRoom();
    QAbstractItemView *view = m_window->actorsPage()->table();
    const QPoint row = view->visualRect(view->model()->index(0, 1)).center();
    const QPoint place = view->viewport()->mapToGlobal(row);
    bool wasOnScreen = false;
    bool wasAtRow = false;
    QTimer look;
    // The menu is waited for in an event loop of its own.
    connect(&look, &QTimer::timeout, this, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        if (!menu || !menu->isVisible())
            return;
        look.stop();
        wasOnScreen = isOnScreen(*menu);
        wasAtRow = menu->geometry().adjusted(-2, -2, 2, 2).contains(place);
        take(u"menu-context"_s);
        menu->close();
    });
    look.start(std::chrono::milliseconds(20));
    QContextMenuEvent event(QContextMenuEvent::Mouse, row, place);
    QCoreApplication::sendEvent(view->viewport(), &event);
    QTRY_VERIFY(!look.isActive());
    QVERIFY(wasOnScreen);
    QVERIFY(wasAtRow);
}

void tst_Desktop::aListOpensBesideItsField()
{
    lookAtRoom();
    trigger(u"connection.new"_s);
    QTRY_VERIFY(m_window->findChild<QDialog *>());
    auto *dialog = m_window->findChild<QDialog *>();
    QTRY_VERIFY(dialog->isActiveWindow());
    const QList<QComboBox *> boxes = dialog->findChildren<QComboBox *>();
    const auto shown = std::ranges::find_if(boxes, [](const QComboBox *box) { return box->isVisible(); });
    QVERIFY(shown != boxes.end());
    QComboBox *box = *shown;
    box->showPopup();
    QTRY_VERIFY(box->view()->isVisible());
    QVERIFY(isOnScreen(*box->view()->window()));
    QVERIFY(std::abs(box->view()->window()->geometry().left() - box->mapToGlobal(QPoint()).x()) <= 4);
    take(u"list-open"_s);
    box->hidePopup();
    dialog->close();
}

void tst_Desktop::aDialogIsActiveAndGivesTheFocusBack()
{
    lookAtRoom();
    QWidget *before = m_window->actorsPage()->table();
    before->setFocus();
    QTRY_VERIFY(before->hasFocus());
    trigger(u"edit.preferences"_s);
    QTRY_VERIFY(m_window->findChild<QDialog *>());
    auto *dialog = m_window->findChild<QDialog *>();
    QTRY_VERIFY(dialog->isActiveWindow());
    QTRY_VERIFY(dialog->isAncestorOf(QApplication::focusWidget()));
    QTRY_VERIFY(isOnScreen(*dialog));
    QTRY_VERIFY(dialog->frameGeometry().height() > dialog->geometry().height());
    take(u"dialog"_s);
    dialog->close();
    QTRY_VERIFY(m_window->isActiveWindow());
    QTRY_VERIFY(before->hasFocus());
}

void tst_Desktop::theFileDialogOpens()
{
    lookAtRoom();
    bool wasOnScreen = false;
    QTimer look;
    // The command waits for the dialog in an event loop of its own.
    connect(&look, &QTimer::timeout, this, [&] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<QFileDialog *>(widget);
            if (!dialog || !dialog->isVisible() || !dialog->isActiveWindow() || !isOnScreen(*dialog))
                continue;
            wasOnScreen = true;
            look.stop();
            take(u"dialog-file"_s);
            dialog->reject();
        }
    });
    look.start(std::chrono::milliseconds(20));
    QTimer::singleShot(std::chrono::seconds(20), &look, [] {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *dialog = qobject_cast<QFileDialog *>(widget))
                dialog->reject();
    });
    trigger(u"actor.importState"_s);
    QVERIFY(wasOnScreen);
}

void tst_Desktop::aDockLeavesTheWindowAndComesBack()
{
    lookAtRoom();
    for (const ui::WindowPlace &place : ui::windowDocks()) {
        trigger(u"dock."_s % place.id);
        QDockWidget *dock = m_window->docks().dock(place.id);
        QTRY_VERIFY(dock->isVisible());
        QVERIFY(dock->height() > 0);
        auto *editor = dock->findChild<ui::ReplEditor *>();
        if (editor)
            editor->setPlainText(u"await actor.increment(1)"_s);
        const Qt::DockWidgetArea area = m_window->dockWidgetArea(dock);
        dock->setFloating(true);
        QTRY_VERIFY(dock->isWindow() && dock->windowHandle() && dock->windowHandle()->isExposed());
        QTRY_VERIFY(isOnScreen(*dock));
        take(u"dock-floating-"_s % place.id);
        dock->setFloating(false);
        QTRY_VERIFY(!dock->isWindow() && dock->isVisible());
        QCOMPARE(m_window->dockWidgetArea(dock), area);
        if (editor)
            QCOMPARE(editor->toPlainText(), u"await actor.increment(1)"_s);
        dock->close();
    }
}

void tst_Desktop::aMinimumIsKeptByTheWindowManager()
{
    lookAtRoom();
    m_window->resize(100, 100);
    QTRY_VERIFY(m_window->width() >= m_window->minimumSizeHint().width());
    QVERIFY(m_window->height() >= m_window->minimumSizeHint().height());
    QVERIFY(m_window->width() <= 960);
    take(u"window-smallest"_s);
}

int main(int argc, char **argv)
{
    const GuiRig rig(argc, argv);
    tst_Desktop test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desktop.moc"
