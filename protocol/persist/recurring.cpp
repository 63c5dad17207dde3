// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/recurring.h"

#include "protocol/bare/codec.h"

#include <QtCore/QtEndian>

namespace rove::persist {
namespace {

using namespace Qt::StringLiterals;

constexpr std::uint16_t recurringVersion = 1;

template <class T>
struct Versioned {
    std::uint16_t version = recurringVersion;
    T value;
};

struct Mark {
    std::uint16_t version = recurringVersion;
};

template <class T>
Result<T> decodeVersioned(QByteArrayView bytes)
{
    bare::Reader reader(bytes);
    const auto version = reader.fixed<std::uint16_t>();
    if (version > recurringVersion)
        return failure(ErrorCode::StoreTooNew,
                       u"version %1 of an actor's repeated schedules is not known"_s.arg(version));
    return bare::decode<Versioned<T>>(bytes).transform(
        [](Versioned<T> versioned) { return std::move(versioned.value); });
}

QByteArray keyOf(char kind)
{
    return QByteArray("\x53").append(kind);
}

} // namespace

QByteArray encode(const RecurringSchedule &schedule)
{
    return bare::encode(Versioned<RecurringSchedule>{.value = schedule});
}

QByteArray encode(const RecurringFire &fire)
{
    return bare::encode(Versioned<RecurringFire>{.value = fire});
}

Result<RecurringSchedule> decodeRecurringSchedule(QByteArrayView bytes)
{
    return decodeVersioned<RecurringSchedule>(bytes);
}

Result<RecurringFire> decodeRecurringFire(QByteArrayView bytes)
{
    return decodeVersioned<RecurringFire>(bytes);
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
