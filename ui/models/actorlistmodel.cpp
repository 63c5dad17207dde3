// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorlistmodel.h"

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;

ActorListModel::ActorListModel(HttpClient &http, QObject *parent)
    : TableModel(actorColumns(), parent)
    , m_manager(http)
    , m_backoff(limits::reconnectDelayMin, limits::reconnectDelayMax)
    , m_hiddenBackoff(2 * limits::actorListInterval, limits::actorListHiddenIntervalMax)
    , m_interval(limits::actorListInterval)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ActorListModel::beginTurn);
}

void ActorListModel::start()
{
    m_isStarted = true;
    beginTurn();
}

void ActorListModel::stop()
{
    m_isStarted = false;
    setLoadingAll(false);
    m_timer.stop();
    ++m_turn;
    m_isTurning = false;
    m_jobs.clear();
    m_jobsRunning = 0;
    for (auto &[name, type] : m_types)
        type.isFetchingOlder = false;
}

void ActorListModel::refresh()
{
    m_backoff.reset();
    beginTurn();
}

void ActorListModel::setRefreshInterval(std::chrono::milliseconds interval)
{
    m_interval = interval;
    if (m_timer.isActive())
        m_timer.start(nextDelay());
}

void ActorListModel::setActive(bool active)
{
    if (m_isActive == active)
        return;
    m_isActive = active;
    m_hiddenBackoff.reset();
    if (active)
        beginTurn();
}

void ActorListModel::setShowsDestroyed(bool shows)
{
    if (shows == showsDestroyed())
        return;
    m_destroyed = shows ? Destroyed::Include : Destroyed::LeaveOut;
    if (!shows) {
        for (const ActorRow &row : rows())
            if (row.record.destroyTs)
                forget(row.record.name, row.record.actorId);
    }
    // Pages with and without the destroyed do not line up.
    for (auto &[name, type] : m_types) {
        type.olderCursor.clear();
        type.isStarted = false;
    }
    stop();
    start();
}

void ActorListModel::setVisibleIds(const QStringList &ids)
{
    m_visibleIds = ids;
}

void ActorListModel::take(const manager::Actor &record)
{
    takeActor(record);
    flush();
}

bool ActorListModel::isComplete() const
{
    return m_areAllNamesKnown && std::ranges::all_of(m_types, [](const auto &entry) {
               return entry.second.isStarted && entry.second.olderCursor.isEmpty();
           });
}

QStringList ActorListModel::names() const
{
    QStringList names;
    for (const auto &[name, type] : m_types)
        names.append(name);
    return names;
}

bool ActorListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_isStarted && rowCount() < rowCountMax &&
           std::ranges::any_of(
               m_types,
               [](const auto &entry) {
                   return !entry.second.olderCursor.isEmpty() && !entry.second.isFetchingOlder;
               });
}

void ActorListModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    ensureTurn();
    for (auto &[name, type] : m_types) {
        if (type.olderCursor.isEmpty() || type.isFetchingOlder)
            continue;
        type.isFetchingOlder = true;
        queuePage(name, PageKind::Older, type.olderCursor);
    }
    startJobs();
}

void ActorListModel::loadAll()
{
    setLoadingAll(canFetchMore({}) || (m_isTurning && !isComplete()));
    fetchMore({});
}

void ActorListModel::cancelLoadAll()
{
    setLoadingAll(false);
}

void ActorListModel::setLoadingAll(bool isLoading)
{
    if (m_isLoadingAll == isLoading)
        return;
    m_isLoadingAll = isLoading;
    emit loadingAllChanged();
}

void ActorListModel::setMarks(ActorMarkStore *marks)
{
    if (m_marks)
        m_marks->disconnect(this);
    m_marks = marks;
    if (marks) {
        connect(marks, &ActorMarkStore::changed, this, [this](const QString &id) {
            if (const ActorRow *row = find(id)) {
                put(rowOf(row->record));
                flush();
            }
        });
    }
    for (const ActorRow &row : rows())
        put(rowOf(row.record));
}

