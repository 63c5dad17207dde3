// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actionresult.h"

#include <QtCore/QCborArray>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <map>

namespace rove::runtime {

class Actor;
class ActorType;
class Connection;

/// Runs the actions of one actor and waits for those that answer later. Each call is answered exactly once:
/// with what the action gave, with `actor.action_timed_out`, or with `actor.overloaded` if
/// `limits::pendingActionsPerActorMax` already wait. Owned by the actor's instance, on its thread.
class ActionCalls : public QObject {
    Q_OBJECT

public:
    using Done = std::move_only_function<void(const Result<QCborValue> &)>;

    ActionCalls(Actor &actor, const ActorType &type, std::chrono::milliseconds timeout);

    /// `caller` is none for a schedule or an inspector. An action that answers at once does so before this
    /// returns.
    void call(const QString &name, const QCborArray &arguments, Connection *caller, Done done);
    /// Who called the action that is on the stack now.
    [[nodiscard]] Connection *caller() const { return m_caller; }
    [[nodiscard]] bool isIdle() const { return m_pending.empty(); }
    /// The actor is about to go: what is still open will not be answered.
    void abandonAll() { m_pending.clear(); }

signals:
    /// An action has left a failure that no client will see the text of.
    void failedInternally(const QString &action, const QString &message);
    /// An action that was waited for has been answered.
    void settled();

private:
    struct Pending {
        QString action;
        Done done;
        std::chrono::steady_clock::time_point deadline;
    };

    ActionResult invoke(const QString &name, const QCborArray &arguments, Connection *caller);
    void await(quint64 id, QFuture<Result<QCborValue>> future);
    void finish(quint64 id, const Result<QCborValue> &outcome);
    void report(const QString &action, const Result<QCborValue> &outcome);
    void armTimer();
    void expire();

    Actor &m_actor;
    const ActorType &m_type;
    std::chrono::milliseconds m_timeout;
    Connection *m_caller = nullptr;
    quint64 m_nextId = 0;
    /// By age, which is also by deadline.
    std::map<quint64, Pending> m_pending;
    QTimer m_timer;
};

/// The arguments of a call in whatever form they came: an array, nothing for none, or one value for a single
/// argument.
[[nodiscard]] QCborArray callArguments(const QCborValue &value);

} // namespace rove::runtime
