// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/join/envoyclient.h"
#include "protocol/base/limits.h"
#include "tests/support/manualloop.h"
#include "tests/unit/engine/join/scriptedclient.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::join {

using namespace envoy::v8;
using test::EngineEnd;

namespace {

const QString actorId = u"actor"_s;

Init greeting()
{
    return {.envoyLostThreshold = 15'000, .actorStopThreshold = 30'000, .maxResponsePayloadSize = 100'000};
}

Commands startCommand(std::uint32_t generation = 1)
{
    return {.commands = {{.checkpoint = {.actorId = actorId, .generation = generation, .index = 1},
                          .inner = CommandStartActor{}}}};
}

Commands stopCommand(StopReason reason)
{
    return {.commands = {{.checkpoint = {.actorId = actorId, .generation = 1, .index = 2},
                          .inner = CommandStopActor{.reason = reason}}}};
}

Events reported(std::int64_t index, Event inner, std::uint32_t generation = 1)
{
    return {.events = {{.checkpoint = {.actorId = actorId, .generation = generation, .index = index},
                        .inner = std::move(inner)}}};
}

Events running(std::int64_t index = 0)
{
    return reported(index, ActorStateUpdate{.state = ActorStateRunning{}});
}

Events stopped(std::int64_t index, StopCode code = StopCode::Ok)
{
    return reported(index, ActorStateUpdate{.state = ActorStateStopped{.code = code, .message = {}}});
}

ToRivetTunnelMessage answerTo(std::uint8_t request, QByteArray body)
{
    return {.messageId = {.gatewayId = {1}, .requestId = {request}, .messageIndex = 0},
            .messageKind = ResponseStart{.status = 200, .headers = {}, .body = std::move(body)}};
}

KvRequest read(std::uint32_t id)
{
    return {.actorId = actorId, .requestId = id, .data = KvGetRequest{.keys = {"key"}}};
}

} // namespace

/// An envoy's life with an engine that a test plays, with the clock in the test's hands.
class EnvoyClientTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void connectsAsTheProtocolWants();
    void passesMessagesOnInBothDirections();
    void failsOnceIfTheFirstAttemptDoes();
    void saysWhyTheEngineRefusesIt();

    void comesBackWithGrowingPauses();
    void beginsWithShortPausesAfterALongConnection();
    void breaksOffIfTheEngineFallsSilent();
    void makesThePoolAgainIfTheEngineHasLostIt();
    void endsIfTheEngineSendsItAway();

    void repeatsEventsThatWereNotAcknowledged();
    void asksTheStorageAgain();
    void holdsTrafficUntilItIsBack();
    void failsSqlThatWentWithTheConnection();
    void dropsWhatAnswersAnOlderConnection();
    void givesActorsUpOnceTheEngineMustHave();
    void keepsActorsIfItIsBackInTime();
    void givesActorsUpIfTheyHaveTooMuchToSay();
    void neverTellsThatALostActorEndedWell();

    void drainsBeforeItGoes();
    void drainsOnlyAsLongAsItMay();
    void saysAgainThatItStops();
    void answersInsteadOfWhatIsTooLarge();
    void letsTheGatewayRepeatWhatCameTooLate();

private:
    EngineEnd &join();
    EngineEnd &comeBack();
    std::chrono::milliseconds pauseBeforeNextAttempt();

    std::unique_ptr<rove::test::ManualLoop> m_loop;
    std::unique_ptr<test::ScriptedClient> m_net;
    std::unique_ptr<EnvoyClient> m_client;
    std::vector<ToEnvoy> m_heard;
    int m_joinedCount = 0;
    std::optional<Error> m_ended;
};

void EnvoyClientTest::init()
{
    m_heard.clear();
    m_joinedCount = 0;
    m_ended.reset();
    m_loop = std::make_unique<rove::test::ManualLoop>();
    m_net = std::make_unique<test::ScriptedClient>(*m_loop);
    const auto answer = [](const QByteArray &body) { return net::HttpResponse{.body = body}; };
    m_net->answers = {
        {"GET /metadata", answer(R"({"runtime":"engine","version":"2.3.19","envoy_protocol_version":8})")},
        {"GET /datacenters", answer(R"({"datacenters":[{"label":1,"name":"home","url":"http://engine"}],)"
                                    R"("pagination":{"cursor":null}})")},
        {"GET /runner-configs", answer(R"({"runner_configs":{"pool":{"datacenters":{"home":{"normal":{}}}}},)"
                                       R"("pagination":{"cursor":null}})")}};
    m_client = std::make_unique<EnvoyClient>(*m_loop, *m_net,
                                             EngineAddress{.endpoint = QUrl(u"https://engine/base/"_s),
                                                           .token = u"tok"_s,
                                                           .namespaceName = u"a b"_s,
                                                           .pool = u"pool"_s,
                                                           .version = 7,
                                                           .envoyKey = u"key"_s},
                                             1);
    m_net->answers.emplace("GET /base/metadata", m_net->answers.at("GET /metadata"));
    m_net->answers.emplace("GET /base/datacenters", m_net->answers.at("GET /datacenters"));
    m_net->answers.emplace("GET /base/runner-configs", m_net->answers.at("GET /runner-configs"));
    m_client->start({.onMessage = [this](ToEnvoy message) { m_heard.push_back(std::move(message)); },
                     .onJoined = [this] { ++m_joinedCount; },
                     .onEnded = [this](Error error) { m_ended = std::move(error); }});
    m_loop->runTasks();
}

