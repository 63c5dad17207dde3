// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/sqlrequests.h"

#include <algorithm>
#include <utility>

namespace rove::join {
namespace {

using namespace envoy::v8;
using namespace Qt::StringLiterals;

/// Which message answers a request, and what RivetKit calls it.
template <class Request>
struct Kind {};
template <>
struct Kind<SqliteExecRequest> {
    using Answer = SqliteExecResponse;
    static constexpr auto name = "exec"_L1;
};
template <>
struct Kind<SqliteExecuteRequest> {
    using Answer = SqliteExecuteResponse;
    static constexpr auto name = "execute"_L1;
};
template <>
struct Kind<SqliteExecuteBatchRequest> {
    using Answer = SqliteExecuteBatchResponse;
    static constexpr auto name = "execute_batch"_L1;
};

template <class Message>
concept Sql = requires { typename Kind<Message>::Answer; };

template <Sql Request>
ToEnvoy answerTo(const Request &request, SqliteError error)
{
    return typename Kind<Request>::Answer{.requestId = request.requestId, .result = std::move(error)};
}

/// The codes and sentences are RivetKit's.
template <Sql Request>
SqliteError mayHaveRun(const Request &)
{
    return {.group = u"sqlite"_s,
            .code = u"remote_indeterminate_result"_s,
            .message = u"Remote SQLite %1 may have completed, but the envoy disconnected before returning a "
                       "result."_s.arg(Kind<Request>::name)};
}

SqliteError transactionLost()
{
    return {.group = u"sqlite"_s,
            .code = u"transaction_connection_lost"_s,
            .message = u"The transaction was rolled back, as the connection to the engine broke."_s};
}

/// As SQLite itself says it.
SqliteError nothingToRollBack()
{
    return {.group = u"core"_s,
            .code = u"internal_error"_s,
            .message = u"cannot rollback - no transaction is active"_s};
}

/// What the request does to the actor's transactions; a script says nothing of that.
QString statementOf(const ToRivet &request)
{
    const auto *execute = std::get_if<SqliteExecuteRequest>(&request);
    return execute ? execute->sql.trimmed().toUpper() : QString();
}

} // namespace

bool isSqlRequest(const ToRivet &message)
{
    return std::visit([]<class Message>(const Message &) { return Sql<Message>; }, message);
}

std::optional<ToEnvoy> SqlRequests::add(const ToRivet &request, Connected connected)
{
    return std::visit(
        [&]<class Request>(const Request &known) -> std::optional<ToEnvoy> {
            if constexpr (Sql<Request>) {
                if (std::optional<SqliteError> problem = problemWith(known.actorId, statementOf(request)))
                    return answerTo(known, *std::move(problem));
                const bool isSent = connected == Connected::Yes;
                ToRivet kept = isSent ? ToRivet(Request{.requestId = known.requestId}) : request;
                m_pending.push_back(
                    {.requestId = known.requestId, .request = std::move(kept), .isSent = isSent});
            }
            return std::nullopt;
        },
        request);
}

std::optional<SqliteError> SqlRequests::problemWith(const QString &actorId, const QString &sql)
{
    const auto transaction = m_transactions.find(actorId);
    const bool isBroken = transaction != m_transactions.end() && transaction->second;
    if (sql == "BEGIN"_L1) {
        m_transactions.insert_or_assign(actorId, false);
        return std::nullopt;
    }
    if (transaction != m_transactions.end() && (sql == "COMMIT"_L1 || sql == "ROLLBACK"_L1))
        m_transactions.erase(transaction);
    if (!isBroken)
        return std::nullopt;
    return sql == "ROLLBACK"_L1 ? nothingToRollBack() : transactionLost();
}

void SqlRequests::settle(const ToEnvoy &answer)
{
    std::visit(
        [this]<class Answer>(const Answer &known) {
            if constexpr (requires { known.requestId; })
                std::erase_if(m_pending, [&known](const Pending &pending) {
                    return pending.requestId == known.requestId;
                });
        },
        answer);
}

std::vector<ToEnvoy> SqlRequests::breakOff()
{
    std::vector<ToEnvoy> answers;
    std::vector<Pending> unsent;
    for (Pending &pending : std::exchange(m_pending, {})) {
        if (!pending.isSent) {
            unsent.push_back(std::move(pending));
            continue;
        }
        std::visit(
            [&answers]<class Request>(const Request &known) {
                if constexpr (Sql<Request>)
                    answers.push_back(answerTo(known, mayHaveRun(known)));
            },
            pending.request);
    }
    m_pending = std::move(unsent);
    for (auto &[actorId, isBroken] : m_transactions)
        isBroken = true;
    return answers;
}

std::vector<ToRivet> SqlRequests::takeUnsent()
{
    std::vector<ToRivet> requests;
    for (Pending &pending : m_pending) {
        if (std::exchange(pending.isSent, true))
            continue;
        requests.push_back(pending.request);
        std::visit(
            [&pending]<class Request>(const Request &known) {
                if constexpr (Sql<Request>)
                    pending.request = Request{.requestId = known.requestId};
            },
            requests.back());
    }
    return requests;
}

void SqlRequests::drop()
{
    m_pending.clear();
    m_transactions.clear();
}

} // namespace rove::join
