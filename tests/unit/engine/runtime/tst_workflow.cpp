// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/workflow/workflowlimits.h"
#include "protocol/base/cbor.h"
#include "protocol/persist/workflowcodec.h"
#include "protocol/persist/workflowkeys.h"
#include "tests/unit/engine/runtime/flowactor.h"
#include "tests/unit/engine/runtime/scriptedengine.h"

#include <QtTest/QTest>

#include <algorithm>
#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::StopReason;
namespace v8 = envoy::v8;
namespace wf = persist::workflow;

class WorkflowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_engine.reset(); }

    // Steps.
    void stepsRunOnceAndGiveWhatTheyGave();
    void whatAStepGaveIsStoredWithTheStateBeforeTheNext();
    void nothingGoesOnBeforeItIsStored();
    void aCompletedWorkflowIsNotRunAgain();
    void valuesOfAllKindsComeBack();
    void anInterruptedStepRunsAgain();
    void aStopWaitsForTheStepThatRuns();
    void aStepThatTakesTooLongToStopRunsAgain();
    void ephemeralStepsAreStoredWithTheNext();

    // Attempts.
    void aStepIsTriedAgainWithGrowingPauses();
    void attemptsGoOnAfterARestart();
    void aStepIsTriedAsOftenAsItMay();
    void criticalErrorsAreNotTriedAgain();
    void timeoutsEndAStep();
    void timeoutsMayBeTriedAgain();
    void exceptionsOfStepsAreErrors();
    void triedStepsGiveTheirFailure();
    void triedBlocksGiveTheirFailure();
    void resultsAreBounded();

    // Time.
    void aSleepOutlivesItsActor();
    void theActorSleepsWhileItsWorkflowWaits();
    void aSleepThatIsOverDoesNotBeginAgain();
    void aWorkflowWithSomethingToDoWantsToBeWoken();

    // Loops.
    void loopsHandOnTheirState();
    void loopsWithoutAStateGoOnUntilDone();
    void aLoopGoesOnWhereItWas();
    void oldRoundsAreForgotten();
    void loopsInLoopsGoOnWhereTheyWere();

    // Branches.
    void joinsGiveWhatTheirBranchesGave();
    void joinsOfManyBranchesGiveAMap();
    void aJoinGoesOnWithTheBranchesThatAreLeft();
    void aJoinFailsAfterAllItsBranches();
    void theFirstBranchWinsARace();
    void aRaceThatIsWonStaysWon();
    void aRaceIsLostIfAllFail();
    void aRaceAgainstTimeIsATimeout();

    // Rollback.
    void stepsAreUndoneLastFirst();
    void undoingGoesOnAfterACrash();
    void anUndoThatFailsIsTriedByTheNextGeneration();
    void rollbacksNeedACheckpoint();
    void rollbackErrorsPassTheTry();
    void stepsOfBranchesAreUndoneToo();

    // Changes of the code.
    void anotherKindOfEntryIsAMismatch();
    void aMissingEntryIsAMismatch();
    void otherBranchesAreAMismatch();
    void fixedCodeGoesOn();
    void removedEntriesFit();
    void versionsStayWhatTheyWere();
    void namesAreUnique();
    void aContextDoesOneThingAtATime();
    void exceptionsOfTheWorkflowAreItsFailure();
    void damagedHistoryIsReportedAndKept();

private:
    void start(FlowActor::Script script, const QString &name = u"flow"_s);
    /// The process dies: nothing more is saved, and the next generation starts with what is stored.
    void crash();
    void restart(const QString &name = u"flow"_s) { m_engine->startActor(m_id, {.name = name}); }
    bool eventually(const std::function<bool()> &condition);
    bool over(wf::State state = wf::State::Completed);
    [[nodiscard]] std::optional<wf::State> storedState();
    [[nodiscard]] QString storedError();
    struct Stored {
        QStringList names;
        std::map<QString, wf::Entry> entries; ///< By path.
        std::map<QString, wf::EntryMetadata> metadata;
        [[nodiscard]] QStringList paths() const;
        template <class Kind>
        [[nodiscard]] Kind at(const QString &path) const
        {
            return std::get<Kind>(entries.at(path).kind);
        }
        [[nodiscard]] wf::EntryMetadata of(const QString &path) const
        {
            const auto entry = entries.find(path);
            return entry == entries.end() ? wf::EntryMetadata() : metadata.at(entry->second.id);
        }
    };
    Stored stored();
    [[nodiscard]] std::optional<std::int64_t> alarm() const;

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

/// A script that is a coroutine lambda without captures.
template <class Run>
FlowActor::Script script(Run run)
{
    return run;
}

} // namespace

void WorkflowTest::init()
{
    FlowActor::forgetWorld();
    m_engine = std::make_unique<ScriptedEngine>(flows());
}

void WorkflowTest::start(FlowActor::Script script, const QString &name)
{
    FlowActor::setScript(std::move(script));
    m_engine->startActor(m_id, {.name = name});
}

void WorkflowTest::crash()
{
    m_engine->stopActor(m_id, StopReason::Lost);
}

bool WorkflowTest::eventually(const std::function<bool()> &condition)
{
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        // An answer of the actor shows that it is done with what came before, and lets its writes through.
        std::ignore = m_engine->call(m_id, u"read"_s);
    }
    return true;
}

bool WorkflowTest::over(wf::State state)
{
    return eventually([&] { return storedState() == state; });
}

std::optional<wf::State> WorkflowTest::storedState()
{
    const auto found = m_engine->storage(m_id).find(persist::workflowStateKey());
    return found == m_engine->storage(m_id).end() ? std::nullopt : wf::stateOf(found->second);
}

QString WorkflowTest::storedError()
{
    const QByteArray bytes = m_engine->storage(m_id)[persist::workflowErrorKey()];
    const QCborMap error = cbor::decode(bytes).value_or(QCborValue()).toMap();
    return error.value(u"name"_s).toString() % u": "_s % error.value(u"message"_s).toString();
}

QStringList WorkflowTest::Stored::paths() const
{
    QStringList paths;
    for (const auto &[path, entry] : entries)
        paths.append(path);
    return paths;
}

