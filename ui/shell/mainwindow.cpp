// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/models/actorlabel.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/actorcommands.h"
#include "ui/shell/connectionbars.h"
#include "ui/shell/connectionflow.h"
#include "ui/shell/contexthelp.h"
#include "ui/shell/mainmenu.h"
#include "ui/shell/palettesources.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/statusline.h"
#include "ui/shell/tabcommands.h"
#include "ui/shell/windowcommands.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowframe.h"
#include "ui/shell/windowpages.h"
#include "ui/shell/windowtoolbar.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/splitview.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QCloseEvent>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr QSize smallestSize(960, 600);

/// The window's commands come first: every other part of it uses them.
WindowFrame *makeFrame(ActionRegistry &registry)
{
    makeWindowCommands(registry);
    return new WindowFrame(registry.action(u"connection.allowChanges"_s));
}

} // namespace

MainWindow::MainWindow(Workspace &workspace, QWidget *parent)
    : QMainWindow(parent)
    , m_workspace(workspace)
    , m_commands(new ActionRegistry(this))
    , m_tabs(workspace)
    , m_frame(makeFrame(*m_commands))
    , m_pages(new WindowPages(workspace, *m_commands, *this, *m_frame->undoBar()))
    , m_docks(new WindowDocks(*this, *m_commands))
    , m_flow(new ConnectionFlow(workspace, m_tabs, *m_commands, *m_frame->undoBar(), *this))
    , m_bars(new ConnectionBars(
          {.banner = m_frame->banner(), .stripe = m_frame->stripe(), .message = m_frame->connectionBar()},
          *m_commands, workspace.profiles(), this))
    , m_tabCommands(
          new TabCommands(m_tabs, {.connections = m_frame->connectionTabs(), .actors = m_pages->actorTabs()},
                          *m_commands, this))
    , m_paletteSources(new PaletteSources(*m_commands, workspace.recent(), workspace.layouts(), this))
    , m_statusLine(new StatusLine({.showJobs = m_commands->action(u"view.jobs"_s),
                                   .checkNow = m_commands->action(u"view.refresh"_s),
                                   .allowChanges = m_commands->action(u"connection.allowChanges"_s),
                                   .showEngine = m_commands->action(u"view.engine"_s)}))
    , m_connectionMenu(new QMenu(ShellText::tr("Connect &To"), this))
    , m_namespaceMenu(new QMenu(ShellText::tr("&Switch To"), this))
    , m_recentMenu(new QMenu(ShellText::tr("Open &Recent"), this))
    , m_windowMenu(new QMenu(ShellText::tr("&Open Windows"), this))
    , m_layoutMenu(new QMenu(ShellText::tr("La&youts"), this))
{
    setMinimumSize(smallestSize);
    setWhatsThis(
        helpText(u"Rove"_s, ShellText::tr("Connections are tabs at the top. At the left are the views of "
                                          "the one that is shown; Ctrl+K goes anywhere by typing. F1 "
                                          "says what the part with the focus is.")));
    setContextMenuPolicy(Qt::NoContextMenu);
    setCentralWidget(m_frame);
    setStatusBar(m_statusLine);
    m_statusLine->setJobs(workspace.jobs());
    makeUndoCommands();
    makeMenus();
    m_frame->addViews(m_pages->views());
    m_pages->fillDocks(*m_docks);
    makePalette();
    connectCommands();
    connectPlaces();
    connectAppearance();
    connectZoom();
    connectPages();
    workspace.shortcuts().attach(*m_commands);
    restoreLayout();
    showTab(nullptr);
    onLocalEngine();
    showView(u"connections"_s);
}

MainWindow::~MainWindow()
{
    disconnectAll();
}

void MainWindow::makeMenus()
{
    m_toolBar = new WindowToolBar(*m_commands, m_connectionMenu, m_namespaceMenu, this);
    m_toolBar->setNotifications(m_workspace.notifications());
    addToolBar(m_toolBar);
    new MainMenu(*menuBar(), *m_commands,
                 {.connections = m_connectionMenu,
                  .namespaces = m_namespaceMenu,
                  .recent = m_recentMenu,
                  .windows = m_windowMenu,
                  .layouts = m_layoutMenu});
    connect(m_connectionMenu, &QMenu::aboutToShow, this,
            [this] { m_flow->fillConnectionMenu(*m_connectionMenu); });
    connect(m_namespaceMenu, &QMenu::aboutToShow, this,
            [this] { m_flow->fillNamespaceMenu(*m_namespaceMenu); });
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    connect(m_windowMenu, &QMenu::aboutToShow, this, &MainWindow::fillWindowMenu);
    connect(m_layoutMenu, &QMenu::aboutToShow, this, &MainWindow::fillLayoutMenu);
    fillLayoutMenu();
}

