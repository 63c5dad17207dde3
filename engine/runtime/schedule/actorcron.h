// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actoroptions.h"
#include "engine/runtime/schedule/cronexpression.h"
#include "engine/runtime/schedule/cronjob.h"
#include "engine/runtime/schedule/storedcron.h"
#include "protocol/base/error.h"
#include "protocol/persist/recurring.h"

#include <QtCore/QCborValue>
#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTimeZone>
#include <QtCore/QTimer>

#include <map>
#include <optional>
#include <vector>

namespace rove::runtime {

class ActorInstance;

/// The schedules of one actor that repeat, by name, in its storage. One that is due runs its action; it is
/// due again at the next time after now, so times that were missed while the actor could not run count as
/// one. While an action still runs, its schedule's next times are skipped. What became of each time is
/// remembered; of one that a crash interrupted, that it was. An action that the actor no longer has ends its
/// schedule.
///
/// Owned by the actor's instance, which runs the actions and tells the engine of the earliest time; on its
/// thread, on which the futures are completed.
class ActorCron : public QObject {
    Q_OBJECT

public:
    ActorCron(ActorInstance &instance, const ActorOptions &options);

    // --- For the actor ---
    /// Makes a schedule, or replaces the one of this name: with the same times it keeps when it is due. Done
    /// when it is stored. Fails with `schedule.…` for what is not valid or too much, and for an action that
    /// does not exist.
    QFuture<Result<>> set(const CronSchedule &schedule);
    QFuture<Result<>> every(const IntervalSchedule &schedule);
    /// By time, earliest first, then by name.
    [[nodiscard]] std::vector<CronJob> jobs() const;
    [[nodiscard]] std::optional<CronJob> find(const QString &name) const;
    /// Removes it with its history. False if there is none.
    QFuture<Result<bool>> remove(const QString &name);
    /// Newest first; at most `cronHistoryMax`. Empty for a name that is not there.
    QFuture<Result<std::vector<CronFire>>> history(const QString &name, int limit = cronHistoryReadDefault);

    // --- For the actor's instance ---
    void restore(const StoredCron &stored);
    /// Lets due actions run from now on.
    void start();
    void stop();
    [[nodiscard]] std::optional<Instant> earliest() const;
    /// `schedule.max_schedules_exceeded` if there is no room for one more, of either kind.
    [[nodiscard]] Result<> checkRoom() const;
    /// The action of a due schedule has been answered.
    void finish(const QString &name, const Result<QCborValue> &outcome);

signals:
    void due(const rove::runtime::ScheduledFire &fire, const QString &action, const QCborArray &arguments);
    void changed();

private:
    struct Job {
        persist::RecurringSchedule stored;
        std::optional<CronExpression> expression;
        QTimeZone zone;
        quint64 life = 0;         ///< Tells it from an earlier one of its name.
        bool isAdvancing = false; ///< Its next time is being written.
    };
    struct Running {
        std::optional<std::uint64_t> number; ///< None if it is not remembered.
        persist::RecurringFire fire;
    };
    /// A time that is being written before its action runs.
    struct Advance {
        QString name;
        quint64 life = 0;
        persist::RecurringSchedule before;
        persist::RecurringSchedule after;
        bool isSkipped = false;
        ScheduledFire fire;
    };

    Result<Job> makeJob(persist::RecurringSchedule stored) const;
    Result<> checkNew(const persist::RecurringSchedule &wanted) const;
    QFuture<Result<>> upsert(persist::RecurringSchedule wanted);
    void takeBack(const persist::RecurringSchedule &stored, const std::optional<Job> &before);
    /// The next time that one is due which was due at `last`; none if there is none.
    [[nodiscard]] static std::optional<Instant> nextRun(const Job &job, Instant last, Instant now);
    void trimHistory(persist::RecurringSchedule &stored);
    void store(const persist::RecurringSchedule &stored, std::vector<KvEntry> fires, DoneHandler done);

    void fire();
    void advance(const QString &name, Instant now);
    void advanced(const Advance &advance, const Result<> &result);
    void noteFire(Job &job, persist::RecurringFire fire, std::vector<KvEntry> &fires);
    void boundHistories();
    void recover(const QString &name, std::uint64_t number);
    void armTimer();

    ActorInstance &m_instance;
    const ActorOptions &m_options;
    std::map<QString, Job> m_jobs;
    std::map<QString, Running> m_running;
    quint64 m_lives = 0;
    bool m_isMarked = false;
    bool m_started = false;
    std::optional<Instant> m_retryAt;
    QTimer m_timer;
};

} // namespace rove::runtime
