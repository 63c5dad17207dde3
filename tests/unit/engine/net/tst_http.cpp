// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/ensure.h"
#include "tests/unit/engine/net/rawclient.h"
#include "tests/unit/engine/net/testserver.h"

#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace rove::net {

class HttpTest : public QObject {
    Q_OBJECT

private slots:
    void servesAProperClient();
    void servesManyRequestsAtOnce();
    void keepsTheConnectionOpen();
    void closesItIfAskedTo();
    void closesAConnectionOfHttp10();
    void keepsAConnectionOfHttp10ThatAsksForIt();
    void answersPipelinedRequestsInOrder();
    void holdsPipelinedRequestsBackUntilTheAnswerBefore();
    void readsAChunkedBody();
    void readsABodyThatComesByteByByte();
    void letsAClientContinue();
    void answersHeadWithoutABody();
    void givesNoBodyWhereNoneMayBe();
    void sendsALargeAnswerToASlowReader();
    void answersAClientThatHasEndedItsSide();
    void answersLate();
    void countsTheFirstAnswerOnly();
    void answers500ToADroppedResponder();
    void tellsWhenTheClientLeaves();
    void ignoresAnAnswerToAClientThatLeft();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
    void refusesAHeaderOverTheLimit();
    void acceptsAHeaderWithinTheLimit();
    void refusesABodyOverTheHandlersLimit();
    void refusesAChunkedBodyMidstream();
    void letsTheClientReadTheRefusalWhileItStillSends();
    void refusesAChunkHeaderThatNeverEnds();
    void ignoresTrailerFields();
    void timesOutASlowHeader();
    void timesOutASlowBody();
    void closesAnIdleConnectionQuietly();
    void dropsAClientThatDoesNotReadItsAnswer();
};

void HttpTest::servesAProperClient()
{
    TestServer server;
    QNetworkAccessManager network;
    const auto finish = [](QNetworkReply *reply) {
        QSignalSpy(reply, &QNetworkReply::finished).wait(5000);
        return std::unique_ptr<QNetworkReply>(reply);
    };
    const auto get = finish(network.get(QNetworkRequest(QUrl(server.url(u"http"_s, u"/a?b=c%20d"_s)))));
    QCOMPARE(get->readAll(), "GET /a?b=c%20d\n");
    QCOMPARE(get->header(QNetworkRequest::ContentTypeHeader).toString(), u"text/plain"_s);
    QNetworkRequest request(QUrl(server.url(u"http"_s, u"/post"_s)));
    request.setRawHeader("X-Some-Header", "Value");
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"text/plain"_s);
    const QByteArray large(1000000, 'x');
    const auto post = finish(network.post(request, large));
    QCOMPARE(post->readAll(), QByteArray("POST /post\n" + large));
    const HttpRequest seen = server.onLoop([&] { return server.handler().requests.back(); });
    QCOMPARE(headerValue(seen.headers, "x-some-header"), QByteArray("Value"));
    QCOMPARE(headerValue(seen.headers, "content-length"), QByteArray("1000000"));
    QCOMPARE(headerValue(seen.headers, "missing"), std::nullopt);
    QCOMPARE(seen.peerAddress, "127.0.0.1");
}

void HttpTest::servesManyRequestsAtOnce()
{
    TestServer server;
    QNetworkAccessManager network;
    int finished = 0;
    for (int i = 0; i < 200; ++i) {
        QNetworkReply *reply = network.get(QNetworkRequest(QUrl(server.url(u"http"_s, u"/%1"_s.arg(i)))));
        connect(reply, &QNetworkReply::finished, this, [&finished, reply, i] {
            QCOMPARE(reply->readAll(), QByteArray("GET /" + QByteArray::number(i) + '\n'));
            reply->deleteLater();
            ++finished;
        });
    }
    QTRY_COMPARE(finished, 200);
}

void HttpTest::keepsTheConnectionOpen()
{
    TestServer server;
    RawClient client(server.port());
    for (int i = 0; i < 100; ++i) {
        client.get("/" + QByteArray::number(i));
        const auto response = client.response();
        QCOMPARE(response.body, QByteArray("GET /" + QByteArray::number(i) + '\n'));
        QVERIFY(!response.head.contains("connection:"));
    }
    QCOMPARE(server.connectionCount(), 1);
}

void HttpTest::closesItIfAskedTo()
{
    TestServer server;
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n");
    QVERIFY(client.response().head.contains("\r\nconnection: close\r\n"));
    QCOMPARE(client.rest(), "");
}

