// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/frame.h"

#include <QtCore/QtEndian>
#include <QtTest/QTest>

#include <cstring>

namespace rove::net {

namespace {

constexpr qsizetype messageBytesMax = 100000;

/// A frame as a client sends it.
QByteArray clientFrame(int firstByte, const QByteArray &payload)
{
    QByteArray frame = FrameHead(Opcode::Text, payload.size()).bytes().toByteArray();
    frame[0] = static_cast<char>(firstByte);
    frame[1] = static_cast<char>(frame[1] | 0x80);
    const QByteArray mask = QByteArray::fromHex("a1b2c3d4");
    frame += mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame += static_cast<char>(payload[i] ^ mask[i % 4]);
    return frame;
}

void feed(InputBuffer &input, QByteArrayView bytes)
{
    const auto space = input.space();
    QVERIFY(std::cmp_greater_equal(space.size(), bytes.size()));
    std::memcpy(space.data(), bytes.data(), static_cast<std::size_t>(bytes.size()));
    input.commit(bytes.size());
}

/// What `bytes`, arriving `step` at a time, are read as, up to a fault.
std::vector<FrameEvent> eventsOf(QByteArrayView bytes, qsizetype step = 4096)
{
    FrameReader reader(messageBytesMax);
    InputBuffer input(64 * 1024);
    std::vector<FrameEvent> events;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        feed(input, bytes.sliced(at, std::min(step, bytes.size() - at)));
        while (true) {
            FrameEvent event = reader.next(input);
            if (std::holds_alternative<NeedsMore>(event))
                break;
            events.push_back(std::move(event));
            if (std::holds_alternative<FrameFault>(events.back()))
                return events;
        }
    }
    return events;
}

} // namespace

class FrameTest : public QObject {
    Q_OBJECT

private slots:
    void readsMessagesOfEveryLengthForm_data();
    void readsMessagesOfEveryLengthForm();
    void readsAStreamThatComesByteByByte();
    void joinsFragmentsAroundControlFrames();
    void refusesWhatTheProtocolForbids_data();
    void refusesWhatTheProtocolForbids();
    void refusesAMessageOverTheLimitBeforeItComes();
    void countsFragmentsTowardsTheLimit();
    void refusesTextThatIsNotUtf8();
    void readsACloseFrame();
    void keepsReservedCodesOffTheWire();
    void cutsAReasonBetweenCharacters();
};

void FrameTest::readsMessagesOfEveryLengthForm_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {0, 1, 7, 8, 9, 125, 126, 65535, 65536, 100000})
        QTest::addRow("%d bytes", length) << length;
}

void FrameTest::readsMessagesOfEveryLengthForm()
{
    QFETCH(int, length);
    QByteArray payload(length, '\0');
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(i * 7);
    const auto events = eventsOf(clientFrame(0x82, payload), 1000);
    QCOMPARE(events.size(), 1U);
    const auto message = std::get<MessageEvent>(events.front());
    QCOMPARE(message.data, payload);
    QCOMPARE(message.kind, FrameKind::Binary);
}

void FrameTest::readsAStreamThatComesByteByByte()
{
    const QByteArray stream = clientFrame(0x81, "hello") + clientFrame(0x82, QByteArray(300, 'x'));
    const auto events = eventsOf(stream, 1);
    QCOMPARE(events.size(), 2U);
    QCOMPARE(std::get<MessageEvent>(events[0]).data, "hello");
    QCOMPARE(std::get<MessageEvent>(events[0]).kind, FrameKind::Text);
    QCOMPARE(std::get<MessageEvent>(events[1]).data, QByteArray(300, 'x'));
}

void FrameTest::joinsFragmentsAroundControlFrames()
{
    const QByteArray stream = clientFrame(0x01, "one ") + clientFrame(0x89, "ping") + clientFrame(0x00, "") +
                              clientFrame(0x8a, "pong") + clientFrame(0x00, "two ") +
                              clientFrame(0x80, "three");
    const auto events = eventsOf(stream);
    QCOMPARE(events.size(), 2U);
    QCOMPARE(std::get<PingEvent>(events[0]).data, "ping");
    QCOMPARE(std::get<MessageEvent>(events[1]).data, "one two three");
}

