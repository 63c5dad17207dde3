// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/oracle.h"

#include "engine/core/rows.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::sim {

using namespace core;

Oracle::Oracle(const SimDisk &disk, Trace &trace)
    : m_disk(disk)
    , m_trace(trace)
{}

void Oracle::breakPromise(const QString &text)
{
    if (!m_failure)
        m_failure = text;
}

// --- What goes in ---

void Oracle::beforeEvent(const Event &event, const Engine &engine)
{
    std::visit(
        [&](const auto &known) {
            if constexpr (requires { known.ticket; })
                requested(known.ticket, event);
        },
        event);
    m_asleep.clear();
    if (std::holds_alternative<TimePassed>(event))
        for (const ActorId id : m_acknowledged)
            if (isAsleep(*engine.findActor(id)))
                m_asleep.push_back(id);
    if (const auto *write = std::get_if<Stored>(&event))
        stored(write->id);
    else if (const auto *envoy = std::get_if<EnvoyLeft>(&event))
        left(envoy->envoyKey);
    else if (const auto *report = std::get_if<ActorReported>(&event))
        reported(*report);
}

void Oracle::requested(Ticket ticket, const Event &event)
{
    m_open.emplace(ticket, event);
}

bool Oracle::isAsleep(const Actor &actor)
{
    return actor.sleepTs && actor.envoyKey.isEmpty() && !actor.destroyTs && !actor.rescheduleTs &&
           !actor.pendingAllocationTs;
}

void Oracle::left(const QString &envoyKey)
{
    for (auto &[id, known] : m_actors)
        if (known.live && known.live->envoyKey == envoyKey)
            known.end();
}

void Oracle::reported(const ActorReported &report)
{
    Known &known = m_actors[report.actorId];
    if (!known.live || known.live->envoyKey != report.envoyKey ||
        known.live->generation != report.generation || report.index <= known.live->lastIndex)
        return;
    known.live->lastIndex = report.index;
    if (std::holds_alternative<ActorStopped>(report.news))
        known.end();
    else if (const auto *alarm = std::get_if<ActorAlarm>(&report.news))
        known.alarms.push_back({.at = alarm->at, .write = notYetAsked});
}

void Oracle::afterEvent(Instant now, const Engine &engine)
{
    for (const ActorId id : m_asleep) {
        const std::optional<Instant> alarm = m_actors[id].alarms.back().at;
        if (!isAsleep(*engine.findActor(id)) && (!alarm || *alarm > now))
            breakPromise(u"%1 woke by itself, and no alarm was due"_s.arg(m_trace.nameOf(id)));
    }
    for (auto &[id, known] : m_actors) {
        if (known.isRunning)
            serveAlarms(now, known);
        if (known.alarms.back().write == notYetAsked)
            known.alarms.back().write = m_lastPersisted;
    }
    checkVisible(engine);
}

void Oracle::checkVisible(const Engine &engine)
{
    for (const Namespace *space : engine.namespaces()) {
        if (!m_disk.rows().contains(rows::namespaceKey(space->id)))
            breakPromise(u"the namespace %1 shows before it is durable"_s.arg(space->name));
        for (const auto &[name, metadata] : engine.actorNames(space->id, SIZE_MAX, {}))
            for (const Actor *actor : engine.listActors(
                     {.namespaceId = space->id, .name = name, .includeDestroyed = true, .limit = SIZE_MAX}))
                if (!m_disk.rows().contains(rows::actorKey(actor->id)))
                    breakPromise(u"%1 shows before it is durable"_s.arg(m_trace.nameOf(actor->id)));
    }
}

void Oracle::serveAlarms(Instant now, Known &known)
{
    for (Alarm &alarm : known.alarms)
        if (alarm.at && *alarm.at <= now)
            alarm.isServed = true;
}

void Oracle::stored(WriteId id)
{
    for (auto &[actorId, known] : m_actors) {
        auto newest =
            std::ranges::find_last_if(known.alarms, [&](const Alarm &alarm) { return alarm.write <= id; });
        if (!newest.empty())
            known.alarms.erase(known.alarms.begin(), newest.begin());
    }
}

