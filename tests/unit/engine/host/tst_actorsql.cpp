// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/sqlitepages.h"
#include "engine/net/loop.h"
#include "engine/store/memorystore.h"

#include <QtTest/QTest>

#include <future>
#include <thread>

using namespace rove;
using namespace rove::host;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A loop in a thread of its own, with the databases that live on it.
class World {
public:
    World()
        : m_thread([this] { m_loop.run(); })
    {
        onLoop([this] {
            store.emplace([this](net::Task task) { m_loop.post(std::move(task)); });
            pages.emplace(*store, m_loop);
        });
    }
    ~World()
    {
        onLoop([this] { pages.reset(); });
        m_loop.stop();
        m_thread.join();
    }

    template <class Function>
    void onLoop(Function function)
    {
        std::promise<void> done;
        m_loop.post([&] {
            function();
            done.set_value();
        });
        done.get_future().wait();
    }

    std::optional<store::MemoryStore> store;
    std::optional<SqlitePages> pages;

private:
    net::IoLoop m_loop;
    std::thread m_thread;
};

} // namespace

/// SQL for envoys, on the pages that they and others keep in the store.
class TestActorSql : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }

    void whatSqlWritesCanBeReadAsPages();
    void whatIsWrittenAsPagesIsReadBySql();
    void aTransactionSpansRequestsOfOneGeneration();
    void anotherGenerationBeginsAnew();
    void afterAFailureWhatSucceededIsKept();
    void requestsForOneDatabaseRunInOrder();
    void anErasedDatabaseAnswersNobodyElse();
    void aBatchAnswersForEachStatement();
    void floatsAreBigEndian();
    void aTransactionIsNotCutOffUnheard();
    void stoppingInterruptsWhatRuns();

private:
    template <class Ok, class Request>
    std::future<std::variant<Ok, SqliteError>> send(Request request)
    {
        auto promise = std::make_shared<std::promise<std::variant<Ok, SqliteError>>>();
        auto future = promise->get_future();
        m_world->onLoop([&] {
            m_world->pages->handle(
                m_actorId, std::move(request),
                [promise](std::variant<Ok, SqliteError> answer) { promise->set_value(std::move(answer)); });
        });
        return future;
    }
    template <class Ok>
    Ok result(std::future<std::variant<Ok, SqliteError>> answer)
    {
        const std::variant<Ok, SqliteError> found = answer.get();
        if (const auto *error = std::get_if<SqliteError>(&found))
            qFatal("%s", qPrintable(error->message));
        return std::get<Ok>(found);
    }
    SqliteExecOk exec(const QString &sql, std::uint64_t generation = 1)
    {
        return result(send<SqliteExecOk>(SqliteExecRequest{.generation = generation, .sql = sql}));
    }
    QString execError(const QString &sql)
    {
        return std::get<SqliteError>(send<SqliteExecOk>(SqliteExecRequest{.generation = 1, .sql = sql}).get())
            .message;
    }
    std::int64_t number(const QString &sql, std::uint64_t generation = 1)
    {
        return std::get<SqlInteger>(exec(sql, generation).rows.at(0).at(0)).value;
    }
    SqliteGetPagesOk pages(const std::vector<std::uint32_t> &numbers)
    {
        return result(send<SqliteGetPagesOk>(SqliteGetPagesRequest{.pgnos = numbers}));
    }

    std::unique_ptr<World> m_world;
    const ActorId m_actorId = ActorId::fromUuid(QUuid::createUuid(), 1);
};

void TestActorSql::whatSqlWritesCanBeReadAsPages()
{
    exec(u"create table t(a); insert into t values(1)"_s);
    const SqliteGetPagesOk found = pages({1, 2});
    QCOMPARE(found.headTxid, 1u);
    QVERIFY(found.pages.at(0).bytes->startsWith("SQLite format 3"));
    QCOMPARE(found.pages.at(1).bytes->size(), 4096);
    QCOMPARE(number(u"select count(*) from t"_s), 1);
    QCOMPARE(pages({1}).headTxid, 1u); // Reading is no transaction.
}

void TestActorSql::whatIsWrittenAsPagesIsReadBySql()
{
    exec(u"create table t(a); insert into t values(1)"_s);
    const SqliteGetPagesOk before = pages({1, 2});
    exec(u"insert into t values(2)"_s);
    QCOMPARE(number(u"select count(*) from t"_s), 2);
    // The envoy puts the older pages back, by itself.
    SqliteCommitRequest commit{.dirtyPages = {}, .dbSizePages = 2, .expectedHeadTxid = 2};
    for (const SqlitePageRead &page : before.pages)
        commit.dirtyPages.push_back({.pgno = page.pgno, .bytes = *page.bytes});
    QCOMPARE(result(send<SqliteCommitOk>(commit)).headTxid, 3u);
    QCOMPARE(number(u"select count(*) from t"_s), 1);
}

void TestActorSql::aTransactionSpansRequestsOfOneGeneration()
{
    exec(u"create table t(a)"_s);
    exec(u"begin; insert into t values(1)"_s);
    QCOMPARE(pages({1}).headTxid, 1u);
    exec(u"commit"_s);
    QCOMPARE(pages({1}).headTxid, 2u);
    exec(u"begin; delete from t"_s);
    exec(u"rollback"_s);
    QCOMPARE(number(u"select count(*) from t"_s), 1);
}

