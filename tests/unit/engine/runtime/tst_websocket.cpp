// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/persist/keys.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove::runtime::test;
using rove::envoy::v8::RequestId;
using rove::envoy::v8::StopReason;

/// Plain WebSockets, which an actor's own code speaks on.
class WebSocketTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    void messagesGoBothWays();
    void whatAHandlerChangesIsSaved();
    void anActorMayRefuseASocket();
    void anActorWithoutAHandlerRefuses();
    void theActorMayClose();
    void theActorHearsThatTheClientHasGone();
    void aHandlerThatThrowsLosesItsSocketOnly();
    void anOpenSocketKeepsTheActorAwake();
    void aSocketEndsWithTheActorsStay();
    void aSocketThatMayLastOutlivesASleep();
    void eachMessageOfALastingSocketIsHandledOnce();
    void whatComesAsTheActorFallsAsleepIsForItsNextLife();
    void aLastingSocketEndsWithItsActor();
    void aLastingSocketThatHasEndedIsForgotten();

private:
    RequestId openLasting();
    RequestId open(const QString &actorId);
    [[nodiscard]] QByteArray next(const RequestId &socket);

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

void WebSocketTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(specimens());
    m_engine->startActor(m_id);
}

RequestId WebSocketTest::open(const QString &actorId)
{
    const RequestId socket = m_engine->openSocket(actorId, u"/websocket/echo?a=b"_s);
    [&] { QCOMPARE(next(socket), "welcome to /websocket/echo?a=b"); }();
    return socket;
}

QByteArray WebSocketTest::next(const RequestId &socket)
{
    const auto message = m_engine->nextMessage(socket);
    return message ? message->data : QByteArrayLiteral("(closed)");
}

void WebSocketTest::messagesGoBothWays()
{
    const RequestId socket = open(m_id);
    QVERIFY(!m_engine->socket(socket).canHibernate);
    m_engine->sendToSocket(socket, "hello"_ba, false);
    const auto text = m_engine->nextMessage(socket);
    QVERIFY(text && !text->binary);
    QCOMPARE(text->data, "hello"_ba);
    m_engine->sendToSocket(socket, "\x00\xff"_ba, true);
    const auto bytes = m_engine->nextMessage(socket);
    QVERIFY(bytes && bytes->binary);
    QCOMPARE(bytes->data, "\x00\xff"_ba);
}

void WebSocketTest::whatAHandlerChangesIsSaved()
{
    const RequestId socket = open(m_id);
    m_engine->sendToSocket(socket, "one"_ba, false);
    m_engine->sendToSocket(socket, "two"_ba, false);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->storedState(m_id).value(u"count"_s) == 2; }));
}

void WebSocketTest::anActorMayRefuseASocket()
{
    const RequestId socket = m_engine->openSocket(m_id, u"/elsewhere"_s);
    QCOMPARE(m_engine->waitForClose(socket).code, 1011);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"user.no_socket"_s);
}

void WebSocketTest::anActorWithoutAHandlerRefuses()
{
    m_engine->startActor(u"plain"_s, {.name = u"stateless"_s});
    const RequestId socket = m_engine->openSocket(u"plain"_s, u"/websocket/echo"_s);
    QCOMPARE(m_engine->waitForClose(socket).code, 1011);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"guard.websocket_not_supported"_s);
    QVERIFY(m_engine->socket(socket).opened);
}

void WebSocketTest::theActorMayClose()
{
    const RequestId socket = open(m_id);
    m_engine->sendToSocket(socket, "end"_ba, false);
    QCOMPARE(m_engine->waitForClose(socket).code, 4001);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"as you wish"_s);
    QCOMPARE(*m_engine->call(m_id, u"add"_s), QCborValue(101));
}

void WebSocketTest::theActorHearsThatTheClientHasGone()
{
    const RequestId socket = open(m_id);
    m_engine->closeSocket(socket, {.code = 4002, .reason = u"done here"_s});
    QVERIFY(m_engine->waitUntil([&] { return m_engine->storedState(m_id).value(u"count"_s) == 100; }));
    QVERIFY(m_engine->logText().contains(u"code=4002 reason=\"done here\""_s));
    const RequestId other = open(m_id);
    m_engine->closeSocket(other);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->storedState(m_id).value(u"count"_s) == 200; }));
    QVERIFY(m_engine->logText().contains(u"code=1000 reason"_s));
}

void WebSocketTest::aHandlerThatThrowsLosesItsSocketOnly()
{
    const RequestId other = open(m_id);
    const RequestId socket = open(m_id);
    m_engine->sendToSocket(socket, "throw"_ba, false);
    QCOMPARE(m_engine->waitForClose(socket).code, 1011);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"rivetkit.internal_error"_s);
    m_engine->sendToSocket(other, "still here"_ba, false);
    QCOMPARE(next(other), "still here"_ba);
}

