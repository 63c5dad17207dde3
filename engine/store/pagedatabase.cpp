// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/pagedatabase.h"

#include "engine/store/pagevfs.h"

#include <algorithm>
#include <array>
#include <sqlite3.h>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

constexpr auto script = "exec"_L1;
constexpr auto single = "execute"_L1;
constexpr int stepsBetweenChecks = 4000; // Some ten microseconds.
constexpr int valueBytesMax = 16 * 1024 * 1024;
constexpr qsizetype valueOverheadBytes = 16;

/// How the file is used is not for SQL to say: SQLite goes on as if these were not there.
constexpr std::array<std::string_view, 6> fixedPragmas{"journal_mode", "locking_mode", "temp_store",
                                                       "cache_spill",  "page_size",    "mmap_size"};

// A transaction stays in the page cache until it commits, and its journal beside it, so that nothing is
// written that is not committed.
constexpr const char *connectionSetup = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY;"
                                        "PRAGMA temp_store = MEMORY; PRAGMA cache_spill = OFF;"
                                        "PRAGMA foreign_keys = ON;";

SqlValue valueOf(sqlite3_stmt &statement, int column)
{
    switch (sqlite3_column_type(&statement, column)) {
    case SQLITE_INTEGER:
        return static_cast<std::int64_t>(sqlite3_column_int64(&statement, column));
    case SQLITE_FLOAT:
        return sqlite3_column_double(&statement, column);
    case SQLITE_TEXT: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(&statement, column));
        return QString::fromUtf8(text, sqlite3_column_bytes(&statement, column));
    }
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(&statement, column));
        return QByteArray(bytes, sqlite3_column_bytes(&statement, column));
    }
    default:
        return std::monostate();
    }
}

qsizetype bytesOf(const SqlValue &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return valueOverheadBytes + text->size() * static_cast<qsizetype>(sizeof(QChar));
    if (const auto *blob = std::get_if<QByteArray>(&value))
        return valueOverheadBytes + blob->size();
    return valueOverheadBytes;
}

