// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/manager/json.h"
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/actorsession.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actor/commandrow.h"
#include "ui/pages/actor/factchips.h"
#include "ui/pages/actor/lifecycledialog.h"
#include "ui/pages/actor/lifecyclestrip.h"
#include "ui/pages/actor/peeknote.h"
#include "ui/pages/actor/statusdialog.h"
#include "ui/pages/details/detailspage.h"
#include "ui/pages/details/offercard.h"
#include "ui/widgets/command.h"
#include "ui/widgets/statusbadge.h"

#include <QtCore/QCborMap>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QClipboard>
#include <QtGui/QStandardItemModel>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::test;
using Phase = ui::ActorSession::Phase;

/// The actor's page and its details, offscreen, against a scripted engine.
class tst_ActorPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void withoutASessionItSaysSo();
    void showsWhatItIsAndWhere();
    void lookingAtASleepingActorNeverWakesIt();
    void wakingToRefreshIsAChoice();
    void whatWasHeardStaysWithItsAge();
    void countsDownToTheNextTry();
    void commandsMoveIntoAMenuWhereItIsNarrow();
    void theStripWalksAlongTheLife();
    void theLifeIsAlsoAList();
    void explainsTheStatus();
    void explainsWithoutThePool();
    void badgesFollowTheActor();
    void whatAnActorDoesNotHaveIsADash();
    void theRailShowsIconsWhereItIsNarrow();
    void detailsTellTheWholeRecord();
    void detailsTellWhatAnOldRuntimeLacks();
    void hostileNamesStayText();
    void theHeadIsTwoLinesWhereThePageIsLow();
    void fitsNarrowAndWide();
    void writesPictures();

private:
    void open();
    void goLive();
    void answerPools();
    [[nodiscard]] manager::Actor &record() { return m_engine->actor(m_id).record; }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::ActorSession> m_session;
    std::unique_ptr<ui::ActorEventLog> m_log;
    std::unique_ptr<ui::ActorPage> m_page;
    ui::DetailsPage *m_details = nullptr;
    std::vector<std::unique_ptr<QAction>> m_commands;
    QString m_id;
};

namespace {

ui::Tone toneOf(ui::ActorStatus status)
{
    switch (status) {
    case ui::ActorStatus::Running:
        return ui::tone::running;
    case ui::ActorStatus::Sleeping:
        return ui::tone::sleeping;
    case ui::ActorStatus::Crashed:
        return ui::tone::crashed;
    case ui::ActorStatus::CrashLoop:
        return ui::tone::backoff;
    case ui::ActorStatus::Pending:
        return ui::tone::pending;
    default:
        return ui::tone::unknown;
    }
}

manager::Instant fromNow(std::chrono::milliseconds span)
{
    return manager::Instant(std::chrono::milliseconds(QDateTime::currentMSecsSinceEpoch()) + span);
}

} // namespace

void tst_ActorPage::init()
{
    m_engine = std::make_unique<ScriptedEngine>();
    m_id = m_engine->addActor(u"chatRoom"_s, u"general"_s, QCborMap{{u"count"_s, 1}}).record.actorId;
    m_http = std::make_unique<ui::HttpClient>(ui::Endpoint::parse(m_engine->url()).value(),
                                              ui::WriteMode::Allowed);
    m_page = std::make_unique<ui::ActorPage>(toneOf);
    m_details = new ui::DetailsPage;
    for (const auto &[id, text, icon] :
         {std::tuple(u"actor.wake"_s, u"Wake"_s, "play"_L1),
          std::tuple(u"actor.sleep"_s, u"Sleep"_s, "moon"_L1),
          std::tuple(u"actor.reschedule"_s, u"Reschedule"_s, "arrow-clockwise"_L1),
          std::tuple(u"actor.destroy"_s, u"Destroy…"_s, "trash3"_L1)})
        m_commands.emplace_back(ui::makeCommand(nullptr, {.id = id, .text = text, .icon = icon}));
    QList<QAction *> commands;
    for (const auto &command : m_commands)
        commands.append(command.get());
    m_page->setCommands(commands);
    m_page->addSection({.id = u"details"_s, .text = u"Details"_s, .icon = "info-circle"_L1}, m_details);
    m_page->addSection({.id = u"connections"_s, .text = u"Connections"_s, .icon = "plug"_L1},
                       new QLabel(u"c"_s));
    m_page->addSection({.id = u"queue"_s, .text = u"Queue"_s, .icon = "list-ol"_L1}, new QLabel(u"q"_s));
    m_page->resize(700, 700);
    m_page->show();
}

