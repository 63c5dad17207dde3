// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/envoyhub.h"
#include "protocol/base/limits.h"
#include "protocol/envoy/codec.h"
#include "tests/support/manualloop.h"
#include "tests/support/testconductor.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::tunnel;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The envoy's end of a WebSocket, as a test sees it; it must outlive the socket.
struct EnvoyEnd {
    void send(const ToRivet &message) { sendBytes(envoy::encode(message)); }
    void sendBytes(const QByteArray &bytes) { handlers.onMessage(bytes, net::FrameKind::Binary); }
    void drop(const QByteArray &reason = {}) { handlers.onClosed(1006, reason); }

    template <class Kind>
    [[nodiscard]] std::vector<Kind> all() const
    {
        std::vector<Kind> found;
        for (const ToEnvoy &message : received)
            if (const auto *known = std::get_if<Kind>(&message))
                found.push_back(*known);
        return found;
    }

    std::vector<ToEnvoy> received;
    std::optional<std::pair<std::uint16_t, QByteArray>> closed;
    net::WebSocket::Handlers handlers;
};

class NotingSocket final : public net::WebSocket {
public:
    explicit NotingSocket(EnvoyEnd &end)
        : m_end(end)
    {}
    void start(Handlers handlers) override { m_end.handlers = std::move(handlers); }
    void send(QByteArray data, net::FrameKind) override
    {
        m_end.received.push_back(*envoy::decodeToEnvoy(data));
    }
    void close(std::uint16_t code, QByteArray reason) override
    {
        m_end.closed.emplace(code, std::move(reason));
    }
    [[nodiscard]] qsizetype queuedBytes() const override { return 0; }
    void pauseReading() override {}
    void resumeReading() override {}

private:
    EnvoyEnd &m_end;
};

class HeldKv final : public KvBackend {
public:
    void handle(ActorId, KvRequestData, Answered answered) override { open = std::move(answered); }

    Answered open;
};

/// Answers each kind of request with what tells it from the others.
class EchoingPages final : public SqliteBackend {
public:
    void handle(ActorId, SqliteGetPagesRequest request, Answered<SqliteGetPagesOk> answered) override
    {
        answered(SqliteGetPagesOk{.pages = {{.pgno = request.pgnos.at(0), .bytes = {}}}, .headTxid = 1});
    }
    void handle(ActorId, SqliteCommitRequest, Answered<SqliteCommitOk> answered) override
    {
        answered(SqliteCommitOk{2});
    }
    void handle(ActorId, SqliteCommitStageBeginRequest, Answered<SqliteCommitStageBeginOk> answered) override
    {
        answered(SqliteCommitStageBeginOk{3});
    }
    void handle(ActorId, SqliteCommitStageSegmentRequest,
                Answered<SqliteCommitStageSegmentOk> answered) override
    {
        answered(SqliteCommitStageSegmentOk{4});
    }
    void handle(ActorId, SqliteCommitFinalizeRequest, Answered<SqliteCommitOk> answered) override
    {
        answered(SqliteCommitOk{5});
    }
};

class NoTraffic final : public TrafficPort {
public:
    void receive(const QString &, ToRivetTunnelMessage message) override
    {
        received.push_back(std::move(message));
    }
    [[nodiscard]] std::vector<HibernatingRequest> hibernating(ActorId) const override { return {}; }

    std::vector<ToRivetTunnelMessage> received;
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
    void requestsToRunSqlAreRefused();

private:
    struct World {
        test::ManualLoop loop;
        test::TestConductor conductor{loop};
        HeldKv kv;
        EchoingPages pages;
        NoTraffic traffic;
        EnvoyHub hub{loop, conductor, kv, pages, traffic};
    };

    void connect(EnvoyEnd &end);
    void carryOutStarts();
    ActorId startActor(EnvoyEnd &end);
    [[nodiscard]] bool isThere() const;

    std::unique_ptr<World> m_world;
};

void TestEnvoyHub::init()
{
    m_world = std::make_unique<World>();
    m_world->loop.runTasks();
}

void TestEnvoyHub::connect(EnvoyEnd &end)
{
    m_world->hub.connect({.envoyKey = key,
                          .namespaceId = m_world->conductor.defaultNamespace(),
                          .pool = u"default"_s,
                          .version = 1},
                         std::make_unique<NotingSocket>(end), "ray"_ba);
    m_world->loop.runTasks();
}

/// What the shell around the core would do.
void TestEnvoyHub::carryOutStarts()
{
    for (const core::StartActor &start : std::exchange(m_world->conductor.starts, {}))
        m_world->hub.startActor(start);
}

ActorId TestEnvoyHub::startActor(EnvoyEnd &end)
{
    std::optional<ActorId> actorId;
    m_world->conductor.request(
        core::CreateActor{.namespaceId = m_world->conductor.defaultNamespace(),
                          .name = u"counter"_s,
                          .key = {},
                          .input = {},
                          .pool = u"default"_s},
        [&](const Result<core::Answer> &answer) { actorId = std::get<core::ActorCreated>(*answer).actorId; });
    m_world->loop.runTasks();
    carryOutStarts();
    if (!actorId || end.all<Commands>().empty())
        qFatal("The actor was not started.");
    return *actorId;
}

bool TestEnvoyHub::isThere() const
{
    return m_world->conductor.engine().envoys(m_world->conductor.defaultNamespace()).size() == 1;
}

void TestEnvoyHub::greetsAtOnceAndPings()
{
    EnvoyEnd end;
    connect(end);
    QVERIFY(std::holds_alternative<Init>(end.received.at(0)));
    QCOMPARE(std::get<Init>(end.received[0]).envoyLostThreshold, 15000);
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
    QVERIFY(std::holds_alternative<Init>(newer.received.at(0)));
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
    carryOutStarts();
    QCOMPARE(second.all<Commands>().size(), 1u);
    second.send(AckCommands{{second.all<Commands>()[0].commands[0].checkpoint}});
    connect(third);
    carryOutStarts();
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
    connect(second);
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
    end.handlers.onMessage("text"_ba, net::FrameKind::Text);
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

void TestEnvoyHub::requestsToRunSqlAreRefused()
{
    EnvoyEnd end;
    connect(end);
    end.send(SqliteExecRequest{.requestId = 3, .namespaceId = {}, .actorId = {}, .generation = 1, .sql = {}});
    const auto answers = end.all<SqliteExecResponse>();
    QCOMPARE(answers.at(0).requestId, 3u);
    QCOMPARE(std::get<SqliteError>(answers[0].result).code, u"unsupported"_s);
}

QTEST_APPLESS_MAIN(TestEnvoyHub)
#include "tst_envoyhub.moc"
