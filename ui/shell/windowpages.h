// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pageset.h"

#include <QtCore/QObject>

namespace rove::ui {

class ActionRegistry;
class ActionsPage;
class ActorCommands;
class ActorPage;
class ActorsPage;
class ConnectionTab;
class DestroyedPage;
class DetailsPage;
class EnginePage;
class JobsPage;
class MessageBar;
class NotificationsPage;
class OpenActor;
class OverviewPage;
struct Endpoint;
struct RecentPlace;
class SplitView;
class StatePage;
class TabStrip;
class WelcomePage;
class WindowDocks;
class Workspace;

/// Makes the pages of one window and joins them: the views of its navigation, the sections of its actor's
/// page, its docks. Those that nearly everybody sees first are made at once, the others when they are needed.
/// Each page's commands go into the window's registry. What pages ask for that is not theirs to do comes out
/// as signals. Owned by the window; GUI thread.
class WindowPages : public QObject {
    Q_OBJECT
public:
    WindowPages(Workspace &workspace, ActionRegistry &registry, QWidget &window, MessageBar &undoBar);

    [[nodiscard]] PageSet &views() { return m_views; }
    [[nodiscard]] PageSet &sections() { return m_sections; }
    /// Fills the docks of a window.
    void fillDocks(WindowDocks &docks);

    [[nodiscard]] ActorsPage *actorsPage() const { return m_actorsPage; }
    [[nodiscard]] ActorPage *actorPage() const { return m_actorPage; }
    [[nodiscard]] StatePage *statePage() const { return m_statePage; }
    [[nodiscard]] ActionsPage *actionsPage() const { return m_actionsPage; }
    [[nodiscard]] DetailsPage *detailsPage() const { return m_detailsPage; }
    [[nodiscard]] SplitView *actorsSplit() const { return m_actorsSplit; }
    [[nodiscard]] TabStrip *actorTabs() const { return m_actorTabs; }
    [[nodiscard]] ActorCommands *actorCommands() const { return m_actorCommands; }

    /// The saved connections that are open in the window.
    void setOpenProfiles(const QStringList &profileIds);
    /// Where the keyboard goes in the section that is shown.
    [[nodiscard]] QWidget *sectionFocus() const;

signals:
    void copied(const QString &what);
    void connectProfileRequested(const QString &id);
    void editProfileRequested(const QString &id);
    void removeProfileRequested(const QString &id);
    void duplicateProfileRequested(const QString &id);
    void addFoundRequested(const rove::ui::Endpoint &endpoint);
    void importRequested();
    void exportRequested();
    void placeRequested(const rove::ui::RecentPlace &place);
    void actorRequested(const QString &id);
    void filterRequested(const QString &filter);
    void linkActivated(const QString &link);

private:
    void makeActorsView();
    void makeSections();
    void makeViews();
    void setPageCommands();
    void connectPages();
    template <class Page>
    Page *adopt(Page *page);
    template <class Page>
    Page *second(Page *page);

    [[nodiscard]] OverviewPage *makeOverview();
    [[nodiscard]] WelcomePage *makeWelcome();
    [[nodiscard]] EnginePage *makeEngine();
    [[nodiscard]] NotificationsPage *makeNotifications();
    [[nodiscard]] JobsPage *makeJobs();
    [[nodiscard]] DestroyedPage *makeDestroyed();
    void pointOverview(OverviewPage &page, ConnectionTab *tab);
    void pointActors(ConnectionTab *tab);

    Workspace &m_workspace;
    ActionRegistry &m_registry;
    PageSet m_views;
    PageSet m_sections;
    SplitView *m_actorsSplit;
    TabStrip *m_actorTabs;
    ActorsPage *m_actorsPage;
    ActorPage *m_actorPage;
    StatePage *m_statePage = nullptr;
    ActionsPage *m_actionsPage = nullptr;
    DetailsPage *m_detailsPage = nullptr;
    ActorCommands *m_actorCommands;
};

} // namespace rove::ui
