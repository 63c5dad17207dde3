// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/actorexport.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::await;
using Source = CarriedState::Source;

class TestActorExport : public QObject {
    Q_OBJECT
private:
    static QCborValue richState()
    {
        return QCborMap{
            {u"count"_s, 5},
            {u"at"_s, QCborValue(QDateTime::fromMSecsSinceEpoch(1'754'000'000'123, QTimeZone::UTC))},
            {u"bytes"_s, QByteArray("\x00\x01", 2)},
            {u"missing"_s, QCborValue(QCborSimpleType::Undefined)},
            {u"list"_s, QCborArray{1, u"two"_s}}};
    }

    std::unique_ptr<test::ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;

private slots:
    void init()
    {
        m_engine = std::make_unique<test::ScriptedEngine>();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
    }
    void cleanup()
    {
        m_http.reset();
        m_engine.reset();
    }

    void comesBackFromItsTextExactly()
    {
        ActorExport exported;
        exported.record = m_engine->addActor(u"room"_s, u"a/\\0"_s).record;
        exported.endpoint = u"http://127.0.0.1:6420"_s;
        exported.namespaceName = u"default"_s;
        exported.exportedAt = QDateTime::fromMSecsSinceEpoch(1'754'000'000'001, QTimeZone::UTC);
        exported.state = richState();
        exported.source = Source::Actor;
        const QByteArray text = exported.toJson();
        QVERIFY(!text.contains('\n'));
        const Result<ActorExport> read = ActorExport::parse(text);
        QVERIFY(read);
        QCOMPARE(read->record, exported.record);
        QCOMPARE(read->exportedAt, exported.exportedAt);
        QCOMPARE(read->source, exported.source);
        QCOMPARE(cbor::encodeCompat(*read->state), cbor::encodeCompat(richState()));
    }

    void takesAStateWrittenByHand()
    {
        ActorExport exported{.record = m_engine->addActor(u"room"_s, u"a"_s).record};
        exported.exportedAt = QDateTime::currentDateTimeUtc();
        QJsonObject object = QJsonDocument::fromJson(exported.toJson()).object();
        object[u"state"_s] = QJsonObject{{u"json"_s, QJsonObject{{u"count"_s, 7}}}};
        const Result<ActorExport> read = ActorExport::parse(QJsonDocument(object).toJson());
        QVERIFY(read);
        QCOMPARE(read->state->toMap().value(u"count"_s).toInteger(), 7);
    }

