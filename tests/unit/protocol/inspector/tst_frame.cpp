// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/limits.h"
#include "protocol/inspector/frame.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::inspector;

/// What the recorded frames do not show: the steps between the schemas, and what is refused.
class FrameTest : public QObject {
    Q_OBJECT

private slots:
    void aClientAsksForAVersionThatWeSpeak_data();
    void aClientAsksForAVersionThatWeSpeak();
    void otherFirstFramesAreRefused_data();
    void otherFirstFramesAreRefused();
    void olderClientsGetTheFieldsTheyKnow();
    void olderServersLeaveNewerFieldsEmpty();
    void answersThatAnOlderClientLacksBecomeErrors();
    void schedulePushesAreNotSentToOlderClients();
    void requestsThatAnOlderServerLacksAreRefused();
    void everyRequestReachesOlderServersAndBack();
    void embeddedVersionsAreChecked_data();
    void embeddedVersionsAreChecked();
    void longFramesAreRefused();
};

namespace {

Dialect negotiated(int version)
{
    return {.framing = Framing::Negotiated, .version = version};
}

Dialect embedded(int version)
{
    return {.framing = Framing::Embedded, .version = version};
}

v6::Init fullInit()
{
    v6::Init init;
    init.connections = {{.id = u"c"_s, .details = "\xf6"_ba}};
    init.state = "\x01"_ba;
    init.isStateEnabled = true;
    init.rpcs = {u"increment"_s};
    init.isDatabaseEnabled = true;
    init.queueSize = {3};
    init.workflowHistory = "h"_ba;
    init.isWorkflowEnabled = true;
    init.tabConfig = {{.id = u"tab"_s, .label = u"Tab"_s, .icon = {}, .hidden = true}};
    init.schedules = {{.id = u"s"_s, .kind = u"at"_s, .action = u"tick"_s, .args = "\x80"_ba}};
    return init;
}

/// What a client of the version makes of a message.
std::optional<v6::ToClient> seenBy(int version, const v6::ToClient &message)
{
    const auto frame = encodeToClient(message, negotiated(version));
    if (!frame)
        return std::nullopt;
    const auto read = decodeToClient(*frame, negotiated(version));
    return read ? std::optional(*read) : std::nullopt;
}

QString errorSeenBy(int version, const v6::ToClient &message)
{
    const auto seen = seenBy(version, message);
    const auto *error = seen ? std::get_if<v6::Error>(&*seen) : nullptr;
    return error ? error->message : QString();
}

} // namespace

void FrameTest::aClientAsksForAVersionThatWeSpeak_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<int>("version");
    QTest::newRow("3") << u"3"_s << 3;
    QTest::newRow("6") << u"6"_s << 6;
    QTest::newRow("too old") << u"2"_s << 0;
    QTest::newRow("too new") << u"7"_s << 0;
    QTest::newRow("zero") << u"0"_s << 0;
    QTest::newRow("nothing") << u""_s << 0;
    QTest::newRow("no number") << u"six"_s << 0;
    QTest::newRow("signed") << u"+6"_s << 0;
    QTest::newRow("spaced") << u" 6"_s << 0;
    QTest::newRow("huge") << u"99999999999999999999"_s << 0;
}

void FrameTest::aClientAsksForAVersionThatWeSpeak()
{
    QFETCH(const QString, asked);
    QFETCH(const int, version);
    const auto dialect = negotiate(asked);
    QCOMPARE(dialect.has_value(), version != 0);
    if (dialect)
        QCOMPARE(*dialect, negotiated(version));
    else
        QCOMPARE(dialect.error().code, ErrorCode::InspectorInvalidProtocolVersion);
    QCOMPARE(negotiate(std::nullopt).value_or(Dialect{}), embedded(embeddedServerVersion));
}

void FrameTest::otherFirstFramesAreRefused_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("a byte") << "05"_ba;
    QTest::newRow("version 1 embedded") << "0100090000"_ba;
    QTest::newRow("version 2 embedded") << "02000c0000"_ba;
    QTest::newRow("version 7 embedded") << "0700110000"_ba;
    QTest::newRow("Init of another version") << "0d0000"_ba;
    QTest::newRow("no Init") << "0401"_ba;
    QTest::newRow("no Init, embedded") << "05000401"_ba;
}

void FrameTest::otherFirstFramesAreRefused()
{
    QFETCH(const QByteArray, hex);
    const auto dialect = detect(QByteArray::fromHex(hex), versionMax);
    QVERIFY(!dialect);
    QCOMPARE(dialect.error().code, ErrorCode::ClientProtocol);
}

void FrameTest::olderClientsGetTheFieldsTheyKnow()
{
    for (int version = versionMin; version <= versionMax; ++version) {
        const auto seen = seenBy(version, fullInit());
        QVERIFY(seen);
        const auto &init = std::get<v6::Init>(*seen);
        QCOMPARE(init.connections.size(), 1U);
        QCOMPARE(init.state, fullInit().state);
        QVERIFY(init.isStateEnabled && init.isDatabaseEnabled && init.isWorkflowEnabled);
        QCOMPARE(init.rpcs, fullInit().rpcs);
        QCOMPARE(init.queueSize.value, 3U);
        QCOMPARE(init.workflowHistory, fullInit().workflowHistory);
        QCOMPARE(init.tabConfig.size(), version >= 5 ? 1U : 0U);
        QCOMPARE(init.schedules.size(), version >= 6 ? 1U : 0U);
    }
}

