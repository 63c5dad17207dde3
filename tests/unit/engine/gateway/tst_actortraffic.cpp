// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gateway/actorcall.h"
#include "engine/gateway/actorsocket.h"
#include "protocol/base/limits.h"
#include "tests/unit/engine/gateway/trafficrig.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::gateway;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// HTTP requests and WebSockets between clients and actors, over the real core with the clock in the test's
/// hands.
class TestActorTraffic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aRequestWakesTheActorAndBringsTheAnswer();
    void aRequestToAnUnknownActorIsNotFound();
    void aRequestWhoseActorIsDestroyedMeanwhileIsTold();
    void anActorThatKeepsStoppingIsWokenEightTimesMore();
    void aRequestWithoutAnyEnvoyTimesOut();
    void anUndeliveredRequestIsSentAgain();
    void anEnvoyCannotAnswerForAnother();
    void aStoppedActorEndsItsRequests();
    void aClientThatLeavesAbortsItsRequest();
    void aRequestWithoutAnAnswerEnds();

    void aSocketCarriesMessagesBothWays();
    void aSocketThatCannotHibernateClosesWithItsActor();
    void aHibernatingSocketKeepsItsMessagesForTheNextGeneration();
    void acknowledgedMessagesAreNotSentAgain();
    void unacknowledgedMessagesAreSentAgainWhenTheEnvoyReturns();
    void whatAClientSentBeforeItClosedIsSentAgainWhenTheEnvoyReturns();
    void aClientThatHasClosedDoesNotCallItsActorBack();
    void anActorThatStopsHearsNoMoreMessages();
    void anActorThatStopsHearsAgainWhatItsHostHasLost();
    void anActorThatStopsHearsThatItsClientHasGone();
    void aClientThatClosesWhileItsActorStopsDoesNotCallItBack();
    void whatAStoppedActorHasNotAcknowledgedCallsItBackForItsClientsEnd();
    void aHibernatingSocketWhoseActorIsDestroyedCloses();
    void aClientThatClosesWhileTheActorSleepsIsReported();
    void anActorThatNeverAcceptsClosesTheSocket();
    void unacknowledgedMessagesEndTheSocketAfterAWhile();
    void tooManyUnacknowledgedMessagesEndTheSocket();
    void aSocketWhoseActorLeftBeforeAcceptingIsOpenedAgain();
    void aSocketThatNoActorEverAcceptsEnds();
    void aClientThatOutrunsTheActorsHostHasToWait();
    void aClientsRateIsHeldOnlyIfAsked();
    void aLimitedNumberOfSocketsWaitsForAnActor();

private:
    std::shared_ptr<NotingResponder> call(ActorId actorId);
    void openSocket(ActorId actorId, ClientEnd &client);
    void destroy(ActorId actorId);
    /// Whether the socket outlives a sleep of its actor.
    enum class Survives { No, Yes };
    /// With an actor that runs and has accepted.
    ActorId openSocketOfNewActor(ClientEnd &client, Survives survives);
    ActorId createActor() { return m_world->createActor(); }
    void start(ActorId actorId) { m_world->start(actorId); }
    void sleep(ActorId actorId) { m_world->sleep(actorId); }
    void answer(ToRivetTunnelKind kind) { m_world->answer(std::move(kind)); }

    std::unique_ptr<TrafficRig> m_world;
};

void TestActorTraffic::init()
{
    m_world = std::make_unique<TrafficRig>();
}

void TestActorTraffic::cleanup()
{
    m_world.reset();
}

std::shared_ptr<NotingResponder> TestActorTraffic::call(ActorId actorId)
{
    auto responder = std::make_shared<NotingResponder>();
    net::HttpRequest request{
        .method = "POST"_ba, .target = "/action/get"_ba, .headers = {{"host"_ba, "here"_ba}}};
    std::make_shared<ActorCall>(m_world->services(), actorId, request,
                                ReplyContext{.surface = Surface::Gateway, .rayId = "ray"_ba, .origin = {}},
                                responder)
        ->start();
    m_world->loop.runTasks();
    return responder;
}

