// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainmenu.h"

#include "ui/shell/actionregistry.h"
#include "ui/shell/shelltext.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// Adds commands by id; an empty id is a separator.
void fill(QMenu &menu, const ActionRegistry &registry, const QStringList &ids)
{
    menu.setToolTipsVisible(true);
    for (const QString &id : ids) {
        if (id.isEmpty())
            menu.addSeparator();
        else
            menu.addAction(registry.action(id));
    }
}

void addViewMenu(QMenuBar &bar, const ActionRegistry &registry)
{
    QMenu *view = bar.addMenu(ShellText::tr("&View"));
    fill(*view, registry,
         {u"view.actors"_s,
          u"view.connections"_s,
          u"view.engine"_s,
          {},
          u"section.state"_s,
          u"section.actions"_s,
          u"section.details"_s,
          {},
          u"state.tree"_s,
          u"state.json"_s,
          {},
          u"view.destroyed"_s,
          u"actors.clearFilter"_s});
    fill(*view->addMenu(ShellText::tr("Th&eme")), registry,
         {u"theme.system"_s, u"theme.light"_s, u"theme.dark"_s});
    fill(*view->addMenu(ShellText::tr("De&nsity")), registry,
         {u"density.compact"_s, u"density.normal"_s, u"density.comfortable"_s});
    fill(*view, registry,
         {u"view.navigation"_s,
          u"view.nextPane"_s,
          u"view.previousPane"_s,
          {},
          u"view.refresh"_s,
          u"view.fullScreen"_s});
}

} // namespace

void fillMenuBar(QMenuBar &bar, const ActionRegistry &registry, const DynamicMenus &menus)
{
    QMenu *file = bar.addMenu(ShellText::tr("&File"));
    fill(*file, registry, {u"connection.new"_s});
    file->addMenu(menus.connections);
    fill(*file, registry, {u"connection.edit"_s, {}, u"window.quit"_s});

    QMenu *edit = bar.addMenu(ShellText::tr("&Edit"));
    fill(*edit, registry,
         {u"edit.undo"_s,
          u"edit.redo"_s,
          {},
          u"state.editValue"_s,
          u"state.addEntry"_s,
          u"state.duplicate"_s,
          u"state.delete"_s,
          {},
          u"state.copyValue"_s,
          u"state.copyPath"_s,
          u"actor.copyId"_s,
          u"actor.copyKey"_s,
          {},
          u"view.filter"_s});

    addViewMenu(bar, registry);

    QMenu *actor = bar.addMenu(ShellText::tr("&Actor"));
    fill(*actor, registry,
         {u"actor.new"_s,
          u"actor.open"_s,
          {},
          u"actions.run"_s,
          u"state.apply"_s,
          u"state.revert"_s,
          u"state.keepMine"_s,
          u"state.takeLive"_s,
          {},
          u"actor.wake"_s,
          u"actor.sleep"_s,
          u"actor.reschedule"_s,
          {},
          u"actor.destroy"_s,
          u"actor.undoDestroy"_s,
          u"actor.destroyNow"_s});

    QMenu *namespaces = bar.addMenu(ShellText::tr("&Namespace"));
    namespaces->addMenu(menus.namespaces);
    fill(*namespaces, registry,
         {u"namespace.new"_s,
          {},
          u"connection.copyEndpoint"_s,
          u"connection.allowChanges"_s,
          u"connection.retry"_s});

    QMenu *engine = bar.addMenu(ShellText::tr("En&gine"));
    fill(*engine, registry, {u"engine.start"_s, u"engine.stop"_s, {}, u"engine.openData"_s});

    QMenu *help = bar.addMenu(ShellText::tr("&Help"));
    fill(*help, registry, {u"help.shortcuts"_s, {}, u"help.about"_s});
}

} // namespace rove::ui
