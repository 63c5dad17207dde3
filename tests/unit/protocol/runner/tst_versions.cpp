// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/codec.h"
#include "protocol/runner/codec.h"
#include "protocol/runner/envoysteps.h"
#include "protocol/runner/v3.h"

#include <QtTest/QTest>

#include <limits>

using namespace rove;
using namespace rove::runner;
using namespace rove::runner::v7;
using namespace Qt::StringLiterals;

/// What the versions of the runner protocol do not have in common (spec/runner-envoy.md 2.2), and what it has
/// in common with that of envoys.
class TestRunnerVersions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAllVersionsHaveSurvivesEach_data();
    void whatAllVersionsHaveSurvivesEach();
    void dropMovesItsTagWhereRangesCannotBeRemoved();
    void onlyNewerRunnersHearTheStopThreshold();
    void acknowledgementsWithoutAGenerationSayNothing();
    void version3CountsCommandsInOneSequence();
    void aRunnerOfVersion3ThatComesBackGoesOnWithItsCommands();
    void eventsOfVersion3KeepTheirIndexAndFindTheirActor();
    void version3AcknowledgesByTheLastIndexOfAll();
    void pingsOfVersion3AreSignsOfLife();
    void deprecatedMessagesSayNothing();
    void otherVersionsAreRefused();
    void aRunnerSpeaksAsAnEnvoy();
    void aRunnerHearsOfAnEnvoyWhatItsProtocolHas();
};

namespace {

using envoy::v8::ActorIntent;
using envoy::v8::ActorIntentSleep;
using envoy::v8::ActorSetAlarm;
using envoy::v8::ActorStateRunning;
using envoy::v8::ActorStateUpdate;

constexpr envoy::v8::MessageId messageId{.gatewayId = {1}, .requestId = {2}, .messageIndex = 3};

ToServer through(const ToServer &message, Dialect dialect)
{
    const auto bytes = encode(message, dialect);
    if (!bytes)
        qFatal("The version has no such message.");
    return **decodeToServer(*bytes, dialect);
}

ToClient through(const ToClient &message, Dialect dialect)
{
    const auto bytes = encode(message, dialect);
    if (!bytes)
        qFatal("The version has no such message.");
    return **decodeToClient(*bytes, dialect);
}

Events eventsOf(const QString &actorId, std::uint32_t generation)
{
    const auto event = [&](std::int64_t index, envoy::v8::Event inner) {
        return envoy::v8::EventWrapper{
            .checkpoint = {.actorId = actorId, .generation = generation, .index = index},
            .inner = std::move(inner)};
    };
    return {{event(0, ActorStateUpdate{ActorStateRunning{}}), event(1, ActorIntent{ActorIntentSleep{}}),
             event(2, ActorSetAlarm{1234})}};
}

Commands commandsTo(const QString &actorId)
{
    return {{{.checkpoint = {.actorId = actorId, .generation = 6, .index = 0},
              .inner = CommandStartActor{.config = {.name = u"counter"_s, .key = u"k"_s, .createTs = 7},
                                         .hibernatingRequests = {{.gatewayId = {1}, .requestId = {2}}}}},
             {.checkpoint = {.actorId = actorId, .generation = 6, .index = 1}, .inner = CommandStopActor{}}}};
}

template <class Message>
Message as(const ToClient &message)
{
    return std::get<Message>(message);
}

} // namespace

void TestRunnerVersions::whatAllVersionsHaveSurvivesEach_data()
{
    QTest::addColumn<int>("inVersion");
    for (int known = versionMin; known <= runner::version; ++known)
        QTest::addRow("version %d", known) << known;
}

void TestRunnerVersions::whatAllVersionsHaveSurvivesEach()
{
    QFETCH(const int, inVersion);
    const std::vector<ToServer> said{
        ToServerInit{.name = u"pool"_s,
                     .version = 2,
                     .totalSlots = 3,
                     .prepopulateActorNames = envoy::v8::ActorNames{{u"counter"_s, {u"{}"_s}}},
                     .metadata = u"{}"_s},
        eventsOf(u"a"_s, 4),
        Stopping{},
        Pong{5},
        KvRequest{.actorId = u"a"_s, .requestId = 1, .data = envoy::v8::KvDropRequest{}},
        ToServerTunnelMessage{.messageId = messageId, .messageKind = envoy::v8::WebSocketMessageAck{9}},
    };
    for (const ToServer &message : said)
        QVERIFY(bare::describe(through(message, {.version = inVersion})) == bare::describe(message));
    const std::vector<ToClient> heard{
        commandsTo(u"a"_s),
        KvResponse{.requestId = 1, .data = envoy::v8::KvErrorResponse{u"e"_s}},
        ToClientTunnelMessage{.messageId = messageId,
                              .messageKind = envoy::v8::WebSocketMessage{.data = "x"_ba, .binary = true}},
    };
    for (const ToClient &message : heard)
        QVERIFY(bare::describe(through(message, {.version = inVersion})) == bare::describe(message));
}