void HttpTest::closesAConnectionOfHttp10()
{
    TestServer server;
    RawClient client(server.port());
    client.send("GET / HTTP/1.0\r\n\r\n");
    const auto response = client.response();
    QCOMPARE(response.body, "GET /\n");
    QVERIFY(response.head.contains("\r\nconnection: close\r\n"));
    QCOMPARE(client.rest(), "");
}

void HttpTest::keepsAConnectionOfHttp10ThatAsksForIt()
{
    TestServer server;
    RawClient client(server.port());
    for (int i = 0; i < 2; ++i) {
        client.send("GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");
        QVERIFY(client.response().head.contains("\r\nconnection: keep-alive\r\n"));
    }
}

void HttpTest::answersPipelinedRequestsInOrder()
{
    TestServer server;
    RawClient client(server.port());
    QByteArray requests;
    for (int i = 0; i < 500; ++i)
        requests += "POST /" + QByteArray::number(i) + " HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc\r\n";
    client.send(requests);
    for (int i = 0; i < 500; ++i)
        QCOMPARE(client.response().body, QByteArray("POST /" + QByteArray::number(i) + "\nabc"));
}

void HttpTest::holdsPipelinedRequestsBackUntilTheAnswerBefore()
{
    TestServer server;
    RawClient client(server.port());
    QByteArray requests = "GET /late HTTP/1.1\r\n\r\n";
    for (int i = 0; i < 10000; ++i) // More than the server is ready to hold.
        requests += "GET /" + QByteArray::number(i) + " HTTP/1.1\r\n\r\n";
    std::jthread answering([&server] {
        while (server.onLoop([&] { return server.handler().lateResponders.empty(); })) {
        }
        server.onLoop([&] {
            ENSURE_OR_RETURN(server.handler().requests.size() == 1);
            server.handler().lateResponders.front()->respond({.body = "late"});
        });
    });
    client.send(requests);
    QCOMPARE(client.response().body, "late");
    for (int i = 0; i < 10000; ++i)
        QCOMPARE(client.response().body, QByteArray("GET /" + QByteArray::number(i) + '\n'));
}

void HttpTest::readsAChunkedBody()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /c HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n"
                "5\r\nhello\r\n1;name=value\r\n \r\n00A\r\n0123456789\r\n0\r\n\r\n");
    QCOMPARE(client.response().body, "POST /c\nhello 0123456789");
    client.get("/next");
    QCOMPARE(client.response().body, "GET /next\n");
}

void HttpTest::readsABodyThatComesByteByByte()
{
    TestServer server;
    RawClient client(server.port());
    for (const char c :
         QByteArray("POST /c HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
        client.send(QByteArray(1, c));
    QCOMPARE(client.response().body, "POST /c\nabc");
}

void HttpTest::letsAClientContinue()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /c HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n");
    QCOMPARE(client.response().status, 100);
    client.send("abc");
    QCOMPARE(client.response().body, "POST /c\nabc");
    // Not where the body is turned down before it is sent.
    client.send("POST /small HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 11\r\n\r\n");
    QCOMPARE(client.response().status, 413);
}

void HttpTest::answersHeadWithoutABody()
{
    TestServer server;
    RawClient client(server.port());
    client.send("HEAD /h HTTP/1.1\r\n\r\n");
    QVERIFY(client.response(false).head.contains("\r\ncontent-length: 8\r\n"));
    client.get("/next");
    QCOMPARE(client.response().body, "GET /next\n");
}

void HttpTest::givesNoBodyWhereNoneMayBe()
{
    TestServer server;
    RawClient client(server.port());
    for (const int status : {204, 304}) {
        client.get("/status/" + QByteArray::number(status));
        const auto response = client.response();
        QCOMPARE(response.status, status);
        QVERIFY(!response.head.contains("content-length"));
    }
    client.get("/next");
    QCOMPARE(client.response().body, "GET /next\n");
}

void HttpTest::sendsALargeAnswerToASlowReader()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/big");
    client.get("/next");
    QTRY_VERIFY(server.onLoop([&] { return server.handler().requests.size() == 2; }));
    QCOMPARE(client.response().body, QByteArray(8 * limits::mebi, 'x'));
    QCOMPARE(client.response().body, "GET /next\n");
}

void HttpTest::answersAClientThatHasEndedItsSide()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/big");
    client.endSending();
    QCOMPARE(client.response().body.size(), 8 * limits::mebi);
    QCOMPARE(client.rest(), "");
    QTRY_COMPARE(server.connectionCount(), 0);
}

