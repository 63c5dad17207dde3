// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorfields.h"

#include "protocol/base/key.h"
#include "protocol/manager/json.h"
#include "ui/models/modelstext.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

QStringList statusNames()
{
    QStringList names;
    for (const ActorStatus status :
         {ActorStatus::Running, ActorStatus::Starting, ActorStatus::Pending, ActorStatus::Sleeping,
          ActorStatus::CrashLoop, ActorStatus::Crashed, ActorStatus::Destroyed, ActorStatus::Unknown})
        names.append(statusName(status));
    return names;
}

QStringList policyNames()
{
    QStringList names;
    for (const manager::CrashPolicy policy :
         {manager::CrashPolicy::Restart, manager::CrashPolicy::Sleep, manager::CrashPolicy::Destroy})
        names.append(manager::crashPolicyName(policy));
    return names;
}

QStringList markNames()
{
    QStringList names;
    for (const ActorMark mark : actorMarks)
        names.append(actorMarkName(mark));
    return names;
}

std::vector<FilterField> textFields()
{
    using Kind = FilterKind;
    return {
        {.name = u"status"_s,
         .kind = Kind::Enum,
         .doc = ModelsText::tr("What the actor is doing"),
         .values = statusNames(),
         .isSearched = true},
        {.name = u"name"_s,
         .doc = ModelsText::tr("The actor's type"),
         .aliases = {u"type"_s},
         .isSearched = true},
        {.name = u"key"_s, .doc = ModelsText::tr("The actor's key"), .isSearched = true, .isOptional = true},
        {.name = u"id"_s, .doc = ModelsText::tr("The actor's ID"), .isSearched = true},
        {.name = u"pool"_s, .doc = ModelsText::tr("The runner pool it runs in"), .aliases = {u"runner"_s}},
        {.name = u"datacenter"_s,
         .doc = ModelsText::tr("The datacenter it is in"),
         .aliases = {u"dc"_s, u"region"_s}},
        {.name = u"policy"_s,
         .kind = Kind::Enum,
         .doc = ModelsText::tr("What happens after a crash"),
         .values = policyNames()},
        {.name = u"error"_s, .doc = ModelsText::tr("What it last failed with"), .isOptional = true},
        {.name = u"mark"_s,
         .kind = Kind::Enum,
         .doc = ModelsText::tr("Your colour for it"),
         .values = markNames(),
         .isOptional = true},
        {.name = u"prefix"_s, .doc = ModelsText::tr("The first part of its key"), .isOptional = true},
    };
}

std::vector<FilterField> otherFields()
{
    using Kind = FilterKind;
    return {
        {.name = u"created"_s, .kind = Kind::Time, .doc = ModelsText::tr("When it was created")},
        {.name = u"started"_s,
         .kind = Kind::Time,
         .doc = ModelsText::tr("When it started last"),
         .isOptional = true},
        {.name = u"slept"_s,
         .kind = Kind::Time,
         .doc = ModelsText::tr("When it fell asleep"),
         .isOptional = true},
        {.name = u"destroyed"_s,
         .kind = Kind::Time,
         .doc = ModelsText::tr("When it was destroyed"),
         .isOptional = true},
        {.name = u"retry"_s,
         .kind = Kind::Time,
         .doc = ModelsText::tr("When it is started again after a crash"),
         .isOptional = true},
        {.name = u"age"_s, .kind = Kind::Duration, .doc = ModelsText::tr("How long ago it was created")},
        {.name = u"live"_s, .kind = Kind::Flag, .doc = ModelsText::tr("Runs now")},
        {.name = u"failing"_s,
         .kind = Kind::Flag,
         .doc = ModelsText::tr("Crashed, or crashes again and again")},
        {.name = u"waiting"_s, .kind = Kind::Flag, .doc = ModelsText::tr("Starts, or waits for a runner")},
        {.name = u"destroyed"_s, .kind = Kind::Flag, .doc = ModelsText::tr("Is gone for good")},
        {.name = u"pinned"_s, .kind = Kind::Flag, .doc = ModelsText::tr("Pinned by you")},
    };
}

std::optional<double> milliseconds(const std::optional<manager::Instant> &instant)
{
    if (!instant)
        return std::nullopt;
    return static_cast<double>(instant->time_since_epoch().count());
}

} // namespace

FilterFields actorFields()
{
    std::vector<FilterField> fields = textFields();
    std::vector<FilterField> others = otherFields();
    fields.insert(fields.end(), std::make_move_iterator(others.begin()),
                  std::make_move_iterator(others.end()));
    return FilterFields(std::move(fields));
}

QString actorKeyPrefix(const manager::Actor &actor)
{
    if (!actor.key)
        return {};
    const QStringList parts = parseKey(*actor.key);
    if (parts.size() > 1)
        return parts.constFirst();
    const qsizetype colon = actor.key->indexOf(u':');
    return colon > 0 ? actor.key->first(colon) : QString();
}

ActorOrderedRow::ActorOrderedRow(ActorRow row)
    : m_row(std::move(row))
    , m_key(m_row.record.key.value_or(QString()))
    , m_error(errorText(m_row.record))
{}

QString ActorOrderedRow::text(int field) const
{
    switch (static_cast<ActorField>(field)) {
    case ActorField::Status:
        return statusName(m_row.status);
    case ActorField::Name:
        return m_row.record.name;
    case ActorField::Key:
        return m_key;
    case ActorField::Id:
        return m_row.record.actorId;
    case ActorField::Pool:
        return m_row.record.runnerNameSelector;
    case ActorField::Datacenter:
        return m_row.record.datacenter;
    case ActorField::Policy:
        return manager::crashPolicyName(m_row.record.crashPolicy);
    case ActorField::Error:
        return m_error;
    case ActorField::Mark:
        return actorMarkName(m_row.mark);
    case ActorField::Prefix:
        return actorKeyPrefix(m_row.record);
    default:
        return {};
    }
}

std::optional<double> ActorOrderedRow::number(int field, qint64 now) const
{
    switch (static_cast<ActorField>(field)) {
    case ActorField::Created:
        return milliseconds(m_row.record.createTs);
    case ActorField::Started:
        return milliseconds(m_row.record.startTs);
    case ActorField::Slept:
        return milliseconds(m_row.record.sleepTs);
    case ActorField::Gone:
        return milliseconds(m_row.record.destroyTs);
    case ActorField::Retry:
        return milliseconds(m_row.record.rescheduleTs);
    case ActorField::Age:
        return static_cast<double>(now - m_row.record.createTs.time_since_epoch().count());
    default:
        return std::nullopt;
    }
}

bool ActorOrderedRow::flag(int field) const
{
    switch (static_cast<ActorField>(field)) {
    case ActorField::Live:
        return m_row.status == ActorStatus::Running;
    case ActorField::Failing:
        return m_row.status == ActorStatus::Crashed || m_row.status == ActorStatus::CrashLoop;
    case ActorField::Waiting:
        return m_row.status == ActorStatus::Starting || m_row.status == ActorStatus::Pending;
    case ActorField::Destroyed:
        return m_row.record.destroyTs.has_value();
    case ActorField::Pinned:
        return m_row.isPinned;
    default:
        return false;
    }
}

} // namespace rove::ui
