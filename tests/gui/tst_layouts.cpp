// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowrig.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/preferences/preferencesdialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/contexthelp.h"
#include "ui/shell/layoutstore.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowframe.h"
#include "ui/shell/windowpages.h"
#include "ui/shell/windowplaces.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/splitview.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QWhatsThis>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// Layouts by name, and what the window says of itself, in a window on a scripted engine.
class tst_Layouts : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aLayoutIsSavedAndUsed();
    void theSameNameReplaces();
    void aLayoutIsDeleted();
    void layoutsComeBack();
    void layoutsAreBounded();
    void aFileThatIsNoneCountsAsNone();
    void thePaletteUsesThem();

    void everyPlaceSaysWhatItIs();
    void helpIsOfThePartWithTheFocus();
    void commandsSayWhatTheyDo();

private:
    void save(const QString &name);
    [[nodiscard]] QMenu *menu() const;
    [[nodiscard]] QAction *entry(QMenu *menu, const QString &text) const;
    [[nodiscard]] bool isShown(const QString &dock) const
    {
        return !m_window->docks().dock(dock)->isHidden();
    }

    std::unique_ptr<WindowRig> m_rig;
    std::unique_ptr<ui::MainWindow> m_window;
};

void tst_Layouts::init()
{
    m_rig = std::make_unique<WindowRig>();
    m_window = m_rig->makeWindow();
}

void tst_Layouts::cleanup()
{
    m_window.reset();
    m_rig.reset();
}

void tst_Layouts::save(const QString &name)
{
    trigger(*m_window, u"layout.save"_s);
    auto *dialog = m_window->findChild<QInputDialog *>();
    QVERIFY(dialog);
    dialog->setTextValue(name);
    dialog->accept();
    settle();
}

/// The one in the menu bar, filled as it is when it opens.
QMenu *tst_Layouts::menu() const
{
    for (QMenu *candidate : m_window->findChildren<QMenu *>()) {
        if (candidate->actions().contains(m_window->commands().action(u"layout.save"_s))) {
            emit candidate->aboutToShow();
            return candidate;
        }
    }
    return nullptr;
}

QAction *tst_Layouts::entry(QMenu *menu, const QString &text) const
{
    for (QAction *action : menu->actions())
        if (action->text() == text)
            return action;
    return nullptr;
}

void tst_Layouts::aLayoutIsSavedAndUsed()
{
    m_rig->connectWindow(*m_window, m_rig->target());
    trigger(*m_window, u"dock.jobs"_s);
    trigger(*m_window, u"dock.moveRight"_s);
    trigger(*m_window, u"view.navigation"_s);
    m_window->pages().actorsSplit()->setSizes({700, 500});
    const QList<int> sizes = m_window->pages().actorsSplit()->sizes();
    save(u"  two   screens "_s);
    trigger(*m_window, u"layout.reset"_s);
    QVERIFY(!isShown(u"jobs"_s));
    QVERIFY(m_window->pages().actorsSplit()->sizes() != sizes);

    QAction *saved = entry(menu(), u"two screens"_s);
    QVERIFY(saved);
    saved->trigger();
    QVERIFY(isShown(u"jobs"_s));
    QCOMPARE(m_window->dockWidgetArea(m_window->docks().dock(u"jobs"_s)), Qt::RightDockWidgetArea);
    QVERIFY(m_window->commands().action(u"view.navigation"_s)->isChecked());
}

void tst_Layouts::theSameNameReplaces()
{
    save(u"mine"_s);
    trigger(*m_window, u"dock.jobs"_s);
    save(u"mine"_s);
    QCOMPARE(m_rig->workspace().layouts().layouts().size(), 1);
    trigger(*m_window, u"layout.reset"_s);
    entry(menu(), u"mine"_s)->trigger();
    QVERIFY(isShown(u"jobs"_s));
}

void tst_Layouts::aLayoutIsDeleted()
{
    save(u"this & that"_s);
    QMenu *layouts = menu();
    QAction *deletion = entry(layouts, u"&Delete"_s);
    QVERIFY(deletion->isEnabled());
    entry(deletion->menu(), u"this && that"_s)->trigger();
    QVERIFY(m_rig->workspace().layouts().layouts().isEmpty());
    layouts = menu();
    QVERIFY(!entry(layouts, u"this && that"_s));
    QVERIFY(!entry(layouts, u"&Delete"_s)->isEnabled());
}

