// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/sqlrequests.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::join;
using namespace rove::envoy::v8;
using Connected = SqlRequests::Connected;

namespace {

SqliteExecuteRequest execute(std::uint32_t id, const QString &sql, const QString &actorId = u"a"_s)
{
    return {.requestId = id,
            .namespaceId = u"home"_s,
            .actorId = actorId,
            .generation = 1,
            .sql = sql,
            .params = {}};
}

QString codeOf(const std::optional<ToEnvoy> &answer)
{
    return std::get<SqliteError>(std::get<SqliteExecuteResponse>(*answer).result).code;
}

} // namespace

/// SQL over connections that break: never twice, and never outside the transaction it belongs to.
class SqlRequestsTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsSqlIsKnown();
    void whatWasSentFailsInItsOwnKind();
    void whatWasNotSentWaits();
    void whatIsAnsweredIsForgotten();
    void aTransactionEndsWithItsConnection();
    void aTransactionThatEndedIsNoBurden();
    void whatWasGivenUpIsForgotten();
};

void SqlRequestsTest::whatIsSqlIsKnown()
{
    QVERIFY(isSqlRequest(execute(1, u"x"_s)));
    QVERIFY(isSqlRequest(SqliteExecRequest{}));
    QVERIFY(isSqlRequest(SqliteExecuteBatchRequest{}));
    QVERIFY(!isSqlRequest(SqliteGetPagesRequest{}));
    QVERIFY(!isSqlRequest(KvRequest{}));
}

void SqlRequestsTest::whatWasSentFailsInItsOwnKind()
{
    SqlRequests requests;
    QVERIFY(!requests.add(execute(1, u"x"_s), Connected::Yes));
    QVERIFY(!requests.add(SqliteExecRequest{.requestId = 2, .actorId = u"b"_s}, Connected::Yes));
    QVERIFY(!requests.add(SqliteExecuteBatchRequest{.requestId = 3, .actorId = u"c"_s}, Connected::Yes));
    const std::vector<ToEnvoy> answers = requests.breakOff();
    QCOMPARE(answers.size(), 3u);
    QCOMPARE(codeOf(answers[0]), u"remote_indeterminate_result"_s);
    QCOMPARE(std::get<SqliteExecuteResponse>(answers[0]).requestId, 1u);
    QCOMPARE(std::get<SqliteExecResponse>(answers[1]).requestId, 2u);
    QCOMPARE(std::get<SqliteExecuteBatchResponse>(answers[2]).requestId, 3u);
    QVERIFY(requests.breakOff().empty());
    QVERIFY(requests.takeUnsent().empty());
}

void SqlRequestsTest::whatWasNotSentWaits()
{
    SqlRequests requests;
    QVERIFY(!requests.add(execute(1, u"one"_s), Connected::No));
    QVERIFY(!requests.add(execute(2, u"two"_s, u"b"_s), Connected::No));
    QVERIFY(requests.breakOff().empty()); // Another attempt has failed.
    const std::vector<ToRivet> unsent = requests.takeUnsent();
    QCOMPARE(unsent.size(), 2u);
    QCOMPARE(std::get<SqliteExecuteRequest>(unsent[0]).sql, u"one"_s);
    QCOMPARE(std::get<SqliteExecuteRequest>(unsent[1]).sql, u"two"_s);
    QVERIFY(requests.takeUnsent().empty());
    QCOMPARE(requests.breakOff().size(), 2u);
}

void SqlRequestsTest::whatIsAnsweredIsForgotten()
{
    SqlRequests requests;
    QVERIFY(!requests.add(execute(1, u"one"_s), Connected::Yes));
    requests.settle(SqliteExecuteResponse{.requestId = 1, .result = ExecuteResult{}});
    QVERIFY(requests.breakOff().empty());
}

void SqlRequestsTest::aTransactionEndsWithItsConnection()
{
    SqlRequests requests;
    QVERIFY(!requests.add(execute(1, u"BEGIN"_s), Connected::Yes));
    requests.settle(SqliteExecuteResponse{.requestId = 1, .result = ExecuteResult{}});
    QVERIFY(requests.breakOff().empty());
    // By itself it would be kept.
    QCOMPARE(codeOf(requests.add(execute(2, u"INSERT"_s), Connected::Yes)), u"transaction_connection_lost"_s);
    QVERIFY(!requests.add(execute(3, u"INSERT"_s, u"b"_s), Connected::Yes)); // Another actor's.
    QCOMPARE(codeOf(requests.add(execute(4, u"COMMIT"_s), Connected::Yes)), u"transaction_connection_lost"_s);
    QVERIFY(!requests.add(execute(5, u"INSERT"_s), Connected::Yes));

    QVERIFY(!requests.add(execute(6, u"BEGIN"_s), Connected::Yes));
    QCOMPARE(requests.breakOff().size(), 3u);
    QCOMPARE(codeOf(requests.add(execute(7, u"ROLLBACK"_s), Connected::Yes)), u"internal_error"_s);
    QVERIFY(!requests.add(execute(8, u"INSERT"_s), Connected::Yes));
}

void SqlRequestsTest::aTransactionThatEndedIsNoBurden()
{
    SqlRequests requests;
    QVERIFY(!requests.add(execute(1, u"BEGIN"_s), Connected::Yes));
    QVERIFY(!requests.add(execute(2, u"COMMIT"_s), Connected::Yes));
    QCOMPARE(requests.breakOff().size(), 2u);
    QVERIFY(!requests.add(execute(3, u"INSERT"_s), Connected::Yes));
}

void SqlRequestsTest::whatWasGivenUpIsForgotten()
{
    SqlRequests requests;
    QVERIFY(!requests.add(execute(1, u"BEGIN"_s), Connected::No));
    requests.drop();
    QVERIFY(requests.takeUnsent().empty());
    QVERIFY(requests.breakOff().empty());
    QVERIFY(!requests.add(execute(2, u"INSERT"_s), Connected::Yes));
}

QTEST_GUILESS_MAIN(SqlRequestsTest)
#include "tst_sqlrequests.moc"
