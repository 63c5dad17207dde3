// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/frame.h"
#include "protocol/base/ensure.h"
#include "tests/unit/engine/net/rawclient.h"
#include "tests/unit/engine/net/testserver.h"

#include <QtCore/QDir>
#include <QtTest/QTest>

#include <sys/resource.h>

#include <unistd.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace rove::net {

namespace {

int openDescriptorCount()
{
    return static_cast<int>(QDir(u"/proc/self/fd"_s).entryList(QDir::System | QDir::Files).size());
}

int lowestFreeDescriptor()
{
    const int descriptor = dup(0);
    close(descriptor);
    return descriptor;
}

std::atomic<int> warningCount = 0;

void countWarnings(QtMsgType type, const QMessageLogContext &, const QString &)
{
    if (type == QtWarningMsg)
        ++warningCount;
}

} // namespace

class ServerTest : public QObject {
    Q_OBJECT

private slots:
    void listensOnEitherFamily_data();
    void listensOnEitherFamily();
    void refusesWhatIsNoAddressOfThisMachine_data();
    void refusesWhatIsNoAddressOfThisMachine();
    void saysThatAPortIsInUse();
    void takesAPortWhoseConnectionsLinger();
    void closesConnectionsOverTheLimit();
    void leaksNothingOverThousandsOfConnections();
    void waitsForADescriptorWhenItRunsOut();
    void closesEverythingWhenDestroyed();
    void leavesHeldObjectsHarmlessWhenDestroyed();
    void mayBeDestroyedAfterItsLoopStopped();
    void shutsDownAtOnceWhenUnused();
    void endsIdleConnectionsOnShutDown();
    void finishesAnswersUnderWayOnShutDown();
    void closesWebSocketsOnShutDown();
    void closesAWebSocketAcceptedDuringShutDown();
    void takesNoConnectionsDuringShutDown();
    void losesPatienceOnShutDown();
};

void ServerTest::listensOnEitherFamily_data()
{
    QTest::addColumn<QString>("host");
    for (const QString &host : {u"127.0.0.1"_s, u"0.0.0.0"_s, u"::1"_s, u"::"_s})
        QTest::addRow("%s", qPrintable(host)) << host;
}

void ServerTest::listensOnEitherFamily()
{
    QFETCH(QString, host);
    IoLoop loop;
    TestHandler handler;
    const auto server = Server::listen(loop, host, 0, {}, handler);
    if (!server && host.contains(u':') && server.error().code == ErrorCode::AddressInvalid)
        QSKIP("This machine has no IPv6.");
    QVERIFY(server);
    QVERIFY((*server)->port() != 0);
    QCOMPARE((*server)->connectionCount(), 0);
}

void ServerTest::refusesWhatIsNoAddressOfThisMachine_data()
{
    QTest::addColumn<QString>("host");
    for (const QString &host :
         {u""_s, u"localhost"_s, u"127.0.0"_s, u"127.0.0.1:80"_s, u"192.0.2.1"_s, u"[::1]"_s})
        QTest::addRow("\"%s\"", qPrintable(host)) << host;
}

void ServerTest::refusesWhatIsNoAddressOfThisMachine()
{
    QFETCH(QString, host);
    IoLoop loop;
    TestHandler handler;
    const auto server = Server::listen(loop, host, 0, {}, handler);
    QVERIFY(!server);
    QCOMPARE(server.error().code, ErrorCode::AddressInvalid);
    QVERIFY(server.error().message.contains(host));
}

void ServerTest::saysThatAPortIsInUse()
{
    TestServer first;
    IoLoop loop;
    TestHandler handler;
    const auto second = Server::listen(loop, u"127.0.0.1"_s, first.port(), {}, handler);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AddressInUse);
    QVERIFY(second.error().message.contains(QString::number(first.port())));
}

void ServerTest::takesAPortWhoseConnectionsLinger()
{
    std::uint16_t port = 0;
    {
        TestServer first;
        port = first.port();
        RawClient client(port);
        client.send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n");
        QCOMPARE(client.response().status, 200);
        QCOMPARE(client.rest(), ""); // The server ends first, so its side stays in TIME_WAIT.
    }
    IoLoop loop;
    TestHandler handler;
    QVERIFY(Server::listen(loop, u"127.0.0.1"_s, port, {}, handler));
}

