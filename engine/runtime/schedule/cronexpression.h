// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/schedule/scheduledaction.h"
#include "protocol/base/error.h"

#include <QtCore/QDate>
#include <QtCore/QString>
#include <QtCore/QTimeZone>

#include <array>
#include <bitset>
#include <chrono>
#include <optional>

namespace rove::runtime {

/// A cron expression of five fields, as RivetKit takes it: minute, hour, day of the month, month, day of the
/// week. A value.
///
/// | field | values              | beside `*` `?` `,` `-` `/`                                               |
/// |-------|---------------------|--------------------------------------------------------------------------|
/// | 1     | 0-59                |                                                                          |
/// | 2     | 0-23                |                                                                          |
/// | 3     | 1-31                | `L` the last; `15W` the weekday closest to the 15th                      |
/// | 4     | 1-12, `JAN`-`DEC`   |                                                                          |
/// | 5     | 0-7, `SUN`-`SAT`    | `FRI#2` the second of the month, `FRI#L` or `5L` the last; 0 and 7 are
/// Sunday |
///
/// Names in any case; `*` and `?` are the same, `a/s` counts from a to the end of the field. If both days are
/// given, one of them has to match.
///
/// Times are those of a wall clock in a time zone. One that the clock skips does not come that day. Of one
/// that the clock shows twice the first counts; with `*` for the hour, both do, so that what repeats within
/// the hour goes on.
class CronExpression {
public:
    /// `schedule.invalid_cron_expression`, with the reason, for a text that is none.
    static Result<CronExpression> parse(const QString &text);

    /// None if there never is one, such as on a 30th of February.
    [[nodiscard]] std::optional<Instant> nextAfter(Instant after, const QTimeZone &zone) const;

private:
    /// A wall clock's time, as if its day always had 24 hours.
    using WallTime = std::chrono::local_time<std::chrono::milliseconds>;

    [[nodiscard]] std::optional<WallTime> nextWallTime(WallTime from) const;
    [[nodiscard]] std::optional<std::chrono::minutes> nextInDay(std::chrono::minutes from) const;
    [[nodiscard]] bool matchesDay(QDate date) const;
    [[nodiscard]] bool matchesDayOfMonth(QDate date) const;
    [[nodiscard]] bool matchesDayOfWeek(QDate date) const;

    std::bitset<60> m_minutes;
    std::bitset<24> m_hours;
    std::bitset<32> m_days;
    std::bitset<32> m_closestWeekdays;
    bool m_lastDay = false;
    bool m_everyDay = false; ///< The field is `*`.
    std::bitset<13> m_months;
    std::bitset<7> m_weekdays;
    std::array<std::bitset<7>, 6> m_nthWeekdays; ///< By which of the month, 1 to 5.
    std::bitset<7> m_lastWeekdays;
    bool m_everyWeekday = false;
    bool m_everyHour = false;

    friend class CronParser;
};

} // namespace rove::runtime
