// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuedelegate.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/valueeditor.h"
#include "ui/widgets/widgettext.h"

#include <QtCore/QEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

namespace rove::ui {
namespace {

using namespace Qt::StringLiterals;
using enum ColorRole;

constexpr int signWidth = 14;
constexpr int cellPadding = 6;
constexpr int editorWidthMin = 260;

/// A run of text in one colour; a cell is a few of them after each other.
struct Piece {
    QString text;
    QColor color;
    bool isStruckOut = false;
};

QColor colorOf(ColorRole role)
{
    return Theme::instance().color(role);
}

QColor valueColor(const QCborValue &value)
{
    return colorOf(kindColor(kindOf(value)));
}

void appendCounts(QList<Piece> &pieces, const ValueTreeModel::ChangeCounts &counts)
{
    const auto append = [&pieces](QChar sign, int count, ColorRole role) {
        if (count > 0)
            pieces.append({u"  "_s + sign + QString::number(count), colorOf(role)});
    };
    append(u'+', counts.added, Running);
    append(u'−', counts.removed, Crashed);
    append(u'~', counts.changed, Pending);
}

void appendOld(QList<Piece> &pieces, const ValueMark &mark)
{
    if (!mark.oldValue)
        return;
    pieces.append({displayText(*mark.oldValue), colorOf(Muted)});
    pieces.append({u"  →  "_s, colorOf(Muted)});
}

QList<Piece> valuePieces(const QModelIndex &index)
{
    const auto value = index.data(ValueTreeModel::RawValueRole).value<QCborValue>();
    const QVariant markData = index.data(ValueTreeModel::MarkRole);
    const auto mark = markData.value<ValueMark>();
    QList<Piece> pieces;
    if (markData.isValid() && mark.kind == ValueMark::Kind::Removed)
        return {{displayText(value), colorOf(Muted), true}};
    if (markData.isValid() && mark.kind != ValueMark::Kind::Added)
        appendOld(pieces, mark);
    pieces.append({displayText(value), valueColor(value)});
    if (const QString hint = hintText(value); !hint.isEmpty())
        pieces.append({u"  ("_s + hint + u')', colorOf(Muted)});
    if (markData.isValid() && mark.kind == ValueMark::Kind::Conflict) {
        pieces.append({u"   "_s + WidgetText::tr("live:", "before the value the actor holds now") + u' ',
                       colorOf(Muted)});
        if (mark.liveValue)
            pieces.append({displayText(*mark.liveValue), valueColor(*mark.liveValue)});
        else
            pieces.append({WidgetText::tr("removed"), colorOf(Muted)});
    }
    if (const QVariant below = index.data(ValueTreeModel::ChangesBelowRole); below.isValid())
        appendCounts(pieces, below.value<ValueTreeModel::ChangeCounts>());
    return pieces;
}

QList<Piece> pathPieces(const QModelIndex &index)
{
    const auto path = index.data(ValueTreeModel::PathRole).value<ValuePath>();
    const bool isPosition = !path.isRoot() && std::holds_alternative<qsizetype>(path.steps().constLast());
    const auto mark = index.data(ValueTreeModel::MarkRole);
    const bool isRemoved = mark.isValid() && mark.value<ValueMark>().kind == ValueMark::Kind::Removed;
    const ColorRole role = isPosition || isRemoved ? Muted : JsonKey;
    return {{index.data().toString(), colorOf(role), isRemoved}};
}

QList<Piece> piecesOf(const QModelIndex &index)
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

/// Draws the pieces from the left until the room is used up; the one that does not fit ends in dots.
void drawPieces(QPainter &painter, QRect area, const QList<Piece> &pieces, const QColor &forced)
{
    QFont font = painter.font();
    for (const Piece &piece : pieces) {
        font.setStrikeOut(piece.isStruckOut);
        painter.setFont(font);
        painter.setPen(forced.isValid() ? forced : piece.color);
        const QFontMetrics fontMetrics(font);
        const QString text = fontMetrics.elidedText(piece.text, Qt::ElideRight, area.width());
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
        area.setLeft(area.left() + fontMetrics.horizontalAdvance(text));
        if (area.width() <= 0 || text.size() < piece.text.size())
            return;
    }
}

bool isCode(int column)
{
    return column == ValueTreeModel::PathColumn || column == ValueTreeModel::ValueColumn;
}

} // namespace

ValueDelegate::ValueDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
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
    if (index.column() == ValueTreeModel::PathColumn) {
        const QRect slot(option.rect.left(), option.rect.top(), signWidth, option.rect.height());
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
        area.setLeft(slot.right() + 2);
    }
    drawPieces(*painter, area, piecesOf(index), forced);
    painter->restore();
}

QSize ValueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics fontMetrics(isCode(index.column()) ? fonts::code() : option.font);
    int width = 2 * cellPadding + (index.column() == ValueTreeModel::PathColumn ? signWidth : 0);
    for (const Piece &piece : piecesOf(index))
        width += fontMetrics.horizontalAdvance(piece.text);
    return {width, QStyledItemDelegate::sizeHint(option, index).height()};
}

QWidget *ValueDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                     const QModelIndex &index) const
{
    auto *editor = new ValueEditor(parent);
    editor->setValue(index.data(ValueTreeModel::RawValueRole).value<QCborValue>());
    const auto finish = [this, editor] {
        auto *self = const_cast<ValueDelegate *>(this);
        emit self->commitData(editor);
        emit self->closeEditor(editor);
    };
    // Enter is the base class's business: it watches the editor for that key.
    connect(editor, &ValueEditor::chosen, this, finish);
    return editor;
}

void ValueDelegate::setEditorData(QWidget *, const QModelIndex &) const
{
    // The editor got its value when it was made. One that arrives while a person types must not take the text
    // away.
}

void ValueDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const auto *valueEditor = qobject_cast<ValueEditor *>(editor);
    if (!valueEditor)
        return;
    if (const auto value = valueEditor->value())
        model->setData(index, QVariant::fromValue(*value), Qt::EditRole);
}

void ValueDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                         const QModelIndex &) const
{
    QRect area = option.rect;
    area.setWidth(std::max(area.width(), editorWidthMin));
    editor->setGeometry(area);
}

bool ValueDelegate::eventFilter(QObject *object, QEvent *event)
{
    const auto *editor = qobject_cast<ValueEditor *>(object);
    if (editor && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (isEnter && !editor->value())
            return true; // Stays open with the error shown; nothing typed is lost.
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

} // namespace rove::ui
