// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/net/rawclient.h"
#include "tests/unit/engine/net/testserver.h"

#include <QtTest/QTest>

using namespace std::chrono_literals;

namespace rove::net {

namespace {

/// Reads a request's body to its end, or to its failure. Lives on the loop's thread.
struct Collector {
    void start(std::shared_ptr<RequestBody> body)
    {
        source = std::move(body);
        readOn();
    }
    void readOn()
    {
        source->read([this](const std::expected<RequestBody::Piece, Refusal> &piece) {
            if (!piece) {
                refusal = piece.error();
                return;
            }
            bytes += piece->bytes;
            largestPiece = std::max(largestPiece, piece->bytes.size());
            isComplete = piece->isLast;
            if (!isComplete)
                readOn();
        });
    }

    std::shared_ptr<RequestBody> source;
    QByteArray bytes;
    qsizetype largestPiece = 0;
    std::optional<Refusal> refusal;
    bool isComplete = false;
};

} // namespace

/// Bodies that neither side has as a whole.
class StreamingTest : public QObject {
    Q_OBJECT

private slots:
    void handsARequestOverBeforeItsBody();
    void handsARequestOverWholeIfItIsThere();
    void readsAChunkedBodyPieceByPiece();
    void holdsAClientBackWhileNobodyReads();
    void tellsOfABodyOverTheLimit();
    void tellsOfABodyThatIsTooSlow();
    void tellsOfABodyThatBreaksTheGrammar();
    void endsTheConnectionAfterAnAnswerBeforeTheBodysEnd();
    void keepsTheConnectionAfterAStreamedBody();

    void sendsPiecesAsTheyCome();
    void endsAnAnswerOfTheLengthThatItsHeadNames();
    void cutsAnAnswerThatIsShorterThanItsHeadSays();
    void endsAnAnswerToHttp10WithTheConnection();
    void sendsNoBodyWhereNoneMayBe();
    void cutsAnAnswerThatNobodyEnds();
    void servesTheNextRequestAfterAStreamedAnswer();
    void tellsWhatASlowClientHasTaken();
    void tellsWhenTheClientLeavesMidAnswer();
    void dropsAClientThatTakesNothing();
    void answersWhileTheBodyStillComes();

private:
    static HttpRequest &awaitRequest(TestServer &server, std::size_t count = 1);
    static std::unique_ptr<ResponseBody> startAnswer(TestServer &server, HttpResponse head,
                                                     std::size_t index = 0);
};

HttpRequest &StreamingTest::awaitRequest(TestServer &server, std::size_t count)
{
    const auto arrived = [&] { return server.onLoop([&] { return server.handler().requests.size(); }); };
    [&] { QTRY_COMPARE(arrived(), count); }();
    return server.handler().requests.at(count - 1);
}

std::unique_ptr<ResponseBody> StreamingTest::startAnswer(TestServer &server, HttpResponse head,
                                                         std::size_t index)
{
    return server.onLoop([&] { return server.handler().lateResponders.at(index)->start(std::move(head)); });
}

void StreamingTest::handsARequestOverBeforeItsBody()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ncontent-length: 6\r\n\r\nab");
    HttpRequest &request = awaitRequest(server);
    QCOMPARE(request.body, "ab");
    QVERIFY(request.rest);

    Collector collector;
    server.onLoop([&] { collector.start(request.rest); });
    client.send("cd");
    QTRY_COMPARE(server.onLoop([&] { return collector.bytes; }), "cd");
    QVERIFY(!server.onLoop([&] { return collector.isComplete; }));
    client.send("ef");
    QTRY_VERIFY(server.onLoop([&] { return collector.isComplete; }));
    QCOMPARE(collector.bytes, "cdef");
}

void StreamingTest::handsARequestOverWholeIfItIsThere()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ncontent-length: 6\r\n\r\nabcdef");
    HttpRequest &request = awaitRequest(server);
    QCOMPARE(request.body, "abcdef");
    QVERIFY(!request.rest);
}

