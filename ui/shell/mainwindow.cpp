// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/models/actorlabel.h"
#include "ui/models/errortext.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/actors/createactordialog.h"
#include "ui/pages/details/detailspage.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/welcome/welcomepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/actorcommands.h"
#include "ui/shell/connectiondialog.h"
#include "ui/shell/mainmenu.h"
#include "ui/shell/namespacedialog.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/shell/statusline.h"
#include "ui/shell/statustone.h"
#include "ui/shell/windowcommands.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QUrl>
#include <QtGui/QActionGroup>
#include <QtGui/QClipboard>
#include <QtGui/QCloseEvent>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolBar>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr QSize defaultSize(1280, 800);
constexpr QSize smallestSize(960, 600);
constexpr int navigationFullWidth = 1100;
constexpr int railFullWidth = 1000;
constexpr int listWidth = 500;

QPushButton *makePicker(QLatin1StringView iconName, QMenu *menu, const QString &name)
{
    auto *picker = new QPushButton;
    picker->setIcon(icon(iconName));
    picker->setMenu(menu);
    picker->setAutoDefault(false);
    picker->setAccessibleName(name);
    picker->setToolTip(name);
    return picker;
}

} // namespace

MainWindow::MainWindow(const QString &settingsFolder, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settingsFolder)
    , m_profiles(settingsFolder % "/connections.ini"_L1)
    , m_commands(new ActionRegistry(this))
    , m_connectionBar(new MessageBar)
    , m_undoBar(new MessageBar)
    , m_banner(new QLabel)
    , m_navigation(new NavigationList)
    , m_views(new QStackedWidget)
    , m_actorsSplit(new SplitView(Qt::Horizontal))
    , m_actorsPage(new ActorsPage(toneOf))
    , m_actorPage(new ActorPage(toneOf))
    , m_statePage(new StatePage)
    , m_actionsPage(new ActionsPage)
    , m_detailsPage(new DetailsPage)
    , m_enginePage(new EnginePage)
    , m_connectionMenu(new QMenu(ShellText::tr("Connect &To"), this))
    , m_namespaceMenu(new QMenu(ShellText::tr("&Switch To"), this))
    , m_connectionPicker(makePicker("hdd-stack"_L1, m_connectionMenu, ShellText::tr("Connection")))
    , m_namespacePicker(makePicker("collection"_L1, m_namespaceMenu, ShellText::tr("Namespace")))
{
    setMinimumSize(smallestSize);
    makeCommands();
    makePages();
    makeToolBar();
    makeCentralWidget();
    fillMenuBar(*menuBar(), *m_commands, {.connections = m_connectionMenu, .namespaces = m_namespaceMenu});
    connect(m_connectionMenu, &QMenu::aboutToShow, this, &MainWindow::fillConnectionMenu);
    connect(m_namespaceMenu, &QMenu::aboutToShow, this, &MainWindow::fillNamespaceMenu);
    restoreLayout();
    updateTitle();
    updateCommands();
    updateEngineCommands();
    showView(u"connections"_s);
}

MainWindow::~MainWindow()
{
    disconnectAll();
}

void MainWindow::makeCommands()
{
    makeWindowCommands(*m_commands);
    adoptPageCommands();
    connectConnectionCommands();
    connectActorCommands();
    connectViewCommands();
    connectAppearanceCommands();
}

template <class Receiver, class Slot>
void MainWindow::on(const QString &id, Receiver *receiver, Slot slot)
{
    connect(m_commands->action(id), &QAction::triggered, receiver, slot);
}

void MainWindow::connectConnectionCommands()
{
    on(u"connection.new"_s, this, [this] { openConnectionDialog(std::nullopt); });
    on(u"connection.edit"_s, this, &MainWindow::editConnection);
    on(u"connection.retry"_s, this, [this] {
        m_connection->refresh();
        if (m_session)
            m_session->retry();
    });
    on(u"connection.copyEndpoint"_s, this, [this] {
        QApplication::clipboard()->setText(m_connection->target().endpoint.display());
        m_statusLine->flash(ShellText::tr("Endpoint copied"));
    });
    on(u"connection.allowChanges"_s, this, &MainWindow::allowChanges);
    on(u"namespace.new"_s, this, [this] { openNamespaceDialog({}); });
    on(u"window.quit"_s, this, &QWidget::close);
    on(u"engine.start"_s, this, &MainWindow::engineStartRequested);
    on(u"engine.stop"_s, this, &MainWindow::engineStopRequested);
    on(u"engine.openData"_s, this,
       [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_engine.dataFolder)); });
    on(u"help.shortcuts"_s, this, [this] {
        ShortcutsDialog dialog(*m_commands, this);
        dialog.exec();
    });
    on(u"help.about"_s, this, &MainWindow::showAbout);
}

