// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/handshake.h"

#include <QtTest/QTest>

namespace rove::net {

namespace {

const QByteArray exampleKey = "dGhlIHNhbXBsZSBub25jZQ=="; // RFC 6455 1.3

HttpRequest handshake(const QByteArray &version, const QByteArray &key)
{
    return {.method = "GET",
            .target = "/",
            .headers = {
                {"upgrade", "websocket"}, {"sec-websocket-version", version}, {"sec-websocket-key", key}}};
}

} // namespace

class HandshakeTest : public QObject {
    Q_OBJECT

private slots:
    void derivesTheAnswerFromTheKey();
    void recognisesAWebSocketRequest();
    void wantsTheOneVersionAndAProperKey();
    void alwaysSelectsRivetAndNoExtension();
};

void HandshakeTest::derivesTheAnswerFromTheKey()
{
    QCOMPARE(webSocketAccept(exampleKey), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

void HandshakeTest::recognisesAWebSocketRequest()
{
    QVERIFY(asksForWebSocket({.method = "GET", .headers = {{"upgrade", "WebSocket"}}}));
    QVERIFY(asksForWebSocket({.method = "GET", .headers = {{"upgrade", "h2c, websocket"}}}));
    QVERIFY(!asksForWebSocket({.method = "POST", .headers = {{"upgrade", "websocket"}}}));
    QVERIFY(!asksForWebSocket({.method = "GET", .headers = {{"upgrade", "h2c"}}}));
    QVERIFY(!asksForWebSocket({.method = "GET"}));
}

void HandshakeTest::wantsTheOneVersionAndAProperKey()
{
    QVERIFY(isValidHandshake(handshake("13", exampleKey)));
    QVERIFY(!isValidHandshake(handshake("8", exampleKey)));
    QVERIFY(!isValidHandshake(handshake("13", "")));
    QVERIFY(!isValidHandshake(handshake("13", "c2hvcnQ=")));
    QVERIFY(!isValidHandshake(handshake("13", "dGhlIHNhbXBsZSBub25j*Q==")));
}

void HandshakeTest::alwaysSelectsRivetAndNoExtension()
{
    HttpRequest request = handshake("13", exampleKey);
    request.headers.push_back({"sec-websocket-protocol", "chat, superchat"});
    request.headers.push_back({"sec-websocket-extensions", "permessage-deflate"});
    const Headers extra = {{"x-rivet-ray-id", "abc"},
                           {"Sec-WebSocket-Protocol", "chat"},
                           {"sec-websocket-extensions", "permessage-deflate"},
                           {"x-bad", "a\r\nb: c"}};
    QCOMPARE(handshakeAnswer(request, extra),
             "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
             "sec-websocket-protocol: rivet\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
             "x-rivet-ray-id: abc\r\n\r\n");
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::HandshakeTest)
#include "tst_handshake.moc"
