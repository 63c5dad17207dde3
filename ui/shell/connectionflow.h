// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/connectiontabs.h"

#include <QtCore/QObject>

#include <functional>
#include <optional>

class QMenu;
class QWidget;

namespace rove::ui {

class ActionRegistry;
class MessageBar;
class Workspace;

/// What the user does about connections: open a saved one, edit or remove it, switch and make namespaces,
/// allow changes and forbid them. Asks what has to be asked and puts the outcome into the window's tabs.
/// Owned by the window, which outlives it as everything else it is given; GUI thread.
class ConnectionFlow : public QObject {
    Q_OBJECT
public:
    ConnectionFlow(Workspace &workspace, ConnectionTabs &tabs, const ActionRegistry &registry,
                   MessageBar &messages, QWidget &window);

    /// Shows the tab of this place, opening one if there is none.
    void connectTo(const ConnectionTarget &target);
    void connectProfile(const QString &profileId);
    /// Connects a tab that waits, with its token.
    void openWaiting(ConnectionTab &tab);
    /// Closes the tab, after a question where edits would be lost.
    void closeTab(ConnectionTab &tab);
    void editProfile(const QString &profileId);
    void removeProfile(const QString &profileId);
    void duplicateProfile(const QString &profileId);
    /// Begins a saved connection for an engine that was found.
    void addFound(const Endpoint &endpoint);
    void askExport();
    void askImport();
    /// Without secrets.
    void exportTo(const QString &path);
    void importFrom(const QString &path);
    void switchNamespace(const QString &name);
    /// The same for a place without its token: that is read first; the local engine's address is the one of
    /// now.
    void openKnownPlace(const ConnectionTarget &target, std::function<void(ConnectionTab &)> then);
    /// Shows the tab of this place and calls `then` with it.
    void openPlace(const ConnectionTarget &target, std::function<void(ConnectionTab &)> then);

    void fillConnectionMenu(QMenu &menu);
    void fillNamespaceMenu(QMenu &menu);

    /// False if the user wants to keep `count` actors' edits.
    bool confirmLosingEdits(const QString &question, int count);

private:
    void openDialog(const std::optional<ConnectionProfile> &profile);
    void editCurrent();
    void openNamespaceDialog();
    void allowChanges();
    void askUnlock(Connection &connection);
    void noteOpened(const ConnectionTarget &target);
    void withSecrets(const ConnectionTarget &target, QObject *context,
                     const std::function<void(const ConnectionTarget &)> &use);

    Workspace &m_workspace;
    ConnectionTabs &m_tabs;
    const ActionRegistry &m_registry;
    MessageBar &m_messages;
    QWidget &m_window;
};

} // namespace rove::ui
