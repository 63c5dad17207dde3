// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "protocol/manager/json.h"
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/scriptedengine.h"
#include "ui/pages/actors/createactordialog.h"
#include "ui/pages/actors/keypartseditor.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/messagebar.h"

#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The dialog that creates an actor, offscreen, against a scripted engine.
class tst_CreateActor : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void everythingHasANameAndNothingIsCut();
    void theKeyIsItsTextAndItsParts();
    void partsAreAddedMovedAndRemoved();
    void theClientCodeFollowsTheFields();
    void copyingTheCodeSaysSo();
    void whatIsMissingIsSaidAtItsField();
    void aBadInputIsMarkedAtItsLine();
    void theRequestSaysWhatWasTyped();
    void aTakenKeyOffersTheActorThatHasIt();
    void getOrCreateOpensWhatIsThere();
    void aRefusalKeepsWhatWasTyped();
    void aReadOnlyConnectionCreatesNothing();
    void eachCrashPolicyIsExplained();

private:
    [[nodiscard]] QJsonObject sentBody(const QByteArray &method) const;

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::CreateActorDialog> m_dialog;
};

void tst_CreateActor::init()
{
    m_engine = std::make_unique<ScriptedEngine>();
    m_http = std::make_unique<ui::HttpClient>(ui::Endpoint::parse(m_engine->url()).value(),
                                              ui::WriteMode::Allowed);
    m_dialog = std::make_unique<ui::CreateActorDialog>(*m_http, m_engine->url(),
                                                       QStringList{u"counter"_s, u"room"_s});
    m_dialog->show();
}

void tst_CreateActor::cleanup()
{
    m_dialog.reset();
    m_http.reset();
    m_engine.reset();
}

QJsonObject tst_CreateActor::sentBody(const QByteArray &method) const
{
    for (const ScriptedRequest &request : m_engine->requests()) {
        if (request.method == method)
            return cbor::parseJson(request.body).value_or(QJsonValue()).toObject();
    }
    return {};
}

void tst_CreateActor::everythingHasANameAndNothingIsCut()
{
    m_dialog->keyField()->setText(u"a/b"_s);
    settle();
    QCOMPARE(auditWindow(*m_dialog), QStringList());
}

void tst_CreateActor::theKeyIsItsTextAndItsParts()
{
    ui::KeyPartsEditor *editor = m_dialog->keyEditor();
    QVERIFY(!editor->key());
    m_dialog->keyField()->setText(u"a/b\\/c/\\0"_s);
    QCOMPARE(editor->parts(), QStringList({u"a"_s, u"b/c"_s, QString()}));
    QCOMPARE(editor->partsList()->count(), 3);
    QCOMPARE(editor->key(), std::optional(u"a/b\\/c/\\0"_s));
    editor->partsList()->item(0)->setText(u"x/y"_s);
    QCOMPARE(m_dialog->keyField()->text(), u"x\\/y/b\\/c/\\0"_s);
}

void tst_CreateActor::partsAreAddedMovedAndRemoved()
{
    ui::KeyPartsEditor *editor = m_dialog->keyEditor();
    editor->addPart();
    editor->partsList()->item(0)->setText(u"one"_s);
    editor->addPart();
    editor->partsList()->item(1)->setText(u"two"_s);
    QCOMPARE(m_dialog->keyField()->text(), u"one/two"_s);
    editor->partsList()->setCurrentRow(1);
    editor->movePart(-1);
    QCOMPARE(m_dialog->keyField()->text(), u"two/one"_s);
    editor->movePart(-1);
    QCOMPARE(m_dialog->keyField()->text(), u"two/one"_s);
    editor->removePart();
    QCOMPARE(m_dialog->keyField()->text(), u"one"_s);
    editor->removePart();
    QVERIFY(!editor->key());
}

