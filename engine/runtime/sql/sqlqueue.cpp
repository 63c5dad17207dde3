// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sql/sqlqueue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rove::runtime {
namespace {

using namespace Qt::StringLiterals;
namespace v8 = envoy::v8;

const QString beginText = u"BEGIN"_s;
const QString commitText = u"COMMIT"_s;
const QString rollbackText = u"ROLLBACK"_s;

SqlRequest statement(const QString &sql)
{
    v8::SqliteExecuteRequest request;
    request.sql = sql;
    return request;
}

/// Whether a request fits beside so many that wait with so many bytes.
Result<> checkRoom(const SqlRequest &request, std::size_t waitingCount, qsizetype waitingBytes)
{
    const qsizetype bytes = requestBytes(request);
    if (bytes > SqlQueue::requestBytesMax)
        return failure(ErrorCode::MessageOutgoingTooLong);
    if (waitingCount >= SqlQueue::requestsWaitingMax || waitingBytes + bytes > SqlQueue::bytesWaitingMax)
        return failure(ErrorCode::ActorOverloaded);
    return {};
}

} // namespace

SqlQueue::SqlQueue(EngineLink &link, QString namespaceName, const ActorIdentity &identity)
    : m_link(link)
    , m_namespaceName(std::move(namespaceName))
    , m_actorId(identity.actorId)
    , m_generation(identity.generation)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SqlQueue::expire);
}

// --- Coming in ---

Result<> SqlQueue::admit(const SqlRequest &request) const
{
    if (m_closed)
        return failure(ErrorCode::ActorStopped);
    return checkRoom(request, m_waitingCount, m_waitingBytes);
}

void SqlQueue::enqueue(std::deque<Operation> &queue, Operation operation)
{
    operation.bytes = requestBytes(operation.request);
    ++m_waitingCount;
    m_waitingBytes += operation.bytes;
    queue.push_back(std::move(operation));
    runNext();
}

void SqlQueue::run(SqlRequest request, AnswerHandler handler)
{
    if (const Result<> admitted = admit(request); !admitted)
        return handler(std::unexpected(admitted.error()));
    enqueue(m_waiting, {.request = std::move(request), .handler = std::move(handler)});
}

void SqlQueue::begin(std::move_only_function<void(Result<TransactionId>)> begun)
{
    SqlRequest request = statement(beginText);
    if (const Result<> admitted = admit(request); !admitted)
        return begun(std::unexpected(admitted.error()));
    enqueue(m_waiting,
            {.request = std::move(request),
             .handler = [this, begun = std::move(begun)](const Result<v8::ToEnvoy> &answer) mutable {
                 open(answer, std::move(begun));
             }});
}

void SqlQueue::run(TransactionId transaction, SqlRequest request, AnswerHandler handler)
{
    if (const Result<> usable = checkOpen(transaction); !usable)
        return handler(std::unexpected(usable.error()));
    if (m_transaction->problem)
        return handler(std::unexpected(*m_transaction->problem));
    // However many wait outside, of whom none can go on before this transaction.
    const Result<> admitted = checkRoom(request, m_transaction->waiting.size(), m_waitingBytes);
    if (!admitted) {
        spoil(transaction, admitted.error()); // It is not whole without this.
        return handler(std::unexpected(admitted.error()));
    }
    enqueue(m_transaction->waiting, {.request = std::move(request),
                                     .handler = [this, transaction, handler = std::move(handler)](
                                                    Result<v8::ToEnvoy> answer) mutable {
                                         if (!answer)
                                             spoil(transaction, answer.error());
                                         handler(std::move(answer));
                                     }});
}

void SqlQueue::end(TransactionId transaction, End how, DoneHandler done)
{
    if (const Result<> usable = checkOpen(transaction); !usable)
        return done(usable);
    m_transaction->isEnding = true;
    auto finished = [this, how, done = std::move(done)](const Result<v8::ToEnvoy> &answer) mutable {
        finish(how, answer, std::move(done));
    };
    enqueue(m_transaction->waiting, {.request = statement(how == End::Commit ? commitText : rollbackText),
                                     .handler = std::move(finished),
                                     .ends = how});
}

Result<> SqlQueue::checkOpen(TransactionId transaction) const
{
    if (m_closed)
        return failure(ErrorCode::ActorStopped);
    if (m_expired == transaction)
        return std::unexpected(expired());
    if (!m_transaction || m_transaction->id != transaction || m_transaction->isEnding)
        return std::unexpected(
            Error::fromWire(u"sqlite"_s, u"transaction_terminal"_s, u"The transaction has ended already."_s));
    return {};
}

// --- Going out ---

