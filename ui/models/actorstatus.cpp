// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorstatus.h"

#include "ui/models/modelstext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QTimeZone>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// The server's words for an actor that has not failed but only waits for room (spec/engine-api.md 2.3,
/// suggestion).
bool isWaitingForRoom(const manager::Actor &actor)
{
    if (!actor.error || !actor.error->isString())
        return false;
    const QString word = actor.error->toString();
    return word == u"no_capacity" || word == u"no_envoys";
}

QString momentText(const std::optional<manager::Instant> &moment)
{
    if (!moment)
        return {};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(moment->time_since_epoch().count(), QTimeZone::UTC);
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

/// What an error says beyond its name: the text or number in it, under the names in between.
QString detailText(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    for (const QString &name : {u"message"_s, u"runner_id"_s, u"envoy_key"_s, u"status_code"_s})
        if (const QJsonValue member = object.value(name); !member.isUndefined())
            return member.toVariant().toString();
    if (object.isEmpty())
        return value.toString();
    const QString detail = detailText(object.begin().value());
    return detail.isEmpty() ? object.begin().key() : QString(object.begin().key() % u": " % detail);
}

} // namespace

bool hasFailed(const manager::Actor &actor)
{
    if (!actor.error)
        return false;
    const QJsonValue crash = actor.error->toObject().value("crashed"_L1);
    const bool isWithoutWords = crash.isObject() && crash["message"_L1].isNull();
    return !isWithoutWords || !actor.sleepTs || actor.rescheduleTs || actor.destroyTs;
}

ActorStatus statusOf(const manager::Actor &actor)
{
    if (actor.connectableTs && !actor.destroyTs)
        return ActorStatus::Running;
    if (actor.destroyTs && !actor.error)
        return ActorStatus::Destroyed;
    if (isWaitingForRoom(actor) && !actor.destroyTs)
        return ActorStatus::Pending;
    if (hasFailed(actor))
        return ActorStatus::Crashed;
    if (actor.rescheduleTs)
        return ActorStatus::CrashLoop;
    if (actor.pendingAllocationTs && !actor.destroyTs)
        return ActorStatus::Pending;
    if (actor.sleepTs && !actor.destroyTs)
        return ActorStatus::Sleeping;
    if (!actor.destroyTs)
        return ActorStatus::Starting;
    return ActorStatus::Unknown;
}

QList<StatusReason> statusReasons(const manager::Actor &actor)
{
    using Kind = StatusReason::Kind;
    QList<StatusReason> reasons;
    if (actor.connectableTs && !actor.destroyTs)
        reasons.append({.kind = Kind::Connectable, .at = actor.connectableTs});
    if (actor.destroyTs && !actor.error)
        reasons.append({.kind = Kind::DestroyedAt, .at = actor.destroyTs});
    if (hasFailed(actor)) {
        const bool waits = isWaitingForRoom(actor) && !actor.destroyTs;
        reasons.append({.kind = waits ? Kind::WaitingForRoom : Kind::Error, .detail = errorText(actor)});
    }
    if (actor.rescheduleTs)
        reasons.append({.kind = Kind::RetryAt, .at = actor.rescheduleTs});
    if (actor.pendingAllocationTs && !actor.connectableTs)
        reasons.append({.kind = Kind::WaitingForAllocation, .at = actor.pendingAllocationTs});
    if (actor.sleepTs && !actor.connectableTs)
        reasons.append({.kind = Kind::SleepingSince, .at = actor.sleepTs});
    if (actor.destroyTs && actor.error)
        reasons.append({.kind = Kind::DestroyedAt, .at = actor.destroyTs});
    if (reasons.isEmpty())
        reasons.append({.kind = Kind::NotConnectable, .at = actor.createTs});
    return reasons;
}

QString statusWord(ActorStatus status)
{
    switch (status) {
    case ActorStatus::Running:
        return ModelsText::tr("Running", "actor status");
    case ActorStatus::Destroyed:
        return ModelsText::tr("Destroyed", "actor status");
    case ActorStatus::Crashed:
        return ModelsText::tr("Crashed", "actor status");
    case ActorStatus::CrashLoop:
        return ModelsText::tr("Crash loop", "actor status");
    case ActorStatus::Pending:
        return ModelsText::tr("Pending", "actor status");
    case ActorStatus::Sleeping:
        return ModelsText::tr("Sleeping", "actor status");
    case ActorStatus::Starting:
        return ModelsText::tr("Starting", "actor status");
    case ActorStatus::Unknown:
        break;
    }
    return ModelsText::tr("Unknown", "actor status");
}

QString statusName(ActorStatus status)
{
    switch (status) {
    case ActorStatus::Running:
        return u"running"_s;
    case ActorStatus::Destroyed:
        return u"stopped"_s;
    case ActorStatus::Crashed:
        return u"crashed"_s;
    case ActorStatus::CrashLoop:
        return u"crash-loop"_s;
    case ActorStatus::Pending:
        return u"pending"_s;
    case ActorStatus::Sleeping:
        return u"sleeping"_s;
    case ActorStatus::Starting:
        return u"starting"_s;
    case ActorStatus::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString statusExplanation(const manager::Actor &actor)
{
    const StatusReason reason = statusReasons(actor).constFirst();
    const QString at = momentText(reason.at);
    switch (reason.kind) {
    case StatusReason::Kind::Connectable:
        return ModelsText::tr("Runs since %1.").arg(at);
    case StatusReason::Kind::DestroyedAt:
        return ModelsText::tr("Destroyed at %1.").arg(at);
    case StatusReason::Kind::Error:
        return ModelsText::tr("Stopped by an error: %1", "%1 is the server's word").arg(reason.detail);
    case StatusReason::Kind::RetryAt:
        return ModelsText::tr("Crashed repeatedly; started again at %1.").arg(at);
    case StatusReason::Kind::WaitingForRoom:
        return ModelsText::tr("Waits for a runner with room: %1", "%1 is the server's word")
            .arg(reason.detail);
    case StatusReason::Kind::WaitingForAllocation:
        return ModelsText::tr("Waits for a runner since %1.").arg(at);
    case StatusReason::Kind::SleepingSince:
        return ModelsText::tr("Sleeps since %1. A request wakes it.").arg(at);
    case StatusReason::Kind::NotConnectable:
        break;
    }
    return ModelsText::tr("Created at %1 and not ready yet.").arg(at);
}

QString errorText(const manager::Actor &actor)
{
    return hasFailed(actor) ? detailText(*actor.error) : QString();
}

bool isAwake(ActorStatus status)
{
    return status == ActorStatus::Running;
}

} // namespace rove::ui
