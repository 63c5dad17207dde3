// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/job.h"

/// What people read of jobs, and what files keep of them.
namespace rove::ui {

/// One word, translated.
[[nodiscard]] QString jobStateWord(Job::State state);
[[nodiscard]] QString jobItemStateWord(JobItem::State state);
/// One word for files, never translated.
[[nodiscard]] QString jobItemStateName(JobItem::State state);
/// "1,198 done, 6 failed".
[[nodiscard]] QString jobSummaryText(const Job::Counts &counts);
/// "250 ms", "12 s", "3 min 20 s".
[[nodiscard]] QString jobTimeText(std::chrono::milliseconds time);
/// "12 a second, 3 min 20 s left"; empty if neither can be told.
[[nodiscard]] QString jobPaceText(const Job &job);
/// What came of an item, in a sentence; empty while nothing did.
[[nodiscard]] QString jobResultText(const JobItem &item);

/// The items with their results: CSV as RFC 4180 has it, and JSON.
[[nodiscard]] QByteArray jobResultsCsv(const Job &job);
[[nodiscard]] QByteArray jobResultsJson(const Job &job);

} // namespace rove::ui
