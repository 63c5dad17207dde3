// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/job.h"
#include "ui/models/tablemodel.h"

namespace rove::ui {

/// An item of a job in a table.
struct JobItemRow {
    JobItem item;
};

/// The items of one job with what came of each. The job belongs to the caller and may go at any time. GUI
/// thread.
class JobItemsModel : public TableModel<JobItemRow> {
    Q_OBJECT
public:
    enum class Column { State, Item, Result, Attempts, Time };

    explicit JobItemsModel(QObject *parent = nullptr);

    /// Null shows nothing.
    void setJob(Job *job);
    [[nodiscard]] Job *job() const { return m_job; }

protected:
    QString keyOf(const JobItemRow &row) const override { return row.item.id; }
    bool isSame(const JobItemRow &before, const JobItemRow &after) const override;
    QVariant extraData(const JobItemRow &row, int column, int role) const override;

private:
    QPointer<Job> m_job;
};

} // namespace rove::ui
