// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/net/clientrig.h"
#include "tests/unit/engine/net/rawpeer.h"
#include "tests/unit/engine/net/testserver.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::net {

/// The HTTP client, against our own server and against a peer that breaks every rule.
class ClientTest : public QObject {
    Q_OBJECT

private slots:
    void asksWithMethodHeadersAndBody();
    void sendsWhatTheUrlSays();
    void reportsEveryStatus();
    void readsALargeBody();
    void readsABodyWithoutLengthUntilThePeerEnds();
    void handsOutEventsAsTheyCome();
    void skipsWhatComesBeforeTheAnswer();
    void takesTheAnswerToHeadWithoutBody();

    void refusesAddressesThatLeadNowhere_data();
    void refusesAddressesThatLeadNowhere();
    void saysThatThereIsNoHost();
    void saysThatNobodyListens();
    void failsOnAnswersThatAreWrong_data();
    void failsOnAnswersThatAreWrong();
    void failsOnABodyOverItsLimit();
    void failsIfThePeerResets();
    void timesOutOnAPeerThatSaysNothing();
    void timesOutOnABodyThatStops();

    void leavesWhenCancelled();
    void mayBeCancelledInsideOfItsHandlers();
    void fallsSilentWithItsClient();
};

void ClientTest::asksWithMethodHeadersAndBody()
{
    TestServer server;
    ClientRig client;
    const auto answer = client.fetch({.method = "PUT",
                                      .url = QUrl(server.url(u"http"_s, u"/some/path?a=b%20c"_s)),
                                      .headers = {{"x-one", "1"}},
                                      .body = "the body"});
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, "PUT /some/path?a=b%20c\nthe body");
    QCOMPARE(headerValue(answer->headers, "content-type"), "text/plain"_ba);
    const auto sent = server.onLoop([&server] { return server.handler().requests.front().headers; });
    QCOMPARE(headerValue(sent, "x-one"), "1"_ba);
    QCOMPARE(headerValue(sent, "content-length"), "8"_ba);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void ClientTest::sendsWhatTheUrlSays()
{
    RawPeer peer;
    ClientRig client;
    QUrl url = peer.url(u"/a b?c=ü#fragment"_s);
    url.setUserInfo(u"name:password"_s);
    client.send(
        {.url = url, .headers = {{"host", "elsewhere"}, {"x-two\r\nx-three", "no"}, {"x-four", "4"}}});
    const QByteArray request = peer.acceptRequest();
    QVERIFY(request.startsWith("GET /a%20b?c=%C3%BC HTTP/1.1\r\nhost: 127.0.0.1:"));
    QVERIFY(request.contains("\r\nx-four: 4\r\n"));
    QVERIFY(request.contains("\r\nconnection: close\r\n"));
    QVERIFY(!request.contains("elsewhere"));
    QVERIFY(!request.contains("x-three"));
    QVERIFY(!request.contains("password"));
}

void ClientTest::reportsEveryStatus()
{
    TestServer server;
    ClientRig client;
    for (const int status : {201, 204, 302, 404, 503}) {
        const auto answer = client.fetch({.url = QUrl(server.url(u"http"_s, u"/status/%1"_s.arg(status)))});
        QVERIFY(answer);
        QCOMPARE(answer->status, status);
    }
}

void ClientTest::readsALargeBody()
{
    TestServer server;
    ClientRig client;
    const auto answer = client.fetch({.url = QUrl(server.url(u"http"_s, u"/big"_s))}, 8 * limits::mebi);
    QVERIFY(answer);
    QCOMPARE(answer->body, QByteArray(8 * limits::mebi, 'x'));
}

void ClientTest::readsABodyWithoutLengthUntilThePeerEnds()
{
    RawPeer peer;
    ClientRig client;
    client.send({.url = peer.url()});
    QVERIFY(!peer.acceptRequest().isEmpty());
    peer.send("HTTP/1.0 200 OK\r\n\r\nhalf");
    QTRY_COMPARE(client.answer().body, "half");
    QVERIFY(!client.answer().end);
    peer.send(" and half");
    peer.endSending();
    QTRY_VERIFY(client.answer().end);
    QVERIFY(*client.answer().end);
    QCOMPARE(client.answer().body, "half and half");
}

