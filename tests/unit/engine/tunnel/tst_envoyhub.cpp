// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "protocol/envoy/codec.h"
#include "tests/unit/engine/tunnel/hubworld.h"

#include <QtTest/QTest>

#include <limits>

using namespace rove;
using namespace rove::tunnel;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// An envoy of any version, as a test sees it; it must outlive the socket.
struct EnvoyEnd : test::HostEnd {
    void send(const ToRivet &message) { sendBytes(*envoy::encode(message, protocolVersion)); }

    [[nodiscard]] ToEnvoy at(std::size_t i) const
    {
        return *envoy::decodeToEnvoy(frames.at(i), protocolVersion);
    }
    template <class Kind>
    [[nodiscard]] std::vector<Kind> all() const
    {
        std::vector<Kind> found;
        for (std::size_t i = 0; i < frames.size(); ++i)
            if (auto message = at(i); auto *known = std::get_if<Kind>(&message))
                found.push_back(std::move(*known));
        return found;
    }

    std::uint16_t protocolVersion = envoy::version;
};

const QString key = u"envoy-key"_s;

} // namespace

/// Envoys over WebSockets and the real core, with the clock in the test's hands.
class TestEnvoyHub : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void greetsAtOnceAndPings();
    void anOlderConnectionWithTheSameKeyIsEvicted();
    void anEnvoyThatDoesNotPongIsClosed();
    void aBrokenConnectionKeepsTheEnvoyForAWhile();
    void anEnvoyThatShutDownLeavesAtOnce();
    void aCommandIsRepeatedUntilItIsAcknowledged();
    void trafficWaitsForTheEnvoysReturn();
    void anEnvoyWithTooMuchTrafficWaitingIsLost();
    void eventsAreAcknowledgedNowAndThen();
    void framesThatAreNoMessagesAreIgnored();
    void aFrameOverTheLimitEndsTheConnection();
    void anAnswerGoesToTheConnectionThatAskedOnly();
    void pageRequestsAreAnsweredForOwnActorsOnly();
    void sqlRunsForOwnActorsOnly();
    void anEnvoyOfAnOlderVersionIsSpokenToInIt_data();
    void anEnvoyOfAnOlderVersionIsSpokenToInIt();
    void timesBeyondEveryClockAreTakenAsTheirEnds();

private:
    void connect(EnvoyEnd &end);
    ActorId startActor(EnvoyEnd &end);
    [[nodiscard]] bool isThere() const;

    std::unique_ptr<test::HubWorld> m_world;
};

void TestEnvoyHub::init()
{
    m_world = std::make_unique<test::HubWorld>();
}

void TestEnvoyHub::connect(EnvoyEnd &end)
{
    m_world->hub.connect({.envoyKey = key,
                          .namespaceId = m_world->conductor.defaultNamespace(),
                          .pool = u"default"_s,
                          .version = 1,
                          .protocolVersion = end.protocolVersion},
                         std::make_unique<test::NotingSocket>(end), "ray"_ba);
    m_world->loop.runTasks();
}

ActorId TestEnvoyHub::startActor(EnvoyEnd &end)
{
    const ActorId actorId = m_world->createActor();
    if (end.all<Commands>().empty())
        qFatal("The actor was not started.");
    return actorId;
}

bool TestEnvoyHub::isThere() const
{
    return m_world->conductor.engine().envoys(m_world->conductor.defaultNamespace()).size() == 1;
}

void TestEnvoyHub::greetsAtOnceAndPings()
{
    EnvoyEnd end;
    connect(end);
    QVERIFY(std::holds_alternative<Init>(end.at(0)));
    QCOMPARE(std::get<Init>(end.at(0)).envoyLostThreshold, 15000);
    QCOMPARE(end.all<Ping>().size(), 1u);
    m_world->loop.advance(3s);
    QCOMPARE(end.all<Ping>().size(), 2u);
    end.send(Pong{end.all<Ping>().back().ts - 25});
    QCOMPARE(m_world->conductor.engine().envoys(m_world->conductor.defaultNamespace()).at(0)->lastRtt, 25ms);
}

