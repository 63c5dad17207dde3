// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/inspector/frame.h"
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
using envoy::v8::RequestId;
using envoy::v8::StopReason;
using inspector::Dialect;
using inspector::Framing;
namespace v6 = inspector::v6;
namespace v8 = envoy::v8;

class InspectorTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    // The socket.
    void everyVersionGetsItsInit_data();
    void everyVersionGetsItsInit();
    void wrongVersionsAreClosedBeforeTheTokenIsLookedAt();
    void wrongTokensAreClosed();
    void theTokenMayComeInAHeader();
    void requestsAreAnswered();
    void unsupportedRequestsHaveAnAnswer();
    void aPatchReachesTheLiveActor();
    void badPatchesAreErrors();
    void stateIsPushedUpToTheLastChange();
    void connectionsArePushed();
    void schedulesArePushedAndDeleted();
    void answersKeepTheOrderOfTheRequests();
    void badFramesAreErrorsAndTheSocketStays();
    void waitingRequestsAndSocketsAreBounded();
    void aClosedSocketLeavesItsActionRunning();
    void sleepClosesTheSocketWhichDoesNotKeepAwake();
    void statelessActorsSaySo();

    // HTTP.
    void httpNeedsTheToken();
    void httpShowsTheActor();
    void httpPatchesTheState();
    void httpCallsActions_data();
    void httpCallsActions();

private:
    RequestId open(const QString &query = u"?protocol_version=6"_s);
    v6::ToClient next(const RequestId &socket, Dialect dialect = {});
    template <class Message>
    Message nextAs(const RequestId &socket, Dialect dialect = {});
    /// The next message of that kind; pushes in between are skipped.
    template <class Message>
    Message waitFor(const RequestId &socket);
    void send(const RequestId &socket, const v6::ToServer &message, Dialect dialect = {});
    ScriptedEngine::Reply http(const QString &method, const QString &path, const QByteArray &body = {});
    QString tokenProtocol() const { return u"rivet_inspector_token."_s + m_engine->inspectorToken(m_id); }

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

namespace {

QJsonObject objectOf(const ScriptedEngine::Reply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QCborMap stateOf(const std::optional<QByteArray> &bytes)
{
    return cbor::decodeCompat(bytes.value_or(QByteArray()))->toMap();
}

} // namespace

void InspectorTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(specimens());
    m_engine->startActor(m_id);
}

RequestId InspectorTest::open(const QString &query)
{
    return m_engine->openSocket(m_id, u"/inspector/connect"_s + query, {tokenProtocol()});
}

v6::ToClient InspectorTest::next(const RequestId &socket, Dialect dialect)
{
    const auto message = m_engine->nextMessage(socket);
    if (!message)
        qFatal("The socket was closed: %s", qPrintable(m_engine->socket(socket).closed->reason));
    return *inspector::decodeToClient(message->data, dialect);
}

template <class Message>
Message InspectorTest::nextAs(const RequestId &socket, Dialect dialect)
{
    return std::get<Message>(next(socket, dialect));
}

template <class Message>
Message InspectorTest::waitFor(const RequestId &socket)
{
    for (;;)
        if (const v6::ToClient message = next(socket); std::holds_alternative<Message>(message))
            return std::get<Message>(message);
}

void InspectorTest::send(const RequestId &socket, const v6::ToServer &message, Dialect dialect)
{
    m_engine->sendToSocket(socket, *inspector::encodeToServer(message, dialect));
}

void InspectorTest::everyVersionGetsItsInit_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("framing");
    QTest::addColumn<int>("version");
    for (int version = inspector::versionMin; version <= inspector::versionMax; ++version)
        QTest::addRow("v%d", version)
            << u"?protocol_version=%1"_s.arg(version) << int(Framing::Negotiated) << version;
    QTest::newRow("embedded") << u""_s << int(Framing::Embedded) << 5;
    QTest::newRow("first wins") << u"?x=1&protocol_version=4&protocol_version=6"_s << int(Framing::Negotiated)
                                << 4;
}