void Oracle::engineCrashed()
{
    m_open.clear(); // Their connections broke: nobody was promised anything.
    m_lastPersisted = {};
    for (auto &[id, known] : m_actors) {
        known.end();
    }
}

void Oracle::engineRestarted(const Engine &engine)
{
    checkAcknowledged(engine);
    for (auto &[id, known] : m_actors)
        checkAlarmRow(id, known);
}

// --- What comes out ---

void Oracle::persisted(WriteId id)
{
    m_lastPersisted = id;
}

std::optional<QCborMap> Oracle::durableRow(ActorId id) const
{
    const auto row = m_disk.rows().find(rows::actorKey(id));
    return row == m_disk.rows().end() ? std::nullopt
                                      : std::optional(QCborValue::fromCbor(row->second).toMap());
}

void Oracle::erased(ActorId id)
{
    const auto row = durableRow(id);
    if (!row || !row->contains(u"destroyTs"_s))
        breakPromise(u"the data of %1 was erased before its end was durable"_s.arg(m_trace.nameOf(id)));
}

void Oracle::started(Instant now, const StartActor &start)
{
    Known &known = m_actors[start.actorId];
    const QString name = u"%1.%2"_s.arg(m_trace.nameOf(start.actorId)).arg(start.generation);
    const bool isRepeated =
        known.live && known.live->envoyKey == start.envoyKey && known.live->generation == start.generation;
    if (isRepeated)
        return;
    if (known.live)
        breakPromise(u"%1 started while generation %2 may still run"_s.arg(name).arg(known.live->generation));
    if (start.generation <= known.newestGeneration)
        breakPromise(u"%1 started again"_s.arg(name));
    const auto row = durableRow(start.actorId);
    if (!row || row->value(u"generation"_s).toInteger() < start.generation)
        breakPromise(u"%1 started before that was durable"_s.arg(name));
    if (m_destroyed.contains(start.actorId))
        breakPromise(u"%1 started after it was destroyed"_s.arg(name));
    known.newestGeneration = start.generation;
    known.live = Live{.envoyKey = start.envoyKey, .generation = start.generation};
    serveAlarms(now, known);
}

void Oracle::stopped(const StopActor &stop)
{
    Known &known = m_actors[stop.actorId];
    if (stop.reason == StopReason::Lost && known.live && known.live->generation == stop.generation) {
        known.end();
    }
}

void Oracle::replied(const Reply &reply, const Engine &engine)
{
    const auto open = m_open.extract(reply.ticket);
    if (!open)
        return breakPromise(u"a second reply, or one to nobody: ?%1"_s.arg(std::to_underlying(reply.ticket)));
    if (!reply.answer)
        return;
    const Event &request = open.mapped();
    if (const auto *create = std::get_if<CreateActor>(&request))
        answered(*create, std::get<ActorCreated>(*reply.answer), engine);
    else if (const auto *destroy = std::get_if<DestroyActor>(&request))
        m_destroyed.insert(destroy->actorId);
    else if (const auto *space = std::get_if<CreateNamespace>(&request))
        m_namespaces.insert(space->name);
    for (const ActorId id : m_destroyed)
        if (m_disk.hasActorData(id))
            breakPromise(u"%1 is destroyed, and its data is still there"_s.arg(m_trace.nameOf(id)));
}

void Oracle::answered(const CreateActor &request, const ActorCreated &created, const Engine &engine)
{
    const bool isKnown = std::ranges::contains(m_acknowledged, created.actorId);
    const Actor *actor = engine.findActor(created.actorId);
    if (!actor || !durableRow(created.actorId))
        return breakPromise(u"an actor was acknowledged that is not durable"_s);
    if (created.created && isKnown)
        breakPromise(u"%1 was created twice"_s.arg(m_trace.nameOf(created.actorId)));
    if (request.key)
        for (const ActorId id : m_acknowledged) {
            const Actor &other = *engine.findActor(id);
            if (id != created.actorId && other.key == request.key && other.name == request.name &&
                other.namespaceId == request.namespaceId && !other.destroyTs && !actor->destroyTs)
                breakPromise(u"%1 and %2 have the same key"_s.arg(m_trace.nameOf(id),
                                                                  m_trace.nameOf(created.actorId)));
        }
    if (!isKnown)
        m_acknowledged.push_back(created.actorId);
}

