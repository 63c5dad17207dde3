// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/pseudotranslator.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/scriptedengine.h"
#include "tests/unit/ui/client/tlsfixture.h"
#include "ui/client/tlsproblem.h"
#include "ui/pages/welcome/entryrow.h"
#include "ui/pages/welcome/welcomepage.h"
#include "ui/shell/connectiondialog.h"
#include "ui/shell/connectiondialogcolour.h"
#include "ui/shell/connectiondialogsection.h"
#include "ui/shell/connectiondialogtransport.h"
#include "ui/widgets/command.h"
#include "ui/widgets/messagebar.h"

#include <QtGui/QClipboard>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {

using test::ScriptedEngine;
using test::ScriptedReply;
using test::ScriptedRequest;
using Step = ConnectionTest::Step;
using State = ConnectionTest::State;

/// What one does before anything is connected: the start page and the dialog that makes a connection.
class TestConnecting : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<ProfileStore>(m_folder->filePath(u"connections.ini"_s));
        m_vault = std::make_unique<TokenVault>();
        m_engine = std::make_unique<ScriptedEngine>();
    }

    // --- The dialog ---

    void everyStepHasItsOutcomeAndItsTime()
    {
        ConnectionTest test(endpoint());
        QSignalSpy finished(&test, &ConnectionTest::finished);
        test.start();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(finished.constFirst().constFirst().toBool());
        QCOMPARE(test.row(Step::Tls).state, State::NotNeeded);
        for (const Step step : {Step::Reach, Step::Rivet, Step::Access, Step::Namespace}) {
            QCOMPARE(test.row(step).state, State::Passed);
            QVERIFY(test.row(step).duration.has_value());
        }
        QVERIFY(test.row(Step::Rivet).detail.contains(u"2.3.19"));
        QCOMPARE(m_engine->writeCount(), 0);
    }

    void theStepThatFailedIsNamed_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<Step>("step");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("nobody there") << u"closed"_s << Step::Reach << ErrorCode::ClientUnreachable;
        QTest::newRow("something else") << u"html"_s << Step::Rivet << ErrorCode::ClientNotRivet;
        QTest::newRow("a failing engine") << u"500"_s << Step::Rivet << ErrorCode::InternalError;
        QTest::newRow("no token") << u"token"_s << Step::Access << ErrorCode::ApiForbidden;
        QTest::newRow("no namespace") << u"namespace"_s << Step::Namespace << ErrorCode::NamespaceNotFound;
        QTest::newRow("untrusted") << u"tls"_s << Step::Tls << ErrorCode::ClientTls;
        QTest::newRow("a file is missing") << u"file"_s << Step::Tls << ErrorCode::ClientTls;
        QTest::newRow("no proxy") << u"proxy"_s << Step::Reach << ErrorCode::ClientUnreachable;
    }

    void theStepThatFailedIsNamed()
    {
        QFETCH(QString, what);
        Endpoint tried = spoil(what);
        ConnectionTest test(tried);
        QSignalSpy finished(&test, &ConnectionTest::finished);
        test.start();
        QTRY_COMPARE(finished.count(), 1);
        QTEST(test.failedStep().value(), "step");
        QTEST(test.error()->code, "code");
        for (int i = 0; i < static_cast<int>(*test.failedStep()); ++i)
            QVERIFY(test.row(static_cast<Step>(i)).state != State::Failed);
        QVERIFY(!test.isRunning());
    }

    void aTestCanBeCancelled()
    {
        m_engine->intercept(
            [](const ScriptedRequest &) { return ScriptedReply{.end = ScriptedReply::End::Never}; });
        ConnectionTest test(endpoint());
        QSignalSpy finished(&test, &ConnectionTest::finished);
        test.start();
        QTRY_COMPARE(test.row(Step::Rivet).state, State::Running);
        test.cancel();
        QCOMPARE(test.row(Step::Rivet).state, State::Cancelled);
        QVERIFY(!test.isRunning());
        m_engine->close();
        test::settle();
        QCOMPARE(finished.count(), 0);
    }

    void whatIsSavedIsWhatWasTyped()
    {
        ConnectionDialog dialog(*m_store, *m_vault);
        QSignalSpy saved(&dialog, &ConnectionDialog::saved);
        dialog.endpointField()->setText(u"https://acme:s3cret@rivet.example:7000"_s);
        dialog.nameField()->setText(u"Acme"_s);
        dialog.colourPicker()->setColour(u"#2F80ED"_s);
        dialog.environmentBox()->setCurrentIndex(1);
        dialog.readOnlyBox()->setChecked(true);
        dialog.transport()->setOptions({.proxy = {.kind = ProxyOptions::Kind::Socks5,
                                                  .host = u"proxy"_s,
                                                  .port = 1080,
                                                  .user = u"ada"_s,
                                                  .password = u"w0rd"_s}});
        chooseSession(dialog);
        dialog.accept();
        QTRY_COMPARE(saved.count(), 1);
        const ConnectionProfile profile = m_store->profiles().constFirst();
        QCOMPARE(profile.name, u"Acme"_s);
        QCOMPARE(profile.colour, u"#2F80ED"_s);
        QCOMPARE(profile.environment, Environment::Staging);
        QVERIFY(profile.isReadOnly);
        QVERIFY(!profile.hasKeptSecrets);
        QCOMPARE(profile.endpoint.display(), u"https://acme@rivet.example:7000"_s);
        QCOMPARE(profile.endpoint.transport.proxy.host, u"proxy"_s);
        QVERIFY(profile.endpoint.transport.proxy.password.isEmpty());
        const auto target = saved.constFirst().constFirst().value<ConnectionTarget>();
        QCOMPARE(target.endpoint.token, u"s3cret"_s);
        QCOMPARE(target.endpoint.transport.proxy.password, u"w0rd"_s);
    }

    void editingShowsEverythingAgain()
    {
        ConnectionProfile profile = ConnectionProfile::create(u"One"_s, endpoint());
        profile.colour = u"#E0443A"_s;
        profile.environment = Environment::Production;
        profile.endpoint.transport.tls.authorityFile = u"/ca.pem"_s;
        ConnectionDialog dialog(*m_store, *m_vault);
        dialog.edit(profile);
        QCOMPARE(dialog.nameField()->text(), u"One"_s);
        QCOMPARE(dialog.colourPicker()->colour(), profile.colour);
        QVERIFY(dialog.transport()->tlsSection()->isOpen());
        QVERIFY(!dialog.transport()->proxySection()->isOpen());
        QCOMPARE(dialog.transport()->options(), profile.endpoint.transport);
        // Production needs no box for what it always is.
        QVERIFY(dialog.readOnlyBox()->isChecked());
        QVERIFY(!dialog.readOnlyBox()->isEnabled());
    }

    void anErrorIsTiedToTheFieldItIsAbout_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("field");
        QTest::newRow("token") << u"token"_s << u"token"_s;
        QTest::newRow("namespace") << u"namespace"_s << u"namespace"_s;
        QTest::newRow("reach") << u"closed"_s << u"endpoint"_s;
        QTest::newRow("authority") << u"tls"_s << u"authority"_s;
        QTest::newRow("file") << u"file"_s << u"authority"_s;
    }

    void anErrorIsTiedToTheFieldItIsAbout()
    {
        QFETCH(QString, what);
        QFETCH(QString, field);
        const Endpoint tried = spoil(what);
        ConnectionDialog dialog(*m_store, *m_vault);
        dialog.prefill(ConnectionProfile::create(u"One"_s, tried), ProfileSecrets::of(tried));
        dialog.show();
        dialog.testButton()->click();
        QTRY_VERIFY(dialog.messageBar()->isVisible());
        const QHash<QString, QLineEdit *> fields{{u"token"_s, dialog.tokenField()},
                                                 {u"namespace"_s, dialog.namespaceField()},
                                                 {u"endpoint"_s, dialog.endpointField()},
                                                 {u"authority"_s, dialog.transport()->authorityField()}};
        QVERIFY(!fields.value(field)->accessibleDescription().isEmpty());
        QVERIFY(fields.value(field)->isVisible());
        QCOMPARE(dialog.endpointField()->text(), tried.base.toString());
        dialog.close();
    }

    void aFileThatCannotBeUsedIsNotSaved()
    {
        ConnectionDialog dialog(*m_store, *m_vault);
        dialog.endpointField()->setText(u"https://rivet.example"_s);
        dialog.transport()->setOptions({.tls = {.authorityFile = u"/nowhere.pem"_s}});
        dialog.show();
        dialog.accept();
        QVERIFY(dialog.isVisible());
        QVERIFY(dialog.messageBar()->text().contains(u"/nowhere.pem"_s));
        QVERIFY(m_store->profiles().isEmpty());
        dialog.close();
    }

    void theDialogHasRoomForEveryLanguageAndANameForEveryField()
    {
        const test::PseudoTranslator pseudo;
        QCoreApplication::installTranslator(const_cast<test::PseudoTranslator *>(&pseudo));
        ConnectionDialog dialog(*m_store, *m_vault);
        dialog.transport()->tlsSection()->setOpen(true);
        dialog.transport()->proxySection()->setOpen(true);
        dialog.show();
        test::settle();
        const QStringList faults = test::auditWindow(dialog);
        QCoreApplication::removeTranslator(const_cast<test::PseudoTranslator *>(&pseudo));
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
        dialog.close();
    }

    // --- The start page ---

    void thePageTellsWhichConnectionsAnswer()
    {
        const ConnectionProfile profile = save(u"Here"_s, endpoint());
        ProfileWatcher watcher(*m_store);
        WelcomePage page(*m_store, {});
        page.setWatcher(&watcher);
        QVERIFY(m_engine->requests().isEmpty());
        page.show();
        QTRY_COMPARE(watcher.status(profile.id).state, ProfileStatus::State::Online);
        const QModelIndex row = page.connectionList()->model()->index(0, 0);
        QTRY_VERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"Online"_s));
        page.hide();
    }

    void theKeyboardOpensEditsAndRemoves()
    {
        const ConnectionProfile profile = save(u"Here"_s, endpoint());
        WelcomePage page(*m_store, {});
        page.show();
        QListView *list = page.connectionList();
        QSignalSpy connects(&page, &WelcomePage::connectRequested);
        QSignalSpy edits(&page, &WelcomePage::editRequested);
        QSignalSpy removals(&page, &WelcomePage::removeRequested);
        QSignalSpy duplicates(&page, &WelcomePage::duplicateRequested);
        list->setCurrentIndex(list->model()->index(0, 0));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(connects.value(0).value(0).toString(), profile.id);
        command(page, u"connections.edit"_s)->trigger();
        command(page, u"connections.remove"_s)->trigger();
        command(page, u"connections.duplicate"_s)->trigger();
        QCOMPARE(edits.count() + removals.count() + duplicates.count(), 3);
        command(page, u"connections.copyEndpoint"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), m_engine->url());
    }

    void aCommandWithoutAConnectionSaysWhy()
    {
        WelcomePage page(*m_store, {});
        QVERIFY(!command(page, u"connections.edit"_s)->isEnabled());
        QVERIFY(!disabledReason(command(page, u"connections.edit"_s)).isEmpty());
        QVERIFY(!disabledReason(command(page, u"connections.export"_s)).isEmpty());
        QVERIFY(command(page, u"connections.import"_s)->isEnabled());
    }

    void enginesOnThisMachineAreOfferedUnlessTheyAreKnown()
    {
        const ScriptedEngine other;
        LocalEngines finder;
        finder.setPortsForTest({m_engine->port(), other.port()});
        save(u"Here"_s, endpoint());
        WelcomePage page(*m_store, {});
        page.setLocalEngines(&finder);
        QVERIFY(m_engine->requests().isEmpty());
        page.show();
        QTRY_COMPARE(rowsWith(page, u"Add"_s).size(), 1);
        QSignalSpy added(&page, &WelcomePage::addFoundRequested);
        rowsWith(page, u"Add"_s).constFirst()->click();
        QCOMPARE(added.constFirst().constFirst().value<Endpoint>().base.port(), other.port());
        page.setKnownEndpoints({Endpoint::parse(other.url()).value()});
        QTRY_COMPARE(rowsWith(page, u"Add"_s).size(), 0);
        page.hide();
    }

    void recentActorsAreOffered()
    {
        RecentStore recents(m_folder->filePath(u"recent.json"_s));
        recents.note({.connectionName = u"Here"_s,
                      .endpoint = endpoint(),
                      .actorId = u"a1"_s,
                      .label = u"chatRoom general"_s,
                      .at = QDateTime::currentDateTimeUtc()});
        recents.note(
            {.connectionName = u"Here"_s, .endpoint = endpoint(), .at = QDateTime::currentDateTimeUtc()});
        WelcomePage page(*m_store, {});
        page.setRecents(&recents);
        page.show();
        QTRY_COMPARE(rowsWith(page, u"chatRoom general"_s).size(), 1);
        QSignalSpy opened(&page, &WelcomePage::openActorRequested);
        QTest::keyClick(rowsWith(page, u"chatRoom general"_s).constFirst(), Qt::Key_Return);
        QCOMPARE(opened.constFirst().constFirst().value<RecentPlace>().actorId, u"a1"_s);
        recents.clear();
        QTRY_COMPARE(rowsWith(page, u"chatRoom general"_s).size(), 0);
    }

    void thePageIsAccessibleAndHasRoom()
    {
        save(u"Here"_s, endpoint());
        WelcomePage page(*m_store, {});
        page.resize(960, 600);
        page.show();
        test::settle();
        const QStringList faults = test::auditWindow(page);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

private:
    [[nodiscard]] Endpoint endpoint() const { return Endpoint::parse(m_engine->url()).value(); }

    /// The engine made to fail in one way, and the endpoint to find that out with.
    Endpoint spoil(const QString &what)
    {
        Endpoint tried = endpoint();
        if (what == u"closed")
            m_engine->close();
        else if (what == u"html")
            m_engine->intercept([](const ScriptedRequest &) { return ScriptedReply{.body = "<html>"}; });
        else if (what == u"500")
            m_engine->intercept([](const ScriptedRequest &) { return ScriptedReply{.status = 500}; });
        else if (what == u"token")
            m_engine->setAdminToken("s3cret");
        else if (what == u"namespace")
            tried = tried.withNamespace(u"nowhere"_s);
        else
            tried = spoilWay(what);
        return tried;
    }

    Endpoint spoilWay(const QString &what)
    {
        if (what == u"proxy") {
            const quint16 port = m_engine->port();
            m_engine->close();
            Endpoint tried = Endpoint::parse(u"http://rivet.invalid"_s).value();
            tried.transport.proxy = {.kind = ProxyOptions::Kind::Http, .host = u"127.0.0.1"_s, .port = port};
            return tried;
        }
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(test::serverCertificate));
        configuration.setPrivateKey(QSslKey(test::serverKey, QSsl::Ec));
        m_engine->useTls(configuration);
        Endpoint tried = endpoint();
        if (what == u"file")
            tried.transport.tls.authorityFile = u"/nowhere.pem"_s;
        return tried;
    }

    ConnectionProfile save(const QString &name, const Endpoint &place)
    {
        const ConnectionProfile profile = ConnectionProfile::create(name, place);
        if (!m_store->save(profile))
            qFatal("the folder cannot be written");
        return profile;
    }

    static void chooseSession(ConnectionDialog &dialog)
    {
        for (QComboBox *box : dialog.findChildren<QComboBox *>())
            if (const int index = box->findText(u"For this session only"_s); index >= 0)
                box->setCurrentIndex(index);
    }

    static QAction *command(const WelcomePage &page, const QString &id)
    {
        for (QAction *action : page.commands())
            if (action->objectName() == id)
                return action;
        qFatal("The page has no such command");
    }

    static QList<EntryRow *> rowsWith(const WelcomePage &page, const QString &text)
    {
        QList<EntryRow *> rows = page.findChildren<EntryRow *>();
        rows.removeIf([&text](const EntryRow *row) {
            return row->isHidden() || !row->accessibleName().contains(text);
        });
        return rows;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<ScriptedEngine> m_engine;
};

} // namespace rove::ui

int main(int argc, char **argv)
{
    rove::test::GuiRig rig(argc, argv);
    rove::ui::TestConnecting test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_connecting.moc"
