// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/recurring.h"

#include "protocol/persist/versioned.h"

#include <QtCore/QtEndian>

namespace rove::persist {
namespace {

using namespace Qt::StringLiterals;

constexpr std::uint16_t recurringVersion = 1;

struct Mark {
    std::uint16_t version = recurringVersion;
};

constexpr VersionRange versions{
    .oldest = 0, .newest = recurringVersion, .what = "an actor's repeated schedules"_L1};

QByteArray keyOf(char kind)
{
    return QByteArray("\x53").append(kind);
}

} // namespace

QByteArray encode(const RecurringSchedule &schedule)
{
    return encodeVersioned(schedule, recurringVersion);
}

QByteArray encode(const RecurringFire &fire)
{
    return encodeVersioned(fire, recurringVersion);
}

Result<RecurringSchedule> decodeRecurringSchedule(QByteArrayView bytes)
{
    return decodeVersioned<RecurringSchedule>(bytes, versions);
}

Result<RecurringFire> decodeRecurringFire(QByteArrayView bytes)
{
    return decodeVersioned<RecurringFire>(bytes, versions);
}

QByteArray recurringMarkKey()
{
    return keyOf('\1');
}

QByteArray recurringMark()
{
    return bare::encode(Mark());
}

QByteArray recurringSchedulesBegin()
{
    return keyOf('\2');
}

QByteArray recurringSchedulesEnd()
{
    return keyOf('\3');
}

QByteArray recurringScheduleKey(const QString &name)
{
    return recurringSchedulesBegin() + name.toUtf8();
}

QByteArray recurringFireKey(const QString &name, std::uint64_t number)
{
    const QByteArray bytes = name.toUtf8();
    const std::uint64_t big = qToBigEndian(number);
    return keyOf('\3')
        .append(static_cast<char>(bytes.size()))
        .append(bytes)
        .append(reinterpret_cast<const char *>(&big), sizeof big);
}

} // namespace rove::persist
