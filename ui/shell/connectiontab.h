// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/connection.h"
#include "ui/shell/openactors.h"
#include "ui/shell/savedsession.h"

#include <QtCore/QVariantMap>

namespace rove::ui {

class Workspace;

/// One connection as one window shows it: the connection, shared with other windows that show it too, the
/// actors open on it, and what the window looked like there. A tab may wait without a connection until the
/// user says so; then it knows only where it would connect to. Owned by ConnectionTabs; the workspace
/// outlives it; GUI thread.
class ConnectionTab : public QObject {
    Q_OBJECT
public:
    /// Waits for `open()`.
    ConnectionTab(ConnectionTarget target, Workspace &workspace);
    /// Shows a connection that is there already.
    ConnectionTab(std::shared_ptr<Connection> connection, Workspace &workspace);
    ~ConnectionTab() override;

    /// Names the tab in its window; means nothing elsewhere.
    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const ConnectionTarget &target() const { return m_target; }
    /// Null while it waits.
    [[nodiscard]] Connection *connection() const { return m_connection.get(); }
    [[nodiscard]] const std::shared_ptr<Connection> &shared() const { return m_connection; }
    [[nodiscard]] OpenActors &actors() { return m_actors; }

    /// Connects, if it waits.
    void open();
    /// Connects to something else in this place; the open actors close.
    void replace(const ConnectionTarget &target);
    /// The same place answers somewhere else now: connects there and opens the actors again, with their
    /// edits.
    void moveTo(const ConnectionTarget &target);
    /// Ends the connection, at least for this window.
    void close();
    /// What to connect to, while it waits: the same place with what was read later, such as its secrets.
    void setTarget(const ConnectionTarget &target);

    /// The view of the navigation that was shown last.
    [[nodiscard]] const QString &view() const { return m_view; }
    void setView(const QString &id) { m_view = id; }
    /// What a view looked like, by its id: filters, columns, positions.
    [[nodiscard]] QVariantMap viewState(const QString &id) const { return m_viewStates.value(id).toMap(); }
    void setViewState(const QString &id, const QVariantMap &state) { m_viewStates.insert(id, state); }
    [[nodiscard]] const QVariantMap &viewStates() const { return m_viewStates; }
    void setViewStates(const QVariantMap &states) { m_viewStates = states; }

    /// What was open here in an earlier session; opened as soon as there is a connection.
    void setRestored(const QList<SavedActor> &actors, const QString &current);
    /// Which unfinished work goes into the session file.
    struct Drafts {
        bool edits = true;
        bool input = true;
    };
    /// What this tab is, for the session file.
    [[nodiscard]] SavedConnection describe(const Drafts &drafts);

    /// The user has closed the message about the connection, until it changes.
    bool isProblemDismissed = false;

signals:
    /// The connection is another one, or there is none now.
    void connectionChanged();
    /// Before that: whatever looks at the old one must stop.
    void aboutToDisconnect();

private:
    void updateStores();
    void openRestored();

    Workspace &m_workspace;
    QString m_id;
    ConnectionTarget m_target;
    // The actors ask through the connection, so they go first.
    std::shared_ptr<Connection> m_connection;
    OpenActors m_actors;
    QString m_view;
    QVariantMap m_viewStates;
    QList<SavedActor> m_restored;
    QString m_restoredCurrent;
};

} // namespace rove::ui
