// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/destroyedarchive.h"
#include "ui/pages/actors/keypartseditor.h"
#include "ui/pages/jobs/bulkdialog.h"
#include "ui/pages/jobs/jobdetail.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/actorcommands.h"
#include "ui/shell/clonedialog.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"

#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The commands on actors, one and many, with their questions and the page of jobs, offscreen, against a
/// scripted engine.
class tst_BulkJobs : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void thePageIsDesignedForNoJobs();
    void textsFollowTheSelection();
    void commandsSayWhyTheyAreNotPossible();
    void manyArePutToSleepAfterALook();
    void thePreviewSaysWhatWillWake();
    void cancelIsTheDefaultAnswer();
    void productionWantsTheNameTyped();
    void someFailAndAreTriedAgain();
    void aJobIsPausedResumedAndCancelled();
    void aClosedConnectionEndsTheJob();
    void resultsAreExported();
    void oneLocalActorCanBeSavedInTime();
    void withoutUndoTimeItGoesAtOnce();
    void aDestroyedActorCanBeRestored();
    void severalAreDestroyedWithCopies();
    void remoteActorsAreAskedFor();
    void actorsAreExportedToAFile();
    void anExportIsImportedAsEdits();
    void anActorIsCloned();
    void aCloneOfTheSameKeyIsRefused();
    void copyingTakesAllThatAreSelected();
    void everythingHasANameAndNothingIsCut();

private:
    [[nodiscard]] std::vector<manager::Actor> records(const QStringList &ids) const;
    QStringList addActors(int count);
    void connectTo(ui::ConnectionTarget target);
    void openSession(const QString &id);
    template <class Dialog>
    Dialog *dialog();
    [[nodiscard]] QAction *command(const QString &id) const { return m_registry->action(id); }
    [[nodiscard]] ui::Job *job() const { return m_jobs->job(m_page->chosenId()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::Connection> m_connection;
    std::unique_ptr<ui::ActorSession> m_session;
    std::unique_ptr<ui::JobListModel> m_jobs;
    std::unique_ptr<ui::DestroyedArchive> m_archive;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ui::ActionRegistry> m_registry;
    ui::MessageBar *m_messages = nullptr;
    ui::MessageBar *m_undoBar = nullptr;
    ui::JobsPage *m_page = nullptr;
    ui::ActorCommands *m_commands = nullptr;
};

void tst_BulkJobs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<ScriptedEngine>();
    m_jobs = std::make_unique<ui::JobListModel>();
    m_archive = std::make_unique<ui::DestroyedArchive>(m_folder->filePath(u"destroyed"_s));
    m_registry = std::make_unique<ui::ActionRegistry>();
    m_window = std::make_unique<QWidget>();
    m_messages = new ui::MessageBar;
    m_undoBar = new ui::MessageBar;
    m_page = new ui::JobsPage(*m_jobs);
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_messages);
    layout->addWidget(m_undoBar);
    layout->addWidget(m_page, 1);
    m_commands = new ui::ActorCommands(*m_registry, *m_window, *m_messages, *m_undoBar);
    m_commands->setJobs(*m_jobs);
    m_commands->setArchive(m_archive.get());
    m_window->resize(1200, 800);
    m_window->show();
    connectTo({.name = u"Local engine"_s, .endpoint = ui::Endpoint::parse(m_engine->url()).value()});
}

void tst_BulkJobs::cleanup()
{
    m_commands->setTarget(nullptr, nullptr);
    m_session.reset();
    m_connection.reset();
    m_window.reset();
    m_registry.reset();
    m_jobs.reset();
    m_archive.reset();
    m_engine.reset();
    m_folder.reset();
}

void tst_BulkJobs::connectTo(ui::ConnectionTarget target)
{
    m_commands->setTarget(nullptr, nullptr);
    m_connection = std::make_unique<ui::Connection>(std::move(target));
    m_commands->setTarget(m_connection.get(), nullptr);
}

QStringList tst_BulkJobs::addActors(int count)
{
    QStringList ids;
    for (int i = 0; i < count; ++i)
        ids.append(m_engine->addActor(u"room"_s, u"k%1"_s.arg(i), QCborMap{{u"n"_s, i}}).record.actorId);
    return ids;
}

