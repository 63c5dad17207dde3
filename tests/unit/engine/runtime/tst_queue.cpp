// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/queue/actorqueue.h"
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/inspector/frame.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"
#include "tests/unit/engine/runtime/queuespecimen.h"
#include "tests/unit/engine/runtime/scriptedengine.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using client::Encoding;
using client::v4::HttpQueueSendResponse;
using envoy::v8::RequestId;
using envoy::v8::StopReason;
namespace v6 = inspector::v6;

Q_DECLARE_METATYPE(Encoding)

class QueueTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    // What clients send.
    void aSentMessageIsStoredAsRivetkitStoresIt_data();
    void aSentMessageIsStoredAsRivetkitStoresIt();
    void whatCannotBeStoredIsNotAcknowledged();
    void undeclaredQueuesAcceptAndDrop();
    void theActorMayRefuse();
    void aFullQueueRefuses();
    void tooLargeMessagesAreRefused();
    void badRequestsAreRefused_data();
    void badRequestsAreRefused();
    void aBodyThatIsLeftOutIsNull();
    void manyMessagesGoInOneWrite();

    // What the actor receives.
    void messagesAreReceivedOnceAndInOrder();
    void receivingWaits();
    void receivingTimesOut();
    void aCancelledReceiveTakesNothing();
    void aDroppedMessageComesAgain();
    void aHeldMessageIsNobodyElses();
    void completingIsForOnce();
    void plainMessagesCannotBeCompleted();
    void lookingTakesNothing();
    void aFailedRemovalGivesNothingOut();

    // Answers.
    void aWaitingSenderGetsTheAnswer_data();
    void aWaitingSenderGetsTheAnswer();
    void aWaitingSenderTimesOut();
    void noSenderWaitsLongerThanAnAction();
    void theActorItselfMayWait();

    // Sleep, crash, end.
    void messagesSurviveSleepAndCrash();
    void moreMessagesThanOneAnswerHoldsComeBack();
    void damagedStorageLosesOnlyWhatIsDamaged();
    void waitingDoesNotKeepAwake();
    void aHeldMessageKeepsAwake();
    void sleepAbortsWhoWaits();
    void whatIsOnItsWayAtTheEndIsNotLost();

    // Consuming.
    void consumersAnswerInOrder();
    void consumersStartWithTheActor();
    void aConsumerThatFailsKeepsItsMessage();
    void whatAConsumerDoesNotFinishComesAgain();

    // The inspector.
    void inspectorsSeeTheQueue();
    void inspectorsAreToldItsSize();

private:
    ScriptedEngine::Reply send(const QString &name, const QCborValue &body, const QCborMap &options = {},
                               Encoding encoding = Encoding::Json);
    RequestId startSending(const QString &name, const QCborValue &body, const QCborMap &options = {},
                           Encoding encoding = Encoding::Json);
    Result<QCborValue> call(const QString &action, const QCborArray &arguments = {})
    {
        return m_engine->call(m_id, action, arguments);
    }
    Result<QCborValue> receive(const QStringList &names = {}, int count = 1, int timeout = 0);
    void restart(const QString &name = u"queue"_s);
    std::vector<QByteArray> storedKeys();

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

namespace {

/// Rounded down, as the runtime does it; Qt's own rounds to the next millisecond.
std::int64_t now()
{
    const auto time = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    return time.time_since_epoch().count();
}

HttpQueueSendResponse responseOf(const ScriptedEngine::Reply &reply, Encoding encoding = Encoding::Json)
{
    return client::decode<HttpQueueSendResponse>(reply.body, encoding)->message;
}

QString errorOf(const ScriptedEngine::Reply &reply)
{
    const auto error = client::decode<client::v4::HttpResponseError>(reply.body, Encoding::Json);
    return error->message.group + u'.' + error->message.code;
}

/// Whatever the order of their members.
QStringList bodiesOf(const Result<QCborValue> &messages)
{
    QStringList bodies;
    for (const QCborValue &message : messages->toArray())
        bodies.append(message.toMap().value(u"body"_s).toString());
    return bodies;
}

} // namespace

void QueueTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(queueSpecimens());
    m_engine->startActor(m_id, {.name = u"queue"_s});
}

