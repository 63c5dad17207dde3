// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/inspector/frame.h"
#include "tests/unit/engine/runtime/ledger.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/sqlanswers.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::RequestId;
namespace v6 = inspector::v6;

/// What inspectors see of an actor's database (spec/inspector.md 3.11 and 4.2).
class DatabaseInspectorTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theSocketSaysThatThereIsADatabase();
    void theSocketGivesTheSchema();
    void theSocketGivesRows();
    void theSocketAnswersInOrder();
    void theSummarySaysThatThereIsADatabase();
    void httpGivesTheSchema();
    void httpGivesRows();
    void httpRefusesWhatIsNoRange_data();
    void httpRefusesWhatIsNoRange();
    void httpRunsStatements();
    void httpRefusesWhatIsNoStatement_data();
    void httpRefusesWhatIsNoStatement();
    void aFailureOfSqlHasItsWords();
    void anInspectorWaitsForTheActorsTransaction();
    void namesAreQuoted();
    void withoutADatabaseThereIsNothingToSee();

private:
    RequestId open(const QString &actorId);
    v6::ToClient next(const RequestId &socket);
    void send(const RequestId &socket, const v6::ToServer &message)
    {
        m_engine->sendToSocket(socket, *inspector::encodeToServer(message, {}));
    }
    ScriptedEngine::Request request(const QString &method, const QString &path, const QByteArray &body = {},
                                    const QString &actorId = u"actor-1"_s)
    {
        return {.method = method,
                .path = u"/inspector/database/"_s % path,
                .headers = {{u"authorization"_s, u"Bearer "_s % m_engine->inspectorToken(actorId)}},
                .body = body};
    }
    ScriptedEngine::Reply http(const QString &method, const QString &path, const QByteArray &body = {})
    {
        return m_engine->request(m_id, request(method, path, body));
    }
    QJsonArray rows(const QString &sql)
    {
        const QJsonObject body{{"sql"_L1, sql}};
        return objectOf(http(u"POST"_s, u"execute"_s, cbor::writeJson(body))).value("rows"_L1).toArray();
    }
    static QJsonObject objectOf(const ScriptedEngine::Reply &reply)
    {
        return QJsonDocument::fromJson(reply.body).object();
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<SqlAnswers> m_sql;
    const QString m_id = u"actor-1"_s;
};

void DatabaseInspectorTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(ledgers());
    m_sql = std::make_unique<SqlAnswers>(*m_engine);
    m_engine->startActor(m_id, {.name = u"ledger"_s});
    QVERIFY(m_engine->call(m_id, u"runScript"_s,
                           {u"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x',"
                            "  entry INTEGER REFERENCES entry (id) ON DELETE CASCADE, bin BLOB, score REAL);"
                            "CREATE VIEW names AS SELECT name FROM users;"
                            "CREATE TABLE __drizzle_migrations (a);"
                            "INSERT INTO users (name, bin, score) VALUES ('Ann', x'0102ff', 1.5),"
                            "  ('Bob', NULL, 9e999);"_s}));
}

void DatabaseInspectorTest::cleanup()
{
    m_sql.reset();
    m_engine.reset();
}

RequestId DatabaseInspectorTest::open(const QString &actorId)
{
    return m_engine->openSocket(actorId, u"/inspector/connect?protocol_version=6"_s,
                                {u"rivet_inspector_token."_s % m_engine->inspectorToken(actorId)});
}

v6::ToClient DatabaseInspectorTest::next(const RequestId &socket)
{
    const auto message = m_engine->nextMessage(socket);
    if (!message)
        qFatal("The socket was closed: %s", qPrintable(m_engine->socket(socket).closed->reason));
    return *inspector::decodeToClient(message->data, {});
}

// --- The socket ---

void DatabaseInspectorTest::theSocketSaysThatThereIsADatabase()
{
    QVERIFY(std::get<v6::Init>(next(open(m_id))).isDatabaseEnabled);
    m_engine->startActor(u"other"_s, {.name = u"landless"_s});
    QVERIFY(!std::get<v6::Init>(next(open(u"other"_s))).isDatabaseEnabled);
}

