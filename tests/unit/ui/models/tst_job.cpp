// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/job.h"
#include "ui/models/jobitemsmodel.h"
#include "ui/models/joblistmodel.h"
#include "ui/models/jobtext.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using Failure = QAbstractItemModelTester::FailureReportingMode;

/// Work that waits for the test to end it.
struct HeldWork {
    QHash<QString, Answer<QString>> pending;
    QStringList started;

    Async<QString> operator()(const JobItem &item)
    {
        started.append(item.id);
        const Answer<QString> answer;
        pending.insert(item.id, answer);
        return answer.future();
    }
    void give(const QString &id, Result<QString> result) { pending.take(id).give(std::move(result)); }
};

JobSpec specOf(int count, JobSpec::Work work, int concurrency = 2)
{
    JobSpec spec{.title = u"Title"_s,
                 .target = u"engine"_s,
                 .items = {},
                 .work = std::move(work),
                 .concurrency = concurrency,
                 .retryDelayMin = 1ms,
                 .retryDelayMax = 4ms};
    for (int i = 0; i < count; ++i)
        spec.items.push_back({.id = QString::number(i), .label = u"item %1"_s.arg(i)});
    return spec;
}

JobSpec::Work always(const Result<QString> &result)
{
    return [result](const JobItem &) { return ready<QString>(result); };
}

class TestJob : public QObject {
    Q_OBJECT
private slots:
    void doesNoMoreAtOnceThanAllowed()
    {
        HeldWork work;
        QObject lifeline;
        Job job(specOf(5, std::ref(work), 2), &lifeline);
        job.start();
        QTRY_COMPARE(work.started.size(), 2);
        QCOMPARE(job.counts().running, 2);
        work.give(u"0"_s, u"well"_s);
        QTRY_COMPARE(work.started.size(), 3);
        QCOMPARE(job.counts().done, 1);
        QCOMPARE(job.items()[0].note, u"well"_s);
    }

    void endsAsDoneWhenEverythingIsDone()
    {
        QObject lifeline;
        int ends = 0;
        JobSpec spec = specOf(300, always(QString()), 32);
        spec.atEnd = [&ends] { ++ends; };
        Job job(std::move(spec), &lifeline);
        job.start();
        QTRY_COMPARE(job.state(), Job::State::Done);
        QCOMPARE(job.counts().done, 300);
        QCOMPARE(ends, 1);
        QVERIFY(job.endedAt().isValid());
        QVERIFY(!job.canRetry());
    }

    void aFailureOfOneItemStopsNoOther()
    {
        QObject lifeline;
        Job job(specOf(4,
                       [](const JobItem &item) {
                           return ready<QString>(item.id == u"2"
                                                     ? Result<QString>(failure(ErrorCode::ActorNotFound))
                                                     : QString());
                       }),
                &lifeline);
        job.start();
        QTRY_COMPARE(job.state(), Job::State::Failed);
        QCOMPARE(job.counts().done, 3);
        QCOMPARE(job.counts().failed, 1);
        QCOMPARE(job.items()[2].attemptCount, 1);
        QCOMPARE(jobSummaryText(job.counts()), u"3 done, 1 failed"_s);
        QCOMPARE(jobResultText(job.items()[2]), u"item 2 does not exist or was destroyed."_s);
    }

    void retryingDoesOnlyWhatFailed()
    {
        QObject lifeline;
        bool isHealed = false;
        QStringList started;
        Job job(specOf(4,
                       [&](const JobItem &item) {
                           started.append(item.id);
                           return ready<QString>(item.id == u"1" && !isHealed
                                                     ? Result<QString>(failure(ErrorCode::ApiForbidden))
                                                     : QString());
                       }),
                &lifeline);
        job.start();
        QTRY_COMPARE(job.state(), Job::State::Failed);
        isHealed = true;
        started.clear();
        QVERIFY(job.canRetry());
        job.retryFailed();
        QTRY_COMPARE(job.state(), Job::State::Done);
        QCOMPARE(started, QStringList{u"1"_s});
        QCOMPARE(job.counts().done, 4);
    }

