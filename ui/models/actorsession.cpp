// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorsession.h"

#include "protocol/base/limits.h"

#include <algorithm>

namespace rove::ui {

using namespace Qt::StringLiterals;

namespace {

/// The paths that were edited and do not hold in `readBack` what was written.
std::vector<ValuePath> lostEdits(const std::vector<StateEdit> &edits, const QCborValue &written,
                                 const QCborValue &readBack)
{
    std::vector<ValuePath> lost;
    for (const StateEdit &edit : edits) {
        const std::optional<QCborValue> wanted = valueAt(written, edit.path);
        const std::optional<QCborValue> got = valueAt(readBack, edit.path);
        const bool holds = wanted && got ? isSameValue(*wanted, *got) : !wanted && !got;
        if (!holds && !std::ranges::contains(lost, edit.path))
            lost.push_back(edit.path);
    }
    return lost;
}

std::vector<ValuePath> pathsOf(const std::vector<StateConflict> &conflicts)
{
    std::vector<ValuePath> paths;
    paths.reserve(conflicts.size());
    for (const StateConflict &conflict : conflicts)
        paths.push_back(conflict.path);
    return paths;
}

} // namespace

ActorSession::ActorSession(HttpClient &http, QString actorId, QObject *parent)
    : QObject(parent)
    , m_actorId(std::move(actorId))
    , m_http(http)
    , m_manager(http)
    , m_gateway(http, m_actorId)
    , m_inspector(http, m_actorId)
{
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
    if (m_inspector.phase() == InspectorSession::Phase::Failed)
        m_inspector.close();
    else if (m_inspector.phase() == InspectorSession::Phase::Stale)
        m_inspector.open();
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
        m_record = *record;
        emit recordChanged();
    }
    if (record)
        openInspectorIfAwake();
    updatePhase();
    if (m_phase != Phase::Gone && m_phase != Phase::Failed && m_isStarted)
        m_recordTimer.start();
}

void ActorSession::openInspectorIfAwake()
{
    const InspectorSession::Phase phase = m_inspector.phase();
    const bool isClosed = phase == InspectorSession::Phase::Idle || phase == InspectorSession::Phase::Asleep;
    if (isClosed && m_isStarted && isAwake(status()) && m_record->connectableTs != m_endedLife)
        m_inspector.open();
}

