// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedengine.h"
#include "ui/client/localengines.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;
using test::ScriptedServer;

class TestLocalEngines : public QObject {
    Q_OBJECT
private slots:
    void init() { qunsetenv("RIVET_ENDPOINT"); }
    void cleanup() { qunsetenv("RIVET_ENDPOINT"); }

    void readsTheKernelsTable()
    {
        const QByteArray table =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
            "inode\n"
            "   0: 0100007F:1914 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1\n"
            "   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1\n"
            "   2: 0100007F:1388 0100007F:1914 01 00000000:00000000 00:00000000 00000000  1000        0 1 1\n"
            "   3: 0100007F:1389 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1\n"
            "   4: 0A00000A:138A 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1\n"
            "   5: 0100007F:18EB 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1\n"
            "   6: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1\n"
            "   7: garbage\n";
        QCOMPARE(listeningPorts(table, 1000), QList<quint16>({6420, 8080}));
        const QByteArray table6 = "0: 00000000000000000000000001000000:1914 "
                                  "00000000000000000000000000000000:0000 0A 0:0 0:0 0 1000 0\n"
                                  "1: 00000000000000000000000000000000:1915 "
                                  "00000000000000000000000000000000:0000 0A 0:0 0:0 0 1000 0\n"
                                  "2: B80D0120000000000000000001000000:1916 "
                                  "00000000000000000000000000000000:0000 0A 0:0 0:0 0 1000 0\n";
        QCOMPARE(listeningPorts(table6, 1000), QList<quint16>({6420, 6421}));
        QVERIFY(listeningPorts({}, 1000).isEmpty());
    }

    void findsEnginesAndNothingElse()
    {
        const ScriptedEngine first;
        const ScriptedEngine second;
        ScriptedServer webSite;
        webSite.setHandler([](const ScriptedRequest &) { return ScriptedReply{.body = "<html>"}; });
        ScriptedServer mute;
        mute.setHandler(
            [](const ScriptedRequest &) { return ScriptedReply{.end = ScriptedReply::End::Never}; });
        ScriptedServer flood;
        flood.setHandler(
            [](const ScriptedRequest &) { return ScriptedReply{.body = QByteArray(1000000, '1')}; });

        LocalEngines engines;
        engines.setPortsForTest({first.port(), webSite.port(), mute.port(), flood.port(), second.port()});
        QSignalSpy looked(&engines, &LocalEngines::looked);
        engines.refresh();
        QVERIFY(engines.isLooking());
        QTRY_COMPARE(looked.count(), 1);
        QCOMPARE(engines.engines().size(), 2);
        QCOMPARE(engines.engines().constFirst().version, u"2.3.19"_s);
        QCOMPARE(engines.engines().constFirst().endpoint.base.port(), std::min(first.port(), second.port()));
        QCOMPARE(first.requests().size(), 1);
        QCOMPARE(first.requests().constFirst().target, "/metadata");
    }

    void findsWhatListensWithoutBeingTold()
    {
        const ScriptedEngine engine;
        LocalEngines engines;
        QSignalSpy looked(&engines, &LocalEngines::looked);
        engines.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(looked.count(), 1, 30000);
        const bool isFound = std::ranges::any_of(engines.engines(), [&engine](const FoundEngine &found) {
            return found.endpoint.base.port() == engine.port();
        });
        QVERIFY(isFound);
    }

    void theEnvironmentNamesAnEndpointWithItsNamespace()
    {
        const ScriptedEngine engine;
        qputenv("RIVET_ENDPOINT",
                QByteArray("http://staging:s3cret@127.0.0.1:" + QByteArray::number(engine.port())));
        LocalEngines engines;
        engines.setPortsForTest({engine.port()});
        QSignalSpy looked(&engines, &LocalEngines::looked);
        engines.refresh();
        QTRY_COMPARE(looked.count(), 1);
        QCOMPARE(engines.engines().size(), 1);
        QCOMPARE(engines.engines().constFirst().endpoint.namespaceName, u"staging"_s);
        QCOMPARE(engines.engines().constFirst().endpoint.token, u"s3cret"_s);
        QVERIFY(!engine.requests().constFirst().headers.contains("authorization"));
    }

    void neverAsksAnotherMachine()
    {
        qputenv("RIVET_ENDPOINT", "http://rivet.invalid:6420");
        ScriptedServer server;
        LocalEngines engines;
        engines.setPortsForTest({server.port()});
        QSignalSpy looked(&engines, &LocalEngines::looked);
        engines.refresh();
        QTRY_COMPARE(looked.count(), 1);
        QVERIFY(engines.engines().isEmpty());
    }

    void asksNobodyWhileItIsSwitchedOff()
    {
        const ScriptedEngine engine;
        LocalEngines engines;
        engines.setPortsForTest({engine.port()});
        engines.setActive(true);
        QTRY_COMPARE(engines.engines().size(), 1);
        QSignalSpy changed(&engines, &LocalEngines::changed);
        engines.setEnabled(false);
        QVERIFY(engines.engines().isEmpty());
        QCOMPARE(changed.count(), 1);
        engines.refresh();
        QVERIFY(!engines.isLooking());
        engines.setEnabled(true);
        QTRY_COMPARE(engines.engines().size(), 1);
    }

    void saysWhenAnEngineIsGone()
    {
        ScriptedEngine engine;
        LocalEngines engines;
        engines.setPortsForTest({engine.port()});
        engines.refresh();
        QTRY_COMPARE(engines.engines().size(), 1);
        engine.close();
        QTRY_VERIFY(!engines.isLooking());
        engines.refresh();
        QTRY_VERIFY(engines.engines().isEmpty());
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestLocalEngines)
#include "tst_localengines.moc"
