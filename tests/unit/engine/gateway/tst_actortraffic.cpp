// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/actorcall.h"
#include "engine/gateway/actorsocket.h"
#include "protocol/base/limits.h"
#include "tests/support/manualloop.h"
#include "tests/support/testconductor.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::gateway;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Sent {
    QString envoyKey;
    ToEnvoyTunnelMessage message;
};

class NotingUplink final : public Uplink {
public:
    void send(const QString &envoyKey, ToEnvoyTunnelMessage message) override
    {
        sent.push_back({.envoyKey = envoyKey, .message = std::move(message)});
    }
    template <class Kind>
    [[nodiscard]] const Kind &lastAs() const
    {
        return std::get<Kind>(sent.back().message.messageKind);
    }

    std::vector<Sent> sent;
};

class NotingResponder final : public net::HttpResponder {
public:
    void respond(net::HttpResponse answer) override
    {
        ++answerCount;
        response = std::move(answer);
    }
    void onGone(net::Task callback) override { gone = std::move(callback); }

    int answerCount = 0;
    net::HttpResponse response;
    net::Task gone;
};

/// The client's end, as a test sees it; it must outlive the socket.
struct ClientEnd {
    std::vector<std::pair<QByteArray, net::FrameKind>> received;
    std::optional<std::pair<std::uint16_t, QByteArray>> closed;
    net::WebSocket::Handlers handlers;
    bool isDropped = false;
};

class NotingSocket final : public net::WebSocket {
public:
    explicit NotingSocket(ClientEnd &end)
        : m_end(end)
    {}
    ~NotingSocket() override { m_end.isDropped = true; }
    void start(Handlers handlers) override { m_end.handlers = std::move(handlers); }
    void send(QByteArray data, net::FrameKind kind) override
    {
        m_end.received.emplace_back(std::move(data), kind);
    }
    void close(std::uint16_t code, QByteArray reason) override
    {
        m_end.closed.emplace(code, std::move(reason));
    }
    [[nodiscard]] qsizetype queuedBytes() const override { return 0; }
    void pauseReading() override {}
    void resumeReading() override {}

private:
    ClientEnd &m_end;
};

} // namespace