void WebSocketTest::anOpenSocketKeepsTheActorAwake()
{
    m_engine->startActor(u"tired"_s, {.name = u"sleepy"_s});
    const RequestId socket = m_engine->openSocket(u"tired"_s, u"/websocket/echo"_s);
    QVERIFY(next(socket).startsWith("welcome"));
    // It falls asleep at once when it may.
    m_engine->sendToSocket(socket, "hello"_ba, false);
    QCOMPARE(next(socket), "hello"_ba);
    QVERIFY(!m_engine->hasIntent<rove::envoy::v8::ActorIntentSleep>(u"tired"_s));
    m_engine->closeSocket(socket);
    QVERIFY(m_engine->waitUntil(
        [&] { return m_engine->hasIntent<rove::envoy::v8::ActorIntentSleep>(u"tired"_s); }));
}

void WebSocketTest::aSocketEndsWithTheActorsStay()
{
    const RequestId socket = open(m_id);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->waitForClose(socket).code, 1000);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"actor.stopped"_s);
    QCOMPARE(m_engine->storedState(m_id).value(u"count"_s), 100);
}

// --- Sockets that outlive a sleep ---

RequestId WebSocketTest::openLasting()
{
    m_engine->startActor(u"lasting"_s, {.name = u"lasting"_s});
    return open(u"lasting"_s);
}

void WebSocketTest::aSocketThatMayLastOutlivesASleep()
{
    const RequestId socket = openLasting();
    QVERIFY(m_engine->socket(socket).canHibernate);
    m_engine->sendToSocket(socket, "before"_ba, false);
    QCOMPARE(next(socket), "before"_ba);
    m_engine->stopActor(u"lasting"_s, StopReason::SleepIntent);
    QVERIFY(!m_engine->socket(socket).closed);
    m_engine->startActor(u"lasting"_s,
                         {.name = u"lasting"_s, .hibernating = {m_engine->hibernating(socket)}});
    // The next life gets it as a new one: it may not keep what the one before knew.
    QCOMPARE(next(socket), "welcome to /websocket/echo?a=b"_ba);
    QCOMPARE(m_engine->socket(socket).openedCount, 2);
    m_engine->sendToSocket(socket, "after"_ba, false);
    QCOMPARE(next(socket), "after"_ba);
    m_engine->closeSocket(socket);
    QVERIFY(
        m_engine->waitUntil([&] { return m_engine->storedState(u"lasting"_s).value(u"count"_s) == 102; }));
}

void WebSocketTest::eachMessageOfALastingSocketIsHandledOnce()
{
    const RequestId socket = openLasting();
    for (const std::uint16_t index : {1, 2, 1, 2, 3})
        m_engine->sendToSocketAs(socket, index, QByteArray::number(index));
    QVERIFY(m_engine->waitUntil([&] {
        const auto &acknowledged = m_engine->socket(socket).acknowledged;
        return !acknowledged.empty() && acknowledged.back() == 3;
    }));
    QCOMPARE(m_engine->storedState(u"lasting"_s).value(u"count"_s), 3);
    m_engine->stopActor(u"lasting"_s, StopReason::SleepIntent);
    m_engine->startActor(u"lasting"_s,
                         {.name = u"lasting"_s, .hibernating = {m_engine->hibernating(socket)}});
    m_engine->sendToSocketAs(socket, 3, "again"_ba);
    m_engine->sendToSocketAs(socket, 5, "a gap"_ba);
    QCOMPARE(m_engine->waitForClose(socket).code, 1008);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"ws.message_index_skip"_s);
}

void WebSocketTest::whatComesAsTheActorFallsAsleepIsForItsNextLife()
{
    const RequestId socket = openLasting();
    QVERIFY(m_engine->call(u"lasting"_s, u"goToSleep"_s));
    m_engine->sendToSocket(socket, "late"_ba, false);
    m_engine->stopActor(u"lasting"_s, StopReason::SleepIntent);
    QVERIFY(m_engine->socket(socket).messages.empty());
    m_engine->startActor(u"lasting"_s,
                         {.name = u"lasting"_s, .hibernating = {m_engine->hibernating(socket)}});
    QVERIFY(next(socket).startsWith("welcome"));
    m_engine->sendToSocketAs(socket, 1, "late"_ba);
    QCOMPARE(next(socket), "late"_ba);
}

void WebSocketTest::aLastingSocketEndsWithItsActor()
{
    const RequestId socket = openLasting();
    m_engine->stopActor(u"lasting"_s, StopReason::Destroy);
    QCOMPARE(m_engine->waitForClose(socket).code, 1000);
    QCOMPARE(m_engine->waitForClose(socket).reason, u"actor.stopped"_s);
}

void WebSocketTest::aLastingSocketThatHasEndedIsForgotten()
{
    const auto keptCount = [this] {
        return std::ranges::count_if(m_engine->storage(u"lasting"_s), [](const auto &entry) {
            return entry.first.startsWith(rove::persist::connectionPrefix());
        });
    };
    const RequestId socket = openLasting();
    QVERIFY(m_engine->waitUntil([&] { return keptCount() == 1; }));
    m_engine->sendToSocket(socket, "end"_ba, false);
    QCOMPARE(m_engine->waitForClose(socket).code, 4001);
    QVERIFY(m_engine->waitUntil([&] { return keptCount() == 0; }));
}

QTEST_GUILESS_MAIN(WebSocketTest)
#include "tst_websocket.moc"
