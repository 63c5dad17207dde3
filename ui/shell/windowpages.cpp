// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowpages.h"

#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/details/detailspage.h"
#include "ui/pages/events/eventspage.h"
#include "ui/pages/jobs/destroyedpage.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/pages/notifications/notificationspage.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/repl/replpage.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/welcome/welcomepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/actorcommands.h"
#include "ui/shell/connectiontab.h"
#include "ui/shell/contexthelp.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/statustone.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowplaces.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/valuetreeview.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int listWidth = 496;
constexpr int restWidth = 780;

PageSet::Store viewStore()
{
    return {
        .load = [](QObject &tab,
                   const QString &id) { return static_cast<ConnectionTab &>(tab).viewState(id); },
        .save = [](QObject &tab, const QString &id,
                   const QVariantMap &view) { static_cast<ConnectionTab &>(tab).setViewState(id, view); }};
}

PageSet::Store sectionStore()
{
    return {
        .load = [](QObject &actor, const QString &id) { return static_cast<OpenActor &>(actor).view(id); },
        .save = [](QObject &actor, const QString &id,
                   const QVariantMap &view) { static_cast<OpenActor &>(actor).setView(id, view); }};
}

void scopeKeys(QWidget &page, const QList<QAction *> &commands)
{
    for (QAction *command : commands) {
        if (command->shortcuts().isEmpty() || command->shortcutContext() != Qt::WindowShortcut)
            continue;
        command->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        page.addAction(command);
    }
}

ActorSession *sessionOf(OpenActor *actor)
{
    return actor ? &actor->session() : nullptr;
}

} // namespace

WindowPages::WindowPages(Workspace &workspace, ActionRegistry &registry, QWidget &window, MessageBar &undoBar)
    : QObject(&window)
    , m_workspace(workspace)
    , m_registry(registry)
    , m_views(viewStore())
    , m_sections(sectionStore())
    , m_actorsSplit(new SplitView(Qt::Horizontal))
    , m_actorTabs(new TabStrip)
    , m_actorsPage(new ActorsPage(toneOf))
    , m_actorPage(new ActorPage(toneOf))
    , m_actorCommands(new ActorCommands(registry, window, *m_actorPage->messageBar(), undoBar))
{
    makeSections();
    makeActorsView();
    makeViews();
    setPageCommands();
    connectPages();
}

/// A page's commands go into the registry, and what it copies is said in the status bar. Their keys act while
/// the focus is in the page, so that two pages may use the same ones.
template <class Page>
Page *WindowPages::adopt(Page *page)
{
    if constexpr (requires { page->commands(); }) {
        scopeKeys(*page, page->commands());
        m_registry.add(page->commands());
    }
    if constexpr (requires { &Page::copied; })
        connect(page, &Page::copied, this, &WindowPages::copied);
    return page;
}

void WindowPages::makeSections()
{
    const QList<WindowPlace> places = actorSections();
    const auto add = [this, &places](const QString &id, auto entry) {
        const WindowPlace place = placeOf(places, id);
        PageHost *host = m_sections.add(std::move(entry));
        host->setWhatsThis(helpText(place.text, place.help));
        m_actorPage->addSection(place.item(), host);
        return host;
    };
    const auto item = [&places](const QString &id) { return placeOf(places, id).item(); };
    add(u"state"_s, pageEntry<StatePage, OpenActor>(
                        item(u"state"_s), [this] { return m_statePage = new StatePage; },
                        [](StatePage &page, OpenActor *actor) {
                            page.setSession(sessionOf(actor));
                            page.setHistory(actor ? &actor->history() : nullptr);
                        }))
        ->ensure();
    add(u"actions"_s, pageEntry<ActionsPage, OpenActor>(
                          item(u"actions"_s), [this] { return m_actionsPage = new ActionsPage; },
                          [](ActionsPage &page, OpenActor *actor) { page.setSession(sessionOf(actor)); }))
        ->ensure();
    add(u"events"_s,
        pageEntry<EventsPage, OpenActor>(
            item(u"events"_s), [this] { return adopt(new EventsPage); },
            [](EventsPage &page, OpenActor *actor) { page.setLog(actor ? &actor->events() : nullptr); }));
    add(u"repl"_s,
        pageEntry<ReplPage, OpenActor>(
            item(u"repl"_s), [this] { return adopt(new ReplPage); },
            [](ReplPage &page, OpenActor *actor) { page.setSession(actor ? actor->repl() : nullptr); }));
    add(u"details"_s, pageEntry<DetailsPage, OpenActor>(
                          item(u"details"_s), [this] { return m_detailsPage = new DetailsPage; },
                          [](DetailsPage &page, OpenActor *actor) { page.setSession(sessionOf(actor)); }))
        ->ensure();
}

