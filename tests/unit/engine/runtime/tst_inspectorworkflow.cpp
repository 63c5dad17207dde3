// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/inspector/frame.h"
#include "protocol/persist/workflowcodec.h"
#include "tests/unit/engine/runtime/flowactor.h"
#include "tests/unit/engine/runtime/scriptedengine.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::RequestId;
using envoy::v8::StopReason;
namespace v6 = inspector::v6;
namespace wf = persist::workflow;

class InspectorWorkflowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    void theSocketShowsTheHistory();
    void theHistoryIsPushedUpToItsEnd();
    void valuesAreInCompatForm();
    void httpShowsEveryKindOfEntry();
    void theSummaryShowsTheWorkflow();
    void aWorkflowInFlightIsNotReplayed();
    void aStepAndEverythingAfterItIsReplayed();
    void allIsReplayedWithoutAStep();
    void aFailedWorkflowIsReplayedToo();
    void theLatestRoundOfALoopIsReplayedAlone();
    void aRoundBeforeTheLatestReplaysTheLoop();
    void aStepOfABranchIsReplayed();
    void otherEntriesAreNotReplayed();

private:
    void start(FlowActor::Script script);
    RequestId open();
    template <class Message>
    Message waitFor(const RequestId &socket);
    void send(const RequestId &socket, const v6::ToServer &message);
    QJsonObject http(const QString &method, const QString &path, int status, const QByteArray &body = {});
    /// The id of the first entry whose last name is this.
    QString idOf(const QString &name);
    bool over(const QString &state = u"completed"_s);
    bool eventually(const std::function<bool()> &condition);

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

namespace {

bool has(const QString &act, qsizetype count = 1)
{
    return FlowActor::world().count(act) >= count;
}

Workflow threeSteps(FlowActor &actor, WorkflowContext &workflow)
{
    for (const QString &name : {u"one"_s, u"two"_s, u"three"_s})
        co_await workflow.step(name, [&] { return actor.act(name); });
}

} // namespace

void InspectorWorkflowTest::init()
{
    FlowActor::forgetWorld();
    m_engine = std::make_unique<ScriptedEngine>(flows());
}

void InspectorWorkflowTest::start(FlowActor::Script script)
{
    FlowActor::setScript(std::move(script));
    m_engine->startActor(m_id, {.name = u"flow"_s});
}

RequestId InspectorWorkflowTest::open()
{
    return m_engine->openSocket(m_id, u"/inspector/connect?protocol_version=6"_s,
                                {u"rivet_inspector_token."_s + m_engine->inspectorToken(m_id)});
}

template <class Message>
Message InspectorWorkflowTest::waitFor(const RequestId &socket)
{
    for (;;) {
        const auto frame = m_engine->nextMessage(socket);
        if (!frame)
            qFatal("The socket was closed: %s", qPrintable(m_engine->socket(socket).closed->reason));
        const v6::ToClient message = *inspector::decodeToClient(frame->data, {});
        if (std::holds_alternative<Message>(message))
            return std::get<Message>(message);
    }
}

void InspectorWorkflowTest::send(const RequestId &socket, const v6::ToServer &message)
{
    m_engine->sendToSocket(socket, *inspector::encodeToServer(message, {}));
}

QJsonObject InspectorWorkflowTest::http(const QString &method, const QString &path, int status,
                                        const QByteArray &body)
{
    const auto reply = m_engine->request(
        m_id, {.method = method,
               .path = u"/inspector"_s + path,
               .headers = {{u"authorization"_s, u"Bearer "_s + m_engine->inspectorToken(m_id)}},
               .body = body});
    if (reply.status != status)
        qFatal("%s was answered with %d %s", qPrintable(path), reply.status, reply.body.constData());
    return QJsonDocument::fromJson(reply.body).object();
}

QString InspectorWorkflowTest::idOf(const QString &name)
{
    const QJsonObject history = http(u"GET"_s, u"/workflow-history"_s, 200)["history"_L1].toObject();
    const QJsonArray names = history["nameRegistry"_L1].toArray();
    for (const QJsonValue &entry : history["entries"_L1].toArray()) {
        const QJsonValue last = entry["location"_L1].toArray().last()["val"_L1];
        if (last.isDouble() && names[last.toInteger()] == name)
            return entry["id"_L1].toString();
    }
    return {};
}

