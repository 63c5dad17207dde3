// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainmenu.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/windowplaces.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QStringList commandIds(const QString &prefix, const QList<WindowPlace> &places)
{
    QStringList ids;
    for (const WindowPlace &place : places)
        ids.append(prefix % place.id);
    return ids;
}

} // namespace

MainMenu::MainMenu(QMenuBar &bar, const ActionRegistry &registry, const DynamicMenus &menus)
    : QObject(&bar)
    , m_bar(bar)
    , m_registry(registry)
{
    makeFileMenu(menus);
    makeEditMenu();
    makeViewMenu(menus);
    makeActorMenu();
    makeNamespaceMenu(menus);
    makeEngineMenu();
    makeToolsMenu();
    makeWindowMenu(menus);
    QMenu *help = bar.addMenu(ShellText::tr("&Help"));
    fill(*help, {u"help.page"_s, u"help.whatsThis"_s, {}, u"help.shortcuts"_s, {}, u"help.about"_s});
    for (QAction *command : registry.actions())
        addPageCommand(command);
    connect(&registry, &ActionRegistry::added, this, &MainMenu::addPageCommand);
}

void MainMenu::fill(QMenu &menu, const QStringList &ids)
{
    menu.setToolTipsVisible(true);
    for (const QString &id : ids) {
        if (id.isEmpty()) {
            menu.addSeparator();
        } else if (QAction *command = m_registry.find(id)) {
            menu.addAction(command);
            m_placed.insert(id);
        }
    }
}

void MainMenu::makeFileMenu(const DynamicMenus &menus)
{
    QMenu *file = m_bar.addMenu(ShellText::tr("&File"));
    fill(*file, {u"connection.new"_s});
    file->addMenu(menus.connections);
    file->addMenu(menus.recent);
    fill(*file, {u"connection.edit"_s,
                 u"connection.open"_s,
                 u"connection.close"_s,
                 {},
                 u"tab.new"_s,
                 u"tab.close"_s,
                 u"tab.closeOthers"_s,
                 u"tab.reopen"_s,
                 {},
                 u"session.restore"_s,
                 u"session.startClean"_s,
                 {},
                 u"window.quit"_s});
}

void MainMenu::makeEditMenu()
{
    QMenu *edit = m_bar.addMenu(ShellText::tr("&Edit"));
    fill(*edit, {u"edit.undo"_s, u"edit.redo"_s, {}});
    addPageMenu(*edit, u"state"_s, ShellText::tr("&State"));
    addPageMenu(*edit, u"value"_s, ShellText::tr("&Value"));
    fill(*edit, {{}, u"actor.copyId"_s, u"actor.copyKey"_s});
    addPageMenu(*edit, u"copyAs"_s, ShellText::tr("Copy &As"));
    fill(*edit, {{}, u"view.filter"_s, u"palette.open"_s, u"palette.commands"_s, {}, u"edit.preferences"_s});
}

void MainMenu::makeViewMenu(const DynamicMenus &menus)
{
    QMenu *view = m_bar.addMenu(ShellText::tr("&View"));
    fill(*view, commandIds(u"view."_s, windowViews()));
    view->addSeparator();
    fill(*view->addMenu(ShellText::tr("Sectio&ns of the Actor")), commandIds(u"section."_s, actorSections()));
    QMenu *docks = view->addMenu(ShellText::tr("Dock&s"));
    fill(*docks, commandIds(u"dock."_s, windowDocks()));
    fill(*docks, {{}, u"dock.toggle"_s, {}, u"dock.moveBottom"_s, u"dock.moveLeft"_s, u"dock.moveRight"_s});
    addPageMenu(*view, u"actors"_s, ShellText::tr("Lis&t of Actors"));
    fill(*view, {{}, u"view.destroyed"_s});
    fill(*view->addMenu(ShellText::tr("The&me")), {u"theme.system"_s, u"theme.light"_s, u"theme.dark"_s});
    fill(*view->addMenu(ShellText::tr("&Density")),
         {u"density.compact"_s, u"density.normal"_s, u"density.comfortable"_s});
    fill(*view->addMenu(ShellText::tr("&Zoom")), {u"view.zoomIn"_s, u"view.zoomOut"_s, u"view.zoomReset"_s});
    view->addMenu(menus.layouts);
    fill(*view, {u"view.navigation"_s,
                 u"view.nextPane"_s,
                 u"view.previousPane"_s,
                 {},
                 u"view.refresh"_s,
                 u"view.fullScreen"_s});
}

