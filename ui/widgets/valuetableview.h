// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/valuetablemodel.h"

#include <QtWidgets/QTableView>

class QAction;

namespace rove::ui {

/// The table of an array of objects: sorts by a click on a header, edits a value in its cell, copies.
/// Shows a ValueTableModel it does not own. Enter or F2 edits, Delete asks the owner to remove a row, Ctrl+C
/// copies the cell as JSON and Ctrl+Shift+C its path. GUI thread.
class ValueTableView : public QTableView {
    Q_OBJECT

public:
    explicit ValueTableView(QWidget *parent = nullptr);

    /// The model must be a ValueTableModel.
    void setModel(QAbstractItemModel *model) override;
    [[nodiscard]] ValueTableModel *tableModel() const { return m_model; }

    /// The path of the current cell, below the table's own root path.
    [[nodiscard]] ValuePath currentPath() const;

    [[nodiscard]] QAction *editAction() const { return m_edit; }
    [[nodiscard]] QAction *copyValueAction() const { return m_copyValue; }
    [[nodiscard]] QAction *copyPathAction() const { return m_copyPath; }
    [[nodiscard]] QAction *deleteRowAction() const { return m_deleteRow; }

signals:
    void copied(const QString &what);
    /// The owner may show this path in the tree.
    void openRequested(const rove::ValuePath &path);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeActions();
    void updateActions();
    void editCurrent();
    void sizeColumns();

    ValueTableModel *m_model = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_copyValue = nullptr;
    QAction *m_copyPath = nullptr;
    QAction *m_open = nullptr;
    QAction *m_deleteRow = nullptr;
};

} // namespace rove::ui
