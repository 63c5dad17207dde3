// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sqlitemedium.h"

#include "engine/store/schema.h"

#include <QtCore/QFileInfo>

#include <algorithm>
#include <cstdint>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

constexpr qint64 applicationId = 0x526f7665; // "Rove"

Result<> makeSchema(Database &database)
{
    TRY(database.execute("BEGIN IMMEDIATE"));
    TRY(database.execute("PRAGMA application_id = 0x526f7665"));
    TRY(database.execute("PRAGMA user_version = " + QByteArray::number(schema::version)));
    TRY(database.execute("CREATE TABLE entries (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"));
    return database.execute("COMMIT");
}

/// An empty file becomes a store; anything else has to be one that we understand.
Result<> checkSchema(Database &database, const QString &path)
{
    const qint64 id = TRY(database.queryInteger("PRAGMA application_id"));
    const qint64 version = TRY(database.queryInteger("PRAGMA user_version"));
    const qint64 tableCount = TRY(database.queryInteger("SELECT count(*) FROM sqlite_master"));
    if (id == 0 && version == 0 && tableCount == 0)
        return makeSchema(database);
    if (id != applicationId)
        return failure(ErrorCode::StoreFailed, u"%1 is not a store of Rove."_s.arg(path));
    return schema::check(version, path);
}

Result<> read(Statement &statement, std::vector<Entry> &found)
{
    Result<bool> hasRow = statement.step();
    for (; hasRow && *hasRow; hasRow = statement.step())
        found.push_back({.key = statement.blob(0), .value = statement.blob(1)});
    statement.reset();
    return hasRow.transform([](bool) {});
}

} // namespace

Result<SqliteMedium::Statements> SqliteMedium::Statements::prepare(const Database &database)
{
    const auto statement = [&](const char *sql) { return Statement::prepare(database, sql); };
    return Statements{
        .put = TRY(statement("INSERT OR REPLACE INTO entries (key, value) VALUES (?1, ?2)")),
        .remove = TRY(statement("DELETE FROM entries WHERE key = ?1")),
        .removeRange = TRY(statement("DELETE FROM entries WHERE key >= ?1 AND key < ?2")),
        .removeFrom = TRY(statement("DELETE FROM entries WHERE key >= ?1")),
        .get = TRY(statement("SELECT key, value FROM entries WHERE key = ?1")),
        .listUp = TRY(
            statement("SELECT key, value FROM entries WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3")),
        .listDown = TRY(statement(
            "SELECT key, value FROM entries WHERE key >= ?1 AND key < ?2 ORDER BY key DESC LIMIT ?3")),
        .listUpFrom = TRY(statement("SELECT key, value FROM entries WHERE key >= ?1 ORDER BY key LIMIT ?3")),
        .listDownFrom =
            TRY(statement("SELECT key, value FROM entries WHERE key >= ?1 ORDER BY key DESC LIMIT ?3")),
        // The length of a value is known without reading it.
        .measure = TRY(statement("SELECT coalesce(sum(length(key) + length(value)), 0) FROM entries "
                                 "WHERE key >= ?1 AND key < ?2")),
        .measureFrom = TRY(statement("SELECT coalesce(sum(length(key) + length(value)), 0) FROM entries "
                                     "WHERE key >= ?1")),
    };
}

Result<std::unique_ptr<SqliteMedium>> SqliteMedium::open(const QString &path, Journal journal)
{
    Result<Database> opened = Database::open(path);
    if (!opened && opened.error().code == ErrorCode::StoreLocked)
        return schema::locked(QFileInfo(path).absolutePath());
    Database database = TRY(std::move(opened));
    TRY(checkSchema(database, path));
    if (journal == Journal::WriteAhead)
        TRY(database.execute("PRAGMA journal_mode = WAL"));
    TRY(database.execute("PRAGMA synchronous = FULL"));
    Statements statements = TRY(Statements::prepare(database));
    return std::unique_ptr<SqliteMedium>(new SqliteMedium(std::move(database), std::move(statements)));
}

SqliteMedium::SqliteMedium(Database database, Statements statements)
    : m_database(std::move(database))
    , m_statements(std::move(statements))
{}

Result<> SqliteMedium::begin()
{
    return m_database.execute("BEGIN");
}

Result<> SqliteMedium::apply(const Mutation &mutation)
{
    if (const auto *put = std::get_if<Put>(&mutation)) {
        m_statements.put.bind(1, put->key);
        m_statements.put.bind(2, put->value);
        return m_statements.put.run();
    }
    if (const auto *remove = std::get_if<Remove>(&mutation)) {
        m_statements.remove.bind(1, remove->key);
        return m_statements.remove.run();
    }
    const auto &range = std::get<RemoveRange>(mutation);
    Statement &statement = range.end.isEmpty() ? m_statements.removeFrom : m_statements.removeRange;
    statement.bind(1, range.first);
    if (!range.end.isEmpty())
        statement.bind(2, range.end);
    return statement.run();
}

Result<> SqliteMedium::get(const std::vector<QByteArray> &keys, std::vector<Entry> &found)
{
    for (const QByteArray &key : keys) {
        m_statements.get.bind(1, key);
        TRY(read(m_statements.get, found));
    }
    return {};
}

Result<> SqliteMedium::list(const Range &range, std::vector<Entry> &found)
{
    const bool isOpen = range.end.isEmpty();
    Statement &statement = range.direction == Direction::Ascending
                               ? (isOpen ? m_statements.listUpFrom : m_statements.listUp)
                               : (isOpen ? m_statements.listDownFrom : m_statements.listDown);
    statement.bind(1, range.first);
    if (!isOpen)
        statement.bind(2, range.end);
    statement.bind(3, qint64(std::min<std::size_t>(range.countMax, INT64_MAX)));
    return read(statement, found);
}

Result<std::uint64_t> SqliteMedium::measure(const Range &range)
{
    Statement &statement = range.end.isEmpty() ? m_statements.measureFrom : m_statements.measure;
    statement.bind(1, range.first);
    if (!range.end.isEmpty())
        statement.bind(2, range.end);
    TRY(statement.step()); // A sum always has a row.
    const auto bytes = static_cast<std::uint64_t>(statement.integer(0));
    statement.reset();
    return bytes;
}

Result<> SqliteMedium::commit()
{
    return m_database.execute("COMMIT");
}

void SqliteMedium::rollBack()
{
    m_database.rollBack();
}

} // namespace rove::store
