// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sim/oracle.h"

#include "engine/core/rows.h"
#include "tests/sim/simactor.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::sim {

using namespace core;

namespace {

/// How many events pass between two looks at everything.
constexpr std::uint64_t fullCheckInterval = 16;

} // namespace

Oracle::Oracle(const SimDisk &disk, Trace &trace, const Pools &pools, const Faults &faults)
    : m_disk(disk)
    , m_trace(trace)
    , m_pools(pools)
    , m_areTimersLate(faults.includes(Fault::LateTimer))
{}

void Oracle::breakPromise(const QString &text)
{
    if (!m_failure)
        m_failure = text;
}

// --- Engines ---

void Oracle::engineStarts(const Engine &engine)
{
    m_engine = &engine;
    for (auto &[id, known] : m_actors) {
        checkAlarmRow(id, known);
        known.version = durableVersion(id); // What ran on newer code than that has stored nothing.
    }
}

void Oracle::engineRestored(Instant now)
{
    noteWake(now);
    checkKept();
}

void Oracle::engineDied()
{
    m_engine = nullptr;
    m_wakesBy.reset();
    m_open.clear(); // Their connections broke: nobody was promised anything.
    m_lastPersisted = {};
    m_crashMatrix.clear();
    for (auto &[id, known] : m_actors)
        known.end();
}

// --- What goes into the core ---

void Oracle::beforeEvent(Instant now, const Event &event)
{
    checkAwake(now);
    std::visit(
        [&](const auto &known) {
            if constexpr (requires { known.ticket; })
                m_open.emplace(known.ticket, event);
        },
        event);
    m_asleep.clear();
    if (std::holds_alternative<TimePassed>(event))
        for (const ActorId id : m_acknowledged)
            if (const Actor *actor = m_engine->findActor(id); actor && isAsleep(*actor))
                m_asleep.push_back(id);
    follow(event);
}

/// Whoever comes finds nothing that was due before.
void Oracle::checkAwake(Instant now)
{
    if (m_wakesBy && *m_wakesBy < now && !m_areTimersLate)
        breakPromise(u"the engine has overslept by %1 ms"_s.arg((now - *m_wakesBy).count()));
}

/// What is due already comes at once.
void Oracle::noteWake(Instant now)
{
    m_wakesBy = m_engine->nextWake().transform([now](Instant due) { return std::max(due, now); });
}

void Oracle::follow(const Event &event)
{
    if (const auto *write = std::get_if<Stored>(&event))
        stored(write->id);
    else if (const auto *host = std::get_if<EnvoyJoined>(&event))
        joined(*host);
    else if (const auto *leaving = std::get_if<EnvoyLeft>(&event))
        left(leaving->envoyKey);
    else if (const auto *restarted = std::get_if<EnvoyRestarted>(&event))
        m_restarted = restarted->envoyKey;
    else if (const auto *taken = std::get_if<ActorTaken>(&event))
        claimed(taken->envoyKey, taken->actorId, taken->generation);
    else if (const auto *report = std::get_if<ActorReported>(&event))
        reported(*report);
    else if (const auto *destroy = std::get_if<DestroyActor>(&event))
        m_crashMatrix.asked(destroy->actorId, CrashMatrix::Asked::Destroy);
    else if (const auto *reschedule = std::get_if<RescheduleActor>(&event))
        m_crashMatrix.askedFromOutside(reschedule->actorId, CrashMatrix::Asked::Reschedule);
    else if (const auto *sleep = std::get_if<SleepActor>(&event))
        m_crashMatrix.askedFromOutside(sleep->actorId, CrashMatrix::Asked::Sleep);
    else if (const auto *wake = std::get_if<WakeActor>(&event))
        m_crashMatrix.wanted(wake->actorId);
}

bool Oracle::isAsleep(const Actor &actor)
{
    return actor.sleepTs && actor.envoyKey.isEmpty() && !actor.destroyTs && !actor.rescheduleTs &&
           !actor.pendingAllocationTs;
}

void Oracle::joined(const EnvoyJoined &host)
{
    const Envoy *known = m_engine->findEnvoy(host.envoyKey);
    if (known && host.version < known->version)
        left(host.envoyKey); // None of its actors may go on there.
    if (host.totalSlots)
        m_slotCounts[host.envoyKey] = *host.totalSlots;
}

