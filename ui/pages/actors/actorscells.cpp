// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/actors/actorscells.h"

#include "ui/models/actorlistmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

/// The pin and the mark are asked of the mark column, whichever columns are shown.
ActorMark markAt(const QModelIndex &index)
{
    const int column = columnNumber(ActorColumn::Mark);
    return static_cast<ActorMark>(index.siblingAtColumn(column).data(roleOf(TableRole::Value)).toInt());
}

void makePlain(QStyleOptionViewItem &option, const QModelIndex &index)
{
    option.state &= ~QStyle::State_HasFocus;
    if (!index.data(roleOf(TableRole::Stale)).toBool())
        return;
    const QColor muted = Theme::instance().color(ColorRole::Stale);
    option.palette.setColor(QPalette::Text, muted);
    option.palette.setColor(QPalette::HighlightedText, muted);
}

} // namespace

ColorRole markColor(ActorMark mark)
{
    switch (mark) {
    case ActorMark::Red:
        return ColorRole::Crashed;
    case ActorMark::Orange:
        return ColorRole::Draining;
    case ActorMark::Yellow:
        return ColorRole::Pending;
    case ActorMark::Green:
        return ColorRole::Running;
    case ActorMark::Blue:
        return ColorRole::Starting;
    case ActorMark::Purple:
        return ColorRole::Sleeping;
    case ActorMark::None:
        break;
    }
    return ColorRole::Muted;
}

QString markLetter(ActorMark mark)
{
    return mark == ActorMark::None ? QString() : actorMarkTitle(mark).left(1);
}

void paintMark(QPainter &painter, const QRect &rect, ActorMark mark)
{
    if (mark == ActorMark::None)
        return;
    const Theme &theme = Theme::instance();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(markColor(mark)));
    painter.setBrush(theme.blended(markColor(mark), ColorRole::Base, 0.18));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    QFont font = fonts::small();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.drawText(rect, Qt::AlignCenter, markLetter(mark));
    painter.restore();
}

QIcon markIcon(ActorMark mark)
{
    QPixmap pixmap(metrics::iconSize, metrics::iconSize);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintMark(painter, pixmap.rect().adjusted(0, 0, -1, -1), mark);
    painter.end();
    return pixmap;
}

void ActorCellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = m_elideMode;
    makePlain(*option, index);
}

void ActorKeyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    const ActorMark mark = markAt(index);
    const bool isPinned = index.data(ActorListModel::pinnedRole).toBool();
    const int extent = metrics::iconSize - 2;
    // The row's own background reaches below the pin and the mark.
    initStyleOption(&cell, index);
    cell.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    cell = option;
    QRect text = option.rect;
    if (mark != ActorMark::None && text.width() > 3 * extent) {
        const QRect chip(text.right() - extent - metrics::space1, text.center().y() - extent / 2, extent,
                         extent);
        paintMark(*painter, chip, mark);
        text.setRight(chip.left() - metrics::space1);
    }
    if (isPinned && text.width() > 3 * extent) {
        const QRect pin(text.left() + metrics::space1, text.center().y() - extent / 2, extent, extent);
        icon("pin-angle"_L1, ColorRole::Accent).paint(painter, pin);
        text.setLeft(pin.right());
    }
    cell.rect = text;
    cell.backgroundBrush = Qt::NoBrush;
    cell.state &= ~QStyle::State_MouseOver;
    ActorCellDelegate::paint(painter, cell, index);
}

QSize ActorKeyDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = ActorCellDelegate::sizeHint(option, index);
    const int extra = metrics::iconSize + metrics::space1;
    if (markAt(index) != ActorMark::None)
        size.rwidth() += extra;
    if (index.data(ActorListModel::pinnedRole).toBool())
        size.rwidth() += extra;
    return size;
}

void ActorStatusDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StatusDelegate::initStyleOption(option, index);
    makePlain(*option, index);
}

void ActorTimeDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RelativeTimeDelegate::initStyleOption(option, index);
    makePlain(*option, index);
    option->font = fonts::tabular();
    const QVariant value = index.data(roleOf(TableRole::Value));
    if (!value.isValid())
        return;
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(value.toLongLong());
    option->text = m_isAbsolute ? QLocale().toString(shownTime(moment), QLocale::ShortFormat)
                                : relativeTimeText(moment, QDateTime::currentDateTime());
}

} // namespace rove::ui