/// HTTP requests and WebSockets between clients and actors, over the real core with the clock in the test's
/// hands.
class TestActorTraffic : public QObject, public core::Conductor::Watcher {
    Q_OBJECT

public:
    void actorChanged(const core::ActorChanged &change) override
    {
        if (change.phase == core::ActorPhase::Stopped || change.phase == core::ActorPhase::Destroyed)
            m_world->traffic.actorLeft(change.actorId, change.phase);
        m_world->waiter.actorChanged(change);
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void aRequestWakesTheActorAndBringsTheAnswer();
    void aRequestToAnUnknownActorIsNotFound();
    void anActorThatKeepsStoppingIsWokenEightTimesMore();
    void aRequestWithoutAnyEnvoyTimesOut();
    void anUndeliveredRequestIsSentAgain();
    void anEnvoyCannotAnswerForAnother();
    void aStoppedActorEndsItsRequests();
    void aClientThatLeavesAbortsItsRequest();
    void aRequestWithoutAnAnswerEnds();
    void anAnswerInChunksArrivesWhole();
    void anAnswerInChunksOverTheLimitFails();

    void aSocketCarriesMessagesBothWays();
    void aSocketThatCannotHibernateClosesWithItsActor();
    void aHibernatingSocketKeepsItsMessagesForTheNextGeneration();
    void acknowledgedMessagesAreNotSentAgain();
    void aHibernatingSocketWhoseActorIsDestroyedCloses();
    void aClientThatClosesWhileTheActorSleepsIsReported();
    void anActorThatNeverAcceptsClosesTheSocket();
    void unacknowledgedMessagesEndTheSocketAfterAWhile();

private:
    struct World {
        test::ManualLoop loop;
        test::TestConductor conductor{loop};
        NotingUplink uplink;
        ActorWaiter waiter{loop, conductor};
        Traffic traffic{loop, conductor.engine(), uplink};
    };

    ActorId createActor();
    void start(ActorId actorId);
    void sleep(ActorId actorId);
    std::shared_ptr<NotingResponder> call(ActorId actorId);
    void answer(ToRivetTunnelKind kind);
    Services services() { return {m_world->loop, m_world->conductor, m_world->waiter, m_world->traffic}; }
    void openSocket(ActorId actorId, ClientEnd &client);

    std::unique_ptr<World> m_world;
    MessageId m_lastId;
};

void TestActorTraffic::init()
{
    m_world = std::make_unique<World>();
    m_world->conductor.watch(*this);
    m_world->loop.runTasks();
    m_world->conductor.joinEnvoy(u"envoy"_s);
    m_world->loop.runTasks();
}

void TestActorTraffic::cleanup()
{
    m_world.reset();
}

ActorId TestActorTraffic::createActor()
{
    ActorId actorId;
    m_world->conductor.request(core::CreateActor{.namespaceId = m_world->conductor.defaultNamespace(),
                                                 .name = u"counter"_s,
                                                 .key = u"key"_s,
                                                 .pool = u"default"_s},
                               [&](const Result<core::Answer> &created) {
                                   actorId = std::get<core::ActorCreated>(*created).actorId;
                               });
    m_world->loop.runTasks();
    return actorId;
}

void TestActorTraffic::start(ActorId actorId)
{
    m_world->conductor.report(actorId, core::ActorRunning{});
    m_world->loop.runTasks();
}

void TestActorTraffic::sleep(ActorId actorId)
{
    m_world->conductor.report(actorId, core::ActorWantsSleep{});
    m_world->loop.runTasks();
    m_world->conductor.report(actorId, core::ActorStopped{});
    m_world->loop.runTasks();
}

std::shared_ptr<NotingResponder> TestActorTraffic::call(ActorId actorId)
{
    auto responder = std::make_shared<NotingResponder>();
    net::HttpRequest request{
        .method = "POST"_ba, .target = "/action/get"_ba, .headers = {{"host"_ba, "here"_ba}}};
    std::make_shared<ActorCall>(services(), actorId, request,
                                ReplyContext{.surface = Surface::Gateway, .rayId = "ray"_ba, .origin = {}},
                                responder)
        ->start();
    m_world->loop.runTasks();
    return responder;
}

void TestActorTraffic::answer(ToRivetTunnelKind kind)
{
    m_world->traffic.receive(u"envoy"_s, {.messageId = m_world->uplink.sent.back().message.messageId,
                                          .messageKind = std::move(kind)});
    m_world->loop.runTasks();
}

void TestActorTraffic::openSocket(ActorId actorId, ClientEnd &client)
{
    auto socket = std::make_shared<ActorSocket>(services(), actorId, "/connect"_ba, Headers(), "ray"_ba);
    m_world->waiter.whenReady(actorId, [&](const Result<Placement> &placement) {
        socket->start(std::make_unique<NotingSocket>(client), *placement);
    });
    m_world->loop.runTasks();
}

void TestActorTraffic::aRequestWakesTheActorAndBringsTheAnswer()
{
    const ActorId actorId = createActor();
    start(actorId);
    sleep(actorId);
    const auto responder = call(actorId);
    QCOMPARE(m_world->conductor.starts.size(), 2u);
    QVERIFY(m_world->uplink.sent.empty());

    start(actorId);
    const auto &request = m_world->uplink.lastAs<RequestStart>();
    QCOMPARE(request.actorId, actorId.toString());
    QCOMPARE(request.actorGeneration, 2u);
    QCOMPARE(request.path, u"/action/get"_s);
    QCOMPARE(request.headers.at(u"x-rivet-ray-id"_s), u"ray"_s);

    answer(ResponseStart{.status = 201, .headers = {{u"x-own"_s, u"1"_s}}, .body = "body"_ba});
    QCOMPARE(responder->answerCount, 1);
    QCOMPARE(responder->response.status, 201);
    QCOMPARE(responder->response.body, "body"_ba);
    QCOMPARE(net::headerValue(responder->response.headers, "x-own"), "1"_ba);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-actor"), actorId.toString().toLatin1());
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-actor-generation"), "2"_ba);
}

void TestActorTraffic::aRequestToAnUnknownActorIsNotFound()
{
    const auto responder = call(ActorId::fromUuid(QUuid::createUuid(), 1));
    QCOMPARE(responder->response.status, 404);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"), "actor.not_found"_ba);
}

void TestActorTraffic::anActorThatKeepsStoppingIsWokenEightTimesMore()
{
    const ActorId actorId = createActor();
    start(actorId);
    sleep(actorId);
    const auto responder = call(actorId);
    int startCount = 0;
    while (responder->answerCount == 0 && startCount < 20) {
        const auto known = m_world->conductor.starts.size();
        m_world->conductor.report(actorId, core::ActorStopped{.ok = false, .message = u"no"_s});
        m_world->loop.runTasks();
        // Between two starts there may be a back-off.
        for (int i = 0; i < 100 && m_world->conductor.starts.size() == known && responder->answerCount == 0;
             ++i)
            m_world->loop.advance(100ms);
        ++startCount;
    }
    QCOMPARE(responder->response.status, 503);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"),
             "guard.actor_wake_retries_exceeded"_ba);
    QCOMPARE(startCount, 1 + limits::actorWakeRetryCountMax);
}

