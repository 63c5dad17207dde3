// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSet>

class QAction;
class QMenu;
class QMenuBar;

namespace rove::ui {

class ActionRegistry;

/// Menus whose entries change; they belong to the window, which fills them when they open.
struct DynamicMenus {
    QMenu *connections;
    QMenu *namespaces;
    QMenu *recent;
    QMenu *windows;
    QMenu *layouts;
};

/// The menu bar with the registry's commands: every command of the window is in one of its menus. What pages
/// bring along when they are made comes into a menu of the page's own. Owned by the window; GUI thread.
class MainMenu : public QObject {
    Q_OBJECT
public:
    MainMenu(QMenuBar &bar, const ActionRegistry &registry, const DynamicMenus &menus);

private:
    /// Adds commands by id; an empty id is a separator.
    void fill(QMenu &menu, const QStringList &ids);
    void makeFileMenu(const DynamicMenus &menus);
    void makeEditMenu();
    void makeViewMenu(const DynamicMenus &menus);
    void makeActorMenu();
    void makeNamespaceMenu(const DynamicMenus &menus);
    void makeEngineMenu();
    void makeToolsMenu();
    void makeWindowMenu(const DynamicMenus &menus);
    /// A menu for the commands of a page, hidden while it has none.
    void addPageMenu(QMenu &parent, const QString &prefix, const QString &title);
    void addPageCommand(QAction *command);

    QMenuBar &m_bar;
    const ActionRegistry &m_registry;
    QSet<QString> m_placed;
    QHash<QString, QMenu *> m_pageMenus;
};

} // namespace rove::ui
