// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/frame.h"
#include "tests/unit/engine/net/clientrig.h"
#include "tests/unit/engine/net/rawpeer.h"
#include "tests/unit/engine/net/testserver.h"

#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::net {

/// WebSockets that we open, against our own server and against a peer that breaks every rule.
class ClientWebSocketTest : public QObject {
    Q_OBJECT

private slots:
    void offersSubprotocolsAndHearsWhichWasChosen();
    void exchangesMessagesOfAllSizes();
    void masksEachFrameAnew();
    void putsFragmentsTogether();
    void answersPings();
    void keepsWhatComesWithTheHandshake();

    void closesWithCodeAndReason();
    void isToldWhyThePeerCloses();
    void closesOnWhatBreaksTheRules_data();
    void closesOnWhatBreaksTheRules();
    void closesOnAMessageThatIsTooBig();
    void closesWhenItsPeerDoesNotRead();
    void noticesThatThePeerIsGone_data();
    void noticesThatThePeerIsGone();
    void doesNotWaitForEverForTheClosing();

    void failsIfTheServerAnswersOtherwise();
    void failsOnAHandshakeThatIsWrong_data();
    void failsOnAHandshakeThatIsWrong();
    void timesOutOnAHandshakeThatNobodyAnswers();
    void leavesWhenItsOwnerDoes();
};

void ClientWebSocketTest::offersSubprotocolsAndHearsWhichWasChosen()
{
    RawPeer peer;
    ClientRig client;
    client.openWebSocket({.url = peer.url(u"/envoys/connect?a=b"_s, u"ws"_s)}, {"rivet", "rivet_token.dev"});
    const QByteArray request = peer.acceptRequest();
    QVERIFY(request.startsWith("GET /envoys/connect?a=b HTTP/1.1\r\n"));
    QVERIFY(request.contains("\r\nsec-websocket-protocol: rivet, rivet_token.dev\r\n"));
    QVERIFY(request.contains("\r\nconnection: Upgrade\r\n"));
    QVERIFY(!request.contains("content-length"));

    TestServer server;
    client.openWebSocket({.url = QUrl(server.url(u"http"_s, u"/"_s))}, {"rivet", "rivet_token.dev"});
    QTRY_VERIFY(client.socket().isOpen);
    QCOMPARE(client.socket().subprotocol, "rivet"_ba);
}

void ClientWebSocketTest::exchangesMessagesOfAllSizes()
{
    TestServer server;
    ClientRig client;
    client.openWebSocket({.url = QUrl(server.url(u"ws"_s, u"/"_s))}, {"rivet"});
    QTRY_VERIFY(client.socket().isOpen);
    QByteArrayList sent;
    for (const int size : {0, 1, 7, 8, 125, 126, 65535, 65536, 1000003}) {
        QByteArray data(size, '\0');
        for (qsizetype i = 0; i < data.size(); ++i)
            data[i] = static_cast<char>(i * 31 + i / 256);
        client.sendMessage(data);
        sent.append(data);
    }
    client.sendMessage("Grüße", FrameKind::Text);
    sent.append("Grüße");
    QTRY_COMPARE(client.socket().messages.size(), sent.size());
    QCOMPARE(client.socket().messages, sent);
}

void ClientWebSocketTest::masksEachFrameAnew()
{
    RawPeer peer;
    ClientRig client;
    client.openWebSocket({.url = peer.url()});
    QVERIFY(peer.acceptWebSocket());
    QTRY_VERIFY(client.socket().isOpen);
    QSet<QByteArray> masks;
    for (int i = 0; i < 4; ++i) {
        client.sendMessage("secret");
        const auto frame = peer.frame();
        QCOMPARE(frame.firstByte, 0x82);
        QVERIFY(frame.isMasked);
        QCOMPARE(frame.payload, "secret");
        masks.insert(frame.mask);
    }
    QVERIFY(masks.size() > 1);
}

void ClientWebSocketTest::putsFragmentsTogether()
{
    RawPeer peer;
    ClientRig client;
    client.openWebSocket({.url = peer.url()});
    QVERIFY(peer.acceptWebSocket());
    peer.sendFrame(0x02, "one ");
    peer.sendFrame(0x00, "two ");
    peer.sendFrame(0x89, "ping in between");
    peer.sendFrame(0x80, "three");
    QTRY_COMPARE(client.socket().messages, QByteArrayList{"one two three"});
}

void ClientWebSocketTest::answersPings()
{
    RawPeer peer;
    ClientRig client;
    client.openWebSocket({.url = peer.url()});
    QVERIFY(peer.acceptWebSocket());
    peer.sendFrame(0x89, "are you there");
    const auto pong = peer.frame();
    QCOMPARE(pong.firstByte, 0x8a);
    QVERIFY(pong.isMasked);
    QCOMPARE(pong.payload, "are you there");
}

