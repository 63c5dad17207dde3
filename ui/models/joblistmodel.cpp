// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/joblistmodel.h"

#include "ui/models/jobtext.h"
#include "ui/models/modelstext.h"

#include <QtCore/QLocale>

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

QString progressText(const JobRow &row)
{
    const QLocale locale;
    return ModelsText::tr("%1 of %2")
        .arg(locale.toString(row.counts.ended()), locale.toString(row.counts.total));
}

std::vector<Column<JobRow>> jobColumns()
{
    return {
        {.header = {.id = u"state"_s, .title = ModelsText::tr("State"), .width = 120},
         .display = [](const JobRow &row) { return jobStateWord(row.state); },
         .value = [](const JobRow &row) { return static_cast<int>(row.state); },
         .toolTip = [](const JobRow &row) { return row.reason; }},
        {.header = {.id = u"title"_s, .title = ModelsText::tr("Job"), .width = 200},
         .display = [](const JobRow &row) { return row.title; }},
        {.header = {.id = u"target"_s, .title = ModelsText::tr("Target"), .width = 160},
         .display = [](const JobRow &row) { return row.target; }},
        {.header = {.id = u"progress"_s,
                    .title = ModelsText::tr("Progress"),
                    .width = 110,
                    .alignment = Qt::AlignRight | Qt::AlignVCenter},
         .display = progressText,
         .value = [](const JobRow &row) { return row.counts.ended(); },
         .toolTip = [](const JobRow &row) { return jobSummaryText(row.counts); }},
        {.header = {.id = u"started"_s, .title = ModelsText::tr("Started"), .width = 90},
         .display = [](const JobRow &row) { return row.startedAt; }},
    };
}

} // namespace

JobListModel::JobListModel(QObject *parent)
    : TableModel(jobColumns(), parent)
{}

JobListModel::~JobListModel() = default;

Job *JobListModel::add(std::unique_ptr<Job> job)
{
    Job *added = job.get();
    m_jobs.push_back(std::move(job));
    follow(added);
    added->start();
    take(*added);
    boundHistory();
    return added;
}

void JobListModel::follow(Job *job)
{
    connect(job, &Job::progressChanged, this, [this, job] { take(*job); });
    connect(job, &Job::stateChanged, this, [this, job] {
        take(*job);
        if (job->isOver())
            emit jobEnded(job);
    });
}

void JobListModel::take(const Job &job)
{
    put({.id = job.id(),
         .title = job.title(),
         .target = job.target(),
         .state = job.state(),
         .reason = job.reason(),
         .counts = job.counts(),
         .pace = jobPaceText(job),
         .startedAt = job.startedAt(),
         .canRetry = job.canRetry()});
}

Job *JobListModel::job(const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_jobs, [&id](const std::unique_ptr<Job> &job) { return job->id() == id; });
    return found == m_jobs.end() ? nullptr : found->get();
}

int JobListModel::finishedCount() const
{
    return static_cast<int>(
        std::ranges::count_if(m_jobs, [](const std::unique_ptr<Job> &job) { return job->isOver(); }));
}

void JobListModel::remove(size_t position)
{
    std::unique_ptr<Job> job = std::move(m_jobs[position]);
    m_jobs.erase(m_jobs.begin() + static_cast<std::ptrdiff_t>(position));
    job->disconnect(this);
    drop(job->id());
    emit jobRemoved(job->id());
    // Its own signal may have led here.
    job.release()->deleteLater();
}

void JobListModel::clearFinished()
{
    for (size_t position = m_jobs.size(); position > 0; --position) {
        if (m_jobs[position - 1]->isOver())
            remove(position - 1);
    }
}

void JobListModel::boundHistory()
{
    int surplus = finishedCount() - joblimits::finishedJobCountMax;
    for (size_t position = 0; surplus > 0 && position < m_jobs.size();) {
        if (m_jobs[position]->isOver()) {
            remove(position);
            --surplus;
        } else {
            ++position;
        }
    }
}

void JobListModel::cancelAll()
{
    for (const std::unique_ptr<Job> &job : m_jobs)
        job->cancel();
}

bool JobListModel::isSame(const JobRow &before, const JobRow &after) const
{
    return before.state == after.state && before.counts == after.counts && before.pace == after.pace &&
           before.reason == after.reason && before.canRetry == after.canRetry;
}

QVariant JobListModel::extraData(const JobRow &row, int column, int role) const
{
    if (role == Qt::AccessibleDescriptionRole && column == 0)
        return u"%1, %2, %3"_s.arg(row.title, progressText(row), jobSummaryText(row.counts));
    return {};
}

void JobListModel::rowsChanged()
{
    JobSummary summary;
    for (const JobRow &row : rows()) {
        const bool isPaused = row.state == Job::State::Paused;
        if (!isPaused && row.state != Job::State::Running && row.state != Job::State::Cancelling)
            continue;
        ++(isPaused ? summary.paused : summary.running);
        summary.newestId = row.id;
        summary.newestTitle = row.title;
        summary.newest = row.counts;
    }
    if (summary == m_summary)
        return;
    m_summary = summary;
    emit summaryChanged();
}

} // namespace rove::ui
