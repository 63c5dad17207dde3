// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/actorcommandstest.h"
#include "tests/gui/windowaudit.h"
#include "ui/pages/jobs/bulkdialog.h"
#include "ui/pages/jobs/jobdetail.h"
#include "ui/widgets/emptystate.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTreeWidget>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// What is done to many actors: the look before, the job, and the page that shows it.
class tst_BulkJobs : public ActorCommandsTest {
    Q_OBJECT

private slots:
    void thePageIsDesignedForNoJobs();
    void manyArePutToSleepAfterALook();
    void thePreviewSaysWhatWillWake();
    void cancelIsTheDefaultAnswer();
    void productionWantsTheNameTyped();
    void someFailAndAreTriedAgain();
    void aJobIsPausedResumedAndCancelled();
    void aClosedConnectionEndsTheJob();
    void resultsAreExported();
    void severalAreDestroyedWithCopies();
    void everythingHasANameAndNothingIsCut();
};

void tst_BulkJobs::thePageIsDesignedForNoJobs()
{
    QVERIFY(m_page->emptyState()->isVisible());
    QCOMPARE(m_page->emptyState()->title(), u"No jobs"_s);
    QCOMPARE(m_jobs->summary().running, 0);
    for (const QAction *action : m_page->commands())
        QVERIFY(!ui::disabledReason(action).isEmpty());
}

void tst_BulkJobs::manyArePutToSleepAfterALook()
{
    const QStringList ids = addActors(12);
    m_commands->setSelection(records(ids));
    const QSignalSpy started(m_commands, &ui::ActorCommands::jobStarted);
    command(u"actor.sleep"_s)->trigger();
    auto *preview = dialog<ui::BulkDialog>();
    QVERIFY(preview);
    QCOMPARE(preview->sample()->topLevelItemCount(), 12);
    QCOMPARE(preview->verbButton()->text(), u"Sleep 12 Actors"_s);
    QCOMPARE(m_engine->writeCount(), 0);
    preview->concurrencyBox()->setValue(2);
    preview->verbButton()->click();
    QCOMPARE(started.count(), 1);
    m_page->chooseJob(started.at(0).at(0).toString());
    QTRY_COMPARE(job()->state(), ui::Job::State::Done);
    QTRY_COMPARE(m_page->detail()->countsText(), u"12 of 12 · 12 done"_s);
    QVERIFY(m_page->detail()->logText().contains(u"12 done"_s));
    QTRY_COMPARE(m_jobs->summary().running, 0);
    for (const QString &id : ids)
        QVERIFY(m_engine->actor(id).record.sleepTs);
}

void tst_BulkJobs::thePreviewSaysWhatWillWake()
{
    const QStringList ids = addActors(5);
    m_engine->putToSleep(ids[0]);
    m_engine->putToSleep(ids[1]);
    m_commands->setSelection(records(ids));
    command(u"actor.export"_s)->trigger();
    auto *preview = dialog<ui::BulkDialog>();
    QVERIFY(preview->warning().isEmpty());
    QVERIFY(preview->wakeBox()->isVisible());
    preview->wakeBox()->setChecked(true);
    QCOMPARE(preview->warning(), u"2 sleeping actors will wake and run their code."_s);
    QVERIFY(!preview->verbButton()->isEnabled());
    preview->pathField()->setText(m_folder->filePath(u"out.jsonl"_s));
    QVERIFY(preview->verbButton()->isEnabled());
    preview->reject();
}

void tst_BulkJobs::cancelIsTheDefaultAnswer()
{
    m_commands->setSelection(records(addActors(3)));
    command(u"actor.destroy"_s)->trigger();
    auto *preview = dialog<ui::BulkDialog>();
    QVERIFY(preview->cancelButton()->isDefault());
    QVERIFY(!preview->verbButton()->isDefault());
    QTest::keyClick(preview, Qt::Key_Return);
    QTRY_VERIFY(!dialog<ui::BulkDialog>());
    QCOMPARE(m_engine->writeCount(), 0);
    QCOMPARE(m_jobs->rowCount(), 0);
}

void tst_BulkJobs::productionWantsTheNameTyped()
{
    connectTo({.name = u"prod"_s,
               .environment = ui::Environment::Production,
               .endpoint = ui::Endpoint::parse(m_engine->url()).value()});
    const QStringList ids = addActors(2);
    m_commands->setSelection(records(ids));
    QCOMPARE(ui::disabledReason(command(u"actor.destroy"_s)), u"The connection is read-only."_s);
    m_connection->http().setWriteMode(ui::WriteMode::Allowed);
    command(u"actor.destroy"_s)->trigger();
    auto *preview = dialog<ui::BulkDialog>();
    QVERIFY(!preview->verbButton()->isEnabled());
    preview->nameField()->setText(u"Default"_s);
    QVERIFY(!preview->verbButton()->isEnabled());
    preview->nameField()->setText(u"default"_s);
    QVERIFY(preview->verbButton()->isEnabled());
    preview->verbButton()->click();
    QTRY_COMPARE(m_engine->requestCount("DELETE"), 2);
    // One alone is asked for too.
    m_commands->setSelection(records(addActors(1)));
    command(u"actor.destroy"_s)->trigger();
    QVERIFY(dialog<ui::BulkDialog>());
    QVERIFY(dialog<ui::BulkDialog>()->nameField()->isVisible());
    dialog<ui::BulkDialog>()->reject();
}

