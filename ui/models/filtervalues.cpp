// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filtervalues.h"

#include <QtCore/QDateTime>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

struct Unit {
    QLatin1StringView name;
    double factor;
};

constexpr std::array durationUnits{Unit{"ms"_L1, 1},     Unit{"s"_L1, 1e3},   Unit{"min"_L1, 6e4},
                                   Unit{"m"_L1, 6e4},    Unit{"h"_L1, 3.6e6}, Unit{"d"_L1, 8.64e7},
                                   Unit{"w"_L1, 6.048e8}};
constexpr std::array sizeUnits{Unit{"b"_L1, 1},
                               Unit{"k"_L1, 1024.0},
                               Unit{"kb"_L1, 1024.0},
                               Unit{"kib"_L1, 1024.0},
                               Unit{"m"_L1, 1048576.0},
                               Unit{"mb"_L1, 1048576.0},
                               Unit{"mib"_L1, 1048576.0},
                               Unit{"g"_L1, 1073741824.0},
                               Unit{"gb"_L1, 1073741824.0},
                               Unit{"gib"_L1, 1073741824.0}};

bool isNumberCharacter(QChar character)
{
    return (character >= u'0' && character <= u'9') || character == u'.';
}

/// The digits at the beginning of `text`, which it moves past; none if there are none.
std::optional<double> takeNumber(QStringView &text)
{
    qsizetype length = 0;
    while (length < text.size() && isNumberCharacter(text.at(length)))
        ++length;
    bool isNumber = false;
    const double number = text.first(length).toDouble(&isNumber);
    text = text.sliced(length);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<double> factorOf(std::span<const Unit> units, QStringView name)
{
    for (const Unit &unit : units)
        if (name.compare(unit.name, Qt::CaseInsensitive) == 0)
            return unit.factor;
    return std::nullopt;
}

std::optional<double> duration(QStringView text)
{
    double sum = 0;
    bool hasUnit = false;
    while (!text.isEmpty()) {
        const std::optional<double> number = takeNumber(text);
        qsizetype length = 0;
        while (length < text.size() && text.at(length).isLetter())
            ++length;
        const std::optional<double> factor = factorOf(durationUnits, text.first(length));
        if (!number || !factor)
            return std::nullopt;
        sum += *number * *factor;
        hasUnit = true;
        text = text.sliced(length);
    }
    return hasUnit ? std::optional(sum) : std::nullopt;
}

std::optional<double> size(QStringView text)
{
    const std::optional<double> number = takeNumber(text);
    const std::optional<double> factor = text.isEmpty() ? 1 : factorOf(sizeUnits, text);
    return number && factor ? std::optional(*number * *factor) : std::nullopt;
}

std::optional<FilterInterval> day(const QDate &date)
{
    if (!date.isValid())
        return std::nullopt;
    const auto start = static_cast<double>(date.startOfDay().toMSecsSinceEpoch());
    const auto next = static_cast<double>(date.addDays(1).startOfDay().toMSecsSinceEpoch());
    return FilterInterval{start, next - 1};
}

std::optional<FilterInterval> moment(QStringView text, qint64 now)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    if (text.compare("now"_L1, Qt::CaseInsensitive) == 0)
        return FilterInterval{static_cast<double>(now), static_cast<double>(now)};
    if (text.compare("today"_L1, Qt::CaseInsensitive) == 0)
        return day(today);
    if (text.compare("yesterday"_L1, Qt::CaseInsensitive) == 0)
        return day(today.addDays(-1));
    constexpr qsizetype dateLength = 10;
    constexpr qsizetype minuteLength = 16;
    constexpr qsizetype secondLength = 19;
    if (text.size() == dateLength)
        return day(QDate::fromString(text.toString(), Qt::ISODate));
    const QDateTime time = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    if (!time.isValid() || text.size() < minuteLength)
        return std::nullopt;
    double span = 0;
    if (text.size() == minuteLength)
        span = 59999;
    else if (text.size() == secondLength)
        span = 999;
    const auto start = static_cast<double>(time.toMSecsSinceEpoch());
    return FilterInterval{start, start + span};
}

std::optional<FilterInterval> point(std::optional<double> number)
{
    if (!number || !std::isfinite(*number))
        return std::nullopt;
    return FilterInterval{*number, *number};
}

} // namespace

std::optional<FilterInterval> filterInterval(FilterKind kind, QStringView text, qint64 now)
{
    switch (kind) {
    case FilterKind::Number: {
        bool isNumber = false;
        const double number = text.toDouble(&isNumber);
        return point(isNumber ? std::optional(number) : std::nullopt);
    }
    case FilterKind::Duration:
        return point(duration(text));
    case FilterKind::Size:
        return point(size(text));
    case FilterKind::Time:
        return moment(text, now);
    case FilterKind::Text:
    case FilterKind::Enum:
    case FilterKind::Flag:
        break;
    }
    return std::nullopt;
}

QString filterValueExample(FilterKind kind)
{
    switch (kind) {
    case FilterKind::Number:
        return u"10"_s;
    case FilterKind::Duration:
        return u"2h"_s;
    case FilterKind::Size:
        return u"1k"_s;
    case FilterKind::Time:
        return u"2026-01-31"_s;
    case FilterKind::Text:
    case FilterKind::Enum:
    case FilterKind::Flag:
        break;
    }
    return u"text"_s;
}

} // namespace rove::ui
