// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/support/scriptedengine.h"
#include "ui/models/actoreventlimits.h"
#include "ui/models/actoreventlog.h"
#include "ui/models/actorsession.h"
#include "ui/pages/events/eventdetail.h"
#include "ui/pages/events/eventfacets.h"
#include "ui/pages/events/eventspage.h"
#include "ui/pages/events/eventstable.h"
#include "ui/widgets/command.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborMap>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::test;

/// The events page, offscreen, over a log that the test writes.
class tst_EventsPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void withoutALogItSaysSo();
    void withoutEventsItSaysSo();
    void showsEventsAndTheirCounts();
    void followsTheEndUntilScrolledAway();
    void staysInPlaceWhileOldRowsGo();
    void pausesAndResumes();
    void hidesKindsAndLevels();
    void filtersWithTheFilterLanguage();
    void aBadFilterKeepsTheRows();
    void aFilterThatMatchesNothingOffersToClearIt();
    void showsBeforeAndAfterOfAState();
    void linksCauseAndEffects();
    void copiesRows();
    void exportsWhatIsShown();
    void keepsItsViewAcrossLogs();
    void outlivesItsLog();
    void takesAFloodWithoutGrowing();
    void fitsNarrowAndWide();
    void writesPictures();

private:
    void add(ui::EventKind kind, const QString &summary, ui::EventLevel level = ui::EventLevel::Normal);
    void addMany(int count);
    void addScene();
    [[nodiscard]] QAction *command(const QString &id) const;
    [[nodiscard]] QString summary(int row) const
    {
        return m_page->model().index(row, ui::ActorEventModel::SummaryColumn).data().toString();
    }

    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::ActorSession> m_session;
    std::unique_ptr<ui::ActorEventLog> m_log;
    std::unique_ptr<ui::EventsPage> m_page;
    manager::Instant m_now;
};

void tst_EventsPage::init()
{
    m_http = std::make_unique<ui::HttpClient>(ui::Endpoint::parse(u"http://127.0.0.1:1"_s).value(),
                                              ui::WriteMode::ReadOnly);
    m_session = std::make_unique<ui::ActorSession>(*m_http, u"actor"_s);
    m_log = std::make_unique<ui::ActorEventLog>(*m_session);
    m_page = std::make_unique<ui::EventsPage>();
    m_page->resize(900, 600);
    m_page->setLog(m_log.get());
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_now = manager::Instant(1'764'223'200'000ms);
}

void tst_EventsPage::cleanup()
{
    m_page.reset();
    m_log.reset();
    m_session.reset();
    m_http.reset();
}

QAction *tst_EventsPage::command(const QString &id) const
{
    const QList<QAction *> commands = m_page->commands();
    return *std::ranges::find(commands, id, &QObject::objectName);
}

void tst_EventsPage::add(ui::EventKind kind, const QString &summary, ui::EventLevel level)
{
    m_now += 37ms;
    m_log->append({.at = m_now, .kind = kind, .level = level, .summary = summary});
    m_log->flush();
}

void tst_EventsPage::addMany(int count)
{
    for (int i = 0; i < count; ++i)
        m_log->append({.at = m_now, .kind = ui::EventKind::Queue, .summary = u"event %1"_s.arg(i)});
    m_log->flush();
    settle();
}

