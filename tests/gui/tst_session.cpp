// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowrig.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/shell/windowkeeper.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// What a program finds again after it ended, and after it did not end as it should.
class tst_Session : public QObject {
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<WindowRig>(); }
    void cleanup() { m_rig.reset(); }

    void aSessionReadsBackWhatWasWritten();
    void anythingElseIsNoSession();
    void tabsFiltersAndSectionsComeBack();
    void editsComeBackAsDrafts();
    void draftsAreLeftOutIfTheUserWants();
    void theFileIsTheUsersAloneAndHasNoToken();
    void productionWaitsForAClick();
    void writeUnlocksDoNotComeBack();
    void afterACrashTheUserIsAsked();
    void startingCleanForgetsTheSession();
    void severalWindowsComeBack();
    void closingTheLastWindowKeepsTheSession();
    void whatWasSeenMovesToTheDataFolder();

private:
    [[nodiscard]] QString sessionFile() const { return m_rig->folder() % "/session.cbor"_L1; }
    /// A keeper whose first window shows the counter with an edit, and the room.
    std::unique_ptr<ui::WindowKeeper> makeSession(ui::Environment environment = ui::Environment::Development);

    std::unique_ptr<WindowRig> m_rig;
};

std::unique_ptr<ui::WindowKeeper> tst_Session::makeSession(ui::Environment environment)
{
    auto keeper = std::make_unique<ui::WindowKeeper>(m_rig->workspace());
    keeper->start();
    ui::MainWindow &window = *keeper->at(0);
    m_rig->connectWindow(window, m_rig->target(u"test"_s, environment));
    window.actorsPage()->filterBox()->apply(u"counter"_s);
    window.openActor(m_rig->room());
    window.openActor(m_rig->counter());
    window.showSection(u"details"_s);
    [&window] { QTRY_VERIFY(window.session()->document().isLoaded()); }();
    window.session()->document().edit(ValuePath{u"count"_s}, 5);
    return keeper;
}

void tst_Session::aSessionReadsBackWhatWasWritten()
{
    ui::SavedSession session;
    session.isEnded = true;
    session.windows.append(
        {.geometry = "g",
         .docks = "d",
         .connections = {{.target = m_rig->target(),
                          .view = u"actors"_s,
                          .viewStates = {{u"actors"_s, QVariantMap{{u"filter"_s, u"x"_s}}}},
                          .actors = {{.id = u"id"_s,
                                      .label = u"counter a"_s,
                                      .section = u"state"_s,
                                      .draft = QCborMap{{u"key"_s, QCborValue(QByteArray("\x01\x02"))}},
                                      .replDraft = u"1 +"_s}},
                          .currentActor = u"id"_s}},
         .current = 0});
    const std::optional<ui::SavedSession> read = ui::SavedSession::fromBytes(session.toBytes());
    QVERIFY(read);
    QVERIFY(read->isEnded);
    const ui::SavedConnection &connection = read->windows.constFirst().connections.constFirst();
    QCOMPARE(connection.target.endpoint.base, m_rig->target().endpoint.base);
    QCOMPARE(connection.viewStates, session.windows[0].connections[0].viewStates);
    QCOMPARE(connection.actors[0].draft, session.windows[0].connections[0].actors[0].draft);
    QCOMPARE(connection.actors[0].replDraft, u"1 +"_s);
}

void tst_Session::anythingElseIsNoSession()
{
    QVERIFY(!ui::SavedSession::fromBytes({}));
    QVERIFY(!ui::SavedSession::fromBytes("{\"version\": 1}"));
    QVERIFY(!ui::SavedSession::fromBytes(QCborValue(QCborMap{{u"version"_s, 99}}).toCbor()));
    QVERIFY(!ui::SavedSession::fromBytes(ui::SavedSession{}.toBytes().chopped(1)));
}