void MainWindow::connectPages()
{
    connect(&m_tabs, &ConnectionTabs::aboutToLeave, this, [this] { m_pages->views().saveViews(); });
    connect(&m_tabs, &ConnectionTabs::currentChanged, this, &MainWindow::showTab);
    connect(&m_tabs, &ConnectionTabs::changed, this, [this] {
        QStringList profiles;
        for (int i = 0; i < m_tabs.count(); ++i)
            if (m_tabs.at(i)->connection())
                profiles.append(m_tabs.at(i)->target().profileId);
        m_pages->setOpenProfiles(profiles);
        updateTitle();
        updateCommands();
        emit changed();
    });
    connect(m_tabCommands, &TabCommands::closeActorRequested, this, &MainWindow::closeActor);
    connect(m_tabCommands, &TabCommands::closeConnectionRequested, m_flow,
            [this](ConnectionTab *tab) { m_flow->closeTab(*tab); });
    connect(m_frame, &WindowFrame::viewChanged, this, &MainWindow::onViewChanged);
    connect(&m_workspace, &Workspace::localEngineChanged, this, &MainWindow::onLocalEngine);

    ActorsTable *table = m_pages->actorsPage()->table();
    connect(table, &ActorsTable::chosenIdChanged, this, [this](const QString &id) {
        if (!m_isSwitching)
            chooseActor(id);
    });
    connect(table, &ActorsTable::previewRequested, this, &MainWindow::chooseActor);
    connect(table, &ActorsTable::opened, this, [this](const QString &id) {
        openActor(id);
        m_pages->actorPage()->rail()->setFocus();
    });
    connect(m_pages, &WindowPages::copied, this,
            [this](const QString &what) { m_statusLine->flash(ShellText::tr("%1 copied").arg(what)); });
    connect(m_pages, &WindowPages::connectProfileRequested, m_flow, &ConnectionFlow::connectProfile);
    connect(m_pages, &WindowPages::editProfileRequested, m_flow, &ConnectionFlow::editProfile);
    connect(m_pages, &WindowPages::removeProfileRequested, m_flow, &ConnectionFlow::removeProfile);
    connect(m_pages, &WindowPages::duplicateProfileRequested, m_flow, &ConnectionFlow::duplicateProfile);
    connect(m_pages, &WindowPages::addFoundRequested, m_flow, &ConnectionFlow::addFound);
    connect(m_pages, &WindowPages::importRequested, m_flow, &ConnectionFlow::askImport);
    connect(m_pages, &WindowPages::exportRequested, m_flow, &ConnectionFlow::askExport);
    connect(m_pages, &WindowPages::placeRequested, this, &MainWindow::openPlace);
    connect(m_pages, &WindowPages::actorRequested, this, [this](const QString &id) { openActor(id); });
    connect(m_pages, &WindowPages::filterRequested, this, &MainWindow::filterActors);
    connect(m_pages, &WindowPages::linkActivated, this, &MainWindow::linkActivated);
    connect(&m_workspace.notifications(), &NotificationModel::added, this, [this](const Notification &row) {
        if (m_workspace.settings().get(setting::showNotifications))
            m_statusLine->flash(row.text);
    });
    m_pages->actorCommands()->setConnections([this] {
        QList<Connection *> connections;
        for (int i = 0; i < m_tabs.count(); ++i)
            if (Connection *open = m_tabs.at(i)->connection())
                connections.append(open);
        return connections;
    });
    connect(m_pages->actorCommands(), &ActorCommands::jobStarted, this, [this](const QString &id) {
        m_docks->show(u"jobs"_s);
        static_cast<JobsPage *>(m_docks->page(u"jobs"_s))->chooseJob(id);
    });
    connect(m_pages->actorCommands(), &ActorCommands::actorCreated, this,
            [this](Connection *where, const manager::Actor &actor) {
                where->actors().take(actor);
                if (connection() == where)
                    openActor(actor.actorId);
            });
    connect(m_pages->actorCommands(), &ActorCommands::done, this, [this] {
        if (connection())
            connection()->actors().refresh();
    });
}