void InspectorTest::everyVersionGetsItsInit()
{
    QFETCH(QString, query);
    QFETCH(int, framing);
    QFETCH(int, version);
    const Dialect dialect{.framing = Framing(framing), .version = version};
    const RequestId socket = open(query);
    const auto first = m_engine->nextMessage(socket);
    QVERIFY(first && first->binary);
    if (dialect.framing == Framing::Embedded)
        QCOMPARE(first->data.left(3), QByteArray("\x05\x00\x0d", 3));
    const auto hello = std::get<v6::Init>(*inspector::decodeToClient(first->data, dialect));
    QVERIFY(hello.isStateEnabled);
    QVERIFY(!hello.isDatabaseEnabled && !hello.isWorkflowEnabled);
    QCOMPARE(stateOf(hello.state).value(u"label"_s), QCborValue(u"created"_s));
    QVERIFY(std::ranges::is_sorted(hello.rpcs));
    QVERIFY(std::ranges::contains(hello.rpcs, u"add"_s));
    QVERIFY(!m_engine->socket(socket).canHibernate);

    send(socket, v6::StateRequest{.id = {300}}, dialect);
    const auto state = nextAs<v6::StateResponse>(socket, dialect);
    QCOMPARE(state.rid.value, 300U);
    QCOMPARE(stateOf(state.state).value(u"count"_s), QCborValue(0));
}

void InspectorTest::wrongVersionsAreClosedBeforeTheTokenIsLookedAt()
{
    for (const QString &version : {u""_s, u"x"_s, u"0"_s, u"7"_s, u"-1"_s, u"99999999999"_s}) {
        const RequestId socket =
            m_engine->openSocket(m_id, u"/inspector/connect?protocol_version="_s + version, {});
        QCOMPARE(m_engine->waitForClose(socket).code, 1002);
        QCOMPARE(m_engine->waitForClose(socket).reason, u"inspector.invalid_protocol_version"_s);
    }
}

void InspectorTest::wrongTokensAreClosed()
{
    const QString right = m_engine->inspectorToken(m_id);
    const QString almost = right.chopped(1) + (right.endsWith(u'a') ? u'b' : u'a');
    for (const QString &token : {u""_s, u"x"_s, almost, QString(right + u'a')}) {
        const RequestId socket =
            m_engine->openSocket(m_id, u"/inspector/connect"_s, {u"rivet_inspector_token."_s + token});
        QCOMPARE(m_engine->waitForClose(socket).code, 1008);
        QCOMPARE(m_engine->waitForClose(socket).reason, u"inspector.unauthorized"_s);
    }
    const RequestId none = m_engine->openSocket(m_id, u"/inspector/connect"_s);
    QCOMPARE(m_engine->waitForClose(none).code, 1008);
}

void InspectorTest::theTokenMayComeInAHeader()
{
    const RequestId socket{3, 3, 3, 3};
    m_engine->tunnel(
        socket, 0,
        v8::WebSocketOpen{
            .actorId = m_id,
            .actorGeneration = {},
            .path = u"/inspector/connect?protocol_version=6"_s,
            .headers = {{u"authorization"_s, QString(u"bearer "_s % m_engine->inspectorToken(m_id))}}});
    nextAs<v6::Init>(socket);
}

void InspectorTest::requestsAreAnswered()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    send(socket, v6::RpcsListRequest{.id = {1}});
    QVERIFY(std::ranges::contains(nextAs<v6::RpcsListResponse>(socket).rpcs, u"echo"_s));
    send(socket, v6::ConnectionsRequest{.id = {2}});
    QCOMPARE(nextAs<v6::ConnectionsResponse>(socket).connections.size(), 0);

    send(socket, v6::ActionRequest{.id = {3}, .name = u"add"_s, .args = cbor::encode(QCborArray{5})});
    QCOMPARE(nextAs<v6::ConnectionsUpdated>(socket).connections.size(), 1);
    const auto response = nextAs<v6::ActionResponse>(socket);
    QCOMPARE(response.rid.value, 3U);
    QCOMPARE(cbor::decodeCompat(response.output), QCborValue(5));
    QCOMPARE(nextAs<v6::ConnectionsUpdated>(socket).connections.size(), 0);
    QCOMPARE(stateOf(nextAs<v6::StateUpdated>(socket).state).value(u"count"_s), QCborValue(5));

    send(socket, v6::ActionRequest{.id = {4}, .name = u"userFailure"_s, .args = {}});
    QCOMPARE(waitFor<v6::Error>(socket).message, u"my_code: bad thing"_s);
    send(socket, v6::ActionRequest{.id = {5}, .name = u"crash"_s, .args = {}});
    QCOMPARE(waitFor<v6::Error>(socket).message, u"internal_error: An internal error occurred"_s);
    send(socket, v6::ActionRequest{.id = {6}, .name = u"nope"_s, .args = {}});
    QCOMPARE(waitFor<v6::Error>(socket).message, u"action_not_found: Action `nope` was not found."_s);
    send(socket, v6::ActionRequest{.id = {7}, .name = u"add"_s, .args = "\xff"});
    QCOMPARE(waitFor<v6::Error>(socket).message, u"internal_error: An internal error occurred"_s);
}

