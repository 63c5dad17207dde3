// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/recordparts.h"
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::StopCode;
using envoy::v8::StopReason;
namespace v8 = envoy::v8;

class ActorLifecycleTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_engine = std::make_unique<ScriptedEngine>(specimens()); }
    void cleanup() { m_engine.reset(); }

    void aNewActorIsCreatedFromItsInputAndStoredBeforeItRuns();
    void theInspectorTokenIsMadeOnce();
    void aSleepingActorComesBackWithItsState();
    void aDestroyedActorIsNotSaved();
    void goingAwaySaves();
    void aLostGenerationWritesNothing();
    void aFailingStartIsReportedWithItsReason_data();
    void aFailingStartIsReportedWithItsReason();
    void aFailingStoreFailsTheStart();
    void repeatedCommandsAreAcknowledgedAndIgnored();
    void idleActorsAskToSleep();
    void connectionsKeepAnActorAwake();
    void actorsMayKeepThemselvesAwake();
    void actorsAskToSleepAndToGo();
    void changesAreSavedAtMostOnceAnInterval();
    void aForcedSaveIsDurableWhenItAnswers();
    void changesOutsideOfActionsAreSaved();
    void unchangedStateIsNotWritten();
    void aFailedSaveIsLoggedAndTriedAgain();
    void aLargeStateIsStoredInParts();
    void aLargeStateThatIsTornIsTheOneBefore();
    void aLargeInputIsKept();
    void damagedPartsFailTheStart();
    void stateThatIsTooLargeStopsWithAnError();
    void theGracePeriodEndsAWait();
    void aStopWaitsForARunningAction();
    void aStopWaitsForWhatTheActorAskedFor();
    void schedulesRunHereAndSetTheAlarm();
    void schedulesSurviveASleep();
    void cancelledSchedulesClearTheAlarm();
    void theActorsOwnKeysAreApart();
    void manyKeysGoAtOnce();
    void keysAreListedByRange();
    void anActorSeesItsWholeState();
    void linesOfTheLogNameTheActor();

private:
    std::optional<std::int64_t> lastAlarm(const QString &actorId) const;
    /// Of the actor's stored record.
    qint64 partCount();

    std::unique_ptr<ScriptedEngine> m_engine;
    const QString m_id = u"actor-1"_s;
};

std::optional<std::int64_t> ActorLifecycleTest::lastAlarm(const QString &actorId) const
{
    std::optional<std::int64_t> last;
    for (const v8::EventWrapper &event : m_engine->events(actorId))
        if (const auto *alarm = std::get_if<v8::ActorSetAlarm>(&event.inner))
            last = alarm->alarmTs.value_or(0);
    return last;
}

void ActorLifecycleTest::aNewActorIsCreatedFromItsInputAndStoredBeforeItRuns()
{
    m_engine->startActor(m_id, {.input = cbor::encode(QCborMap{{u"count"_s, 3}})});
    QCOMPARE(m_engine->storedState(m_id).value(u"count"_s), QCborValue(3));
    QCOMPARE(m_engine->storedState(m_id).value(u"label"_s), QCborValue(u"created"_s));
    const auto events = m_engine->events(m_id);
    QCOMPARE(events.front().checkpoint.index, 0);
    QCOMPARE(events.front().checkpoint.generation, 1U);
    QCOMPARE(m_engine->call(m_id, u"add"_s, {1}), QCborValue(4));
}

void ActorLifecycleTest::theInspectorTokenIsMadeOnce()
{
    m_engine->startActor(m_id);
    const QString token = m_engine->inspectorToken(m_id);
    QCOMPARE(token.size(), 43);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id);
    QCOMPARE(m_engine->inspectorToken(m_id), token);
    m_engine->startActor(u"actor-2"_s);
    QVERIFY(m_engine->inspectorToken(u"actor-2"_s) != token);
}

