// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/json.h"
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/client/managerclient.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::await;
using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;

class TestManagerClient : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        m_client = std::make_unique<ManagerClient>(*m_http);
    }

    void readsWhatTheEngineSaysOfItself()
    {
        QCOMPARE(await(m_client->metadata())->version, u"2.3.19"_s);
        QCOMPARE(await(m_client->health())->status, u"ok"_s);
        QCOMPARE(await(m_client->datacenters())->front().name, u"default"_s);
        QCOMPARE(await(m_client->namespaces())->front().displayName, u"Default"_s);
    }

    void staysWithTheEndpointItWasGiven()
    {
        m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.path() != "/metadata")
                return std::nullopt;
            const manager::Metadata elsewhere{
                .runtime = u"rivetkit"_s, .version = u"1"_s, .clientEndpoint = u"http://127.0.0.1:1"_s};
            return ScriptedReply{.body = manager::writeBody(elsewhere)};
        });
        QVERIFY(await(m_client->metadata()));
        QVERIFY(await(m_client->namespaces()));
    }

    void tellsAnotherServerFromRivet_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("page") << "<html>hello</html>"_ba;
        QTest::newRow("other JSON") << R"({"status":"ok"})"_ba;
        QTest::newRow("array") << "[]"_ba;
        QTest::newRow("nothing") << ""_ba;
    }

    void tellsAnotherServerFromRivet()
    {
        QFETCH(QByteArray, body);
        m_engine->intercept([body](const ScriptedRequest &) { return ScriptedReply{.body = body}; });
        QCOMPARE(await(m_client->metadata()).error().code, ErrorCode::ClientNotRivet);
    }

    void sendsItsTokenAndNamespace()
    {
        m_engine->setAdminToken("s3cret");
        QCOMPARE(await(m_client->namespaces()).error().code, ErrorCode::ApiForbidden);
        HttpClient http(m_http->endpoint().withToken(u"s3cret"_s), WriteMode::Allowed);
        QVERIFY(await(ManagerClient(http).actorNames()));
        HttpClient other(http.endpoint().withNamespace(u"nowhere"_s), WriteMode::Allowed);
        QCOMPARE(await(ManagerClient(other).actorNames()).error().code, ErrorCode::NamespaceNotFound);
    }

    void pagesThroughActorsWithoutSkippingAny()
    {
        QSet<QString> expected;
        for (int i = 0; i < 25; ++i) {
            test::ScriptedActor &actor = m_engine->addActor(u"counter"_s, QString::number(i));
            // Several in each millisecond, so that page edges fall between them.
            const auto group = manager::Instant(std::chrono::milliseconds(1000 + i / 3));
            actor.record.createTs = group;
            expected.insert(actor.record.actorId);
        }
        QSet<QString> seen;
        QString cursor;
        int pages = 0;
        do {
            const Page<manager::Actor> page =
                await(m_client->actorsByName(u"counter"_s, cursor, {}, 10)).value();
            for (const manager::Actor &actor : page.rows)
                seen.insert(actor.actorId);
            cursor = page.nextCursor;
        } while (!cursor.isEmpty() && ++pages < 10);
        QCOMPARE(seen, expected);
        QVERIFY(pages < 10);
    }

    void endsAtServersWithoutCursors()
    {
        m_engine->intercept(
            [](const ScriptedRequest &) { return ScriptedReply{.body = R"({"actors":[]})"}; });
        const Result<Page<manager::Actor>> page = await(m_client->actorsByName(u"counter"_s));
        QVERIFY(page);
        QVERIFY(page->nextCursor.isEmpty());
    }

    void findsActorsByIdAndCreatesThem()
    {
        const manager::Actor made =
            await(m_client->createActor(
                      {.name = u"counter"_s, .key = u"a"_s, .runnerNameSelector = u"default"_s}))
                .value();
        const auto again = await(m_client->getOrCreateActor(
            {.name = u"counter"_s, .key = u"a"_s, .runnerNameSelector = u"default"_s}));
        QVERIFY(!again->created);
        QCOMPARE(again->actor.actorId, made.actorId);
        QCOMPARE(await(m_client->actor(made.actorId)).value(), made);
        QCOMPARE(await(m_client->actor(u"x"_s)).error().code, ErrorCode::ActorNotFound);
        QCOMPARE(await(m_client->actorNames())->rows, std::vector{u"counter"_s});
    }

    void readsTheInspectorTokenWithoutTouchingTheActor()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        QCOMPARE(await(m_client->inspectorToken(id)).value(), u"token-of-1"_s);
        QVERIFY(m_engine->requests().constLast().target.contains("/kv/keys/Aw"));
        m_engine->actor(id).inspectorToken.clear();
        QCOMPARE(await(m_client->inspectorToken(id)).error().code, ErrorCode::ActorKvKeyNotFound);
        QCOMPARE(m_engine->reachedCount(id), 0);
    }

    void tellsAnActorToSleepGoOnOrEnd()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        QVERIFY(await(m_client->sleepActor(id)));
        QCOMPARE(m_engine->requests().constLast().body, "{}");
        QVERIFY(m_engine->actor(id).record.sleepTs);
        QVERIFY(await(m_client->rescheduleActor(id)));
        QVERIFY(await(m_client->destroyActor(id)));
        QVERIFY(m_engine->actor(id).record.destroyTs);
    }

    void readsRunnersAndTheirSettings()
    {
        const QHash<QByteArray, QByteArray> answers{
            {"/runners/names", R"({"names":["default"],"pagination":{"cursor":null}})"},
            {"/runners", R"({"runners":[],"pagination":{"cursor":null}})"},
            {"/envoys", R"({"envoys":[],"pagination":{"cursor":null}})"},
            {"/runner-configs", R"({"runner_configs":{"default":{"datacenters":{"default":{"normal":{},)"
                                R"("protocol_version":null}}}},)"
                                R"("pagination":{"cursor":null}})"}};
        m_engine->intercept([answers](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            return ScriptedReply{.body = answers.value(request.path())};
        });
        QCOMPARE(await(m_client->runnerNames()).value(), QStringList{u"default"_s});
        QVERIFY(await(m_client->runners())->empty());
        QVERIFY(await(m_client->envoys())->empty());
        QVERIFY(await(m_client->runnerConfigs())->contains(u"default"_s));
    }

    void sendsNoneOfItsWritesWhileReadOnly()
    {
        const QString id = m_engine->addActor(u"counter"_s, u"a"_s).record.actorId;
        m_http->setWriteMode(WriteMode::ReadOnly);
        const auto isRefused = [](const auto &result) {
            return !result && result.error().code == ErrorCode::ClientReadOnly;
        };
        QVERIFY(isRefused(await(m_client->createNamespace(u"a"_s, u"A"_s))));
        QVERIFY(isRefused(await(m_client->createActor({.name = u"counter"_s}))));
        QVERIFY(isRefused(await(m_client->getOrCreateActor({.name = u"counter"_s, .key = u"z"_s}))));
        QVERIFY(isRefused(await(m_client->destroyActor(id))));
        QVERIFY(isRefused(await(m_client->sleepActor(id))));
        QVERIFY(isRefused(await(m_client->rescheduleActor(id))));
        QVERIFY(m_engine->requests().isEmpty());
        QVERIFY(await(m_client->actorNames()));
    }

private:
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ManagerClient> m_client;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestManagerClient)
#include "tst_managerclient.moc"
