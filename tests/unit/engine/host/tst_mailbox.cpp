// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/host/mailbox.h"

#include <QtTest/QTest>

#include <atomic>
#include <thread>

using namespace rove::host;

class TestMailbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBurstWakesTheReceiverOnce();
    void valuesKeepTheirOrder();
    void aFullBoxHoldsItsSenders();
    void closingReleasesSenders();
};

void TestMailbox::aBurstWakesTheReceiverOnce()
{
    int wakeCount = 0;
    Mailbox<int> box(10, [&] { ++wakeCount; });
    box.put(1);
    box.put(2);
    QCOMPARE(wakeCount, 1);
    QCOMPARE(box.takeAll().size(), 2u);
    box.put(3);
    QCOMPARE(wakeCount, 2);
}

void TestMailbox::valuesKeepTheirOrder()
{
    Mailbox<int> box(10, [] {});
    for (int i = 0; i < 5; ++i)
        box.put(i);
    QCOMPARE(box.takeAll(), (std::vector{0, 1, 2, 3, 4}));
    QVERIFY(box.takeAll().empty());
}

void TestMailbox::aFullBoxHoldsItsSenders()
{
    Mailbox<int> box(2, [] {});
    std::atomic<int> sentCount = 0;
    std::thread sender([&] {
        for (int i = 0; i < 5; ++i) {
            box.put(i);
            ++sentCount;
        }
    });
    QTRY_COMPARE(sentCount.load(), 2);
    std::vector<int> received;
    while (received.size() < 5)
        for (const int value : box.takeAll())
            received.push_back(value);
    sender.join();
    QCOMPARE(received, (std::vector{0, 1, 2, 3, 4}));
}

void TestMailbox::closingReleasesSenders()
{
    Mailbox<int> box(1, [] {});
    box.put(1);
    std::thread sender([&] { box.put(2); });
    box.close();
    sender.join();
    QCOMPARE(box.takeAll(), (std::vector{1}));
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