void TestEnvoyHub::anOlderConnectionWithTheSameKeyIsEvicted()
{
    EnvoyEnd older;
    EnvoyEnd newer;
    connect(older);
    connect(newer);
    QVERIFY(older.closed == std::pair(std::uint16_t(1000), "ws.eviction#ray"_ba));
    QVERIFY(std::holds_alternative<Init>(newer.at(0)));
    QVERIFY(isThere());
}

void TestEnvoyHub::anEnvoyThatDoesNotPongIsClosed()
{
    EnvoyEnd end;
    connect(end);
    m_world->loop.advance(12s);
    QVERIFY(!end.closed);
    m_world->loop.advance(3s);
    QVERIFY(end.closed == std::pair(std::uint16_t(1011), "ws.timed_out#ray"_ba));
    m_world->loop.advance(15s);
    QVERIFY(!isThere());
}

void TestEnvoyHub::aBrokenConnectionKeepsTheEnvoyForAWhile()
{
    EnvoyEnd first;
    EnvoyEnd second;
    connect(first);
    first.drop();
    m_world->loop.advance(6s);
    connect(second);
    m_world->loop.advance(6s);
    second.send(Pong{});
    QVERIFY(isThere());
    second.drop();
    m_world->loop.advance(15s);
    QVERIFY(!isThere());
}

void TestEnvoyHub::anEnvoyThatShutDownLeavesAtOnce()
{
    EnvoyEnd end;
    connect(end);
    end.drop("envoy.shutdown"_ba);
    QVERIFY(!isThere());
}

void TestEnvoyHub::aCommandIsRepeatedUntilItIsAcknowledged()
{
    EnvoyEnd first;
    EnvoyEnd second;
    EnvoyEnd third;
    connect(first);
    const ActorId actorId = startActor(first);
    connect(second);
    m_world->carryOut();
    QCOMPARE(second.all<Commands>().size(), 1u);
    second.send(AckCommands{{second.all<Commands>()[0].commands[0].checkpoint}});
    connect(third);
    m_world->carryOut();
    QVERIFY(third.all<Commands>().empty());
    QCOMPARE(m_world->conductor.engine().findActor(actorId)->generation, 1u);
}

void TestEnvoyHub::trafficWaitsForTheEnvoysReturn()
{
    EnvoyEnd first;
    EnvoyEnd second;
    connect(first);
    first.drop();
    m_world->hub.send(key, {.messageId = {}, .messageKind = WebSocketMessage{.data = "1"_ba}});
    m_world->hub.send(key, {.messageId = {}, .messageKind = WebSocketMessage{.data = "2"_ba}});
    const int returnCount = m_world->traffic.returnCount;
    connect(second);
    QCOMPARE(m_world->traffic.returnCount, returnCount + 1);
    const auto arrived = second.all<ToEnvoyTunnelMessage>();
    QCOMPARE(arrived.size(), 2u);
    QCOMPARE(std::get<WebSocketMessage>(arrived[1].messageKind).data, "2"_ba);
}

void TestEnvoyHub::anEnvoyWithTooMuchTrafficWaitingIsLost()
{
    EnvoyEnd end;
    connect(end);
    end.drop();
    const QByteArray half(limits::envoyBacklogBytesMax / 2 + 1, 'x');
    m_world->hub.send(key, {.messageId = {}, .messageKind = WebSocketMessage{.data = half}});
    m_world->loop.advance(1ms);
    QVERIFY(isThere());
    m_world->hub.send(key, {.messageId = {}, .messageKind = WebSocketMessage{.data = half}});
    m_world->loop.advance(1ms);
    QVERIFY(!isThere());
}

