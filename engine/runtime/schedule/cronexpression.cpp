// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/schedule/cronexpression.h"

#include <QtCore/QDateTime>
#include <QtCore/QStringList>
#include <QtCore/QStringTokenizer>

#include <algorithm>
#include <array>
#include <span>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono;

/// The calendar repeats itself after so long: what has not come by then never comes.
constexpr int calendarCycleDays = 146097;

constexpr std::array monthNames{"jan"_L1, "feb"_L1, "mar"_L1, "apr"_L1, "may"_L1, "jun"_L1,
                                "jul"_L1, "aug"_L1, "sep"_L1, "oct"_L1, "nov"_L1, "dec"_L1};
constexpr std::array weekdayNames{"sun"_L1, "mon"_L1, "tue"_L1, "wed"_L1, "thu"_L1, "fri"_L1, "sat"_L1};

/// What a field may hold.
struct Field {
    QLatin1StringView name;
    int min = 0;
    int max = 0;
    std::span<const QLatin1StringView> names = {}; ///< The first is `min`.
};

constexpr Field minuteField{.name = "minute"_L1, .min = 0, .max = 59};
constexpr Field hourField{.name = "hour"_L1, .min = 0, .max = 23};
constexpr Field dayField{.name = "day of month"_L1, .min = 1, .max = 31};
constexpr Field monthField{.name = "month"_L1, .min = 1, .max = 12, .names = monthNames};
constexpr Field weekdayField{.name = "day of week"_L1, .min = 0, .max = 7, .names = weekdayNames};

/// Some of a field's values: `*`, `5`, `1-5`, each with or without a step.
struct Range {
    int first = 0;
    int last = 0;
    int step = 1;
};

std::unexpected<Error> invalid(const QString &reason)
{
    return std::unexpected(Error::fromWire(u"schedule"_s, u"invalid_cron_expression"_s,
                                           u"Cron expression is invalid: "_s % reason,
                                           {{u"reason"_s, reason}}));
}

std::unexpected<Error> invalid(const Field &field, QStringView item)
{
    return invalid(u"`"_s % item % u"` is not a "_s % field.name);
}

/// A number of digits only: QString's own takes signs and blanks too.
std::optional<int> number(QStringView text)
{
    const bool isDigits =
        !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const int value = text.toInt(&fits);
    return isDigits && fits ? std::optional(value) : std::nullopt;
}

std::optional<int> valueOf(const Field &field, QStringView text)
{
    const auto name =
        std::ranges::find_if(field.names, [text](QLatin1StringView known) { return text == known; });
    const std::optional<int> value =
        name == field.names.end() ? number(text) : field.min + static_cast<int>(name - field.names.begin());
    return value && *value >= field.min && *value <= field.max ? value : std::nullopt;
}

std::optional<Range> rangeOf(const Field &field, QStringView item)
{
    Range range{.first = field.min, .last = field.max};
    const qsizetype slash = item.indexOf(u'/');
    const QStringView values = slash < 0 ? item : item.first(slash);
    if (slash >= 0) {
        const std::optional<int> step = number(item.sliced(slash + 1));
        if (!step || *step == 0)
            return std::nullopt;
        range.step = *step;
    }
    if (values == u"*")
        return range;
    const qsizetype dash = values.indexOf(u'-');
    const std::optional<int> first = valueOf(field, dash < 0 ? values : values.first(dash));
    if (!first)
        return std::nullopt;
    range.first = *first;
    if (dash < 0) { // A single value, unless it is where steps begin.
        range.last = slash < 0 ? *first : field.max;
        return range;
    }
    std::optional<int> last = valueOf(field, values.sliced(dash + 1));
    if (values.endsWith("-sun"_L1)) // A week that ends with it.
        last = 7;
    if (!last || *last < *first)
        return std::nullopt;
    range.last = *last;
    return range;
}

template <std::size_t size>
void fill(std::bitset<size> &set, const Range &range, int modulus = size)
{
    for (int value = range.first; value <= range.last; value += std::min(range.step, int{size}))
        set.set(static_cast<std::size_t>(value % modulus));
}

} // namespace