void StreamingTest::readsAChunkedBodyPieceByPiece()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n");
    HttpRequest &request = awaitRequest(server);
    Collector collector;
    server.onLoop([&] { collector.start(request.rest); });
    client.send("3\r\nabc\r\n");
    QTRY_COMPARE(server.onLoop([&] { return collector.bytes; }), "abc");
    client.send("2\r\nd");
    client.send("e\r\n0\r\n\r\n");
    QTRY_VERIFY(server.onLoop([&] { return collector.isComplete; }));
    QCOMPARE(collector.bytes, "abcde");
}

void StreamingTest::holdsAClientBackWhileNobodyReads()
{
    TestServer server;
    RawClient client(server.port());
    const qsizetype size = limits::httpBodyBytesMax;
    client.send("POST /stream HTTP/1.1\r\ncontent-length: " + QByteArray::number(size) + "\r\n\r\n");
    HttpRequest &request = awaitRequest(server);
    QVERIFY(client.sendWhatIsTaken(QByteArray(size, 'x')) > 0);

    Collector collector;
    server.onLoop([&] { collector.start(request.rest); });
    QCOMPARE(client.sendWhatIsTaken({}), 0);
    QTRY_VERIFY(server.onLoop([&] { return collector.isComplete; }));
    QCOMPARE(request.body.size() + collector.bytes.size(), size);
    QVERIFY(collector.largestPiece <= limits::connectionInputBytesMax);
}

void StreamingTest::tellsOfABodyOverTheLimit()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n");
    HttpRequest &request = awaitRequest(server);
    Collector collector;
    server.onLoop([&] { collector.start(request.rest); });
    const QByteArray mebi(limits::mebi, 'x');
    for (qsizetype sent = 0; sent <= limits::httpBodyBytesMax; sent += mebi.size())
        client.send("100000\r\n" + mebi + "\r\n");
    QTRY_VERIFY(server.onLoop([&] { return collector.refusal.has_value(); }));
    QCOMPARE(*collector.refusal, Refusal::BodyTooLong);
    server.onLoop([&] { server.handler().lateResponders.front()->respond({.status = 413}); });
    QCOMPARE(client.response().status, 413);
    QVERIFY(client.rest().has_value());
}

void StreamingTest::tellsOfABodyThatIsTooSlow()
{
    ServerLimits limits = patientLimits();
    limits.bodyTimeout = 200ms;
    TestServer server(limits);
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ncontent-length: 6\r\n\r\nab");
    HttpRequest &request = awaitRequest(server);
    Collector collector;
    server.onLoop([&] { collector.start(request.rest); });
    client.send("c");
    QTRY_VERIFY(server.onLoop([&] { return collector.refusal.has_value(); }));
    QCOMPARE(*collector.refusal, Refusal::TimedOut);
    QCOMPARE(collector.bytes, "c");
    server.onLoop([&] { server.handler().lateResponders.front()->respond({.status = 408}); });
    QVERIFY(client.response().head.contains("connection: close"));
}

void StreamingTest::tellsOfABodyThatBreaksTheGrammar()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n");
    HttpRequest &request = awaitRequest(server);
    Collector collector;
    server.onLoop([&] { collector.start(request.rest); });
    client.send("zz\r\n");
    QTRY_VERIFY(server.onLoop([&] { return collector.refusal.has_value(); }));
    QCOMPARE(*collector.refusal, Refusal::Malformed);
}

void StreamingTest::endsTheConnectionAfterAnAnswerBeforeTheBodysEnd()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ncontent-length: 6\r\n\r\nab");
    awaitRequest(server);
    server.onLoop([&] { server.handler().lateResponders.front()->respond({.body = "enough"}); });
    const RawClient::Response response = client.response();
    QVERIFY(response.head.contains("connection: close"));
    QCOMPARE(response.body, "enough");
    QVERIFY(client.rest().has_value());
}