void Oracle::left(const QString &envoyKey)
{
    for (auto &[id, known] : m_actors)
        if (known.live && known.live->envoyKey == envoyKey) {
            known.end();
            m_crashMatrix.ended(id, CrashMatrix::How::Lost);
        }
}

/// An envoy shows that it has an actor that a platform was asked to start. It may have it if the engine still
/// waits for that, and if the envoy is of the right pool and of code that is new enough.
void Oracle::claimed(const QString &envoyKey, ActorId id, std::uint32_t generation)
{
    const auto found = m_actors.find(id);
    if (found == m_actors.end() || found->second.offered != generation)
        return;
    const Envoy *envoy = m_engine->findEnvoy(envoyKey);
    const Actor *actor = m_engine->findActor(id);
    const bool isAwaited = actor->generation == generation && actor->envoyKey.isEmpty() && !actor->sleepTs &&
                           !actor->pendingAllocationTs && !actor->rescheduleTs && !actor->destroyTs;
    if (isAwaited && envoy && envoy->kind == HostKind::Envoy && envoy->pool == actor->pool &&
        envoy->version >= found->second.version)
        goLive(found->second, id, {.envoyKey = envoyKey, .generation = generation});
}

void Oracle::reported(const ActorReported &report)
{
    claimed(report.envoyKey, report.actorId, report.generation);
    Known &known = m_actors[report.actorId];
    if (!known.live || known.live->envoyKey != report.envoyKey ||
        known.live->generation != report.generation || report.index <= known.live->lastIndex)
        return;
    known.live->lastIndex = report.index;
    if (const auto *stop = std::get_if<ActorStopped>(&report.news)) {
        known.end();
        m_crashMatrix.ended(report.actorId,
                            stop->ok ? CrashMatrix::How::Graceful : CrashMatrix::How::Crashed);
    } else if (const auto *alarm = std::get_if<ActorAlarm>(&report.news)) {
        known.alarms.push_back({.at = alarm->at, .write = notYetAsked});
    } else if (std::holds_alternative<ActorWantsSleep>(report.news)) {
        m_crashMatrix.asked(report.actorId, CrashMatrix::Asked::Sleep);
    } else if (std::holds_alternative<ActorWantsStop>(report.news)) {
        m_crashMatrix.asked(report.actorId, CrashMatrix::Asked::Stop);
    }
}

void Oracle::afterEvent(Instant now)
{
    for (const ActorId id : m_asleep) {
        const std::optional<Instant> alarm = m_actors[id].alarms.back().at;
        if (!isAsleep(*m_engine->findActor(id)) && (!alarm || *alarm > now))
            breakPromise(u"%1 woke by itself, and no alarm was due"_s.arg(m_trace.nameOf(id)));
    }
    settleRestarted();
    for (auto &[id, known] : m_actors) {
        if (known.isRunning)
            serveAlarms(now, known);
        checkHost(id, known);
        if (known.alarms.back().write == notYetAsked)
            known.alarms.back().write = m_lastPersisted;
    }
    judgeEnds(now);
    noteWake(now);
    if (++m_eventCount % fullCheckInterval == 0) {
        m_engine->checkInvariants();
        checkVisible();
    }
}

/// A runner that is another process than before has none of its actors. Those that were to stop have; the
/// others start there again, with the generation that they had, and say everything from the beginning.
void Oracle::settleRestarted()
{
    const auto restarted = std::exchange(m_restarted, std::nullopt);
    if (!restarted)
        return;
    for (auto &[id, known] : m_actors) {
        if (!known.live || known.live->envoyKey != *restarted)
            continue;
        const Actor *actor = m_engine->findActor(id);
        if (actor->envoyKey == *restarted && actor->generation == known.live->generation) {
            known.live->lastIndex = -1;
            known.isRunning = false;
            m_crashMatrix.startedAgain(id);
        } else {
            known.end();
            m_crashMatrix.ended(id, CrashMatrix::How::Lost);
        }
    }
}

