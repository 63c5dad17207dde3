// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using client::Encoding;
namespace v4 = client::v4;
namespace v8 = envoy::v8;

Q_DECLARE_METATYPE(rove::client::Encoding)

namespace {

QJsonObject objectOf(const ScriptedEngine::Reply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

ScriptedEngine::Request action(const QString &name, const QByteArray &body, const v8::Headers &headers = {})
{
    return {.method = u"POST"_s, .path = u"/action/"_s + name, .headers = headers, .body = body};
}

} // namespace

class HttpServerTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    void theFixedRoutesAnswer();
    void otherMethodsAndRoutesAreErrors();
    void actionsAnswerInEveryEncoding_data();
    void actionsAnswerInEveryEncoding();
    void bareIsAnsweredInTheVersionItCameIn();
    void argumentsMayComeInManyForms_data();
    void argumentsMayComeInManyForms();
    void failuresHaveTheirStatusAndMask_data();
    void failuresHaveTheirStatusAndMask();
    void errorsSayWhichActor();
    void unreadableRequestsAreRefused_data();
    void unreadableRequestsAreRefused();
    void anUnreadableBareBodyIsAnsweredByUserAgent();
    void anUnknownEncodingIsJson();
    void sizesAreBounded();
    void actionsTimeOut();
    void waitingActionsAreBounded();
    void everyCallIsAConnection();
    void refusedConnectionsAreErrors_data();
    void refusedConnectionsAreErrors();
    void abandonedRequestsAreNotAnswered();
    void plainRequestsReachTheActor();
    void chunkedBodiesArePutTogether();
    void chunkedBodiesAreBounded();
    void chunkedBodiesAreBoundedTogether();
    void anEndWaitsForABodyThatStillComes();

private:
    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

void HttpServerTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(specimens());
    m_engine->startActor(m_id);
}

void HttpServerTest::theFixedRoutesAnswer()
{
    QCOMPARE(m_engine->request(m_id, {.path = u"/health"_s}).body, QByteArray("ok"));
    QCOMPARE(m_engine->request(m_id, {.path = u"/?x=1"_s}).status, 200);
    const auto metadata = m_engine->request(m_id, {.path = u"/metadata"_s});
    QCOMPARE(metadata.headers.at(u"content-type"_s), u"application/json"_s);
    QCOMPARE(
        objectOf(metadata),
        (QJsonObject{{u"runtime"_s, u"rivetkit"_s}, {u"version"_s, u"2.3.19"_s}, {u"type"_s, u"local"_s}}));
}

void HttpServerTest::otherMethodsAndRoutesAreErrors()
{
    const auto method = m_engine->request(m_id, {.method = u"PUT"_s, .path = u"/action/add"_s});
    QCOMPARE(method.status, 405);
    QCOMPARE(objectOf(method).value(u"code"_s), u"method_not_allowed"_s);
    QCOMPARE(objectOf(method).value(u"metadata"_s),
             (QJsonObject{{u"method"_s, u"PUT"_s}, {u"path"_s, u"/action/add"_s}}));
    QCOMPARE(m_engine->request(m_id, {.method = u"POST"_s, .path = u"/health"_s}).status, 405);
    for (const QString &path : {u"/nope"_s, u"/action/a/b"_s, u"/action/"_s, u"/requests"_s}) {
        const auto missing = m_engine->request(m_id, {.path = path});
        QCOMPARE(missing.status, 404);
        QCOMPARE(objectOf(missing).value(u"message"_s),
                 QString(u"Actor route '"_s % path % u"' was not found."_s));
        QCOMPARE(objectOf(missing).value(u"metadata"_s),
                 (QJsonObject{{u"id"_s, path}, {u"resource"_s, u"route"_s}}));
    }
}

void HttpServerTest::actionsAnswerInEveryEncoding_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QString>("type");
    QTest::newRow("json") << Encoding::Json << u"application/json"_s;
    QTest::newRow("cbor") << Encoding::Cbor << u"application/octet-stream"_s;
    QTest::newRow("bare") << Encoding::Bare << u"application/octet-stream"_s;
}

