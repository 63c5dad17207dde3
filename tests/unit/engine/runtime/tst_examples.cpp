// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/chatroom.h"
#include "engine/runtime/examples/examples.h"
#include "protocol/base/cbor.h"
#include "protocol/base/limits.h"
#include "protocol/persist/codec.h"
#include "protocol/persist/keys.h"
#include "tests/unit/engine/runtime/scriptedengine.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::StopReason;
using examples::ChatRoom;

class ExamplesTest : public QObject {
    Q_OBJECT

private slots:
    void theCounterCountsAndResets();
    void theCounterFailsAsAsked();
    void theChatRoomKeepsItsLatestMessages();
    void theChatRoomRefusesBadText_data();
    void theChatRoomRefusesBadText();
    void theChatRoomForgetsItsTopic();
    void aFullChatRoomFitsTheStorage();
    void thePostboxWorksJobsOffAndKeepsMail();
    void theDiaryWritesLaterAndAgain();
    void anOrderIsShippedAfterARestart();
    void anOrderThatCannotBePaidIsUndone();
    void anOrderOfTooManyIsRefused();
};

namespace {

/// Asks until the answer is this; false after some seconds.
bool becomes(ScriptedEngine &engine, const QString &actorId, const QString &action, const QCborValue &wanted)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (engine.call(actorId, action) != wanted)
        if (std::chrono::steady_clock::now() > deadline)
            return false;
    return true;
}

QByteArray orderOf(const QCborMap &order)
{
    return cbor::encode(order);
}

} // namespace

void ExamplesTest::anOrderIsShippedAfterARestart()
{
    ScriptedEngine engine(examples::registry());
    const QByteArray input = orderOf({{u"item"_s, u"lamp"_s}, {u"packingMs"_s, 300}});
    engine.startActor(u"o"_s, {.name = u"order"_s, .input = input});
    QVERIFY(becomes(engine, u"o"_s, u"getStatus"_s, u"paid"_s));
    engine.stopActor(u"o"_s, StopReason::SleepIntent);
    engine.startActor(u"o"_s, {.name = u"order"_s});
    QVERIFY(becomes(engine, u"o"_s, u"getStatus"_s, u"shipped"_s));
    const QCborArray diary = engine.call(u"o"_s, u"getDiary"_s)->toArray();
    QCOMPARE(diary, (QCborArray{u"reserved 1 of lamp"_s, u"charged"_s, u"shipped, paid by P-o"_s}));
}

void ExamplesTest::anOrderThatCannotBePaidIsUndone()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"o"_s, {.name = u"order"_s, .input = orderOf({{u"card"_s, u"expired"_s}})});
    QVERIFY(becomes(engine, u"o"_s, u"getStatus"_s, u"cancelled"_s));
    const QCborArray diary = engine.call(u"o"_s, u"getDiary"_s)->toArray();
    QCOMPARE(diary, (QCborArray{u"reserved 1 of book"_s, u"released R-o"_s}));
}

void ExamplesTest::anOrderOfTooManyIsRefused()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"o"_s, {.name = u"order"_s, .input = orderOf({{u"quantity"_s, 101}})});
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!engine.logText().contains(u"there are only 100 of book"_s)) {
        QVERIFY(std::chrono::steady_clock::now() < deadline);
        QCOMPARE(engine.call(u"o"_s, u"getStatus"_s), QCborValue(u"new"_s));
    }
}

void ExamplesTest::theCounterCountsAndResets()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"c"_s, {.name = u"counter"_s});
    QCOMPARE(engine.call(u"c"_s, u"increment"_s), QCborValue(1));
    QCOMPARE(engine.call(u"c"_s, u"increment"_s, {41}), QCborValue(42));
    QCOMPARE(engine.call(u"c"_s, u"getCount"_s), QCborValue(42));
    QVERIFY(engine.call(u"c"_s, u"reset"_s)->isUndefined());
    QCOMPARE(engine.call(u"c"_s, u"getCount"_s), QCborValue(0));
}

void ExamplesTest::theCounterFailsAsAsked()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"c"_s, {.name = u"counter"_s});
    const Error error = engine.call(u"c"_s, u"fail"_s, {u"no more"_s}).error();
    QCOMPARE(error.wireName(), u"user.counter_failed"_s);
    QCOMPARE(error.message, u"no more"_s);
    QCOMPARE(error.metadata, (QCborMap{{u"count"_s, 0}}));
    QCOMPARE(engine.call(u"c"_s, u"crash"_s).error().wireName(), u"rivetkit.internal_error"_s);
}

void ExamplesTest::theChatRoomKeepsItsLatestMessages()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"r"_s, {.name = u"chatRoom"_s, .key = u"rust/beginners"_s});
    QCOMPARE(engine.storedState(u"r"_s).value(u"title"_s), QCborValue(u"rust beginners"_s));
    for (int i = 0; i <= ChatRoom::messageCountMax; ++i)
        QVERIFY(engine.call(u"r"_s, u"send"_s, {u"Ada"_s, u"message %1"_s.arg(i)}));
    const QCborArray history = engine.call(u"r"_s, u"history"_s)->toArray();
    QCOMPARE(history.size(), ChatRoom::messageCountMax);
    QCOMPARE(history.first().toMap().value(u"text"_s), QCborValue(u"message 1"_s));
    QCOMPARE(history.last().toMap().value(u"id"_s), QCborValue(ChatRoom::messageCountMax + 1));
    engine.stopActor(u"r"_s, StopReason::SleepIntent);
    engine.startActor(u"r"_s, {.name = u"chatRoom"_s});
    QCOMPARE(engine.call(u"r"_s, u"history"_s), QCborValue(history));
}

