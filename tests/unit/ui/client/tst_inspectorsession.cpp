// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/client/inspectorsession.h"

#include <QtCore/QCborMap>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Phase = InspectorSession::Phase;
using inspector::Dialect;
using inspector::Framing;
using test::await;
using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;
namespace v6 = inspector::v6;

namespace {

QCborValue counted(int count)
{
    return QCborMap{{u"count"_s, count}};
}

} // namespace

class TestInspectorSession : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_id = m_engine->addActor(u"counter"_s, u"a"_s, counted(1)).record.actorId;
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        m_session = std::make_unique<InspectorSession>(*m_http, m_id);
    }

    void cleanup()
    {
        m_session.reset();
        m_http.reset();
        m_engine.reset();
    }

    void speaksEveryVersionInItsFraming_data()
    {
        QTest::addColumn<Dialect>("dialect");
        QTest::newRow("embedded 3") << Dialect{Framing::Embedded, 3};
        QTest::newRow("embedded 4") << Dialect{Framing::Embedded, 4};
        QTest::newRow("embedded 5") << Dialect{Framing::Embedded, 5};
        QTest::newRow("negotiated 6") << Dialect{Framing::Negotiated, 6};
    }

    void speaksEveryVersionInItsFraming()
    {
        QFETCH(Dialect, dialect);
        m_engine->setDialect(dialect);
        goLive();
        QCOMPARE(m_session->protocolVersion(), dialect.version);
        QCOMPARE(m_session->actions(), QStringList{u"increment"_s});
        QVERIFY(m_session->state().isEnabled);
        QCOMPARE(m_session->state().value, counted(1));
        QCOMPARE(await(m_session->requestState())->value, counted(1));
        QCOMPARE(await(m_session->requestActions()).value(), QStringList{u"increment"_s});
        QVERIFY(await(m_session->requestConnections())->empty());
        QCOMPARE(await(m_session->callAction(u"increment"_s, {5})).value(), QCborValue(QCborArray{5}));
        QVERIFY(await(m_session->patchState(counted(7))));
        QCOMPARE(m_session->state().value, counted(7));
    }

    void asksForTheNewestVersionWithTheTokenAsSubprotocol()
    {
        goLive();
        const ScriptedRequest upgrade = m_engine->requests().constLast();
        QCOMPARE(upgrade.target,
                 QByteArray("/gateway/" + m_id.toLatin1() + "/inspector/connect?protocol_version=6"));
        QCOMPARE(upgrade.headers.value("sec-websocket-protocol"), "rivet, rivet_inspector_token.token-of-1");
        QCOMPARE(m_session->token(), u"token-of-1"_s);
    }

    void reportsPushesOnceEach()
    {
        goLive();
        const QSignalSpy states(m_session.get(), &InspectorSession::stateChanged);
        m_engine->setState(m_id, counted(2));
        m_engine->setState(m_id, counted(2));
        m_engine->setState(m_id, counted(3));
        QTRY_COMPARE(m_session->state().value, counted(3));
        QCOMPARE(states.count(), 2);
        m_engine->push(socket(), v6::QueueUpdated{.queueSize = {4}});
        m_engine->push(socket(), v6::SchedulesUpdated{.schedules = {{.id = u"s"_s}}});
        m_engine->push(socket(), v6::ConnectionsUpdated{
                                     .connections = {{.id = u"c"_s, .details = cbor::encode(counted(1))}}});
        QTRY_COMPARE(m_session->connections().size(), 1U);
        QCOMPARE(m_session->connections().front().details, counted(1).toMap());
        QCOMPARE(m_session->queueSize(), 4U);
        QCOMPARE(m_session->schedules().front().id, u"s"_s);
    }

    void decodesLargeStatesElsewhereAndEndsWithTheNewest()
    {
        goLive();
        const QCborValue large = QByteArray(limits::inspectorInlineDecodeBytesMax, 'x');
        for (int i = 0; i <= 20; ++i)
            m_engine->setState(m_id, QCborArray{large, i});
        QTRY_COMPARE(m_session->state().value->toArray().at(1).toInteger(), 20);
        m_engine->setState(m_id, counted(9));
        QTRY_COMPARE(m_session->state().value, counted(9));
    }

    void tellsAnActorWithoutState()
    {
        m_engine->actor(m_id).isStateEnabled = false;
        goLive();
        QVERIFY(!m_session->state().isEnabled);
        QVERIFY(!m_session->state().value);
    }

    // --- Sleeping, losing, coming back ---

    void doesNotTouchASleepingActor()
    {
        m_engine->putToSleep(m_id);
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QCOMPARE(m_engine->reachedCount(m_id), 0);
        m_engine->wake(m_id);
        goLive();
    }

    void staysClosedWhenTheActorFallsAsleep()
    {
        goLive();
        const qsizetype reached = m_engine->reachedCount(m_id);
        m_engine->putToSleep(m_id);
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QCOMPARE(m_session->state().value, counted(1));
        QVERIFY(!await(m_session->requestState()));
        QCOMPARE(m_engine->reachedCount(m_id), reached);
    }

    void comesBackByItselfWhenTheTransportIsLost()
    {
        goLive();
        m_engine->cutConnections();
        QTRY_COMPARE(m_session->phase(), Phase::Stale);
        QVERIFY(m_session->error());
        QCOMPARE(m_session->state().value, counted(1));
        m_engine->actor(m_id).state = counted(2);
        QTRY_COMPARE(m_session->phase(), Phase::Live);
        QTRY_COMPARE(m_session->state().value, counted(2));
    }

    void staysStaleWhileTheEngineIsAway()
    {
        goLive();
        m_engine->close();
        QTRY_COMPARE(m_session->phase(), Phase::Stale);
        QTRY_COMPARE(m_session->error()->code, ErrorCode::ClientUnreachable);
        const QSignalSpy phases(m_session.get(), &InspectorSession::phaseChanged);
        m_engine->listen();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
        QCOMPARE(phases.constLast().constFirst().value<Phase>(), Phase::Live);
    }

    void doesNotWakeAnActorThatFellAsleepMeanwhile()
    {
        goLive();
        const qsizetype reached = m_engine->reachedCount(m_id);
        m_engine->close();
        m_engine->putToSleep(m_id);
        QTRY_COMPARE(m_session->phase(), Phase::Stale);
        m_engine->listen();
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QCOMPARE(m_engine->reachedCount(m_id), reached);
    }

    void fetchesTheTokenAgainWhenTheOldOneIsRefused()
    {
        goLive();
        m_engine->actor(m_id).inspectorToken = "another";
        m_engine->cutConnections();
        QTRY_COMPARE(m_session->phase(), Phase::Stale);
        QTRY_COMPARE(m_session->phase(), Phase::Live);
        QCOMPARE(m_session->token(), u"another"_s);
    }

    void givesUpWhenAFreshTokenIsRefused()
    {
        m_engine->interceptSockets([](QWebSocket *opened, const QString &) {
            opened->close(QWebSocketProtocol::CloseCodePolicyViolated, u"inspector.unauthorized"_s);
            return true;
        });
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        QCOMPARE(m_session->error()->code, ErrorCode::InspectorUnauthorized);
    }

    void waitsForATokenThatIsNotThereYet()
    {
        m_engine->actor(m_id).inspectorToken.clear();
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Stale);
        QCOMPARE(m_session->error()->code, ErrorCode::ActorKvKeyNotFound);
        m_engine->actor(m_id).inspectorToken = "late";
        QTRY_COMPARE(m_session->phase(), Phase::Live);
    }

    void understandsHowItIsClosed_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<Phase>("phase");
        QTest::addColumn<ErrorCode>("error");
        QTest::newRow("version") << 1002 << u"inspector.invalid_protocol_version"_s << Phase::Failed
                                 << ErrorCode::InspectorInvalidProtocolVersion;
        QTest::newRow("unknown actor")
            << 1011 << u"actor.not_found#2f6ray"_s << Phase::Failed << ErrorCode::ActorNotFound;
        QTest::newRow("datacenter") << 1011 << u"datacenter.not_found#ray"_s << Phase::Failed
                                    << ErrorCode::DatacenterNotFound;
        QTest::newRow("no runner") << 1011 << u"guard.actor_ready_timeout#ray"_s << Phase::Stale
                                   << ErrorCode::GuardActorReadyTimeout;
        QTest::newRow("teardown") << 1011 << u"inspector.runtime_missing"_s << Phase::Stale
                                  << ErrorCode::Foreign;
        QTest::newRow("too large") << 1009 << u"actor WebSocket message exceeds the maximum size"_s
                                   << Phase::Failed << ErrorCode::MessageOutgoingTooLong;
        QTest::newRow("text") << 1011 << u"some text"_s << Phase::Stale << ErrorCode::ClientClosed;
        QTest::newRow("going away") << 1001 << QString() << Phase::Stale << ErrorCode::ClientClosed;
    }

    void understandsHowItIsClosed()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        m_engine->interceptSockets([code, reason](QWebSocket *opened, const QString &) {
            opened->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
            return true;
        });
        m_session->open();
        QFETCH(Phase, phase);
        QTRY_COMPARE(m_session->phase(), phase);
        QTEST(m_session->error()->code, "error");
    }

    void saysThatTheActorIsGone()
    {
        m_engine->destroy(m_id);
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        QCOMPARE(m_session->error()->code, ErrorCode::ActorNotFound);
    }

    void saysThatItIsNotLetIn()
    {
        m_engine->setAdminToken("s3cret");
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        QCOMPARE(m_session->error()->code, ErrorCode::ApiForbidden);
    }

    void closesAndOpensAsOftenAsWanted()
    {
        for (int i = 0; i < 3; ++i) {
            goLive();
            m_session->close();
            QCOMPARE(m_session->phase(), Phase::Idle);
        }
        m_session->open();
        m_session->close();
        m_session->open();
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
        QTRY_COMPARE(m_engine->inspectors(m_id).size(), 1);
    }

    // --- Bad frames, errors, requests ---

    void refusesAServerWhoseFirstFrameIsNoGreeting_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("push") << QByteArray("\x04\x01", 2);
        QTest::newRow("version 9") << QByteArray("\x09\x00\x0d", 3);
        QTest::newRow("cut short") << QByteArray("\x11\x00", 2);
        QTest::newRow("nothing") << QByteArray();
    }

    void refusesAServerWhoseFirstFrameIsNoGreeting()
    {
        QFETCH(QByteArray, frame);
        m_engine->interceptSockets([frame](QWebSocket *opened, const QString &) {
            opened->sendBinaryMessage(frame);
            return true;
        });
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        QCOMPARE(m_session->error()->code, ErrorCode::ClientProtocol);
    }

    void goesOnAfterABadFrame()
    {
        goLive();
        QSignalSpy complaints(m_session.get(), &InspectorSession::complained);
        socket()->sendBinaryMessage(QByteArray("\x63\x00", 2));
        socket()->sendTextMessage(u"hello"_s);
        m_engine->push(socket(), v6::StateUpdated{.state = "\xff"});
        m_engine->push(socket(), v6::Error{.message = u"inspector.schedules_dropped"_s});
        QTRY_COMPARE(complaints.count(), 4);
        QCOMPARE(m_session->phase(), Phase::Live);
        QCOMPARE(m_session->state().value, counted(1));
        QVERIFY(await(m_session->requestState()));
    }

    void givesAnErrorToTheOldestRequest()
    {
        goLive();
        m_engine->setAction([](const QCborArray &) -> Result<QCborValue> {
            return std::unexpected(Error::fromWire(u"user"_s, u"my_code"_s, u"user failed"_s));
        });
        const Async<QCborValue> action = m_session->callAction(u"increment"_s, {});
        const Async<InspectedState> state = m_session->requestState();
        QCOMPARE(await(action).error().codeName(), u"my_code"_s);
        QCOMPARE(await(action).error().message, u"user failed"_s);
        QVERIFY(await(state));
    }

    void givesAnErrorOfAnOlderServerOnlyToALoneRequest()
    {
        m_engine->setDialect(Dialect{Framing::Embedded, 4});
        goLive();
        QSignalSpy complaints(m_session.get(), &InspectorSession::complained);
        m_engine->setAction([](const QCborArray &) -> Result<QCborValue> {
            return failure(ErrorCode::ActorActionNotFound, u"Action `x` was not found."_s);
        });
        const Async<QCborValue> first = m_session->callAction(u"x"_s, {});
        QCOMPARE(await(first).error().code, ErrorCode::ActorActionNotFound);
        const Async<QCborValue> second = m_session->callAction(u"x"_s, {});
        const Async<InspectedState> third = m_session->requestState();
        QVERIFY(await(third));
        QCOMPARE(complaints.count(), 1);
        QVERIFY(!second.isFinished());
        m_session->close();
        QCOMPARE(await(second).error().code, ErrorCode::ClientClosed);
    }

    void endsRequestsThatGetNoAnswer()
    {
        m_engine->interceptSockets([this](QWebSocket *opened, const QString &) {
            m_silent = opened;
            m_engine->push(opened, v6::Init{});
            return true;
        });
        goLive();
        const Async<InspectedState> first = m_session->requestState();
        const Result<InspectedState> answer = await(first);
        QCOMPARE(answer.error().code, ErrorCode::ClientTimeout);
        // A late error belongs to the request that was given up, not to the one that waits now.
        const Async<InspectedState> second = m_session->requestState();
        m_engine->push(m_silent, v6::Error{.message = u"too late"_s});
        m_engine->push(m_silent, v6::StateResponse{.rid = {2}, .state = {}, .isStateEnabled = false});
        QVERIFY(await(second));
    }

    void refusesMoreRequestsThanCanWait()
    {
        m_engine->interceptSockets([this](QWebSocket *opened, const QString &) {
            m_engine->push(opened, v6::Init{});
            return true;
        });
        goLive();
        QList<Async<InspectedState>> waiting;
        for (int i = 0; i < limits::inspectorPendingCountMax; ++i)
            waiting.append(m_session->requestState());
        QCOMPARE(await(m_session->requestState()).error().code, ErrorCode::ActorOverloaded);
        m_session.reset();
        QCOMPARE(await(waiting.constLast()).error().code, ErrorCode::ClientClosed);
    }

    void refusesAFrameBeyondTheLimit()
    {
        goLive();
        const QCborValue huge = QByteArray(limits::inspectorFrameBytesOutMax, 'x');
        QCOMPARE(await(m_session->patchState(huge)).error().code, ErrorCode::MessageIncomingTooLong);
        QCOMPARE(m_session->phase(), Phase::Live);
    }

    void closesOnAFrameBeyondTheLimit()
    {
        m_engine->interceptSockets([](QWebSocket *opened, const QString &) {
            opened->setOutgoingFrameSize(64 * limits::mebi);
            opened->sendBinaryMessage(QByteArray(limits::inspectorFrameBytesInMax + 1, 'x'));
            return true;
        });
        m_session->open();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Failed, 20000);
        QCOMPARE(m_session->error()->code, ErrorCode::MessageOutgoingTooLong);
    }

    void sendsNoneOfItsWritesWhileReadOnly()
    {
        m_http->setWriteMode(WriteMode::ReadOnly);
        goLive();
        QCOMPARE(await(m_session->callAction(u"increment"_s, {})).error().code, ErrorCode::ClientReadOnly);
        QCOMPARE(await(m_session->patchState(counted(2))).error().code, ErrorCode::ClientReadOnly);
        QVERIFY(await(m_session->requestState()));
        QCOMPARE(m_engine->actor(m_id).state, counted(1));
    }

private:
    void goLive()
    {
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
    }
    QWebSocket *socket() const { return m_engine->inspectors(m_id).constFirst(); }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<InspectorSession> m_session;
    QString m_id;
    QPointer<QWebSocket> m_silent;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestInspectorSession)
#include "tst_inspectorsession.moc"
