// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace rove::ui {

/// Draws the cells of an event table: the kind as icon, word and colour, times and durations in digits of one
/// width, the summary in the fixed font. A gap is a line across all columns with its words on it.
class EventCells : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit EventCells(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintGap(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace rove::ui
