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

/// A key keeps so much before it shares its cell; the column of marks and the tooltip tell the mark, too.
constexpr int keyWidthMin = 56;

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
    if (Theme::instance().hasTints())
        option.palette.setColor(QPalette::HighlightedText, muted);
}

QIcon::Mode iconMode(const QStyleOptionViewItem &option)
{
    if (!option.state.testFlag(QStyle::State_Enabled))
        return QIcon::Disabled;
    const bool isTurnedOver = option.state.testFlag(QStyle::State_Selected) && !Theme::instance().hasTints();
    return isTurnedOver ? QIcon::Selected : QIcon::Normal;
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

void ActorCellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    paintCellBackground(*painter, option);
    paintText(*painter, option, option.rect.adjusted(cellTextMargin, 0, -cellTextMargin, 0), index);
}

void ActorCellDelegate::paintText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
                                  const QModelIndex &index) const
{
    if (area.width() <= 0)
        return;
    painter.save();
    painter.setFont(option.font);
    paintCellText(painter, option, area,
                  m_texts.text(index.data().toString(), option.font, area.width(), m_elideMode),
                  cellTextColor(option, index));
    painter.restore();
}

void ActorKeyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    paintCellBackground(*painter, option);
    const ActorMark mark = markAt(index);
    const bool isPinned = index.data(ActorListModel::pinnedRole).toBool();
    const int extent = metrics::iconSize - 2;
    QRect text = option.rect.adjusted(cellTextMargin, 0, -cellTextMargin, 0);
    const auto placed = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    const int top = text.center().y() - extent / 2;
    if (mark != ActorMark::None && text.width() > extent + keyWidthMin) {
        const QRect chip(text.right() - extent + 1, top, extent, extent);
        paintMark(*painter, placed(chip), mark);
        text.setRight(chip.left() - metrics::space1);
    }
    if (isPinned && text.width() > extent + keyWidthMin) {
        const QRect pin(text.left(), top, extent, extent);
        icon("pin-angle"_L1, ColorRole::Accent)
            .paint(painter, placed(pin), Qt::AlignCenter, iconMode(option));
        text.setLeft(pin.right() + metrics::space1);
    }
    paintText(*painter, option, placed(text), index);
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

void ActorStatusDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    paintCellBackground(*painter, option);
    const Tone tone = toneAt(index);
    const QRect cell = option.rect.adjusted(cellTextMargin, 0, -cellTextMargin, 0);
    const QRect picture(cell.left(), cell.center().y() - metrics::iconSize / 2 + 1, metrics::iconSize,
                        metrics::iconSize);
    const QIcon::Mode mode = iconMode(option);
    icon(tone.icon, tone.color)
        .paint(painter, QStyle::visualRect(option.direction, option.rect, picture), Qt::AlignCenter, mode);
    const QRect text = cell.adjusted(metrics::iconSize + cellTextMargin, 0, 0, 0);
    if (text.width() <= 0)
        return;
    const bool isStale = index.data(roleOf(TableRole::Stale)).toBool();
    const QColor color =
        mode != QIcon::Normal || isStale ? cellTextColor(option, index) : Theme::instance().color(tone.color);
    painter->save();
    painter->setFont(option.font);
    paintCellText(*painter, option, QStyle::visualRect(option.direction, option.rect, text),
                  m_texts.text(index.data().toString(), option.font, text.width(), Qt::ElideRight), color);
    painter->restore();
}

void ActorStatusDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StatusDelegate::initStyleOption(option, index);
    makePlain(*option, index);
}

void ActorTimeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    paintCellBackground(*painter, option);
    const QRect area = option.rect.adjusted(cellTextMargin, 0, -cellTextMargin, 0);
    if (area.width() <= 0)
        return;
    const QFont font = fonts::tabular();
    painter->save();
    painter->setFont(font);
    paintCellText(*painter, option, area, m_texts.text(momentText(index), font, area.width(), Qt::ElideRight),
                  cellTextColor(option, index));
    painter->restore();
}

/// From the value: writing out a date nobody sees would cost more than the rest of the cell.
QString ActorTimeDelegate::momentText(const QModelIndex &index) const
{
    const QVariant value = index.data(roleOf(TableRole::Value));
    if (!value.isValid())
        return u"—"_s;
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(value.toLongLong());
    return m_isAbsolute ? QLocale().toString(shownTime(moment), QLocale::ShortFormat)
                        : relativeTimeText(moment, QDateTime::currentDateTime());
}

void ActorTimeDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RelativeTimeDelegate::initStyleOption(option, index);
    makePlain(*option, index);
    option->font = fonts::tabular();
    option->text = momentText(index);
}

} // namespace rove::ui
