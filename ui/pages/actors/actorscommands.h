// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actormarkstore.h"
#include "ui/pages/actors/actorscopy.h"

#include <QtCore/QObject>
#include <QtGui/QAction>

#include <map>

namespace rove::ui {

class ActorsTable;
class FilterBox;

/// What can be done with the list itself: copy, filter by a cell, pin, mark, sort, group, read more. Each
/// acts on the selected rows, or on the current cell where it says "this value". Owned by the page, which
/// owns the table and the filter too; GUI thread.
class ActorsCommands : public QObject {
    Q_OBJECT

public:
    ActorsCommands(ActorsTable &table, FilterBox &filter, QObject *parent);

    [[nodiscard]] QList<QAction *> all() const { return m_all; }
    [[nodiscard]] QAction *command(const QString &id) const;
    [[nodiscard]] QList<QAction *> copying() const { return m_copying; }
    [[nodiscard]] QList<QAction *> marking() const { return m_marking; }
    [[nodiscard]] QList<QAction *> grouping() const { return m_grouping; }
    /// Enables what can be done now and says why the rest cannot.
    void update();

signals:
    void copied(const QString &what);
    /// There is no room for more pins and marks.
    void marksFull();

private:
    QAction *make(const QString &id, const QString &text, QLatin1StringView iconName, const QString &toolTip,
                  const std::function<void()> &act);
    void makeCopying();
    void makeMarking();
    void makeGrouping();
    void makeOthers();
    void copyText(QString (ActorsCopy::*text)() const, const QString &what);
    void copyTable();
    [[nodiscard]] ActorsCopy copyOfSelection() const;
    void filterByCell(bool isExcluded);
    void pin(bool isPinned);
    void mark(ActorMark mark);
    /// With the value of the current cell, shortened, in their texts.
    void updateFiltering();

    ActorsTable &m_table;
    FilterBox &m_filter;
    QList<QAction *> m_all;
    QList<QAction *> m_copying;
    QList<QAction *> m_marking;
    QList<QAction *> m_grouping;
    std::map<int, QAction *> m_groupOf;
};

} // namespace rove::ui
