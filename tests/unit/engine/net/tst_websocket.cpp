// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/frame.h"
#include "protocol/base/ensure.h"
#include "tests/unit/engine/net/rawclient.h"
#include "tests/unit/engine/net/testserver.h"

#include <QtCore/QByteArrayList>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketHandshakeOptions>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace rove::net {

namespace {

QWebSocketHandshakeOptions offeringRivet()
{
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"rivet"_s, u"rivet_encoding.json"_s});
    return options;
}

QByteArray closeOf(std::uint16_t code, const QByteArray &reason)
{
    return closePayload(code, reason);
}

} // namespace

class WebSocketTest : public QObject {
    Q_OBJECT

private slots:
    void echoesToAProperClient();
    void echoesLargeMessages();
    void answersTheHandshake();
    void keepsWhatComesWithTheHandshake();
    void rejectsAHandshake();
    void acceptsLate();
    void tellsWhenAWaitingClientLeaves();
    void doesNotAcceptAClientThatLeft();
    void closesAConnectionWhoseUpgradeIsDropped();
    void reportsAClientThatIsGoneBeforeStart();
    void joinsFragments();
    void answersPings();
    void echoesTheClientsClose_data();
    void echoesTheClientsClose();
    void closesWithCodeAndReason_data();
    void closesWithCodeAndReason();
    void sendsWhatIsQueuedBeforeTheClose();
    void closesWithoutAnAnswerInTheEnd();
    void ignoresMessagesAfterItsClose();
    void reportsALostConnection();
    void refusesABrokenFrame();
    void refusesAnOversizedMessageAsItsOwnerWishes();
    void letsAClientReadTheRefusalOfAMessageThatItStillSends();
    void refusesInvalidTextAsItsOwnerWishes();
    void takesAMessageOfTheLimit();
    void closesWhenTheQueueOverflows();
    void dropsAClientThatDoesNotRead();
    void doesNotLetPingsFillTheQueue();
    void pausesAndResumes();
    void closesWhilePaused();
    void sendsABurstInOrder();
    void neverDropsAnIdleSocket();
    void mayBeDestroyedInsideItsHandlers();
    void dropsTheConnectionWhenDestroyed();
    void finishesItsCloseWhenDestroyedAfterwards();
};

void WebSocketTest::echoesToAProperClient()
{
    TestServer server;
    QWebSocket client;
    QSignalSpy connected(&client, &QWebSocket::connected);
    QSignalSpy texts(&client, &QWebSocket::textMessageReceived);
    QSignalSpy binaries(&client, &QWebSocket::binaryMessageReceived);
    client.open(QUrl(server.url(u"ws"_s, u"/"_s)), offeringRivet());
    QVERIFY(connected.wait());
    QCOMPARE(client.subprotocol(), u"rivet"_s);
    client.sendTextMessage(u"größer"_s);
    client.sendBinaryMessage(QByteArray("\0\xff", 2));
    QTRY_COMPARE(texts.size() + binaries.size(), 2);
    QCOMPARE(texts.front().front().toString(), u"größer"_s);
    QCOMPARE(binaries.front().front().toByteArray(), QByteArray("\0\xff", 2));
    QSignalSpy pong(&client, &QWebSocket::pong);
    client.ping("payload");
    QVERIFY(pong.wait());
    QSignalSpy disconnected(&client, &QWebSocket::disconnected);
    client.close(QWebSocketProtocol::CloseCodeGoingAway, u"bye"_s);
    QTRY_COMPARE(disconnected.size(), 1);
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, 1001);
    QCOMPARE(server.closed()->reason, "bye");
    QTRY_COMPARE(server.connectionCount(), 0);
}

void WebSocketTest::echoesLargeMessages()
{
    TestServer server;
    QWebSocket client;
    QSignalSpy connected(&client, &QWebSocket::connected);
    QSignalSpy messages(&client, &QWebSocket::binaryMessageReceived);
    client.open(QUrl(server.url(u"ws"_s, u"/"_s)), offeringRivet());
    QVERIFY(connected.wait());
    for (const int size : {125, 126, 65535, 65536, 1000003}) {
        QByteArray data(size, '\0');
        for (qsizetype i = 0; i < data.size(); ++i)
            data[i] = static_cast<char>(i * 31 + i / 256);
        messages.clear();
        client.sendBinaryMessage(data);
        QTRY_COMPARE(messages.size(), 1);
        QCOMPARE(messages.front().front().toByteArray(), data);
    }
}