WorkflowTest::Stored WorkflowTest::stored()
{
    Stored stored;
    for (const auto &[key, value] : m_engine->storage(m_id)) {
        if (persist::workflowNameIndexOf(key))
            stored.names.append(QString::fromUtf8(value));
        else if (const auto id = persist::workflowMetadataIdOf(key))
            stored.metadata.emplace(*id, *wf::decodeMetadata(value));
    }
    for (const auto &[key, value] : m_engine->storage(m_id)) {
        if (!persist::isWorkflowHistoryKey(key))
            continue;
        const wf::Entry entry = *wf::decodeEntry(value);
        QStringList path;
        for (const wf::PathSegment &segment : entry.location) {
            if (const auto *marker = std::get_if<wf::LoopIterationMarker>(&segment))
                path.append(u'~' % QString::number(marker->iteration));
            else
                path.append(stored.names.at(std::get<std::uint32_t>(segment)));
        }
        stored.entries.emplace(path.join(u'/'), entry);
    }
    return stored;
}

std::optional<std::int64_t> WorkflowTest::alarm() const
{
    std::optional<std::int64_t> last;
    for (const v8::EventWrapper &event : m_engine->events(m_id))
        if (const auto *set = std::get_if<v8::ActorSetAlarm>(&event.inner))
            last = set->alarmTs;
    return last;
}

// --- Steps ---

void WorkflowTest::stepsRunOnceAndGiveWhatTheyGave()
{
    const auto run = script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const QString first = co_await workflow.step(u"first"_s, [&] { return actor.act(u"one"_s); });
        const int length = co_await workflow.step(u"second"_s, [&] { return int(first.size()); });
        co_await workflow.step(u"third"_s, [&] { actor.act(u"length %1"_s.arg(length)); });
        co_await workflow.sleep(u"wait"_s, 1h);
    });
    start(run);
    QVERIFY(eventually([&] { return stored().entries.contains(u"wait"_s); }));
    crash();
    restart();
    QVERIFY(eventually([&] { return alarm() > QDateTime::currentMSecsSinceEpoch(); }));
    QCOMPARE(world(), (QStringList{u"one"_s, u"length 3"_s}));
    QCOMPARE(*stored().at<wf::StepEntry>(u"first"_s).output, cbor::encode(u"one"_s));
    QCOMPARE(*stored().at<wf::StepEntry>(u"second"_s).output, cbor::encode(3));
    QVERIFY(!stored().at<wf::StepEntry>(u"third"_s).output);
    QCOMPARE(stored().of(u"third"_s).status, wf::EntryStatus::Completed);
    QCOMPARE(stored().of(u"third"_s).attempts, 1U);
}

void WorkflowTest::whatAStepGaveIsStoredWithTheStateBeforeTheNext()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"first"_s, [&] { return actor.act(u"one"_s); });
        co_await workflow.step(u"second"_s, [&] { return actor.actSlowly(u"two"_s); });
    }));
    QVERIFY(eventually([] { return has(u"two"_s); }));
    crash();
    QCOMPARE(stored().of(u"first"_s).status, wf::EntryStatus::Completed);
    QCOMPARE(m_engine->storedState(m_id).value(u"notes"_s), QCborValue(QCborArray{u"one"_s}));
}

void WorkflowTest::nothingGoesOnBeforeItIsStored()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"go"_s, [&] { return actor.actSlowly(u"go"_s); });
        co_await workflow.step(u"first"_s, [&] { return actor.act(u"one"_s); });
        co_await workflow.step(u"second"_s, [&] { return actor.act(u"two"_s); });
    }));
    QVERIFY(eventually([] { return has(u"go"_s); }));
    m_engine->failWrites(u"the disk is full"_s);
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"go"_s}));
    QVERIFY(eventually([&] { return m_engine->logText().count(u"the disk is full"_s) >= 3; }));
    QVERIFY(!has(u"one"_s));
    m_engine->failWrites({});
    QVERIFY(over());
    QCOMPARE(world(), (QStringList{u"go"_s, u"one"_s, u"two"_s}));
}

void WorkflowTest::aCompletedWorkflowIsNotRunAgain()
{
    start(script([](FlowActor &actor, WorkflowContext &) -> Workflow {
        actor.act(u"begun"_s);
        co_return;
    }));
    QVERIFY(over());
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    restart();
    QVERIFY(eventually([&] { return !alarm(); }));
    QCOMPARE(world(), QStringList{u"begun"_s});
}

void WorkflowTest::valuesOfAllKindsComeBack()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const QStringList list =
            co_await workflow.step(u"list"_s, [] { return QStringList{u"a"_s, u"b"_s}; });
        const double number = co_await workflow.step(u"number"_s, [] { return 0.5; });
        const qint64 large = co_await workflow.step(u"large"_s, [] { return qint64{5'000'000'000}; });
        const bool yes = co_await workflow.step(u"yes"_s, []() -> Result<bool> { return true; });
        const QCborValue any =
            co_await workflow.step(u"any"_s, []() -> ActionResult { return QCborMap{{u"k"_s, 1}}; });
        const QString later = co_await workflow.step(
            u"later"_s, [] { return QtFuture::makeReadyValueFuture(Result<QString>(u"later"_s)); });
        const QString seen = u"%1 %2 %3 %4 %5 %6"_s.arg(list.join(u'+'))
                                 .arg(number)
                                 .arg(large)
                                 .arg(yes)
                                 .arg(any.toMap().value(u"k"_s).toInteger())
                                 .arg(later);
        actor.act(seen);
        co_await workflow.sleep(u"wait"_s, 1h);
    }));
    QVERIFY(eventually([&] { return stored().entries.contains(u"wait"_s); }));
    crash();
    restart();
    const QString seen = u"a+b 0.5 5000000000 1 1 later"_s;
    QVERIFY(eventually([&] { return has(seen, 2); }));
}

void WorkflowTest::anInterruptedStepRunsAgain()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"before"_s, [&] { return actor.act(u"before"_s); });
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"slow"_s, 2); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(over());
    QCOMPARE(world(), (QStringList{u"before"_s, u"slow"_s, u"slow"_s}));
}

