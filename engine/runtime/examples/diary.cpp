// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/diary.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/schedule/actorcron.h"

#include <QtCore/QCborMap>
#include <QtCore/QPromise>
#include <QtCore/QTimer>

#include <memory>
#include <optional>

namespace rove::runtime::examples {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

QCborValue shown(std::optional<Instant> instant)
{
    return instant ? QCborValue(qint64{instant->time_since_epoch().count()}) : QCborValue(nullptr);
}

QCborMap shown(const CronJob &job)
{
    QCborMap map{{u"name"_s, job.name},
                 {u"kind"_s, scheduleKindName(job.kind)},
                 {u"action"_s, job.action},
                 {u"args"_s, job.arguments},
                 {u"nextRunAt"_s, shown(job.nextRunAt)},
                 {u"lastRunAt"_s, shown(job.lastRunAt)},
                 {u"maxHistory"_s, job.maxHistory}};
    if (job.kind == ScheduleKind::Every) {
        map.insert(u"interval"_s, qint64{job.interval.count()});
    } else {
        map.insert(u"expression"_s, job.expression);
        map.insert(u"timezone"_s, job.timeZone);
    }
    return map;
}

QCborMap shown(const CronFire &fire)
{
    return {{u"action"_s, fire.action},
            {u"scheduledAt"_s, shown(fire.scheduledAt)},
            {u"firedAt"_s, shown(fire.firedAt)},
            {u"finishedAt"_s, shown(fire.finishedAt)},
            {u"result"_s, fireOutcomeName(fire.outcome)},
            {u"error"_s, fire.error ? QCborValue(fire.error->message) : QCborValue(nullptr)}};
}

} // namespace

qint64 Diary::write(const QString &line)
{
    m_lines.append(line);
    if (m_lines.size() > lineCountMax)
        m_lines.removeFirst();
    return m_lines.size();
}

ActionResult Diary::writeLater(qint64 delay, const QString &line)
{
    return context().scheduleAfter(milliseconds(delay), u"write"_s, {line});
}

ActionResult Diary::writeAt(qint64 timestamp, const QString &line)
{
    return context().scheduleAt(Instant(milliseconds(timestamp)), u"write"_s, {line});
}

QCborArray Diary::scheduled()
{
    QCborArray list;
    for (const ScheduledAction &action : context().schedules())
        list.append(QCborMap{{u"id"_s, action.id},
                             {u"action"_s, action.action},
                             {u"args"_s, action.arguments},
                             {u"runAt"_s, shown(action.at)}});
    return list;
}

bool Diary::unschedule(const QString &id)
{
    return context().cancelSchedule(id);
}

ActionResult Diary::writeEvery(const QString &name, qint64 interval, const QString &line)
{
    return context().cron().every(
        {.name = name, .interval = milliseconds(interval), .action = u"write"_s, .arguments = {line}});
}

ActionResult Diary::writeWhen(const QString &name, const QString &expression, const QString &line,
                              const QString &timeZone)
{
    return context().cron().set({.name = name,
                                 .expression = expression,
                                 .timeZone = timeZone,
                                 .action = u"write"_s,
                                 .arguments = {line}});
}

QCborArray Diary::repeating()
{
    QCborArray list;
    for (const CronJob &job : context().cron().jobs())
        list.append(shown(job));
    return list;
}

ActionResult Diary::repeated(const QString &name)
{
    const auto list = [](const Result<std::vector<CronFire>> &fires) -> Result<QCborArray> {
        QCborArray shownFires;
        for (const CronFire &fire : TRY(fires))
            shownFires.append(shown(fire));
        return shownFires;
    };
    return context().cron().history(name).then(this, list);
}

ActionResult Diary::stopRepeating(const QString &name)
{
    return context().cron().remove(name);
}

void Diary::doze(int milliseconds)
{
    auto finished = std::make_shared<QPromise<void>>();
    finished->start();
    context().waitUntil(finished->future());
    QTimer::singleShot(milliseconds, this, [finished] { finished->finish(); });
    context().sleep();
}

} // namespace rove::runtime::examples
