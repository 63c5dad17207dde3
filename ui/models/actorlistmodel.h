// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/limits.h"
#include "ui/client/backoff.h"
#include "ui/client/managerclient.h"
#include "ui/models/actorcolumns.h"
#include "ui/models/tablemodel.h"

#include <QtCore/QDateTime>
#include <QtCore/QPointer>
#include <QtCore/QSet>
#include <QtCore/QTimer>

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace rove::ui {

/// All actors of a namespace, of every type, in one live list.
///
/// The engine lists one type at a time, so this asks for the types, then for a page of each, and merges them;
/// more pages come with `fetchMore()`, and all of them, one after the other, with `loadAll()`. Every
/// `refreshInterval` it looks for new types and new actors and asks again for the rows on screen and, in
/// turn, for the others. Nothing of that wakes an actor. When the engine is lost the rows stay, marked stale.
/// Owned by the connection's holder; GUI thread; does nothing before `start()`.
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
    using Column = ActorColumn;
    /// More actors than this are not read into one list.
    static constexpr int rowCountMax = 200'000;
    /// Whether the user has pinned the row's actor.
    static constexpr int pinnedRole = Qt::UserRole + 100;

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
    /// Whose pins and marks the rows show; null for none. Belongs to the caller.
    void setMarks(ActorMarkStore *marks);
    [[nodiscard]] ActorMarkStore *marks() const { return m_marks; }
    /// Takes a record that somebody else just read, for example after creating an actor.
    void take(const manager::Actor &record);

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] QDateTime lostAt() const { return m_lostAt; }
    /// True if every actor of the namespace is in the list. Otherwise there are at least `rowCount()`.
    [[nodiscard]] bool isComplete() const;
    /// Reads on until the list is complete, full or lost, or until cancelLoadAll().
    void loadAll();
    void cancelLoadAll();
    [[nodiscard]] bool isLoadingAll() const { return m_isLoadingAll; }
    /// The types known here.
    [[nodiscard]] QStringList names() const;

    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void phaseChanged(rove::ui::ActorListModel::Phase phase);
    /// Rows, completeness or names are new.
    void countsChanged();
    void loadingAllChanged();

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
    [[nodiscard]] ActorRow rowOf(const manager::Actor &actor) const;
    void setLoadingAll(bool isLoading);
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
    bool m_isLoadingAll = false;
    QPointer<ActorMarkStore> m_marks;
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

} // namespace rove::ui
