// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's own commands do.
#include "ui/models/actorlabel.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/actors/createactordialog.h"
#include "ui/pages/preferences/preferencesdialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/connectionflow.h"
#include "ui/shell/contexthelp.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/palettesources.h"
#include "ui/shell/shelltext.h"
#include "ui/shell/shortcutseditor.h"
#include "ui/shell/statusline.h"
#include "ui/shell/tabcommands.h"
#include "ui/shell/windowdocks.h"
#include "ui/shell/windowframe.h"
#include "ui/shell/windowpages.h"
#include "ui/shell/windowplaces.h"
#include "ui/shell/windowtoolbar.h"
#include "ui/shell/workspace.h"
#include "ui/style/icons.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/splitview.h"

#include <QtCore/QUrl>
#include <QtGui/QActionGroup>
#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QWhatsThis>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

constexpr int zoomStep = 10;
constexpr int aboutIconSize = 64;

} // namespace

template <class Slot>
void MainWindow::on(const QString &id, Slot slot)
{
    connect(m_commands->action(id), &QAction::triggered, this, slot);
}

void MainWindow::makeUndoCommands()
{
    // Made by the group, which names them after the edit; the registry lists them like any other.
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
}

void MainWindow::makePalette()
{
    m_palette = new CommandPalette(this, [this](const QString &typed, QString &pattern) {
        return m_paletteSources->groups(typed, pattern);
    });
    m_palette->setPlaceholderText(ShellText::tr("Go to actor, key, view or command"));
    m_palette->setHint(PaletteSources::hint());
    connect(m_palette, &CommandPalette::typed, m_paletteSources, &PaletteSources::lookUp);
    connect(m_palette, &CommandPalette::chosen, m_paletteSources, &PaletteSources::noteCommand);
    connect(m_palette, &CommandPalette::dismissed, m_paletteSources, &PaletteSources::stop);
    connect(m_paletteSources, &PaletteSources::namespacesChosen, m_palette,
            [this](const QString &text) { m_palette->open(QString(u'*' % text)); });
    connect(m_paletteSources, &PaletteSources::changed, m_palette, [this] {
        if (m_palette->isVisible())
            m_palette->refresh();
    });
    connect(m_paletteSources, &PaletteSources::actorChosen, this,
            [this](const QString &id, const QString &label) { openActor(id, label); });
    connect(m_paletteSources, &PaletteSources::filterChosen, this, &MainWindow::filterActors);
    connect(m_paletteSources, &PaletteSources::layoutChosen, this, &MainWindow::useLayout);
    connect(m_paletteSources, &PaletteSources::placeChosen, this,
            [this](const RecentPlace &place) { openPlace(place); });
    on(u"palette.open"_s, [this] { m_palette->open(); });
    on(u"palette.commands"_s, [this] { m_palette->open(u">"_s); });
    on(u"palette.namespaces"_s, [this] { m_palette->open(u"*"_s); });
    on(u"tab.new"_s, [this] { m_palette->open(); });
    on(u"actor.open"_s, [this] { m_palette->open(); });
}

void MainWindow::openPlace(const RecentPlace &place)
{
    const ConnectionTarget target{.profileId = place.profileId,
                                  .name = place.connectionName,
                                  .environment = place.environment,
                                  .endpoint = place.endpoint,
                                  .isLocalEngine = place.isLocalEngine};
    m_flow->openKnownPlace(target, [this, place](ConnectionTab &) {
        showView(u"actors"_s);
        if (!place.actorId.isEmpty())
            openActor(place.actorId, place.label);
    });
}

