// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sql/sqlqueue.h"
#include "protocol/base/cbor.h"
#include "tests/unit/engine/runtime/ledger.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/sqlanswers.h"

#include <QtTest/QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::StopReason;
namespace v8 = envoy::v8;

/// The database of an actor, on SQLite itself.
class DatabaseTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void whoOverridesTheMigrationHasADatabase();
    void aMigrationRunsAtEveryStartBeforeTheActorDoes();
    void aMigrationThatFailsFailsTheStartAndLeavesNothing();
    void aMigrationThatThrowsFailsTheStart();
    void everyKindOfValueGoesThereAndBack();
    void aValueOfNoKindIsRefused();
    void parametersMayHaveNames();
    void aStatementSaysWhatItHasChanged();
    void failuresAreValuesWithTheEnginesWords();
    void aBatchIsAllOrNothing();
    void aScriptRunsUpToItsFailure();
    void theDatabaseOutlivesASleep();
    void statementsRunOneAfterTheOther();
    void whatIsOutsideATransactionWaitsForItsEnd();
    void aTransactionThatIsRolledBackLeavesNothing();
    void aStatementThatFailsFailsItsTransaction();
    void aStatementThatCannotBeAskedEndsItsTransaction();
    void aTransactionThatIsLetGoIsRolledBack();
    void aTransactionThatHasEndedTakesNothingMore();
    void tooManyRequestsAreRefused();
    void aRequestThatIsTooLongIsRefused();
    void aSleepWaitsForWhatIsUnderWay();
    void aSleepEndsAnOpenTransaction();
    void withoutADatabaseEveryCallFails();

private:
    Result<QCborValue> call(const QString &action, const QCborArray &arguments)
    {
        return m_engine->call(m_id, action, arguments);
    }
    /// The only value of the only row.
    QCborValue value(const QString &sql)
    {
        return call(u"query"_s, {sql})->toMap().value(u"rows"_s).toArray().at(0).toArray().at(0);
    }
    v8::RequestId callLater(const QString &action, const QCborArray &arguments);
    QString failureOf(const Result<QCborValue> &outcome)
    {
        return outcome ? QString() : outcome.error().message;
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<SqlAnswers> m_sql;
    const QString m_id = u"actor-1"_s;
};

void DatabaseTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(ledgers());
    m_sql = std::make_unique<SqlAnswers>(*m_engine);
    m_engine->startActor(m_id, {.name = u"ledger"_s});
}

void DatabaseTest::cleanup()
{
    m_sql.reset();
    m_engine.reset();
}

v8::RequestId DatabaseTest::callLater(const QString &action, const QCborArray &arguments)
{
    const client::v4::HttpActionRequest body{.args = cbor::encodeCompat(arguments)};
    return m_engine->send(m_id, {.method = u"POST"_s,
                                 .path = u"/action/"_s + action,
                                 .headers = {{u"x-rivet-encoding"_s, u"json"_s}},
                                 .body = *client::encode(body, client::Encoding::Json, client::versionMax)});
}

void DatabaseTest::whoOverridesTheMigrationHasADatabase()
{
    const ActorRegistry registry = ledgers();
    QVERIFY(registry.find(u"ledger"_s)->hasDatabase);
    QVERIFY(!registry.find(u"landless"_s)->hasDatabase);
}

void DatabaseTest::aMigrationRunsAtEveryStartBeforeTheActorDoes()
{
    QCOMPARE(m_sql->statements().first(), u"BEGIN"_s);
    QCOMPARE(m_sql->statements().last(), u"COMMIT"_s);
    QCOMPARE(value(u"SELECT COUNT(*) FROM start"_s), QCborValue(1));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"ledger"_s});
    QCOMPARE(value(u"SELECT COUNT(*) FROM start"_s), QCborValue(2));
}

void DatabaseTest::aMigrationThatFailsFailsTheStartAndLeavesNothing()
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        m_engine->commandStart(u"other"_s, {.name = u"unmigratable"_s});
        QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(u"other"_s).has_value(); }));
        QCOMPARE(m_engine->stopped(u"other"_s)->code, v8::StopCode::Error);
        // The first statement succeeds at every attempt: nothing of the one before has stayed.
        QCOMPARE(*m_engine->stopped(u"other"_s)->message,
                 u"failed to prepare sqlite exec statement: table half already exists"_s);
    }
    QVERIFY(m_sql->statements().contains(u"ROLLBACK"_s));
    QVERIFY(m_engine->storage(u"other"_s).empty());
}