void ClientWebSocketTest::keepsWhatComesWithTheHandshake()
{
    RawPeer peer;
    ClientRig client;
    client.openWebSocket({.url = peer.url()});
    // The head and the first messages in one piece.
    QVERIFY(peer.acceptWebSocket({}, QByteArray::fromHex("8205") + "early" + QByteArray::fromHex("8204") +
                                         "bird"));
    QTRY_COMPARE(client.socket().messages.size(), 2);
    QCOMPARE(client.socket().messages, QByteArrayList({"early", "bird"}));
}

void ClientWebSocketTest::closesWithCodeAndReason()
{
    TestServer server;
    ClientRig client;
    client.openWebSocket({.url = QUrl(server.url(u"ws"_s, u"/"_s))}, {"rivet"});
    QTRY_VERIFY(client.socket().isOpen);
    client.sendMessage("last words");
    client.close(1000, "envoy.shutdown");
    QTRY_VERIFY(client.socket().closed);
    QCOMPARE(client.socket().closed->code, 1000);
    QCOMPARE(client.socket().closed->reason, "envoy.shutdown");
    QCOMPARE(server.messages(), QByteArrayList{"last words"});
    QCOMPARE(server.closed()->code, 1000);
    QCOMPARE(server.closed()->reason, "envoy.shutdown");
    QTRY_COMPARE(server.connectionCount(), 0);
}

void ClientWebSocketTest::isToldWhyThePeerCloses()
{
    TestServer server;
    ClientRig client;
    client.openWebSocket({.url = QUrl(server.url(u"ws"_s, u"/"_s))}, {"rivet"});
    QTRY_VERIFY(client.socket().isOpen);
    server.onLoop([&server] { server.socket().close(1011, "ws.no_runner_config#ray"); });
    QTRY_VERIFY(client.socket().closed);
    QCOMPARE(client.socket().closed->code, 1011);
    QCOMPARE(client.socket().closed->reason, "ws.no_runner_config#ray");
    QTRY_COMPARE(server.connectionCount(), 0);
}

void ClientWebSocketTest::closesOnWhatBreaksTheRules_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::newRow("a masked frame") << QByteArray::fromHex("8281000000005a") << 1002;
    QTest::newRow("a reserved bit") << QByteArray::fromHex("c2015a") << 1002;
    QTest::newRow("an unknown opcode") << QByteArray::fromHex("83015a") << 1002;
    QTest::newRow("a fragmented ping") << QByteArray::fromHex("09015a") << 1002;
    QTest::newRow("a lying length") << QByteArray::fromHex("827e0001") + "a" << 1002;
    QTest::newRow("text that is none") << QByteArray::fromHex("8101ff") << 1007;
}

void ClientWebSocketTest::closesOnWhatBreaksTheRules()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, code);
    RawPeer peer;
    ClientRig client;
    client.openWebSocket({.url = peer.url()});
    QVERIFY(peer.acceptWebSocket());
    peer.send(frame);
    const auto close = peer.frame();
    QCOMPARE(close.firstByte, 0x88);
    QCOMPARE(close.closeCode(), code);
    QTRY_VERIFY(client.socket().closed);
    QCOMPARE(client.socket().closed->code, code);
}

void ClientWebSocketTest::closesOnAMessageThatIsTooBig()
{
    ClientLimits limits = patientClientLimits();
    limits.webSocketMessageBytesMax = 1000;
    RawPeer peer;
    ClientRig client(limits);
    client.openWebSocket({.url = peer.url()});
    QVERIFY(peer.acceptWebSocket());
    peer.sendFrame(0x82, QByteArray(1000, 'x'));
    QTRY_COMPARE(client.socket().messages.size(), 1);
    peer.send(QByteArray::fromHex("827f7fffffffffffffff")); // What it claims to have is never stored.
    QCOMPARE(peer.frame().closeCode(), 1009);
    QTRY_COMPARE(client.socket().closed->code, 1009);
}

void ClientWebSocketTest::closesWhenItsPeerDoesNotRead()
{
    ClientLimits limits = patientClientLimits();
    limits.webSocketSendQueueBytesMax = limits::mebi;
    limits.webSocketCloseTimeout = 50ms;
    RawPeer peer;
    ClientRig client(limits);
    client.openWebSocket({.url = peer.url()});
    QVERIFY(peer.acceptWebSocket());
    QTRY_VERIFY(client.socket().isOpen);
    peer.stopReading();
    for (int i = 0; i < 200 && !client.socket().closed; ++i)
        client.sendMessage(QByteArray(256 * limits::kibi, 'x'));
    QTRY_VERIFY(client.socket().closed);
    QCOMPARE(client.socket().closed->code, closecode::tryAgainLater);
}

