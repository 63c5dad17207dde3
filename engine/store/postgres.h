// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>
#include <optional>
#include <vector>

struct pg_conn;
struct pg_result;

namespace rove::store {

/// The rows of one answer, in binary.
class PostgresRows {
public:
    PostgresRows() = default;
    explicit PostgresRows(pg_result *result);

    [[nodiscard]] int count() const;
    [[nodiscard]] QByteArray at(int row, int column) const;

private:
    struct Clear {
        void operator()(pg_result *result) const;
    };
    std::unique_ptr<pg_result, Clear> m_result;
};

/// One connection to a PostgreSQL server, to which statements are sent without waiting for each answer: they
/// wait in the pipeline until `drain`, `ask` or `sync` reads their answers. The first failure is kept and
/// told by each of these until `recover`. Values are bytes, answers binary. Used by one thread at a time.
class Postgres {
public:
    /// Waits for the server up to ten seconds. `StoreFailed` says what the server or libpq said,
    /// which never has the password.
    static Result<Postgres> connect(const QString &connectionString);

    /// A statement to be sent by its name later.
    Result<> prepare(const char *name, const char *sql);
    /// Sends a statement, which may be several words of SQL without parameters.
    Result<> send(const char *sql);
    Result<> sendPrepared(const char *name, const std::vector<QByteArray> &values);
    /// Reads the answers to everything sent.
    Result<> drain();
    /// Sends nothing by itself: the rows of what was sent last.
    Result<PostgresRows> ask();
    /// Ends the pipeline's section, so that a failure ends with it, and reads what is left.
    Result<> sync();
    /// After a failure: leaves the section that failed. False if the connection is gone.
    bool recover();

    [[nodiscard]] bool isConnected() const;

private:
    struct Finish {
        void operator()(pg_conn *connection) const;
    };

    explicit Postgres(pg_conn *connection);

    Result<> sent(int accepted, qsizetype bytes);
    /// The next answer; counts it.
    Result<PostgresRows> receive();
    [[nodiscard]] Error lastError() const;
    std::unexpected<Error> fail(Error error);

    std::unique_ptr<pg_conn, Finish> m_connection;
    int m_waiting = 0;
    qsizetype m_unreadBytes = 0;
    std::optional<Error> m_failure;
};

} // namespace rove::store