void HttpTest::answersLate()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/late");
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateResponders.empty(); }));
    server.onLoop([&] { server.handler().lateResponders.front()->respond({.body = "late"}); });
    QCOMPARE(client.response().body, "late");
    client.get("/next");
    QCOMPARE(client.response().body, "GET /next\n");
}

void HttpTest::countsTheFirstAnswerOnly()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/late");
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateResponders.empty(); }));
    server.onLoop([&] {
        server.handler().lateResponders.front()->respond({.body = "first"});
        server.handler().lateResponders.front()->respond({.body = "second"});
    });
    QCOMPARE(client.response().body, "first");
    client.get("/late");
    QTRY_VERIFY(server.onLoop([&] { return server.handler().lateResponders.size() == 2; }));
    server.onLoop([&] {
        server.handler().lateResponders.front()->respond(
            {.body = "third"}); // Not the answer to the new request.
        server.handler().lateResponders.back()->respond({.body = "fourth"});
    });
    QCOMPARE(client.response().body, "fourth");
}

void HttpTest::answers500ToADroppedResponder()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/drop");
    QCOMPARE(client.response().status, 500);
    client.get("/next");
    QCOMPARE(client.response().body, "GET /next\n");
}

void HttpTest::tellsWhenTheClientLeaves()
{
    TestServer server;
    {
        RawClient client(server.port());
        client.get("/late");
        QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateResponders.empty(); }));
        QCOMPARE(server.goneCount(), 0);
        client.get("/pipelined");
    }
    QTRY_COMPARE(server.goneCount(), 1);
    QTRY_COMPARE(server.connectionCount(), 0);
    QCOMPARE(server.onLoop([&] { return server.handler().requests.size(); }), 1U);
}

void HttpTest::ignoresAnAnswerToAClientThatLeft()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/late");
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateResponders.empty(); }));
    client.abort();
    QTRY_COMPARE(server.connectionCount(), 0);
    server.onLoop([&] {
        auto &responders = server.handler().lateResponders;
        responders.front()->onGone([] { qFatal("Told again"); });
        responders.front()->respond({});
        responders.clear();
    });
    QCOMPARE(server.goneCount(), 1);
}

void HttpTest::refusesWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *request, int status = 400) {
        QTest::newRow(name) << QByteArray(request) << status;
    };
    row("not HTTP", "hello there\r\n\r\n");
    row("binary", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03\r\n\r\n");
    row("no version", "GET /\r\n\r\n");
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    row("HTTP/1.2", "GET / HTTP/1.2\r\n\r\n");
    row("no colon", "GET / HTTP/1.1\r\nheader\r\n\r\n");
    row("space before the colon", "GET / HTTP/1.1\r\nheader : x\r\n\r\n");
    row("bare line feeds", "GET / HTTP/1.1\nhost: x\n\n");
    row("control character in the target", "GET /\x01 HTTP/1.1\r\n\r\n");
    row("length not a number", "POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n");
    row("negative length", "POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n");
    row("two lengths", "POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n");
    row("length and chunks", "POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n");
    row("bad chunk size", "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nx\r\n");
    row("chunk longer than it says",
        "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n");
    row("chunks in HTTP/1.0", "POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n");
    row("unknown coding", "POST / HTTP/1.1\r\ntransfer-encoding: gzip\r\n\r\n", 501);
    row("unknown coding before chunks", "POST / HTTP/1.1\r\ntransfer-encoding: gzip, chunked\r\n\r\n", 501);
    row("unknown expectation", "POST / HTTP/1.1\r\nexpect: cake\r\n\r\n", 501);
    row("handshake of an old version",
        "GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 8\r\n"
        "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    row("handshake without a key",
        "GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n\r\n");
    row("handshake with a body",
        "GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n"
        "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\ncontent-length: 1\r\n\r\nx");
}

void HttpTest::refusesWhatItCannotRead()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    TestServer server;
    RawClient client(server.port());
    client.send(request);
    const auto response = client.response();
    QCOMPARE(response.status, status);
    QVERIFY(response.head.contains("\r\nconnection: close\r\n"));
    QCOMPARE(response.head.contains("sec-websocket-version: 13"), request.contains("websocket"));
    QCOMPARE(client.rest(), "");
    QCOMPARE(server.onLoop([&] { return server.handler().requests.size(); }), 0U);
}

void HttpTest::refusesAHeaderOverTheLimit()
{
    TestServer server;
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nx-long: " + QByteArray(limits::httpHeaderBytesMax, 'x') + "\r\n\r\n");
    QCOMPARE(client.response().status, 431);
    QCOMPARE(client.rest(), "");
    RawClient other(server.port());
    other.send("GET /" + QByteArray(limits::httpHeaderBytesMax, 'x'));
    QCOMPARE(other.response().status, 431);
}