void ExamplesTest::theChatRoomRefusesBadText_data()
{
    QTest::addColumn<QCborArray>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("no sender") << QCborArray{u" "_s, u"x"_s} << u"The sender must not be empty"_s;
    QTest::newRow("no text") << QCborArray{u"Ada"_s, u""_s} << u"The text must not be empty"_s;
    QTest::newRow("long") << QCborArray{u"Ada"_s, QString(ChatRoom::textLengthMax + 1, u'x')}
                          << u"The text may have at most 500 characters"_s;
    QTest::newRow("type") << QCborArray{u"Ada"_s, 1}
                          << u"argument 2 (text) must be a string, but is an integer"_s;
}

void ExamplesTest::theChatRoomRefusesBadText()
{
    QFETCH(QCborArray, arguments);
    QFETCH(QString, message);
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"r"_s, {.name = u"chatRoom"_s});
    QCOMPARE(engine.call(u"r"_s, u"send"_s, arguments).error().message, message);
}

void ExamplesTest::theChatRoomForgetsItsTopic()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"r"_s, {.name = u"chatRoom"_s});
    QVERIFY(engine.call(u"r"_s, u"setTopic"_s, {u"lifetimes"_s}));
    QVERIFY(engine.call(u"r"_s, u"setTopic"_s, {u"traits"_s}));
    engine.stopActor(u"r"_s, StopReason::SleepIntent);
    auto &stored = engine.storage(u"r"_s)[persist::actorKey()];
    auto record = *persist::decodeActor(stored);
    QCOMPARE(record.scheduledEvents.size(), 1);
    record.scheduledEvents.front().timestamp = 1;
    stored = persist::encode(record);
    engine.startActor(u"r"_s, {.name = u"chatRoom"_s});
    QVERIFY(
        engine.waitUntil([&] { return engine.storedState(u"r"_s).value(u"topic"_s) == QCborValue(u""_s); }));
}

void ExamplesTest::aFullChatRoomFitsTheStorage()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"r"_s, {.name = u"chatRoom"_s});
    const QString from(ChatRoom::nameLengthMax, QChar(0x20AC));
    const QString text(ChatRoom::textLengthMax, QChar(0x20AC));
    for (int i = 0; i < ChatRoom::messageCountMax; ++i)
        QVERIFY(engine.call(u"r"_s, u"send"_s, {from, text}));
    engine.stopActor(u"r"_s, StopReason::SleepIntent);
    QCOMPARE(engine.stopped(u"r"_s)->code, envoy::v8::StopCode::Ok);
    QVERIFY(engine.storage(u"r"_s)[persist::actorKey()].size() > limits::kvValueBytesMax / 2);
}

void ExamplesTest::thePostboxWorksJobsOffAndKeepsMail()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"p"_s, {.name = u"postbox"_s});
    const auto send = [&engine](const QString &queue, const QByteArray &message) {
        return engine.request(u"p"_s, {.method = u"POST"_s, .path = u"/queue/"_s + queue, .body = message});
    };
    QCOMPARE(send(u"mail"_s, R"({"body":"hello"})").status, 200);
    const auto answer = send(u"job"_s, R"({"body":{"name":"slow","milliseconds":5},"wait":true})");
    QCOMPARE(answer.body, R"({"response":{"finished":"slow"},"status":"completed"})"_ba);
    QCOMPARE(send(u"job"_s, R"({"body":{"name":"quick"},"wait":true})").status, 200);
    QCOMPARE(engine.call(u"p"_s, u"done"_s), QCborValue(QCborArray{u"slow"_s, u"quick"_s}));
    const QCborArray queues = QCborArray::fromStringList({u"mail"_s});
    QCOMPARE(engine.call(u"p"_s, u"take"_s, {queues, 5000}),
             QCborValue(QCborMap{{u"body"_s, u"hello"_s}, {u"name"_s, u"mail"_s}}));
    QVERIFY(engine.call(u"p"_s, u"take"_s, {queues, 1})->isUndefined());
}

void ExamplesTest::theDiaryWritesLaterAndAgain()
{
    ScriptedEngine engine(examples::registry());
    engine.startActor(u"d"_s, {.name = u"diary"_s});
    QVERIFY(engine.call(u"d"_s, u"writeLater"_s, {1, u"later"_s}));
    QVERIFY(engine.waitUntil(
        [&] { return engine.storedState(u"d"_s).value(u"lines"_s) == QCborValue(QCborArray{u"later"_s}); }));
    QVERIFY(engine.call(u"d"_s, u"writeWhen"_s, {u"yearly"_s, u"30 4 1 1 *"_s, u"happy new year"_s}));
    QVERIFY(engine.call(u"d"_s, u"writeEvery"_s, {u"hourly"_s, 3600000, u"tick"_s}));
    const QCborArray repeating = engine.call(u"d"_s, u"repeating"_s)->toArray();
    QCOMPARE(repeating.at(0).toMap().value(u"interval"_s), QCborValue(3600000));
    QCOMPARE(repeating.at(1).toMap().value(u"timezone"_s), QCborValue(u"UTC"_s));
    QCOMPARE(engine.call(u"d"_s, u"repeated"_s, {u"hourly"_s}), QCborValue(QCborArray()));
    QCOMPARE(engine.call(u"d"_s, u"stopRepeating"_s, {u"hourly"_s}), QCborValue(true));
    QCOMPARE(engine.call(u"d"_s, u"stopRepeating"_s, {u"hourly"_s}), QCborValue(false));
}

QTEST_GUILESS_MAIN(ExamplesTest)
#include "tst_examples.moc"
