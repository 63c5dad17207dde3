// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/celltext.h"

#include "ui/models/tablemodel.h"
#include "ui/style/theme.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>
#include <QtWidgets/QWidget>

#include <cmath>

namespace rove::ui {

const QStaticText &CellTexts::text(const QString &text, const QFont &font, int width, Qt::TextElideMode mode)
{
    if (m_font != font) {
        m_texts.clear();
        m_font = font;
    }
    const std::pair key(text, width);
    if (const QStaticText *known = m_texts.object(key))
        return *known;
    auto *made = new QStaticText(QFontMetrics(font).elidedText(text, mode, width));
    made->setTextFormat(Qt::PlainText);
    made->prepare({}, font);
    m_texts.insert(key, made);
    return *made;
}

void paintCellBackground(QPainter &painter, const QStyleOptionViewItem &option)
{
    option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, &painter, option.widget);
}

void paintCellText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
                   const QStaticText &text, const QColor &color)
{
    const QSizeF size = text.size();
    const qreal left =
        option.direction == Qt::RightToLeft ? area.right() + 1 - std::ceil(size.width()) : area.left();
    painter.setPen(color);
    painter.drawStaticText(QPointF(left, area.top() + std::floor((area.height() - size.height()) / 2)), text);
}

QColor cellTextColor(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    // The system's selection may have the colour of the system's text.
    const bool isTurnedOver = isSelected && !Theme::instance().hasTints();
    if (index.data(roleOf(TableRole::Stale)).toBool() && !isTurnedOver)
        return Theme::instance().color(ColorRole::Stale);
    return option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
}

} // namespace rove::ui