void tst_BulkJobs::someFailAndAreTriedAgain()
{
    const QStringList ids = addActors(6);
    m_engine->intercept([bad = ids[2].toLatin1()](const ScriptedRequest &request) {
        return request.method == "POST" && request.path().contains(bad)
                   ? std::optional(ScriptedReply{
                         .status = 400,
                         .body = R"({"group":"actor","code":"not_found","message":"no","metadata":null})"})
                   : std::nullopt;
    });
    m_commands->setSelection(records(ids));
    command(u"actor.reschedule"_s)->trigger();
    dialog<ui::BulkDialog>()->verbButton()->click();
    QTRY_VERIFY(job() && job()->isOver());
    QTRY_VERIFY(m_page->detail()->countsText().endsWith(u"5 done, 1 failed"_s));
    m_page->detail()->failedOnlyBox()->setChecked(true);
    QTRY_COMPARE(m_page->detail()->results()->model()->rowCount(), 1);
    QTRY_VERIFY(command(u"actor.reschedule"_s)->isEnabled());
    QAction *retry = m_page->commands().at(3);
    QTRY_VERIFY(retry->isEnabled());
    m_engine->intercept({});
    retry->trigger();
    QTRY_COMPARE(job()->state(), ui::Job::State::Done);
    QTRY_COMPARE(m_page->detail()->results()->model()->rowCount(), 0);
}

void tst_BulkJobs::aJobIsPausedResumedAndCancelled()
{
    const QStringList ids = addActors(20);
    bool isSlow = true;
    m_engine->intercept([&isSlow](const ScriptedRequest &request) {
        return isSlow && request.method == "POST"
                   ? std::optional(ScriptedReply{.end = ScriptedReply::End::Never})
                   : std::nullopt;
    });
    m_commands->setSelection(records(ids));
    command(u"actor.sleep"_s)->trigger();
    dialog<ui::BulkDialog>()->verbButton()->click();
    QTRY_COMPARE(m_jobs->summary().running, 1);
    QTRY_COMPARE(m_engine->requestCount("POST"), 4);
    QTRY_VERIFY(m_page->commands().at(0)->isEnabled());
    m_page->commands().at(0)->trigger();
    QCOMPARE(job()->state(), ui::Job::State::Paused);
    QTRY_COMPARE(m_jobs->summary().paused, 1);
    QTRY_VERIFY(m_page->commands().at(1)->isEnabled());
    m_page->commands().at(1)->trigger();
    QCOMPARE(job()->state(), ui::Job::State::Running);
    QTRY_VERIFY(m_page->commands().at(2)->isEnabled());
    m_page->commands().at(2)->trigger();
    QCOMPARE(job()->state(), ui::Job::State::Cancelling);
    QCOMPARE(job()->counts().cancelled, 16);
    isSlow = false;
    m_engine->cutConnections();
    QTRY_COMPARE(job()->state(), ui::Job::State::Cancelled);
    QTRY_VERIFY(m_page->commands().at(5)->isEnabled());
    m_page->commands().at(5)->trigger();
    QTRY_VERIFY(m_page->emptyState()->isVisible());
}

void tst_BulkJobs::aClosedConnectionEndsTheJob()
{
    m_engine->intercept([](const ScriptedRequest &request) {
        return request.method == "POST" ? std::optional(ScriptedReply{.end = ScriptedReply::End::Never})
                                        : std::nullopt;
    });
    m_commands->setSelection(records(addActors(20)));
    command(u"actor.sleep"_s)->trigger();
    dialog<ui::BulkDialog>()->verbButton()->click();
    QTRY_COMPARE(m_engine->requestCount("POST"), 4);
    m_commands->setTarget(nullptr, nullptr);
    m_connection.reset();
    QTRY_VERIFY(job() != nullptr);
    QCOMPARE(job()->state(), ui::Job::State::Cancelled);
    QCOMPARE(job()->reason(), u"The connection was closed."_s);
    QTRY_COMPARE(ui::disabledReason(m_page->commands().at(3)), u"Its connection was closed."_s);
}

void tst_BulkJobs::resultsAreExported()
{
    m_commands->setSelection(records(addActors(3)));
    command(u"actor.sleep"_s)->trigger();
    dialog<ui::BulkDialog>()->verbButton()->click();
    QTRY_VERIFY(job() && job()->isOver());
    const QString path = m_folder->filePath(u"results.csv"_s);
    m_page->exportResultsTo(path);
    QTRY_VERIFY(m_page->messageBar()->text().contains(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\n"), 4);
    m_page->exportResultsTo(m_folder->filePath(u"no/such.json"_s));
    QTRY_COMPARE(m_page->messageBar()->severity(), ui::MessageBar::Severity::Error);
}

void tst_BulkJobs::severalAreDestroyedWithCopies()
{
    const QStringList ids = addActors(7);
    m_commands->setSelection(records(ids));
    command(u"actor.destroy"_s)->trigger();
    auto *preview = dialog<ui::BulkDialog>();
    QCOMPARE(preview->verbButton()->text(), u"Destroy 7 Actors"_s);
    QVERIFY(preview->copiesBox()->isChecked());
    preview->verbButton()->click();
    QTRY_VERIFY(job() && job()->state() == ui::Job::State::Done);
    QTRY_COMPARE(m_archive->rowCount(), 7);
}

void tst_BulkJobs::everythingHasANameAndNothingIsCut()
{
    const QStringList ids = addActors(6);
    m_engine->putToSleep(ids[0]);
    m_commands->setSelection(records(ids));
    QStringList faults;
    for (const QString &id : {u"actor.destroy"_s, u"actor.export"_s, u"actor.sleep"_s}) {
        command(id)->trigger();
        settle();
        faults += auditWindow(*dialog<ui::BulkDialog>());
        dialog<ui::BulkDialog>()->reject();
        settle();
    }
    command(u"actor.sleep"_s)->trigger();
    dialog<ui::BulkDialog>()->verbButton()->click();
    QTRY_VERIFY(job() && job()->isOver());
    settle();
    faults += auditWindow(*m_window);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_BulkJobs test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_bulkjobs.moc"
