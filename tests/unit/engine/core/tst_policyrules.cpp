// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/policyrules.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove::core;

/// The rules of the engine, as words.
class PolicyRulesTest : public QObject {
    Q_OBJECT

private slots:
    void aRuleIsSetByItsName()
    {
        Policy policy;
        QVERIFY(setRule(policy, u"envoy-lost-threshold=20s"));
        QCOMPARE(policy.envoyLostThreshold, 20s);
        QVERIFY(setRule(policy, u"actor-start-threshold=1500"));
        QCOMPARE(policy.actorStartThreshold, 1500ms);
        QVERIFY(setRule(policy, u"actor-stop-threshold=2min"));
        QCOMPARE(policy.actorStopThreshold, 2min);
        QVERIFY(setRule(policy, u"backoff-max-exponent=8"));
        QCOMPARE(policy.backoffMaxExponent, 8);
        QVERIFY(setRule(policy, u"restart-pending-timeout=60s"));
        QCOMPARE(policy.restartPendingTimeout, std::optional<std::chrono::milliseconds>(60s));
        QVERIFY(setRule(policy, u"restart-pending-timeout=never"));
        QVERIFY(!policy.restartPendingTimeout);
        QVERIFY(setRule(policy, u"envoy-actor-rules=rivet-2.3"));
        QCOMPARE(policy.envoyActorRules, EnvoyActorRules::Rivet23);
    }

    void nonsenseIsRefusedAndChangesNothing_data()
    {
        QTest::addColumn<QString>("assignment");
        for (const QString &assignment :
             {u""_s, u"nonsense=1"_s, u"envoy-lost-threshold"_s, u"envoy-lost-threshold="_s,
              u"envoy-lost-threshold=-1"_s, u"envoy-lost-threshold=1.5s"_s, u"envoy-lost-threshold=2h"_s,
              u"envoy-lost-threshold=never"_s, u"envoy-lost-threshold=86400001"_s,
              u"envoy-lost-threshold=99999999999s"_s, u"backoff-max-exponent=1001"_s,
              u"backoff-max-exponent=2s"_s, u"envoy-actor-rules=mine"_s})
            QTest::newRow(qPrintable(assignment)) << assignment;
    }

    void nonsenseIsRefusedAndChangesNothing()
    {
        QFETCH(const QString, assignment);
        Policy policy;
        const auto result = setRule(policy, assignment);
        QVERIFY(!result);
        QCOMPARE(result.error().code, rove::ErrorCode::ValidationInvalidInput);
        QCOMPARE(rulesOf(policy), rulesOf(Policy()));
    }

    void whatIsToldCanBeSet()
    {
        Policy policy;
        policy.envoyActorRules = EnvoyActorRules::Rivet23;
        policy.restartPendingTimeout = 1min;
        policy.poolErrorSuccessesToClear = 7;
        Policy copy;
        for (const QString &rule : rulesOf(policy))
            QVERIFY2(setRule(copy, rule), qPrintable(rule));
        QCOMPARE(rulesOf(copy), rulesOf(policy));
        QVERIFY(rulesOf(copy) != rulesOf(Policy()));
    }
};

QTEST_GUILESS_MAIN(PolicyRulesTest)
#include "tst_policyrules.moc"