void DatabaseInspectorTest::theSocketGivesTheSchema()
{
    const RequestId socket = open(m_id);
    next(socket);
    send(socket, v6::DatabaseSchemaRequest{.id = {12}});
    const auto response = std::get<v6::DatabaseSchemaResponse>(next(socket));
    QCOMPARE(response.rid.value, 12u);
    const QCborArray tables = cbor::decode(response.schema)->toMap().value(u"tables"_s).toArray();
    QStringList names;
    for (const QCborValue &table : tables)
        names.append(table.toMap().value(u"table"_s).toMap().value(u"name"_s).toString());
    QCOMPARE(names, (QStringList{u"entry"_s, u"names"_s, u"start"_s, u"users"_s}));
    const QCborMap users = tables.at(3).toMap();
    QCOMPARE(users.value(u"records"_s), QCborValue(2));
    QCOMPARE(
        users.value(u"table"_s),
        QCborValue(QCborMap{{u"name"_s, u"users"_s}, {u"schema"_s, u"main"_s}, {u"type"_s, u"table"_s}}));
    // As rivetkit 2.3.19 gives a column (spec/vectors/inspector.json, v6.db.schema.response), in whichever
    // order.
    QCborMap name = users.value(u"columns"_s).toArray().at(1).toMap();
    QCOMPARE(name.size(), 6);
    QCOMPARE(name.value(u"cid"_s), QCborValue(1));
    QCOMPARE(name.value(u"name"_s), QCborValue(u"name"_s));
    QCOMPARE(name.value(u"type"_s), QCborValue(u"TEXT"_s));
    QCOMPARE(name.value(u"notnull"_s), QCborValue(1));
    QCOMPARE(name.value(u"dflt_value"_s), QCborValue(u"'x'"_s));
    QCOMPARE(name.value(u"pk"_s), QCborValue(0));
    const QCborMap key = users.value(u"foreignKeys"_s).toArray().at(0).toMap();
    QCOMPARE(key.size(), 8);
    QCOMPARE(key.value(u"table"_s), QCborValue(u"entry"_s));
    QCOMPARE(key.value(u"on_delete"_s), QCborValue(u"CASCADE"_s));
    QCOMPARE(tables.at(1).toMap().value(u"table"_s).toMap().value(u"type"_s), QCborValue(u"view"_s));
}

void DatabaseInspectorTest::theSocketGivesRows()
{
    const RequestId socket = open(m_id);
    next(socket);
    send(socket,
         v6::DatabaseTableRowsRequest{.id = {13}, .table = u"users"_s, .limit = {100}, .offset = {0}});
    const auto response = std::get<v6::DatabaseTableRowsResponse>(next(socket));
    QCOMPARE(response.rid.value, 13u);
    const QCborArray found = cbor::decode(response.result)->toArray();
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.at(0).toMap().value(u"bin"_s), QCborValue(QCborArray{1, 2, 255}));
    QCOMPARE(found.at(0).toMap().value(u"score"_s), QCborValue(1.5));
    QCOMPARE(found.at(1).toMap().value(u"score"_s), QCborValue(nullptr));
    send(socket, v6::DatabaseTableRowsRequest{.id = {14}, .table = u"users"_s, .limit = {1}, .offset = {1}});
    const auto second = std::get<v6::DatabaseTableRowsResponse>(next(socket));
    QCOMPARE(cbor::decode(second.result)->toArray().at(0).toMap().value(u"name"_s), QCborValue(u"Bob"_s));
    send(socket, v6::DatabaseTableRowsRequest{.id = {15}, .table = u"nope"_s, .limit = {1}, .offset = {0}});
    QCOMPARE(std::get<v6::Error>(next(socket)).message,
             u"query rows for `nope`: failed to prepare sqlite execute statement: no such table: nope"_s);
}

