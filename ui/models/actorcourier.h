// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/actorsession.h"

#include <QtCore/QPointer>

#include <memory>

namespace rove::ui {

/// Whether an actor may be started to get at its inside.
enum class Waking { Never, Allowed };

/// What was found of an actor's state, and how.
struct CarriedState {
    enum class Source {
        /// Read from the running actor.
        Actor,
        /// Not read now but heard earlier.
        Remembered,
        /// None: the actor does not run and was not to be started.
        Asleep,
        /// None: the actor has no state.
        NoState,
        /// None: it could not be read; what went wrong is in `error`.
        Unreadable,
    };
    manager::Actor record;
    std::optional<QCborValue> state = {};
    Source source = Source::Asleep;
    std::optional<Error> error = {};
};

/// Reads or replaces the state of one actor that no page shows, through a session of its own, and is gone
/// afterwards. The state is read as exactly as the inspector tells it. Owns itself; ends early, as
/// `ClientCancelled`, when the HttpClient goes; `ClientTimeout` after joblimits::courierTimeout. GUI thread.
class ActorCourier : public QObject {
    Q_OBJECT
public:
    /// `ActorNotFound` if it was destroyed. An inside that cannot be read is no failure: the result says so.
    /// Starting the actor is a write.
    static Async<CarriedState> read(HttpClient &http, const QString &actorId, Waking waking);
    /// Starts the actor if need be, replaces its state, reads it back and compares.
    static Async<ApplyResult> write(HttpClient &http, const QString &actorId, const QCborValue &state);

private:
    ActorCourier(HttpClient &http, const QString &actorId, Waking waking);

    void begin();
    void step();
    void wakeOnce();
    void onReached();
    void readExactly();
    void replaceState();
    void endRead(CarriedState::Source source, std::optional<QCborValue> state = {},
                 std::optional<Error> error = {});
    void fail(const Error &error);
    void end();

    HttpClient &m_http;
    GatewayClient m_gateway;
    std::unique_ptr<ActorSession> m_session;
    Waking m_waking;
    bool m_isWoken = false;
    bool m_isReached = false;
    bool m_isOver = false;
    /// Set for a write.
    std::optional<QCborValue> m_newState;
    Answer<CarriedState> m_readAnswer;
    Answer<ApplyResult> m_writeAnswer;
};

} // namespace rove::ui