void FrameTest::refusesWhatTheProtocolForbids_data()
{
    QTest::addColumn<QByteArray>("stream");
    QByteArray unmasked = clientFrame(0x81, "x");
    unmasked[1] = 1;
    QTest::newRow("not masked") << unmasked;
    QTest::newRow("compressed") << clientFrame(0xc1, "x");
    QTest::newRow("reserved bit") << clientFrame(0x91, "x");
    QTest::newRow("unknown data opcode") << clientFrame(0x83, "x");
    QTest::newRow("unknown control opcode") << clientFrame(0x8b, "x");
    QTest::newRow("long ping") << clientFrame(0x89, QByteArray(126, 'x'));
    QTest::newRow("fragmented ping") << clientFrame(0x09, "x");
    QTest::newRow("continuation of nothing") << clientFrame(0x80, "x");
    QTest::newRow("message inside a message") << QByteArray(clientFrame(0x01, "x") + clientFrame(0x81, "y"));
    QTest::newRow("16 bit length that fits in 7") << QByteArray::fromHex("81fe0005000000000000000000");
    QTest::newRow("64 bit length that fits in 16") << QByteArray::fromHex("81ff000000000000ffff00000000");
    QTest::newRow("close of one byte") << clientFrame(0x88, "x");
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535}) {
        QByteArray payload(2, '\0');
        qToBigEndian(static_cast<quint16>(code), payload.data());
        QTest::addRow("close with %d", code) << clientFrame(0x88, payload);
    }
}

void FrameTest::refusesWhatTheProtocolForbids()
{
    QFETCH(QByteArray, stream);
    const auto events = eventsOf(stream);
    QCOMPARE(events.size(), 1U);
    QCOMPARE(std::get<FrameFault>(events.front()), FrameFault::Protocol);
}

void FrameTest::refusesAMessageOverTheLimitBeforeItComes()
{
    const QByteArray head = clientFrame(0x82, QByteArray(messageBytesMax + 1, 'x')).first(14);
    QCOMPARE(std::get<FrameFault>(eventsOf(head).at(0)), FrameFault::TooBig);
    const QByteArray huge = QByteArray::fromHex("82ffffffffffffffffff00000000");
    QCOMPARE(std::get<FrameFault>(eventsOf(huge).at(0)), FrameFault::TooBig);
}

void FrameTest::countsFragmentsTowardsTheLimit()
{
    const QByteArray half(messageBytesMax / 2, 'x');
    const QByteArray whole = clientFrame(0x02, half) + clientFrame(0x80, half);
    QCOMPARE(std::get<MessageEvent>(eventsOf(whole).at(0)).data.size(), messageBytesMax);
    const QByteArray stream = clientFrame(0x02, half) + clientFrame(0x00, half) + clientFrame(0x80, "x");
    QCOMPARE(std::get<FrameFault>(eventsOf(stream).at(0)), FrameFault::TooBig);
}

void FrameTest::refusesTextThatIsNotUtf8()
{
    QCOMPARE(std::get<FrameFault>(eventsOf(clientFrame(0x81, "\xc3\x28")).at(0)), FrameFault::InvalidText);
    QCOMPARE(std::get<MessageEvent>(eventsOf(clientFrame(0x82, "\xc3\x28")).at(0)).data, "\xc3\x28");
    // A character may be split between fragments.
    const QByteArray split = clientFrame(0x01, "\xc3") + clientFrame(0x80, "\xa4");
    QCOMPARE(std::get<MessageEvent>(eventsOf(split).at(0)).data, "\xc3\xa4");
    QCOMPARE(std::get<FrameFault>(eventsOf(clientFrame(0x88, "\x03\xe8\xff")).at(0)),
             FrameFault::InvalidText);
}

void FrameTest::readsACloseFrame()
{
    const auto plain = std::get<CloseEvent>(eventsOf(clientFrame(0x88, "")).at(0));
    QCOMPARE(plain.code, 1005);
    const auto full = std::get<CloseEvent>(eventsOf(clientFrame(0x88, "\x0f\xa0gone fishing")).at(0));
    QCOMPARE(full.code, 4000);
    QCOMPARE(full.reason, "gone fishing");
}

void FrameTest::keepsReservedCodesOffTheWire()
{
    QCOMPARE(closePayload(1000, "bye"), "\x03\xe8"
                                        "bye");
    QCOMPARE(closePayload(1005, "never said"), QByteArray());
    QCOMPARE(closePayload(1006, {}), "\x03\xf3");
    QCOMPARE(closePayload(1015, {}), "\x03\xf3");
    QCOMPARE(closePayload(42, {}), "\x03\xf3");
}

void FrameTest::cutsAReasonBetweenCharacters()
{
    QCOMPARE(closeReason(QByteArray(123, 'x')), QByteArray(123, 'x'));
    QCOMPARE(closeReason(QByteArray(124, 'x')), QByteArray(123, 'x'));
    QCOMPARE(closeReason(QByteArray(122, 'x') + "\xc3\xa4"), QByteArray(122, 'x'));
    QCOMPARE(closeReason(QByteArray(121, 'x') + "\xc3\xa4"), QByteArray(QByteArray(121, 'x') + "\xc3\xa4"));
    QCOMPARE(closeReason("\xff"), "\xef\xbf\xbd");
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::FrameTest)
#include "tst_frame.moc"