void DatabaseTest::aMigrationThatThrowsFailsTheStart()
{
    m_engine->commandStart(u"other"_s, {.name = u"throwing"_s});
    QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(u"other"_s).has_value(); }));
    QCOMPARE(*m_engine->stopped(u"other"_s)->message, u"no migration today"_s);
}

void DatabaseTest::everyKindOfValueGoesThereAndBack()
{
    const QCborArray values{
        nullptr, QCborValue(QCborValue::Undefined), true,          false, 7, 2.5, u"Grüße"_s,
        u""_s,   QByteArray("\0\xff", 2),           QByteArray("")};
    const QCborArray expected{
        nullptr, nullptr, 1, 0, 7, 2.5, u"Grüße"_s, u""_s, QByteArray("\0\xff", 2), QByteArray("")};
    const QString sql = u"SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"_s;
    // CBOR, in which a client can say all of these.
    const auto result = m_engine->call(m_id, u"query"_s, {sql, values}, client::Encoding::Cbor);
    QCOMPARE(result->toMap().value(u"rows"_s).toArray().at(0).toArray(), expected);
    const auto kinds =
        m_engine->call(m_id, u"query"_s,
                       {u"SELECT typeof(?1), typeof(?2), typeof(?3), ?1, ?2"_s,
                        QCborArray{*cbor::fromBigInt(u"9223372036854775807"),
                                   *cbor::fromBigInt(u"-9223372036854775808"), QByteArray("x")}},
                       client::Encoding::Cbor);
    const QCborArray row = kinds->toMap().value(u"rows"_s).toArray().at(0).toArray();
    QCOMPARE(row.at(0), QCborValue(u"integer"_s));
    QCOMPARE(row.at(1), QCborValue(u"integer"_s));
    QCOMPARE(row.at(2), QCborValue(u"blob"_s));
    QCOMPARE(value(u"SELECT CAST(9007199254740993 AS TEXT)"_s), QCborValue(u"9007199254740993"_s));
}

void DatabaseTest::aValueOfNoKindIsRefused()
{
    const auto list = call(u"query"_s, {u"SELECT ?"_s, QCborArray{QCborValue(QCborArray{1})}});
    QCOMPARE(failureOf(list),
             u"sqlite.invalid_bind_parameter: Invalid SQLite bind parameter: a value of no SQL type"_s);
    const auto large =
        call(u"query"_s, {u"SELECT ?"_s, QCborArray{*cbor::fromBigInt(u"9223372036854775808")}});
    QVERIFY(failureOf(large).contains(u"more than 64 bits"_s));
}

void DatabaseTest::parametersMayHaveNames()
{
    const QString sql = u"SELECT :a, @b, $c, :a"_s;
    const QCborMap parameters{{u"a"_s, 1}, {u"@b"_s, u"two"_s}, {u"c"_s, nullptr}};
    const auto result = call(u"runNamed"_s, {sql, parameters});
    QCOMPARE(result->toMap().value(u"rows"_s).toArray().at(0).toArray(),
             (QCborArray{1, u"two"_s, nullptr, 1}));
    QVERIFY(
        failureOf(call(u"runNamed"_s, {sql, QCborMap{{u"d"_s, 1}}})).startsWith(u"sqlite.invalid_bind"_s));
}

void DatabaseTest::aStatementSaysWhatItHasChanged()
{
    const QCborMap inserted =
        call(u"query"_s, {u"INSERT INTO entry (text) VALUES ('a'), ('b') RETURNING id, text"_s})->toMap();
    QCOMPARE(inserted.value(u"columns"_s), QCborValue(QCborArray{u"id"_s, u"text"_s}));
    QCOMPARE(inserted.value(u"rows"_s), QCborValue(QCborArray{QCborArray{1, u"a"_s}, QCborArray{2, u"b"_s}}));
    QCOMPARE(inserted.value(u"changes"_s), QCborValue(2));
    QCOMPARE(inserted.value(u"lastInsertRowId"_s), QCborValue(2));
}

