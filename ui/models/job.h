// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/async.h"
#include "ui/client/backoff.h"
#include "ui/models/joblimits.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace rove::ui {

/// One thing that a job does, and what came of it.
struct JobItem {
    enum class State { Waiting, Running, Done, Failed, Cancelled };

    /// Unique in the job.
    QString id;
    /// What the user calls it.
    QString label;
    State state = State::Waiting;
    int attemptCount = 0;
    /// What a done item has to tell beyond being done, translated.
    QString note = {};
    std::optional<Error> error = {};
    /// Of the last attempt.
    std::chrono::milliseconds duration{};
};

/// What a job is made of.
struct JobSpec {
    /// Does one item; what it answers is the item's note. Called at most `concurrency` times at once.
    using Work = std::function<Async<QString>(const JobItem &)>;

    QString title;
    /// Where it works, as the user calls it.
    QString target;
    std::vector<JobItem> items;
    Work work;
    int concurrency = joblimits::concurrencyDefault;
    /// Called each time the job ends, for example to close a file.
    std::function<void()> atEnd = {};
    /// The shortest and the longest wait before a failed item is tried again.
    std::chrono::milliseconds retryDelayMin = joblimits::retryDelayMin;
    std::chrono::milliseconds retryDelayMax = joblimits::retryDelayMax;
};

/// Many like things done one after another, a few at a time: with a count, a rate, a log, and a result for
/// each item.
///
/// An item that fails for a reason that may pass is tried again a few times, while the whole job waits longer
/// and longer; if nothing gets done meanwhile, the job pauses and says why. Cancelling starts nothing more
/// and lets what is under way end. The job depends on a lifeline, usually the connection's HttpClient: when
/// that goes, the job ends at once as cancelled, with the reason. Owned by JobListModel; GUI thread.
class Job : public QObject {
    Q_OBJECT
public:
    enum class State {
        Running,
        /// By the user, or by itself; `reason()` says why then.
        Paused,
        /// Cancelled, but some items are still under way.
        Cancelling,
        /// Every item is done.
        Done,
        /// Over, and at least one item failed.
        Failed,
        Cancelled,
    };
    Q_ENUM(State)
    struct LogLine {
        QDateTime at;
        QString text;
    };
    struct Counts {
        int total = 0;
        int done = 0;
        int failed = 0;
        int cancelled = 0;
        int running = 0;

        [[nodiscard]] int ended() const { return done + failed + cancelled; }
        friend bool operator==(const Counts &, const Counts &) = default;
    };

    Job(JobSpec spec, QObject *lifeline, QObject *parent = nullptr);
    ~Job() override;

    void start();
    void pause();
    void resume();
    void cancel();
    /// Once it is over: does what failed or was cancelled again.
    void retryFailed();

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const QString &title() const { return m_spec.title; }
    [[nodiscard]] const QString &target() const { return m_spec.target; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] const QString &reason() const { return m_reason; }
    [[nodiscard]] const Counts &counts() const { return m_counts; }
    [[nodiscard]] const std::vector<JobItem> &items() const { return m_spec.items; }
    [[nodiscard]] const std::deque<LogLine> &log() const { return m_log; }
    [[nodiscard]] QDateTime startedAt() const { return m_startedAt; }
    /// Null while it runs.
    [[nodiscard]] QDateTime endedAt() const { return m_endedAt; }
    /// Items a second, of late; 0 if that cannot be told.
    [[nodiscard]] double rate() const;
    /// How long it will take yet; none if that cannot be told.
    [[nodiscard]] std::optional<std::chrono::seconds> timeLeft() const;
    /// True where `retryFailed()` would do something.
    [[nodiscard]] bool canRetry() const;

signals:
    void itemChanged(int index);
    void stateChanged(rove::ui::Job::State state);
    /// Counts are new.
    void progressChanged();
    void logAdded();

private:
    using SteadyClock = std::chrono::steady_clock;

    void pump();
    void startItem(int index);
    void onAnswer(int index, const Result<QString> &answer);
    void tryAgainLater(int index, const Error &error);
    void setItemState(JobItem &item, JobItem::State state);
    int &countOf(JobItem::State state);
    void cancelItems(JobItem::State from);
    void onLifelineGone();
    void setState(State state, const QString &reason = {});
    void end(State state, const QString &reason = {});
    void addLog(const QString &text);

    QString m_id;
    JobSpec m_spec;
    QPointer<QObject> m_lifeline;
    State m_state = State::Paused;
    QString m_reason;
    Counts m_counts;
    int m_waitingCount = 0;
    std::deque<int> m_queue;
    std::vector<SteadyClock::time_point> m_itemStarts;
    std::deque<SteadyClock::time_point> m_endings;
    std::deque<LogLine> m_log;
    QDateTime m_startedAt;
    QDateTime m_endedAt;
    QTimer m_pumpTimer;
    QTimer m_pauseTimer;
    Backoff m_backoff;
    int m_stallCount = 0;
    /// Counts the answers that were given up, so that they are recognised when they come.
    quint64 m_age = 0;
};

/// True for a failure that may be gone at the next try and says nothing about the item itself: the network, a
/// busy, limiting or restarting engine.
[[nodiscard]] bool isWorthRetrying(const Error &error);

} // namespace rove::ui