void ActorLifecycleTest::aSleepingActorComesBackWithItsState()
{
    m_engine->startActor(m_id, {.name = u"slow"_s});
    QVERIFY(m_engine->call(m_id, u"add"_s, {5}));
    QVERIFY(m_engine->call(m_id, u"addNote"_s, {QCborMap{{u"number"_s, 1}, {u"text"_s, u"t"_s}}}));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->stopped(m_id)->code, StopCode::Ok);
    QCOMPARE(m_engine->storedState(m_id).value(u"label"_s), QCborValue(u"slept"_s));
    m_engine->startActor(m_id, {.name = u"slow"_s});
    QCOMPARE(m_engine->generation(m_id), 2U);
    QCOMPARE(m_engine->call(m_id, u"add"_s, {1}), QCborValue(6));
    QCOMPARE(m_engine->storedState(m_id).value(u"notes"_s).toArray().size(), 1);
}

void ActorLifecycleTest::aDestroyedActorIsNotSaved()
{
    m_engine->startActor(m_id, {.name = u"slow"_s});
    const int before = m_engine->putCount(m_id);
    m_engine->stopActor(m_id, StopReason::Destroy);
    QCOMPARE(m_engine->stopped(m_id)->code, StopCode::Ok);
    QCOMPARE(m_engine->putCount(m_id), before);
    QVERIFY(m_engine->logText().contains(u"destroyed"_s));
    QVERIFY(!m_engine->logText().contains(u"sleeping"_s));
}

void ActorLifecycleTest::goingAwaySaves()
{
    m_engine->startActor(m_id);
    m_engine->stopActor(m_id, StopReason::GoingAway);
    QCOMPARE(m_engine->storedState(m_id).value(u"label"_s), QCborValue(u"slept"_s));
}

void ActorLifecycleTest::aLostGenerationWritesNothing()
{
    m_engine->startActor(m_id);
    m_engine->stopActor(m_id, StopReason::Lost);
    QCOMPARE(m_engine->storedState(m_id).value(u"label"_s), QCborValue(u"created"_s));
}

void ActorLifecycleTest::aFailingStartIsReportedWithItsReason_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QCborMap>("input");
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QString>("message");
    QTest::newRow("hook") << u"specimen"_s << QCborMap{{u"fail"_s, true}} << QByteArray()
                          << u"told not to start"_s;
    QTest::newRow("exception") << u"specimen"_s << QCborMap{{u"throw"_s, true}} << QByteArray()
                               << u"thrown in onCreate"_s;
    QTest::newRow("type") << u"nobody"_s << QCborMap() << QByteArray()
                          << u"There is no actor type named `nobody`."_s;
    const persist::v4::PersistedActor stored{.input = {},
                                             .hasInitialized = true,
                                             .state = cbor::encode(QCborMap{{u"count"_s, u"x"_s}}),
                                             .scheduledEvents = {}};
    QTest::newRow("state") << u"specimen"_s << QCborMap() << persist::encode(stored)
                           << u"stored state.count must be an integer, but is a string"_s;
}

void ActorLifecycleTest::aFailingStartIsReportedWithItsReason()
{
    QFETCH(QString, name);
    QFETCH(QCborMap, input);
    QFETCH(QByteArray, record);
    QFETCH(QString, message);
    if (!record.isEmpty())
        m_engine->storage(m_id)[persist::actorKey()] = record;
    m_engine->commandStart(m_id, {.name = name, .input = cbor::encode(input)});
    QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(m_id).has_value(); }));
    QCOMPARE(m_engine->stopped(m_id)->code, StopCode::Error);
    QCOMPARE(m_engine->stopped(m_id)->message, message);
    QCOMPARE(m_engine->events(m_id).front().checkpoint.index, 0);
}

void ActorLifecycleTest::aFailingStoreFailsTheStart()
{
    m_engine->failWrites(u"disk full"_s);
    m_engine->commandStart(m_id);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(m_id).has_value(); }));
    QCOMPARE(m_engine->stopped(m_id)->message, u"disk full"_s);
}

void ActorLifecycleTest::repeatedCommandsAreAcknowledgedAndIgnored()
{
    m_engine->startActor(m_id);
    const std::size_t events = m_engine->events(m_id).size();
    m_engine->repeatLastCommand();
    QVERIFY(m_engine->waitUntil([&] { return m_engine->received<v8::AckCommands>().size() == 2; }));
    QVERIFY(m_engine->call(m_id, u"add"_s));
    QCOMPARE(m_engine->events(m_id).size(), events);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->repeatLastCommand();
    QVERIFY(m_engine->waitUntil([&] { return m_engine->received<v8::AckCommands>().size() == 4; }));
    QCOMPARE(m_engine->events(m_id).size(), events + 1);
}

