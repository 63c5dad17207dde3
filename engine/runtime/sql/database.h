// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/sql/sqlresult.h"
#include "engine/runtime/sql/transaction.h"
#include "protocol/base/error.h"

#include <QtCore/QCborMap>
#include <QtCore/QFuture>
#include <QtCore/QString>

#include <memory>
#include <vector>

namespace rove::runtime {

class SqlQueue;

/// An actor's own SQLite database, kept by the engine, over every sleep and restart; it goes with the actor.
/// `Actor::onMigrate` makes its tables. The runtime makes it with the actor's context, for the actor's
/// thread.
///
/// Statements run one after the other, in the order of the calls, and what they have written is durable when
/// their future completes. Failures are values with the engine's group and code; those of the SQL itself are
/// `core.internal_error` with SQLite's sentence. `database.not_enabled` for an actor without one,
/// `actor.stopped` once the actor has stopped, `actor.overloaded` beyond `SqlQueue::requestsWaitingMax`. A
/// request that is not answered within `limits::kvRequestTimeout`, or whose connection to a remote engine
/// breaks, may have been carried out nevertheless.
class Database {
public:
    /// None for an actor that has no database. Outlives it.
    explicit Database(SqlQueue *queue)
        : m_queue(queue)
    {}
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] bool isEnabled() const { return m_queue != nullptr; }

    /// One statement. What it has not got of parameters is null.
    QFuture<Result<SqlResult>> execute(const QString &sql, const QCborArray &parameters = {});
    /// The same with parameters by their names, `:name`, `@name` or `$name` in the statement, with or without
    /// that sign in the map.
    QFuture<Result<SqlResult>> executeNamed(const QString &sql, const QCborMap &parameters);
    /// All of them in one transaction, or none.
    QFuture<Result<std::vector<SqlResult>>> executeBatch(const std::vector<SqlStatement> &statements);
    /// Any number of statements, without parameters and results, up to the first that fails; what those
    /// before it did stays.
    QFuture<Result<>> runScript(const QString &sql);
    /// A transaction that spans calls.
    QFuture<Result<std::shared_ptr<Transaction>>> begin();

private:
    SqlQueue *m_queue;
};

} // namespace rove::runtime
