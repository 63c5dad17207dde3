// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorstable.h"

#include "ui/pages/actors/actorscells.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/style/style.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace std::chrono_literals;

namespace rove::ui {

ActorsTable::ActorsTable(ToneOf toneOf, QWidget *parent)
    : QTableView(parent)
    , m_view(new OrderedView(actorFields(), this))
    , m_header(new ActorsHeader(this))
    , m_toneOf(toneOf)
{
    setModel(m_view);
    connect(m_view, &OrderedView::aboutToChange, this, &ActorsTable::rememberPlace);
    connect(m_view, &OrderedView::changed, this, &ActorsTable::restorePlace);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setAccessibleName(ActorsText::tr("Actors"));
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    makeHeader();
    makeDelegates(std::move(toneOf));
    m_visibleTimer.setSingleShot(true);
    m_visibleTimer.setInterval(100ms);
    connect(&m_visibleTimer, &QTimer::timeout, this, &ActorsTable::reportVisible);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &m_visibleTimer, qOverload<>(&QTimer::start));
    updateRowHeight();
}

void ActorsTable::makeDelegates(ToneOf toneOf)
{
    setItemDelegate(new ActorCellDelegate(Qt::ElideRight, this));
    setItemDelegateForColumn(columnNumber(ActorColumn::Key), new ActorKeyDelegate(this));
    setItemDelegateForColumn(columnNumber(ActorColumn::Id), new ActorCellDelegate(Qt::ElideMiddle, this));
    const auto statusTone = [toneOf = std::move(toneOf)](const QModelIndex &index) {
        return toneOf(static_cast<ActorStatus>(index.data(roleOf(TableRole::Value)).toInt()));
    };
    setItemDelegateForColumn(columnNumber(ActorColumn::Status), new ActorStatusDelegate(statusTone, this));
    for (const ActorColumn column :
         {ActorColumn::Created, ActorColumn::Started, ActorColumn::Slept, ActorColumn::Destroyed}) {
        auto *delegate = new ActorTimeDelegate(this, columnNumber(column));
        setItemDelegateForColumn(columnNumber(column), delegate);
        m_timeDelegates.push_back(delegate);
    }
}

void ActorsTable::setActors(ActorListModel *actors)
{
    if (m_actors)
        m_savedColumns = saveColumns();
    m_actors = actors;
    m_chosenId.clear();
    m_textWidths.clear();
    m_measuredCount = 0;
    m_view->setSource(actors, [actors](int row) -> std::shared_ptr<const OrderedRow> {
        return std::make_shared<ActorOrderedRow>(actors->rowAt(row));
    });
    if (actors)
        restoreColumns(m_savedColumns);
    emit shownChanged();
    emit selectedIdsChanged();
}

QString ActorsTable::idAt(const QModelIndex &index) const
{
    return index.data(roleOf(TableRole::Key)).toString();
}

QModelIndex ActorsTable::indexOf(const QString &id) const
{
    const int row = m_actors ? m_actors->indexOf(id) : -1;
    return row < 0 ? QModelIndex() : m_view->mapFromSource(m_actors->index(row, 0));
}

// --- The choice and the selection ---

void ActorsTable::setChosenId(const QString &id)
{
    if (m_chosenId == id)
        return;
    m_chosenId = id;
    const QModelIndex index = indexOf(id);
    m_isRestoring = true;
    if (index.isValid())
        selectionModel()->setCurrentIndex(index,
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    else
        selectionModel()->clear();
    m_isRestoring = false;
    if (index.isValid())
        scrollTo(index);
    emit selectedIdsChanged();
    emit chosenIdChanged(id);
}

/// Makes the chosen actor current again where lines have changed, and leaves the selection as it is.
void ActorsTable::showChosen()
{
    // Somebody is on their way through the groups by keyboard.
    const bool isOnGroup = currentIndex().isValid() && m_view->isGroup(currentIndex().row());
    if (m_chosenId.isEmpty() || isOnGroup)
        return;
    const QModelIndex index = indexOf(m_chosenId);
    m_isRestoring = true;
    if (!index.isValid())
        selectionModel()->clearCurrentIndex();
    else if (index.row() != currentIndex().row())
        selectionModel()->setCurrentIndex(index.siblingAtColumn(std::max(currentIndex().column(), 0)),
                                          QItemSelectionModel::NoUpdate);
    if (index.isValid() && !selectionModel()->hasSelection())
        selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_isRestoring = false;
}

void ActorsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update();
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

void ActorsTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    if (!m_isRestoring)
        emit selectedIdsChanged();
}

std::vector<int> ActorsTable::selectedSourceRows() const
{
    std::vector<int> lines;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        for (int line = range.top(); line <= range.bottom(); ++line)
            lines.push_back(line);
    std::ranges::sort(lines);
    const auto twice = std::ranges::unique(lines);
    lines.erase(twice.begin(), twice.end());
    std::vector<int> rows;
    for (const int line : lines)
        if (const int row = m_view->sourceRow(line); row >= 0)
            rows.push_back(row);
    return rows;
}

int ActorsTable::selectedCount() const
{
    return m_actors ? static_cast<int>(selectedSourceRows().size()) : 0;
}

