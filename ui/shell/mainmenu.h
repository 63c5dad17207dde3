// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QMenuBar;

namespace rove::ui {

class ActionRegistry;

/// Menus whose entries change; they belong to the window, which fills them when they open.
struct DynamicMenus {
    QMenu *connections;
    QMenu *namespaces;
};

/// Fills the menu bar with the registry's commands. Every command of the window is in one of the menus.
void fillMenuBar(QMenuBar &bar, const ActionRegistry &registry, const DynamicMenus &menus);

} // namespace rove::ui