void HttpServerTest::actionsAnswerInEveryEncoding()
{
    QFETCH(Encoding, encoding);
    QFETCH(QString, type);
    const auto reply = m_engine->callRaw(m_id, u"add"_s, {5}, encoding);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.headers.at(u"content-type"_s), type);
    QCOMPARE(m_engine->call(m_id, u"add"_s, {1}, encoding), QCborValue(6));
    QVERIFY(m_engine->call(m_id, u"say"_s, {u"x"_s}, encoding)->isUndefined());
    const QCborArray value{1.5, u"x"_s, QCborMap{{u"a"_s, QCborValue(nullptr)}}, QByteArray("bytes")};
    QCOMPARE(m_engine->call(m_id, u"echo"_s, {QCborValue(value)}, encoding), QCborValue(value));
    const auto error = m_engine->call(m_id, u"userFailure"_s, {}, encoding).error();
    QCOMPARE(error.wireName(), u"user.my_code"_s);
    QCOMPARE(error.metadata, (QCborMap{{u"a"_s, 1}, {u"b"_s, u"x"_s}}));
    QCOMPARE(m_engine->call(m_id, u"nope"_s, {}, encoding).error().message,
             u"Action `nope` was not found."_s);
}

void HttpServerTest::bareIsAnsweredInTheVersionItCameIn()
{
    for (int version = 1; version <= client::versionMax; ++version) {
        const auto reply = m_engine->callRaw(m_id, u"echo"_s, {u"x"_s}, Encoding::Bare, version);
        QCOMPARE(client::decode<v4::HttpActionResponse>(reply.body, Encoding::Bare)->version, version);
        const auto failed = m_engine->callRaw(m_id, u"userFailure"_s, {}, Encoding::Bare, version);
        QCOMPARE(client::decode<v4::HttpResponseError>(failed.body, Encoding::Bare)->version, version);
    }
}

void HttpServerTest::argumentsMayComeInManyForms_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("array") << QByteArray(R"({"args":[1]})");
    QTest::newRow("null") << QByteArray(R"({"args":null})");
    QTest::newRow("none") << QByteArray(R"({})");
    QTest::newRow("single") << QByteArray(R"({"args":1})");
    QTest::newRow("big") << QByteArray(R"({"args":[["$BigInt","1"]]})");
    QTest::newRow("unknown members") << QByteArray(R"({"args":[1],"more":true})");
}

void HttpServerTest::argumentsMayComeInManyForms()
{
    QFETCH(QByteArray, body);
    QCOMPARE(m_engine->request(m_id, action(u"add"_s, body)).body, QByteArray(R"({"output":1})"));
    ScriptedEngine::Request other = action(u"add"_s, body);
    other.path = u"/actions/a%64d?x=1"_s;
    QCOMPARE(m_engine->request(m_id, other).body, QByteArray(R"({"output":2})"));
}

void HttpServerTest::failuresHaveTheirStatusAndMask_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("wireName");
    QTest::addColumn<QString>("message");
    QTest::addColumn<bool>("hasMetadata");
    const QByteArray none = R"({"args":[]})";
    const QString masked = u"An internal error occurred"_s;
    QTest::newRow("user") << u"userFailure"_s << none << 500 << u"user.my_code"_s << u"bad thing"_s << true;
    QTest::newRow("exception") << u"crash"_s << none << 500 << u"rivetkit.internal_error"_s << masked
                               << false;
    QTest::newRow("own code") << u"ownFailure"_s << none << 500 << u"mygroup.mycode"_s << masked << false;
    QTest::newRow("unknown") << u"a.b.c"_s << none << 404 << u"actor.action_not_found"_s
                             << u"Action `a.b.c` was not found."_s << false;
    QTest::newRow("arguments") << u"add"_s << QByteArray(R"({"args":["x"]})") << 500
                               << u"user.invalid_arguments"_s
                               << u"argument 1 (by) must be an integer, but is a string"_s << false;
    QTest::newRow("too long") << u"big"_s << QByteArray(R"({"args":[1048577]})") << 400
                              << u"message.outgoing_too_long"_s << u"Outgoing message too long"_s << false;
}

void HttpServerTest::failuresHaveTheirStatusAndMask()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, wireName);
    QFETCH(QString, message);
    QFETCH(bool, hasMetadata);
    const auto reply = m_engine->request(m_id, action(name, body));
    const QJsonObject error = objectOf(reply);
    QCOMPARE(reply.status, status);
    QCOMPARE(QString(error.value(u"group"_s).toString() % u'.' % error.value(u"code"_s).toString()),
             wireName);
    QCOMPARE(error.value(u"message"_s), message);
    QCOMPARE(error.value(u"metadata"_s).isObject(), hasMetadata);
    QVERIFY(!reply.body.contains("secret"));
    if (message == "An internal error occurred"_L1)
        QVERIFY(m_engine->logText().contains(u"a secret"_s));
}