void TestRunnerVersions::dropMovesItsTagWhereRangesCannotBeRemoved()
{
    const auto last = [](envoy::v8::KvRequestData data, int inVersion) {
        Dialect dialect{.version = inVersion};
        return encode(KvRequest{.actorId = u"a"_s, .requestId = 1, .data = std::move(data)}, dialect)
            .transform([](const QByteArray &bytes) { return bytes.back(); });
    };
    QCOMPARE(last(envoy::v8::KvDropRequest{}, 7), '\x05');
    QCOMPARE(last(envoy::v8::KvDropRequest{}, 6), '\x04');
    QVERIFY(last(envoy::v8::KvDeleteRangeRequest{}, 7));
    QVERIFY(!last(envoy::v8::KvDeleteRangeRequest{}, 6));
}

void TestRunnerVersions::onlyNewerRunnersHearTheStopThreshold()
{
    const ToClient init = ToClientInit{
        .runnerId = u"r"_s,
        .metadata = {.runnerLostThreshold = 1, .actorStopThreshold = 2, .serverlessDrainGracePeriod = 3}};
    QCOMPARE(as<ToClientInit>(through(init, {.version = 6})).metadata.actorStopThreshold, 2);
    for (const int older : {5, 4, 3}) {
        const auto heard = as<ToClientInit>(through(init, {.version = older}));
        QCOMPARE(heard.runnerId, u"r"_s);
        QCOMPARE(heard.metadata.runnerLostThreshold, 1);
        QCOMPARE(heard.metadata.actorStopThreshold, 0);
        QVERIFY(!heard.metadata.serverlessDrainGracePeriod);
    }
}

void TestRunnerVersions::acknowledgementsWithoutAGenerationSayNothing()
{
    const ToServer acknowledgement = AckCommands{{{.actorId = u"a"_s, .generation = 4, .index = 5}}};
    Dialect dialect{.version = 4};
    const auto bytes = encode(acknowledgement, dialect);
    QVERIFY(bytes);
    const auto read = decodeToServer(*bytes, dialect);
    QVERIFY(read && !*read);
    QVERIFY(bare::describe(through(acknowledgement, {.version = 5})) == bare::describe(acknowledgement));
}

void TestRunnerVersions::version3CountsCommandsInOneSequence()
{
    Dialect dialect{.version = 3};
    const auto indices = [&](const QString &actorId) {
        const QByteArray bytes = *encode(commandsTo(actorId), dialect);
        const auto message = bare::decode<v3::ToClient>(bytes);
        std::vector<std::int64_t> found;
        for (const v3::CommandWrapper &command : std::get<v3::Commands>(*message).commands)
            found.push_back(command.index);
        return found;
    };
    QVERIFY((indices(u"a"_s) == std::vector<std::int64_t>{0, 1}));
    QVERIFY((indices(u"b"_s) == std::vector<std::int64_t>{2, 3}));
}

void TestRunnerVersions::aRunnerOfVersion3ThatComesBackGoesOnWithItsCommands()
{
    const auto nextAfter = [](std::optional<std::int64_t> last) {
        Dialect dialect{.version = 3, .nextIndex = 77};
        const v3::ToServer init = v3::ToServerInit{.name = u"pool"_s, .lastCommandIdx = last};
        if (!decodeToServer(bare::encode(init), dialect))
            qFatal("The message must read.");
        return dialect.nextIndex;
    };
    QCOMPARE(nextAfter(std::nullopt), 0);
    QCOMPARE(nextAfter(41), 42);
    QCOMPARE(nextAfter(std::numeric_limits<std::int64_t>::max()), 0);
}

void TestRunnerVersions::eventsOfVersion3KeepTheirIndexAndFindTheirActor()
{
    Dialect dialect{.version = 3};
    const v3::ToServer events = v3::Events{
        {{.index = 40,
          .inner = v4::ActorStateUpdate{.actorId = u"a"_s, .generation = 2, .state = ActorStateRunning{}}},
         {.index = 41, .inner = v4::ActorSetAlarm{.actorId = u"b"_s, .generation = 3, .alarmTs = {}}}}};
    const auto read = std::get<Events>(**decodeToServer(bare::encode(events), dialect)).events;
    QCOMPARE(read.at(0).checkpoint.actorId, u"a"_s);
    QCOMPARE(read[0].checkpoint.generation, 2u);
    QCOMPARE(read[0].checkpoint.index, 40);
    QCOMPARE(read.at(1).checkpoint.actorId, u"b"_s);
    QCOMPARE(read[1].checkpoint.index, 41);
}

