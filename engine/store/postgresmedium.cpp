// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/postgresmedium.h"

#include "engine/store/schema.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

// How long the server waits for the lock: until it has noticed that a connection before is gone. At the
// start that one was closed a moment ago, in order or with its process; who waits longer is told of the
// other engine.
constexpr const char *patient = "SET lock_timeout = '10s'";
constexpr const char *impatient = "SET lock_timeout = '1s'";

constexpr const char *place = "The PostgreSQL database";

/// As a bigint travels.
QByteArray bigint(std::uint64_t number)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

std::uint64_t numberOf(const QByteArray &bigintBytes)
{
    return bigintBytes.size() == 8 ? qFromBigEndian<std::uint64_t>(bigintBytes.constData()) : 0;
}

struct Statement {
    const char *name;
    const char *sql;
};

constexpr Statement statements[] = {
    {"put", "INSERT INTO rove_entries (key, value) VALUES ($1::bytea, $2::bytea) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value"},
    {"remove", "DELETE FROM rove_entries WHERE key = $1::bytea"},
    {"removeRange", "DELETE FROM rove_entries WHERE key >= $1::bytea AND key < $2::bytea"},
    {"removeFrom", "DELETE FROM rove_entries WHERE key >= $1::bytea"},
    {"get", "SELECT value FROM rove_entries WHERE key = $1::bytea"},
    {"listUp", "SELECT key, value FROM rove_entries WHERE key >= $1::bytea AND key < $2::bytea "
               "ORDER BY key LIMIT $3::bigint"},
    {"listDown", "SELECT key, value FROM rove_entries WHERE key >= $1::bytea AND key < $2::bytea "
                 "ORDER BY key DESC LIMIT $3::bigint"},
    {"listUpFrom", "SELECT key, value FROM rove_entries WHERE key >= $1::bytea "
                   "ORDER BY key LIMIT $2::bigint"},
    {"listDownFrom", "SELECT key, value FROM rove_entries WHERE key >= $1::bytea "
                     "ORDER BY key DESC LIMIT $2::bigint"},
    {"measure", "SELECT coalesce(sum(octet_length(key) + octet_length(value)), 0)::bigint "
                "FROM rove_entries WHERE key >= $1::bytea AND key < $2::bytea"},
    {"measureFrom", "SELECT coalesce(sum(octet_length(key) + octet_length(value)), 0)::bigint "
                    "FROM rove_entries WHERE key >= $1::bytea"},
    {"count", "UPDATE rove_store SET commit_number = $1::bigint"},
};

} // namespace

Result<std::unique_ptr<PostgresMedium>> PostgresMedium::open(const QString &connectionString)
{
    std::unique_ptr<PostgresMedium> medium(new PostgresMedium(connectionString));
    TRY(medium->connect(impatient));
    return medium;
}

PostgresMedium::PostgresMedium(QString connectionString)
    : m_connectionString(std::move(connectionString))
{}

Result<> PostgresMedium::connect(const char *patience)
{
    m_database.reset();
    m_database.emplace(TRY(Postgres::connect(m_connectionString)));
    const Result<> ready = takeLock(patience).and_then([this] { return checkSchema(); }).and_then([this] {
        return prepareStatements();
    });
    if (!ready)
        m_database.reset();
    return ready;
}

Result<> PostgresMedium::takeLock(const char *patience)
{
    TRY(m_database->send(patience));
    // One lock for each schema of each database; the first number is ours.
    TRY(m_database->send("SELECT pg_advisory_lock(1383036517, hashtext(current_schema()))"));
    const Result<PostgresRows> taken = m_database->ask();
    if (!taken)
        return m_database->isConnected() ? schema::locked(u"the PostgreSQL database"_s)
                                         : std::unexpected(taken.error());
    TRY(m_database->send("SET lock_timeout = 0"));
    return m_database->sync();
}