void InspectorTest::unsupportedRequestsHaveAnAnswer()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    send(socket, v6::QueueRequest{.id = {1}, .limit = {10}});
    const auto queue = nextAs<v6::QueueResponse>(socket);
    QCOMPARE(queue.status.size.value, 0U);
    QCOMPARE(queue.status.maxSize.value, 1000U);
    send(socket, v6::TraceQueryRequest{.id = {2}, .startMs = {0}, .endMs = {1}, .limit = {1}});
    QVERIFY(nextAs<v6::TraceQueryResponse>(socket).payload.isEmpty());
    send(socket, v6::WorkflowHistoryRequest{.id = {3}});
    QVERIFY(!nextAs<v6::WorkflowHistoryResponse>(socket).isWorkflowEnabled);
    send(socket, v6::WorkflowReplayRequest{.id = {4}, .entryId = {}});
    QVERIFY(!nextAs<v6::WorkflowReplayResponse>(socket).history);
    send(socket, v6::DatabaseSchemaRequest{.id = {5}});
    QCOMPARE(cbor::decode(nextAs<v6::DatabaseSchemaResponse>(socket).schema),
             QCborValue(QCborMap{{u"tables"_s, QCborArray()}}));
    send(socket, v6::DatabaseTableRowsRequest{.id = {6}, .table = u"t"_s, .limit = {1}, .offset = {0}});
    QVERIFY(nextAs<v6::Error>(socket).message.startsWith(u"query rows for `t`"_s));
    send(socket, v6::ScheduleHistoryRequest{.id = {7}, .scheduleId = u"s"_s, .limit = {1}});
    QCOMPARE(nextAs<v6::ScheduleHistoryResponse>(socket).scheduleId, u"s"_s);
}

void InspectorTest::aPatchReachesTheLiveActor()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    const QCborMap state{{u"count"_s, 500}, {u"label"_s, u"patched"_s}, {u"notes"_s, QCborArray()}};
    send(socket, v6::PatchStateRequest{.state = cbor::encode(state)});
    QCOMPARE(stateOf(nextAs<v6::StateUpdated>(socket).state), state);
    QCOMPARE(m_engine->call(m_id, u"add"_s, {1}), QCborValue(501));
    QVERIFY(m_engine->waitUntil(
        [&] { return m_engine->storedState(m_id).value(u"count"_s) == QCborValue(501); }));
}

void InspectorTest::badPatchesAreErrors()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    const auto errorOf = [&](const QByteArray &state) {
        send(socket, v6::PatchStateRequest{.state = state});
        return nextAs<v6::Error>(socket).message;
    };
    QVERIFY(!errorOf("\xff").isEmpty());
    QVERIFY(!errorOf("").isEmpty());
    QCOMPARE(errorOf(cbor::encode(5)), u"invalid_state: The state must be an object."_s);
    QCOMPARE(errorOf(cbor::encode(QCborMap{{u"count"_s, 1}})), u"invalid_state: state.label is missing"_s);
    const QCborMap wrong{{u"count"_s, u"x"_s}, {u"label"_s, u""_s}, {u"notes"_s, QCborArray()}};
    QCOMPARE(errorOf(cbor::encode(wrong)),
             u"invalid_arguments: state.count must be an integer, but is a string"_s);
}