void EnvoyClientTest::cleanup()
{
    m_client.reset();
    m_net.reset();
    m_loop.reset();
}

EngineEnd &EnvoyClientTest::join()
{
    EngineEnd &end = m_net->open();
    end.send(greeting());
    return end;
}

std::chrono::milliseconds EnvoyClientTest::pauseBeforeNextAttempt()
{
    std::chrono::milliseconds pause = 0ms;
    while (!m_net->isOpening() && pause < 60s) {
        m_loop->advance(10ms);
        pause += 10ms;
    }
    return pause;
}

EngineEnd &EnvoyClientTest::comeBack()
{
    pauseBeforeNextAttempt();
    EngineEnd &end = m_net->open();
    end.send(greeting());
    return end;
}

void EnvoyClientTest::connectsAsTheProtocolWants()
{
    QVERIFY(m_net->isOpening());
    QCOMPARE(m_net->socketRequest.url.toEncoded(),
             "https://engine/base/envoys/connect?protocol_version=8&namespace=a%20b&envoy_key=key&version=7"
             "&pool_name=pool"_ba);
    QCOMPARE(m_net->offered, QByteArrayList({"rivet", "rivet_token.tok"}));
    QCOMPARE(m_client->datacenter(), u"home"_s);
    QCOMPARE(m_joinedCount, 0);
    join();
    QCOMPARE(m_joinedCount, 1);
}

void EnvoyClientTest::passesMessagesOnInBothDirections()
{
    EngineEnd &end = join();
    QVERIFY(std::holds_alternative<Init>(m_heard.at(0)));
    m_client->send(Metadata{.prepopulateActorNames = {}, .metadata = u"{}"_s});
    end.send(startCommand());
    m_client->send(running());
    end.send(Ping{.ts = 5});
    m_client->send(Pong{.ts = 5});
    QCOMPARE(end.received.size(), std::size_t(3));
    QVERIFY(std::holds_alternative<Metadata>(end.received[0]));
    QVERIFY(std::holds_alternative<Events>(end.received[1]));
    QCOMPARE(std::get<Pong>(end.received[2]).ts, 5);
    QCOMPARE(m_heard.size(), std::size_t(3));
    end.handlers.onMessage("no message", net::FrameKind::Binary);
    end.handlers.onMessage("text", net::FrameKind::Text);
    QCOMPARE(m_heard.size(), std::size_t(3));
    QVERIFY(!end.closed);
}

void EnvoyClientTest::failsOnceIfTheFirstAttemptDoes()
{
    m_net->refuse({.code = ErrorCode::ClientUnreachable, .message = u"No way."_s});
    QVERIFY(m_ended);
    QCOMPARE(m_ended->code, ErrorCode::ClientUnreachable);
    m_loop->advance(5min);
    QVERIFY(!m_net->isOpening());
}

void EnvoyClientTest::saysWhyTheEngineRefusesIt()
{
    m_net->open().close("namespace.not_found#ray");
    QVERIFY(m_ended);
    QCOMPARE(m_ended->code, ErrorCode::NamespaceNotFound);
    QVERIFY(m_ended->message.contains("--namespace"_L1));
    QCOMPARE(m_joinedCount, 0);
}

void EnvoyClientTest::comesBackWithGrowingPauses()
{
    join().close("ws.going_away#ray");
    std::chrono::milliseconds expected = 1s;
    for (int attempt = 0; attempt < 8; ++attempt) {
        const auto pause = pauseBeforeNextAttempt();
        QVERIFY2(pause >= expected && pause <= expected * 5 / 4 + 10ms,
                 qPrintable(QString::number(pause.count())));
        expected = std::min<std::chrono::milliseconds>(expected * 2, 30s);
        m_net->refuse({.code = ErrorCode::ClientUnreachable, .message = u"No way."_s});
    }
    QVERIFY(!m_ended);
    pauseBeforeNextAttempt();
    m_net->open().send(greeting());
    QCOMPARE(m_joinedCount, 1);
}