void ActorLifecycleTest::idleActorsAskToSleep()
{
    m_engine->startActor(m_id, {.name = u"sleepy"_s});
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<v8::ActorIntentSleep>(m_id); }));
    QVERIFY(m_engine->isRunning(m_id));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
}

void ActorLifecycleTest::connectionsKeepAnActorAwake()
{
    m_engine->startActor(m_id);
    const auto socket = m_engine->openSocket(m_id, u"/connect"_s);
    QVERIFY(m_engine->nextMessage(socket));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    // Both names are the same class; this one would sleep at once.
    m_engine->startActor(m_id, {.name = u"sleepy"_s, .hibernating = {m_engine->hibernating(socket)}});
    QVERIFY(m_engine->call(m_id, u"add"_s));
    QVERIFY(!m_engine->hasIntent<v8::ActorIntentSleep>(m_id));
    m_engine->closeSocket(socket);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<v8::ActorIntentSleep>(m_id); }));
}

void ActorLifecycleTest::actorsMayKeepThemselvesAwake()
{
    m_engine->startActor(m_id,
                         {.name = u"sleepy"_s, .input = cbor::encode(QCborMap{{u"stayAwake"_s, true}})});
    QVERIFY(m_engine->call(m_id, u"add"_s));
    QVERIFY(!m_engine->hasIntent<v8::ActorIntentSleep>(m_id));
    QVERIFY(m_engine->call(m_id, u"letGo"_s));
    QVERIFY(m_engine->waitUntil([&] { return m_engine->hasIntent<v8::ActorIntentSleep>(m_id); }));
}

void ActorLifecycleTest::actorsAskToSleepAndToGo()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"goToSleep"_s));
    QVERIFY(m_engine->call(m_id, u"goToSleep"_s));
    QVERIFY(m_engine->hasIntent<v8::ActorIntentSleep>(m_id));
    QVERIFY(m_engine->call(m_id, u"goAway"_s));
    QVERIFY(m_engine->hasIntent<v8::ActorIntentStop>(m_id));
    QCOMPARE(m_engine->events(m_id).size(), 3);
    m_engine->stopActor(m_id, StopReason::StopIntent);
    QVERIFY(m_engine->logText().contains(u"destroyed"_s));
}

void ActorLifecycleTest::changesAreSavedAtMostOnceAnInterval()
{
    m_engine->startActor(m_id, {.name = u"slow"_s});
    QVERIFY(m_engine->call(m_id, u"add"_s, {1}));
    QVERIFY(m_engine->call(m_id, u"saveNow"_s));
    QCOMPARE(m_engine->storedState(m_id).value(u"count"_s), QCborValue(1));
    const int puts = m_engine->putCount(m_id);
    for (int i = 0; i < 20; ++i)
        QVERIFY(m_engine->call(m_id, u"add"_s, {1}));
    QCOMPARE(m_engine->putCount(m_id), puts);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->storedState(m_id).value(u"count"_s), QCborValue(21));
    QCOMPARE(m_engine->putCount(m_id), puts + 1);
}

void ActorLifecycleTest::aForcedSaveIsDurableWhenItAnswers()
{
    m_engine->startActor(m_id, {.name = u"slow"_s});
    QVERIFY(m_engine->call(m_id, u"add"_s, {1}));
    QVERIFY(m_engine->call(m_id, u"add"_s, {1}));
    QVERIFY(m_engine->call(m_id, u"saveNow"_s));
    QCOMPARE(m_engine->storedState(m_id).value(u"count"_s), QCborValue(2));
    m_engine->failWrites(u"disk full"_s);
    QVERIFY(m_engine->call(m_id, u"add"_s, {1}));
    QCOMPARE(m_engine->call(m_id, u"saveNow"_s).error().wireName(), u"store.failed"_s);
}