void tst_EventsPage::addScene()
{
    using Kind = ui::EventKind;
    add(Kind::Lifecycle, u"First look: Running. Runs since 11/27/25, 5:48 AM."_s, ui::EventLevel::Detail);
    add(Kind::Inspector, u"Inspector connected, protocol 6: connections 1, queue 0, schedules 1"_s,
        ui::EventLevel::Detail);
    ui::ActorEvent connection{.at = m_now + 400ms,
                              .kind = Kind::Connection,
                              .summary = u"Connected"_s,
                              .connectionId = u"14b8b72e-3f1c"_s};
    connection.payload = std::make_shared<ui::EventPayload>(
        ui::EventPayload{.value = QCborMap{{u"type"_s, u"websocket"_s}, {u"hibernatable"_s, true}}});
    m_log->append(connection);
    m_now += 1200ms;
    ui::ActorEvent action{
        .at = m_now, .kind = Kind::Action, .summary = u"send(\"ada\", \"hello again\") → {4}"_s};
    action.duration = 3100us;
    action.payload = std::make_shared<ui::EventPayload>(
        ui::EventPayload{.value = QCborMap{{u"action"_s, u"send"_s},
                                           {u"arguments"_s, QCborArray{u"ada"_s, u"hello again"_s}},
                                           {u"result"_s, QCborMap{{u"id"_s, 5}, {u"from"_s, u"ada"_s}}}}});
    const quint64 cause = m_log->append(action);
    const QCborMap before{{u"title"_s, u"general"_s}, {u"topic"_s, u"Rooms"_s}, {u"count"_s, 128}};
    QCborMap after = before;
    after.insert(u"count"_s, 129);
    after.insert(u"lastMessage"_s, QCborMap{{u"from"_s, u"ada"_s}, {u"text"_s, u"hello again"_s}});
    m_log->append({.at = m_now + 2ms,
                   .kind = Kind::State,
                   .summary = u"count: 128 → 129, + lastMessage"_s,
                   .cause = cause,
                   .payload = std::make_shared<ui::EventPayload>(
                       ui::EventPayload{.before = QCborValue(before), .after = QCborValue(after)})});
    add(Kind::Queue, u"Messages waiting: 3 → 4"_s, ui::EventLevel::Detail);
    add(Kind::Schedule, u"heartbeat fired: ran tick, next at 06:01:00"_s);
    m_log->append({.at = m_now + 900ms,
                   .kind = Kind::Action,
                   .level = ui::EventLevel::Important,
                   .summary = u"setTopic(12) ✕ user.bad_topic: A topic is text"_s,
                   .duration = 1900us,
                   .isFailure = true});
    m_now += 2s;
    add(Kind::Gap, u"Not connected from 06:00:04 to 06:00:09: what happened in between is missing"_s,
        ui::EventLevel::Important);
    add(Kind::Edit, u"Applied edits of 2 paths → applied"_s);
    add(Kind::Command, u"Put to sleep"_s);
    add(Kind::Lifecycle, u"Fell asleep at 06:00:12"_s);
    settle();
}

void tst_EventsPage::withoutALogItSaysSo()
{
    m_page->setLog(nullptr);
    QCOMPARE(m_page->emptyState()->title(), u"No actor chosen"_s);
    QVERIFY(!command(u"events.pause"_s)->isEnabled());
    QVERIFY(!ui::disabledReason(command(u"events.export"_s)).isEmpty());
}

void tst_EventsPage::withoutEventsItSaysSo()
{
    QCOMPARE(m_page->emptyState()->title(), u"Nothing has happened yet"_s);
    QVERIFY(m_page->emptyState()->isVisible());
}

void tst_EventsPage::showsEventsAndTheirCounts()
{
    addScene();
    QCOMPARE(m_page->model().rowCount(), 12);
    QVERIFY(m_page->statusText().startsWith(u"12 event"));
    QVERIFY(!m_page->emptyState()->isVisible());
    const QModelIndex actions = m_page->facets()->model()->index(int(ui::EventKind::Action), 0);
    QVERIFY(actions.data(Qt::AccessibleTextRole).toString().startsWith(u"Action, 2 event"));
}

void tst_EventsPage::followsTheEndUntilScrolledAway()
{
    addMany(200);
    const QScrollBar *bar = m_page->table()->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    m_page->table()->verticalScrollBar()->setValue(100);
    QVERIFY(!m_page->table()->isFollowing());
    addMany(12);
    QCOMPARE(bar->value(), 100);
    QCOMPARE(m_page->table()->newCount(), 12);
    command(u"events.follow"_s)->trigger();
    settle();
    QVERIFY(m_page->table()->isFollowing());
    QCOMPARE(bar->value(), bar->maximum());
    QCOMPARE(m_page->table()->newCount(), 0);
}

void tst_EventsPage::staysInPlaceWhileOldRowsGo()
{
    addMany(int(ui::eventlimits::eventRowsMax));
    QVERIFY(m_page->table()->setCurrentId(m_log->lastId() - 100));
    settle();
    const quint64 chosen = m_page->table()->currentId();
    m_page->table()->verticalScrollBar()->setValue(m_page->table()->verticalScrollBar()->maximum() - 2000);
    const quint64 top = m_page->model().idAt(m_page->table()->rowAt(2));
    addMany(500);
    QVERIFY(m_log->evictedCount() > 0);
    QCOMPARE(m_page->model().idAt(m_page->table()->rowAt(2)), top);
    QCOMPARE(m_page->table()->currentId(), chosen);
    QVERIFY(m_page->statusText().contains(u"let go"));
}