void TestActorTraffic::openSocket(ActorId actorId, ClientEnd &client)
{
    auto socket =
        std::make_shared<ActorSocket>(m_world->services(), actorId, "/connect"_ba, Headers(), "ray"_ba);
    m_world->waiter.whenReady(actorId, [socket, &client](const Result<Placement> &placement) {
        socket->start(std::make_unique<NotingSocket>(client), *placement);
    });
    m_world->loop.runTasks();
}

ActorId TestActorTraffic::openSocketOfNewActor(ClientEnd &client, Survives survives)
{
    const ActorId actorId = createActor();
    start(actorId);
    openSocket(actorId, client);
    answer(WebSocketOpened{.canHibernate = survives == Survives::Yes});
    return actorId;
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

void TestActorTraffic::destroy(ActorId actorId)
{
    m_world->conductor.request(
        core::DestroyActor{.namespaceId = m_world->conductor.defaultNamespace(), .actorId = actorId},
        [](const Result<core::Answer> &) {});
    m_world->loop.runTasks();
}

void TestActorTraffic::aRequestWhoseActorIsDestroyedMeanwhileIsTold()
{
    const ActorId actorId = createActor();
    const auto responder = call(actorId);
    destroy(actorId);
    QCOMPARE(responder->answerCount, 0);
    start(actorId); // Only now can it be told to stop.
    m_world->conductor.report(actorId, core::ActorStopped{});
    m_world->loop.runTasks();
    QCOMPARE(responder->answerCount, 1);
    QCOMPARE(net::headerValue(responder->response.headers, "x-rivet-error"),
             "actor.destroyed_while_waiting_for_ready"_ba);
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

    answer(WebSocketMessageAck{.index = 1});
    client.handlers.onClosed(4000, "bye"_ba);
    QCOMPARE(m_world->uplink.lastAs<ClientWebSocketClose>().code, std::uint16_t{4000});
    QVERIFY(client.isDropped);
}

void TestActorTraffic::aSocketThatCannotHibernateClosesWithItsActor()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::No);
    sleep(actorId);
    QVERIFY(client.closed.has_value());
    QCOMPARE(client.closed->first, 1000);
    QCOMPARE(client.closed->second, "actor.stopped"_ba);
    QVERIFY(client.isDropped);
}

void TestActorTraffic::aHibernatingSocketKeepsItsMessagesForTheNextGeneration()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
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
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
    for (const char *text : {"one", "two", "three"})
        client.handlers.onMessage(text, net::FrameKind::Text);
    answer(WebSocketMessageAck{.index = 2});
    m_world->uplink.sent.clear();
    sleep(actorId);
    start(actorId);
    QCOMPARE(m_world->uplink.sent.size(), 1u);
    QCOMPARE(m_world->uplink.lastAs<WebSocketMessage>().data, "three"_ba);
}

void TestActorTraffic::unacknowledgedMessagesAreSentAgainWhenTheEnvoyReturns()
{
    ClientEnd client;
    (void) openSocketOfNewActor(client, Survives::Yes);
    for (const char *text : {"one", "two", "three"})
        client.handlers.onMessage(text, net::FrameKind::Text);
    answer(WebSocketMessageAck{.index = 1});
    m_world->uplink.sent.clear();
    m_world->traffic.envoyReturned(u"another"_s);
    QVERIFY(m_world->uplink.sent.empty());
    m_world->traffic.envoyReturned(u"envoy"_s);
    QCOMPARE(m_world->uplink.sent.size(), 2u);
    QCOMPARE(m_world->uplink.sent[0].message.messageId.messageIndex, 2);
    QCOMPARE(m_world->uplink.lastAs<WebSocketMessage>().data, "three"_ba);
}

