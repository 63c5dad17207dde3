// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/client/inspectorsession.h"

#include <QtCore/QCborMap>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using Phase = InspectorSession::Phase;
using test::await;
using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;
using test::ScriptedServer;
namespace v6 = inspector::v6;

/// What a broken or malicious engine or actor can send: each ends in an error with a type, or is left out,
/// and nothing hangs or grows without bound.
class TestHostileInput : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_id = m_engine->addActor(u"counter"_s, u"a"_s, QCborMap{{u"count"_s, 1}}).record.actorId;
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        m_session = std::make_unique<InspectorSession>(*m_http, m_id);
    }

    void cleanup()
    {
        m_session.reset();
        m_http.reset();
        m_engine.reset();
    }

    // --- The inspector's socket ---

    void aStateBeyondTheFrameLimitEndsTheSession()
    {
        goLive();
        const QByteArray huge(32 * limits::mebi, 'x');
        m_engine->push(socket(), v6::StateUpdated{.state = cbor::encode(huge)});
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Failed, 30000);
        QCOMPARE(m_session->error()->code, ErrorCode::MessageOutgoingTooLong);
        // What was there before stays readable.
        QCOMPARE(m_session->state().value, QCborValue(QCborMap{{u"count"_s, 1}}));
    }

    void aStateJustBelowTheLimitArrives()
    {
        goLive();
        const QByteArray large(18 * limits::mebi, 'x');
        m_engine->push(socket(), v6::StateUpdated{.state = cbor::encode(large)});
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state().value->toByteArray().size(), large.size(), 30000);
        QCOMPARE(m_session->phase(), Phase::Live);
    }

    void badStatesAreToldAndTheSessionGoesOn_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no CBOR") << QByteArray("\xff\xff\xff", 3);
        QTest::newRow("cut short") << QByteArray("\x82\x01", 2);
        QTest::newRow("something after it") << QByteArray("\x01\x02", 2);
        QTest::newRow("a length beyond everything")
            << QByteArray("\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10);
        QTest::newRow("a string longer than the frame")
            << QByteArray("\x7b\x00\x00\x00\x7f\xff\xff\xff\xff", 9);
        QTest::newRow("nested beyond reason") << QByteArray(QByteArray(200000, '\x81') + '\x01');
        QTest::newRow("nested beyond reason, large") << QByteArray(QByteArray(2000000, '\x81') + '\x01');
        QTest::newRow("empty") << QByteArray("");
    }

    void badStatesAreToldAndTheSessionGoesOn()
    {
        QFETCH(QByteArray, bytes);
        goLive();
        QSignalSpy complaints(m_session.get(), &InspectorSession::complained);
        m_engine->push(socket(), v6::StateUpdated{.state = bytes});
        QTRY_COMPARE_WITH_TIMEOUT(complaints.count(), 1, 20000);
        QCOMPARE(m_session->phase(), Phase::Live);
        QCOMPARE(m_session->state().value, QCborValue(QCborMap{{u"count"_s, 1}}));
        m_engine->setState(m_id, 7);
        QTRY_COMPARE(m_session->state().value, QCborValue(7));
    }

    void badFramesAreToldAndTheSessionGoesOn()
    {
        goLive();
        QSignalSpy complaints(m_session.get(), &InspectorSession::complained);
        for (const QByteArray &frame :
             {QByteArray(), QByteArray(1, '\x7f'), QByteArray(100000, '\xff'), QByteArray(20, '\x05')})
            socket()->sendBinaryMessage(frame);
        socket()->sendTextMessage(u"hello"_s);
        QTRY_VERIFY(complaints.count() >= 4);
        QCOMPARE(m_session->phase(), Phase::Live);
    }

    void answersToNobodyAreIgnored()
    {
        goLive();
        for (quint64 id = 0; id < 2000; ++id)
            m_engine->push(socket(), v6::RpcsListResponse{.rid = {id + 1000}, .rpcs = {u"x"_s}});
        QCOMPARE(await(m_session->requestActions()).value(), QStringList{u"increment"_s});
    }

    void anActorsNamesAreWhateverTheyAre()
    {
        QStringList names{u"\u202Egnp.exe"_s, u"a\u0000b\u0007\u001B[31m"_s, u"\u2066\u2069"_s,
                          QString(1000000, u'k')};
        m_engine->actor(m_id).actions = names;
        goLive();
        QCOMPARE(m_session->actions(), names);
    }

    void aFloodOfStatesIsBoundedToTheNewest()
    {
        goLive();
        QSignalSpy states(m_session.get(), &InspectorSession::stateChanged);
        const QByteArray part(200 * limits::kibi, 'x');
        for (int i = 0; i < 200; ++i)
            m_engine->push(socket(), v6::StateUpdated{.state = cbor::encode(QCborArray{part, i})});
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state().value->toArray().at(1).toInteger(), 199, 30000);
        QVERIFY(states.count() <= 200);
    }

    void aFirstFrameThatIsNoGreetingIsRefused()
    {
        m_engine->interceptSockets([](QWebSocket *socket, const QString &) {
            socket->sendBinaryMessage(QByteArray(1000, '\x2a'));
            return true;
        });
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        QCOMPARE(m_session->error()->code, ErrorCode::ClientProtocol);
    }

    void aTokenRefusedInTheOldWayIsFetchedAgain()
    {
        // RivetKit before 2.3 closes with an internal error, which may be a wrong token or not.
        int refusals = 0;
        m_engine->interceptSockets([&refusals](QWebSocket *socket, const QString &) {
            if (refusals >= 2)
                return false;
            ++refusals;
            socket->close(QWebSocketProtocol::CloseCode(1011), u"rivetkit.internal_error"_s);
            return true;
        });
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Stale);
        QTRY_COMPARE(m_session->phase(), Phase::Live);
        QCOMPARE(m_engine->requestCount("GET", "/actors/" + m_id.toLatin1() + "/kv"), 3);
    }

    void aTokenThatIsRefusedIsSaidSo()
    {
        m_engine->interceptSockets([](QWebSocket *socket, const QString &) {
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"inspector.unauthorized"_s);
            return true;
        });
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        QCOMPARE(m_session->error()->code, ErrorCode::InspectorUnauthorized);
        GatewayClient gateway(*m_http, m_id);
        gateway.setInspectorToken(u"wrong"_s);
        QCOMPARE(await(gateway.inspectState()).error().code, ErrorCode::InspectorUnauthorized);
        QCOMPARE(await(gateway.patchState(1)).error().code, ErrorCode::InspectorUnauthorized);
        QCOMPARE(m_engine->actor(m_id).state, QCborValue(QCborMap{{u"count"_s, 1}}));
    }

    void anActorWithoutATokenIsSaidSo()
    {
        m_engine->actor(m_id).inspectorToken.clear();
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Stale);
        QCOMPARE(m_session->error()->code, ErrorCode::ActorKvKeyNotFound);
    }

    // --- HTTP ---

    void anAnswerThatDripsEndsAtItsTime()
    {
        const Drip drip(10ms, QByteArray(1, 'x'));
        HttpClient http(drip.endpoint(), WriteMode::ReadOnly);
        const Result<HttpResponse> response = await(http.send({.path = "/", .timeout = 400ms}));
        QCOMPARE(response.error().code, ErrorCode::ClientTimeout);
    }

    void anAnswerWithoutAnEndIsCutAtItsBound()
    {
        const Drip drip(0ms, QByteArray(limits::mebi, 'x'));
        HttpClient http(drip.endpoint(), WriteMode::ReadOnly);
        const Result<HttpResponse> response =
            await(http.send({.path = "/", .timeout = 20s, .answerBytesMax = 4 * limits::mebi}));
        QCOMPARE(response.error().code, ErrorCode::ClientProtocol);
        // What was taken in is near the bound; the rest never left the server.
        QVERIFY(drip.takenBytes() < 32 * limits::mebi);
    }

    void headersWithoutAnEndAreGivenUp()
    {
        const Drip drip(0ms, "X-Header: " + QByteArray(64 * limits::kibi, 'x') + "\r\n", Drip::Part::Head);
        HttpClient http(drip.endpoint(), WriteMode::ReadOnly);
        const Result<HttpResponse> response = await(http.send({.path = "/", .timeout = 5s}));
        QVERIFY(!response);
        QVERIFY(drip.takenBytes() < 256 * limits::mebi);
    }

    void badJsonIsAnErrorWithAType_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("not JSON") << "<html>"_ba;
        QTest::newRow("nested beyond reason") << QByteArray(200000, '[');
        QTest::newRow("another shape") << R"({"actors":7,"pagination":null})"_ba;
        QTest::newRow("rows of another shape") << R"({"actors":[7],"pagination":{"cursor":null}})"_ba;
        QTest::newRow("cut UTF-8") << QByteArray("{\"actors\":\"\xc3");
    }

    void badJsonIsAnErrorWithAType()
    {
        QFETCH(QByteArray, body);
        m_engine->intercept([body](const ScriptedRequest &) { return ScriptedReply{.body = body}; });
        const ManagerClient manager(*m_http);
        QCOMPARE(await(manager.actorsByName(u"counter"_s)).error().code, ErrorCode::ClientProtocol);
        QVERIFY(!await(manager.metadata()));
    }

    void keysAreWhateverTheyAre()
    {
        const QString key = u"\u202Ebidi\u0000\u0007"_s + QString(1000000, u'k');
        m_engine->addActor(u"odd"_s, key);
        const Result<Page<manager::Actor>> page = await(ManagerClient(*m_http).actorsByName(u"odd"_s));
        QVERIFY(page);
        QCOMPARE(page->rows.front().key, key);
    }