void WebSocketTest::answersTheHandshake()
{
    TestServer server;
    RawClient client(server.port());
    const auto response = client.handshake("/", "sec-websocket-protocol: chat\r\n"
                                                "sec-websocket-extensions: permessage-deflate\r\n");
    QCOMPARE(response.status, 101);
    QVERIFY(response.head.contains("\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    QVERIFY(response.head.contains("\r\nsec-websocket-protocol: rivet\r\n"));
    QVERIFY(response.head.contains("\r\nx-extra: yes\r\n"));
    QVERIFY(!response.head.contains("extensions"));
}

void WebSocketTest::keepsWhatComesWithTheHandshake()
{
    TestServer server;
    RawClient client(server.port());
    client.send(RawClient::handshakeRequest("/") + RawClient::maskedFrame(0x81, "early") +
                RawClient::maskedFrame(0x81, "bird"));
    QCOMPARE(client.response().status, 101);
    QCOMPARE(client.frame().payload, "early");
    QCOMPARE(client.frame().payload, "bird");
}

void WebSocketTest::rejectsAHandshake()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/reject").status, 403);
    client.get("/next"); // The connection is still good for requests.
    QCOMPARE(client.response().body, "GET /next\n");
}

void WebSocketTest::acceptsLate()
{
    TestServer server;
    RawClient client(server.port());
    client.send(RawClient::handshakeRequest("/late") + RawClient::maskedFrame(0x81, "early"));
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateUpgrades.empty(); }));
    server.onLoop([&] {
        auto &upgrade = *server.handler().lateUpgrades.front();
        server.handler().accept(upgrade, TestHandler::Echo::Yes);
        upgrade.reject({}); // The first decision counts.
        server.handler().lateUpgrades.clear();
    });
    QCOMPARE(client.response().status, 101);
    QCOMPARE(client.frame().payload, "early");
}

void WebSocketTest::tellsWhenAWaitingClientLeaves()
{
    TestServer server;
    RawClient client(server.port());
    client.send(RawClient::handshakeRequest("/late"));
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateUpgrades.empty(); }));
    QCOMPARE(server.goneCount(), 0);
    client.abort();
    QTRY_COMPARE(server.goneCount(), 1);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void WebSocketTest::doesNotAcceptAClientThatLeft()
{
    TestServer server;
    RawClient client(server.port());
    client.send(RawClient::handshakeRequest("/late"));
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateUpgrades.empty(); }));
    client.abort();
    QTRY_COMPARE(server.goneCount(), 1);
    server.onLoop([&] {
        server.handler().accept(*server.handler().lateUpgrades.front(), TestHandler::Echo::Yes);
        server.handler().lateUpgrades.clear();
    });
    QCOMPARE(server.socketCount(), 0);
}

void WebSocketTest::closesAConnectionWhoseUpgradeIsDropped()
{
    TestServer server;
    RawClient client(server.port());
    client.send(RawClient::handshakeRequest("/drop"));
    QCOMPARE(client.rest(), "");
}

void WebSocketTest::reportsAClientThatIsGoneBeforeStart()
{
    TestServer server;
    RawClient client(server.port());
    client.send(RawClient::handshakeRequest("/late"));
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateUpgrades.empty(); }));
    std::unique_ptr<WebSocket> webSocket;
    server.onLoop([&] {
        server.handler().lateUpgrades.front()->accept(
            {}, [&](std::unique_ptr<WebSocket> accepted) { webSocket = std::move(accepted); });
    });
    client.abort();
    QTRY_COMPARE(server.connectionCount(), 0);
    std::atomic<int> code = 0;
    server.onLoop([&] {
        WebSocket::Handlers handlers;
        handlers.onClosed = [&code](std::uint16_t closed, const QByteArray &) { code = closed; };
        webSocket->start(std::move(handlers));
        ENSURE_OR_RETURN(code == 0);
        webSocket->send("ignored", FrameKind::Text);
        webSocket->close(1000, {});
    });
    QTRY_COMPARE(code.load(), 1006);
    server.onLoop([&] { webSocket.reset(); });
}

void WebSocketTest::joinsFragments()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    client.sendFrame(0x01, "one ");
    client.sendFrame(0x89, "ping");
    client.sendFrame(0x00, "two ");
    client.sendFrame(0x80, "three");
    QCOMPARE(client.frame().firstByte, 0x8a);
    const auto echo = client.frame();
    QCOMPARE(echo.firstByte, 0x81);
    QCOMPARE(echo.payload, "one two three");
}

