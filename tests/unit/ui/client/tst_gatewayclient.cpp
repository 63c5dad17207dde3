// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/client/gatewayclient.h"

#include <QtCore/QCborMap>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using test::await;
using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;

class TestGatewayClient : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        m_id = m_engine->addActor(u"counter"_s, u"a"_s, QCborMap{{u"count"_s, 1}}).record.actorId;
        m_client = std::make_unique<GatewayClient>(*m_http, m_id);
        m_client->setInspectorToken(u"token-of-1"_s);
    }

    void callsActionsWithValuesOfEveryKind()
    {
        const QCborArray arguments{1, u"two"_s, QCborValue(QCborValue::Undefined), QByteArray("\x01\xff", 2),
                                   QCborMap{{u"a"_s, 1.5}}};
        const Result<ActionResult> result = await(m_client->callAction(u"do it/now"_s, arguments));
        QVERIFY(result);
        QCOMPARE(result->output, QCborValue(arguments));
        QVERIFY(result->duration > 0us);
        const ScriptedRequest &request = m_engine->requests().constLast();
        QCOMPARE(request.method, "POST");
        QVERIFY(request.target.endsWith("/action/do%20it%2Fnow"));
        QCOMPARE(request.headers.value("x-rivet-encoding"), "json");
    }

    void givesTheActorsErrorsAsTheyWere()
    {
        m_engine->setAction([](const QCborArray &) -> Result<QCborValue> {
            return std::unexpected(
                Error::fromWire(u"user"_s, u"too_low"_s, u"user failed"_s, QCborMap{{u"minimum"_s, 3}}));
        });
        const Result<ActionResult> result = await(m_client->callAction(u"increment"_s, {}));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::UserError);
        QCOMPARE(result.error().wireName(), u"user.too_low"_s);
        QCOMPARE(result.error().message, u"user failed"_s);
        QCOMPARE(result.error().metadata.value(u"minimum"_s).toInteger(), 3);
    }

    void readsAndReplacesTheState()
    {
        QCOMPARE(await(m_client->inspectState())->value, QCborMap({{u"count"_s, 1}}));
        QVERIFY(await(
            m_client->patchState(QCborMap{{u"zebra"_s, 2}, {u"apple"_s, QCborArray{QCborMap(), true}}})));
        QCOMPARE(m_engine->requests().constLast().body, R"({"state":{"zebra":2,"apple":[{},true]}})");
        QCOMPARE(await(m_client->inspectState())->value->toMap().value(u"zebra"_s).toInteger(), 2);
    }

    void tellsAnActorWithoutStateFromAnEmptyOne()
    {
        m_engine->actor(m_id).isStateEnabled = false;
        const Result<InspectedState> state = await(m_client->inspectState());
        QVERIFY(!state->isEnabled);
        QVERIFY(!state->value);
        m_engine->actor(m_id).isStateEnabled = true;
        m_engine->actor(m_id).state = QCborValue(nullptr);
        QCOMPARE(await(m_client->inspectState())->value, QCborValue(nullptr));
    }

    void readsWhatElseTheInspectorTells()
    {
        const Result<ActorRuntime> runtime = await(m_client->metadata());
        QCOMPARE(runtime->metadata.version, u"2.3.19"_s);
        QCOMPARE(runtime->generation, std::optional<quint64>(1));
        QCOMPARE(await(m_client->inspectActions()).value(), QStringList{u"increment"_s});
        QCOMPARE(await(m_client->inspectConnections())->front().id, u"c1"_s);
        m_client->setInspectorToken(u"wrong"_s);
        QCOMPARE(await(m_client->inspectState()).error().code, ErrorCode::InspectorUnauthorized);
    }

    void wakesOnlyWhenAsked()
    {
        m_engine->putToSleep(m_id);
        QVERIFY(await(m_client->wake()));
        QVERIFY(m_engine->actor(m_id).record.connectableTs);
    }

    void putsTheEnginesTokenIntoPathAndHeader()
    {
        HttpClient http(m_http->endpoint().withToken(u"a/b"_s), WriteMode::Allowed);
        QVERIFY(await(GatewayClient(http, m_id).wake()));
        const ScriptedRequest &request = m_engine->requests().constLast();
        QCOMPARE(request.target, QByteArray("/gateway/" + m_id.toLatin1() + "@a%2Fb/health"));
        QCOMPARE(request.headers.value("x-rivet-token"), "a/b");
    }

    void refusesAnswersThatAreNoJson()
    {
        m_engine->intercept([](const ScriptedRequest &) { return ScriptedReply{.body = "[1]"}; });
        QCOMPARE(await(m_client->inspectState()).error().code, ErrorCode::ClientProtocol);
        QVERIFY(!await(m_client->callAction(u"increment"_s, {})));
    }

    void sendsNoneOfItsWritesWhileReadOnly()
    {
        m_http->setWriteMode(WriteMode::ReadOnly);
        QCOMPARE(await(m_client->wake()).error().code, ErrorCode::ClientReadOnly);
        QCOMPARE(await(m_client->callAction(u"increment"_s, {})).error().code, ErrorCode::ClientReadOnly);
        QCOMPARE(await(m_client->patchState(QCborMap())).error().code, ErrorCode::ClientReadOnly);
        QVERIFY(m_engine->requests().isEmpty());
        QVERIFY(await(m_client->inspectState()));
    }

private:
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    QString m_id;
    std::unique_ptr<GatewayClient> m_client;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestGatewayClient)
#include "tst_gatewayclient.moc"
