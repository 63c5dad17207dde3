// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/notificationmodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QWidget>

class QLabel;
class QStackedWidget;
class QTreeView;

namespace rove::ui {

class EmptyState;
class FilterBox;

/// What happened while the program runs: newest first, with how serious it is, what it is about and how often
/// it happened. What is on screen counts as read. The model belongs to the caller and outlives the page. GUI
/// thread.
class NotificationsPage : public QWidget {
    Q_OBJECT
public:
    explicit NotificationsPage(NotificationModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> commands() const { return {m_open, m_copy, m_remove, m_clear}; }
    [[nodiscard]] QTreeView *view() const { return m_view; }
    [[nodiscard]] FilterBox *filterBox() const { return m_filter; }

signals:
    void copied(const QString &what);
    /// The user wants to see what a notification is about.
    void linkActivated(const QString &link);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeCommands();
    void makeLayout();
    void update();
    void showMenu(const QPoint &position);
    void openCurrent();
    void copyCurrent();
    [[nodiscard]] const Notification *current() const;

    NotificationModel &m_model;
    QSortFilterProxyModel *m_proxy;
    FilterBox *m_filter;
    QLabel *m_counts;
    QTreeView *m_view;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QAction *m_open = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_clear = nullptr;
};

} // namespace rove::ui
