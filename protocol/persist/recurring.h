// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <cstdint>
#include <optional>
#include <variant>

/// Schedules that repeat, and what became of them. Rove's own addition to RivetKit's format, which has rows
/// of a database for them: the fields are those of its tables `_rivet_schedule_events` and
/// `_rivet_schedule_history`. BARE after a version of 16 bits, under a prefix that RivetKit does not use.
namespace rove::persist {

struct CronCadence {
    QString expression;
    QString timezone;

    friend bool operator==(const CronCadence &, const CronCadence &) = default;
};
struct IntervalCadence {
    std::int64_t intervalMs = 0;

    friend bool operator==(const IntervalCadence &, const IntervalCadence &) = default;
};

/// Under `recurringScheduleKey(name)`. Instants are Unix milliseconds.
struct RecurringSchedule {
    QString name;
    std::variant<CronCadence, IntervalCadence> cadence;
    QString action;
    QByteArray args; ///< An array, CBOR in compat form.
    std::int64_t nextRunAt = 0;
    std::optional<std::int64_t> lastRunAt;
    std::uint32_t maxHistory = 0;
    std::uint64_t firstFire = 0; ///< The oldest that is kept.
    std::uint64_t nextFire = 0;
    std::optional<std::uint64_t> runningFire;

    friend bool operator==(const RecurringSchedule &, const RecurringSchedule &) = default;
};

enum class FireResult : std::uint8_t { Running, Ok, Error, Skipped };

struct FireError {
    QString group;
    QString code;
    QString message;
    std::optional<QByteArray> metadata; ///< CBOR.

    friend bool operator==(const FireError &, const FireError &) = default;
};

/// One time that a schedule was due, under `recurringFireKey(name, number)`.
struct RecurringFire {
    QString action;
    std::int64_t scheduledAt = 0;
    std::int64_t firedAt = 0;
    std::optional<std::int64_t> finishedAt;
    FireResult result = FireResult::Running;
    std::optional<FireError> error;

    friend bool operator==(const RecurringFire &, const RecurringFire &) = default;
};

[[nodiscard]] QByteArray encode(const RecurringSchedule &schedule);
[[nodiscard]] QByteArray encode(const RecurringFire &fire);
/// `StoreTooNew` for a version after ours, `BareInvalid` for anything else that does not read.
[[nodiscard]] Result<RecurringSchedule> decodeRecurringSchedule(QByteArrayView bytes);
[[nodiscard]] Result<RecurringFire> decodeRecurringFire(QByteArrayView bytes);

/// Stands there, empty but for a version, while an actor has such schedules.
[[nodiscard]] QByteArray recurringMarkKey();
[[nodiscard]] QByteArray recurringMark();
/// All schedules are under the first, and before the second.
[[nodiscard]] QByteArray recurringSchedulesBegin();
[[nodiscard]] QByteArray recurringSchedulesEnd();
[[nodiscard]] QByteArray recurringScheduleKey(const QString &name);
/// Keys of one schedule order by number. At most 255 bytes of UTF-8.
[[nodiscard]] QByteArray recurringFireKey(const QString &name, std::uint64_t number);

} // namespace rove::persist