void HttpServerTest::errorsSayWhichActor()
{
    const auto reply = m_engine->request(m_id, action(u"crash"_s, "{}"));
    QCOMPARE(objectOf(reply).value(u"actor"_s),
             (QJsonObject{{u"actorId"_s, m_id}, {u"generation"_s, 1}, {u"key"_s, u"k"_s}}));
    m_engine->startActor(u"empty"_s, {.key = u"/"_s});
    const auto empty = m_engine->request(u"empty"_s, action(u"crash"_s, "{}"));
    QCOMPARE(objectOf(empty).value(u"actor"_s).toObject().value(u"key"_s), u""_s);
}

void HttpServerTest::unreadableRequestsAreRefused_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("params");
    QTest::newRow("empty") << u"json"_s << QByteArray() << QString();
    QTest::newRow("no json") << u"json"_s << QByteArray("{") << QString();
    QTest::newRow("no cbor") << u"cbor"_s << QByteArray("\xff") << QString();
    QTest::newRow("no bare") << u"bare"_s << QByteArray("\x04\x00\x05", 3) << QString();
    QTest::newRow("new version") << u"bare"_s << QByteArray("\x05\x00\x01\x80", 4) << QString();
    QTest::newRow("bare without cbor") << u"bare"_s << QByteArray("\x04\x00\x01\xff", 4) << QString();
    QTest::newRow("params") << u"json"_s << QByteArray(R"({"args":[]})") << u"{"_s;
}

void HttpServerTest::unreadableRequestsAreRefused()
{
    QFETCH(QString, encoding);
    QFETCH(QByteArray, body);
    QFETCH(QString, params);
    v8::Headers headers{{u"x-rivet-encoding"_s, encoding}};
    if (!params.isEmpty())
        headers.emplace(u"x-rivet-conn-params"_s, params);
    const auto reply = m_engine->request(m_id, action(u"add"_s, body, headers));
    QCOMPARE(reply.status, 400);
    const auto error =
        client::decode<v4::HttpResponseError>(reply.body, *client::encodingFromName(encoding.toLatin1()));
    QVERIFY(error);
    QCOMPARE(error->message.group, u"core"_s);
    QCOMPARE(error->message.code, u"internal_error"_s);
    QCOMPARE(error->message.message, u"An internal error occurred"_s);
}

void HttpServerTest::anUnreadableBareBodyIsAnsweredByUserAgent()
{
    const auto reply = m_engine->request(
        m_id,
        action(u"add"_s, "", {{u"x-rivet-encoding"_s, u"bare"_s}, {u"user-agent"_s, u"RivetKit/2.0.33"_s}}));
    QCOMPARE(client::decode<v4::HttpResponseError>(reply.body, Encoding::Bare)->version, 2);
}

void HttpServerTest::anUnknownEncodingIsJson()
{
    const auto reply =
        m_engine->request(m_id, action(u"add"_s, R"({"args":[3]})", {{u"x-rivet-encoding"_s, u"xml"_s}}));
    QCOMPARE(reply.body, QByteArray(R"({"output":3})"));
}

void HttpServerTest::sizesAreBounded()
{
    const QByteArray frame = R"({"args":[""]})";
    QByteArray body = frame;
    body.insert(10, QByteArray(limits::actorMessageBytesInMax - frame.size(), 'x'));
    QCOMPARE(m_engine->request(m_id, action(u"echo"_s, body)).status, 200);
    body.insert(10, 'x');
    const auto reply = m_engine->request(m_id, action(u"echo"_s, body));
    QCOMPARE(reply.status, 400);
    QCOMPARE(objectOf(reply).value(u"code"_s), u"incoming_too_long"_s);
    QCOMPARE(objectOf(reply).value(u"message"_s), u"Incoming message too long"_s);
}

void HttpServerTest::actionsTimeOut()
{
    m_engine->startActor(u"b"_s, {.name = u"impatient"_s});
    const auto reply = m_engine->request(u"b"_s, action(u"wait"_s, "{}"));
    QCOMPARE(reply.status, 408);
    QCOMPARE(objectOf(reply).value(u"code"_s), u"action_timed_out"_s);
    // A late answer is nobody's.
    QVERIFY(m_engine->call(u"b"_s, u"release"_s));
}

