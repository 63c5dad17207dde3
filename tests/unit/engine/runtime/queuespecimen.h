// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/queue/queuemessage.h"

#include <QtCore/QPromise>

namespace rove::runtime::test {

/// An actor that does with its queue whatever a test asks it to.
class QueueSpecimen : public Actor {
    Q_OBJECT
    Q_PROPERTY(QStringList handled MEMBER m_handled)

public:
    static ActorOptions options();

    /// `closed` is open to those only who say so.
    bool canPublish(const QString &queue, Connection &connection) override;

    Q_INVOKABLE ActionResult sendSelf(const QString &name, const QCborValue &body);
    Q_INVOKABLE ActionResult sendAndWait(const QString &name, const QCborValue &body, int timeout);
    /// The messages' names and bodies. A negative timeout is none.
    Q_INVOKABLE ActionResult receive(const QStringList &names, int count = 1, int timeout = 0);
    /// The body of one; none is null. It goes back.
    Q_INVOKABLE ActionResult receiveAndDrop(const QString &name);
    Q_INVOKABLE ActionResult receiveAndComplete(const QString &name, const QCborValue &response);
    /// The second outcome.
    Q_INVOKABLE ActionResult completeTwice(const QString &name);
    Q_INVOKABLE ActionResult completePlain(const QString &name);
    /// Whether there was one to hold.
    Q_INVOKABLE ActionResult hold(const QString &name);
    Q_INVOKABLE void drop() { m_held = {}; }
    Q_INVOKABLE ActionResult completeHeld(const QCborValue &response);
    Q_INVOKABLE ActionResult waitForAvailable(const QString &name, int timeout);
    /// Asks for a message and at once no longer wants it.
    Q_INVOKABLE void askAndCancel(const QString &name);
    /// Notes messages in `handled` and answers with their bodies; fails at "fail", and answers "later" when
    /// `release` is called.
    Q_INVOKABLE void consume(const QString &name);
    Q_INVOKABLE void release();
    /// How consuming ended; waits for it.
    Q_INVOKABLE ActionResult consumed();
    Q_INVOKABLE int queueSize();

private:
    ActionResult handle(const QueueMessage &message);

    QStringList m_handled;
    QueueMessage m_held;
    QPromise<Result<QCborValue>> m_later;
    QFuture<Result<>> m_consumed;
};

/// `queue`; `small`, with room for one message of 64 bytes; `eager`, which consumes `jobs` whenever it is
/// awake; `drowsy`, the same, which falls asleep as soon as it may; `impatient`, where nothing may take long.
[[nodiscard]] ActorRegistry queueSpecimens();

} // namespace rove::runtime::test
