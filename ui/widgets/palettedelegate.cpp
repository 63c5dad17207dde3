// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/palettedelegate.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/palettemodel.h"

#include <QtGui/QPainter>
#include <QtGui/QTextLayout>
#include <QtWidgets/QApplication>

namespace rove::ui {
namespace {

constexpr int rowHeight = 28;
constexpr int titleHeight = 26;
constexpr int sideMargin = metrics::space3;
constexpr int capMargin = 6;

bool isTitle(const QModelIndex &index)
{
    return !index.data(PaletteModel::TitleRole).toString().isEmpty();
}

bool isDisabled(const QModelIndex &index)
{
    return !index.data(PaletteModel::ReasonRole).toString().isEmpty();
}

bool turnsOver(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected) && !Theme::instance().hasTints();
}

QColor textColor(const QStyleOptionViewItem &option, ColorRole role)
{
    return turnsOver(option) ? option.palette.color(QPalette::HighlightedText)
                             : Theme::instance().color(role);
}

/// The text as one line with its matched letters bold and in the accent's colour.
void layOut(QTextLayout &layout, const QList<int> &positions, const QColor &accent)
{
    QList<QTextLayout::FormatRange> ranges;
    for (const int position : positions) {
        QTextCharFormat format;
        format.setFontWeight(QFont::Bold);
        format.setForeground(accent);
        ranges.append({.start = position, .length = 1, .format = format});
    }
    QTextOption line;
    line.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(line);
    layout.setFormats(ranges);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
}

} // namespace

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int text = option.fontMetrics.height() + metrics::space2 + metrics::space1;
    return {0, std::max(isTitle(index) ? titleHeight : rowHeight, text)};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    if (isTitle(index)) {
        paintTitle(*painter, option, index);
        painter->restore();
        return;
    }
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    background.icon = {};
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

    const QRect row = option.rect.adjusted(sideMargin, 0, -sideMargin, 0);
    const QRect picture(row.left(), row.top() + (row.height() - metrics::iconSize) / 2, metrics::iconSize,
                        metrics::iconSize);
    const QIcon::Mode mode = isDisabled(index)   ? QIcon::Disabled
                             : turnsOver(option) ? QIcon::Selected
                                                 : QIcon::Normal;
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, QStyle::visualRect(option.direction, option.rect, picture), Qt::AlignCenter, mode);
    QRect text = row.adjusted(metrics::iconSize + metrics::space3, 0, 0, 0);
    text.setRight(text.right() - paintKeys(*painter, option, text, index));
    paintText(*painter, option, text, index);
    painter->restore();
}

void PaletteDelegate::paintTitle(QPainter &painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const QRect r = option.rect;
    if (index.row() > 0)
        painter.fillRect(QRect(r.left() + sideMargin, r.top(), r.width() - 2 * sideMargin, 1),
                         Theme::instance().color(ColorRole::Border));
    painter.setFont(fonts::small());
    painter.setPen(Theme::instance().color(ColorRole::Muted));
    painter.drawText(r.adjusted(sideMargin, metrics::space1, -sideMargin, 0),
                     Qt::AlignVCenter | Qt::AlignLeading, index.data(PaletteModel::TitleRole).toString());
}

int PaletteDelegate::paintKeys(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
                               const QModelIndex &index) const
{
    const QString reason = index.data(PaletteModel::ReasonRole).toString();
    const QString text = reason.isEmpty() ? index.data(PaletteModel::KeysRole).toString() : reason;
    if (text.isEmpty())
        return 0;
    painter.setFont(fonts::small());
    const QFontMetrics metricsOfKeys(painter.font());
    const int wanted = metricsOfKeys.horizontalAdvance(text) + 2 * capMargin;
    const int width = std::min(wanted, area.width() / 2);
    const QRect cap(area.right() - width + 1, area.center().y() - metricsOfKeys.height() / 2 - 2, width,
                    metricsOfKeys.height() + 4);
    const QRect placed = QStyle::visualRect(option.direction, option.rect, cap);
    if (reason.isEmpty()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Theme::instance().color(ColorRole::Border));
        painter.setBrush(Theme::instance().color(ColorRole::Window));
        painter.drawRoundedRect(QRectF(placed).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
    painter.setPen(reason.isEmpty() ? Theme::instance().color(ColorRole::Muted)
                                    : textColor(option, ColorRole::Muted));
    painter.drawText(placed, Qt::AlignCenter,
                     metricsOfKeys.elidedText(text, Qt::ElideRight, width - capMargin));
    return width + metrics::space3;
}

void PaletteDelegate::paintText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
                                const QModelIndex &index) const
{
    QTextLayout layout(index.data().toString(), option.font);
    const bool disabled = isDisabled(index);
    layOut(layout, index.data(PaletteModel::PositionsRole).value<QList<int>>(),
           disabled ? textColor(option, ColorRole::Muted) : textColor(option, ColorRole::Accent));
    const int width = std::min(static_cast<int>(layout.lineAt(0).naturalTextWidth()) + 1, area.width());
    const QRect text = QStyle::visualRect(option.direction, option.rect,
                                          QRect(area.left(), area.top(), width, area.height()));
    painter.save();
    painter.setClipRect(text);
    painter.setPen(textColor(option, disabled ? ColorRole::Muted : ColorRole::Text));
    layout.draw(&painter,
                QPointF(text.left(), text.top() + (text.height() - layout.boundingRect().height()) / 2));
    painter.restore();

    const QRect rest = area.adjusted(width + metrics::space3, 0, 0, 0);
    const QString detail = index.data(PaletteModel::DetailRole).toString();
    if (detail.isEmpty() || rest.width() < metrics::hitTarget)
        return;
    painter.setFont(option.font);
    painter.setPen(textColor(option, ColorRole::Muted));
    painter.drawText(QStyle::visualRect(option.direction, option.rect, rest),
                     Qt::AlignVCenter | Qt::AlignLeading,
                     option.fontMetrics.elidedText(detail, Qt::ElideRight, rest.width()));
}

} // namespace rove::ui
