// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/httpwriter.h"

#include <QtTest/QTest>

namespace rove::net {

namespace {

QByteArray headOf(const HttpResponse &response, Persistence persistence = Persistence::Default)
{
    QByteArray head = "what was there before";
    writeResponseHead(head, response, {.length = response.body.size()}, persistence);
    return head;
}

} // namespace

class HttpWriterTest : public QObject {
    Q_OBJECT

private slots:
    void writesStatusHeadersAndLength();
    void saysWhetherTheConnectionStaysOpen();
    void framesTheMessageItself();
    void givesNoLengthWhereNoBodyMayBe();
    void leavesOutHeadersThatWouldBreakOut();
    void turnsAnImpossibleStatusInto500();
};

void HttpWriterTest::writesStatusHeadersAndLength()
{
    const HttpResponse response{.status = 404,
                                .headers = {{"content-type", "application/json"}, {"x-a", "1"}, {"x-a", "2"}},
                                .body = "{}"};
    QCOMPARE(headOf(response),
             "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\nx-a: 1\r\nx-a: 2\r\n"
             "content-length: 2\r\n\r\n");
}

void HttpWriterTest::saysWhetherTheConnectionStaysOpen()
{
    QVERIFY(!headOf({}).contains("connection"));
    QVERIFY(headOf({}, Persistence::Close).contains("\r\nconnection: close\r\n"));
    QVERIFY(headOf({}, Persistence::KeepAlive).contains("\r\nconnection: keep-alive\r\n"));
}

void HttpWriterTest::framesTheMessageItself()
{
    const HttpResponse response{.headers = {{"Content-Length", "99"},
                                            {"connection", "upgrade"},
                                            {"Transfer-Encoding", "chunked"},
                                            {"keep-alive", "timeout=5"}},
                                .body = "abc"};
    QCOMPARE(headOf(response), "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n");
}

void HttpWriterTest::givesNoLengthWhereNoBodyMayBe()
{
    QCOMPARE(headOf({.status = 204}), "HTTP/1.1 204 No Content\r\n\r\n");
    QVERIFY(!headOf({.status = 304}).contains("content-length"));
    QVERIFY(!statusAllowsBody(204) && !statusAllowsBody(304) && statusAllowsBody(200));
}

void HttpWriterTest::leavesOutHeadersThatWouldBreakOut()
{
    const HttpResponse response{.headers = {{"x-a", "1\r\nset-cookie: stolen"},
                                            {"x-b", "1\n"},
                                            {"x-c", QByteArray("1\0", 2)},
                                            {"x d", "1"},
                                            {"x-e\r\nset-cookie: stolen", "1"},
                                            {"", "1"},
                                            {"x-f", "1"}}};
    QCOMPARE(headOf(response), "HTTP/1.1 200 OK\r\nx-f: 1\r\ncontent-length: 0\r\n\r\n");
}

void HttpWriterTest::turnsAnImpossibleStatusInto500()
{
    for (const int status : {-1, 0, 99, 101, 199, 600, 1000})
        QVERIFY(headOf({.status = status}).startsWith("HTTP/1.1 500 "));
    QVERIFY(headOf({.status = 299}).startsWith("HTTP/1.1 299 "));
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::HttpWriterTest)
#include "tst_httpwriter.moc"
