// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actoridentity.h"
#include "engine/runtime/enginelink.h"
#include "engine/runtime/sql/sqlmessages.h"
#include "protocol/base/error.h"
#include "protocol/base/limits.h"

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTimer>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>

namespace rove::runtime {

/// The requests for one actor's database, on their way to the engine one after the other: the next leaves
/// when the one before is answered, so that they run in the order of the calls whatever the engine does with
/// what comes at once.
///
/// A transaction is the engine's own: BEGIN and COMMIT in requests of their own, on the connection that the
/// engine keeps for the actor's generation (measured on engine 2.3.19). While one is open, whatever does not
/// belong to it waits. One that has failed in any way ends in ROLLBACK and nothing else, as some failures
/// have rolled back already and what followed would be kept by itself. Owned by the actor's instance, on its
/// thread; handlers run at most once, and not after it is gone.
class SqlQueue : public QObject {
    Q_OBJECT

public:
    enum class TransactionId : std::uint64_t {};
    enum class End { Commit, Rollback };

    /// More than this many requests fail with `actor.overloaded`; the engine of this process holds no more
    /// for an actor either.
    static constexpr std::size_t requestsWaitingMax = limits::sqliteRequestsWaitingPerActorMax;
    static constexpr qsizetype bytesWaitingMax = 64 * limits::mebi;
    /// A message takes 20 MiB (spec/runner-envoy.md 1.1).
    static constexpr qsizetype requestBytesMax = 16 * limits::mebi;
    /// A transaction that is open for longer is rolled back; as RivetKit has it.
    static constexpr std::chrono::milliseconds transactionTimeout = std::chrono::seconds(60);

    SqlQueue(EngineLink &link, QString namespaceName, const ActorIdentity &identity);

    void run(SqlRequest request, AnswerHandler handler);
    void begin(std::move_only_function<void(Result<TransactionId>)> begun);
    /// Fails if the transaction has ended, or one of its requests has failed.
    void run(TransactionId transaction, SqlRequest request, AnswerHandler handler);
    /// The result is that of COMMIT, or why there was none.
    void end(TransactionId transaction, End how, DoneHandler done);

    /// Nothing is under way, and no transaction is open.
    [[nodiscard]] bool isIdle() const { return !m_current && !m_transaction && m_waiting.empty(); }
    /// Whatever waits fails with `actor.stopped`, as does every later call.
    void close();
    /// The same without a word: the handlers go.
    void abandon();
    /// For tests, which do not wait a minute.
    void setTransactionTimeout(std::chrono::milliseconds timeout) { m_transactionTimeout = timeout; }

signals:
    /// It has become idle.
    void settled();

private:
    struct Operation {
        SqlRequest request;
        AnswerHandler handler;
        qsizetype bytes = 0;
        std::optional<End> ends; ///< Set for the last one of a transaction.
    };
    struct Transaction {
        TransactionId id;
        std::optional<Error> problem;
        bool isEnding = false; ///< Nothing follows what waits.
        std::deque<Operation> waiting;
    };

    [[nodiscard]] Result<> admit(const SqlRequest &request) const;
    [[nodiscard]] Result<> checkOpen(TransactionId transaction) const;
    void enqueue(std::deque<Operation> &queue, Operation operation);
    void runNext();
    void send(SqlRequest request, AnswerHandler handler);
    void answered(Result<envoy::v8::ToEnvoy> answer);
    void rollBackUnheard();

    void open(const Result<envoy::v8::ToEnvoy> &begun,
              std::move_only_function<void(Result<TransactionId>)> tell);
    void spoil(TransactionId id, const Error &error);
    void finish(End how, const Result<envoy::v8::ToEnvoy> &answer, DoneHandler done);
    void expire();
    [[nodiscard]] Error expired() const;
    std::deque<Operation> takeAll();

    EngineLink &m_link;
    const QString m_namespaceName;
    const QString m_actorId;
    const std::uint32_t m_generation;
    std::deque<Operation> m_waiting;
    std::optional<Operation> m_current;
    std::optional<Transaction> m_transaction;
    std::uint64_t m_transactionCount = 0;
    std::optional<TransactionId> m_expired; ///< The last one that was.
    std::size_t m_waitingCount = 0;
    qsizetype m_waitingBytes = 0;
    bool m_closed = false;
    std::chrono::milliseconds m_transactionTimeout = transactionTimeout;
    QTimer m_timer;
};

} // namespace rove::runtime
