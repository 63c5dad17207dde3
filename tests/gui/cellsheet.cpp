// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/cellsheet.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemDelegate>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rove::test {
namespace {

constexpr int margin = ui::metrics::space3;
constexpr int captionWidth = 150;
constexpr int captionHeight = 20;

struct CellState {
    const char *name;
    QStyle::State flags;
    bool isStriped = false;
};

const std::array cellStates{
    CellState{"normal", QStyle::State_Enabled | QStyle::State_Active},
    CellState{"selected", QStyle::State_Enabled | QStyle::State_Active | QStyle::State_Selected},
    CellState{"alternate", QStyle::State_Enabled | QStyle::State_Active, true},
    CellState{"inactive", QStyle::State_Enabled | QStyle::State_Selected},
    CellState{"disabled", QStyle::State_None},
};

} // namespace

CellSheet::CellSheet(int cellWidth, QWidget *parent)
    : QWidget(parent)
    , m_cellWidth(cellWidth)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

void CellSheet::add(const QString &caption, const QAbstractItemDelegate &delegate, const QModelIndex &index)
{
    m_rows.append({.caption = caption, .delegate = &delegate, .index = index});
    resize(sizeHint());
}

int CellSheet::heightOf(const Row &row) const
{
    QStyleOptionViewItem option;
    option.initFrom(&m_view);
    option.widget = &m_view;
    option.font = font();
    option.rect = QRect(0, 0, m_cellWidth, 0);
    return std::max(row.delegate->sizeHint(option, row.index).height(),
                    ui::Style::rowHeight(ui::Density::Normal));
}

QSize CellSheet::sizeHint() const
{
    int height = 2 * margin + captionHeight;
    for (const Row &row : m_rows)
        height += heightOf(row);
    return {2 * margin + captionWidth + int(cellStates.size()) * (m_cellWidth + ui::metrics::space1), height};
}

void CellSheet::paintCell(QPainter &painter, const Row &row, int state, const QRect &place) const
{
    const CellState &look = cellStates.at(static_cast<size_t>(state));
    QStyleOptionViewItem option;
    option.initFrom(&m_view);
    option.widget = &m_view;
    option.state = look.flags;
    option.rect = place;
    option.font = font();
    option.fontMetrics = QFontMetrics(option.font);
    option.locale = locale();
    option.showDecorationSelected = true;
    option.decorationSize = {ui::metrics::iconSize, ui::metrics::iconSize};
    option.decorationAlignment = Qt::AlignCenter;
    option.displayAlignment = Qt::AlignLeft | Qt::AlignVCenter;
    option.textElideMode = Qt::ElideRight;
    option.features.setFlag(QStyleOptionViewItem::Alternate, look.isStriped);
    const bool isEnabled = look.flags.testFlag(QStyle::State_Enabled);
    option.palette.setCurrentColorGroup(!isEnabled                                  ? QPalette::Disabled
                                        : look.flags.testFlag(QStyle::State_Active) ? QPalette::Active
                                                                                    : QPalette::Inactive);
    painter.fillRect(place, option.palette.brush(QPalette::Base));
    m_view.style()->drawPrimitive(QStyle::PE_PanelItemViewRow, &option, &painter, &m_view);
    painter.save();
    row.delegate->paint(&painter, option, row.index);
    painter.restore();
}

void CellSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor muted = ui::Theme::instance().color(ui::ColorRole::Muted);
    const auto column = [this](int state) {
        return margin + captionWidth + state * (m_cellWidth + ui::metrics::space1);
    };
    painter.setFont(ui::fonts::small());
    painter.setPen(muted);
    for (int state = 0; state < int(cellStates.size()); ++state)
        painter.drawText(QRect(column(state), margin, m_cellWidth, captionHeight), Qt::AlignLeft,
                         QString::fromLatin1(cellStates.at(static_cast<size_t>(state)).name));
    int top = margin + captionHeight;
    for (const Row &row : m_rows) {
        const int height = heightOf(row);
        painter.setPen(muted);
        painter.drawText(QRect(margin, top, captionWidth, height), Qt::AlignLeft | Qt::AlignVCenter,
                         row.caption);
        for (int state = 0; state < int(cellStates.size()); ++state)
            paintCell(painter, row, state, QRect(column(state), top, m_cellWidth, height));
        top += height;
    }
}

ContactSheet::ContactSheet(int columnCount, QWidget *parent)
    : QWidget(parent)
    , m_columnCount(columnCount)
{}

void ContactSheet::add(const QString &caption, const QImage &picture)
{
    m_entries.append({.caption = caption, .picture = picture});
    resize(sizeHint());
}

QSize ContactSheet::cellSize() const
{
    QSize size;
    for (const Entry &entry : m_entries)
        size = size.expandedTo(entry.picture.size());
    return size + QSize(margin, margin + captionHeight);
}

QSize ContactSheet::sizeHint() const
{
    const int columns = std::min(m_columnCount, int(m_entries.size()));
    const int rows = (int(m_entries.size()) + m_columnCount - 1) / m_columnCount;
    return {columns * cellSize().width() + margin, rows * cellSize().height() + margin};
}

void ContactSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(ui::fonts::small());
    painter.setPen(ui::Theme::instance().color(ui::ColorRole::Muted));
    const QSize cell = cellSize();
    for (int i = 0; i < m_entries.size(); ++i) {
        const QPoint place(margin + i % m_columnCount * cell.width(),
                           margin + i / m_columnCount * cell.height());
        painter.drawImage(place, m_entries[i].picture);
        painter.drawText(QRect(place + QPoint(0, m_entries[i].picture.height()),
                               QSize(cell.width() - margin, captionHeight)),
                         Qt::AlignLeft | Qt::AlignVCenter, m_entries[i].caption);
    }
}

} // namespace rove::test
