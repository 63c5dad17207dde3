// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rove/arguments.h"
#include "tests/gui/windowrig.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/shell/instanceserver.h"
#include "ui/shell/windowkeeper.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QFileInfo>
#include <QtCore/QThread>
#include <QtNetwork/QLocalSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// Links and command lines: what they name is opened, in the program that runs already.
class tst_DeepLinks : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aLinkOpensAnActorAndItsSection();
    void anActorIsFoundByTypeAndKey();
    void withoutAnEndpointTheShownConnectionIsMeant();
    void whatIsNotThereIsSaid();
    void aBrokenLinkIsSaid();
    void theCommandLineNamesActors();
    void theCommandLineNamesEngines();
    void theCommandLineNamesAnEngineToJoin();
    void aWrongCommandLineSaysWhatIsWrong();
    void helpTellsTheWays();
    void aRequestSurvivesTheSocket();
    void theSecondProgramHandsOver();
    void theSocketIsBoundedAndPrivate();

private:
    std::unique_ptr<WindowRig> m_rig;
    std::unique_ptr<ui::WindowKeeper> m_keeper;
};

void tst_DeepLinks::init()
{
    m_rig = std::make_unique<WindowRig>();
    m_keeper = std::make_unique<ui::WindowKeeper>(m_rig->workspace());
    m_keeper->start();
    m_rig->connectWindow(*m_keeper->at(0), m_rig->target());
}

void tst_DeepLinks::cleanup()
{
    m_keeper.reset();
    m_rig.reset();
}

void tst_DeepLinks::aLinkOpensAnActorAndItsSection()
{
    const ui::DeepLink link{.endpoint = m_rig->engine().url(),
                            .namespaceName = u"default"_s,
                            .actorId = m_rig->counter(),
                            .section = u"details"_s};
    m_keeper->openLink(link.toText(), ui::LinkOpener::Origin::CommandLine);
    ui::MainWindow &window = *m_keeper->at(0);
    QTRY_VERIFY(window.session());
    QCOMPARE(window.session()->actorId(), m_rig->counter());
    QCOMPARE(window.actorPage()->currentSection(), u"details"_s);
    QCOMPARE(window.tabs().count(), 1);
}

void tst_DeepLinks::anActorIsFoundByTypeAndKey()
{
    m_keeper->open({.endpoint = m_rig->engine().url(), .namespaceName = {}, .name = u"room"_s, .key = u"b"_s},
                   ui::LinkOpener::Origin::CommandLine);
    QTRY_VERIFY(m_keeper->at(0)->session());
    QCOMPARE(m_keeper->at(0)->session()->actorId(), m_rig->room());
}

void tst_DeepLinks::withoutAnEndpointTheShownConnectionIsMeant()
{
    m_keeper->open({.endpoint = {}, .namespaceName = {}, .actorId = m_rig->room()},
                   ui::LinkOpener::Origin::CommandLine);
    QTRY_VERIFY(m_keeper->at(0)->session());
    QCOMPARE(m_keeper->at(0)->session()->actorId(), m_rig->room());
}

void tst_DeepLinks::whatIsNotThereIsSaid()
{
    m_keeper->open({.endpoint = {}, .namespaceName = {}, .name = u"room"_s, .key = u"nobody"_s},
                   ui::LinkOpener::Origin::CommandLine);
    ui::MessageBar *bar = m_keeper->at(0)->undoBar();
    QTRY_VERIFY(!bar->isHidden());
    QVERIFY(bar->text().contains(u"room nobody"_s));
    m_keeper->open({.endpoint = {}, .namespaceName = {}, .actorId = m_rig->room(), .section = u"nowhere"_s},
                   ui::LinkOpener::Origin::CommandLine);
    QVERIFY(bar->text().contains(u"nowhere"_s));
}

void tst_DeepLinks::aBrokenLinkIsSaid()
{
    m_keeper->openLink(u"rove://open?nonsense=1"_s, ui::LinkOpener::Origin::Link);
    QVERIFY(!m_keeper->at(0)->undoBar()->isHidden());
    QVERIFY(!m_keeper->at(0)->session());
}

void tst_DeepLinks::theCommandLineNamesActors()
{
    const auto arguments =
        app::readArguments({u"rove"_s, u"open"_s, u"chatRoom/general"_s, u"--section"_s, u"state"_s,
                            u"--endpoint"_s, u"http://127.0.0.1:6420"_s, u"--namespace"_s, u"staging"_s});
    QVERIFY(arguments);
    const ui::DeepLink link = arguments->request.link.value();
    QCOMPARE(link.name, u"chatRoom"_s);
    QCOMPARE(link.key, std::optional(u"general"_s));
    QCOMPARE(link.section, u"state"_s);
    QCOMPARE(link.endpoint, u"http://127.0.0.1:6420"_s);
    QCOMPARE(link.namespaceName, u"staging"_s);
    const auto byId = app::readArguments({u"rove"_s, u"open"_s, u"abc123"_s});
    QCOMPARE(byId->request.link->actorId, u"abc123"_s);
    QVERIFY(!byId->request.link->key);
}

