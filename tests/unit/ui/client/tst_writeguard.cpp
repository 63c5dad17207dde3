// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedserver.h"
#include "ui/client/httpclient.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using test::await;
using test::ScriptedReply;
using test::ScriptedRequest;
using test::ScriptedServer;

class TestWriteGuard : public QObject {
    Q_OBJECT
private slots:
    void refusesWritesWhileLocked()
    {
        WriteGuard guard(WriteMode::ReadOnly);
        QVERIFY(guard.permit(Access::Read));
        QCOMPARE(guard.permit(Access::Write).error().code, ErrorCode::ClientReadOnly);
        guard.setMode(WriteMode::Allowed);
        QVERIFY(guard.permit(Access::Write));
        QVERIFY(!guard.timeLeft());
    }

    void locksItselfWhenTheTimeIsOver()
    {
        WriteGuard guard(WriteMode::ReadOnly);
        QSignalSpy modes(&guard, &WriteGuard::modeChanged);
        QSignalSpy times(&guard, &WriteGuard::timeLeftChanged);
        guard.allowFor(60ms);
        QCOMPARE(guard.mode(), WriteMode::Allowed);
        QVERIFY(guard.timeLeft().value() <= 60ms);
        QTRY_COMPARE(modes.count(), 2);
        QCOMPARE(guard.mode(), WriteMode::ReadOnly);
        QVERIFY(!guard.timeLeft());
        QCOMPARE(times.constLast().constFirst().value<std::chrono::milliseconds>(), 0ms);
        QVERIFY(times.count() >= 2);
    }

    void looksAtTheClockAndWaitsForNoTimer()
    {
        WriteGuard guard(WriteMode::ReadOnly);
        guard.allowFor(1ms);
        QDeadlineTimer over(5ms);
        while (!over.hasExpired()) {
            // The event loop does not run, so no timer can have fired.
        }
        QCOMPARE(guard.permit(Access::Write).error().code, ErrorCode::ClientReadOnly);
        QCOMPARE(guard.mode(), WriteMode::ReadOnly);
    }

    void startsTheTimeAgainWhenAskedAgain()
    {
        WriteGuard guard(WriteMode::ReadOnly);
        QSignalSpy modes(&guard, &WriteGuard::modeChanged);
        guard.allowFor(1min);
        guard.allowFor(10min);
        QVERIFY(guard.timeLeft().value() > 9min);
        QCOMPARE(modes.count(), 1);
        guard.setMode(WriteMode::ReadOnly);
        QVERIFY(!guard.timeLeft());
        QVERIFY(!guard.permit(Access::Write));
    }

    void noTimeAtAllIsALock()
    {
        WriteGuard guard(WriteMode::Allowed);
        guard.allowFor(0ms);
        QCOMPARE(guard.mode(), WriteMode::ReadOnly);
    }

    void aConnectionIsReadOnlyAgainByItself()
    {
        ScriptedServer server;
        server.setHandler([](const ScriptedRequest &) { return ScriptedReply(); });
        HttpClient http(Endpoint::parse(server.url()).value(), WriteMode::ReadOnly);
        QSignalSpy modes(&http, &HttpClient::writeModeChanged);
        const HttpRequest write{.method = "POST", .path = "/", .access = Access::Write, .timeout = 5s};
        http.guard().allowFor(300ms);
        QVERIFY(await(http.send(write)));
        QTRY_COMPARE(modes.count(), 2);
        QCOMPARE(await(http.send(write)).error().code, ErrorCode::ClientReadOnly);
        QCOMPARE(server.requestCount("POST"), 1);
    }

    void aMethodThatChangesThingsIsAWriteWhateverItCallsItself()
    {
        ScriptedServer server;
        HttpClient http(Endpoint::parse(server.url()).value(), WriteMode::ReadOnly);
        for (const QByteArray &method : {"POST"_ba, "PUT"_ba, "PATCH"_ba, "DELETE"_ba})
            QCOMPARE(await(http.send({.method = method, .path = "/", .timeout = 5s})).error().code,
                     ErrorCode::ClientReadOnly);
        QVERIFY(server.requests().isEmpty());
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestWriteGuard)
#include "tst_writeguard.moc"