void tst_CreateActor::theClientCodeFollowsTheFields()
{
    m_dialog->typeBox()->setCurrentText(u"chat-room"_s);
    m_dialog->keyField()->setText(u"a/b"_s);
    m_dialog->getOrCreateButton()->setChecked(true);
    m_dialog->inputEditor()->setPlainText(u"{\"size\": 5}"_s);
    QVERIFY(m_dialog->codeView()->toPlainText().contains(
        u"client[\"chat-room\"].getOrCreate([\"a\", \"b\"], { createWithInput: {\"size\":5} });"_s));
    QVERIFY(m_dialog->codeView()->toPlainText().contains(m_engine->url()));
}

void tst_CreateActor::copyingTheCodeSaysSo()
{
    const QSignalSpy copied(m_dialog.get(), &ui::CreateActorDialog::copied);
    m_dialog->findChild<QAction *>(u"createActor.copyCode"_s)->trigger();
    QCOMPARE(copied.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), m_dialog->codeView()->toPlainText());
}

void tst_CreateActor::whatIsMissingIsSaidAtItsField()
{
    m_dialog->typeBox()->setCurrentText(QString());
    QVERIFY(!m_dialog->createButton()->isEnabled());
    m_dialog->typeBox()->setCurrentText(u"room"_s);
    m_dialog->getOrCreateButton()->setChecked(true);
    m_dialog->accept();
    QCOMPARE(m_dialog->problemOf(m_dialog->keyEditor()), u"To get an actor that may exist, give its key."_s);
    m_dialog->keyField()->setText(QString(2000, u'k'));
    QVERIFY(m_dialog->problemOf(m_dialog->keyEditor()).isEmpty());
    m_dialog->accept();
    QVERIFY(m_dialog->problemOf(m_dialog->keyEditor()).startsWith(u"The key is too long"_s));
    m_dialog->keyField()->setText(u"k"_s);
    m_dialog->poolBox()->setCurrentText(u" "_s);
    m_dialog->accept();
    QVERIFY(!m_dialog->problemOf(m_dialog->poolBox()).isEmpty());
    QCOMPARE(m_engine->writeCount(), 0);
}

void tst_CreateActor::aBadInputIsMarkedAtItsLine()
{
    m_dialog->inputEditor()->setPlainText(u"{\n  \"a\": 1,\n  oops\n}"_s);
    m_dialog->accept();
    QVERIFY(m_dialog->inputEditor()->hasError());
    QVERIFY(m_dialog->problemOf(m_dialog->inputEditor()).startsWith(u"Line 3:"_s));
    QCOMPARE(m_engine->writeCount(), 0);
    m_dialog->inputEditor()->setPlainText(u"{}"_s);
    QVERIFY(!m_dialog->inputEditor()->hasError());
    QVERIFY(m_dialog->problemOf(m_dialog->inputEditor()).isEmpty());
}

void tst_CreateActor::theRequestSaysWhatWasTyped()
{
    const QSignalSpy created(m_dialog.get(), &ui::CreateActorDialog::created);
    QTRY_VERIFY(m_dialog->datacenterBox()->count() == 2);
    m_dialog->typeBox()->setCurrentText(u"room"_s);
    m_dialog->keyField()->setText(u"a//b"_s);
    m_dialog->poolBox()->setCurrentText(u"fast"_s);
    m_dialog->datacenterBox()->setCurrentIndex(1);
    m_dialog->policyBox()->setCurrentIndex(1);
    m_dialog->inputEditor()->setPlainText(u"[1]"_s);
    m_dialog->accept();
    QTRY_COMPARE(created.count(), 1);
    QVERIFY(!m_dialog->isVisible());
    const QJsonObject body = sentBody("POST");
    QCOMPARE(body.value(u"name"_s).toString(), u"room"_s);
    QCOMPARE(body.value(u"key"_s).toString(), *m_dialog->keyEditor()->key());
    QCOMPARE(body.value(u"runner_name_selector"_s).toString(), u"fast"_s);
    QCOMPARE(body.value(u"datacenter"_s).toString(), u"default"_s);
    QCOMPARE(body.value(u"crash_policy"_s).toString(), u"restart"_s);
    const QByteArray input = QByteArray::fromBase64(body.value(u"input"_s).toString().toLatin1());
    QCOMPARE(cbor::decodeCompat(input).value(), QCborValue(QCborArray{1}));
}