void MainWindow::connectTo(const ConnectionTarget &target)
{
    m_flow->connectTo(target);
    showView(u"actors"_s);
}

void MainWindow::disconnectAll()
{
    m_tabs.closeAll();
}

Connection *MainWindow::connection() const
{
    return m_tabs.current() ? m_tabs.current()->connection() : nullptr;
}

ActorSession *MainWindow::session() const
{
    OpenActor *actor = m_tabs.current() ? m_tabs.current()->actors().current() : nullptr;
    return actor ? &actor->session() : nullptr;
}

void MainWindow::showTab(ConnectionTab *tab)
{
    const QScopedValueRollback switching(m_isSwitching, true);
    m_tabContext = std::make_unique<QObject>();
    if (tab) {
        connect(tab, &ConnectionTab::aboutToDisconnect, m_tabContext.get(), [this] {
            m_pages->views().setSubject(nullptr);
            m_paletteSources->setConnection(nullptr);
        });
        connect(tab, &ConnectionTab::connectionChanged, m_tabContext.get(), [this] { showConnection(); });
        connect(&tab->actors(), &OpenActors::currentChanged, m_tabContext.get(),
                [this](OpenActor *actor) { showActor(actor); });
        connect(&tab->actors(), &OpenActors::aboutToLeave, m_tabContext.get(), [this](OpenActor *actor) {
            actor->setSection(m_pages->actorPage()->currentSection());
            m_pages->sections().saveViews();
        });
    }
    m_bars->setTab(tab);
    showConnection();
}

void MainWindow::showConnection()
{
    const QScopedValueRollback switching(m_isSwitching, true);
    ConnectionTab *tab = m_tabs.current();
    Connection *shown = connection();
    m_pages->views().setSubject(nullptr);
    m_pages->views().setSubject(tab);
    m_paletteSources->setConnection(shown);
    m_toolBar->setTarget(tab ? &tab->target() : nullptr);
    if (shown) {
        shown->actors().setShowsDestroyed(m_commands->action(u"view.destroyed"_s)->isChecked());
        connect(&shown->http(), &HttpClient::writeModeChanged, m_tabContext.get(),
                [this] { updateCommands(); });
        connect(&shown->monitor(), &EndpointMonitor::phaseChanged, m_tabContext.get(),
                [this] { m_tabCommands->refresh(); });
    }
    showActor(tab ? tab->actors().current() : nullptr);
    if (tab)
        showView(tab->view());
    onViewChanged(m_frame->view());
    updateTitle();
    updateCommands();
}

void MainWindow::showActor(OpenActor *actor)
{
    const QScopedValueRollback switching(m_isSwitching, true);
    ActorSession *shown = actor ? &actor->session() : nullptr;
    m_pages->sections().setSubject(actor);
    m_pages->actorPage()->setSession(shown);
    m_pages->actorPage()->setLog(actor ? &actor->events() : nullptr);
    m_pages->actorCommands()->setTarget(connection(), shown);
    m_statusLine->setTarget(connection(), shown);
    m_docks->setActor(actor);
    if (shown)
        m_undo.addStack(&shown->document().undoStack());
    m_undo.setActiveStack(shown ? &shown->document().undoStack() : nullptr);
    m_pages->actorsPage()->table()->setChosenId(actor ? actor->id() : QString());
    if (actor && !actor->section().isEmpty())
        m_pages->actorPage()->showSection(actor->section());
    updateTitle();
    emit changed();
}

void MainWindow::chooseActor(const QString &actorId)
{
    ConnectionTab *tab = m_tabs.current();
    if (!tab || !tab->connection())
        return;
    if (actorId.isEmpty())
        tab->actors().showNone();
    else
        tab->actors().show(tab->shared(), actorId, OpenActors::Keep::Preview);
}

void MainWindow::openActor(const QString &actorId, const QString &label)
{
    ConnectionTab *tab = m_tabs.current();
    if (!tab || !tab->connection())
        return;
    showView(u"actors"_s);
    const ActorRow *row = tab->connection()->actors().find(actorId);
    const QString known = label.isEmpty() && row ? actorLabel(row->record) : label;
    const OpenActor *actor = tab->actors().show(tab->shared(), actorId, OpenActors::Keep::Lasting, known);
    const ConnectionTarget &target = tab->target();
    m_workspace.recent().note({.profileId = target.profileId,
                               .isLocalEngine = target.isLocalEngine,
                               .connectionName = target.name,
                               .environment = target.environment,
                               .endpoint = target.endpoint,
                               .actorId = actorId,
                               .label = actor->label()});
}

