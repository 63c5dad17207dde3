// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/bare/codec.h"
#include "protocol/envoy/codec.h"

#include <QtTest/QTest>

using namespace rove;
using namespace rove::envoy;
using namespace rove::envoy::v8;
using namespace Qt::StringLiterals;

/// What the versions of the envoy protocol do not have in common (spec/runner-envoy.md 2.4).
class TestEnvoyVersions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAllVersionsHaveSurvivesEach_data();
    void whatAllVersionsHaveSurvivesEach();
    void abortsKeepWhatTheirVersionCanSay();
    void tunnelMessagesMoveToTheirVersionsTags();
    void whatAVersionLacksIsNotWritten();
    void sqliteAnswersLoseTheirTransactionBeforeVersion5();
    void otherVersionsAreRefused();
};

namespace {

ToRivetTunnelMessage fromActor(ToRivetTunnelKind kind)
{
    return {.messageId = {.gatewayId = {1}, .requestId = {2}, .messageIndex = 3},
            .messageKind = std::move(kind)};
}

ToEnvoyTunnelMessage toActor(ToEnvoyTunnelKind kind)
{
    return {.messageId = {.gatewayId = {1}, .requestId = {2}, .messageIndex = 3},
            .messageKind = std::move(kind)};
}

/// There and back; aborts the test if the version cannot say it.
template <class Message>
Message through(const Message &message, int inVersion);

template <>
ToRivet through(const ToRivet &message, int inVersion)
{
    const auto bytes = encode(message, inVersion);
    if (!bytes)
        qFatal("The version has no such message.");
    return *decodeToRivet(*bytes, inVersion);
}

template <>
ToEnvoy through(const ToEnvoy &message, int inVersion)
{
    const auto bytes = encode(message, inVersion);
    if (!bytes)
        qFatal("The version has no such message.");
    return *decodeToEnvoy(*bytes, inVersion);
}

std::vector<ToRivet> saidInAllVersions()
{
    return {
        Metadata{.prepopulateActorNames = ActorNames{{u"counter"_s, {u"{}"_s}}}, .metadata = u"{}"_s},
        Events{{{.checkpoint = {.actorId = u"a"_s, .generation = 4, .index = 5},
                 .inner = ActorStateUpdate{ActorStateStopped{.code = StopCode::Error, .message = u"m"_s}}}}},
        AckCommands{{{.actorId = u"a"_s, .generation = 4, .index = 5}}},
        Stopping{},
        Pong{7},
        KvRequest{.actorId = u"a"_s, .requestId = 1, .data = KvDropRequest{}},
        fromActor(ResponseStart{.status = 201, .headers = {{u"a"_s, u"b"_s}}, .body = "x"_ba}),
        fromActor(WebSocketOpened{true}),
        fromActor(WebSocketMessageAck{9}),
        fromActor(ActorWebSocketClose{.code = 1000, .reason = u"r"_s, .hibernate = true}),
        SqliteGetPagesRequest{.requestId = 2,
                              .actorId = u"a"_s,
                              .pgnos = {1, 2},
                              .expectedGeneration = 3,
                              .expectedHeadTxid = 4},
        SqliteCommitRequest{.requestId = 2,
                            .actorId = u"a"_s,
                            .dirtyPages = {{.pgno = 1, .bytes = "p"_ba}},
                            .dbSizePages = 1,
                            .nowMs = 5,
                            .expectedGeneration = 3,
                            .expectedHeadTxid = 4},
    };
}

std::vector<ToEnvoy> heardInAllVersions()
{
    return {
        Init{.envoyLostThreshold = 1, .actorStopThreshold = 2, .maxResponsePayloadSize = 3},
        Commands{{{.checkpoint = {.actorId = u"a"_s, .generation = 4, .index = 5},
                   .inner = CommandStopActor{StopReason::GoingAway}}}},
        AckEvents{{{.actorId = u"a"_s, .generation = 4, .index = 5}}},
        KvResponse{.requestId = 1, .data = KvErrorResponse{u"e"_s}},
        Ping{7},
        toActor(RequestChunk{.body = "x"_ba, .finish = true}),
        toActor(WebSocketMessage{.data = "x"_ba, .binary = true}),
        toActor(ClientWebSocketClose{.code = 1001, .reason = u"r"_s}),
    };
}

} // namespace

void TestEnvoyVersions::whatAllVersionsHaveSurvivesEach_data()
{
    QTest::addColumn<int>("inVersion");
    for (int known = versionMin; known <= envoy::version; ++known)
        QTest::addRow("version %d", known) << known;
}

void TestEnvoyVersions::whatAllVersionsHaveSurvivesEach()
{
    QFETCH(const int, inVersion);
    for (const ToRivet &message : saidInAllVersions())
        QVERIFY(bare::describe(through(message, inVersion)) == bare::describe(message));
    for (const ToEnvoy &message : heardInAllVersions())
        QVERIFY(bare::describe(through(message, inVersion)) == bare::describe(message));
}