/// Reads the five fields, one after the other.
class CronParser {
public:
    Result<CronExpression> parse(const QString &text)
    {
        const QStringList fields = text.toLower().replace(u'?', u'*').simplified().split(u' ');
        if (fields.size() != 5 || fields.front().isEmpty())
            return invalid(u"expected exactly five fields"_s);
        TRY(simpleField(minuteField, fields[0], m_result.m_minutes));
        TRY(simpleField(hourField, fields[1], m_result.m_hours));
        TRY(eachItem(fields[2], [this](QStringView item) { return dayItem(item); }));
        TRY(simpleField(monthField, fields[3], m_result.m_months));
        TRY(eachItem(fields[4], [this](QStringView item) { return weekdayItem(item); }));
        m_result.m_everyHour = m_result.m_hours.all();
        m_result.m_everyDay = fields[2] == "*"_L1;
        m_result.m_everyWeekday = fields[4] == "*"_L1;
        return m_result;
    }

private:
    template <class Take>
    static Result<> eachItem(const QString &field, Take take)
    {
        for (const QStringView item : QStringView(field).tokenize(u','))
            TRY(take(item));
        return {};
    }

    template <std::size_t size>
    static Result<> simpleField(const Field &field, const QString &text, std::bitset<size> &set)
    {
        return eachItem(text, [&](QStringView item) -> Result<> {
            const std::optional<Range> range = rangeOf(field, item);
            if (!range)
                return invalid(field, item);
            fill(set, *range);
            return {};
        });
    }

    Result<> dayItem(QStringView item)
    {
        if (item == u"l") {
            m_result.m_lastDay = true;
            return {};
        }
        if (item.endsWith(u'w')) {
            const std::optional<int> day = valueOf(dayField, item.chopped(1));
            if (!day)
                return invalid(dayField, item);
            m_result.m_closestWeekdays.set(static_cast<std::size_t>(*day));
            return {};
        }
        const std::optional<Range> range = rangeOf(dayField, item);
        if (!range)
            return invalid(dayField, item);
        fill(m_result.m_days, *range);
        return {};
    }

    Result<> weekdayItem(QStringView item)
    {
        std::bitset<7> *set = &m_result.m_weekdays;
        QStringView days = item;
        if (const qsizetype mark = item.indexOf(u'#'); mark >= 0) {
            const QStringView which = item.sliced(mark + 1);
            const std::optional<int> nth = number(which);
            if (which != u"l" && (!nth || *nth < 1 || *nth > 5))
                return invalid(weekdayField, item);
            set = nth ? &m_result.m_nthWeekdays[static_cast<std::size_t>(*nth)] : &m_result.m_lastWeekdays;
            days = item.first(mark);
        } else if (item.endsWith(u'l')) {
            set = &m_result.m_lastWeekdays;
            days = item.chopped(1);
        }
        const std::optional<Range> range = rangeOf(weekdayField, days);
        if (!range)
            return invalid(weekdayField, item);
        fill(*set, *range);
        return {};
    }

    CronExpression m_result;
};

Result<CronExpression> CronExpression::parse(const QString &text)
{
    return CronParser().parse(text);
}

// --- Days ---

bool CronExpression::matchesDayOfMonth(QDate date) const
{
    const auto day = static_cast<std::size_t>(date.day());
    if (m_days.test(day) || (m_lastDay && date.day() == date.daysInMonth()))
        return true;
    if (date.dayOfWeek() > Qt::Friday)
        return false;
    // Of a Saturday the closest weekday is the day before, of a Sunday the day after.
    const QDate before = date.addDays(-1);
    const QDate after = date.addDays(1);
    const auto isMarked = [this](QDate marked) {
        return m_closestWeekdays.test(static_cast<std::size_t>(marked.day()));
    };
    return isMarked(date) || (before.dayOfWeek() == Qt::Sunday && isMarked(before)) ||
           (after.dayOfWeek() == Qt::Saturday && isMarked(after));
}

