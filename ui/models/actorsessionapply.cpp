// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorsession.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

/// ActorSession: reading the state, putting the edits on top, writing it, reading it back.
///
/// What is on its way when the session goes is answered while it goes, so every answer looks whether there
/// still is a session.
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

/// True if a write that failed so may have reached the actor all the same.
bool isUncertain(const Error &error)
{
    switch (error.code) {
    case ErrorCode::ClientUnreachable:
    case ErrorCode::ClientTimeout:
    case ErrorCode::ClientClosed:
    case ErrorCode::ClientCancelled:
    case ErrorCode::ClientProtocol:
    case ErrorCode::GuardRequestTimeout:
    case ErrorCode::GuardServiceUnavailable:
    case ErrorCode::ActorStopped:
    case ErrorCode::ActorStopping:
        return true;
    default:
        return false;
    }
}

/// Of the edits with these ids, or of all.
QCborArray editedPaths(const std::vector<StateEdit> &edits, const std::optional<std::vector<quint64>> &wanted)
{
    QCborArray paths;
    for (const StateEdit &edit : edits) {
        const QString path = edit.path.toString();
        if ((!wanted || std::ranges::contains(*wanted, edit.id)) && !paths.contains(QCborValue(path)))
            paths.append(path);
    }
    return paths;
}

QString outcomeName(ApplyResult::Outcome outcome)
{
    switch (outcome) {
    case ApplyResult::Outcome::Applied:
        return u"applied"_s;
    case ApplyResult::Outcome::Nothing:
        return u"nothing"_s;
    case ApplyResult::Outcome::Conflict:
        return u"conflict"_s;
    case ApplyResult::Outcome::Differs:
        return u"differs"_s;
    case ApplyResult::Outcome::NotWritable:
        return u"not writable"_s;
    case ApplyResult::Outcome::Unverified:
        return u"unverified"_s;
    }
    return {};
}

} // namespace

Async<ApplyResult> ActorSession::apply()
{
    return startApply(std::nullopt);
}

Async<ApplyResult> ActorSession::apply(const std::vector<quint64> &edits)
{
    return startApply(edits);
}

Async<ApplyResult> ActorSession::startApply(std::optional<std::vector<quint64>> edits)
{
    if (!m_document.isModified() || (edits && edits->empty()))
        return ready<ApplyResult>(ApplyResult{.outcome = ApplyResult::Outcome::Nothing});
    if (const Result<> permitted = m_http.permit(Access::Write); !permitted)
        return ready<ApplyResult>(std::unexpected(permitted.error()));
    if (isApplying())
        return ready<ApplyResult>(
            failure(ErrorCode::ClientCancelled, u"The edits are being applied already."_s));
    m_applyDeed =
        beginDeed({.kind = SessionDeed::Kind::Apply, .arguments = editedPaths(m_document.edits(), edits)});
    m_application = Application{.answer = {}, .wanted = std::move(edits)};
    const Async<ApplyResult> answer = m_application->answer.future();
    const quint64 number = ++m_applyNumber;
    setApplyStep(ApplyStep::Reading);
    inspectState().then(this, [this, self = QPointer(this), number](const Result<InspectedState> &before) {
        if (!self || number != m_applyNumber)
            return;
        if (before)
            writeState(*before);
        else
            endApply(std::unexpected(before.error()));
    });
    return answer;
}