void WindowPages::makeActorsView()
{
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_actorTabs);
    column->addWidget(m_actorPage, 1);
    m_actorTabs->setAccessibleName(ShellText::tr("Open actors"));
    m_actorTabs->hide();
    m_actorsSplit->addWidget(m_actorsPage);
    m_actorsSplit->addWidget(right);
    m_actorsSplit->setStretchFactor(1, 1);
    m_actorsSplit->setSizes({listWidth, restWidth});
}

void WindowPages::makeViews()
{
    const QList<WindowPlace> places = windowViews();
    const auto item = [&places](const QString &id) { return placeOf(places, id).item(); };
    m_views.add(pageEntry<OverviewPage, ConnectionTab>(
        item(u"overview"_s), [this] { return makeOverview(); },
        [this](OverviewPage &page, ConnectionTab *tab) { pointOverview(page, tab); }));
    PageSet::Entry actors = pageEntry<SplitView, ConnectionTab>(
        item(u"actors"_s), [this] { return m_actorsSplit; },
        [this](SplitView &, ConnectionTab *tab) { pointActors(tab); });
    actors.save = [this](const QWidget &) { return m_actorsPage->saveView(); };
    actors.restore = [this](QWidget &, const QVariantMap &view) { m_actorsPage->restoreView(view); };
    m_views.add(std::move(actors))->ensure();
    m_views.add(pageEntry<JobsPage, ConnectionTab>(
        item(u"jobs"_s), [this] { return makeJobs(); }, [](JobsPage &, ConnectionTab *) {}));
    m_views.add(pageEntry<DestroyedPage, ConnectionTab>(
        item(u"archive"_s), [this] { return makeDestroyed(); },
        [](DestroyedPage &page, ConnectionTab *tab) {
            Connection *connection = tab ? tab->connection() : nullptr;
            page.setConnection(connection ? &connection->http() : nullptr,
                               connection ? connection->target().name : QString());
        }));
    m_views.add(pageEntry<NotificationsPage, ConnectionTab>(
        item(u"notifications"_s), [this] { return makeNotifications(); },
        [](NotificationsPage &, ConnectionTab *) {}));
    m_views.add(pageEntry<WelcomePage, ConnectionTab>(
        item(u"connections"_s), [this] { return makeWelcome(); }, [](WelcomePage &, ConnectionTab *) {}));
    m_views.add(pageEntry<EnginePage, ConnectionTab>(
        item(u"engine"_s), [this] { return makeEngine(); }, [](EnginePage &, ConnectionTab *) {}));
    for (const WindowPlace &place : places)
        m_views.host(place.id)->setWhatsThis(helpText(place.text, place.help));
}

void WindowPages::setPageCommands()
{
    const ValueTreeView *tree = m_statePage->treeView();
    m_registry.add(u"state.editValue"_s, tree->editAction());
    m_registry.add(u"state.addEntry"_s, tree->addAction());
    m_registry.add(u"state.duplicate"_s, tree->duplicateAction());
    m_registry.add(u"state.delete"_s, tree->deleteAction());
    m_registry.add(u"state.copyValue"_s, tree->copyValueAction());
    m_registry.add(u"state.copyPath"_s, tree->copyPathAction());
    adopt(m_statePage);
    adopt(m_actionsPage);
    adopt(m_detailsPage);
    adopt(m_actorsPage);
    adopt(m_actorPage);
    // Applying is what every section of the page is for.
    m_registry.action(u"state.apply"_s)->setShortcutContext(Qt::WindowShortcut);
    QAction *retry = m_registry.action(u"connection.retry"_s);
    const QList<QAction *> onActor{m_actorCommands->wake(), m_actorCommands->sleep(),
                                   m_actorCommands->reschedule(), m_actorCommands->destroy()};
    m_actorsPage->setCommands(m_registry.action(u"actor.new"_s), retry, {});
    m_actorsPage->setMenuCommands(
        {.open = {m_registry.action(u"tab.keep"_s), m_registry.action(u"tab.toNewWindow"_s)},
         .copyAs = m_actorCommands->copyAs(),
         .watch = {m_actorCommands->transfer()->clone()},
         .risky = onActor});
    m_actorsPage->setSelectionCommands(onActor + QList<QAction *>{m_actorCommands->exportActors()});
    m_statePage->setCommands(m_actorCommands->wake(), retry);
    m_actorPage->setCommands(onActor);
}