void TestActorTraffic::aRequestWithoutAnyEnvoyTimesOut()
{
    const ActorId actorId = createActor();
    start(actorId);
    sleep(actorId);
    m_world->conductor.submit(core::EnvoyLeft{u"envoy"_s});
    m_world->loop.runTasks();
    const auto responder = call(actorId);
    m_world->loop.advance(limits::actorReadyTimeout - 1ms);
    QCOMPARE(responder->answerCount, 0);
    m_world->loop.advance(1ms);
    QCOMPARE(responder->response.status, 503);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"), "guard.actor_ready_timeout"_ba);
}

void TestActorTraffic::anUndeliveredRequestIsSentAgain()
{
    const ActorId actorId = createActor();
    start(actorId);
    const auto responder = call(actorId);
    answer(ResponseStart{.status = 503, .headers = {{u"x-rivet-error"_s, u"envoy.actor_not_found"_s}}});
    QCOMPARE(responder->answerCount, 0);
    m_world->loop.advance(150ms);
    QCOMPARE(m_world->uplink.sent.size(), 2u);
    answer(ResponseStart{.status = 200, .headers = {}, .body = "done"_ba});
    QCOMPARE(responder->response.body, "done"_ba);
    QCOMPARE(responder->answerCount, 1);
}

void TestActorTraffic::anEnvoyCannotAnswerForAnother()
{
    const ActorId actorId = createActor();
    start(actorId);
    const auto responder = call(actorId);
    m_world->traffic.receive(u"stranger"_s, {.messageId = m_world->uplink.sent.back().message.messageId,
                                             .messageKind = ResponseStart{.status = 200}});
    QCOMPARE(responder->answerCount, 0);
    answer(ResponseStart{.status = 204});
    QCOMPARE(responder->response.status, 204);
}

void TestActorTraffic::aStoppedActorEndsItsRequests()
{
    const ActorId actorId = createActor();
    start(actorId);
    const auto responder = call(actorId);
    sleep(actorId);
    QCOMPARE(responder->response.status, 503);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"),
             "guard.actor_stopped_while_waiting"_ba);
}

void TestActorTraffic::aClientThatLeavesAbortsItsRequest()
{
    const ActorId actorId = createActor();
    start(actorId);
    const auto responder = call(actorId);
    responder->gone();
    QCOMPARE(m_world->uplink.lastAs<RequestAbort>().reason.kind, AbortKind::Cancelled);
    answer(ResponseStart{});
    QCOMPARE(responder->answerCount, 0);
}

void TestActorTraffic::aRequestWithoutAnAnswerEnds()
{
    const ActorId actorId = createActor();
    start(actorId);
    const auto responder = call(actorId);
    m_world->loop.advance(limits::responseStartTimeout + 10s);
    QCOMPARE(responder->response.status, 504);
}

void TestActorTraffic::anAnswerInChunksArrivesWhole()
{
    const ActorId actorId = createActor();
    start(actorId);
    const auto responder = call(actorId);
    answer(ResponseStart{.status = 200, .headers = {}, .body = {}, .stream = true});
    answer(ResponseChunk{.body = "one "_ba, .finish = false});
    QCOMPARE(responder->answerCount, 0);
    answer(ResponseChunk{.body = "two"_ba, .finish = true});
    QCOMPARE(responder->answerCount, 1);
    QCOMPARE(responder->response.body, "one two"_ba);
}

void TestActorTraffic::anAnswerInChunksOverTheLimitFails()
{
    const ActorId actorId = createActor();
    start(actorId);
    const auto responder = call(actorId);
    answer(ResponseStart{.status = 200, .headers = {}, .body = {}, .stream = true});
    answer(ResponseChunk{.body = QByteArray(limits::httpBodyBytesMax, 'x'), .finish = false});
    QCOMPARE(responder->answerCount, 0);
    answer(ResponseChunk{.body = "x"_ba, .finish = true});
    QCOMPARE(responder->response.status, 503);
    QCOMPARE(m_world->uplink.lastAs<RequestAbort>().actorId, actorId.toString());
}

void TestActorTraffic::aSocketCarriesMessagesBothWays()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    QCOMPARE(m_world->uplink.lastAs<WebSocketOpen>().path, u"/connect"_s);
    QVERIFY(!client.handlers.onMessage);

    answer(WebSocketOpened{.canHibernate = true});
    client.handlers.onMessage("hello"_ba, net::FrameKind::Text);
    QCOMPARE(m_world->uplink.lastAs<WebSocketMessage>().data, "hello"_ba);
    QVERIFY(!m_world->uplink.lastAs<WebSocketMessage>().binary);
    QCOMPARE(m_world->uplink.sent.back().message.messageId.messageIndex, 1);

    answer(WebSocketMessage{.data = "back"_ba, .binary = true});
    QCOMPARE(client.received.size(), 1u);
    QCOMPARE(client.received[0].second, net::FrameKind::Binary);

    client.handlers.onClosed(4000, "bye"_ba);
    QCOMPARE(m_world->uplink.lastAs<ClientWebSocketClose>().code, std::uint16_t{4000});
    QVERIFY(client.isDropped);
}

