// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "protocol/runner/codec.h"
#include "tests/unit/engine/tunnel/hubworld.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::runner::v7;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using envoy::v8::ActorStateRunning;
using envoy::v8::ActorStateUpdate;
using envoy::v8::EventWrapper;

/// A runner of any version, as a test sees it; it must outlive the socket.
struct RunnerEnd : test::HostEnd {
    explicit RunnerEnd(int version = runner::version)
        : dialect{.version = version}
    {}

    void send(const ToServer &message) { sendBytes(*runner::encode(message, dialect)); }
    void introduce() { send(init); }
    void report(const CommandWrapper &start, envoy::v8::Event event, std::int64_t index)
    {
        Checkpoint checkpoint = start.checkpoint;
        checkpoint.index = index;
        send(Events{{{.checkpoint = std::move(checkpoint), .inner = std::move(event)}}});
    }

    [[nodiscard]] ToClient at(std::size_t i) const { return **runner::decodeToClient(frames.at(i), dialect); }
    template <class Kind>
    [[nodiscard]] std::vector<Kind> all() const
    {
        std::vector<Kind> found;
        for (std::size_t i = 0; i < frames.size(); ++i)
            if (auto message = at(i); auto *known = std::get_if<Kind>(&message))
                found.push_back(std::move(*known));
        return found;
    }
    [[nodiscard]] std::vector<CommandWrapper> commands() const
    {
        std::vector<CommandWrapper> found;
        for (Commands &each : all<Commands>())
            std::ranges::move(each.commands, std::back_inserter(found));
        return found;
    }
    [[nodiscard]] QString runnerId() const { return all<ToClientInit>().at(0).runnerId; }

    ToServerInit init{.name = u"default"_s, .version = 1, .totalSlots = 10};
    runner::Dialect dialect;
};

const envoy::v8::Event running = ActorStateUpdate{ActorStateRunning{}};

using Closed = std::pair<std::uint16_t, QByteArray>;

} // namespace

/// Runners over WebSockets and the real core, with the clock in the test's hands
/// (spec/runner-envoy.md 1.2 to 1.5).
class TestRunners : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void hearsItsIdFirst_data();
    void hearsItsIdFirst();
    void isShownOutIfItSaysNothing();
    void isShownOutIfItSaysSomethingElse_data();
    void isShownOutIfItSaysSomethingElse();
    void mayLeaveBeforeItSaysWhoItIs();
    void isTheSameRunnerUnderTheSameKey();
    void isAnotherRunnerInAnotherPool();
    void isClosedWithoutPongs();
    void livesByItsOwnPingsInVersion3();
    void takesAnActorAndIsToldOnce();
    void hearsRepeatedCommandsAfterItsGreeting();
    void keepsTheLastEventOfAnActorToRepeat();
    void saysWhoItIsOnce();
    void isNotServedForForeignActors();
    void isGoneAtOnceAfterItsFarewell();
    void countsGenerationsAndCommandsFromZero();
    void isAnotherProcessIfItRepeatsNothing();
    void isAnotherProcessThoughTheFirstRepeatedWhatIsPast();
    void isTheSameProcessIfItRepeatsItsEvents();

private:
    void connect(RunnerEnd &end, const QString &key = u"key"_s);
    [[nodiscard]] std::size_t runnerCount() const;

    std::unique_ptr<test::HubWorld> m_world;
};

void TestRunners::init()
{
    m_world = std::make_unique<test::HubWorld>();
}

void TestRunners::connect(RunnerEnd &end, const QString &key)
{
    m_world->hub.connect({.envoyKey = {},
                          .namespaceId = m_world->conductor.defaultNamespace(),
                          .pool = {},
                          .kind = core::HostKind::Runner,
                          .runnerKey = key,
                          .totalSlots = {},
                          .protocolVersion = static_cast<std::uint16_t>(end.dialect.version)},
                         std::make_unique<test::NotingSocket>(end), "ray"_ba);
}

std::size_t TestRunners::runnerCount() const
{
    return m_world->conductor.engine().runners(m_world->conductor.defaultNamespace()).size();
}

void TestRunners::hearsItsIdFirst_data()
{
    QTest::addColumn<int>("version");
    for (int known = runner::versionMin; known <= runner::version; ++known)
        QTest::addRow("version %d", known) << known;
}

