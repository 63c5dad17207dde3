// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/actors/actorscommands.h"
#include "ui/pages/actors/actorsstrip.h"
#include "ui/pages/actors/actorstable.h"

#include <QtCore/QPointer>
#include <QtCore/QVariantMap>
#include <QtWidgets/QWidget>

class QMenu;
class QStackedWidget;
class QToolButton;

namespace rove::ui {

class BusyBar;
class ElidedLabel;
class EmptyState;
class FilterBox;
class FilterStore;
class MessageBar;
class SelectionFooter;

/// What others add to the menu of a row, by where it goes.
struct ActorsMenuCommands {
    /// Open, Open in New Tab …
    QList<QAction *> open = {};
    QList<QAction *> view = {};
    /// Behind those of the page: client code, cURL, link …
    QList<QAction *> copyAs = {};
    /// Watch, Compare …
    QList<QAction *> watch = {};
    QList<QAction *> risky = {};
};

/// The list of a namespace's actors with its filter, its counts and what can be done with several at once.
/// Designed for every moment: nothing known yet, no actors, none that match, out of reach, stale. The model,
/// the store of filters and the commands that come from outside belong to the caller. GUI thread.
class ActorsPage : public QWidget {
    Q_OBJECT
public:
    explicit ActorsPage(ActorsTable::ToneOf toneOf, QWidget *parent = nullptr);

    void setActors(ActorListModel *actors);
    /// `target` is what the user calls the connection.
    void setTarget(const QString &target) { m_target = target; }
    void setCommands(QAction *create, QAction *retry, const QList<QAction *> &contextMenu);
    void setMenuCommands(const ActorsMenuCommands &commands) { m_menu = commands; }
    /// Shown in the footer while several actors are selected.
    void setSelectionCommands(const QList<QAction *> &commands);
    /// Where the namespace's filters are kept; null for nowhere.
    void setFilterStore(FilterStore *store);

    [[nodiscard]] QList<QAction *> commands() const { return m_commands->all(); }
    [[nodiscard]] QAction *clearFilterCommand() const;
    [[nodiscard]] ActorsTable *table() const { return m_table; }
    [[nodiscard]] FilterBox *filterBox() const { return m_filter; }
    [[nodiscard]] ActorsStrip *strip() const { return m_strip; }
    [[nodiscard]] SelectionFooter *footer() const { return m_footer; }
    [[nodiscard]] EmptyState *emptyState() const { return m_empty; }
    [[nodiscard]] MessageBar *messageBar() const { return m_message; }
    /// How many there are of what: all that the page says about it.
    [[nodiscard]] QString countText() const;

    /// In the order shown.
    [[nodiscard]] QStringList selectedIds() const { return m_table->selectedIds(); }
    [[nodiscard]] std::vector<manager::Actor> selectedRecords() const;
    /// Filter, place in the list and choice.
    [[nodiscard]] QVariantMap saveView() const;
    void restoreView(const QVariantMap &view);
    /// The menu of a row, as the right button opens it.
    void fillRowMenu(QMenu &menu) const;

signals:
    void selectionChanged();
    void copied(const QString &what);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeWidgets();
    void makeLayout();
    void connectAll();
    void updateAll();
    void showEmpty();
    void showLoading();
    void updateCounts();
    void updateLine();
    void updateError();
    void updateMarks();
    void toggleStatus(ActorStatus status, bool isChosen);
    [[nodiscard]] QStringList valuesOf(int field) const;

    QString m_target;
    QPointer<ActorListModel> m_actors;
    QAction *m_create = nullptr;
    QAction *m_retry = nullptr;
    ActorsMenuCommands m_menu;
    FilterBox *m_filter;
    QToolButton *m_group;
    ElidedLabel *m_error;
    MessageBar *m_message;
    ActorsStrip *m_strip;
    BusyBar *m_busy;
    QStackedWidget *m_stack;
    ActorsTable *m_table;
    EmptyState *m_empty;
    SelectionFooter *m_footer;
    ElidedLabel *m_counts;
    QToolButton *m_resort;
    QToolButton *m_loadMore;
    QToolButton *m_loadAll;
    QToolButton *m_stopLoading;
    ActorsCommands *m_commands;
    QTimer m_secondTimer;
    QDateTime m_loadingSince;
    QString m_countOfAll;
    QString m_restOfCounts;
};

} // namespace rove::ui