void MainWindow::connectActorCommands()
{
    QAction *undo = m_undo.createUndoAction(this, ShellText::tr("&Undo"));
    undo->setIcon(icon("arrow-counterclockwise"_L1));
    undo->setShortcut(QKeySequence::Undo);
    undo->setToolTip(ShellText::tr("Undo the newest local edit"));
    m_commands->add(u"edit.undo"_s, undo);
    QAction *redo = m_undo.createRedoAction(this, ShellText::tr("&Redo"));
    redo->setIcon(icon("arrow-clockwise"_L1));
    redo->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    redo->setToolTip(ShellText::tr("Make the undone edit again"));
    m_commands->add(u"edit.redo"_s, redo);

    on(u"actor.new"_s, this, &MainWindow::openCreateDialog);
    on(u"actor.open"_s, this, &MainWindow::openActorById);
    m_actorCommands = new ActorCommands(*m_commands, *this, *m_actorPage->messageBar(), *m_undoBar);
    connect(m_actorCommands, &ActorCommands::done, this, [this] {
        if (m_connection)
            m_connection->actors().refresh();
    });
    connect(m_actorCommands, &ActorCommands::copied, this,
            [this](const QString &what) { m_statusLine->flash(ShellText::tr("%1 copied").arg(what)); });
}

void MainWindow::connectViewCommands()
{
    for (const QString &view : {u"actors"_s, u"connections"_s, u"engine"_s})
        on(u"view."_s % view, this, [this, view] { showView(view); });
    for (const QString &section : {u"state"_s, u"actions"_s, u"details"_s}) {
        on(u"section."_s % section, this, [this, section] {
            showView(u"actors"_s);
            m_actorPage->showSection(section);
        });
    }
    on(u"view.filter"_s, this, [this] {
        showView(u"actors"_s);
        m_actorsPage->filterBox()->setFocus();
        m_actorsPage->filterBox()->selectAll();
    });
    on(u"view.refresh"_s, this, [this] { m_connection->refresh(); });
    on(u"view.nextPane"_s, this, [this] { movePane(1); });
    on(u"view.previousPane"_s, this, [this] { movePane(-1); });
    QAction *destroyed = m_commands->action(u"view.destroyed"_s);
    connect(destroyed, &QAction::toggled, this, [this](bool shown) {
        if (m_connection)
            m_connection->actors().setShowsDestroyed(shown);
    });
}

