// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sql/sqlqueue.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::runtime;
namespace v8 = envoy::v8;

namespace {

const v8::SqliteError ofTheStatement{
    .group = u"core"_s, .code = u"internal_error"_s, .message = u"it does not compile"_s};
const v8::SqliteError ofTheConnection{
    .group = u"sqlite"_s, .code = u"remote_indeterminate_result"_s, .message = u"who knows"_s};

SqlRequest execute(const QString &sql)
{
    v8::SqliteExecuteRequest request;
    request.sql = sql;
    return request;
}

} // namespace

/// The order in which an actor's SQL leaves, and what becomes of it when something goes wrong on the way.
class SqlQueueTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theNextLeavesWhenTheOneBeforeIsAnswered();
    void requestsNameTheActorsGeneration();
    void aTransactionHasTheConnectionToItself();
    void aBeginThatMayHaveRunIsRolledBack();
    void aBeginThatWasRefusedIsNotRolledBack();
    void aCommitThatFailsIsRolledBack();
    void aCommitAfterAFailureRollsBack();
    void aTransactionThatIsOpenTooLongIsRolledBack();
    void whatIsTooMuchIsRefused();
    void aTransactionHasRoomOfItsOwn();
    void closingFailsWhatWaitsAndRollsBack();
    void abandoningSaysNothing();
    void itSaysWhenItIsIdle();

private:
    void run(const QString &sql);
    SqlQueue::TransactionId beginAndAnswer();
    void runInside(SqlQueue::TransactionId id, const QString &sql);
    void end(SqlQueue::TransactionId id, SqlQueue::End how);
    /// Answers the request that was sent as number `index`.
    void answer(std::size_t index, const std::optional<v8::SqliteError> &error = {});
    QStringList sent() const;

    std::vector<v8::SqliteExecuteRequest> m_sent;
    EngineLink::Sink m_sink;
    std::unique_ptr<EngineLink> m_link;
    std::unique_ptr<SqlQueue> m_queue;
    /// What the handlers heard, in order: `sql` or `sql: wire.name`.
    QStringList m_heard;
};

void SqlQueueTest::init()
{
    m_sent.clear();
    m_heard.clear();
    m_sink = [this](const v8::ToRivet &message) {
        m_sent.push_back(std::get<v8::SqliteExecuteRequest>(message));
    };
    m_link = std::make_unique<EngineLink>(m_sink, 0, 1);
    m_queue =
        std::make_unique<SqlQueue>(*m_link, u"home"_s, ActorIdentity{.actorId = u"a"_s, .generation = 3});
}

void SqlQueueTest::cleanup()
{
    m_queue.reset();
    m_link.reset();
}

void SqlQueueTest::run(const QString &sql)
{
    m_queue->run(execute(sql), [this, sql](const Result<v8::ToEnvoy> &result) {
        m_heard.append(result ? sql : sql % u": "_s % result.error().wireName());
    });
}

SqlQueue::TransactionId SqlQueueTest::beginAndAnswer()
{
    std::optional<SqlQueue::TransactionId> begun;
    m_queue->begin([&begun](const Result<SqlQueue::TransactionId> &id) { begun = *id; });
    answer(m_sent.size() - 1);
    return *begun;
}

void SqlQueueTest::runInside(SqlQueue::TransactionId id, const QString &sql)
{
    m_queue->run(id, execute(sql), [this, sql](const Result<v8::ToEnvoy> &result) {
        m_heard.append(result ? sql : sql % u": "_s % result.error().wireName());
    });
}

void SqlQueueTest::end(SqlQueue::TransactionId id, SqlQueue::End how)
{
    m_queue->end(id, how, [this](const Result<> &ended) {
        m_heard.append(ended ? u"ended"_s : u"ended: "_s % ended.error().wireName());
    });
}

void SqlQueueTest::answer(std::size_t index, const std::optional<v8::SqliteError> &error)
{
    v8::SqliteExecuteResponse response{.requestId = m_sent.at(index).requestId, .result = {}};
    if (error)
        response.result = *error;
    m_link->takeAnswer(response.requestId, std::move(response));
}

