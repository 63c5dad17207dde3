// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/persist/keys.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtCore/QUrl>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using client::Encoding;
using envoy::v8::RequestId;
using envoy::v8::StopReason;
namespace v4 = client::v4;
namespace v8 = envoy::v8;

Q_DECLARE_METATYPE(rove::client::Encoding)

class ClientSocketTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    void initComesFirstInEveryEncoding_data();
    void initComesFirstInEveryEncoding();
    void actionsAndErrorsAnswerById_data();
    void actionsAndErrorsAnswerById();
    void bareFollowsTheClientsVersion();
    void eventsGoToSubscribersOnlyAndBeforeTheAnswer();
    void privateEventsGoToOneClient();
    void eventsOfTheConnectHookComeAfterInit();
    void refusedConnectionsGetAnErrorAndAreClosed();
    void wrongHandshakesAreClosed();
    void badMessagesCloseTheSocket_data();
    void badMessagesCloseTheSocket();
    void sizesAreBounded();
    void aRuntimeMayHaveBoundsOfItsOwn();
    void subscriptionsAreBounded();
    void theActorMayCloseAConnection();
    void slowActionsAnswerInTheOrderOfTheirEnd();
    void otherPathsHaveNoSocket();
    void messagesAreAcknowledgedWhenTheyAreSaved();
    void manyConnectionsAreSavedInSeveralWrites();
    void aFastClientIsAcknowledgedBeforeTheInterval();
    void connectionsAreBounded();
    void aClosedConnectionIsForgotten();
    void hibernatedConnectionsComeBack();
    void messagesThatWereHandledAreIgnored();
    void aMissingMessageClosesTheSocket();
    void messagesAfterASleepRequestAreLeftForLater();
    void unknownHibernatingSocketsAreClosed();
    void aClientThatLeavesBetweenTwoLivesIsMissed_data();
    void aClientThatLeavesBetweenTwoLivesIsMissed();
    void destroyClosesTheSockets();

private:
    RequestId connectAs(Encoding encoding, const QString &params = {});
    v4::ToClient next(const RequestId &socket, Encoding encoding = Encoding::Json);
    template <class Message>
    Message nextAs(const RequestId &socket, Encoding encoding = Encoding::Json);
    void send(const RequestId &socket, const v4::ToServer &message, Encoding encoding = Encoding::Json,
              int version = client::versionMax);
    void callAction(const RequestId &socket, std::uint64_t id, const QString &name,
                    const QCborArray &arguments = {}, Encoding encoding = Encoding::Json,
                    int version = client::versionMax);

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

void ClientSocketTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(specimens());
    m_engine->startActor(m_id);
}

RequestId ClientSocketTest::connectAs(Encoding encoding, const QString &params)
{
    QStringList protocols{u"rivet_encoding."_s + QString::fromLatin1(client::encodingName(encoding))};
    if (!params.isEmpty())
        protocols.append(u"rivet_conn_params."_s + QString::fromLatin1(QUrl::toPercentEncoding(params)));
    return m_engine->openSocket(m_id, u"/connect"_s, protocols);
}

v4::ToClient ClientSocketTest::next(const RequestId &socket, Encoding encoding)
{
    const auto message = m_engine->nextMessage(socket);
    if (!message)
        qFatal("The socket was closed: %s", qPrintable(m_engine->socket(socket).closed->reason));
    return client::decode<v4::ToClient>(message->data, encoding)->message;
}

template <class Message>
Message ClientSocketTest::nextAs(const RequestId &socket, Encoding encoding)
{
    return std::get<Message>(next(socket, encoding));
}

void ClientSocketTest::send(const RequestId &socket, const v4::ToServer &message, Encoding encoding,
                            int version)
{
    m_engine->sendToSocket(socket, *client::encode(message, encoding, version), encoding != Encoding::Json);
}

void ClientSocketTest::callAction(const RequestId &socket, std::uint64_t id, const QString &name,
                                  const QCborArray &arguments, Encoding encoding, int version)
{
    send(socket, v4::ActionRequest{.id = {id}, .name = name, .args = cbor::encodeCompat(arguments)}, encoding,
         version);
}

