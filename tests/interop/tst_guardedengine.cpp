// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/realstack.h"
#include "tests/support/await.h"
#include "ui/client/endpointmonitor.h"
#include "ui/models/errortext.h"

#include <QtTest/QTest>

#include <map>
#include <memory>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// What the desktop's clients hear from engines that want a token, ours and the real one.
class tst_GuardedEngine : public QObject {
    Q_OBJECT

private slots:
    void aWrongTokenIsSaidToBeWrong_data();
    void aWrongTokenIsSaidToBeWrong();
    void cleanupTestCase() { m_engines.clear(); }

private:
    static constexpr int patience = 30'000;
    static inline const QString adminToken = u"an-admin-token"_s;

    RealStack &guarded(const QString &engine);

    std::map<QString, std::unique_ptr<RealStack>> m_engines;
};

RealStack &tst_GuardedEngine::guarded(const QString &engine)
{
    std::unique_ptr<RealStack> &stack = m_engines[engine];
    if (!stack)
        stack = std::make_unique<RealStack>(engine, adminToken);
    return *stack;
}

void tst_GuardedEngine::aWrongTokenIsSaidToBeWrong_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("isLetIn");
    for (const QString &engine : {u"rove"_s, u"rivet"_s}) {
        QTest::addRow("%s, none", qPrintable(engine)) << engine << QString() << false;
        QTest::addRow("%s, wrong", qPrintable(engine)) << engine << u"wrong"_s << false;
        QTest::addRow("%s, right", qPrintable(engine)) << engine << adminToken << true;
    }
}

void tst_GuardedEngine::aWrongTokenIsSaidToBeWrong()
{
    QFETCH(QString, engine);
    QFETCH(QString, token);
    QFETCH(bool, isLetIn);
    ui::HttpClient http(ui::Endpoint::parse(guarded(engine).endpoint()).value().withToken(token),
                        ui::WriteMode::ReadOnly);
    ui::EndpointMonitor monitor(http);
    monitor.start();
    if (isLetIn) {
        QTRY_COMPARE_WITH_TIMEOUT(monitor.phase(), ui::EndpointMonitor::Phase::Online, patience);
        QVERIFY(await(ui::ManagerClient(http).namespaces()));
        return;
    }
    QTRY_COMPARE_WITH_TIMEOUT(monitor.phase(), ui::EndpointMonitor::Phase::Failed, patience);
    QCOMPARE(monitor.error()->code, ErrorCode::ApiForbidden);
    QCOMPARE(ui::errorSentence(*monitor.error(), u"The engine"_s), u"The engine refuses access."_s);
    QCOMPARE(ui::errorRemedy(*monitor.error()), u"Check the token of this connection."_s);
    QVERIFY(monitor.metadata().has_value());
    QCOMPARE(await(ui::ManagerClient(http).namespaces()).error().code, ErrorCode::ApiForbidden);
}

QTEST_GUILESS_MAIN(tst_GuardedEngine)
#include "tst_guardedengine.moc"