RequestId QueueTest::startSending(const QString &name, const QCborValue &body, const QCborMap &options,
                                  Encoding encoding)
{
    client::v4::HttpQueueSendRequest request{
        .body = cbor::encodeCompat(body), .name = name, .wait = {}, .timeout = {}};
    if (options.contains(u"wait"_s))
        request.wait = options.value(u"wait"_s).toBool();
    if (options.contains(u"timeout"_s))
        request.timeout = static_cast<std::uint64_t>(options.value(u"timeout"_s).toInteger());
    envoy::v8::Headers headers{{u"x-rivet-encoding"_s, QString::fromLatin1(client::encodingName(encoding))}};
    if (options.contains(u"params"_s))
        headers.emplace(u"x-rivet-conn-params"_s, options.value(u"params"_s).toString());
    return m_engine->send(m_id, {.method = u"POST"_s,
                                 .path = u"/queue/"_s + name,
                                 .headers = headers,
                                 .body = *client::encode(request, encoding)});
}

ScriptedEngine::Reply QueueTest::send(const QString &name, const QCborValue &body, const QCborMap &options,
                                      Encoding encoding)
{
    return m_engine->waitForReply(startSending(name, body, options, encoding));
}

Result<QCborValue> QueueTest::receive(const QStringList &names, int count, int timeout)
{
    return call(u"receive"_s, {QCborArray::fromStringList(names), count, timeout});
}

void QueueTest::restart(const QString &name)
{
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = name});
}

std::vector<QByteArray> QueueTest::storedKeys()
{
    std::vector<QByteArray> keys;
    for (const auto &[key, value] : m_engine->storage(m_id))
        if (persist::queueMessageIdOf(key))
            keys.push_back(key);
    return keys;
}

// --- What clients send ---

void QueueTest::aSentMessageIsStoredAsRivetkitStoresIt_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::newRow("json") << Encoding::Json;
    QTest::newRow("cbor") << Encoding::Cbor;
    QTest::newRow("bare") << Encoding::Bare;
}

void QueueTest::aSentMessageIsStoredAsRivetkitStoresIt()
{
    QFETCH(Encoding, encoding);
    const std::int64_t before = now();
    const QCborMap body{{u"hello"_s, u"world"_s}};
    const auto reply = send(u"jobs"_s, body, {}, encoding);
    QCOMPARE(reply.status, 200);
    QCOMPARE(responseOf(reply, encoding).status, u"completed"_s);
    QVERIFY(!responseOf(reply, encoding).response);
    // RivetKit's keys and forms (spec/runner-envoy.md 5.1).
    const auto &storage = m_engine->storage(m_id);
    QCOMPARE(storage.at("\5\1\1"_ba), QByteArray::fromHex("0400 0200000000000000 01000000"));
    const auto message = persist::decodeQueueMessage(storage.at("\5\1\2\0\0\0\0\0\0\0\1"_ba));
    QVERIFY(message);
    QCOMPARE(message->name, u"jobs"_s);
    QCOMPARE(cbor::decodeCompat(message->body), QCborValue(body));
    QVERIFY(message->createdAt >= before && message->createdAt <= now());
    QVERIFY(!message->failureCount && !message->availableAt && !message->inFlight && !message->inFlightAt);
}

void QueueTest::whatCannotBeStoredIsNotAcknowledged()
{
    m_engine->failWrites(u"full disk"_s);
    QCOMPARE(send(u"jobs"_s, u"a"_s).status, 500);
    m_engine->failWrites({});
    QCOMPARE(send(u"jobs"_s, u"b"_s).status, 200);
    QCOMPARE(bodiesOf(receive({u"jobs"_s}, 10)), QStringList{u"b"_s});
}

void QueueTest::undeclaredQueuesAcceptAndDrop()
{
    const auto reply = send(u"nowhere"_s, u"a"_s, {{u"wait"_s, true}});
    QCOMPARE(reply.status, 200);
    QCOMPARE(responseOf(reply).status, u"completed"_s);
    QVERIFY(storedKeys().empty());
    // The actor itself may use any.
    QVERIFY(call(u"sendSelf"_s, {u"nowhere"_s, u"b"_s}));
    QCOMPARE(bodiesOf(receive({u"nowhere"_s})), QStringList{u"b"_s});
}