void ClientSocketTest::initComesFirstInEveryEncoding_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<bool>("binary");
    QTest::newRow("json") << Encoding::Json << false;
    QTest::newRow("cbor") << Encoding::Cbor << true;
    QTest::newRow("bare") << Encoding::Bare << true;
}

void ClientSocketTest::initComesFirstInEveryEncoding()
{
    QFETCH(Encoding, encoding);
    QFETCH(bool, binary);
    const RequestId socket = connectAs(encoding);
    const auto message = m_engine->nextMessage(socket);
    QCOMPARE(message->binary, binary);
    const auto received = client::decode<v4::ToClient>(message->data, encoding);
    const auto init = std::get<v4::Init>(received->message);
    QCOMPARE(init.actorId, m_id);
    QCOMPARE(init.connectionId.size(), 36);
    if (encoding == Encoding::Bare)
        QCOMPARE(received->version, 2);
    QVERIFY(m_engine->socket(socket).canHibernate);
}

void ClientSocketTest::actionsAndErrorsAnswerById_data()
{
    initComesFirstInEveryEncoding_data();
}

void ClientSocketTest::actionsAndErrorsAnswerById()
{
    QFETCH(Encoding, encoding);
    const RequestId socket = connectAs(encoding);
    next(socket, encoding);
    callAction(socket, 0, u"add"_s, {7}, encoding);
    const auto response = nextAs<v4::ActionResponse>(socket, encoding);
    QCOMPARE(response.id.value, 0U);
    QCOMPARE(cbor::decodeCompat(response.output), QCborValue(7));
    callAction(socket, 5, u"userFailure"_s, {}, encoding);
    const auto error = nextAs<v4::Error>(socket, encoding);
    QCOMPARE(error.actionId->value, 5U);
    QCOMPARE(error.code, u"my_code"_s);
    QCOMPARE(error.actor->actorId, m_id);
    QCOMPARE(cbor::decodeCompat(*error.metadata)->toMap().value(u"a"_s), QCborValue(1));
    callAction(socket, 6, u"crash"_s, {}, encoding);
    QCOMPARE(nextAs<v4::Error>(socket, encoding).message, u"An internal error occurred"_s);
    callAction(socket, 7, u"nope"_s, {}, encoding);
    QCOMPARE(nextAs<v4::Error>(socket, encoding).code, u"action_not_found"_s);
}

void ClientSocketTest::bareFollowsTheClientsVersion()
{
    for (const int version : {2, 3, 4}) {
        const RequestId socket = connectAs(Encoding::Bare);
        next(socket, Encoding::Bare);
        callAction(socket, 1, u"add"_s, {}, Encoding::Bare, version);
        const auto answer = client::decode<v4::ToClient>(m_engine->nextMessage(socket)->data, Encoding::Bare);
        QCOMPARE(answer->version, version);
    }
}

void ClientSocketTest::eventsGoToSubscribersOnlyAndBeforeTheAnswer()
{
    const RequestId listener = connectAs(Encoding::Bare);
    const RequestId other = connectAs(Encoding::Json);
    next(listener, Encoding::Bare);
    next(other);
    send(listener, v4::SubscriptionRequest{.eventName = u"said"_s, .subscribe = true}, Encoding::Bare);
    callAction(listener, 1, u"say"_s, {u"hello"_s}, Encoding::Bare);
    const auto event = nextAs<v4::Event>(listener, Encoding::Bare);
    QCOMPARE(event.name, u"said"_s);
    QCOMPARE(cbor::decodeCompat(event.args), QCborValue(QCborArray{u"hello"_s, 0}));
    nextAs<v4::ActionResponse>(listener, Encoding::Bare);
    callAction(other, 1, u"say"_s, {u"again"_s});
    nextAs<v4::ActionResponse>(other);
    nextAs<v4::Event>(listener, Encoding::Bare);
    send(listener, v4::SubscriptionRequest{.eventName = u"said"_s, .subscribe = false}, Encoding::Bare);
    callAction(listener, 2, u"say"_s, {u"unheard"_s}, Encoding::Bare);
    nextAs<v4::ActionResponse>(listener, Encoding::Bare);
}

void ClientSocketTest::privateEventsGoToOneClient()
{
    const RequestId socket = connectAs(Encoding::Json);
    const QString id = nextAs<v4::Init>(socket).connectionId;
    QVERIFY(m_engine->call(m_id, u"sendTo"_s, {id, u"psst"_s}));
    QCOMPARE(nextAs<v4::Event>(socket).name, u"private"_s);
    QVERIFY(m_engine->call(m_id, u"sendTo"_s, {u"nobody"_s, u"psst"_s}));
}

