// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/realstack.h"
#include "tests/support/await.h"
#include "ui/client/endpointmonitor.h"
#include "ui/models/actorlistmodel.h"
#include "ui/models/actorsession.h"
#include "ui/models/capabilitytext.h"
#include "ui/models/errortext.h"

#include <QtCore/QCborMap>
#include <QtTest/QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::await;
using test::RealStack;

/// The desktop's clients and models against the two real things that differ from today's usual stack: actors
/// of rivetkit 2.2.1, the last release before the native core, on today's engine; and an engine that wants a
/// token.
class TestRealClients : public QObject {
    Q_OBJECT
private slots:
    // --- Actors of rivetkit 2.2.1 ---

    void anOlderActorIsListedAndShown()
    {
        ActorListModel list(http());
        list.start();
        QTRY_COMPARE_WITH_TIMEOUT(list.rowCount(), 1, patience);
        QCOMPARE(list.names(), QStringList{u"counter"_s});

        ActorSession session(http(), id());
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), ActorSession::Phase::Live, patience);
        QTRY_VERIFY_WITH_TIMEOUT(session.document().isLoaded(), patience);
        QCOMPARE(session.inspector().protocolVersion(), 4);
        QVERIFY(session.actions().contains(u"increment"_s));
        QCOMPARE(countOf(session.document().live()), countAtActor());
        m_older->callOlderAction(id(), u"increment"_s, {5});
        QTRY_COMPARE_WITH_TIMEOUT(countOf(session.document().live()), countAtActor(), patience);
    }

    void anOlderActorsStateIsEdited()
    {
        ActorSession session(http(), id());
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.document().isLoaded(), patience);
        session.document().edit(ValuePath{u"note"_s}, u"written by Rove"_s);
        const Result<ApplyResult> applied = await(session.apply());
        QVERIFY(applied);
        QCOMPARE(applied->outcome, ApplyResult::Outcome::Applied);
        QCOMPARE(m_older->callOlderAction(id(), u"getNote"_s).toString(), u"written by Rove"_s);
    }

    void anOlderActorsActionsAnswerWithResultsAndErrors()
    {
        GatewayClient gateway(http(), id());
        const qint64 before = countAtActor();
        const Result<ActionResult> result = await(gateway.callAction(u"increment"_s, {2}));
        QVERIFY(result);
        QCOMPARE(result->output.toInteger(), before + 2);
        const Result<ActionResult> refused = await(gateway.callAction(u"fail"_s, {u"not today"_s}));
        QCOMPARE(refused.error().wireName(), u"user.counter_failed"_s);
        QCOMPARE(refused.error().message, u"not today"_s);
        const Result<ActionResult> unknown = await(gateway.callAction(u"nothing"_s, {}));
        QCOMPARE(unknown.error().code, ErrorCode::ActorActionNotFound);
    }

    void theInspectorOfAnOlderActorAnswersRequests()
    {
        InspectorSession session(http(), id());
        session.open();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), InspectorSession::Phase::Live, patience);
        QVERIFY(await(session.requestState())->value);
        QVERIFY(await(session.requestActions())->contains(u"getCount"_s));
        QVERIFY(await(session.requestConnections()));
        QCOMPARE(await(session.callAction(u"getCount"_s, {}))->toInteger(), countAtActor());
    }

    void saysWhatAnOlderActorDoesNotOffer()
    {
        InspectorSession session(http(), id());
        session.open();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), InspectorSession::Phase::Live, patience);
        const Result<ActorRuntime> runtime = await(GatewayClient(http(), id()).metadata());
        QVERIFY(runtime);
        const Capabilities capabilities(session.protocolVersion(), runtime->metadata.version);
        QVERIFY(capabilities.has(Feature::StatePatch));
        QVERIFY(capabilities.has(Feature::WorkflowReplay));
        QCOMPARE(missingFeatureText(capabilities, Feature::Schedules),
                 u"Schedules: needs RivetKit 2.3.5; this actor runs 2.2.1."_s);
    }

    void lookingAtASleepingOlderActorDoesNotWakeIt()
    {
        m_older->putToSleep(id());
        InspectorSession session(http(), id());
        session.open();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), InspectorSession::Phase::Asleep, patience);
        QVERIFY(m_older->isAsleep(id()));
    }

    // --- An engine that wants a token ---

    void aWrongTokenIsSaidToBeWrong_data()
    {
        QTest::addColumn<QString>("token");
        QTest::addColumn<bool>("isLetIn");
        QTest::newRow("none") << QString() << false;
        QTest::newRow("wrong") << u"wrong"_s << false;
        QTest::newRow("right") << adminToken << true;
    }

    void aWrongTokenIsSaidToBeWrong()
    {
        QFETCH(QString, token);
        QFETCH(bool, isLetIn);
        m_older.reset();
        if (!m_guarded)
            m_guarded = std::make_unique<RealStack>(QStringList{u"--token="_s % adminToken});
        HttpClient guarded(Endpoint::parse(m_guarded->endpoint()).value().withToken(token),
                           WriteMode::ReadOnly);
        EndpointMonitor monitor(guarded);
        monitor.start();
        if (isLetIn) {
            QTRY_COMPARE_WITH_TIMEOUT(monitor.phase(), EndpointMonitor::Phase::Online, patience);
            QVERIFY(await(ManagerClient(guarded).namespaces()));
            return;
        }
        QTRY_COMPARE_WITH_TIMEOUT(monitor.phase(), EndpointMonitor::Phase::Failed, patience);
        QCOMPARE(monitor.error()->code, ErrorCode::ApiForbidden);
        QCOMPARE(errorSentence(*monitor.error(), u"The engine"_s), u"The engine refuses access."_s);
        QCOMPARE(errorRemedy(*monitor.error()), u"Check the token of this connection."_s);
        QVERIFY(monitor.metadata().has_value());
        QCOMPARE(await(ManagerClient(guarded).namespaces()).error().code, ErrorCode::ApiForbidden);
    }

    void cleanupTestCase()
    {
        m_http.reset();
        m_older.reset();
        m_guarded.reset();
    }

private:
    static constexpr int patience = 30'000;
    static inline const QString adminToken = u"an-admin-token"_s;

    /// The older stack, started when it is first needed.
    HttpClient &http()
    {
        if (!m_http) {
            m_older = std::make_unique<RealStack>(QStringList{u"--older"_s});
            m_http = std::make_unique<HttpClient>(Endpoint::parse(m_older->endpoint()).value(),
                                                  WriteMode::Allowed);
        }
        return *m_http;
    }

    QString id()
    {
        http();
        return m_older->actorId(u"counter"_s, u"old"_s);
    }

    qint64 countAtActor() { return m_older->callOlderAction(id(), u"getCount"_s).toInteger(-1); }
    static qint64 countOf(const QCborValue &state) { return state.toMap().value(u"count"_s).toInteger(-2); }

    std::unique_ptr<RealStack> m_older;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<RealStack> m_guarded;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestRealClients)
#include "tst_realclients.moc"