void MainWindow::connectAppearanceCommands()
{
    makeChoice({u"theme.system"_s, u"theme.light"_s, u"theme.dark"_s}, static_cast<int>(m_settings.scheme()),
               [this](int chosen) { setTheme(static_cast<Theme::Scheme>(chosen)); });
    makeChoice({u"density.compact"_s, u"density.normal"_s, u"density.comfortable"_s},
               static_cast<int>(m_settings.density()),
               [this](int chosen) { setDensity(static_cast<Density>(chosen)); });
    QAction *navigation = m_commands->action(u"view.navigation"_s);
    navigation->setChecked(m_settings.isNavigationCollapsed());
    connect(navigation, &QAction::toggled, this, [this](bool collapsed) {
        m_settings.setNavigationCollapsed(collapsed);
        updateNavigationWidth();
    });
    connect(m_commands->action(u"view.fullScreen"_s), &QAction::toggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
}

void MainWindow::makeChoice(const QStringList &ids, int chosen, const std::function<void(int)> &choose)
{
    auto *group = new QActionGroup(this);
    for (int number = 0; number < ids.size(); ++number) {
        QAction *command = group->addAction(m_commands->action(ids[number]));
        command->setChecked(number == chosen);
        connect(command, &QAction::triggered, this, [choose, number] { choose(number); });
    }
}

void MainWindow::adoptPageCommands()
{
    const ValueTreeView *tree = m_statePage->treeView();
    m_commands->add(u"state.editValue"_s, tree->editAction());
    m_commands->add(u"state.addEntry"_s, tree->addAction());
    m_commands->add(u"state.duplicate"_s, tree->duplicateAction());
    m_commands->add(u"state.delete"_s, tree->deleteAction());
    m_commands->add(u"state.copyValue"_s, tree->copyValueAction());
    m_commands->add(u"state.copyPath"_s, tree->copyPathAction());
    m_commands->add(m_statePage->commands());
    m_commands->add(m_actionsPage->commands());
    m_commands->add(m_actorsPage->clearFilterCommand());
}

void MainWindow::makePages()
{
    QAction *retry = m_commands->action(u"connection.retry"_s);
    QAction *create = m_commands->action(u"actor.new"_s);
    m_actorsPage->setCommands(create, retry,
                              {m_actorCommands->copyId(), m_actorCommands->copyKey(), m_actorCommands->wake(),
                               m_actorCommands->sleep(), m_actorCommands->reschedule(),
                               m_actorCommands->destroy()});
    m_statePage->setCommands(m_actorCommands->wake(), retry);
    m_actorPage->setCommands({m_actorCommands->wake(), m_actorCommands->sleep(),
                              m_actorCommands->reschedule(), m_actorCommands->destroy()});
    m_actorPage->addSection({.id = u"state"_s, .text = ShellText::tr("State"), .icon = "braces"_L1},
                            m_statePage);
    m_actorPage->addSection(
        {.id = u"actions"_s, .text = ShellText::tr("Actions"), .icon = "lightning-charge"_L1}, m_actionsPage);
    m_actorPage->addSection({.id = u"details"_s, .text = ShellText::tr("Details"), .icon = "info-circle"_L1},
                            m_detailsPage);
    m_enginePage->setCommands({m_commands->action(u"engine.start"_s), m_commands->action(u"engine.stop"_s),
                               m_commands->action(u"engine.openData"_s)});
    m_welcomePage = new WelcomePage(
        m_profiles, {m_commands->action(u"connection.new"_s), m_commands->action(u"engine.start"_s)});
    m_statusLine = new StatusLine(m_commands->action(u"connection.allowChanges"_s),
                                  m_commands->action(u"view.engine"_s));
    setStatusBar(m_statusLine);

    connect(m_actorsPage->table(), &ActorsTable::chosenIdChanged, this, &MainWindow::chooseActor);
    connect(m_actorsPage->table(), &ActorsTable::opened, m_actorPage->rail(),
            qOverload<>(&QWidget::setFocus));
    connect(m_welcomePage, &WelcomePage::connectRequested, this, &MainWindow::connectProfile);
    connect(m_welcomePage, &WelcomePage::editRequested, this, [this](const QString &id) {
        if (const ConnectionProfile *profile = m_profiles.find(id))
            openConnectionDialog(*profile);
    });
    connect(m_welcomePage, &WelcomePage::removeRequested, this, &MainWindow::removeProfile);
    const auto flashCopied = [this](const QString &what) {
        m_statusLine->flash(ShellText::tr("%1 copied").arg(what));
    };
    connect(m_statePage, &StatePage::copied, this, flashCopied);
    connect(m_detailsPage, &DetailsPage::copied, this, flashCopied);
    connect(m_connectionBar, &MessageBar::dismissed, this, [this] { m_isProblemDismissed = true; });
}

void MainWindow::makeToolBar()
{
    auto *bar = new QToolBar(ShellText::tr("Tool bar"));
    bar->setObjectName(u"toolBar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setIconSize(QSize(metrics::iconSize, metrics::iconSize));
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(metrics::space1, 0, metrics::space1, 0);
    row->setSpacing(metrics::space2);
    row->addWidget(m_connectionPicker);
    row->addWidget(m_namespacePicker);
    row->addSpacing(metrics::space2);
    row->addWidget(new CommandButton(m_commands->action(u"actor.new"_s)));
    row->addWidget(new CommandButton(m_commands->action(u"actor.open"_s)));
    row->addStretch();
    row->addWidget(new CommandButton(m_commands->action(u"view.refresh"_s)));
    bar->addWidget(content);
    addToolBar(bar);
    setContextMenuPolicy(Qt::NoContextMenu);
}

void MainWindow::makeCentralWidget()
{
    m_navigation->setAccessibleName(ShellText::tr("Navigation"));
    m_navigation->setItems({{.id = u"actors"_s, .text = ShellText::tr("Actors"), .icon = "boxes"_L1},
                            {.id = u"connections"_s, .text = ShellText::tr("Connections"), .icon = "plug"_L1},
                            {.id = u"engine"_s, .text = ShellText::tr("Local engine"), .icon = "cpu"_L1}});
    m_actorsSplit->addWidget(m_actorsPage);
    m_actorsSplit->addWidget(m_actorPage);
    m_actorsSplit->setStretchFactor(1, 1);
    m_actorsSplit->setSizes({listWidth, defaultSize.width() - listWidth});
    m_views->addWidget(m_actorsSplit);
    m_views->addWidget(m_welcomePage);
    m_views->addWidget(m_enginePage);
    connect(m_navigation, &NavigationList::currentIdChanged, this, [this](const QString &id) {
        m_views->setCurrentIndex(static_cast<int>(m_navigation->ids().indexOf(id)));
        if (m_connection)
            m_connection->actors().setActive(id == "actors"_L1);
    });

    m_banner->setAutoFillBackground(true);
    m_banner->setContentsMargins(metrics::space3, metrics::space1, metrics::space3, metrics::space1);
    m_banner->hide();
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_navigation);
    body->addWidget(m_views, 1);
    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_connectionBar);
    layout->addWidget(m_undoBar);
    layout->addLayout(body, 1);
    setCentralWidget(central);
}