bool InspectorWorkflowTest::eventually(const std::function<bool()> &condition)
{
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::ignore = m_engine->call(m_id, u"read"_s);
    }
    return true;
}

bool InspectorWorkflowTest::over(const QString &state)
{
    return eventually(
        [&] { return http(u"GET"_s, u"/workflow-history"_s, 200)["workflowState"_L1] == state; });
}

void InspectorWorkflowTest::theSocketShowsTheHistory()
{
    start(threeSteps);
    QVERIFY(over());
    const RequestId socket = open();
    const auto init = waitFor<v6::Init>(socket);
    QVERIFY(init.isWorkflowEnabled);
    const wf::History shown = *wf::decodeHistory(*init.workflowHistory);
    QCOMPARE(shown.nameRegistry, (std::vector<QString>{u"one"_s, u"two"_s, u"three"_s}));
    QCOMPARE(shown.entries.size(), 3U);
    QCOMPARE(shown.entryMetadata.at(shown.entries.front().id).status, wf::EntryStatus::Completed);
    send(socket, v6::WorkflowHistoryRequest{.id = {7}});
    const auto response = waitFor<v6::WorkflowHistoryResponse>(socket);
    QCOMPARE(response.rid.value, 7U);
    QVERIFY(response.isWorkflowEnabled);
    QCOMPARE(response.history, init.workflowHistory);
}

void InspectorWorkflowTest::theHistoryIsPushedUpToItsEnd()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
        co_await workflow.step(u"last"_s, [&] { return actor.act(u"last"_s); });
    });
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    const RequestId socket = open();
    const auto init = waitFor<v6::Init>(socket);
    const wf::History before = *wf::decodeHistory(*init.workflowHistory);
    QCOMPARE(before.entryMetadata.at(before.entries.front().id).status, wf::EntryStatus::Running);
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    for (bool isLast = false; !isLast;) {
        const wf::History pushed = *wf::decodeHistory(waitFor<v6::WorkflowHistoryUpdated>(socket).history);
        isLast =
            pushed.entries.size() == 2 && std::ranges::all_of(pushed.entryMetadata, [](const auto &metadata) {
                return metadata.second.status == wf::EntryStatus::Completed;
            });
    }
}

void InspectorWorkflowTest::valuesAreInCompatForm()
{
    start([](FlowActor &, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"bytes"_s, [] { return QByteArray("\1\2"); });
    });
    QVERIFY(over());
    const wf::History shown = *wf::decodeHistory(*waitFor<v6::Init>(open()).workflowHistory);
    const auto &step = std::get<wf::StepEntry>(shown.entries.front().kind);
    QCOMPARE(step.output, cbor::encodeCompat(QByteArray("\1\2")));
}

void InspectorWorkflowTest::httpShowsEveryKindOfEntry()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.rollbackCheckpoint(u"checkpoint"_s);
        co_await workflow.step(u"step"_s, [&] { return actor.act(u"step"_s); });
        co_await workflow.sleep(u"sleep"_s, 1ms);
        co_await workflow.removed(u"removed"_s, u"step"_s);
        co_await workflow.version(u"version"_s, 3);
        co_await workflow.loop(u"loop"_s, 1, [](WorkflowContext &round, int) -> WorkflowTask<LoopStep<int>> {
            co_await round.sleep(u"nap"_s, 1ms);
            co_return done(5);
        });
        const auto quick = [](WorkflowContext &branch) -> WorkflowTask<int> {
            co_return co_await branch.step(u"quick"_s, [] { return 1; });
        };
        co_await workflow.join(u"join"_s, branch(u"only"_s, quick));
        co_await workflow.race(u"race"_s, branch(u"only"_s, quick));
    });
    QVERIFY(over());
    const QJsonObject history = http(u"GET"_s, u"/workflow-history"_s, 200)["history"_L1].toObject();
    QMap<QString, QJsonObject> kinds;
    for (const QJsonValue &entry : history["entries"_L1].toArray())
        if (entry["location"_L1].toArray().size() == 1)
            kinds.insert(entry["kind"_L1]["tag"_L1].toString(), entry["kind"_L1]["val"_L1].toObject());
    QCOMPARE(kinds["WorkflowRollbackCheckpointEntry"_L1]["name"_L1], u"checkpoint"_s);
    QCOMPARE(kinds["WorkflowStepEntry"_L1]["output"_L1], u"step"_s);
    QVERIFY(kinds["WorkflowStepEntry"_L1]["error"_L1].isNull());
    QCOMPARE(kinds["WorkflowSleepEntry"_L1]["state"_L1], u"COMPLETED"_s);
    QCOMPARE(kinds["WorkflowRemovedEntry"_L1]["originalType"_L1], u"step"_s);
    QCOMPARE(kinds["WorkflowVersionCheckEntry"_L1]["resolved"_L1], 3);
    QCOMPARE(kinds["WorkflowLoopEntry"_L1]["output"_L1], 5);
    QCOMPARE(kinds["WorkflowLoopEntry"_L1]["iteration"_L1], 0);
    QCOMPARE(kinds["WorkflowJoinEntry"_L1]["branches"_L1]["only"_L1]["status"_L1], u"COMPLETED"_s);
    QCOMPARE(kinds["WorkflowRaceEntry"_L1]["winner"_L1], u"only"_s);
    const QJsonObject metadata = history["entryMetadata"_L1][idOf(u"step"_s)].toObject();
    QCOMPARE(metadata["status"_L1], u"COMPLETED"_s);
    QCOMPARE(metadata["attempts"_L1], 1);
    QVERIFY(metadata["completedAt"_L1].toInteger() > 0);
    const QJsonArray entries = history["entries"_L1].toArray();
    const auto round = std::ranges::find_if(entries, [](const QJsonValue &entry) {
        return entry["location"_L1][1]["tag"_L1] == "WorkflowLoopIterationMarker"_L1;
    });
    QVERIFY(round != entries.end());
    QCOMPARE((*round)["location"_L1][1]["val"_L1]["iteration"_L1], 0);
}