void WebSocketTest::answersPings()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/silent").status, 101);
    client.sendFrame(0x89, "payload");
    client.sendFrame(0x8a, "a pong that nobody asked for");
    client.sendFrame(0x89, "");
    QCOMPARE(client.frame().payload, "payload");
    const auto empty = client.frame();
    QCOMPARE(empty.firstByte, 0x8a);
    QCOMPARE(empty.payload, "");
    QCOMPARE(server.messages(), QByteArrayList());
}

void WebSocketTest::echoesTheClientsClose_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("code and reason") << closeOf(4001, "custom") << 4001 << QByteArray("custom");
    QTest::newRow("code only") << closeOf(1000, {}) << 1000 << QByteArray();
    QTest::newRow("no code") << QByteArray() << 1005 << QByteArray();
}

void WebSocketTest::echoesTheClientsClose()
{
    QFETCH(QByteArray, payload);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    client.sendFrame(0x88, payload);
    const auto close = client.frame();
    QCOMPARE(close.firstByte, 0x88);
    QCOMPARE(close.payload, payload);
    QCOMPARE(client.rest(), "");
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, code);
    QCOMPARE(server.closed()->reason, reason);
}

void WebSocketTest::closesWithCodeAndReason_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("onWire");
    QTest::addColumn<QByteArray>("reasonOnWire");
    QTest::newRow("usual") << 1011 << QByteArray("guard.no#ray") << 1011 << QByteArray("guard.no#ray");
    QTest::newRow("no status") << 1005 << QByteArray("x") << 1005 << QByteArray();
    QTest::newRow("reserved") << 1006 << QByteArray("x") << 1011 << QByteArray("x");
    QTest::newRow("long") << 1000 << QByteArray(500, 'x') << 1000 << QByteArray(123, 'x');
}

void WebSocketTest::closesWithCodeAndReason()
{
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    QFETCH(int, onWire);
    QFETCH(QByteArray, reasonOnWire);
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    server.onLoop([&] { server.socket().close(static_cast<std::uint16_t>(code), reason); });
    const auto close = client.frame();
    QCOMPARE(close.firstByte, 0x88);
    QCOMPARE(close.closeCode(), onWire);
    QCOMPARE(close.payload.sliced(std::min<qsizetype>(2, close.payload.size())), reasonOnWire);
    QVERIFY(!server.closed());
    client.sendFrame(0x88, closeOf(4002, "mine"));
    QCOMPARE(client.rest(), "");
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, 4002);
    QCOMPARE(server.closed()->reason, "mine");
}

void WebSocketTest::sendsWhatIsQueuedBeforeTheClose()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    const QByteArray large(4 * limits::mebi, 'x');
    server.onLoop([&] {
        server.socket().send(large, FrameKind::Binary);
        server.socket().close(1000, "done");
        server.socket().send("too late", FrameKind::Text);
    });
    QCOMPARE(client.frame().payload, large);
    QCOMPARE(client.frame().payload, closeOf(1000, "done"));
}

void WebSocketTest::closesWithoutAnAnswerInTheEnd()
{
    ServerLimits limits = patientLimits();
    limits.webSocketCloseTimeout = 50ms;
    TestServer server(limits);
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    server.onLoop([&] { server.socket().close(4000, "mine"); });
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, 4000);
    QCOMPARE(server.closed()->reason, "mine");
    QTRY_COMPARE(server.connectionCount(), 0);
}

void WebSocketTest::ignoresMessagesAfterItsClose()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    server.onLoop([&] { server.socket().close(1000, {}); });
    QCOMPARE(client.frame().closeCode(), 1000);
    client.sendFrame(0x81, "late");
    client.sendFrame(0x89, "late");
    client.sendFrame(0x88, closeOf(1000, {}));
    QCOMPARE(client.rest(), "");
    QCOMPARE(server.messages(), QByteArrayList());
}

void WebSocketTest::reportsALostConnection()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    client.abort();
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, 1006);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void WebSocketTest::refusesABrokenFrame()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    client.send(QByteArray("\x81\x05hello")); // Not masked.
    QCOMPARE(client.frame().closeCode(), 1002);
    QCOMPARE(client.rest(), "");
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, 1002);
}

