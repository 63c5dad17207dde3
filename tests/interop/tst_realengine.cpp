// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/interop/realstack.h"
#include "tests/support/await.h"
#include "ui/models/actorlistmodel.h"
#include "ui/models/actorsession.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtCore/QCborMap>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {

using test::await;
using test::RealStack;

/// What the desktop shows and does against the real engine with a real rivetkit server, from its clients and
/// models up to the window; what really happened at the actor is asked through the npm client.
class TestRealEngine : public QObject {
    Q_OBJECT
public:
    explicit TestRealEngine(const QString &settingsFolder)
        : m_settingsFolder(settingsFolder)
    {}

private slots:
    void initTestCase()
    {
        m_stack = std::make_unique<RealStack>();
        m_endpoint = Endpoint::parse(m_stack->endpoint()).value().withNamespace(u"default"_s);
        m_http = std::make_unique<HttpClient>(m_endpoint, WriteMode::Allowed);
    }

    void cleanupTestCase()
    {
        m_http.reset();
        m_stack.reset();
    }

    void theListTellsActorsOfAllTypesWithTheirStatus()
    {
        ActorListModel list(*m_http);
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
        list.start();
        QTRY_COMPARE_WITH_TIMEOUT(list.rowCount(), 3, patience);
        QCOMPARE(list.phase(), ActorListModel::Phase::Ready);
        QCOMPARE(list.names(), QStringList({u"chatRoom"_s, u"counter"_s}));
        QCOMPARE(statusText(list, m_stack->actorId(u"counter"_s, u"main"_s)),
                 statusWord(ActorStatus::Running));
        QCOMPARE(statusText(list, m_stack->actorId(u"counter"_s, u"sleeper"_s)),
                 statusWord(ActorStatus::Sleeping));
    }

    void anActorMadeElsewhereAppearsInTheList()
    {
        ActorListModel list(*m_http);
        list.start();
        QTRY_COMPARE_WITH_TIMEOUT(list.rowCount(), 3, patience);
        const auto made = await(ManagerClient(*m_http).createActor(
            {.name = u"counter"_s, .key = u"made"_s, .runnerNameSelector = u"default"_s}));
        QVERIFY(made);
        QTRY_COMPARE_WITH_TIMEOUT(list.rowCount(), 4, patience);
        QVERIFY(await(ManagerClient(*m_http).destroyActor(made->actorId)));
        QTRY_COMPARE_WITH_TIMEOUT(list.rowCount(), 3, patience);
    }