void ActorLifecycleTest::changesOutsideOfActionsAreSaved()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"changeLater"_s));
    QVERIFY(m_engine->waitUntil(
        [&] { return m_engine->storedState(m_id).value(u"count"_s) == QCborValue(100); }));
}

void ActorLifecycleTest::unchangedStateIsNotWritten()
{
    m_engine->startActor(m_id, {.name = u"slow"_s});
    const int puts = m_engine->putCount(m_id);
    QVERIFY(m_engine->call(m_id, u"echo"_s, {1}));
    QVERIFY(m_engine->call(m_id, u"saveNow"_s));
    QCOMPARE(m_engine->putCount(m_id), puts);
}

void ActorLifecycleTest::aFailedSaveIsLoggedAndTriedAgain()
{
    m_engine->startActor(m_id);
    m_engine->failWrites(u"disk full"_s);
    QVERIFY(m_engine->call(m_id, u"add"_s, {9}));
    QVERIFY(m_engine->waitUntil([&] { return m_engine->logText().contains(u"disk full"_s); }));
    m_engine->failWrites({});
    QVERIFY(
        m_engine->waitUntil([&] { return m_engine->storedState(m_id).value(u"count"_s) == QCborValue(9); }));
}

void ActorLifecycleTest::aLargeStateIsStoredInParts()
{
    m_engine->startActor(m_id);
    for (const qint64 size : {limits::kvPutBytesMax * 2, limits::kvValueBytesMax + 1, qsizetype(3)}) {
        QVERIFY(m_engine->call(m_id, u"grow"_s, {size}));
        m_engine->stopActor(m_id, StopReason::SleepIntent);
        QCOMPARE(m_engine->stopped(m_id)->code, StopCode::Ok);
        const qint64 most = size / limits::kvValueBytesMax + 1;
        QVERIFY(
            m_engine->waitUntil([&] { return partCount() <= (size > limits::kvValueBytesMax ? most : 0); }));
        m_engine->startActor(m_id);
        QCOMPARE(*m_engine->call(m_id, u"noteSize"_s), QCborValue(size));
    }
}

void ActorLifecycleTest::aLargeStateThatIsTornIsTheOneBefore()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"grow"_s, {limits::kvPutBytesMax * 2}));
    QVERIFY(m_engine->call(m_id, u"saveNow"_s));
    // What is there when an engine ends between the parts and the index.
    ScriptedEngine::Storage torn = m_engine->storage(m_id);
    QVERIFY(m_engine->call(m_id, u"grow"_s, {limits::kvPutBytesMax * 3}));
    QVERIFY(m_engine->call(m_id, u"saveNow"_s));
    for (const auto &[key, value] : m_engine->storage(m_id))
        if (key.startsWith(persist::recordPartPrefix()))
            torn.emplace(key, value);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->storage(m_id) = torn;
    m_engine->startActor(m_id);
    QCOMPARE(*m_engine->call(m_id, u"noteSize"_s), QCborValue(limits::kvPutBytesMax * 2));
    QVERIFY(m_engine->call(m_id, u"grow"_s, {limits::kvPutBytesMax}));
    QVERIFY(m_engine->call(m_id, u"saveNow"_s));
    QVERIFY(m_engine->waitUntil([&] { return partCount() == 8; }));
}

void ActorLifecycleTest::aLargeInputIsKept()
{
    const QCborValue input(QString(limits::kvPutBytesMax * 2, u'i'));
    m_engine->startActor(m_id, {.input = cbor::encodeCompat(input)});
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"add"_s));
}

void ActorLifecycleTest::damagedPartsFailTheStart()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"grow"_s, {limits::kvValueBytesMax * 3}));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    ScriptedEngine::Storage &storage = m_engine->storage(m_id);
    const auto part = storage.lower_bound(persist::recordPartPrefix());
    QVERIFY(part != storage.end());
    part->second.chop(1);
    m_engine->commandStart(m_id);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(m_id).has_value(); }));
    QVERIFY(m_engine->stopped(m_id)->message->contains(u"do not fit together"_s));
    storage.erase(part);
    m_engine->commandStart(m_id);
    QVERIFY(m_engine->waitUntil([&] { return m_engine->stopped(m_id).has_value(); }));
    QCOMPARE(m_engine->stopped(m_id)->code, StopCode::Error);
}