void InspectorTest::stateIsPushedUpToTheLastChange()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    for (int i = 0; i < 200; ++i)
        QVERIFY(m_engine->call(m_id, u"add"_s));
    int pushes = 0;
    QCborValue last;
    while (last != QCborValue(200)) {
        last = stateOf(waitFor<v6::StateUpdated>(socket).state).value(u"count"_s);
        ++pushes;
    }
    QVERIFY2(pushes < 100, qPrintable(QString::number(pushes)));
}

void InspectorTest::connectionsArePushed()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    const RequestId client =
        m_engine->openSocket(m_id, u"/connect"_s, {u"rivet_conn_params.%7B%22name%22%3A%22Ada%22%7D"_s});
    const auto update = nextAs<v6::ConnectionsUpdated>(socket);
    const QCborMap details = cbor::decodeCompat(update.connections.front().details)->toMap();
    QCOMPARE(details, (QCborMap{{u"isHibernatable"_s, true},
                                {u"params"_s, QCborMap{{u"name"_s, u"Ada"_s}}},
                                {u"state"_s, u"Ada"_s},
                                {u"stateEnabled"_s, true},
                                {u"subscriptions"_s, 0},
                                {u"type"_s, QCborValue(nullptr)}}));
    m_engine->closeSocket(client);
    QVERIFY(waitFor<v6::ConnectionsUpdated>(socket).connections.empty());
}

void InspectorTest::schedulesArePushedAndDeleted()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    const QString id = m_engine->call(m_id, u"schedule"_s, {3'600'000, 7})->toString();
    const auto update = waitFor<v6::SchedulesUpdated>(socket);
    QCOMPARE(update.schedules.size(), 1);
    QCOMPARE(update.schedules.front().id, id);
    QCOMPARE(update.schedules.front().kind, u"at"_s);
    QCOMPARE(cbor::decode(update.schedules.front().args), QCborValue(QCborArray{7}));
    send(socket, v6::SchedulesRequest{.id = {1}});
    QCOMPARE(waitFor<v6::SchedulesResponse>(socket).schedules.size(), 1);
    send(socket, v6::ScheduleDeleteRequest{.id = {2}, .scheduleId = id, .kind = u"weird"_s});
    QCOMPARE(waitFor<v6::Error>(socket).message, u"invalid inspector schedule kind \"weird\""_s);
    send(socket, v6::ScheduleDeleteRequest{.id = {3}, .scheduleId = id, .kind = u"cron"_s});
    QVERIFY(!waitFor<v6::ScheduleDeleteResponse>(socket).deleted);
    send(socket, v6::ScheduleDeleteRequest{.id = {4}, .scheduleId = id, .kind = u"at"_s});
    QVERIFY(waitFor<v6::SchedulesUpdated>(socket).schedules.empty());
    QVERIFY(waitFor<v6::ScheduleDeleteResponse>(socket).deleted);

    // An older client is not told of them.
    const Dialect old{.framing = Framing::Negotiated, .version = 5};
    const RequestId oldSocket = open(u"?protocol_version=5"_s);
    nextAs<v6::Init>(oldSocket, old);
    QVERIFY(m_engine->call(m_id, u"schedule"_s, {3'600'000, 7}));
    send(oldSocket, v6::RpcsListRequest{.id = {1}}, old);
    QVERIFY(std::holds_alternative<v6::ConnectionsUpdated>(next(oldSocket, old)));
    QVERIFY(std::holds_alternative<v6::ConnectionsUpdated>(next(oldSocket, old)));
    QVERIFY(std::holds_alternative<v6::RpcsListResponse>(next(oldSocket, old)));
}

void InspectorTest::answersKeepTheOrderOfTheRequests()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    send(socket, v6::ActionRequest{.id = {1}, .name = u"wait"_s, .args = {}});
    send(socket, v6::StateRequest{.id = {2}});
    m_engine->sendToSocket(socket, "\x63");
    send(socket, v6::RpcsListRequest{.id = {3}});
    QVERIFY(m_engine->call(m_id, u"release"_s));
    QCOMPARE(waitFor<v6::ActionResponse>(socket).rid.value, 1U);
    QCOMPARE(waitFor<v6::StateResponse>(socket).rid.value, 2U);
    waitFor<v6::Error>(socket);
    QCOMPARE(waitFor<v6::RpcsListResponse>(socket).rid.value, 3U);
}

