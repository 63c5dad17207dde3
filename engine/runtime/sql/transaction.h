// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/sql/sqlqueue.h"
#include "engine/runtime/sql/sqlresult.h"
#include "protocol/base/error.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>
#include <QtCore/QString>

namespace rove::runtime {

/// An open transaction on an actor's database (`Database::begin`). Until it ends, everything else that the
/// actor asks of the database waits, so what belongs to it must be asked here; waiting for anything else in
/// between ends in its timeout, `SqlQueue::transactionTimeout`.
///
/// A statement that fails fails the transaction: all that follows gives the same error, and `commit` rolls
/// back. So does the destructor of one that was not ended. On the actor's thread.
class Transaction {
public:
    Transaction(SqlQueue &queue, SqlQueue::TransactionId id);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    QFuture<Result<SqlResult>> execute(const QString &sql, const QCborArray &parameters = {});
    /// Any number of statements, without parameters and results.
    QFuture<Result<>> runScript(const QString &sql);
    /// All of it is durable when the future says so.
    QFuture<Result<>> commit();
    QFuture<Result<>> rollback();

private:
    QFuture<Result<>> end(SqlQueue::End how);

    QPointer<SqlQueue> m_queue;
    SqlQueue::TransactionId m_id;
    bool m_ended = false;
};

} // namespace rove::runtime
