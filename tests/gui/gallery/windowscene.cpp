// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/gallery/scenes.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/tone.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/splitview.h"
#include "ui/widgets/statusbadge.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QToolBar>
#include <QtWidgets/QTreeView>

namespace rove::ui::gallery {
namespace {

using namespace Qt::StringLiterals;

Tone toneOfWord(const QModelIndex &index)
{
    static const QHash<QString, Tone> tones{
        {u"Running"_s, tone::running},   {u"Sleeping"_s, tone::sleeping},
        {u"Starting"_s, tone::starting}, {u"Pending"_s, tone::pending},
        {u"Crashed"_s, tone::crashed},   {u"Retry in 12 s"_s, tone::backoff},
        {u"Draining"_s, tone::draining}, {u"Destroyed"_s, tone::destroyed}};
    return tones.value(index.data().toString(), tone::unknown);
}

QTreeView *makeActorTable(QWidget *parent)
{
    auto *model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels({u"Status"_s, u"Name"_s, u"Key"_s, u"Created"_s, u"Policy"_s});
    const auto add = [model](const QStringList &cells) {
        QList<QStandardItem *> row;
        for (const QString &cell : cells)
            row.append(new QStandardItem(cell));
        model->appendRow(row);
    };
    add({u"Running"_s, u"chatRoom"_s, u"general"_s, u"12 min"_s, u"sleep"_s});
    add({u"Running"_s, u"counter"_s, u"tenant-1"_s, u"14 min"_s, u"sleep"_s});
    add({u"Sleeping"_s, u"counter"_s, u"tenant-2"_s, u"14 min"_s, u"sleep"_s});
    add({u"Starting"_s, u"order"_s, u"1002"_s, u"2 s"_s, u"restart"_s});
    add({u"Pending"_s, u"order"_s, u"1003"_s, u"41 s"_s, u"restart"_s});
    add({u"Retry in 12 s"_s, u"importer"_s, u"x"_s, u"9 min"_s, u"sleep"_s});
    add({u"Crashed"_s, u"job"_s, u"2026-11-22"_s, u"1 h"_s, u"destroy"_s});
    add({u"Draining"_s, u"runner"_s, u"a3"_s, u"1 h"_s, u"destroy"_s});
    add({u"Destroyed"_s, u"job"_s, u"2026-11-21"_s, u"1 d"_s, u"destroy"_s});
    for (int i = 0; i < 14; ++i)
        add({u"Sleeping"_s, u"counter"_s, u"bulk-%1"_s.arg(i), u"15 min"_s, u"sleep"_s});

    auto *view = new QTreeView(parent);
    view->setModel(model);
    view->setAccessibleName(u"Actors"_s);
    view->setRootIsDecorated(false);
    view->setUniformRowHeights(true);
    view->setAlternatingRowColors(true);
    view->setItemDelegateForColumn(0, new StatusDelegate(toneOfWord, view));
    view->setCurrentIndex(model->index(0, 0));
    for (const auto &[column, width] :
         {std::pair{0, 112}, std::pair{1, 84}, std::pair{2, 96}, std::pair{3, 70}})
        view->header()->resizeSection(column, width);
    return view;
}

QWidget *makeList(QWidget *parent)
{
    auto *pane = new QWidget(parent);
    auto *layout = new QVBoxLayout(pane);
    auto *filter = new FilterBox(pane);
    filter->setText(u"status:running,sleeping key~tenant"_s);
    filter->setResultText(u"23 of 4 218"_s);
    layout->addWidget(filter);
    layout->addWidget(makeActorTable(pane), 1);
    auto *summary = new QLabel(u"23 of 4 218 actors · 3 running · 17 sleeping · 2 failing"_s, pane);
    QPalette muted;
    muted.setColor(QPalette::WindowText, Theme::instance().color(ColorRole::Muted));
    summary->setPalette(muted);
    layout->addWidget(summary);
    return pane;
}

QPushButton *makeButton(QLatin1StringView iconName, const QString &text, QWidget *parent)
{
    return new QPushButton(icon(iconName), text, parent);
}

QHBoxLayout *makeHead(QWidget *parent)
{
    auto *head = new QHBoxLayout;
    auto *status = new StatusBadge(StatusBadge::Size::Large, parent);
    status->setStatus(tone::running, u"Running"_s);
    auto *name = new QLabel(u"chatRoom"_s, parent);
    name->setFont(fonts::title());
    head->addWidget(name);
    head->addWidget(new QLabel(u"general"_s, parent));
    head->addWidget(status);
    head->addStretch();
    head->addWidget(makeButton("moon"_L1, u"Sleep"_s, parent));
    head->addWidget(makeButton("arrow-repeat"_L1, u"Reschedule"_s, parent));
    head->addWidget(makeButton("trash3"_L1, u"Destroy…"_s, parent));
    return head;
}

QHBoxLayout *makeEditBar(QWidget *parent)
{
    auto *bar = new QHBoxLayout;
    auto *note = new StatusBadge(StatusBadge::Size::Normal, parent);
    note->setStatus(tone::warning, u"2 edits · 1 conflict"_s);
    bar->addWidget(note);
    bar->addStretch();
    bar->addWidget(makeButton("arrow-counterclockwise"_L1, u"Revert"_s, parent));
    bar->addWidget(makeButton("layout-split"_L1, u"Review…"_s, parent));
    auto *apply = new QPushButton(u"Apply"_s, parent);
    apply->setDefault(true);
    bar->addWidget(apply);
    return bar;
}

QWidget *makeDetail(QWidget *parent)
{
    auto *pane = new QWidget(parent);
    auto *layout = new QVBoxLayout(pane);
    layout->addLayout(makeHead(pane));
    auto *rail = new NavigationList(pane);
    rail->setItems({{u"state"_s, u"State"_s, "braces"_L1},
                    {u"events"_s, u"Events"_s, "journal-text"_L1},
                    {u"network"_s, u"Network"_s, "broadcast"_L1},
                    {u"connections"_s, u"Connections"_s, "plug"_L1, u"3"_s},
                    {u"schedules"_s, u"Schedules"_s, "calendar-event"_L1, u"4"_s},
                    {u"queue"_s, u"Queue"_s, "list-ol"_L1, u"6"_s},
                    {u"workflow"_s, u"Workflow"_s, "diagram-3"_L1, u"—"_s, u"This actor has no workflow"_s},
                    {u"repl"_s, u"REPL"_s, "terminal"_L1},
                    {u"details"_s, u"Details"_s, "info-circle"_L1}});
    rail->setCurrentId(u"state"_s);
    auto *content = new QWidget(pane);
    auto *contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(metrics::space2, 0, 0, 0);
    contentLayout->addLayout(makeEditBar(content));
    contentLayout->addWidget(makeValueTree().release(), 1);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(rail, 0);
    body->addWidget(content, 1);
    rail->setFixedWidth(146);
    layout->addLayout(body, 1);
    return pane;
}

NavigationList *makeNavigation(QWidget *parent)
{
    auto *navigation = new NavigationList(parent);
    navigation->setItems({{u"overview"_s, u"Overview"_s, "speedometer2"_L1},
                          {u"actors"_s, u"Actors"_s, "boxes"_L1},
                          {u"pools"_s, u"Runner pools"_s, "hdd-stack"_L1},
                          {u"network"_s, u"Network"_s, "broadcast"_L1},
                          {u"events"_s, u"Event log"_s, "journal-text"_L1},
                          {u"schedules"_s, u"Schedules"_s, "calendar-event"_L1},
                          {u"queues"_s, u"Queues"_s, "list-ol"_L1},
                          {u"metrics"_s, u"Metrics"_s, "graph-up"_L1},
                          {u"logs"_s, u"Logs"_s, "terminal"_L1},
                          {u"datacenters"_s, u"Datacenters"_s, "globe2"_L1},
                          {u"projects"_s, u"Projects"_s, "folder2-open"_L1},
                          {u"engine"_s, u"Local engine"_s, "cpu"_L1}});
    navigation->setCurrentId(u"actors"_s);
    return navigation;
}

void addToolBar(QMainWindow *window)
{
    auto *bar = window->addToolBar(u"Main"_s);
    bar->setMovable(false);
    auto *connection = new QComboBox(bar);
    connection->addItem(icon("hdd-network"_L1, ColorRole::Running), u"Local engine :6420"_s);
    auto *space = new QComboBox(bar);
    space->addItem(icon("collection"_L1), u"default"_s);
    auto *search = new QLineEdit(bar);
    search->setAccessibleName(u"Go to"_s);
    search->addAction(icon("search"_L1, ColorRole::Muted), QLineEdit::LeadingPosition);
    search->setPlaceholderText(u"Go to actor, key, view or command   Ctrl+K"_s);
    search->setMaximumWidth(480);
    bar->addWidget(connection);
    bar->addWidget(space);
    bar->addSeparator();
    bar->addWidget(search);
    auto *gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    bar->addAction(icon("arrow-clockwise"_L1), u"Refresh"_s);
    bar->addAction(icon("broadcast"_L1, ColorRole::Running), u"Live"_s)->setCheckable(true);
    bar->addAction(icon("bell"_L1), u"Notifications"_s);
}

} // namespace

std::unique_ptr<QWidget> makeWindow()
{
    auto window = std::make_unique<QMainWindow>();
    for (const QString &title : {u"&File"_s, u"&Edit"_s, u"&View"_s, u"&Actor"_s, u"&Namespace"_s,
                                 u"En&gine"_s, u"&Tools"_s, u"&Window"_s, u"&Help"_s})
        window->menuBar()->addMenu(title)->addAction(u"Something"_s);
    addToolBar(window.get());
    auto *split = new SplitView(Qt::Horizontal, window.get());
    split->addWidget(makeNavigation(split));
    split->addWidget(makeList(split));
    split->addWidget(makeDetail(split));
    split->setSizes({148, 470, 800});
    split->setStretchFactor(2, 1);
    window->setCentralWidget(split);
    window->statusBar()->addWidget(new QLabel(u"Connected · inspector v6 · RivetKit 2.3.19"_s));
    window->statusBar()->addPermanentWidget(new QLabel(u"RTT 4 ms"_s));
    window->statusBar()->addPermanentWidget(new QLabel(u"Writes allowed"_s));
    window->statusBar()->setSizeGripEnabled(false);
    return window;
}

} // namespace rove::ui::gallery