void tst_ActorPage::cleanup()
{
    m_page.reset();
    m_log.reset();
    m_session.reset();
    m_http.reset();
    m_engine.reset();
    m_commands.clear();
}

void tst_ActorPage::open()
{
    m_session = std::make_unique<ui::ActorSession>(*m_http, m_id);
    m_log = std::make_unique<ui::ActorEventLog>(*m_session);
    m_session->start();
    m_page->setSession(m_session.get());
    m_page->setLog(m_log.get());
    m_details->setSession(m_session.get());
    QObject::connect(m_commands.front().get(), &QAction::triggered, m_session.get(),
                     [this] { m_session->wake(); });
}

void tst_ActorPage::goLive()
{
    open();
    QTRY_COMPARE(m_session->phase(), Phase::Live);
    QTRY_VERIFY(m_session->runtime());
}

void tst_ActorPage::answerPools()
{
    m_engine->intercept([](const ScriptedRequest &request) -> std::optional<ScriptedReply> {
        if (request.path() == "/runners") {
            const manager::Runner full{.runnerId = u"r1"_s,
                                       .namespaceId = u"n"_s,
                                       .datacenter = u"default"_s,
                                       .name = u"default"_s,
                                       .key = u"k"_s,
                                       .version = 4,
                                       .totalSlots = 10,
                                       .createTs = fromNow(-1h),
                                       .lastPingTs = fromNow(0s)};
            return ScriptedReply{.body = manager::writeBody(manager::RunnersListResponse{.runners = {full}})};
        }
        if (request.path() == "/envoys")
            return ScriptedReply{.body = manager::writeBody(manager::EnvoysListResponse())};
        if (request.path() != "/runner-configs")
            return std::nullopt;
        manager::RunnerConfigsListResponse configs;
        configs.runnerConfigs[u"default"_s].datacenters[u"default"_s] = {.kind = manager::NormalPool()};
        return ScriptedReply{.body = manager::writeBody(configs)};
    });
}

void tst_ActorPage::withoutASessionItSaysSo()
{
    for (QAction *command : m_page->commands())
        QVERIFY(!command->isEnabled());
    QVERIFY(!m_page->rail()->isVisible());
    QCOMPARE(m_details->valueOf(u"actorId"_s), QString());
}

void tst_ActorPage::showsWhatItIsAndWhere()
{
    goLive();
    QCOMPARE(m_page->header()->statusBadge()->word(), u"Running"_s);
    QVERIFY(m_page->header()->explanation().startsWith(u"Runs since"));
    QStringList facts;
    for (const ui::Fact &fact : m_page->header()->chips()->facts())
        facts.append(fact.value);
    QVERIFY(facts.contains(record().runnerNameSelector) || record().runnerNameSelector.isEmpty());
    QVERIFY(facts.contains(u"rivetkit 2.3.19"_s));
    QVERIFY(m_page->peekNote()->text().isEmpty());
}

void tst_ActorPage::lookingAtASleepingActorNeverWakesIt()
{
    m_engine->putToSleep(m_id);
    m_engine->forgetRequests();
    open();
    QTRY_COMPARE(m_session->phase(), Phase::Asleep);
    for (const QString &section : m_page->sections())
        m_page->showSection(section);
    m_page->commands().constFirst()->trigger();
    settle();
    // Several looks at the record later still nothing has reached the actor itself.
    QTRY_VERIFY_WITH_TIMEOUT(m_engine->requestCount("GET", "/actors") > 1, 10000);
    QCOMPARE(m_engine->reachedCount(m_id), 0);
    QCOMPARE(m_engine->writeCount(), 0);
    QVERIFY(m_page->peekNote()->text().contains(u"Looking does not wake"));
}

