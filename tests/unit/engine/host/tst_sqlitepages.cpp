// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/sqlitepages.h"
#include "engine/store/memorystore.h"
#include "protocol/base/limits.h"
#include "tests/support/manualloop.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::host;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;

namespace {

QByteArray page(char letter)
{
    return QByteArray(4096, letter);
}

} // namespace

/// Rules as spec/runner-envoy.md 5.2 has them.
class TestSqlitePages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aNewActorHasNoDatabase();
    void aCommitIsReadBackInTheOrderAsked();
    void pagesAboveTheNewSizeAreGone();
    void aCommitOnAnOlderTransactionIsRefused();
    void aCommitThatIsRepeatedIsConfirmed();
    void commitsSentTogetherRunOneAfterTheOther();
    void pagesThatAreNoneAreRefused();
    void aCommitOverTheLimitIsRefused();
    void aStagedCommitBecomesVisibleAsAWhole();
    void aStageIsFinalisedOnce();
    void aSegmentOutOfPlaceIsRefused();
    void aStageOverTheLimitIsRefused();
    void anotherObjectOnTheSameStoreFindsTheDatabase();
    void aForgottenActorsRequestsFail();
    void tooManyRequestsAtOnceFail();

private:
    template <class Ok, class Request>
    std::variant<Ok, SqliteError> run(Request request)
    {
        std::optional<std::variant<Ok, SqliteError>> result;
        m_world->pages.handle(m_actorId, std::move(request),
                              [&](std::variant<Ok, SqliteError> answer) { result = std::move(answer); });
        m_world->loop.runTasks();
        if (!result)
            qFatal("No answer.");
        return *result;
    }
    std::variant<SqliteCommitOk, SqliteError> commit(std::vector<SqlitePageWrite> pages, std::uint32_t size,
                                                     std::optional<std::uint64_t> expected = {});
    std::variant<SqliteGetPagesOk, SqliteError> read(std::vector<std::uint32_t> pgnos,
                                                     std::optional<std::uint64_t> expected = {});
    [[nodiscard]] QByteArray readOne(std::uint32_t pgno);

    struct World {
        test::ManualLoop loop;
        store::MemoryStore store{[this](net::Task task) { loop.post(std::move(task)); }};
        SqlitePages pages{store, loop};
    };
    std::unique_ptr<World> m_world;
    const ActorId m_actorId = ActorId::fromUuid(QUuid::createUuid(), 1);
};

void TestSqlitePages::init()
{
    m_world = std::make_unique<World>();
}

std::variant<SqliteCommitOk, SqliteError> TestSqlitePages::commit(std::vector<SqlitePageWrite> pages,
                                                                  std::uint32_t size,
                                                                  std::optional<std::uint64_t> expected)
{
    return run<SqliteCommitOk>(SqliteCommitRequest{.requestId = 1,
                                                   .actorId = {},
                                                   .dirtyPages = std::move(pages),
                                                   .dbSizePages = size,
                                                   .nowMs = 0,
                                                   .expectedGeneration = 1,
                                                   .expectedHeadTxid = expected});
}

std::variant<SqliteGetPagesOk, SqliteError> TestSqlitePages::read(std::vector<std::uint32_t> pgnos,
                                                                  std::optional<std::uint64_t> expected)
{
    return run<SqliteGetPagesOk>(SqliteGetPagesRequest{.requestId = 1,
                                                       .actorId = {},
                                                       .pgnos = std::move(pgnos),
                                                       .expectedGeneration = 1,
                                                       .expectedHeadTxid = expected});
}

QByteArray TestSqlitePages::readOne(std::uint32_t pgno)
{
    return std::get<SqliteGetPagesOk>(read({pgno})).pages.at(0).bytes.value_or("none"_ba);
}

void TestSqlitePages::aNewActorHasNoDatabase()
{
    const auto error = std::get<SqliteError>(read({1}));
    QCOMPARE(error.group, u"depot"_s);
    QCOMPARE(error.code, u"database_not_found"_s);
    QCOMPARE(error.message, u"sqlite database was not found in this bucket branch"_s);
}