void DatabaseTest::failuresAreValuesWithTheEnginesWords()
{
    QCOMPARE(failureOf(call(u"query"_s, {u"SELECT * FROM nowhere"_s})),
             u"core.internal_error: failed to prepare sqlite execute statement: no such table: nowhere"_s);
    QCOMPARE(failureOf(call(u"query"_s, {u"SELECT 1; SELECT 2"_s})),
             u"core.internal_error: sqlite execute only supports a single statement"_s);
    m_sql->failNext({.group = u"depot"_s, .code = u"of_its_own"_s, .message = u"the words"_s});
    QCOMPARE(failureOf(call(u"query"_s, {u"SELECT 1"_s})), u"depot.of_its_own: the words"_s);
    QCOMPARE(value(u"SELECT 1"_s), QCborValue(1));
}

void DatabaseTest::aBatchIsAllOrNothing()
{
    const QStringList good{u"INSERT INTO entry (text) VALUES ('a')"_s, u"SELECT COUNT(*) FROM entry"_s};
    const QCborArray results = call(u"runBatch"_s, {QCborValue(QCborArray::fromStringList(good))})->toArray();
    QCOMPARE(results.size(), 2);
    QCOMPARE(results.at(1).toMap().value(u"rows"_s), QCborValue(QCborArray{QCborValue(QCborArray{1})}));
    const QStringList bad{u"INSERT INTO entry (text) VALUES ('b')"_s,
                          u"INSERT INTO entry (text) VALUES ('a')"_s};
    QVERIFY(
        failureOf(call(u"runBatch"_s, {QCborValue(QCborArray::fromStringList(bad))})).contains(u"UNIQUE"_s));
    QCOMPARE(value(u"SELECT COUNT(*) FROM entry"_s), QCborValue(1));
}

void DatabaseTest::aScriptRunsUpToItsFailure()
{
    const auto failed = call(u"runScript"_s, {u"INSERT INTO entry (text) VALUES ('a'); SELECT nowhere;"
                                              "INSERT INTO entry (text) VALUES ('b')"_s});
    QVERIFY(failureOf(failed).contains(u"no such column: nowhere"_s));
    QCOMPARE(value(u"SELECT COUNT(*) FROM entry"_s), QCborValue(1));
}

void DatabaseTest::theDatabaseOutlivesASleep()
{
    QVERIFY(call(u"query"_s, {u"INSERT INTO entry (text) VALUES (?)"_s, QCborArray{u"kept"_s}}));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"ledger"_s});
    QCOMPARE(value(u"SELECT text FROM entry"_s), QCborValue(u"kept"_s));
}

void DatabaseTest::statementsRunOneAfterTheOther()
{
    m_sql->hold();
    const v8::RequestId first = callLater(u"query"_s, {u"INSERT INTO entry (text) VALUES ('a')"_s});
    const v8::RequestId second = callLater(u"query"_s, {u"SELECT COUNT(*) FROM entry"_s});
    QVERIFY(m_engine->waitUntil([this] { return m_sql->heldCount() == 1; }));
    QVERIFY(call(u"forget"_s, {})); // The actor has taken both calls by now.
    QCOMPARE(m_sql->heldCount(), 1u);
    m_sql->releaseOne();
    m_engine->waitForReply(first);
    QVERIFY(m_engine->waitUntil([this] { return m_sql->heldCount() == 1; }));
    m_sql->release();
    QVERIFY(m_engine->waitForReply(second).body.contains("\"rows\":[[1]]"));
}

void DatabaseTest::whatIsOutsideATransactionWaitsForItsEnd()
{
    QVERIFY(call(u"begin"_s, {}));
    QVERIFY(call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('inside')"_s}));
    const v8::RequestId outside = callLater(u"query"_s, {u"SELECT COUNT(*) FROM entry"_s});
    QVERIFY(call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('still')"_s}));
    QVERIFY(!m_engine->reply(outside));
    QVERIFY(call(u"commit"_s, {}));
    QVERIFY(m_engine->waitForReply(outside).body.contains("\"rows\":[[2]]"));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"ledger"_s});
    QCOMPARE(value(u"SELECT COUNT(*) FROM entry"_s), QCborValue(2));
}