void tst_EventsPage::pausesAndResumes()
{
    addScene();
    QTest::keyClick(m_page.get(), Qt::Key_Period, Qt::ControlModifier);
    QVERIFY(m_page->model().isPaused());
    add(ui::EventKind::Queue, u"later"_s);
    QCOMPARE(m_page->model().rowCount(), 12);
    QVERIFY(m_page->statusText().contains(u"paused"));
    command(u"events.pause"_s)->trigger();
    QCOMPARE(m_page->model().rowCount(), 13);
}

void tst_EventsPage::hidesKindsAndLevels()
{
    addScene();
    m_page->levelBox()->setCurrentIndex(1);
    QCOMPARE(m_page->model().rowCount(), 9);
    m_page->levelBox()->setCurrentIndex(0);
    m_page->table()->setCurrentIndex(m_page->model().index(4, 0));
    command(u"events.onlyKind"_s)->trigger();
    QCOMPARE(m_page->model().rowCount(), 1);
    command(u"events.clearFilter"_s)->trigger();
    QCOMPARE(m_page->model().rowCount(), 12);
    command(u"events.withoutKind"_s)->trigger();
    QCOMPARE(m_page->model().rowCount(), 11);
}

void tst_EventsPage::filtersWithTheFilterLanguage()
{
    addScene();
    m_page->filterBox()->setFocus();
    QTest::keyClicks(m_page->filterBox(), u"kind:action"_s);
    QTest::keyClick(m_page->filterBox(), Qt::Key_Return);
    QCOMPARE(m_page->model().rowCount(), 2);
    QCOMPARE(m_page->statusText(), u"2 of 12 events"_s);
}

void tst_EventsPage::aBadFilterKeepsTheRows()
{
    addScene();
    QTest::keyClicks(m_page->filterBox(), u"nonsense:1"_s);
    QTest::keyClick(m_page->filterBox(), Qt::Key_Return);
    QVERIFY(m_page->filterBox()->hasError());
    QCOMPARE(m_page->model().rowCount(), 12);
}

void tst_EventsPage::aFilterThatMatchesNothingOffersToClearIt()
{
    addScene();
    QTest::keyClicks(m_page->filterBox(), u"zebra"_s);
    QTest::keyClick(m_page->filterBox(), Qt::Key_Return);
    QCOMPARE(m_page->emptyState()->title(), u"No event matches"_s);
    command(u"events.clearFilter"_s)->trigger();
    QTRY_COMPARE(m_page->model().rowCount(), 12);
}

void tst_EventsPage::showsBeforeAndAfterOfAState()
{
    addScene();
    m_page->table()->setCurrentIndex(m_page->model().index(4, 0));
    ui::ValueTreeModel *tree = m_page->detail()->treeView()->valueModel();
    QCOMPARE(tree->marks().size(), 2);
    QCOMPARE(tree->marks().value(ValuePath{u"count"_s}).oldValue.value(), QCborValue(128));
    QVERIFY(!tree->isEditable());
}

void tst_EventsPage::linksCauseAndEffects()
{
    addScene();
    m_page->table()->setCurrentIndex(m_page->model().index(3, 0));
    QCOMPARE(m_page->detail()->linkTexts().size(), 1);
    QVERIFY(m_page->detail()->linkTexts().constFirst().contains(u"count: 128"));
    command(u"events.goToEffect"_s)->trigger();
    QCOMPARE(m_page->table()->currentIndex().row(), 4);
    command(u"events.goToCause"_s)->trigger();
    QCOMPARE(m_page->table()->currentIndex().row(), 3);
    QVERIFY(!command(u"events.goToCause"_s)->isEnabled());
}

void tst_EventsPage::copiesRows()
{
    addScene();
    QSignalSpy copied(m_page.get(), &ui::EventsPage::copied);
    m_page->table()->selectRow(3);
    command(u"events.copy"_s)->trigger();
    QCOMPARE(copied.size(), 1);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[1].contains(u"send(\"ada\""));
    command(u"events.copyJson"_s)->trigger();
    QVERIFY(QApplication::clipboard()->text().contains(u"\"arguments\""));
}