void InspectorTest::badFramesAreErrorsAndTheSocketStays()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    for (const QByteArray &frame : {QByteArray(), QByteArray("\x63"), QByteArray("\x03\x01\x05", 3)}) {
        m_engine->sendToSocket(socket, frame);
        QVERIFY(!nextAs<v6::Error>(socket).message.isEmpty());
    }
    const Dialect embedded{.framing = Framing::Embedded, .version = 5};
    const RequestId old = open(u""_s);
    nextAs<v6::Init>(old, embedded);
    for (const QByteArray &frame :
         {QByteArray("\x07\x00\x01\x01", 4), QByteArray("\x00\x00\x01\x01", 4), QByteArray("x")}) {
        m_engine->sendToSocket(old, frame);
        QVERIFY(!nextAs<v6::Error>(old, embedded).message.isEmpty());
    }
    m_engine->sendToSocket(socket, QByteArray(limits::inspectorFrameBytesInMax + 1, 'x'));
    QCOMPARE(m_engine->waitForClose(socket).code, 1009);
}

void InspectorTest::waitingRequestsAndSocketsAreBounded()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    send(socket, v6::ActionRequest{.id = {1}, .name = u"wait"_s, .args = {}});
    for (int i = 0; i <= limits::inspectorRequestsWaitingMax; ++i)
        send(socket, v6::StateRequest{.id = {2}});
    QCOMPARE(m_engine->waitForClose(socket).reason, u"actor.overloaded"_s);

    std::vector<RequestId> sockets;
    for (int i = 0; i <= limits::inspectorsPerActorMax; ++i)
        sockets.push_back(open());
    QCOMPARE(m_engine->waitForClose(sockets.back()).reason, u"actor.overloaded"_s);
    m_engine->closeSocket(sockets.front());
    nextAs<v6::Init>(open());
}

void InspectorTest::aClosedSocketLeavesItsActionRunning()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    send(socket, v6::ActionRequest{.id = {1}, .name = u"wait"_s, .args = {}});
    m_engine->closeSocket(socket);
    QVERIFY(m_engine->call(m_id, u"release"_s));
    const auto connections = objectOf(http(u"GET"_s, u"/inspector/connections"_s)).value(u"connections"_s);
    QVERIFY(connections.toArray().isEmpty());
}

void InspectorTest::sleepClosesTheSocketWhichDoesNotKeepAwake()
{
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"sleepy"_s});
    const RequestId socket = open();
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<v8::ActorIntentSleep>(m_id); }));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->waitForClose(socket).code, 1000);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"actor.stopped"_s);
}

void InspectorTest::statelessActorsSaySo()
{
    const QString id = u"none"_s;
    m_engine->startActor(id, {.name = u"stateless"_s});
    const QString token = m_engine->inspectorToken(id);
    const RequestId socket = m_engine->openSocket(id, u"/inspector/connect?protocol_version=6"_s,
                                                  {u"rivet_inspector_token."_s + token});
    const auto hello = nextAs<v6::Init>(socket);
    QVERIFY(!hello.isStateEnabled && !hello.state);
    send(socket, v6::PatchStateRequest{.state = cbor::encode(QCborMap())});
    QVERIFY(nextAs<v6::Error>(socket).message.startsWith(u"state_not_enabled: "_s));
    const v8::Headers bearer{{u"authorization"_s, QString(u"Bearer "_s % token)}};
    QCOMPARE(objectOf(m_engine->request(id, {.path = u"/inspector/state"_s, .headers = bearer})),
             (QJsonObject{{u"isStateEnabled"_s, false}}));
    const auto patched = m_engine->request(
        id,
        {.method = u"PATCH"_s, .path = u"/inspector/state"_s, .headers = bearer, .body = R"({"state":{}})"});
    QCOMPARE(patched.status, 400);
    QCOMPARE(objectOf(patched).value(u"code"_s), u"state_not_enabled"_s);
}

ScriptedEngine::Reply InspectorTest::http(const QString &method, const QString &path, const QByteArray &body)
{
    const v8::Headers headers{{u"authorization"_s, QString(u"Bearer "_s % m_engine->inspectorToken(m_id))}};
    return m_engine->request(m_id, {.method = method, .path = path, .headers = headers, .body = body});
}