void Oracle::changed(Instant now, const ActorChanged &change)
{
    Known &known = m_actors[change.actorId];
    if (change.phase == ActorPhase::Ready) {
        if (!known.live || known.live->generation != change.generation)
            breakPromise(u"%1.%2 is ready, but is not live"_s.arg(m_trace.nameOf(change.actorId))
                             .arg(change.generation));
        known.isRunning = true;
        serveAlarms(now, known);
    } else {
        known.isRunning = false;
    }
    if (change.phase == ActorPhase::Destroyed)
        m_destroyed.insert(change.actorId);
}

// --- Nothing is lost ---

void Oracle::checkAcknowledged(const Engine &engine)
{
    for (const QString &name : m_namespaces)
        if (!engine.findNamespace(name))
            breakPromise(u"the namespace %1 is lost"_s.arg(name));
    for (const ActorId id : m_acknowledged)
        if (!engine.findActor(id))
            return breakPromise(u"%1 is lost"_s.arg(m_trace.nameOf(id)));
    for (const ActorId id : m_destroyed)
        if (!engine.findActor(id) || !engine.findActor(id)->destroyTs)
            breakPromise(u"%1 was destroyed, and is back"_s.arg(m_trace.nameOf(id)));
}

void Oracle::checkAlarmRow(ActorId id, Known &known)
{
    const auto row = durableRow(id);
    if (!row)
        return;
    std::optional<Instant> durable;
    if (row->contains(u"alarmTs"_s))
        durable = Instant(std::chrono::milliseconds(row->value(u"alarmTs"_s).toInteger()));
    // The last one known to be durable, or a later one that made it without anybody hearing; or none, if that
    // was served.
    const auto explains = [&](const Alarm &alarm) {
        return alarm.at == durable || (!durable && alarm.isServed);
    };
    const auto explanation = std::ranges::find_if(known.alarms, explains);
    if (explanation == known.alarms.end() && !row->contains(u"destroyTs"_s))
        return breakPromise(u"the alarm of %1 is lost"_s.arg(m_trace.nameOf(id)));
    const bool isServed = explanation != known.alarms.end() && explanation->isServed;
    known.alarms = {{.at = durable, .write = {}, .isServed = isServed}};
}

// --- The end ---

void Oracle::checkConverged(Instant now, const Engine &engine)
{
    if (!m_open.empty())
        breakPromise(u"%1 requests were never answered"_s.arg(m_open.size()));
    for (auto &[id, known] : m_actors)
        checkAlarmRow(id, known);
    for (const ActorId id : m_acknowledged) {
        const Actor &actor = *engine.findActor(id);
        if (!actor.destroyTs && !actor.connectableTs)
            breakPromise(u"%1 was woken, and does not run"_s.arg(m_trace.nameOf(id)));
        for (const Alarm &alarm : m_actors[id].alarms)
            if (!actor.destroyTs && alarm.at && *alarm.at <= now && !alarm.isServed)
                breakPromise(u"the alarm of %1 never came"_s.arg(m_trace.nameOf(id)));
    }
}

void Oracle::checkEnded(const Engine &engine)
{
    if (!m_open.empty())
        breakPromise(u"%1 destroys were never answered"_s.arg(m_open.size()));
    for (const ActorId id : m_acknowledged) {
        if (!engine.findActor(id)->destroyTs)
            breakPromise(u"%1 was destroyed, and lives"_s.arg(m_trace.nameOf(id)));
        if (m_disk.hasActorData(id))
            breakPromise(u"%1 is destroyed, and its data is still there"_s.arg(m_trace.nameOf(id)));
    }
    if (engine.nextWake())
        breakPromise(u"nothing is alive, and something waits for time"_s);
    if (!m_disk.isIdle())
        breakPromise(u"nothing is alive, and something is written"_s);
}

} // namespace rove::sim
