// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorstable.h"

#include "ui/pages/actors/actorstext.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/statusbadge.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

using namespace std::chrono_literals;

namespace rove::ui {
namespace {

/// An actor's age, from the moment in the column's value.
class AgeDelegate : public RelativeTimeDelegate {
public:
    using RelativeTimeDelegate::RelativeTimeDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        RelativeTimeDelegate::initStyleOption(option, index);
        const qint64 moment = index.data(static_cast<int>(TableRole::Value)).toLongLong();
        option->text = relativeTimeText(QDateTime::fromMSecsSinceEpoch(moment), QDateTime::currentDateTime());
    }
};

/// Columns that are there for those who want them.
constexpr ActorListModel::Column hiddenAtFirst[] = {ActorListModel::Column::Id,
                                                    ActorListModel::Column::Datacenter};

} // namespace

ActorsTable::ActorsTable(ToneOf toneOf, QWidget *parent)
    : QTableView(parent)
    , m_proxy(new ActorSortFilterProxy(this))
{
    // Before the view and its selection hear of a change, so that the place and the choice are those from
    // before it.
    connect(m_proxy, &QAbstractItemModel::rowsAboutToBeInserted, this, &ActorsTable::rememberPlace);
    connect(m_proxy, &QAbstractItemModel::rowsAboutToBeRemoved, this, &ActorsTable::rememberPlace);
    connect(m_proxy, &QAbstractItemModel::rowsAboutToBeMoved, this, &ActorsTable::rememberPlace);
    connect(m_proxy, &QAbstractItemModel::layoutAboutToBeChanged, this, &ActorsTable::rememberPlace);
    setModel(m_proxy);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(ActorsText::tr("Actors"));
    setSortingEnabled(true);
    verticalHeader()->hide();
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &ActorsTable::showColumnMenu);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setItemDelegateForColumn(static_cast<int>(ActorListModel::Column::Status),
                             new StatusDelegate(
                                 [toneOf = std::move(toneOf)](const QModelIndex &index) {
                                     const QVariant value = index.data(static_cast<int>(TableRole::Value));
                                     return toneOf(static_cast<ActorStatus>(value.toInt()));
                                 },
                                 this));
    const int created = static_cast<int>(ActorListModel::Column::Created);
    setItemDelegateForColumn(created, new AgeDelegate(this, created));
    m_visibleTimer.setSingleShot(true);
    m_visibleTimer.setInterval(100ms);
    connect(&m_visibleTimer, &QTimer::timeout, this, &ActorsTable::reportVisible);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &m_visibleTimer, qOverload<>(&QTimer::start));
    connectProxy();
    updateRowHeight();
}

void ActorsTable::connectProxy()
{
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &ActorsTable::restorePlace);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &ActorsTable::restorePlace);
    connect(m_proxy, &QAbstractItemModel::rowsMoved, this, &ActorsTable::restorePlace);
    connect(m_proxy, &QAbstractItemModel::layoutChanged, this, &ActorsTable::restorePlace);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &ActorsTable::restorePlace);
}

void ActorsTable::setActors(ActorListModel *actors)
{
    if (m_actors)
        m_savedColumns = saveColumns();
    m_actors = actors;
    m_chosenId.clear();
    m_proxy->setSourceModel(actors);
    if (actors && !applySavedColumns()) {
        int column = 0;
        for (const ColumnHeader &header : actors->headers())
            setColumnWidth(column++, header.width);
        for (const ActorListModel::Column hidden : hiddenAtFirst)
            setColumnHidden(static_cast<int>(hidden), true);
        horizontalHeader()->setSortIndicator(static_cast<int>(ActorListModel::Column::Created),
                                             Qt::DescendingOrder);
    }
    emit shownChanged();
}

QByteArray ActorsTable::columnIds() const
{
    QByteArray ids;
    for (const ColumnHeader &header : m_actors->headers())
        ids += header.id.toUtf8() + ',';
    return ids;
}

QByteArray ActorsTable::saveColumns() const
{
    return m_actors ? columnIds() + '\n' + horizontalHeader()->saveState() : m_savedColumns;
}

bool ActorsTable::applySavedColumns()
{
    const qsizetype end = m_savedColumns.indexOf('\n');
    return end > 0 && m_savedColumns.first(end) == columnIds() &&
           horizontalHeader()->restoreState(m_savedColumns.sliced(end + 1));
}