void ServerTest::closesConnectionsOverTheLimit()
{
    ServerLimits limits = patientLimits();
    limits.connectionCountMax = 2;
    TestServer server(limits);
    auto first = std::make_unique<RawClient>(server.port());
    RawClient second(server.port());
    QTRY_COMPARE(server.connectionCount(), 2);
    RawClient third(server.port());
    QCOMPARE(third.rest(), "");
    second.get("/");
    QCOMPARE(second.response().status, 200);
    first.reset();
    QTRY_COMPARE(server.connectionCount(), 1);
    RawClient fourth(server.port());
    fourth.get("/");
    QCOMPARE(fourth.response().status, 200);
}

void ServerTest::leaksNothingOverThousandsOfConnections()
{
    TestServer server;
    const int before = openDescriptorCount();
    for (int i = 0; i < 3000; ++i) {
        RawClient client(server.port());
        switch (i % 4) {
        case 0:
            break;
        case 1:
            client.get("/");
            QCOMPARE(client.response().status, 200);
            break;
        case 2:
            QCOMPARE(client.handshake("/").status, 101);
            client.sendFrame(0x88, {});
            break;
        case 3:
            client.send("GET /half HT");
            client.abort();
            break;
        }
    }
    QTRY_COMPARE(server.connectionCount(), 0);
    QTRY_COMPARE(openDescriptorCount(), before);
}

void ServerTest::waitsForADescriptorWhenItRunsOut()
{
    TestServer server;
    RawClient first(server.port());
    first.get("/");
    QCOMPARE(first.response().status, 200);
    warningCount = 0;
    const auto handlerBefore = qInstallMessageHandler(countWarnings);
    rlimit limitBefore = {};
    getrlimit(RLIMIT_NOFILE, &limitBefore);
    rlimit limit = limitBefore;
    limit.rlim_cur = static_cast<rlim_t>(lowestFreeDescriptor() + 1); // Enough for the client's side.
    setrlimit(RLIMIT_NOFILE, &limit);
    RawClient second(server.port());
    second.get("/");
    const bool warned = QTest::qWaitFor([] { return warningCount > 0; });
    setrlimit(RLIMIT_NOFILE, &limitBefore);
    qInstallMessageHandler(handlerBefore);
    QVERIFY(warned);
    QCOMPARE(second.response().status, 200);
    QVERIFY(warningCount < 100); // It did not spin.
}

void ServerTest::closesEverythingWhenDestroyed()
{
    TestServer server;
    RawClient idle(server.port());
    RawClient waiting(server.port());
    waiting.get("/late");
    RawClient webSocket(server.port());
    QCOMPARE(webSocket.handshake("/").status, 101);
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateResponders.empty(); }));
    server.onLoop([&] { server.destroyServer(); });
    QCOMPARE(idle.rest(), "");
    QCOMPARE(waiting.rest(), "");
    QCOMPARE(webSocket.rest(), "");
    QCOMPARE(server.goneCount(), 0);
    QVERIFY(!server.closed());
}

void ServerTest::leavesHeldObjectsHarmlessWhenDestroyed()
{
    TestServer server;
    RawClient waiting(server.port());
    waiting.get("/late");
    RawClient upgrading(server.port());
    upgrading.send(RawClient::handshakeRequest("/late"));
    RawClient webSocket(server.port());
    QCOMPARE(webSocket.handshake("/").status, 101);
    QTRY_VERIFY(server.onLoop(
        [&] { return !server.handler().lateResponders.empty() && !server.handler().lateUpgrades.empty(); }));
    server.onLoop([&] {
        server.destroyServer();
        server.handler().lateResponders.front()->respond({});
        server.handler().accept(*server.handler().lateUpgrades.front(), TestHandler::Echo::Yes);
        server.socket().send("x", FrameKind::Text);
        server.socket().pauseReading();
        server.socket().resumeReading();
        server.socket().close(1000, {});
        server.handler().sockets.clear();
    });
    QCOMPARE(server.socketCount(), 0);
    QCOMPARE(webSocket.rest(), "");
}

void ServerTest::mayBeDestroyedAfterItsLoopStopped()
{
    IoLoop loop;
    TestHandler handler;
    auto server = Server::listen(loop, u"127.0.0.1"_s, 0, {}, handler);
    QVERIFY(server);
    std::jthread thread([&loop] { loop.run(); });
    RawClient client((*server)->port());
    QCOMPARE(client.handshake("/").status, 101);
    loop.stop();
    thread.join();
    server->reset();
    QCOMPARE(client.rest(), "");
}

