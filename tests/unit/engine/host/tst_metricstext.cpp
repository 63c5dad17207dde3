// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/metricstext.h"

#include <QtTest/QTest>

using namespace rove::host;
using namespace std::chrono_literals;

class TestMetricsText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void familiesAreNamedOnce();
    void labelsAreEscaped();
    void bucketsCountUpwards();
};

void TestMetricsText::familiesAreNamedOnce()
{
    MetricsText text;
    text.counter("things_total", "All things.");
    text.sample(7);
    text.gauge("rooms", "Rooms by kind.");
    text.sample({{"kind", "small"}, {"floor", "1"}}, 2);
    text.sample({{"kind", "large"}, {"floor", "2"}}, 0);
    QCOMPARE(text.text(), "# HELP rove_things_total All things.\n# TYPE rove_things_total counter\n"
                          "rove_things_total 7\n"
                          "# HELP rove_rooms Rooms by kind.\n# TYPE rove_rooms gauge\n"
                          "rove_rooms{kind=\"small\",floor=\"1\"} 2\n"
                          "rove_rooms{kind=\"large\",floor=\"2\"} 0\n");
}

void TestMetricsText::labelsAreEscaped()
{
    MetricsText text;
    text.gauge("a", "b");
    text.sample({{"pool", "x\"y\\z\n"}}, 1);
    QVERIFY(text.text().endsWith("rove_a{pool=\"x\\\"y\\\\z\\n\"} 1\n"));
}

void TestMetricsText::bucketsCountUpwards()
{
    Histogram times;
    times.observe(400us);
    times.observe(3ms);
    times.observe(1min);
    MetricsText text;
    text.histogram("time_seconds", "Time.", times);
    QVERIFY(text.text().contains("rove_time_seconds_bucket{le=\"0.0005\"} 1\n"));
    QVERIFY(text.text().contains("rove_time_seconds_bucket{le=\"0.0025\"} 1\n"));
    QVERIFY(text.text().contains("rove_time_seconds_bucket{le=\"0.005\"} 2\n"));
    QVERIFY(text.text().contains("rove_time_seconds_bucket{le=\"10\"} 2\n"));
    QVERIFY(text.text().contains("rove_time_seconds_bucket{le=\"+Inf\"} 3\n"));
    QVERIFY(text.text().endsWith("rove_time_seconds_sum 60.0034\nrove_time_seconds_count 3\n"));
}

QTEST_APPLESS_MAIN(TestMetricsText)
#include "tst_metricstext.moc"