void HttpServerTest::waitingActionsAreBounded()
{
    std::vector<v8::RequestId> waiting;
    for (int i = 0; i < limits::pendingActionsPerActorMax; ++i)
        waiting.push_back(m_engine->send(m_id, action(u"wait"_s, "{}")));
    const auto refused = m_engine->request(m_id, action(u"wait"_s, "{}"));
    QCOMPARE(refused.status, 503);
    QCOMPARE(objectOf(refused).value(u"code"_s), u"overloaded"_s);
    m_engine->stopActor(m_id, v8::StopReason::SleepIntent);
    for (const v8::RequestId &id : waiting)
        QCOMPARE(m_engine->waitForReply(id).status, 500);
}

void HttpServerTest::everyCallIsAConnection()
{
    const v8::Headers params{{u"x-rivet-conn-params"_s, u"{\"name\":\"Zoë\"}"_s}};
    QCOMPARE(m_engine->request(m_id, action(u"whoAmI"_s, "{}", params)).body,
             QByteArray("{\"output\":\"Zo\xc3\xab\"}"));
    // The same, as a listener that takes header bytes for Latin-1 hands it over.
    const v8::Headers latin1{{u"x-rivet-conn-params"_s, u"{\"name\":\"Zo\u00c3\u00ab\"}"_s}};
    QCOMPARE(m_engine->request(m_id, action(u"whoAmI"_s, "{}", latin1)).body,
             QByteArray("{\"output\":\"Zo\xc3\xab\"}"));
    QVERIFY(m_engine->logText().contains(u"disconnected"_s));
}

void HttpServerTest::refusedConnectionsAreErrors_data()
{
    QTest::addColumn<QString>("refuse");
    QTest::addColumn<QString>("wireName");
    QTest::newRow("user") << u"user"_s << u"user.denied"_s;
    QTest::newRow("internal") << u"internal"_s << u"rivetkit.internal_error"_s;
    QTest::newRow("exception") << u"throw"_s << u"rivetkit.internal_error"_s;
}

void HttpServerTest::refusedConnectionsAreErrors()
{
    QFETCH(QString, refuse);
    QFETCH(QString, wireName);
    const v8::Headers params{{u"x-rivet-conn-params"_s, QString(u"{\"refuse\":\""_s % refuse % u"\"}"_s)}};
    const auto reply = m_engine->request(m_id, action(u"add"_s, "{}", params));
    QCOMPARE(reply.status, 500);
    const QJsonObject error = objectOf(reply);
    QCOMPARE(QString(error.value(u"group"_s).toString() % u'.' % error.value(u"code"_s).toString()),
             wireName);
    QVERIFY(!reply.body.contains("secret"));
    QCOMPARE(m_engine->request(m_id, {.path = u"/request/"_s, .headers = params}).status, 500);
}

void HttpServerTest::abandonedRequestsAreNotAnswered()
{
    const auto waiting = m_engine->send(m_id, action(u"wait"_s, "{}"));
    m_engine->tunnel(waiting, 1, v8::RequestAbort{.actorId = m_id, .actorGeneration = 1, .reason = {}});
    QVERIFY(m_engine->call(m_id, u"release"_s));
    QVERIFY(m_engine->call(m_id, u"add"_s));
    QVERIFY(!m_engine->reply(waiting));
}

void HttpServerTest::plainRequestsReachTheActor()
{
    const auto reply =
        m_engine->request(m_id, {.method = u"PATCH"_s, .path = u"/request/a/b?c=d"_s, .body = "body"});
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.headers.at(u"x-specimen"_s), u"yes"_s);
    QCOMPARE(reply.body, QByteArray("PATCH /a/b?c=d body"));
    QCOMPARE(m_engine->request(m_id, {.path = u"/request"_s}).body, QByteArray("GET / "));
    QCOMPARE(m_engine->request(m_id, {.path = u"/request?x"_s}).body, QByteArray("GET /?x "));
    const auto failed = m_engine->request(m_id, {.path = u"/request/fail"_s});
    QCOMPARE(failed.status, 500);
    QCOMPARE(objectOf(failed).value(u"message"_s), u"no such page"_s);
    m_engine->startActor(u"plain"_s, {.name = u"stateless"_s});
    const auto none = m_engine->request(u"plain"_s, {.path = u"/request/"_s});
    QCOMPARE(none.status, 404);
    QVERIFY(none.body.isEmpty());
}