void TestActorTraffic::aSocketThatCannotHibernateClosesWithItsActor()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    answer(WebSocketOpened{.canHibernate = false});
    sleep(actorId);
    QVERIFY(client.closed.has_value());
    QCOMPARE(client.closed->first, 1000);
    QCOMPARE(client.closed->second, "actor.stopped"_ba);
    QVERIFY(client.isDropped);
}

void TestActorTraffic::aHibernatingSocketKeepsItsMessagesForTheNextGeneration()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    answer(WebSocketOpened{.canHibernate = true});
    sleep(actorId);
    QVERIFY(!client.closed);
    QCOMPARE(m_world->traffic.hibernating(actorId).size(), 1u);
    QCOMPARE(m_world->conductor.starts.size(), 1u);

    m_world->uplink.sent.clear();
    client.handlers.onMessage("one"_ba, net::FrameKind::Text);
    client.handlers.onMessage("two"_ba, net::FrameKind::Text);
    m_world->loop.runTasks();
    QCOMPARE(m_world->conductor.starts.size(), 2u);
    QVERIFY(m_world->uplink.sent.empty());

    start(actorId);
    QCOMPARE(m_world->uplink.sent.size(), 2u);
    QCOMPARE(m_world->uplink.sent[0].message.messageId.messageIndex, 1);
    QCOMPARE(std::get<WebSocketMessage>(m_world->uplink.sent[0].message.messageKind).data, "one"_ba);
    QCOMPARE(m_world->uplink.sent[1].message.messageId.messageIndex, 2);

    client.handlers.onMessage("three"_ba, net::FrameKind::Text);
    QCOMPARE(m_world->uplink.sent.back().message.messageId.messageIndex, 3);
}

void TestActorTraffic::acknowledgedMessagesAreNotSentAgain()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    answer(WebSocketOpened{.canHibernate = true});
    for (const char *text : {"one", "two", "three"})
        client.handlers.onMessage(text, net::FrameKind::Text);
    answer(WebSocketMessageAck{.index = 2});
    m_world->uplink.sent.clear();
    sleep(actorId);
    start(actorId);
    QCOMPARE(m_world->uplink.sent.size(), 1u);
    QCOMPARE(m_world->uplink.lastAs<WebSocketMessage>().data, "three"_ba);
}

void TestActorTraffic::aHibernatingSocketWhoseActorIsDestroyedCloses()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    answer(WebSocketOpened{.canHibernate = true});
    sleep(actorId);
    m_world->conductor.request(
        core::DestroyActor{.namespaceId = m_world->conductor.defaultNamespace(), .actorId = actorId},
        [](const Result<core::Answer> &) {});
    m_world->loop.runTasks();
    QVERIFY(client.closed.has_value());
    QCOMPARE(client.closed->second, "actor.stopped"_ba);
}

void TestActorTraffic::aClientThatClosesWhileTheActorSleepsIsReported()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    answer(WebSocketOpened{.canHibernate = true});
    sleep(actorId);
    client.handlers.onClosed(1006, {});
    m_world->loop.runTasks();
    start(actorId);
    const auto &close = m_world->uplink.lastAs<ClientWebSocketClose>();
    QCOMPARE(close.code, std::uint16_t{1011});
    QCOMPARE(close.reason, u"ws.downstream_closed"_s);
    QVERIFY(m_world->traffic.hibernating(actorId).empty());
}

void TestActorTraffic::anActorThatNeverAcceptsClosesTheSocket()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    m_world->loop.advance(limits::webSocketOpenTimeout + 10s);
    QVERIFY(client.closed.has_value());
    QCOMPARE(client.closed->first, 1011);
    QCOMPARE(client.closed->second, "guard.websocket_open_timeout#ray"_ba);
}

void TestActorTraffic::unacknowledgedMessagesEndTheSocketAfterAWhile()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    answer(WebSocketOpened{.canHibernate = true});
    client.handlers.onMessage("one"_ba, net::FrameKind::Text);
    m_world->loop.advance(limits::webSocketAckTimeout + 10s);
    QVERIFY(client.closed.has_value());
    QCOMPARE(client.closed->second, "guard.websocket_garbage_collected#ray"_ba);
}

QTEST_APPLESS_MAIN(TestActorTraffic)
#include "tst_actortraffic.moc"
