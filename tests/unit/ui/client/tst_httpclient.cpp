// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "tests/support/await.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/ui/client/tlsfixture.h"
#include "ui/client/httpclient.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using test::await;
using test::ScriptedReply;
using test::ScriptedRequest;
using test::ScriptedServer;

class TestHttpClient : public QObject {
    Q_OBJECT
private slots:
    void sendsWhatItIsToldAndReadsTheAnswer()
    {
        ScriptedServer server;
        server.setHandler([](const ScriptedRequest &) { return ScriptedReply{.body = "{\"a\":1}"}; });
        HttpClient http(endpointOf(server), WriteMode::Allowed);
        const Result<HttpResponse> response = await(http.send({.method = "PATCH",
                                                               .path = "/x?y=%2F",
                                                               .body = "{}",
                                                               .contentType = "application/json",
                                                               .headers = {{"X-Test", "1"}},
                                                               .timeout = 5s}));
        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(response->body, "{\"a\":1}");
        QVERIFY(response->duration > 0us);
        const ScriptedRequest &request = server.requests().constFirst();
        QCOMPARE(request.method, "PATCH");
        QCOMPARE(request.target, "/x?y=%2F");
        QCOMPARE(request.body, "{}");
        QCOMPARE(request.headers.value("x-test"), "1");
        QCOMPARE(request.headers.value("content-type"), "application/json");
        QVERIFY(request.headers.value("user-agent").startsWith("Rove/"));
    }

    void saysThatNobodyListens()
    {
        quint16 port;
        {
            ScriptedServer server;
            port = server.port();
        }
        HttpClient http(Endpoint::parse(u"http://127.0.0.1:%1"_s.arg(port)).value(), WriteMode::Allowed);
        const Result<HttpResponse> response = await(http.send(get()));
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::ClientUnreachable);
        QCOMPARE(response.error().metadata.value(u"port"_s).toInteger(), port);
        QVERIFY(isTransient(response.error()));
    }

    void namesTheCertificateItDoesNotTrust()
    {
        QSslServer server;
        QSslConfiguration configuration;
        configuration.setLocalCertificate(QSslCertificate(test::selfSignedCertificate));
        configuration.setPrivateKey(QSslKey(test::selfSignedKey, QSsl::Ec));
        server.setSslConfiguration(configuration);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        HttpClient http(
            Endpoint::parse(u"https://acme:s3cret@127.0.0.1:%1"_s.arg(server.serverPort())).value(),
            WriteMode::Allowed);
        const Result<HttpResponse> response = await(http.send(get()));
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::ClientTls);
        QCOMPARE(response.error().metadata.value(u"subject"_s).toString(), u"self-signed.invalid"_s);
        QVERIFY(response.error().message.contains(u"not trusted"));
        QVERIFY(!isTransient(response.error()));
    }

    void readsErrorsOfEveryForm_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("engine") << 403 << R"({"group":"api","code":"forbidden","message":"m"})"_ba
                                << ErrorCode::ApiForbidden;
        QTest::newRow("unknown code")
            << 400 << R"({"group":"new","code":"thing","message":"m"})"_ba << ErrorCode::Foreign;
        QTest::newRow("text alone") << 400 << R"({"error":"sql is required"})"_ba << ErrorCode::ApiBadRequest;
        QTest::newRow("somebody's 404 page") << 404 << "<html>"_ba << ErrorCode::ClientNotRivet;
        QTest::newRow("wrong method") << 405 << ""_ba << ErrorCode::ClientNotRivet;
        QTest::newRow("proxy without a server") << 502 << "<html>"_ba << ErrorCode::ClientUnreachable;
        QTest::newRow("proxy that wants a password") << 401 << ""_ba << ErrorCode::ApiUnauthorized;
        QTest::newRow("redirect") << 302 << ""_ba << ErrorCode::ClientNotRivet;
    }

    void readsErrorsOfEveryForm()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        ScriptedServer server;
        server.setHandler([status, body](const ScriptedRequest &) {
            return ScriptedReply{
                .status = status, .body = body, .headerLines = "Location: http://elsewhere/\r\n"};
        });
        HttpClient http(endpointOf(server), WriteMode::Allowed);
        const Result<HttpResponse> response = await(http.send(get()));
        QVERIFY(!response);
        QTEST(response.error().code, "code");
        QCOMPARE(server.requests().size(), 1);
    }

    void saysThatTheAnswerIsNotHttp()
    {
        ScriptedServer server;
        server.setHandler(
            [](const ScriptedRequest &) { return ScriptedReply{.raw = "SSH-2.0-OpenSSH_9.9\r\n"}; });
        HttpClient http(endpointOf(server), WriteMode::Allowed);
        const Result<HttpResponse> response = await(http.send(get()));
        QVERIFY(!response);
        // Qt does not tell it from a connection that an engine cuts while it restarts.
        QCOMPARE(response.error().code, ErrorCode::ClientUnreachable);
        QVERIFY(response.error().message.contains(u"without an HTTP answer"));
    }

    void givesUpWhenNoAnswerComes()
    {
        ScriptedServer server;
        server.setHandler(
            [](const ScriptedRequest &) { return ScriptedReply{.end = ScriptedReply::End::Never}; });
        HttpClient http(endpointOf(server), WriteMode::Allowed);
        const Result<HttpResponse> response = await(http.send({.path = "/", .timeout = 50ms}));
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::ClientTimeout);
    }

    void noticesAnAnswerCutShort()
    {
        ScriptedServer server;
        server.setHandler([](const ScriptedRequest &) {
            return ScriptedReply{.body = QByteArray(1000, 'x'), .end = ScriptedReply::End::CutInBody};
        });
        HttpClient http(endpointOf(server), WriteMode::Allowed);
        const Result<HttpResponse> response = await(http.send(get()));
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::ClientUnreachable);
    }

    void refusesAnAnswerBeyondTheLimit()
    {
        ScriptedServer server;
        server.setHandler([](const ScriptedRequest &) {
            return ScriptedReply{.body = QByteArray(limits::httpBodyBytesMax + 1, 'x')};
        });
        HttpClient http(endpointOf(server), WriteMode::Allowed);
        const Result<HttpResponse> response = await(http.send(get()));
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::ClientProtocol);
    }

    void endsRequestsWhenItGoesAway()
    {
        ScriptedServer server;
        server.setHandler(
            [](const ScriptedRequest &) { return ScriptedReply{.end = ScriptedReply::End::Never}; });
        Async<HttpResponse> answer;
        {
            HttpClient http(endpointOf(server), WriteMode::Allowed);
            answer = http.send(get());
            QTRY_COMPARE(server.requests().size(), 1);
        }
        QVERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().code, ErrorCode::ClientCancelled);
    }

    void sendsNoWriteWhileReadOnly()
    {
        ScriptedServer server;
        server.setHandler([](const ScriptedRequest &) { return ScriptedReply(); });
        HttpClient http(endpointOf(server), WriteMode::ReadOnly);
        const HttpRequest write{.method = "POST", .path = "/", .access = Access::Write, .timeout = 5s};
        QCOMPARE(await(http.send(write)).error().code, ErrorCode::ClientReadOnly);
        QVERIFY(await(http.send(get())));
        QCOMPARE(server.requestCount("POST"), 0);
        http.setWriteMode(WriteMode::Allowed);
        QVERIFY(await(http.send(write)));
    }

private:
    static Endpoint endpointOf(const ScriptedServer &server) { return Endpoint::parse(server.url()).value(); }
    static HttpRequest get() { return {.path = "/", .timeout = 10s}; }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestHttpClient)
#include "tst_httpclient.moc"
