// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/persist/workflowcodec.h"
#include "protocol/persist/workflowkeys.h"
#include "tests/unit/engine/runtime/flowactor.h"
#include "tests/unit/engine/runtime/scriptedengine.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::StopReason;
namespace v8 = envoy::v8;
namespace wf = persist::workflow;

class WorkflowMessagesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    void aMessageIsReceivedAndRemembered();
    void messagesOfOtherNamesStay();
    void aMessageWakesAWorkflowThatWaits();
    void theActorMaySleepWhileItListens();
    void batchesTakeWhatIsThere();
    void aTimeoutGivesNothing();
    void aTimeoutOutlivesItsActor();
    void anAnswerReachesTheSender();
    void aMessageThatACrashLeftIsNotReceivedTwice();
    void aCompletableMessageIsCompletedAfterARestart();
    void theNextMessageWaitsForTheAnswer();
    void aMessageMayWinARace();
    void loopsWorkOffAQueue();
    void removedMessagesFit();

private:
    void start(FlowActor::Script script, const QString &name = u"flow"_s);
    void crash() { m_engine->stopActor(m_id, StopReason::Lost); }
    void restart() { m_engine->startActor(m_id, {.name = u"flow"_s}); }
    bool eventually(const std::function<bool()> &condition);
    bool over(wf::State state = wf::State::Completed);
    bool send(const QString &name, const QCborValue &body)
    {
        return m_engine->call(m_id, u"send"_s, {name, body}).has_value();
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

namespace {

QStringList world()
{
    return FlowActor::world();
}

bool has(const QString &act, qsizetype count = 1)
{
    return world().count(act) >= count;
}

} // namespace

void WorkflowMessagesTest::init()
{
    FlowActor::forgetWorld();
    m_engine = std::make_unique<ScriptedEngine>(flows());
}

void WorkflowMessagesTest::start(FlowActor::Script script, const QString &name)
{
    FlowActor::setScript(std::move(script));
    m_engine->startActor(m_id, {.name = name});
}

bool WorkflowMessagesTest::eventually(const std::function<bool()> &condition)
{
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::ignore = m_engine->call(m_id, u"read"_s);
    }
    return true;
}

bool WorkflowMessagesTest::over(wf::State state)
{
    return eventually([&] {
        const auto found = m_engine->storage(m_id).find(persist::workflowStateKey());
        return found != m_engine->storage(m_id).end() && wf::stateOf(found->second) == state;
    });
}

void WorkflowMessagesTest::aMessageIsReceivedAndRemembered()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const WorkflowMessage message = co_await workflow.listen(u"wait"_s, {.names = {u"word"_s}});
        actor.act(message.name % u"="_s % message.body.toString());
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    });
    QVERIFY(send(u"word"_s, u"now"_s));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(0));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"word=now"_s, 2); }));
}

void WorkflowMessagesTest::messagesOfOtherNamesStay()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const WorkflowMessage message = co_await workflow.listen(u"wait"_s, {.names = {u"b"_s, u"c"_s}});
        actor.act(message.name);
    });
    QVERIFY(send(u"a"_s, 1));
    QVERIFY(send(u"c"_s, 2));
    QVERIFY(over());
    QCOMPARE(world(), QStringList{u"c"_s});
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(1));
}

void WorkflowMessagesTest::aMessageWakesAWorkflowThatWaits()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const WorkflowMessage message = co_await workflow.listen(u"wait"_s);
        actor.act(message.name);
    });
    QVERIFY(m_engine->call(m_id, u"read"_s));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    restart();
    QVERIFY(send(u"late"_s, 1));
    QVERIFY(over());
    QCOMPARE(world(), QStringList{u"late"_s});
}

void WorkflowMessagesTest::theActorMaySleepWhileItListens()
{
    start([](FlowActor &, WorkflowContext &workflow) -> Workflow { co_await workflow.listen(u"wait"_s); },
          u"drowsy"_s);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<v8::ActorIntentSleep>(m_id); }));
}

void WorkflowMessagesTest::batchesTakeWhatIsThere()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
        const auto messages = co_await workflow.listenBatch(u"wait"_s, {.count = 2});
        for (const WorkflowMessage &message : messages)
            actor.act(message.name);
        co_await workflow.step(u"wait more"_s, [&] { return actor.actSlowly(u"wait more"_s); });
    });
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        QVERIFY(send(name, 1));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(eventually([] { return has(u"wait more"_s); }));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"wait more"_s, 2); }));
    QCOMPARE(world(),
             (QStringList{u"slow"_s, u"a"_s, u"b"_s, u"wait more"_s, u"a"_s, u"b"_s, u"wait more"_s}));
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(1));
}

void WorkflowMessagesTest::aTimeoutGivesNothing()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto messages = co_await workflow.listenBatch(u"wait"_s, {.timeout = 30ms});
        actor.act(u"%1 messages"_s.arg(messages.size()));
        const auto tried = co_await workflow.tryBlock(u"try"_s, [](WorkflowContext &block) -> WorkflowTask<> {
            co_await block.listen(u"wait"_s, {.timeout = 1ms});
        });
        actor.act(tried.error().message);
    });
    QVERIFY(over());
    QCOMPARE(world()[0], u"0 messages"_s);
    QVERIFY(world()[1].contains(u"got no message in time"_s));
}

