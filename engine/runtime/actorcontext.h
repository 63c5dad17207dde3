// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actorcall.h"
#include "engine/runtime/keepawake.h"
#include "engine/runtime/log.h"
#include "engine/runtime/schedule/scheduledaction.h"
#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>
#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QFuture>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace rove::runtime {

class ActorCron;
class ActorInstance;
class ActorQueue;
class Connection;
class Database;
struct ScheduledFire;

/// Which of the entries that a list asks for it gives.
struct KvListOptions {
    bool reverse = false;
    std::optional<quint64> limit = {}; ///< `limits::kvListCountDefault` unless given.
};

/// Everything an actor can do beside changing its state: its identity, its connections, its own key-value
/// store, schedules, saving, sleeping, the log. Made by the runtime with the actor, outlives it, and is used
/// on the actor's thread only. The futures it returns are completed on that thread.
class ActorContext {
public:
    using KvList = std::vector<std::pair<QByteArray, QByteArray>>;
    using KvValues = std::vector<std::optional<QByteArray>>;

    explicit ActorContext(ActorInstance &instance);
    ActorContext(const ActorContext &) = delete;
    ActorContext &operator=(const ActorContext &) = delete;

    [[nodiscard]] const QString &actorId() const;
    [[nodiscard]] const QString &name() const;
    [[nodiscard]] const QStringList &key() const;
    /// Where the actor runs, as far as the runtime was told.
    [[nodiscard]] const QString &namespaceName() const;
    [[nodiscard]] const QString &region() const;

    /// Who called the action that is on the stack; none in a schedule, in an inspector's HTTP call, in a
    /// hook, and in what a future continues.
    [[nodiscard]] Connection *caller() const;
    [[nodiscard]] std::vector<Connection *> connections() const;
    [[nodiscard]] Connection *findConnection(const QString &id) const;
    /// Sends an event to every connection that subscribed to it. Emitting a signal does this in fewer words.
    void broadcast(const QString &event, const QCborArray &arguments = {});

    /// The stored properties as they are now, as the inspector shows them.
    [[nodiscard]] QCborMap state() const;
    /// Writes the state now. The future's Result says whether it is durable.
    QFuture<Result<>> saveState();

    /// Runs an action later, also if the actor sleeps meanwhile. At least once: a crash in between may repeat
    /// it. Gives the schedule's id; fails for an action that does not exist, and for more than
    /// `ActorOptions::maxSchedules`.
    Result<QString> scheduleAfter(std::chrono::milliseconds delay, const QString &action,
                                  const QCborArray &arguments = {});
    Result<QString> scheduleAt(Instant at, const QString &action, const QCborArray &arguments = {});
    /// By time, earliest first.
    [[nodiscard]] const std::vector<ScheduledAction> &schedules() const;
    /// False if there is no such schedule.
    bool cancelSchedule(const QString &id);

    /// Schedules that repeat.
    [[nodiscard]] ActorCron &cron();
    /// What the action that is on the stack is run for, if a schedule of either kind runs it; null otherwise,
    /// and in what a future continues.
    [[nodiscard]] const ScheduledFire *scheduledFire() const;

    /// Messages that clients and the actor itself send, to be worked on one after the other.
    [[nodiscard]] ActorQueue &queue();

    /// The actor's own store, apart from its state. Keys and values are bounded by `limits::kv…`.
    QFuture<Result<std::optional<QByteArray>>> kvGet(const QByteArray &key);
    QFuture<Result<>> kvPut(const QByteArray &key, const QByteArray &value);
    QFuture<Result<>> kvDelete(const QByteArray &key);
    /// In byte order of the keys, or the reverse.
    QFuture<Result<KvList>> kvList(const QByteArray &prefix, const KvListOptions &options = {});
    /// From `start` to before `end`.
    QFuture<Result<KvList>> kvListRange(const QByteArray &start, const QByteArray &end,
                                        const KvListOptions &options = {});
    /// From `start` to before `end`.
    QFuture<Result<>> kvDeleteRange(const QByteArray &start, const QByteArray &end);
    /// The values in the order of the keys, none where there is none.
    QFuture<Result<KvValues>> kvGetAll(const QByteArrayList &keys);
    /// All or, if one is too large, none; more than the storage takes at once go in several writes.
    QFuture<Result<>> kvPutAll(const KvList &entries);
    QFuture<Result<>> kvDeleteAll(const QByteArrayList &keys);

    /// Calls an action of another actor of this namespace, which is made if it is not there, as a client
    /// would. Nothing is tried again. Complete with what the action gave or reported;
    /// `ClientUnreachable` where the runtime has no way to a gateway.
    QFuture<Result<QCborValue>> call(const ActorAddress &actor, const QString &action,
                                     const QCborArray &arguments = {});

    /// The actor's SQLite database; `Actor::onMigrate` says which actors have one. From the first hook on.
    [[nodiscard]] Database &database();

    /// Asks to sleep although clients are connected; their sockets stay open and wake the actor.
    void sleep();
    /// Asks to be destroyed with everything stored.
    void destroy();
    /// A stopping actor waits for this future, up to its grace period.
    void waitUntil(const QFuture<void> &future);
    [[nodiscard]] KeepAwake keepAwake();

    /// One logfmt line with the actor's name, key and id.
    void log(LogLevel level, const QString &message, const LogFields &fields = {}) const;

private:
    ActorInstance &m_instance;
};

} // namespace rove::runtime
