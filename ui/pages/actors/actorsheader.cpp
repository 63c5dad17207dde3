// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorsheader.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>

namespace rove::ui {

ActorsHeader::ActorsHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setSortIndicatorShown(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(this, &QHeaderView::sectionClicked, this,
            [this](int column) { emit sortRequested(column, m_modifiers.testFlag(Qt::ShiftModifier)); });
}

void ActorsHeader::setLevels(const std::vector<HeaderSort> &levels)
{
    m_levels = levels;
    viewport()->update();
}

int ActorsHeader::levelOf(int column) const
{
    const auto found = std::ranges::find(m_levels, column, &HeaderSort::column);
    return found == m_levels.end() ? -1 : static_cast<int>(found - m_levels.begin());
}

std::vector<HeaderSort> ActorsHeader::levelsAfterClick(int column, Qt::SortOrder first, bool isOneMore) const
{
    std::vector<HeaderSort> levels = m_levels;
    const int level = levelOf(column);
    HeaderSort wanted{column, first};
    if (level >= 0) {
        const bool isAscending = levels[static_cast<size_t>(level)].order == Qt::AscendingOrder;
        wanted.order = isAscending ? Qt::DescendingOrder : Qt::AscendingOrder;
    }
    if (!isOneMore)
        return {wanted};
    if (level >= 0)
        levels[static_cast<size_t>(level)] = wanted;
    else if (levels.size() < levelCountMax)
        levels.push_back(wanted);
    return levels;
}

void ActorsHeader::mouseReleaseEvent(QMouseEvent *event)
{
    m_modifiers = event->modifiers();
    QHeaderView::mouseReleaseEvent(event);
    m_modifiers = {};
}

void ActorsHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    const int level = levelOf(logicalIndex);
    if (level < 0)
        return;
    option->sortIndicator = m_levels[static_cast<size_t>(level)].order == Qt::AscendingOrder
                                ? QStyleOptionHeader::SortDown
                                : QStyleOptionHeader::SortUp;
}

void ActorsHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    painter->save();
    QHeaderView::paintSection(painter, rect, logicalIndex);
    painter->restore();
    const int level = levelOf(logicalIndex);
    if (level < 0 || m_levels.size() < 2)
        return;
    painter->save();
    painter->setFont(fonts::small());
    painter->setPen(Theme::instance().color(ColorRole::Muted));
    painter->drawText(rect.adjusted(0, 1, -metrics::space1 / 2, 0), Qt::AlignTop | Qt::AlignRight,
                      locale().toString(level + 1));
    painter->restore();
}

} // namespace rove::ui