void EnvoyClientTest::beginsWithShortPausesAfterALongConnection()
{
    join().close({});
    for (int attempt = 0; attempt < 4; ++attempt) {
        pauseBeforeNextAttempt();
        m_net->refuse({.code = ErrorCode::ClientUnreachable, .message = u"No way."_s});
    }
    pauseBeforeNextAttempt();
    EngineEnd &end = m_net->open();
    end.send(greeting());
    for (int second = 0; second < 61; ++second) {
        m_loop->advance(1s);
        end.send(Ping{.ts = second});
    }
    end.close({});
    QVERIFY(pauseBeforeNextAttempt() <= 1260ms);
}

void EnvoyClientTest::breaksOffIfTheEngineFallsSilent()
{
    EngineEnd &end = join();
    m_loop->advance(19s);
    end.send(Ping{.ts = 1});
    m_loop->advance(19s);
    QVERIFY(!end.closed);
    m_loop->advance(2s);
    QVERIFY(end.closed);
    QVERIFY(end.isGone);
    comeBack();
    QVERIFY(!m_ended);
}

void EnvoyClientTest::makesThePoolAgainIfTheEngineHasLostIt()
{
    join().close("ws.no_runner_config#ray");
    const std::size_t before = m_net->requests.size();
    m_loop->advance(2s);
    QCOMPARE(m_net->requests.size(), before + 3);
    QVERIFY(m_net->isOpening());
}

void EnvoyClientTest::endsIfTheEngineSendsItAway()
{
    EngineEnd &end = join();
    end.send(startCommand());
    m_client->send(running());
    m_heard.clear();
    end.close("ws.eviction#ray");
    QVERIFY(m_ended);
    QCOMPARE(m_ended->code, ErrorCode::ClientClosed);
    QCOMPARE(m_heard.size(), std::size_t(1)); // The actors stop.
    m_loop->advance(5min);
    QVERIFY(!m_net->isOpening());
}

void EnvoyClientTest::repeatsEventsThatWereNotAcknowledged()
{
    EngineEnd &first = join();
    first.send(startCommand());
    m_client->send(running(0));
    m_client->send(reported(1, ActorSetAlarm{.alarmTs = 5}));
    m_client->send(reported(2, ActorIntent{.intent = ActorIntentSleep{}}));
    first.send(AckEvents{.lastEventCheckpoints = {{.actorId = actorId, .generation = 1, .index = 1}}});
    first.close({});
    m_client->send(reported(3, ActorSetAlarm{.alarmTs = 6}));
    EngineEnd &second = comeBack();
    const auto repeated = second.all<Events>();
    QCOMPARE(repeated.size(), std::size_t(1));
    QCOMPARE(repeated[0].events.size(), std::size_t(2));
    QCOMPARE(repeated[0].events[0].checkpoint.index, 2);
    QCOMPARE(repeated[0].events[1].checkpoint.index, 3);
    // Still not acknowledged, so told once more.
    second.close({});
    QCOMPARE(comeBack().all<Events>().at(0).events.size(), std::size_t(2));
}

void EnvoyClientTest::asksTheStorageAgain()
{
    EngineEnd &first = join();
    for (const std::uint32_t id : {9U, 3U, 5U})
        m_client->send(read(id));
    first.send(KvResponse{.requestId = 3, .data = KvGetResponse{}});
    first.close({});
    m_client->send(read(1));
    const auto asked = comeBack().all<KvRequest>();
    QCOMPARE(asked.size(), std::size_t(3));
    QCOMPARE(asked[0].requestId, 9U);
    QCOMPARE(asked[1].requestId, 5U);
    QCOMPARE(asked[2].requestId, 1U);
}

void EnvoyClientTest::holdsTrafficUntilItIsBack()
{
    join().close({});
    m_client->send(answerTo(1, "one"));
    m_client->send(answerTo(2, "two"));
    EngineEnd &second = comeBack();
    const auto answers = second.all<ToRivetTunnelMessage>();
    QCOMPARE(answers.size(), std::size_t(2));
    QCOMPARE(std::get<ResponseStart>(answers[0].messageKind).body, "one"_ba);
    second.close({});
    QVERIFY(comeBack().all<ToRivetTunnelMessage>().empty()); // Once is enough.
}