void ClientSocketTest::eventsOfTheConnectHookComeAfterInit()
{
    const RequestId socket = connectAs(Encoding::Cbor, u"{\"greet\":true}"_s);
    nextAs<v4::Init>(socket, Encoding::Cbor);
    QCOMPARE(nextAs<v4::Event>(socket, Encoding::Cbor).name, u"greeting"_s);
}

void ClientSocketTest::refusedConnectionsGetAnErrorAndAreClosed()
{
    const RequestId denied = connectAs(Encoding::Bare, u"{\"refuse\":\"user\"}"_s);
    const auto error = nextAs<v4::Error>(denied, Encoding::Bare);
    QCOMPARE(error.message, u"denied"_s);
    QVERIFY(!error.actionId && !error.actor);
    QCOMPARE(m_engine->waitForClose(denied).code, 1011);
    QCOMPARE(m_engine->waitForClose(denied).reason, u"user.denied"_s);
    const RequestId internal = connectAs(Encoding::Json, u"{\"refuse\":\"internal\"}"_s);
    QCOMPARE(nextAs<v4::Error>(internal).message, u"An internal error occurred"_s);
    QCOMPARE(m_engine->waitForClose(internal).reason, u"rivetkit.internal_error"_s);
}

void ClientSocketTest::wrongHandshakesAreClosed()
{
    const RequestId encoding = m_engine->openSocket(m_id, u"/connect"_s, {u"rivet_encoding.xml"_s});
    QCOMPARE(m_engine->waitForClose(encoding).code, 1003);
    QCOMPARE(m_engine->waitForClose(encoding).reason, u"actor.unsupported_websocket_encoding"_s);
    const RequestId params = m_engine->openSocket(m_id, u"/connect"_s, {u"rivet_conn_params.%7B"_s});
    QCOMPARE(m_engine->waitForClose(params).reason, u"actor.invalid_request"_s);
}

void ClientSocketTest::badMessagesCloseTheSocket_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("empty") << Encoding::Bare << QByteArray();
    QTest::newRow("bare version") << Encoding::Bare << QByteArray("\x05\x00\x01\x01x\x01", 6);
    QTest::newRow("bare tag") << Encoding::Bare << QByteArray("\x04\x00\x07", 3);
    QTest::newRow("bare end") << Encoding::Bare << QByteArray("\x04\x00\x01\x08new", 7);
    QTest::newRow("bare arguments") << Encoding::Bare
                                    << QByteArray("\x04\x00\x00\x00\x03"
                                                  "add\x01\xff",
                                                  10);
    QTest::newRow("json text") << Encoding::Json << QByteArray("{");
    QTest::newRow("json tag") << Encoding::Json << QByteArray(R"({"body":{"tag":"Nope","val":{}}})");
    QTest::newRow("cbor") << Encoding::Cbor << QByteArray("\xff");
}

void ClientSocketTest::badMessagesCloseTheSocket()
{
    QFETCH(Encoding, encoding);
    QFETCH(QByteArray, message);
    const RequestId socket = connectAs(encoding);
    next(socket, encoding);
    m_engine->sendToSocket(socket, message);
    QCOMPARE(m_engine->waitForClose(socket).code, 1011);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"actor.invalid_request"_s);
}

void ClientSocketTest::sizesAreBounded()
{
    const RequestId out = connectAs(Encoding::Bare);
    next(out, Encoding::Bare);
    callAction(out, 3, u"big"_s, {limits::actorMessageBytesOutMax}, Encoding::Bare);
    const auto error = nextAs<v4::Error>(out, Encoding::Bare);
    QCOMPARE(error.code, u"outgoing_too_long"_s);
    QCOMPARE(error.actionId->value, 3U);
    QVERIFY(!error.actor);

    const RequestId in = connectAs(Encoding::Bare);
    next(in, Encoding::Bare);
    m_engine->sendToSocket(in, QByteArray(limits::actorMessageBytesInMax + 1, 'x'));
    QCOMPARE(m_engine->waitForClose(in).reason, u"message.incoming_too_long"_s);
}