void HttpTest::acceptsAHeaderWithinTheLimit()
{
    TestServer server;
    RawClient client(server.port());
    const QByteArray start = "GET / HTTP/1.1\r\nx-long: ";
    client.send(start + QByteArray(limits::httpHeaderBytesMax - start.size() - 4, 'x') + "\r\n\r\n");
    QCOMPARE(client.response().status, 200);
}

void HttpTest::refusesABodyOverTheHandlersLimit()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /small HTTP/1.1\r\ncontent-length: 10\r\n\r\n0123456789");
    QCOMPARE(client.response().status, 200);
    client.send("POST /small HTTP/1.1\r\ncontent-length: 11\r\n\r\n");
    const auto response = client.response();
    QCOMPARE(response.status, 413);
    QCOMPARE(response.body, "/small");
    RawClient other(server.port()); // Whatever the handler would allow.
    other.send("POST / HTTP/1.1\r\ncontent-length: 20971521\r\n\r\n");
    QCOMPARE(other.response().status, 413);
}

void HttpTest::refusesAChunkedBodyMidstream()
{
    TestServer server;
    RawClient client(server.port());
    client.send(
        "POST /small HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n");
    QCOMPARE(client.response().status, 200);
    client.send("POST /small HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n6\r\n012345\r\n5\r\n");
    QCOMPARE(client.response().status, 413);
    RawClient other(server.port());
    other.send("POST /small HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n");
    QCOMPARE(other.response().status, 413);
}

void HttpTest::letsTheClientReadTheRefusalWhileItStillSends()
{
    TestServer server;
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(server.url(u"http"_s, u"/"_s)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"text/plain"_s);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, QByteArray(20971521, 'x')));
    QVERIFY(QSignalSpy(reply.get(), &QNetworkReply::finished).wait(10000));
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 413);
}

void HttpTest::refusesAChunkHeaderThatNeverEnds()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1;x=" + QByteArray(100000, 'x'));
    QCOMPARE(client.response().status, 400);
}

void HttpTest::ignoresTrailerFields()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx-trailer: 1\r\n\r\n");
    QCOMPARE(client.response().body, "POST /\na");
    const HttpRequest seen = server.onLoop([&] { return server.handler().requests.back(); });
    QVERIFY(!headerValue(seen.headers, "x-trailer"));
}

void HttpTest::timesOutASlowHeader()
{
    ServerLimits limits = patientLimits();
    limits.headerTimeout = 100ms;
    TestServer server(limits);
    RawClient client(server.port());
    client.get("/");
    QCOMPARE(client.response().status, 200);
    client.send("GET / HTTP/1.1\r\nx: ");
    QCOMPARE(client.response().status, 408);
    QCOMPARE(client.rest(), "");
}

void HttpTest::timesOutASlowBody()
{
    ServerLimits limits = patientLimits();
    limits.bodyTimeout = 100ms;
    TestServer server(limits);
    RawClient client(server.port());
    client.send("POST / HTTP/1.1\r\ncontent-length: 10\r\n\r\nabc");
    QCOMPARE(client.response().status, 408);
    QCOMPARE(client.rest(), "");
}

void HttpTest::closesAnIdleConnectionQuietly()
{
    ServerLimits limits = patientLimits();
    limits.idleTimeout = 100ms;
    TestServer server(limits);
    RawClient fresh(server.port());
    RawClient used(server.port());
    used.get("/");
    QCOMPARE(used.response().status, 200);
    RawClient waiting(server.port());
    waiting.get("/late");
    QCOMPARE(fresh.rest(), "");
    QCOMPARE(used.rest(), "");
    // One whose answer is awaited is not idle.
    QCOMPARE(server.goneCount(), 0);
    server.onLoop([&] { server.handler().lateResponders.front()->respond({}); });
    QCOMPARE(waiting.response().status, 200);
}

void HttpTest::dropsAClientThatDoesNotReadItsAnswer()
{
    ServerLimits limits = patientLimits();
    limits.writeTimeout = 100ms;
    TestServer server(limits);
    RawClient client(server.port());
    client.stopReading();
    client.get("/big");
    QTRY_COMPARE(server.onLoop([&] { return server.handler().requests.size(); }), 1U);
    QTRY_COMPARE(server.connectionCount(), 0);
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::HttpTest)
#include "tst_http.moc"
