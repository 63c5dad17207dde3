// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/client/capabilities.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

class TestCapabilities : public QObject {
    Q_OBJECT
private slots:
    void readsVersions()
    {
        QCOMPARE(RuntimeVersion::parse(u"2.2.1"_s).toString(), u"2.2.1"_s);
        QCOMPARE_LT(RuntimeVersion::parse(u"2.3.9"_s), RuntimeVersion::parse(u"2.3.19"_s));
        QCOMPARE(RuntimeVersion::parse(u"2.3.5-rc.1"_s), RuntimeVersion::parse(u"2.3.5"_s));
        QCOMPARE_GT(RuntimeVersion::parse(u"0.0.0-main.1a2b"_s), RuntimeVersion::parse(u"9.9.9"_s));
        QCOMPARE_GT(RuntimeVersion::parse(u"dev"_s), RuntimeVersion::parse(u"9.9.9"_s));
    }

    void anActorOf221HasWhatItsProtocolHas()
    {
        const Capabilities old(4, u"2.2.1"_s);
        for (const Feature feature : allFeatures) {
            const bool isNewer = feature == Feature::CustomTabs || feature == Feature::Schedules ||
                                 feature == Feature::ScheduleHistory || feature == Feature::ScheduleDelete;
            QCOMPARE(old.has(feature), !isNewer);
        }
        QCOMPARE(Capabilities::since(Feature::Schedules).toString(), u"2.3.5"_s);
    }

    void todaysActorHasEverything()
    {
        const Capabilities newest(6, u"2.3.19"_s);
        QVERIFY(std::ranges::all_of(allFeatures, [&](Feature feature) { return newest.has(feature); }));
    }

    void theProtocolDecidesWhereItIsKnown()
    {
        // 2.3.4 speaks 5, whatever its number promises.
        QVERIFY(!Capabilities(5, u"2.3.19"_s).has(Feature::Schedules));
        QVERIFY(Capabilities(6, u"2.3.4"_s).has(Feature::Schedules));
        QVERIFY(!Capabilities(3, {}).has(Feature::WorkflowReplay));
        QVERIFY(Capabilities(3, {}).has(Feature::StatePatch));
    }

    void theVersionDecidesBeforeAnInspectorWasOpened()
    {
        QVERIFY(!Capabilities(0, u"2.1.0"_s).has(Feature::WorkflowReplay));
        QVERIFY(Capabilities(0, u"2.1.8"_s).has(Feature::WorkflowReplay));
        QVERIFY(!Capabilities(0, u"2.0.33"_s).has(Feature::State));
    }

    void whatIsNotKnownIsNotRefused()
    {
        const Capabilities unknown;
        QVERIFY(std::ranges::all_of(allFeatures, [&](Feature feature) { return unknown.has(feature); }));
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestCapabilities)
#include "tst_capabilities.moc"
