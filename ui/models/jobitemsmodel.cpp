// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobitemsmodel.h"

#include "ui/models/jobtext.h"
#include "ui/models/modelstext.h"

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

std::vector<Column<JobItemRow>> itemColumns()
{
    const Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    return {
        {.header = {.id = u"state"_s, .title = ModelsText::tr("State"), .width = 110},
         .display = [](const JobItemRow &row) { return jobItemStateWord(row.item.state); },
         .value = [](const JobItemRow &row) { return static_cast<int>(row.item.state); }},
        {.header = {.id = u"item"_s, .title = ModelsText::tr("Item"), .width = 180},
         .display = [](const JobItemRow &row) { return row.item.label; },
         .toolTip = [](const JobItemRow &row) { return row.item.id; }},
        {.header = {.id = u"result"_s, .title = ModelsText::tr("Result"), .width = 320},
         .display = [](const JobItemRow &row) { return jobResultText(row.item); },
         .toolTip = [](const JobItemRow &row) { return jobResultText(row.item); }},
        {.header = {.id = u"attempts"_s, .title = ModelsText::tr("Tries"), .width = 60, .alignment = right},
         .display = [](const JobItemRow &row) { return row.item.attemptCount; }},
        {.header = {.id = u"time"_s, .title = ModelsText::tr("Time"), .width = 80, .alignment = right},
         .display =
             [](const JobItemRow &row) {
                 return row.item.duration.count() > 0 ? jobTimeText(row.item.duration) : QString();
             },
         .value = [](const JobItemRow &row) { return QVariant::fromValue(row.item.duration.count()); }},
    };
}

} // namespace

JobItemsModel::JobItemsModel(QObject *parent)
    : TableModel(itemColumns(), parent)
{}

void JobItemsModel::setJob(Job *job)
{
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    std::vector<JobItemRow> rows;
    if (job) {
        for (const JobItem &item : job->items())
            rows.push_back({.item = item});
        connect(job, &Job::itemChanged, this,
                [this, job](int index) { put({.item = job->items()[static_cast<size_t>(index)]}); });
    }
    setRows(std::move(rows));
    flush();
}

bool JobItemsModel::isSame(const JobItemRow &before, const JobItemRow &after) const
{
    return before.item.state == after.item.state && before.item.attemptCount == after.item.attemptCount &&
           before.item.duration == after.item.duration && before.item.label == after.item.label &&
           before.item.note == after.item.note && before.item.error == after.item.error;
}

QVariant JobItemsModel::extraData(const JobItemRow &row, int column, int role) const
{
    if (role == Qt::AccessibleDescriptionRole && column == static_cast<int>(Column::State))
        return u"%1, %2"_s.arg(row.item.label, jobResultText(row.item));
    return {};
}

} // namespace rove::ui
