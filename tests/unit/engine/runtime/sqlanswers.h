// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/envoy/v8.h"
#include "tests/unit/engine/runtime/scriptedengine.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <deque>
#include <map>
#include <memory>

namespace rove::runtime::test {

/// Databases for the actors of a ScriptedEngine: SQLite itself, as the engine of this process runs it, on
/// pages in memory. Each generation of an actor has a connection of its own; what it has not committed goes
/// with it. On the test's thread, of which it is called by the engine; outlived by that.
class SqlAnswers {
public:
    explicit SqlAnswers(ScriptedEngine &engine);
    ~SqlAnswers();

    /// Answers nothing from now on, until told otherwise; what has come meanwhile is answered then.
    void hold();
    void release();
    /// Answers the oldest that is held.
    void releaseOne();
    [[nodiscard]] std::size_t heldCount() const { return m_held.size(); }
    /// The next request fails without being run, for another reason than its SQL.
    void failNext(const envoy::v8::SqliteError &error) { m_failure = error; }
    /// The statements that have been asked for, in order.
    [[nodiscard]] const QStringList &statements() const { return m_statements; }

private:
    struct Database;

    void take(const envoy::v8::ToRivet &message);
    void answer(const envoy::v8::ToRivet &message);
    template <class Response, class Request>
    void carryOutAndAnswer(const Request &request);
    Database &databaseFor(const QString &actorId, std::uint64_t generation);

    ScriptedEngine &m_engine;
    std::map<QString, std::unique_ptr<Database>> m_databases;
    std::deque<envoy::v8::ToRivet> m_held;
    bool m_isHolding = false;
    std::optional<envoy::v8::SqliteError> m_failure;
    QStringList m_statements;
};

} // namespace rove::runtime::test
