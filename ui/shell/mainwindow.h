// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/tokenvault.h"
#include "ui/models/actorsession.h"
#include "ui/pages/engine/enginepage.h"
#include "ui/shell/connection.h"
#include "ui/shell/windowsettings.h"

#include <QtGui/QUndoGroup>
#include <QtWidgets/QMainWindow>

#include <map>
#include <memory>

class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace rove::ui {

class ActionRegistry;
class ActionsPage;
class ActorCommands;
class ActorPage;
class ActorsPage;
class DetailsPage;
class MessageBar;
class NavigationList;
class SplitView;
class StatePage;
class StatusLine;
class WelcomePage;

/// The main window: one connection as one namespace, its actors, and the actor chosen. It wires pages to the
/// connection and owns both; it asks for the local engine to be started and stopped by signals and knows it
/// only as an endpoint. What was edited and not applied survives choosing another actor. GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Settings and saved connections are kept in `settingsFolder`.
    explicit MainWindow(const QString &settingsFolder, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Shows what the program says of its engine, and connects to it where nothing else is connected.
    void setLocalEngine(const LocalEngine &engine);
    void connectTo(const ConnectionTarget &target);
    /// Ends every connection; for the program's end, before the engine stops.
    void disconnectAll();
    /// Opens the actor's page; an empty id shows none.
    void chooseActor(const QString &actorId);
    void showView(const QString &id);

    [[nodiscard]] ActionRegistry &commands() { return *m_commands; }
    [[nodiscard]] Connection *connection() const { return m_connection.get(); }
    [[nodiscard]] ActorSession *session() const { return m_session.get(); }
    [[nodiscard]] ActorsPage *actorsPage() const { return m_actorsPage; }
    [[nodiscard]] ActorPage *actorPage() const { return m_actorPage; }
    [[nodiscard]] StatePage *statePage() const { return m_statePage; }
    [[nodiscard]] ActionsPage *actionsPage() const { return m_actionsPage; }
    [[nodiscard]] DetailsPage *detailsPage() const { return m_detailsPage; }
    [[nodiscard]] MessageBar *connectionBar() const { return m_connectionBar; }
    [[nodiscard]] MessageBar *undoBar() const { return m_undoBar; }
    [[nodiscard]] StatusLine *statusLine() const { return m_statusLine; }

signals:
    void engineStartRequested();
    void engineStopRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // Commands.
    void makeCommands();
    void adoptPageCommands();
    void connectConnectionCommands();
    void connectActorCommands();
    void connectViewCommands();
    void connectAppearanceCommands();
    template <class Receiver, class Slot>
    void on(const QString &id, Receiver *receiver, Slot slot);
    /// Makes the commands exclude each other; `choose` gets the position of the one that is triggered.
    void makeChoice(const QStringList &ids, int chosen, const std::function<void(int)> &choose);

    // Layout.
    void makePages();
    void makeToolBar();
    void makeCentralWidget();
    void restoreLayout();
    void saveLayout();
    void updateNavigationWidth();

    // Connection.
    void setConnection(std::unique_ptr<Connection> connection);
    void onMonitorChanged();
    void showConnectionProblem();
    void updateBanner();
    void connectProfile(const QString &profileId);
    void openConnectionDialog(const std::optional<ConnectionProfile> &profile);
    void editConnection();
    void removeProfile(const QString &profileId);
    void switchNamespace(const QString &name);
    void openNamespaceDialog(const QString &name);
    void allowChanges();
    void fillConnectionMenu();
    void fillNamespaceMenu();
    [[nodiscard]] ConnectionTarget localTarget() const;

    // Actor.
    void setSession(std::unique_ptr<ActorSession> session);
    void shareRecord();
    void openCreateDialog();
    void openActorById();

    // Window.
    void updateTitle();
    void updateCommands();
    void updateEngineCommands();
    void movePane(int direction);
    void setTheme(Theme::Scheme scheme);
    void setDensity(Density density);
    [[nodiscard]] int countUnapplied() const;
    [[nodiscard]] bool confirmLosingEdits(const QString &question);
    void showAbout();

    WindowSettings m_settings;
    ProfileStore m_profiles;
    TokenVault m_vault;
    LocalEngine m_engine;
    QUndoGroup m_undo;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<ActorSession> m_session;
    /// Actors with edits that are not applied, while another one is shown.
    std::map<QString, std::unique_ptr<ActorSession>> m_unapplied;
    bool m_isProblemDismissed = false;

    ActionRegistry *m_commands;
    ActorCommands *m_actorCommands = nullptr;
    MessageBar *m_connectionBar;
    MessageBar *m_undoBar;
    QLabel *m_banner;
    NavigationList *m_navigation;
    QStackedWidget *m_views;
    SplitView *m_actorsSplit;
    ActorsPage *m_actorsPage;
    ActorPage *m_actorPage;
    StatePage *m_statePage;
    ActionsPage *m_actionsPage;
    DetailsPage *m_detailsPage;
    EnginePage *m_enginePage;
    WelcomePage *m_welcomePage = nullptr;
    StatusLine *m_statusLine = nullptr;
    QMenu *m_connectionMenu;
    QMenu *m_namespaceMenu;
    QPushButton *m_connectionPicker;
    QPushButton *m_namespacePicker;
};

} // namespace rove::ui
