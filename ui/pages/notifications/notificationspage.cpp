// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/notifications/notificationspage.h"

#include "ui/pages/notifications/notificationstext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandbutton.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/stackfit.h"
#include "ui/widgets/statusbadge.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

using Field = NotificationModel::Column;

Tone toneOf(Notification::Level level)
{
    switch (level) {
    case Notification::Level::Information:
        return tone::information;
    case Notification::Level::Success:
        return tone::ready;
    case Notification::Level::Warning:
        return tone::warning;
    case Notification::Level::Error:
        return tone::error;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

NotificationsPage::NotificationsPage(NotificationModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_filter(new FilterBox)
    , m_counts(new QLabel)
    , m_view(new QTreeView)
    , m_empty(new EmptyState)
    , m_stack(new QStackedWidget)
{
    m_proxy->setSourceModel(&model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setSortRole(roleOf(TableRole::Value));
    m_proxy->sort(static_cast<int>(Field::At), Qt::DescendingOrder);
    makeCommands();
    makeLayout();
    connect(m_filter, &FilterBox::filterChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text);
        update();
    });
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &NotificationsPage::update);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &NotificationsPage::update);
    connect(m_proxy, &QAbstractItemModel::dataChanged, this, &NotificationsPage::update);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &NotificationsPage::update);
    connect(m_view, &QTreeView::activated, this, &NotificationsPage::openCurrent);
    update();
}

void NotificationsPage::makeCommands()
{
    m_open = makeCommand(this, {.id = u"notifications.open"_s,
                                .text = NotificationsText::tr("Sh&ow What It Is About"),
                                .icon = "arrow-up-right"_L1,
                                .toolTip = NotificationsText::tr("Go to the actor or the engine concerned")});
    m_copy = makeCommand(this, {.id = u"notifications.copy"_s,
                                .text = NotificationsText::tr("&Copy Notification"),
                                .icon = "clipboard"_L1,
                                .toolTip = NotificationsText::tr("Copy what happened, with its details")});
    m_remove = makeCommand(this, {.id = u"notifications.remove"_s,
                                  .text = NotificationsText::tr("&Remove Notification"),
                                  .icon = "x-lg"_L1,
                                  .toolTip = NotificationsText::tr("Take this one out of the list")});
    m_clear = makeCommand(this, {.id = u"notifications.clear"_s,
                                 .text = NotificationsText::tr("C&lear Notifications"),
                                 .icon = "trash3"_L1,
                                 .toolTip = NotificationsText::tr("Empty the list of notifications")});
    connect(m_open, &QAction::triggered, this, &NotificationsPage::openCurrent);
    connect(m_copy, &QAction::triggered, this, &NotificationsPage::copyCurrent);
    connect(m_remove, &QAction::triggered, this, [this] {
        if (const Notification *row = current())
            m_model.remove(QString(row->id));
    });
    connect(m_clear, &QAction::triggered, &m_model, &NotificationModel::clear);
}

void NotificationsPage::makeLayout()
{
    m_filter->setPlaceholderText(NotificationsText::tr("Find a notification"));
    m_filter->setAccessibleName(NotificationsText::tr("Find a notification"));
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    m_view->setModel(m_proxy);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setSortingEnabled(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(NotificationsText::tr("Notifications"));
    m_view->setItemDelegateForColumn(
        static_cast<int>(Field::Level),
        new StatusDelegate(
            [](const QModelIndex &index) {
                return toneOf(static_cast<Notification::Level>(index.data(roleOf(TableRole::Value)).toInt()));
            },
            m_view));
    m_view->setItemDelegateForColumn(static_cast<int>(Field::At),
                                     new RelativeTimeDelegate(m_view, static_cast<int>(Field::At)));
    m_view->header()->setSortIndicator(static_cast<int>(Field::At), Qt::DescendingOrder);
    m_view->header()->setStretchLastSection(false);
    for (size_t column = 0; column < m_model.headers().size(); ++column)
        m_view->setColumnWidth(static_cast<int>(column), m_model.headers()[column].width);
    m_view->header()->setSectionResizeMode(static_cast<int>(Field::Text), QHeaderView::Stretch);
    connect(m_view, &QWidget::customContextMenuRequested, this, &NotificationsPage::showMenu);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    fitToCurrentPage(*m_stack);

    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space2);
    row->addWidget(m_filter, 1);
    row->addWidget(new CommandButton(m_clear));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panePadding, metrics::panePadding, metrics::panePadding,
                               metrics::space1);
    layout->setSpacing(metrics::space2);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_counts);
}

void NotificationsPage::update()
{
    const int shown = m_proxy->rowCount();
    const int all = m_model.rowCount();
    if (all == 0)
        m_empty->setContent("bell"_L1, NotificationsText::tr("Nothing to report"),
                            NotificationsText::tr("A lost connection, a failed job or a stopped engine is "
                                                  "noted here."));
    else if (shown == 0)
        m_empty->setContent("funnel"_L1, NotificationsText::tr("No notification matches"),
                            NotificationsText::tr("None of them contains “%1”.").arg(m_filter->text()));
    m_stack->setCurrentWidget(shown > 0 ? static_cast<QWidget *>(m_view) : m_empty);
    m_counts->setText(all > 0 ? NotificationsText::tr("%n notification(s)", nullptr, all) : QString());
    const Notification *row = current();
    const QString none = NotificationsText::tr("No notification is chosen.");
    setDisabledReason(m_open, !row                  ? none
                              : row->link.isEmpty() ? NotificationsText::tr("There is nothing more to show.")
                                                    : QString());
    setDisabledReason(m_copy, row ? QString() : none);
    setDisabledReason(m_remove, row ? QString() : none);
    setDisabledReason(m_clear, all > 0 ? QString() : NotificationsText::tr("The list is empty."));
    if (isVisible())
        m_model.markAllRead();
}

const Notification *NotificationsPage::current() const
{
    const QModelIndex index = m_proxy->mapToSource(m_view->currentIndex());
    return index.isValid() ? &m_model.rowAt(index.row()) : nullptr;
}

void NotificationsPage::showMenu(const QPoint &position)
{
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    menu.addActions({m_open, m_copy});
    menu.addSeparator();
    menu.addActions({m_remove, m_clear});
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

void NotificationsPage::openCurrent()
{
    if (const Notification *row = current(); row && !row->link.isEmpty())
        emit linkActivated(row->link);
}

void NotificationsPage::copyCurrent()
{
    const Notification *row = current();
    if (!row)
        return;
    QStringList lines{row->at.toUTC().toString(Qt::ISODateWithMs), row->source, row->text, row->details};
    lines.removeAll(QString());
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    emit copied(NotificationsText::tr("Notification"));
}

void NotificationsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model.markAllRead();
}

} // namespace rove::ui