void TestActorTraffic::whatAClientSentBeforeItClosedIsSentAgainWhenTheEnvoyReturns()
{
    ClientEnd client;
    (void) openSocketOfNewActor(client, Survives::Yes);
    for (const char *text : {"one", "two"})
        client.handlers.onMessage(text, net::FrameKind::Text);
    client.handlers.onClosed(1000, "bye");
    m_world->uplink.sent.clear();
    m_world->traffic.envoyReturned(u"envoy"_s);
    QCOMPARE(m_world->uplink.sent.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(m_world->uplink.sent[i].message.messageId.messageIndex, static_cast<std::uint16_t>(i + 1));
    QCOMPARE(m_world->uplink.lastAs<ClientWebSocketClose>().reason, u"bye"_s);

    answer(WebSocketMessageAck{.index = 2}); // Which may be the last that the actor says of it.
    m_world->uplink.sent.clear();
    m_world->traffic.envoyReturned(u"envoy"_s);
    QVERIFY(m_world->uplink.sent.empty());
    QCOMPARE(m_world->traffic.counts().sockets, 0u);
}

void TestActorTraffic::aClientThatHasClosedDoesNotCallItsActorBack()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
    client.handlers.onMessage("one", net::FrameKind::Text);
    client.handlers.onClosed(1000, "bye");
    QVERIFY(m_world->traffic.hibernating(actorId).empty());
    sleep(actorId);
    m_world->loop.runTasks();
    QVERIFY(m_world->conductor.engine().findActor(actorId)->sleepTs);
    QCOMPARE(m_world->traffic.counts().sockets, 0u);
}

void TestActorTraffic::anActorThatStopsHearsNoMoreMessages()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
    client.handlers.onMessage("before"_ba, net::FrameKind::Text);
    m_world->conductor.report(actorId, core::ActorWantsSleep{});
    m_world->loop.runTasks();
    const MessageId messageId = m_world->uplink.sent.back().message.messageId;
    m_world->uplink.sent.clear();
    client.handlers.onMessage("meanwhile"_ba, net::FrameKind::Text);
    m_world->loop.runTasks();
    QVERIFY(m_world->uplink.sent.empty());

    // What it still answers for is not sent again, and what waits calls it back.
    m_world->traffic.receive(u"envoy"_s,
                             {.messageId = messageId, .messageKind = WebSocketMessageAck{.index = 1}});
    m_world->conductor.report(actorId, core::ActorStopped{});
    m_world->loop.runTasks();
    QCOMPARE(m_world->conductor.starts.size(), 2u);
    start(actorId);
    QCOMPARE(m_world->uplink.sent.size(), 1u);
    QCOMPARE(m_world->uplink.lastAs<WebSocketMessage>().data, "meanwhile"_ba);
    QCOMPARE(m_world->uplink.sent.back().message.messageId.messageIndex, 2);
}

void TestActorTraffic::anActorThatStopsHearsAgainWhatItsHostHasLost()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
    client.handlers.onMessage("one"_ba, net::FrameKind::Text);
    client.handlers.onMessage("two"_ba, net::FrameKind::Text);
    m_world->conductor.report(actorId, core::ActorWantsSleep{});
    m_world->loop.runTasks();
    client.handlers.onMessage("meanwhile"_ba, net::FrameKind::Text);
    m_world->uplink.sent.clear();
    // Later ones of them may have waited for the host's return: a gap would end the socket.
    m_world->traffic.envoyReturned(u"envoy"_s);
    QCOMPARE(m_world->uplink.sent.size(), 2u);
    QCOMPARE(m_world->uplink.sent[0].message.messageId.messageIndex, 1);
    QCOMPARE(m_world->uplink.lastAs<WebSocketMessage>().data, "two"_ba);
}

