// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/schedule/scheduledaction.h"
#include "protocol/base/error.h"

#include <QtCore/QCborArray>
#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace rove::runtime {

// RivetKit's own bounds, measured on 2.3.19 (spec/inspector.md 3.9).
inline constexpr int cronHistoryDefault = 100;
inline constexpr int cronHistoryMax = 1000;
inline constexpr int cronHistoryPerActorMax = 10000;
inline constexpr int cronHistoryReadDefault = 20;
inline constexpr int cronNameBytesMax = 128;
inline constexpr std::chrono::milliseconds cronIntervalMin = std::chrono::seconds(5);

/// How one schedule came about that runs an action: once, by a cron expression, or every so often.
enum class ScheduleKind { At, Cron, Every };
/// `at`, `cron` or `every`.
[[nodiscard]] QString scheduleKindName(ScheduleKind kind);

/// An action to run at the times of a cron expression.
struct CronSchedule {
    QString name; ///< One more of this name replaces it. 1 to 128 bytes of UTF-8.
    QString expression;
    QString timeZone = QStringLiteral("UTC"); ///< An IANA name.
    QString action;
    QCborArray arguments = {};
    int maxHistory = cronHistoryDefault; ///< Of its runs, how many are remembered; at most `cronHistoryMax`.
};

/// An action to run again and again, after the same time.
struct IntervalSchedule {
    QString name;
    std::chrono::milliseconds interval = {}; ///< At least `cronIntervalMin`.
    QString action;
    QCborArray arguments = {};
    int maxHistory = cronHistoryDefault;
};

/// A schedule that repeats, as it stands.
struct CronJob {
    QString name;
    ScheduleKind kind = ScheduleKind::Cron;
    QString action;
    QCborArray arguments;
    Instant nextRunAt;
    std::optional<Instant> lastRunAt;
    QString expression; ///< Of one by expression, as `timeZone`.
    QString timeZone;
    std::chrono::milliseconds interval = {}; ///< Of the other kind.
    int maxHistory = 0;
};

/// One time that a repeated schedule was due.
struct CronFire {
    enum class Outcome { Running, Ok, Error, Skipped };

    QString action;
    Instant scheduledAt;
    Instant firedAt;
    std::optional<Instant> finishedAt;
    Outcome outcome = Outcome::Running; ///< Skipped: the time before was still running.
    /// As a client would have been told.
    std::optional<Error> error;
};

/// `running`, `ok`, `error` or `skipped`.
[[nodiscard]] QString fireOutcomeName(CronFire::Outcome outcome);

/// What a scheduled action is run for.
struct ScheduledFire {
    ScheduleKind kind = ScheduleKind::At;
    QString id; ///< Of a repeated schedule, its name.
    Instant scheduledAt;
    Instant firedAt;
};

} // namespace rove::runtime