void MainWindow::closeActor(OpenActor *actor)
{
    if (m_flow->confirmLosingEdits(ShellText::tr("Close the tab of %1?").arg(actor->label()),
                                   actor->isModified() ? 1 : 0))
        m_tabs.current()->actors().close(QString(actor->id()));
}

void MainWindow::showView(const QString &id)
{
    m_frame->showView(id);
}

bool MainWindow::showSection(const QString &id)
{
    return m_pages->actorPage()->showSection(id);
}

void MainWindow::onViewChanged(const QString &id)
{
    ConnectionTab *tab = m_tabs.current();
    if (!tab)
        return;
    tab->setView(id);
    if (Connection *shown = tab->connection()) {
        shown->setWatched(this, id == "actors"_L1 || id == "overview"_L1);
        shown->overview().setActive(id == "overview"_L1);
    }
    emit changed();
}

void MainWindow::filterActors(const QString &filter)
{
    showView(u"actors"_s);
    m_pages->actorsPage()->filterBox()->apply(filter);
}

void MainWindow::onLocalEngine()
{
    updateEngineCommands();
    const LocalEngine &engine = m_workspace.localEngine();
    const bool isRunning = engine.state == LocalEngine::State::Running && engine.endpoint;
    m_statusLine->setEngineText(isRunning ? ShellText::tr("Engine :%1").arg(engine.endpoint->base.port())
                                          : ShellText::tr("Engine stopped"));
    if (engine.state == LocalEngine::State::Failed && m_tabs.count() == 0)
        showView(u"engine"_s);
    if (!isRunning)
        return;
    const ConnectionTarget local = m_workspace.localTarget();
    bool isHere = false;
    for (int i = 0; i < m_tabs.count(); ++i) {
        ConnectionTab *tab = m_tabs.at(i);
        if (!tab->target().isLocalEngine)
            continue;
        isHere = true;
        ConnectionTarget target = local;
        target.endpoint = local.endpoint.withNamespace(tab->target().endpoint.namespaceName);
        if (!tab->connection() || tab->target().endpoint.base != local.endpoint.base)
            tab->moveTo(target);
    }
    if (!isHere && m_tabs.count() == 0 && m_workspace.settings().get(setting::connectLocal))
        connectTo(local);
}

void MainWindow::share(const std::shared_ptr<Connection> &connection)
{
    if (ConnectionTab *tab = m_tabs.add(connection)) {
        m_tabs.setCurrent(tab);
        showView(u"actors"_s);
    }
}

std::unique_ptr<OpenActor> MainWindow::takeCurrentActor()
{
    ConnectionTab *tab = m_tabs.current();
    OpenActor *actor = tab ? tab->actors().current() : nullptr;
    return actor ? tab->actors().take(QString(actor->id())) : nullptr;
}

void MainWindow::insertActor(std::unique_ptr<OpenActor> actor)
{
    if (connection() != actor->connection().get())
        share(actor->connection());
    m_tabs.current()->actors().insert(std::move(actor));
}

ActorsPage *MainWindow::actorsPage() const
{
    return m_pages->actorsPage();
}

ActorPage *MainWindow::actorPage() const
{
    return m_pages->actorPage();
}

StatePage *MainWindow::statePage() const
{
    return m_pages->statePage();
}

ActionsPage *MainWindow::actionsPage() const
{
    return m_pages->actionsPage();
}

DetailsPage *MainWindow::detailsPage() const
{
    return m_pages->detailsPage();
}

MessageBar *MainWindow::connectionBar() const
{
    return m_frame->connectionBar();
}

MessageBar *MainWindow::undoBar() const
{
    return m_frame->undoBar();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const int losing = m_keepsEdits ? 0 : m_tabs.modifiedCount();
    if (!m_flow->confirmLosingEdits(ShellText::tr("Close this window?"), losing)) {
        event->ignore();
        return;
    }
    saveLayout();
    emit closing();
    QMainWindow::closeEvent(event);
}

} // namespace rove::ui