    void waitsAndTriesAgainWhenTheEngineIsBusy()
    {
        QObject lifeline;
        int calls = 0;
        Job job(specOf(1,
                       [&calls](const JobItem &) {
                           return ready<QString>(
                               ++calls < 3 ? Result<QString>(failure(ErrorCode::GuardServiceUnavailable))
                                           : QString());
                       }),
                &lifeline);
        job.start();
        QTRY_COMPARE(job.state(), Job::State::Done);
        QCOMPARE(calls, 3);
        QCOMPARE(job.items()[0].attemptCount, 3);
    }

    void givesAnItemUpAfterSomeTries()
    {
        QObject lifeline;
        Job job(specOf(1, always(failure(ErrorCode::ClientTimeout))), &lifeline);
        job.start();
        QTRY_COMPARE(job.state(), Job::State::Failed);
        QCOMPARE(job.items()[0].attemptCount, joblimits::attemptCountMax);
        QCOMPARE(job.items()[0].error->code, ErrorCode::ClientTimeout);
    }

    void pausesByItselfWhenNothingGetsDone()
    {
        QObject lifeline;
        bool isDown = true;
        Job job(specOf(40,
                       [&isDown](const JobItem &) {
                           return ready<QString>(
                               isDown ? Result<QString>(failure(ErrorCode::ClientUnreachable)) : QString());
                       }),
                &lifeline);
        job.start();
        QTRY_COMPARE(job.state(), Job::State::Paused);
        QCOMPARE(job.reason(), u"engine cannot be reached."_s);
        QCOMPARE(job.counts().failed, 0);
        isDown = false;
        job.resume();
        QTRY_COMPARE(job.state(), Job::State::Done);
    }

    void pausingStartsNothingMore()
    {
        HeldWork work;
        QObject lifeline;
        Job job(specOf(3, std::ref(work), 1), &lifeline);
        job.start();
        QTRY_COMPARE(work.started.size(), 1);
        job.pause();
        work.give(u"0"_s, QString());
        QTRY_COMPARE(job.counts().done, 1);
        QCoreApplication::processEvents();
        QCOMPARE(work.started.size(), 1);
        job.resume();
        QTRY_COMPARE(work.started.size(), 2);
    }

    void cancellingWaitsForWhatIsUnderWay()
    {
        HeldWork work;
        QObject lifeline;
        Job job(specOf(5, std::ref(work), 2), &lifeline);
        job.start();
        QTRY_COMPARE(work.started.size(), 2);
        job.cancel();
        QCOMPARE(job.state(), Job::State::Cancelling);
        QCOMPARE(job.counts().cancelled, 3);
        work.give(u"0"_s, QString());
        work.give(u"1"_s, failure(ErrorCode::ClientTimeout));
        QTRY_COMPARE(job.state(), Job::State::Cancelled);
        QCOMPARE(job.counts().done, 1);
        QCOMPARE(job.counts().failed, 1);
        QVERIFY(job.canRetry());
    }

    void aClosedConnectionCancelsWithTheReason()
    {
        HeldWork work;
        auto lifeline = std::make_unique<QObject>();
        Job job(specOf(5, std::ref(work), 2), lifeline.get());
        job.start();
        QTRY_COMPARE(work.started.size(), 2);
        lifeline.reset();
        QCOMPARE(job.state(), Job::State::Cancelled);
        QCOMPARE(job.reason(), u"The connection was closed."_s);
        QCOMPARE(job.counts().cancelled, 5);
        QCOMPARE(job.counts().running, 0);
        QVERIFY(!job.canRetry());
        // What answers late changes nothing any more.
        work.give(u"0"_s, QString());
        QCoreApplication::processEvents();
        QCOMPARE(job.counts().done, 0);
    }

