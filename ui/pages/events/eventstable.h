// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QSet>
#include <QtWidgets/QTableView>

#include <vector>

namespace rove::ui {

class ActorEventModel;

/// The rows of an event log. It follows the end while that is in sight; scrolled away it stays where it is,
/// whatever is added or let go, and counts what is new. Columns give way when there is little room, unless
/// the user chose them. The model belongs to the caller. GUI thread.
class EventsTable : public QTableView {
    Q_OBJECT
public:
    explicit EventsTable(ActorEventModel &model, QWidget *parent = nullptr);

    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    /// Goes to the end and stays there, or stays here.
    void setFollowing(bool following);
    /// Rows that came since the end was left.
    [[nodiscard]] int newCount() const { return m_newCount; }
    [[nodiscard]] quint64 currentId() const;
    /// False if the row is not shown.
    bool setCurrentId(quint64 id);
    /// Ids of the rows chosen, in their order.
    [[nodiscard]] std::vector<quint64> chosenIds() const;
    /// A menu at the keyboard's place, as at the pointer.
    void setMenuActions(const QList<QAction *> &actions) { m_menuActions = actions; }

signals:
    void currentIdChanged(quint64 id);
    void followingChanged(bool following);
    void newCountChanged(int count);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;

private:
    void onScrolled();
    void onGrew(int count);
    void onRemoved(int count);
    void onReset();
    void updateRowHeight();
    void updateColumns();
    void showColumnMenu(const QPoint &position);

    ActorEventModel &m_model;
    QList<QAction *> m_menuActions;
    /// Columns that the user turned on or off; these do not give way by themselves.
    QSet<int> m_shown;
    QSet<int> m_hidden;
    bool m_isFollowing = true;
    bool m_isAdjusting = false;
    int m_newCount = 0;
    /// The row that a reset must find again.
    quint64 m_currentId = 0;
};

} // namespace rove::ui
