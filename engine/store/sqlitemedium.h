// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/medium.h"
#include "engine/store/sqlite.h"

#include <QtCore/QString>

#include <memory>

namespace rove::store {

/// Entries in one SQLite file, which nobody else can open meanwhile. Used by one thread at a time.
class SqliteMedium final : public Medium {
public:
    enum class Journal {
        /// For a store at work: a file beside it takes the newest writes.
        WriteAhead,
        /// For a file that is complete by itself when it is closed.
        Rollback,
    };

    /// Opens the file, or makes it. `StoreLocked` if another engine has it open, `StoreTooNew` if a newer
    /// version wrote it, `IoFailed` or `StoreFailed` if it cannot be used.
    static Result<std::unique_ptr<SqliteMedium>> open(const QString &path, Journal journal);

    Result<> begin() override;
    Result<> apply(const Mutation &mutation) override;
    Result<> get(const std::vector<QByteArray> &keys, std::vector<Entry> &found) override;
    Result<> list(const Range &range, std::vector<Entry> &found) override;
    Result<std::uint64_t> measure(const Range &range) override;
    Result<> commit() override;
    void rollBack() override;

private:
    struct Statements {
        static Result<Statements> prepare(const Database &database);

        Statement put;
        Statement remove;
        Statement removeRange;
        Statement removeFrom;
        Statement get;
        Statement listUp;
        Statement listDown;
        Statement listUpFrom;
        Statement listDownFrom;
        Statement measure;
        Statement measureFrom;
    };

    SqliteMedium(Database database, Statements statements);

    Database m_database;
    Statements m_statements; // After the database, which has to outlive them.
};

} // namespace rove::store
