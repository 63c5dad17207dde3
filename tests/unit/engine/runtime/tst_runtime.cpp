// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/mailbox.h"
#include "protocol/base/limits.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/specimen.h"

#include <QtTest/QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::StopReason;
namespace v8 = envoy::v8;

class RuntimeTest : public QObject {
    Q_OBJECT

private slots:
    void initIsAnsweredWithTheActorNames();
    void pingIsAnsweredWithPong();
    void manyActorsRunOnManyWorkers();
    void trafficForActorsThatAreNotHereIsRefused();
    void aWrongGenerationIsRefused();
    void theMailboxIsBoundedForTrafficOnly();
    void aFullMailboxTurnsRequestsAway();
    void stopSavesEveryActorAndRefusesNewOnes();
    void stopWithoutActorsIsDoneAtOnce();
    void aNewGenerationReplacesAnOldOne();
    void aNewGenerationReplacesOneThatIsStopping();
};

void RuntimeTest::initIsAnsweredWithTheActorNames()
{
    ScriptedEngine engine(specimens());
    engine.runtime().receive(v8::Init{});
    QVERIFY(engine.waitUntil([&] { return !engine.received<v8::Metadata>().empty(); }));
    const auto names = *engine.received<v8::Metadata>().front().prepopulateActorNames;
    QVERIFY(names.contains(u"specimen"_s));
    QCOMPARE(names.at(u"stateless"_s).metadata, u"{}"_s);
}

void RuntimeTest::pingIsAnsweredWithPong()
{
    ScriptedEngine engine(specimens());
    engine.runtime().receive(v8::Ping{.ts = 77});
    QVERIFY(engine.waitUntil([&] { return !engine.received<v8::Pong>().empty(); }));
    QCOMPARE(engine.received<v8::Pong>().front().ts, 77);
}

void RuntimeTest::manyActorsRunOnManyWorkers()
{
    ScriptedEngine engine(specimens(), 3);
    for (int i = 0; i < 30; ++i)
        engine.startActor(QString::number(i));
    for (int i = 0; i < 30; ++i)
        QCOMPARE(engine.call(QString::number(i), u"add"_s, {i}), QCborValue(i));
    for (int i = 0; i < 30; ++i)
        engine.stopActor(QString::number(i), StopReason::SleepIntent);
}

void RuntimeTest::trafficForActorsThatAreNotHereIsRefused()
{
    ScriptedEngine engine(specimens());
    const auto reply = engine.request(u"nobody"_s, {.path = u"/"_s});
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.headers.at(u"x-rivet-error"_s), u"envoy.actor_not_found"_s);
    const auto socket = engine.openSocket(u"nobody"_s, u"/connect"_s);
    QCOMPARE(engine.waitForClose(socket).reason, u"envoy.actor_not_found"_s);
    // What comes for it later is for nobody, and does no harm.
    engine.sendToSocket(socket, "x");
    engine.startActor(u"a"_s);
    QVERIFY(engine.call(u"a"_s, u"add"_s));
}

void RuntimeTest::aWrongGenerationIsRefused()
{
    ScriptedEngine engine(specimens());
    engine.startActor(u"a"_s);
    const v8::RequestId id{9, 9, 9, 9};
    engine.tunnel(
        id, 0, v8::RequestStart{.actorId = u"a"_s, .actorGeneration = 2, .method = u"GET"_s, .path = u"/"_s});
    QCOMPARE(engine.waitForReply(id).status, 503);
}

void RuntimeTest::theMailboxIsBoundedForTrafficOnly()
{
    Mailbox mailbox;
    QCOMPARE(mailbox.push({}, Mailbox::Kind::Traffic), Mailbox::Outcome::WakeNow);
    for (int i = 1; i < limits::mailboxMessageCountMax; ++i)
        QCOMPARE(mailbox.push({}, Mailbox::Kind::Traffic), Mailbox::Outcome::Taken);
    QCOMPARE(mailbox.push({}, Mailbox::Kind::Traffic), Mailbox::Outcome::Full);
    QCOMPARE(mailbox.push({}, Mailbox::Kind::Duty), Mailbox::Outcome::Taken);
    QCOMPARE(mailbox.takeAll().size(), static_cast<std::size_t>(limits::mailboxMessageCountMax) + 1);
    QCOMPARE(mailbox.push({}, Mailbox::Kind::Traffic), Mailbox::Outcome::Taken);
    QCOMPARE(mailbox.takeAll().size(), 1);
    QCOMPARE(mailbox.takeAll().size(), 0);
    QCOMPARE(mailbox.push({}, Mailbox::Kind::Traffic), Mailbox::Outcome::WakeNow);
}