void TestEnvoyHub::eventsAreAcknowledgedNowAndThen()
{
    EnvoyEnd end;
    connect(end);
    const ActorId actorId = startActor(end);
    Events events;
    for (std::int64_t index = 0; index < 250; ++index)
        events.events.push_back(
            {.checkpoint = {.actorId = actorId.toString(), .generation = 1, .index = index},
             .inner = ActorSetAlarm{}});
    end.send(events);
    const auto acknowledged = end.all<AckEvents>();
    QCOMPARE(acknowledged.size(), 1u);
    QCOMPARE(acknowledged[0].lastEventCheckpoints.size(), 1u);
    QCOMPARE(acknowledged[0].lastEventCheckpoints[0].index, 249);
}

void TestEnvoyHub::framesThatAreNoMessagesAreIgnored()
{
    EnvoyEnd end;
    connect(end);
    end.sendBytes("\xff\xff"_ba);
    end.sendBytes(""_ba);
    end.sendText("text"_ba);
    QVERIFY(!end.closed);
    QVERIFY(isThere());
}

void TestEnvoyHub::aFrameOverTheLimitEndsTheConnection()
{
    EnvoyEnd end;
    connect(end);
    end.sendBytes(QByteArray(limits::tunnelPayloadBytesMax + 1, '\0'));
    QVERIFY(end.closed == std::pair(std::uint16_t(1011), "ws.invalid_packet#ray"_ba));
}

void TestEnvoyHub::anAnswerGoesToTheConnectionThatAskedOnly()
{
    EnvoyEnd first;
    EnvoyEnd second;
    connect(first);
    const ActorId actorId = startActor(first);
    const KvRequest request{.actorId = actorId.toString(), .requestId = 9, .data = KvGetRequest{}};
    first.send(request);
    KvBackend::Answered late = std::move(m_world->kv.open);
    connect(second);
    late(KvPutResponse{});
    QVERIFY(second.all<KvResponse>().empty());
    second.send(request);
    m_world->kv.open(KvPutResponse{});
    QCOMPARE(second.all<KvResponse>().at(0).requestId, 9u);
}

void TestEnvoyHub::pageRequestsAreAnsweredForOwnActorsOnly()
{
    EnvoyEnd end;
    connect(end);
    const QString actorId = startActor(end).toString();
    const auto ask = [&](const QString &id, std::optional<std::uint64_t> generation) {
        end.send(SqliteGetPagesRequest{.requestId = 4,
                                       .actorId = id,
                                       .pgnos = {7},
                                       .expectedGeneration = generation,
                                       .expectedHeadTxid = {}});
        return end.all<SqliteGetPagesResponse>().back();
    };
    QCOMPARE(ask(actorId, 1).requestId, 4u);
    QCOMPARE(std::get<SqliteGetPagesOk>(ask(actorId, 1).result).pages.at(0).pgno, 7u);
    QCOMPARE(std::get<SqliteError>(ask(actorId, {}).result).code, u"invalid_request"_s);
    QCOMPARE(std::get<SqliteError>(ask(actorId, 2).result).code, u"internal_error"_s);
    const QString stranger = ActorId::fromUuid(QUuid::createUuid(), 1).toString();
    QCOMPARE(std::get<SqliteError>(ask(stranger, 1).result).message, u"actor does not exist"_s);
    QCOMPARE(std::get<SqliteError>(ask(u"no id"_s, 1).result).message, u"actor does not exist"_s);
}