void MainWindow::connectCommands()
{
    on(u"connection.retry"_s, [this] {
        connection()->refresh();
        if (session())
            session()->retry();
    });
    on(u"connection.copyEndpoint"_s, [this] {
        QApplication::clipboard()->setText(m_tabs.current()->target().endpoint.display());
        m_statusLine->flash(ShellText::tr("Endpoint copied"));
    });
    on(u"window.new"_s, [this] { emit newWindowRequested(); });
    on(u"window.close"_s, [this] { close(); });
    on(u"window.quit"_s, [this] { emit quitRequested(); });
    on(u"tab.toNewWindow"_s, [this] { emit moveActorRequested(); });
    on(u"engine.start"_s, [this] { emit m_workspace.engineStartRequested(); });
    on(u"engine.stop"_s, [this] { emit m_workspace.engineStopRequested(); });
    on(u"engine.restart"_s, [this] { emit m_workspace.engineRestartRequested(); });
    on(u"engine.openData"_s,
       [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_workspace.localEngine().dataFolder)); });
    on(u"actor.new"_s, [this] { openCreateDialog(); });
    on(u"edit.preferences"_s, [this] { openPreferences({}); });
    on(u"help.shortcuts"_s, [this] { openPreferences(u"shortcuts"_s); });
    on(u"help.about"_s, [this] { showAbout(); });
    on(u"view.refresh"_s, [this] { connection()->refresh(); });
    on(u"view.nextPane"_s, [this] { movePane(1); });
    on(u"view.previousPane"_s, [this] { movePane(-1); });
    on(u"layout.reset"_s, [this] { resetLayout(); });
    on(u"layout.save"_s, [this] { askLayoutName(); });
    on(u"help.page"_s, [this] { showContextHelp(*this); });
    on(u"help.whatsThis"_s, [] { QWhatsThis::enterWhatsThisMode(); });
    on(u"view.filter"_s, [this] {
        showView(u"actors"_s);
        m_pages->actorsPage()->filterBox()->setFocus();
        m_pages->actorsPage()->filterBox()->selectAll();
    });
    connect(m_commands->action(u"view.destroyed"_s), &QAction::toggled, this, [this](bool shown) {
        if (connection())
            connection()->actors().setShowsDestroyed(shown);
    });
    connect(m_commands->action(u"view.fullScreen"_s), &QAction::toggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
}

void MainWindow::connectPlaces()
{
    for (const WindowPlace &place : windowViews())
        on(u"view."_s % place.id, [this, id = place.id] { showView(id); });
    for (const WindowPlace &place : actorSections()) {
        on(u"section."_s % place.id, [this, id = place.id] {
            showView(u"actors"_s);
            showSection(id);
        });
    }
}

void MainWindow::connectAppearance()
{
    makeChoice({u"theme.system"_s, u"theme.light"_s, u"theme.dark"_s}, setting::theme);
    makeChoice({u"density.compact"_s, u"density.normal"_s, u"density.comfortable"_s}, setting::density);
    Settings &settings = m_workspace.settings();
    QAction *narrow = m_commands->action(u"view.navigation"_s);
    settings.follow(setting::narrowNavigation, this, [this, narrow](bool isNarrow) {
        narrow->setChecked(isNarrow);
        updateWidths();
    });
    connect(narrow, &QAction::toggled, this,
            [&settings](bool isNarrow) { settings.set(setting::narrowNavigation, isNarrow); });
}

void MainWindow::makeChoice(const QStringList &ids, const SettingKey<int> &key)
{
    auto *group = new QActionGroup(this);
    Settings &settings = m_workspace.settings();
    for (int number = 0; number < ids.size(); ++number) {
        QAction *command = group->addAction(m_commands->action(ids[number]));
        connect(command, &QAction::triggered, this, [&settings, key, number] { settings.set(key, number); });
    }
    settings.follow(key, this,
                    [this, ids](int chosen) { m_commands->action(ids[chosen])->setChecked(true); });
}

void MainWindow::connectZoom()
{
    Settings &settings = m_workspace.settings();
    const auto zoomBy = [&settings](int step) {
        const int percent = settings.get(setting::zoom) + step;
        settings.set(setting::zoom, std::clamp(percent, 75, 200));
    };
    on(u"view.zoomIn"_s, [zoomBy] { zoomBy(zoomStep); });
    on(u"view.zoomOut"_s, [zoomBy] { zoomBy(-zoomStep); });
    on(u"view.zoomReset"_s, [&settings] { settings.reset(QLatin1StringView(setting::zoom.id)); });
}