void TestSqlitePages::aCommitIsReadBackInTheOrderAsked()
{
    QCOMPARE(*std::get<SqliteCommitOk>(commit({{1, page('a')}, {2, page('b')}}, 4, 0)).headTxid, 1u);
    const auto ok = std::get<SqliteGetPagesOk>(read({2, 9, 3, 1, 2}, 1));
    QCOMPARE(*ok.headTxid, 1u);
    QCOMPARE(ok.pages.size(), 5u);
    QCOMPARE(*ok.pages[0].bytes, page('b'));
    QVERIFY(!ok.pages[1].bytes);
    QVERIFY(!ok.pages[2].bytes);
    QCOMPARE(*ok.pages[3].bytes, page('a'));
    QCOMPARE(*ok.pages[4].bytes, page('b'));
}

void TestSqlitePages::pagesAboveTheNewSizeAreGone()
{
    commit({{1, page('a')}, {2, page('b')}, {3, page('c')}}, 3);
    commit({{1, page('x')}}, 2);
    commit({{4, page('d')}}, 4);
    QCOMPARE(readOne(1), page('x'));
    QCOMPARE(readOne(2), page('b'));
    QCOMPARE(readOne(3), "none"_ba);
    QCOMPARE(readOne(4), page('d'));
}

void TestSqlitePages::aCommitOnAnOlderTransactionIsRefused()
{
    commit({{1, page('a')}}, 1, 0);
    const auto error = std::get<SqliteError>(commit({{1, page('b')}}, 1, 0));
    QCOMPARE(error.code, u"head_fence_mismatch"_s);
    QCOMPARE(std::get<SqliteError>(read({1}, 2)).code, u"head_fence_mismatch"_s);
    QCOMPARE(readOne(1), page('a'));
}

void TestSqlitePages::aCommitThatIsRepeatedIsConfirmed()
{
    const auto headOf = [](const auto &answer) { return std::get<SqliteCommitOk>(answer).headTxid; };
    commit({{1, page('a')}}, 1, 0);
    QCOMPARE(headOf(commit({{1, page('b')}, {2, page('c')}}, 2, 1)), 2u);
    QCOMPARE(headOf(commit({{1, page('b')}, {2, page('c')}}, 2, 1)), 2u);
    const auto refused = [this](const std::vector<SqlitePageWrite> &pages, std::uint32_t size,
                                std::uint64_t expected) {
        const auto answer = commit(pages, size, expected);
        const auto *error = std::get_if<SqliteError>(&answer);
        return error && error->code == "head_fence_mismatch"_L1;
    };
    QVERIFY(refused({{1, page('b')}, {2, page('d')}}, 2, 1));
    QVERIFY(refused({{1, page('b')}, {2, page('c')}}, 1, 1));
    QVERIFY(refused({{1, page('b')}, {3, page('c')}}, 2, 1));
    QVERIFY(refused({{1, page('b')}, {2, page('c')}}, 2, 0));
    QCOMPARE(headOf(commit({{2, page('d')}}, 2, 2)), 3u);
    QVERIFY(refused({{1, page('b')}, {2, page('c')}}, 2, 1));
}

void TestSqlitePages::commitsSentTogetherRunOneAfterTheOther()
{
    std::vector<std::variant<SqliteCommitOk, SqliteError>> answers;
    for (const auto &[expected, letter] : {std::pair(0u, 'a'), std::pair(0u, 'b'), std::pair(1u, 'c')})
        m_world->pages.handle(
            m_actorId,
            SqliteCommitRequest{.requestId = 1,
                                .actorId = {},
                                .dirtyPages = {{1, page(letter)}},
                                .dbSizePages = 1,
                                .nowMs = 0,
                                .expectedGeneration = 1,
                                .expectedHeadTxid = expected},
            [&](std::variant<SqliteCommitOk, SqliteError> answer) { answers.push_back(std::move(answer)); });
    m_world->loop.runTasks();
    QCOMPARE(answers.size(), 3u);
    QCOMPARE(*std::get<SqliteCommitOk>(answers[0]).headTxid, 1u);
    QCOMPARE(std::get<SqliteError>(answers[1]).code, u"head_fence_mismatch"_s);
    QCOMPARE(*std::get<SqliteCommitOk>(answers[2]).headTxid, 2u);
}