void QueueTest::theActorMayRefuse()
{
    const auto refused = send(u"closed"_s, u"a"_s);
    QCOMPARE(refused.status, 403);
    QCOMPARE(errorOf(refused), u"auth.forbidden"_s);
    QVERIFY(storedKeys().empty());
    QCOMPARE(send(u"closed"_s, u"a"_s, {{u"params"_s, u"{\"member\":true}"_s}}).status, 200);
    QCOMPARE(storedKeys().size(), 1);
}

void QueueTest::aFullQueueRefuses()
{
    m_engine->startActor(m_id, {.name = u"small"_s});
    QCOMPARE(send(u"jobs"_s, 1).status, 200);
    const auto refused = send(u"other"_s, 2);
    QCOMPARE(refused.status, 400);
    QCOMPARE(errorOf(refused), u"queue.full"_s);
    const QJsonObject error = QJsonDocument::fromJson(refused.body).object();
    QCOMPARE(error.value("message"_L1), QJsonValue(u"Queue is full. Limit is 1 messages."_s));
    QCOMPARE(error.value("metadata"_L1), QJsonValue(QJsonObject{{u"limit"_s, 1}}));
    QCOMPARE(bodiesOf(receive()).size(), 1);
    QCOMPARE(send(u"other"_s, 2).status, 200);
}

void QueueTest::tooLargeMessagesAreRefused()
{
    m_engine->startActor(m_id, {.name = u"small"_s});
    const auto refused = send(u"jobs"_s, QString(200, u'x'));
    QCOMPARE(refused.status, 400);
    QCOMPARE(errorOf(refused), u"queue.message_too_large"_s);
    const QJsonObject metadata =
        QJsonDocument::fromJson(refused.body).object().value("metadata"_L1).toObject();
    QCOMPARE(metadata.value("limit"_L1).toInt(), 64);
    QVERIFY(metadata.value("size"_L1).toInt() > 200);
    const auto beyond = send(u"jobs"_s, QString(limits::actorMessageBytesInMax, u'x'));
    QCOMPARE(beyond.status, 400);
    QCOMPARE(errorOf(beyond), u"message.incoming_too_long"_s);
}

void QueueTest::badRequestsAreRefused_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("method") << u"GET"_s << u"/queue/jobs"_s << "{}"_ba << 405
                            << u"actor.method_not_allowed"_s;
    QTest::newRow("body") << u"POST"_s << u"/queue/jobs"_s << "nonsense"_ba << 400
                          << u"core.internal_error"_s;
    QTest::newRow("two segments") << u"POST"_s << u"/queue/a/b"_s << "{}"_ba << 404 << u"actor.not_found"_s;
    QTest::newRow("no name") << u"POST"_s << u"/queue/"_s << "{}"_ba << 404 << u"actor.not_found"_s;
}

void QueueTest::badRequestsAreRefused()
{
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, error);
    const auto reply = m_engine->request(m_id, {.method = method, .path = path, .body = body});
    QCOMPARE(reply.status, status);
    QCOMPARE(errorOf(reply), error);
}

void QueueTest::aBodyThatIsLeftOutIsNull()
{
    const auto post = [this](const QByteArray &body) {
        return m_engine->request(m_id, {.method = u"POST"_s, .path = u"/queue/jobs"_s, .body = body}).status;
    };
    QCOMPARE(post("{}"), 200);
    QCOMPARE(post(R"({"body":["$Undefined",0]})"), 200);
    const QCborArray messages = receive({}, 2)->toArray();
    QCOMPARE(messages.at(0).toMap().value(u"body"_s), QCborValue(nullptr));
    QCOMPARE(messages.at(1).toMap().value(u"body"_s), QCborValue(QCborValue::Undefined));
}