void StreamingTest::keepsTheConnectionAfterAStreamedBody()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ncontent-length: 6\r\n\r\nab");
    HttpRequest &request = awaitRequest(server);
    const std::shared_ptr<RequestBody> rest = request.rest;
    Collector collector;
    server.onLoop([&] { collector.start(rest); });
    client.send("cdefGET /next HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(server.onLoop([&] { return collector.isComplete; }));
    server.onLoop([&] { server.handler().lateResponders.front()->respond({.body = "done"}); });
    QCOMPARE(client.response().body, "done");
    QCOMPARE(client.response().body, "GET /next\n");

    // What is held of an earlier request does not reach the body of a later one.
    client.send("POST /stream HTTP/1.1\r\ncontent-length: 2\r\n\r\n");
    awaitRequest(server, 3);
    server.onLoop([&] { collector.readOn(); });
    client.send("no");
    Collector own;
    server.onLoop([&] { own.start(server.handler().requests.at(2).rest); });
    QTRY_VERIFY(server.onLoop([&] { return own.isComplete; }));
    QCOMPARE(own.bytes, "no");
    QCOMPARE(collector.bytes, "cdef");
}

void StreamingTest::sendsPiecesAsTheyCome()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/stream");
    awaitRequest(server);
    auto body = startAnswer(server, {.headers = {{"content-type", "text/event-stream"}}, .body = "ignored"});
    const RawClient::Response response = client.response();
    QCOMPARE(response.status, 200);
    QVERIFY(response.head.contains("\r\ntransfer-encoding: chunked\r\n"));
    QVERIFY(!response.head.contains("content-length"));
    server.onLoop([&] { body->write("data: 1\n\n"); });
    QCOMPARE(client.bytes(14), "9\r\ndata: 1\n\n\r\n");
    server.onLoop([&] {
        body->write({});
        body->write(QByteArray(20000, 'y'));
    });
    QCOMPARE(client.bytes(6 + 20000 + 2), "4e20\r\n" + QByteArray(20000, 'y') + "\r\n");
    server.onLoop([&] { body->end(); });
    QCOMPARE(client.bytes(5), "0\r\n\r\n");
}

void StreamingTest::endsAnAnswerOfTheLengthThatItsHeadNames()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/stream");
    awaitRequest(server);
    auto body = startAnswer(server, {.headers = {{"content-length", "6"}}});
    server.onLoop([&] {
        body->write("abcd");
        body->write("efgh");
        body->end();
    });
    const RawClient::Response response = client.response();
    QVERIFY(!response.head.contains("chunked"));
    QCOMPARE(response.body, "abcdef");
    client.get("/next");
    QCOMPARE(client.response().body, "GET /next\n");
}

void StreamingTest::cutsAnAnswerThatIsShorterThanItsHeadSays()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/stream");
    awaitRequest(server);
    auto body = startAnswer(server, {.headers = {{"content-length", "6"}}});
    server.onLoop([&] {
        body->write("abc");
        body->end();
    });
    const auto all = client.rest();
    QVERIFY(all && all->endsWith("\r\n\r\nabc"));
}

void StreamingTest::endsAnAnswerToHttp10WithTheConnection()
{
    TestServer server;
    RawClient client(server.port());
    client.send("GET /stream HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");
    awaitRequest(server);
    auto body = startAnswer(server, {});
    server.onLoop([&] {
        body->write("abc");
        body->end();
    });
    const auto all = client.rest();
    QVERIFY(all && all->contains("connection: close") && all->endsWith("\r\n\r\nabc"));
}

void StreamingTest::sendsNoBodyWhereNoneMayBe()
{
    TestServer server;
    RawClient client(server.port());
    client.send("HEAD /stream HTTP/1.1\r\n\r\nGET /stream HTTP/1.1\r\n\r\n");
    awaitRequest(server);
    auto ofHead = startAnswer(server, {.headers = {{"content-length", "6"}}});
    server.onLoop([&] {
        ofHead->write("abcdef");
        ofHead->end();
    });
    QVERIFY(client.response(false).head.contains("content-length: 6"));
    awaitRequest(server, 2);
    auto empty = startAnswer(server, {.status = 204}, 1);
    server.onLoop([&] {
        empty->write("abcdef");
        empty->end();
    });
    QVERIFY(!client.response(false).head.contains("chunked"));
    client.get("/next");
    QCOMPARE(client.response().body, "GET /next\n");
}