    void refusesWhatIsNotAnExport_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("{");
        QTest::newRow("other format") << QByteArray(R"({"format":"x","version":1})");
        QTest::newRow("newer") << QByteArray(R"({"format":"rove.actor","version":2,"record":{}})");
        QTest::newRow("no record") << QByteArray(R"({"format":"rove.actor","version":1})");
    }

    void refusesWhatIsNotAnExport()
    {
        QFETCH(QByteArray, text);
        const Result<ActorExport> read = ActorExport::parse(text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::ValidationInvalidInput);
    }

    void refusesAStateThatCannotBeRead()
    {
        const ActorExport exported{.record = m_engine->addActor(u"room"_s, u"a"_s).record};
        QJsonObject object = QJsonDocument::fromJson(exported.toJson()).object();
        for (const QJsonValue &state : {QJsonValue(QJsonObject{{u"cbor"_s, u"!!"_s}}),
                                        QJsonValue(QJsonObject{{u"cbor"_s, u"/w=="_s}}), QJsonValue(5)}) {
            object[u"state"_s] = state;
            QVERIFY(!ActorExport::parse(QJsonDocument(object).toJson()));
        }
    }

    void readsARunningActorWithWhatJsonCannotSay()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, richState()).record.actorId;
        const Result<ActorExport> exported = await(exportActor(*m_http, id, Waking::Never));
        QVERIFY(exported);
        QCOMPARE(exported->source, Source::Actor);
        QCOMPARE(exported->state->toMap().value(u"at"_s).type(), QCborValue::DateTime);
        QCOMPARE(exported->state->toMap().value(u"bytes"_s).toByteArray(), QByteArray("\x00\x01", 2));
        QCOMPARE(exported->record.key, std::optional(u"a"_s));
        QCOMPARE(m_engine->writeCount(), 0);
    }

    void letsASleepingActorSleep()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, richState()).record.actorId;
        m_engine->putToSleep(id);
        const Result<ActorExport> exported = await(exportActor(*m_http, id, Waking::Never));
        QVERIFY(exported);
        QCOMPARE(exported->source, Source::Asleep);
        QVERIFY(!exported->state);
        QCOMPARE(m_engine->reachedCount(id), 0);
    }

    void wakesASleepingActorWhenAllowed()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, richState()).record.actorId;
        m_engine->putToSleep(id);
        const Result<ActorExport> exported = await(exportActor(*m_http, id, Waking::Allowed));
        QVERIFY(exported);
        QCOMPARE(exported->source, Source::Actor);
        QVERIFY(exported->state);
        m_engine->putToSleep(id);
        m_http->setWriteMode(WriteMode::ReadOnly);
        QCOMPARE(await(exportActor(*m_http, id, Waking::Allowed))->source, Source::Unreadable);
    }

    void tellsAnActorWithoutStateFromOneThatCannotBeRead()
    {
        test::ScriptedActor &actor = m_engine->addActor(u"room"_s, u"a"_s);
        actor.isStateEnabled = false;
        const QString id = actor.record.actorId;
        QCOMPARE(await(exportActor(*m_http, id, Waking::Never))->source, Source::NoState);
        m_engine->interceptSockets([](QWebSocket *socket, const QString &) {
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"inspector.unauthorized"_s);
            return true;
        });
        const Result<ActorExport> unreadable = await(exportActor(*m_http, id, Waking::Never));
        QVERIFY(unreadable);
        QCOMPARE(unreadable->source, Source::Unreadable);
        QVERIFY(!unreadable->problem.isEmpty());
    }

    void saysWhenThereIsNoSuchActor()
    {
        QCOMPARE(await(exportActor(*m_http, u"nobody"_s, Waking::Never)).error().code,
                 ErrorCode::ActorNotFound);
    }

    void endsWhenTheConnectionGoes()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, richState()).record.actorId;
        m_engine->intercept([](const test::ScriptedRequest &) {
            return std::optional(test::ScriptedReply{.end = test::ScriptedReply::End::Never});
        });
        const Async<ActorExport> exported = exportActor(*m_http, id, Waking::Never);
        QTRY_VERIFY(!m_engine->requests().isEmpty());
        m_http.reset();
        QVERIFY(!await(exported));
        QCoreApplication::processEvents();
    }

    void clonesToAnotherConnection()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, QCborMap{{u"count"_s, 5}}).record.actorId;
        test::ScriptedEngine other;
        HttpClient otherHttp(Endpoint::parse(other.url()).value(), WriteMode::Allowed);
        CloneOptions options = CloneOptions::sameAs(m_engine->actor(id).record);
        options.key = u"b"_s;
        const Result<CloneResult> result = await(cloneActor(*m_http, id, Waking::Never, otherHttp, options));
        QVERIFY(result);
        QVERIFY(result->isWhole());
        QCOMPARE(result->actor.key, std::optional(u"b"_s));
        QCOMPARE(other.actor(result->actor.actorId).state.toMap().value(u"count"_s).toInteger(), 5);
        QCOMPARE(m_engine->writeCount(), 0);
    }

    void aCloneWithoutItsStateSaysSo()
    {
        const QString id = m_engine->addActor(u"room"_s, u"a"_s, QCborMap{{u"count"_s, 5}}).record.actorId;
        m_engine->intercept([](const test::ScriptedRequest &request) {
            return request.method == "PATCH"
                       ? std::optional(test::ScriptedReply{
                             .status = 400,
                             .body = R"({"group":"actor","code":"state_not_enabled","message":"no",)"
                                     R"("metadata":null})"})
                       : std::nullopt;
        });
        const Result<CloneResult> result =
            await(cloneActor(*m_http, id, Waking::Never, *m_http, {.name = u"room"_s, .key = u"b"_s}));
        QVERIFY(result);
        QVERIFY(!result->isWhole());
        QVERIFY(result->stateError);
    }

    void importingMakesEditsThatCanBeLookedAt()
    {
        StateDocument document;
        document.setLive(QCborMap{{u"count"_s, 1}, {u"gone"_s, true}, {u"list"_s, QCborArray{1, 2, 3}}});
        const QCborValue wanted =
            QCborMap{{u"count"_s, 2}, {u"list"_s, QCborArray{1, 9, 3, 4}}, {u"fresh"_s, u"x"_s}};
        QVERIFY(importState(document, wanted) >= 4);
        QVERIFY(isSameValue(document.merged(), wanted));
        QVERIFY(document.isModified());
        QCOMPARE(document.live().toMap().value(u"count"_s).toInteger(), 1);
        document.undoStack().undo();
        QVERIFY(!document.isModified());
        QCOMPARE(importState(document, document.live()), 0);
        QCOMPARE(importState(document, QCborValue(5)), 1);
        QCOMPARE(document.merged(), QCborValue(5));
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestActorExport)
#include "tst_actorexport.moc"
