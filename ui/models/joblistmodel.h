// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/job.h"
#include "ui/models/tablemodel.h"

#include <memory>

namespace rove::ui {

/// A job in the list: what it was when it last changed.
struct JobRow {
    QString id;
    QString title;
    QString target;
    Job::State state = Job::State::Paused;
    QString reason;
    Job::Counts counts;
    QString pace;
    QDateTime startedAt;
    bool canRetry = false;
};

/// What a status bar says of all jobs.
struct JobSummary {
    /// Running, or being cancelled.
    int running = 0;
    int paused = 0;
    /// The newest job that is not over; empty if none is.
    QString newestId = {};
    QString newestTitle = {};
    Job::Counts newest = {};

    friend bool operator==(const JobSummary &, const JobSummary &) = default;
};

/// Every job of the program, the newest last, and their owner. Jobs that are over stay listed until they are
/// cleared, at most joblimits::finishedJobCountMax of them. GUI thread.
class JobListModel : public TableModel<JobRow> {
    Q_OBJECT
public:
    enum class Column { State, Title, Target, Progress, Started };

    explicit JobListModel(QObject *parent = nullptr);
    ~JobListModel() override;

    /// Lists the job and starts it.
    Job *add(std::unique_ptr<Job> job);
    /// None if it is not, or no longer, listed.
    [[nodiscard]] Job *job(const QString &id) const;
    void clearFinished();
    [[nodiscard]] int finishedCount() const;
    /// Cancels everything that is not over; for the program's end.
    void cancelAll();

    [[nodiscard]] const JobSummary &summary() const { return m_summary; }

signals:
    void summaryChanged();
    /// A job is over; once for each time it is started.
    void jobEnded(rove::ui::Job *job);
    /// The job is gone in a moment.
    void jobRemoved(const QString &id);

protected:
    QString keyOf(const JobRow &row) const override { return row.id; }
    bool isSame(const JobRow &before, const JobRow &after) const override;
    QVariant extraData(const JobRow &row, int column, int role) const override;
    void rowsChanged() override;

private:
    void follow(Job *job);
    void take(const Job &job);
    void remove(size_t position);
    void boundHistory();

    std::vector<std::unique_ptr<Job>> m_jobs;
    JobSummary m_summary;
};

} // namespace rove::ui
