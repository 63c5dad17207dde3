// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/welcomepage.h"

#include "ui/models/connectionprofilemodel.h"
#include "ui/pages/welcome/connectiondelegate.h"
#include "ui/pages/welcome/entryrow.h"
#include "ui/pages/welcome/welcometext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconlabel.h"

#include <QtCore/QLocale>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int startWidth = 280;
constexpr int contentWidthMax = 1180;
constexpr int shownRowsMax = 8;
constexpr qsizetype shownFoundMax = 4;
constexpr qsizetype shownRecentsMax = 6;

enum CommandIndex { Connect, Edit, Duplicate, CopyEndpoint, Remove };

void clearRows(QVBoxLayout &rows)
{
    while (QLayoutItem *item = rows.takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

QString roundTripOf(const FoundEngine &engine)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(engine.roundTrip).count();
    return WelcomeText::tr("%1 ms").arg(QLocale().toString(std::max<qint64>(milliseconds, 1)));
}

QString describe(const FoundEngine &engine)
{
    const QString what = engine.runtime == u"engine"
                             ? WelcomeText::tr("Rivet engine %1").arg(engine.version)
                             : WelcomeText::tr("RivetKit server %1").arg(engine.version);
    return u"%1 · %2"_s.arg(what, roundTripOf(engine));
}

/// Rows are made anew as they come, and what is new is the last of its window.
void orderTabs(QWidget &first, std::initializer_list<QVBoxLayout *> lists)
{
    QWidget *before = &first;
    for (const QVBoxLayout *rows : lists) {
        for (int i = 0; i < rows->count(); ++i) {
            QWidget *row = rows->itemAt(i)->widget();
            if (!row)
                continue;
            QWidget::setTabOrder(before, row);
            before = row;
        }
    }
}

} // namespace

WelcomePage::WelcomePage(ProfileStore &store, const QList<QAction *> &commands, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new ConnectionProfileModel(store, this))
    , m_view(new QListView)
    , m_empty(new EmptyState)
{
    makeCommands();
    auto *content = new QWidget;
    content->setMaximumWidth(contentWidthMax);
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(metrics::space6, metrics::space6, metrics::space6, metrics::space4);
    columns->setSpacing(metrics::space6);
    columns->addWidget(makeStartPane(commands), 0, Qt::AlignTop);
    columns->addWidget(makeConnectionsPane(), 1);
    auto *middle = new QWidget;
    auto *centred = new QHBoxLayout(middle);
    centred->setContentsMargins({});
    centred->addStretch(1);
    centred->addWidget(content, 100);
    centred->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(middle);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scroll);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &WelcomePage::follow);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &WelcomePage::follow);
    follow();
    showFound();
    showRecents();
}

// --- Making ---

void WelcomePage::makeCommands()
{
    const auto add = [this](const CommandSpec &spec, auto onTriggered) {
        QAction *command = makeCommand(this, spec);
        command->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(command, &QAction::triggered, this, onTriggered);
        m_commands.append(command);
    };
    add({.id = u"connections.connect"_s,
         .text = WelcomeText::tr("&Connect"),
         .icon = "plug"_L1,
         .toolTip = WelcomeText::tr("Opens this connection.")},
        [this] { emit connectRequested(currentProfile()); });
    add({.id = u"connections.edit"_s,
         .text = WelcomeText::tr("&Edit…"),
         .icon = "pencil"_L1,
         .shortcuts = {QKeySequence(Qt::Key_F2)},
         .toolTip = WelcomeText::tr("Changes this connection.")},
        [this] { emit editRequested(currentProfile()); });
    add({.id = u"connections.duplicate"_s,
         .text = WelcomeText::tr("&Duplicate…"),
         .icon = "collection"_L1,
         .toolTip = WelcomeText::tr("Makes another connection that begins like this one.")},
        [this] { emit duplicateRequested(currentProfile()); });
    add({.id = u"connections.copyEndpoint"_s,
         .text = WelcomeText::tr("C&opy Endpoint"),
         .icon = "clipboard"_L1,
         .shortcuts = {QKeySequence(QKeySequence::Copy)},
         .toolTip = WelcomeText::tr("Copies the address, without its token.")},
        [this] { copyEndpoint(); });
    add({.id = u"connections.remove"_s,
         .text = WelcomeText::tr("&Remove…"),
         .icon = "trash3"_L1,
         .shortcuts = {QKeySequence(QKeySequence::Delete)},
         .toolTip = WelcomeText::tr("Removes this connection and its secrets.")},
        [this] { emit removeRequested(currentProfile()); });
    m_view->addActions(m_commands);
}

