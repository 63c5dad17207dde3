// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace rove::store {

/// One connection to an SQLite file, which nobody else can open at the same time, with the result codes
/// turned into errors. Used by one thread at a time; the owner sees to that. Never waits for a lock.
class Database {
public:
    /// Opens the file, or makes it; `StoreLocked` if it is in use.
    static Result<Database> open(const QString &path);

    Result<> execute(const QByteArray &sql);
    Result<qint64> queryInteger(const char *sql);
    /// Ends a transaction that failed; fine if the failure has ended it.
    void rollBack();

    [[nodiscard]] sqlite3 *handle() const { return m_handle.get(); }
    /// What the last call's result code means.
    [[nodiscard]] std::unexpected<Error> fault(int code) const;

private:
    struct Close {
        void operator()(sqlite3 *handle) const;
    };

    explicit Database(sqlite3 *handle);

    std::unique_ptr<sqlite3, Close> m_handle;
};

/// A prepared statement over blobs. Belongs to a database, which outlives it. `reset` before it is used
/// again.
class Statement {
public:
    static Result<Statement> prepare(const Database &database, const char *sql);

    void bind(int index, const QByteArray &blob);
    void bind(int index, qint64 number);
    /// True if there is a row.
    Result<bool> step();
    /// Runs one that has no rows, and resets it.
    Result<> run();
    void reset();
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] qint64 integer(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt *handle) const;
    };

    explicit Statement(sqlite3_stmt *handle);

    std::unique_ptr<sqlite3_stmt, Finalize> m_handle;
};

} // namespace rove::store