void InspectorWorkflowTest::theSummaryShowsTheWorkflow()
{
    start(threeSteps);
    QVERIFY(over());
    const QJsonObject summary = http(u"GET"_s, u"/summary"_s, 200);
    QCOMPARE(summary["isWorkflowEnabled"_L1], true);
    QCOMPARE(summary["workflowState"_L1], u"completed"_s);
    QCOMPARE(summary["workflowHistory"_L1]["entries"_L1].toArray().size(), 3);
}

void InspectorWorkflowTest::aWorkflowInFlightIsNotReplayed()
{
    start([](FlowActor &, WorkflowContext &workflow) -> Workflow { co_await workflow.sleep(u"nap"_s, 1h); });
    QVERIFY(over(u"sleeping"_s));
    QCOMPARE(http(u"POST"_s, u"/workflow/replay"_s, 409, "{}")["code"_L1], u"workflow_in_flight"_s);
    const RequestId socket = open();
    waitFor<v6::Init>(socket);
    send(socket, v6::WorkflowReplayRequest{.id = {1}, .entryId = {}});
    QVERIFY(waitFor<v6::Error>(socket).message.startsWith(u"workflow_in_flight: "_s));
    send(socket, v6::StateRequest{.id = {2}}); // The socket goes on.
    waitFor<v6::StateResponse>(socket);
}

void InspectorWorkflowTest::aStepAndEverythingAfterItIsReplayed()
{
    start(threeSteps);
    QVERIFY(over());
    const RequestId socket = open();
    waitFor<v6::Init>(socket);
    send(socket, v6::WorkflowReplayRequest{.id = {1}, .entryId = idOf(u"two"_s)});
    const auto response = waitFor<v6::WorkflowReplayResponse>(socket);
    QCOMPARE(response.rid.value, 1U);
    QCOMPARE(wf::decodeHistory(*response.history)->entries.size(), 1U);
    QVERIFY(over());
    QCOMPARE(FlowActor::world(), (QStringList{u"one"_s, u"two"_s, u"three"_s, u"two"_s, u"three"_s}));
    waitFor<v6::WorkflowHistoryUpdated>(socket);
    m_engine->stopActor(m_id, StopReason::SleepIntent); // It is stored as well.
    m_engine->startActor(m_id, {.name = u"flow"_s});
    QVERIFY(over());
    QCOMPARE(FlowActor::world().size(), 5);
}

void InspectorWorkflowTest::allIsReplayedWithoutAStep()
{
    start(threeSteps);
    QVERIFY(over());
    const QJsonObject answer = http(u"POST"_s, u"/workflow/replay"_s, 200, "{}");
    QCOMPARE(answer["isWorkflowEnabled"_L1], true);
    QVERIFY(answer["history"_L1].isObject());
    QVERIFY(eventually([] { return has(u"three"_s, 2); }));
    QVERIFY(over());
    QCOMPARE(FlowActor::world().size(), 6);
}