void WorkflowMessagesTest::aTimeoutOutlivesItsActor()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto messages = co_await workflow.listenBatch(u"wait"_s, {.timeout = 300ms});
        actor.act(u"%1 messages"_s.arg(messages.size()));
    });
    const auto alarm = [&] {
        std::optional<std::int64_t> last;
        for (const v8::EventWrapper &event : m_engine->events(m_id))
            if (const auto *set = std::get_if<v8::ActorSetAlarm>(&event.inner))
                last = set->alarmTs;
        return last;
    };
    QVERIFY(eventually([&] { return alarm() > QDateTime::currentMSecsSinceEpoch(); }));
    const auto deadline = alarm();
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(alarm(), deadline);
    restart();
    QVERIFY(over());
    QVERIFY(QDateTime::currentMSecsSinceEpoch() >= *deadline);
    QCOMPARE(world(), QStringList{u"0 messages"_s});
}

void WorkflowMessagesTest::anAnswerReachesTheSender()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const WorkflowMessage message =
            co_await workflow.listen(u"wait"_s, {.completable = ListenOptions::Completable::Yes});
        const int doubled = co_await workflow.step(u"double"_s, [&] {
            actor.act(u"double"_s);
            return int(message.body.toInteger() * 2);
        });
        co_await workflow.complete(message, doubled);
    });
    QCOMPARE(m_engine->call(m_id, u"ask"_s, {u"number"_s, 21}), QCborValue(42));
    QVERIFY(over());
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(0));
}

void WorkflowMessagesTest::aMessageThatACrashLeftIsNotReceivedTwice()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const WorkflowMessage first = co_await workflow.listen(u"first"_s);
        co_await workflow.step(u"note"_s, [&] { actor.act(first.body.toString()); });
        const WorkflowMessage second = co_await workflow.listen(u"second"_s);
        co_await workflow.step(u"note again"_s, [&] { actor.act(second.body.toString()); });
    });
    QVERIFY(send(u"word"_s, u"one"_s));
    // As the storage was before the message was removed, but with the history that has it.
    const ScriptedEngine::Storage before = m_engine->storage(m_id);
    QVERIFY(eventually([] { return has(u"one"_s); }));
    QVERIFY(eventually([&] { return m_engine->call(m_id, u"queueSize"_s) == QCborValue(0); }));
    crash();
    for (const auto &[key, value] : before)
        if (!key.startsWith(persist::workflowPrefix()))
            m_engine->storage(m_id)[key] = value;
    restart();
    QVERIFY(send(u"word"_s, u"two"_s));
    QVERIFY(over());
    QCOMPARE(world(), (QStringList{u"one"_s, u"two"_s}));
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(0));
}

void WorkflowMessagesTest::aCompletableMessageIsCompletedAfterARestart()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const WorkflowMessage message =
            co_await workflow.listen(u"wait"_s, {.completable = ListenOptions::Completable::Yes});
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
        co_await workflow.complete(message, u"done"_s);
        co_await workflow.step(u"after"_s, [&] { return actor.actSlowly(u"after"_s); });
    });
    QVERIFY(send(u"word"_s, u"one"_s));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    restart();
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(1));
    QVERIFY(eventually([] { return has(u"slow"_s, 2); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(eventually([] { return has(u"after"_s); }));
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(0));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"after"_s, 2); }));
}

void WorkflowMessagesTest::theNextMessageWaitsForTheAnswer()
{
    start([](FlowActor &, WorkflowContext &workflow) -> Workflow {
        co_await workflow.listen(u"first"_s, {.completable = ListenOptions::Completable::Yes});
        co_await workflow.listen(u"second"_s);
    });
    QVERIFY(send(u"word"_s, 1));
    QVERIFY(over(wf::State::Failed));
    QVERIFY(m_engine->logText().contains(u"before the one before is completed"_s));
}

void WorkflowMessagesTest::aMessageMayWinARace()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto line = [](const QString &name) {
            return branch(name, [name](WorkflowContext &branch) -> WorkflowTask<QString> {
                co_return (co_await branch.listen(u"wait"_s, {.names = {name}})).body.toString();
            });
        };
        const auto race = co_await workflow.race(u"race"_s, line(u"yes"_s), line(u"no"_s));
        actor.act(race.winner % u" "_s % race.value);
    });
    QVERIFY(send(u"no"_s, u"never"_s));
    QVERIFY(over());
    QCOMPARE(world(), QStringList{u"no never"_s});
    QVERIFY(send(u"yes"_s, u"late"_s)); // Nobody listens any more.
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(1));
}

void WorkflowMessagesTest::loopsWorkOffAQueue()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const int sum =
            co_await workflow.loop({.name = u"rounds"_s, .historyPruneInterval = 4}, 0,
                                   [&](WorkflowContext &round, int sum) -> WorkflowTask<LoopStep<int>> {
                                       const WorkflowMessage load =
                                           co_await round.listen(u"load"_s, {.names = {u"load"_s}});
                                       const int next = sum + int(load.body.toInteger());
                                       if (load.body.toInteger() == 0)
                                           co_return done(next);
                                       co_return again(next);
                                   });
        actor.act(u"sum %1"_s.arg(sum));
    });
    for (int load = 1; load <= 30; ++load) {
        QVERIFY(send(u"load"_s, load));
        if (load % 10 == 0) {
            crash();
            restart();
        }
    }
    QVERIFY(send(u"load"_s, 0));
    QVERIFY(over());
    QCOMPARE(world(), QStringList{u"sum 465"_s});
    QCOMPARE(m_engine->call(m_id, u"queueSize"_s), QCborValue(0));
}

void WorkflowMessagesTest::removedMessagesFit()
{
    start([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.listenBatch(u"gone"_s, {.timeout = 1h, .count = 2});
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    });
    QVERIFY(send(u"word"_s, 1));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    FlowActor::setScript([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.removed(u"gone"_s, u"message"_s);
        co_await workflow.step(u"slow"_s, [&] { return actor.act(u"quick"_s); });
    });
    restart();
    QVERIFY(over());
}

QTEST_GUILESS_MAIN(WorkflowMessagesTest)
#include "tst_workflowmessages.moc"
