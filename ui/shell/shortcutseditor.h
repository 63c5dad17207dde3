// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTreeView;

namespace rove::ui {

class ActionRegistry;
class FilterBox;
class MessageBar;
class ShortcutMap;

/// Every command with its keys, findable by name or by keys. The keys of the chosen one are recorded in a
/// field below; keys that another command has are named and not given twice. What differs from the standard
/// can be set back, written to a file and read from one. The registry and the map outlive it. GUI thread.
class ShortcutsEditor : public QWidget {
    Q_OBJECT
public:
    ShortcutsEditor(ActionRegistry &registry, ShortcutMap &map, QWidget *parent = nullptr);

    /// Makes a command the chosen one.
    void choose(const QString &id);
    [[nodiscard]] QTreeView *view() const { return m_view; }
    [[nodiscard]] FilterBox *filterBox() const { return m_filter; }
    [[nodiscard]] QKeySequenceEdit *recorder() const { return m_recorder; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }
    [[nodiscard]] QPushButton *assignButton() const { return m_assign; }
    [[nodiscard]] QPushButton *resetButton() const { return m_reset; }
    void exportTo(const QString &path);
    void importFrom(const QString &path);

private:
    void makeLayout();
    void fill();
    void refreshKeys();
    void showCurrent();
    void showConflict();
    void assign();
    void askExport();
    void askImport();
    [[nodiscard]] QAction *current() const;

    ActionRegistry &m_registry;
    ShortcutMap &m_map;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_proxy;
    FilterBox *m_filter;
    QTreeView *m_view;
    QKeySequenceEdit *m_recorder;
    MessageBar *m_message;
    QLabel *m_chosen;
    QPushButton *m_assign;
    QPushButton *m_remove;
    QPushButton *m_reset;
};

} // namespace rove::ui
