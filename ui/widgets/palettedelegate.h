// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace rove::ui {

/// Paints the rows of a CommandPalette: titles small and muted, entries with icon, text with the letters that
/// were meant standing out, detail, and keys at the right as caps. A disabled entry says why in place of its
/// keys.
class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintTitle(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// Draws from the right edge and returns the width taken.
    int paintKeys(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
                  const QModelIndex &index) const;
    void paintText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
                   const QModelIndex &index) const;
};

} // namespace rove::ui