QString ActorsTable::idAt(const QModelIndex &index) const
{
    return index.data(static_cast<int>(TableRole::Key)).toString();
}

QModelIndex ActorsTable::indexOf(const QString &id) const
{
    const int row = m_actors ? m_actors->indexOf(id) : -1;
    return row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_actors->index(row, 0));
}

void ActorsTable::setChosenId(const QString &id)
{
    if (m_chosenId == id)
        return;
    m_chosenId = id;
    showChosen();
    if (const QModelIndex index = indexOf(id); index.isValid())
        scrollTo(index);
    emit chosenIdChanged(id);
}

void ActorsTable::showChosen()
{
    const QModelIndex index = indexOf(m_chosenId);
    if (index == currentIndex().siblingAtColumn(0) && index.isValid())
        return;
    m_isRestoring = true;
    if (index.isValid())
        selectionModel()->setCurrentIndex(index,
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    else
        selectionModel()->clear();
    m_isRestoring = false;
}

void ActorsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    // A row that vanishes under a filter leaves the choice as it is, and so does its neighbour that Qt makes
    // current.
    if (m_isRestoring || !current.isValid())
        return;
    const QString id = idAt(current);
    if (id.isEmpty() || id == m_chosenId)
        return;
    m_chosenId = id;
    emit chosenIdChanged(id);
}

void ActorsTable::rememberPlace()
{
    if (m_isRestoring)
        return;
    m_isRestoring = true;
    const bool isAtTop = verticalScrollBar()->value() == 0;
    m_top = isAtTop ? QModelIndex() : indexAt(QPoint(0, 0));
    m_topOffset = m_top.isValid() ? -rowViewportPosition(m_top.row()) : 0;
}

void ActorsTable::restorePlace()
{
    // The view lays its rows out in updateGeometries(), which its own slots have not called yet.
    updateGeometries();
    if (m_top.isValid())
        verticalScrollBar()->setValue(m_top.row() * verticalHeader()->defaultSectionSize() + m_topOffset);
    m_top = QModelIndex();
    m_isRestoring = false;
    showChosen();
    m_visibleTimer.start();
    emit shownChanged();
}

void ActorsTable::reportVisible()
{
    if (!m_actors)
        return;
    const int first = std::max(rowAt(0), 0);
    const int lastVisible = rowAt(viewport()->height() - 1);
    const int last = lastVisible < 0 ? m_proxy->rowCount() - 1 : lastVisible;
    QStringList ids;
    for (int row = first; row <= last; ++row)
        ids.append(idAt(m_proxy->index(row, 0)));
    m_actors->setVisibleIds(ids);
    // The proxy asks its source for more only when the view reaches the end by itself.
    if (last >= m_proxy->rowCount() - 1 && m_actors->canFetchMore({}))
        m_actors->fetchMore({});
}

void ActorsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!m_chosenId.isEmpty())
            emit opened(m_chosenId);
        return;
    }
    QTableView::keyPressEvent(event);
}

void ActorsTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTableView::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton && indexAt(event->position().toPoint()).isValid())
        emit opened(m_chosenId);
}

void ActorsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    m_visibleTimer.start();
}

void ActorsTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        updateRowHeight();
}

void ActorsTable::showColumnMenu(const QPoint &position)
{
    if (!m_actors)
        return;
    QMenu menu(this);
    for (int column = 0; column < m_proxy->columnCount(); ++column) {
        const QString title = m_proxy->headerData(column, Qt::Horizontal).toString();
        QAction *entry = menu.addAction(title);
        entry->setCheckable(true);
        entry->setChecked(!isColumnHidden(column));
        // The first says which actor a row is; without it the table could be emptied.
        entry->setEnabled(column != 0);
        connect(entry, &QAction::toggled, this,
                [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu.addSeparator();
    connect(menu.addAction(ActorsText::tr("&Size to Contents")), &QAction::triggered, this,
            &QTableView::resizeColumnsToContents);
    menu.exec(horizontalHeader()->viewport()->mapToGlobal(position));
}

void ActorsTable::updateRowHeight()
{
    const Style *ours = Style::instance();
    verticalHeader()->setDefaultSectionSize(Style::rowHeight(ours ? ours->density() : Density::Normal));
}

} // namespace rove::ui
