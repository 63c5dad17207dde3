// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/runtime/ledger.h"

#include "engine/runtime/actorcontext.h"

#include <stdexcept>
#include <vector>

namespace rove::runtime::test {
namespace {

using namespace Qt::StringLiterals;

Error shown(const Error &error)
{
    return userError(error.wireName() % u": "_s % error.message, u"sql"_s).error();
}

QCborMap describe(const SqlResult &result)
{
    QCborArray rows;
    for (const QCborArray &row : result.rows)
        rows.append(row);
    return {{u"columns"_s, QCborArray::fromStringList(result.columns)},
            {u"rows"_s, rows},
            {u"changes"_s, result.changes},
            {u"lastInsertRowId"_s, result.lastInsertRowId.value_or(-1)}};
}

ActionResult later(QFuture<Result<SqlResult>> future)
{
    return future.then(
        [](const Result<SqlResult> &result) { return result.transform(describe).transform_error(shown); });
}

ActionResult later(QFuture<Result<>> future)
{
    return future.then([](const Result<> &result) { return result.transform_error(shown); });
}

} // namespace

QFuture<Result<>> Ledger::onMigrate(Transaction &transaction)
{
    return transaction.runScript(
        u"CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, text TEXT UNIQUE);"
        "CREATE TABLE IF NOT EXISTS start (id INTEGER PRIMARY KEY);"
        "INSERT INTO start DEFAULT VALUES;"_s);
}

void Ledger::onSleep()
{
    if (!m_beforeSleep.isEmpty())
        context().database().execute(m_beforeSleep);
}

ActionResult Ledger::query(const QString &sql, const QCborArray &parameters)
{
    return later(context().database().execute(sql, parameters));
}

ActionResult Ledger::runNamed(const QString &sql, const QCborMap &parameters)
{
    return later(context().database().executeNamed(sql, parameters));
}

ActionResult Ledger::runBatch(const QStringList &statements)
{
    std::vector<SqlStatement> batch;
    for (const QString &sql : statements)
        batch.push_back({.sql = sql});
    return context().database().executeBatch(batch).then([](const Result<std::vector<SqlResult>> &results) {
        return results
            .transform([](const std::vector<SqlResult> &all) {
                QCborArray list;
                for (const SqlResult &result : all)
                    list.append(describe(result));
                return list;
            })
            .transform_error(shown);
    });
}

ActionResult Ledger::runScript(const QString &sql)
{
    return later(context().database().runScript(sql));
}

ActionResult Ledger::begin()
{
    return context().database().begin().then(this, [this](const Result<std::shared_ptr<Transaction>> &begun) {
        m_transaction = begun.value_or(nullptr);
        return begun.transform([](const auto &) {}).transform_error(shown);
    });
}

ActionResult Ledger::runInside(const QString &sql, const QCborArray &parameters)
{
    return later(m_transaction->execute(sql, parameters));
}

ActionResult Ledger::commit()
{
    return later(m_transaction->commit());
}

ActionResult Ledger::rollback()
{
    return later(m_transaction->rollback());
}

ActionResult Ledger::flood(int count)
{
    QList<QFuture<Result<SqlResult>>> futures;
    for (int i = 0; i < count; ++i)
        futures.append(context().database().execute(u"SELECT 1"_s));
    return QtFuture::whenAll(futures.begin(), futures.end())
        .then([](const QList<QFuture<Result<SqlResult>>> &all) {
            return static_cast<int>(std::ranges::count_if(all, [](const QFuture<Result<SqlResult>> &one) {
                const Result<SqlResult> result = one.result();
                return !result && result.error().code == ErrorCode::ActorOverloaded;
            }));
        });
}

ActionResult Ledger::runLong(qint64 bytes)
{
    return later(context().database().execute(u"SELECT ?"_s, {QByteArray(bytes, 'x')}));
}

QFuture<Result<>> Unmigratable::onMigrate(Transaction &transaction)
{
    transaction.runScript(u"CREATE TABLE half (a)"_s);
    return transaction.runScript(u"CREATE TABLE half (a)"_s);
}

QFuture<Result<>> Throwing::onMigrate(Transaction &)
{
    throw std::runtime_error("no migration today");
}

ActionResult Landless::query(const QString &sql)
{
    return later(context().database().execute(sql));
}

ActionResult Landless::begin()
{
    return context().database().begin().then([](const Result<std::shared_ptr<Transaction>> &begun) {
        return begun.transform([](const auto &) {}).transform_error(shown);
    });
}

ActorRegistry ledgers()
{
    ActorRegistry registry;
    ActorOptions options;
    options.noSleep = true;
    registry.add<Ledger>(u"ledger"_s, options);
    ActorOptions hasty = options;
    hasty.sleepGracePeriod = std::chrono::milliseconds(0);
    registry.add<Ledger>(u"hasty"_s, hasty);
    registry.add<Unmigratable>(u"unmigratable"_s, options);
    registry.add<Throwing>(u"throwing"_s, options);
    registry.add<Landless>(u"landless"_s, options);
    return registry;
}

} // namespace rove::runtime::test