void InspectorTest::httpNeedsTheToken()
{
    for (const QString &header : {u""_s, u"Bearer x"_s, u"Bearer"_s}) {
        const auto reply = m_engine->request(
            m_id, {.path = u"/inspector/state"_s, .headers = {{u"authorization"_s, header}}});
        QCOMPARE(reply.status, 401);
        QCOMPARE(objectOf(reply),
                 (QJsonObject{{u"group"_s, u"inspector"_s},
                              {u"code"_s, u"unauthorized"_s},
                              {u"message"_s, u"Inspector request requires a valid bearer token"_s},
                              {u"metadata"_s, QJsonValue::Null}}));
    }
    const v8::Headers raw{{u"authorization"_s, m_engine->inspectorToken(m_id)}};
    QCOMPARE(m_engine->request(m_id, {.path = u"/inspector/rpcs"_s, .headers = raw}).status, 200);
}

void InspectorTest::httpShowsTheActor()
{
    QVERIFY(m_engine->call(m_id, u"add"_s, {3}));
    const QJsonObject state = objectOf(http(u"GET"_s, u"/inspector/state"_s));
    QCOMPARE(state.value(u"isStateEnabled"_s), true);
    QCOMPARE(state.value(u"state"_s).toObject().value(u"count"_s), 3);
    const RequestId client = m_engine->openSocket(m_id, u"/connect"_s);
    QVERIFY(m_engine->nextMessage(client));
    const auto connection = objectOf(http(u"GET"_s, u"/inspector/connections"_s)).value(u"connections"_s)[0];
    QCOMPARE(connection[u"type"_s], QJsonValue::Null);
    QCOMPARE(connection[u"details"_s][u"isHibernatable"_s], true);
    QVERIFY(objectOf(http(u"GET"_s, u"/inspector/rpcs"_s)).value(u"rpcs"_s).toArray().contains(u"add"_s));
    QCOMPARE(objectOf(http(u"GET"_s, u"/inspector/queue?limit=5"_s)).value(u"maxSize"_s), 1000);
    QCOMPARE(http(u"GET"_s, u"/inspector/traces"_s).body, QByteArray(R"({"clamped":false,"otlp":[]})"));
    QCOMPARE(objectOf(http(u"GET"_s, u"/inspector/workflow-history"_s)).value(u"isWorkflowEnabled"_s), false);
    QCOMPARE(http(u"GET"_s, u"/inspector/database/schema"_s).body, QByteArray(R"({"schema":{"tables":[]}})"));
    const QJsonObject summary = objectOf(http(u"GET"_s, u"/inspector/summary"_s));
    QCOMPARE(summary.keys(), (QStringList{u"connections"_s, u"isDatabaseEnabled"_s, u"isStateEnabled"_s,
                                          u"isWorkflowEnabled"_s, u"queueSize"_s, u"rpcs"_s, u"state"_s,
                                          u"workflowHistory"_s, u"workflowState"_s}));
    for (const QString &path : {u"/inspector"_s, u"/inspector/nope"_s, u"/inspector/connect"_s}) {
        QCOMPARE(http(u"GET"_s, path).status, 404);
        QCOMPARE(objectOf(http(u"GET"_s, path)).value(u"message"_s), u"Inspector route was not found"_s);
    }
    QCOMPARE(http(u"DELETE"_s, u"/inspector/state"_s).status, 404);
}

