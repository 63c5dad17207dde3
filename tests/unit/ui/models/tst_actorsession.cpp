// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/actorsession.h"

#include <QtCore/QCborMap>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

using namespace Qt::StringLiterals;

namespace rove::ui {

using Outcome = ApplyResult::Outcome;
using Phase = ActorSession::Phase;
using test::await;
using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;

namespace {

ValuePath at(const QString &key)
{
    return {key};
}

} // namespace

class TestActorSession : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_id = m_engine->addActor(u"counter"_s, u"a"_s, state(1, u"A"_s)).record.actorId;
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        m_session = std::make_unique<ActorSession>(*m_http, m_id);
    }

    void cleanup()
    {
        m_session.reset();
        m_http.reset();
        m_engine.reset();
    }

    void showsARunningActor()
    {
        QCOMPARE(m_session->phase(), Phase::Loading);
        goLive();
        QCOMPARE(m_session->status(), ActorStatus::Running);
        QCOMPARE(m_session->record()->key, u"a"_s);
        QCOMPARE(m_session->actions(), QStringList{u"increment"_s});
        QCOMPARE(m_session->document().live(), state(1, u"A"_s));
        QCOMPARE(m_session->isStateEnabled(), true);
        QVERIFY(m_session->heardAt().isValid());
        QTRY_VERIFY(m_session->runtime().has_value());
        QCOMPARE(m_session->runtime()->version, u"2.3.19"_s);
        QCOMPARE(m_session->generation(), std::optional<quint64>(1));
        m_engine->setState(m_id, state(2, u"A"_s));
        QTRY_COMPARE(m_session->document().merged(), state(2, u"A"_s));
    }

    void neverWakesByLooking()
    {
        m_engine->putToSleep(m_id);
        m_session->start();
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QCOMPARE(m_session->status(), ActorStatus::Sleeping);
        m_engine->forgetRequests();
        // The record goes on being read, and only that.
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->requestCount("GET", "/actors") > 1, 10000);
        QCOMPARE(m_engine->reachedCount(m_id), 0);
        QVERIFY(!m_session->document().isLoaded());
    }

    void wakesWhenAsked()
    {
        m_engine->putToSleep(m_id);
        m_session->start();
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QVERIFY(await(m_session->wake()));
        QTRY_COMPARE(m_session->phase(), Phase::Live);
        QCOMPARE(m_session->document().live(), state(1, u"A"_s));
    }

    void tellsWhichOfItsLivesAnActorIsIn()
    {
        goLive();
        QTRY_COMPARE(m_session->generation(), std::optional<quint64>(1));
        m_engine->putToSleep(m_id);
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QTRY_VERIFY(!m_session->generation());
        QVERIFY(await(m_session->wake()));
        QTRY_COMPARE(m_session->generation(), std::optional<quint64>(2));
    }

    void keepsStateAndEditsWhileTheActorSleeps()
    {
        goLive();
        QVERIFY(m_session->document().edit(at(u"name"_s), u"B"_s));
        m_engine->putToSleep(m_id);
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QTRY_COMPARE(m_session->status(), ActorStatus::Sleeping);
        QCOMPARE(m_session->document().merged(), state(1, u"B"_s));
        // Somebody else wakes it.
        m_engine->wake(m_id);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Live, 10000);
        QCOMPARE(m_session->document().merged(), state(1, u"B"_s));
    }

    void doesNotReopenTheLifeThatJustEnded()
    {
        goLive();
        m_engine->forgetRequests();
        // The record lags behind: the actor stops, but still looks as if it were running.
        for (QWebSocket *socket : m_engine->inspectors(m_id))
            socket->close(QWebSocketProtocol::CloseCodeNormal, u"actor.stopped"_s);
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->requestCount("GET", "/actors") > 1, 10000);
        QCOMPARE(m_engine->reachedCount(m_id), 0);
    }

    void followsAnActorWhoseInspectorFailsAsItFallsAsleep()
    {
        goLive();
        for (QWebSocket *socket : m_engine->inspectors(m_id))
            socket->close(QWebSocketProtocol::CloseCodeProtocolError, u"a frame was cut"_s);
        m_engine->putToSleep(m_id);
        QTRY_COMPARE(m_session->inspector().phase(), InspectorSession::Phase::Failed);
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        m_engine->wake(m_id);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Live, 10000);
    }

    void looksIntoTheNextLifeOfAnActorWhoseInspectorFailed()
    {
        m_engine->interceptSockets([](QWebSocket *opened, const QString &) {
            opened->close(QWebSocketProtocol::CloseCodeProtocolError, u"inspector.invalid"_s);
            return true;
        });
        m_session->start();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        m_engine->interceptSockets({});
        m_engine->forgetRequests();
        // It is the same life, which would fail again.
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->requestCount("GET", "/actors") > 1, 10000);
        QCOMPARE(m_session->phase(), Phase::Failed);
        m_engine->putToSleep(m_id);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Asleep, 10000);
        m_engine->wake(m_id);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Live, 10000);
    }

    void retriesAnInspectorThatFailed()
    {
        m_engine->interceptSockets([](QWebSocket *opened, const QString &) {
            opened->close(QWebSocketProtocol::CloseCodeProtocolError, u"inspector.invalid"_s);
            return true;
        });
        m_session->start();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        m_engine->interceptSockets({});
        m_session->retry();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
    }

    void asksWhatRunsTheActorBeforeItIsLive()
    {
        QList<Phase> phases;
        m_engine->intercept([this, &phases](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.path().startsWith("/gateway/") && request.path().endsWith("/metadata"))
                phases.append(m_session->phase());
            return std::nullopt;
        });
        goLive();
        QTRY_VERIFY(m_session->runtime());
        // Asked later, it would wake an actor that has fallen asleep in between.
        QCOMPARE(phases, QList{Phase::Loading});
    }

    void saysThatTheActorIsGone()
    {
        goLive();
        m_engine->destroy(m_id);
        QTRY_COMPARE(m_session->phase(), Phase::Gone);
        QCOMPARE(m_session->document().live(), state(1, u"A"_s));
        ActorSession unknown(*m_http, u"nobody"_s);
        unknown.start();
        QTRY_COMPARE(unknown.phase(), Phase::Gone);
    }

    void isStaleWhileTheEngineIsAwayAndComesBack()
    {
        goLive();
        m_engine->close();
        QTRY_COMPARE(m_session->phase(), Phase::Stale);
        QVERIFY(m_session->error());
        QCOMPARE(m_session->document().live(), state(1, u"A"_s));
        m_engine->listen();
        m_session->retry();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
    }

    void saysWhatHasToBeChangedFirst()
    {
        m_engine->setAdminToken("s3cret");
        m_session->start();
        QTRY_COMPARE(m_session->phase(), Phase::Failed);
        QCOMPARE(m_session->error()->code, ErrorCode::ApiForbidden);
        m_engine->setAdminToken({});
        m_session->retry();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
    }

    void tellsAnActorWithoutState()
    {
        m_engine->actor(m_id).isStateEnabled = false;
        goLive();
        QCOMPARE(m_session->isStateEnabled(), false);
        QVERIFY(!m_session->document().isLoaded());
    }

    void callsActions()
    {
        goLive();
        QCOMPARE(await(m_session->callAction(u"increment"_s, {1})).value().output, QCborValue(QCborArray{1}));
    }

    void sleepsAndDestroysWhenAsked()
    {
        goLive();
        QVERIFY(await(m_session->reschedule()));
        QVERIFY(await(m_session->sleep()));
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QVERIFY(await(m_session->destroy()));
        QTRY_COMPARE(m_session->phase(), Phase::Gone);
    }

    // --- Applying ---

    void appliesOnlyTheEditedPlaces()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        // Changed behind the inspector's back: only the read before the write sees it.
        m_engine->actor(m_id).state = state(5, u"A"_s);
        const Result<ApplyResult> result = await(m_session->apply());
        QCOMPARE(result->outcome, Outcome::Applied);
        QCOMPARE(m_engine->actor(m_id).state, state(5, u"B"_s));
        QVERIFY(!m_session->document().isModified());
        QCOMPARE(m_session->document().merged(), state(5, u"B"_s));
        QVERIFY(!m_session->isApplying());
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Nothing);
    }

    void writesNothingOverAConflict()
    {
        goLive();
        m_session->document().edit(at(u"count"_s), 9);
        m_engine->actor(m_id).state = state(5, u"A"_s);
        const Result<ApplyResult> result = await(m_session->apply());
        QCOMPARE(result->outcome, Outcome::Conflict);
        QCOMPARE(result->paths, std::vector{at(u"count"_s)});
        QCOMPARE(m_engine->requestCount("PATCH"), 0);
        m_session->document().resolve(at(u"count"_s), StateDocument::Resolution::KeepMine);
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Applied);
        QCOMPARE(m_engine->actor(m_id).state, state(9, u"A"_s));
    }

    void saysWhenTheActorChangedItAtOnce()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_engine->intercept([this](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.method == "GET" && m_engine->requestCount("PATCH") > 0 &&
                request.path().endsWith("/state"))
                m_engine->setState(m_id, state(1, u"C"_s));
            return std::nullopt;
        });
        const Result<ApplyResult> result = await(m_session->apply());
        QCOMPARE(result->outcome, Outcome::Differs);
        QCOMPARE(result->paths, std::vector{at(u"name"_s)});
        QTRY_COMPARE(m_session->document().merged(), state(1, u"C"_s));
    }

    void keepsTheEditsWhenWritingFails()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.method == "PATCH")
                return ScriptedReply{.status = 500,
                                     .body = R"({"group":"actor","code":"internal_error","message":"x"})"};
            return std::nullopt;
        });
        QVERIFY(!await(m_session->apply()));
        QVERIFY(m_session->document().isModified());
        QVERIFY(!m_session->isApplying());
        m_engine->intercept({});
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Applied);
    }

    void writesWhatJsonCannotSayThroughTheInspector()
    {
        const QCborValue time(QDateTime::fromMSecsSinceEpoch(1'754'000'000'000, QTimeZone::UTC));
        m_engine->actor(m_id).state = QCborMap{{u"since"_s, time}, {u"name"_s, u"A"_s}};
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Applied);
        QCOMPARE(m_engine->requestCount("PATCH"), 0);
        QCOMPARE(m_engine->actor(m_id).state, (QCborMap{{u"since"_s, time}, {u"name"_s, u"B"_s}}));
        QCOMPARE(m_session->document().merged(), m_engine->actor(m_id).state);
    }

    void saysWhatTheRuntimeCannotTake()
    {
        const QCborValue time(QDateTime::fromMSecsSinceEpoch(1'754'000'000'000, QTimeZone::UTC));
        m_engine->actor(m_id).state = QCborMap{{u"since"_s, time}, {u"name"_s, u"A"_s}};
        m_engine->setSocketPatchWorks(false);
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        const Result<ApplyResult> result = await(m_session->apply());
        QCOMPARE(result->outcome, Outcome::NotWritable);
        QCOMPARE(result->paths, std::vector{at(u"since"_s)});
        QVERIFY(m_session->document().isModified());
    }

    void appliesToASleepingActorByWakingIt()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_engine->putToSleep(m_id);
        QTRY_COMPARE(m_session->phase(), Phase::Asleep);
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Applied);
        QCOMPARE(m_engine->actor(m_id).state, state(1, u"B"_s));
        QTRY_COMPARE(m_session->phase(), Phase::Live);
    }

    void fetchesAnotherTokenAfterOneWasRefused()
    {
        goLive();
        m_engine->actor(m_id).inspectorToken = "another";
        m_session->document().edit(at(u"name"_s), u"B"_s);
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Applied);
        QCOMPARE(m_engine->actor(m_id).state, state(1, u"B"_s));
    }

    // --- What comes in between; the edits stay whatever it is ---

    void appliesAPartOfTheEdits()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_session->document().edit(at(u"count"_s), 9);
        m_engine->actor(m_id).state = state(5, u"A"_s);
        // The edit of the count would be in conflict, but is not applied now.
        const std::vector<quint64> name{m_session->document().edits().front().id};
        QCOMPARE(await(m_session->apply(name))->outcome, Outcome::Applied);
        QCOMPARE(m_engine->actor(m_id).state, state(5, u"B"_s));
        QCOMPARE(m_session->document().edits().size(), 1U);
        QCOMPARE(m_session->document().conflicts().size(), 1U);
        QCOMPARE(await(m_session->apply(std::vector<quint64>{}))->outcome, Outcome::Nothing);
        QCOMPARE(await(m_session->apply(std::vector<quint64>{999}))->outcome, Outcome::Nothing);
    }

    void tellsHowFarItHasCome()
    {
        goLive();
        QList<ActorSession::ApplyStep> steps;
        connect(m_session.get(), &ActorSession::applyStepChanged, this,
                [&steps](ActorSession::ApplyStep step) { steps.append(step); });
        m_session->document().edit(at(u"name"_s), u"B"_s);
        QVERIFY(await(m_session->apply()));
        using Step = ActorSession::ApplyStep;
        QCOMPARE(steps, (QList{Step::Reading, Step::Writing, Step::Verifying, Step::None}));
    }

    void saysThatItCannotKnowWhenTheAnswerToTheWriteIsLost()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_engine->intercept([this](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.method != "PATCH")
                return std::nullopt;
            // The write arrives, its answer does not.
            m_engine->actor(m_id).state = state(1, u"B"_s);
            return ScriptedReply{.end = ScriptedReply::End::Cut};
        });
        const Result<ApplyResult> result = await(m_session->apply());
        QCOMPARE(result->outcome, Outcome::Unverified);
        QCOMPARE(result->error->code, ErrorCode::ClientUnreachable);
        QVERIFY(m_session->document().isModified());
        // Applying again finds out, without writing.
        m_engine->forgetRequests();
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Applied);
        QCOMPARE(m_engine->requestCount("PATCH"), 0);
        QVERIFY(!m_session->document().isModified());
    }

    void saysThatItCannotKnowWhenTheActorCrashesBeforeItIsReadBack()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_engine->intercept([this](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.method != "GET" || m_engine->requestCount("PATCH") == 0 ||
                !request.path().endsWith("/state"))
                return std::nullopt;
            return ScriptedReply{.status = 503,
                                 .body = R"({"group":"guard","code":"service_unavailable","message":"x"})"};
        });
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Unverified);
        QVERIFY(m_session->document().isModified());
        QVERIFY(!m_session->isApplying());
    }

    void keepsTheEditsWhenTheActorMovesAway()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (!request.path().endsWith("/state"))
                return std::nullopt;
            return ScriptedReply{.status = 503,
                                 .body = R"({"group":"guard","code":"actor_stopped_while_waiting",)"
                                         R"("message":"x"})"};
        });
        QVERIFY(!await(m_session->apply()));
        QVERIFY(m_session->document().isModified());
        m_engine->intercept({});
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Applied);
        QCOMPARE(m_engine->actor(m_id).state, state(1, u"B"_s));
    }

    void keepsTheEditsWhenTheActorIsDestroyedMeanwhile()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        bool isDestroyed = false;
        m_engine->intercept(
            [this, &isDestroyed](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
                if (request.path().endsWith("/state") && !std::exchange(isDestroyed, true))
                    m_engine->destroy(m_id);
                return std::nullopt;
            });
        QVERIFY(!await(m_session->apply()));
        QTRY_COMPARE(m_session->phase(), Phase::Gone);
        QVERIFY(m_session->document().isModified());
        QCOMPARE(m_session->document().merged(), state(1, u"B"_s));
    }

    void givesUpWaitingForAnActorThatNeverAnswers()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        QByteArray silent = "GET";
        m_engine->intercept([&silent](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.method != silent || !request.path().endsWith("/state"))
                return std::nullopt;
            return ScriptedReply{.end = ScriptedReply::End::Never};
        });
        Async<ApplyResult> reading = m_session->apply();
        QTRY_VERIFY(m_engine->requestCount("GET", "/gateway") > 0);
        m_session->cancelApply();
        QCOMPARE(await(reading).error().code, ErrorCode::ClientCancelled);
        silent = "PATCH";
        Async<ApplyResult> writing = m_session->apply();
        QTRY_COMPARE(m_session->applyStep(), ActorSession::ApplyStep::Writing);
        m_session->cancelApply();
        QCOMPARE(await(writing)->outcome, Outcome::Unverified);
        QVERIFY(m_session->document().isModified());
        m_session->cancelApply();
        m_engine->intercept({});
        QCOMPARE(await(m_session->apply())->outcome, Outcome::Applied);
    }

    void endsQuietlyWhileItApplies_data()
    {
        QTest::addColumn<QByteArray>("silent");
        QTest::newRow("reading") << QByteArray("GET");
        QTest::newRow("writing") << QByteArray("PATCH");
    }

    void endsQuietlyWhileItApplies()
    {
        QFETCH(QByteArray, silent);
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_engine->intercept([silent](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.method != silent || !request.path().endsWith("/state"))
                return std::nullopt;
            return ScriptedReply{.end = ScriptedReply::End::Never};
        });
        m_engine->forgetRequests();
        const Async<ApplyResult> applying = m_session->apply();
        QTRY_VERIFY(m_engine->requestCount(silent, "/gateway") > 0);
        m_session.reset();
        // What was on its way comes to its end without the session.
        m_engine->cutConnections();
        m_http.reset();
        QTRY_VERIFY(applying.isFinished());
    }

    void saysThatItsTokenIsRefused()
    {
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (!request.path().endsWith("/state"))
                return std::nullopt;
            return ScriptedReply{.status = 401,
                                 .body = R"({"group":"inspector","code":"unauthorized","message":"x"})"};
        });
        QCOMPARE(await(m_session->apply()).error().code, ErrorCode::InspectorUnauthorized);
        QVERIFY(m_session->document().isModified());
        QCOMPARE(m_engine->requestCount("PATCH"), 0);
    }

    void sendsNoneOfItsWritesWhileReadOnly()
    {
        m_http->setWriteMode(WriteMode::ReadOnly);
        goLive();
        m_session->document().edit(at(u"name"_s), u"B"_s);
        const auto isRefused = [](const auto &result) {
            return !result && result.error().code == ErrorCode::ClientReadOnly;
        };
        QVERIFY(isRefused(await(m_session->apply())));
        QVERIFY(isRefused(await(m_session->callAction(u"increment"_s, {}))));
        QVERIFY(isRefused(await(m_session->wake())));
        QVERIFY(isRefused(await(m_session->sleep())));
        QVERIFY(isRefused(await(m_session->reschedule())));
        QVERIFY(isRefused(await(m_session->destroy())));
        QCOMPARE(m_engine->writeCount(), 0);
        QCOMPARE(m_engine->actor(m_id).state, state(1, u"A"_s));
    }

private:
    static QCborValue state(int count, const QString &name)
    {
        return QCborMap{{u"count"_s, count}, {u"name"_s, name}};
    }

    void goLive()
    {
        m_session->start();
        QTRY_COMPARE(m_session->phase(), Phase::Live);
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ActorSession> m_session;
    QString m_id;
};

} // namespace rove::ui

QTEST_MAIN(rove::ui::TestActorSession)
#include "tst_actorsession.moc"