void TestSqlitePages::pagesThatAreNoneAreRefused()
{
    QCOMPARE(std::get<SqliteError>(commit({{0, page('a')}}, 1)).code, u"invalid_request"_s);
    QCOMPARE(std::get<SqliteError>(commit({{1, "short"_ba}}, 1)).code, u"invalid_request"_s);
    QCOMPARE(std::get<SqliteError>(read({0})).code, u"invalid_request"_s);
    const std::vector<std::uint32_t> tooMany(limits::sqlitePagesPerReadMax + 1, 1);
    QCOMPARE(std::get<SqliteError>(read(tooMany)).code, u"invalid_request"_s);
}

void TestSqlitePages::aCommitOverTheLimitIsRefused()
{
    const std::vector<SqlitePageWrite> tooMany(limits::sqlitePagesPerCommitMax + 1, {1, page('a')});
    QCOMPARE(std::get<SqliteError>(commit(tooMany, 1)).code, u"commit_too_large"_s);
    QCOMPARE(std::get<SqliteError>(commit({}, limits::sqlitePageCountMax + 1)).code, u"commit_too_large"_s);
}

void TestSqlitePages::aStagedCommitBecomesVisibleAsAWhole()
{
    commit({{1, page('a')}}, 1);
    const auto begun = run<SqliteCommitStageBeginOk>(
        SqliteCommitStageBeginRequest{.actorId = {}, .expectedGeneration = 1, .expectedHeadTxid = 1});
    const std::uint64_t txid = std::get<SqliteCommitStageBeginOk>(begun).txid;
    QCOMPARE(txid, 2u);
    for (const std::uint32_t first : {0u, 320u, 640u})
        run<SqliteCommitStageSegmentOk>(
            SqliteCommitStageSegmentRequest{.actorId = {},
                                            .expectedGeneration = 1,
                                            .txid = txid,
                                            .firstPgno = first,
                                            .dirtyPages = {{first + 1, page('s')}}});
    QCOMPARE(readOne(1), page('a'));
    const auto done = run<SqliteCommitOk>(SqliteCommitFinalizeRequest{.actorId = {},
                                                                      .expectedGeneration = 1,
                                                                      .txid = txid,
                                                                      .newDbSizePages = 700,
                                                                      .segmentFirstPgnos = {0, 320}});
    QCOMPARE(*std::get<SqliteCommitOk>(done).headTxid, 2u);
    QCOMPARE(readOne(1), page('s'));
    QCOMPARE(readOne(321), page('s'));
    QCOMPARE(readOne(641), "none"_ba); // Staged, but not named at the end.
}

void TestSqlitePages::aStageIsFinalisedOnce()
{
    const SqliteCommitFinalizeRequest finalise{
        .actorId = {}, .expectedGeneration = 1, .txid = 1, .newDbSizePages = 1, .segmentFirstPgnos = {}};
    QCOMPARE(std::get<SqliteError>(run<SqliteCommitOk>(finalise)).code, u"head_fence_mismatch"_s);
    run<SqliteCommitStageBeginOk>(SqliteCommitStageBeginRequest{.actorId = {}, .expectedGeneration = 1});
    QVERIFY(std::holds_alternative<SqliteCommitOk>(run<SqliteCommitOk>(finalise)));
    QCOMPARE(std::get<SqliteError>(run<SqliteCommitOk>(finalise)).code, u"head_fence_mismatch"_s);
}

