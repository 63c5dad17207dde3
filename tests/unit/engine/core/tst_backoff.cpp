// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/backoff.h"

#include <QtTest/QTest>

using namespace std::chrono_literals;

namespace rove::core {

/// Waiting longer after each failure (spec/engine-api.md 3.3).
class BackoffTest : public QObject {
    Q_OBJECT

    static Policy handStarted()
    {
        return {.datacenterName = {},
                .baseRetryTimeout = 2s,
                .backoffMaxExponent = 8,
                .retryResetDuration = 10min};
    }

private slots:
    void waitsTwiceAsLongEachTimeUntilTheCap()
    {
        Backoff backoff;
        Instant now{std::chrono::hours(500'000)};
        const std::vector<std::chrono::seconds> expected{0s,  2s,   4s,   8s,   16s,  32s,
                                                         64s, 128s, 256s, 512s, 512s, 512s};
        for (const auto wait : expected) {
            const auto given = backoff.retry(now, handStarted());
            QCOMPARE(given, wait);
            now += given + 1s;
        }
    }

    void startsOverAfterAQuietTime()
    {
        Backoff backoff;
        Instant now{std::chrono::hours(500'000)};
        QCOMPARE(backoff.retry(now, handStarted()), 0ms);
        QCOMPARE(backoff.retry(now, handStarted()), 2s);
        now += 10min;
        QCOMPARE(backoff.retry(now, handStarted()), 4s); // Just not quiet for long enough.
        now += 10min + 1ms;
        QCOMPARE(backoff.retry(now, handStarted()), 0ms);
        QCOMPARE(backoff.retry(now, handStarted()), 2s);
    }

    void startsOverAfterACleanStop()
    {
        Backoff backoff;
        const Instant now{std::chrono::hours(500'000)};
        for (int i = 0; i < 5; ++i)
            (void) backoff.retry(now, handStarted());
        backoff.reset();
        QCOMPARE(backoff.retry(now, handStarted()), 2s);
    }

    void staysShortOnALocalEngine()
    {
        Backoff backoff;
        const Instant now{std::chrono::hours(500'000)};
        const Policy local;
        QCOMPARE(backoff.retry(now, local), 0ms);
        QCOMPARE(backoff.retry(now, local), 100ms);
        QCOMPARE(backoff.retry(now, local), 200ms);
        QCOMPARE(backoff.retry(now, local), 200ms);
    }
};

} // namespace rove::core

QTEST_GUILESS_MAIN(rove::core::BackoffTest)
#include "tst_backoff.moc"