void RuntimeTest::aFullMailboxTurnsRequestsAway()
{
    ScriptedEngine engine(specimens());
    engine.startActor(u"a"_s);
    const auto socket = engine.openSocket(u"a"_s, u"/connect"_s);
    QVERIFY(engine.nextMessage(socket));
    engine.send(u"a"_s, {.path = u"/request/hold"_s});
    workerIsHeld.acquire();
    const int count = limits::mailboxMessageCountMax + 10;
    std::vector<v8::RequestId> ids;
    ids.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        ids.push_back(engine.send(u"a"_s, {.path = u"/health"_s}));
    workerMayGoOn.release();
    QVERIFY(engine.waitUntil([&] {
        return std::ranges::all_of(ids,
                                   [&](const v8::RequestId &id) { return engine.reply(id).has_value(); });
    }));
    const auto refused =
        std::ranges::count_if(ids, [&](const v8::RequestId &id) { return engine.reply(id)->status == 503; });
    QVERIFY(refused > 0);
    const auto turnedAway =
        std::ranges::find_if(ids, [&](const v8::RequestId &id) { return engine.reply(id)->status == 503; });
    QCOMPARE(engine.reply(*turnedAway)->headers.at(u"x-rivet-error"_s), u"actor.overloaded"_s);
    QCOMPARE(engine.request(u"a"_s, {.path = u"/health"_s}).body, QByteArray("ok"));
}

void RuntimeTest::stopSavesEveryActorAndRefusesNewOnes()
{
    ScriptedEngine engine(specimens(), 2);
    const QStringList ids{u"a"_s, u"b"_s, u"c"_s};
    for (const QString &id : ids)
        engine.startActor(id, {.name = u"slow"_s});
    std::atomic<bool> done = false;
    engine.runtime().stop([&done] { done = true; });
    QVERIFY(engine.waitUntil([&] {
        return std::ranges::all_of(ids, [&](const QString &id) { return engine.stopped(id).has_value(); });
    }));
    QTRY_VERIFY(done);
    QCOMPARE(engine.received<v8::Stopping>().size(), 1);
    for (const QString &id : ids)
        QCOMPARE(engine.storedState(id).value(u"label"_s), QCborValue(u"slept"_s));
    engine.commandStart(u"d"_s);
    QVERIFY(engine.waitUntil([&] { return engine.stopped(u"d"_s).has_value(); }));
    QCOMPARE(engine.stopped(u"d"_s)->message, u"The runtime is stopping."_s);
}

void RuntimeTest::stopWithoutActorsIsDoneAtOnce()
{
    ScriptedEngine engine(specimens(), 2);
    std::atomic<bool> done = false;
    engine.runtime().stop([&done] { done = true; });
    QTRY_VERIFY(done);
}

void RuntimeTest::aNewGenerationReplacesAnOldOne()
{
    ScriptedEngine engine(specimens());
    engine.startActor(u"a"_s, {.name = u"slow"_s});
    QVERIFY(engine.call(u"a"_s, u"add"_s));
    engine.startActor(u"a"_s, {.name = u"slow"_s});
    QCOMPARE(engine.call(u"a"_s, u"echo"_s, {u"here"_s}), QCborValue(u"here"_s));
}

void RuntimeTest::aNewGenerationReplacesOneThatIsStopping()
{
    ScriptedEngine engine(specimens());
    engine.startActor(u"a"_s);
    const auto waiting = engine.send(u"a"_s, {.method = u"POST"_s, .path = u"/action/wait"_s, .body = "{}"});
    engine.commandStop(u"a"_s, StopReason::SleepIntent);
    engine.startActor(u"a"_s);
    QVERIFY(!engine.reply(waiting));
    QCOMPARE(engine.call(u"a"_s, u"echo"_s, {u"here"_s}), QCborValue(u"here"_s));
    engine.stopActor(u"a"_s, StopReason::SleepIntent);
}

QTEST_GUILESS_MAIN(RuntimeTest)
#include "tst_runtime.moc"
