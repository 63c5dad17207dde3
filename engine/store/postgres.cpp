// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/postgres.h"

#include "protocol/base/ensure.h"

#include <libpq-fe.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace rove::store {
namespace {

constexpr const char *connectTimeoutSeconds = "10";
/// Sending blocks when both ends wait for each other to read; so much fits into the buffers between.
constexpr qsizetype unreadBytesMax = 32 * 1024;
constexpr int waitingCountMax = 256;
constexpr int binary = 1;

Error errorWith(const char *text)
{
    return {.code = ErrorCode::StoreFailed,
            .message = u"PostgreSQL: "_s + QString::fromUtf8(text).simplified()};
}

} // namespace

PostgresRows::PostgresRows(pg_result *result)
    : m_result(result)
{}

void PostgresRows::Clear::operator()(pg_result *result) const
{
    PQclear(result);
}

int PostgresRows::count() const
{
    return m_result ? PQntuples(m_result.get()) : 0;
}

QByteArray PostgresRows::at(int row, int column) const
{
    return {PQgetvalue(m_result.get(), row, column), PQgetlength(m_result.get(), row, column)};
}

void Postgres::Finish::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

Postgres::Postgres(pg_conn *connection)
    : m_connection(connection)
{}

Result<Postgres> Postgres::connect(const QString &connectionString)
{
    const QByteArray text = connectionString.toUtf8();
    // The string stands for its parts; what follows it wins.
    const char *const names[] = {"dbname", "application_name", "connect_timeout", "client_encoding", nullptr};
    const char *const values[] = {text.constData(), "rove", connectTimeoutSeconds, "UTF8", nullptr};
    Postgres opened(PQconnectdbParams(names, values, 1));
    if (PQstatus(opened.m_connection.get()) != CONNECTION_OK)
        return std::unexpected(opened.lastError());
    PQsetNoticeProcessor(opened.m_connection.get(), [](void *, const char *) {}, nullptr);
    if (PQenterPipelineMode(opened.m_connection.get()) != 1)
        return std::unexpected(opened.lastError());
    return opened;
}

Result<> Postgres::prepare(const char *name, const char *sql)
{
    return sent(PQsendPrepare(m_connection.get(), name, sql, 0, nullptr), 0);
}

Result<> Postgres::send(const char *sql)
{
    return sent(PQsendQueryParams(m_connection.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, binary), 0);
}

Result<> Postgres::sendPrepared(const char *name, const std::vector<QByteArray> &values)
{
    std::vector<const char *> data;
    std::vector<int> lengths;
    const std::vector<int> formats(values.size(), binary);
    qsizetype bytes = 0;
    for (const QByteArray &value : values) {
        data.push_back(value.isEmpty() ? "" : value.constData()); // Null would be NULL.
        lengths.push_back(static_cast<int>(value.size()));
        bytes += value.size();
    }
    return sent(PQsendQueryPrepared(m_connection.get(), name, static_cast<int>(values.size()), data.data(),
                                    lengths.data(), formats.data(), binary),
                bytes);
}

Result<> Postgres::sent(int accepted, qsizetype bytes)
{
    if (m_failure)
        return std::unexpected(*m_failure);
    if (accepted != 1)
        return fail(lastError());
    ++m_waiting;
    m_unreadBytes += bytes;
    if (m_unreadBytes > unreadBytesMax || m_waiting > waitingCountMax)
        return drain();
    return {};
}

Result<> Postgres::drain()
{
    if (m_failure)
        return std::unexpected(*m_failure);
    if (m_waiting > 0 && (PQsendFlushRequest(m_connection.get()) != 1 || PQflush(m_connection.get()) < 0))
        return fail(lastError());
    while (m_waiting > 0)
        TRY(receive());
    m_unreadBytes = 0;
    return {};
}

Result<PostgresRows> Postgres::ask()
{
    if (m_failure)
        return std::unexpected(*m_failure);
    if (PQsendFlushRequest(m_connection.get()) != 1 || PQflush(m_connection.get()) < 0)
        return fail(lastError());
    while (m_waiting > 1)
        TRY(receive());
    m_unreadBytes = 0;
    return receive();
}

Result<PostgresRows> Postgres::receive()
{
    PGresult *result = PQgetResult(m_connection.get());
    if (result == nullptr)
        return fail(lastError());
    PostgresRows rows(result);
    --m_waiting;
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return fail(errorWith(PQresultErrorMessage(result)));
    // A null ends the answers of one statement.
    if (PGresult *more = PQgetResult(m_connection.get())) {
        const PostgresRows unexpected(more);
        return fail(errorWith("an answer that was not asked for"));
    }
    return rows;
}

Result<> Postgres::sync()
{
    TRY(drain());
    return recover() ? Result<>() : std::unexpected(lastError());
}

bool Postgres::recover()
{
    if (!isConnected() || PQpipelineSync(m_connection.get()) != 1)
        return false;
    m_waiting = 0;
    m_unreadBytes = 0;
    m_failure.reset();
    // What is left ends with the section's own answer; nulls stand between the answers.
    for (bool wasNull = false;;) {
        PGresult *result = PQgetResult(m_connection.get());
        if (result == nullptr) {
            if (std::exchange(wasNull, true))
                return false;
            continue;
        }
        wasNull = false;
        const PostgresRows rows(result);
        if (PQresultStatus(result) == PGRES_PIPELINE_SYNC)
            return isConnected();
    }
}

bool Postgres::isConnected() const
{
    return PQstatus(m_connection.get()) == CONNECTION_OK;
}

Error Postgres::lastError() const
{
    return errorWith(PQerrorMessage(m_connection.get()));
}

std::unexpected<Error> Postgres::fail(Error error)
{
    m_failure = std::move(error);
    return std::unexpected(*m_failure);
}

} // namespace rove::store