void ClientSocketTest::aRuntimeMayHaveBoundsOfItsOwn()
{
    const RuntimeOptions options{.messageBytesInMax = 2 * limits::actorMessageBytesOutMax,
                                 .messageBytesOutMax = 2 * limits::actorMessageBytesOutMax};
    m_engine = std::make_unique<ScriptedEngine>(specimens(), 1, options);
    m_engine->startActor(m_id);
    const QString large(limits::actorMessageBytesOutMax, u'x');
    const RequestId socket = connectAs(Encoding::Bare);
    next(socket, Encoding::Bare);
    callAction(socket, 1, u"echo"_s, {large}, Encoding::Bare);
    const auto answer = nextAs<v4::ActionResponse>(socket, Encoding::Bare);
    QCOMPARE(cbor::decodeCompat(answer.output), QCborValue(large));
    QCOMPARE(m_engine->call(m_id, u"echo"_s, {large}), QCborValue(large));
}

void ClientSocketTest::subscriptionsAreBounded()
{
    const RequestId socket = connectAs(Encoding::Json);
    next(socket);
    for (int i = 0; i <= limits::subscriptionsPerConnectionMax; ++i)
        send(socket, v4::SubscriptionRequest{.eventName = QString::number(i), .subscribe = true});
    QCOMPARE(m_engine->waitForClose(socket).reason, u"actor.overloaded"_s);
}

void ClientSocketTest::theActorMayCloseAConnection()
{
    const RequestId socket = connectAs(Encoding::Json);
    const QString id = nextAs<v4::Init>(socket).connectionId;
    callAction(socket, 1, u"kick"_s, {id});
    QCOMPARE(m_engine->waitForClose(socket).code, 1000);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"bye.now"_s);
    QVERIFY(m_engine->call(m_id, u"add"_s));
    QVERIFY(m_engine->logText().contains(u"disconnected"_s));
}

void ClientSocketTest::slowActionsAnswerInTheOrderOfTheirEnd()
{
    const RequestId socket = connectAs(Encoding::Json);
    next(socket);
    callAction(socket, 1, u"wait"_s);
    callAction(socket, 2, u"add"_s);
    QCOMPARE(nextAs<v4::ActionResponse>(socket).id.value, 2U);
    callAction(socket, 3, u"release"_s);
    QCOMPARE(nextAs<v4::ActionResponse>(socket).id.value + nextAs<v4::ActionResponse>(socket).id.value, 4U);
    // Leaving before the answer harms nobody.
    callAction(socket, 4, u"wait"_s);
    m_engine->closeSocket(socket);
    QVERIFY(m_engine->call(m_id, u"release"_s));
    QVERIFY(m_engine->call(m_id, u"add"_s));
}

void ClientSocketTest::otherPathsHaveNoSocket()
{
    m_engine->startActor(u"plain"_s, {.name = u"stateless"_s});
    for (const QString &path : {u"/connect/"_s, u"/inspector/connect/"_s}) {
        const RequestId socket = m_engine->openSocket(u"plain"_s, path);
        QCOMPARE(m_engine->waitForClose(socket).code, 1011);
        QCOMPARE(m_engine->waitForClose(socket).reason, u"guard.websocket_not_supported"_s);
        QVERIFY(m_engine->socket(socket).opened);
    }
}

void ClientSocketTest::messagesAreAcknowledgedWhenTheyAreSaved()
{
    const RequestId socket = connectAs(Encoding::Json);
    next(socket);
    const auto &acknowledged = m_engine->socket(socket).acknowledged;
    callAction(socket, 1, u"add"_s);
    QVERIFY(m_engine->waitUntil([&] { return !acknowledged.empty() && acknowledged.back() == 1; }));
    QCOMPARE(m_engine->storedState(m_id).value(u"count"_s), QCborValue(1));
    // What is not answered yet holds back what comes after it.
    callAction(socket, 2, u"wait"_s);
    callAction(socket, 3, u"add"_s);
    QVERIFY(
        m_engine->waitUntil([&] { return m_engine->storedState(m_id).value(u"count"_s) == QCborValue(2); }));
    QCOMPARE(acknowledged.back(), 1);
    QVERIFY(m_engine->call(m_id, u"release"_s));
    QVERIFY(m_engine->waitUntil([&] { return acknowledged.back() == 3; }));
}