void ClientTest::handsOutEventsAsTheyCome()
{
    RawPeer peer;
    ClientRig client;
    client.send({.url = peer.url(u"/start"_s), .headers = {{"accept", "text/event-stream"}}});
    QVERIFY(peer.acceptRequest().contains("\r\naccept: text/event-stream\r\n"));
    peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
    QTRY_VERIFY(client.answer().head);
    QCOMPARE(headerValue(client.answer().head->headers, "content-type"), "text/event-stream"_ba);
    QByteArray expected;
    for (int i = 0; i < 5; ++i) {
        const QByteArray event = "event: ping\ndata: " + QByteArray::number(i) + "\n\n";
        peer.send(QByteArray::number(event.size(), 16) + "\r\n" + event + "\r\n");
        expected += event;
        QTRY_COMPARE(client.answer().body, expected);
    }
    QVERIFY(!client.answer().end);
    peer.send("0\r\n\r\n");
    QTRY_VERIFY(client.answer().end);
    QVERIFY(*client.answer().end);
    QVERIFY(peer.clientLeaves());
}

void ClientTest::skipsWhatComesBeforeTheAnswer()
{
    RawPeer peer;
    ClientRig client;
    client.send({.url = peer.url()});
    QVERIFY(!peer.acceptRequest().isEmpty());
    peer.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n"
              "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    QTRY_VERIFY(client.answer().end);
    QCOMPARE(client.answer().head->status, 200);
    QVERIFY(!headerValue(client.answer().head->headers, "link"));
    QCOMPARE(client.answer().body, "ok");
}

void ClientTest::takesTheAnswerToHeadWithoutBody()
{
    TestServer server;
    ClientRig client;
    const auto answer = client.fetch({.method = "HEAD", .url = QUrl(server.url(u"http"_s, u"/"_s))});
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QVERIFY(answer->body.isEmpty());
}

void ClientTest::refusesAddressesThatLeadNowhere_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("empty") << QString();
    QTest::newRow("no scheme") << u"127.0.0.1:80"_s;
    QTest::newRow("another scheme") << u"ftp://127.0.0.1/"_s;
    QTest::newRow("no host") << u"http:///path"_s;
}

void ClientTest::refusesAddressesThatLeadNowhere()
{
    QFETCH(QString, url);
    ClientRig client;
    const auto answer = client.fetch({.url = QUrl(url)});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::ClientInvalidEndpoint);
}

void ClientTest::saysThatThereIsNoHost()
{
    ClientRig client;
    const auto answer = client.fetch({.url = QUrl(u"http://nowhere.invalid/"_s)});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::ClientUnreachable);
    QVERIFY(answer.error().message.contains(u"nowhere.invalid"_s));
}

void ClientTest::saysThatNobodyListens()
{
    QUrl url;
    {
        const RawPeer gone;
        url = gone.url();
    }
    ClientRig client;
    const auto answer = client.fetch({.url = url});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::ClientUnreachable);
    QVERIFY(answer.error().message.contains(QString::number(url.port())));
}

void ClientTest::failsOnAnswersThatAreWrong_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing") << QByteArray() << ErrorCode::ClientClosed;
    QTest::newRow("half a head") << "HTTP/1.1 200 OK\r\nx-a: b\r\n"_ba << ErrorCode::ClientClosed;
    QTest::newRow("less than it says")
        << "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort"_ba << ErrorCode::ClientClosed;
    QTest::newRow("a cut chunk") << "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\na\r\nshort"_ba
                                 << ErrorCode::ClientClosed;
    QTest::newRow("no HTTP") << "220 mail.example ready\r\n\r\n"_ba << ErrorCode::ClientProtocol;
    QTest::newRow("no chunk") << "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"_ba
                              << ErrorCode::ClientProtocol;
    QTest::newRow("an endless chunk head")
        << "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;"_ba + QByteArray(200 * limits::kibi, 'a')
        << ErrorCode::ClientProtocol;
    QTest::newRow("a head that is too long")
        << "HTTP/1.1 200 OK\r\nx-a: "_ba + QByteArray(limits::httpHeaderBytesMax, 'a') + "\r\n\r\n"
        << ErrorCode::ClientProtocol;
    QTest::newRow("two lengths") << "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"_ba
                                 << ErrorCode::ClientProtocol;
}