void ActorSession::cancelApply()
{
    const Error error = Error::of(ErrorCode::ClientCancelled);
    if (m_applyStep == ApplyStep::Reading)
        endApply(std::unexpected(error));
    else if (isApplying())
        endUnverified(error);
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
/// (spec/inspector.md 3.2). A token that is refused is fetched anew once: the actor may have made another.
Async<InspectedState> ActorSession::inspectState()
{
    const bool isTokenOld = !m_gateway.inspectorToken().isEmpty();
    const Answer<InspectedState> answer;
    inspectStateOnce().then(this, [this, answer, isTokenOld](const Result<InspectedState> &state) {
        if (state || !isTokenOld || state.error().code != ErrorCode::InspectorUnauthorized)
            return answer.give(state);
        inspectStateOnce().then(this, [answer](const Result<InspectedState> &again) { answer.give(again); });
    });
    return answer.future();
}

Async<InspectedState> ActorSession::inspectStateOnce()
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

void ActorSession::writeState(const InspectedState &before)
{
    using Outcome = ApplyResult::Outcome;
    // JSON has lost what it cannot say, so then the copy that the inspector pushes is the one to trust.
    if (!firstBeyondJson(m_document.live()))
        m_document.setLive(retyped(*before.value, m_document.live()));
    const std::optional<std::vector<quint64>> &wanted = m_application->wanted;
    if (!wanted)
        m_document.beginApply();
    else if (!m_document.beginApply(*wanted))
        return endApply(ApplyResult{.outcome = Outcome::Nothing});
    if (const std::vector<StateConflict> conflicts = m_document.applyingConflicts(); !conflicts.empty()) {
        m_document.cancelApply();
        return endApply(ApplyResult{.outcome = Outcome::Conflict, .paths = pathsOf(conflicts)});
    }
    const QCborValue merged = m_document.applying();
    if (isSameValue(merged, m_document.live())) {
        // An earlier write that could not be verified has arrived.
        m_document.finishApply(m_document.live());
        return endApply(ApplyResult{.outcome = Outcome::Applied});
    }
    const std::optional<ValuePath> beyondJson = firstBeyondJson(merged);
    if (beyondJson && m_inspector.phase() != InspectorSession::Phase::Live) {
        m_document.cancelApply();
        return endApply(ApplyResult{.outcome = Outcome::NotWritable, .paths = {*beyondJson}});
    }
    const std::vector<quint64> ids = m_document.applyingEdits();
    for (const StateEdit &edit : m_document.edits())
        if (std::ranges::contains(ids, edit.id))
            m_application->edits.push_back(edit);
    setApplyStep(ApplyStep::Writing);
    sendState(merged, beyondJson ? Route::Inspector : Route::Http);
}

void ActorSession::sendState(const QCborValue &state, Route route)
{
    Async<> written = route == Route::Inspector ? m_inspector.patchState(state) : m_gateway.patchState(state);
    written.then(this,
                 [this, self = QPointer(this), state, route, number = m_applyNumber](const Result<> &result) {
                     if (!self || number != m_applyNumber)
                         return;
                     if (result)
                         return readBack(state, route);
                     if (isUncertain(result.error()))
                         return endUnverified(result.error());
                     m_document.cancelApply();
                     endApply(std::unexpected(result.error()));
                 });
}

void ActorSession::readBack(const QCborValue &written, Route route)
{
    // What was pushed until now may be from before the write.
    m_heldState.reset();
    setApplyStep(ApplyStep::Verifying);
    inspectState().then(this, [this, self = QPointer(this), written, route,
                               number = m_applyNumber](const Result<InspectedState> &after) {
        if (!self || number != m_applyNumber)
            return;
        if (after)
            verify(written, route, *after);
        else
            endUnverified(after.error());
    });
}

void ActorSession::verify(const QCborValue &written, Route route, const InspectedState &after)
{
    using Outcome = ApplyResult::Outcome;
    const QCborValue now = retyped(*after.value, written);
    const std::vector<ValuePath> lost = lostEdits(m_application->edits, written, now);
    if (!lost.empty() && route == Route::Inspector) {
        // Such a runtime stores what the socket says and never shows it to the actor (spec/inspector.md 3.3).
        m_document.cancelApply();
        return endApply(ApplyResult{.outcome = Outcome::NotWritable,
                                    .paths = {firstBeyondJson(written).value_or(ValuePath())}});
    }
    m_document.finishApply(now);
    endApply(ApplyResult{.outcome = lost.empty() ? Outcome::Applied : Outcome::Differs, .paths = lost});
}

void ActorSession::endUnverified(const Error &error)
{
    m_document.cancelApply();
    endApply(ApplyResult{.outcome = ApplyResult::Outcome::Unverified, .paths = {}, .error = error});
}

void ActorSession::endApply(Result<ApplyResult> result)
{
    ++m_applyNumber;
    const Answer<ApplyResult> answer = m_application->answer;
    m_application.reset();
    setApplyStep(ApplyStep::None);
    if (const std::optional<SessionDeed> deed = std::exchange(m_applyDeed, std::nullopt))
        endDeed(*deed, result ? result->error : std::optional(result.error()),
                result ? std::optional<QCborValue>(outcomeName(result->outcome)) : std::nullopt);
    if (const std::optional<InspectedState> held = std::exchange(m_heldState, std::nullopt))
        onState(*held);
    readRecord();
    answer.give(std::move(result));
}

void ActorSession::setApplyStep(ApplyStep step)
{
    const bool wasApplying = isApplying();
    m_applyStep = step;
    emit applyStepChanged(step);
    if (wasApplying != isApplying())
        emit isApplyingChanged();
}

} // namespace rove::ui
