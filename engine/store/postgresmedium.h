// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/medium.h"
#include "engine/store/postgres.h"

#include <QtCore/QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace rove::store {

/// Entries in two tables of a PostgreSQL database, in the first schema of its search path. An advisory lock
/// keeps a second engine out for as long as the connection lives.
///
/// A connection that was lost is made anew by the next transaction. One that is lost while it commits leaves
/// the commit in doubt: commits are numbered, so that the new connection can tell. Used by one thread at a
/// time.
class PostgresMedium final : public Medium {
public:
    /// `connectionString` is libpq's: a URL or `key=value` words. `StoreLocked` if another engine uses the
    /// database, `StoreTooNew` if a newer version wrote it, `StoreFailed` if it cannot be used.
    static Result<std::unique_ptr<PostgresMedium>> open(const QString &connectionString);

    Result<> begin() override;
    Result<> apply(const Mutation &mutation) override;
    Result<> get(const std::vector<QByteArray> &keys, std::vector<Entry> &found) override;
    Result<> list(const Range &range, std::vector<Entry> &found) override;
    Result<std::uint64_t> measure(const Range &range) override;
    Result<> commit() override;
    void rollBack() override;

private:
    explicit PostgresMedium(QString connectionString);

    /// A connection that holds the lock and knows the statements. `patience` is what tells the server how
    /// long to wait for the lock.
    Result<> connect(const char *patience);
    Result<> takeLock(const char *patience);
    Result<> checkSchema();
    Result<> prepareStatements();
    Result<> settle(Error error);

    QString m_connectionString;
    std::optional<Postgres> m_database;
    std::uint64_t m_commitNumber = 0;
    bool m_isChanged = false;
};

} // namespace rove::store