std::vector<manager::Actor> tst_BulkJobs::records(const QStringList &ids) const
{
    std::vector<manager::Actor> found;
    for (const QString &id : ids)
        found.push_back(m_engine->actor(id).record);
    return found;
}

void tst_BulkJobs::openSession(const QString &id)
{
    m_session = std::make_unique<ui::ActorSession>(m_connection->http(), id);
    m_commands->setTarget(m_connection.get(), m_session.get());
    m_session->start();
    QTRY_VERIFY(m_session->record().has_value());
}

template <class Dialog>
Dialog *tst_BulkJobs::dialog()
{
    for (Dialog *candidate : m_window->findChildren<Dialog *>()) {
        if (candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

void tst_BulkJobs::thePageIsDesignedForNoJobs()
{
    QVERIFY(m_page->emptyState()->isVisible());
    QCOMPARE(m_page->emptyState()->title(), u"No jobs"_s);
    QCOMPARE(m_jobs->summary().running, 0);
    for (const QAction *action : m_page->commands())
        QVERIFY(!ui::disabledReason(action).isEmpty());
}

void tst_BulkJobs::textsFollowTheSelection()
{
    const QStringList ids = addActors(7);
    m_engine->putToSleep(ids[0]);
    m_commands->setSelection(records(ids));
    QCOMPARE(command(u"actor.sleep"_s)->text(), u"Sleep 6 Actors…"_s);
    QCOMPARE(command(u"actor.wake"_s)->text(), u"Wake 1 Actor…"_s);
    QCOMPARE(command(u"actor.destroy"_s)->text(), u"Destroy 7 Actors…"_s);
    m_commands->setSelection(records({ids[1]}));
    QCOMPARE(command(u"actor.sleep"_s)->text(), u"&Sleep"_s);
    QVERIFY(command(u"actor.sleep"_s)->isEnabled());
}

void tst_BulkJobs::commandsSayWhyTheyAreNotPossible()
{
    QCOMPARE(ui::disabledReason(command(u"actor.wake"_s)), u"No actor is chosen."_s);
    const QStringList ids = addActors(2);
    m_commands->setSelection(records(ids));
    QCOMPARE(ui::disabledReason(command(u"actor.wake"_s)), u"2 left out: running already."_s);
    QCOMPARE(ui::disabledReason(command(u"actor.clone"_s)), u"Choose one actor."_s);
    m_connection->http().setWriteMode(ui::WriteMode::ReadOnly);
    QCOMPARE(ui::disabledReason(command(u"actor.sleep"_s)), u"The connection is read-only."_s);
    QVERIFY(command(u"actor.export"_s)->isEnabled());
    m_commands->setSelection(records({ids[0]}));
    m_connection->http().setWriteMode(ui::WriteMode::Allowed);
    QCOMPARE(ui::disabledReason(command(u"actor.wake"_s)), u"The actor runs already."_s);
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

void tst_BulkJobs::oneLocalActorCanBeSavedInTime()
{
    const QString id = addActors(1).constFirst();
    openSession(id);
    command(u"actor.destroy"_s)->trigger();
    QVERIFY(m_undoBar->isVisible());
    QVERIFY(!dialog<ui::BulkDialog>());
    command(u"actor.undoDestroy"_s)->trigger();
    QVERIFY(!m_undoBar->isVisible());
    QCOMPARE(m_engine->requestCount("DELETE"), 0);
}

void tst_BulkJobs::withoutUndoTimeItGoesAtOnce()
{
    m_commands->setUndoTime(std::chrono::seconds(0));
    const QString id = addActors(1).constFirst();
    openSession(id);
    command(u"actor.destroy"_s)->trigger();
    QTRY_COMPARE(m_engine->requestCount("DELETE"), 1);
}

void tst_BulkJobs::aDestroyedActorCanBeRestored()
{
    const QString id = addActors(1).constFirst();
    openSession(id);
    const QSignalSpy created(m_commands, &ui::ActorCommands::actorCreated);
    command(u"actor.destroy"_s)->trigger();
    command(u"actor.destroyNow"_s)->trigger();
    QTRY_VERIFY(m_undoBar->text().contains(u"was destroyed"_s));
    QVERIFY(m_undoBar->text().contains(u"A copy with its state is kept."_s));
    command(u"actor.restoreDestroyed"_s)->trigger();
    QTRY_COMPARE(created.count(), 1);
    const auto again = created.at(0).at(1).value<manager::Actor>();
    QCOMPARE(again.key, std::optional(u"k0"_s));
    QCOMPARE(m_engine->actor(again.actorId).state, QCborValue(QCborMap{{u"n"_s, 0}}));
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

void tst_BulkJobs::remoteActorsAreAskedFor()
{
    // No bytes go there: only the question is looked at.
    connectTo({.name = u"staging"_s, .endpoint = ui::Endpoint::parse(u"https://engine.example"_s).value()});
    m_commands->setSelection(records(addActors(1)));
    command(u"actor.destroy"_s)->trigger();
    auto *preview = dialog<ui::BulkDialog>();
    QVERIFY(preview);
    QCOMPARE(preview->verbButton()->text(), u"Destroy 1 Actor"_s);
    QVERIFY(!preview->nameField()->isVisible());
    preview->reject();
}

void tst_BulkJobs::actorsAreExportedToAFile()
{
    const QStringList ids = addActors(3);
    m_commands->setSelection(records(ids));
    command(u"actor.export"_s)->trigger();
    auto *preview = dialog<ui::BulkDialog>();
    preview->pathField()->setText(m_folder->filePath(u"out.jsonl"_s));
    preview->verbButton()->click();
    QTRY_VERIFY(job() && job()->state() == ui::Job::State::Done);
    QFile file(m_folder->filePath(u"out.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 3);
}

void tst_BulkJobs::anExportIsImportedAsEdits()
{
    actorsAreExportedToAFile();
    const QString id = m_engine->addActor(u"room"_s, u"other"_s, QCborMap{{u"n"_s, 9}}).record.actorId;
    openSession(id);
    QTRY_VERIFY(m_session->document().isLoaded());
    QVERIFY(command(u"actor.importState"_s)->isEnabled());
    m_commands->transfer()->importFrom(m_folder->filePath(u"out.jsonl"_s));
    QTRY_COMPARE(m_messages->severity(), ui::MessageBar::Severity::Error);
    QVERIFY(m_messages->isVisible());
    QFile file(m_folder->filePath(u"out.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QFile one(m_folder->filePath(u"one.jsonl"_s));
    QVERIFY(one.open(QIODevice::WriteOnly));
    one.write(file.readLine());
    one.close();
    m_commands->transfer()->importFrom(one.fileName());
    QTRY_VERIFY(m_session->document().isModified());
    QVERIFY(m_messages->text().startsWith(u"The import made one edit."_s));
    QCOMPARE(m_engine->requestCount("PATCH"), 0);
}

void tst_BulkJobs::anActorIsCloned()
{
    openSession(addActors(1).constFirst());
    const QSignalSpy created(m_commands, &ui::ActorCommands::actorCreated);
    command(u"actor.clone"_s)->trigger();
    auto *clone = dialog<ui::CloneDialog>();
    QVERIFY(clone);
    QCOMPARE(clone->keyEditor()->key(), std::optional(u"k0-copy"_s));
    clone->cloneButton()->click();
    QTRY_COMPARE(created.count(), 1);
    const auto copy = created.at(0).at(1).value<manager::Actor>();
    QCOMPARE(m_engine->actor(copy.actorId).state, QCborValue(QCborMap{{u"n"_s, 0}}));
    QCOMPARE(m_messages->text(), u"room k0-copy was created with the same state."_s);
}

void tst_BulkJobs::aCloneOfTheSameKeyIsRefused()
{
    openSession(addActors(1).constFirst());
    command(u"actor.clone"_s)->trigger();
    auto *clone = dialog<ui::CloneDialog>();
    clone->keyEditor()->setKey(u"k0"_s);
    QVERIFY(!clone->cloneButton()->isEnabled());
    clone->reject();
}

void tst_BulkJobs::copyingTakesAllThatAreSelected()
{
    const QStringList ids = addActors(3);
    m_commands->setSelection(records(ids));
    const QSignalSpy copied(m_commands, &ui::ActorCommands::copied);
    for (QAction *action : m_commands->copyAs()) {
        QVERIFY(action->isEnabled());
        action->trigger();
        QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    }
    QCOMPARE(copied.count(), m_commands->copyAs().size());
    m_commands->copyId()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), ids.join(u'\n'));
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
