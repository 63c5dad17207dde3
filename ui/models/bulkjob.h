// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/bulkplan.h"
#include "ui/models/destroyedarchive.h"
#include "ui/models/job.h"

namespace rove::ui {

/// What the user decided in the preview.
struct BulkOptions {
    int concurrency = joblimits::concurrencyDefault;
    /// For Destroy and Export: whether sleeping actors are started to read their states.
    Waking waking = Waking::Never;
    /// For Destroy: where copies are kept; null keeps none. Must outlive the job or end it.
    DestroyedArchive *archive = nullptr;
    /// For Export: the file, which gets one line of JSON for each actor.
    QString exportPath = {};
};

/// The plan as a job, which is not started yet. It ends when `http` goes. `target` is what the user calls the
/// connection.
[[nodiscard]] std::unique_ptr<Job> makeBulkJob(HttpClient &http, const QString &target, const BulkPlan &plan,
                                               const BulkOptions &options);

} // namespace rove::ui