void FrameTest::olderServersLeaveNewerFieldsEmpty()
{
    const auto read = decodeToClient(QByteArray::fromHex("03000c00000000000000 00"), embedded(6));
    QVERIFY(read);
    const auto &init = std::get<v6::Init>(*read);
    QVERIFY(!init.state && init.tabConfig.empty() && init.schedules.empty());
}

void FrameTest::answersThatAnOlderClientLacksBecomeErrors()
{
    const auto schedules = u"inspector.schedules_dropped"_s;
    for (int version = versionMin; version < 6; ++version) {
        QCOMPARE(errorSeenBy(version, v6::SchedulesResponse{}), schedules);
        QCOMPARE(errorSeenBy(version, v6::ScheduleHistoryResponse{}), schedules);
        QCOMPARE(errorSeenBy(version, v6::ScheduleDeleteResponse{}), schedules);
    }
    QCOMPARE(errorSeenBy(3, v6::WorkflowReplayResponse{}), u"inspector.workflow_history_dropped"_s);
    QCOMPARE(errorSeenBy(4, v6::WorkflowReplayResponse{}), QString());
    QVERIFY(std::holds_alternative<v6::SchedulesResponse>(*seenBy(6, v6::SchedulesResponse{})));
}

void FrameTest::schedulePushesAreNotSentToOlderClients()
{
    for (int version = versionMin; version < 6; ++version)
        QVERIFY(!encodeToClient(v6::SchedulesUpdated{}, negotiated(version)));
    QVERIFY(encodeToClient(v6::SchedulesUpdated{}, negotiated(6)));
}

void FrameTest::requestsThatAnOlderServerLacksAreRefused()
{
    for (int version = versionMin; version < 6; ++version) {
        for (const v6::ToServer &request :
             {v6::ToServer(v6::SchedulesRequest{}), v6::ToServer(v6::ScheduleHistoryRequest{}),
              v6::ToServer(v6::ScheduleDeleteRequest{})}) {
            const auto frame = encodeToServer(request, negotiated(version));
            QVERIFY(!frame);
            QCOMPARE(frame.error().code, ErrorCode::InspectorInvalidRequest);
        }
    }
    QVERIFY(!encodeToServer(v6::WorkflowReplayRequest{}, negotiated(3)));
    QVERIFY(encodeToServer(v6::WorkflowReplayRequest{}, negotiated(4)));
}

void FrameTest::everyRequestReachesOlderServersAndBack()
{
    const QList<v6::ToServer> requests{v6::PatchStateRequest{.state = "\1"_ba},
                                       v6::StateRequest{{1}},
                                       v6::ConnectionsRequest{{2}},
                                       v6::ActionRequest{{3}, u"a"_s, "\x80"_ba},
                                       v6::RpcsListRequest{{4}},
                                       v6::TraceQueryRequest{{5}, {}, {}, {}},
                                       v6::QueueRequest{{6}, {}},
                                       v6::WorkflowHistoryRequest{{7}},
                                       v6::DatabaseSchemaRequest{{8}},
                                       v6::DatabaseTableRowsRequest{{9}, u"t"_s, {}, {}}};
    for (const v6::ToServer &request : requests) {
        for (int version = versionMin; version <= versionMax; ++version) {
            for (const Dialect dialect : {negotiated(version), embedded(version)}) {
                const auto frame = encodeToServer(request, dialect);
                QVERIFY(frame);
                const auto read = decodeToServer(*frame, dialect);
                QVERIFY(read);
                QCOMPARE(read->index(), request.index());
                QCOMPARE(encodeToServer(*read, negotiated(6)), encodeToServer(request, negotiated(6)));
            }
        }
    }
}

void FrameTest::embeddedVersionsAreChecked_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QString>("message");
    QTest::newRow("too new") << "07000101"_ba << u"invalid inspector protocol version for ToServer: 7"_s;
    QTest::newRow("zero") << "00000101"_ba << u"invalid inspector protocol version for ToServer: 0"_s;
    QTest::newRow("a byte") << "05"_ba << u"payload too short for embedded version"_s;
    QTest::newRow("nothing after it") << "0500"_ba << u"unexpected end of input"_s;
    QTest::newRow("a request of a later version")
        << "05000b01"_ba << u"invalid value: integer `11`, expected variant index 0 <= i < 11"_s;
}

void FrameTest::embeddedVersionsAreChecked()
{
    QFETCH(const QByteArray, hex);
    QFETCH(const QString, message);
    const auto read = decodeToServer(QByteArray::fromHex(hex), embedded(embeddedServerVersion));
    QVERIFY(!read);
    QCOMPARE(read.error().message, message);
}

void FrameTest::longFramesAreRefused()
{
    const QByteArray toClient(limits::inspectorFrameBytesInMax + 1, '\0');
    QCOMPARE(decodeToClient(toClient, negotiated(6)).error().code, ErrorCode::MessageIncomingTooLong);
    const QByteArray toServer(limits::inspectorFrameBytesOutMax + 1, '\0');
    QCOMPARE(decodeToServer(toServer, negotiated(6)).error().code, ErrorCode::MessageIncomingTooLong);
}

QTEST_GUILESS_MAIN(FrameTest)
#include "tst_frame.moc"
