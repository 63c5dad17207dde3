// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/poolregistration.h"
#include "tests/support/manualloop.h"
#include "tests/unit/engine/join/scriptedclient.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::join {

namespace {

net::HttpResponse answer(const QByteArray &body, int status = 200)
{
    return {.status = status, .headers = {}, .body = body};
}

} // namespace

/// What an envoy asks the manager API before it connects.
class PoolRegistrationTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void makesThePoolInEveryDatacenter();
    void leavesAPoolThatExistsAsItIs();
    void refusesAServerlessPool();
    void saysInOneLineWhatToDo_data();
    void saysInOneLineWhatToDo();
    void passesOnWhyNobodyAnswers();

private:
    Result<RegisteredPool> registerPool();
    std::unique_ptr<rove::test::ManualLoop> m_loop;
    std::unique_ptr<test::ScriptedClient> m_client;
};

void PoolRegistrationTest::init()
{
    m_loop = std::make_unique<rove::test::ManualLoop>();
    m_client = std::make_unique<test::ScriptedClient>(*m_loop);
    m_client->answers = {
        {"GET /metadata", answer(R"({"runtime":"engine","version":"2.3.19","envoy_protocol_version":8})")},
        {"GET /datacenters",
         answer(R"({"datacenters":[{"label":1,"name":"alpha","url":"http://engine:6420/"},)"
                R"({"label":2,"name":"beta","url":"http://elsewhere:6420"}],)"
                R"("pagination":{"cursor":null}})")},
        {"GET /runner-configs", answer(R"({"runner_configs":{},"pagination":{"cursor":null}})")},
        {"PUT /runner-configs/my pool", answer(R"({"endpoint_config_changed":false})")},
    };
}

void PoolRegistrationTest::makesThePoolInEveryDatacenter()
{
    const Result<RegisteredPool> result = registerPool();
    QVERIFY(result);
    QCOMPARE(result->datacenter, u"alpha"_s);
    const net::ClientRequest &put = m_client->requests.back();
    QCOMPARE(put.method, "PUT"_ba);
    QCOMPARE(put.url.toEncoded(), "http://engine:6420/runner-configs/my%20pool?namespace=default"_ba);
    QCOMPARE(net::headerValue(put.headers, "authorization"), "Bearer secret"_ba);
    QCOMPARE(net::headerValue(put.headers, "content-type"), "application/json"_ba);
    for (const char *datacenter : {"alpha", "beta"})
        QVERIFY(put.body.contains(QByteArray("\"" + QByteArray(datacenter) + "\":{")));
    QVERIFY(put.body.contains("\"normal\":{"));
    QVERIFY(put.body.contains("\"drain_on_version_upgrade\":true"));
}

void PoolRegistrationTest::leavesAPoolThatExistsAsItIs()
{
    m_client->answers.insert_or_assign(
        "GET /runner-configs",
        answer(R"({"runner_configs":{"my pool":{"datacenters":{"alpha":{"normal":{}}}}},)"
               R"("pagination":{"cursor":null}})"));
    QVERIFY(registerPool());
    QCOMPARE(m_client->requests.size(), std::size_t(3));
}

void PoolRegistrationTest::refusesAServerlessPool()
{
    m_client->answers.insert_or_assign(
        "GET /runner-configs",
        answer(R"({"runner_configs":{"my pool":{"datacenters":{"alpha":{"serverless":)"
               R"({"url":"http://a","request_lifespan":900}}}}},"pagination":{"cursor":null}})"));
    const Result<RegisteredPool> result = registerPool();
    QCOMPARE(result.error().code, ErrorCode::RunnerConfigInvalid);
    QVERIFY(result.error().message.contains("my pool"_L1));
}

void PoolRegistrationTest::saysInOneLineWhatToDo_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("advice");
    QTest::newRow("another server") << "GET /metadata"_ba << 200
                                    << R"({"runtime":"rivetkit","version":"2"})"_ba
                                    << ErrorCode::ClientNotRivet << u"is the URL right"_s;
    QTest::newRow("no JSON") << "GET /metadata"_ba << 200 << "<html>"_ba << ErrorCode::ClientNotRivet
                             << u"is the URL right"_s;
    QTest::newRow("an older engine")
        << "GET /metadata"_ba << 200
        << R"({"runtime":"engine","version":"2.2.1","envoy_protocol_version":6})"_ba
        << ErrorCode::ClientProtocol << u"2.3.19"_s;
    QTest::newRow("a refused token") << "GET /datacenters"_ba << 403
                                     << R"({"group":"api","code":"forbidden","message":"no"})"_ba
                                     << ErrorCode::ApiForbidden << u"--token"_s;
    QTest::newRow("an unknown namespace")
        << "GET /runner-configs"_ba << 400 << R"({"group":"namespace","code":"not_found","message":"no"})"_ba
        << ErrorCode::NamespaceNotFound << u"--namespace"_s;
}

void PoolRegistrationTest::saysInOneLineWhatToDo()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorCode, code);
    QFETCH(QString, advice);
    m_client->answers.insert_or_assign(request, answer(body, status));
    const Result<RegisteredPool> result = registerPool();
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    QVERIFY2(result.error().message.contains(advice), qPrintable(result.error().message));
    QVERIFY(!result.error().message.contains(u'\n'));
    QVERIFY(!result.error().message.contains("secret"_L1));
}

void PoolRegistrationTest::passesOnWhyNobodyAnswers()
{
    m_client->answers.insert_or_assign(
        "GET /metadata", failure(ErrorCode::ClientUnreachable, u"engine, port 6420, cannot be reached."_s));
    const Result<RegisteredPool> result = registerPool();
    QCOMPARE(result.error().code, ErrorCode::ClientUnreachable);
    QVERIFY(result.error().message.contains("http://engine:6420"_L1));
}

Result<RegisteredPool> PoolRegistrationTest::registerPool()
{
    PoolRegistration registration(*m_client, {.endpoint = QUrl(u"http://default:secret@engine:6420/"_s),
                                              .token = u"secret"_s,
                                              .namespaceName = u"default"_s,
                                              .pool = u"my pool"_s,
                                              .version = 1,
                                              .envoyKey = u"key"_s});
    std::optional<Result<RegisteredPool>> outcome;
    registration.start([&outcome](Result<RegisteredPool> result) { outcome = std::move(result); });
    m_loop->runTasks();
    return *outcome;
}

} // namespace rove::join

QTEST_APPLESS_MAIN(rove::join::PoolRegistrationTest)
#include "tst_poolregistration.moc"
