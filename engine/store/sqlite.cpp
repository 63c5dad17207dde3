// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sqlite.h"

#include "protocol/base/ensure.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

Error errorOf(int code, const char *text)
{
    switch (code & 0xff) { // The primary code, without what extends it.
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error::of(ErrorCode::StoreLocked);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return {.code = ErrorCode::IoFailed,
                .message = u"The store cannot be opened: "_s + QString::fromUtf8(text)};
    case SQLITE_FULL:
        return {.code = ErrorCode::StoreFailed, .message = u"The disk is full."_s};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {.code = ErrorCode::StoreFailed,
                .message = u"The store's file is damaged: "_s + QString::fromUtf8(text)};
    default:
        return {.code = ErrorCode::StoreFailed, .message = u"The store failed: "_s + QString::fromUtf8(text)};
    }
}

} // namespace

void Database::Close::operator()(sqlite3 *handle) const
{
    sqlite3_close_v2(handle);
}

Database::Database(sqlite3 *handle)
    : m_handle(handle)
{}

Result<Database> Database::open(const QString &path)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(
        path.toUtf8().constData(), &handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database(handle); // There is a handle to close even if the file could not be opened.
    if (code != SQLITE_OK)
        return std::unexpected(errorOf(code, sqlite3_errstr(code)));
    // The lock is taken by the first use and kept until the connection is closed or its process is gone.
    TRY(database.execute("PRAGMA locking_mode = EXCLUSIVE"));
    TRY(database.execute("BEGIN EXCLUSIVE"));
    TRY(database.execute("COMMIT"));
    return database;
}

Result<> Database::execute(const QByteArray &sql)
{
    if (const int code = sqlite3_exec(handle(), sql.constData(), nullptr, nullptr, nullptr);
        code != SQLITE_OK)
        return fault(code);
    return {};
}

Result<qint64> Database::queryInteger(const char *sql)
{
    Statement statement = TRY(Statement::prepare(*this, sql));
    const bool hasRow = TRY(statement.step());
    return hasRow ? statement.integer(0) : 0;
}

void Database::rollBack()
{
    if (sqlite3_get_autocommit(handle()) == 0)
        sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::unexpected<Error> Database::fault(int code) const
{
    return std::unexpected(errorOf(code, sqlite3_errmsg(handle())));
}

void Statement::Finalize::operator()(sqlite3_stmt *handle) const
{
    sqlite3_finalize(handle);
}

Statement::Statement(sqlite3_stmt *handle)
    : m_handle(handle)
{}

Result<Statement> Statement::prepare(const Database &database, const char *sql)
{
    sqlite3_stmt *handle = nullptr;
    const int code =
        sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    Statement statement(handle);
    if (code != SQLITE_OK)
        return database.fault(code);
    return statement;
}

void Statement::bind(int index, const QByteArray &blob)
{
    // An empty array may have no memory, which SQLite would take for NULL. Bytes live until the statement has
    // run.
    const char *bytes = blob.isEmpty() ? "" : blob.constData();
    ENSURE(sqlite3_bind_blob64(m_handle.get(), index, bytes, static_cast<sqlite3_uint64>(blob.size()),
                               SQLITE_STATIC) == SQLITE_OK);
}

void Statement::bind(int index, qint64 number)
{
    ENSURE(sqlite3_bind_int64(m_handle.get(), index, number) == SQLITE_OK);
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_handle.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return code == SQLITE_ROW;
    return std::unexpected(errorOf(code, sqlite3_errmsg(sqlite3_db_handle(m_handle.get()))));
}

Result<> Statement::run()
{
    const Result<bool> stepped = step();
    reset();
    if (!stepped)
        return std::unexpected(stepped.error());
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_handle.get());
    sqlite3_clear_bindings(m_handle.get());
}

QByteArray Statement::blob(int column) const
{
    return QByteArray(static_cast<const char *>(sqlite3_column_blob(m_handle.get(), column)),
                      sqlite3_column_bytes(m_handle.get(), column));
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle.get(), column);
}

} // namespace rove::store
