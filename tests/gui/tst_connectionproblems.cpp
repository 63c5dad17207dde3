// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowtest.h"
#include "tests/unit/ui/client/tlsfixture.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/connectiondialog.h"
#include "ui/shell/statusline.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreeview.h"

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// What the window says of an engine that cannot be reached, lets nobody in, or is lost.
class tst_ConnectionProblems : public WindowTest {
    Q_OBJECT

private slots:
    void anUnreachableEngineSaysWhatToDo();
    void aServerThatIsNotRivetIsNamedSo();
    void anUntrustedCertificateIsNamedSo();
    void aWrongTokenIsNamedSo();
    void aMissingNamespaceIsNamedSo();
    void aLostConnectionKeepsTheDataAndSaysStale();
    void aReadOnlyConnectionRefusesWrites();
    void aConnectionTestSaysWhichStepFailed();
    void theEndpointFieldIsTakenApart();
};

void tst_ConnectionProblems::anUnreachableEngineSaysWhatToDo()
{
    m_engine->close();
    m_window->connectTo({.name = u"gone"_s, .endpoint = *ui::Endpoint::parse(m_engine->url())});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QCOMPARE(m_window->connectionBar()->severity(), ui::MessageBar::Severity::Error);
    QVERIFY(m_window->connectionBar()->text().contains(u"cannot be reached"_s));
    QVERIFY(m_window->connectionBar()->text().contains(m_engine->url()));
    m_engine->listen();
    trigger(u"connection.retry"_s);
    QTRY_VERIFY(!m_window->connectionBar()->isVisible());
    QTRY_COMPARE(m_window->actorsPage()->table()->shownCount(), 2);
}

void tst_ConnectionProblems::aServerThatIsNotRivetIsNamedSo()
{
    m_engine->intercept([](const ScriptedRequest &) {
        return std::optional(ScriptedReply{.body = "<html>hello</html>", .contentType = "text/html"});
    });
    m_window->connectTo({.name = u"web"_s, .endpoint = *ui::Endpoint::parse(m_engine->url())});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QVERIFY(m_window->connectionBar()->text().contains(u"not as a Rivet engine"_s));
}

void tst_ConnectionProblems::anUntrustedCertificateIsNamedSo()
{
    QSslServer server;
    QSslConfiguration configuration;
    configuration.setLocalCertificate(QSslCertificate(selfSignedCertificate));
    configuration.setPrivateKey(QSslKey(selfSignedKey, QSsl::Ec));
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString url = u"https://127.0.0.1:%1"_s.arg(server.serverPort());
    m_window->connectTo({.name = u"tls"_s, .endpoint = *ui::Endpoint::parse(url)});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QVERIFY(m_window->connectionBar()->text().contains(u"certificate of %1 is signed by nobody"_s.arg(url)));
}

void tst_ConnectionProblems::aWrongTokenIsNamedSo()
{
    m_engine->setAdminToken("secret");
    m_window->connectTo({.name = u"locked"_s, .endpoint = *ui::Endpoint::parse(m_engine->url())});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QVERIFY(m_window->connectionBar()->text().contains(u"refuses access"_s));
    QVERIFY(m_window->connectionBar()->text().contains(u"token"_s));
}

void tst_ConnectionProblems::aMissingNamespaceIsNamedSo()
{
    const ui::Endpoint endpoint = ui::Endpoint::parse(m_engine->url())->withNamespace(u"elsewhere"_s);
    m_window->connectTo({.name = u"test"_s, .endpoint = endpoint});
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QVERIFY(m_window->connectionBar()->text().contains(u"namespace"_s));
}

void tst_ConnectionProblems::aLostConnectionKeepsTheDataAndSaysStale()
{
    connectWindow();
    choose(m_counter);
    QTRY_COMPARE(m_window->actorsPage()->table()->shownCount(), 2);
    m_engine->close();
    trigger(u"view.refresh"_s);
    QTRY_VERIFY(m_window->connectionBar()->isVisible());
    QCOMPARE(m_window->connectionBar()->severity(), ui::MessageBar::Severity::Warning);
    QVERIFY(m_window->connectionBar()->text().contains(u"lost"_s));
    QCOMPARE(m_window->actorsPage()->table()->shownCount(), 2);
    QTRY_VERIFY(m_window->actorsPage()->countText().contains(u"stale"_s));
    QVERIFY(m_window->statusLine()->stateText().contains(u"stale"_s));
    QVERIFY(document().isLoaded());
    QVERIFY(m_window->statePage()->treeView()->isVisible());
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Stale);

    m_engine->listen();
    trigger(u"connection.retry"_s);
    QTRY_VERIFY(!m_window->connectionBar()->isVisible());
    QTRY_COMPARE(m_window->session()->phase(), ui::ActorSession::Phase::Live);
}

void tst_ConnectionProblems::aReadOnlyConnectionRefusesWrites()
{
    connectWindow(ui::Environment::Production);
    choose(m_counter);
    for (const QString &id : {u"actor.sleep"_s, u"actor.destroy"_s, u"actor.new"_s, u"namespace.new"_s}) {
        QVERIFY2(!isEnabled(id), qPrintable(id));
        QVERIFY(ui::disabledReason(m_window->commands().action(id)).contains(u"read-only"_s));
    }
    document().edit(ValuePath{u"count"_s}, 40);
    trigger(u"state.apply"_s);
    QTRY_VERIFY(m_window->statePage()->messageBar()->isVisible());
    QCOMPARE(m_engine->writeCount(), 0);
    document().revert();
}

void tst_ConnectionProblems::aConnectionTestSaysWhichStepFailed()
{
    m_engine->setAdminToken("secret");
    trigger(u"connection.new"_s);
    auto *dialog = m_window->findChild<ui::ConnectionDialog *>();
    QVERIFY(dialog);
    dialog->endpointField()->setText(m_engine->url());
    dialog->testButton()->click();
    QTRY_VERIFY(dialog->messageBar()->isVisible());
    QVERIFY(dialog->messageBar()->text().contains(u"refuses access"_s));
    dialog->tokenField()->setText(u"secret"_s);
    dialog->testButton()->click();
    auto *test = dialog->findChild<ui::ConnectionTest *>();
    QTRY_COMPARE(test->row(ui::ConnectionTest::Step::Namespace).state, ui::ConnectionTest::State::Passed);
    QCOMPARE(test->row(ui::ConnectionTest::Step::Tls).state, ui::ConnectionTest::State::NotNeeded);
}

void tst_ConnectionProblems::theEndpointFieldIsTakenApart()
{
    trigger(u"connection.new"_s);
    auto *dialog = m_window->findChild<ui::ConnectionDialog *>();
    QTest::keyClicks(dialog->endpointField(), u"https://staging:abc@rivet.example"_s);
    dialog->namespaceField()->setFocus();
    emit dialog->endpointField()->editingFinished();
    QCOMPARE(dialog->endpointField()->text(), u"https://rivet.example"_s);
    QCOMPARE(dialog->namespaceField()->text(), u"staging"_s);
    QCOMPARE(dialog->tokenField()->text(), u"abc"_s);
    dialog->endpointField()->setText(u"ftp://nowhere"_s);
    dialog->accept();
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->messageBar()->isVisible());
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_ConnectionProblems test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_connectionproblems.moc"
