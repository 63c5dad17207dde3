// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/client/gatewayclient.h"
#include "ui/client/inspectoraccess.h"
#include "ui/client/inspectorsession.h"
#include "ui/client/managerclient.h"

#include <QtCore/QCborMap>
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::await;
using test::ScriptedEngine;

namespace {

/// What a write is tried with.
struct Clients {
    ManagerClient manager;
    GatewayClient gateway;
    InspectorSession &inspector;
    QString actorId;
};

/// One write that ui/client knows: the function that makes its request, and a call of it that gives the
/// error's code.
struct Write {
    const char *function;
    std::function<std::optional<ErrorCode>(Clients &)> call;
};

template <class T>
std::optional<ErrorCode> codeOf(const Async<T> &answer)
{
    const Result<T> result = await(answer);
    return result ? std::nullopt : std::optional(result.error().code);
}

/// Every write. A new one that is not here fails `everyWriteInTheSourcesIsInTheTable`.
const std::vector<Write> &allWrites()
{
    static const std::vector<Write> writes{
        {"ManagerClient::createNamespace",
         [](Clients &c) { return codeOf(c.manager.createNamespace(u"x"_s, u"X"_s)); }},
        {"ManagerClient::createActor",
         [](Clients &c) { return codeOf(c.manager.createActor({.name = u"counter"_s, .key = u"new"_s})); }},
        {"ManagerClient::getOrCreateActor",
         [](Clients &c) {
             return codeOf(c.manager.getOrCreateActor({.name = u"counter"_s, .key = u"new"_s}));
         }},
        {"ManagerClient::destroyActor", [](Clients &c) { return codeOf(c.manager.destroyActor(c.actorId)); }},
        {"ManagerClient::sleepActor", [](Clients &c) { return codeOf(c.manager.sleepActor(c.actorId)); }},
        {"ManagerClient::rescheduleActor",
         [](Clients &c) { return codeOf(c.manager.rescheduleActor(c.actorId)); }},
        {"GatewayClient::wake", [](Clients &c) { return codeOf(c.gateway.wake()); }},
        {"GatewayClient::callAction",
         [](Clients &c) { return codeOf(c.gateway.callAction(u"increment"_s, {1})); }},
        {"GatewayClient::patchState", [](Clients &c) { return codeOf(c.gateway.patchState(QCborMap())); }},
        {"InspectorSession::callAction",
         [](Clients &c) { return codeOf(c.inspector.callAction(u"increment"_s, {1})); }},
        {"InspectorSession::patchState",
         [](Clients &c) { return codeOf(c.inspector.patchState(QCborMap())); }},
    };
    return writes;
}

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The functions of the clients in whose bodies a write is made.
QStringList functionsThatWrite()
{
    const QDir folder(qEnvironmentVariable("ROVE_SOURCE") % "/ui/client"_L1);
    static const QRegularExpression head(u"(\\w+(?:Client|Session))::(\\w+)\\("_s);
    QStringList functions;
    for (const QString &name : folder.entryList({u"*.cpp"_s})) {
        QString current;
        for (const QString &line : read(folder.filePath(name)).split(u'\n')) {
            // A definition begins at the margin; its second line may carry the name.
            const auto match = head.match(line);
            const bool isDefinition = !line.startsWith(u' ') && match.hasMatch();
            if (isDefinition)
                current = match.captured(1) % "::"_L1 % match.captured(2);
            const bool isPolicy = name == "httpclient.cpp"_L1 || name == "writeguard.cpp"_L1 ||
                                  current == "InspectorSession::request"_L1;
            if (line.contains("Access::Write"_L1) && !isPolicy && !functions.contains(current))
                functions.append(current);
        }
    }
    functions.sort();
    return functions;
}

} // namespace