    void theStateIsReadAndFollowsTheActor()
    {
        ActorSession session(*m_http, m_stack->actorId(u"counter"_s, u"main"_s));
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), ActorSession::Phase::Live, patience);
        const qint64 before = countAtActor();
        QTRY_COMPARE_WITH_TIMEOUT(countIn(session.document().live()), before, patience);
        m_stack->callAction(u"counter"_s, u"main"_s, u"increment"_s, {5});
        QTRY_COMPARE_WITH_TIMEOUT(countIn(session.document().live()), before + 5, patience);
        QVERIFY(session.document().recentChanges().contains(ValuePath{u"count"_s}));
    }

    void anEditArrivesAtTheActor()
    {
        ActorSession session(*m_http, m_stack->actorId(u"counter"_s, u"main"_s));
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.document().isLoaded(), patience);
        QVERIFY(session.document().edit(ValuePath{u"count"_s}, 1000));
        const Result<ApplyResult> applied = await(session.apply());
        QVERIFY(applied);
        QCOMPARE(applied->outcome, ApplyResult::Outcome::Applied);
        QCOMPARE(countAtActor(), 1000);
        m_stack->callAction(u"counter"_s, u"main"_s, u"increment"_s, {1});
        QCOMPARE(countAtActor(), 1001);
    }

    void anEditIsKeptWhileTheActorChangesSomethingElse()
    {
        const QString id = m_stack->actorId(u"chatRoom"_s, u"lobby"_s);
        ActorSession session(*m_http, id);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.document().isLoaded(), patience);
        QVERIFY(session.document().edit(ValuePath{u"title"_s}, u"The lobby"_s));
        const auto messageCount = [&] {
            return session.document().live().toMap().value(u"messages"_s).toArray().size();
        };
        const qsizetype before = messageCount();
        m_stack->callAction(u"chatRoom"_s, u"lobby"_s, u"send"_s, {u"grace"_s, u"Hello"_s});
        QTRY_COMPARE_WITH_TIMEOUT(messageCount(), before + 1, patience);
        QCOMPARE(session.document().edits().size(), size_t(1));
        const Result<ApplyResult> applied = await(session.apply());
        QVERIFY(applied);
        QCOMPARE(applied->outcome, ApplyResult::Outcome::Applied);
        QCOMPARE(m_stack->callAction(u"chatRoom"_s, u"lobby"_s, u"history"_s).toArray().size(), before + 1);
    }

    void actionsAnswerWithResultsAndErrors()
    {
        ActorSession session(*m_http, m_stack->actorId(u"counter"_s, u"main"_s));
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), ActorSession::Phase::Live, patience);
        QVERIFY(session.actions().contains(u"increment"_s));
        const qint64 before = countAtActor();
        const Result<ActionResult> result = await(session.callAction(u"increment"_s, {2}));
        QVERIFY(result);
        QCOMPARE(result->output.toInteger(), before + 2);
        const Result<ActionResult> refused = await(session.callAction(u"fail"_s, {u"not today"_s}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().wireName(), u"user.counter_failed"_s);
        QCOMPARE(refused.error().message, u"not today"_s);
        const Result<ActionResult> unknown = await(session.callAction(u"nothing"_s, {}));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::ActorActionNotFound);
    }

    void lookingAtASleepingActorDoesNotWakeIt()
    {
        const QString id = m_stack->actorId(u"counter"_s, u"sleeper"_s);
        m_stack->putToSleep(id);
        ActorSession session(*m_http, id);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), ActorSession::Phase::Asleep, patience);
        session.retry();
        QVERIFY(staysAsleep(id));
        QCOMPARE(session.phase(), ActorSession::Phase::Asleep);

        QVERIFY(await(session.wake()));
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), ActorSession::Phase::Live, patience);
        QTRY_COMPARE_WITH_TIMEOUT(countIn(session.document().live()), 3, patience);
        QVERIFY(!m_stack->isAsleep(id));
    }

    void anActorThatFallsAsleepUnderTheWatcherStaysAsleep()
    {
        const QString id = m_stack->actorId(u"counter"_s, u"sleeper"_s);
        ActorSession session(*m_http, id);
        session.start();
        QVERIFY(await(session.wake()));
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), ActorSession::Phase::Live, patience);
        QTRY_VERIFY_WITH_TIMEOUT(session.document().isLoaded(), patience);
        m_stack->putToSleep(id);
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), ActorSession::Phase::Asleep, patience);
        session.retry();
        QVERIFY(staysAsleep(id));
        QCOMPARE(countIn(session.document().live()), 3);
    }

    void theWindowShowsFollowsAndEditsALiveActor()
    {
        Workspace workspace(m_settingsFolder);
        MainWindow window(workspace);
        open(window);
        QTRY_COMPARE_WITH_TIMEOUT(window.actorsPage()->table()->shownCount(), 3, patience);

        window.chooseActor(m_stack->actorId(u"counter"_s, u"main"_s));
        const qint64 before = countAtActor();
        QTRY_COMPARE_WITH_TIMEOUT(countShown(window), before, patience);
        m_stack->callAction(u"counter"_s, u"main"_s, u"increment"_s, {7});
        QTRY_COMPARE_WITH_TIMEOUT(countShown(window), before + 7, patience);

        ValueTreeModel *tree = window.statePage()->treeView()->valueModel();
        const QModelIndex cell = countCell(window);
        QVERIFY(tree->setData(cell, QVariant::fromValue(QCborValue(-40)), Qt::EditRole));
        QCOMPARE(countAtActor(), before + 7);
        QAction *apply = window.statePage()->applyCommand();
        QTRY_VERIFY(apply->isEnabled());
        apply->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(countAtActor(), -40, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!window.session()->document().isModified(), patience);
        window.disconnectAll();
    }

    void theWindowDoesNotWakeASleepingActorUntilTold()
    {
        const QString id = m_stack->actorId(u"counter"_s, u"sleeper"_s);
        m_stack->putToSleep(id);
        Workspace workspace(m_settingsFolder);
        MainWindow window(workspace);
        open(window);
        QTRY_COMPARE_WITH_TIMEOUT(window.actorsPage()->table()->shownCount(), 3, patience);
        window.chooseActor(id);
        QTRY_VERIFY(window.session());
        QTRY_COMPARE_WITH_TIMEOUT(window.session()->phase(), ActorSession::Phase::Asleep, patience);
        for (const char16_t *section : {u"actions", u"details", u"state"})
            window.commands().action(u"section."_s % QStringView(section))->trigger();
        window.session()->retry();
        QVERIFY(staysAsleep(id));

        window.commands().action(u"actor.wake"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(countShown(window), 3, patience);
        QVERIFY(!m_stack->isAsleep(id));
        window.disconnectAll();
    }

private:
    static constexpr int patience = 30'000;

    static qint64 countIn(const QCborValue &state) { return state.toMap().value(u"count"_s).toInteger(-1); }

    qint64 countAtActor()
    {
        return m_stack->callAction(u"counter"_s, u"main"_s, u"getCount"_s).toInteger(-1);
    }

    static QString statusText(const ActorListModel &list, const QString &id)
    {
        for (int row = 0; row < list.rowCount(); ++row) {
            const QModelIndex index = list.index(row, static_cast<int>(ActorListModel::Column::Status));
            if (index.data(roleOf(TableRole::Key)) == id)
                return index.data(Qt::DisplayRole).toString();
        }
        return {};
    }

    /// Watches for a while; false as soon as somebody wakes the actor.
    bool staysAsleep(const QString &id)
    {
        return !QTest::qWaitFor([&] { return !m_stack->isAsleep(id); }, QDeadlineTimer(3s));
    }

    void open(MainWindow &window)
    {
        window.show();
        window.connectTo({.name = u"real engine"_s, .endpoint = m_endpoint});
    }

    static QModelIndex countCell(MainWindow &window)
    {
        ValueTreeModel *tree = window.statePage()->treeView()->valueModel();
        return tree->indexOf(ValuePath{u"count"_s}).siblingAtColumn(ValueTreeModel::ValueColumn);
    }

    static qint64 countShown(MainWindow &window)
    {
        const QVariant value = countCell(window).data(ValueTreeModel::RawValueRole);
        return value.value<QCborValue>().toInteger(-1);
    }

    QString m_settingsFolder;
    std::unique_ptr<RealStack> m_stack;
    Endpoint m_endpoint;
    std::unique_ptr<HttpClient> m_http;
};

} // namespace rove::ui

int main(int argc, char **argv)
{
    rove::test::GuiRig rig(argc, argv);
    rove::ui::TestRealEngine test(rig.settingsFolder());
    return QTest::qExec(&test, argc, argv);
}

#include "tst_realengine.moc"