void MainMenu::makeActorMenu()
{
    QMenu *actor = m_bar.addMenu(ShellText::tr("&Actor"));
    fill(*actor, {u"actor.new"_s,
                  u"actor.open"_s,
                  {},
                  u"actions.run"_s,
                  u"state.apply"_s,
                  u"state.revert"_s,
                  {},
                  u"actor.wake"_s,
                  u"actor.sleep"_s,
                  u"actor.reschedule"_s,
                  {},
                  u"actor.destroy"_s,
                  u"actor.undoDestroy"_s,
                  u"actor.destroyNow"_s,
                  {}});
    addPageMenu(*actor, u"actor"_s, ShellText::tr("&More"));
    addPageMenu(*actor, u"actions"_s, ShellText::tr("Act&ions"));
    addPageMenu(*actor, u"events"_s, ShellText::tr("&Events"));
    addPageMenu(*actor, u"repl"_s, ShellText::tr("Re&PL"));
    addPageMenu(*actor, u"details"_s, ShellText::tr("De&tails"));
}

void MainMenu::makeNamespaceMenu(const DynamicMenus &menus)
{
    QMenu *namespaces = m_bar.addMenu(ShellText::tr("&Namespace"));
    namespaces->addMenu(menus.namespaces);
    fill(*namespaces, {u"palette.namespaces"_s,
                       {},
                       u"namespace.new"_s,
                       {},
                       u"connection.copyEndpoint"_s,
                       u"connection.allowChanges"_s,
                       u"connection.retry"_s,
                       {}});
    addPageMenu(*namespaces, u"namespace"_s, ShellText::tr("&More"));
    addPageMenu(*namespaces, u"pools"_s, ShellText::tr("Runner &Pools"));
    addPageMenu(*namespaces, u"datacenters"_s, ShellText::tr("&Datacenters"));
    addPageMenu(*namespaces, u"connections"_s, ShellText::tr("Saved Conn&ections"));
}

void MainMenu::makeEngineMenu()
{
    QMenu *engine = m_bar.addMenu(ShellText::tr("En&gine"));
    fill(*engine, {u"engine.start"_s, u"engine.stop"_s, u"engine.restart"_s, {}, u"engine.openData"_s, {}});
    addPageMenu(*engine, u"engine"_s, ShellText::tr("&More"));
}

void MainMenu::makeToolsMenu()
{
    QMenu *tools = m_bar.addMenu(ShellText::tr("&Tools"));
    addPageMenu(*tools, u"destroyed"_s, ShellText::tr("&Kept Copies"));
    addPageMenu(*tools, u"jobs"_s, ShellText::tr("&Jobs"));
    addPageMenu(*tools, u"notifications"_s, ShellText::tr("&Notifications"));
    // For commands of pages that this menu knows no place for.
    addPageMenu(*tools, {}, ShellText::tr("&Other"));
}

void MainMenu::makeWindowMenu(const DynamicMenus &menus)
{
    QMenu *window = m_bar.addMenu(ShellText::tr("&Window"));
    fill(*window, {u"window.new"_s,
                   u"window.close"_s,
                   {},
                   u"tab.next"_s,
                   u"tab.previous"_s,
                   u"tab.keep"_s,
                   u"tab.moveBack"_s,
                   u"tab.moveForward"_s,
                   u"tab.toNewWindow"_s,
                   {},
                   u"connection.next"_s,
                   u"connection.previous"_s,
                   {}});
    window->addMenu(menus.windows);
}

void MainMenu::addPageMenu(QMenu &parent, const QString &prefix, const QString &title)
{
    QMenu *menu = parent.addMenu(title);
    menu->setToolTipsVisible(true);
    menu->menuAction()->setVisible(false);
    m_pageMenus.insert(prefix, menu);
}

void MainMenu::addPageCommand(QAction *command)
{
    const QString id = command->objectName();
    if (m_placed.contains(id))
        return;
    m_placed.insert(id);
    QMenu *menu = m_pageMenus.value(id.section(u'.', 0, 0), m_pageMenus.value({}));
    // Pages give their commands mnemonics for menus of their own; here they stand beside each other.
    QSet<QChar> taken;
    for (const QAction *other : menu->actions())
        if (const qsizetype mark = other->text().indexOf(u'&'); mark >= 0 && mark + 1 < other->text().size())
            taken.insert(other->text()[mark + 1].toCaseFolded());
    setCommandText(command, withFreeMnemonic(command->text(), taken));
    menu->addAction(command);
    menu->menuAction()->setVisible(true);
}

} // namespace rove::ui