void HttpServerTest::chunkedBodiesArePutTogether()
{
    const v8::RequestId id{7, 7, 7, 7};
    m_engine->tunnel(id, 0,
                     v8::RequestStart{.actorId = m_id,
                                      .actorGeneration = 1,
                                      .method = u"POST"_s,
                                      .path = u"/action/add"_s,
                                      .headers = {},
                                      .body = {},
                                      .stream = true,
                                      .responseStream = true});
    m_engine->tunnel(id, 1, v8::RequestChunk{.body = R"({"args)", .finish = false});
    m_engine->tunnel(id, 2, v8::RequestChunk{.body = R"(":[4]})", .finish = true});
    QCOMPARE(m_engine->waitForReply(id).body, QByteArray(R"({"output":4})"));
}

void HttpServerTest::chunkedBodiesAreBounded()
{
    const v8::RequestStart start{.actorId = m_id,
                                 .actorGeneration = {},
                                 .method = u"POST"_s,
                                 .path = u"/action/add"_s,
                                 .headers = {},
                                 .body = {},
                                 .stream = true,
                                 .responseStream = false};
    std::vector<v8::RequestId> open;
    for (int i = 0; i <= limits::pendingActionsPerActorMax; ++i) {
        open.push_back({8, 8, static_cast<std::uint8_t>(i / 256 + 10), static_cast<std::uint8_t>(i % 256)});
        m_engine->tunnel(open.back(), 0, start);
    }
    QCOMPARE(m_engine->waitForReply(open.back()).status, 503);
    const QByteArray half(limits::actorMessageBytesInMax / 2 + 1, 'x');
    m_engine->tunnel(open.front(), 1, v8::RequestChunk{.body = half, .finish = false});
    m_engine->tunnel(open.front(), 2, v8::RequestChunk{.body = half, .finish = false});
    QCOMPARE(m_engine->waitForReply(open.front()).status, 400);
    m_engine->tunnel(open.front(), 3, v8::RequestChunk{.body = half, .finish = true});
    m_engine->tunnel(open[1], 1, v8::RequestAbort{.actorId = {}, .actorGeneration = {}, .reason = {}});
    // Both have made room.
    m_engine->tunnel({8, 8, 9, 0}, 0, start);
    m_engine->tunnel({8, 8, 9, 0}, 1, v8::RequestChunk{.body = "{}", .finish = true});
    QCOMPARE(m_engine->waitForReply({8, 8, 9, 0}).status, 200);
}

void HttpServerTest::chunkedBodiesAreBoundedTogether()
{
    const v8::RequestStart start{.actorId = m_id,
                                 .actorGeneration = {},
                                 .method = u"POST"_s,
                                 .path = u"/request/large"_s,
                                 .headers = {},
                                 .body = {},
                                 .stream = true,
                                 .responseStream = false};
    const QByteArray longest(limits::httpBodyBytesMax, 'x');
    for (std::uint8_t i = 0; i < limits::streamedUploadsPerActorMax; ++i) {
        m_engine->tunnel({8, 8, 8, i}, 0, start);
        m_engine->tunnel({8, 8, 8, i}, 1, v8::RequestChunk{.body = longest, .finish = false});
    }
    m_engine->tunnel({8, 8, 9, 0}, 0, start);
    m_engine->tunnel({8, 8, 9, 0}, 1, v8::RequestChunk{.body = "x", .finish = true});
    QCOMPARE(m_engine->waitForReply({8, 8, 9, 0}).status, 503);
    m_engine->tunnel({8, 8, 8, 0}, 2, v8::RequestAbort{.actorId = {}, .actorGeneration = {}, .reason = {}});
    m_engine->tunnel({8, 8, 9, 1}, 0, start);
    m_engine->tunnel({8, 8, 9, 1}, 1, v8::RequestChunk{.body = "x", .finish = true});
    QCOMPARE(m_engine->waitForReply({8, 8, 9, 1}).status, 201);
}

void HttpServerTest::anEndWaitsForABodyThatStillComes()
{
    const v8::RequestId id{7, 7, 7, 8};
    m_engine->tunnel(id, 0,
                     v8::RequestStart{.actorId = m_id,
                                      .actorGeneration = {},
                                      .method = u"POST"_s,
                                      .path = u"/action/add"_s,
                                      .headers = {},
                                      .body = {},
                                      .stream = true,
                                      .responseStream = false});
    m_engine->commandStop(m_id, v8::StopReason::SleepIntent);
    m_engine->tunnel(id, 1, v8::RequestChunk{.body = R"({"args":[4]})", .finish = true});
    QCOMPARE(m_engine->waitForReply(id).status, 200);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(m_id).has_value(); }));
    QCOMPARE(m_engine->storedState(m_id).value(u"count"_s), 4);
}

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_httpserver.moc"