std::vector<ActorRow> ActorsTable::selectedRows() const
{
    std::vector<ActorRow> rows;
    if (m_actors)
        for (const int row : selectedSourceRows())
            rows.push_back(m_actors->rowAt(row));
    return rows;
}

QStringList ActorsTable::selectedIds() const
{
    QStringList ids;
    for (const ActorRow &row : selectedRows())
        ids.append(row.record.actorId);
    return ids;
}

const ActorRow *ActorsTable::currentActor() const
{
    return m_actors && currentIndex().isValid() ? m_actors->find(idAt(currentIndex())) : nullptr;
}

// --- The place ---

void ActorsTable::rememberPlace()
{
    m_isRestoring = true;
    m_anchors.clear();
    if (verticalScrollBar()->value() == 0)
        return;
    for (int row = std::max(rowAt(0), 0); row < m_view->rowCount(); ++row) {
        const int y = rowViewportPosition(row);
        if (y > viewport()->height())
            break;
        m_anchors.emplace_back(m_view->index(row, 0), y);
    }
}

void ActorsTable::restorePlace()
{
    // The view lays its rows out in updateGeometries(), which its own slots have not called yet.
    updateGeometries();
    for (const auto &[index, y] : m_anchors) {
        if (!index.isValid())
            continue;
        verticalScrollBar()->setValue(index.row() * verticalHeader()->defaultSectionSize() - y);
        break;
    }
    m_anchors.clear();
    m_isRestoring = false;
    fitColumns();
    showChosen();
    m_visibleTimer.start();
    viewport()->update();
    emit shownChanged();
    emit selectedIdsChanged();
}

void ActorsTable::reportVisible()
{
    if (!m_actors)
        return;
    const int first = std::max(rowAt(0), 0);
    const int lastVisible = rowAt(viewport()->height() - 1);
    const int last = lastVisible < 0 ? m_view->rowCount() - 1 : lastVisible;
    QStringList ids;
    for (int row = first; row <= last; ++row)
        if (!m_view->isGroup(row))
            ids.append(idAt(m_view->index(row, 0)));
    m_actors->setVisibleIds(ids);
    // The view asks for more only when it is scrolled to the end by hand.
    if (last >= m_view->rowCount() - 1 && m_actors->canFetchMore({}))
        m_actors->fetchMore({});
}

// --- Keys and pointer ---

void ActorsTable::toggleGroup(int row)
{
    const QModelIndex line = m_view->index(row, 0);
    m_view->setGroupCollapsed(line.data(static_cast<int>(GroupRole::Value)).toString(),
                              !line.data(static_cast<int>(GroupRole::IsCollapsed)).toBool());
}

bool ActorsTable::handleGroupKey(const QKeyEvent &event)
{
    const int row = currentIndex().row();
    if (row < 0 || !m_view->isGroup(row))
        return false;
    const bool isCollapsed = m_view->index(row, 0).data(static_cast<int>(GroupRole::IsCollapsed)).toBool();
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Minus:
        if (!isCollapsed)
            toggleGroup(row);
        return true;
    case Qt::Key_Right:
    case Qt::Key_Plus:
        if (isCollapsed)
            toggleGroup(row);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        toggleGroup(row);
        return true;
    default:
        return false;
    }
}

void ActorsTable::keyPressEvent(QKeyEvent *event)
{
    m_view->noteActivity();
    if (handleGroupKey(*event))
        return;
    if (event->matches(QKeySequence::Copy)) {
        emit copyRequested();
        return;
    }
    const QString id = idAt(currentIndex());
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (!m_chosenId.isEmpty())
            emit opened(m_chosenId);
        return;
    }
    if (isPlain && event->key() == Qt::Key_Space) {
        if (!id.isEmpty())
            emit previewRequested(id);
        return;
    }
    if (event->key() == Qt::Key_Escape && selectedCount() > 1) {
        selectionModel()->select(currentIndex(),
                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        return;
    }
    QTableView::keyPressEvent(event);
}

void ActorsTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && m_view->isGroup(index.row()) && event->button() == Qt::LeftButton) {
        toggleGroup(index.row());
        return;
    }
    QTableView::mousePressEvent(event);
}

void ActorsTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && m_view->isGroup(index.row()))
        return;
    QTableView::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton && index.isValid())
        emit opened(m_chosenId);
}

void ActorsTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid() || m_view->isGroup(index.row()))
        return;
    if (!isByKey)
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    emit menuRequested(isByKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft())
                               : event->globalPos());
}

bool ActorsTable::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
        m_view->noteActivity();
        break;
    default:
        break;
    }
    return QTableView::viewportEvent(event);
}

void ActorsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
    m_visibleTimer.start();
}

void ActorsTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() != QEvent::StyleChange && event->type() != QEvent::FontChange)
        return;
    updateRowHeight();
    m_textWidths.clear();
    m_measuredCount = 0;
    fitColumns();
}

void ActorsTable::updateRowHeight()
{
    const Style *ours = Style::instance();
    verticalHeader()->setDefaultSectionSize(Style::rowHeight(ours ? ours->density() : Density::Normal));
}

} // namespace rove::ui
