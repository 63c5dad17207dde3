// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventwords.h"

#include "protocol/base/cbor.h"
#include "ui/models/actoreventtext.h"
#include "ui/models/modelstext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QTimeZone>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

manager::Instant instantOf(const inspector::v6::Uint &milliseconds)
{
    return manager::Instant(std::chrono::milliseconds(qint64(milliseconds.value)));
}

/// What people call a schedule.
QString scheduleName(const inspector::v6::Schedule &schedule)
{
    return schedule.name && !schedule.name->isEmpty() ? *schedule.name : schedule.action;
}

/// A schedule that is no longer there.
ScheduleLine goneLine(const inspector::v6::Schedule &before, manager::Instant now)
{
    // What was to run once has run; anything else was cancelled.
    const bool hasFired = before.kind == u"at" && instantOf(before.nextRunAt) <= now;
    const QString text =
        hasFired ? ModelsText::tr("%1 fired: ran %2") : ModelsText::tr("%1 was removed: would run %2");
    return {EventLevel::Normal, text.arg(scheduleName(before), before.action)};
}

} // namespace

QString clockText(manager::Instant at)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
    return QLocale().toString(time.time(), u"HH:mm:ss"_s);
}

QCborMap errorMap(const Error &error)
{
    QCborMap map{{u"code"_s, error.wireName()}, {u"message"_s, error.message}};
    if (!error.metadata.isEmpty())
        map.insert(u"metadata"_s, error.metadata);
    return map;
}

QCborMap scheduleMap(const inspector::v6::Schedule &schedule)
{
    QCborMap map{{u"id"_s, schedule.id}, {u"kind"_s, schedule.kind}, {u"action"_s, schedule.action}};
    const auto moment = [](const inspector::v6::Uint &at) {
        return QCborValue(QDateTime::fromMSecsSinceEpoch(qint64(at.value), QTimeZone::UTC));
    };
    map.insert(u"nextRunAt"_s, moment(schedule.nextRunAt));
    if (schedule.lastRunAt)
        map.insert(u"lastRunAt"_s, moment(*schedule.lastRunAt));
    if (schedule.expression)
        map.insert(u"expression"_s, *schedule.expression);
    if (const Result<QCborValue> arguments = cbor::decodeCompat(schedule.args))
        map.insert(u"arguments"_s, *arguments);
    return map;
}

QString deedText(const SessionDeed &deed)
{
    switch (deed.kind) {
    case SessionDeed::Kind::Action:
        return deed.action % shortArguments(deed.arguments);
    case SessionDeed::Kind::Apply:
        return ModelsText::tr("Applied edits of %n path(s)", nullptr, int(deed.arguments.size()));
    case SessionDeed::Kind::Wake:
        return ModelsText::tr("Wake", "command to an actor");
    case SessionDeed::Kind::Sleep:
        return ModelsText::tr("Put to sleep", "command to an actor");
    case SessionDeed::Kind::Reschedule:
        return ModelsText::tr("Reschedule", "command to an actor");
    case SessionDeed::Kind::Destroy:
        return ModelsText::tr("Destroy", "command to an actor");
    }
    return {};
}

EventKind deedKind(SessionDeed::Kind kind)
{
    if (kind == SessionDeed::Kind::Action)
        return EventKind::Action;
    return kind == SessionDeed::Kind::Apply ? EventKind::Edit : EventKind::Command;
}

std::optional<ScheduleLine> scheduleLine(const inspector::v6::Schedule *before,
                                         const inspector::v6::Schedule *after, manager::Instant now)
{
    if (!after)
        return goneLine(*before, now);
    const QString name = scheduleName(*after);
    const QString next = clockText(instantOf(after->nextRunAt));
    if (!before)
        return ScheduleLine{EventLevel::Normal,
                            ModelsText::tr("%1 is scheduled: runs %2 at %3").arg(name, after->action, next)};
    if (after->lastRunAt && before->lastRunAt != after->lastRunAt)
        return ScheduleLine{EventLevel::Normal,
                            ModelsText::tr("%1 fired: ran %2, next at %3").arg(name, after->action, next)};
    if (before->nextRunAt != after->nextRunAt)
        return ScheduleLine{EventLevel::Detail, ModelsText::tr("%1 runs next at %2").arg(name, next)};
    return std::nullopt;
}

} // namespace rove::ui
