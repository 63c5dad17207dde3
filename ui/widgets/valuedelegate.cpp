// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuedelegate.h"

#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/cellpieces.h"
#include "ui/widgets/widgettext.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

#include <algorithm>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using enum ColorRole;

constexpr int signWidth = 14;
constexpr int cellPadding = 6;
constexpr qsizetype shownLabelLengthMax = 200;

// Who gives way first: what was there before, then what is only said beside, then the value itself; what the
// actor holds now is what a conflict is about and goes last.
constexpr int oldYields = 5;
constexpr int arrowYields = 4;
constexpr int hintYields = 3;
constexpr int ownYields = 2;
constexpr int countYields = 1;
/// As many characters of each value in a conflict are to be read.
constexpr int conflictKeeps = 7;
/// For what stands between the values: more than it has.
constexpr int keepsWhole = 1000;

QColor colorOf(ColorRole role)
{
    return Theme::instance().color(role);
}

QColor valueColor(const QCborValue &value)
{
    return colorOf(kindColor(kindOf(value)));
}

void appendCounts(QList<CellPiece> &pieces, const ValueTreeModel::ChangeCounts &counts)
{
    const auto append = [&pieces](QChar sign, int count, ColorRole role) {
        if (count > 0)
            pieces.append({u"  "_s + sign + QString::number(count), colorOf(role), false, countYields});
    };
    append(u'+', counts.added, Running);
    append(u'−', counts.removed, Crashed);
    append(u'~', counts.changed, Pending);
}

void appendOld(QList<CellPiece> &pieces, const ValueMark &mark)
{
    if (!mark.oldValue)
        return;
    // In a conflict three values stand beside each other, and none of them may vanish behind the others.
    const bool keeps = mark.kind == ValueMark::Kind::Conflict;
    const QString arrow = u" → "_s;
    pieces.append({displayText(*mark.oldValue), colorOf(Muted), false, oldYields, keeps ? conflictKeeps : 0});
    pieces.append({arrow, colorOf(Muted), false, arrowYields, keeps ? keepsWhole : 0});
}

QList<CellPiece> valuePieces(const QModelIndex &index)
{
    const auto value = index.data(ValueTreeModel::RawValueRole).value<QCborValue>();
    const QVariant markData = index.data(ValueTreeModel::MarkRole);
    const auto mark = markData.value<ValueMark>();
    QList<CellPiece> pieces;
    if (markData.isValid() && mark.kind == ValueMark::Kind::Removed)
        return {{displayText(value), colorOf(Muted), true}};
    if (markData.isValid() && mark.kind != ValueMark::Kind::Added)
        appendOld(pieces, mark);
    const bool isConflict = markData.isValid() && mark.kind == ValueMark::Kind::Conflict;
    pieces.append({displayText(value), valueColor(value), false, ownYields, isConflict ? conflictKeeps : 0});
    if (const QString hint = hintText(value); !hint.isEmpty())
        pieces.append({u"  ("_s + hint + u')', colorOf(Muted), false, hintYields});
    if (isConflict) {
        const QString live = u"  "_s + WidgetText::tr("live", "before the value the actor holds now") + u' ';
        pieces.append({live, colorOf(Muted), false, 0, keepsWhole});
        if (mark.liveValue)
            pieces.append(
                {displayText(*mark.liveValue), valueColor(*mark.liveValue), false, 0, conflictKeeps});
        else
            pieces.append({WidgetText::tr("removed"), colorOf(Muted)});
    }
    if (const QVariant below = index.data(ValueTreeModel::ChangesBelowRole); below.isValid())
        appendCounts(pieces, below.value<ValueTreeModel::ChangeCounts>());
    return pieces;
}

/// A key on one line and never wider than a screen.
QString shownLabel(const QString &label)
{
    QString text = label.isEmpty() ? u"\"\""_s : label.first(std::min(label.size(), shownLabelLengthMax));
    text.replace(u'\n', u'⏎');
    return label.size() > shownLabelLengthMax ? text + u'…' : text;
}

QList<CellPiece> pathPieces(const QModelIndex &index)
{
    const auto path = index.data(ValueTreeModel::PathRole).value<ValuePath>();
    const bool isPosition = !path.isRoot() && std::holds_alternative<qsizetype>(path.steps().constLast());
    const auto mark = index.data(ValueTreeModel::MarkRole);
    const bool isRemoved = mark.isValid() && mark.value<ValueMark>().kind == ValueMark::Kind::Removed;
    const ColorRole role = isPosition || isRemoved ? Muted : JsonKey;
    return {{shownLabel(index.data().toString()), colorOf(role), isRemoved}};
}