void tst_Layouts::layoutsComeBack()
{
    trigger(*m_window, u"dock.jobs"_s);
    save(u"mine"_s);
    m_window.reset();
    m_rig->restart();
    m_window = m_rig->makeWindow();
    trigger(*m_window, u"layout.reset"_s);
    entry(menu(), u"mine"_s)->trigger();
    QVERIFY(isShown(u"jobs"_s));
}

void tst_Layouts::layoutsAreBounded()
{
    ui::LayoutStore &store = m_rig->workspace().layouts();
    QVERIFY(!store.put({.name = u"   "_s}));
    QVERIFY(!store.put({.name = QString(ui::LayoutStore::nameLengthMax + 1, u'x')}));
    for (qsizetype i = 0; i < ui::LayoutStore::countMax; ++i)
        QVERIFY(store.put({.name = QString::number(i)}));
    QVERIFY(!store.put({.name = u"one too many"_s}));
    QVERIFY(store.put({.name = u"0"_s}));
    QCOMPARE(store.layouts().size(), ui::LayoutStore::countMax);
}

void tst_Layouts::aFileThatIsNoneCountsAsNone()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"layouts.json"_s);
    for (const QByteArray &bytes : {QByteArray("no JSON"), QByteArray("{}"), QByteArray("[1, {}, \"x\"]"),
                                    QByteArray(R"([{"name": "", "docks": "!!"}])")}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        QVERIFY(ui::LayoutStore(path).layouts().isEmpty());
    }
}

void tst_Layouts::thePaletteUsesThem()
{
    trigger(*m_window, u"dock.jobs"_s);
    save(u"evening"_s);
    trigger(*m_window, u"layout.reset"_s);
    m_window->commandPalette().open(u"@layout evening"_s);
    m_window->commandPalette().chooseCurrent();
    QVERIFY(isShown(u"jobs"_s));
}

void tst_Layouts::everyPlaceSaysWhatItIs()
{
    m_rig->connectWindow(*m_window, m_rig->target());
    m_window->ensurePages();
    const auto saysSo = [](QWidget *widget, const ui::WindowPlace &place) {
        QWidget *part = ui::helpedPart(widget);
        return !place.help.isEmpty() && part && part->whatsThis() == ui::helpText(place.text, place.help);
    };
    for (const ui::WindowPlace &place : ui::windowViews())
        QVERIFY2(saysSo(m_window->pages().views().page(place.id), place), qPrintable(place.id));
    for (const ui::WindowPlace &place : ui::actorSections())
        QVERIFY2(saysSo(m_window->pages().sections().page(place.id), place), qPrintable(place.id));
    for (const ui::WindowPlace &place : ui::windowDocks())
        QVERIFY2(saysSo(m_window->docks().dock(place.id)->widget(), place), qPrintable(place.id));
}

void tst_Layouts::helpIsOfThePartWithTheFocus()
{
    m_rig->connectWindow(*m_window, m_rig->target());
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
    const auto shown = [] {
        for (const QWidget *widget : QApplication::topLevelWidgets())
            if (widget->inherits("QWhatsThat") && widget->isVisible())
                return true;
        return false;
    };
    m_window->actorsPage()->table()->setFocus();
    QVERIFY(!shown());
    QTest::keyClick(m_window->actorsPage()->table(), Qt::Key_F1);
    QTRY_VERIFY(shown());
    QWhatsThis::hideText();
    QTRY_VERIFY(!shown());
    // A field has more to say than the page around it.
    ui::FilterBox *filter = m_window->actorsPage()->filterBox();
    QCOMPARE(ui::helpedPart(filter), filter);
    QVERIFY(filter->whatsThis().contains(u"status:running"_s));
    // Where the focus is nowhere the window itself is explained.
    QVERIFY(ui::helpedPart(m_window.get()));
    trigger(*m_window, u"help.whatsThis"_s);
    QVERIFY(QWhatsThis::inWhatsThisMode());
    QWhatsThis::leaveWhatsThisMode();
}

void tst_Layouts::commandsSayWhatTheyDo()
{
    for (const QAction *command : m_window->commands().actions())
        QVERIFY2(!command->whatsThis().isEmpty() || !command->toolTip().isEmpty(),
                 qPrintable(command->objectName()));
    QVERIFY(m_window->commands().action(u"actor.new"_s)->whatsThis().contains(u"Create an actor"_s));
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_Layouts test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_layouts.moc"
