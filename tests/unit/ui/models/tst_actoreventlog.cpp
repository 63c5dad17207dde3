// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/actoreventlimits.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/actoreventmodel.h"
#include "ui/models/actoreventtext.h"
#include "ui/models/actorsession.h"

#include <QtCore/QCborMap>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Phase = ActorSession::Phase;
using test::await;
using test::ScriptedEngine;

class TestActorEventLog : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_id = m_engine->addActor(u"counter"_s, u"a"_s, state(1)).record.actorId;
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        m_session = std::make_unique<ActorSession>(*m_http, m_id);
        m_log = std::make_unique<ActorEventLog>(*m_session);
    }

    void cleanup()
    {
        m_log.reset();
        m_session.reset();
        m_http.reset();
        m_engine.reset();
    }

    void tellsAStateChangeWithBeforeAndAfter()
    {
        goLive();
        m_engine->setState(m_id, state(2));
        QTRY_VERIFY(last(EventKind::State));
        const ActorEvent *event = last(EventKind::State);
        QCOMPARE(event->summary, u"count: 1 → 2"_s);
        QVERIFY(event->payload);
        QCOMPARE(event->payload->before.value(), state(1));
        QCOMPARE(event->payload->after.value(), state(2));
    }

    void tellsALargeStateFromAnotherThread()
    {
        QCborArray many;
        for (int i = 0; i < 5000; ++i)
            many.append(i);
        goLive();
        m_engine->setState(m_id, QCborMap{{u"many"_s, many}});
        QTRY_VERIFY(last(EventKind::State) && last(EventKind::State)->payload);
        many.append(5000);
        m_engine->setState(m_id, QCborMap{{u"many"_s, many}});
        QTRY_COMPARE(last(EventKind::State)->summary, u"+ many[5000]"_s);
        QVERIFY(last(EventKind::State)->payload);
    }

    void tellsConnectionsQueueAndSchedules()
    {
        goLive();
        using namespace inspector;
        QWebSocket *socket = m_engine->inspectors(m_id).constFirst();
        m_engine->push(socket, v6::ConnectionsUpdated{.connections = {{.id = u"c1"_s}}});
        QTRY_VERIFY(last(EventKind::Connection));
        QCOMPARE(last(EventKind::Connection)->summary, u"Connected"_s);
        QCOMPARE(last(EventKind::Connection)->connectionId, u"c1"_s);
        m_engine->push(socket, v6::ConnectionsUpdated{});
        QTRY_COMPARE(last(EventKind::Connection)->summary, u"Disconnected"_s);
        m_engine->push(socket, v6::QueueUpdated{.queueSize = {3}});
        QTRY_VERIFY(last(EventKind::Queue));
        QVERIFY(last(EventKind::Queue)->summary.contains(u"0 → 3"));

        v6::Schedule schedule{.id = u"s"_s, .kind = u"cron"_s, .action = u"tick"_s, .nextRunAt = {60'000}};
        m_engine->push(socket, v6::SchedulesUpdated{.schedules = {schedule}});
        QTRY_VERIFY(last(EventKind::Schedule));
        QVERIFY(last(EventKind::Schedule)->summary.startsWith(u"tick is scheduled"));
        schedule.lastRunAt = v6::Uint{60'000};
        schedule.nextRunAt = {120'000};
        m_engine->push(socket, v6::SchedulesUpdated{.schedules = {schedule}});
        QTRY_VERIFY(last(EventKind::Schedule)->summary.startsWith(u"tick fired"));
        m_engine->push(socket, v6::SchedulesUpdated{});
        QTRY_VERIFY(last(EventKind::Schedule)->summary.contains(u"removed"));
        isInOrder();
    }

    void tellsOurActionWithItsResultAndItsEffect()
    {
        m_engine->setAction([this](const QCborArray &) -> Result<QCborValue> {
            m_engine->setState(m_id, state(5));
            return QCborValue(5);
        });
        goLive();
        QVERIFY(await(m_session->callAction(u"increment"_s, {4})));
        QTRY_VERIFY(last(EventKind::Action) && last(EventKind::Action)->duration);
        QCOMPARE(last(EventKind::Action)->summary, u"increment(4) → 5"_s);
        QTRY_VERIFY(last(EventKind::State));
        QCOMPARE(last(EventKind::State)->cause, last(EventKind::Action)->id);
        QCOMPARE(m_log->effectsOf(last(EventKind::Action)->id), std::vector{last(EventKind::State)->id});
    }

    void tellsOurActionsError()
    {
        m_engine->setAction([](const QCborArray &) -> Result<QCborValue> {
            return std::unexpected(Error::fromWire(u"user"_s, u"too_far"_s, u"No further."_s));
        });
        goLive();
        QVERIFY(!await(m_session->callAction(u"increment"_s, {})));
        QTRY_VERIFY(last(EventKind::Action) && last(EventKind::Action)->isFailure);
        QCOMPARE(last(EventKind::Action)->level, EventLevel::Important);
        QVERIFY(last(EventKind::Action)->summary.contains(u"too_far"));
        QVERIFY(last(EventKind::Action)->payload->value.toMap().contains(u"error"_s));
    }

    void tellsAnApplyAndARefusedCommand()
    {
        goLive();
        QVERIFY(m_session->document().edit({u"count"_s}, 7));
        QVERIFY(await(m_session->apply()));
        QTRY_VERIFY(last(EventKind::Edit) && last(EventKind::Edit)->duration);
        QVERIFY(last(EventKind::Edit)->summary.endsWith(u"applied"));
        m_http->setWriteMode(WriteMode::ReadOnly);
        QVERIFY(!await(m_session->sleep()));
        QTRY_VERIFY(last(EventKind::Command) && last(EventKind::Command)->isFailure);
    }

    void tellsTheActorsLife()
    {
        goLive();
        m_engine->putToSleep(m_id);
        QTRY_VERIFY_WITH_TIMEOUT(last(EventKind::Lifecycle) &&
                                     last(EventKind::Lifecycle)->summary.startsWith(u"Fell asleep"),
                                 10000);
        m_engine->wake(m_id);
        QTRY_VERIFY_WITH_TIMEOUT(last(EventKind::Lifecycle)->summary.startsWith(u"Woke"), 10000);
        QCOMPARE(m_log->lifecycle().size(), 2);
        m_engine->destroy(m_id);
        QTRY_VERIFY_WITH_TIMEOUT(last(EventKind::Lifecycle)->summary.startsWith(u"Destroyed"), 10000);
        QCOMPARE(last(EventKind::Lifecycle)->level, EventLevel::Important);
        isInOrder();
    }

    void writesAGapForALostConnectionAndWhatChangedMeanwhile()
    {
        goLive();
        for (QWebSocket *socket : m_engine->inspectors(m_id))
            socket->abort();
        m_engine->actor(m_id).state = state(9);
        QTRY_VERIFY_WITH_TIMEOUT(last(EventKind::Gap), 10000);
        QTRY_VERIFY(last(EventKind::State));
        QVERIFY(last(EventKind::State)->id > last(EventKind::Gap)->id);
        QCOMPARE(last(EventKind::State)->summary, u"count: 1 → 9"_s);
        isInOrder();
    }

    void writesAGapForWhatTheServerDropped()
    {
        goLive();
        m_engine->push(m_engine->inspectors(m_id).constFirst(),
                       inspector::v6::Error{.message = u"inspector.events_dropped"_s});
        QTRY_VERIFY(last(EventKind::Gap));
        QCOMPARE(last(EventKind::Gap)->level, EventLevel::Important);
    }

    void neverReachesASleepingActor()
    {
        m_engine->putToSleep(m_id);
        m_engine->forgetRequests();
        m_session->start();
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QCOMPARE(m_engine->reachedCount(m_id), 0);
    }

    void keepsHostileTextOnOneHarmlessLine()
    {
        const QString hostile = u"a\nb\tc\u202Edcba\u0007<b>&"_s % QChar(0xD800) % QString(1000, u'x');
        goLive();
        m_engine->setState(m_id, QCborMap{{u"count"_s, 1}, {hostile, hostile}});
        QTRY_VERIFY(last(EventKind::State));
        const QString summary = last(EventKind::State)->summary;
        for (const QChar c : summary)
            QVERIFY(c.category() != QChar::Other_Control && c != QChar(0x202E));
        QVERIFY(summary.size() <= eventlimits::eventSummaryCharactersMax + 8);
        QVERIFY2(summary.contains(u"\\u000a"), qPrintable(summary));
    }

    void dropsTheOldestRowsAndCountsThem()
    {
        const qsizetype before = m_log->count();
        Q_UNUSED(before)
        const int flood = 100'000;
        QAbstractItemModel *watched = nullptr;
        ActorEventModel model;
        model.setLog(m_log.get());
        watched = &model;
        const QAbstractItemModelTester tester(watched,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < flood; ++i)
            m_log->append({.kind = EventKind::State, .summary = u"event %1"_s.arg(i)});
        m_log->flush();
        QVERIFY(m_log->count() <= eventlimits::eventRowsMax);
        QVERIFY(m_log->count() >= eventlimits::eventRowsMax - eventlimits::eventRowsSlack);
        QCOMPARE(qint64(m_log->evictedCount()) + m_log->count(), qint64(flood));
        QCOMPARE(model.rowCount(), int(m_log->count()));
        QCOMPARE(m_log->countOf(EventKind::State), m_log->count());
        QCOMPARE(m_log->find(m_log->lastId())->summary, u"event 99999"_s);
        isInOrder();
    }

    void tellsOfAFloodInFewParts()
    {
        QSignalSpy told(m_log.get(), &ActorEventLog::appended);
        for (int i = 0; i < 5000; ++i)
            m_log->append({.kind = EventKind::Queue, .summary = u"x"_s});
        QCOMPARE(told.size(), 0);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(m_log->count(), 5000);
    }

    void letsGoOfPayloadsBeforeRows()
    {
        const qsizetype each = eventlimits::eventPayloadBytesEachMax - 1;
        const qsizetype count = eventlimits::eventPayloadBytesMax / each + 10;
        for (qsizetype i = 0; i < count; ++i)
            m_log->append({.kind = EventKind::State,
                           .summary = u"x"_s,
                           .payload = std::make_shared<EventPayload>(),
                           .payloadBytes = each});
        m_log->flush();
        QVERIFY(m_log->payloadBytes() <= eventlimits::eventPayloadBytesMax);
        QCOMPARE(m_log->count(), count);
        QVERIFY(!m_log->find(m_log->firstId())->payload);
        QVERIFY(m_log->find(m_log->firstId())->isPayloadDropped);
        QVERIFY(m_log->find(m_log->lastId())->payload);
    }

    void clearingForgetsAndGoesOn()
    {
        m_log->append({.summary = u"a"_s});
        m_log->flush();
        const quint64 before = m_log->lastId();
        m_log->clear();
        QCOMPARE(m_log->count(), 0);
        QCOMPARE(m_log->countOf(EventKind::State), 0);
        m_log->append({.summary = u"b"_s});
        m_log->flush();
        QCOMPARE(m_log->count(), 1);
        QVERIFY(m_log->lastId() > before);
        QVERIFY(!m_log->find(before));
    }

    void roughBytesStopsAtItsBound()
    {
        QCborArray many;
        for (int i = 0; i < 10'000; ++i)
            many.append(QString(100, u'x'));
        QCOMPARE(roughBytes(many, 1000), 1000);
        QVERIFY(roughBytes(QCborValue(1), 1000) < 100);
    }

private:
    static QCborValue state(int count) { return QCborMap{{u"count"_s, count}}; }

    void goLive()
    {
        m_session->start();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
        QTRY_VERIFY(m_session->document().isLoaded());
        // The question what runs it reaches the actor: still on its way, it would wake one put to sleep now.
        QTRY_VERIFY(m_session->runtime());
        m_log->flush();
    }

    /// The newest event of a kind; flushes first.
    const ActorEvent *last(EventKind kind)
    {
        m_log->flush();
        if (m_log->count() == 0)
            return nullptr;
        for (quint64 id = m_log->lastId(); id >= m_log->firstId(); --id)
            if (m_log->find(id)->kind == kind)
                return m_log->find(id);
        return nullptr;
    }

    void isInOrder()
    {
        m_log->flush();
        for (quint64 id = m_log->firstId() + 1; id <= m_log->lastId(); ++id)
            QVERIFY(m_log->find(id - 1)->at <= m_log->find(id)->at);
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ActorSession> m_session;
    std::unique_ptr<ActorEventLog> m_log;
    QString m_id;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestActorEventLog)
#include "tst_actoreventlog.moc"
