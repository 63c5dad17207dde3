// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/visibletext.h"
#include "ui/pages/actors/actorscells.h"
#include "ui/pages/actors/actorstable.h"
#include "ui/pages/actors/actorstext.h"
#include "ui/style/controls.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

/// ActorsTable: columns, their menu, and what is painted over the cells.
namespace rove::ui {
namespace {

/// Columns that are there for those who want them.
constexpr ActorColumn hiddenAtFirst[] = {ActorColumn::Id,    ActorColumn::Datacenter, ActorColumn::Started,
                                         ActorColumn::Slept, ActorColumn::Destroyed,  ActorColumn::Error,
                                         ActorColumn::Mark};
constexpr qsizetype groupTitleMax = 80;
/// As many rows say how wide a column is, and no text makes one wider than this.
constexpr int measuredRowsMax = 50;
constexpr int fittedWidthMax = 200;
/// With its number, where there are several.
constexpr int sortMarkWidth = 24;

} // namespace

void ActorsTable::makeHeader()
{
    setHorizontalHeader(m_header);
    m_header->setStretchLastSection(true);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_header->setToolTip(ActorsText::tr("Click sorts, Shift+click adds a column to the order"));
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        if (!m_actors)
            return;
        QMenu menu(this);
        fillColumnMenu(menu);
        menu.exec(m_header->viewport()->mapToGlobal(position));
    });
    connect(m_header, &ActorsHeader::sortRequested, this, &ActorsTable::sortBy);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int column) {
        // The last one follows the view; others are given widths as columns come and go.
        const std::vector<int> columns = shownColumns();
        const bool isByHand = column == columnNumber(ActorColumn::Key) ||
                              QGuiApplication::mouseButtons().testFlag(Qt::LeftButton);
        if (!m_isFitting && isByHand && !columns.empty() && columns.back() != column)
            forgetFit(column);
    });
}

void ActorsTable::sortBy(int column, bool isOneMore)
{
    // Of moments the latest is what people look for.
    const Qt::SortOrder first = isTimeColumn(column) ? Qt::DescendingOrder : Qt::AscendingOrder;
    setLevels(m_header->levelsAfterClick(column, first, isOneMore));
}

void ActorsTable::setLevels(const std::vector<HeaderSort> &levels)
{
    m_header->setLevels(levels);
    std::vector<SortLevel> fields;
    for (const HeaderSort &level : levels)
        fields.push_back({fieldOf(fieldOfColumn(level.column)), level.order});
    m_view->setSortLevels(fields);
}

void ActorsTable::setGroupField(int field)
{
    m_view->setGroupField(field);
}

void ActorsTable::setAbsoluteTimes(bool isAbsolute)
{
    m_hasAbsoluteTimes = isAbsolute;
    for (ActorTimeDelegate *delegate : m_timeDelegates)
        delegate->setAbsolute(isAbsolute);
    viewport()->update();
}

std::vector<int> ActorsTable::shownColumns() const
{
    std::vector<int> columns;
    for (int position = 0; position < m_header->count(); ++position)
        if (const int column = m_header->logicalIndex(position); !isColumnHidden(column))
            columns.push_back(column);
    return columns;
}

ActorsArrangement ActorsTable::arrangement() const
{
    ActorsArrangement result;
    const std::vector<ColumnHeader> &headers = m_actors->headers();
    for (int position = 0; position < m_header->count(); ++position) {
        const int column = m_header->logicalIndex(position);
        const bool isHidden = isColumnHidden(column);
        const ColumnHeader &header = headers[static_cast<size_t>(column)];
        int width = isHidden ? header.width : columnWidth(column);
        if (m_fitted.contains(column))
            width = 0;
        result.columns.push_back({.id = header.id, .width = width, .isHidden = isHidden});
    }
    for (const HeaderSort &level : m_header->levels())
        result.sorting.push_back({.id = headers[static_cast<size_t>(level.column)].id,
                                  .isDescending = level.order == Qt::DescendingOrder});
    const int group = m_view->groupField();
    result.group = group < 0 ? QString() : m_view->fields().at(group).name;
    result.hasAbsoluteTimes = m_hasAbsoluteTimes;
    return result;
}