void TestEnvoyHub::sqlRunsForOwnActorsOnly()
{
    EnvoyEnd end;
    connect(end);
    const QString actorId = startActor(end).toString();
    const auto ask = [&](const QString &home, const QString &id, std::uint64_t generation) {
        end.send(SqliteExecRequest{.requestId = 3,
                                   .namespaceId = home,
                                   .actorId = id,
                                   .generation = generation,
                                   .sql = u"select 1"_s});
        return end.all<SqliteExecResponse>().back();
    };
    QCOMPARE(ask(u"default"_s, actorId, 1).requestId, 3u);
    QCOMPARE(std::get<SqliteExecOk>(ask(u"default"_s, actorId, 1).result).columns.at(0), u"select 1"_s);
    const QString stranger = ActorId::fromUuid(QUuid::createUuid(), 1).toString();
    for (const auto &[home, id, generation] :
         {std::tuple{u"nowhere"_s, actorId, 1}, {u"default"_s, stranger, 1}, {u"default"_s, actorId, 2}})
        QCOMPARE(std::get<SqliteError>(ask(home, id, static_cast<std::uint64_t>(generation)).result).message,
                 u"actor does not exist"_s);
    end.send(SqliteExecuteBatchRequest{
        .requestId = 5, .namespaceId = u"default"_s, .actorId = actorId, .generation = 1, .statements = {}});
    QCOMPARE(end.all<SqliteExecuteBatchResponse>().at(0).requestId, 5u);
}

void TestEnvoyHub::anEnvoyOfAnOlderVersionIsSpokenToInIt_data()
{
    QTest::addColumn<int>("version");
    for (int older = envoy::versionMin; older <= envoy::version; ++older)
        QTest::addRow("version %d", older) << older;
}

void TestEnvoyHub::anEnvoyOfAnOlderVersionIsSpokenToInIt()
{
    QFETCH(const int, version);
    EnvoyEnd end;
    end.protocolVersion = static_cast<std::uint16_t>(version);
    connect(end);
    QVERIFY(std::holds_alternative<Init>(end.at(0)));
    const ActorId actorId = startActor(end);
    const Checkpoint command = end.all<Commands>().at(0).commands.at(0).checkpoint;
    QCOMPARE(command.actorId, actorId.toString());
    end.send(
        Events{{{.checkpoint = {.actorId = command.actorId, .generation = command.generation, .index = 0},
                 .inner = ActorStateUpdate{ActorStateRunning{}}}}});
    QVERIFY(m_world->actor(actorId).connectableTs);

    m_world->hub.send(key, {.messageId = {}, .messageKind = WebSocketMessage{.data = "1"_ba}});
    QCOMPARE(std::get<WebSocketMessage>(end.all<ToEnvoyTunnelMessage>().at(0).messageKind).data, "1"_ba);
    end.send(ToRivetTunnelMessage{.messageId = {}, .messageKind = WebSocketMessageAck{7}});
    QCOMPARE(std::get<WebSocketMessageAck>(m_world->traffic.received.at(0).messageKind).index, 7);

    end.send(SqliteGetPagesRequest{.requestId = 4,
                                   .actorId = actorId.toString(),
                                   .pgnos = {7},
                                   .expectedGeneration = command.generation,
                                   .expectedHeadTxid = {}});
    const auto pages = std::get<SqliteGetPagesOk>(end.all<SqliteGetPagesResponse>().at(0).result);
    QCOMPARE(pages.pages.at(0).pgno, 7u);
}

void TestEnvoyHub::timesBeyondEveryClockAreTakenAsTheirEnds()
{
    EnvoyEnd end;
    connect(end);
    const ActorId actorId = startActor(end);
    const Checkpoint command = end.all<Commands>().at(0).commands.at(0).checkpoint;
    std::int64_t index = 0;
    for (const std::int64_t ts :
         {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        end.send(Pong{ts});
        end.send(Events{
            {{.checkpoint = {.actorId = command.actorId, .generation = command.generation, .index = index++},
              .inner = ActorSetAlarm{ts}}}});
    }
    QVERIFY(m_world->conductor.engine().findEnvoy(key)->lastRtt >= 0ms);
    QVERIFY(!m_world->actor(actorId).destroyTs);
}

QTEST_APPLESS_MAIN(TestEnvoyHub)
#include "tst_envoyhub.moc"