void tst_CreateActor::aTakenKeyOffersTheActorThatHasIt()
{
    m_engine->intercept([](const ScriptedRequest &request) {
        return request.method == "POST"
                   ? std::optional(
                         ScriptedReply{.status = 400,
                                       .body = R"({"group":"actor","code":"duplicate_key","message":"taken",)"
                                               R"("metadata":{"key":"a","existing_actor_id":"abc1"}})"})
                   : std::nullopt;
    });
    const QSignalSpy opened(m_dialog.get(), &ui::CreateActorDialog::openRequested);
    m_dialog->typeBox()->setCurrentText(u"room"_s);
    m_dialog->keyField()->setText(u"a"_s);
    m_dialog->accept();
    QTRY_VERIFY(m_dialog->messageBar()->isVisible());
    QCOMPARE(m_dialog->problemOf(m_dialog->keyEditor()), u"There is already an actor with this key."_s);
    QVERIFY(m_dialog->isVisible());
    m_dialog->openExistingCommand()->trigger();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(0).toString(), u"abc1"_s);
    QVERIFY(!m_dialog->isVisible());
}

void tst_CreateActor::getOrCreateOpensWhatIsThere()
{
    const QString id = m_engine->addActor(u"room"_s, u"a"_s).record.actorId;
    const QSignalSpy opened(m_dialog.get(), &ui::CreateActorDialog::openRequested);
    const QSignalSpy created(m_dialog.get(), &ui::CreateActorDialog::created);
    m_dialog->typeBox()->setCurrentText(u"room"_s);
    m_dialog->keyField()->setText(u"a"_s);
    m_dialog->getOrCreateButton()->setChecked(true);
    m_dialog->accept();
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened.at(0).at(0).toString(), id);
    QCOMPARE(created.count(), 0);
}

void tst_CreateActor::aRefusalKeepsWhatWasTyped()
{
    m_engine->intercept([](const ScriptedRequest &request) {
        return request.method == "POST"
                   ? std::optional(
                         ScriptedReply{.status = 400,
                                       .body = R"({"group":"actor","code":"no_runner_config_configured",)"
                                               R"("message":"no pool","metadata":null})"})
                   : std::nullopt;
    });
    m_dialog->typeBox()->setCurrentText(u"room"_s);
    m_dialog->keyField()->setText(u"a"_s);
    m_dialog->inputEditor()->setPlainText(u"{\"x\": 1}"_s);
    m_dialog->accept();
    QTRY_VERIFY(m_dialog->messageBar()->isVisible());
    QVERIFY(!m_dialog->problemOf(m_dialog->poolBox()).isEmpty());
    QCOMPARE(m_dialog->keyField()->text(), u"a"_s);
    QCOMPARE(m_dialog->inputEditor()->toPlainText(), u"{\"x\": 1}"_s);
    QVERIFY(m_dialog->createButton()->isEnabled());
    m_engine->intercept({});
    const QSignalSpy created(m_dialog.get(), &ui::CreateActorDialog::created);
    m_dialog->accept();
    QTRY_COMPARE(created.count(), 1);
}

void tst_CreateActor::aReadOnlyConnectionCreatesNothing()
{
    m_http->setWriteMode(ui::WriteMode::ReadOnly);
    m_dialog->typeBox()->setCurrentText(u"room"_s);
    m_dialog->accept();
    QTRY_VERIFY(m_dialog->messageBar()->isVisible());
    QVERIFY(m_dialog->messageBar()->text().contains(u"read-only"_s));
    QCOMPARE(m_engine->writeCount(), 0);
}

void tst_CreateActor::eachCrashPolicyIsExplained()
{
    QSet<QString> sentences;
    for (int i = 0; i < m_dialog->policyBox()->count(); ++i) {
        m_dialog->policyBox()->setCurrentIndex(i);
        sentences.insert(m_dialog->policyBox()->accessibleDescription());
    }
    QCOMPARE(sentences.size(), 3);
    QVERIFY(!sentences.contains(QString()));
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_CreateActor test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_createactor.moc"