void InspectorWorkflowTest::aFailedWorkflowIsReplayedToo()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"one"_s, [&] { return actor.act(u"one"_s); });
        co_await workflow.step({.name = u"two"_s, .maxRetries = 0},
                               [&] { return actor.actAtLast(u"two"_s, 1); });
    });
    QVERIFY(over(u"failed"_s));
    http(u"POST"_s, u"/workflow/replay"_s, 200,
         QJsonDocument(QJsonObject{{"entryId"_L1, idOf(u"two"_s)}}).toJson());
    QVERIFY(over());
    QCOMPARE(FlowActor::world(), (QStringList{u"one"_s, u"two"_s, u"two"_s}));
}

namespace {

Workflow threeRounds(FlowActor &actor, WorkflowContext &workflow)
{
    co_await workflow.step(u"before"_s, [&] { return actor.act(u"before"_s); });
    co_await workflow.loop(u"rounds"_s, 0,
                           [&](WorkflowContext &round, int state) -> WorkflowTask<LoopStep<int>> {
                               const QString name = u"round %1"_s.arg(state);
                               co_await round.step(name, [&] { return actor.act(name); });
                               if (state == 2)
                                   co_return done(state);
                               co_return again(state + 1);
                           });
    co_await workflow.step(u"after"_s, [&] { return actor.act(u"after"_s); });
}

} // namespace

void InspectorWorkflowTest::theLatestRoundOfALoopIsReplayedAlone()
{
    start(threeRounds);
    QVERIFY(over());
    http(u"POST"_s, u"/workflow/replay"_s, 200,
         QJsonDocument(QJsonObject{{"entryId"_L1, idOf(u"round 2"_s)}}).toJson());
    QVERIFY(over());
    QCOMPARE(FlowActor::world(), (QStringList{u"before"_s, u"round 0"_s, u"round 1"_s, u"round 2"_s,
                                              u"after"_s, u"round 2"_s, u"after"_s}));
}

void InspectorWorkflowTest::aRoundBeforeTheLatestReplaysTheLoop()
{
    start(threeRounds);
    QVERIFY(over());
    http(u"POST"_s, u"/workflow/replay"_s, 200,
         QJsonDocument(QJsonObject{{"entryId"_L1, idOf(u"round 1"_s)}}).toJson());
    QVERIFY(over());
    QCOMPARE(FlowActor::world().mid(5), (QStringList{u"round 0"_s, u"round 1"_s, u"round 2"_s, u"after"_s}));
}

void InspectorWorkflowTest::aStepOfABranchIsReplayed()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.join(u"both"_s, branch(u"left"_s, [&](WorkflowContext &left) -> WorkflowTask<> {
                                   co_await left.step(u"first"_s, [&] { return actor.act(u"first"_s); });
                                   co_await left.step(u"second"_s, [&] { return actor.act(u"second"_s); });
                               }));
    });
    QVERIFY(over());
    http(u"POST"_s, u"/workflow/replay"_s, 200,
         QJsonDocument(QJsonObject{{"entryId"_L1, idOf(u"second"_s)}}).toJson());
    QVERIFY(eventually([] { return has(u"second"_s, 2); }));
    QVERIFY(over());
    QCOMPARE(FlowActor::world(), (QStringList{u"first"_s, u"second"_s, u"second"_s}));
}

void InspectorWorkflowTest::otherEntriesAreNotReplayed()
{
    start([](FlowActor &, WorkflowContext &workflow) -> Workflow { co_await workflow.sleep(u"nap"_s, 1ms); });
    QVERIFY(over());
    const QByteArray sleep = QJsonDocument(QJsonObject{{"entryId"_L1, idOf(u"nap"_s)}}).toJson();
    QVERIFY(http(u"POST"_s, u"/workflow/replay"_s, 500, sleep)["message"_L1].toString().contains(u"step"_s));
    const QByteArray nobody = R"({"entryId":"nobody"})";
    QVERIFY(
        http(u"POST"_s, u"/workflow/replay"_s, 500, nobody)["message"_L1].toString().contains(u"nobody"_s));
}

QTEST_GUILESS_MAIN(InspectorWorkflowTest)
#include "tst_inspectorworkflow.moc"
