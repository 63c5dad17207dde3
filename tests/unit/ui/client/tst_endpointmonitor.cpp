// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/client/endpointmonitor.h"
#include "ui/client/inspectorsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using Phase = EndpointMonitor::Phase;
using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;

class TestEndpointMonitor : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        m_monitor = std::make_unique<EndpointMonitor>(*m_http);
    }

    void cleanup()
    {
        m_monitor.reset();
        m_http.reset();
        m_engine.reset();
    }

    void doesNothingBeforeItIsStarted()
    {
        m_monitor->checkNow();
        QCOMPARE(m_monitor->phase(), Phase::Connecting);
        QVERIFY(m_engine->requests().isEmpty());
    }

    void saysThatTheEngineIsThereAndHowFarAway()
    {
        const QSignalSpy changed(m_monitor.get(), &EndpointMonitor::changed);
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        QVERIFY(!m_monitor->error());
        QVERIFY(m_monitor->roundTrip() > 0us);
        QCOMPARE(m_monitor->metadata()->version, u"2.3.19"_s);
        QCOMPARE(changed.count(), 1);
    }

    void saysThatNobodyIsThereAndTriesAgain()
    {
        m_engine->close();
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Failed);
        QCOMPARE(m_monitor->error()->code, ErrorCode::ClientUnreachable);
        QVERIFY(m_monitor->nextTryAt().isValid());
        m_engine->listen();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        QVERIFY(!m_monitor->nextTryAt().isNull());
    }

    void tellsALostEngineFromOneThatNeverWasThere()
    {
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        m_engine->close();
        m_monitor->checkNow();
        QTRY_COMPARE(m_monitor->phase(), Phase::Lost);
        QVERIFY(m_monitor->lostAt().isValid());
        QCOMPARE(m_monitor->metadata()->version, u"2.3.19"_s);
        m_engine->listen();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        QVERIFY(m_monitor->lostAt().isNull());
    }

    void saysWhyItIsNotLetIn()
    {
        m_engine->setAdminToken("s3cret");
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Failed);
        QCOMPARE(m_monitor->error()->code, ErrorCode::ApiForbidden);
    }

    void saysThatTheNamespaceIsUnknown()
    {
        HttpClient http(m_http->endpoint().withNamespace(u"nowhere"_s), WriteMode::Allowed);
        EndpointMonitor monitor(http);
        monitor.start();
        QTRY_COMPARE(monitor.phase(), Phase::Failed);
        QCOMPARE(monitor.error()->code, ErrorCode::NamespaceNotFound);
    }

    void saysThatSomethingElseAnswers()
    {
        m_engine->intercept([](const ScriptedRequest &) { return ScriptedReply{.body = "<html>"}; });
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Failed);
        QCOMPARE(m_monitor->error()->code, ErrorCode::ClientNotRivet);
    }

    void noticesAtOnceThatASocketWasLost()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s, 1).record.actorId;
        m_monitor->start();
        InspectorSession session(*m_http, id);
        session.open();
        QTRY_COMPARE(session.phase(), InspectorSession::Phase::Live);
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        m_engine->close();
        // Far less than the interval between two looks of the monitor's own.
        QTRY_COMPARE_WITH_TIMEOUT(m_monitor->phase(), Phase::Lost, 1000);
        QCOMPARE(session.phase(), InspectorSession::Phase::Stale);
        QCOMPARE(session.state().value, QCborValue(1));
        QVERIFY(m_monitor->lostAt().isValid());
        m_engine->listen();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        QTRY_COMPARE(session.phase(), InspectorSession::Phase::Live);
    }

    void noticesAtOnceThatARequestFoundNobody()
    {
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        m_engine->close();
        QVERIFY(!test::await(ManagerClient(*m_http).actorNames()));
        QTRY_COMPARE_WITH_TIMEOUT(m_monitor->phase(), Phase::Lost, 1000);
    }

    void doesNotTakeAnErrorOfTheEngineForALoss()
    {
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        m_engine->forgetRequests();
        QVERIFY(!test::await(ManagerClient(*m_http).actor(u"unknown"_s)));
        QCOMPARE(m_engine->requestCount("GET", "/metadata"), 0);
    }

    void tellsThatAnotherVersionAnswers()
    {
        QSignalSpy versions(m_monitor.get(), &EndpointMonitor::versionChanged);
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        QCOMPARE(versions.count(), 0);
        m_engine->close();
        m_monitor->checkNow();
        QTRY_COMPARE(m_monitor->phase(), Phase::Lost);
        m_engine->setVersion(u"2.4.0"_s);
        m_engine->listen();
        QTRY_COMPARE(versions.count(), 1);
        QCOMPARE(versions.constFirst(), QVariantList({u"2.3.19"_s, u"2.4.0"_s}));
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        QCOMPARE(m_monitor->metadata()->version, u"2.4.0"_s);
    }

    void saysThatTheEngineFails()
    {
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        m_engine->intercept([](const ScriptedRequest &) {
            return ScriptedReply{.status = 500, .body = "oops", .contentType = "text/plain"};
        });
        m_monitor->checkNow();
        QTRY_COMPARE(m_monitor->phase(), Phase::Lost);
        QCOMPARE(m_monitor->error()->code, ErrorCode::InternalError);
        QVERIFY(m_monitor->nextTryAt().isValid());
        m_engine->intercept({});
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
    }

    void saysThatSomethingElseHasTakenThePort()
    {
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Online);
        m_engine->intercept([](const ScriptedRequest &) { return ScriptedReply{.body = "<html>"}; });
        m_monitor->checkNow();
        QTRY_COMPARE(m_monitor->phase(), Phase::Lost);
        QCOMPARE(m_monitor->error()->code, ErrorCode::ClientNotRivet);
        QCOMPARE(m_monitor->metadata()->version, u"2.3.19"_s);
    }

    void stopsAsking()
    {
        m_engine->close();
        m_monitor->start();
        QTRY_COMPARE(m_monitor->phase(), Phase::Failed);
        m_monitor->stop();
        QVERIFY(m_monitor->nextTryAt().isNull());
    }

private:
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<EndpointMonitor> m_monitor;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestEndpointMonitor)
#include "tst_endpointmonitor.moc"
