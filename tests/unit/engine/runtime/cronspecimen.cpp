// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/runtime/cronspecimen.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/schedule/actorcron.h"

#include <stdexcept>

namespace rove::runtime::test {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

QCborValue shown(std::optional<Instant> instant)
{
    return instant ? QCborValue(qint64{instant->time_since_epoch().count()}) : QCborValue(nullptr);
}

QCborMap shown(const CronJob &job)
{
    return {{u"name"_s, job.name},
            {u"kind"_s, scheduleKindName(job.kind)},
            {u"action"_s, job.action},
            {u"arguments"_s, job.arguments},
            {u"nextRunAt"_s, shown(job.nextRunAt)},
            {u"lastRunAt"_s, shown(job.lastRunAt)},
            {u"expression"_s, job.expression},
            {u"timeZone"_s, job.timeZone},
            {u"interval"_s, qint64{job.interval.count()}},
            {u"maxHistory"_s, job.maxHistory}};
}

QCborMap shown(const CronFire &fire)
{
    return {{u"action"_s, fire.action},
            {u"scheduledAt"_s, shown(fire.scheduledAt)},
            {u"finishedAt"_s, shown(fire.finishedAt)},
            {u"outcome"_s, static_cast<int>(fire.outcome)},
            {u"error"_s, fire.error ? fire.error->wireName() : QString()},
            {u"message"_s, fire.error ? fire.error->message : QString()}};
}

} // namespace

ActorOptions CronSpecimen::options()
{
    ActorOptions options;
    options.noSleep = true;
    options.stateSaveInterval = 1ms;
    options.sleepGracePeriod = 100ms;
    return options;
}

ActionResult CronSpecimen::setCron(const QString &name, const QString &expression, const QString &timeZone,
                                   const QString &action, int maxHistory)
{
    return context().cron().set({.name = name,
                                 .expression = expression,
                                 .timeZone = timeZone,
                                 .action = action,
                                 .arguments = {},
                                 .maxHistory = maxHistory});
}

ActionResult CronSpecimen::setEvery(const QString &name, int interval, const QString &action, int maxHistory)
{
    return context().cron().every({.name = name,
                                   .interval = milliseconds(interval),
                                   .action = action,
                                   .arguments = {},
                                   .maxHistory = maxHistory});
}

ActionResult CronSpecimen::runAt(qint64 at, const QString &text)
{
    return context().scheduleAt(Instant(milliseconds(at)), u"tick"_s, {text});
}

ActionResult CronSpecimen::removeJob(const QString &name)
{
    return context().cron().remove(name);
}

QCborArray CronSpecimen::jobs()
{
    QCborArray list;
    for (const CronJob &job : context().cron().jobs())
        list.append(shown(job));
    return list;
}

ActionResult CronSpecimen::history(const QString &name, int limit)
{
    return context()
        .cron()
        .history(name, limit)
        .then([](const Result<std::vector<CronFire>> &fires) -> Result<QCborArray> {
            QCborArray list;
            for (const CronFire &fire : TRY(fires))
                list.append(shown(fire));
            return list;
        });
}

void CronSpecimen::tick(const QString &text)
{
    QVariantMap note{{u"text"_s, text}};
    if (const ScheduledFire *fire = context().scheduledFire())
        note.insert(QVariantMap{{u"kind"_s, scheduleKindName(fire->kind)},
                                {u"id"_s, fire->id},
                                {u"scheduledAt"_s, qint64{fire->scheduledAt.time_since_epoch().count()}}});
    m_fires.append(note);
}

ActionResult CronSpecimen::fail()
{
    return userError(u"as you wish"_s, u"told_to_fail"_s, {{u"why"_s, u"asked"_s}});
}

void CronSpecimen::crash()
{
    throw std::runtime_error("a secret");
}

ActionResult CronSpecimen::slow()
{
    m_slow = {};
    m_slow.start();
    return m_slow.future();
}

void CronSpecimen::release()
{
    m_slow.addResult(QCborValue(1));
    m_slow.finish();
}

ActorRegistry cronSpecimens()
{
    ActorRegistry registry;
    registry.add<CronSpecimen>(u"cron"_s);
    ActorOptions few = CronSpecimen::options();
    few.maxSchedules = 2;
    registry.add<CronSpecimen>(u"few"_s, few);
    return registry;
}

} // namespace rove::runtime::test
