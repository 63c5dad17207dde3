// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/actors/actorstable.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QLabel;
class QStackedWidget;

namespace rove::ui {

class BusyBar;
class ElidedLabel;
class EmptyState;
class FilterBox;

/// The list of a namespace's actors with its filter and its counts. Designed for every moment: nothing known
/// yet, no actors, none that match, out of reach, stale. The model and the commands belong to the caller. GUI
/// thread.
class ActorsPage : public QWidget {
    Q_OBJECT
public:
    explicit ActorsPage(ActorsTable::ToneOf toneOf, QWidget *parent = nullptr);

    void setActors(ActorListModel *actors);
    /// `target` is what the user calls the connection.
    void setTarget(const QString &target) { m_target = target; }
    void setCommands(QAction *create, QAction *retry, const QList<QAction *> &contextMenu);

    [[nodiscard]] QAction *clearFilterCommand() const { return m_clearFilter; }
    [[nodiscard]] ActorsTable *table() const { return m_table; }
    [[nodiscard]] FilterBox *filterBox() const { return m_filter; }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] EmptyState *emptyState() const { return m_empty; }

private:
    void makeLayout();
    void updateAll();
    void showEmpty();
    void updateCounts();
    void showMenu(const QPoint &position);

    QString m_target;
    QPointer<ActorListModel> m_actors;
    QAction *m_create = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_clearFilter;
    QList<QAction *> m_contextMenu;
    FilterBox *m_filter;
    BusyBar *m_busy;
    QStackedWidget *m_stack;
    ActorsTable *m_table;
    EmptyState *m_empty;
    ElidedLabel *m_counts;
    QTimer m_staleTimer;
};

} // namespace rove::ui
