// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/await.h"
#include "tests/support/scriptedengine.h"
#include "ui/pages/state/statediffmodel.h"
#include "ui/pages/state/statediffview.h"
#include "ui/pages/state/stateeditstrip.h"
#include "ui/pages/state/statehistorybar.h"
#include "ui/pages/state/statepage.h"
#include "ui/pages/state/statereviewdialog.h"
#include "ui/pages/state/statereviewmodel.h"
#include "ui/pages/state/versionslider.h"
#include "ui/widgets/command.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/jsontext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborMap>
#include <QtCore/QFile>
#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QDropEvent>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;
using ui::StatePage;

class tst_StatePage : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<ScriptedEngine>();
        m_id = m_engine->addActor(u"room"_s, u"a"_s, state(1, u"A"_s)).record.actorId;
        m_http = std::make_unique<ui::HttpClient>(ui::Endpoint::parse(m_engine->url()).value(),
                                                  ui::WriteMode::Allowed);
        m_page = std::make_unique<StatePage>();
        m_page->resize(760, 600);
        m_page->show();
        makeSession();
    }

    void cleanup()
    {
        m_page.reset();
        m_history.reset();
        m_session.reset();
        m_http.reset();
        m_engine.reset();
    }

    // --- History ---

    void goesBackAndForthInTime()
    {
        goLive();
        push(2);
        push(3);
        command(u"state.older"_s)->trigger();
        QTRY_COMPARE(treeValue(u"count"_s), QCborValue(2));
        QVERIFY(m_page->versionBar()->isVisible());
        QVERIFY(m_page->versionBar()->text().contains(u"Version 2 of 3"_s));
        QVERIFY(!m_page->treeView()->valueModel()->isEditable());
        m_page->historyBar()->slider()->setValue(0);
        QTRY_COMPARE(treeValue(u"count"_s), QCborValue(1));
        QVERIFY(!command(u"state.older"_s)->isEnabled());
        // The actor goes on; what is looked at stays.
        push(4);
        QCOMPARE(treeValue(u"count"_s), QCborValue(1));
        command(u"state.json"_s)->trigger();
        QCOMPARE(ui::parseJsonText(m_page->jsonView()->editor()->toPlainText()).value(), state(1, u"A"_s));
        QVERIFY(m_page->jsonView()->editor()->isReadOnly());
        command(u"state.tree"_s)->trigger();
        command(u"state.live"_s)->trigger();
        QTRY_COMPARE(treeValue(u"count"_s), QCborValue(4));
        QVERIFY(!m_page->versionBar()->isVisible());
        QVERIFY(m_page->treeView()->valueModel()->isEditable());
        QVERIFY(m_page->historyBar()->text().contains(u"v4"_s));
    }

    void restoresAVersionThroughAReview()
    {
        goLive();
        push(2);
        command(u"state.older"_s)->trigger();
        QTRY_COMPARE(treeValue(u"count"_s), QCborValue(1));
        command(u"state.restoreVersion"_s)->trigger();
        QCOMPARE(treeValue(u"count"_s), QCborValue(1));
        QCOMPARE(document().edits().size(), 1U);
        QCOMPARE(m_engine->writeCount(), 0);
        ui::StateReviewDialog *dialog = m_page->openReview();
        QVERIFY(dialog);
        dialog->accept();
        QTRY_COMPARE(m_engine->actor(m_id).state, state(1, u"A"_s));
        QTRY_COMPARE(m_history->versions().size(), 3U);
        QCOMPARE(m_history->versions().back().cause, ui::StateVersion::Cause::Restore);
    }

    void showsWhatWasSeenLastWhileTheActorSleeps()
    {
        goLive();
        push(2);
        m_engine->putToSleep(m_id);
        makeSession();
        m_session->start();
        QTRY_COMPARE(m_session->phase(), ui::ActorSession::Phase::Asleep);
        QTRY_COMPARE(treeValue(u"count"_s), QCborValue(2));
        QVERIFY(!m_page->treeView()->valueModel()->isEditable());
        QVERIFY(!m_page->versionBar()->isVisible());
        QCOMPARE(m_session->document().isLoaded(), false);
        m_engine->wake(m_id);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->document().isLoaded(), 10000);
        QTRY_VERIFY(m_page->treeView()->valueModel()->isEditable());
    }

    void erasesTheVersions()
    {
        goLive();
        push(2);
        QTRY_VERIFY(command(u"state.eraseHistory"_s)->isEnabled());
        command(u"state.eraseHistory"_s)->trigger();
        QTRY_COMPARE(m_history->versions().size(), 1U);
        QTRY_VERIFY(!command(u"state.eraseHistory"_s)->isEnabled());
    }

    // --- Comparing ---

    void comparesAnyTwoStates()
    {
        goLive();
        push(2);
        push(3);
        command(u"state.diff"_s)->trigger();
        const QSignalSpy compared(m_page->diffView(), &ui::StateDiffView::compared);
        document().edit({u"name"_s}, u"mine"_s);
        m_page->diffView()->choose(u"1"_s, u"yours"_s);
        emit m_page->diffView()->sidesChosen();
        QTRY_COMPARE(m_page->diffView()->diff().changedCount, 2);
        const ui::StateDiff &diff = m_page->diffView()->diff();
        QCOMPARE(diff.nodes.front().kind, ui::DiffNode::Kind::Around);
        QCOMPARE(
            m_page->diffView()->tree()->model()->rowCount(m_page->diffView()->tree()->model()->index(0, 0)),
            2);
        command(u"state.tree"_s)->trigger();
        command(u"state.older"_s)->trigger();
        QTRY_COMPARE(treeValue(u"count"_s), QCborValue(2));
        command(u"state.compareWithLive"_s)->trigger();
        QCOMPARE(m_page->diffView()->before(), u"2"_s);
        QCOMPARE(m_page->diffView()->after(), u"live"_s);
        QTRY_COMPARE(m_page->diffView()->diff().changedCount, 1);
        m_page->diffView()->choose(u"live"_s, u"live"_s);
        emit m_page->diffView()->sidesChosen();
        QTRY_VERIFY(m_page->diffView()->diff().nodes.empty());
    }

    void namesOnlyTheSidesOfItsRows()
    {
        ui::StateDiffView view;
        view.setChoices({{.id = u"1"_s, .text = u"One"_s}, {.id = u"2"_s, .text = u"Two"_s}});
        const auto titles = [&view] {
            const QAbstractItemModel &model = *view.tree()->model();
            return QStringList{model.headerData(1, Qt::Horizontal).toString(),
                               model.headerData(2, Qt::Horizontal).toString()};
        };
        view.choose(u"1"_s, u"2"_s);
        QCOMPARE(titles(), (QStringList{u"One"_s, u"Two"_s}));
        view.compare(1, 2);
        QTRY_COMPARE(view.diff().count(), 1);
        view.choose(u"2"_s, u"2"_s);
        QCOMPARE(titles(), (QStringList{u"Two"_s, u"Two"_s}));
        QCOMPARE(view.tree()->model()->rowCount(), 0);
        QCOMPARE(view.diff().count(), 0);
        // What was still being compared is of other sides by the time it is done.
        const QSignalSpy compared(&view, &ui::StateDiffView::compared);
        view.compare(1, 2);
        view.choose(u"1"_s, u"2"_s);
        QTRY_COMPARE(compared.size(), 1);
        QCOMPARE(view.diff().count(), 0);
    }

    void tellsDifferencesAsATree()
    {
        ui::StateDiffModel model;
        const QAbstractItemModelTester tester(&model);
        const QCborMap before{{u"a"_s, 1}, {u"b"_s, QCborArray{1, 2, 3, 4}}, {u"c"_s, true}, {u"d"_s, 1}};
        const QCborMap after{{u"a"_s, 1}, {u"b"_s, QCborArray{1, 9, 2, 3, 4}}, {u"c"_s, false}};
        model.setTitles(u"Before"_s, u"After"_s);
        model.setDiff(ui::compareStates(before, after));
        QCOMPARE(model.diff().addedCount, 1);
        QCOMPARE(model.diff().removedCount, 1);
        QCOMPARE(model.diff().changedCount, 1);
        const QModelIndex root = model.index(0, 0);
        QCOMPARE(model.rowCount(root), 4);
        const QModelIndex array = model.index(0, 0, root);
        QCOMPARE(array.data().toString(), u"b"_s);
        QCOMPARE(model.index(0, 0, array).data().toString(), u"+ [1]"_s);
        QCOMPARE(model.index(0, 0, array).data(Qt::AccessibleTextRole).toString(), u"b[1], added 9"_s);
        QVERIFY(model.index(1, 0, array).data().toString().startsWith(u"4 unchanged"_s));
        QCOMPARE(model.index(1, 0, root).data(Qt::AccessibleTextRole).toString(),
                 u"c, changed from true to false"_s);
        QCOMPARE(model.index(2, 1, root).data().toString(), u"1"_s);
        model.setDiff(ui::compareStates(before, before));
        QCOMPARE(model.rowCount(), 0);
        model.setDiff(ui::compareStates(1, u"x"_s));
        QCOMPARE(model.rowCount(), 1);
    }

    // --- Review ---

    void appliesWhatIsChecked()
    {
        goLive();
        document().edit({u"name"_s}, u"mine"_s);
        document().edit({u"count"_s}, 7);
        document().insert({u"new"_s}, true);
        ui::StateReviewDialog *dialog = m_page->openReview();
        ui::StateReviewModel *model = dialog->model();
        const QAbstractItemModelTester tester(model);
        QCOMPARE(model->rowCount(), 3);
        QVERIFY(dialog->applyButton()->text().contains(u"3"_s));
        dialog->table()->setCurrentIndex(model->index(1, 0));
        QTest::keyClick(dialog->table(), Qt::Key_Space);
        QVERIFY(dialog->applyButton()->text().contains(u"2 of 3"_s));
        dialog->applyButton()->click();
        QTRY_COMPARE(m_engine->actor(m_id).state,
                     (QCborMap{{u"count"_s, 1}, {u"name"_s, u"mine"_s}, {u"new"_s, true}}));
        QTRY_COMPARE(document().edits().size(), 1U);
        QCOMPARE(document().merged().toMap().value(u"count"_s), QCborValue(7));
    }

    void settlesConflictsInTheReview()
    {
        goLive();
        document().edit({u"name"_s}, u"mine"_s);
        document().edit({u"count"_s}, 7);
        push(5, u"theirs"_s);
        QCOMPARE(document().conflicts().size(), 2U);
        ui::StateReviewDialog *dialog = m_page->openReview();
        ui::StateReviewModel *model = dialog->model();
        QVERIFY(!dialog->applyButton()->isEnabled());
        QVERIFY(model->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"conflict"_s));
        QVERIFY(model->setData(model->index(0, ui::StateReviewModel::YoursColumn), Qt::Checked,
                               Qt::CheckStateRole));
        QVERIFY(!dialog->applyButton()->isEnabled());
        dialog->table()->setCurrentIndex(model->index(1, ui::StateReviewModel::LiveColumn));
        QTest::keyClick(dialog->table(), Qt::Key_Space);
        QVERIFY(dialog->applyButton()->isEnabled());
        // The actor changes it again: what was decided about it does not count any more.
        m_engine->setState(m_id, state(6, u"theirs"_s));
        QTRY_VERIFY(!dialog->applyButton()->isEnabled());
        QTest::keyClick(dialog->table(), Qt::Key_Space);
        QVERIFY(dialog->applyButton()->text().contains(u"1 of 2"_s));
        dialog->accept();
        QTRY_COMPARE(m_engine->actor(m_id).state, state(6, u"mine"_s));
        QTRY_VERIFY(!document().isModified());
    }

    // --- Conflicts and notes ---

    void saysConflictsInFullWithTheLiveValue()
    {
        goLive();
        document().edit({u"name"_s}, u"a name that is rather long, typed by me"_s);
        push(1, u"the name that the actor has given itself meanwhile"_s);
        command(u"state.nextConflict"_s)->trigger();
        QCOMPARE(m_page->treeView()->currentPath(), ValuePath{u"name"_s});
        QStringList texts;
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible())
                texts.append(label->text());
        const QString all = texts.join(u'\n');
        QVERIFY(all.contains(u"live is \"the name that the actor has given itself meanwhile\""_s));
        QVERIFY(m_page->editStrip()->note().contains(u"the actor changed 1 of them"_s));
        command(u"state.takeLive"_s)->trigger();
        QVERIFY(!document().isModified());
        QVERIFY(!m_page->editStrip()->isVisible());
    }

    void saysHowApplyingGoesAndCanBeCancelled()
    {
        goLive();
        document().edit({u"count"_s}, 7);
        m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
            if (request.method != "PATCH")
                return std::nullopt;
            return ScriptedReply{.end = ScriptedReply::End::Never};
        });
        m_page->applyCommand()->trigger();
        QTRY_VERIFY(m_page->editStrip()->note().contains(u"writing"_s));
        QVERIFY(!m_page->applyCommand()->isEnabled());
        command(u"state.cancelApply"_s)->trigger();
        QTRY_VERIFY(m_page->messageBar()->isVisible());
        QVERIFY(m_page->messageBar()->text().contains(u"not known whether"_s));
        QVERIFY(document().isModified());
        m_engine->intercept({});
        m_page->applyCommand()->trigger();
        QTRY_COMPARE(m_engine->actor(m_id).state, state(7, u"A"_s));
        QTRY_VERIFY(!document().isModified());
        QTRY_VERIFY(m_page->editStrip()->note().contains(u"read back"_s));
    }

    void staysAsItIsWhilePaused()
    {
        goLive();
        command(u"state.pause"_s)->trigger();
        push(2);
        QCOMPARE(treeValue(u"count"_s), QCborValue(1));
        QCOMPARE(m_history->versions().size(), 2U);
        command(u"state.pause"_s)->trigger();
        QCOMPARE(treeValue(u"count"_s), QCborValue(2));
    }

    // --- Files and the clipboard ---

    void previewsAFileBeforeItBecomesEdits()
    {
        goLive();
        const QString path = writeFile(u"notes.json"_s, R"({"count":1,"name":"B","extra":[1]})");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QWidget *viewport = m_page->treeView()->viewport();
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(viewport, &drop);
        QVERIFY(drop.isAccepted());
        QTRY_VERIFY(m_page->importBar()->isVisible());
        QTRY_COMPARE(m_page->diffView()->diff().count(), 2);
        QVERIFY(!document().isModified());
        command(u"state.useImport"_s)->trigger();
        QCOMPARE(document().edits().size(), 2U);
        QCOMPARE(m_page->mode(), StatePage::Mode::Tree);
        QVERIFY(!m_page->importBar()->isVisible());
    }

    void saysWhatIsWrongWithAFile()
    {
        goLive();
        m_page->importFile(writeFile(u"bad.json"_s, "{\n  \"a\": oops\n}"));
        QTRY_VERIFY(m_page->messageBar()->isVisible());
        QVERIFY(m_page->messageBar()->accessibleDescription().contains(u"Line 2"_s));
        QVERIFY(!document().isModified());
    }

    void exportsWhatIsShown()
    {
        goLive();
        document().edit({u"name"_s}, u"mine"_s);
        for (const QString &name : {u"state.json"_s, u"state.cbor"_s}) {
            m_page->exportTo(m_folder->filePath(name));
            QTRY_VERIFY(QFile::exists(m_folder->filePath(name)));
            document().revert();
            m_page->importFile(m_folder->filePath(name));
            QTRY_VERIFY(m_page->importBar()->isVisible());
            command(u"state.useImport"_s)->trigger();
            QCOMPARE(document().merged().toMap().value(u"name"_s), QCborValue(u"mine"_s));
        }
    }

    void pastesJson()
    {
        goLive();
        m_page->treeView()->setCurrentPath({u"name"_s});
        QGuiApplication::clipboard()->setText(u"{\"deep\": [1, 2]}"_s);
        command(u"state.pasteJson"_s)->trigger();
        QCOMPARE(document().merged().toMap().value(u"name"_s),
                 QCborValue(QCborMap{{u"deep"_s, QCborArray{1, 2}}}));
        QGuiApplication::clipboard()->setText(u"not json"_s);
        command(u"state.pasteJson"_s)->trigger();
        QVERIFY(m_page->messageBar()->isVisible());
        QCOMPARE(document().edits().size(), 1U);
    }

    // --- States that look different ---

    void tellsHowLargeTheStateIs()
    {
        goLive();
        QTRY_VERIFY(m_page->sizeText().contains(u"3 value"_s));
        m_engine->setState(m_id, QCborMap{{u"text"_s, QString(3'000'000, u'x')}});
        QTRY_VERIFY(m_page->sizeText().contains(u"M"_s));
        command(u"state.json"_s)->trigger();
        QTRY_VERIFY(!m_page->jsonView()->isVisible());
        const auto visible = visibleEmptyState();
        QVERIFY(visible.contains(u"Too large"_s));
    }

    void tellsWhyThereIsNoState()
    {
        m_page->setSession(nullptr);
        QCOMPARE(visibleEmptyState(), u"No actor chosen"_s);
        m_engine->actor(m_id).isStateEnabled = false;
        makeSession();
        goLive(false);
        QTRY_COMPARE(visibleEmptyState(), u"This actor has no state"_s);
        m_engine->actor(m_id).isStateEnabled = true;
        m_engine->actor(m_id).state = QCborValue(nullptr);
        makeSession();
        goLive();
        QCOMPARE(m_page->treeView()->valueModel()->value(), QCborValue(nullptr));
    }

    void bringsAViewBack()
    {
        goLive();
        m_engine->setState(m_id, QCborMap{{u"o"_s, QCborMap{{u"p"_s, QCborMap{{u"q"_s, 1}}}}}});
        QTRY_COMPARE(document().live().toMap().size(), 1);
        m_page->treeView()->setCurrentPath({u"o"_s, u"p"_s, u"q"_s});
        const QVariantMap view = m_page->saveView();
        m_page->setSession(nullptr);
        makeSession();
        m_page->restoreView(view);
        goLive();
        QTRY_COMPARE(m_page->treeView()->currentPath(), (ValuePath{u"o"_s, u"p"_s, u"q"_s}));
    }

    void worksWithoutAMouse()
    {
        goLive();
        document().edit({u"name"_s}, u"mine"_s);
        push(2, u"theirs"_s);
        settle();
        const QStringList faults = auditWindow(*m_page);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
        m_page->resize(480, 600);
        settle();
        const QStringList narrow = auditWindow(*m_page);
        QVERIFY2(narrow.isEmpty(), qPrintable(narrow.join(u'\n')));
        ui::StateReviewDialog *dialog = m_page->openReview();
        const QStringList inDialog = auditWindow(*dialog);
        QVERIFY2(inDialog.isEmpty(), qPrintable(inDialog.join(u'\n')));
        dialog->reject();
    }