void ClientWebSocketTest::noticesThatThePeerIsGone_data()
{
    QTest::addColumn<QByteArray>("lastBytes");
    QTest::newRow("between frames") << QByteArray();
    QTest::newRow("inside of a head") << QByteArray::fromHex("82");
    QTest::newRow("inside of a frame") << QByteArray::fromHex("8205") + "abc";
    QTest::newRow("between fragments") << QByteArray::fromHex("0203") + "abc";
}

void ClientWebSocketTest::noticesThatThePeerIsGone()
{
    QFETCH(QByteArray, lastBytes);
    for (const bool inOrder : {true, false}) {
        RawPeer peer;
        ClientRig client;
        client.openWebSocket({.url = peer.url()});
        QVERIFY(peer.acceptWebSocket());
        QTRY_VERIFY(client.socket().isOpen);
        peer.send(lastBytes);
        if (inOrder)
            peer.endSending();
        else
            peer.abort();
        QTRY_VERIFY(client.socket().closed);
        QCOMPARE(client.socket().closed->code, closecode::abnormal);
        QVERIFY(client.socket().messages.isEmpty());
    }
}

void ClientWebSocketTest::doesNotWaitForEverForTheClosing()
{
    ClientLimits limits = patientClientLimits();
    limits.webSocketCloseTimeout = 50ms;
    RawPeer peer;
    ClientRig client(limits);
    client.openWebSocket({.url = peer.url()});
    QVERIFY(peer.acceptWebSocket());
    QTRY_VERIFY(client.socket().isOpen);
    client.close(1000, "bye");
    QTRY_VERIFY(client.socket().closed);
    QCOMPARE(client.socket().closed->code, 1000);
    QVERIFY(peer.clientLeaves());
}

void ClientWebSocketTest::failsIfTheServerAnswersOtherwise()
{
    TestServer server;
    ClientRig client;
    client.openWebSocket({.url = QUrl(server.url(u"ws"_s, u"/reject"_s))}, {"rivet"});
    QTRY_VERIFY(client.socket().refusal);
    QCOMPARE(client.socket().refusal->code, ErrorCode::ClientProtocol);
    QVERIFY(client.socket().refusal->message.contains(u"403"_s));
    QTRY_COMPARE(server.connectionCount(), 0);
}

void ClientWebSocketTest::failsOnAHandshakeThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray upgrade =
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n";
    QTest::newRow("another's accept")
        << upgrade + "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    QTest::newRow("no accept") << upgrade + "\r\n";
    QTest::newRow("no upgrade") << "HTTP/1.1 101 Switching Protocols\r\n\r\n"_ba;
    QTest::newRow("a plain answer") << "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"_ba;
}

void ClientWebSocketTest::failsOnAHandshakeThatIsWrong()
{
    QFETCH(QByteArray, answer);
    RawPeer peer;
    ClientRig client;
    client.openWebSocket({.url = peer.url()}, {"rivet"});
    QVERIFY(!peer.acceptRequest().isEmpty());
    peer.send(answer);
    QTRY_VERIFY(client.socket().refusal);
    QCOMPARE(client.socket().refusal->code, ErrorCode::ClientProtocol);
    QVERIFY(peer.clientLeaves());

    RawPeer choosy;
    client.openWebSocket({.url = choosy.url()}, {"rivet"});
    QVERIFY(choosy.acceptWebSocket("sec-websocket-protocol: chat\r\n"));
    QTRY_VERIFY(client.socket().refusal);
    QCOMPARE(client.socket().refusal->code, ErrorCode::ClientProtocol);
}

void ClientWebSocketTest::timesOutOnAHandshakeThatNobodyAnswers()
{
    RawPeer peer;
    ClientRig client;
    client.openWebSocket({.url = peer.url(), .answerTimeout = 50ms});
    QVERIFY(!peer.acceptRequest().isEmpty());
    QTRY_VERIFY(client.socket().refusal);
    QCOMPARE(client.socket().refusal->code, ErrorCode::ClientTimeout);
    QVERIFY(peer.clientLeaves());
}

void ClientWebSocketTest::leavesWhenItsOwnerDoes()
{
    TestServer server;
    ClientRig client;
    client.openWebSocket({.url = QUrl(server.url(u"ws"_s, u"/"_s))}, {"rivet"});
    QTRY_VERIFY(client.socket().isOpen);
    client.cancel();
    QTRY_VERIFY(server.closed());
    QCOMPARE(server.closed()->code, closecode::abnormal);
    QTRY_COMPARE(server.connectionCount(), 0);
    QVERIFY(!client.socket().closed);
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::ClientWebSocketTest)
#include "tst_clientwebsocket.moc"