void tst_EventsPage::exportsWhatIsShown()
{
    addScene();
    const QTemporaryDir folder;
    m_page->exportTo(folder.filePath(u"log.csv"_s), ui::EventFormat::Csv);
    QTRY_VERIFY(m_page->messageBar()->text().contains(u"12 event"));
    m_page->exportTo(folder.filePath(u"no/log.csv"_s), ui::EventFormat::Csv);
    QTRY_COMPARE(m_page->messageBar()->severity(), ui::MessageBar::Severity::Error);
}

void tst_EventsPage::keepsItsViewAcrossLogs()
{
    addScene();
    QTest::keyClicks(m_page->filterBox(), u"kind:state"_s);
    QTest::keyClick(m_page->filterBox(), Qt::Key_Return);
    command(u"events.timeUtc"_s)->trigger();
    const QVariantMap view = m_page->saveView();
    m_page->setLog(nullptr);
    m_page->restoreView({});
    QVERIFY(m_page->filterBox()->text().isEmpty());
    m_page->setLog(m_log.get());
    QCOMPARE(m_page->model().rowCount(), 12);
    m_page->restoreView(view);
    QCOMPARE(m_page->model().rowCount(), 1);
    QCOMPARE(m_page->model().timeMode(), ui::ActorEventModel::TimeMode::Utc);
}

void tst_EventsPage::outlivesItsLog()
{
    addScene();
    m_page->table()->setCurrentIndex(m_page->model().index(3, 0));
    m_log.reset();
    QCOMPARE(m_page->model().rowCount(), 0);
    for (QAction *action : m_page->commands())
        if (action->objectName() != u"events.export")
            action->trigger();
    m_page->setLog(nullptr);
}

void tst_EventsPage::takesAFloodWithoutGrowing()
{
    for (int i = 0; i < 100'000; ++i)
        m_log->append({.kind = ui::EventKind::State, .summary = u"event"_s});
    QTRY_VERIFY(m_log->evictedCount() > 0);
    settle();
    QVERIFY(m_page->model().rowCount() <= ui::eventlimits::eventRowsMax);
    QVERIFY(m_page->table()->isFollowing());
}

void tst_EventsPage::fitsNarrowAndWide()
{
    addScene();
    for (const int width : {360, 480, 640, 900, 1300}) {
        m_page->resize(width, 600);
        settle();
        QCOMPARE(m_page->width(), width);
        QVERIFY(m_page->table()->columnWidth(ui::ActorEventModel::SummaryColumn) >= 80);
        QCOMPARE(auditWindow(*m_page), QStringList());
    }
}

/// Only where somebody asks for them: ROVE_PICTURES names the folder.
void tst_EventsPage::writesPictures()
{
    const QString folder = qEnvironmentVariable("ROVE_PICTURES");
    if (folder.isEmpty())
        QSKIP("No folder for pictures is named.");
    addScene();
    for (const auto scheme : {ui::Theme::Scheme::Light, ui::Theme::Scheme::Dark}) {
        ui::Theme::instance().setScheme(scheme);
        const QString name = scheme == ui::Theme::Scheme::Light ? u"light"_s : u"dark"_s;
        const auto take = [&](const QString &what) {
            settle();
            QVERIFY(m_page->grab().save(u"%1/events-%2-%3.png"_s.arg(folder, what, name)));
        };
        m_page->resize(1280, 640);
        m_page->table()->setCurrentIndex(m_page->model().index(4, 0));
        take(u"wide"_s);
        m_page->resize(680, 760);
        m_page->table()->setCurrentIndex(m_page->model().index(3, 0));
        take(u"usual"_s);
        m_page->resize(420, 640);
        take(u"narrow"_s);
        m_page->resize(680, 760);
        command(u"events.pause"_s)->setChecked(true);
        add(ui::EventKind::Queue, u"Messages waiting: 4 → 5"_s);
        m_page->filterBox()->setText(u"kind:zebra"_s);
        take(u"paused"_s);
        m_page->filterBox()->clear();
        command(u"events.pause"_s)->setChecked(false);
    }
    ui::Theme::instance().setScheme(ui::Theme::Scheme::Light);
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_EventsPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_eventspage.moc"