void TestRunnerVersions::version3AcknowledgesByTheLastIndexOfAll()
{
    Dialect dialect{.version = 3};
    const auto lastOf = [&](std::vector<Checkpoint> checkpoints) {
        return encode(AckEvents{std::move(checkpoints)}, dialect).transform([](const QByteArray &bytes) {
            return std::get<v3::AckEvents>(*bare::decode<v3::ToClient>(bytes)).lastEventIdx;
        });
    };
    QCOMPARE(lastOf({{.actorId = u"a"_s, .generation = 1, .index = 8},
                     {.actorId = u"b"_s, .generation = 1, .index = 5}}),
             8);
    QVERIFY(!lastOf({}));
}

void TestRunnerVersions::pingsOfVersion3AreSignsOfLife()
{
    Dialect dialect{.version = 3};
    const v3::ToServer ping = v3::Ping{99};
    QCOMPARE(std::get<Pong>(**decodeToServer(bare::encode(ping), dialect)).ts, 99);
    QVERIFY(!encode(ToClient(Ping{99}), dialect));
}

void TestRunnerVersions::deprecatedMessagesSayNothing()
{
    Dialect dialect{.version = 3};
    const v3::ToServer tunnelAck =
        v3::ToServerTunnelMessage{.messageId = messageId, .messageKind = v3::DeprecatedTunnelAck{}};
    const auto fromRunner = decodeToServer(bare::encode(tunnelAck), dialect);
    QVERIFY(fromRunner && !*fromRunner);
    const auto fromEngine = decodeToClient(bare::encode(v3::ToClient(v3::Close{})), dialect);
    QVERIFY(fromEngine && !*fromEngine);
}

void TestRunnerVersions::otherVersionsAreRefused()
{
    const QByteArray stopping = "\x03"_ba;
    for (const int unknown : {0, versionMin - 1, runner::version + 1, 99}) {
        Dialect dialect{.version = unknown};
        QCOMPARE(decodeToServer(stopping, dialect).error().code, ErrorCode::BareInvalid);
        QCOMPARE(decodeToClient(stopping, dialect).error().code, ErrorCode::BareInvalid);
    }
}

void TestRunnerVersions::aRunnerSpeaksAsAnEnvoy()
{
    const auto metadata =
        std::get<envoy::v8::Metadata>(steps::toEnvoy(ToServerInit{.name = u"pool"_s, .metadata = u"{}"_s}));
    QCOMPARE(metadata.metadata, u"{}"_s);
    const auto events = std::get<envoy::v8::Events>(steps::toEnvoy(eventsOf(u"a"_s, 4)));
    QVERIFY(bare::describe(events) == bare::describe(eventsOf(u"a"_s, 4)));
    const auto abort = std::get<envoy::v8::ToRivetTunnelMessage>(steps::toEnvoy(
        ToServerTunnelMessage{.messageId = messageId, .messageKind = envoy::v6::ResponseAbort{}}));
    QVERIFY(std::holds_alternative<envoy::v8::ResponseAbort>(abort.messageKind));
}

void TestRunnerVersions::aRunnerHearsOfAnEnvoyWhatItsProtocolHas()
{
    const auto start = steps::fromEnvoy(
        envoy::v8::Commands{{{.checkpoint = {.actorId = u"a"_s, .generation = 1, .index = 2},
                              .inner = envoy::v8::CommandStartActor{.config = {.name = u"counter"_s}}}}});
    QCOMPARE(std::get<CommandStartActor>(std::get<Commands>(*start).commands.at(0).inner).config.name,
             u"counter"_s);
    const auto request = steps::fromEnvoy(envoy::v8::ToEnvoyTunnelMessage{
        .messageId = messageId,
        .messageKind = envoy::v8::RequestStart{.actorId = u"a"_s, .actorGeneration = 3, .method = u"GET"_s}});
    const auto &tunnel = std::get<ToClientTunnelMessage>(*request);
    QCOMPARE(std::get<envoy::v6::RequestStart>(tunnel.messageKind).method, u"GET"_s);
    QVERIFY(!steps::fromEnvoy(envoy::v8::Init{}));
    QVERIFY(!steps::fromEnvoy(envoy::v8::SqliteCommitResponse{}));
    QVERIFY(!steps::fromEnvoy(envoy::v8::ToEnvoyTunnelMessage{
        .messageId = messageId, .messageKind = envoy::v8::ResponseBodyWindowUpdate{1}}));
}

QTEST_APPLESS_MAIN(TestRunnerVersions)
#include "tst_versions.moc"