void WebSocketTest::refusesAnOversizedMessageAsItsOwnerWishes()
{
    ServerLimits limits = patientLimits();
    limits.webSocketMessageBytesMax = 1000;
    TestServer server(limits);
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    client.sendFrame(0x82, QByteArray(1000, 'x'));
    QCOMPARE(client.frame().payload.size(), 1000);
    client.sendFrame(0x82, QByteArray(1001, 'x'));
    const auto close = client.frame();
    QCOMPARE(close.closeCode(), 1011);
    QCOMPARE(close.payload.sliced(2), "core.internal_error#ray");
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->reason, "core.internal_error#ray");
}

void WebSocketTest::letsAClientReadTheRefusalOfAMessageThatItStillSends()
{
    TestServer server;
    QWebSocket client;
    QSignalSpy connected(&client, &QWebSocket::connected);
    QSignalSpy disconnected(&client, &QWebSocket::disconnected);
    client.setOutgoingFrameSize(100 * 1024 * 1024);
    client.open(QUrl(server.url(u"ws"_s, u"/"_s)), offeringRivet());
    QVERIFY(connected.wait());
    client.sendBinaryMessage(QByteArray(limits::webSocketMessageBytesMax + 1, 'x'));
    QVERIFY(disconnected.wait(20000));
    QCOMPARE(static_cast<int>(client.closeCode()), 1011);
    QCOMPARE(client.closeReason(), u"core.internal_error#ray"_s);
}

void WebSocketTest::refusesInvalidTextAsItsOwnerWishes()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    client.sendFrame(0x81, "\xc3\x28");
    const auto close = client.frame();
    QCOMPARE(close.closeCode(), 1007);
    QCOMPARE(close.payload.sliced(2), "message.invalid_utf8");
}

void WebSocketTest::takesAMessageOfTheLimit()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/silent").status, 101);
    client.sendFrame(0x82, QByteArray(limits::webSocketMessageBytesMax, 'x'));
    QTRY_COMPARE(server.messages().size(), 1);
    QCOMPARE(server.messages().front().size(), limits::webSocketMessageBytesMax);
}

void WebSocketTest::closesWhenTheQueueOverflows()
{
    ServerLimits limits = patientLimits();
    limits.webSocketSendQueueBytesMax = 10 * limits::mebi;
    limits.webSocketCloseTimeout = 100ms;
    TestServer server(limits);
    RawClient client(server.port());
    client.stopReading();
    client.send(RawClient::handshakeRequest("/silent"));
    QTRY_COMPARE(server.socketCount(), 1);
    const auto queuedMax = server.onLoop([&] {
        qsizetype most = 0;
        for (int i = 0; i < 100; ++i) {
            server.socket().send(QByteArray(limits::mebi, 'x'), FrameKind::Binary);
            most = std::max(most, server.socket().queuedBytes());
        }
        return most;
    });
    QVERIFY(queuedMax <= limits.webSocketSendQueueBytesMax + 200);
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, 1013);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void WebSocketTest::dropsAClientThatDoesNotRead()
{
    ServerLimits limits = patientLimits();
    limits.writeTimeout = 100ms;
    TestServer server(limits);
    RawClient client(server.port());
    client.stopReading();
    client.send(RawClient::handshakeRequest("/silent"));
    QTRY_COMPARE(server.socketCount(), 1);
    server.onLoop([&] { server.socket().send(QByteArray(30 * limits::mebi, 'x'), FrameKind::Binary); });
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, 1006);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void WebSocketTest::doesNotLetPingsFillTheQueue()
{
    ServerLimits limits = patientLimits();
    limits.webSocketSendQueueBytesMax = 100000;
    limits.webSocketCloseTimeout = 100ms;
    TestServer server(limits);
    RawClient client(server.port());
    client.stopReading();
    client.send(RawClient::handshakeRequest("/silent"));
    QTRY_COMPARE(server.socketCount(), 1);
    // Fill what the system takes, so that pongs stay in the queue.
    const auto takesMore = [&server] {
        if (server.socket().queuedBytes() > 0)
            return false;
        server.socket().send(QByteArray(90000, 'x'), FrameKind::Binary);
        return true;
    };
    while (server.onLoop(takesMore)) {
    }
    QByteArray pings;
    for (int i = 0; i < 1000; ++i)
        pings += RawClient::maskedFrame(0x89, QByteArray(125, 'p'));
    client.send(pings);
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, 1013);
}