void WorkflowTest::aStopWaitsForTheStepThatRuns()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const QString word = co_await workflow.step(u"word"_s, [&] { return actor.actSlowly(u"word"_s); });
        co_await workflow.step(u"after"_s, [&] { return actor.act(word); });
    }));
    QVERIFY(eventually([] { return has(u"word"_s); }));
    // The release is on its way before the stop, and is heard after it.
    const v8::RequestId release = m_engine->send(
        m_id, {.method = u"POST"_s,
               .path = u"/action/release"_s,
               .headers = {{u"x-rivet-encoding"_s, u"json"_s}, {u"content-type"_s, u"application/json"_s}},
               .body = R"({"args":["word"]})"_ba});
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->reply(release)->status, 200);
    QCOMPARE(stored().of(u"word"_s).status, wf::EntryStatus::Completed);
    QVERIFY(!stored().entries.contains(u"after"_s));
    restart();
    QVERIFY(over());
    QCOMPARE(world(), (QStringList{u"word"_s, u"word"_s}));
}

void WorkflowTest::aStepThatTakesTooLongToStopRunsAgain()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    m_engine->stopActor(m_id, StopReason::SleepIntent); // Its grace period ends this.
    QVERIFY(alarm() <= QDateTime::currentMSecsSinceEpoch());
    restart();
    QVERIFY(eventually([] { return has(u"slow"_s, 2); }));
}

void WorkflowTest::ephemeralStepsAreStoredWithTheNext()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step({.name = u"quick"_s, .ephemeral = true},
                               [&] { return actor.act(u"quick"_s); });
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    QVERIFY(!stored().entries.contains(u"quick"_s));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(over());
    QVERIFY(stored().entries.contains(u"quick"_s));
}

// --- Attempts ---

void WorkflowTest::aStepIsTriedAgainWithGrowingPauses()
{
    const qint64 begun = QDateTime::currentMSecsSinceEpoch();
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(
            {.name = u"try"_s, .maxRetries = 5, .retryBackoffBase = 10ms, .retryBackoffMax = 50ms}, [&] {
                actor.act(u"at %1"_s.arg(QDateTime::currentMSecsSinceEpoch()));
                return actor.actAtLast(u"try"_s, 4);
            });
    }));
    QVERIFY(over());
    QStringList times = world();
    times.removeAll(u"try"_s);
    QCOMPARE(times.size(), 5);
    const auto timeOf = [&](qsizetype i) { return times[i].section(u' ', 1).toLongLong(); };
    // Twice as long each time, up to the longest: 20, 40, 50 and 50; each time is cut to a millisecond.
    for (const auto &[attempt, pauses] :
         {std::pair(1, 20), std::pair(2, 60), std::pair(3, 110), std::pair(4, 160)})
        QVERIFY2(timeOf(attempt) - begun >= pauses - attempt - 1, qPrintable(times.join(u", "_s)));
    QCOMPARE(stored().of(u"try"_s).attempts, 5U);
    QVERIFY(!stored().of(u"try"_s).error);
    QVERIFY(m_engine->logText().contains(u"workflow step failed"_s));
}

void WorkflowTest::attemptsGoOnAfterARestart()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step({.name = u"try"_s, .retryBackoffBase = 1h, .retryBackoffMax = 1h},
                               [&] { return actor.actAtLast(u"try"_s, 1); });
    }));
    QVERIFY(eventually([&] {
        const Stored now = stored();
        return now.entries.contains(u"try"_s) && now.of(u"try"_s).status == wf::EntryStatus::Failed;
    }));
    QCOMPARE(stored().of(u"try"_s).error, u"Error: not yet"_s);
    // Its pause is a wait like any other.
    QVERIFY(eventually([&] { return alarm() > QDateTime::currentMSecsSinceEpoch() + 3'000'000; }));
    crash();
    FlowActor::setScript(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step({.name = u"try"_s, .retryBackoffBase = 1ms},
                               [&] { return actor.actAtLast(u"try"_s, 1); });
    }));
    restart();
    QVERIFY(over());
    QCOMPARE(stored().of(u"try"_s).attempts, 2U);
}

void WorkflowTest::aStepIsTriedAsOftenAsItMay()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step({.name = u"try"_s, .maxRetries = 2, .retryBackoffBase = 1ms},
                               [&] { return actor.actAtLast(u"try"_s, 100); });
        co_await workflow.step(u"never"_s, [&] { return actor.act(u"never"_s); });
    }));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(world(), (QStringList{u"try"_s, u"try"_s, u"try"_s}));
    QCOMPARE(stored().of(u"try"_s).status, wf::EntryStatus::Exhausted);
    QCOMPARE(storedError(), u"StepExhaustedError: Step \"try\" exhausted retries: Error: not yet"_s);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    restart();
    QVERIFY(eventually([&] { return !alarm(); }));
    QCOMPARE(world().size(), 3);
}

void WorkflowTest::criticalErrorsAreNotTriedAgain()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"try"_s, [&]() -> Result<QString> {
            actor.act(u"try"_s);
            return criticalError(u"no such card"_s);
        });
    }));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(world().size(), 1);
    QCOMPARE(storedError(), u"CriticalError: no such card"_s);
}

void WorkflowTest::timeoutsEndAStep()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step({.name = u"slow"_s, .timeout = 20ms},
                               [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(world().size(), 1);
    QCOMPARE(storedError(), u"StepTimeoutError: Step \"slow\" timed out after 20ms"_s);
}

void WorkflowTest::timeoutsMayBeTriedAgain()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step({.name = u"slow"_s,
                                .maxRetries = 1,
                                .retryBackoffBase = 1ms,
                                .timeout = 20ms,
                                .retryOnTimeout = true},
                               [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(world().size(), 2);
    QCOMPARE(storedError(), u"StepTimeoutError: Step \"slow\" timed out after 20ms"_s);
}

void WorkflowTest::exceptionsOfStepsAreErrors()
{
    start(script([](FlowActor &, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step({.name = u"throw"_s, .maxRetries = 0},
                               []() -> QString { throw std::runtime_error("thrown in a step"); });
    }));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(storedError(),
             u"StepExhaustedError: Step \"throw\" exhausted retries: Error: thrown in a step"_s);
}

void WorkflowTest::triedStepsGiveTheirFailure()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto tried = co_await workflow.tryStep(u"try"_s, [&]() -> Result<QString> {
            actor.act(u"try"_s);
            return criticalError(u"no such card"_s);
        });
        actor.act(tried ? u"fine"_s : tried.error().text());
        const auto fine = co_await workflow.tryStep(u"fine"_s, [&] { return 7; });
        actor.act(QString::number(*fine));
        co_await workflow.sleep(u"wait"_s, 1h);
    }));
    QVERIFY(eventually([&] { return stored().entries.contains(u"wait"_s); }));
    const QString failed = u"CriticalError: no such card"_s;
    QCOMPARE(world(), (QStringList{u"try"_s, failed, u"7"_s}));
    crash();
    restart();
    // The same after a restart, and without another try.
    QVERIFY(eventually([] { return has(u"7"_s, 2); }));
    QCOMPARE(world(), (QStringList{u"try"_s, failed, u"7"_s, failed, u"7"_s}));
}