private:
    static QCborValue state(int count, const QString &name)
    {
        return QCborMap{{u"count"_s, count}, {u"name"_s, name}};
    }

    void makeSession()
    {
        m_page->setSession(nullptr);
        m_history.reset();
        m_session = std::make_unique<ui::ActorSession>(*m_http, m_id);
        m_history = std::make_unique<ui::StateHistory>(*m_session, m_folder->filePath(u"versions"_s));
        m_page->setSession(m_session.get());
        m_page->setHistory(m_history.get());
    }

    void goLive(bool hasState = true)
    {
        m_session->start();
        QTRY_COMPARE(m_session->phase(), ui::ActorSession::Phase::Live);
        if (hasState)
            QTRY_VERIFY(m_session->document().isLoaded() && !m_history->versions().empty());
    }

    /// The actor changes, and that has been recorded.
    void push(int count, const QString &name = u"A"_s)
    {
        const size_t before = m_history->versions().size();
        m_engine->setState(m_id, state(count, name));
        QTRY_COMPARE(document().live(), state(count, name));
        QTRY_VERIFY(m_history->versions().size() > before);
    }

    ui::StateDocument &document() { return m_session->document(); }

    QCborValue treeValue(const QString &key) const
    {
        return m_page->treeView()->valueModel()->value().toMap().value(key);
    }

    QAction *command(const QString &id) const
    {
        for (QAction *command : m_page->commands())
            if (command->objectName() == id)
                return command;
        qFatal("There is no command %s", qPrintable(id));
    }

    QString visibleEmptyState() const
    {
        for (const ui::EmptyState *empty : m_page->findChildren<ui::EmptyState *>())
            if (empty->isVisible())
                return empty->title();
        return {};
    }

    QString writeFile(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("Cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::ActorSession> m_session;
    std::unique_ptr<ui::StateHistory> m_history;
    std::unique_ptr<StatePage> m_page;
    QString m_id;
};

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_StatePage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_statepage.moc"