ActorRow ActorListModel::rowOf(const manager::Actor &actor) const
{
    return {.record = actor,
            .status = statusOf(actor),
            .isPinned = m_marks && m_marks->isPinned(actor.actorId),
            .mark = m_marks ? m_marks->mark(actor.actorId) : ActorMark::None};
}

bool ActorListModel::isSame(const ActorRow &before, const ActorRow &after) const
{
    return before.isPinned == after.isPinned && before.mark == after.mark && before.record == after.record;
}

QVariant ActorListModel::extraData(const ActorRow &row, int column, int role) const
{
    switch (role) {
    case roleOf(TableRole::Stale):
        return m_phase == Phase::Stale;
    case pinnedRole:
        return row.isPinned;
    case Qt::AccessibleTextRole:
        return column == 0 ? actorRowText(row) : QVariant();
    case Qt::AccessibleDescriptionRole:
        return actorRowText(row);
    default:
        return {};
    }
}

void ActorListModel::rowsChanged()
{
    emit countsChanged();
}

// --- One turn: names, the newest page of each type, and known rows by id ---

void ActorListModel::ensureTurn()
{
    if (m_isTurning)
        return;
    m_timer.stop();
    m_isTurning = true;
    ++m_turn;
    m_turnError.reset();
}

void ActorListModel::beginTurn()
{
    if (!m_isStarted || m_isTurning)
        return;
    ensureTurn();
    queueNames({});
    queueKnownRows();
    startJobs();
}

template <class T>
void ActorListModel::queue(std::function<Async<T>()> ask, std::function<void(const T &)> take)
{
    m_jobs.push_back([this, ask = std::move(ask), take = std::move(take)] {
        ask().then(this, [this, take, turn = m_turn](const Result<T> &answer) {
            if (turn != m_turn)
                return;
            --m_jobsRunning;
            if (answer) {
                take(*answer);
            } else {
                // What else is queued would most likely fail in the same way.
                m_turnError = answer.error();
                m_jobs.clear();
            }
            startJobs();
        });
    });
}

void ActorListModel::startJobs()
{
    while (!m_jobs.empty() && m_jobsRunning < limits::actorListRequestsInFlightMax) {
        const Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        ++m_jobsRunning;
        job();
    }
    if (m_isTurning && m_jobsRunning == 0)
        finishTurn();
}

void ActorListModel::queueNames(const QString &cursor)
{
    queue<Page<QString>>([this, cursor] { return m_manager.actorNames(cursor); },
                         [this](const Page<QString> &page) { takeNames(page); });
}

void ActorListModel::takeNames(const Page<QString> &page)
{
    for (const QString &name : page.rows)
        if (static_cast<int>(m_types.size()) < limits::actorTypeCountMax)
            m_types.try_emplace(name);
    const bool hasRoom = static_cast<int>(m_types.size()) < limits::actorTypeCountMax;
    if (!page.nextCursor.isEmpty() && hasRoom)
        return queueNames(page.nextCursor);
    m_areAllNamesKnown = page.nextCursor.isEmpty();
    for (const auto &[name, type] : m_types)
        queuePage(name, PageKind::Newest, {});
}

void ActorListModel::queuePage(const QString &name, PageKind kind, const QString &cursor)
{
    queue<Page<manager::Actor>>(
        [this, name, cursor] { return m_manager.actorsByName(name, cursor, m_destroyed); },
        [this, name, kind](const Page<manager::Actor> &page) { takePage(name, kind, page); });
}

void ActorListModel::takePage(const QString &name, PageKind kind, const Page<manager::Actor> &page)
{
    TypeProgress &type = m_types[name];
    const bool meetsKnown = std::ranges::any_of(
        page.rows, [&type](const manager::Actor &actor) { return type.known.contains(actor.actorId); });
    // If so many are new that the page ends before a known one, reading on begins behind the page again.
    if (kind == PageKind::Older || !type.isStarted || !meetsKnown || page.nextCursor.isEmpty())
        type.olderCursor = page.nextCursor;
    if (kind == PageKind::Older)
        type.isFetchingOlder = false;
    type.isStarted = true;
    dropVanished(name, kind, page);
    for (const manager::Actor &actor : page.rows)
        takeActor(actor);
}