void TestRunners::hearsItsIdFirst()
{
    QFETCH(const int, version);
    RunnerEnd end(version);
    end.init.metadata = u"{\"rivetkit\":{}}"_s;
    connect(end);
    QVERIFY(end.frames.empty());
    end.introduce();
    const auto greeting = std::get<ToClientInit>(end.at(0));
    QVERIFY(RunnerId::parse(greeting.runnerId));
    const core::Policy &policy = m_world->conductor.engine().policy();
    QCOMPARE(greeting.metadata.runnerLostThreshold, policy.envoyLostThreshold.count());
    QCOMPARE(greeting.metadata.actorStopThreshold, version >= 6 ? policy.actorStopThreshold.count() : 0);

    const core::Envoy &record =
        *m_world->conductor.engine().runners(m_world->conductor.defaultNamespace()).at(0);
    QCOMPARE(record.runnerId.toString(), greeting.runnerId);
    QCOMPARE(record.runnerKey, u"key"_s);
    QCOMPARE(record.pool, u"default"_s);
    QCOMPARE(record.totalSlots, 10u);
    QVERIFY(record.metadata && record.metadata->contains(u"rivetkit"_s));
}

void TestRunners::isShownOutIfItSaysNothing()
{
    RunnerEnd end;
    connect(end);
    m_world->loop.advance(4999ms);
    QVERIFY(!end.closed);
    m_world->loop.advance(1ms);
    QVERIFY(end.closed == Closed(1011, "ws.timed_out_waiting_for_init#ray"));
    QCOMPARE(runnerCount(), 0u);
}

void TestRunners::isShownOutIfItSaysSomethingElse_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray wrongMessage = "ws.invalid_initial_packet#ray"_ba;
    const QByteArray noMessage = "ws.invalid_packet#ray"_ba;
    runner::Dialect newest;
    QTest::addRow("another message") << 7 << *runner::encode(Stopping{}, newest) << wrongMessage;
    QTest::addRow("no pool") << 7 << *runner::encode(ToServerInit{}, newest) << wrongMessage;
    QTest::addRow("a pool's name without end")
        << 7 << *runner::encode(ToServerInit{.name = QString(129, u'p')}, newest) << wrongMessage;
    QTest::addRow("no bytes") << 7 << QByteArray() << noMessage;
    QTest::addRow("an unknown tag") << 7 << "\x63"_ba << noMessage;
    QTest::addRow("a name longer than the frame") << 7
                                                  << "\x00\xff\xff\x7f"
                                                     "abc"_ba
                                                  << noMessage;
    QTest::addRow("a length of 64 bits")
        << 7 << "\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"_ba << noMessage;
    QTest::addRow("bytes left over") << 7 << *runner::encode(ToServerInit{.name = u"p"_s}, newest) + '\0'
                                     << noMessage;
    QTest::addRow("too long a frame")
        << 7 << QByteArray(limits::tunnelPayloadBytesMax + 1, '\0') << noMessage;
    for (const int unknown : {0, 2, 8, 99})
        QTest::addRow("version %d", unknown)
            << unknown << *runner::encode(ToServerInit{.name = u"p"_s}, newest) << noMessage;
}

void TestRunners::isShownOutIfItSaysSomethingElse()
{
    QFETCH(const int, version);
    QFETCH(const QByteArray, frame);
    QFETCH(const QByteArray, reason);
    RunnerEnd end(version);
    connect(end);
    end.sendBytes(frame);
    QVERIFY(end.closed == Closed(1011, reason));
    QCOMPARE(runnerCount(), 0u);
    m_world->loop.advance(6s);
    QVERIFY(end.closed == Closed(1011, reason));

    RunnerEnd text;
    connect(text);
    text.sendText("hello"_ba);
    QVERIFY(text.closed == Closed(1011, "ws.invalid_initial_packet#ray"));
}

void TestRunners::mayLeaveBeforeItSaysWhoItIs()
{
    RunnerEnd end;
    connect(end);
    end.drop();
    m_world->loop.advance(6s);
    QVERIFY(!end.closed);
    QCOMPARE(runnerCount(), 0u);
}

void TestRunners::isTheSameRunnerUnderTheSameKey()
{
    RunnerEnd older;
    RunnerEnd newer;
    RunnerEnd other;
    connect(older);
    older.introduce();
    connect(newer);
    QVERIFY(!older.closed);
    newer.introduce();
    QVERIFY(older.closed == Closed(1000, "ws.eviction#ray"));
    QCOMPARE(newer.runnerId(), older.runnerId());
    connect(other, u"another key"_s);
    other.introduce();
    QVERIFY(other.runnerId() != newer.runnerId());
    QVERIFY(!newer.closed);
    QCOMPARE(runnerCount(), 2u);
}