int bindValue(sqlite3_stmt &statement, int place, const SqlValue &value)
{
    if (const auto *integer = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(&statement, place, *integer);
    if (const auto *number = std::get_if<double>(&value))
        return sqlite3_bind_double(&statement, place, *number);
    if (const auto *text = std::get_if<QString>(&value)) {
        const QByteArray utf8 = text->toUtf8();
        return sqlite3_bind_text64(&statement, place, utf8.constData(),
                                   static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    if (const auto *blob = std::get_if<QByteArray>(&value)) // An empty blob is one too.
        return blob->isEmpty()
                   ? sqlite3_bind_zeroblob(&statement, place, 0)
                   : sqlite3_bind_blob64(&statement, place, blob->constData(),
                                         static_cast<sqlite3_uint64>(blob->size()), SQLITE_TRANSIENT);
    return sqlite3_bind_null(&statement, place);
}

std::unexpected<Error> sqlFailure(const QString &message)
{
    return failure(ErrorCode::StoreFailed, message);
}

} // namespace

void PageDatabase::Close::operator()(sqlite3 *handle) const
{
    sqlite3_close_v2(handle);
}

void PageDatabase::Finalize::operator()(sqlite3_stmt *handle) const
{
    sqlite3_finalize(handle);
}

PageDatabase::PageDatabase(PageSource &source, std::uint32_t pageCount, const SqlBounds &bounds,
                           const std::atomic<bool> &interrupted)
    : m_file(source, pageCount)
    , m_bounds(bounds)
    , m_interrupted(interrupted)
{}

PageDatabase::~PageDatabase() = default;

Result<std::unique_ptr<PageDatabase>> PageDatabase::open(PageSource &source, std::uint32_t pageCount,
                                                         const SqlBounds &bounds,
                                                         const std::atomic<bool> &interrupted)
{
    std::unique_ptr<PageDatabase> database(new PageDatabase(source, pageCount, bounds, interrupted));
    const PageConnection connection = openPages(database->m_file);
    database->m_handle.reset(connection.handle);
    if (connection.code != SQLITE_OK)
        return sqlFailure(QString::fromUtf8(sqlite3_errstr(connection.code)));
    TRY(database->prepareConnection());
    return database;
}

Result<> PageDatabase::prepareConnection()
{
    sqlite3 *handle = m_handle.get();
    if (sqlite3_exec(handle, connectionSetup, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failed(u"failed to open the database"_s);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, valueBytesMax);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_progress_handler(handle, stepsBetweenChecks, &PageDatabase::mayGoOn, this);
    sqlite3_set_authorizer(handle, &PageDatabase::mayDo, this);
    return {};
}

bool PageDatabase::isInTransaction() const
{
    return sqlite3_get_autocommit(m_handle.get()) == 0;
}

// --- What SQL may ---

void PageDatabase::startClock()
{
    m_deadline = std::chrono::steady_clock::now() + m_bounds.time;
    m_resultBytes = 0;
}

int PageDatabase::mayGoOn(void *self)
{
    const auto &database = *static_cast<const PageDatabase *>(self);
    int bytes = 0;
    int ignored = 0;
    sqlite3_db_status(database.m_handle.get(), SQLITE_DBSTATUS_CACHE_USED, &bytes, &ignored, 0);
    const bool isOver = database.m_interrupted || bytes > database.m_bounds.memoryBytes ||
                        std::chrono::steady_clock::now() > database.m_deadline;
    return isOver ? 1 : 0;
}

int PageDatabase::mayDo(void *, int action, const char *first, const char *second, const char *, const char *)
{
    if (action == SQLITE_PRAGMA) {
        const bool isFixed = std::ranges::contains(fixedPragmas, std::string_view(first));
        return isFixed && second ? SQLITE_IGNORE : SQLITE_OK;
    }
    if (action == SQLITE_ATTACH) { // VACUUM attaches a database without a name.
        const std::string_view name(first ? first : "?");
        return name.empty() || name == ":memory:" ? SQLITE_OK : SQLITE_DENY;
    }
    return SQLITE_OK;
}

// --- Running it ---

Result<SqlResult> PageDatabase::runScript(const QString &sql)
{
    startClock();
    const QByteArray utf8 = sql.toUtf8();
    QByteArrayView rest = utf8;
    SqlResult result;
    while (!rest.isEmpty()) {
        const StatementPointer statement = TRY(prepare(rest, rest, script));
        if (!statement)
            continue;
        SqlResult own;
        TRY(collect(*statement, own, script));
        if (!own.columns.empty())
            result = std::move(own);
    }
    return result;
}

Result<SqlResult> PageDatabase::execute(const SqlStatement &statement)
{
    startClock();
    return executeOne(statement);
}

Result<SqlResult> PageDatabase::executeOne(const SqlStatement &wanted)
{
    const QByteArray utf8 = wanted.sql.toUtf8();
    QByteArrayView rest;
    const StatementPointer statement = TRY(prepare(utf8, rest, single));
    if (!statement)
        return SqlResult();
    if (!rest.trimmed().isEmpty())
        return sqlFailure(u"sqlite execute only supports a single statement"_s);
    TRY(bind(*statement, wanted.parameters));
    SqlResult result;
    TRY(collect(*statement, result, single));
    result.changes = sqlite3_changes64(m_handle.get());
    result.lastInsertRowId = sqlite3_last_insert_rowid(m_handle.get());
    return result;
}

Result<std::vector<SqlResult>> PageDatabase::executeBatch(const std::vector<SqlStatement> &statements)
{
    std::vector<SqlResult> results;
    if (statements.empty())
        return results;
    TRY(runScript(u"BEGIN"_s));
    for (const SqlStatement &statement : statements) {
        Result<SqlResult> result = executeOne(statement);
        if (!result) {
            static_cast<void>(runScript(u"ROLLBACK"_s)); // Some failures have done so already.
            return sqlFailure("execute remote sqlite batch statement: "_L1 + result.error().message);
        }
        results.push_back(*std::move(result));
    }
    if (Result<SqlResult> committed = runScript(u"COMMIT"_s); !committed) {
        static_cast<void>(runScript(u"ROLLBACK"_s));
        return std::unexpected(committed.error());
    }
    return results;
}

Result<PageDatabase::StatementPointer> PageDatabase::prepare(QByteArrayView sql, QByteArrayView &rest,
                                                             QLatin1StringView kind)
{
    if (const qsizetype at = sql.indexOf('\0'); at >= 0)
        return sqlFailure(u"nul byte found in provided data at position: %1"_s.arg(at));
    sqlite3_stmt *handle = nullptr;
    const char *tail = nullptr;
    const int code =
        sqlite3_prepare_v2(m_handle.get(), sql.data(), static_cast<int>(sql.size()), &handle, &tail);
    StatementPointer statement(handle);
    if (code != SQLITE_OK)
        return failed("failed to prepare sqlite "_L1 + kind + " statement"_L1);
    rest = sql.sliced(tail - sql.data());
    return statement;
}

Result<> PageDatabase::bind(sqlite3_stmt &statement, const std::vector<SqlValue> &parameters)
{
    for (std::size_t i = 0; i < parameters.size(); ++i)
        if (bindValue(statement, static_cast<int>(i) + 1, parameters[i]) != SQLITE_OK)
            return failed(u"failed to bind sqlite parameter"_s);
    return {};
}

Result<> PageDatabase::collect(sqlite3_stmt &statement, SqlResult &into, QLatin1StringView kind)
{
    for (int column = 0; column < sqlite3_column_count(&statement); ++column)
        into.columns.push_back(QString::fromUtf8(sqlite3_column_name(&statement, column)));
    for (;;) {
        const int code = sqlite3_step(&statement);
        if (code == SQLITE_DONE)
            return {};
        if (code != SQLITE_ROW)
            return failed("failed to step sqlite "_L1 + kind + " statement"_L1);
        TRY(addRow(statement, into));
    }
}

Result<> PageDatabase::addRow(sqlite3_stmt &statement, SqlResult &into)
{
    auto &row = into.rows.emplace_back();
    for (int column = 0; column < sqlite3_data_count(&statement); ++column) {
        row.push_back(valueOf(statement, column));
        m_resultBytes += bytesOf(row.back());
    }
    if (m_resultBytes > m_bounds.resultBytes)
        return sqlFailure(u"the result is longer than %1 bytes"_s.arg(m_bounds.resultBytes));
    return {};
}

std::unexpected<Error> PageDatabase::failed(const QString &what) const
{
    return sqlFailure(what % u": "_s % QString::fromUtf8(sqlite3_errmsg(m_handle.get())));
}

} // namespace rove::store