void tst_ActorPage::wakingToRefreshIsAChoice()
{
    m_engine->putToSleep(m_id);
    open();
    QTRY_COMPARE(m_session->phase(), Phase::Asleep);
    auto *button = m_page->peekNote()->findChild<QPushButton *>();
    QVERIFY(button && button->isVisible());
    button->click();
    QTRY_COMPARE(m_session->phase(), Phase::Live);
    QVERIFY(m_page->peekNote()->text().isEmpty());
}

void tst_ActorPage::whatWasHeardStaysWithItsAge()
{
    goLive();
    m_engine->putToSleep(m_id);
    QTRY_COMPARE(m_session->phase(), Phase::Asleep);
    QVERIFY(m_page->peekNote()->text().contains(u"from before"));
    QVERIFY(m_session->document().isLoaded());
}

void tst_ActorPage::countsDownToTheNextTry()
{
    m_engine->putToSleep(m_id);
    record().rescheduleTs = fromNow(60s);
    open();
    QTRY_COMPARE(m_session->status(), ui::ActorStatus::CrashLoop);
    QVERIFY(m_page->header()->statusBadge()->word().contains(u"next try in"));
}

void tst_ActorPage::commandsMoveIntoAMenuWhereItIsNarrow()
{
    goLive();
    m_page->resize(900, 700);
    settle();
    QCOMPARE(m_page->header()->commandRow()->shownCount(), 4);
    m_page->resize(480, 700);
    settle();
    QVERIFY(m_page->header()->commandRow()->shownCount() < 4);
    QVERIFY(m_page->width() <= 480);
}

void tst_ActorPage::theStripWalksAlongTheLife()
{
    goLive();
    ui::LifecycleStrip *strip = m_page->header()->strip();
    QVERIFY(strip->marks().size() >= 2);
    QVERIFY(strip->accessibleDescription().contains(u"Created"));
    m_engine->putToSleep(m_id);
    QTRY_VERIFY_WITH_TIMEOUT(strip->accessibleDescription().contains(u"Fell asleep"), 10000);
    strip->setFocus();
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End})
        QTest::keyClick(strip, key);
    QList<ui::LifecycleMark> many;
    for (int i = 0; i < 60; ++i)
        many.append({.kind = i % 2 ? ui::LifecycleMark::Kind::Slept : ui::LifecycleMark::Kind::Woke,
                     .at = fromNow(std::chrono::minutes(i - 60))});
    strip->setMarks(many);
    QVERIFY(strip->shownCount() < 60);
    QVERIFY(strip->shownCount() > 3);
}

void tst_ActorPage::theLifeIsAlsoAList()
{
    goLive();
    m_page->header()->strip()->setFocus();
    QTest::keyClick(m_page->header()->strip(), Qt::Key_Return);
    auto *dialog = m_page->findChild<ui::LifecycleDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->model()->rowCount(), int(m_page->header()->strip()->marks().size()));
    QCOMPARE(auditWindow(*dialog), QStringList());
}

void tst_ActorPage::explainsTheStatus()
{
    m_engine->putToSleep(m_id);
    record().pendingAllocationTs = fromNow(-42s);
    record().sleepTs.reset();
    record().runnerNameSelector = u"default"_s;
    record().datacenter = u"default"_s;
    answerPools();
    open();
    QTRY_COMPARE(m_session->status(), ui::ActorStatus::Pending);
    QSignalSpy explaining(m_page.get(), &ui::ActorPage::explaining);
    m_page->commands().constFirst()->trigger();
    auto *dialog = m_page->findChild<ui::StatusDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->hasReadPool());
    QCOMPARE(dialog->advice().ruleId, u"pending.full"_s);
    QCOMPARE(m_engine->reachedCount(m_id), 0);
    QCOMPARE(auditWindow(*dialog), QStringList());
    // It follows: the actor starts.
    m_engine->wake(m_id);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->advice().ruleId, u"running"_s, 10000);
}