void TestActorTraffic::anActorThatStopsHearsThatItsClientHasGone()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
    m_world->conductor.report(actorId, core::ActorWantsSleep{});
    m_world->loop.runTasks();
    answer(WebSocketMessageAck{.index = 1});
    client.handlers.onClosed(4000, "bye"_ba);
    QCOMPARE(m_world->uplink.lastAs<ClientWebSocketClose>().code, std::uint16_t{4000});
    QVERIFY(client.isDropped);
    m_world->conductor.report(actorId, core::ActorStopped{});
    m_world->loop.runTasks();
    QCOMPARE(m_world->conductor.starts.size(), 1u);
}

void TestActorTraffic::aClientThatClosesWhileItsActorStopsDoesNotCallItBack()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
    client.handlers.onMessage("sleep"_ba, net::FrameKind::Text);
    m_world->conductor.report(actorId, core::ActorWantsSleep{});
    m_world->loop.runTasks();
    client.handlers.onClosed(1000, "bye"_ba);
    QCOMPARE(m_world->uplink.lastAs<ClientWebSocketClose>().reason, u"bye"_s);
    QCOMPARE(m_world->uplink.sent.back().message.messageId.messageIndex, 2);

    answer(WebSocketMessageAck{.index = 1});
    m_world->conductor.report(actorId, core::ActorStopped{});
    m_world->loop.runTasks();
    QCOMPARE(m_world->conductor.starts.size(), 1u);
    QCOMPARE(m_world->traffic.counts().sockets, 0u);
}

void TestActorTraffic::whatAStoppedActorHasNotAcknowledgedCallsItBackForItsClientsEnd()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
    client.handlers.onMessage("one"_ba, net::FrameKind::Text);
    m_world->conductor.report(actorId, core::ActorWantsSleep{});
    m_world->loop.runTasks();
    client.handlers.onClosed(1000, "bye"_ba);
    m_world->uplink.sent.clear();
    m_world->traffic.envoyReturned(u"envoy"_s);
    QCOMPARE(m_world->uplink.sent.size(), 2u);

    m_world->conductor.report(actorId, core::ActorStopped{});
    m_world->loop.runTasks();
    m_world->uplink.sent.clear();
    start(actorId);
    QCOMPARE(m_world->uplink.sent.size(), 2u);
    QCOMPARE(m_world->uplink.sent.front().message.messageId.messageIndex, 1);
    QCOMPARE(m_world->uplink.lastAs<ClientWebSocketClose>().reason, u"bye"_s);
}

void TestActorTraffic::aHibernatingSocketWhoseActorIsDestroyedCloses()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
    sleep(actorId);
    destroy(actorId);
    QVERIFY(client.closed.has_value());
    QCOMPARE(client.closed->second, "actor.stopped"_ba);
}

void TestActorTraffic::aClientThatClosesWhileTheActorSleepsIsReported()
{
    ClientEnd client;
    const ActorId actorId = openSocketOfNewActor(client, Survives::Yes);
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
    ClientEnd client;
    (void) openSocketOfNewActor(client, Survives::Yes);
    client.handlers.onMessage("one"_ba, net::FrameKind::Text);
    m_world->loop.advance(limits::webSocketAckTimeout + 10s);
    QVERIFY(client.closed.has_value());
    QCOMPARE(client.closed->second, "guard.websocket_garbage_collected#ray"_ba);
}

void TestActorTraffic::tooManyUnacknowledgedMessagesEndTheSocket()
{
    ClientEnd client;
    (void) openSocketOfNewActor(client, Survives::Yes);
    for (int i = 0; i < limits::hibernatingMessageCountMax; ++i)
        client.handlers.onMessage("x"_ba, net::FrameKind::Text);
    QVERIFY(!client.closed);
    client.handlers.onMessage("x"_ba, net::FrameKind::Text);
    QCOMPARE(client.closed->second, "guard.websocket_pending_limit_reached#ray"_ba);
}