void WorkflowTest::triedBlocksGiveTheirFailure()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto tried =
            co_await workflow.tryBlock(u"block"_s, [&](WorkflowContext &block) -> WorkflowTask<QString> {
                co_await block.step(u"one"_s, [&] { return actor.act(u"one"_s); });
                co_await block.step({.name = u"two"_s, .maxRetries = 0},
                                    [&] { return actor.actAtLast(u"two"_s, 100); });
                co_return u"never"_s;
            });
        actor.act(tried ? *tried : tried.error().where);
        const auto fine =
            co_await workflow.tryBlock(u"other"_s, [&](WorkflowContext &block) -> WorkflowTask<> {
                co_await block.sleep(u"nap"_s, 1ms);
            });
        actor.act(fine ? u"fine"_s : u"failed"_s);
    }));
    QVERIFY(over());
    QCOMPARE(world(), (QStringList{u"one"_s, u"two"_s, u"two"_s, u"fine"_s}));
    QCOMPARE(stored().paths(), (QStringList{u"block/one"_s, u"block/two"_s, u"other/nap"_s}));
}

void WorkflowTest::resultsAreBounded()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto large = co_await workflow.tryStep(u"large"_s, [&] {
            actor.act(u"large"_s);
            return QString(limits::workflowEntryBytesMax + 1, u'x');
        });
        actor.act(large.error().message);
    }));
    QVERIFY(over());
    QCOMPARE(world().size(), 2);
    QVERIFY2(world()[1].contains(u"\"large\" has"_s), qPrintable(world()[1]));
    QVERIFY(world()[1].contains(QString::number(limits::workflowEntryBytesMax)));
}

// --- Time ---

void WorkflowTest::aSleepOutlivesItsActor()
{
    const auto run = script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.sleep(u"nap"_s, 400ms);
        co_await workflow.step(u"after"_s, [&] { return actor.act(u"after"_s); });
    });
    const qint64 begun = QDateTime::currentMSecsSinceEpoch();
    start(run);
    QVERIFY(eventually([&] { return alarm() >= begun + 400; }));
    const qint64 deadline = *alarm();
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(alarm(), deadline);
    QCOMPARE(storedState(), wf::State::Sleeping);
    QCOMPARE(stored().at<wf::SleepEntry>(u"nap"_s).deadline, std::uint64_t(deadline));
    restart();
    QVERIFY(over());
    QVERIFY(QDateTime::currentMSecsSinceEpoch() >= deadline);
    QCOMPARE(stored().at<wf::SleepEntry>(u"nap"_s).state, wf::SleepState::Completed);
    QCOMPARE(world(), QStringList{u"after"_s});
}

void WorkflowTest::theActorSleepsWhileItsWorkflowWaits()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
              co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
              co_await workflow.sleep(u"nap"_s, 1h);
          }),
          u"drowsy"_s);
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    // Busy with a step it does not ask to sleep, as another one does that has nothing to do.
    FlowActor::setScript(script([](FlowActor &, WorkflowContext &) -> Workflow { co_return; }));
    m_engine->startActor(u"actor-2"_s, {.name = u"drowsy"_s});
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<v8::ActorIntentSleep>(u"actor-2"_s); }));
    QVERIFY(!m_engine->hasIntent<v8::ActorIntentSleep>(m_id));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<v8::ActorIntentSleep>(m_id); }));
    QVERIFY(alarm() > QDateTime::currentMSecsSinceEpoch());
}

void WorkflowTest::aSleepThatIsOverDoesNotBeginAgain()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.sleep(u"nap"_s, 100ms);
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    const std::uint64_t deadline = stored().at<wf::SleepEntry>(u"nap"_s).deadline;
    restart();
    QVERIFY(eventually([] { return has(u"slow"_s, 2); }));
    QCOMPARE(stored().at<wf::SleepEntry>(u"nap"_s).deadline, deadline);
}

void WorkflowTest::aWorkflowWithSomethingToDoWantsToBeWoken()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
        co_await workflow.step(u"other"_s, [&] { return actor.actSlowly(u"other"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    QVERIFY(alarm() <= QDateTime::currentMSecsSinceEpoch());
    const auto alarms = [&] {
        return std::ranges::count_if(m_engine->events(m_id), [](const v8::EventWrapper &event) {
            return std::holds_alternative<v8::ActorSetAlarm>(event.inner);
        });
    };
    const auto before = alarms();
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(eventually([] { return has(u"other"_s); }));
    QCOMPARE(alarms(), before); // Said once, not with each step.
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"other"_s}));
    QVERIFY(over());
    QVERIFY(eventually([&] { return !alarm(); }));
}

// --- Loops ---

void WorkflowTest::loopsHandOnTheirState()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const QString sum = co_await workflow.loop(
            u"rounds"_s, 1, [&](WorkflowContext &round, int state) -> WorkflowTask<LoopStep<int, QString>> {
                co_await round.step(u"act"_s, [&] { return actor.act(QString::number(state)); });
                if (state >= 4)
                    co_return done(u"sum %1"_s.arg(state));
                co_return again(state * 2);
            });
        actor.act(sum);
    }));
    QVERIFY(over());
    QCOMPARE(world(), (QStringList{u"1"_s, u"2"_s, u"4"_s, u"sum 4"_s}));
    const auto loop = stored().at<wf::LoopEntry>(u"rounds"_s);
    QCOMPARE(loop.iteration, 2U);
    QCOMPARE(*loop.output, cbor::encode(u"sum 4"_s));
}

