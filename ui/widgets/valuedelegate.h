// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/valuetreemodel.h"

#include <QtWidgets/QStyledItemDelegate>

namespace rove::ui {

/// Paints the cells of a value tree in the JSON colours, with a mark's sign before the key and "old → new" in
/// the value, and edits a value in its cell. Knows nothing of selection or expansion; belongs to the view.
class ValueDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ValueDelegate(QObject *parent = nullptr);

    /// The fill of a marked row; invalid if the row has no mark or the theme has no tints.
    static QColor markColor(const ValueMark &mark);
    static QChar markSign(const ValueMark &mark);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
};

} // namespace rove::ui
