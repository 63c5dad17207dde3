// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/pagefile.h"
#include "engine/store/sqlvalue.h"

#include <QtCore/QByteArrayView>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace rove::store {

/// What SQL may cost; more of it fails.
struct SqlBounds {
    std::chrono::milliseconds time;
    qsizetype resultBytes; ///< Of all rows together.
    qsizetype memoryBytes; ///< Of what the connection keeps of its pages.
};

/// SQL on the pages of a database that are kept elsewhere, a connection with all that belongs to one: open
/// transactions, temporary tables, the last row. It reaches no file. Failures are `StoreFailed` with the
/// words of Rivet's engine (measured on 2.3.19), except for what the bounds forbid, which that does not.
///
/// Used by one thread at a time, which may be another each time; the source outlives it.
class PageDatabase {
public:
    /// `interrupted` ends what runs as soon as it is set, and outlives this.
    static Result<std::unique_ptr<PageDatabase>> open(PageSource &source, std::uint32_t pageCount,
                                                      const SqlBounds &bounds,
                                                      const std::atomic<bool> &interrupted);
    ~PageDatabase();
    PageDatabase(const PageDatabase &) = delete;
    PageDatabase &operator=(const PageDatabase &) = delete;

    /// Any number of statements, one after the other, up to the first that fails. The result is that of the
    /// last one that has columns.
    Result<SqlResult> runScript(const QString &script);
    Result<SqlResult> execute(const SqlStatement &statement);
    /// All of them, or none.
    Result<std::vector<SqlResult>> executeBatch(const std::vector<SqlStatement> &statements);

    /// What was committed since it was asked for last: it is there until then only.
    [[nodiscard]] PageFile &file() { return m_file; }
    [[nodiscard]] bool isInTransaction() const;

private:
    struct Close {
        void operator()(sqlite3 *handle) const;
    };
    struct Finalize {
        void operator()(sqlite3_stmt *handle) const;
    };
    using StatementPointer = std::unique_ptr<sqlite3_stmt, Finalize>;

    PageDatabase(PageSource &source, std::uint32_t pageCount, const SqlBounds &bounds,
                 const std::atomic<bool> &interrupted);

    Result<> prepareConnection();
    static int mayGoOn(void *self);
    static int mayDo(void *self, int action, const char *first, const char *second, const char *,
                     const char *);
    void startClock();

    Result<SqlResult> executeOne(const SqlStatement &statement);
    /// Null if there is nothing but space and comments. `rest` is what follows.
    Result<StatementPointer> prepare(QByteArrayView sql, QByteArrayView &rest, QLatin1StringView kind);
    Result<> bind(sqlite3_stmt &statement, const std::vector<SqlValue> &parameters);
    Result<> collect(sqlite3_stmt &statement, SqlResult &into, QLatin1StringView kind);
    Result<> addRow(sqlite3_stmt &statement, SqlResult &into);
    [[nodiscard]] std::unexpected<Error> failed(const QString &what) const;

    PageFile m_file;
    const SqlBounds m_bounds;
    const std::atomic<bool> &m_interrupted;
    std::unique_ptr<sqlite3, Close> m_handle;
    std::chrono::steady_clock::time_point m_deadline;
    qsizetype m_resultBytes = 0;
};

} // namespace rove::store
