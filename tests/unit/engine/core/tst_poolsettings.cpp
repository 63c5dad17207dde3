// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/poolsettings.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::core {

/// Pools as they are configured (spec/engine-api.md 1.9 and 4.4).
class PoolSettingsTest : public QObject {
    Q_OBJECT

    static PoolSettings settingsOf(const QJsonObject &json)
    {
        return PoolSettings::of({{{u"default"_s, json}}}, u"default"_s).value();
    }

private slots:
    void hasTheDefaultsOfTheApi()
    {
        const PoolSettings normal = settingsOf({{u"normal"_s, QJsonObject()}});
        QVERIFY(normal.drainsOnVersionUpgrade);
        QVERIFY(!normal.serverless);
        QCOMPARE(normal.eviction.delay, 0ms);
        QCOMPARE(normal.eviction.interval(10), 0ms);
        const PoolSettings serverless =
            settingsOf({{u"serverless"_s, QJsonObject{{u"url"_s, u"x"_s}, {u"request_lifespan"_s, 3600}}}});
        QVERIFY(serverless.drainsOnVersionUpgrade);
        QCOMPARE(serverless.serverless->requestLifespan, 1h);
        QCOMPARE(serverless.serverless->drainGracePeriod, 1800s);
        QCOMPARE(serverless.serverless->maxConcurrentActors, 1000u);
        QCOMPARE(serverless.serverless->slotsPerRunner, 1u);
        QCOMPARE(serverless.serverless->minRunners, 0u);
        QCOMPARE(serverless.serverless->maxRunners, 1000u);
        QCOMPARE(serverless.serverless->runnersMargin, 0u);
    }

    void limitsActorsByRunnersIfNothingElseIsSaid()
    {
        const QJsonObject json{{u"serverless"_s, QJsonObject{{u"max_runners"_s, 7}}}};
        QCOMPARE(settingsOf(json).serverless->maxConcurrentActors, 7u);
    }

    void isNotConfiguredElsewhere()
    {
        const RunnerConfig config{{{u"mars"_s, QJsonObject{{u"normal"_s, QJsonObject()}}}}};
        QVERIFY(!PoolSettings::of(config, u"default"_s));
    }

    void takesWhatMakesNoSenseAsMissing()
    {
        const QJsonObject settings{{u"request_lifespan"_s, -5},
                                   {u"slots_per_runner"_s, 0},
                                   {u"max_runners"_s, u"many"_s},
                                   {u"min_runners"_s, 1e18},
                                   {u"actor_eviction_period"_s, -1}};
        const PoolSettings odd = settingsOf({{u"serverless"_s, settings}});
        QCOMPARE(odd.serverless->requestLifespan, 0ms);
        QCOMPARE(odd.serverless->slotsPerRunner, 1u);
        QCOMPARE(odd.serverless->maxRunners, 1000u);
        QCOMPARE(odd.serverless->minRunners, UINT32_MAX);
        QCOMPARE(odd.eviction.interval(1), 0ms);
    }

    void evictsByRateButWithinThePeriod()
    {
        const EvictionPace pace{.delay = 0ms, .period = 60s, .rate = 2};
        QCOMPARE(pace.interval(10), 500ms);
        QCOMPARE(pace.interval(600), 100ms);
        QCOMPARE((EvictionPace{.delay = 0ms, .period = 60s, .rate = 0}).interval(6), 10s);
        QCOMPARE((EvictionPace{.delay = 0ms, .period = 0s, .rate = 2}).interval(6), 0ms);
    }

    void tellsPlacesApart()
    {
        const auto endpointOf = [](const QString &url, const QString &header) {
            const QJsonObject headers{{u"x-secret"_s, header}};
            return settingsOf({{u"serverless"_s, QJsonObject{{u"url"_s, url}, {u"headers"_s, headers}}}})
                .serverless->endpoint;
        };
        QCOMPARE(endpointOf(u"http://a"_s, u"1"_s), endpointOf(u"http://a"_s, u"1"_s));
        QVERIFY(endpointOf(u"http://a"_s, u"1"_s) != endpointOf(u"http://a"_s, u"2"_s));
        QVERIFY(endpointOf(u"http://a"_s, u"1"_s) != endpointOf(u"http://b"_s, u"1"_s));
    }

    void leavesARequestAtLeastHalfOfItsLife()
    {
        ServerlessSettings settings{.requestLifespan = 100s};
        QCOMPARE(settings.timeUntilDrain(30s), 70s);
        QCOMPARE(settings.timeUntilDrain(100s), 50s);
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::PoolSettingsTest)
#include "tst_poolsettings.moc"