void WorkflowTest::loopsWithoutAStateGoOnUntilDone()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.loop(u"rounds"_s, [&](WorkflowContext &round) -> WorkflowTask<Loop> {
            co_await round.step(u"act"_s, [&] { actor.act(u"act"_s); });
            co_return has(u"act"_s, 3) ? Loop::Done : Loop::Again;
        });
    }));
    QVERIFY(over());
    QCOMPARE(world().size(), 3);
    QCOMPARE(stored().at<wf::LoopEntry>(u"rounds"_s).state, QByteArray("\xf7"));
}

void WorkflowTest::aLoopGoesOnWhereItWas()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.loop(
            u"rounds"_s, 0, [&](WorkflowContext &round, int state) -> WorkflowTask<LoopStep<int>> {
                const QString act = u"act %1"_s.arg(state);
                co_await round.step(u"act"_s, [&] { actor.act(act); });
                if (state == 2)
                    co_await round.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
                if (state == 4)
                    co_return done(state);
                co_return again(state + 1);
            });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"slow"_s, 2); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(over());
    QCOMPARE(world(),
             (QStringList{u"act 0"_s, u"act 1"_s, u"act 2"_s, u"slow"_s, u"slow"_s, u"act 3"_s, u"act 4"_s}));
}

void WorkflowTest::oldRoundsAreForgotten()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.loop({.name = u"rounds"_s, .historyPruneInterval = 5, .historySize = 2}, 0,
                               [&](WorkflowContext &round, int state) -> WorkflowTask<LoopStep<int>> {
                                   co_await round.step(u"act"_s, [&] { return state; });
                                   if (state == 23)
                                       co_await round.step(u"slow"_s,
                                                           [&] { return actor.actSlowly(u"slow"_s); });
                                   if (state == 60)
                                       co_return done(state);
                                   co_return again(state + 1);
                               });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    QStringList rounds;
    for (int round = 18; round <= 23; ++round)
        rounds.append(u"rounds/~%1/act"_s.arg(round));
    QVERIFY(eventually([&] { return stored().paths() == QStringList{u"rounds"_s} + rounds; }));
    QCOMPARE(stored().metadata.size(), stored().entries.size());
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"slow"_s, 2); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(over());
    QCOMPARE(stored().paths(), (QStringList{u"rounds"_s, u"rounds/~59/act"_s, u"rounds/~60/act"_s}));
}

void WorkflowTest::loopsInLoopsGoOnWhereTheyWere()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.loop(
            u"outer"_s, 0, [&](WorkflowContext &outer, int i) -> WorkflowTask<LoopStep<int>> {
                const int sum = co_await outer.loop(
                    u"inner"_s, 0, [&](WorkflowContext &inner, int j) -> WorkflowTask<LoopStep<int>> {
                        const QString act = u"%1.%2"_s.arg(i).arg(j);
                        co_await inner.step(u"act"_s, [&] { actor.act(act); });
                        if (i == 1 && j == 1)
                            co_await inner.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
                        if (j == 2)
                            co_return done(j);
                        co_return again(j + 1);
                    });
                co_await outer.step(u"sum"_s, [&] { return sum; });
                if (i == 1)
                    co_return done(i);
                co_return again(i + 1);
            });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"slow"_s, 2); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow"_s}));
    QVERIFY(over());
    QCOMPARE(world(),
             (QStringList{u"0.0"_s, u"0.1"_s, u"0.2"_s, u"1.0"_s, u"1.1"_s, u"slow"_s, u"slow"_s, u"1.2"_s}));
}

// --- Branches ---

void WorkflowTest::joinsGiveWhatTheirBranchesGave()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto [left, right, nothing] = co_await workflow.join(
            u"both"_s,
            branch(u"left"_s,
                   [&](WorkflowContext &inner) -> WorkflowTask<QString> {
                       co_return co_await inner.step(u"slow"_s, [&] { return actor.actSlowly(u"left"_s); });
                   }),
            branch(u"right"_s,
                   [&](WorkflowContext &inner) -> WorkflowTask<int> {
                       actor.act(u"right"_s);
                       co_return co_await inner.step(u"seven"_s, [] { return 7; });
                   }),
            branch(u"nothing"_s, [&](WorkflowContext &) -> WorkflowTask<> { co_return; }));
        actor.act(u"%1 %2"_s.arg(left).arg(right));
        std::ignore = nothing;
    }));
    QVERIFY(eventually([&] { return has(u"left"_s) && has(u"right"_s); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"left"_s}));
    QVERIFY(over());
    QCOMPARE(world().last(), u"left 7"_s);
    const auto join = stored().at<wf::JoinEntry>(u"both"_s);
    QCOMPARE(join.branches.at(u"right"_s).status, wf::BranchStatusType::Completed);
    QCOMPARE(*join.branches.at(u"right"_s).output, cbor::encode(7));
    QVERIFY(!join.branches.at(u"nothing"_s).output);
}

void WorkflowTest::joinsOfManyBranchesGiveAMap()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto squareOf = [](int number) {
            return branch(u"of %1"_s.arg(number), [number](WorkflowContext &square) -> WorkflowTask<int> {
                co_return co_await square.step(u"square"_s, [number] { return number * number; });
            });
        };
        std::vector<decltype(squareOf(0))> branches;
        for (int number = 0; number < 5; ++number)
            branches.push_back(squareOf(number));
        const std::map<QString, int> squares = co_await workflow.join(u"squares"_s, std::move(branches));
        actor.act(QString::number(squares.at(u"of 4"_s) + squares.at(u"of 3"_s)));
    }));
    QVERIFY(over());
    QCOMPARE(world(), QStringList{u"25"_s});
}