void InspectorTest::httpPatchesTheState()
{
    const RequestId socket = open();
    nextAs<v6::Init>(socket);
    const QByteArray whole = R"({"state":{"count":9,"label":"l","notes":[{"number":1,"text":"t"}]}})";
    const auto reply = http(u"PATCH"_s, u"/inspector/state"_s, whole);
    QCOMPARE(reply.body, QByteArray(R"({"ok":true})"));
    QCOMPARE(m_engine->storedState(m_id).value(u"count"_s), QCborValue(9));
    QCOMPARE(m_engine->call(m_id, u"add"_s), QCborValue(10));
    QCOMPARE(stateOf(waitFor<v6::StateUpdated>(socket).state).value(u"label"_s), QCborValue(u"l"_s));

    const auto errorOf = [&](const QByteArray &body) {
        const auto failed = http(u"PATCH"_s, u"/inspector/state"_s, body);
        return QString(QString::number(failed.status) % u' ' %
                       objectOf(failed).value(u"message"_s).toString());
    };
    QCOMPARE(errorOf("{"), u"400 The body is not a JSON object."_s);
    QCOMPARE(errorOf("[]"), u"400 The body is not a JSON object."_s);
    QCOMPARE(errorOf("{}"), u"400 The body has no member \"state\"."_s);
    QCOMPARE(errorOf(R"({"state":5})"), u"400 The state must be an object."_s);
    QCOMPARE(errorOf(R"({"state":{"count":1.5,"label":"l","notes":[]}})"),
             u"400 state.count must be an integer, but is a fraction"_s);
    QCOMPARE(errorOf(R"({"state":{"count":1,"label":"l","notes":[{"number":"x"}]}})"),
             u"400 state.notes[0].number must be an integer, but is a string"_s);
    m_engine->failWrites(u"disk full"_s);
    QCOMPARE(errorOf(R"({"state":{"count":77,"label":"l","notes":[]}})"), u"500 disk full"_s);
}

void InspectorTest::httpCallsActions_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QJsonObject>("expected");
    const QString masked = u"An internal error occurred"_s;
    const auto error = [](const QString &group, const QString &code, const QString &message,
                          const QJsonValue &metadata = QJsonValue::Null) {
        return QJsonObject{
            {u"group"_s, group}, {u"code"_s, code}, {u"message"_s, message}, {u"metadata"_s, metadata}};
    };
    const auto text = [](const QString &message) { return QJsonObject{{u"error"_s, message}}; };
    QTest::newRow("args") << u"add"_s << QByteArray(R"({"args":[2]})") << 200
                          << QJsonObject{{u"output"_s, 2}};
    QTest::newRow("scalar") << u"add"_s << QByteArray(R"({"args":2})") << 200
                            << QJsonObject{{u"output"_s, 2}};
    QTest::newRow("nothing") << u"add"_s << QByteArray() << 200 << QJsonObject{{u"output"_s, 1}};
    QTest::newRow("void") << u"say"_s << QByteArray(R"({"args":["x"]})") << 200 << QJsonObject();
    QTest::newRow("properties") << u"echo"_s << QByteArray(R"({"properties":{"a":1}})") << 200
                                << QJsonObject{{u"output"_s, QJsonObject{{u"a"_s, 1}}}};
    QTest::newRow("no connection") << u"whoAmI"_s << QByteArray("{}") << 200
                                   << QJsonObject{{u"output"_s, u"no caller"_s}};
    QTest::newRow("both") << u"echo"_s << QByteArray(R"({"args":[],"properties":{}})") << 400
                          << text(u"use either args or properties, not both"_s);
    QTest::newRow("bad properties") << u"echo"_s << QByteArray(R"({"properties":1})") << 400
                                    << text(u"properties must be an object"_s);
    QTest::newRow("bad body") << u"echo"_s << QByteArray("{") << 400
                              << error(u"actor"_s, u"invalid_request"_s, u"The body is not a JSON object."_s);
    QTest::newRow("unknown") << u"nope"_s << QByteArray("{}") << 404
                             << error(u"actor"_s, u"action_not_found"_s, u"Action `nope` was not found."_s);
    QTest::newRow("user") << u"userFailure"_s << QByteArray("{}") << 400
                          << error(u"user"_s, u"my_code"_s, u"bad thing"_s,
                                   QJsonObject{{u"a"_s, 1}, {u"b"_s, u"x"_s}});
    QTest::newRow("internal") << u"crash"_s << QByteArray("{}") << 500
                              << error(u"rivetkit"_s, u"internal_error"_s, masked);
}

void InspectorTest::httpCallsActions()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QJsonObject, expected);
    const auto reply = http(u"POST"_s, u"/inspector/action/"_s + name, body);
    QCOMPARE(reply.status, status);
    QCOMPARE(objectOf(reply), expected);
}

QTEST_GUILESS_MAIN(InspectorTest)
#include "tst_inspector.moc"