void TestRunners::isAnotherRunnerInAnotherPool()
{
    RunnerEnd first;
    RunnerEnd second;
    second.init.name = u"another pool"_s;
    connect(first);
    connect(second);
    first.introduce();
    second.introduce();
    QVERIFY(!first.closed);
    QVERIFY(first.runnerId() != second.runnerId());
}

void TestRunners::isClosedWithoutPongs()
{
    RunnerEnd end;
    connect(end);
    end.introduce();
    QCOMPARE(end.all<Ping>().size(), 1u);
    m_world->loop.advance(12s);
    QVERIFY(!end.closed);
    m_world->loop.advance(6s);
    QVERIFY(end.closed == Closed(1011, "core.internal_error#ray"));
}

void TestRunners::livesByItsOwnPingsInVersion3()
{
    RunnerEnd end(3);
    connect(end);
    end.introduce();
    for (int second = 0; second < 30; ++second) {
        end.send(Pong{0});
        m_world->loop.advance(1s);
    }
    QVERIFY(!end.closed);
    QCOMPARE(end.frames.size(), 1u); // The greeting: it is sent no pings.
}

void TestRunners::takesAnActorAndIsToldOnce()
{
    RunnerEnd first;
    RunnerEnd second;
    connect(first);
    first.introduce();
    const ActorId actorId = m_world->createActor();
    QCOMPARE(first.commands().size(), 1u);
    const CommandWrapper start = first.commands()[0];
    QCOMPARE(start.checkpoint.actorId, actorId.toString());
    QCOMPARE(std::get<CommandStartActor>(start.inner).config.name, u"counter"_s);
    first.report(start, running, 0);
    QVERIFY(m_world->actor(actorId).connectableTs);

    first.drop();
    connect(second);
    second.introduce();
    m_world->carryOut();
    QCOMPARE(second.runnerId(), first.runnerId());
    QVERIFY(second.commands().empty()); // What it reported shows that it knows.
}

void TestRunners::hearsRepeatedCommandsAfterItsGreeting()
{
    RunnerEnd first;
    RunnerEnd second;
    connect(first);
    first.introduce();
    const ActorId actorId = m_world->createActor();
    first.drop();
    connect(second);
    second.introduce();
    m_world->carryOut();
    QVERIFY(std::holds_alternative<ToClientInit>(second.at(0)));
    QCOMPARE(second.commands().size(), 1u);
    QCOMPARE(second.commands()[0].checkpoint.actorId, actorId.toString());
}

void TestRunners::keepsTheLastEventOfAnActorToRepeat()
{
    RunnerEnd end;
    connect(end);
    end.introduce();
    (void) m_world->createActor();
    const CommandWrapper start = end.commands().at(0);
    end.report(start, running, 0);
    for (std::int64_t index = 1; index < 250; ++index)
        end.report(start, envoy::v8::ActorSetAlarm{}, index);
    const auto acknowledged = end.all<AckEvents>();
    QCOMPARE(acknowledged.size(), 1u);
    QCOMPARE(acknowledged[0].lastEventCheckpoints.at(0).index, 248);
}

void TestRunners::saysWhoItIsOnce()
{
    RunnerEnd end;
    connect(end);
    end.introduce();
    const QString id = end.runnerId();
    end.init.name = u"elsewhere"_s;
    end.introduce();
    QVERIFY(!end.closed);
    QCOMPARE(end.all<ToClientInit>().size(), 1u);
    QCOMPARE(m_world->conductor.engine().runners(m_world->conductor.defaultNamespace()).at(0)->pool,
             u"default"_s);
}

void TestRunners::isNotServedForForeignActors()
{
    RunnerEnd owner;
    RunnerEnd stranger;
    stranger.init.name = u"another pool"_s;
    connect(owner);
    owner.introduce();
    connect(stranger);
    stranger.introduce();
    const ActorId actorId = m_world->createActor();
    const CommandWrapper start = owner.commands().at(0);
    owner.report(start, running, 0);

    stranger.report(start, ActorStateUpdate{envoy::v8::ActorStateStopped{}}, 9);
    QVERIFY(m_world->actor(actorId).connectableTs);
    const auto problemOf = [&](const QString &id) {
        stranger.send(KvRequest{.actorId = id, .requestId = 1, .data = envoy::v8::KvGetRequest{}});
        return std::get<envoy::v8::KvErrorResponse>(stranger.all<KvResponse>().back().data).message;
    };
    QCOMPARE(problemOf(actorId.toString()), u"actor does not belong to runner"_s);
    QCOMPARE(problemOf(ActorId::fromUuid(QUuid::createUuid(), 1).toString()), u"actor does not exist"_s);
    QCOMPARE(problemOf(u"no id"_s), u"actor does not exist"_s);
    QVERIFY(!stranger.closed);
}