void DatabaseInspectorTest::theSocketAnswersInOrder()
{
    const RequestId socket = open(m_id);
    next(socket);
    m_sql->hold();
    send(socket, v6::DatabaseTableRowsRequest{.id = {1}, .table = u"users"_s, .limit = {1}, .offset = {0}});
    send(socket, v6::StateRequest{.id = {2}});
    send(socket, v6::DatabaseTableRowsRequest{.id = {3}, .table = u"nope"_s, .limit = {1}, .offset = {0}});
    QVERIFY(m_engine->waitUntil([this] { return m_sql->heldCount() == 1; }));
    QVERIFY(m_engine->socket(socket).messages.empty());
    m_sql->release();
    QCOMPARE(std::get<v6::DatabaseTableRowsResponse>(next(socket)).rid.value, 1u);
    QCOMPARE(std::get<v6::StateResponse>(next(socket)).rid.value, 2u);
    QVERIFY(std::holds_alternative<v6::Error>(next(socket)));
}

// --- HTTP ---

void DatabaseInspectorTest::theSummarySaysThatThereIsADatabase()
{
    const auto answer = m_engine->request(
        m_id, {.path = u"/inspector/summary"_s,
               .headers = {{u"authorization"_s, u"Bearer "_s % m_engine->inspectorToken(m_id)}}});
    QCOMPARE(objectOf(answer).value("isDatabaseEnabled"_L1), QJsonValue(true));
}

void DatabaseInspectorTest::httpGivesTheSchema()
{
    const QJsonObject schema = objectOf(http(u"GET"_s, u"schema"_s)).value("schema"_L1).toObject();
    const QJsonObject users = schema.value("tables"_L1).toArray().at(3).toObject();
    QCOMPARE(users.keys(), (QStringList{u"columns"_s, u"foreignKeys"_s, u"records"_s, u"table"_s}));
    QCOMPARE(users.value("columns"_L1).toArray().size(), 5);
}

void DatabaseInspectorTest::httpGivesRows()
{
    QCOMPARE(http(u"GET"_s, u"rows?table=names"_s).body, R"({"rows":[{"name":"Ann"},{"name":"Bob"}]})"_ba);
    QCOMPARE(http(u"GET"_s, u"rows?table=names&limit=1&offset=1"_s).body, R"({"rows":[{"name":"Bob"}]})"_ba);
    QCOMPARE(http(u"GET"_s, u"rows?table=names&limit=5&offset=99999999999999999999"_s).status, 400);
    QVERIFY(m_engine->call(m_id, u"query"_s,
                           {u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
                            "INSERT INTO entry (text) SELECT 'row ' || i FROM n"_s}));
    const auto all = objectOf(http(u"GET"_s, u"rows?table=entry&limit=9999"_s));
    QCOMPARE(all.value("rows"_L1).toArray().size(), 500);
    QCOMPARE(objectOf(http(u"GET"_s, u"rows?table=entry"_s)).value("rows"_L1).toArray().size(), 100);
}

void DatabaseInspectorTest::httpRefusesWhatIsNoRange_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("status");
    QTest::newRow("no table") << u""_s << 400;
    QTest::newRow("empty table") << u"?table="_s << 400;
    QTest::newRow("bad limit") << u"?table=users&limit=many"_s << 400;
    QTest::newRow("negative") << u"?table=users&offset=-1"_s << 400;
    QTest::newRow("unknown table") << u"?table=nope"_s << 500;
}

void DatabaseInspectorTest::httpRefusesWhatIsNoRange()
{
    QFETCH(QString, query);
    QFETCH(int, status);
    QCOMPARE(http(u"GET"_s, u"rows"_s % query).status, status);
}

void DatabaseInspectorTest::httpRunsStatements()
{
    const auto inserted = http(u"POST"_s, u"execute"_s,
                               R"({"sql":"INSERT INTO entry (text) VALUES (?) RETURNING id, text",)"
                               R"("args":["one"]})"_ba);
    QCOMPARE(inserted.status, 200);
    QCOMPARE(inserted.body, R"({"rows":[{"id":1,"text":"one"}]})"_ba);
    const auto named = http(u"POST"_s, u"execute"_s,
                            R"x({"sql":"INSERT INTO entry (text) VALUES (:text)",)x"
                            R"x("properties":{"text":"two"}})x"_ba);
    QCOMPARE(named.body, R"({"rows":[]})"_ba);
    QCOMPARE(rows(u"SELECT COUNT(*) AS n FROM entry"_s), (QJsonArray{QJsonObject{{"n"_L1, 2}}}));
    QCOMPARE(rows(u"SELECT x'00ff' AS b, 1 = 1 AS t"_s),
             (QJsonArray{QJsonObject{{"b"_L1, QJsonArray{0, 255}}, {"t"_L1, 1}}}));
}

