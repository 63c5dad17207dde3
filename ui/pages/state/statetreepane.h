// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

namespace rove::ui {

class FindBar;
class SplitView;
class ValueInspector;
class ValueTreeModel;
class ValueTreeView;

/// A state as a tree: a bar that finds in it above, and beside it one value in full, where there is room for
/// that and it is wanted. The model belongs to the caller. GUI thread.
class StateTreePane : public QWidget {
    Q_OBJECT
public:
    explicit StateTreePane(ValueTreeModel *model, QWidget *parent = nullptr);

    [[nodiscard]] ValueTreeView *tree() const { return m_tree; }
    [[nodiscard]] ValueInspector *inspector() const { return m_inspector; }
    [[nodiscard]] FindBar *findBar() const { return m_findBar; }

    void setInspectorWanted(bool wanted);
    void setReadOnly(bool readOnly);

signals:
    void copied(const QString &what);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateInspector();

    ValueTreeView *m_tree;
    ValueInspector *m_inspector;
    FindBar *m_findBar;
    SplitView *m_split;
    bool m_isInspectorWanted = true;
};

} // namespace rove::ui