void MainWindow::restoreLayout()
{
    setTheme(m_settings.scheme());
    setDensity(m_settings.density());
    if (!restoreGeometry(m_settings.layout(u"window"_s)))
        resize(defaultSize);
    m_actorsSplit->restoreState(m_settings.layout(u"actors"_s));
    m_actorsPage->table()->restoreColumns(m_settings.layout(u"actorColumns"_s));
    updateNavigationWidth();
}

void MainWindow::saveLayout()
{
    m_settings.setLayout(u"window"_s, saveGeometry());
    m_settings.setLayout(u"actors"_s, m_actorsSplit->saveState());
    m_settings.setLayout(u"actorColumns"_s, m_actorsPage->table()->saveColumns());
}

void MainWindow::updateNavigationWidth()
{
    m_navigation->setCollapsed(m_settings.isNavigationCollapsed() || width() < navigationFullWidth);
    m_actorPage->setRailCollapsed(width() < railFullWidth);
}

void MainWindow::showView(const QString &id)
{
    m_navigation->setCurrentId(id);
}

void MainWindow::setTheme(Theme::Scheme scheme)
{
    m_settings.setScheme(scheme);
    Theme::instance().setScheme(scheme);
}

void MainWindow::setDensity(Density density)
{
    m_settings.setDensity(density);
    if (Style *style = Style::instance())
        style->setDensity(density);
}

ConnectionTarget MainWindow::localTarget() const
{
    return {.name = ShellText::tr("Local engine"),
            .endpoint = m_engine.endpoint.value_or(Endpoint()),
            .isLocalEngine = true};
}

void MainWindow::setLocalEngine(const LocalEngine &engine)
{
    m_engine = engine;
    m_enginePage->setEngine(engine);
    updateEngineCommands();
    const bool isRunning = engine.state == LocalEngine::State::Running && engine.endpoint;
    m_statusLine->setEngineText(isRunning ? ShellText::tr("Engine :%1").arg(engine.endpoint->base.port())
                                          : ShellText::tr("Engine stopped"));
    if (isRunning && (!m_connection || m_connection->target().isLocalEngine))
        connectTo(localTarget());
    else if (engine.state == LocalEngine::State::Failed && !m_connection)
        showView(u"engine"_s);
}