void TestEnvoyVersions::abortsKeepWhatTheirVersionCanSay()
{
    const auto abortIn = [](int inVersion, AbortReason reason) {
        const ToRivet message = fromActor(ResponseAbort{std::move(reason)});
        const auto there = std::get<ToRivetTunnelMessage>(through(message, inVersion));
        return std::get<ResponseAbort>(there.messageKind).reason;
    };
    for (const AbortKind kind :
         {AbortKind::Unknown, AbortKind::Cancelled, AbortKind::HandlerError, AbortKind::InternalError}) {
        QCOMPARE(abortIn(8, {.kind = kind, .detail = u"d"_s}).kind, kind);
        QCOMPARE(abortIn(7, {.kind = kind, .detail = u"d"_s}).kind, kind);
        QCOMPARE(abortIn(7, {.kind = kind, .detail = u"d"_s}).detail, u"d"_s);
        QCOMPARE(abortIn(6, {.kind = kind, .detail = u"d"_s}).kind, AbortKind::Unknown);
        QVERIFY(!abortIn(6, {.kind = kind, .detail = u"d"_s}).detail);
    }
    const ToEnvoy request =
        toActor(RequestAbort{.actorId = u"a"_s, .actorGeneration = 1, .reason = {AbortKind::Cancelled, {}}});
    const auto there = std::get<ToEnvoyTunnelMessage>(through(request, 7));
    QCOMPARE(std::get<RequestAbort>(there.messageKind).reason.kind, AbortKind::Cancelled);
    QVERIFY(!std::get<RequestAbort>(there.messageKind).actorId);
}

void TestEnvoyVersions::tunnelMessagesMoveToTheirVersionsTags()
{
    constexpr qsizetype kindAt = 11; // After the message's own tag and the ids.
    const ToRivet message = fromActor(WebSocketMessageAck{0x0102});
    QCOMPARE(encode(message, 8)->sliced(kindAt), "\x07\x02\x01"_ba);
    QCOMPARE(encode(message, 6)->sliced(kindAt), "\x05\x02\x01"_ba);
    const ToEnvoy open =
        toActor(WebSocketOpen{.actorId = u"a"_s, .actorGeneration = 7, .path = u"/p"_s, .headers = {}});
    QCOMPARE(encode(open, 8)->sliced(kindAt), "\x05\x01"
                                              "a\x01\x07\x00\x00\x00\x02/p\x00"_ba);
    QCOMPARE(encode(open, 6)->sliced(kindAt), "\x03\x01"
                                              "a\x02/p\x00"_ba);
}

void TestEnvoyVersions::whatAVersionLacksIsNotWritten()
{
    const auto writes = [](const auto &message, int inVersion) {
        return encode(message, inVersion).has_value();
    };
    const ToRivet window = fromActor(RequestBodyWindowUpdate{1});
    const ToEnvoy answerWindow = toActor(ResponseBodyWindowUpdate{1});
    const ToRivet stage = SqliteCommitStageBeginRequest{};
    const ToRivet batch = SqliteExecuteBatchRequest{};
    const ToRivet exec = SqliteExecRequest{};
    QVERIFY(writes(window, 8) && !writes(window, 7));
    QVERIFY(writes(answerWindow, 8) && !writes(answerWindow, 7));
    QVERIFY(writes(stage, 8) && !writes(stage, 7));
    QVERIFY(writes(batch, 6) && !writes(batch, 5));
    QVERIFY(writes(exec, 4) && !writes(exec, 3));
}

void TestEnvoyVersions::sqliteAnswersLoseTheirTransactionBeforeVersion5()
{
    const ToEnvoy pages = SqliteGetPagesResponse{
        .requestId = 1, .result = SqliteGetPagesOk{.pages = {{.pgno = 9, .bytes = "p"_ba}}, .headTxid = 5}};
    const auto okIn = [&](int inVersion) {
        return std::get<SqliteGetPagesOk>(std::get<SqliteGetPagesResponse>(through(pages, inVersion)).result);
    };
    QCOMPARE(okIn(5).headTxid, 5u);
    QVERIFY(!okIn(4).headTxid);
    QCOMPARE(okIn(3).pages.at(0).pgno, 9u);

    const ToEnvoy failed = SqliteCommitResponse{
        .requestId = 1,
        .result = SqliteError{.group = u"depot"_s, .code = u"head_fence_mismatch"_s, .message = u"m"_s}};
    const auto errorIn = [&](int inVersion) {
        return std::get<SqliteError>(std::get<SqliteCommitResponse>(through(failed, inVersion)).result);
    };
    QCOMPARE(errorIn(5).code, u"head_fence_mismatch"_s);
    QCOMPARE(errorIn(4).code, u"internal_error"_s);
    QCOMPARE(errorIn(3).message, u"m"_s);
}

void TestEnvoyVersions::otherVersionsAreRefused()
{
    const QByteArray stopping = "\x03"_ba;
    QVERIFY(decodeToRivet(stopping, versionMin));
    for (const int unknown : {0, versionMin - 1, envoy::version + 1}) {
        QCOMPARE(decodeToRivet(stopping, unknown).error().code, ErrorCode::BareInvalid);
        QCOMPARE(decodeToEnvoy(stopping, unknown).error().code, ErrorCode::BareInvalid);
    }
}

QTEST_APPLESS_MAIN(TestEnvoyVersions)
#include "tst_versions.moc"
