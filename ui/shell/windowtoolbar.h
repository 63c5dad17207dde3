// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/notificationmodel.h"

#include <QtWidgets/QToolBar>

class QMenu;
class QPushButton;
class QToolButton;

namespace rove::ui {

class ActionRegistry;
struct ConnectionTarget;

/// The window's only tool bar: connection and namespace, a wide box that leads anywhere, and at the end what
/// refreshes and what has happened. Menus and commands belong to the window. GUI thread.
class WindowToolBar : public QToolBar {
    Q_OBJECT
public:
    WindowToolBar(const ActionRegistry &registry, QMenu *connections, QMenu *namespaces,
                  QWidget *parent = nullptr);

    /// Null for none.
    void setTarget(const ConnectionTarget *target);
    /// Puts the count of what is not read on the bell.
    void setNotifications(const NotificationModel &model);
    [[nodiscard]] QToolButton *bell() const { return m_bell; }

private:
    void updateBell(const NotificationModel &model);

    QPushButton *m_connection;
    QPushButton *m_namespace;
    QToolButton *m_bell;
};

} // namespace rove::ui
