// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/actorcourier.h"

#include "ui/models/joblimits.h"

namespace rove::ui {

using namespace Qt::StringLiterals;

Async<CarriedState> ActorCourier::read(HttpClient &http, const QString &actorId, Waking waking)
{
    auto *courier = new ActorCourier(http, actorId, waking);
    const Async<CarriedState> future = courier->m_readAnswer.future();
    courier->begin();
    return future;
}

Async<ApplyResult> ActorCourier::write(HttpClient &http, const QString &actorId, const QCborValue &state)
{
    if (const Result<> permitted = http.permit(Access::Write); !permitted)
        return ready<ApplyResult>(std::unexpected(permitted.error()));
    auto *courier = new ActorCourier(http, actorId, Waking::Allowed);
    courier->m_newState = state;
    const Async<ApplyResult> future = courier->m_writeAnswer.future();
    courier->begin();
    return future;
}

ActorCourier::ActorCourier(HttpClient &http, const QString &actorId, Waking waking)
    : m_http(http)
    , m_gateway(http, actorId)
    , m_session(std::make_unique<ActorSession>(http, actorId))
    , m_waking(waking)
{}

void ActorCourier::begin()
{
    connect(&m_http, &QObject::destroyed, this, [this] {
        fail(Error::of(ErrorCode::ClientCancelled));
        // It must not outlive what it asks through, not even until the event loop deletes this.
        m_session.reset();
    });
    QTimer::singleShot(joblimits::courierTimeout, this,
                       [this] { fail(Error::of(ErrorCode::ClientTimeout)); });
    connect(m_session.get(), &ActorSession::phaseChanged, this, &ActorCourier::step);
    connect(m_session.get(), &ActorSession::recordChanged, this, &ActorCourier::step);
    // The session is told first, so the document knows by then.
    connect(&m_session->inspector(), &InspectorSession::stateChanged, this, &ActorCourier::step);
    m_session->start();
}

void ActorCourier::step()
{
    if (m_isOver || m_isReached)
        return;
    switch (m_session->phase()) {
    case ActorSession::Phase::Loading:
        return;
    case ActorSession::Phase::Gone:
        return fail(Error::of(ErrorCode::ActorNotFound));
    case ActorSession::Phase::Live:
        return onReached();
    case ActorSession::Phase::Asleep:
        if (m_waking == Waking::Allowed)
            return wakeOnce();
        return endRead(CarriedState::Source::Asleep);
    case ActorSession::Phase::Stale:
    case ActorSession::Phase::Failed:
        break;
    }
    const Error error = m_session->error().value_or(Error::of(ErrorCode::ClientClosed));
    // Without a record the engine itself is out of reach; with one, only the actor's inside is.
    if (m_session->record() && !m_newState)
        endRead(CarriedState::Source::Unreadable, {}, error);
    else
        fail(error);
}

void ActorCourier::wakeOnce()
{
    if (m_isWoken)
        return;
    m_isWoken = true;
    m_session->wake().then(this, [this](const Result<> &woken) {
        if (m_isOver || woken)
            return;
        if (m_newState)
            fail(woken.error());
        else
            endRead(CarriedState::Source::Unreadable, {}, woken.error());
    });
}

void ActorCourier::onReached()
{
    const std::optional<bool> isEnabled = m_session->isStateEnabled();
    if (isEnabled == false) {
        if (m_newState)
            return fail(Error::of(ErrorCode::ActorStateNotEnabled));
        return endRead(CarriedState::Source::NoState);
    }
    if (!m_session->document().isLoaded())
        return;
    m_isReached = true;
    if (m_newState)
        replaceState();
    else
        readExactly();
}

/// HTTP tells what the actor holds this moment, the inspector's socket what JSON cannot say: both together
/// are the state (spec/inspector.md 3.2).
void ActorCourier::readExactly()
{
    m_gateway.setInspectorToken(m_session->inspector().token());
    m_gateway.inspectState().then(this, [this](const Result<InspectedState> &now) {
        if (m_isOver)
            return;
        const QCborValue heard = m_session->document().live();
        const bool isTold = now && now->isEnabled && now->value;
        endRead(CarriedState::Source::Actor, isTold ? retyped(*now->value, heard) : heard);
    });
}

void ActorCourier::replaceState()
{
    m_session->document().edit(ValuePath(), *m_newState);
    m_session->apply().then(this, [this](const Result<ApplyResult> &result) {
        if (m_isOver)
            return;
        m_writeAnswer.give(result);
        end();
    });
}

void ActorCourier::endRead(CarriedState::Source source, std::optional<QCborValue> state,
                           std::optional<Error> error)
{
    if (m_isOver)
        return;
    CarriedState carried{.record = m_session->record().value_or(manager::Actor()),
                         .state = std::move(state),
                         .source = source,
                         .error = std::move(error)};
    end();
    m_readAnswer.give(std::move(carried));
}

void ActorCourier::fail(const Error &error)
{
    if (m_isOver)
        return;
    end();
    m_readAnswer.give(std::unexpected(error));
    m_writeAnswer.give(std::unexpected(error));
}

void ActorCourier::end()
{
    m_isOver = true;
    deleteLater();
}

} // namespace rove::ui
