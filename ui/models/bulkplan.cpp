// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/bulkplan.h"

#include "ui/models/modelstext.h"

namespace rove::ui {
namespace {

std::optional<BulkPlan::Skip> skipReason(BulkVerb verb, ActorStatus status, bool isDestroyed)
{
    using Skip = BulkPlan::Skip;
    if (isDestroyed)
        return Skip::IsDestroyed;
    const bool isAwakeNow = isAwake(status);
    switch (verb) {
    case BulkVerb::Wake:
        return isAwakeNow ? std::optional(Skip::RunsAlready) : std::nullopt;
    case BulkVerb::Sleep:
        return status == ActorStatus::Sleeping ? std::optional(Skip::SleepsAlready) : std::nullopt;
    case BulkVerb::Reschedule:
        return status == ActorStatus::Sleeping ? std::optional(Skip::DoesNotRun) : std::nullopt;
    case BulkVerb::Destroy:
    case BulkVerb::Export:
        break;
    }
    return std::nullopt;
}

} // namespace

BulkPlan BulkPlan::make(BulkVerb verb, const std::vector<manager::Actor> &actors)
{
    BulkPlan plan{.verb = verb};
    for (const manager::Actor &actor : actors) {
        const ActorStatus status = statusOf(actor);
        if (const auto reason = skipReason(verb, status, actor.destroyTs.has_value())) {
            ++plan.skipped[*reason];
            continue;
        }
        ++plan.byStatus[status];
        plan.targets.push_back(actor);
    }
    return plan;
}

int BulkPlan::wakeCount(Waking waking) const
{
    const bool wakes = verb == BulkVerb::Wake ||
                       (waking == Waking::Allowed && (verb == BulkVerb::Destroy || verb == BulkVerb::Export));
    if (!wakes)
        return 0;
    int count = 0;
    for (const auto &[status, number] : byStatus)
        count += isAwake(status) ? 0 : number;
    return count;
}

QString bulkCommandText(BulkVerb verb, int count)
{
    switch (verb) {
    case BulkVerb::Wake:
        return ModelsText::tr("Wake %n Actor(s)", nullptr, count);
    case BulkVerb::Sleep:
        return ModelsText::tr("Sleep %n Actor(s)", nullptr, count);
    case BulkVerb::Reschedule:
        return ModelsText::tr("Reschedule %n Actor(s)", nullptr, count);
    case BulkVerb::Destroy:
        return ModelsText::tr("Destroy %n Actor(s)", nullptr, count);
    case BulkVerb::Export:
        break;
    }
    return ModelsText::tr("Export %n Actor(s)", nullptr, count);
}

QString bulkTitle(BulkVerb verb, int count)
{
    switch (verb) {
    case BulkVerb::Wake:
        return ModelsText::tr("Wake %n actor(s)", nullptr, count);
    case BulkVerb::Sleep:
        return ModelsText::tr("Put %n actor(s) to sleep", nullptr, count);
    case BulkVerb::Reschedule:
        return ModelsText::tr("Reschedule %n actor(s)", nullptr, count);
    case BulkVerb::Destroy:
        return ModelsText::tr("Destroy %n actor(s)", nullptr, count);
    case BulkVerb::Export:
        break;
    }
    return ModelsText::tr("Export %n actor(s)", nullptr, count);
}

QString skipText(BulkPlan::Skip reason, int count)
{
    switch (reason) {
    case BulkPlan::Skip::RunsAlready:
        return ModelsText::tr("%n left out: running already.", nullptr, count);
    case BulkPlan::Skip::SleepsAlready:
        return ModelsText::tr("%n left out: asleep already.", nullptr, count);
    case BulkPlan::Skip::DoesNotRun:
        return ModelsText::tr("%n left out: asleep, so there is nothing to move.", nullptr, count);
    case BulkPlan::Skip::IsDestroyed:
        break;
    }
    return ModelsText::tr("%n left out: destroyed.", nullptr, count);
}

} // namespace rove::ui
