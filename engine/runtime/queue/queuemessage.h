// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/keepawake.h"
#include "engine/runtime/schedule/scheduledaction.h"
#include "protocol/base/error.h"

#include <QtCore/QCborValue>
#include <QtCore/QFuture>
#include <QtCore/QPointer>
#include <QtCore/QString>

#include <memory>

namespace rove::runtime {

class ActorQueue;
class QueueTicket;

/// One message of an actor's queue. A value, for the actor's thread.
///
/// One that was received as completable stays in the storage until `complete` has removed it. Its copies
/// share that: while one of them lives, nobody else receives the message, and the actor does not fall asleep
/// by itself; when the last one goes without `complete`, the message is in its old place again. After a crash
/// it is there again in any case.
class QueueMessage {
public:
    QueueMessage() = default;

    /// Rises by one with each message that the actor was ever sent.
    [[nodiscard]] quint64 id() const { return m_id; }
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const QCborValue &body() const { return m_body; }
    [[nodiscard]] Instant createdAt() const { return m_createdAt; }

    [[nodiscard]] bool isCompletable() const { return m_ticket != nullptr; }
    /// Removes the message for good and answers its sender, if that still waits; undefined answers nothing.
    /// Fails with `queue.complete_not_configured` for one that was not received as completable, with
    /// `queue.already_completed` the second time, and if the storage fails, after which it may be tried
    /// again.
    QFuture<Result<>> complete(const QCborValue &response = QCborValue(QCborValue::Undefined)) const;

private:
    friend class ActorQueue;

    quint64 m_id = 0;
    QString m_name;
    QCborValue m_body;
    Instant m_createdAt;
    std::shared_ptr<QueueTicket> m_ticket;
};

/// The right to complete one message, held by the copies of a QueueMessage.
class QueueTicket {
public:
    QueueTicket(ActorQueue &queue, quint64 messageId, KeepAwake keepAwake);
    QueueTicket(const QueueTicket &) = delete;
    QueueTicket &operator=(const QueueTicket &) = delete;
    ~QueueTicket();

    QFuture<Result<>> complete(const std::shared_ptr<QueueTicket> &self, const QCborValue &response);
    [[nodiscard]] bool isCompleted() const { return m_completed; }

private:
    QPointer<ActorQueue> m_queue;
    quint64 m_messageId;
    bool m_completed = false;
    KeepAwake m_keepAwake;
};

} // namespace rove::runtime