void QueueTest::manyMessagesGoInOneWrite()
{
    const int before = m_engine->putCount(m_id);
    std::vector<RequestId> requests;
    for (int i = 0; i < 200; ++i)
        requests.push_back(startSending(u"jobs"_s, u"%1"_s.arg(i, 3, 10, QChar(u'0'))));
    for (const RequestId &request : requests)
        QCOMPARE(m_engine->waitForReply(request).status, 200);
    QVERIFY(m_engine->putCount(m_id) - before < 100);
    QCOMPARE(storedKeys().size(), 200);
    const QStringList bodies = bodiesOf(receive({}, 200));
    QCOMPARE(bodies.size(), queueBatchCountMax);
    QVERIFY(std::ranges::is_sorted(bodies));
    QCOMPARE(call(u"queueSize"_s), QCborValue(200 - queueBatchCountMax));
}

// --- What the actor receives ---

void QueueTest::messagesAreReceivedOnceAndInOrder()
{
    send(u"jobs"_s, u"a"_s);
    send(u"other"_s, u"b"_s);
    send(u"jobs"_s, u"c"_s);
    send(u"jobs"_s, u"d"_s);
    QCOMPARE(bodiesOf(receive({u"jobs"_s}, 2)), (QStringList{u"a"_s, u"c"_s}));
    QCOMPARE(storedKeys().size(), 2);
    QCOMPARE(bodiesOf(receive({}, 5)), (QStringList{u"b"_s, u"d"_s}));
    QCOMPARE(receive({}, 5), QCborValue(QCborArray()));
    QVERIFY(storedKeys().empty());
    // Ids are never used again.
    QCOMPARE(call(u"sendSelf"_s, {u"jobs"_s, 1}), QCborValue(5));
}

void QueueTest::receivingWaits()
{
    const RequestId receiving = m_engine->send(
        m_id, {.method = u"POST"_s, .path = u"/action/receive"_s, .body = R"({"args":[["jobs"],1,-1]})"});
    QVERIFY(call(u"queueSize"_s));
    QVERIFY(!m_engine->reply(receiving));
    send(u"other"_s, u"not this"_s);
    QVERIFY(!m_engine->reply(receiving));
    send(u"jobs"_s, u"this"_s);
    const auto reply = m_engine->waitForReply(receiving);
    QVERIFY(reply.body.contains("this"));
    QCOMPARE(storedKeys().size(), 1);
}

void QueueTest::receivingTimesOut()
{
    QCOMPARE(receive({u"jobs"_s}, 1, 5), QCborValue(QCborArray()));
    send(u"jobs"_s, u"later"_s);
    QCOMPARE(bodiesOf(receive()), QStringList{u"later"_s});
}

void QueueTest::aCancelledReceiveTakesNothing()
{
    QVERIFY(call(u"askAndCancel"_s, {u"jobs"_s}));
    send(u"jobs"_s, u"kept"_s);
    QCOMPARE(bodiesOf(receive()), QStringList{u"kept"_s});
    send(u"jobs"_s, u"there before"_s);
    QVERIFY(call(u"askAndCancel"_s, {u"jobs"_s}));
    QCOMPARE(bodiesOf(receive({}, 1, 5000)), QStringList{u"there before"_s});
}

void QueueTest::aDroppedMessageComesAgain()
{
    send(u"jobs"_s, u"a"_s);
    QCOMPARE(call(u"receiveAndDrop"_s, {u"jobs"_s}), QCborValue(u"a"_s));
    QCOMPARE(call(u"receiveAndDrop"_s, {u"jobs"_s}), QCborValue(u"a"_s));
    QCOMPARE(storedKeys().size(), 1);
    QVERIFY(call(u"receiveAndComplete"_s, {u"jobs"_s, QCborValue()}));
    QCOMPARE(call(u"receiveAndDrop"_s, {u"jobs"_s}), QCborValue(nullptr));
    QVERIFY(storedKeys().empty());
}

