// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/inputbuffer.h"
#include "engine/net/outbox.h"

#include <QtTest/QTest>

#include <array>
#include <cstring>

namespace rove::net {

namespace {

/// Lets the buffer receive as much of `bytes` as it has room for.
qsizetype receive(InputBuffer &input, QByteArrayView bytes)
{
    const auto space = input.space();
    const auto count = std::min(space.size(), static_cast<std::size_t>(bytes.size()));
    std::memcpy(space.data(), bytes.data(), count);
    input.commit(static_cast<qsizetype>(count));
    return static_cast<qsizetype>(count);
}

/// Everything in the outbox, taken `step` bytes at a time.
QByteArray drained(Outbox &outbox, qsizetype step)
{
    QByteArray all;
    while (!outbox.isEmpty()) {
        std::array<QByteArrayView, 3> pieces;
        const std::size_t count = outbox.gather(pieces);
        QByteArray next;
        for (std::size_t i = 0; i < count; ++i)
            next += pieces[i];
        const qsizetype taken = std::min(step, next.size());
        all += next.first(taken);
        outbox.consume(taken);
    }
    return all;
}

} // namespace

class BuffersTest : public QObject {
    Q_OBJECT

private slots:
    void inputKeepsItsContentWhileItGrows();
    void inputIsFullAtItsBound();
    void inputStaysInPlaceWhileBytesAreConsumed();
    void outboxKeepsTheOrder_data();
    void outboxKeepsTheOrder();
    void outboxGathersSmallPieces();
    void outboxSharesLargePieces();
    void outboxIsUsableAfterClear();
};

void BuffersTest::inputKeepsItsContentWhileItGrows()
{
    InputBuffer input(64 * 1024);
    QByteArray sent;
    for (int i = 0; sent.size() < 60000; ++i)
        sent += QByteArray::number(i);
    for (qsizetype at = 0; at < sent.size();)
        at += receive(input, QByteArrayView(sent).sliced(at));
    QCOMPARE(input.bytes(), sent);
}

void BuffersTest::inputIsFullAtItsBound()
{
    InputBuffer input(10000);
    const QByteArray bytes(20000, 'x');
    qsizetype received = 0;
    while (!input.isFull())
        received += receive(input, bytes);
    QCOMPARE(received, 10000);
    QVERIFY(input.space().empty());
    input.consume(1);
    QVERIFY(!input.isFull());
    QCOMPARE(receive(input, bytes), 1);
}

void BuffersTest::inputStaysInPlaceWhileBytesAreConsumed()
{
    InputBuffer input(10000);
    receive(input, "abc");
    const auto space = input.space();
    input.consume(3); // As a session does while a read is under way.
    QVERIFY(input.isEmpty());
    std::memcpy(space.data(), "def", 3);
    input.commit(3);
    QCOMPARE(input.bytes(), "def");
}

void BuffersTest::outboxKeepsTheOrder_data()
{
    QTest::addColumn<int>("step");
    for (const int step : {1, 7, 4096, 1000000})
        QTest::addRow("%d bytes a time", step) << step;
}

void BuffersTest::outboxKeepsTheOrder()
{
    QFETCH(int, step);
    Outbox outbox;
    QByteArray expected;
    for (const int size : {0, 1, 4096, 4097, 10, 20000, 20000, 0, 5}) {
        const QByteArray head = "<" + QByteArray::number(size) + ">";
        const QByteArray body(size, static_cast<char>('a' + size % 26));
        outbox.append(head, body);
        expected += head + body;
    }
    QCOMPARE(outbox.byteCount(), expected.size());
    QCOMPARE(drained(outbox, step), expected);
    QCOMPARE(outbox.byteCount(), 0);
}

void BuffersTest::outboxGathersSmallPieces()
{
    Outbox outbox;
    for (int i = 0; i < 100; ++i)
        outbox.append("head", "body");
    std::array<QByteArrayView, 16> pieces;
    QCOMPARE(outbox.gather(pieces), 1U);
    QCOMPARE(pieces[0].size(), 800);
}

void BuffersTest::outboxSharesLargePieces()
{
    Outbox outbox;
    const QByteArray large(100000, 'x');
    outbox.append("head", large);
    std::array<QByteArrayView, 16> pieces;
    QCOMPARE(outbox.gather(pieces), 2U);
    QCOMPARE(pieces[1].data(), large.constData());
}

void BuffersTest::outboxIsUsableAfterClear()
{
    Outbox outbox;
    outbox.append("abc", QByteArray(10000, 'x'));
    outbox.consume(2);
    outbox.clear();
    QVERIFY(outbox.isEmpty());
    outbox.append("def", {});
    QCOMPARE(drained(outbox, 10), "def");
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::BuffersTest)
#include "tst_buffers.moc"