/// A read-only connection sends not one byte of any write: the lock is in the clients, under every button.
class TestReadOnly : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_id = m_engine->addActor(u"counter"_s, u"a"_s, QCborMap{{u"count"_s, 1}}).record.actorId;
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::ReadOnly);
        m_session = std::make_unique<InspectorSession>(*m_http, m_id);
        m_session->open();
        QTRY_COMPARE(m_session->phase(), InspectorSession::Phase::Live);
        m_engine->forgetRequests();
    }

    void cleanup()
    {
        m_session.reset();
        m_http.reset();
        m_engine.reset();
    }

    void everyWriteInTheSourcesIsInTheTable()
    {
        QStringList known;
        for (const Write &write : allWrites())
            known.append(QLatin1StringView(write.function));
        known.sort();
        QCOMPARE(functionsThatWrite(), known);
    }

    void noWriteSendsAByte_data()
    {
        QTest::addColumn<qsizetype>("index");
        for (qsizetype i = 0; i < std::ssize(allWrites()); ++i)
            QTest::newRow(allWrites()[static_cast<size_t>(i)].function) << i;
    }

    void noWriteSendsAByte()
    {
        QFETCH(qsizetype, index);
        const Write &write = allWrites()[static_cast<size_t>(index)];
        int frameCount = 0;
        QWebSocket *socket = m_engine->inspectors(m_id).constFirst();
        connect(socket, &QWebSocket::binaryMessageReceived, this, [&frameCount] { ++frameCount; });
        Clients clients{.manager = ManagerClient(*m_http),
                        .gateway = GatewayClient(*m_http, m_id),
                        .inspector = *m_session,
                        .actorId = m_id};
        QCOMPARE(write.call(clients), ErrorCode::ClientReadOnly);
        // What follows on the same ways has come, so nothing of the write can still be under way.
        QVERIFY(await(clients.inspector.requestState()));
        QVERIFY(await(clients.manager.metadata()));
        QCOMPARE(frameCount, 1);
        QCOMPARE(m_engine->requests().size(), 1);
        QCOMPARE(m_engine->requests().constFirst().path(), "/metadata");

        m_http->setWriteMode(WriteMode::Allowed);
        QVERIFY(write.call(clients) != ErrorCode::ClientReadOnly);
        const bool isOnSocket = QByteArrayView(write.function).startsWith("InspectorSession");
        QTRY_VERIFY(isOnSocket ? frameCount == 2 : m_engine->writeCount() == 1);
    }

    void messagesOfTheInspectorThatWriteAreNamedOnce()
    {
        QCOMPARE(countOfWrites(std::type_identity<inspector::v6::ToServer>()), 4);
        QCOMPARE(accessOf(inspector::v6::ToServer(inspector::v6::ScheduleDeleteRequest())), Access::Write);
        QCOMPARE(accessOf(inspector::v6::ToServer(inspector::v6::WorkflowReplayRequest())), Access::Write);
        QCOMPARE(accessOf(inspector::v6::ToServer(inspector::v6::StateRequest())), Access::Read);
    }

    void nobodyElseOpensConnections()
    {
        // The lock holds only while nothing but these two files can reach an endpoint.
        static const QRegularExpression opener(
            u"QNetworkAccessManager m_|make_unique<QWebSocket>|new QWebSocket\\b"
            "|new QNetworkAccessManager"_s);
        const QDir source(qEnvironmentVariable("ROVE_SOURCE") % "/ui"_L1);
        QDirIterator files(source.path(), {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        QStringList openers;
        while (files.hasNext()) {
            const QString path = files.next();
            if (read(path).contains(opener))
                openers.append(source.relativeFilePath(path));
        }
        openers.sort();
        QCOMPARE(openers, QStringList({u"client/httpclient.h"_s, u"client/inspectorsession.cpp"_s}));
    }

private:
    template <class... Messages>
    static int countOfWrites(std::type_identity<std::variant<Messages...>>)
    {
        return ((messageAccess<Messages> == Access::Write ? 1 : 0) + ...);
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    QString m_id;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<InspectorSession> m_session;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestReadOnly)
#include "tst_readonly.moc"