void ClientTest::failsOnAnswersThatAreWrong()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorCode, code);
    RawPeer peer;
    ClientRig client;
    client.send({.url = peer.url()});
    QVERIFY(!peer.acceptRequest().isEmpty());
    peer.send(answer);
    peer.endSending();
    QTRY_VERIFY(client.answer().end);
    QVERIFY(!*client.answer().end);
    QCOMPARE(client.answer().end->error().code, code);
}

void ClientTest::failsOnABodyOverItsLimit()
{
    TestServer server;
    ClientRig client;
    const auto answer = client.fetch({.url = QUrl(server.url(u"http"_s, u"/big"_s))}, 8 * limits::mebi - 1);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::ClientProtocol);
}

void ClientTest::failsIfThePeerResets()
{
    RawPeer peer;
    ClientRig client;
    client.send({.url = peer.url()});
    QVERIFY(!peer.acceptRequest().isEmpty());
    peer.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
    QTRY_COMPARE(client.answer().body, "until the end");
    peer.abort();
    QTRY_VERIFY(client.answer().end);
    QVERIFY(!*client.answer().end);
    QCOMPARE(client.answer().end->error().code, ErrorCode::ClientClosed);
}

void ClientTest::timesOutOnAPeerThatSaysNothing()
{
    RawPeer peer;
    ClientRig client;
    client.send({.url = peer.url(), .answerTimeout = 50ms});
    QVERIFY(!peer.acceptRequest().isEmpty());
    QTRY_VERIFY(client.answer().end);
    QCOMPARE(client.answer().end->error().code, ErrorCode::ClientTimeout);
    QVERIFY(peer.clientLeaves());
}

void ClientTest::timesOutOnABodyThatStops()
{
    RawPeer peer;
    ClientRig client;
    client.send({.url = peer.url(), .silenceTimeout = 50ms});
    QVERIFY(!peer.acceptRequest().isEmpty());
    peer.send("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345");
    QTRY_VERIFY(client.answer().end);
    QCOMPARE(client.answer().end->error().code, ErrorCode::ClientTimeout);
    QCOMPARE(client.answer().body, "12345");
    QVERIFY(peer.clientLeaves());
}

void ClientTest::leavesWhenCancelled()
{
    TestServer server;
    ClientRig client;
    client.send({.url = QUrl(server.url(u"http"_s, u"/late"_s))});
    QTRY_COMPARE(server.connectionCount(), 1);
    QTRY_VERIFY(server.onLoop([&server] { return server.handler().lateResponders.size() == 1; }));
    client.cancel();
    QTRY_COMPARE(server.goneCount(), 1);
    QTRY_COMPARE(server.connectionCount(), 0);
    QVERIFY(!client.answer().end);
}

void ClientTest::mayBeCancelledInsideOfItsHandlers()
{
    TestServer server;
    IoLoop loop;
    IoClient client(loop);
    int headCount = 0;
    std::unique_ptr<Exchange> exchange;
    loop.post([&] {
        exchange = client.send({.url = QUrl(server.url(u"http"_s, u"/big"_s))},
                               {.onHead =
                                    [&, note = QByteArray(100, 'x')](const ResponseHead &) {
                                        exchange.reset();
                                        headCount += static_cast<int>(note.size()) / 100;
                                        loop.stop();
                                    },
                                .onBody = [&](const QByteArray &) { headCount = -1; },
                                .onEnd = [&](const Result<> &) { headCount = -1; }});
    });
    loop.run();
    QCOMPARE(headCount, 1);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void ClientTest::fallsSilentWithItsClient()
{
    TestServer server;
    ClientRig client;
    client.send({.url = QUrl(server.url(u"http"_s, u"/late"_s))});
    QTRY_COMPARE(server.connectionCount(), 1);
    client.destroyClient();
    QTRY_COMPARE(server.connectionCount(), 0);
    QVERIFY(!client.answer().end);
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::ClientTest)
#include "tst_client.moc"