void EnvoyClientTest::failsSqlThatWentWithTheConnection()
{
    EngineEnd &first = join();
    m_client->send(SqliteExecuteRequest{.requestId = 1, .actorId = actorId, .sql = u"sent"_s});
    QCOMPARE(first.all<SqliteExecuteRequest>().size(), std::size_t(1));
    m_heard.clear();
    first.close({});
    QCOMPARE(m_heard.size(), std::size_t(1));
    const auto &answer = std::get<SqliteExecuteResponse>(m_heard[0]);
    QCOMPARE(answer.requestId, 1U);
    QCOMPARE(std::get<SqliteError>(answer.result).code, u"remote_indeterminate_result"_s);
    m_client->send(SqliteExecuteRequest{.requestId = 2, .actorId = actorId, .sql = u"not yet"_s});
    EngineEnd &second = comeBack();
    const auto asked = second.all<SqliteExecuteRequest>();
    QCOMPARE(asked.size(), std::size_t(1));
    QCOMPARE(asked[0].sql, u"not yet"_s);
    second.send(SqliteExecuteResponse{.requestId = 2, .result = ExecuteResult{}});
    m_heard.clear();
    second.close({});
    QVERIFY(m_heard.empty());
}

void EnvoyClientTest::dropsWhatAnswersAnOlderConnection()
{
    join().close({});
    m_client->send(Pong{.ts = 1});
    m_client->send(AckCommands{});
    QVERIFY(comeBack().received.empty());
}

