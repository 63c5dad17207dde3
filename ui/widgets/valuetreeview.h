// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/valuepath.h"

#include <QtCore/QPersistentModelIndex>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtCore/QVariantMap>
#include <QtWidgets/QTreeView>

#include <optional>

class QMenu;

namespace rove::ui {

class ValueTreeModel;

/// The tree of a value with its commands: edit in place, add, duplicate, delete, copy, expand.
/// Shows a ValueTreeModel it does not own. Expansion is remembered by path and comes back with the path;
/// while a new value arrives, the row at the top of the window stays where it is. Every command is a QAction
/// of the view, with its shortcut, so a menu bar can offer the same ones. GUI thread only.
class ValueTreeView : public QTreeView {
    Q_OBJECT

public:
    explicit ValueTreeView(QWidget *parent = nullptr);

    /// The model must be a ValueTreeModel.
    void setModel(QAbstractItemModel *model) override;
    [[nodiscard]] ValueTreeModel *valueModel() const { return m_model; }

    /// What the column of changes needs for its words.
    [[nodiscard]] int changedWidthHint() const;

    [[nodiscard]] ValuePath currentPath() const;
    /// Opens the way to `path` and makes it current; false if there is no such path.
    bool setCurrentPath(const ValuePath &path);

    /// Opens what leads to these paths.
    void expandTo(const QList<ValuePath> &paths);

    /// What is open, current and at the top, by path, for a page that shows another value meanwhile or a
    /// session file. An empty map closes all. Both work before the value is there: it is then opened as it
    /// arrives.
    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &saved);

    /// Opens every level down to `depth` below the current row, or below the root without one.
    void expandToDepthHere(int depth);
    void expandAllHere();
    /// Edits the current value: in its cell, or in a dialog if it needs more than a line.
    void editCurrent();

    [[nodiscard]] QAction *editAction() const { return m_edit; }
    [[nodiscard]] QAction *copyValueAction() const { return m_copyValue; }
    [[nodiscard]] QAction *copyPathAction() const { return m_copyPath; }
    [[nodiscard]] QAction *copyCborAction() const { return m_copyCbor; }
    [[nodiscard]] QAction *addAction() const { return m_add; }
    [[nodiscard]] QAction *duplicateAction() const { return m_duplicate; }
    [[nodiscard]] QAction *deleteAction() const { return m_delete; }
    using QTreeView::addAction;

signals:
    /// Text went to the clipboard; `what` says in words which.
    void copied(const QString &what);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void verticalScrollbarValueChanged(int value) override;
    bool edit(const QModelIndex &index, EditTrigger trigger, QEvent *event) override;
    using QTreeView::edit;

private:
    void makeActions();
    void updateActions();
    void fillTypeMenu(QMenu *menu);
    void fillMenu(QMenu *menu);
    void rememberPlace();
    void restorePlace();
    void takeWantedPlace();
    void fetchAllOfCurrent();
    void reexpand(const QModelIndex &parent, int first, int last);
    void fetchVisible();
    int expandLevels(const QModelIndex &index, int depth, int budget);

    void editInDialog(const QModelIndex &index);
    void addEntry();
    void insertEntry(const ValuePath &container, const PathStep &step, const QCborValue &value);
    void duplicateCurrent();
    void removeCurrent();
    void setCurrentValue(const QCborValue &value);
    void copyValue();
    void copyPath();
    void copyCbor();
    [[nodiscard]] QModelIndex currentRow() const;

    ValueTreeModel *m_model = nullptr;
    QSet<ValuePath> m_expanded;
    QPersistentModelIndex m_topRow;
    int m_topOffset = 0;
    /// A path that was asked for and will be edited when it appears.
    std::optional<ValuePath> m_awaited;
    /// Where an old view was, until there is a value.
    std::optional<ValuePath> m_wantedCurrent;
    std::optional<ValuePath> m_wantedTop;
    QTimer m_ageTimer;
    QTimer m_fetchTimer;

    QAction *m_edit = nullptr;
    QAction *m_editInDialog = nullptr;
    QAction *m_copyValue = nullptr;
    QAction *m_copyPath = nullptr;
    QAction *m_copyCbor = nullptr;
    QAction *m_add = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_setNull = nullptr;
    QAction *m_setUndefined = nullptr;
    QAction *m_expandAll = nullptr;
    QAction *m_collapse = nullptr;
    QAction *m_delete = nullptr;
};

} // namespace rove::ui
