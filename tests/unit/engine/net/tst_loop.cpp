// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/loop.h"

#include <QtTest/QTest>

#include <thread>

using namespace std::chrono_literals;

namespace rove::net {

class LoopTest : public QObject {
    Q_OBJECT

private slots:
    void runsPostedTasksInOrder();
    void neverRunsATaskInsideTheCallThatPostedIt();
    void runsEveryTaskOfManyThreads();
    void runsWhatWasPostedBeforeStop();
    void firesTimersInTheOrderInWhichTheyAreDue();
    void doesNotFireADestroyedTimer();
    void doesNotFireATimerThatAnotherOneDestroysAtTheSameInstant();
    void letsATimerOutliveIt();
    void destroysTasksThatNeverRan();
};

void LoopTest::runsPostedTasksInOrder()
{
    IoLoop loop;
    std::vector<int> order;
    for (int i = 0; i < 100; ++i)
        loop.post([&order, i] { order.push_back(i); });
    loop.stop();
    loop.run();
    QCOMPARE(order.size(), 100U);
    QVERIFY(std::ranges::is_sorted(order));
}

void LoopTest::neverRunsATaskInsideTheCallThatPostedIt()
{
    IoLoop loop;
    bool isPosting = false;
    bool ranInside = false;
    loop.post([&] {
        isPosting = true;
        loop.post([&] {
            ranInside = isPosting;
            loop.stop();
        });
        isPosting = false;
    });
    loop.run();
    QVERIFY(!ranInside);
}

void LoopTest::runsEveryTaskOfManyThreads()
{
    IoLoop loop;
    constexpr int taskCount = 10000;
    int ran = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int task = 0; task < taskCount; ++task) {
                loop.post([&] {
                    if (++ran == 4 * taskCount)
                        loop.stop();
                });
            }
        });
    }
    loop.run();
    QCOMPARE(ran, 4 * taskCount);
}

void LoopTest::runsWhatWasPostedBeforeStop()
{
    IoLoop loop;
    std::atomic<int> ran = 0;
    std::jthread thread([&] { loop.run(); });
    for (int i = 0; i < 1000; ++i)
        loop.post([&] { ++ran; });
    loop.stop();
    thread.join();
    QCOMPARE(ran.load(), 1000);
}

void LoopTest::firesTimersInTheOrderInWhichTheyAreDue()
{
    IoLoop loop;
    std::vector<int> order;
    const auto start = loop.steadyNow();
    const auto last = loop.after(30ms, [&] {
        order.push_back(3);
        loop.stop();
    });
    const auto first = loop.after(5ms, [&] { order.push_back(1); });
    const auto second = loop.after(5ms, [&] { order.push_back(2); });
    loop.run();
    QCOMPARE(order, (std::vector{1, 2, 3}));
    QVERIFY(loop.steadyNow() - start >= 30ms);
}

void LoopTest::doesNotFireADestroyedTimer()
{
    IoLoop loop;
    bool fired = false;
    auto cancelled = loop.after(1ms, [&] { fired = true; });
    const auto end = loop.after(20ms, [&] { loop.stop(); });
    cancelled.reset();
    loop.run();
    QVERIFY(!fired);
}

void LoopTest::doesNotFireATimerThatAnotherOneDestroysAtTheSameInstant()
{
    IoLoop loop;
    bool fired = false;
    std::unique_ptr<Timer> victim;
    const auto first = loop.after(5ms, [&] { victim.reset(); });
    victim = loop.after(5ms, [&] { fired = true; });
    const auto end = loop.after(20ms, [&] { loop.stop(); });
    loop.post([&loop, due = loop.steadyNow() + 10ms] {
        while (loop.steadyNow() < due) { // Both are due before the loop looks.
        }
    });
    loop.run();
    QVERIFY(!fired);
}

void LoopTest::letsATimerOutliveIt()
{
    auto loop = std::make_unique<IoLoop>();
    auto timer = loop->after(1h, [] {});
    loop.reset();
    timer.reset();
}

void LoopTest::destroysTasksThatNeverRan()
{
    const auto witness = std::make_shared<int>(1);
    {
        IoLoop loop;
        loop.post([witness] {});
        QCOMPARE(witness.use_count(), 2);
    }
    QCOMPARE(witness.use_count(), 1);
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::LoopTest)
#include "tst_loop.moc"