void WindowPages::connectPages()
{
    connect(m_actorCommands, &ActorCommands::copied, this, &WindowPages::copied);
    m_actorCommands->setJobs(m_workspace.jobs());
    m_workspace.settings().follow(setting::keepDestroyed, this, [this](bool kept) {
        m_actorCommands->setArchive(kept ? &m_workspace.destroyed() : nullptr);
    });
    m_workspace.settings().follow(setting::undoSeconds, this, [this](int seconds) {
        m_actorCommands->setUndoTime(std::chrono::seconds(seconds));
    });
    connect(m_actorsPage, &ActorsPage::selectionChanged, this,
            [this] { m_actorCommands->setSelection(m_actorsPage->selectedRecords()); });
    connect(m_actionsPage, &ActionsPage::replAsked, this, [this](const QString &input) {
        m_actorPage->showSection(u"repl"_s);
        static_cast<ReplPage *>(m_sections.ensure(u"repl"_s))->insertInput(input);
    });
}

OverviewPage *WindowPages::makeOverview()
{
    auto *page = new OverviewPage(toneOf);
    page->setCommands(m_registry.action(u"view.connections"_s), m_registry.action(u"actor.new"_s));
    connect(page, &OverviewPage::actorChosen, this, &WindowPages::actorRequested);
    connect(page, &OverviewPage::filterRequested, this, &WindowPages::filterRequested);
    return page;
}

void WindowPages::pointOverview(OverviewPage &page, ConnectionTab *tab)
{
    Connection *connection = tab ? tab->connection() : nullptr;
    page.setOverview(connection ? &connection->overview() : nullptr);
    if (!connection)
        return;
    page.setPlace(connection->namespaceName(), ShellText::tr("%1 · %2", "a connection and its address")
                                                   .arg(connection->target().name, connection->address()));
    QList<std::pair<QString, QString>> recent;
    for (const RecentPlace &place : m_workspace.recent().places()) {
        const ConnectionTarget there{
            .name = place.connectionName, .endpoint = place.endpoint, .isLocalEngine = place.isLocalEngine};
        if (!place.actorId.isEmpty() && there.isSamePlace(connection->target()))
            recent.append({place.actorId, place.label});
    }
    page.setRecent(recent);
}

void WindowPages::pointActors(ConnectionTab *tab)
{
    Connection *connection = tab ? tab->connection() : nullptr;
    m_actorsPage->setTarget(connection ? connection->address() : QString());
    m_actorsPage->setActors(connection ? &connection->actors() : nullptr);
    m_actorsPage->setFilterStore(connection ? connection->filters() : nullptr);
}

WelcomePage *WindowPages::makeWelcome()
{
    auto *page = new WelcomePage(m_workspace.profiles(), {m_registry.action(u"connection.new"_s),
                                                          m_registry.action(u"engine.start"_s)});
    adopt(page);
    connect(page, &WelcomePage::connectRequested, this, &WindowPages::connectProfileRequested);
    connect(page, &WelcomePage::editRequested, this, &WindowPages::editProfileRequested);
    connect(page, &WelcomePage::removeRequested, this, &WindowPages::removeProfileRequested);
    connect(page, &WelcomePage::duplicateRequested, this, &WindowPages::duplicateProfileRequested);
    connect(page, &WelcomePage::addFoundRequested, this, &WindowPages::addFoundRequested);
    connect(page, &WelcomePage::importRequested, this, &WindowPages::importRequested);
    connect(page, &WelcomePage::exportRequested, this, &WindowPages::exportRequested);
    connect(page, &WelcomePage::openActorRequested, this, &WindowPages::placeRequested);
    page->setWatcher(&m_workspace.profileWatcher());
    page->setLocalEngines(&m_workspace.foundEngines());
    page->setRecents(&m_workspace.recent());
    const auto showKnown = [this, page] {
        const std::optional<Endpoint> &own = m_workspace.localEngine().endpoint;
        page->setKnownEndpoints(own ? QList<Endpoint>{*own} : QList<Endpoint>());
    };
    connect(&m_workspace, &Workspace::localEngineChanged, page, showKnown);
    showKnown();
    return page;
}

