// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/eventstable.h"

#include "ui/models/actoreventmodel.h"
#include "ui/pages/events/eventcells.h"
#include "ui/pages/events/eventstext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"

#include <QtGui/QContextMenuEvent>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Model = ActorEventModel;

namespace {

/// Below these widths of the table the column gives way to the summary.
struct GivingWay {
    int column;
    int widthMin;
};
constexpr GivingWay givingWay[] = {
    {Model::ConnectionColumn, 620}, {Model::DurationColumn, 520}, {Model::DeltaColumn, 420}};

} // namespace

EventsTable::EventsTable(ActorEventModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setItemDelegate(new EventCells(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(EventsText::tr("Events of the actor"));
    verticalHeader()->hide();
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(metrics::hitTarget);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(Model::SummaryColumn, QHeaderView::Stretch);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &EventsTable::showColumnMenu);
    connect(&model, &Model::grew, this, &EventsTable::onGrew);
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(last - first + 1); });
    connect(&model, &QAbstractItemModel::modelReset, this, &EventsTable::onReset);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &EventsTable::onScrolled);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_isFollowing)
            setFollowing(true);
    });
    updateRowHeight();
}

void EventsTable::setFollowing(bool following)
{
    const bool hasChanged = m_isFollowing != following;
    m_isFollowing = following;
    if (following) {
        m_isAdjusting = true;
        scrollToBottom();
        m_isAdjusting = false;
        if (std::exchange(m_newCount, 0) != 0)
            emit newCountChanged(0);
    }
    if (hasChanged)
        emit followingChanged(following);
}

void EventsTable::onScrolled()
{
    if (m_isAdjusting)
        return;
    const QScrollBar *bar = verticalScrollBar();
    const bool isAtEnd = bar->value() >= bar->maximum();
    if (isAtEnd != m_isFollowing)
        setFollowing(isAtEnd);
}

void EventsTable::onGrew(int count)
{
    if (m_isFollowing)
        return setFollowing(true);
    m_newCount += count;
    emit newCountChanged(m_newCount);
}

void EventsTable::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    // Qt makes a neighbour current when the current row goes; nothing should be chosen behind the user's
    // back.
    if (currentIndex().isValid() && currentIndex().row() >= start && currentIndex().row() <= end)
        selectionModel()->clearCurrentIndex();
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

void EventsTable::onRemoved(int count)
{
    m_isAdjusting = true;
    const int value = verticalScrollBar()->value();
    updateGeometries();
    if (!m_isFollowing)
        verticalScrollBar()->setValue(value - count * verticalHeader()->defaultSectionSize());
    m_isAdjusting = false;
}

void EventsTable::onReset()
{
    const quint64 id = m_currentId;
    if (m_isFollowing)
        setFollowing(true);
    if (id && !setCurrentId(id))
        emit currentIdChanged(0);
}

quint64 EventsTable::currentId() const
{
    return m_model.idAt(currentIndex().row());
}

bool EventsTable::setCurrentId(quint64 id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return false;
    const QModelIndex index = m_model.index(row, Model::SummaryColumn);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
    return true;
}

std::vector<quint64> EventsTable::chosenIds() const
{
    std::vector<quint64> ids;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        ids.push_back(m_model.idAt(index.row()));
    std::ranges::sort(ids);
    return ids;
}

void EventsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid() && current.row() == previous.row())
        return;
    // A reset makes it invalid on the way; what was current is looked for again after it.
    if (current.isValid())
        m_currentId = m_model.idAt(current.row());
    emit currentIdChanged(m_model.idAt(current.row()));
}

void EventsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    updateColumns();
    if (m_isFollowing)
        setFollowing(true);
}

void EventsTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateRowHeight();
}

void EventsTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_menuActions.isEmpty() || !currentIndex().isValid())
        return;
    QMenu menu;
    menu.addActions(m_menuActions);
    const bool isFromKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint cell = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    menu.exec(isFromKeyboard ? cell : event->globalPos());
}

void EventsTable::updateRowHeight()
{
    const Style *ours = Style::instance();
    verticalHeader()->setDefaultSectionSize(Style::rowHeight(ours ? ours->density() : Density::Normal));
    const QFontMetrics digits(fonts::tabular());
    const int padding = 2 * metrics::space2;
    setColumnWidth(Model::TimeColumn, digits.horizontalAdvance(u"00:00:00.000"_s) + padding);
    setColumnWidth(Model::DeltaColumn, digits.horizontalAdvance(u"+000 min"_s) + padding);
    int kindWidth = 0;
    for (int kind = 0; kind < eventKindCount; ++kind)
        kindWidth = std::max(
            kindWidth, QFontMetrics(font()).horizontalAdvance(eventKindWord(static_cast<EventKind>(kind))));
    setColumnWidth(Model::KindColumn, kindWidth + metrics::iconSize + padding + metrics::space4);
    setColumnWidth(Model::ConnectionColumn, digits.horizontalAdvance(u"connection"_s) + padding);
    setColumnWidth(Model::DurationColumn, digits.horizontalAdvance(u"0000.0 ms"_s) + padding);
}

void EventsTable::updateColumns()
{
    for (const auto &[column, widthMin] : givingWay) {
        const bool isWanted = m_shown.contains(column) || (!m_hidden.contains(column) && width() >= widthMin);
        setColumnHidden(column, !isWanted);
    }
}

void EventsTable::showColumnMenu(const QPoint &position)
{
    QMenu menu;
    for (const auto &[column, widthMin] : givingWay) {
        QAction *action = menu.addAction(m_model.headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool isOn) {
            (isOn ? m_shown : m_hidden).insert(column);
            (isOn ? m_hidden : m_shown).remove(column);
            updateColumns();
        });
    }
    menu.exec(horizontalHeader()->mapToGlobal(position));
}

} // namespace rove::ui