void MainWindow::connectTo(const ConnectionTarget &target)
{
    if (!confirmLosingEdits(ShellText::tr("Leave this connection?")))
        return;
    setConnection(std::make_unique<Connection>(target));
    showView(u"actors"_s);
}

void MainWindow::disconnectAll()
{
    setConnection(nullptr);
}

void MainWindow::setConnection(std::unique_ptr<Connection> connection)
{
    setSession(nullptr);
    m_unapplied.clear();
    m_actorsPage->setActors(nullptr);
    m_actorCommands->setTarget(connection.get(), nullptr);
    m_statusLine->setTarget(connection.get(), nullptr);
    m_connectionBar->clear();
    m_isProblemDismissed = false;
    m_connection = std::move(connection);
    if (m_connection) {
        m_actorsPage->setTarget(m_connection->address());
        m_actorsPage->setActors(&m_connection->actors());
        connect(&m_connection->monitor(), &EndpointMonitor::changed, this, &MainWindow::onMonitorChanged);
        connect(&m_connection->monitor(), &EndpointMonitor::phaseChanged, this,
                [this] { m_isProblemDismissed = false; });
        connect(&m_connection->http(), &HttpClient::writeModeChanged, this, [this] {
            updateBanner();
            updateCommands();
        });
        m_connection->actors().setShowsDestroyed(m_commands->action(u"view.destroyed"_s)->isChecked());
        m_connection->start();
    }
    updateBanner();
    updateCommands();
    updateTitle();
}

void MainWindow::onMonitorChanged()
{
    using Phase = EndpointMonitor::Phase;
    const EndpointMonitor &monitor = m_connection->monitor();
    if (monitor.phase() == Phase::Online)
        m_connectionBar->clear();
    else if (monitor.phase() != Phase::Connecting && monitor.error() && !m_isProblemDismissed)
        showConnectionProblem();
}

void MainWindow::showConnectionProblem()
{
    const EndpointMonitor &monitor = m_connection->monitor();
    const Error &error = *monitor.error();
    QList<QAction *> actions{m_commands->action(u"connection.retry"_s)};
    if (error.code == ErrorCode::NamespaceNotFound)
        actions.append(m_commands->action(u"namespace.new"_s));
    if (!m_connection->target().isLocalEngine)
        actions.append(m_commands->action(u"connection.edit"_s));
    if (monitor.phase() == EndpointMonitor::Phase::Lost) {
        m_connectionBar->showMessage(
            MessageBar::Severity::Warning,
            ShellText::tr(
                "The connection to %1 was lost at %2. What you see is from before; it is being tried again.")
                .arg(m_connection->address(), QLocale().toString(monitor.lostAt().toLocalTime().time())),
            actions);
    } else {
        const QString sentence = errorSentence(error, m_connection->address());
        m_connectionBar->showMessage(MessageBar::Severity::Error,
                                     u"%1 %2"_s.arg(sentence, errorRemedy(error)).trimmed(), actions);
    }
    m_connectionBar->setDetails(errorDetails(error));
}

void MainWindow::updateBanner()
{
    const bool isProduction = m_connection && m_connection->target().environment == Environment::Production;
    m_banner->setVisible(isProduction);
    if (!isProduction)
        return;
    const bool isReadOnly = m_connection->http().writeMode() == WriteMode::ReadOnly;
    const QString where = u"%1 / %2"_s.arg(m_connection->target().name, m_connection->namespaceName());
    m_banner->setText(
        isReadOnly
            ? ShellText::tr("PRODUCTION — %1 — read-only. Allow changes in the Namespace menu.").arg(where)
            : ShellText::tr("PRODUCTION — %1 — changes are allowed.").arg(where));
    QPalette colors = m_banner->palette();
    colors.setColor(QPalette::Window, Theme::instance().color(ColorRole::Production));
    colors.setColor(QPalette::WindowText, Theme::instance().color(ColorRole::ProductionText));
    m_banner->setPalette(colors);
}