EnginePage *WindowPages::makeEngine()
{
    auto *page = new EnginePage;
    adopt(page);
    page->setCommands({m_registry.action(u"engine.start"_s), m_registry.action(u"engine.stop"_s),
                       m_registry.action(u"engine.restart"_s), m_registry.action(u"engine.openData"_s)});
    page->setEngine(m_workspace.localEngine());
    connect(&m_workspace, &Workspace::localEngineChanged, page,
            [this, page] { page->setEngine(m_workspace.localEngine()); });
    connect(page, &EnginePage::typeChosen, this,
            [this](const QString &name) { emit filterRequested(u"name:%1"_s.arg(name)); });
    return page;
}

NotificationsPage *WindowPages::makeNotifications()
{
    auto *page = adopt(new NotificationsPage(m_workspace.notifications()));
    connect(page, &NotificationsPage::linkActivated, this, &WindowPages::linkActivated);
    return page;
}

DestroyedPage *WindowPages::makeDestroyed()
{
    auto *page = adopt(new DestroyedPage(m_workspace.destroyed()));
    connect(page, &DestroyedPage::restored, this,
            [this](const manager::Actor &actor) { emit actorRequested(actor.actorId); });
    return page;
}

JobsPage *WindowPages::makeJobs()
{
    return adopt(new JobsPage(m_workspace.jobs()));
}

void WindowPages::fillDocks(WindowDocks &docks)
{
    const QList<WindowPlace> places = windowDocks();
    const auto item = [&places](const QString &id) { return placeOf(places, id).item(); };
    // As sections they stand in the padding of the actor's page.
    const auto addPadded = [&docks](PageSet::Entry entry) {
        entry.padding = PageSet::Padding::Around;
        docks.add(std::move(entry));
    };
    addPadded(pageEntry<EventsPage, OpenActor>(
        item(u"events"_s), [this] { return second(new EventsPage); },
        [](EventsPage &page, OpenActor *actor) { page.setLog(actor ? &actor->events() : nullptr); }));
    addPadded(pageEntry<ReplPage, OpenActor>(
        item(u"repl"_s), [this] { return second(new ReplPage); },
        [](ReplPage &page, OpenActor *actor) { page.setSession(actor ? actor->repl() : nullptr); }));
    docks.add(pageEntry<JobsPage, OpenActor>(
        item(u"jobs"_s), [this] { return second(new JobsPage(m_workspace.jobs())); },
        [](JobsPage &, OpenActor *) {}));
    docks.add(pageEntry<NotificationsPage, OpenActor>(
        item(u"notifications"_s),
        [this] {
            auto *page = second(new NotificationsPage(m_workspace.notifications()));
            connect(page, &NotificationsPage::linkActivated, this, &WindowPages::linkActivated);
            return page;
        },
        [](NotificationsPage &, OpenActor *) {}));
    for (const WindowPlace &place : places)
        docks.dock(place.id)->setWhatsThis(helpText(place.text, place.help));
}

/// A second page of a kind, for a dock.
template <class Page>
Page *WindowPages::second(Page *page)
{
    scopeKeys(*page, page->commands());
    // The registry knows the first one's by these names.
    for (QAction *command : page->commands())
        command->setObjectName({});
    if constexpr (requires { &Page::copied; })
        connect(page, &Page::copied, this, &WindowPages::copied);
    return page;
}

void WindowPages::setOpenProfiles(const QStringList &profileIds)
{
    if (QWidget *page = m_views.page(u"connections"_s))
        static_cast<WelcomePage *>(page)->setOpenProfiles(profileIds);
}

QWidget *WindowPages::sectionFocus() const
{
    const QString section = m_actorPage->currentSection();
    if (section == "actions"_L1)
        return m_actionsPage->actionBox();
    if (section == "state"_L1)
        return m_statePage->jsonView()->isVisible()
                   ? static_cast<QWidget *>(m_statePage->jsonView()->editor())
                   : m_statePage->treeView();
    return m_sections.page(section);
}

} // namespace rove::ui