void TestRunners::isGoneAtOnceAfterItsFarewell()
{
    RunnerEnd end;
    connect(end);
    end.introduce();
    end.send(Stopping{});
    end.drop("pegboard.runner_shutdown"_ba);
    m_world->carryOut();
    QCOMPARE(runnerCount(), 0u);
}

void TestRunners::countsGenerationsAndCommandsFromZero()
{
    RunnerEnd end;
    connect(end);
    end.introduce();
    const ActorId actorId = m_world->createActor();
    const CommandWrapper start = end.commands().at(0);
    QCOMPARE(start.checkpoint.generation, 0u);
    QCOMPARE(start.checkpoint.index, 0);
    end.report(start, running, 0);
    end.report(start, envoy::v8::ActorIntent{envoy::v8::ActorIntentSleep{}}, 1);
    m_world->carryOut();
    const CommandWrapper stop = end.commands().at(1);
    QVERIFY(std::holds_alternative<CommandStopActor>(stop.inner));
    QCOMPARE(stop.checkpoint.generation, 0u);
    QCOMPARE(stop.checkpoint.index, 1);
    // rivetkit 2.2.1 calls every stop an error (spec/runner-envoy.md 9, 3).
    end.report(start, ActorStateUpdate{envoy::v8::ActorStateStopped{.code = envoy::v8::StopCode::Error}}, 2);
    QVERIFY(m_world->actor(actorId).sleepTs);
    m_world->conductor.submit(core::WakeActor{actorId});
    m_world->carryOut();
    const CommandWrapper again = end.commands().at(2);
    QCOMPARE(again.checkpoint.generation, 1u);
    QCOMPARE(again.checkpoint.index, 0);
}

void TestRunners::isAnotherProcessIfItRepeatsNothing()
{
    RunnerEnd first;
    RunnerEnd second;
    connect(first);
    first.introduce();
    (void) m_world->createActor();
    const CommandWrapper start = first.commands().at(0);
    first.report(start, running, 0);
    first.drop();
    connect(second);
    second.introduce();
    m_world->carryOut();
    QVERIFY(second.commands().empty());
    second.send(Pong{second.all<Ping>().at(0).ts});
    m_world->carryOut();
    QCOMPARE(second.commands().size(), 1u);
    QCOMPARE(second.commands()[0].checkpoint.actorId, start.checkpoint.actorId);
    QCOMPARE(second.commands()[0].checkpoint.generation, start.checkpoint.generation);
}

void TestRunners::isAnotherProcessThoughTheFirstRepeatedWhatIsPast()
{
    RunnerEnd first;
    RunnerEnd second;
    connect(first);
    first.introduce();
    const ActorId actorId = m_world->createActor();
    const CommandWrapper start = first.commands().at(0);
    const envoy::v8::Event stopped = ActorStateUpdate{envoy::v8::ActorStateStopped{}};
    first.report(start, running, 0);
    first.report(start, envoy::v8::ActorIntent{envoy::v8::ActorIntentSleep{}}, 1);
    first.report(start, stopped, 2);
    m_world->conductor.submit(core::WakeActor{actorId});
    m_world->carryOut();
    const CommandWrapper again = first.commands().back();
    QCOMPARE(again.checkpoint.generation, start.checkpoint.generation + 1);
    first.report(again, running, 0);
    first.report(start, stopped, 2); // It was not acknowledged.
    first.drop();
    connect(second);
    second.introduce();
    second.send(Pong{second.all<Ping>().at(0).ts});
    m_world->carryOut();
    QCOMPARE(second.commands().size(), 1u);
    QCOMPARE(second.commands()[0].checkpoint.generation, again.checkpoint.generation);
}

void TestRunners::isTheSameProcessIfItRepeatsItsEvents()
{
    RunnerEnd first;
    RunnerEnd second;
    connect(first);
    first.introduce();
    (void) m_world->createActor();
    const CommandWrapper start = first.commands().at(0);
    first.report(start, running, 0);
    first.drop();
    connect(second);
    second.introduce();
    second.report(start, running, 0);
    second.send(Pong{second.all<Ping>().at(0).ts});
    m_world->carryOut();
    QVERIFY(second.commands().empty());
}

QTEST_APPLESS_MAIN(TestRunners)
#include "tst_runners.moc"