void ClientSocketTest::manyConnectionsAreSavedInSeveralWrites()
{
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"slow"_s});
    std::vector<RequestId> sockets;
    for (int i = 0; i < 2 * limits::kvKeysPerOperationMax; ++i)
        sockets.push_back(connectAs(Encoding::Json));
    for (const RequestId &socket : sockets)
        next(socket);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->stopped(m_id)->code, v8::StopCode::Ok);
    const auto isConnection = [](const auto &entry) {
        return entry.first.startsWith(persist::connectionPrefix());
    };
    QCOMPARE(std::ranges::count_if(m_engine->storage(m_id), isConnection), 2 * limits::kvKeysPerOperationMax);
}

void ClientSocketTest::aFastClientIsAcknowledgedBeforeTheInterval()
{
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"slow"_s});
    const RequestId socket = connectAs(Encoding::Bare);
    next(socket, Encoding::Bare);
    for (int i = 0; i < limits::unacknowledgedMessagesMax; ++i)
        send(socket, v4::SubscriptionRequest{.eventName = u"said"_s, .subscribe = true}, Encoding::Bare);
    const auto &acknowledged = m_engine->socket(socket).acknowledged;
    QVERIFY(m_engine->waitUntil(
        [&] { return !acknowledged.empty() && acknowledged.back() == limits::unacknowledgedMessagesMax; }));
}

void ClientSocketTest::connectionsAreBounded()
{
    for (int i = 0; i < limits::connectionsPerActorMax; ++i)
        connectAs(Encoding::Json);
    const RequestId refused = connectAs(Encoding::Json);
    QCOMPARE(nextAs<v4::Error>(refused).code, u"overloaded"_s);
    QCOMPARE(m_engine->waitForClose(refused).reason, u"actor.overloaded"_s);
}

void ClientSocketTest::aClosedConnectionIsForgotten()
{
    const RequestId socket = connectAs(Encoding::Json);
    const QByteArray key = persist::connectionKey(nextAs<v4::Init>(socket).connectionId);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->storage(m_id).contains(key); }));
    m_engine->closeSocket(socket);
    QVERIFY(m_engine->waitUntil([&] { return !m_engine->storage(m_id).contains(key); }));
}

void ClientSocketTest::hibernatedConnectionsComeBack()
{
    const RequestId socket = connectAs(Encoding::Bare, u"{\"name\":\"Ada\"}"_s);
    next(socket, Encoding::Bare);
    send(socket, v4::SubscriptionRequest{.eventName = u"said"_s, .subscribe = true}, Encoding::Bare);
    callAction(socket, 1, u"whoAmI"_s, {}, Encoding::Bare);
    nextAs<v4::ActionResponse>(socket, Encoding::Bare);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QVERIFY(!m_engine->socket(socket).closed);

    m_engine->startActor(m_id, {.hibernating = {m_engine->hibernating(socket)}});
    QCOMPARE(m_engine->socket(socket).openedCount, 2);
    QVERIFY(m_engine->call(m_id, u"say"_s, {u"welcome back"_s}));
    const auto event = nextAs<v4::Event>(socket, Encoding::Bare);
    QCOMPARE(cbor::decodeCompat(event.args)->toArray().at(0), QCborValue(u"welcome back"_s));
    callAction(socket, 2, u"whoAmI"_s, {}, Encoding::Bare);
    QCOMPARE(cbor::decodeCompat(nextAs<v4::ActionResponse>(socket, Encoding::Bare).output),
             QCborValue(u"Ada"_s));
}

void ClientSocketTest::messagesThatWereHandledAreIgnored()
{
    const RequestId socket = connectAs(Encoding::Bare);
    next(socket, Encoding::Bare);
    callAction(socket, 1, u"add"_s, {}, Encoding::Bare);
    nextAs<v4::ActionResponse>(socket, Encoding::Bare);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.hibernating = {m_engine->hibernating(socket)}});
    const v4::ToServer request =
        v4::ActionRequest{.id = {1}, .name = u"add"_s, .args = cbor::encode(QCborArray())};
    m_engine->sendToSocketAs(socket, 1, *client::encode(request, Encoding::Bare));
    callAction(socket, 2, u"add"_s, {}, Encoding::Bare);
    const auto response = nextAs<v4::ActionResponse>(socket, Encoding::Bare);
    QCOMPARE(response.id.value, 2U);
    QCOMPARE(cbor::decodeCompat(response.output), QCborValue(2));
}