QList<CellPiece> piecesOf(const QModelIndex &index)
{
    if (index.column() == ValueTreeModel::PathColumn)
        return pathPieces(index);
    if (index.column() == ValueTreeModel::ValueColumn)
        return valuePieces(index);
    const QVariant mark = index.data(ValueTreeModel::MarkRole);
    const bool isConflict = index.column() == ValueTreeModel::ChangedColumn && mark.isValid() &&
                            mark.value<ValueMark>().kind == ValueMark::Kind::Conflict;
    return {{index.data().toString(), colorOf(isConflict ? Error : Muted)}};
}

int widthOf(const QList<CellPiece> &pieces, const QFontMetrics &fontMetrics)
{
    int width = 0;
    for (const CellPiece &piece : pieces)
        width += fontMetrics.horizontalAdvance(piece.text);
    return width;
}

bool isCode(int column)
{
    return column == ValueTreeModel::PathColumn || column == ValueTreeModel::ValueColumn;
}

} // namespace

ValueDelegate::ValueDelegate(QObject *parent)
    : ValueEditDelegate(parent)
{}

QColor ValueDelegate::markColor(const ValueMark &mark)
{
    const Theme &theme = Theme::instance();
    if (!theme.hasTints())
        return {};
    switch (mark.kind) {
    case ValueMark::Kind::Added:
        return theme.color(DiffAdded);
    case ValueMark::Kind::Changed:
    case ValueMark::Kind::Edited:
        return theme.color(DiffChanged);
    case ValueMark::Kind::Removed:
    case ValueMark::Kind::Conflict:
        return theme.color(DiffRemoved);
    }
    return {};
}

QChar ValueDelegate::markSign(const ValueMark &mark)
{
    switch (mark.kind) {
    case ValueMark::Kind::Added:
        return u'+';
    case ValueMark::Kind::Removed:
        return u'−';
    case ValueMark::Kind::Changed:
        return u'~';
    case ValueMark::Kind::Edited:
        return u'✎';
    case ValueMark::Kind::Conflict:
        return u'!';
    }
    return {};
}

void ValueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

    const Theme &theme = Theme::instance();
    const bool turnsOver = option.state.testFlag(QStyle::State_Selected) && !theme.hasTints();
    const QColor forced = turnsOver ? option.palette.color(QPalette::HighlightedText) : QColor();
    painter->save();
    painter->setFont(isCode(index.column()) ? fonts::code() : option.font);
    QRect area = option.rect.adjusted(cellPadding, 0, -cellPadding, 0);
    const bool isMirrored = option.direction == Qt::RightToLeft;
    if (index.column() == ValueTreeModel::PathColumn) {
        const QRect start(option.rect.left(), option.rect.top(), signWidth, option.rect.height());
        const QRect slot = QStyle::visualRect(option.direction, option.rect, start);
        const QVariant mark = index.data(ValueTreeModel::MarkRole);
        if (mark.isValid()) {
            const auto kind = mark.value<ValueMark>().kind;
            const ColorRole role = kind == ValueMark::Kind::Added ? Running
                                   : kind == ValueMark::Kind::Changed || kind == ValueMark::Kind::Edited
                                       ? Pending
                                       : Crashed;
            painter->setPen(forced.isValid() ? forced : theme.color(role));
            painter->drawText(slot, Qt::AlignCenter, markSign(mark.value<ValueMark>()));
        }
        if (isMirrored)
            area.setRight(slot.left() - 2);
        else
            area.setLeft(slot.right() + 2);
    }
    const QList<CellPiece> pieces = piecesOf(index);
    // Values are read from left to right everywhere, but stand where the column begins.
    if (isMirrored)
        area.setLeft(std::max(area.left(), area.right() + 1 - widthOf(pieces, painter->fontMetrics())));
    drawCellPieces(*painter, area, pieces, forced);
    painter->restore();
}

QSize ValueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics fontMetrics(isCode(index.column()) ? fonts::code() : option.font);
    const int sign = index.column() == ValueTreeModel::PathColumn ? signWidth : 0;
    const int width = 2 * cellPadding + sign + widthOf(piecesOf(index), fontMetrics);
    return {width, QStyledItemDelegate::sizeHint(option, index).height()};
}

} // namespace rove::ui
