// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/events/eventcells.h"

#include "ui/models/actoreventmodel.h"
#include "ui/pages/events/eventtone.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

namespace rove::ui {

using Model = ActorEventModel;

namespace {

EventKind kindAt(const QModelIndex &index)
{
    return static_cast<EventKind>(index.data(Model::KindRole).toInt());
}

void setTextColor(QStyleOptionViewItem &option, ColorRole role)
{
    const QColor color = Theme::instance().color(role);
    // What is disabled stays faded.
    for (const auto group : {QPalette::Active, QPalette::Inactive})
        option.palette.setColor(group, QPalette::Text, color);
    // On a tinted selection the colour can still be read; on the system's own it may not.
    if (Theme::instance().hasTints())
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            option.palette.setColor(group, QPalette::HighlightedText, color);
}

} // namespace

EventCells::EventCells(QObject *parent)
    : QStyledItemDelegate(parent)
{}

void EventCells::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const bool isFailure = index.data(Model::FailureRole).toBool();
    switch (index.column()) {
    case Model::KindColumn: {
        const Tone tone = isFailure ? tone::error : toneOf(kindAt(index));
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(tone.icon, tone.color);
        option->decorationSize = {metrics::iconSize, metrics::iconSize};
        setTextColor(*option, tone.color);
        break;
    }
    case Model::SummaryColumn:
        option->font = fonts::code();
        if (isFailure)
            setTextColor(*option, ColorRole::Error);
        break;
    case Model::ConnectionColumn:
        option->font = fonts::code();
        option->textElideMode = Qt::ElideMiddle;
        setTextColor(*option, ColorRole::Muted);
        break;
    default:
        option->font = fonts::tabular();
        if (index.column() == Model::DeltaColumn)
            setTextColor(*option, ColorRole::Muted);
        break;
    }
    option->fontMetrics = QFontMetrics(option->font);
}

void EventCells::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (kindAt(index) != EventKind::Gap)
        return QStyledItemDelegate::paint(painter, option, index);
    paintGap(painter, option, index);
}

void EventCells::paintGap(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const Theme &theme = Theme::instance();
    if (theme.hasTints() && !cell.state.testFlag(QStyle::State_Selected))
        cell.backgroundBrush = theme.color(ColorRole::DiffChanged);
    const bool hasText = index.column() == Model::TimeColumn || index.column() == Model::KindColumn ||
                         index.column() == Model::SummaryColumn;
    if (!hasText)
        cell.text.clear();
    setTextColor(cell, ColorRole::Warning);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    int from = cell.rect.left();
    if (index.column() == Model::TimeColumn || index.column() == Model::KindColumn)
        return;
    if (hasText)
        from += QFontMetrics(cell.font).horizontalAdvance(cell.text) + metrics::space4;
    if (from >= cell.rect.right())
        return;
    painter->save();
    painter->setPen(QPen(theme.color(ColorRole::Warning), 1, Qt::DashLine));
    const int middle = cell.rect.center().y();
    painter->drawLine(from, middle, cell.rect.right(), middle);
    painter->restore();
}

} // namespace rove::ui