void MainWindow::connectProfile(const QString &profileId)
{
    const ConnectionProfile *profile = m_profiles.find(profileId);
    if (!profile)
        return;
    m_vault.read(profileId).then(this, [this, profile = *profile](const Result<QString> &token) {
        connectTo({.profileId = profile.id,
                   .name = profile.name,
                   .environment = profile.environment,
                   .endpoint = profile.endpoint.withToken(token.value_or(QString()))});
        if (token)
            return;
        m_undoBar->showMessage(MessageBar::Severity::Warning,
                               ShellText::tr("The token of %1 cannot be read, so none is sent. %2")
                                   .arg(profile.name, errorRemedy(token.error())));
        m_undoBar->setDetails(errorDetails(token.error()));
    });
}

void MainWindow::openConnectionDialog(const std::optional<ConnectionProfile> &profile)
{
    auto *dialog = new ConnectionDialog(m_profiles, m_vault, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (profile)
        dialog->edit(*profile);
    connect(dialog, &ConnectionDialog::saved, this, &MainWindow::connectTo);
    dialog->open();
}

void MainWindow::editConnection()
{
    const ConnectionTarget &target = m_connection->target();
    if (const ConnectionProfile *profile = m_profiles.find(target.profileId))
        openConnectionDialog(*profile);
    else
        openConnectionDialog(ConnectionProfile::create(target.name, target.endpoint));
}

void MainWindow::removeProfile(const QString &profileId)
{
    const ConnectionProfile *profile = m_profiles.find(profileId);
    if (!profile)
        return;
    QMessageBox question(QMessageBox::Question, ShellText::tr("Remove Connection"),
                         ShellText::tr("Remove the connection “%1” and its token?").arg(profile->name),
                         QMessageBox::Cancel, this);
    QPushButton *verb = question.addButton(ShellText::tr("&Remove Connection"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() != verb)
        return;
    m_vault.remove(profileId);
    if (const Result<> removed = m_profiles.remove(profileId); !removed) {
        m_undoBar->showMessage(MessageBar::Severity::Error,
                               ShellText::tr("The connection could not be removed."));
        m_undoBar->setDetails(errorDetails(removed.error()));
    }
}

void MainWindow::switchNamespace(const QString &name)
{
    ConnectionTarget target = m_connection->target();
    if (target.endpoint.namespaceName == name)
        return;
    target.endpoint = target.endpoint.withNamespace(name);
    connectTo(target);
}

void MainWindow::openNamespaceDialog(const QString &name)
{
    auto *dialog = new NamespaceDialog(m_connection->namespaces(), m_connection->address(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setName(name);
    connect(dialog, &NamespaceDialog::created, this, &MainWindow::switchNamespace);
    connect(m_connection.get(), &QObject::destroyed, dialog, &QWidget::close);
    dialog->open();
}

void MainWindow::allowChanges()
{
    HttpClient &http = m_connection->http();
    if (http.writeMode() == WriteMode::Allowed) {
        http.setWriteMode(WriteMode::ReadOnly);
        return;
    }
    const QString name = m_connection->namespaceName();
    const QString typed =
        QInputDialog::getText(this, ShellText::tr("Allow Changes"),
                              ShellText::tr("Type the namespace's name, %1, to allow changes on %2.")
                                  .arg(name, m_connection->target().name));
    if (typed == name)
        http.setWriteMode(WriteMode::Allowed);
}

void MainWindow::fillConnectionMenu()
{
    m_connectionMenu->clear();
    const auto addTarget = [this](const QString &text, QLatin1StringView iconName, bool isCurrent) {
        QAction *entry = m_connectionMenu->addAction(icon(iconName), text);
        entry->setCheckable(true);
        entry->setChecked(isCurrent);
        return entry;
    };
    if (m_engine.state == LocalEngine::State::Running) {
        const bool isCurrent = m_connection && m_connection->target().isLocalEngine;
        connect(addTarget(ShellText::tr("Local engine"), "cpu"_L1, isCurrent), &QAction::triggered, this,
                [this] { connectTo(localTarget()); });
    }
    for (const ConnectionProfile &profile : m_profiles.profiles()) {
        const bool isCurrent = m_connection && m_connection->target().profileId == profile.id;
        connect(addTarget(profile.name, "server"_L1, isCurrent), &QAction::triggered, this,
                [this, id = profile.id] { connectProfile(id); });
    }
    m_connectionMenu->addSeparator();
    m_connectionMenu->addAction(m_commands->action(u"connection.new"_s));
    m_connectionMenu->addAction(m_commands->action(u"connection.edit"_s));
}

void MainWindow::fillNamespaceMenu()
{
    m_namespaceMenu->clear();
    if (m_connection) {
        m_connection->namespaces().refresh();
        for (const manager::Namespace &row : m_connection->namespaces().rows()) {
            QAction *entry = m_namespaceMenu->addAction(row.name);
            entry->setCheckable(true);
            entry->setChecked(row.name == m_connection->namespaceName());
            connect(entry, &QAction::triggered, this, [this, name = row.name] { switchNamespace(name); });
        }
    }
    m_namespaceMenu->addSeparator();
    m_namespaceMenu->addAction(m_commands->action(u"namespace.new"_s));
}

void MainWindow::chooseActor(const QString &actorId)
{
    if (m_session && m_session->actorId() == actorId)
        return;
    if (actorId.isEmpty() || !m_connection) {
        setSession(nullptr);
    } else if (auto kept = m_unapplied.extract(actorId); !kept.empty()) {
        setSession(std::move(kept.mapped()));
    } else {
        auto session = std::make_unique<ActorSession>(m_connection->http(), actorId);
        session->start();
        setSession(std::move(session));
    }
    m_actorsPage->table()->setChosenId(actorId);
}

void MainWindow::setSession(std::unique_ptr<ActorSession> session)
{
    ActorSession *shown = session.get();
    m_actorPage->setSession(shown);
    m_statePage->setSession(shown);
    m_actionsPage->setSession(shown);
    m_detailsPage->setSession(shown);
    m_actorCommands->setTarget(m_connection.get(), shown);
    m_statusLine->setTarget(m_connection.get(), shown);
    std::swap(m_session, session);
    if (session) {
        session->disconnect(this);
        session->document().disconnect(this);
        if (session->document().isModified())
            m_unapplied[session->actorId()] = std::move(session);
    }
    if (shown) {
        m_undo.addStack(&shown->document().undoStack());
        m_undo.setActiveStack(&shown->document().undoStack());
        connect(shown, &ActorSession::recordChanged, this, &MainWindow::updateTitle);
        connect(shown, &ActorSession::recordChanged, this, &MainWindow::shareRecord);
        connect(&shown->document(), &StateDocument::editsChanged, this, &MainWindow::updateTitle);
    } else {
        m_undo.setActiveStack(nullptr);
    }
    updateTitle();
}

void MainWindow::shareRecord()
{
    // The list asks less often than the actor's page; the two must not contradict each other.
    if (m_connection && m_session && m_session->record() && !m_session->record()->destroyTs)
        m_connection->actors().take(*m_session->record());
}

void MainWindow::openCreateDialog()
{
    auto *dialog = new CreateActorDialog(m_connection->http(), m_connection->address(),
                                         m_connection->actors().names(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CreateActorDialog::created, this, [this](const manager::Actor &actor) {
        m_connection->actors().take(actor);
        chooseActor(actor.actorId);
    });
    connect(m_connection.get(), &QObject::destroyed, dialog, &QWidget::close);
    dialog->open();
}

void MainWindow::openActorById()
{
    const QString id =
        QInputDialog::getText(this, ShellText::tr("Open Actor"), ShellText::tr("Actor ID:")).trimmed();
    if (id.isEmpty())
        return;
    showView(u"actors"_s);
    chooseActor(id);
}

void MainWindow::updateTitle()
{
    QStringList parts;
    if (m_session && m_session->record())
        parts.append(actorLabel(*m_session->record()));
    if (m_connection)
        parts.append({m_connection->namespaceName(), m_connection->target().name});
    parts.append(u"Rove"_s);
    setWindowTitle(parts.join(u" — "_s) % u"[*]");
    setWindowModified(countUnapplied() > 0);
    const int port = m_connection ? m_connection->target().endpoint.base.port() : -1;
    m_connectionPicker->setText(!m_connection ? ShellText::tr("Not connected")
                                : port > 0
                                    ? QString(m_connection->target().name % u" :"_s % QString::number(port))
                                    : m_connection->target().name);
    m_namespacePicker->setText(m_connection ? m_connection->namespaceName() : u"—"_s);
}

void MainWindow::updateCommands()
{
    const QString notConnected = m_connection ? QString() : ShellText::tr("Nothing is connected.");
    const bool isReadOnly = m_connection && m_connection->http().writeMode() == WriteMode::ReadOnly;
    const QString noWrites = isReadOnly ? ShellText::tr("The connection is read-only.") : notConnected;
    for (const QString &id : {u"connection.retry"_s, u"connection.copyEndpoint"_s, u"view.refresh"_s,
                              u"actor.open"_s, u"connection.allowChanges"_s})
        setDisabledReason(m_commands->action(id), notConnected);
    setDisabledReason(m_commands->action(u"namespace.new"_s), noWrites);
    setDisabledReason(m_commands->action(u"actor.new"_s), noWrites);
    const bool isLocal = m_connection && m_connection->target().isLocalEngine;
    setDisabledReason(m_commands->action(u"connection.edit"_s),
                      isLocal ? ShellText::tr("The local engine needs no settings.") : notConnected);
    m_commands->action(u"connection.allowChanges"_s)
        ->setText(!m_connection || isReadOnly ? ShellText::tr("&Allow Changes…")
                                              : ShellText::tr("&Forbid Changes"));
    m_namespacePicker->setEnabled(m_connection != nullptr);
}

void MainWindow::updateEngineCommands()
{
    const bool isRunning = m_engine.state == LocalEngine::State::Running;
    setDisabledReason(m_commands->action(u"engine.start"_s),
                      isRunning ? ShellText::tr("The engine runs already.") : QString());
    setDisabledReason(m_commands->action(u"engine.stop"_s),
                      isRunning ? QString() : ShellText::tr("The engine does not run."));
    setDisabledReason(m_commands->action(u"engine.openData"_s),
                      m_engine.dataFolder.isEmpty() ? ShellText::tr("The engine keeps its data in memory.")
                                                    : QString());
}

void MainWindow::movePane(int direction)
{
    QWidget *section = m_actorPage->currentSection() == "actions"_L1   ? m_actionsPage->actionBox()
                       : m_actorPage->currentSection() == "details"_L1 ? static_cast<QWidget *>(m_detailsPage)
                       : m_statePage->jsonView()->isVisible()
                           ? static_cast<QWidget *>(m_statePage->jsonView()->editor())
                           : m_statePage->treeView();
    QList<QWidget *> panes{m_navigation, m_actorsPage->table(), m_actorPage->rail(), section};
    panes.removeIf([](const QWidget *pane) { return !pane->isVisible(); });
    if (panes.isEmpty())
        return;
    const QWidget *focus = focusWidget();
    qsizetype current = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes[i] == focus || panes[i]->isAncestorOf(focus))
            current = i;
    }
    panes[(current + direction + panes.size()) % panes.size()]->setFocus(Qt::OtherFocusReason);
}

int MainWindow::countUnapplied() const
{
    const bool isShownModified = m_session && m_session->document().isModified();
    return static_cast<int>(m_unapplied.size()) + (isShownModified ? 1 : 0);
}

bool MainWindow::confirmLosingEdits(const QString &question)
{
    const int count = countUnapplied();
    if (count == 0)
        return true;
    QMessageBox box(QMessageBox::Warning, ShellText::tr("Edits Not Applied"), question, QMessageBox::Cancel,
                    this);
    box.setInformativeText(
        ShellText::tr("The edits of %n actor(s) are not applied and would be lost.", nullptr, count));
    QPushButton *verb = box.addButton(ShellText::tr("&Discard Edits"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == verb;
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, ShellText::tr("About Rove"),
        ShellText::tr("<h3>Rove %1</h3><p>A workbench for Rivet actors.</p>"
                      "<p>Free software under the GNU General Public License, version 3 or later. "
                      "Icons: Bootstrap Icons (MIT).</p>")
            .arg(QStringLiteral(ROVE_VERSION)));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!confirmLosingEdits(ShellText::tr("Quit Rove?"))) {
        event->ignore();
        return;
    }
    saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    updateNavigationWidth();
}

} // namespace rove::ui