void WorkflowTest::aJoinGoesOnWithTheBranchesThatAreLeft()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto line = [&](const QString &name) {
            return branch(name, [&actor, name](WorkflowContext &branch) -> WorkflowTask<QString> {
                co_await branch.step(u"first"_s, [&] { return actor.act(name); });
                co_return co_await branch.step(u"slow"_s, [&] { return actor.actSlowly(u"slow "_s % name); });
            });
        };
        const auto [left, right] = co_await workflow.join(u"both"_s, line(u"left"_s), line(u"right"_s));
        actor.act(left % u'+' % right);
    }));
    QVERIFY(eventually([] { return has(u"slow left"_s) && has(u"slow right"_s); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow left"_s}));
    QVERIFY(eventually([&] {
        const Stored now = stored();
        return now.entries.contains(u"both/left/slow"_s) &&
               now.of(u"both/left/slow"_s).status == wf::EntryStatus::Completed;
    }));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"slow right"_s, 2); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow right"_s}));
    QVERIFY(over());
    QCOMPARE(world().count(u"left"_s), 1);
    QCOMPARE(world().count(u"right"_s), 1);
    QCOMPARE(world().count(u"slow left"_s), 1);
    QCOMPARE(world().last(), u"slow left+slow right"_s);
}

void WorkflowTest::aJoinFailsAfterAllItsBranches()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto tried =
            co_await workflow.tryBlock(u"block"_s, [&](WorkflowContext &block) -> WorkflowTask<> {
                co_await block.join(u"both"_s,
                                    branch(u"bad"_s,
                                           [&](WorkflowContext &bad) -> WorkflowTask<> {
                                               co_await bad.step(
                                                   {.name = u"fail"_s, .maxRetries = 0}, []() -> Result<> {
                                                       return failure(ErrorCode::IoFailed, u"broken"_s);
                                                   });
                                           }),
                                    branch(u"good"_s, [&](WorkflowContext &good) -> WorkflowTask<> {
                                        co_await good.sleep(u"nap"_s, 50ms);
                                        co_await good.step(u"act"_s, [&] { actor.act(u"good"_s); });
                                    }));
            });
        actor.act(tried.error().text());
    }));
    QVERIFY(over());
    QCOMPARE(world(),
             (QStringList{u"good"_s, u"JoinError: Join \"both\" failed: bad: StepExhaustedError: Step "
                                     "\"fail\" exhausted retries: Error: broken"_s}));
    QCOMPARE(stored().at<wf::JoinEntry>(u"block/both"_s).branches.at(u"bad"_s).status,
             wf::BranchStatusType::Failed);
}

void WorkflowTest::theFirstBranchWinsARace()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto line = [&](const QString &name) {
            return branch(name, [&actor, name](WorkflowContext &branch) -> WorkflowTask<QString> {
                co_await branch.step(u"first"_s, [&] { return actor.act(name); });
                co_await branch.step(u"slow"_s, [&] { return actor.actSlowly(u"slow "_s % name); });
                co_return co_await branch.step(u"last"_s, [&] { return actor.act(u"last "_s % name); });
            });
        };
        const auto race = co_await workflow.race(u"race"_s, line(u"hare"_s), line(u"tortoise"_s));
        actor.act(race.winner % u": "_s % race.value);
        co_await workflow.step(u"wait"_s, [&] { return actor.actSlowly(u"wait"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow hare"_s) && has(u"slow tortoise"_s); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow tortoise"_s}));
    QVERIFY(eventually([] { return has(u"wait"_s); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"slow hare"_s}));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"wait"_s}));
    QVERIFY(over());
    QVERIFY(has(u"tortoise: last tortoise"_s));
    QVERIFY(!has(u"last hare"_s));
    const auto race = stored().at<wf::RaceEntry>(u"race"_s);
    QCOMPARE(race.winner, u"tortoise"_s);
    QCOMPARE(race.branches.at(u"hare"_s).status, wf::BranchStatusType::Cancelled);
    QCOMPARE(stored().paths(), (QStringList{u"race"_s, u"race/tortoise/first"_s, u"race/tortoise/last"_s,
                                            u"race/tortoise/slow"_s, u"wait"_s}));
    QCOMPARE(stored().metadata.size(), stored().entries.size());
}

void WorkflowTest::aRaceThatIsWonStaysWon()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto line = [&](const QString &name) {
            return branch(name, [&actor, name](WorkflowContext &branch) -> WorkflowTask<QString> {
                co_return co_await branch.step(u"slow"_s, [&] { return actor.actSlowly(name); });
            });
        };
        const auto race = co_await workflow.race(u"race"_s, line(u"hare"_s), line(u"tortoise"_s));
        co_await workflow.step(u"wait"_s, [&] { return actor.actSlowly(u"won by "_s % race.winner); });
    }));
    QVERIFY(eventually([] { return has(u"hare"_s) && has(u"tortoise"_s); }));
    crash(); // In the middle: both run again.
    restart();
    QVERIFY(eventually([] { return has(u"hare"_s, 2) && has(u"tortoise"_s, 2); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"tortoise"_s}));
    QVERIFY(eventually([] { return has(u"won by tortoise"_s); }));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"won by tortoise"_s, 2); }));
    QCOMPARE(world().count(u"hare"_s), 2);
    QCOMPARE(world().count(u"tortoise"_s), 2);
}

void WorkflowTest::aRaceIsLostIfAllFail()
{
    start(script([](FlowActor &, WorkflowContext &workflow) -> Workflow {
        const auto line = [](const QString &name) {
            return branch(name, [name](WorkflowContext &branch) -> WorkflowTask<QString> {
                co_return co_await branch.step(u"fail"_s,
                                               [name]() -> Result<QString> { return criticalError(name); });
            });
        };
        co_await workflow.race(u"race"_s, line(u"hare"_s), line(u"tortoise"_s));
    }));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(storedError(), u"RaceError: All branches of race \"race\" failed: hare: CriticalError: hare; "
                            "tortoise: CriticalError: tortoise"_s);
}

void WorkflowTest::aRaceAgainstTimeIsATimeout()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const auto race = co_await workflow.race(
            u"race"_s,
            branch(u"work"_s,
                   [&](WorkflowContext &work) -> WorkflowTask<> {
                       co_await work.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
                   }),
            branch(u"time"_s,
                   [](WorkflowContext &time) -> WorkflowTask<> { co_await time.sleep(u"nap"_s, 30ms); }));
        actor.act(race.winner);
    }));
    QVERIFY(over());
    QCOMPARE(world(), (QStringList{u"slow"_s, u"time"_s}));
}

// --- Rollback ---

