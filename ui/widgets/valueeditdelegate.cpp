// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valueeditdelegate.h"

#include "ui/widgets/valueeditor.h"
#include "ui/widgets/valuetreemodel.h"

#include <QtGui/QKeyEvent>

namespace rove::ui {
namespace {

constexpr int editorWidthMin = 260;

} // namespace

ValueEditDelegate::ValueEditDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{}

QWidget *ValueEditDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                         const QModelIndex &index) const
{
    auto *editor = new ValueEditor(parent);
    editor->setValue(index.data(ValueTreeModel::RawValueRole).value<QCborValue>());
    const auto finish = [this, editor] {
        auto *self = const_cast<ValueEditDelegate *>(this);
        emit self->commitData(editor);
        emit self->closeEditor(editor);
    };
    // Enter is the base class's business: it watches the editor for that key.
    connect(editor, &ValueEditor::chosen, this, finish);
    return editor;
}

void ValueEditDelegate::setEditorData(QWidget *, const QModelIndex &) const
{
    // The editor got its value when it was made. One that arrives while a person types must not take the text
    // away.
}

void ValueEditDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                     const QModelIndex &index) const
{
    const auto *valueEditor = qobject_cast<ValueEditor *>(editor);
    if (!valueEditor)
        return;
    if (const auto value = valueEditor->value())
        model->setData(index, QVariant::fromValue(*value), Qt::EditRole);
}

void ValueEditDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                             const QModelIndex &) const
{
    QRect area = option.rect;
    area.setWidth(std::max(area.width(), editorWidthMin));
    const QWidget *ground = editor->parentWidget();
    if (area.right() > ground->width())
        area.moveRight(std::max(ground->width(), area.width()) - 1);
    editor->setGeometry(area);
}

bool ValueEditDelegate::eventFilter(QObject *object, QEvent *event)
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