Result<> PostgresMedium::checkSchema()
{
    TRY(m_database->send("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() "
                         "AND tablename IN ('rove_store', 'rove_entries')"));
    const int tableCount = TRY(m_database->ask()).count();
    if (tableCount == 0) {
        TRY(m_database->send("BEGIN"));
        TRY(m_database->send("CREATE TABLE rove_entries (key bytea PRIMARY KEY, value bytea NOT NULL)"));
        TRY(m_database->send(
            "CREATE TABLE rove_store (version bigint NOT NULL, commit_number bigint NOT NULL)"));
        TRY(m_database->send("INSERT INTO rove_store VALUES (1, 0)"));
        TRY(m_database->send("COMMIT"));
        TRY(m_database->sync());
    } else if (tableCount == 1) {
        return failure(ErrorCode::StoreFailed, u"%1 is not a store of Rove."_s.arg(QLatin1StringView(place)));
    }
    TRY(m_database->send("SELECT version, commit_number FROM rove_store"));
    const PostgresRows rows = TRY(m_database->ask());
    TRY(m_database->sync());
    if (rows.count() != 1)
        return failure(ErrorCode::StoreFailed, u"%1 is not a store of Rove."_s.arg(QLatin1StringView(place)));
    m_commitNumber = numberOf(rows.at(0, 1));
    return schema::check(static_cast<qint64>(numberOf(rows.at(0, 0))), QLatin1StringView(place));
}

Result<> PostgresMedium::prepareStatements()
{
    TRY(m_database->send("SET synchronous_commit = on"));
    for (const Statement &statement : statements)
        TRY(m_database->prepare(statement.name, statement.sql));
    return m_database->sync();
}

Result<> PostgresMedium::begin()
{
    m_isChanged = false;
    if (!m_database || !m_database->isConnected())
        TRY(connect(patient));
    return m_database->send("BEGIN");
}

Result<> PostgresMedium::apply(const Mutation &mutation)
{
    m_isChanged = true;
    if (const auto *put = std::get_if<Put>(&mutation))
        return m_database->sendPrepared("put", {put->key, put->value});
    if (const auto *remove = std::get_if<Remove>(&mutation))
        return m_database->sendPrepared("remove", {remove->key});
    const auto &range = std::get<RemoveRange>(mutation);
    if (range.end.isEmpty())
        return m_database->sendPrepared("removeFrom", {range.first});
    return m_database->sendPrepared("removeRange", {range.first, range.end});
}

Result<> PostgresMedium::get(const std::vector<QByteArray> &keys, std::vector<Entry> &found)
{
    for (const QByteArray &key : keys) {
        TRY(m_database->sendPrepared("get", {key}));
        const PostgresRows rows = TRY(m_database->ask());
        if (rows.count() > 0)
            found.push_back({.key = key, .value = rows.at(0, 0)});
    }
    return {};
}

Result<> PostgresMedium::list(const Range &range, std::vector<Entry> &found)
{
    const QByteArray countMax = bigint(std::min<std::uint64_t>(range.countMax, INT64_MAX));
    const bool isUp = range.direction == Direction::Ascending;
    if (range.end.isEmpty())
        TRY(m_database->sendPrepared(isUp ? "listUpFrom" : "listDownFrom", {range.first, countMax}));
    else
        TRY(m_database->sendPrepared(isUp ? "listUp" : "listDown", {range.first, range.end, countMax}));
    const PostgresRows rows = TRY(m_database->ask());
    for (int row = 0; row < rows.count(); ++row)
        found.push_back({.key = rows.at(row, 0), .value = rows.at(row, 1)});
    return {};
}

Result<std::uint64_t> PostgresMedium::measure(const Range &range)
{
    if (range.end.isEmpty())
        TRY(m_database->sendPrepared("measureFrom", {range.first}));
    else
        TRY(m_database->sendPrepared("measure", {range.first, range.end}));
    const PostgresRows rows = TRY(m_database->ask());
    return rows.count() > 0 ? numberOf(rows.at(0, 0)) : 0;
}

Result<> PostgresMedium::commit()
{
    if (m_isChanged)
        TRY(m_database->sendPrepared("count", {bigint(m_commitNumber + 1)}));
    TRY(m_database->drain()); // Whatever fails up to here has changed nothing.
    Result<> committed = m_database->send("COMMIT");
    if (committed)
        committed = m_database->sync();
    if (!committed)
        return m_isChanged ? settle(committed.error()) : committed;
    if (m_isChanged)
        ++m_commitNumber;
    return {};
}

/// The connection ended while it committed: asks the next one how that went.
Result<> PostgresMedium::settle(Error error)
{
    const std::uint64_t wanted = m_commitNumber + 1;
    if (m_database->isConnected() || !connect(patient) || m_commitNumber != wanted)
        return std::unexpected(std::move(error));
    return {};
}

void PostgresMedium::rollBack()
{
    if (!m_database)
        return;
    const bool isUsable = m_database->recover() && m_database->send("ROLLBACK") && m_database->sync();
    if (!isUsable)
        m_database.reset();
}

} // namespace rove::store
