// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/bulkjob.h"
#include "ui/models/jobtext.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::ScriptedReply;
using test::ScriptedRequest;

class TestBulkJob : public QObject {
    Q_OBJECT
private:
    std::vector<manager::Actor> addActors(int count)
    {
        std::vector<manager::Actor> actors;
        for (int i = 0; i < count; ++i)
            actors.push_back(m_engine->addActor(u"room"_s, u"k%1"_s.arg(i), QCborMap{{u"n"_s, i}}).record);
        return actors;
    }
    std::unique_ptr<Job> jobOf(BulkVerb verb, const std::vector<manager::Actor> &actors,
                               const BulkOptions &options = {})
    {
        return makeBulkJob(*m_http, u"engine"_s, BulkPlan::make(verb, actors), options);
    }

    std::unique_ptr<test::ScriptedEngine> m_engine;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init()
    {
        m_engine = std::make_unique<test::ScriptedEngine>();
        m_http = std::make_unique<HttpClient>(Endpoint::parse(m_engine->url()).value(), WriteMode::Allowed);
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup()
    {
        m_http.reset();
        m_engine.reset();
        m_folder.reset();
    }

    void thePlanSaysWhatWouldHappen()
    {
        std::vector<manager::Actor> actors = addActors(5);
        m_engine->putToSleep(actors[0].actorId);
        m_engine->putToSleep(actors[1].actorId);
        m_engine->destroy(actors[2].actorId);
        for (manager::Actor &actor : actors)
            actor = m_engine->actor(actor.actorId).record;
        const BulkPlan sleep = BulkPlan::make(BulkVerb::Sleep, actors);
        QCOMPARE(sleep.targets.size(), 2U);
        QCOMPARE(sleep.skipped.at(BulkPlan::Skip::SleepsAlready), 2);
        QCOMPARE(sleep.skipped.at(BulkPlan::Skip::IsDestroyed), 1);
        QCOMPARE(sleep.wakeCount(Waking::Allowed), 0);
        const BulkPlan wake = BulkPlan::make(BulkVerb::Wake, actors);
        QCOMPARE(wake.targets.size(), 2U);
        QCOMPARE(wake.wakeCount(Waking::Never), 2);
        const BulkPlan exporting = BulkPlan::make(BulkVerb::Export, actors);
        QCOMPARE(exporting.targets.size(), 4U);
        QCOMPARE(exporting.byStatus.at(ActorStatus::Sleeping), 2);
        QCOMPARE(exporting.wakeCount(Waking::Never), 0);
        QCOMPARE(exporting.wakeCount(Waking::Allowed), 2);
    }

    void putsManyToSleepAndSaysWhichFailed()
    {
        const std::vector<manager::Actor> actors = addActors(20);
        const QByteArray bad = actors[7].actorId.toLatin1();
        m_engine->intercept([bad](const ScriptedRequest &request) {
            return request.path().contains(QByteArray(bad + "/sleep"))
                       ? std::optional(ScriptedReply{
                             .status = 400,
                             .body =
                                 R"({"group":"actor","code":"not_found","message":"no","metadata":null})"})
                       : std::nullopt;
        });
        const auto job = jobOf(BulkVerb::Sleep, actors);
        job->start();
        QTRY_COMPARE(job->state(), Job::State::Failed);
        QCOMPARE(jobSummaryText(job->counts()), u"19 done, 1 failed"_s);
        QCOMPARE(job->items()[7].state, JobItem::State::Failed);
        QVERIFY(m_engine->actor(actors[8].actorId).record.sleepTs);
        m_engine->intercept({});
        job->retryFailed();
        QTRY_COMPARE(job->state(), Job::State::Done);
        QCOMPARE(m_engine->requestCount("POST"), 21);
    }

    void backsOffFromAnEngineThatLimits()
    {
        int refusals = 6;
        m_engine->intercept([&refusals](const ScriptedRequest &request) {
            const bool isRefused = request.method == "POST" && refusals-- > 0;
            return isRefused ? std::optional(ScriptedReply{.status = refusals % 2 ? 429 : 503, .body = ""})
                             : std::nullopt;
        });
        const auto job = jobOf(BulkVerb::Sleep, addActors(10), {.concurrency = 3});
        job->start();
        QTRY_COMPARE_WITH_TIMEOUT(job->state(), Job::State::Done, 30000);
        QCOMPARE(m_engine->requestCount("POST"), 16);
    }

    void neverAsksForMoreAtOnceThanAllowed()
    {
        m_engine->intercept([](const ScriptedRequest &request) {
            return request.method == "POST" ? std::optional(ScriptedReply{.end = ScriptedReply::End::Never})
                                            : std::nullopt;
        });
        const auto job = jobOf(BulkVerb::Reschedule, addActors(20), {.concurrency = 3});
        job->start();
        QTRY_COMPARE(m_engine->requestCount("POST"), 3);
        QCoreApplication::processEvents();
        QCOMPARE(m_engine->requestCount("POST"), 3);
        QCOMPARE(job->counts().running, 3);
    }

    void aConnectionClosedInTheMiddleCancels()
    {
        m_engine->intercept([](const ScriptedRequest &request) {
            return request.method == "POST" && request.path().contains("/sleep")
                       ? std::optional(ScriptedReply{.end = ScriptedReply::End::Never})
                       : std::nullopt;
        });
        const auto job = jobOf(BulkVerb::Sleep, addActors(200));
        job->start();
        QTRY_COMPARE(m_engine->requestCount("POST"), 4);
        m_http.reset();
        QCOMPARE(job->state(), Job::State::Cancelled);
        QCOMPARE(job->reason(), u"The connection was closed."_s);
        QCOMPARE(job->counts().cancelled, 200);
        QCoreApplication::processEvents();
        QCOMPARE(m_engine->requestCount("POST"), 4);
    }

    void aNetworkLostInTheMiddlePausesAndGoesOn()
    {
        const std::vector<manager::Actor> actors = addActors(30);
        int answered = 0;
        m_engine->intercept([&answered](const ScriptedRequest &request) {
            const bool isCut = request.method == "POST" && ++answered > 10;
            return isCut ? std::optional(ScriptedReply{.end = ScriptedReply::End::Cut}) : std::nullopt;
        });
        const auto job = jobOf(BulkVerb::Sleep, actors);
        job->start();
        QTRY_COMPARE_WITH_TIMEOUT(job->state(), Job::State::Paused, 40000);
        QVERIFY(job->reason().contains(u"cannot be reached"_s));
        QCOMPARE(job->counts().done, 10);
        m_engine->intercept({});
        job->resume();
        QTRY_COMPARE_WITH_TIMEOUT(job->state(), Job::State::Done, 30000);
        QCOMPARE(job->counts().done, 30);
    }

    void wakesThroughTheGateway()
    {
        std::vector<manager::Actor> actors = addActors(3);
        for (manager::Actor &actor : actors) {
            m_engine->putToSleep(actor.actorId);
            actor = m_engine->actor(actor.actorId).record;
        }
        const auto job = jobOf(BulkVerb::Wake, actors);
        job->start();
        QTRY_COMPARE(job->state(), Job::State::Done);
        for (const manager::Actor &actor : actors)
            QVERIFY(m_engine->actor(actor.actorId).record.connectableTs);
    }

    void destroysAndKeepsACopyOfEach()
    {
        const std::vector<manager::Actor> actors = addActors(7);
        DestroyedArchive archive(m_folder->filePath(u"kept"_s));
        const auto job = jobOf(BulkVerb::Destroy, actors, {.archive = &archive});
        job->start();
        QTRY_COMPARE(job->state(), Job::State::Done);
        QTRY_COMPARE(archive.rowCount(), 7);
        QCOMPARE(job->items()[0].note, u"A copy with its state is kept."_s);
        for (const manager::Actor &actor : actors)
            QVERIFY(m_engine->actor(actor.actorId).record.destroyTs);
    }

    void exportsOneLineForEachActor()
    {
        std::vector<manager::Actor> actors = addActors(5);
        m_engine->putToSleep(actors[4].actorId);
        actors[4] = m_engine->actor(actors[4].actorId).record;
        const QString path = m_folder->filePath(u"out.jsonl"_s);
        const auto job = jobOf(BulkVerb::Export, actors, {.exportPath = path});
        job->start();
        QTRY_COMPARE(job->state(), Job::State::Done);
        QCOMPARE(m_engine->writeCount(), 0);
        QCOMPARE(job->items()[4].note, u"Without its state, as it does not run."_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        int states = 0;
        int lines = 0;
        while (!file.atEnd()) {
            const Result<ActorExport> exported = ActorExport::parse(file.readLine().trimmed());
            QVERIFY(exported);
            ++lines;
            states += exported->state ? 1 : 0;
        }
        QCOMPARE(lines, 5);
        QCOMPARE(states, 4);
    }

    void retryingAnExportGoesOnBehindWhatIsThere()
    {
        const std::vector<manager::Actor> actors = addActors(3);
        const QByteArray bad = actors[1].actorId.toLatin1();
        m_engine->intercept([bad](const ScriptedRequest &request) {
            return request.target.contains(bad)
                       ? std::optional(ScriptedReply{
                             .status = 403,
                             .body = R"({"group":"api","code":"forbidden","message":"no","metadata":null})"})
                       : std::nullopt;
        });
        const QString path = m_folder->filePath(u"out.jsonl"_s);
        const auto job = jobOf(BulkVerb::Export, actors, {.exportPath = path});
        job->start();
        QTRY_COMPARE(job->state(), Job::State::Failed);
        QCOMPARE(job->counts().failed, 1);
        m_engine->intercept({});
        job->retryFailed();
        QTRY_COMPARE(job->state(), Job::State::Done);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 3);
    }

    void anExportToABadPathFailsEachItem()
    {
        const auto job =
            jobOf(BulkVerb::Export, addActors(2), {.exportPath = m_folder->filePath(u"no/such/file"_s)});
        job->start();
        QTRY_COMPARE(job->state(), Job::State::Failed);
        QCOMPARE(job->items()[0].error->code, ErrorCode::IoFailed);
    }

    void aReadOnlyConnectionRefusesEachItem()
    {
        m_http->setWriteMode(WriteMode::ReadOnly);
        const auto job = jobOf(BulkVerb::Sleep, addActors(3));
        job->start();
        QTRY_COMPARE(job->state(), Job::State::Failed);
        QCOMPARE(job->counts().failed, 3);
        QCOMPARE(m_engine->writeCount(), 0);
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestBulkJob)
#include "tst_bulkjob.moc"
