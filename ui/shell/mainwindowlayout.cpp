// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How large and where everything of the window is, and what of it outlives the program.
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/connectionflow.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowframe.h"
#include "ui/shell/windowpages.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/splitview.h"

#include <QtCore/QTimer>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QMenu>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

constexpr QSize usualSize(1280, 800);
constexpr int navigationFullWidth = 1100;
constexpr int railFullWidth = 1000;
constexpr int listWidth = 480;
/// Pages that nobody looks at yet wait until the window has been painted.
constexpr auto warmUpDelay = 300ms;

} // namespace

void MainWindow::ensurePages()
{
    m_pages->views().ensureAll();
    m_pages->sections().ensureAll();
}

/// Makes the pages that are not needed yet one by one, while nothing else is to be done: their commands are
/// then in menus and palette, and the first look at them is quick.
void MainWindow::warmUp()
{
    if (m_pages->sections().ensureNext() || m_pages->views().ensureNext())
        QTimer::singleShot(0ms, this, &MainWindow::warmUp);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (!std::exchange(m_hasWarmedUp, true))
        QTimer::singleShot(warmUpDelay, this, &MainWindow::warmUp);
}

void MainWindow::restoreLayout()
{
    WindowSettings &layout = m_workspace.layout();
    if (!restoreGeometry(layout.layout(u"window"_s)))
        resize(usualSize);
    m_pages->actorsSplit()->restoreState(layout.layout(u"actors"_s));
    m_pages->actorsPage()->table()->restoreColumns(layout.layout(u"actorColumns"_s));
    const QByteArray docks = layout.layout(u"docks"_s);
    if (!docks.isEmpty() && !m_docks->restore(docks))
        m_frame->undoBar()->showMessage(
            MessageBar::Severity::Information,
            ShellText::tr("The arrangement of docks could not be restored, so they stand as at first."));
    updateWidths();
}

void MainWindow::saveLayout()
{
    WindowSettings &layout = m_workspace.layout();
    layout.setLayout(u"window"_s, saveGeometry());
    layout.setLayout(u"actors"_s, m_pages->actorsSplit()->saveState());
    layout.setLayout(u"actorColumns"_s, m_pages->actorsPage()->table()->saveColumns());
    layout.setLayout(u"docks"_s, m_docks->save());
}

void MainWindow::resetLayout()
{
    m_docks->reset();
    m_pages->actorsSplit()->setFolded(false);
    m_pages->actorsSplit()->setSizes({listWidth, std::max(listWidth, width() - listWidth)});
    m_workspace.settings().reset(QLatin1StringView(setting::narrowNavigation.id));
}

void MainWindow::askLayoutName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"layoutName"_s);
    dialog->setWindowTitle(ShellText::tr("Save Layout"));
    dialog->setLabelText(ShellText::tr("&Name; a layout of the same name is replaced"));
    QStringList names;
    for (const NamedLayout &layout : m_workspace.layouts().layouts())
        names.append(layout.name);
    dialog->setComboBoxItems(names);
    dialog->setComboBoxEditable(true);
    dialog->setTextValue({});
    dialog->setOkButtonText(ShellText::tr("&Save Layout"));
    connect(dialog, &QInputDialog::textValueSelected, this, &MainWindow::saveLayoutAs);
    dialog->open();
}

void MainWindow::saveLayoutAs(const QString &name)
{
    const bool isKept = m_workspace.layouts().put(
        {.name = name,
         .docks = m_docks->save(),
         .split = m_pages->actorsSplit()->saveState(),
         .isNavigationNarrow = m_workspace.settings().get(setting::narrowNavigation)});
    if (isKept)
        return;
    m_frame->undoBar()->showMessage(
        MessageBar::Severity::Warning,
        ShellText::tr("The layout was not saved: a name has at most %1 characters, and there are at most %2 "
                      "layouts.")
            .arg(LayoutStore::nameLengthMax)
            .arg(LayoutStore::countMax));
}

void MainWindow::useLayout(const QString &name)
{
    const NamedLayout *layout = m_workspace.layouts().find(name);
    if (!layout)
        return;
    m_docks->restore(layout->docks);
    m_pages->actorsSplit()->restoreState(layout->split);
    m_workspace.settings().set(setting::narrowNavigation, layout->isNavigationNarrow);
}

void MainWindow::fillLayoutMenu()
{
    m_layoutMenu->clear();
    m_layoutMenu->setToolTipsVisible(true);
    auto *removing = new QMenu(ShellText::tr("&Delete"), m_layoutMenu);
    for (const NamedLayout &layout : m_workspace.layouts().layouts()) {
        const QString text = QString(layout.name).replace(u'&', u"&&"_s);
        connect(m_layoutMenu->addAction(text), &QAction::triggered, this,
                [this, name = layout.name] { useLayout(name); });
        connect(removing->addAction(text), &QAction::triggered, this,
                [this, name = layout.name] { m_workspace.layouts().remove(name); });
    }
    if (!m_layoutMenu->isEmpty())
        m_layoutMenu->addSeparator();
    m_layoutMenu->addAction(m_commands->action(u"layout.save"_s));
    m_layoutMenu->addMenu(removing)->setEnabled(!removing->isEmpty());
    m_layoutMenu->addAction(m_commands->action(u"layout.reset"_s));
}

SavedWindow MainWindow::describe() const
{
    const Settings &settings = m_workspace.settings();
    SavedWindow saved{.geometry = saveGeometry(), .docks = m_docks->save(), .current = m_tabs.currentIndex()};
    m_pages->views().saveViews();
    m_pages->sections().saveViews();
    if (OpenActor *shown = m_tabs.current() ? m_tabs.current()->actors().current() : nullptr)
        shown->setSection(m_pages->actorPage()->currentSection());
    for (int i = 0; i < m_tabs.count(); ++i)
        saved.connections.append(m_tabs.at(i)->describe(
            {.edits = settings.get(setting::keepDrafts), .input = settings.get(setting::keepReplInput)}));
    return saved;
}

void MainWindow::restore(const SavedWindow &saved)
{
    restoreGeometry(saved.geometry);
    if (!saved.docks.isEmpty())
        m_docks->restore(saved.docks);
    ConnectionTab *current = nullptr;
    const bool asks = m_workspace.settings().get(setting::askBeforeProduction);
    for (int i = 0; i < saved.connections.size(); ++i) {
        const SavedConnection &connection = saved.connections[i];
        ConnectionTab *tab = m_tabs.findTarget(connection.target);
        if (!tab)
            tab = m_tabs.add(connection.target);
        if (!tab)
            break;
        tab->setView(connection.view);
        tab->setViewStates(connection.viewStates);
        tab->setRestored(connection.actors, connection.currentActor);
        if (!asks || connection.target.environment != Environment::Production)
            m_flow->openWaiting(*tab);
        if (i == saved.current || !current)
            current = tab;
    }
    if (current)
        m_tabs.setCurrent(current);
}

void MainWindow::updateWidths()
{
    const bool isNarrow = m_workspace.settings().get(setting::narrowNavigation);
    m_frame->navigation()->setCollapsed(isNarrow || width() < navigationFullWidth);
    m_pages->actorPage()->setRailCollapsed(width() < railFullWidth);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    updateWidths();
    emit changed();
}

} // namespace rove::ui