void StreamingTest::cutsAnAnswerThatNobodyEnds()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/stream");
    awaitRequest(server);
    auto body = startAnswer(server, {});
    server.onLoop([&] { body->write("abc"); });
    server.onLoop([&] { body.reset(); });
    const auto all = client.rest();
    QVERIFY(all && all->endsWith("3\r\nabc\r\n"));
}

void StreamingTest::servesTheNextRequestAfterAStreamedAnswer()
{
    TestServer server;
    RawClient client(server.port());
    client.send("GET /stream HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\n\r\n");
    awaitRequest(server);
    auto body = startAnswer(server, {});
    server.onLoop([&] { body->end(); });
    static_cast<void>(client.response(false));
    QCOMPARE(client.bytes(5), "0\r\n\r\n");
    QCOMPARE(client.response().body, "GET /next\n");
}

void StreamingTest::tellsWhatASlowClientHasTaken()
{
    TestServer server;
    RawClient client(server.port());
    client.stopReading();
    client.get("/stream");
    awaitRequest(server);
    auto body = startAnswer(server, {});
    int takenCount = 0;
    const qsizetype size = 16 * limits::mebi;
    server.onLoop([&] {
        body->onTaken([&] { ++takenCount; });
        body->write(QByteArray(size, 'x'));
        QVERIFY(body->queuedBytes() > size);
    });
    QTRY_VERIFY(server.onLoop([&] { return takenCount; }) > 0);
    QVERIFY(server.onLoop([&] { return body->queuedBytes(); }) > 0);
    client.readOn();
    QCOMPARE(client.response(false).status, 200);
    QCOMPARE(client.bytes(9 + size + 2), "1000000\r\n" + QByteArray(size, 'x') + "\r\n");
    QTRY_COMPARE(server.onLoop([&] { return body->queuedBytes(); }), 0);
    server.onLoop([&] { body->end(); });
    QCOMPARE(client.bytes(5), "0\r\n\r\n");
}

void StreamingTest::tellsWhenTheClientLeavesMidAnswer()
{
    TestServer server;
    RawClient client(server.port());
    client.get("/stream");
    awaitRequest(server);
    auto body = startAnswer(server, {});
    static_cast<void>(client.response(false));
    client.abort();
    QTRY_COMPARE(server.goneCount(), 1);
    server.onLoop([&] {
        body->write("to nobody");
        QCOMPARE(body->queuedBytes(), 0);
        body->end();
    });
}

void StreamingTest::dropsAClientThatTakesNothing()
{
    ServerLimits limits = patientLimits();
    limits.writeTimeout = 300ms;
    TestServer server(limits);
    RawClient client(server.port());
    client.stopReading();
    client.get("/stream");
    awaitRequest(server);
    auto body = startAnswer(server, {});
    server.onLoop([&] { body->write(QByteArray(32 * limits::mebi, 'x')); });
    QTRY_COMPARE(server.goneCount(), 1);
    QTRY_COMPARE(server.connectionCount(), 0);
}

void StreamingTest::answersWhileTheBodyStillComes()
{
    TestServer server;
    RawClient client(server.port());
    client.send("POST /stream HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n");
    HttpRequest &request = awaitRequest(server);
    QCOMPARE(request.body, "one");
    auto body = startAnswer(server, {});
    QVERIFY(client.response(false).head.contains("connection: close"));
    server.onLoop([&] { body->write("got one"); });
    QCOMPARE(client.bytes(12), "7\r\ngot one\r\n");
    Collector collector;
    server.onLoop([&] { collector.start(request.rest); });
    client.send("3\r\ntwo\r\n0\r\n\r\n");
    QTRY_VERIFY(server.onLoop([&] { return collector.isComplete; }));
    server.onLoop([&] { body->end(); });
    QCOMPARE(client.bytes(5), "0\r\n\r\n");
    QVERIFY(client.rest().has_value());
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::StreamingTest)
#include "tst_streaming.moc"
