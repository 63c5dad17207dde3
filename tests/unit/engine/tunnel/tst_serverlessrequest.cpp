// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tunnel/serverlessrequest.h"

#include <QtCore/QUuid>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::tunnel {

namespace {

class Nothing final : public net::Exchange {};

/// Keeps what it was asked and lets the test answer.
class HeldClient final : public net::Client {
public:
    [[nodiscard]] std::unique_ptr<net::Exchange> send(net::ClientRequest asked, Handlers given) override
    {
        request = std::move(asked);
        handlers = std::move(given);
        return std::make_unique<Nothing>();
    }
    [[nodiscard]] std::unique_ptr<net::Exchange> fetch(net::ClientRequest, qsizetype, Fetched) override
    {
        return {};
    }
    [[nodiscard]] std::unique_ptr<net::Exchange> openWebSocket(net::ClientRequest, QByteArrayList,
                                                               Opened) override
    {
        return {};
    }

    void answer(int status, const QByteArray &type = "text/event-stream; charset=utf-8")
    {
        handlers.onHead({.status = status, .headers = {{"content-type", type}}});
    }

    net::ClientRequest request;
    Handlers handlers;
};

QByteArray payload(const QByteArray &hexVersion, const QString &runnerId, const QByteArray &rest)
{
    const QByteArray id = runnerId.toUtf8();
    return QByteArray(QByteArray::fromHex(hexVersion) + '\0' + static_cast<char>(id.size()) + id + rest)
        .toBase64();
}

} // namespace

/// A start request and its stream of events.
class ServerlessRequestTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_named.reset();
        m_isOver = false;
        m_fault.reset();
        m_client = std::make_unique<HeldClient>();
    }

    void asksForAnEventStream()
    {
        start(ServerlessRequest::Kind::Actor);
        QCOMPARE(net::headerValue(m_client->request.headers, "accept"), "text/event-stream"_ba);
    }

    void ofAnActorEndsWellOnceItStops()
    {
        start(ServerlessRequest::Kind::Actor);
        m_client->answer(200);
        m_client->handlers.onBody("event: ping\ndata:\n\nevent: pi");
        m_client->handlers.onBody("ng\ndata:\n\n");
        QVERIFY(!m_isOver);
        m_client->handlers.onBody("event: stopping\ndata:\n\n");
        QVERIFY(!m_isOver);
        m_client->handlers.onEnd({});
        QVERIFY(m_isOver);
        QVERIFY(!m_fault);
    }

    void ofAnActorEndsTooEarlyOtherwise()
    {
        start(ServerlessRequest::Kind::Actor);
        m_client->answer(200);
        m_client->handlers.onBody("event: ping\ndata:\n\n");
        m_client->handlers.onEnd({});
        QVERIFY(std::holds_alternative<core::ServerlessStreamEndedEarly>(*m_fault));
    }

    void tellsWhatThePlatformAnswersInstead()
    {
        start(ServerlessRequest::Kind::Actor);
        m_client->answer(400, "application/json");
        m_client->handlers.onBody(R"({"code":"endpoint_mismatch"})");
        m_client->handlers.onBody(QByteArray(100'000, 'x'));
        m_client->handlers.onEnd({});
        const auto &fault = std::get<core::ServerlessHttpError>(*m_fault);
        QCOMPARE(fault.statusCode, 400);
        QVERIFY(fault.body.startsWith("{\"code\":\"endpoint_mismatch\"}"_L1));
        QVERIFY(fault.body.size() < 10'000);
    }

    void tellsThatThePlatformCannotBeReached()
    {
        start(ServerlessRequest::Kind::Actor);
        m_client->handlers.onEnd(failure(ErrorCode::ClientUnreachable, u"Nobody is there."_s));
        QCOMPARE(std::get<core::ServerlessConnectionError>(*m_fault).message, u"Nobody is there."_s);
    }

    void takesNoPageForAStream()
    {
        start(ServerlessRequest::Kind::Actor);
        m_client->answer(200, "text/html");
        m_client->handlers.onBody("event: stopping\n\n");
        m_client->handlers.onEnd({});
        QVERIFY(std::holds_alternative<core::ServerlessConnectionError>(*m_fault));
    }

    void namesItsRunner_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("version 7") << QByteArray("0700") << QByteArray::fromHex("0700");
        QTest::newRow("version 3") << QByteArray("0300") << QByteArray();
    }

    void namesItsRunner()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, rest);
        const RunnerId id = RunnerId::fromUuid(QUuid::createUuid(), 1);
        start(ServerlessRequest::Kind::Runner);
        m_client->answer(200);
        m_client->handlers.onBody("event: ping\ndata:\n\ndata: " + payload(version, id.toString(), rest) +
                                  "\n\n");
        QCOMPARE(m_named, id);
        m_client->handlers.onEnd({});
        QVERIFY(m_isOver);
        QVERIFY(!m_fault);
    }

    void endsIfARunnerIsNamedInNonsense_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("no base64") << QByteArray("%%%");
        QTest::newRow("nothing") << QByteArray("AA==");
        QTest::newRow("no id") << payload("0700", u"nonsense"_s, QByteArray::fromHex("0700"));
        QTest::newRow("too much") << payload("0700", RunnerId::fromUuid(QUuid::createUuid(), 1).toString(),
                                             "xyz");
    }

    void endsIfARunnerIsNamedInNonsense()
    {
        QFETCH(QByteArray, data);
        start(ServerlessRequest::Kind::Runner);
        m_client->answer(200);
        m_client->handlers.onBody("data: " + data + "\n\n");
        QVERIFY(m_isOver);
        QCOMPARE(std::get<core::ServerlessInvalidSsePayload>(*m_fault).rawPayload, QString::fromUtf8(data));
        QVERIFY(!m_named);
    }

    void ofARunnerEndsTooEarlyBeforeItsName()
    {
        start(ServerlessRequest::Kind::Runner);
        m_client->answer(200);
        m_client->handlers.onEnd({});
        QVERIFY(std::holds_alternative<core::ServerlessStreamEndedEarly>(*m_fault));
    }

private:
    void start(ServerlessRequest::Kind kind)
    {
        m_request = std::make_unique<ServerlessRequest>(
            kind, ServerlessRequest::Handlers{.onRunnerNamed = [this](RunnerId id) { m_named = id; },
                                              .onEnded =
                                                  [this](std::optional<core::ServerlessFault> fault) {
                                                      QVERIFY(!m_isOver);
                                                      m_isOver = true;
                                                      m_fault = std::move(fault);
                                                  }});
        m_request->start(*m_client, {.url = QUrl(u"http://platform/start"_s)});
    }

    std::unique_ptr<HeldClient> m_client;
    std::unique_ptr<ServerlessRequest> m_request;
    std::optional<RunnerId> m_named;
    bool m_isOver = false;
    std::optional<core::ServerlessFault> m_fault;
};

} // namespace rove::tunnel

QTEST_APPLESS_MAIN(rove::tunnel::ServerlessRequestTest)
#include "tst_serverlessrequest.moc"