void TestActorSql::anotherGenerationBeginsAnew()
{
    exec(u"create table t(a); begin; insert into t values(1)"_s);
    QCOMPARE(number(u"select count(*) from t"_s, 1), 1);
    QCOMPARE(number(u"select count(*) from t"_s, 2), 0);
}

void TestActorSql::afterAFailureWhatSucceededIsKept()
{
    exec(u"create table t(a unique)"_s);
    QCOMPARE(execError(u"insert into t values(1); insert into t values(1)"_s),
             u"failed to step sqlite exec statement: UNIQUE constraint failed: t.a"_s);
    QCOMPARE(pages({1}).headTxid, 2u);
    QCOMPARE(number(u"select count(*) from t"_s, 2), 1);
}

void TestActorSql::requestsForOneDatabaseRunInOrder()
{
    exec(u"create table t(a)"_s);
    std::vector<std::future<std::variant<ExecuteResult, SqliteError>>> answers;
    for (int i = 0; i < 50; ++i)
        answers.push_back(
            send<ExecuteResult>(SqliteExecuteRequest{.generation = 1, .sql = u"insert into t values(1)"_s}));
    for (int i = 0; i < 50; ++i)
        QCOMPARE(result(std::move(answers.at(static_cast<std::size_t>(i)))).lastInsertRowId, i + 1);
    QCOMPARE(pages({1}).headTxid, 51u);
}

void TestActorSql::anErasedDatabaseAnswersNobodyElse()
{
    exec(u"create table t(a)"_s);
    auto running = send<SqliteExecOk>(
        SqliteExecRequest{.generation = 1,
                          .sql = u"insert into t select randomblob(100) from (with recursive n(i) as "
                                 "(select 1 union all select i+1 from n where i<20000) select i from n)"_s});
    m_world->onLoop([&] {
        m_world->store->write({SqlitePages::allOf(m_actorId)}, [](const Result<> &) {});
        m_world->pages->forget(m_actorId);
    });
    running.get(); // However it ended, nothing of it is left.
    QVERIFY(execError(u"select * from t"_s).contains(u"no such table"_s));
}

void TestActorSql::aBatchAnswersForEachStatement()
{
    exec(u"create table t(a integer primary key, b)"_s);
    const auto batch = result(send<SqliteExecuteBatchOk>(SqliteExecuteBatchRequest{
        .generation = 1,
        .statements = {{.sql = u"insert into t(b) values(?)"_s, .params = {{SqlText{u"one"_s}}}},
                       {.sql = u"select b from t"_s, .params = {}}}}));
    QCOMPARE(batch.results.size(), 2u);
    QCOMPARE(batch.results.at(0).lastInsertRowId, 1);
    QCOMPARE(std::get<SqlText>(batch.results.at(1).rows.at(0).at(0)).value, u"one"_s);
    QCOMPARE(pages({1}).headTxid, 2u);
}

void TestActorSql::aTransactionIsNotCutOffUnheard()
{
    const auto run = [this](ActorId id, const QString &sql) {
        auto promise = std::make_shared<std::promise<std::variant<SqliteExecOk, SqliteError>>>();
        auto future = promise->get_future();
        m_world->onLoop([&] {
            m_world->pages->handle(id, SqliteExecRequest{.generation = 1, .sql = sql},
                                   [promise](std::variant<SqliteExecOk, SqliteError> answer) {
                                       promise->set_value(std::move(answer));
                                   });
        });
        return std::holds_alternative<SqliteExecOk>(future.get());
    };
    // More than there are connections, all with a transaction open.
    std::vector<ActorId> actors;
    for (int i = 0; i < 65; ++i) {
        actors.push_back(ActorId::fromUuid(QUuid::createUuid(), 1));
        QVERIFY(run(actors.back(), u"create table t(a); begin; insert into t values(1)"_s));
    }
    QVERIFY(!run(actors.front(), u"insert into t values(2)"_s)); // It would be kept by itself.
    QVERIFY(run(actors.front(), u"insert into t values(3)"_s));
    QVERIFY(run(actors.back(), u"insert into t values(2); commit"_s));
    // Those without a transaction go first.
    for (int i = 0; i < 10; ++i)
        QVERIFY(run(ActorId::fromUuid(QUuid::createUuid(), 1), u"create table t(a)"_s));
    QVERIFY(run(actors.at(40), u"insert into t values(2); commit"_s));
}

void TestActorSql::floatsAreBigEndian()
{
    const SqlFloat half{.value = {0x3f, 0xe0, 0, 0, 0, 0, 0, 0}};
    const auto answer = result(send<ExecuteResult>(
        SqliteExecuteRequest{.generation = 1, .sql = u"select ?1, ?1 = 0.5, 2.5"_s, .params = {{half}}}));
    QCOMPARE(std::get<SqlFloat>(answer.rows.at(0).at(0)).value, half.value);
    QCOMPARE(std::get<SqlInteger>(answer.rows.at(0).at(1)).value, 1);
    QCOMPARE(std::get<SqlFloat>(answer.rows.at(0).at(2)).value.at(0), 0x40);
}

void TestActorSql::stoppingInterruptsWhatRuns()
{
    auto running = send<SqliteExecOk>(SqliteExecRequest{
        .generation = 1,
        .sql = u"with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n"_s});
    m_world.reset();
    // The promise went with the world, or the failure came just before.
    running.wait();
}

QTEST_APPLESS_MAIN(TestActorSql)
#include "tst_actorsql.moc"