void QueueTest::aHeldMessageIsNobodyElses()
{
    send(u"jobs"_s, u"a"_s);
    send(u"jobs"_s, u"b"_s);
    QCOMPARE(call(u"hold"_s, {u"jobs"_s}), QCborValue(true));
    QCOMPARE(call(u"receiveAndDrop"_s, {u"jobs"_s}), QCborValue(u"b"_s));
    QVERIFY(call(u"drop"_s));
    QCOMPARE(call(u"receiveAndDrop"_s, {u"jobs"_s}), QCborValue(u"a"_s));
    // Who waits gets it too.
    QVERIFY(call(u"hold"_s, {u"jobs"_s}));
    const RequestId receiving = m_engine->send(
        m_id, {.method = u"POST"_s, .path = u"/action/receive"_s, .body = R"({"args":[["jobs"],2,-1]})"});
    QVERIFY(m_engine->waitForReply(receiving).body.contains("\"b\""));
    const RequestId next = m_engine->send(
        m_id, {.method = u"POST"_s, .path = u"/action/receive"_s, .body = R"({"args":[["jobs"],2,-1]})"});
    QVERIFY(call(u"drop"_s));
    QVERIFY(m_engine->waitForReply(next).body.contains("\"a\""));
}

void QueueTest::completingIsForOnce()
{
    send(u"jobs"_s, u"a"_s);
    QCOMPARE(call(u"completeTwice"_s, {u"jobs"_s}).error().wireName(), u"queue.already_completed"_s);
    QVERIFY(storedKeys().empty());
}

void QueueTest::plainMessagesCannotBeCompleted()
{
    send(u"jobs"_s, u"a"_s);
    const Error error = call(u"completePlain"_s, {u"jobs"_s}).error();
    QCOMPARE(error.wireName(), u"queue.complete_not_configured"_s);
    QCOMPARE(error.metadata, (QCborMap{{u"name"_s, u"jobs"_s}}));
}

void QueueTest::lookingTakesNothing()
{
    QCOMPARE(call(u"waitForAvailable"_s, {u"jobs"_s, 1}).error().wireName(), u"queue.timed_out"_s);
    send(u"jobs"_s, u"a"_s);
    QVERIFY(call(u"waitForAvailable"_s, {u"jobs"_s, 1}));
    QCOMPARE(storedKeys().size(), 1);
    QCOMPARE(bodiesOf(receive()), QStringList{u"a"_s});
}

void QueueTest::aFailedRemovalGivesNothingOut()
{
    send(u"jobs"_s, u"a"_s);
    m_engine->failWrites(u"full disk"_s);
    QVERIFY(!receive());
    QVERIFY(!call(u"receiveAndComplete"_s, {u"jobs"_s, QCborValue()}));
    m_engine->failWrites({});
    QCOMPARE(bodiesOf(receive({}, 1, 5000)), QStringList{u"a"_s});
}

// --- Answers ---

void QueueTest::aWaitingSenderGetsTheAnswer_data()
{
    aSentMessageIsStoredAsRivetkitStoresIt_data();
}

void QueueTest::aWaitingSenderGetsTheAnswer()
{
    QFETCH(Encoding, encoding);
    const RequestId sending =
        startSending(u"jobs"_s, 1, {{u"wait"_s, true}, {u"timeout"_s, 60000}}, encoding);
    QVERIFY(m_engine->waitUntil([&] { return storedKeys().size() == 1; }));
    QVERIFY(!m_engine->reply(sending));
    const QCborMap answer{{u"echo"_s, u"it"_s}};
    QVERIFY(call(u"receiveAndComplete"_s, {u"jobs"_s, answer}));
    const auto reply = m_engine->waitForReply(sending);
    QCOMPARE(reply.status, 200);
    QCOMPARE(responseOf(reply, encoding).status, u"completed"_s);
    QCOMPARE(cbor::decodeCompat(*responseOf(reply, encoding).response), QCborValue(answer));

    const RequestId silent = startSending(u"jobs"_s, 2, {{u"wait"_s, true}}, encoding);
    QVERIFY(m_engine->waitUntil([&] { return storedKeys().size() == 1; }));
    QVERIFY(call(u"receiveAndComplete"_s, {u"jobs"_s, QCborValue(QCborValue::Undefined)}));
    QVERIFY(!responseOf(m_engine->waitForReply(silent), encoding).response);
}

void QueueTest::aWaitingSenderTimesOut()
{
    const auto reply = send(u"jobs"_s, 1, {{u"wait"_s, true}, {u"timeout"_s, 5}});
    QCOMPARE(reply.status, 200);
    QCOMPARE(responseOf(reply).status, u"timedOut"_s);
    QCOMPARE(storedKeys().size(), 1); // The message stays.
}

