// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actionresult.h"
#include "engine/runtime/actoroptions.h"
#include "engine/runtime/completion.h"
#include "engine/runtime/queue/queuemessage.h"
#include "engine/runtime/queue/queuestore.h"
#include "protocol/base/error.h"
#include "protocol/base/limits.h"

#include <QtCore/QCborValue>
#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace rove::runtime {

class ActorInstance;

/// How many may wait in one actor for a message, and how many senders for an answer.
inline constexpr int queueWaitersPerActorMax = 1000;
/// What one `nextBatch` gives at most: as many as the storage removes at once (spec/runner-envoy.md 5.1).
inline constexpr int queueBatchCountMax = limits::kvKeysPerOperationMax;

/// What to receive from a queue.
struct QueueReceive {
    enum class Completable { No, Yes };

    QStringList names = {}; ///< Any of these; all, if there are none.
    int count = 1;          ///< At most so many; at least 1, at most `queueBatchCountMax`.
    /// How long to wait for the first one; zero does not wait, none waits as long as the actor is awake.
    std::optional<std::chrono::milliseconds> timeout = {};
    Completable completable = Completable::No;
};

/// What waits are told that an actor ends by stopping.
[[nodiscard]] Error actorAborted();

/// The queue of one actor: messages that clients and the actor itself put there, oldest first, each under a
/// name. They are in the actor's storage before their senders are told so, survive its sleep and its crash,
/// and one that a client sends wakes the actor (spec/client-gateway.md 8).
///
/// A message is received once: a plain receive removes it before it gives it out; a completable one removes
/// it when it is completed, see QueueMessage. Waiting for a message does not keep the actor awake, and ends
/// with `actor.aborted` when it stops; a future that is cancelled no longer takes one. Messages are given out
/// from the end of the actor's start on, so `onWake` may already ask for them.
///
/// Owned by the actor's instance, on its thread, on which the futures are completed too.
class ActorQueue : public QObject {
    Q_OBJECT

public:
    ActorQueue(ActorInstance &instance, const ActorOptions &options);
    ~ActorQueue() override;

    // --- For the actor ---
    using Messages = std::vector<QueueMessage>;
    /// What to do with a message; its value is the answer to the sender.
    using Consumer = std::function<ActionResult(const QueueMessage &)>;

    /// Puts a message into the queue, under any name. Done when it is stored. Fails with `queue.full` and
    /// `queue.message_too_large`.
    QFuture<Result<QueueMessage>> send(const QString &name, const QCborValue &body = {});
    /// Also waits until it is completed, and gives the answer, undefined for none. `queue.timed_out` leaves
    /// the message in the queue.
    QFuture<Result<QCborValue>> sendAndWait(const QString &name, const QCborValue &body,
                                            std::optional<std::chrono::milliseconds> timeout = {});
    /// None if the time is over.
    QFuture<Result<std::optional<QueueMessage>>> next(const QueueReceive &receive = {});
    /// At least one, unless the time is over.
    QFuture<Result<Messages>> nextBatch(const QueueReceive &receive = {});
    /// Done when there is a message of one of these names, which stays; `queue.timed_out` if there was none.
    QFuture<Result<>> waitForAvailable(const QStringList &names = {},
                                       std::optional<std::chrono::milliseconds> timeout = {});
    /// Receives messages of these names one after the other, as long as the actor is awake, and completes
    /// each with what the consumer makes of it; meant for `onWake`. While the consumer works on one the actor
    /// stays awake, and its end waits for that, up to its grace period. A consumer that fails ends this: its
    /// message stays in the queue, the failure is logged and is the future's result. An actor that stops is
    /// no failure.
    QFuture<Result<>> consume(const QStringList &names, const Consumer &consumer);
    [[nodiscard]] int size() const { return m_store.size(); }

    // --- For the actor's instance and the protocols ---
    using SentHandler = std::move_only_function<void(const Result<QueueMessage> &)>;
    using AnswerHandler = std::move_only_function<void(const Result<QCborValue> &)>;

    void restore(StoredQueue stored) { m_store.restore(std::move(stored)); }
    /// Gives messages out from now on.
    void start();
    /// Whoever waits for a message is told `actor.aborted`, now and later.
    void stop();
    /// Whether clients may send to it: others are told that all is well, and nothing is stored, as RivetKit
    /// does.
    [[nodiscard]] bool isDeclared(const QString &name) const { return m_options.queues.contains(name); }
    void enqueue(const QString &name, const QCborValue &body, SentHandler done);
    void enqueueAndWait(const QString &name, const QCborValue &body,
                        std::optional<std::chrono::milliseconds> timeout, AnswerHandler done);
    /// Removes all messages. Senders that wait are told `queue.completion_waiter_dropped`.
    void clear(DoneHandler done);
    [[nodiscard]] const ActorOptions &options() const { return m_options; }
    [[nodiscard]] const QueueStore &store() const { return m_store; }

    // --- For QueueTicket ---
    void complete(quint64 messageId, const QCborValue &response, DoneHandler done);
    /// The message is to be had again.
    void release(quint64 messageId);

private:
    using Clock = std::chrono::steady_clock;
    using MessagesHandler = std::move_only_function<void(Result<Messages>)>;

    /// One that waits for messages.
    struct Waiter {
        QueueReceive receive;
        std::optional<Clock::time_point> deadline;
        std::function<bool()> isWanted;
        MessagesHandler done;
        bool onlyLooks = false; ///< Takes nothing.
    };
    /// One that waits for the answer to its message.
    struct Sender {
        std::optional<std::chrono::milliseconds> timeout;
        std::optional<Clock::time_point> deadline;
        AnswerHandler done;
    };
    struct Consumption {
        QStringList names;
        Consumer consumer;
        Completion<void> completion;
    };

    void wait(Waiter waiter);
    void serve();
    [[nodiscard]] bool serveOne(Waiter &waiter);
    void take(const std::vector<quint64> &ids, Waiter waiter);
    void giveOut(const std::vector<quint64> &ids, std::vector<persist::v4::QueueMessage> stored,
                 Waiter waiter);
    void removeAndGiveOut(const std::vector<quint64> &ids, Messages messages, Waiter waiter);
    void releaseAll(const std::vector<quint64> &ids);
    QueueMessage makeMessage(quint64 id, const persist::v4::QueueMessage &stored);

    void consumeNext(const std::shared_ptr<Consumption> &consumption);
    void consumeOne(const std::shared_ptr<Consumption> &consumption, const QueueMessage &message);
    void finishOne(const std::shared_ptr<Consumption> &consumption, const QueueMessage &message,
                   const Result<QCborValue> &outcome);
    void endConsumption(const Consumption &consumption, const Error &error);

    void armTimer();
    void expire();

    ActorInstance &m_instance;
    const ActorOptions &m_options;
    QueueStore m_store;
    std::list<Waiter> m_waiters; ///< In the order in which they came.
    std::map<quint64, Sender> m_senders;
    bool m_started = false;
    bool m_stopped = false;
    QTimer m_timer;
};

} // namespace rove::runtime