namespace {

Workflow orderWithRollback(FlowActor &actor, WorkflowContext &workflow)
{
    co_await workflow.rollbackCheckpoint(u"from here"_s);
    co_await workflow.step(
        u"reserve"_s, [&] { return actor.act(u"reserve"_s); },
        [&](const QString &what) { actor.act(u"undo "_s % what); });
    co_await workflow.step(
        u"charge"_s, [&] { return actor.act(u"charge"_s); },
        [&](const QString &what) { return actor.actSlowly(u"undo "_s % what); });
    co_await workflow.step(u"announce"_s, [&] { actor.act(u"announce"_s); });
    co_await workflow.step(
        u"ship"_s, []() -> Result<QString> { return criticalError(u"no courier"_s); },
        [&](const QString &) { actor.act(u"never"_s); });
}

} // namespace

void WorkflowTest::stepsAreUndoneLastFirst()
{
    start(orderWithRollback);
    QVERIFY(eventually([] { return has(u"undo charge"_s); }));
    QCOMPARE(storedState(), wf::State::RollingBack);
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"undo charge"_s}));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(world(),
             (QStringList{u"reserve"_s, u"charge"_s, u"announce"_s, u"undo charge"_s, u"undo reserve"_s}));
    QCOMPARE(storedError(), u"CriticalError: no courier"_s);
    QVERIFY(stored().of(u"charge"_s).rollbackCompletedAt);
    QVERIFY(stored().of(u"reserve"_s).rollbackCompletedAt);
    QVERIFY(!stored().of(u"ship"_s).rollbackCompletedAt);
}

void WorkflowTest::undoingGoesOnAfterACrash()
{
    start(orderWithRollback);
    QVERIFY(eventually([] { return has(u"undo charge"_s); }));
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"undo charge"_s, 2); }));
    QVERIFY(m_engine->call(m_id, u"release"_s, {u"undo charge"_s}));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(world().count(u"undo reserve"_s), 1);
    QCOMPARE(world().count(u"charge"_s), 1);
}

void WorkflowTest::anUndoThatFailsIsTriedByTheNextGeneration()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.rollbackCheckpoint(u"from here"_s);
        co_await workflow.step(u"one"_s, [&] { actor.act(u"one"_s); }, [&] { actor.act(u"undo one"_s); });
        co_await workflow.step(
            u"two"_s, [&] { actor.act(u"two"_s); }, [&] { return actor.actAtLast(u"undo two"_s, 1); });
        co_await workflow.step(u"three"_s, []() -> Result<> { return rollbackError(u"changed my mind"_s); });
    }));
    QVERIFY(eventually([&] { return stored().of(u"two"_s).rollbackError.has_value(); }));
    QCOMPARE(stored().of(u"two"_s).rollbackError, u"not yet"_s);
    QCOMPARE(storedState(), wf::State::RollingBack);
    QVERIFY(!has(u"undo one"_s));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    restart();
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(world(), (QStringList{u"one"_s, u"two"_s, u"undo two"_s, u"undo two"_s, u"undo one"_s}));
    QVERIFY(!stored().of(u"two"_s).rollbackError);
    QCOMPARE(storedError(), u"RollbackError: changed my mind"_s);
}

void WorkflowTest::rollbacksNeedACheckpoint()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"one"_s, [&] { actor.act(u"one"_s); }, [&] { actor.act(u"undo"_s); });
    }));
    QVERIFY(over(wf::State::Failed));
    QVERIFY2(storedError().contains(u"needs a rollbackCheckpoint"_s), qPrintable(storedError()));
    QCOMPARE(world(), QStringList());
}

void WorkflowTest::rollbackErrorsPassTheTry()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.rollbackCheckpoint(u"from here"_s);
        co_await workflow.step(u"one"_s, [&] { actor.act(u"one"_s); }, [&] { actor.act(u"undo one"_s); });
        const auto tried =
            co_await workflow.tryStep(u"two"_s, []() -> Result<> { return rollbackError(u"all back"_s); });
        actor.act(tried ? u"fine"_s : u"caught"_s);
    }));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(world(), (QStringList{u"one"_s, u"undo one"_s}));
}

void WorkflowTest::stepsOfBranchesAreUndoneToo()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.rollbackCheckpoint(u"from here"_s);
        const auto line = [&](const QString &name) {
            return branch(name, [&actor, name](WorkflowContext &branch) -> WorkflowTask<> {
                co_await branch.step(
                    u"act"_s, [&] { return actor.act(name); },
                    [&actor](const QString &what) { actor.act(u"undo "_s % what); });
            });
        };
        co_await workflow.join(u"both"_s, line(u"left"_s), line(u"right"_s));
        co_await workflow.race(u"race"_s, line(u"hare"_s));
        co_await workflow.step(u"fail"_s, []() -> Result<> { return criticalError(u"broken"_s); });
    }));
    QVERIFY(over(wf::State::Failed));
    QStringList undone = world().filter(u"undo"_s);
    QCOMPARE(undone.first(), u"undo hare"_s);
    undone.sort();
    QCOMPARE(undone, (QStringList{u"undo hare"_s, u"undo left"_s, u"undo right"_s}));
}

// --- Changes of the code ---

void WorkflowTest::anotherKindOfEntryIsAMismatch()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"first"_s, [&] { return actor.act(u"one"_s); });
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    FlowActor::setScript(script([](FlowActor &, WorkflowContext &workflow) -> Workflow {
        co_await workflow.sleep(u"first"_s, 1ms);
    }));
    restart();
    QVERIFY(over(wf::State::Failed));
    QVERIFY2(
        storedError().startsWith(u"HistoryDivergedError: The workflow's code does not fit its history: the "
                                 "code has the sleep \"first\" where the history has the step \"first\"."_s),
        qPrintable(storedError()));
    QVERIFY(m_engine->logText().contains(u"workflow failed"_s));
}

void WorkflowTest::aMissingEntryIsAMismatch()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"gone"_s, [&] { return actor.act(u"one"_s); });
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    FlowActor::setScript(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"slow"_s, [&] { return actor.act(u"quick"_s); });
    }));
    restart();
    QVERIFY(over(wf::State::Failed));
    QVERIFY2(storedError().contains(
                 u"the history has the step \"gone\", and the code came to its end without it"_s),
             qPrintable(storedError()));
}