void ActorsTable::apply(const ActorsArrangement &arrangement)
{
    m_isFitting = true;
    int position = 0;
    for (const ActorsArrangement::ColumnState &state : arrangement.columns) {
        const int column = m_actors->columnOf(state.id);
        if (column < 0)
            continue;
        m_header->moveSection(m_header->visualIndex(column), position++);
        setColumnHidden(column, state.isHidden && column != 0);
        if (state.width > 0) {
            setColumnWidth(column, state.width);
            m_fitted.erase(column);
        } else {
            setColumnWidth(column, widthAtFirst(column));
            m_fitted.insert(column);
        }
    }
    m_isFitting = false;
    std::vector<HeaderSort> levels;
    for (const ActorsArrangement::SortState &state : arrangement.sorting)
        if (const int column = m_actors->columnOf(state.id); column >= 0)
            levels.push_back({column, state.isDescending ? Qt::DescendingOrder : Qt::AscendingOrder});
    setLevels(levels);
    setGroupField(arrangement.group.isEmpty() ? -1 : m_view->fields().find(arrangement.group));
    setAbsoluteTimes(arrangement.hasAbsoluteTimes);
    fitColumns();
}

QByteArray ActorsTable::saveColumns() const
{
    return m_actors ? arrangement().toBytes() : m_savedColumns;
}

void ActorsTable::restoreColumns(const QByteArray &bytes)
{
    m_savedColumns = bytes;
    if (!m_actors)
        return;
    resetColumns();
    if (const std::optional<ActorsArrangement> saved = ActorsArrangement::fromBytes(bytes))
        apply(*saved);
}

void ActorsTable::resetColumns()
{
    ActorsArrangement first;
    for (const ColumnHeader &header : m_actors->headers())
        first.columns.push_back({.id = header.id, .width = 0, .isHidden = false});
    for (const ActorColumn column : hiddenAtFirst)
        first.columns[static_cast<size_t>(columnNumber(column))].isHidden = true;
    first.sorting = {{.id = u"created"_s, .isDescending = true}};
    apply(first);
}

void ActorsTable::measureRows()
{
    m_measuredCount = std::min(m_view->rowCount(), measuredRowsMax);
    m_textWidths.resize(m_actors->headers().size());
    const int margins = 2 * cellTextMargin + 1;
    for (int column = 0; column < m_view->columnCount(); ++column) {
        int &widest = m_textWidths[static_cast<size_t>(column)];
        const auto note = [&](int width) { widest = std::max(widest, std::min(width, fittedWidthMax)); };
        const bool isSorted = std::ranges::contains(m_header->levels(), column, &HeaderSort::column);
        note(
            m_header->fontMetrics().horizontalAdvance(m_view->headerData(column, Qt::Horizontal).toString()) +
            margins + (isSorted ? sortMarkWidth : 0));
        // Of moments ages are shown, which all have room, and a mark is one letter.
        if (isTimeColumn(column) || column == columnNumber(ActorColumn::Mark))
            continue;
        const int picture =
            column == columnNumber(ActorColumn::Status) ? metrics::iconSize + cellTextMargin : 0;
        for (int row = 0; row < m_measuredCount; ++row)
            if (!m_view->isGroup(row))
                note(fontMetrics().horizontalAdvance(m_view->index(row, column).data().toString()) + margins +
                     picture);
    }
}

int ActorsTable::widthAtFirst(int column) const
{
    return m_actors->headers()[static_cast<size_t>(column)].width;
}

void ActorsTable::fitColumns()
{
    if (!m_actors || m_fitted.empty())
        return;
    if (m_measuredCount < std::min(m_view->rowCount(), measuredRowsMax))
        measureRows();
    const std::vector<int> columns = shownColumns();
    const int key = columnNumber(ActorColumn::Key);
    const auto isFitted = [this, &columns](int column) {
        // The last one has what is left over, not what it needs.
        return m_fitted.contains(column) || column == columns.back();
    };
    int spare = viewport()->width();
    for (const int column : columns)
        spare -= isFitted(column) ? widthAtFirst(column) : columnWidth(column);
    m_isFitting = true;
    for (const int column : columns) {
        if (!isFitted(column) || column == key)
            continue;
        const bool isKnown = !m_textWidths.empty() && !isTimeColumn(column);
        const int change = isKnown ? m_textWidths[static_cast<size_t>(column)] - widthAtFirst(column) : 0;
        // Where there is too little room, none keeps what its texts do not need.
        const int granted = std::clamp(change, std::min(spare, 0), std::max(spare, 0));
        spare -= granted;
        setColumnWidth(column, widthAtFirst(column) + granted);
    }
    if (m_fitted.contains(key))
        setColumnWidth(key, widthAtFirst(key) + std::max(spare, 0));
    m_isFitting = false;
}

/// Whoever sets one wants the others to stay where they are, so the key takes no more room from it.
void ActorsTable::forgetFit(int column)
{
    m_fitted.erase(column);
    m_fitted.erase(columnNumber(ActorColumn::Key));
}