void tst_ActorPage::explainsWithoutThePool()
{
    m_engine->putToSleep(m_id);
    record().error = QJsonObject{
        {u"crashed"_s,
         QJsonObject{{u"message"_s, u"Error: outer\n  at a.ts:1\nCaused by: TypeError: inner"_s}}}};
    open();
    QTRY_COMPARE(m_session->status(), ui::ActorStatus::Crashed);
    m_page->commands().constFirst()->trigger();
    auto *dialog = m_page->findChild<ui::StatusDialog *>();
    QTRY_VERIFY(dialog->hasReadPool());
    QCOMPARE(dialog->advice().ruleId, u"crashed"_s);
    QCOMPARE(auditWindow(*dialog), QStringList());
    // Its session may go while it is open.
    m_page->setSession(nullptr);
    m_details->setSession(nullptr);
    m_log.reset();
    m_session.reset();
    settle();
}

void tst_ActorPage::badgesFollowTheActor()
{
    goLive();
    using namespace inspector;
    const QAbstractItemModel *rail = m_page->rail()->model();
    m_engine->push(m_engine->inspectors(m_id).constFirst(), v6::QueueUpdated{.queueSize = {6}});
    QTRY_COMPARE(rail->index(2, 0).data(Qt::AccessibleTextRole).toString(), u"Queue, 6"_s);
    m_engine->push(m_engine->inspectors(m_id).constFirst(), v6::QueueUpdated{.queueSize = {0}});
    QTRY_COMPARE(rail->index(2, 0).data(Qt::AccessibleTextRole).toString(), u"Queue"_s);
    m_page->setSectionBadge(u"connections"_s, u"3"_s);
    QCOMPARE(rail->index(1, 0).data(Qt::AccessibleTextRole).toString(), u"Connections, 3"_s);
}

void tst_ActorPage::whatAnActorDoesNotHaveIsADash()
{
    goLive();
    m_page->showSection(u"queue"_s);
    m_page->setSectionUnavailable(u"queue"_s, u"This actor has no queue."_s);
    QCOMPARE(m_page->currentSection(), u"details"_s);
    const QModelIndex queue = m_page->rail()->model()->index(2, 0);
    QCOMPARE(queue.data(Qt::AccessibleTextRole).toString(), u"Queue, —"_s);
    QCOMPARE(queue.data(Qt::ToolTipRole).toString(), u"This actor has no queue."_s);
    QVERIFY(!m_page->showSection(u"queue"_s));
    m_page->setSectionUnavailable(u"queue"_s, {});
    QVERIFY(m_page->showSection(u"queue"_s));
}

void tst_ActorPage::theRailShowsIconsWhereItIsNarrow()
{
    goLive();
    QVERIFY(!m_page->rail()->isCollapsed());
    m_page->resize(480, 700);
    settle();
    QVERIFY(m_page->rail()->isCollapsed());
    m_page->resize(900, 700);
    settle();
    QVERIFY(!m_page->rail()->isCollapsed());
    m_page->setRailCollapsed(true);
    QVERIFY(m_page->rail()->isCollapsed());
}

void tst_ActorPage::detailsTellTheWholeRecord()
{
    goLive();
    QCOMPARE(m_details->valueOf(u"actorId"_s), m_id);
    QCOMPARE(m_details->valueOf(u"key"_s), u"general"_s);
    QCOMPARE(m_details->valueOf(u"status"_s), u"Running"_s);
    QCOMPARE(m_details->valueOf(u"inspector"_s), u"version 6"_s);
    QCOMPARE(m_details->valueOf(u"runtime"_s), u"rivetkit 2.3.19"_s);
    QVERIFY(!m_details->valueOf(u"createTs"_s).isEmpty());
    QSignalSpy copied(m_details, &ui::DetailsPage::copied);
    m_details->commands().constFirst()->trigger();
    QCOMPARE(copied.size(), 1);
    const QJsonObject json = QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8()).object();
    QCOMPARE(json.value("actor_id"_L1).toString(), m_id);
}