void WebSocketTest::pausesAndResumes()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/silent").status, 101);
    client.sendFrame(0x81, "before");
    QTRY_COMPARE(server.messages(), QByteArrayList{"before"});
    server.onLoop([&] { server.socket().pauseReading(); });
    client.sendFrame(0x81, "while");
    client.sendFrame(0x82, QByteArray(100000, 'x'));
    server.onLoop([] {});
    QCOMPARE(server.messages().size(), 1);
    server.onLoop([&] { server.socket().resumeReading(); });
    QTRY_COMPARE(server.messages().size(), 3);
    QCOMPARE(server.messages().at(1), "while");
    QCOMPARE(server.messages().at(2).size(), 100000);
}

void WebSocketTest::closesWhilePaused()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/silent").status, 101);
    server.onLoop([&] {
        server.socket().pauseReading();
        server.socket().close(1000, "enough");
    });
    QCOMPARE(client.frame().closeCode(), 1000);
    client.sendFrame(0x88, closeOf(1000, "enough"));
    QCOMPARE(client.rest(), "");
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->reason, "enough");
}

void WebSocketTest::sendsABurstInOrder()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/silent").status, 101);
    server.onLoop([&] {
        for (int i = 0; i < 20000; ++i)
            server.socket().send(QByteArray::number(i), FrameKind::Text);
    });
    for (int i = 0; i < 20000; ++i)
        QCOMPARE(client.frame().payload, QByteArray::number(i));
}

void WebSocketTest::neverDropsAnIdleSocket()
{
    ServerLimits limits = patientLimits();
    limits.idleTimeout = limits.headerTimeout = limits.bodyTimeout = 50ms;
    limits.writeTimeout = limits.webSocketCloseTimeout = limits.lingerTimeout = 50ms;
    TestServer server(limits);
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    RawClient witness(server.port());
    QCOMPARE(witness.rest(), ""); // An idle HTTP connection comes and goes meanwhile.
    RawClient secondWitness(server.port());
    QCOMPARE(secondWitness.rest(), "");
    client.sendFrame(0x81, "still here");
    QCOMPARE(client.frame().payload, "still here");
}

void WebSocketTest::mayBeDestroyedInsideItsHandlers()
{
    TestServer server;
    for (const bool inMessage : {true, false}) {
        RawClient client(server.port());
        client.send(RawClient::handshakeRequest("/late"));
        QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateUpgrades.empty(); }));
        auto owner = std::make_shared<std::unique_ptr<WebSocket>>();
        std::atomic<int> calls = 0;
        server.onLoop([&] {
            const auto destroy = [owner, &calls] {
                owner->reset();
                ++calls;
            };
            server.handler().lateUpgrades.front()->accept(
                {}, [&](std::unique_ptr<WebSocket> accepted) { *owner = std::move(accepted); });
            WebSocket::Handlers handlers;
            handlers.onMessage = [destroy, inMessage](const QByteArray &, FrameKind) {
                if (inMessage)
                    destroy();
            };
            handlers.onClosed = [destroy](std::uint16_t, const QByteArray &) { destroy(); };
            (*owner)->start(std::move(handlers));
            server.handler().lateUpgrades.clear();
        });
        client.send(RawClient::maskedFrame(0x81, "one") + RawClient::maskedFrame(0x81, "two") +
                    RawClient::maskedFrame(0x88, {}));
        QTRY_COMPARE(calls.load(), 1);
        QVERIFY(client.rest().has_value());
        QTRY_COMPARE(server.connectionCount(), 0);
        QCOMPARE(calls.load(), 1);
        QCOMPARE(owner.use_count(), 1); // The handlers are gone, and what they held with them.
    }
}

void WebSocketTest::dropsTheConnectionWhenDestroyed()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    server.onLoop([&] { server.handler().sockets.front()->webSocket.reset(); });
    QCOMPARE(client.rest(), "");
    QVERIFY(!server.closed());
}

void WebSocketTest::finishesItsCloseWhenDestroyedAfterwards()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    server.onLoop([&] {
        server.socket().send("last words", FrameKind::Text);
        server.socket().close(1000, "bye");
        server.handler().sockets.front()->webSocket.reset();
    });
    QCOMPARE(client.frame().payload, "last words");
    QCOMPARE(client.frame().payload, closeOf(1000, "bye"));
    client.sendFrame(0x88, closeOf(1000, "bye"));
    QCOMPARE(client.rest(), "");
    QVERIFY(!server.closed());
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::WebSocketTest)
#include "tst_websocket.moc"