void tst_DeepLinks::theCommandLineNamesEngines()
{
    const auto url = app::readArguments({u"rove"_s, u"--no-engine"_s, u"--new-instance"_s,
                                         u"https://host.example"_s, u"--namespace"_s, u"x"_s});
    QVERIFY(url);
    QVERIFY(!url->hasEngine);
    QVERIFY(url->isNewInstance);
    QCOMPARE(ui::Endpoint::parse(url->request.endpoint)->namespaceName, u"x"_s);
    const ui::DeepLink link{.endpoint = u"https://host.example"_s, .namespaceName = u"x"_s};
    const auto byLink = app::readArguments({u"rove"_s, link.toText()});
    QVERIFY(byLink);
    QCOMPARE(byLink->request.link, std::optional(link));
    QCOMPARE(byLink->request.origin, ui::LinkOpener::Origin::Link);
}

void tst_DeepLinks::theCommandLineNamesAnEngineToJoin()
{
    const auto arguments =
        app::readArguments({u"rove"_s, u"--join"_s, u"https://host.example"_s, u"--namespace"_s, u"n"_s,
                            u"--pool"_s, u"p"_s, u"--envoy-version"_s, u"7"_s});
    QVERIFY(arguments && arguments->join);
    QVERIFY(!arguments->hasEngine);
    const auto options = app::joinOptions(*arguments->join);
    QVERIFY(options);
    QCOMPARE(options->endpoint, QUrl(u"https://host.example"_s));
    QCOMPARE(options->namespaceName, u"n"_s);
    QCOMPARE(options->pool, u"p"_s);
    QCOMPARE(options->version, 7u);
    QVERIFY(!app::readArguments({u"rove"_s})->join);
}

void tst_DeepLinks::aWrongCommandLineSaysWhatIsWrong()
{
    const QList<QStringList> wrong{
        {u"open"_s},          {u"open"_s, u"a"_s, u"b"_s}, {u"--port"_s, u"many"_s},      {u"--nonsense"_s},
        {u"ftp://nowhere"_s}, {u"rove://nonsense"_s},      {u"http://a"_s, u"http://b"_s}};
    for (const QStringList &words : wrong) {
        const auto arguments = app::readArguments(QStringList{u"rove"_s} + words);
        QVERIFY2(!arguments, qPrintable(words.join(u' ')));
        QVERIFY2(!arguments.error().message.isEmpty(), qPrintable(words.join(u' ')));
    }
}

void tst_DeepLinks::helpTellsTheWays()
{
    const QString help = app::helpText();
    for (const QString &word : {u"rove open chatRoom/general"_s, u"--section"_s, u"--endpoint"_s,
                                u"--new-instance"_s, u"--namespace"_s, u"rove://"_s})
        QVERIFY2(help.contains(word), qPrintable(word));
}

void tst_DeepLinks::aRequestSurvivesTheSocket()
{
    ui::InstanceRequest request{
        .link = ui::DeepLink{.endpoint = {}, .namespaceName = {}, .name = u"room"_s, .key = u"ключ/ü"_s},
        .origin = ui::LinkOpener::Origin::Link,
        .endpoint = u"http://x"_s};
    const auto read = ui::InstanceRequest::fromBytes(request.toBytes());
    QVERIFY(read);
    QCOMPARE(read->link, request.link);
    QCOMPARE(read->origin, request.origin);
    QCOMPARE(read->endpoint, request.endpoint);
    QVERIFY(!ui::InstanceRequest::fromBytes("nonsense"));
}

void tst_DeepLinks::theSecondProgramHandsOver()
{
    ui::InstanceServer first(m_rig->folder());
    QVERIFY(first.listen());
    QSignalSpy requested(&first, &ui::InstanceServer::requested);
    Result<> sent = failure(ErrorCode::IoFailed);
    const QString folder = m_rig->folder();
    // Another process, as far as the socket can tell: it waits for an answer.
    const std::unique_ptr<QThread> second(QThread::create([&sent, folder] {
        ui::InstanceServer server(folder);
        if (!server.listen())
            sent =
                server.send({.link = ui::DeepLink{.endpoint = {}, .namespaceName = {}, .actorId = u"abc"_s}});
    }));
    second->start();
    QTRY_COMPARE(requested.size(), 1);
    QVERIFY(second->wait(5000));
    QVERIFY(sent);
    QCOMPARE(requested[0][0].value<ui::InstanceRequest>().link->actorId, u"abc"_s);
}

void tst_DeepLinks::theSocketIsBoundedAndPrivate()
{
    ui::InstanceServer server(m_rig->folder());
    QVERIFY(server.listen());
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(server.socketPath()).permissions() & others));
    QSignalSpy requested(&server, &ui::InstanceServer::requested);
    for (const QByteArray &bytes : {QByteArray(QByteArray("\xff\xff\xff\xff", 4) +
                                               QByteArray(ui::InstanceServer::messageBytesMax, 'x')),
                                    QByteArray("\0\0\0\4junk", 8)}) {
        QLocalSocket socket;
        socket.connectToServer(server.socketPath());
        QVERIFY(socket.waitForConnected(5000));
        socket.write(bytes);
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    }
    QCOMPARE(requested.size(), 0);
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_DeepLinks test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_deeplinks.moc"