QWidget *WelcomePage::makeStartPane(const QList<QAction *> &commands)
{
    auto *pane = new QWidget;
    auto *title = new QLabel(WelcomeText::tr("Start"));
    title->setFont(fonts::title());
    // In line with the entries below it, and with the heading of the other column.
    title->setContentsMargins(metrics::space2, 0, 0, 0);
    title->setMinimumHeight(QPushButton(u"X"_s).sizeHint().height());
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space1);
    layout->addWidget(title);
    layout->addSpacing(metrics::space1);
    for (QAction *command : commands)
        layout->addWidget(new EntryRow(command));
    auto *hint =
        new QLabel(WelcomeText::tr("Rove looks into the actors of any Rivet engine: the one inside this "
                                   "program, one on your network, or a cluster."));
    hint->setWordWrap(true);
    hint->setContentsMargins(metrics::space2, 0, metrics::space2, 0);
    hint->setForegroundRole(QPalette::PlaceholderText);
    layout->addSpacing(metrics::space3);
    layout->addWidget(hint);
    layout->addStretch();
    pane->setFixedWidth(startWidth);
    return pane;
}

QWidget *WelcomePage::makeHeading()
{
    auto *heading = new QWidget;
    auto *title = new QLabel(WelcomeText::tr("Connections"));
    title->setFont(fonts::title());
    const auto add = [this](const CommandSpec &spec, void (WelcomePage::*signal)()) {
        QAction *command = makeCommand(this, spec);
        connect(command, &QAction::triggered, this, signal);
        m_commands.append(command);
        return new CommandButton(command);
    };
    auto *layout = new QHBoxLayout(heading);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(title, 1);
    layout->addWidget(add({.id = u"connections.import"_s,
                           .text = WelcomeText::tr("&Import…"),
                           .icon = "download"_L1,
                           .toolTip = WelcomeText::tr("Adds connections from a file.")},
                          &WelcomePage::importRequested));
    layout->addWidget(
        add({.id = u"connections.export"_s,
             .text = WelcomeText::tr("E&xport…"),
             .icon = "upload"_L1,
             .toolTip = WelcomeText::tr("Writes all connections to a file, without their secrets.")},
            &WelcomePage::exportRequested));
    return heading;
}

QWidget *WelcomePage::makeConnectionsPane()
{
    auto *pane = new QWidget;
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ConnectionDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setAccessibleName(WelcomeText::tr("Connections"));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    m_empty->setContent(
        "plug"_L1, WelcomeText::tr("No saved connections"),
        WelcomeText::tr("A connection you save is listed here. Its token is kept in the keychain."));
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space2);
    layout->addWidget(makeHeading());
    layout->addWidget(m_view);
    layout->addWidget(m_empty);
    m_found = makeSection(WelcomeText::tr("Found on this machine"), "hdd-network"_L1, m_foundRows);
    m_recent = makeSection(WelcomeText::tr("Recent actors"), "clock-history"_L1, m_recentRows);
    layout->addWidget(m_found);
    layout->addWidget(m_recent);
    layout->addStretch(1);
    connect(m_view, &QListView::activated, this, [this] { emit connectRequested(currentProfile()); });
    connect(m_view, &QListView::customContextMenuRequested, this, &WelcomePage::showMenu);
    return pane;
}

QWidget *WelcomePage::makeSection(const QString &title, QLatin1StringView iconName, QVBoxLayout *&rows)
{
    auto *section = new QWidget;
    auto *label = new QLabel(title);
    label->setFont(fonts::section());
    auto *heading = new QHBoxLayout;
    heading->setSpacing(metrics::space2);
    heading->addWidget(new IconLabel(iconName, ColorRole::Muted));
    heading->addWidget(label, 1);
    rows = new QVBoxLayout;
    rows->setSpacing(0);
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, metrics::space3, 0, 0);
    layout->setSpacing(metrics::space1);
    layout->addLayout(heading);
    layout->addLayout(rows);
    return section;
}

// --- What it is given ---

void WelcomePage::setWatcher(ProfileWatcher *watcher)
{
    m_watcher = watcher;
    m_model->setWatcher(watcher);
    if (watcher)
        watcher->setActive(isVisible());
}

void WelcomePage::setLocalEngines(LocalEngines *engines)
{
    if (m_finder)
        disconnect(m_finder, nullptr, this, nullptr);
    m_finder = engines;
    if (engines) {
        connect(engines, &LocalEngines::changed, this, &WelcomePage::showFound);
        engines->setActive(isVisible());
    }
    showFound();
}

void WelcomePage::setRecents(RecentStore *recents)
{
    if (m_recents)
        disconnect(m_recents, nullptr, this, nullptr);
    m_recents = recents;
    if (recents)
        connect(recents, &RecentStore::changed, this, &WelcomePage::showRecents);
    showRecents();
}

void WelcomePage::setOpenProfiles(const QStringList &profileIds)
{
    m_model->setOpenProfiles(profileIds);
}

