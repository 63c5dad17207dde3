// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/kitactors/ledger.h"

#include "engine/runtime/actorcontext.h"
#include "engine/runtime/sql/database.h"

#include <stdexcept>

namespace rove::kitactors {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using runtime::ActionResult;
using runtime::SqlResult;
using runtime::Transaction;

runtime::ActorOptions Ledger::options()
{
    runtime::ActorOptions options;
    options.sleepTimeout = 2min;
    return options;
}

QFuture<Result<>> Ledger::onMigrate(Transaction &transaction)
{
    return transaction.runScript(
        u"create table if not exists entry (id integer primary key, note text, amount any)"_s);
}

void Ledger::doze()
{
    context().sleep();
}

ActionResult Ledger::execute(const QString &sql, const runtime::RestArguments &values)
{
    return context().database().execute(sql, values.values).then([](const Result<SqlResult> &result) {
        return result.transform([](const SqlResult &rows) { return rows.objects(); });
    });
}

ActionResult Ledger::book(const QStringList &notes, bool fails)
{
    const auto write = [notes, fails](const Result<std::shared_ptr<Transaction>> &begun) {
        if (!begun)
            return QtFuture::makeReadyValueFuture(Result<>(std::unexpected(begun.error())));
        for (const QString &note : notes)
            (*begun)->execute(u"insert into entry (note) values (?)"_s, {note}); // A failure fails commit.
        if (fails)
            throw std::runtime_error("changed my mind"); // Who drops a transaction rolls it back.
        return (*begun)->commit();
    };
    return context().database().begin().then(this, write).unwrap();
}

ActionResult Ledger::fill(int count)
{
    const QString sql =
        u"with recursive number(n) as (select 1 union all select n + 1 from number where n < ?)"
        " insert into entry (note, amount) select 'row ' || n, randomblob(1024) from number"_s;
    return context().database().execute(sql, {count}).then([](const Result<SqlResult> &result) {
        return result.transform([](const SqlResult &) {});
    });
}

} // namespace rove::kitactors