QStringList SqlQueueTest::sent() const
{
    QStringList texts;
    for (const v8::SqliteExecuteRequest &request : m_sent)
        texts.append(request.sql);
    return texts;
}

void SqlQueueTest::theNextLeavesWhenTheOneBeforeIsAnswered()
{
    run(u"one"_s);
    run(u"two"_s);
    QCOMPARE(sent(), QStringList{u"one"_s});
    answer(0, ofTheStatement);
    QCOMPARE(sent(), (QStringList{u"one"_s, u"two"_s}));
    answer(1);
    QCOMPARE(m_heard, (QStringList{u"one: core.internal_error"_s, u"two"_s}));
}

void SqlQueueTest::requestsNameTheActorsGeneration()
{
    run(u"one"_s);
    QCOMPARE(m_sent[0].namespaceId, u"home"_s);
    QCOMPARE(m_sent[0].actorId, u"a"_s);
    QCOMPARE(m_sent[0].generation, 3u);
}

void SqlQueueTest::aTransactionHasTheConnectionToItself()
{
    const auto id = beginAndAnswer();
    run(u"outside"_s);
    runInside(id, u"inside"_s);
    QCOMPARE(sent(), (QStringList{u"BEGIN"_s, u"inside"_s}));
    end(id, SqlQueue::End::Commit);
    answer(1);
    answer(2);
    QCOMPARE(sent(), (QStringList{u"BEGIN"_s, u"inside"_s, u"COMMIT"_s, u"outside"_s}));
    QCOMPARE(m_heard, (QStringList{u"inside"_s, u"ended"_s}));
}

void SqlQueueTest::aBeginThatMayHaveRunIsRolledBack()
{
    std::optional<Error> problem;
    m_queue->begin([&problem](const Result<SqlQueue::TransactionId> &id) { problem = id.error(); });
    run(u"next"_s);
    answer(0, ofTheConnection);
    QCOMPARE(problem->wireName(), u"sqlite.remote_indeterminate_result"_s);
    QCOMPARE(sent(), (QStringList{u"BEGIN"_s, u"ROLLBACK"_s, u"next"_s}));
}

void SqlQueueTest::aBeginThatWasRefusedIsNotRolledBack()
{
    m_queue->begin([](const Result<SqlQueue::TransactionId> &id) { QVERIFY(!id); });
    answer(0, ofTheStatement);
    run(u"next"_s);
    QCOMPARE(sent(), (QStringList{u"BEGIN"_s, u"next"_s}));
}

void SqlQueueTest::aCommitThatFailsIsRolledBack()
{
    const auto id = beginAndAnswer();
    end(id, SqlQueue::End::Commit);
    run(u"next"_s);
    answer(1, ofTheStatement);
    QCOMPARE(m_heard, QStringList{u"ended: core.internal_error"_s});
    QCOMPARE(sent(), (QStringList{u"BEGIN"_s, u"COMMIT"_s, u"ROLLBACK"_s, u"next"_s}));
}

void SqlQueueTest::aCommitAfterAFailureRollsBack()
{
    const auto id = beginAndAnswer();
    runInside(id, u"bad"_s);
    runInside(id, u"after"_s);
    end(id, SqlQueue::End::Commit);
    answer(1, ofTheConnection);
    QCOMPARE(sent(), (QStringList{u"BEGIN"_s, u"bad"_s, u"ROLLBACK"_s}));
    // Where the failure has rolled back already, ROLLBACK fails.
    answer(2, ofTheStatement);
    const QString name = u": sqlite.remote_indeterminate_result"_s;
    QCOMPARE(m_heard, (QStringList{u"after"_s % name, u"bad"_s % name, u"ended"_s % name}));
    run(u"next"_s);
    QCOMPARE(sent().last(), u"next"_s);
}

void SqlQueueTest::aTransactionThatIsOpenTooLongIsRolledBack()
{
    m_queue->setTransactionTimeout(1ms);
    const auto id = beginAndAnswer();
    run(u"outside"_s);
    QTRY_COMPARE(sent(), (QStringList{u"BEGIN"_s, u"ROLLBACK"_s}));
    answer(1);
    QCOMPARE(sent().last(), u"outside"_s);
    runInside(id, u"late"_s);
    end(id, SqlQueue::End::Commit);
    QCOMPARE(m_heard,
             (QStringList{u"late: sqlite.transaction_expired"_s, u"ended: sqlite.transaction_expired"_s}));
}