void ClientSocketTest::aMissingMessageClosesTheSocket()
{
    const RequestId socket = connectAs(Encoding::Json);
    next(socket);
    m_engine->sendToSocketAs(socket, 2, "{}");
    QCOMPARE(m_engine->waitForClose(socket).code, 1008);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"ws.message_index_skip"_s);
}

void ClientSocketTest::messagesAfterASleepRequestAreLeftForLater()
{
    const RequestId socket = connectAs(Encoding::Json);
    next(socket);
    callAction(socket, 1, u"goToSleep"_s);
    nextAs<v4::ActionResponse>(socket);
    callAction(socket, 2, u"add"_s);
    QCOMPARE(m_engine->call(m_id, u"add"_s, {0}), QCborValue(0));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->socket(socket).acknowledged.back(), 1);
    m_engine->startActor(m_id, {.hibernating = {m_engine->hibernating(socket)}});
    const v4::ToServer request =
        v4::ActionRequest{.id = {2}, .name = u"add"_s, .args = cbor::encode(QCborArray())};
    m_engine->sendToSocketAs(socket, 2, *client::encode(request, Encoding::Json));
    QCOMPARE(nextAs<v4::ActionResponse>(socket).id.value, 2U);
}

void ClientSocketTest::unknownHibernatingSocketsAreClosed()
{
    const RequestId socket = connectAs(Encoding::Json);
    const QByteArray key = persist::connectionKey(nextAs<v4::Init>(socket).connectionId);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QVERIFY(m_engine->storage(m_id).contains(key));
    const RequestId unknown{5, 5, 5, 5};
    m_engine->startActor(m_id, {.hibernating = {m_engine->hibernating(unknown)}});
    QCOMPARE(m_engine->waitForClose(unknown).reason, u"ws.meta_not_found_during_restore"_s);
    // And a connection whose socket the gateway has not kept is gone, which the actor is told.
    QVERIFY(m_engine->waitUntil([&] { return !m_engine->storage(m_id).contains(key); }));
    QCOMPARE(m_engine->logText().count(u"msg=\"disconnected\""_s), 1);
}

void ClientSocketTest::aClientThatLeavesBetweenTwoLivesIsMissed_data()
{
    QTest::addColumn<QString>("when");
    for (const char *when : {"stopping", "stopped", "starting"})
        QTest::newRow(when) << QString::fromLatin1(when);
}

/// The gateway says once that the client has gone, and lists its socket to the next life nevertheless.
void ClientSocketTest::aClientThatLeavesBetweenTwoLivesIsMissed()
{
    QFETCH(QString, when);
    const RequestId socket = connectAs(Encoding::Json);
    const QByteArray key = persist::connectionKey(nextAs<v4::Init>(socket).connectionId);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->storage(m_id).contains(key); }));
    const ActorStart next{.hibernating = {m_engine->hibernating(socket)}};
    m_engine->commandStop(m_id, StopReason::SleepIntent);
    if (when == u"stopping"_s) // It saves, and the storage has not answered yet.
        m_engine->closeSocket(socket);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(m_id).has_value(); }));
    if (when == u"stopped"_s)
        m_engine->closeSocket(socket);
    m_engine->commandStart(m_id, next);
    if (when == u"starting"_s) // It loads.
        m_engine->closeSocket(socket);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->isRunning(m_id); }));
    QVERIFY(m_engine->waitUntil([&] { return !m_engine->storage(m_id).contains(key); }));
    QCOMPARE(m_engine->logText().count(u"msg=\"disconnected\""_s), 1);
    QVERIFY(!m_engine->socket(socket).closed);
}

void ClientSocketTest::destroyClosesTheSockets()
{
    const RequestId socket = connectAs(Encoding::Json);
    next(socket);
    m_engine->stopActor(m_id, StopReason::Destroy);
    QCOMPARE(m_engine->waitForClose(socket).code, 1000);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"actor.stopped"_s);
}

QTEST_GUILESS_MAIN(ClientSocketTest)
#include "tst_clientsocket.moc"