void DatabaseInspectorTest::httpRefusesWhatIsNoStatement_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << ""_ba << R"({"error":"sql is required"})"_ba;
    QTest::newRow("blank") << R"({"sql":"  "})"_ba << R"({"error":"sql is required"})"_ba;
    QTest::newRow("both") << R"({"sql":"SELECT 1","args":[],"properties":{}})"_ba
                          << R"({"error":"use either args or properties, not both"})"_ba;
    QTest::newRow("args") << R"({"sql":"SELECT 1","args":{}})"_ba
                          << R"({"error":"args must be an array"})"_ba;
    QTest::newRow("properties") << R"({"sql":"SELECT 1","properties":[]})"_ba
                                << R"({"error":"properties must be an object"})"_ba;
}

void DatabaseInspectorTest::httpRefusesWhatIsNoStatement()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, answer);
    const auto reply = http(u"POST"_s, u"execute"_s, body);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.body, answer);
}

void DatabaseInspectorTest::aFailureOfSqlHasItsWords()
{
    const auto failed = http(u"POST"_s, u"execute"_s, R"({"sql":"SELECT * FROM nowhere"})"_ba);
    QCOMPARE(failed.status, 500);
    QCOMPARE(objectOf(failed).value("group"_L1), QJsonValue(u"core"_s));
    QVERIFY(objectOf(failed).value("message"_L1).toString().contains(u"no such table: nowhere"_s));
    const auto unknown = http(u"POST"_s, u"execute"_s, R"({"sql":"SELECT :a","properties":{"b":1}})"_ba);
    QCOMPARE(unknown.status, 400);
}

void DatabaseInspectorTest::anInspectorWaitsForTheActorsTransaction()
{
    QVERIFY(m_engine->call(m_id, u"begin"_s));
    const RequestId asked = m_engine->send(m_id, request(u"GET"_s, u"rows?table=entry"_s));
    QVERIFY(m_engine->call(m_id, u"runInside"_s, {u"INSERT INTO entry (text) VALUES ('a')"_s}));
    QVERIFY(!m_engine->reply(asked));
    QVERIFY(m_engine->call(m_id, u"rollback"_s));
    QCOMPARE(m_engine->waitForReply(asked).body, R"({"rows":[]})"_ba);
}

void DatabaseInspectorTest::namesAreQuoted()
{
    QVERIFY(m_engine->call(m_id, u"runScript"_s,
                           {u"CREATE TABLE \"a \"\"quoted\"\" name\" (\"b c\"); "
                            "INSERT INTO \"a \"\"quoted\"\" name\" VALUES (1)"_s}));
    QCOMPARE(http(u"GET"_s, u"rows?table=a%20%22quoted%22%20name"_s).body, R"({"rows":[{"b c":1}]})"_ba);
    QCOMPARE(http(u"GET"_s, u"schema"_s).status, 200);
}

void DatabaseInspectorTest::withoutADatabaseThereIsNothingToSee()
{
    m_engine->startActor(u"other"_s, {.name = u"landless"_s});
    const auto ask = [this](const QString &method, const QString &path, const QByteArray &body = {}) {
        return m_engine->request(u"other"_s, request(method, path, body, u"other"_s));
    };
    QCOMPARE(ask(u"GET"_s, u"schema"_s).body, R"({"schema":{"tables":[]}})"_ba);
    QCOMPARE(ask(u"GET"_s, u"rows?table=x"_s).status, 400);
    const auto executed = ask(u"POST"_s, u"execute"_s, R"({"sql":"SELECT 1"})"_ba);
    QCOMPARE(executed.status, 400);
    QCOMPARE(objectOf(executed).value("code"_L1), QJsonValue(u"not_enabled"_s));
}

QTEST_GUILESS_MAIN(DatabaseInspectorTest)
#include "tst_databaseinspector.moc"
