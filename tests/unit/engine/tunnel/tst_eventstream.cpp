// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/eventstream.h"

#include <QtTest/QTest>

namespace rove::tunnel {

namespace {

using Events = std::vector<StreamEvent>;

/// What a stream says, fed in pieces of `pieceSize`.
Events eventsOf(const QByteArray &text, qsizetype pieceSize)
{
    EventStream stream;
    Events events;
    for (qsizetype at = 0; at < text.size(); at += pieceSize)
        for (StreamEvent &event : stream.feed(QByteArrayView(text).mid(at, pieceSize)).value())
            events.push_back(std::move(event));
    return events;
}

} // namespace

/// Server-sent events out of bytes.
class EventStreamTest : public QObject {
    Q_OBJECT

private slots:
    void takesEventsApart_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("events"); // name=data, one a line
        QTest::newRow("a name and no data") << QByteArray("event: ping\ndata:\n\n") << QByteArray("ping=");
        QTest::newRow("a name alone") << QByteArray("event: stopping\n\n") << QByteArray("stopping=");
        QTest::newRow("data alone") << QByteArray("data: abc=\n\n") << QByteArray("=abc=");
        QTest::newRow("several lines of data") << QByteArray("data: a\ndata: b\n\n") << QByteArray("=a|b");
        QTest::newRow("comments and unknown fields")
            << QByteArray(": hello\nid: 7\nretry: 1\nnonsense\ndata: x\n\n") << QByteArray("=x");
        QTest::newRow("returns and line feeds")
            << QByteArray("event: a\r\ndata: 1\r\n\r\nevent: b\rdata: 2\r\r") << QByteArray("a=1\nb=2");
        QTest::newRow("no space, two spaces")
            << QByteArray("data:a\n\ndata:  b\n\n") << QByteArray("=a\n= b");
        QTest::newRow("empty lines") << QByteArray("\n\n\ndata: x\n\n\n") << QByteArray("=x");
        QTest::newRow("one that is not complete") << QByteArray("data: x\n\ndata: y\n") << QByteArray("=x");
    }

    void takesEventsApart()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, events);
        for (const qsizetype pieceSize : {qsizetype(1), qsizetype(2), qsizetype(3), text.size()}) {
            QByteArrayList read;
            for (const StreamEvent &event : eventsOf(text, pieceSize))
                read.append(event.name + '=' + QByteArray(event.data).replace('\n', '|'));
            QCOMPARE(read.join('\n'), events);
        }
    }

    void givesUpOnAnEventThatNeverEnds()
    {
        EventStream stream;
        bool hasFailed = false;
        for (int i = 0; i < 1000 && !hasFailed; ++i)
            hasFailed = !stream.feed(QByteArray("data: " + QByteArray(1000, 'x') + '\n'));
        QVERIFY(hasFailed);
        EventStream line;
        QVERIFY(!line.feed(QByteArray(100'000, 'x')));
    }
};

} // namespace rove::tunnel

QTEST_APPLESS_MAIN(rove::tunnel::EventStreamTest)
#include "tst_eventstream.moc"
