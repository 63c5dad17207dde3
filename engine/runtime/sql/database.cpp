// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sql/database.h"

#include "engine/runtime/completed.h"
#include "engine/runtime/sql/sqlparameters.h"

#include <utility>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

/// The sentence is RivetKit's (spec/vectors/inspector.json, old2.2.1.28).
std::unexpected<Error> notEnabled()
{
    return std::unexpected(
        Error::fromWire(u"database"_s, u"not_enabled"_s,
                        u"Database not enabled. Must implement `database` to use database."_s));
}

/// Sends a request, and completes the future with what `read` makes of the answer.
template <class T, class Read>
QFuture<Result<T>> ask(SqlQueue *queue, Result<SqlRequest> request, Read read)
{
    if (!queue)
        return completed<T>(notEnabled());
    if (!request)
        return completed<T>(std::unexpected(request.error()));
    Completion<T> completion;
    auto future = completion.start();
    queue->run(*std::move(request), [completion, read](Result<v8::ToEnvoy> answer) mutable {
        completion.complete(std::move(answer).and_then(read));
    });
    return future;
}

} // namespace

QFuture<Result<SqlResult>> Database::execute(const QString &sql, const QCborArray &parameters)
{
    return ask<SqlResult>(m_queue, executeRequest({.sql = sql, .parameters = parameters}), executeResult);
}

QFuture<Result<SqlResult>> Database::executeNamed(const QString &sql, const QCborMap &parameters)
{
    const Result<QCborArray> places = parametersByPlace(sql, parameters);
    if (!places)
        return completed<SqlResult>(std::unexpected(places.error()));
    return execute(sql, *places);
}

QFuture<Result<std::vector<SqlResult>>> Database::executeBatch(const std::vector<SqlStatement> &statements)
{
    return ask<std::vector<SqlResult>>(m_queue, batchRequest(statements), batchResult);
}

QFuture<Result<>> Database::runScript(const QString &sql)
{
    return ask<void>(m_queue, scriptRequest(sql), scriptResult);
}

QFuture<Result<std::shared_ptr<Transaction>>> Database::begin()
{
    using Handle = std::shared_ptr<Transaction>;
    if (!m_queue)
        return completed<Handle>(notEnabled());
    Completion<Handle> completion;
    auto future = completion.start();
    m_queue->begin([queue = m_queue, completion](const Result<SqlQueue::TransactionId> &begun) mutable {
        completion.complete(begun.transform(
            [queue](SqlQueue::TransactionId id) { return std::make_shared<Transaction>(*queue, id); }));
    });
    return future;
}

} // namespace rove::runtime