bool CronExpression::matchesDayOfWeek(QDate date) const
{
    const auto weekday = static_cast<std::size_t>(date.dayOfWeek() % 7);
    const int nth = (date.day() - 1) / 7 + 1;
    const bool isLast = date.addDays(7).month() != date.month();
    return m_weekdays.test(weekday) || m_nthWeekdays[static_cast<std::size_t>(nth)].test(weekday) ||
           (isLast && m_lastWeekdays.test(weekday));
}

bool CronExpression::matchesDay(QDate date) const
{
    if (!m_months.test(static_cast<std::size_t>(date.month())))
        return false;
    if (m_everyDay || m_everyWeekday)
        return (m_everyDay || matchesDayOfMonth(date)) && (m_everyWeekday || matchesDayOfWeek(date));
    return matchesDayOfMonth(date) || matchesDayOfWeek(date);
}

// --- Times ---

std::optional<minutes> CronExpression::nextInDay(minutes from) const
{
    for (minutes time = from; time < 24h; time = floor<hours>(time) + 1h) {
        const auto hour = static_cast<std::size_t>(floor<hours>(time).count());
        if (!m_hours.test(hour))
            continue;
        for (auto minute = static_cast<std::size_t>((time % 1h).count()); minute < m_minutes.size(); ++minute)
            if (m_minutes.test(minute))
                return floor<hours>(time) + minutes(minute);
    }
    return std::nullopt;
}

std::optional<CronExpression::WallTime> CronExpression::nextWallTime(WallTime from) const
{
    const auto firstDay = floor<days>(from);
    const QDate firstDate = QDate(1970, 1, 1).addDays(firstDay.time_since_epoch().count());
    for (int i = 0; i <= calendarCycleDays; ++i) {
        if (!matchesDay(firstDate.addDays(i)))
            continue;
        const auto day = firstDay + days(i);
        if (const auto time = nextInDay(i == 0 ? ceil<minutes>(from - day) : 0min))
            return day + *time;
    }
    return std::nullopt;
}

/// Between two changes of the zone's clock its times go on evenly, so each such span is searched by itself.
std::optional<Instant> CronExpression::nextAfter(Instant after, const QTimeZone &zone) const
{
    const auto at = [](Instant instant) {
        return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), QTimeZone::UTC);
    };
    const auto offsetAt = [&](Instant instant) { return seconds(zone.offsetFromUtc(at(instant))); };
    const auto wallTimeOf = [](Instant instant, seconds offset) {
        return WallTime(instant.time_since_epoch() + offset);
    };
    const auto instantOf = [](const QTimeZone::OffsetData &change) {
        return Instant(milliseconds(change.atUtc.toMSecsSinceEpoch()));
    };
    /// Where times begin that the clock has not shown before it was changed at `change`.
    const auto newTimesFrom = [&](Instant change) {
        return wallTimeOf(change, std::max(offsetAt(change - 1ms), offsetAt(change)));
    };

    WallTime from = wallTimeOf(after, offsetAt(after)) + 1ms;
    if (const auto last = zone.previousTransition(at(after + 1ms)); !m_everyHour && last.atUtc.isValid())
        from = std::max(from, newTimesFrom(instantOf(last)));
    Instant spanStart = after;
    for (;;) {
        const std::optional<WallTime> found = nextWallTime(from);
        if (!found)
            return std::nullopt;
        const Instant instant(found->time_since_epoch() - offsetAt(spanStart));
        const QTimeZone::OffsetData change = zone.nextTransition(at(spanStart));
        if (!change.atUtc.isValid() || instant < instantOf(change))
            return instant;
        spanStart = instantOf(change);
        if (spanStart - after > days(calendarCycleDays)) // The clock always skips it.
            return std::nullopt;
        from = m_everyHour ? wallTimeOf(spanStart, offsetAt(spanStart)) : newTimesFrom(spanStart);
    }
}

} // namespace rove::runtime
