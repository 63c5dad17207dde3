// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorsession.h"

#include "protocol/base/limits.h"

#include <utility>

namespace rove::ui {

namespace {

/// An actor that does not say what runs it is looked into all the same: its inspector may answer better.
constexpr std::chrono::milliseconds runtimePatience = std::chrono::seconds(2);

} // namespace

ActorSession::ActorSession(HttpClient &http, QString actorId, QObject *parent)
    : QObject(parent)
    , m_actorId(std::move(actorId))
    , m_http(http)
    , m_manager(http)
    , m_gateway(http, m_actorId)
    , m_inspector(http, m_actorId)
{
    m_deedClock.start();
    m_recordTimer.setSingleShot(true);
    m_recordTimer.setInterval(limits::actorRecordInterval);
    connect(&m_recordTimer, &QTimer::timeout, this, &ActorSession::readRecord);
    connect(&m_inspector, &InspectorSession::phaseChanged, this, &ActorSession::onInspectorPhase);
    connect(&m_inspector, &InspectorSession::stateChanged, this, &ActorSession::onState);
    connect(&m_inspector, &InspectorSession::actionsChanged, this, &ActorSession::actionsChanged);
}

void ActorSession::start()
{
    m_isStarted = true;
    readRecord();
}

void ActorSession::retry()
{
    if (m_inspector.phase() == InspectorSession::Phase::Failed) {
        m_endedLife.reset();
        m_inspector.close();
    } else if (m_inspector.phase() == InspectorSession::Phase::Stale) {
        m_inspector.open();
    }
    start();
}

ActorStatus ActorSession::status() const
{
    return m_record ? statusOf(*m_record) : ActorStatus::Unknown;
}

// --- Looking ---

void ActorSession::readRecord()
{
    m_recordTimer.stop();
    m_manager.actor(m_actorId).then(this,
                                    [this](const Result<manager::Actor> &record) { takeRecord(record); });
}

void ActorSession::takeRecord(const Result<manager::Actor> &record)
{
    m_recordError = record ? std::nullopt : std::optional(record.error());
    if (record && (!m_record || *m_record != *record)) {
        // Another life has another number, which is asked for with the next look inside.
        if (m_record && m_record->connectableTs != record->connectableTs)
            m_generation.reset();
        m_record = *record;
        emit recordChanged();
    }
    if (record && wantsInspector())
        lookInside();
    updatePhase();
    // An inspector that failed is no reason to look away: the actor may stop, and live again.
    const bool isReadable = !m_recordError || isTransient(*m_recordError);
    if (m_phase != Phase::Gone && isReadable && m_isStarted)
        m_recordTimer.start();
}

bool ActorSession::wantsInspector() const
{
    using Inspector = InspectorSession::Phase;
    const Inspector phase = m_inspector.phase();
    const bool isClosed =
        phase == Inspector::Idle || phase == Inspector::Asleep || phase == Inspector::Failed;
    return isClosed && m_isStarted && m_record && isAwake(status()) && m_record->connectableTs != m_endedLife;
}

/// Asks what runs the actor, and opens the inspector with the answer. The question reaches the actor itself:
/// asked while the inspector is live it could wake one that has gone to sleep in between, and nobody would
/// ever see the sleep.
void ActorSession::lookInside()
{
    const auto open = [this] {
        if (wantsInspector())
            m_inspector.open();
    };
    if (std::exchange(m_isAskingRuntime, true))
        return;
    QTimer::singleShot(runtimePatience, this, open);
    m_gateway.metadata().then(this, [this, open](const Result<ActorRuntime> &runtime) {
        m_isAskingRuntime = false;
        if (runtime) {
            m_runtime = runtime->metadata;
            m_generation = runtime->generation;
            emit runtimeChanged();
        }
        open();
    });
}

void ActorSession::onInspectorPhase()
{
    switch (m_inspector.phase()) {
    case InspectorSession::Phase::Live:
        m_gateway.setInspectorToken(m_inspector.token());
        m_heardAt = QDateTime::currentDateTimeUtc();
        break;
    case InspectorSession::Phase::Asleep:
    case InspectorSession::Phase::Failed:
        m_endedLife = m_record ? m_record->connectableTs : std::nullopt;
        readRecord();
        break;
    default:
        break;
    }
    updatePhase();
}

void ActorSession::onState(const InspectedState &state)
{
    m_heardAt = QDateTime::currentDateTimeUtc();
    if (isApplying()) {
        m_heldState = state;
        return;
    }
    m_isStateEnabled = state.isEnabled;
    if (state.value)
        m_document.setLive(*state.value);
    else
        m_document.clear();
}

void ActorSession::updatePhase()
{
    using Inspector = InspectorSession::Phase;
    const Inspector inspector = m_inspector.phase();
    const bool isUnknown = m_recordError && m_recordError->code == ErrorCode::ActorNotFound;
    if (isUnknown || (m_record && m_record->destroyTs))
        return setPhase(Phase::Gone);
    if (inspector == Inspector::Live)
        return setPhase(Phase::Live);
    if (m_recordError)
        return setPhase(isTransient(*m_recordError) ? Phase::Stale : Phase::Failed, m_recordError);
    if (!m_record)
        return setPhase(Phase::Loading);
    if (!isAwake(status()) || inspector == Inspector::Asleep)
        return setPhase(Phase::Asleep);
    if (inspector == Inspector::Failed)
        return setPhase(Phase::Failed, m_inspector.error());
    if (inspector == Inspector::Stale)
        return setPhase(Phase::Stale, m_inspector.error());
    setPhase(Phase::Loading);
}

void ActorSession::setPhase(Phase phase, std::optional<Error> error)
{
    if (phase == Phase::Gone)
        m_inspector.close();
    if (m_phase == phase && m_error == error)
        return;
    m_phase = phase;
    m_error = std::move(error);
    emit phaseChanged(phase);
}

// --- Acting ---

SessionDeed ActorSession::beginDeed(SessionDeed deed)
{
    deed.id = ++m_lastDeedId;
    m_deedBegins.insert(deed.id, m_deedClock.nsecsElapsed());
    emit deedBegan(deed);
    return deed;
}

void ActorSession::endDeed(SessionDeed deed, const std::optional<Error> &error,
                           std::optional<QCborValue> output)
{
    const std::chrono::nanoseconds took(m_deedClock.nsecsElapsed() - m_deedBegins.take(deed.id));
    deed.duration = std::chrono::duration_cast<std::chrono::microseconds>(took);
    deed.error = error;
    deed.output = std::move(output);
    emit deedEnded(deed);
}

template <class T>
Async<T> ActorSession::thenLook(const SessionDeed &deed, Async<T> answer)
{
    return answer.then(this, [this, deed](const Result<T> &result) {
        std::optional<QCborValue> output;
        if constexpr (std::is_same_v<T, ActionResult>)
            if (result)
                output = result->output;
        endDeed(deed, result ? std::nullopt : std::optional(result.error()), std::move(output));
        readRecord();
        return result;
    });
}

Async<> ActorSession::wake()
{
    const SessionDeed deed = beginDeed({.kind = SessionDeed::Kind::Wake});
    return thenLook(deed, m_gateway.wake());
}

Async<> ActorSession::sleep()
{
    const SessionDeed deed = beginDeed({.kind = SessionDeed::Kind::Sleep});
    return thenLook(deed, m_manager.sleepActor(m_actorId));
}

Async<> ActorSession::reschedule()
{
    const SessionDeed deed = beginDeed({.kind = SessionDeed::Kind::Reschedule});
    return thenLook(deed, m_manager.rescheduleActor(m_actorId));
}

Async<> ActorSession::destroy()
{
    const SessionDeed deed = beginDeed({.kind = SessionDeed::Kind::Destroy});
    return thenLook(deed, m_manager.destroyActor(m_actorId));
}

Async<ActionResult> ActorSession::callAction(const QString &name, const QCborArray &arguments)
{
    const SessionDeed deed =
        beginDeed({.kind = SessionDeed::Kind::Action, .action = name, .arguments = arguments});
    return thenLook(deed, m_gateway.callAction(name, arguments));
}

} // namespace rove::ui