private:
    /// A server that sends the same part again and again, for ever, as fast as it is taken.
    class Drip {
    public:
        enum class Part { Head, Body };

        Drip(std::chrono::milliseconds pause, const QByteArray &part, Part where = Part::Body)
        {
            QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, pause, part, where] {
                QTcpSocket *socket = m_server.nextPendingConnection();
                socket->write(where == Part::Body ? "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
                                                  : "HTTP/1.1 200 OK\r\n");
                auto *timer = new QTimer(socket);
                QObject::connect(timer, &QTimer::timeout, socket, [socket, part] {
                    if (socket->bytesToWrite() == 0)
                        socket->write(part);
                });
                QObject::connect(socket, &QTcpSocket::bytesWritten, socket,
                                 [this](qint64 count) { m_taken += count; });
                timer->start(pause);
            });
            if (!m_server.listen(QHostAddress::LocalHost))
                qFatal("the server cannot listen");
        }

        [[nodiscard]] Endpoint endpoint() const
        {
            return Endpoint::parse(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())).value();
        }
        [[nodiscard]] qint64 takenBytes() const { return m_taken; }

    private:
        QTcpServer m_server;
        qint64 m_taken = 0;
    };

    void goLive()
    {
        m_session->open();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
    }

    [[nodiscard]] QWebSocket *socket() const { return m_engine->inspectors(m_id).constFirst(); }

    std::unique_ptr<ScriptedEngine> m_engine;
    QString m_id;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<InspectorSession> m_session;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestHostileInput)
#include "tst_hostileinput.moc"