void TestSqlitePages::aSegmentOutOfPlaceIsRefused()
{
    run<SqliteCommitStageBeginOk>(SqliteCommitStageBeginRequest{.actorId = {}, .expectedGeneration = 1});
    const auto stage = [&](std::uint64_t txid, std::uint32_t first) {
        return std::get<SqliteError>(
                   run<SqliteCommitStageSegmentOk>(SqliteCommitStageSegmentRequest{.actorId = {},
                                                                                   .expectedGeneration = 1,
                                                                                   .txid = txid,
                                                                                   .firstPgno = first,
                                                                                   .dirtyPages = {}}))
            .code;
    };
    QCOMPARE(stage(1, 63), u"stage_segment_invalid"_s);
    QCOMPARE(stage(2, 64), u"head_fence_mismatch"_s);
}

void TestSqlitePages::aStageOverTheLimitIsRefused()
{
    run<SqliteCommitStageBeginOk>(SqliteCommitStageBeginRequest{.actorId = {}, .expectedGeneration = 1});
    const SqliteCommitStageSegmentRequest segment{
        .actorId = {},
        .expectedGeneration = 1,
        .txid = 1,
        .firstPgno = 0,
        .dirtyPages = std::vector<SqlitePageWrite>(limits::sqlitePagesPerCommitMax, {1, page('a')})};
    const auto fitting = limits::sqliteStagedBytesMax / (4096 * qsizetype(limits::sqlitePagesPerCommitMax));
    for (qsizetype i = 0; i < fitting; ++i)
        QVERIFY(std::holds_alternative<SqliteCommitStageSegmentOk>(run<SqliteCommitStageSegmentOk>(segment)));
    QCOMPARE(std::get<SqliteError>(run<SqliteCommitStageSegmentOk>(segment)).code, u"commit_too_large"_s);
}

void TestSqlitePages::anotherObjectOnTheSameStoreFindsTheDatabase()
{
    commit({{1, page('a')}}, 1);
    SqlitePages again(m_world->store, m_world->loop);
    std::optional<std::variant<SqliteGetPagesOk, SqliteError>> result;
    again.handle(m_actorId, SqliteGetPagesRequest{.actorId = {}, .pgnos = {1}, .expectedHeadTxid = 1},
                 [&](std::variant<SqliteGetPagesOk, SqliteError> answer) { result = std::move(answer); });
    m_world->loop.runTasks();
    QCOMPARE(*std::get<SqliteGetPagesOk>(*result).pages.at(0).bytes, page('a'));
}

void TestSqlitePages::aForgottenActorsRequestsFail()
{
    commit({{1, page('a')}}, 1);
    int failureCount = 0;
    const auto noteFailure = [&](const std::variant<SqliteCommitOk, SqliteError> &answer) {
        failureCount += std::holds_alternative<SqliteError>(answer) ? 1 : 0;
    };
    for (int i = 0; i < 2; ++i)
        m_world->pages.handle(
            m_actorId, SqliteCommitRequest{.actorId = {}, .dirtyPages = {}, .dbSizePages = 1}, noteFailure);
    m_world->store.write({SqlitePages::allOf(m_actorId)}, [](const Result<> &) {});
    m_world->pages.forget(m_actorId);
    m_world->loop.runTasks();
    QCOMPARE(failureCount, 1); // The other was under way, and was erased with the rest.
    QCOMPARE(std::get<SqliteError>(read({1})).code, u"database_not_found"_s);
}

void TestSqlitePages::tooManyRequestsAtOnceFail()
{
    std::size_t failureCount = 0;
    for (std::size_t i = 0; i < limits::sqliteRequestsWaitingPerActorMax + 5; ++i)
        m_world->pages.handle(m_actorId,
                              SqliteCommitRequest{.actorId = {}, .dirtyPages = {}, .dbSizePages = 1},
                              [&](const std::variant<SqliteCommitOk, SqliteError> &answer) {
                                  failureCount += std::holds_alternative<SqliteError>(answer) ? 1 : 0;
                              });
    m_world->loop.runTasks();
    QCOMPARE(failureCount, 5u);
}

QTEST_APPLESS_MAIN(TestSqlitePages)
#include "tst_sqlitepages.moc"