void tst_Session::tabsFiltersAndSectionsComeBack()
{
    makeSession()->end();
    m_rig->restart();
    ui::WindowKeeper keeper(m_rig->workspace());
    keeper.start();
    ui::MainWindow &window = *keeper.at(0);
    QVERIFY(window.connection());
    QCOMPARE(window.tabs().current()->actors().count(), 2);
    QCOMPARE(window.session()->actorId(), m_rig->counter());
    QCOMPARE(window.actorPage()->currentSection(), u"details"_s);
    QCOMPARE(window.actorsPage()->filterBox()->text(), u"counter"_s);
}

void tst_Session::editsComeBackAsDrafts()
{
    makeSession()->end();
    m_rig->restart();
    m_rig->engine().setState(m_rig->counter(), QCborMap{{u"count"_s, 1}, {u"more"_s, true}});
    ui::WindowKeeper keeper(m_rig->workspace());
    keeper.start();
    ui::ActorSession *session = keeper.at(0)->session();
    QTRY_VERIFY(session->document().isLoaded());
    QCOMPARE(session->document().merged().toMap()[u"count"_s].toInteger(), 5);
    QCOMPARE(session->document().live().toMap()[u"more"_s].toBool(), true);
    QVERIFY(keeper.at(0)->isWindowModified());
    QCOMPARE(m_rig->engine().writeCount(), 0);
}

void tst_Session::draftsAreLeftOutIfTheUserWants()
{
    m_rig->workspace().settings().set(ui::setting::keepDrafts, false);
    const auto keeper = makeSession();
    const ui::SavedSession session = keeper->describe();
    for (const ui::SavedActor &actor : session.windows[0].connections[0].actors)
        QVERIFY(actor.draft.isEmpty());
    keeper->at(0)->session()->document().revert();
}

void tst_Session::theFileIsTheUsersAloneAndHasNoToken()
{
    {
        ui::WindowKeeper keeper(m_rig->workspace());
        keeper.start();
        ui::ConnectionTarget target = m_rig->target();
        target.endpoint = target.endpoint.withToken(u"very-secret"_s);
        keeper.at(0)->connectTo(target);
        keeper.end();
    }
    QFile file(sessionFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("very-secret"));
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(file).permissions() & others));
}

void tst_Session::productionWaitsForAClick()
{
    makeSession(ui::Environment::Production)->end();
    m_rig->restart();
    m_rig->engine().forgetRequests();
    ui::WindowKeeper keeper(m_rig->workspace());
    keeper.start();
    ui::MainWindow &window = *keeper.at(0);
    settle();
    QVERIFY(!window.connection());
    // Whoever looks for engines on this machine may have asked what it is, without knowing the connection.
    QCOMPARE(m_rig->engine().requestCount({}, {}), m_rig->engine().requestCount("GET", "/metadata"));
    QVERIFY(window.connectionBar()->text().contains(u"waits for you"_s));
    // What waits is kept even if it is never opened.
    QCOMPARE(keeper.describe().windows[0].connections[0].actors.size(), 2);
    trigger(window, u"connection.open"_s);
    QTRY_VERIFY(window.connection());
    QCOMPARE(window.session()->actorId(), m_rig->counter());
    QTRY_VERIFY(window.session()->document().isLoaded());
    QVERIFY(window.session()->document().isModified());
}

void tst_Session::writeUnlocksDoNotComeBack()
{
    {
        const auto keeper = makeSession(ui::Environment::Production);
        keeper->at(0)->connection()->http().guard().allowFor(std::chrono::minutes(60));
        keeper->end();
    }
    m_rig->restart();
    ui::WindowKeeper keeper(m_rig->workspace());
    keeper.start();
    trigger(*keeper.at(0), u"connection.open"_s);
    QTRY_VERIFY(keeper.at(0)->connection());
    QCOMPARE(keeper.at(0)->connection()->http().writeMode(), ui::WriteMode::ReadOnly);
}

