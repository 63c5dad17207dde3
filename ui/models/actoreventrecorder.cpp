// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actoreventrecorder.h"

#include "protocol/manager/json.h"
#include "ui/models/actoreventlimits.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/actoreventtext.h"
#include "ui/models/actoreventwords.h"
#include "ui/models/errortext.h"
#include "ui/models/modelstext.h"

#include <QtCore/QLocale>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

#include <utility>

namespace rove::ui {

using namespace Qt::StringLiterals;
using Phase = InspectorSession::Phase;

namespace {

manager::Instant now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

EventLevel levelOf(LifecycleMark::Kind kind)
{
    using Kind = LifecycleMark::Kind;
    return kind == Kind::Crashed || kind == Kind::Destroyed ? EventLevel::Important : EventLevel::Normal;
}

} // namespace

ActorEventRecorder::ActorEventRecorder(ActorSession &session, ActorEventLog &log)
    : m_session(session)
    , m_log(log)
    , m_inspectorPhase(session.inspector().phase())
{
    InspectorSession &inspector = session.inspector();
    if (isLive()) {
        m_hasBaseline = true;
        m_connections = connectionsNow();
        m_queueSize = inspector.queueSize();
        m_schedules = schedulesNow();
        m_state = inspector.state().value;
    }
    m_record = session.record();
    if (m_record)
        noteStatus(*m_record);
    connect(&inspector, &InspectorSession::phaseChanged, this, &ActorEventRecorder::onInspectorPhase);
    connect(&inspector, &InspectorSession::stateChanged, this, &ActorEventRecorder::onState);
    connect(&inspector, &InspectorSession::connectionsChanged, this, &ActorEventRecorder::onConnections);
    connect(&inspector, &InspectorSession::queueSizeChanged, this, &ActorEventRecorder::onQueueSize);
    connect(&inspector, &InspectorSession::schedulesChanged, this, &ActorEventRecorder::onSchedules);
    connect(&inspector, &InspectorSession::complained, this, &ActorEventRecorder::onComplaint);
    connect(&session, &ActorSession::recordChanged, this, &ActorEventRecorder::onRecord);
    connect(&session, &ActorSession::deedBegan, this, &ActorEventRecorder::onDeedBegan);
    connect(&session, &ActorSession::deedEnded, this, &ActorEventRecorder::onDeedEnded);
}

bool ActorEventRecorder::isLive() const
{
    return m_session.inspector().phase() == Phase::Live;
}

quint64 ActorEventRecorder::append(EventKind kind, EventLevel level, const QString &summary,
                                   const QCborMap &details, const QString &connectionId)
{
    ActorEvent event{.kind = kind,
                     .level = level,
                     .summary = plainLine(summary, eventlimits::eventSummaryCharactersMax),
                     .connectionId = plainLine(connectionId, eventlimits::eventSummaryCharactersMax),
                     .isFailure = kind == EventKind::Error,
                     .cause = causeOf(kind)};
    const qsizetype bytes = roughBytes(details, eventlimits::eventPayloadBytesEachMax);
    if (bytes >= eventlimits::eventPayloadBytesEachMax) {
        event.isPayloadDropped = true;
    } else if (!details.isEmpty()) {
        event.payload = std::make_shared<EventPayload>(EventPayload{.value = details});
        event.payloadBytes = bytes;
    }
    return m_log.append(std::move(event));
}

// --- The inspector connection ---

void ActorEventRecorder::onInspectorPhase(Phase phase)
{
    const Phase before = std::exchange(m_inspectorPhase, phase);
    if (phase == Phase::Live)
        return onLive();
    if (phase == Phase::Stale && before == Phase::Live)
        return onLost(m_session.inspector().error());
    if (phase == Phase::Asleep) {
        // Nothing can be missed of an actor that stands still.
        m_lostAt.reset();
        if (before == Phase::Live)
            append(EventKind::Inspector, EventLevel::Detail,
                   ModelsText::tr("The inspector closed: the actor stopped."));
    }
    if (phase == Phase::Failed && m_session.inspector().error())
        append(EventKind::Error, EventLevel::Important,
               ModelsText::tr("The inspector refused: %1").arg(errorDetails(*m_session.inspector().error())),
               errorMap(*m_session.inspector().error()));
}

void ActorEventRecorder::onLost(const std::optional<Error> &error)
{
    m_lostAt = now();
    append(EventKind::Inspector, EventLevel::Important,
           error ? ModelsText::tr("The inspector connection was lost: %1").arg(errorDetails(*error))
                 : ModelsText::tr("The inspector connection was lost."),
           error ? errorMap(*error) : QCborMap());
}

void ActorEventRecorder::onLive()
{
    const InspectorSession &inspector = m_session.inspector();
    if (const std::optional<manager::Instant> lostAt = std::exchange(m_lostAt, std::nullopt)) {
        const manager::Instant back = now();
        append(EventKind::Gap, EventLevel::Important,
               ModelsText::tr("Not connected from %1 to %2: what happened in between is missing")
                   .arg(clockText(*lostAt), clockText(back)));
    }
    append(EventKind::Inspector, EventLevel::Detail,
           ModelsText::tr("Inspector connected, protocol %1: connections %2, queue %3, schedules %4")
               .arg(inspector.protocolVersion())
               .arg(inspector.connections().size())
               .arg(inspector.queueSize())
               .arg(inspector.schedules().size()));
    if (!m_hasBaseline) {
        m_hasBaseline = true;
        m_connections = connectionsNow();
        m_queueSize = inspector.queueSize();
        m_schedules = schedulesNow();
        if (inspector.state().value)
            onState(inspector.state());
        return;
    }
    onConnections();
    onQueueSize();
    onSchedules();
    onState(inspector.state());
}

void ActorEventRecorder::onComplaint(const Error &error)
{
    // The server's word for having thrown events away towards a slow reader (spec/inspector.md 2.3).
    if (error.message.startsWith(u"inspector.") && error.message.endsWith(u"_dropped")) {
        append(EventKind::Gap, EventLevel::Important,
               ModelsText::tr("The server dropped events here: %1").arg(error.message));
        return;
    }
    append(EventKind::Error, EventLevel::Important,
           ModelsText::tr("The inspector reports: %1").arg(errorDetails(error)), errorMap(error));
}

// --- The state ---

void ActorEventRecorder::onState(const InspectedState &state)
{
    // What is told while connecting is looked at once the gap has been written down.
    if (!isLive() || !state.value)
        return;
    const std::optional<QCborValue> before = std::exchange(m_state, state.value);
    if (before)
        noteState(*before, *state.value);
}

void ActorEventRecorder::noteState(const QCborValue &before, const QCborValue &after)
{
    const Comparison comparison{.eventId = 0, .before = before, .after = after};
    const bool isSmall =
        roughBytes(before, eventlimits::eventInlineBytesMax) < eventlimits::eventInlineBytesMax &&
        roughBytes(after, eventlimits::eventInlineBytesMax) < eventlimits::eventInlineBytesMax;
    if (isSmall && isSameValue(before, after))
        return;
    ActorEvent event{.kind = EventKind::State, .cause = causeOf(EventKind::State)};
    event.summary = ModelsText::tr("The state changed");
    const quint64 id = m_log.append(event);
    Comparison numbered = comparison;
    numbered.eventId = id;
    if (isSmall)
        return takeCompared(numbered, compare(before, after));
    if (qsizetype(m_comparisons.size()) >= eventlimits::eventComparisonsWaitingMax)
        return;
    m_comparisons.push_back(std::move(numbered));
    compareNext();
}

ActorEventRecorder::Compared ActorEventRecorder::compare(const QCborValue &before, const QCborValue &after)
{
    const std::vector<ValueChange> changes = diffValues(before, after, eventlimits::eventChangesMax);
    return {.line = changes.empty() ? ModelsText::tr("The state was written anew, with the same values")
                                    : changesLine(changes, before, after),
            .bytes = roughBytes(after, eventlimits::eventPayloadBytesEachMax)};
}

void ActorEventRecorder::takeCompared(const Comparison &comparison, const Compared &compared)
{
    const ActorEvent *known = m_log.find(comparison.eventId);
    if (!known)
        return;
    ActorEvent event = *known;
    event.summary = compared.line;
    if (compared.bytes < eventlimits::eventPayloadBytesEachMax) {
        event.payload = std::make_shared<EventPayload>(
            EventPayload{.before = comparison.before, .after = comparison.after});
        event.payloadBytes = compared.bytes;
    } else {
        event.isPayloadDropped = true;
    }
    m_log.update(event);
}

void ActorEventRecorder::compareNext()
{
    if (m_isComparing || m_comparisons.empty())
        return;
    m_isComparing = true;
    const auto promise = std::make_shared<QPromise<Compared>>();
    promise->start();
    promise->future().then(this, [this](const Compared &compared) {
        m_isComparing = false;
        const Comparison done = std::move(m_comparisons.front());
        m_comparisons.pop_front();
        takeCompared(done, compared);
        compareNext();
    });
    const Comparison &next = m_comparisons.front();
    QThreadPool::globalInstance()->start([promise, before = next.before, after = next.after] {
        promise->addResult(compare(before, after));
        promise->finish();
    });
}

// --- Connections, queue, schedules ---

ActorEventRecorder::Connections ActorEventRecorder::connectionsNow() const
{
    Connections connections;
    for (const InspectedConnection &connection : m_session.inspector().connections())
        connections.insert(connection.id, connection.details);
    return connections;
}

void ActorEventRecorder::onConnections()
{
    if (!isLive() || !m_hasBaseline)
        return;
    const Connections before = std::exchange(m_connections, connectionsNow());
    for (const auto &[id, details] : before.asKeyValueRange())
        if (!m_connections.contains(id))
            append(EventKind::Connection, EventLevel::Normal, ModelsText::tr("Disconnected"), details, id);
    for (const auto &[id, details] : std::as_const(m_connections).asKeyValueRange()) {
        const auto known = before.constFind(id);
        if (known == before.constEnd())
            append(EventKind::Connection, EventLevel::Normal, ModelsText::tr("Connected"), details, id);
        else if (*known != details)
            append(EventKind::Connection, EventLevel::Detail,
                   changesLine(diffValues(*known, details, eventlimits::eventChangesMax), *known, details),
                   details, id);
    }
}

void ActorEventRecorder::onQueueSize()
{
    if (!isLive() || !m_hasBaseline)
        return;
    const quint64 size = m_session.inspector().queueSize();
    const quint64 before = std::exchange(m_queueSize, size);
    if (before == size)
        return;
    const QLocale locale;
    append(EventKind::Queue, EventLevel::Detail,
           ModelsText::tr("Messages waiting: %1 → %2").arg(locale.toString(before), locale.toString(size)));
}

ActorEventRecorder::Schedules ActorEventRecorder::schedulesNow() const
{
    Schedules schedules;
    for (const inspector::v6::Schedule &schedule : m_session.inspector().schedules())
        schedules.insert(schedule.id, schedule);
    return schedules;
}

void ActorEventRecorder::onSchedules()
{
    if (!isLive() || !m_hasBaseline)
        return;
    const Schedules before = std::exchange(m_schedules, schedulesNow());
    for (const inspector::v6::Schedule &schedule : before)
        if (!m_schedules.contains(schedule.id))
            noteSchedule(&schedule, nullptr);
    for (const inspector::v6::Schedule &schedule : std::as_const(m_schedules)) {
        const auto known = before.constFind(schedule.id);
        noteSchedule(known == before.constEnd() ? nullptr : &*known, &schedule);
    }
}

void ActorEventRecorder::noteSchedule(const inspector::v6::Schedule *before,
                                      const inspector::v6::Schedule *after)
{
    if (const std::optional<ScheduleLine> line = scheduleLine(before, after, now()))
        append(EventKind::Schedule, line->level, line->text, scheduleMap(after ? *after : *before));
}

// --- The record ---

void ActorEventRecorder::noteStatus(const manager::Actor &actor)
{
    append(EventKind::Lifecycle, EventLevel::Detail,
           ModelsText::tr("First look: %1. %2", "%1 is a status, %2 a sentence")
               .arg(statusWord(statusOf(actor)), statusExplanation(actor)),
           QCborMap::fromJsonObject(manager::toJson(actor)));
}

void ActorEventRecorder::onRecord()
{
    if (!m_session.record())
        return;
    const std::optional<manager::Actor> before = std::exchange(m_record, m_session.record());
    if (!before)
        return noteStatus(*m_record);
    const QCborMap details = QCborMap::fromJsonObject(manager::toJson(*m_record));
    for (const LifecycleMark &mark : lifecycleBetween(*before, *m_record)) {
        m_log.noteLifecycle(mark);
        const QString word = lifecycleWord(mark.kind);
        const QString at = clockText(mark.at);
        append(EventKind::Lifecycle, levelOf(mark.kind),
               mark.detail.isEmpty()
                   ? ModelsText::tr("%1 at %2", "%1 is a moment in a life").arg(word, at)
                   : ModelsText::tr("%1 at %2: %3", "%1 is a moment in a life").arg(word, at, mark.detail),
               details);
    }
}

// --- Our own deeds ---

void ActorEventRecorder::onDeedBegan(const SessionDeed &deed)
{
    QCborMap details;
    if (deed.kind == SessionDeed::Kind::Action)
        details = {{u"action"_s, deed.action}, {u"arguments"_s, deed.arguments}};
    else if (deed.kind == SessionDeed::Kind::Apply)
        details = {{u"paths"_s, deed.arguments}};
    const quint64 id = append(deedKind(deed.kind), EventLevel::Normal, deedText(deed), details);
    m_causes.push_back({.deedId = deed.id, .eventId = id, .beganAt = now(), .kind = deed.kind});
    if (qsizetype(m_causes.size()) > eventlimits::eventCausesMax)
        m_causes.pop_front();
}

void ActorEventRecorder::onDeedEnded(const SessionDeed &deed)
{
    const auto cause = std::ranges::find(m_causes, deed.id, &Cause::deedId);
    if (cause == m_causes.end())
        return;
    cause->endedAt = now();
    const ActorEvent *known = m_log.find(cause->eventId);
    if (!known)
        return;
    ActorEvent event = *known;
    event.duration = deed.duration;
    event.isFailure = deed.error.has_value();
    QCborMap details = event.payload ? event.payload->value.toMap() : QCborMap();
    if (deed.error) {
        event.level = EventLevel::Important;
        event.summary = deedText(deed) % u" ✕ "_s % errorDetails(*deed.error);
        details.insert(u"error"_s, errorMap(*deed.error));
    } else if (deed.output) {
        event.summary =
            deedText(deed) % u" → "_s %
            (deed.kind == SessionDeed::Kind::Apply ? deed.output->toString() : shortValue(*deed.output));
        details.insert(deed.kind == SessionDeed::Kind::Apply ? u"outcome"_s : u"result"_s, *deed.output);
    }
    event.summary = plainLine(event.summary, eventlimits::eventSummaryCharactersMax);
    const qsizetype bytes = roughBytes(details, eventlimits::eventPayloadBytesEachMax);
    event.isPayloadDropped = bytes >= eventlimits::eventPayloadBytesEachMax;
    if (!event.isPayloadDropped && !details.isEmpty()) {
        event.payload = std::make_shared<EventPayload>(EventPayload{.value = details});
        event.payloadBytes = bytes;
    }
    m_log.update(event);
}

quint64 ActorEventRecorder::causeOf(EventKind kind) const
{
    const bool isCaused = kind == EventKind::State || kind == EventKind::Connection ||
                          kind == EventKind::Queue || kind == EventKind::Schedule ||
                          kind == EventKind::Lifecycle;
    if (!isCaused)
        return 0;
    const auto grace =
        kind == EventKind::Lifecycle ? eventlimits::lifecycleEffectGrace : eventlimits::eventEffectGrace;
    // Several at once: the newest is the likeliest.
    for (auto cause = m_causes.rbegin(); cause != m_causes.rend(); ++cause) {
        const bool isCommand = deedKind(cause->kind) == EventKind::Command;
        if (kind == EventKind::Lifecycle && !isCommand)
            continue;
        if (!cause->endedAt || now() <= *cause->endedAt + grace)
            return cause->eventId;
    }
    return 0;
}

} // namespace rove::ui