qint64 ActorLifecycleTest::partCount()
{
    return std::ranges::count_if(m_engine->storage(m_id), [](const auto &entry) {
        return entry.first.startsWith(persist::recordPartPrefix());
    });
}

void ActorLifecycleTest::stateThatIsTooLargeStopsWithAnError()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"grow"_s, {actorRecordBytesMax}));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->stopped(m_id)->code, StopCode::Error);
    QVERIFY(m_engine->stopped(m_id)->message->contains(u"more than the 16777216"_s));
}

void ActorLifecycleTest::theGracePeriodEndsAWait()
{
    m_engine->startActor(m_id);
    const auto waiting =
        m_engine->send(m_id, {.method = u"POST"_s, .path = u"/action/wait"_s, .body = R"({"args":[]})"});
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->stopped(m_id)->code, StopCode::Ok);
    const auto reply = m_engine->waitForReply(waiting);
    QCOMPARE(reply.status, 500);
    QVERIFY(reply.body.contains("\"stopped\""));
}

void ActorLifecycleTest::aStopWaitsForARunningAction()
{
    m_engine->startActor(m_id);
    const auto waiting =
        m_engine->send(m_id, {.method = u"POST"_s, .path = u"/action/wait"_s, .body = R"({"args":[]})"});
    m_engine->send(m_id, {.method = u"POST"_s, .path = u"/action/releaseLater"_s, .body = R"({"args":[]})"});
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->reply(waiting)->body, QByteArray(R"({"output":"released"})"));
}

void ActorLifecycleTest::aStopWaitsForWhatTheActorAskedFor()
{
    m_engine->startActor(m_id);
    m_engine->send(m_id, {.method = u"POST"_s, .path = u"/action/finishLater"_s, .body = R"({"args":[]})"});
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    QCOMPARE(m_engine->storedState(m_id).value(u"label"_s), QCborValue(u"finished"_s));
}

void ActorLifecycleTest::schedulesRunHereAndSetTheAlarm()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"schedule"_s, {5, 40}));
    QVERIFY(lastAlarm(m_id).value_or(0) > 0);
    QVERIFY(
        m_engine->waitUntil([&] { return m_engine->storedState(m_id).value(u"count"_s) == QCborValue(40); }));
    QVERIFY(m_engine->waitUntil([&] { return lastAlarm(m_id) == 0; }));
}

void ActorLifecycleTest::schedulesSurviveASleep()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"schedule"_s, {3'600'000, 7}));
    const auto alarm = lastAlarm(m_id);
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"add"_s, {0}));
    QCOMPARE(lastAlarm(m_id), alarm);
    m_engine->stopActor(m_id, StopReason::SleepIntent);

    // As if the hour had passed while it slept.
    auto &stored = m_engine->storage(m_id)[persist::actorKey()];
    auto record = *persist::decodeActor(stored);
    QCOMPARE(record.scheduledEvents.size(), 1);
    record.scheduledEvents.front().timestamp = 1;
    stored = persist::encode(record);
    m_engine->startActor(m_id);
    QVERIFY(
        m_engine->waitUntil([&] { return m_engine->storedState(m_id).value(u"count"_s) == QCborValue(7); }));
}

void ActorLifecycleTest::cancelledSchedulesClearTheAlarm()
{
    m_engine->startActor(m_id);
    const auto id = m_engine->call(m_id, u"schedule"_s, {3'600'000, 7});
    QCOMPARE(m_engine->call(m_id, u"cancel"_s, {*id}), QCborValue(true));
    QCOMPARE(m_engine->call(m_id, u"cancel"_s, {*id}), QCborValue(false));
    QCOMPARE(lastAlarm(m_id), 0);
}