void SqlQueue::runNext()
{
    std::deque<Operation> &queue = m_transaction ? m_transaction->waiting : m_waiting;
    if (m_current || queue.empty())
        return;
    Operation operation = std::move(queue.front());
    queue.pop_front();
    --m_waitingCount;
    m_waitingBytes -= operation.bytes;
    if (operation.ends == End::Commit && m_transaction->problem)
        operation.request = statement(rollbackText);
    m_current = std::move(operation);
    send(std::move(m_current->request), [this](Result<v8::ToEnvoy> answer) { answered(std::move(answer)); });
}

void SqlQueue::send(SqlRequest request, AnswerHandler handler)
{
    std::visit(
        [&](auto &message) {
            message.namespaceId = m_namespaceName;
            message.actorId = m_actorId;
            message.generation = m_generation;
            m_link.request(std::move(message), this, std::move(handler));
        },
        request);
}

void SqlQueue::answered(Result<v8::ToEnvoy> answer)
{
    if (!m_current)
        return; // It was told that the actor has stopped.
    Operation operation = *std::exchange(m_current, std::nullopt);
    operation.handler(std::move(answer).and_then(sqlOutcome));
    runNext();
    if (isIdle())
        emit settled();
}

/// Nobody waits for the answer; what is sent afterwards runs afterwards.
void SqlQueue::rollBackUnheard()
{
    send(statement(rollbackText), [](const Result<v8::ToEnvoy> &) {});
}

// --- Transactions ---

void SqlQueue::open(const Result<v8::ToEnvoy> &begun,
                    std::move_only_function<void(Result<TransactionId>)> tell)
{
    if (!begun) {
        if (!isStatementFailure(begun.error()) && !m_closed) // It may be open.
            rollBackUnheard();
        return tell(std::unexpected(begun.error()));
    }
    const TransactionId id{++m_transactionCount};
    m_transaction.emplace(Transaction{.id = id, .problem = {}, .isEnding = false, .waiting = {}});
    m_timer.start(m_transactionTimeout);
    tell(id);
}

/// What waits of the transaction is not sent any more, but for its end.
void SqlQueue::spoil(TransactionId id, const Error &error)
{
    if (!m_transaction || m_transaction->id != id || m_transaction->problem)
        return;
    m_transaction->problem = error;
    std::deque<Operation> doomed;
    std::deque<Operation> kept;
    for (Operation &operation : std::exchange(m_transaction->waiting, {}))
        (operation.ends ? kept : doomed).push_back(std::move(operation));
    m_transaction->waiting = std::move(kept);
    m_waitingCount -= doomed.size();
    for (Operation &operation : doomed) {
        m_waitingBytes -= operation.bytes;
        operation.handler(std::unexpected(error));
    }
}

void SqlQueue::finish(End how, const Result<v8::ToEnvoy> &answer, DoneHandler done)
{
    const std::optional<Error> problem = m_transaction ? m_transaction->problem : std::nullopt;
    m_transaction.reset();
    m_timer.stop();
    if (how == End::Commit && problem)
        return done(std::unexpected(*problem));
    if (how == End::Commit && !answer && !m_closed)
        rollBackUnheard(); // A COMMIT may fail and leave all open, as over a deferred foreign key.
    // ROLLBACK fails where a failure has rolled back before.
    const bool isOver = answer || (how == End::Rollback && isStatementFailure(answer.error()));
    done(isOver ? Result<>() : std::unexpected(answer.error()));
}

void SqlQueue::expire()
{
    if (!m_transaction)
        return;
    const TransactionId id = m_transaction->id;
    spoil(id, expired());
    // Unless what has just failed has ended it.
    if (m_transaction && m_transaction->id == id && !m_transaction->isEnding)
        end(id, End::Rollback, [](const Result<> &) {});
    m_expired = id;
}

Error SqlQueue::expired() const
{
    return Error::fromWire(u"sqlite"_s, u"transaction_expired"_s,
                           u"The transaction was open for more than %1 ms and was rolled back."_s.arg(
                               m_transactionTimeout.count()));
}

// --- Ending ---

std::deque<SqlQueue::Operation> SqlQueue::takeAll()
{
    if (m_transaction && !m_closed)
        rollBackUnheard(); // Before the next generation asks.
    m_closed = true;
    m_timer.stop();
    std::deque<Operation> left;
    if (m_current)
        left.push_back(*std::exchange(m_current, std::nullopt));
    if (m_transaction)
        std::ranges::move(m_transaction->waiting, std::back_inserter(left));
    std::ranges::move(std::exchange(m_waiting, {}), std::back_inserter(left));
    m_transaction.reset();
    m_waitingCount = 0;
    m_waitingBytes = 0;
    return left;
}

void SqlQueue::close()
{
    for (Operation &operation : takeAll())
        operation.handler(failure(ErrorCode::ActorStopped));
}

void SqlQueue::abandon()
{
    takeAll();
}

} // namespace rove::runtime
