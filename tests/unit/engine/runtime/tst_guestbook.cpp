// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/csvexport.h"
#include "engine/runtime/examples/examples.h"
#include "engine/runtime/examples/guestbook.h"
#include "tests/unit/engine/runtime/scriptedengine.h"
#include "tests/unit/engine/runtime/sqlanswers.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::runtime;
using namespace rove::runtime::test;
using envoy::v8::StopReason;
using examples::CsvExport;
using examples::Guestbook;
namespace v8 = envoy::v8;

/// The example with a database and answers in pieces.
class GuestbookTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void entriesAreRows();
    void badTextIsRefused();
    void entriesAreStruckTogetherOrNotAtAll();
    void entriesOutliveASleep();
    void theFileHasAllEntries();
    void newEntriesAreTold();
    void otherPathsAreNotThere();

private:
    Result<QCborValue> call(const QString &action, const QCborArray &arguments = {})
    {
        return m_engine->call(m_id, action, arguments);
    }
    QByteArray chunksOf(const v8::RequestId &id) const;

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<SqlAnswers> m_sql;
    const QString m_id = u"actor-1"_s;
};

void GuestbookTest::init()
{
    m_engine = std::make_unique<ScriptedEngine>(examples::registry());
    m_sql = std::make_unique<SqlAnswers>(*m_engine);
    m_engine->startActor(m_id, {.name = u"guestbook"_s});
}

void GuestbookTest::cleanup()
{
    m_sql.reset();
    m_engine.reset();
}

QByteArray GuestbookTest::chunksOf(const v8::RequestId &id) const
{
    QByteArray body;
    for (const v8::ToRivetTunnelMessage &message : m_engine->received<v8::ToRivetTunnelMessage>())
        if (const auto *chunk = std::get_if<v8::ResponseChunk>(&message.messageKind);
            chunk && message.messageId.requestId == id)
            body += chunk->body;
    return body;
}

void GuestbookTest::entriesAreRows()
{
    QCOMPARE(call(u"sign"_s, {u"Ada"_s, u"hello"_s}), QCborValue(1));
    QCOMPARE(call(u"sign"_s, {u"Grace"_s, u"it's me"_s}), QCborValue(2));
    QCOMPARE(call(u"count"_s), QCborValue(2));
    const QCborArray entries = call(u"entries"_s)->toArray();
    QCOMPARE(entries.size(), 2);
    const QCborMap newest = entries.at(0).toMap();
    QCOMPARE(newest.value(u"id"_s), QCborValue(2));
    QCOMPARE(newest.value(u"name"_s), QCborValue(u"Grace"_s));
    QCOMPARE(newest.value(u"text"_s), QCborValue(u"it's me"_s));
    QCOMPARE(call(u"entries"_s, {1, 1})->toArray().at(0).toMap().value(u"name"_s), QCborValue(u"Ada"_s));
}

void GuestbookTest::badTextIsRefused()
{
    QCOMPARE(call(u"sign"_s, {u" "_s, u"x"_s}).error().message, u"The name must not be empty"_s);
    QCOMPARE(call(u"sign"_s, {u"Ada"_s, QString(Guestbook::textLengthMax + 1, u'x')}).error().message,
             u"The text may have at most 500 characters"_s);
}

void GuestbookTest::entriesAreStruckTogetherOrNotAtAll()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(call(u"sign"_s, {u"Ada"_s, u"again"_s}));
    QCOMPARE(call(u"strike"_s, {QCborValue(QCborArray{1, 99})}).error().codeName(), u"no_such_entry"_s);
    QCOMPARE(call(u"count"_s), QCborValue(3));
    QVERIFY(call(u"strike"_s, {QCborValue(QCborArray{1, 3})}));
    QCOMPARE(call(u"count"_s), QCborValue(1));
    QVERIFY(!call(u"strike"_s, {QCborValue(QCborArray{})}));
}

void GuestbookTest::entriesOutliveASleep()
{
    QVERIFY(call(u"sign"_s, {u"Ada"_s, u"hello"_s}));
    m_engine->stopActor(m_id, StopReason::SleepIntent);
    m_engine->startActor(m_id, {.name = u"guestbook"_s});
    QCOMPARE(call(u"count"_s), QCborValue(1));
}

void GuestbookTest::theFileHasAllEntries()
{
    constexpr int count = 2 * CsvExport::rowsPerPage + 7;
    for (int i = 1; i <= count; ++i)
        QVERIFY(call(u"sign"_s, {u"A \"B\""_s, u"text %1"_s.arg(i)}));
    const auto answer = m_engine->request(m_id, {.path = u"/request/entries.csv"_s});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.at(u"content-type"_s), u"text/csv; charset=utf-8"_s);
    const QList<QByteArray> lines = answer.body.split('\n');
    QCOMPARE(lines.size(), count + 2); // The head, and what is behind the last line's end.
    QVERIFY(lines.at(count).startsWith(
        "\"%1\",\"A \"\"B\"\"\",\"text %1\","_ba.replace("%1", QByteArray::number(count))));
}

void GuestbookTest::newEntriesAreTold()
{
    const v8::RequestId id{7, 7, 7, 7};
    m_engine->tunnel(
        id, 0,
        v8::RequestStart{
            .actorId = m_id, .method = u"GET"_s, .path = u"/request/live"_s, .responseStream = true});
    QVERIFY(m_engine->waitUntil([&] { return chunksOf(id) == ": welcome\n\n"; }));
    QVERIFY(call(u"sign"_s, {u"Ada"_s, u"hello"_s}));
    QCOMPARE(chunksOf(id), ": welcome\n\ndata: {\"id\":1,\"name\":\"Ada\",\"text\":\"hello\"}\n\n"_ba);
    m_engine->tunnel(id, 1, v8::RequestAbort{.actorId = m_id});
    QVERIFY(call(u"sign"_s, {u"Ada"_s, u"to nobody"_s}));
    QVERIFY(!chunksOf(id).contains("nobody"));
}

void GuestbookTest::otherPathsAreNotThere()
{
    QCOMPARE(m_engine->request(m_id, {.path = u"/request/other"_s}).status, 404);
    QCOMPARE(m_engine->request(m_id, {.method = u"POST"_s, .path = u"/request/live"_s}).status, 404);
}

QTEST_GUILESS_MAIN(GuestbookTest)
#include "tst_guestbook.moc"