void QueueTest::noSenderWaitsLongerThanAnAction()
{
    m_engine->startActor(m_id, {.name = u"impatient"_s});
    const auto reply = send(u"jobs"_s, 1, {{u"wait"_s, true}, {u"timeout"_s, 60000}});
    QCOMPARE(reply.status, 408);
    QCOMPARE(errorOf(reply), u"actor.action_timed_out"_s);
}

void QueueTest::theActorItselfMayWait()
{
    QCOMPARE(call(u"sendAndWait"_s, {u"jobs"_s, 1, 1}).error().wireName(), u"queue.timed_out"_s);
    const RequestId sending = m_engine->send(
        m_id,
        {.method = u"POST"_s, .path = u"/action/sendAndWait"_s, .body = R"({"args":["other",1,60000]})"});
    QVERIFY(m_engine->waitUntil([&] { return storedKeys().size() == 2; }));
    QVERIFY(call(u"receiveAndComplete"_s, {u"other"_s, u"done"_s}));
    QVERIFY(m_engine->waitForReply(sending).body.contains("done"));
}

// --- Sleep, crash, end ---

void QueueTest::messagesSurviveSleepAndCrash()
{
    send(u"jobs"_s, u"a"_s);
    send(u"jobs"_s, u"b"_s);
    restart();
    QCOMPARE(call(u"queueSize"_s), QCborValue(2));
    QCOMPARE(call(u"hold"_s, {u"jobs"_s}), QCborValue(true));
    // The engine gives the generation up, and starts the next.
    m_engine->startActor(m_id, {.name = u"queue"_s});
    QCOMPARE(bodiesOf(receive({}, 5)), (QStringList{u"a"_s, u"b"_s}));
    restart();
    QCOMPARE(call(u"sendSelf"_s, {u"jobs"_s, 1}), QCborValue(3));
}

void QueueTest::moreMessagesThanOneAnswerHoldsComeBack()
{
    std::vector<RequestId> requests;
    for (int i = 0; i < 300; ++i)
        requests.push_back(startSending(u"jobs"_s, i));
    for (const RequestId &request : requests)
        QCOMPARE(m_engine->waitForReply(request).status, 200);
    restart();
    QCOMPARE(call(u"queueSize"_s), QCborValue(300));
}

void QueueTest::damagedStorageLosesOnlyWhatIsDamaged()
{
    for (int i = 1; i <= 3; ++i)
        send(u"jobs"_s, u"%1"_s.arg(i));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->storage(m_id)[persist::queueMetadataKey()] = "damaged"_ba;
    m_engine->storage(m_id)[persist::queueMessageKey(2)] = "damaged"_ba;
    m_engine->startActor(m_id, {.name = u"queue"_s});
    // One goes while the actor is awake: whoever asked for it is told, the others are not concerned.
    m_engine->storage(m_id).erase(persist::queueMessageKey(1));
    QVERIFY(!receive());
    QCOMPARE(bodiesOf(receive({}, 5)), QStringList{u"3"_s});
    QCOMPARE(call(u"sendSelf"_s, {u"jobs"_s, 1}), QCborValue(4));
}

void QueueTest::waitingDoesNotKeepAwake()
{
    m_engine->startActor(m_id, {.name = u"drowsy"_s});
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<envoy::v8::ActorIntentSleep>(m_id); }));
}

void QueueTest::aHeldMessageKeepsAwake()
{
    send(u"jobs"_s, u"later"_s);
    restart(u"drowsy"_s);
    QVERIFY(m_engine->waitUntil([&] {
        return m_engine->storedState(m_id).value(u"handled"_s) == QCborValue(QCborArray{u"later"_s});
    }));
    QVERIFY(!m_engine->hasIntent<envoy::v8::ActorIntentSleep>(m_id));
    QVERIFY(call(u"release"_s));
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<envoy::v8::ActorIntentSleep>(m_id); }));
}