void WorkflowTest::otherBranchesAreAMismatch()
{
    static const auto line = [](FlowActor &actor, const QString &name) {
        return branch(name, [&actor, name](WorkflowContext &branch) -> WorkflowTask<> {
            co_await branch.step(u"slow"_s, [&] { return actor.actSlowly(name); });
        });
    };
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.join(u"both"_s, line(actor, u"left"_s), line(actor, u"right"_s));
    }));
    QVERIFY(eventually([] { return has(u"right"_s); }));
    crash();
    FlowActor::setScript(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.join(u"both"_s, line(actor, u"left"_s), line(actor, u"middle"_s));
    }));
    restart();
    QVERIFY(over(wf::State::Failed));
    QVERIFY2(
        storedError().contains(u"the code's join \"both\" has the branches \"left\", \"middle\", and the "
                               "history's has \"left\", \"right\""_s),
        qPrintable(storedError()));
}

void WorkflowTest::fixedCodeGoesOn()
{
    anotherKindOfEntryIsAMismatch();
    if (QTest::currentTestFailed())
        return;
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    FlowActor::setScript(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const QString first = co_await workflow.step(u"first"_s, [&] { return actor.act(u"again"_s); });
        co_await workflow.step(u"slow"_s, [&] { return actor.act(u"after "_s % first); });
    }));
    restart();
    QVERIFY(over());
    QCOMPARE(world(), (QStringList{u"one"_s, u"slow"_s, u"after one"_s}));
    QCOMPARE(storedError(), u": "_s);
}

void WorkflowTest::removedEntriesFit()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"gone"_s, [&] { return actor.act(u"gone"_s); });
        co_await workflow.loop(u"rounds"_s, [&](WorkflowContext &round) -> WorkflowTask<Loop> {
            co_await round.step(u"act"_s, [&] { actor.act(u"act"_s); });
            co_return has(u"act"_s, 2) ? Loop::Done : Loop::Again;
        });
        co_await workflow.step(u"slow"_s, [&] { return actor.actSlowly(u"slow"_s); });
    }));
    QVERIFY(eventually([] { return has(u"slow"_s); }));
    crash();
    const auto newer = script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.removed(u"gone"_s, u"step"_s);
        co_await workflow.removed(u"rounds"_s, u"loop"_s);
        co_await workflow.step(u"slow"_s, [&] { return actor.act(u"done"_s); });
    });
    FlowActor::setScript(newer);
    restart();
    QVERIFY(over());
    m_engine->startActor(u"actor-2"_s, {.name = u"flow"_s}); // A new one does not know what was there.
    QVERIFY(eventually([] { return has(u"done"_s, 2); }));
}

void WorkflowTest::versionsStayWhatTheyWere()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"slow"_s, [&] { return actor.act(u"old"_s); });
        co_await workflow.step(u"wait"_s, [&] { return actor.actSlowly(u"wait"_s); });
    }));
    QVERIFY(eventually([] { return has(u"wait"_s); }));
    crash();
    FlowActor::setScript(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        const int version = co_await workflow.version(u"change"_s, 2);
        if (version == 1)
            co_await workflow.step(u"slow"_s, [&] { return actor.act(u"old"_s); });
        else
            co_await workflow.step(u"new"_s, [&] { return actor.act(u"new"_s); });
        co_await workflow.step(u"wait"_s, [&] { return actor.actSlowly(u"wait"_s); });
    }));
    restart();
    QVERIFY(eventually([] { return has(u"wait"_s, 2); }));
    QVERIFY(!has(u"new"_s));
    QCOMPARE(stored().at<wf::VersionCheckEntry>(u"change"_s).resolved, 1U);
    crash();
    restart();
    QVERIFY(eventually([] { return has(u"wait"_s, 3); }));
    QVERIFY(!has(u"new"_s));
    m_engine->startActor(u"actor-2"_s, {.name = u"flow"_s});
    QVERIFY(eventually([] { return has(u"new"_s); }));
}

void WorkflowTest::namesAreUnique()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.step(u"same"_s, [&] { actor.act(u"one"_s); });
        co_await workflow.step(u"same"_s, [&] { actor.act(u"two"_s); });
    }));
    QVERIFY(over(wf::State::Failed));
    QVERIFY2(storedError().contains(u"The name \"same\" is there twice"_s), qPrintable(storedError()));
    QCOMPARE(world(), QStringList{u"one"_s});
}

void WorkflowTest::aContextDoesOneThingAtATime()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.join(u"both"_s, branch(u"wrong"_s, [&](WorkflowContext &) -> WorkflowTask<> {
                                   co_await workflow.step(u"step"_s, [&] { actor.act(u"never"_s); });
                               }));
    }));
    QVERIFY(over(wf::State::Failed));
    QVERIFY2(storedError().contains(u"\"step\" is begun while \"both\" is under way"_s),
             qPrintable(storedError()));
    QCOMPARE(world(), QStringList());
}

void WorkflowTest::exceptionsOfTheWorkflowAreItsFailure()
{
    start(script([](FlowActor &actor, WorkflowContext &workflow) -> Workflow {
        co_await workflow.rollbackCheckpoint(u"from here"_s);
        co_await workflow.step(u"one"_s, [&] { actor.act(u"one"_s); }, [&] { actor.act(u"undo one"_s); });
        throw std::runtime_error("thrown in a workflow");
    }));
    QVERIFY(over(wf::State::Failed));
    QCOMPARE(storedError(), u"Error: thrown in a workflow"_s);
    QCOMPARE(world(), (QStringList{u"one"_s, u"undo one"_s}));
}

void WorkflowTest::damagedHistoryIsReportedAndKept()
{
    const QByteArray key = persist::workflowHistoryKey({0U});
    m_engine->storage(m_id)[key] = "nonsense"_ba;
    start(script([](FlowActor &actor, WorkflowContext &) -> Workflow {
        actor.act(u"never"_s);
        co_return;
    }));
    QVERIFY(
        eventually([&] { return m_engine->logText().contains(u"reading the workflow's history failed"_s); }));
    QVERIFY(eventually([&] { return !alarm(); }));
    QCOMPARE(m_engine->storage(m_id)[key], "nonsense"_ba);
    QCOMPARE(world(), QStringList());
}

QTEST_GUILESS_MAIN(WorkflowTest)
#include "tst_workflow.moc"