void EnvoyClientTest::givesActorsUpOnceTheEngineMustHave()
{
    EngineEnd &first = join();
    first.send(startCommand(3));
    m_client->send(reported(0, ActorStateUpdate{.state = ActorStateRunning{}}, 3));
    m_client->send(read(1));
    first.close({});
    m_client->send(answerTo(1, "late"));
    m_heard.clear();
    m_loop->advance(14'900ms);
    QVERIFY(m_heard.empty());
    m_loop->advance(200ms);
    QCOMPARE(m_heard.size(), std::size_t(1));
    const auto &stop = std::get<Commands>(m_heard[0]).commands.at(0);
    QCOMPARE(stop.checkpoint.actorId, actorId);
    QCOMPARE(stop.checkpoint.generation, 3U);
    QVERIFY(stop.checkpoint.index > 1);
    QCOMPARE(std::get<CommandStopActor>(stop.inner).reason, StopReason::Lost);
    EngineEnd &second = m_net->open();
    second.send(greeting());
    QVERIFY(second.all<KvRequest>().empty());
    QVERIFY(second.all<ToRivetTunnelMessage>().empty());
}

void EnvoyClientTest::keepsActorsIfItIsBackInTime()
{
    EngineEnd &first = join();
    first.send(startCommand());
    m_client->send(running());
    first.close({});
    EngineEnd &second = comeBack();
    m_heard.clear();
    for (int i = 0; i < 10; ++i) {
        m_loop->advance(5s);
        second.send(Ping{.ts = i});
    }
    QCOMPARE(m_heard.size(), std::size_t(10)); // Nothing but the pings.
}

void EnvoyClientTest::givesActorsUpIfTheyHaveTooMuchToSay()
{
    EngineEnd &first = join();
    first.send(startCommand());
    m_client->send(running());
    first.close({});
    m_heard.clear();
    const QByteArray mebibyte(limits::mebi, 'x');
    for (int i = 0; i < 64; ++i)
        m_client->send(answerTo(1, mebibyte));
    QVERIFY(m_heard.empty());
    m_client->send(answerTo(1, mebibyte));
    QCOMPARE(m_heard.size(), std::size_t(1));
    QVERIFY(std::holds_alternative<Commands>(m_heard[0]));
    QVERIFY(comeBack().all<ToRivetTunnelMessage>().empty());
}

void EnvoyClientTest::neverTellsThatALostActorEndedWell()
{
    EngineEnd &first = join();
    first.send(startCommand());
    m_client->send(running(0));
    first.close({});
    m_loop->advance(16s);
    m_client->send(stopped(1)); // The runtime obeys.
    EngineEnd &second = m_net->open();
    second.send(greeting());
    const auto events = second.all<Events>().at(0).events;
    const auto &update = std::get<ActorStateUpdate>(events.back().inner);
    QCOMPARE(std::get<ActorStateStopped>(update.state).code, StopCode::Error);
}

void EnvoyClientTest::drainsBeforeItGoes()
{
    EngineEnd &end = join();
    end.send(startCommand());
    m_client->send(running(0));
    bool isDrained = false;
    m_client->drain(10s, [&] { isDrained = true; });
    QCOMPARE(end.all<Stopping>().size(), std::size_t(1));
    m_loop->advance(5s);
    QVERIFY(!isDrained);
    end.send(stopCommand(StopReason::GoingAway));
    m_client->send(stopped(1));
    m_loop->runTasks();
    QVERIFY(isDrained);
    const auto last = std::get<ActorStateUpdate>(end.all<Events>().back().events[0].inner);
    QCOMPARE(std::get<ActorStateStopped>(last.state).code, StopCode::Ok);

    m_client->send(Stopping{}); // What the runtime says of itself is known already.
    QCOMPARE(end.all<Stopping>().size(), std::size_t(1));
    bool isDown = false;
    m_client->shutDown([&] { isDown = true; });
    QCOMPARE(end.closed->first, 1000);
    QCOMPARE(end.closed->second, "envoy.shutdown"_ba);
    QVERIFY(!isDown);
    end.close("envoy.shutdown");
    QVERIFY(isDown);
    m_loop->advance(5min);
    QVERIFY(!m_net->isOpening());
    QVERIFY(!m_ended);
}

void EnvoyClientTest::drainsOnlyAsLongAsItMay()
{
    EngineEnd &end = join();
    end.send(startCommand());
    m_client->send(running(0));
    bool isDrained = false;
    m_client->drain(10s, [&] { isDrained = true; });
    end.send(Ping{.ts = 1});
    m_loop->advance(10s);
    QVERIFY(isDrained);
    // The engine has not asked for it, and would take it for the actor's own wish.
    m_client->send(stopped(1));
    const auto last = std::get<ActorStateUpdate>(end.all<Events>().back().events[0].inner);
    QCOMPARE(std::get<ActorStateStopped>(last.state).code, StopCode::Error);
    bool isDown = false;
    m_client->shutDown([&] { isDown = true; });
    m_loop->advance(1min);
    QVERIFY(isDown);
}

void EnvoyClientTest::saysAgainThatItStops()
{
    EngineEnd &first = join();
    first.send(startCommand());
    m_client->send(running(0));
    bool isDrained = false;
    m_client->drain(10s, [&] { isDrained = true; });
    first.close({});
    QCOMPARE(comeBack().all<Stopping>().size(), std::size_t(1));
    QVERIFY(!isDrained);
}

void EnvoyClientTest::answersInsteadOfWhatIsTooLarge()
{
    EngineEnd &end = join();
    m_client->send(answerTo(1, QByteArray(99'000, 'x')));
    m_client->send(answerTo(2, QByteArray(100'001, 'x')));
    m_client->send(ToRivetTunnelMessage{
        .messageId = {.gatewayId = {1}, .requestId = {3}, .messageIndex = 4},
        .messageKind = WebSocketMessage{.data = QByteArray(100'001, 'x'), .binary = true}});
    const auto sent = end.all<ToRivetTunnelMessage>();
    QCOMPARE(sent.size(), std::size_t(3));
    QCOMPARE(std::get<ResponseStart>(sent[0].messageKind).status, 200);
    QCOMPARE(std::get<ResponseStart>(sent[1].messageKind).status, 500);
    QCOMPARE(sent[1].messageId.requestId[0], 2);
    QCOMPARE(std::get<ActorWebSocketClose>(sent[2].messageKind).code, 1011);
    QCOMPARE(sent[2].messageId.messageIndex, 4);
}

void EnvoyClientTest::letsTheGatewayRepeatWhatCameTooLate()
{
    EngineEnd &end = join();
    const auto answer = [this](std::uint16_t status, const QString &error) {
        m_client->send(ToRivetTunnelMessage{
            .messageId = {},
            .messageKind =
                ResponseStart{.status = status, .headers = {{u"x-rivet-error"_s, error}}, .body = "body"}});
    };
    answer(503, u"envoy.actor_not_found"_s);
    answer(503, u"actor.overloaded"_s);
    answer(404, u"envoy.actor_not_found"_s); // The actor's own words.
    QStringList told;
    for (const ToRivetTunnelMessage &message : end.all<ToRivetTunnelMessage>())
        told.append(std::get<ResponseStart>(message.messageKind).headers.at(u"x-rivet-error"_s));
    QCOMPARE(told, QStringList({u"guard.actor_stopped_while_waiting"_s, u"actor.overloaded"_s,
                                u"envoy.actor_not_found"_s}));
}

} // namespace rove::join

QTEST_APPLESS_MAIN(rove::join::EnvoyClientTest)
#include "tst_envoyclient.moc"
