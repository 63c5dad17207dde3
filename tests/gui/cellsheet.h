// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QPersistentModelIndex>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QWidget>

class QAbstractItemDelegate;

namespace rove::test {

/// Cells by themselves, each in everything that a view may want of it: as it is, selected, on a striped row,
/// selected without focus, disabled. One row a cell, one column a state.
class CellSheet : public QWidget {
public:
    explicit CellSheet(int cellWidth, QWidget *parent = nullptr);

    /// The delegate and the index outlive the sheet.
    void add(const QString &caption, const QAbstractItemDelegate &delegate, const QModelIndex &index);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row {
        QString caption;
        const QAbstractItemDelegate *delegate;
        QPersistentModelIndex index;
    };

    void paintCell(QPainter &painter, const Row &row, int state, const QRect &place) const;
    [[nodiscard]] int heightOf(const Row &row) const;

    int m_cellWidth;
    /// Styles ask the view that a cell is in.
    QTreeView m_view;
    QList<Row> m_rows;
};

/// Pictures beside each other with a word under each.
class ContactSheet : public QWidget {
public:
    explicit ContactSheet(int columnCount, QWidget *parent = nullptr);

    void add(const QString &caption, const QImage &picture);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry {
        QString caption;
        QImage picture;
    };

    [[nodiscard]] QSize cellSize() const;

    int m_columnCount;
    QList<Entry> m_entries;
};

} // namespace rove::test
