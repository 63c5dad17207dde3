// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/valueeditdelegate.h"
#include "ui/widgets/valuetreemodel.h"

namespace rove::ui {

/// Paints the cells of a value tree in the JSON colours, with a mark's sign before the key and "old → new" in
/// the value. All parts of a cell are measured first: where room is short, the old value goes before the live
/// one does. Knows nothing of selection or expansion; belongs to the view.
class ValueDelegate : public ValueEditDelegate {
    Q_OBJECT

public:
    explicit ValueDelegate(QObject *parent = nullptr);

    /// The fill of a marked row; invalid if the row has no mark or the theme has no tints.
    static QColor markColor(const ValueMark &mark);
    static QChar markSign(const ValueMark &mark);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace rove::ui