void WelcomePage::setKnownEndpoints(const QList<Endpoint> &endpoints)
{
    m_known = endpoints;
    showFound();
}

void WelcomePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_watcher)
        m_watcher->setActive(true);
    if (m_finder)
        m_finder->setActive(true);
    showRecents();
    follow();
}

void WelcomePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_watcher)
        m_watcher->setActive(false);
    if (m_finder)
        m_finder->setActive(false);
}

// --- Showing ---

void WelcomePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    follow();
}

/// The list is as high as its rows, up to a bound: an empty frame below them would say nothing.
void WelcomePage::follow()
{
    const int count = m_model->rowCount();
    m_view->setVisible(count > 0);
    m_empty->setVisible(count == 0);
    if (count > 0) {
        const int rows = std::min(count, shownRowsMax);
        m_view->setFixedHeight(rows * m_view->sizeHintForRow(0) + 2 * m_view->frameWidth());
    }
    const bool hasCurrent = !currentProfile().isEmpty();
    for (qsizetype i = Connect; i <= Remove; ++i)
        setDisabledReason(m_commands.at(i),
                          hasCurrent ? QString() : WelcomeText::tr("No connection is chosen."));
    for (QAction *command : m_commands)
        if (command->objectName() == "connections.export"_L1)
            setDisabledReason(command, count > 0 ? QString() : WelcomeText::tr("There is no connection."));
    showFound();
}

void WelcomePage::showFound()
{
    if (!m_found)
        return;
    QList<FoundEngine> shown = m_finder ? m_finder->engines() : QList<FoundEngine>();
    const auto isKnown = [this](const FoundEngine &engine) {
        const auto isThis = [&engine](const Endpoint &known) {
            return known.isSamePlace(engine.endpoint.withNamespace(known.namespaceName));
        };
        return std::ranges::any_of(m_known, isThis) ||
               std::ranges::any_of(m_store.profiles(), isThis, &ConnectionProfile::endpoint);
    };
    shown.removeIf(isKnown);
    shown.resize(std::min(shown.size(), shownFoundMax));
    m_found->setVisible(!shown.isEmpty());
    // Rows that stay keep the focus that one of them may have.
    if (shown == m_shownFound)
        return;
    m_shownFound = shown;
    clearRows(*m_foundRows);
    for (const FoundEngine &engine : std::as_const(shown)) {
        auto *row = new EntryRow({.icon = "cpu"_L1,
                                  .title = engine.endpoint.display(),
                                  .detail = describe(engine),
                                  .end = WelcomeText::tr("Add…"),
                                  .endRole = ColorRole::Accent});
        row->setAccessibleName(WelcomeText::tr("Add %1").arg(engine.endpoint.display()));
        connect(row, &EntryRow::clicked, this,
                [this, endpoint = engine.endpoint] { emit addFoundRequested(endpoint); });
        m_foundRows->addWidget(row);
    }
    orderTabs(*m_view, {m_foundRows, m_recentRows});
}

void WelcomePage::showRecents()
{
    if (!m_recent)
        return;
    clearRows(*m_recentRows);
    QList<RecentPlace> shown = m_recents ? m_recents->places() : QList<RecentPlace>();
    shown.removeIf([](const RecentPlace &place) { return place.actorId.isEmpty(); });
    shown.resize(std::min(shown.size(), shownRecentsMax));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const RecentPlace &place : std::as_const(shown)) {
        const QString where = u"%1 / %2"_s.arg(place.connectionName, place.endpoint.namespaceName);
        auto *row = new EntryRow({.icon = "person"_L1,
                                  .title = place.label.isEmpty() ? place.actorId : place.label,
                                  .detail = where,
                                  .end = lastUsedText(place.at, now)});
        connect(row, &EntryRow::clicked, this, [this, place] { emit openActorRequested(place); });
        m_recentRows->addWidget(row);
    }
    orderTabs(*m_view, {m_foundRows, m_recentRows});
    m_recent->setVisible(!shown.isEmpty());
}

// --- The current connection ---

void WelcomePage::showMenu(const QPoint &position)
{
    if (currentProfile().isEmpty())
        return;
    QMenu menu(this);
    menu.addAction(m_commands.at(Connect));
    menu.addSeparator();
    for (const CommandIndex index : {Edit, Duplicate, CopyEndpoint})
        menu.addAction(m_commands.at(index));
    menu.addSeparator();
    menu.addAction(m_commands.at(Remove));
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

QString WelcomePage::currentProfile() const
{
    return m_view->currentIndex().data(roleOf(TableRole::Key)).toString();
}

void WelcomePage::copyEndpoint()
{
    const ConnectionProfile *profile = m_store.find(currentProfile());
    if (!profile)
        return;
    QGuiApplication::clipboard()->setText(profile->endpoint.display());
    emit copied(WelcomeText::tr("Endpoint"));
}

} // namespace rove::ui