void TestActorTraffic::aSocketWhoseActorLeftBeforeAcceptingIsOpenedAgain()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    sleep(actorId);
    QVERIFY(!client.closed);
    QCOMPARE(m_world->conductor.starts.size(), 2u);
    start(actorId);
    QCOMPARE(m_world->uplink.lastAs<WebSocketOpen>().actorGeneration, 2u);
    QCOMPARE(m_world->uplink.sent.back().message.messageId.messageIndex, 0);
    answer(ActorWebSocketClose{.code = 1011, .reason = u"envoy.actor_not_found"_s});
    QCOMPARE(m_world->uplink.all<WebSocketOpen>().size(), 3u);
    answer(WebSocketOpened{.canHibernate = false});
    client.handlers.onMessage("hello"_ba, net::FrameKind::Text);
    QCOMPARE(m_world->uplink.lastAs<WebSocketMessage>().data, "hello"_ba);
    QCOMPARE(m_world->uplink.sent.back().message.messageId.messageIndex, 1);
}

void TestActorTraffic::aSocketThatNoActorEverAcceptsEnds()
{
    const ActorId actorId = createActor();
    start(actorId);
    ClientEnd client;
    openSocket(actorId, client);
    for (int i = 0; i < 20 && !client.closed; ++i)
        answer(ActorWebSocketClose{.code = 1011, .reason = u"envoy.actor_not_found"_s});
    QCOMPARE(m_world->uplink.all<WebSocketOpen>().size(), 7u);
    QCOMPARE(client.closed->second, "guard.actor_stopped_while_waiting#ray"_ba);
}

void TestActorTraffic::aClientThatOutrunsTheActorsHostHasToWait()
{
    ClientEnd client;
    (void) openSocketOfNewActor(client, Survives::No);
    client.handlers.onMessage("x"_ba, net::FrameKind::Text);
    QVERIFY(!client.isPaused);
    m_world->uplink.queued = 9 * limits::mebi;
    client.handlers.onMessage("x"_ba, net::FrameKind::Text);
    QVERIFY(client.isPaused);
    m_world->loop.advance(1s);
    QVERIFY(client.isPaused);
    m_world->uplink.queued = limits::mebi;
    m_world->loop.advance(1s);
    QVERIFY(!client.isPaused);
}

void TestActorTraffic::aClientsRateIsHeldOnlyIfAsked()
{
    const ActorId actorId = createActor();
    start(actorId);
    for (const bool isLimited : {false, true}) {
        m_world->sockets.limitsRate = isLimited;
        ClientEnd client;
        openSocket(actorId, client);
        answer(WebSocketOpened{.canHibernate = false});
        for (int i = 0; i < MessageRate::burst; ++i)
            client.handlers.onMessage("x"_ba, net::FrameKind::Text);
        QVERIFY(!client.isPaused);
        client.handlers.onMessage("x"_ba, net::FrameKind::Text);
        QCOMPARE(client.isPaused, isLimited);
        m_world->loop.advance(MessageRate::pause);
        QVERIFY(!client.isPaused);
        client.handlers.onMessage("x"_ba, net::FrameKind::Text);
        QCOMPARE(client.isPaused, isLimited);
        client.handlers.onClosed(1000, {});
    }
}

void TestActorTraffic::aLimitedNumberOfSocketsWaitsForAnActor()
{
    const ActorId actorId = createActor();
    start(actorId);
    std::vector<ClientEnd> clients(static_cast<std::size_t>(limits::requestsInFlightPerActorMax) + 1);
    for (ClientEnd &client : clients)
        openSocket(actorId, client);
    QCOMPARE(m_world->traffic.counts().sockets,
             static_cast<std::uint64_t>(limits::requestsInFlightPerActorMax));
    QCOMPARE(clients.back().closed->second, "guard.service_unavailable#ray"_ba);
    m_world->loop.advance(limits::webSocketOpenTimeout + 10s);
    QCOMPARE(m_world->traffic.counts().sockets, 0u);
    for (const ClientEnd &client : clients)
        QVERIFY(client.closed && client.isDropped);
}

QTEST_APPLESS_MAIN(TestActorTraffic)
#include "tst_actortraffic.moc"
