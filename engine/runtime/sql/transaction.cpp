// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sql/transaction.h"

#include "engine/runtime/completed.h"

#include <utility>

namespace rove::runtime {

Transaction::Transaction(SqlQueue &queue, SqlQueue::TransactionId id)
    : m_queue(&queue)
    , m_id(id)
{}

Transaction::~Transaction()
{
    if (m_queue && !m_ended)
        m_queue->end(m_id, SqlQueue::End::Rollback, [](const Result<> &) {});
}

QFuture<Result<SqlResult>> Transaction::execute(const QString &sql, const QCborArray &parameters)
{
    if (!m_queue)
        return completed<SqlResult>(failure(ErrorCode::ActorStopped));
    Result<SqlRequest> request = executeRequest({.sql = sql, .parameters = parameters});
    if (!request) {
        end(SqlQueue::End::Rollback); // It is not whole without this.
        return completed<SqlResult>(std::unexpected(request.error()));
    }
    Completion<SqlResult> completion;
    auto future = completion.start();
    m_queue->run(m_id, *std::move(request), [completion](Result<envoy::v8::ToEnvoy> answer) mutable {
        completion.complete(std::move(answer).and_then(executeResult));
    });
    return future;
}

QFuture<Result<>> Transaction::runScript(const QString &sql)
{
    if (!m_queue)
        return completed<void>(failure(ErrorCode::ActorStopped));
    Completion<void> completion;
    auto future = completion.start();
    m_queue->run(m_id, scriptRequest(sql), [completion](Result<envoy::v8::ToEnvoy> answer) mutable {
        completion.complete(std::move(answer).and_then(scriptResult));
    });
    return future;
}

QFuture<Result<>> Transaction::commit()
{
    return end(SqlQueue::End::Commit);
}

QFuture<Result<>> Transaction::rollback()
{
    return end(SqlQueue::End::Rollback);
}

QFuture<Result<>> Transaction::end(SqlQueue::End how)
{
    if (!m_queue)
        return completed<void>(failure(ErrorCode::ActorStopped));
    m_ended = true;
    Completion<void> completion;
    auto future = completion.start();
    m_queue->end(m_id, how, [completion](const Result<> &ended) mutable { completion.complete(ended); });
    return future;
}

} // namespace rove::runtime