void DatabaseTest::aTransactionThatIsRolledBackLeavesNothing()
{
    QVERIFY(call(u"begin"_s, {}));
    QVERIFY(call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('a')"_s}));
    QVERIFY(call(u"rollback"_s, {}));
    QCOMPARE(value(u"SELECT COUNT(*) FROM entry"_s), QCborValue(0));
}

void DatabaseTest::aStatementThatFailsFailsItsTransaction()
{
    QVERIFY(call(u"begin"_s, {}));
    QVERIFY(call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('a')"_s}));
    const QString first = failureOf(call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('a')"_s}));
    QVERIFY(first.contains(u"UNIQUE"_s));
    const qsizetype asked = m_sql->statements().size();
    QCOMPARE(failureOf(call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('b')"_s})), first);
    QCOMPARE(m_sql->statements().size(), asked);
    QCOMPARE(failureOf(call(u"commit"_s, {})), first);
    QCOMPARE(m_sql->statements().last(), u"ROLLBACK"_s);
    QCOMPARE(value(u"SELECT COUNT(*) FROM entry"_s), QCborValue(0));
}

void DatabaseTest::aStatementThatCannotBeAskedEndsItsTransaction()
{
    QVERIFY(call(u"begin"_s, {}));
    QVERIFY(call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('a')"_s}));
    const QCborArray list{QCborValue(QCborArray{1})};
    QVERIFY(!call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES (?)"_s, list}));
    QVERIFY(failureOf(call(u"commit"_s, {})).startsWith(u"sqlite.transaction_terminal"_s));
    QCOMPARE(value(u"SELECT COUNT(*) FROM entry"_s), QCborValue(0));
}

void DatabaseTest::aTransactionThatIsLetGoIsRolledBack()
{
    QVERIFY(call(u"begin"_s, {}));
    QVERIFY(call(u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('a')"_s}));
    QVERIFY(call(u"forget"_s, {}));
    QCOMPARE(value(u"SELECT COUNT(*) FROM entry"_s), QCborValue(0));
}

void DatabaseTest::aTransactionThatHasEndedTakesNothingMore()
{
    QVERIFY(call(u"begin"_s, {}));
    QVERIFY(call(u"commit"_s, {}));
    QCOMPARE(failureOf(call(u"runInside"_s, {u"SELECT 1"_s})),
             u"sqlite.transaction_terminal: The transaction has ended already."_s);
    QVERIFY(failureOf(call(u"commit"_s, {})).startsWith(u"sqlite.transaction_terminal"_s));
}

void DatabaseTest::tooManyRequestsAreRefused()
{
    // One is under way, so many wait, and what is more is refused.
    const int waitingMax = static_cast<int>(SqlQueue::requestsWaitingMax);
    QCOMPARE(call(u"flood"_s, {waitingMax + 1}), QCborValue(0));
    QCOMPARE(call(u"flood"_s, {waitingMax + 4}), QCborValue(3));
}

void DatabaseTest::aRequestThatIsTooLongIsRefused()
{
    const auto result = call(u"runLong"_s, {qint64{SqlQueue::requestBytesMax}});
    QVERIFY(failureOf(result).startsWith(u"message.outgoing_too_long"_s));
}

void DatabaseTest::aSleepWaitsForWhatIsUnderWay()
{
    QVERIFY(call(u"beforeSleep"_s, {u"INSERT INTO entry (text) VALUES ('goodnight')"_s}));
    m_sql->hold();
    m_engine->commandStop(m_id, StopReason::SleepIntent);
    QVERIFY(m_engine->waitUntil([this] { return m_sql->heldCount() == 1; }));
    QVERIFY(!m_engine->stopped(m_id));
    m_sql->release();
    QVERIFY(m_engine->waitUntil([this] { return m_engine->stopped(m_id).has_value(); }));
    m_engine->startActor(m_id, {.name = u"ledger"_s});
    QCOMPARE(value(u"SELECT text FROM entry"_s), QCborValue(u"goodnight"_s));
}

void DatabaseTest::aSleepEndsAnOpenTransaction()
{
    m_engine->startActor(u"other"_s, {.name = u"hasty"_s});
    QVERIFY(m_engine->call(u"other"_s, u"begin"_s));
    QVERIFY(m_engine->call(u"other"_s, u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('a')"_s}));
    m_engine->stopActor(u"other"_s, StopReason::SleepIntent);
    QCOMPARE(m_sql->statements().last(), u"ROLLBACK"_s);
}

void DatabaseTest::withoutADatabaseEveryCallFails()
{
    m_engine->startActor(u"other"_s, {.name = u"landless"_s});
    const QString words =
        u"database.not_enabled: Database not enabled. Must implement `database` to use database."_s;
    QCOMPARE(failureOf(m_engine->call(u"other"_s, u"query"_s, {u"SELECT 1"_s})), words);
    QCOMPARE(failureOf(m_engine->call(u"other"_s, u"begin"_s)), words);
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