void ActorLifecycleTest::theActorsOwnKeysAreApart()
{
    m_engine->startActor(m_id);
    QCOMPARE(m_engine->call(m_id, u"recall"_s, {u"a"_s}), QCborValue(u"nothing"_s));
    QVERIFY(m_engine->call(m_id, u"remember"_s, {u"a"_s, u"1"_s}));
    QVERIFY(m_engine->call(m_id, u"remember"_s, {u"b"_s, u"2"_s}));
    QCOMPARE(m_engine->call(m_id, u"recall"_s, {u"a"_s}), QCborValue(u"1"_s));
    QCOMPARE(m_engine->call(m_id, u"recallAll"_s), QCborValue(QCborArray{u"a"_s, u"b"_s}));
    QVERIFY(m_engine->storage(m_id).contains(QByteArray("\x04") + 'a'));
    QVERIFY(m_engine->call(m_id, u"forget"_s, {u"a"_s}));
    QCOMPARE(m_engine->call(m_id, u"recallAll"_s), QCborValue(QCborArray{u"b"_s}));
    const QString tooLong(limits::kvKeyBytesMax, u'k');
    QCOMPARE(m_engine->call(m_id, u"remember"_s, {tooLong, u"1"_s}).error().wireName(), u"store.failed"_s);
}

void ActorLifecycleTest::manyKeysGoAtOnce()
{
    m_engine->startActor(m_id);
    const int count = 2 * limits::kvKeysPerOperationMax + 1;
    QVERIFY(m_engine->call(m_id, u"rememberMany"_s, {count}));
    QCborArray keys;
    QCborArray values;
    for (int i = 0; i < count; ++i) {
        keys.append(u"key %1"_s.arg(i, 3, 10, QChar(u'0')));
        values.append(QString::number(i));
    }
    keys.append(u"no key"_s);
    values.append(u"nothing"_s);
    QCOMPARE(m_engine->call(m_id, u"recallMany"_s, {QCborValue(keys)}), QCborValue(values));
    QCOMPARE(m_engine->call(m_id, u"recallMany"_s, {QCborValue(QCborArray())}), QCborValue(QCborArray()));
    keys.removeFirst();
    QVERIFY(m_engine->call(m_id, u"forgetMany"_s, {QCborValue(keys)}));
    QCOMPARE(m_engine->call(m_id, u"recallAll"_s), QCborValue(QCborArray{u"key 000"_s}));
}

void ActorLifecycleTest::keysAreListedByRange()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"rememberMany"_s, {6}));
    const auto list = [this](const QString &start, const QString &end, int limit, bool reverse) {
        return *m_engine->call(m_id, u"recallRange"_s, {start, end, limit, reverse});
    };
    QCOMPARE(list(u"key 001"_s, u"key 004"_s, 9, false),
             QCborValue(QCborArray{u"key 001"_s, u"key 002"_s, u"key 003"_s}));
    QCOMPARE(list(u"key 001"_s, u"key 004"_s, 2, true), QCborValue(QCborArray{u"key 003"_s, u"key 002"_s}));
    QVERIFY(m_engine->call(m_id, u"forgetRange"_s, {u"key 001"_s, u"key 005"_s}));
    QCOMPARE(m_engine->call(m_id, u"recallAll"_s), QCborValue(QCborArray{u"key 000"_s, u"key 005"_s}));
}

void ActorLifecycleTest::anActorSeesItsWholeState()
{
    m_engine->startActor(m_id);
    QVERIFY(m_engine->call(m_id, u"add"_s, {5}));
    const QCborMap state{{u"count"_s, 5}, {u"label"_s, u"created"_s}, {u"notes"_s, QCborArray()}};
    QCOMPARE(m_engine->call(m_id, u"look"_s), QCborValue(state));
}

void ActorLifecycleTest::linesOfTheLogNameTheActor()
{
    m_engine->startActor(m_id, {.key = u"a b"_s});
    QVERIFY(m_engine->call(m_id, u"logLine"_s, {u"say \"hi\"\nthere"_s}));
    const QString expected = u"level=WARN msg=\"say \\\"hi\\\"\\nthere\" actor=specimen key=\"a b\" "
                             u"actorId=actor-1 field=\"a value\""_s;
    QVERIFY2(m_engine->logText().contains(expected), qPrintable(m_engine->logText()));
}

QTEST_GUILESS_MAIN(ActorLifecycleTest)
#include "tst_actorlifecycle.moc"
