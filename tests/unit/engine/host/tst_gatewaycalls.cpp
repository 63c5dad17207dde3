// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/engine.h"
#include "engine/host/gatewaycalls.h"
#include "engine/runtime/runtime.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtTest/QTest>

#include <future>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;

/// Calls through the gateway of a real engine, from outside of it and by one of its own actors.
class GatewayCallsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void anActionIsCalled();
    void anActorOfTheEngineCallsAnother();
    void anEngineThatIsNotThereCannotBeReached();
    void whatIsUnderWayEndsWithoutAWord();

private:
    std::shared_ptr<host::GatewayCalls> makeCalls(const QUrl &endpoint);
    Result<QCborValue> call(const QString &key, const QString &action, const QCborArray &arguments);

    std::unique_ptr<host::Engine> m_engine;
    std::unique_ptr<net::IoLoop> m_loop;
    std::unique_ptr<net::IoClient> m_client;
    std::shared_ptr<host::GatewayCalls> m_calls;
    std::thread m_thread;
};

void GatewayCallsTest::initTestCase()
{
    host::EngineOptions options;
    options.actors = runtime::test::specimens();
    auto engine = host::Engine::start(std::move(options));
    QVERIFY(engine);
    m_engine = *std::move(engine);
}

void GatewayCallsTest::cleanupTestCase()
{
    m_engine.reset();
}

void GatewayCallsTest::init()
{
    m_loop = std::make_unique<net::IoLoop>();
    m_thread = std::thread([this] { m_loop->run(); });
    m_calls = makeCalls(m_engine->endpoint());
}

void GatewayCallsTest::cleanup()
{
    m_loop->post([this] {
        m_calls->close();
        m_client.reset();
        m_loop->stop();
    });
    m_thread.join();
    m_calls.reset();
    m_loop.reset();
}

std::shared_ptr<host::GatewayCalls> GatewayCallsTest::makeCalls(const QUrl &endpoint)
{
    std::promise<std::shared_ptr<host::GatewayCalls>> made;
    m_loop->post([&] {
        if (!m_client)
            m_client = std::make_unique<net::IoClient>(*m_loop);
        made.set_value(std::make_shared<host::GatewayCalls>(*m_loop, *m_client, endpoint, QByteArray()));
    });
    return made.get_future().get();
}

Result<QCborValue> GatewayCallsTest::call(const QString &key, const QString &action,
                                          const QCborArray &arguments)
{
    const runtime::RuntimeOptions options{.namespaceName = u"default"_s};
    auto answer = std::make_shared<std::promise<Result<runtime::HttpResponse>>>();
    m_calls->ask(
        TRY(runtime::actionRequest(options, {.name = u"specimen"_s, .key = {key}}, action, arguments)),
        [answer](const Result<runtime::HttpResponse> &response) { answer->set_value(response); });
    return answer->get_future().get().and_then(runtime::actionOutcome);
}

void GatewayCallsTest::anActionIsCalled()
{
    QCOMPARE(call(u"called"_s, u"add"_s, {5}), QCborValue(5));
    QCOMPARE(call(u"called"_s, u"add"_s, {1}), QCborValue(6));
    QCOMPARE(call(u"called"_s, u"userFailure"_s, {}).error().wireName(), u"user.my_code"_s);
}

void GatewayCallsTest::anActorOfTheEngineCallsAnother()
{
    QCOMPARE(call(u"caller"_s, u"callOther"_s, {u"other"_s, u"add"_s, 7}), QCborValue(7));
    QCOMPARE(call(u"other"_s, u"add"_s, {0}), QCborValue(7));
    QCOMPARE(call(u"caller"_s, u"callOther"_s, {u"other"_s, u"none"_s, 7}).error().wireName(),
             u"actor.action_not_found"_s);
}

void GatewayCallsTest::anEngineThatIsNotThereCannotBeReached()
{
    QUrl nowhere = m_engine->endpoint();
    nowhere.setPort(1); // No engine has a reserved port.
    const auto before = std::exchange(m_calls, makeCalls(nowhere));
    QCOMPARE(call(u"called"_s, u"add"_s, {5}).error().code, ErrorCode::ClientUnreachable);
    m_calls = before;
}

void GatewayCallsTest::whatIsUnderWayEndsWithoutAWord()
{
    const runtime::RuntimeOptions options{.namespaceName = u"default"_s};
    auto answered = std::make_shared<std::promise<void>>();
    std::future<void> end = answered->get_future();
    QCOMPARE(call(u"waiting"_s, u"add"_s, {0}), QCborValue(0));
    m_calls->ask(
        *runtime::actionRequest(options, {.name = u"specimen"_s, .key = {u"waiting"_s}}, u"wait"_s, {}),
        [kept = std::exchange(answered, nullptr)](const Result<runtime::HttpResponse> &) {
            kept->set_value();
        });
    m_loop->post([this] { m_calls->close(); });
    QCOMPARE(end.wait_for(10s), std::future_status::ready);
    QVERIFY_THROWS_EXCEPTION(std::future_error, end.get()); // It was dropped, not called.
}

QTEST_GUILESS_MAIN(GatewayCallsTest)
#include "tst_gatewaycalls.moc"