void MainWindow::openCreateDialog()
{
    Connection &shown = *connection();
    auto *dialog = new CreateActorDialog(shown.http(), shown.address(), shown.actors().names(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CreateActorDialog::created, &shown, [this, &shown](const manager::Actor &actor) {
        shown.actors().take(actor);
        if (connection() == &shown)
            openActor(actor.actorId, actorLabel(actor));
    });
    connect(dialog, &CreateActorDialog::openRequested, this, [this](const QString &id) { openActor(id); });
    connect(dialog, &CreateActorDialog::copied, m_pages, &WindowPages::copied);
    connect(&shown, &QObject::destroyed, dialog, &QWidget::close);
    dialog->open();
}

void MainWindow::openPreferences(const QString &section)
{
    auto *dialog = findChild<PreferencesDialog *>();
    if (!dialog) {
        ensurePages();
        dialog = new PreferencesDialog(m_workspace.settings(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->addToSection(u"shortcuts"_s, ShellText::tr("Shortcuts"), "list-task"_L1,
                             new ShortcutsEditor(*m_commands, m_workspace.shortcuts()));
        dialog->show();
    }
    if (!section.isEmpty())
        dialog->showSection(section);
    dialog->raise();
    dialog->activateWindow();
}

void MainWindow::updateTitle()
{
    QStringList parts;
    const ConnectionTab *tab = m_tabs.current();
    if (ActorSession *shown = session(); shown && shown->record())
        parts.append(actorLabel(*shown->record()));
    if (tab)
        parts.append({tab->target().endpoint.namespaceName, tab->target().name});
    parts.append(u"Rove"_s);
    setWindowTitle(parts.join(u" — "_s) % u"[*]");
    setWindowModified(m_tabs.modifiedCount() > 0);
}

void MainWindow::updateCommands()
{
    Connection *shown = connection();
    const QString notConnected = shown ? QString() : ShellText::tr("Nothing is connected.");
    const bool isReadOnly = shown && shown->http().writeMode() == WriteMode::ReadOnly;
    const QString noWrites = isReadOnly ? ShellText::tr("The connection is read-only.") : notConnected;
    const auto set = [this](const QString &id, const QString &reason) {
        setDisabledReason(m_commands->action(id), reason);
    };
    for (const QString &id :
         {u"connection.retry"_s, u"connection.copyEndpoint"_s, u"view.refresh"_s, u"actor.open"_s,
          u"tab.new"_s, u"connection.allowChanges"_s, u"window.new"_s, u"palette.namespaces"_s})
        set(id, notConnected);
    set(u"window.new"_s, {});
    set(u"namespace.new"_s, noWrites);
    set(u"actor.new"_s, noWrites);
    const ConnectionTab *tab = m_tabs.current();
    set(u"connection.close"_s, tab ? QString() : ShellText::tr("Nothing is connected."));
    set(u"connection.open"_s, !tab                ? ShellText::tr("No tab waits for a connection.")
                              : tab->connection() ? ShellText::tr("This tab is connected.")
                                                  : QString());
    const bool isLocal = tab && tab->target().isLocalEngine;
    set(u"connection.edit"_s, isLocal ? ShellText::tr("The local engine needs no settings.")
                              : tab   ? QString()
                                      : ShellText::tr("Nothing is connected."));
    const bool isProduction = tab && tab->target().environment == Environment::Production;
    setCommandText(m_commands->action(u"connection.allowChanges"_s),
                   !shown || isReadOnly
                       ? (isProduction ? ShellText::tr("&Allow Changes…") : ShellText::tr("&Allow Changes"))
                   : isProduction ? ShellText::tr("&Lock Now")
                                  : ShellText::tr("&Forbid Changes"));
}

void MainWindow::updateEngineCommands()
{
    using State = LocalEngine::State;
    const LocalEngine &engine = m_workspace.localEngine();
    const bool isRunning = engine.state == State::Running;
    const bool isBusy = engine.state == State::Starting || engine.state == State::Stopping;
    const QString busy = isBusy ? ShellText::tr("The engine is starting or stopping.") : QString();
    const auto set = [this, &busy](const QString &id, const QString &reason) {
        setDisabledReason(m_commands->action(id), busy.isEmpty() ? reason : busy);
    };
    const QString stopped = isRunning ? QString() : ShellText::tr("The engine does not run.");
    set(u"engine.start"_s, isRunning ? ShellText::tr("The engine runs already.") : QString());
    set(u"engine.stop"_s, stopped);
    set(u"engine.restart"_s, stopped);
    setDisabledReason(m_commands->action(u"engine.openData"_s),
                      engine.dataFolder.isEmpty() ? ShellText::tr("The engine keeps its data in memory.")
                                                  : QString());
}

void MainWindow::movePane(int direction)
{
    QList<QWidget *> panes{m_frame->navigation()};
    if (m_frame->view() == "actors"_L1)
        panes += {m_pages->actorsPage()->table(), m_pages->actorPage()->rail(), m_pages->sectionFocus()};
    else
        panes += m_pages->views().page(m_frame->view());
    for (const WindowPlace &place : windowDocks())
        panes += m_docks->page(place.id);
    panes.removeIf([](const QWidget *pane) { return !pane || !pane->isVisible(); });
    const QWidget *focus = QApplication::focusWidget();
    qsizetype current = -1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focus && (panes[i] == focus || panes[i]->isAncestorOf(focus)))
            current = i;
    if (current < 0 && direction < 0)
        current = 0;
    // A pane that cannot take the focus itself hands it to its first part that can.
    for (qsizetype step = 1; step <= panes.size(); ++step) {
        QWidget *pane = panes[(current + direction * step + panes.size() * step) % panes.size()];
        pane->setFocus(Qt::OtherFocusReason);
        if (!pane->hasFocus() && !pane->isAncestorOf(QApplication::focusWidget()))
            for (QWidget *child : pane->findChildren<QWidget *>())
                if (child->isVisible() && (child->focusPolicy() & Qt::TabFocus)) {
                    child->setFocus(Qt::OtherFocusReason);
                    break;
                }
        if (pane->hasFocus() || pane->isAncestorOf(QApplication::focusWidget()))
            return;
    }
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    constexpr int countMax = 15;
    for (const RecentPlace &place : m_workspace.recent().places()) {
        if (m_recentMenu->actions().size() >= countMax)
            break;
        const QString where = ShellText::tr("%1 on %2", "a namespace on a connection")
                                  .arg(place.endpoint.namespaceName, place.connectionName);
        QString text = place.actorId.isEmpty()
                           ? where
                           : ShellText::tr("%1 — %2", "an actor and where it is").arg(place.label, where);
        connect(m_recentMenu->addAction(text.replace(u'&', u"&&"_s)), &QAction::triggered, this,
                [this, place] { openPlace(place); });
    }
    if (m_recentMenu->isEmpty())
        m_recentMenu->addAction(ShellText::tr("Nothing was opened yet"))->setEnabled(false);
}

void MainWindow::fillWindowMenu()
{
    m_windowMenu->clear();
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        auto *window = qobject_cast<MainWindow *>(widget);
        if (!window || !window->isVisible())
            continue;
        QString title = window->windowTitle();
        title.remove(u"[*]"_s);
        QAction *entry = m_windowMenu->addAction(title.replace(u'&', u"&&"_s));
        entry->setCheckable(true);
        entry->setChecked(window == this);
        connect(entry, &QAction::triggered, window, [window] {
            window->raise();
            window->activateWindow();
        });
    }
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(ShellText::tr("About Rove"));
    box->setIconPixmap(applicationIcon().pixmap(aboutIconSize));
    box->setText(ShellText::tr("<h3>Rove %1</h3><p>A workbench for Rivet actors.</p>"
                               "<p>Free software under the GNU General Public License, version 3 or later. "
                               "Icons: Bootstrap Icons (MIT).</p>")
                     .arg(QStringLiteral(ROVE_VERSION)));
    box->open();
}

} // namespace rove::ui
