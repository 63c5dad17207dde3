// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/workflow/workflow.h"

#include <QtCore/QFuture>
#include <QtCore/QMutex>
#include <QtCore/QPromise>
#include <QtCore/QStringList>

#include <functional>
#include <map>

namespace rove::runtime::test {

/// An actor whose workflow a test writes. What its steps do to the world outside is remembered here, beyond
/// the actor's death, as the world does.
class FlowActor : public Actor {
    Q_OBJECT
    Q_PROPERTY(QStringList notes MEMBER m_notes)

public:
    using Script = std::function<Workflow(FlowActor &, WorkflowContext &)>;
    /// For the actors that start from now on. A lambda in it must outlive them, as this object does.
    static void setScript(Script script);
    static void forgetWorld();
    [[nodiscard]] static QStringList world();

    static ActorOptions options();

    Workflow run(WorkflowContext &workflow) override;

    /// Does something to the world, and notes it in the state.
    QString act(const QString &what);
    /// Acts, and is done when `release` is called with the same word.
    QFuture<QString> actSlowly(const QString &what);
    /// Acts, and fails the first times.
    Result<QString> actAtLast(const QString &what, int failures);

    Q_INVOKABLE QStringList read() const { return m_notes; }
    Q_INVOKABLE void release(const QString &what);
    Q_INVOKABLE void doze();
    Q_INVOKABLE ActionResult send(const QString &name, const QCborValue &body);
    /// Answers with what the message's receiver gives.
    Q_INVOKABLE ActionResult ask(const QString &name, const QCborValue &body);
    Q_INVOKABLE int queueSize();

private:
    QStringList m_notes;
    std::map<QString, QPromise<QString>> m_waiting;
};

/// `flow`, which stays awake, and `drowsy`, which sleeps as soon as it may.
[[nodiscard]] ActorRegistry flows();

} // namespace rove::runtime::test
