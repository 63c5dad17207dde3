// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QListView>

class QStandardItem;
class QStandardItemModel;

namespace rove::ui {

/// One entry of a NavigationList.
struct NavigationItem {
    /// Fixed for ever: what settings and links say.
    QString id;
    QString text;
    QLatin1StringView icon;
    /// Beside the text: a number, or a dash for what is not there.
    QString count = {};
    /// Why it cannot be chosen; empty if it can.
    QString disabledReason = {};
};

/// A vertical rail of places to go: icon, name and count, narrow with icons only when collapsed.
/// Up and Down, Home and End and type-ahead move; moving chooses. Collapsed, names move to the tooltips and
/// stay for screen readers. GUI thread only.
class NavigationList : public QListView {
    Q_OBJECT

public:
    explicit NavigationList(QWidget *parent = nullptr);

    void setItems(const QList<NavigationItem> &items);
    [[nodiscard]] QStringList ids() const;
    void setCount(const QString &id, const QString &count);
    void setDisabledReason(const QString &id, const QString &reason);

    [[nodiscard]] QString currentId() const;
    /// False if there is no such entry or it is disabled.
    bool setCurrentId(const QString &id);

    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }
    void setCollapsed(bool collapsed);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void currentIdChanged(const QString &id);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void changeEvent(QEvent *event) override;

private:
    class Delegate;

    [[nodiscard]] QStandardItem *itemOf(const QString &id) const;
    void describe(QStandardItem *item);
    void updateWidth();

    QStandardItemModel *m_items;
    bool m_collapsed = false;
};

} // namespace rove::ui