void tst_Session::afterACrashTheUserIsAsked()
{
    makeSession()->session().save();
    m_rig->restart();
    ui::WindowKeeper keeper(m_rig->workspace());
    keeper.start();
    ui::MainWindow &window = *keeper.at(0);
    QCOMPARE(window.tabs().count(), 0);
    QVERIFY(window.undoBar()->text().contains(u"did not end as it should"_s));
    trigger(window, u"session.restore"_s);
    QCOMPARE(window.tabs().count(), 1);
    QTRY_VERIFY(window.session());
    QTRY_VERIFY(window.session()->document().isLoaded());
    QCOMPARE(window.session()->document().merged().toMap()[u"count"_s].toInteger(), 5);
    QVERIFY(!isEnabled(window, u"session.restore"_s));
    QVERIFY(window.undoBar()->isHidden());
}

void tst_Session::startingCleanForgetsTheSession()
{
    makeSession()->session().save();
    m_rig->restart();
    {
        ui::WindowKeeper keeper(m_rig->workspace());
        keeper.start();
        // Until it is answered the question comes back.
        keeper.end();
    }
    ui::WindowKeeper keeper(m_rig->workspace());
    keeper.start();
    trigger(*keeper.at(0), u"session.startClean"_s);
    QCOMPARE(keeper.at(0)->tabs().count(), 0);
    QVERIFY(ui::SavedSession::fromBytes([this] {
                QFile file(sessionFile());
                return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            }())
                ->isEmpty());
}

void tst_Session::severalWindowsComeBack()
{
    {
        const auto keeper = makeSession();
        trigger(*keeper->at(0), u"tab.toNewWindow"_s);
        QCOMPARE(keeper->count(), 2);
        keeper->end();
    }
    m_rig->restart();
    ui::WindowKeeper keeper(m_rig->workspace());
    keeper.start();
    QCOMPARE(keeper.count(), 2);
    QCOMPARE(keeper.at(1)->session()->actorId(), m_rig->counter());
}

void tst_Session::closingTheLastWindowKeepsTheSession()
{
    {
        const auto keeper = makeSession();
        QSignalSpy ended(keeper.get(), &ui::WindowKeeper::ended);
        // Edits are in the session, so nothing is asked.
        QVERIFY(keeper->at(0)->close());
        QCOMPARE(ended.size(), 1);
        settle();
    }
    m_rig->restart();
    ui::WindowKeeper keeper(m_rig->workspace());
    keeper.start();
    QVERIFY(keeper.at(0)->session());
}

void tst_Session::whatWasSeenMovesToTheDataFolder()
{
    QTemporaryDir settings;
    QTemporaryDir data;
    const auto write = [](const QString &path, const QByteArray &bytes) {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    const auto read = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(write(settings.filePath(u"history/engine/namespace/actor.states"_s), "old"));
    QVERIFY(write(settings.filePath(u"history/engine/namespace/other.states"_s), "older"));
    QVERIFY(write(settings.filePath(u"destroyed/copy.json"_s), "copy"));
    // What is there already is newer.
    QVERIFY(write(data.filePath(u"history/engine/namespace/actor.states"_s), "new"));
    {
        const ui::Workspace workspace(settings.path(), data.path());
        QCOMPARE(workspace.historyFolder(), data.filePath(u"history"_s));
    }
    QCOMPARE(read(data.filePath(u"history/engine/namespace/actor.states"_s)), "new");
    QCOMPARE(read(data.filePath(u"history/engine/namespace/other.states"_s)), "older");
    QCOMPARE(read(data.filePath(u"destroyed/copy.json"_s)), "copy");
    QVERIFY(!QFileInfo::exists(settings.filePath(u"destroyed"_s)));
    QVERIFY(!QFileInfo::exists(settings.filePath(u"history/engine/namespace/other.states"_s)));
    // Once more, as at every start.
    const ui::Workspace again(settings.path(), data.path());
    QCOMPARE(read(data.filePath(u"history/engine/namespace/other.states"_s)), "older");
    // Without a data folder of its own everything stays together.
    const ui::Workspace together(settings.path());
    QCOMPARE(together.historyFolder(), settings.filePath(u"history"_s));
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_Session test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_session.moc"