    void resultsAreWrittenAsCsvAndJson()
    {
        QObject lifeline;
        JobSpec spec = specOf(2, [](const JobItem &item) {
            return ready<QString>(item.id == u"1" ? Result<QString>(failure(ErrorCode::ApiForbidden))
                                                  : u"kept"_s);
        });
        spec.items[0].label = u"say \"hi\", you\nthere"_s;
        Job job(std::move(spec), &lifeline);
        job.start();
        QTRY_COMPARE(job.state(), Job::State::Failed);
        const QByteArray csv = jobResultsCsv(job);
        QVERIFY(csv.startsWith("id,label,state,attempts,milliseconds,note,error\r\n"));
        QVERIFY(csv.contains("0,\"say \"\"hi\"\", you\nthere\",done,1,"));
        QVERIFY(csv.contains("api.forbidden"));
        const QJsonArray items =
            QJsonDocument::fromJson(jobResultsJson(job)).object().value(u"items"_s).toArray();
        QCOMPARE(items.at(0)["note"_L1].toString(), u"kept"_s);
        QCOMPARE(items.at(1)["state"_L1].toString(), u"failed"_s);
    }

    void theItemsModelFollowsTheJob()
    {
        HeldWork work;
        QObject lifeline;
        Job job(specOf(3, std::ref(work), 1), &lifeline);
        JobItemsModel model;
        const QAbstractItemModelTester tester(&model, Failure::QtTest);
        model.setJob(&job);
        QCOMPARE(model.rowCount(), 3);
        job.start();
        QTRY_COMPARE(work.started.size(), 1);
        model.flush();
        QCOMPARE(model.index(0, 0).data().toString(), u"Running"_s);
        work.give(u"0"_s, failure(ErrorCode::ApiForbidden));
        QTRY_COMPARE(model.index(0, 0).data().toString(), u"Failed"_s);
        model.setJob(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void theListSumsUpWhatRuns()
    {
        HeldWork work;
        QObject lifeline;
        JobListModel jobs;
        const QAbstractItemModelTester tester(&jobs, Failure::QtTest);
        QSignalSpy changed(&jobs, &JobListModel::summaryChanged);
        QSignalSpy ended(&jobs, &JobListModel::jobEnded);
        Job *job = jobs.add(std::make_unique<Job>(specOf(2, std::ref(work), 2), &lifeline));
        QTRY_COMPARE(jobs.summary().running, 1);
        QCOMPARE(jobs.summary().newestId, job->id());
        QTRY_COMPARE(work.started.size(), 2);
        work.give(u"0"_s, QString());
        QTRY_COMPARE(jobs.summary().newest.done, 1);
        work.give(u"1"_s, QString());
        QTRY_COMPARE(jobs.summary().running, 0);
        QVERIFY(jobs.summary().newestId.isEmpty());
        QCOMPARE(ended.count(), 1);
        QVERIFY(changed.count() >= 3);
        QCOMPARE(jobs.finishedCount(), 1);
        const QPointer<Job> gone(job);
        jobs.clearFinished();
        jobs.flush();
        QCOMPARE(jobs.rowCount(), 0);
        QTRY_VERIFY(!gone);
    }

    void theListForgetsTheOldest()
    {
        QObject lifeline;
        JobListModel jobs;
        const QAbstractItemModelTester tester(&jobs, Failure::QtTest);
        const QString first = jobs.add(std::make_unique<Job>(specOf(1, always(QString())), &lifeline))->id();
        for (int i = 0; i < joblimits::finishedJobCountMax; ++i)
            jobs.add(std::make_unique<Job>(specOf(1, always(QString())), &lifeline));
        QTRY_COMPARE(jobs.finishedCount(), joblimits::finishedJobCountMax + 1);
        QVERIFY(jobs.job(first));
        HeldWork work;
        jobs.add(std::make_unique<Job>(specOf(1, std::ref(work)), &lifeline));
        QVERIFY(!jobs.job(first));
        QCOMPARE(jobs.finishedCount(), joblimits::finishedJobCountMax);
    }
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestJob)
#include "tst_job.moc"