void tst_ActorPage::detailsTellWhatAnOldRuntimeLacks()
{
    m_engine->setDialect(inspector::Dialect{inspector::Framing::Embedded, 4});
    goLive();
    QCOMPARE(m_details->offers()->textOf(ui::Feature::State), u"State"_s);
    QVERIFY(m_details->offers()->textOf(ui::Feature::Schedules).contains(u"needs RivetKit 2.3.5"));
}

void tst_ActorPage::hostileNamesStayText()
{
    record().name = u"<b>bold</b>\u202Ereversed"_s;
    record().key = u"<img src=x>\n"_s % QString(3000, u'k');
    goLive();
    settle();
    QCOMPARE(m_details->valueOf(u"name"_s), record().name);
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        if (label->text().contains(u"<b>") || label->text().contains(u"<img"))
            QVERIFY(label->textFormat() == Qt::PlainText);
    QVERIFY(m_page->width() <= 700);
}

void tst_ActorPage::theHeadIsTwoLinesWhereThePageIsLow()
{
    goLive();
    const ui::ActorHeader &header = *m_page->header();
    QVERIFY(header.chips()->isVisible() && header.strip()->isVisible());
    const int full = header.height();
    m_page->resize(700, 460);
    settle();
    QVERIFY(!header.chips()->isVisible() && !header.strip()->isVisible());
    QVERIFY(header.height() < full);
    QVERIFY(header.statusBadge()->isVisible());
    m_page->resize(700, 700);
    settle();
    QVERIFY(header.chips()->isVisible() && header.strip()->isVisible());
}

void tst_ActorPage::fitsNarrowAndWide()
{
    goLive();
    for (const int width : {480, 560, 700, 1000, 1400}) {
        m_page->resize(width, 700);
        settle();
        QCOMPARE(m_page->width(), width);
        QCOMPARE(auditWindow(*m_page), QStringList());
    }
}

/// Only where somebody asks for them: ROVE_PICTURES names the folder.
void tst_ActorPage::writesPictures()
{
    const QString folder = qEnvironmentVariable("ROVE_PICTURES");
    if (folder.isEmpty())
        QSKIP("No folder for pictures is named.");
    record().runnerNameSelector = u"default"_s;
    record().datacenter = u"default"_s;
    answerPools();
    goLive();
    m_page->setSectionBadge(u"connections"_s, u"3"_s);
    m_page->setSectionUnavailable(u"queue"_s, u"This actor has no queue."_s);
    for (const auto scheme : {ui::Theme::Scheme::Light, ui::Theme::Scheme::Dark}) {
        ui::Theme::instance().setScheme(scheme);
        const QString name = scheme == ui::Theme::Scheme::Light ? u"light"_s : u"dark"_s;
        const auto take = [&](const QString &what, QWidget *widget) {
            settle();
            QVERIFY(widget->grab().save(u"%1/actor-%2-%3.png"_s.arg(folder, what, name)));
        };
        m_engine->wake(m_id);
        record().error.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->phase(), Phase::Live, 10000);
        for (const int width : {1000, 680, 480}) {
            m_page->resize(width, 800);
            take(u"live-%1"_s.arg(width), m_page.get());
        }
        m_engine->putToSleep(m_id);
        record().error = QJsonObject{
            {u"crashed"_s,
             QJsonObject{{u"message"_s,
                          u"Error: cannot load the room\n  at load (room.ts:41)\n"
                          "Caused by: TypeError: undefined is not a function\n  at parse (json.ts:7)"_s}}}};
        QTRY_COMPARE_WITH_TIMEOUT(m_session->status(), ui::ActorStatus::Crashed, 10000);
        m_page->resize(680, 800);
        take(u"crashed"_s, m_page.get());
        m_page->commands().constFirst()->trigger();
        auto *dialog = m_page->findChild<ui::StatusDialog *>();
        QTRY_VERIFY(dialog->hasReadPool());
        take(u"explain"_s, dialog);
        delete dialog;
        m_page->commands().constLast()->trigger();
        auto *life = m_page->findChild<ui::LifecycleDialog *>();
        take(u"life"_s, life);
        delete life;
    }
    ui::Theme::instance().setScheme(ui::Theme::Scheme::Light);
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_ActorPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_actorpage.moc"