void ActorsTable::fillColumnMenu(QMenu &menu)
{
    for (int column = 0; column < m_view->columnCount(); ++column) {
        QAction *entry = menu.addAction(m_view->headerData(column, Qt::Horizontal).toString());
        entry->setCheckable(true);
        entry->setChecked(!isColumnHidden(column));
        // The first says which actor a row is; without it the table could be emptied.
        entry->setEnabled(column != 0);
        connect(entry, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            fitColumns();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(ActorsText::tr("&Size to Contents")), &QAction::triggered, this,
            &QTableView::resizeColumnsToContents);
    connect(menu.addAction(ActorsText::tr("&Reset Columns")), &QAction::triggered, this,
            &ActorsTable::resetColumns);
    QAction *absolute = menu.addAction(ActorsText::tr("&Absolute Times"));
    absolute->setCheckable(true);
    absolute->setChecked(m_hasAbsoluteTimes);
    connect(absolute, &QAction::toggled, this, &ActorsTable::setAbsoluteTimes);
}

QString ActorsTable::groupTitle(const QString &value) const
{
    const auto field = static_cast<ActorField>(m_view->groupField());
    if (field == ActorField::Status) {
        for (int status = 0; status <= static_cast<int>(ActorStatus::Unknown); ++status)
            if (statusName(static_cast<ActorStatus>(status)) == value)
                return statusWord(static_cast<ActorStatus>(status));
    }
    if (!value.isEmpty())
        return visibleText(value, groupTitleMax);
    switch (field) {
    case ActorField::Error:
        return ActorsText::tr("No error");
    case ActorField::Prefix:
        return ActorsText::tr("No key prefix");
    case ActorField::Mark:
        return ActorsText::tr("No mark");
    default:
        return ActorsText::tr("None", "group of actors without such a value");
    }
}

void ActorsTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    paintCurrent(painter);
    if (m_view->groupField() >= 0)
        paintGroups(painter);
}

void ActorsTable::paintGroups(QPainter &painter)
{
    const Theme &theme = Theme::instance();
    for (int row = std::max(rowAt(0), 0); row < m_view->rowCount(); ++row) {
        const QRect line(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
        if (line.top() > viewport()->height())
            break;
        if (!m_view->isGroup(row))
            continue;
        const QModelIndex head = m_view->index(row, 0);
        painter.fillRect(line, theme.color(ColorRole::Panel));
        controls::paintLine(painter, QRect(line.bottomLeft(), QSize(line.width(), 1)), Qt::Horizontal);
        const bool isCollapsed = head.data(static_cast<int>(GroupRole::IsCollapsed)).toBool();
        const int extent = metrics::iconSize;
        const QRect chevron(metrics::space1, line.center().y() - extent / 2, extent, extent);
        icon(isCollapsed ? "chevron-right"_L1 : "chevron-down"_L1, ColorRole::Muted).paint(&painter, chevron);
        QRect text = line.adjusted(chevron.right() + metrics::space2, 0, -metrics::space2, 0);
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.setPen(theme.color(ColorRole::Text));
        const QString count = locale().toString(head.data(static_cast<int>(GroupRole::Count)).toInt());
        const QFontMetrics letters(bold);
        const int countWidth = letters.horizontalAdvance(count) + metrics::space3;
        const QString title =
            letters.elidedText(groupTitle(head.data(static_cast<int>(GroupRole::Value)).toString()),
                               Qt::ElideRight, text.width() - countWidth);
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, title);
        text.setLeft(text.left() + letters.horizontalAdvance(title) + metrics::space2);
        painter.setFont(font());
        painter.setPen(theme.color(ColorRole::Muted));
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, count);
        if (head.row() == currentIndex().row() && hasFocus())
            controls::paintFocusRing(painter, line);
    }
}

/// The current row, which is the actor shown beside the list, has a bar; with the focus also a ring. The
/// selection has its own colour.
void ActorsTable::paintCurrent(QPainter &painter)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid() || m_view->isGroup(current.row()))
        return;
    const int y = rowViewportPosition(current.row());
    const QRect line(0, y, viewport()->width(), rowHeight(current.row()));
    if (!line.intersects(viewport()->rect()))
        return;
    constexpr int barWidth = 3;
    const QRect bar(line.left(), line.top(), barWidth, line.height());
    painter.fillRect(QStyle::visualRect(layoutDirection(), line, bar),
                     Theme::instance().color(ColorRole::Accent));
    if (hasFocus())
        controls::paintFocusRing(painter, line);
}

} // namespace rove::ui
