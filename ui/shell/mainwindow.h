// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/connectiontabs.h"
#include "ui/shell/savedsession.h"

#include <QtGui/QUndoGroup>
#include <QtWidgets/QMainWindow>

#include <memory>

class QMenu;

namespace rove::ui {

class ActionRegistry;
class ActionsPage;
class ActorCommands;
class ActorPage;
class ActorsPage;
class CommandPalette;
class ConnectionBars;
class ConnectionFlow;
class DetailsPage;
class MessageBar;
class PaletteSources;
struct RecentPlace;
class StatePage;
class StatusLine;
class TabCommands;
class WindowDocks;
class WindowFrame;
class WindowPages;
class WindowToolBar;
class Workspace;
template <class T>
struct SettingKey;

/// A window: connections in tabs, each with its own open actors, and one set of pages that shows one of them
/// at a time. It joins its parts and knows the local engine only as an endpoint; what it shares with other
/// windows is the workspace's, which outlives it. What was edited and not applied stays with its actor
/// whatever else is shown. GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Workspace &workspace, QWidget *parent = nullptr);
    ~MainWindow() override;

    void connectTo(const ConnectionTarget &target);
    /// Ends every connection; for the program's end, before the engine stops.
    void disconnectAll();
    /// Looks at an actor of the connection that is shown; an empty id shows none.
    void chooseActor(const QString &actorId);
    /// Opens it in a tab that stays.
    void openActor(const QString &actorId, const QString &label = {});
    void showView(const QString &id);
    bool showSection(const QString &id);
    /// Makes every page that is made only when it is needed.
    void ensurePages();

    [[nodiscard]] SavedWindow describe() const;
    void restore(const SavedWindow &saved);
    /// Shows a connection of another window here, too.
    void share(const std::shared_ptr<Connection> &connection);
    /// Gives the actor that is shown away, or takes one of another window.
    std::unique_ptr<OpenActor> takeCurrentActor();
    void insertActor(std::unique_ptr<OpenActor> actor);
    [[nodiscard]] int modifiedCount() const { return m_tabs.modifiedCount(); }
    /// Whether closing the window loses edits and should be asked about first.
    void setKeepsEdits(bool keeps) { m_keepsEdits = keeps; }

    [[nodiscard]] ActionRegistry &commands() const { return *m_commands; }
    [[nodiscard]] ConnectionTabs &tabs() { return m_tabs; }
    [[nodiscard]] ConnectionFlow &flow() const { return *m_flow; }
    [[nodiscard]] WindowPages &pages() const { return *m_pages; }
    [[nodiscard]] WindowDocks &docks() const { return *m_docks; }
    [[nodiscard]] CommandPalette &commandPalette() const { return *m_palette; }
    [[nodiscard]] PaletteSources &paletteSources() const { return *m_paletteSources; }
    [[nodiscard]] WindowFrame &frame() const { return *m_frame; }
    [[nodiscard]] StatusLine *statusLine() const { return m_statusLine; }
    /// Of the tab that is shown; null for none.
    [[nodiscard]] Connection *connection() const;
    [[nodiscard]] ActorSession *session() const;
    [[nodiscard]] ActorsPage *actorsPage() const;
    [[nodiscard]] ActorPage *actorPage() const;
    [[nodiscard]] StatePage *statePage() const;
    [[nodiscard]] ActionsPage *actionsPage() const;
    [[nodiscard]] DetailsPage *detailsPage() const;
    [[nodiscard]] MessageBar *connectionBar() const;
    [[nodiscard]] MessageBar *undoBar() const;

signals:
    void newWindowRequested();
    void moveActorRequested();
    void quitRequested();
    void linkActivated(const QString &link);
    /// The user agreed to close it.
    void closing();
    /// Something that the session file keeps is new.
    void changed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makeMenus();
    void makeUndoCommands();
    void connectCommands();
    void connectAppearance();
    void connectZoom();
    void connectPlaces();
    void connectPages();
    void makePalette();
    template <class Slot>
    void on(const QString &id, Slot slot);
    /// Makes the commands exclude each other and the setting follow them, and the other way round.
    void makeChoice(const QStringList &ids, const SettingKey<int> &key);

    void showTab(ConnectionTab *tab);
    void showConnection();
    void showActor(OpenActor *actor);
    void onViewChanged(const QString &id);
    void onLocalEngine();
    void closeActor(OpenActor *actor);
    void filterActors(const QString &filter);

    void openPlace(const RecentPlace &place);
    void openCreateDialog();
    void openPreferences(const QString &section);
    void updateTitle();
    void updateCommands();
    void updateEngineCommands();
    void updateWidths();
    void movePane(int direction);
    void resetLayout();
    void askLayoutName();
    void saveLayoutAs(const QString &name);
    void useLayout(const QString &name);
    void fillLayoutMenu();
    void restoreLayout();
    void saveLayout();
    void fillRecentMenu();
    void fillWindowMenu();
    void warmUp();
    void showAbout();

    Workspace &m_workspace;
    ActionRegistry *m_commands;
    ConnectionTabs m_tabs;
    QUndoGroup m_undo;
    WindowFrame *m_frame;
    WindowPages *m_pages;
    WindowDocks *m_docks;
    ConnectionFlow *m_flow;
    ConnectionBars *m_bars;
    TabCommands *m_tabCommands;
    PaletteSources *m_paletteSources;
    CommandPalette *m_palette = nullptr;
    StatusLine *m_statusLine;
    WindowToolBar *m_toolBar = nullptr;
    QMenu *m_connectionMenu;
    QMenu *m_namespaceMenu;
    QMenu *m_recentMenu;
    QMenu *m_windowMenu;
    QMenu *m_layoutMenu;
    /// Lives as long as the tab is shown; what is connected for it goes with it.
    std::unique_ptr<QObject> m_tabContext;
    bool m_isSwitching = false;
    bool m_keepsEdits = false;
    bool m_hasWarmedUp = false;
};

} // namespace rove::ui
