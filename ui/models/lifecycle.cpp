// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lifecycle.h"

#include "ui/models/actorstatus.h"
#include "ui/models/modelstext.h"

#include <algorithm>

namespace rove::ui {

using Kind = LifecycleMark::Kind;

namespace {

void sortByTime(QList<LifecycleMark> &marks)
{
    std::ranges::stable_sort(marks, std::ranges::less(), &LifecycleMark::at);
}

/// When the error of a record happened, as far as it tells: an actor that failed went to sleep, was
/// destroyed, or waits since then.
std::optional<manager::Instant> errorMoment(const manager::Actor &actor)
{
    if (actor.destroyTs)
        return actor.destroyTs;
    return actor.sleepTs ? actor.sleepTs : actor.pendingAllocationTs;
}

bool isCrash(const manager::Actor &actor)
{
    return actor.error && statusOf(actor) == ActorStatus::Crashed;
}

} // namespace

QString lifecycleWord(Kind kind)
{
    switch (kind) {
    case Kind::Created:
        return ModelsText::tr("Created", "moment in an actor's life");
    case Kind::Waited:
        return ModelsText::tr("Waited for a runner", "moment in an actor's life");
    case Kind::Woke:
        return ModelsText::tr("Woke", "moment in an actor's life");
    case Kind::Slept:
        return ModelsText::tr("Fell asleep", "moment in an actor's life");
    case Kind::Crashed:
        return ModelsText::tr("Crashed", "moment in an actor's life");
    case Kind::Restarted:
        return ModelsText::tr("Started again", "moment in an actor's life");
    case Kind::Rescheduled:
        return ModelsText::tr("Next try", "moment in an actor's life");
    case Kind::Moved:
        return ModelsText::tr("Moved", "moment in an actor's life");
    case Kind::Destroyed:
        return ModelsText::tr("Destroyed", "moment in an actor's life");
    }
    return {};
}

QList<LifecycleMark> lifecycleOf(const manager::Actor &actor)
{
    QList<LifecycleMark> marks{{.kind = Kind::Created, .at = actor.createTs}};
    if (actor.pendingAllocationTs)
        marks.append({.kind = Kind::Waited, .at = *actor.pendingAllocationTs});
    if (actor.startTs)
        marks.append({.kind = Kind::Woke, .at = *actor.startTs});
    if (actor.connectableTs && actor.connectableTs != actor.startTs)
        marks.append({.kind = Kind::Woke, .at = *actor.connectableTs});
    if (actor.sleepTs)
        marks.append({.kind = Kind::Slept, .at = *actor.sleepTs});
    if (isCrash(actor))
        if (const std::optional<manager::Instant> at = errorMoment(actor))
            marks.append({.kind = Kind::Crashed, .at = *at, .detail = errorText(actor)});
    if (actor.rescheduleTs)
        marks.append({.kind = Kind::Rescheduled, .at = *actor.rescheduleTs});
    if (actor.destroyTs)
        marks.append({.kind = Kind::Destroyed, .at = *actor.destroyTs});
    sortByTime(marks);
    return marks;
}

QList<LifecycleMark> lifecycleBetween(const manager::Actor &before, const manager::Actor &after)
{
    QList<LifecycleMark> marks;
    const auto isNew = [](const std::optional<manager::Instant> &was,
                          const std::optional<manager::Instant> &is) { return is && is != was; };
    if (isNew(before.pendingAllocationTs, after.pendingAllocationTs))
        marks.append({.kind = Kind::Waited, .at = *after.pendingAllocationTs});
    const bool hasSlept = isNew(before.sleepTs, after.sleepTs);
    if (hasSlept)
        marks.append({.kind = Kind::Slept, .at = *after.sleepTs});
    if (isNew(before.connectableTs, after.connectableTs))
        marks.append({.kind = before.connectableTs && !hasSlept ? Kind::Restarted : Kind::Woke,
                      .at = *after.connectableTs});
    if (after.error != before.error && isCrash(after))
        marks.append({.kind = Kind::Crashed,
                      .at = errorMoment(after).value_or(after.createTs),
                      .detail = errorText(after)});
    if (isNew(before.rescheduleTs, after.rescheduleTs))
        marks.append({.kind = Kind::Rescheduled, .at = *after.rescheduleTs});
    if (before.datacenter != after.datacenter || before.runnerNameSelector != after.runnerNameSelector)
        marks.append({.kind = Kind::Moved,
                      .at = after.connectableTs.value_or(after.createTs),
                      .detail = ModelsText::tr("pool %1 in %2", "where an actor moved to")
                                    .arg(after.runnerNameSelector, after.datacenter)});
    if (isNew(before.destroyTs, after.destroyTs))
        marks.append({.kind = Kind::Destroyed, .at = *after.destroyTs});
    sortByTime(marks);
    return marks;
}

QList<LifecycleMark> mergedLifecycle(const std::optional<manager::Actor> &actor,
                                     const QList<LifecycleMark> &seen)
{
    QList<LifecycleMark> marks = seen;
    // A retry that came to pass is told by what came of it.
    marks.removeIf([&actor](const LifecycleMark &mark) {
        return mark.kind == Kind::Rescheduled && (!actor || actor->rescheduleTs != mark.at);
    });
    if (actor) {
        for (const LifecycleMark &mark : lifecycleOf(*actor)) {
            const bool isKnown = std::ranges::any_of(marks, [&mark](const LifecycleMark &known) {
                const bool isStart = mark.kind == Kind::Woke && known.kind == Kind::Restarted;
                return known.at == mark.at && (known.kind == mark.kind || isStart);
            });
            if (!isKnown)
                marks.append(mark);
        }
    }
    sortByTime(marks);
    return marks;
}

} // namespace rove::ui
