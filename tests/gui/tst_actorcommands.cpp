// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/actorcommandstest.h"
#include "ui/pages/actors/keypartseditor.h"
#include "ui/pages/jobs/bulkdialog.h"
#include "ui/shell/clonedialog.h"

#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The commands on actors: what they say, and destroying, exporting, importing, cloning, copying.
class tst_ActorCommands : public ActorCommandsTest {
    Q_OBJECT

private slots:
    void textsFollowTheSelection();
    void commandsSayWhyTheyAreNotPossible();
    void oneLocalActorCanBeSavedInTime();
    void withoutUndoTimeItGoesAtOnce();
    void aDestroyedActorCanBeRestored();
    void remoteActorsAreAskedFor();
    void actorsAreExportedToAFile();
    void anExportIsImportedAsEdits();
    void anActorIsCloned();
    void aCloneOfTheSameKeyIsRefused();
    void copyingTakesAllThatAreSelected();
};

void tst_ActorCommands::textsFollowTheSelection()
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

void tst_ActorCommands::commandsSayWhyTheyAreNotPossible()
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

void tst_ActorCommands::oneLocalActorCanBeSavedInTime()
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

void tst_ActorCommands::withoutUndoTimeItGoesAtOnce()
{
    m_commands->setUndoTime(std::chrono::seconds(0));
    const QString id = addActors(1).constFirst();
    openSession(id);
    command(u"actor.destroy"_s)->trigger();
    QTRY_COMPARE(m_engine->requestCount("DELETE"), 1);
}

void tst_ActorCommands::aDestroyedActorCanBeRestored()
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

void tst_ActorCommands::remoteActorsAreAskedFor()
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

void tst_ActorCommands::actorsAreExportedToAFile()
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

void tst_ActorCommands::anExportIsImportedAsEdits()
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

void tst_ActorCommands::anActorIsCloned()
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

void tst_ActorCommands::aCloneOfTheSameKeyIsRefused()
{
    openSession(addActors(1).constFirst());
    command(u"actor.clone"_s)->trigger();
    auto *clone = dialog<ui::CloneDialog>();
    clone->keyEditor()->setKey(u"k0"_s);
    QVERIFY(!clone->cloneButton()->isEnabled());
    clone->reject();
}

void tst_ActorCommands::copyingTakesAllThatAreSelected()
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

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_ActorCommands test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_actorcommands.moc"