void QueueTest::sleepAbortsWhoWaits()
{
    const RequestId receiving = m_engine->send(
        m_id, {.method = u"POST"_s, .path = u"/action/receive"_s, .body = R"({"args":[["jobs"],1,-1]})"});
    QVERIFY(call(u"consume"_s, {u"other"_s}));
    QVERIFY(call(u"queueSize"_s));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    const auto reply = m_engine->waitForReply(receiving);
    QCOMPARE(errorOf(reply), u"actor.aborted"_s);
    QVERIFY(!m_engine->logText().contains("queue consumer failed"_L1));
}

void QueueTest::whatIsOnItsWayAtTheEndIsNotLost()
{
    send(u"jobs"_s, u"a"_s);
    // The actor has to stop before the storage gives it the message's body.
    const RequestId receiving = m_engine->send(
        m_id, {.method = u"POST"_s, .path = u"/action/receive"_s, .body = R"({"args":[["jobs"],1,-1]})"});
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(errorOf(m_engine->waitForReply(receiving)), u"actor.aborted"_s);
    m_engine->startActor(m_id, {.name = u"queue"_s});
    QCOMPARE(bodiesOf(receive()), QStringList{u"a"_s});
}

// --- Consuming ---

void QueueTest::consumersAnswerInOrder()
{
    send(u"jobs"_s, u"first"_s);
    QVERIFY(call(u"consume"_s, {u"jobs"_s}));
    const RequestId later = startSending(u"jobs"_s, u"later"_s, {{u"wait"_s, true}});
    const RequestId behind = startSending(u"jobs"_s, u"behind"_s, {{u"wait"_s, true}});
    QVERIFY(m_engine->waitUntil([&] {
        return m_engine->storedState(m_id).value(u"handled"_s) ==
               QCborValue(QCborArray{u"first"_s, u"later"_s});
    }));
    QVERIFY(!m_engine->reply(behind));
    QVERIFY(call(u"release"_s));
    QCOMPARE(cbor::decodeCompat(*responseOf(m_engine->waitForReply(later)).response),
             QCborValue(u"at last"_s));
    QCOMPARE(cbor::decodeCompat(*responseOf(m_engine->waitForReply(behind)).response),
             QCborValue(u"behind"_s));
    QVERIFY(storedKeys().empty());
}

void QueueTest::consumersStartWithTheActor()
{
    send(u"jobs"_s, u"sent before"_s);
    restart(u"eager"_s);
    QVERIFY(m_engine->waitUntil([&] { return storedKeys().empty(); }));
    QCOMPARE(responseOf(send(u"jobs"_s, u"now"_s, {{u"wait"_s, true}})).status, u"completed"_s);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->storedState(m_id).value(u"handled"_s),
             QCborValue(QCborArray{u"sent before"_s, u"now"_s}));
}

void QueueTest::aConsumerThatFailsKeepsItsMessage()
{
    QVERIFY(call(u"consume"_s, {u"jobs"_s}));
    send(u"jobs"_s, u"fail"_s);
    QCOMPARE(call(u"consumed"_s).error().wireName(), u"user.told_to_fail"_s);
    QVERIFY(m_engine->logText().contains("queue consumer failed"_L1));
    QCOMPARE(storedKeys().size(), 1);
    QCOMPARE(bodiesOf(receive({}, 1, 5000)), QStringList{u"fail"_s});
}

void QueueTest::whatAConsumerDoesNotFinishComesAgain()
{
    QVERIFY(call(u"consume"_s, {u"jobs"_s}));
    send(u"jobs"_s, u"later"_s);
    QVERIFY(m_engine->waitUntil([&] {
        return m_engine->storedState(m_id).value(u"handled"_s) == QCborValue(QCborArray{u"later"_s});
    }));
    m_engine->commandStop(m_id, StopReason::SleepIntent);
    // Its grace period is over before anybody releases it: the message is there in the next life.
    QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(m_id).has_value(); }));
    QCOMPARE(storedKeys().size(), 1);
    m_engine->startActor(m_id, {.name = u"queue"_s});
    QCOMPARE(bodiesOf(receive()), QStringList{u"later"_s});
}

// --- The inspector ---

