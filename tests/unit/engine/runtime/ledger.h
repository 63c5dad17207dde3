// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/actor.h"
#include "engine/runtime/actorregistry.h"
#include "engine/runtime/sql/database.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

#include <memory>

namespace rove::runtime::test {

/// An actor that does with its database what its callers say. Failures of SQL reach them as user errors, so
/// that a test sees their words: code `sql`, with the error's wire name in front.
class Ledger : public Actor {
    Q_OBJECT

public:
    QFuture<Result<>> onMigrate(Transaction &transaction) override;
    void onSleep() override;

    /// `{columns, rows, changes, lastInsertRowId}`.
    Q_INVOKABLE ActionResult query(const QString &sql, const QCborArray &parameters = {});
    Q_INVOKABLE ActionResult runNamed(const QString &sql, const QCborMap &parameters);
    Q_INVOKABLE ActionResult runBatch(const QStringList &statements);
    Q_INVOKABLE ActionResult runScript(const QString &sql);
    Q_INVOKABLE ActionResult begin();
    Q_INVOKABLE ActionResult runInside(const QString &sql, const QCborArray &parameters = {});
    Q_INVOKABLE ActionResult commit();
    Q_INVOKABLE ActionResult rollback();
    /// Lets go of the transaction without ending it.
    Q_INVOKABLE void forget() { m_transaction.reset(); }
    /// Asks for so many rows at once; gives how many of the answers were `actor.overloaded`.
    Q_INVOKABLE ActionResult flood(int count);
    /// Binds a value of so many bytes.
    Q_INVOKABLE ActionResult runLong(qint64 bytes);
    /// The statement that it runs before it sleeps.
    Q_INVOKABLE void beforeSleep(const QString &sql) { m_beforeSleep = sql; }

private:
    std::shared_ptr<Transaction> m_transaction;
    QString m_beforeSleep;
};

/// Its migration makes a table and fails then.
class Unmigratable : public Actor {
    Q_OBJECT

public:
    QFuture<Result<>> onMigrate(Transaction &transaction) override;
};

/// Its migration throws.
class Throwing : public Actor {
    Q_OBJECT

public:
    QFuture<Result<>> onMigrate(Transaction &transaction) override;
};

/// It has no database, and asks for one nevertheless.
class Landless : public Actor {
    Q_OBJECT

public:
    Q_INVOKABLE ActionResult query(const QString &sql);
    Q_INVOKABLE ActionResult begin();
};

/// `ledger`, `hasty`, which waits for nothing when it stops, `unmigratable`, `throwing`, `landless`.
[[nodiscard]] ActorRegistry ledgers();

} // namespace rove::runtime::test