void ServerTest::shutsDownAtOnceWhenUnused()
{
    TestServer server;
    std::atomic<bool> isDone = false;
    server.onLoop([&] {
        server.server().shutDown(1001, {}, 1h, [&] { isDone = true; });
        ENSURE_OR_RETURN(!isDone);
    });
    QTRY_VERIFY(isDone);
}

void ServerTest::endsIdleConnectionsOnShutDown()
{
    TestServer server;
    RawClient fresh(server.port());
    RawClient used(server.port());
    used.get("/");
    QCOMPARE(used.response().status, 200);
    RawClient half(server.port());
    half.send("GET / HT");
    QTRY_COMPARE(server.connectionCount(), 3);
    std::atomic<bool> isDone = false;
    server.onLoop([&] { server.server().shutDown(1001, {}, 1h, [&] { isDone = true; }); });
    QCOMPARE(fresh.rest(), "");
    QCOMPARE(used.rest(), "");
    QCOMPARE(half.rest(), "");
    QTRY_VERIFY(isDone);
}

void ServerTest::finishesAnswersUnderWayOnShutDown()
{
    TestServer server;
    RawClient waiting(server.port());
    waiting.get("/late");
    RawClient slow(server.port());
    slow.get("/big");
    QTRY_VERIFY(server.onLoop([&] { return server.handler().requests.size() == 2; }));
    std::atomic<bool> isDone = false;
    server.onLoop([&] { server.server().shutDown(1001, {}, 1h, [&] { isDone = true; }); });
    QCOMPARE(slow.response().body.size(), 8 * limits::mebi);
    QVERIFY(!isDone);
    server.onLoop([&] { server.handler().lateResponders.front()->respond({.body = "late"}); });
    const auto response = waiting.response();
    QCOMPARE(response.body, "late");
    QVERIFY(response.head.contains("\r\nconnection: close\r\n"));
    QCOMPARE(waiting.rest(), "");
    QCOMPARE(slow.rest(), "");
    QTRY_VERIFY(isDone);
}

void ServerTest::closesWebSocketsOnShutDown()
{
    TestServer server;
    RawClient client(server.port());
    QCOMPARE(client.handshake("/").status, 101);
    std::atomic<bool> isDone = false;
    server.onLoop([&] { server.server().shutDown(1001, "ws.going_away", 1h, [&] { isDone = true; }); });
    const auto close = client.frame();
    QCOMPARE(close.payload, closePayload(1001, "ws.going_away"));
    QVERIFY(!isDone);
    client.sendFrame(0x88, close.payload);
    QCOMPARE(client.rest(), "");
    QTRY_VERIFY(isDone);
    QCOMPARE(server.closed()->code, 1001);
}

void ServerTest::closesAWebSocketAcceptedDuringShutDown()
{
    TestServer server;
    RawClient client(server.port());
    client.send(RawClient::handshakeRequest("/late"));
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateUpgrades.empty(); }));
    std::atomic<bool> isDone = false;
    server.onLoop([&] {
        server.server().shutDown(1001, "ws.going_away", 1h, [&] { isDone = true; });
        server.handler().accept(*server.handler().lateUpgrades.front(), TestHandler::Echo::Yes);
    });
    QCOMPARE(client.response().status, 101);
    QCOMPARE(client.frame().payload, closePayload(1001, "ws.going_away"));
    client.abort();
    QTRY_VERIFY(isDone);
}

void ServerTest::takesNoConnectionsDuringShutDown()
{
    TestServer server;
    RawClient waiting(server.port());
    waiting.get("/late");
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateResponders.empty(); }));
    server.onLoop([&] { server.server().shutDown(1001, {}, 1h, [] {}); });
    QTcpSocket late;
    late.connectToHost(u"127.0.0.1"_s, server.port());
    QVERIFY(!late.waitForConnected(5000));
}

void ServerTest::losesPatienceOnShutDown()
{
    TestServer server;
    RawClient waiting(server.port());
    waiting.get("/late");
    RawClient webSocket(server.port());
    QCOMPARE(webSocket.handshake("/").status, 101);
    QTRY_VERIFY(server.onLoop([&] { return !server.handler().lateResponders.empty(); }));
    std::atomic<bool> isDone = false;
    server.onLoop([&] { server.server().shutDown(1001, {}, 50ms, [&] { isDone = true; }); });
    QTRY_VERIFY(isDone);
    QCOMPARE(server.goneCount(), 1);
    QCOMPARE(server.closed()->code, 1001);
    QCOMPARE(waiting.rest(), "");
}

} // namespace rove::net

QTEST_GUILESS_MAIN(rove::net::ServerTest)
#include "tst_server.moc"