void Oracle::checkHost(ActorId id, Known &known)
{
    const Envoy *host = known.live ? m_engine->findEnvoy(known.live->envoyKey) : nullptr;
    if (!host)
        return;
    if (host->drainTs)
        m_crashMatrix.mayMove(id); // At the pace of a configuration.
    if (host->version < known.version)
        breakPromise(u"%1 is on older code than it has run on"_s.arg(m_trace.nameOf(id)));
    known.version = host->version; // The process behind its key may be a newer one.
}

void Oracle::judgeEnds(Instant now)
{
    const auto wrong = m_crashMatrix.judge([&](ActorId id) -> CrashMatrix::Shown {
        const std::optional<Instant> alarm = m_actors[id].alarms.back().at;
        return {.actor = *m_engine->findActor(id), .isAlarmDue = alarm && *alarm <= now};
    });
    if (wrong)
        breakPromise(u"the crash policy of %1: %2"_s.arg(m_trace.nameOf(wrong->first), wrong->second));
}

void Oracle::checkVisible()
{
    for (const Namespace *space : m_engine->namespaces()) {
        if (!m_disk.rows().contains(rows::namespaceKey(space->id)))
            breakPromise(u"the namespace %1 shows before it is durable"_s.arg(space->name));
        for (const auto &[name, metadata] : m_engine->actorNames(space->id, SIZE_MAX, {}))
            for (const Actor *actor : m_engine->listActors(
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

// --- What comes out of it ---

void Oracle::effect(Instant now, const Effect &effect)
{
    if (const auto *persist = std::get_if<Persist>(&effect))
        m_lastPersisted = persist->id;
    else if (const auto *start = std::get_if<StartActor>(&effect))
        started(now, *start);
    else if (const auto *open = std::get_if<OpenServerlessRequest>(&effect); open && open->start)
        offered(now, *open->start);
    else if (const auto *stop = std::get_if<StopActor>(&effect))
        stopped(*stop);
    else if (const auto *release = std::get_if<ReleaseEnvoy>(&effect))
        left(release->envoyKey);
    else if (const auto *reply = std::get_if<Reply>(&effect))
        replied(*reply);
    else if (const auto *change = std::get_if<ActorChanged>(&effect))
        changed(now, *change);
}

std::optional<QCborMap> Oracle::durableRow(ActorId id) const
{
    const auto row = m_disk.rows().find(rows::actorKey(id));
    return row == m_disk.rows().end() ? std::nullopt
                                      : std::optional(QCborValue::fromCbor(row->second).toMap());
}

std::uint32_t Oracle::durableVersion(ActorId id) const
{
    const auto row = durableRow(id);
    return row ? static_cast<std::uint32_t>(row->value(u"hostVersion"_s).toInteger()) : 0;
}

void Oracle::started(Instant now, const StartActor &start)
{
    Known &known = m_actors[start.actorId];
    const bool isRepeated =
        known.live && known.live->envoyKey == start.envoyKey && known.live->generation == start.generation;
    if (isRepeated)
        return;
    checkStart(start.actorId, start.generation);
    const bool isForgotten = durableVersion(start.actorId) < known.version;
    goLive(known, start.actorId, {.envoyKey = start.envoyKey, .generation = start.generation});
    if (isForgotten)
        breakPromise(
            u"%1 started, and what code it has run on is not durable"_s.arg(m_trace.nameOf(start.actorId)));
    serveAlarms(now, known);
}

void Oracle::offered(Instant now, const ServerlessStart &start)
{
    checkStart(start.actorId, start.generation);
    Known &known = m_actors[start.actorId];
    known.offered = start.generation;
    serveAlarms(now, known);
}

/// What holds of each start, whether a host is told or a platform asked.
void Oracle::checkStart(ActorId id, std::uint32_t generation)
{
    Known &known = m_actors[id];
    const QString name = u"%1.%2"_s.arg(m_trace.nameOf(id)).arg(generation);
    if (known.live)
        breakPromise(u"%1 started while generation %2 may still run"_s.arg(name).arg(known.live->generation));
    if (known.newestGeneration && generation <= *known.newestGeneration)
        breakPromise(u"%1 started again"_s.arg(name));
    known.newestGeneration = generation;
    // Serverless pools also move actors for reasons that no crash policy knows: their requests end.
    known.onwards = isServerless(m_pools, m_engine->findActor(id)->pool) ? CrashMatrix::Onwards::Maybe
                                                                         : CrashMatrix::Onwards::ByPolicy;
    const auto row = durableRow(id);
    if (!row || row->value(u"generation"_s).toInteger() < generation)
        breakPromise(u"%1 started before that was durable"_s.arg(name));
    if (m_destroyed.contains(id))
        breakPromise(u"%1 started after it was destroyed"_s.arg(name));
    m_crashMatrix.started(id);
    if (known.onwards == CrashMatrix::Onwards::Maybe)
        m_crashMatrix.mayMove(id);
}

void Oracle::goLive(Known &known, ActorId id, const Live &live)
{
    const QString name = u"%1.%2"_s.arg(m_trace.nameOf(id)).arg(live.generation);
    const Envoy *envoy = m_engine->findEnvoy(live.envoyKey);
    if (!envoy || envoy->version < known.version)
        breakPromise(u"%1 started on older code than it has run on"_s.arg(name));
    else
        known.version = envoy->version;
    known.offered.reset();
    known.live = live;
    checkSlots(live.envoyKey, name);
}

void Oracle::checkSlots(const QString &envoyKey, const QString &name)
{
    const auto slotCount = m_slotCounts.find(envoyKey);
    if (slotCount == m_slotCounts.end())
        return;
    const auto isThere = [&](const auto &actor) {
        return actor.second.live && actor.second.live->envoyKey == envoyKey;
    };
    if (std::cmp_greater(std::ranges::count_if(m_actors, isThere), slotCount->second))
        breakPromise(u"%1 started on a runner whose %2 slots are taken"_s.arg(name).arg(slotCount->second));
}

void Oracle::stopped(const StopActor &stop)
{
    Known &known = m_actors[stop.actorId];
    if (stop.reason == StopReason::GoingAway)
        m_crashMatrix.movedAway(stop.actorId, known.onwards);
    if (stop.reason == StopReason::Lost && known.live && known.live->generation == stop.generation) {
        known.end();
        m_crashMatrix.ended(stop.actorId, CrashMatrix::How::Lost);
    }
}

void Oracle::replied(const Reply &reply)
{
    const auto open = m_open.extract(reply.ticket);
    if (!open)
        return breakPromise(u"a second reply, or one to nobody: ?%1"_s.arg(std::to_underlying(reply.ticket)));
    if (!reply.answer)
        return;
    const Event &request = open.mapped();
    if (const auto *create = std::get_if<CreateActor>(&request))
        answered(*create, std::get<ActorCreated>(*reply.answer));
    else if (const auto *destroy = std::get_if<DestroyActor>(&request))
        m_destroyed.insert(destroy->actorId);
    else if (const auto *space = std::get_if<CreateNamespace>(&request))
        m_namespaces.insert(space->name);
}

void Oracle::answered(const CreateActor &request, const ActorCreated &created)
{
    const bool isKnown = std::ranges::contains(m_acknowledged, created.actorId);
    const Actor *actor = m_engine->findActor(created.actorId);
    if (!actor || !durableRow(created.actorId))
        return breakPromise(u"an actor was acknowledged that is not durable"_s);
    if (created.created && isKnown)
        breakPromise(u"%1 was created twice"_s.arg(m_trace.nameOf(created.actorId)));
    if (request.key)
        for (const ActorId id : m_acknowledged) {
            const Actor &other = *m_engine->findActor(id);
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
        m_crashMatrix.ready(change.actorId);
        serveAlarms(now, known);
    } else if (change.phase == ActorPhase::Stopping) {
        m_crashMatrix.stopping(change.actorId, known.onwards);
    } else {
        known.isRunning = false;
    }
    if (change.phase == ActorPhase::Destroyed)
        m_destroyed.insert(change.actorId);
}

// --- Disk and clients ---

void Oracle::erased(ActorId id)
{
    const auto row = durableRow(id);
    if (!row || !row->contains(u"destroyTs"_s))
        breakPromise(u"the data of %1 was erased before its end was durable"_s.arg(m_trace.nameOf(id)));
}

void Oracle::kept(ActorId id, QByteArrayView key, QByteArrayView value)
{
    if (key == SimActor::codeKey && value.toUInt() > durableVersion(id) && durableRow(id))
        breakPromise(u"code %1 of %2 has stored something, and that it had the actor is not durable"_s
                         .arg(value.toUInt())
                         .arg(m_trace.nameOf(id)));
}

void Oracle::operationDone(ActorId id, const QByteArray &operation)
{
    if (!isDestroyed(id) && !m_disk.actorValue(id, "operation/" + operation))
        breakPromise(
            u"%1 did %2, and it is not durable"_s.arg(m_trace.nameOf(id), QString::fromLatin1(operation)));
    m_operations[id].insert(operation);
}

void Oracle::destroyed(ActorId id)
{
    if (m_disk.hasActorData(id))
        breakPromise(u"%1 is destroyed, and its data is still there"_s.arg(m_trace.nameOf(id)));
}

bool Oracle::isDestroyed(ActorId id) const
{
    const auto row = durableRow(id);
    return m_destroyed.contains(id) || (row && row->contains(u"destroyTs"_s));
}

bool Oracle::isReady(ActorId id) const
{
    const Actor *actor = m_engine ? m_engine->findActor(id) : nullptr;
    return actor && actor->connectableTs;
}

std::vector<ActorId> Oracle::living() const
{
    std::vector<ActorId> ids;
    for (const Namespace *space : m_engine->namespaces())
        for (const auto &[name, metadata] : m_engine->actorNames(space->id, SIZE_MAX, {}))
            for (const Actor *actor :
                 m_engine->listActors({.namespaceId = space->id, .name = name, .limit = SIZE_MAX}))
                ids.push_back(actor->id);
    return ids;
}

// --- Nothing is lost ---

void Oracle::checkKept()
{
    for (const QString &name : m_namespaces)
        if (!m_engine->findNamespace(name))
            breakPromise(u"the namespace %1 is lost"_s.arg(name));
    for (const ActorId id : m_acknowledged)
        if (!m_engine->findActor(id))
            return breakPromise(u"%1 is lost"_s.arg(m_trace.nameOf(id)));
    for (const ActorId id : m_destroyed)
        if (!m_engine->findActor(id) || !m_engine->findActor(id)->destroyTs)
            breakPromise(u"%1 was destroyed, and is back"_s.arg(m_trace.nameOf(id)));
    for (const auto &[id, operations] : m_operations)
        for (const QByteArray &operation : operations)
            if (!isDestroyed(id) && !m_disk.actorValue(id, "operation/" + operation))
                breakPromise(u"%1 has lost %2"_s.arg(m_trace.nameOf(id), QString::fromLatin1(operation)));
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

std::optional<QString> Oracle::missing(Instant now) const
{
    if (!m_open.empty() || m_openRequestCount > 0)
        return u"%1 requests are not answered"_s.arg(m_open.size() +
                                                     static_cast<std::size_t>(m_openRequestCount));
    for (const ActorId id : m_acknowledged) {
        const Actor &actor = *m_engine->findActor(id);
        if (actor.destroyTs)
            continue;
        if (!actor.connectableTs)
            return u"%1 was woken, and does not run"_s.arg(m_trace.nameOf(id));
        for (const Alarm &alarm : m_actors.at(id).alarms)
            if (alarm.at && *alarm.at <= now && !alarm.isServed)
                return u"the alarm of %1 has not come"_s.arg(m_trace.nameOf(id));
    }
    return std::nullopt;
}

std::optional<QString> Oracle::left() const
{
    if (!m_open.empty() || m_openRequestCount > 0)
        return u"%1 destroys are not answered"_s.arg(m_open.size() +
                                                     static_cast<std::size_t>(m_openRequestCount));
    if (const std::vector<ActorId> ids = living(); !ids.empty())
        return u"%1 was destroyed, and lives"_s.arg(m_trace.nameOf(ids.front()));
    for (const ActorId id : m_acknowledged) {
        if (m_disk.hasActorData(id))
            return u"%1 is destroyed, and its data is still there"_s.arg(m_trace.nameOf(id));
    }
    return std::nullopt;
}

std::optional<QString> Oracle::waiting() const
{
    if (m_engine->nextWake())
        return u"nothing is alive, and something waits for time"_s;
    return std::nullopt;
}

} // namespace rove::sim