void SqlQueueTest::whatIsTooMuchIsRefused()
{
    run(u"under way"_s);
    for (std::size_t i = 0; i < SqlQueue::requestsWaitingMax; ++i)
        run(u"waits"_s);
    run(u"one more"_s);
    QCOMPARE(m_heard, QStringList{u"one more: actor.overloaded"_s});

    m_heard.clear();
    m_queue =
        std::make_unique<SqlQueue>(*m_link, u"home"_s, ActorIdentity{.actorId = u"a"_s, .generation = 3});
    run(u"under way"_s);
    // A character may take three bytes.
    const QString large(SqlQueue::requestBytesMax / 3, u'x');
    for (qsizetype bytes = 0; bytes + SqlQueue::requestBytesMax <= SqlQueue::bytesWaitingMax;
         bytes += SqlQueue::requestBytesMax)
        run(large);
    QVERIFY(m_heard.isEmpty());
    m_queue->run(execute(large),
                 [this](const Result<v8::ToEnvoy> &result) { m_heard.append(result.error().wireName()); });
    m_queue->run(execute(large + large),
                 [this](const Result<v8::ToEnvoy> &result) { m_heard.append(result.error().wireName()); });
    QCOMPARE(m_heard, (QStringList{u"actor.overloaded"_s, u"message.outgoing_too_long"_s}));
}

void SqlQueueTest::aTransactionHasRoomOfItsOwn()
{
    const auto id = beginAndAnswer();
    for (std::size_t i = 0; i <= SqlQueue::requestsWaitingMax; ++i)
        run(u"outside"_s);
    QCOMPARE(m_heard, QStringList{u"outside: actor.overloaded"_s});
    runInside(id, u"inside"_s);
    QCOMPARE(sent().last(), u"inside"_s);
    for (std::size_t i = 0; i <= SqlQueue::requestsWaitingMax; ++i)
        runInside(id, u"more"_s);
    // One too many: what is not whole is not kept.
    QCOMPARE(m_heard.count(u"more: actor.overloaded"_s), SqlQueue::requestsWaitingMax + 1);
    end(id, SqlQueue::End::Commit);
    answer(1);
    QCOMPARE(sent().last(), u"ROLLBACK"_s);
}

void SqlQueueTest::closingFailsWhatWaitsAndRollsBack()
{
    const auto id = beginAndAnswer();
    runInside(id, u"inside"_s);
    run(u"outside"_s);
    m_queue->close();
    QCOMPARE(m_heard, (QStringList{u"inside: actor.stopped"_s, u"outside: actor.stopped"_s}));
    QCOMPARE(sent().last(), u"ROLLBACK"_s);
    run(u"after"_s);
    runInside(id, u"after"_s);
    QCOMPARE(m_heard.sliced(2), (QStringList{u"after: actor.stopped"_s, u"after: actor.stopped"_s}));
    answer(1); // Late, and nobody waits.
    QCOMPARE(m_heard.size(), 4);
}

void SqlQueueTest::abandoningSaysNothing()
{
    run(u"under way"_s);
    run(u"waits"_s);
    m_queue->abandon();
    answer(0);
    QVERIFY(m_heard.isEmpty());
    QVERIFY(m_queue->isIdle());
}

void SqlQueueTest::itSaysWhenItIsIdle()
{
    int settledCount = 0;
    connect(m_queue.get(), &SqlQueue::settled, this, [&settledCount] { ++settledCount; });
    const auto id = beginAndAnswer();
    QVERIFY(!m_queue->isIdle());
    end(id, SqlQueue::End::Rollback);
    QCOMPARE(settledCount, 0);
    answer(1);
    QCOMPARE(settledCount, 1);
    QVERIFY(m_queue->isIdle());
}

QTEST_GUILESS_MAIN(SqlQueueTest)
#include "tst_sqlqueue.moc"
