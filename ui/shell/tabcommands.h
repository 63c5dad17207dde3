// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/connectiontabs.h"

#include <QtCore/QObject>

namespace rove::ui {

class ActionRegistry;
class TabStrip;

/// The tabs of a window's open actors and of its connections: what the two strips show, what their commands
/// do, and why a command cannot be used. Owned by the window; what it is given outlives it; GUI thread.
class TabCommands : public QObject {
    Q_OBJECT
public:
    struct Strips {
        TabStrip *connections;
        TabStrip *actors;
    };

    TabCommands(ConnectionTabs &tabs, const Strips &strips, const ActionRegistry &registry, QObject *parent);

    /// Shows what there is now.
    void refresh();

signals:
    void closeConnectionRequested(rove::ui::ConnectionTab *tab);
    /// Closing would lose the edits of this actor.
    void closeActorRequested(rove::ui::OpenActor *actor);

private:
    void connectCommands();
    void connectStrips();
    void closeOthers();
    void refreshActors();
    void refreshConnections();
    void updateCommands();
    void showActorMenu(const QString &id, const QPoint &position);
    [[nodiscard]] OpenActors *actors() const;

    ConnectionTabs &m_tabs;
    Strips m_strips;
    const ActionRegistry &m_registry;
};

} // namespace rove::ui