void ActorSession::onInspectorPhase()
{
    switch (m_inspector.phase()) {
    case InspectorSession::Phase::Live:
        m_gateway.setInspectorToken(m_inspector.token());
        m_heardAt = QDateTime::currentDateTimeUtc();
        askRuntime();
        break;
    case InspectorSession::Phase::Asleep:
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
    if (m_isApplying) {
        m_heldState = state;
        return;
    }
    m_isStateEnabled = state.isEnabled;
    if (state.value)
        m_document.setLive(*state.value);
    else
        m_document.clear();
}

void ActorSession::askRuntime()
{
    if (m_runtime)
        return;
    m_gateway.metadata().then(this, [this](const Result<manager::Metadata> &metadata) {
        if (!metadata)
            return;
        m_runtime = *metadata;
        emit runtimeChanged();
    });
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
    if (inspector == Inspector::Failed)
        return setPhase(Phase::Failed, m_inspector.error());
    if (!m_record)
        return setPhase(Phase::Loading);
    if (!isAwake(status()) || inspector == Inspector::Asleep)
        return setPhase(Phase::Asleep);
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

template <class T>
Async<T> ActorSession::thenLook(Async<T> answer)
{
    return answer.then(this, [this](const Result<T> &result) {
        readRecord();
        return result;
    });
}

Async<> ActorSession::wake()
{
    return thenLook(m_gateway.wake());
}

Async<> ActorSession::sleep()
{
    return thenLook(m_manager.sleepActor(m_actorId));
}

Async<> ActorSession::reschedule()
{
    return thenLook(m_manager.rescheduleActor(m_actorId));
}

Async<> ActorSession::destroy()
{
    return thenLook(m_manager.destroyActor(m_actorId));
}

Async<ActionResult> ActorSession::callAction(const QString &name, const QCborArray &arguments)
{
    return thenLook(m_gateway.callAction(name, arguments));
}

// --- Applying ---

Async<ApplyResult> ActorSession::apply()
{
    if (!m_document.isModified())
        return ready<ApplyResult>(ApplyResult{.outcome = ApplyResult::Outcome::Nothing});
    if (const Result<> permitted = m_http.permit(Access::Write); !permitted)
        return ready<ApplyResult>(std::unexpected(permitted.error()));
    if (m_isApplying)
        return ready<ApplyResult>(
            failure(ErrorCode::ClientCancelled, u"The edits are being applied already."_s));
    setApplying(true);
    const Answer<ApplyResult> answer;
    inspectState().then(this, [this, answer](const Result<InspectedState> &before) {
        if (before)
            writeState(answer, *before);
        else
            endApply(answer, std::unexpected(before.error()));
    });
    return answer.future();
}

Async<> ActorSession::ensureToken()
{
    if (!m_gateway.inspectorToken().isEmpty())
        return ready<void>({});
    return m_manager.inspectorToken(m_actorId).then(this, [this](const Result<QString> &token) {
        return token.transform([this](const QString &known) { m_gateway.setInspectorToken(known); });
    });
}

/// Reads the state over HTTP: unlike the inspector socket it tells what the actor holds in memory
/// (spec/inspector.md 3.2).
Async<InspectedState> ActorSession::inspectState()
{
    const Answer<InspectedState> answer;
    ensureToken().then(this, [this, answer](const Result<> &token) {
        if (!token)
            return answer.give(std::unexpected(token.error()));
        m_gateway.inspectState().then(this, [this, answer](const Result<InspectedState> &state) {
            if (!state && state.error().code == ErrorCode::InspectorUnauthorized)
                m_gateway.setInspectorToken({});
            const bool hasState = state && state->isEnabled && state->value;
            answer.give(state && !hasState ? failure(ErrorCode::ActorStateNotEnabled) : state);
        });
    });
    return answer.future();
}

void ActorSession::writeState(const Answer<ApplyResult> &answer, const InspectedState &before)
{
    // JSON has lost what it cannot say, so then the copy that the inspector pushes is the one to trust.
    const bool isPlain = !firstBeyondJson(m_document.live());
    if (isPlain)
        m_document.setLive(retyped(*before.value, m_document.live()));
    if (!m_document.conflicts().empty())
        return endApply(answer, ApplyResult{.outcome = ApplyResult::Outcome::Conflict,
                                            .paths = pathsOf(m_document.conflicts())});
    const QCborValue merged = m_document.merged();
    const std::optional<ValuePath> beyondJson = firstBeyondJson(merged);
    const Route route = beyondJson ? Route::Inspector : Route::Http;
    if (beyondJson && m_inspector.phase() != InspectorSession::Phase::Live)
        return endApply(answer,
                        ApplyResult{.outcome = ApplyResult::Outcome::NotWritable, .paths = {*beyondJson}});
    m_document.beginApply();
    Async<> written = beyondJson ? m_inspector.patchState(merged) : m_gateway.patchState(merged);
    written.then(this, [this, answer, merged, route](const Result<> &result) {
        if (result)
            return readBack(answer, merged, route);
        m_document.cancelApply();
        endApply(answer, std::unexpected(result.error()));
    });
}

void ActorSession::readBack(const Answer<ApplyResult> &answer, const QCborValue &written, Route route)
{
    // What was pushed until now may be from before the write.
    m_heldState.reset();
    inspectState().then(this, [this, answer, written, route](const Result<InspectedState> &after) {
        if (after)
            return verify(answer, written, route, *after);
        m_document.cancelApply();
        endApply(answer, std::unexpected(after.error()));
    });
}

void ActorSession::verify(const Answer<ApplyResult> &answer, const QCborValue &written, Route route,
                          const InspectedState &after)
{
    using Outcome = ApplyResult::Outcome;
    const QCborValue now = retyped(*after.value, written);
    const std::vector<ValuePath> lost = lostEdits(m_document.edits(), written, now);
    if (!lost.empty() && route == Route::Inspector) {
        // Such a runtime stores what the socket says and never shows it to the actor (spec/inspector.md 3.3).
        m_document.cancelApply();
        return endApply(answer, ApplyResult{.outcome = Outcome::NotWritable,
                                            .paths = {firstBeyondJson(written).value_or(ValuePath())}});
    }
    m_document.finishApply(now);
    endApply(answer,
             ApplyResult{.outcome = lost.empty() ? Outcome::Applied : Outcome::Differs, .paths = lost});
}

void ActorSession::endApply(const Answer<ApplyResult> &answer, Result<ApplyResult> result)
{
    setApplying(false);
    if (const std::optional<InspectedState> held = std::exchange(m_heldState, std::nullopt))
        onState(*held);
    readRecord();
    answer.give(std::move(result));
}

void ActorSession::setApplying(bool applying)
{
    if (m_isApplying == applying)
        return;
    m_isApplying = applying;
    emit isApplyingChanged();
}

} // namespace rove::ui
