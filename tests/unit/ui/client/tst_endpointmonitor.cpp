// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedengine.h"
#include "ui/client/endpointmonitor.h"

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