void QueueTest::inspectorsSeeTheQueue()
{
    const auto http = [this](const QString &method, const QString &path, const QByteArray &body = {}) {
        const QString token = u"Bearer "_s + m_engine->inspectorToken(m_id);
        return m_engine->request(
            m_id, {.method = method, .path = path, .headers = {{u"authorization"_s, token}}, .body = body});
    };
    const auto posted = http(u"POST"_s, u"/inspector/queue"_s, R"({"name":"any","body":{"a":1}})");
    QCOMPARE(posted.status, 200);
    QCOMPARE(QJsonDocument::fromJson(posted.body).object().value("id"_L1), QJsonValue(u"1"_s));
    QCOMPARE(http(u"POST"_s, u"/inspector/queue"_s, R"({"name":""})").status, 400);
    QCOMPARE(http(u"POST"_s, u"/inspector/queue"_s, R"({"name":"b"})").status, 200);

    const QJsonObject list =
        QJsonDocument::fromJson(http(u"GET"_s, u"/inspector/queue?limit=1"_s).body).object();
    QCOMPARE(list.value("size"_L1), QJsonValue(2));
    QCOMPARE(list.value("maxSize"_L1), QJsonValue(1000));
    QCOMPARE(list.value("truncated"_L1), QJsonValue(true));
    const QJsonObject message = list.value("messages"_L1).toArray().at(0).toObject();
    QCOMPARE(message.value("id"_L1), QJsonValue(1));
    QCOMPARE(message.value("name"_L1), QJsonValue(u"any"_s));
    QVERIFY(!message.contains("body"_L1));
    const QJsonObject all =
        QJsonDocument::fromJson(http(u"GET"_s, u"/inspector/queue?limit=x"_s).body).object();
    QCOMPARE(all.value("truncated"_L1), QJsonValue(false));
    const QJsonObject summary =
        QJsonDocument::fromJson(http(u"GET"_s, u"/inspector/summary"_s).body).object();
    QCOMPARE(summary.value("queueSize"_L1), QJsonValue(2));

    // Whoever waits for a message that goes this way is told.
    const RequestId sending = startSending(u"jobs"_s, 1, {{u"wait"_s, true}});
    QVERIFY(m_engine->waitUntil([&] { return storedKeys().size() == 3; }));
    const auto cleared = http(u"DELETE"_s, u"/inspector/queue"_s);
    QCOMPARE(cleared.status, 200);
    QCOMPARE(cleared.body, "{}"_ba);
    QCOMPARE(errorOf(m_engine->waitForReply(sending)), u"queue.completion_waiter_dropped"_s);
    QVERIFY(storedKeys().empty());
    QCOMPARE(call(u"queueSize"_s), QCborValue(0));
}

void QueueTest::inspectorsAreToldItsSize()
{
    send(u"jobs"_s, 1);
    const RequestId socket =
        m_engine->openSocket(m_id, u"/inspector/connect?protocol_version=6"_s,
                             {u"rivet_inspector_token."_s + m_engine->inspectorToken(m_id)});
    const auto next = [&] { return *inspector::decodeToClient(m_engine->nextMessage(socket)->data, {}); };
    const auto nextSize = [&] {
        for (;;)
            if (const v6::ToClient message = next(); std::holds_alternative<v6::QueueUpdated>(message))
                return std::get<v6::QueueUpdated>(message).queueSize.value;
    };
    QCOMPARE(std::get<v6::Init>(next()).queueSize.value, 1U);
    send(u"jobs"_s, 2);
    QCOMPARE(nextSize(), 2U);
    QVERIFY(receive());
    QCOMPARE(nextSize(), 1U);
    m_engine->sendToSocket(socket, *inspector::encodeToServer(v6::QueueRequest{.id = {7}, .limit = {0}}, {}));
    for (;;) {
        const v6::ToClient message = next();
        if (const auto *response = std::get_if<v6::QueueResponse>(&message)) {
            QCOMPARE(response->rid.value, 7U);
            QCOMPARE(response->status.size.value, 1U);
            QVERIFY(response->status.truncated);
            QVERIFY(response->status.messages.empty());
            return;
        }
    }
}

QTEST_GUILESS_MAIN(QueueTest)
#include "tst_queue.moc"