/// A page holds every actor between its newest and its oldest, the first one also all newer and the last one
/// all older ones; so a known actor of that time that is not in it is gone.
void ActorListModel::dropVanished(const QString &name, PageKind kind, const Page<manager::Actor> &page)
{
    QSet<QString> present;
    manager::Instant newest = manager::Instant::min();
    manager::Instant oldest = manager::Instant::max();
    for (const manager::Actor &actor : page.rows) {
        present.insert(actor.actorId);
        newest = std::max(newest, actor.createTs);
        oldest = std::min(oldest, actor.createTs);
    }
    if (kind == PageKind::Newest)
        newest = manager::Instant::max();
    if (page.nextCursor.isEmpty())
        oldest = manager::Instant::min();
    QStringList vanished;
    for (const auto &[id, created] : m_types[name].known.asKeyValueRange())
        // Those of the oldest moment may go on behind the page's edge.
        if (created > oldest && created <= newest && !present.contains(id))
            vanished.append(id);
    for (const QString &id : std::as_const(vanished))
        forget(name, id);
}

void ActorListModel::queueKnownRows()
{
    QStringList ids;
    for (const QString &id : std::as_const(m_visibleIds))
        if (indexOf(id) >= 0)
            ids.append(id);
    const int count = std::min(rowCount(), limits::actorListRoundRows);
    for (int i = 0; i < count; ++i) {
        m_roundPosition = (m_roundPosition + 1) % rowCount();
        ids.append(rowAt(m_roundPosition).record.actorId);
    }
    ids.removeDuplicates();
    for (qsizetype first = 0; first < ids.size(); first += limits::actorIdListCountMax)
        queueIds(ids.sliced(first, std::min<qsizetype>(limits::actorIdListCountMax, ids.size() - first)));
}

void ActorListModel::queueIds(const QStringList &ids)
{
    queue<std::vector<manager::Actor>>(
        [this, ids] { return m_manager.actorsById(ids); },
        [this, ids](const std::vector<manager::Actor> &actors) { takeIds(ids, actors); });
}

void ActorListModel::takeIds(const QStringList &ids, const std::vector<manager::Actor> &actors)
{
    QSet<QString> missing(ids.begin(), ids.end());
    for (const manager::Actor &actor : actors) {
        missing.remove(actor.actorId);
        takeActor(actor);
    }
    for (const QString &id : std::as_const(missing))
        if (const ActorRow *row = find(id))
            forget(row->record.name, id);
}

void ActorListModel::takeActor(const manager::Actor &actor)
{
    if (actor.destroyTs && m_destroyed == Destroyed::LeaveOut)
        return forget(actor.name, actor.actorId);
    m_types[actor.name].known.insert(actor.actorId, actor.createTs);
    put(rowOf(actor));
}

void ActorListModel::forget(const QString &name, const QString &id)
{
    if (const auto type = m_types.find(name); type != m_types.end())
        type->second.known.remove(id);
    drop(id);
}

void ActorListModel::finishTurn()
{
    m_isTurning = false;
    for (auto &[name, type] : m_types)
        type.isFetchingOlder = false;
    flush();
    m_error = m_turnError;
    if (!m_error) {
        m_backoff.reset();
        m_lostAt = {};
        setPhase(Phase::Ready);
    } else {
        if (m_lostAt.isNull())
            m_lostAt = QDateTime::currentDateTimeUtc();
        const bool wasEverRead = m_phase == Phase::Ready || m_phase == Phase::Stale || rowCount() > 0;
        setPhase(wasEverRead ? Phase::Stale : Phase::Failed);
    }
    m_timer.start(nextDelay());
    emit countsChanged();
    if (!m_isLoadingAll)
        return;
    if (!m_error && canFetchMore({}))
        fetchMore({});
    else
        setLoadingAll(false);
}

std::chrono::milliseconds ActorListModel::nextDelay()
{
    if (m_error)
        return m_backoff.next();
    return m_isActive ? m_interval : m_hiddenBackoff.next();
}

void ActorListModel::setPhase(Phase phase)
{
    if (m_phase == phase)
        return;
    m_phase = phase;
    touchAll();
    emit phaseChanged(phase);
}

} // namespace rove::ui
