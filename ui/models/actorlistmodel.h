// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"
#include "ui/client/backoff.h"
#include "ui/client/managerclient.h"
#include "ui/models/actorstatus.h"
#include "ui/models/tablemodel.h"

#include <QtCore/QDateTime>
#include <QtCore/QSet>
#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QTimer>

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace rove::ui {

/// An actor in a list. `record` is what the engine said last.
struct ActorRow {
    manager::Actor record;
    ActorStatus status = ActorStatus::Unknown;
};

/// All actors of a namespace, of every type, in one live list.
///
/// The engine lists one type at a time, so this asks for the types, then for a page of each, and merges them;
/// more pages come with `fetchMore()`. Every `refreshInterval` it looks for new types and new actors and asks
/// again for the rows on screen and, in turn, for the others. Nothing of that wakes an actor. When the engine
/// is lost the rows stay, marked stale. Owned by the connection's holder; GUI thread; does nothing before
/// `start()`.
class ActorListModel : public TableModel<ActorRow> {
    Q_OBJECT
public:
    enum class Phase {
        /// Nothing is known yet.
        Loading,
        Ready,
        /// Rows are shown, but the engine cannot be asked now; `error()` says why.
        Stale,
        /// Nothing could be read at all; `error()` says why.
        Failed,
    };
    enum class Column { Status, Name, Key, Created, Id, Pool, Datacenter, Policy };

    explicit ActorListModel(HttpClient &http, QObject *parent = nullptr);

    void start();
    void stop();
    /// Asks now instead of at the next turn.
    void refresh();

    /// How often to look, while active.
    void setRefreshInterval(std::chrono::milliseconds interval);
    /// A list that nobody sees is asked for less and less often.
    void setActive(bool active);
    void setShowsDestroyed(bool shows);
    [[nodiscard]] bool showsDestroyed() const { return m_destroyed == Destroyed::Include; }
    /// The rows on screen, which are refreshed at every turn.
    void setVisibleIds(const QStringList &ids);
    /// Takes a record that somebody else just read, for example after creating an actor.
    void take(const manager::Actor &record);

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] QDateTime lostAt() const { return m_lostAt; }
    /// True if every actor of the namespace is in the list. Otherwise there are at least `rowCount()`.
    [[nodiscard]] bool isComplete() const;
    /// The types known here.
    [[nodiscard]] QStringList names() const;

    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void phaseChanged(rove::ui::ActorListModel::Phase phase);
    /// Rows, completeness or names are new.
    void countsChanged();

protected:
    QString keyOf(const ActorRow &row) const override { return row.record.actorId; }
    bool isSame(const ActorRow &before, const ActorRow &after) const override;
    QVariant extraData(const ActorRow &row, int column, int role) const override;
    void rowsChanged() override;

private:
    /// How far the list of one type has been read.
    struct TypeProgress {
        /// Where older actors go on; empty if there are none.
        QString olderCursor = {};
        bool isStarted = false;
        bool isFetchingOlder = false;
        /// When each known actor of the type was created, by id.
        QHash<QString, manager::Instant> known = {};
    };
    enum class PageKind { Newest, Older };
    using Job = std::function<void()>;

    void beginTurn();
    void ensureTurn();
    void queueNames(const QString &cursor);
    void takeNames(const Page<QString> &page);
    void queuePage(const QString &name, PageKind kind, const QString &cursor);
    void takePage(const QString &name, PageKind kind, const Page<manager::Actor> &page);
    void queueKnownRows();
    void queueIds(const QStringList &ids);
    void takeIds(const QStringList &ids, const std::vector<manager::Actor> &actors);
    void takeActor(const manager::Actor &actor);
    void forget(const QString &name, const QString &id);
    void dropVanished(const QString &name, PageKind kind, const Page<manager::Actor> &page);

    /// Runs `ask` when its turn comes and gives what it answers to `take`.
    template <class T>
    void queue(std::function<Async<T>()> ask, std::function<void(const T &)> take);
    void startJobs();
    void finishTurn();
    void setPhase(Phase phase);
    [[nodiscard]] std::chrono::milliseconds nextDelay();

    ManagerClient m_manager;
    QTimer m_timer;
    Backoff m_backoff;
    Backoff m_hiddenBackoff;
    std::chrono::milliseconds m_interval;
    Phase m_phase = Phase::Loading;
    std::optional<Error> m_error;
    QDateTime m_lostAt;
    Destroyed m_destroyed = Destroyed::LeaveOut;
    bool m_isStarted = false;
    bool m_isActive = true;

    std::map<QString, TypeProgress> m_types;
    bool m_areAllNamesKnown = false;
    QStringList m_visibleIds;
    /// Where the round through the rows that are not on screen goes on.
    int m_roundPosition = 0;

    /// Counts turns, so that an answer to one that was given up is recognised.
    quint64 m_turn = 0;
    bool m_isTurning = false;
    std::deque<Job> m_jobs;
    int m_jobsRunning = 0;
    std::optional<Error> m_turnError;
};

/// Sorts and filters an ActorListModel. Words of the filter must all occur, in any case, in the type, key, id
/// or status.
class ActorSortFilterProxy : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ActorSortFilterProxy(QObject *parent = nullptr);

    void setFilterText(const QString &text);
    [[nodiscard]] QString filterText() const { return m_words.join(u' '); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
};

} // namespace rove::ui
