// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/guirig.h"
#include "tests/gui/windowaudit.h"
#include "tests/interop/stackwindow.h"
#include "tests/support/await.h"
#include "ui/models/actoreventlog.h"
#include "ui/pages/actions/actionspage.h"
#include "ui/pages/actions/argumentform.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/pages/actor/factchips.h"
#include "ui/pages/actor/lifecycledialog.h"
#include "ui/pages/actor/peeknote.h"
#include "ui/pages/actor/statusdialog.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/actors/createactordialog.h"
#include "ui/pages/details/detailspage.h"
#include "ui/pages/details/offercard.h"
#include "ui/pages/events/eventspage.h"
#include "ui/pages/jobs/bulkdialog.h"
#include "ui/pages/jobs/destroyedpage.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/repl/repleditor.h"
#include "ui/pages/repl/replpage.h"
#include "ui/pages/state/statepage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/statusline.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/command.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/palettemodel.h"
#include "ui/widgets/statusbadge.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"

#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace rove;
using namespace rove::test;
using Phase = ui::ActorSession::Phase;

/// Every page of the real window against everything that hosts actors: our engine with its own and with a
/// real server of rivetkit 2.3.19, the real engine with that server and with one of rivetkit 2.2.1. What
/// really happened is asked through the npm client.
class tst_EveryPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();
    void cleanupTestCase();

    void theListFollowsTheEngine();
    void theOverviewCountsActorsAndKnowsThePool();
    void thePaletteOpensAnActorByKeyAndById();
    void theHeaderTellsHowTheActorIsAndWhy();
    void theStateFollowsTheActorAndTakesEdits();
    void aConflictIsShownAndSettled();
    void anEarlierVersionIsBroughtBack();
    void theEventsTellWhatHappened();
    void theReplTalksToTheActor();
    void theActionsPageCallsAndShowsErrors();
    void theDetailsTellWhatTheRuntimeOffers();
    void theInspectorAnswersRequests();
    void lookingAtASleepingActorDoesNotWakeIt();
    void theActorSleepsAndIsMadeAgainOnCommand();
    void anActorIsCreatedByTheDialog();
    void severalActorsAreChangedByAJob();
    void aDestroyedActorIsMadeAgain();
    void nothingIsWrittenThroughAReadOnlyConnection();
    void everythingHasANameAndNothingIsCut();

private:
    [[nodiscard]] static StackCase which();
    [[nodiscard]] ui::MainWindow &window() { return m_here->window(); }
    template <class Dialog>
    Dialog *dialog();
    void runInRepl(ui::ReplPage &page, const QString &input);
    [[nodiscard]] static QCborValue newestResult(const ui::ReplPage &page);
    [[nodiscard]] static QStringList summaries(const ui::EventsPage &page);
    [[nodiscard]] QStringList offered();
    bool staysAsleep(const QString &actorId);

    std::unique_ptr<Stacks> m_stacks = std::make_unique<Stacks>();
    /// One for each row, used again by each test function.
    std::map<QString, std::unique_ptr<StackWindow>> m_windows;
    /// That of this row.
    StackWindow *m_here = nullptr;
};

void tst_EveryPage::initTestCase_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("runtime");
    for (const auto &[engine, runtime] : {std::pair("rove", "cpp"), std::pair("rove", "2.3.19"),
                                          std::pair("rivet", "2.3.19"), std::pair("rivet", "2.2.1")})
        QTest::addRow("%s, %s", engine, runtime)
            << QString::fromLatin1(engine) << QString::fromLatin1(runtime);
}

StackCase tst_EveryPage::which()
{
    QFETCH_GLOBAL(QString, engine);
    QFETCH_GLOBAL(QString, runtime);
    return {.engine = engine, .runtime = runtime};
}

void tst_EveryPage::init()
{
    std::unique_ptr<StackWindow> &known = m_windows[which().engine % u' ' % which().runtime];
    if (!known)
        known = std::make_unique<StackWindow>(m_stacks->at(which().engine), which());
    m_here = known.get();
    m_here->connect();
}

void tst_EveryPage::cleanup()
{
    m_here->disconnect();
}

void tst_EveryPage::cleanupTestCase()
{
    m_windows.clear();
    m_stacks.reset();
}

/// The one of its kind that is open.
template <class Dialog>
Dialog *tst_EveryPage::dialog()
{
    settle();
    for (Dialog *candidate : window().findChildren<Dialog *>())
        if (candidate->isVisible())
            return candidate;
    return nullptr;
}

// --- The list and the ways to an actor ---

void tst_EveryPage::theListFollowsTheEngine()
{
    ui::ActorsPage &page = *window().actorsPage();
    page.filterBox()->setText(which().runtime);
    QTRY_COMPARE_WITH_TIMEOUT(page.table()->shownCount(), 2, stackPatience);
    QTRY_COMPARE_WITH_TIMEOUT(m_here->listed(m_here->sleeperId()).data().toString(),
                              ui::statusWord(ui::ActorStatus::Sleeping), stackPatience);
    m_here->countAtActor(m_here->mainId());
    m_here->trigger(u"view.refresh"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_here->listed(m_here->mainId()).data().toString(),
                              ui::statusWord(ui::ActorStatus::Running), stackPatience);

    const QString made = m_here->makeCounter(u"made-"_s % which().runtime);
    QTRY_COMPARE_WITH_TIMEOUT(page.table()->shownCount(), 3, stackPatience);
    m_here->destroy(made);
    QTRY_COMPARE_WITH_TIMEOUT(page.table()->shownCount(), 2, stackPatience);
    page.filterBox()->setText(u"status:sleeping "_s % which().runtime);
    QTRY_VERIFY(page.table()->shownCount() >= 1);
}

void tst_EveryPage::theOverviewCountsActorsAndKnowsThePool()
{
    const auto &page = m_here->view<ui::OverviewPage>(u"overview"_s);
    QVERIFY(page.isVisible());
    const ui::NamespaceOverview &overview = window().connection()->overview();
    QTRY_VERIFY_WITH_TIMEOUT(overview.knowsPools(), stackPatience);
    QTRY_VERIFY_WITH_TIMEOUT(overview.total() >= 4, stackPatience);
    QVERIFY(overview.count(ui::ActorStatus::Sleeping) >= 1);
    QVERIFY(std::ranges::contains(overview.pools(), which().pool(), &ui::PoolSummary::name));
    QVERIFY(std::ranges::contains(overview.types(), u"counter"_s, &ui::NamespaceOverview::TypeCount::name));
}

QStringList tst_EveryPage::offered()
{
    QStringList texts;
    const ui::PaletteModel &model = *window().commandPalette().model();
    for (int row = 0; row < model.rowCount(); ++row)
        if (const ui::PaletteEntry *entry = model.entryAt(row))
            texts.append(entry->text);
    return texts;
}

void tst_EveryPage::thePaletteOpensAnActorByKeyAndById()
{
    ui::CommandPalette &palette = window().commandPalette();
    palette.open(u"main-"_s % which().runtime);
    QTRY_VERIFY_WITH_TIMEOUT(!offered().isEmpty(), stackPatience);
    QCOMPARE(offered().constFirst(), u"counter main-"_s % which().runtime);
    palette.chooseCurrent();
    QTRY_VERIFY(window().session());
    QCOMPARE(window().session()->actorId(), m_here->mainId());

    const QString fresh = m_here->makeCounter(u"by-id-"_s % which().runtime);
    palette.open(fresh);
    QTRY_VERIFY_WITH_TIMEOUT(offered().contains(u"counter by-id-"_s % which().runtime), stackPatience);
    palette.chooseCurrent();
    QTRY_COMPARE(window().session()->actorId(), fresh);
    m_here->destroy(fresh);
}

// --- The actor's page ---

void tst_EveryPage::theHeaderTellsHowTheActorIsAndWhy()
{
    QVERIFY(m_here->choose(m_here->mainId()));
    const ui::ActorHeader &header = *window().actorPage()->header();
    QTRY_COMPARE(header.statusBadge()->word(), u"Running"_s);
    QVERIFY(header.explanation().startsWith(u"Runs since"));
    QStringList facts;
    QTRY_VERIFY_WITH_TIMEOUT(window().session()->runtime(), stackPatience);
    for (const ui::Fact &fact : header.chips()->facts())
        facts.append(fact.value);
    QVERIFY2(facts.contains(which().pool()), qPrintable(facts.join(u' ')));
    QVERIFY2(facts.contains(u"rivetkit "_s % which().version()), qPrintable(facts.join(u' ')));
    QTRY_VERIFY(
        window().statusLine()->stateText().contains(u"inspector v%1"_s.arg(which().inspectorProtocol())));

    m_here->trigger(u"actor.explain"_s);
    auto *explanation = dialog<ui::StatusDialog>();
    QVERIFY(explanation);
    QTRY_VERIFY_WITH_TIMEOUT(explanation->hasReadPool(), stackPatience);
    QCOMPARE(explanation->advice().ruleId, u"running"_s);
    explanation->close();
    m_here->trigger(u"actor.lifecycle"_s);
    auto *life = dialog<ui::LifecycleDialog>();
    QVERIFY(life);
    QVERIFY(life->model()->rowCount() >= 2);
    life->close();
}

void tst_EveryPage::theStateFollowsTheActorAndTakesEdits()
{
    const QString id = m_here->mainId();
    QVERIFY(m_here->choose(id));
    auto &page = m_here->section<ui::StatePage>(u"state"_s);
    const qint64 before = m_here->countAtActor(id);
    QTRY_COMPARE_WITH_TIMEOUT(m_here->countShown(), before, stackPatience);
    m_here->stack().callAction(id, u"increment"_s, {7});
    QTRY_COMPARE_WITH_TIMEOUT(m_here->countShown(), before + 7, stackPatience);
    QVERIFY(m_here->document().recentChanges().contains(ValuePath{u"count"_s}));

    ui::ValueTreeModel *tree = page.treeView()->valueModel();
    const QModelIndex cell =
        tree->indexOf(ValuePath{u"count"_s}).siblingAtColumn(ui::ValueTreeModel::ValueColumn);
    QVERIFY(tree->setData(cell, QVariant::fromValue(QCborValue(-40)), Qt::EditRole));
    QCOMPARE(m_here->countAtActor(id), before + 7);
    m_here->trigger(u"state.apply"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_here->document().isModified(), stackPatience);
    QCOMPARE(m_here->countAtActor(id), -40);
    m_here->stack().callAction(id, u"increment"_s, {1});
    QTRY_COMPARE_WITH_TIMEOUT(m_here->countShown(), -39, stackPatience);
    m_here->trigger(u"state.json"_s);
    QVERIFY(page.jsonView()->editor()->toPlainText().contains(u"\"count\": -39"));
}

void tst_EveryPage::aConflictIsShownAndSettled()
{
    const QString id = m_here->mainId();
    QVERIFY(m_here->choose(id));
    m_here->document().edit(ValuePath{u"count"_s}, 1000);
    m_here->stack().callAction(id, u"increment"_s, {1});
    QTRY_COMPARE_WITH_TIMEOUT(m_here->document().conflicts().size(), size_t(1), stackPatience);
    m_here->document().resolve(ValuePath{u"count"_s}, ui::StateDocument::Resolution::KeepMine);
    m_here->trigger(u"state.apply"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_here->document().isModified(), stackPatience);
    QCOMPARE(m_here->countAtActor(id), 1000);
}

void tst_EveryPage::anEarlierVersionIsBroughtBack()
{
    const QString id = m_here->mainId();
    QVERIFY(m_here->choose(id));
    const ui::StateHistory &history = window().tabs().current()->actors().current()->history();
    QTRY_VERIFY_WITH_TIMEOUT(history.liveVersion(), stackPatience);
    const quint64 first = *history.liveVersion();
    const qint64 before = m_here->countAtActor(id);
    m_here->stack().callAction(id, u"increment"_s, {5});
    QTRY_VERIFY_WITH_TIMEOUT(history.liveVersion() > first, stackPatience);
    QTRY_VERIFY(window().commands().action(u"state.older"_s)->isEnabled());
    m_here->trigger(u"state.older"_s);
    QTRY_COMPARE(m_here->countShown(), before);
    m_here->trigger(u"state.restoreVersion"_s);
    QTRY_VERIFY(m_here->document().isModified());
    m_here->trigger(u"state.apply"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_here->document().isModified(), stackPatience);
    QCOMPARE(m_here->countAtActor(id), before);
}

QStringList tst_EveryPage::summaries(const ui::EventsPage &page)
{
    QStringList texts;
    for (int row = 0; row < page.model().rowCount(); ++row)
        texts.append(page.model().index(row, ui::ActorEventModel::SummaryColumn).data().toString());
    return texts;
}

void tst_EveryPage::theEventsTellWhatHappened()
{
    const QString id = m_here->mainId();
    QVERIFY(m_here->choose(id));
    auto &page = m_here->section<ui::EventsPage>(u"events"_s);
    const qint64 before = m_here->countAtActor(id);
    QTRY_COMPARE_WITH_TIMEOUT(m_here->countShown(), before, stackPatience);
    QVERIFY(await(window().session()->callAction(u"increment"_s, {3})));
    const QString change = u"count: %1 → %2"_s.arg(before).arg(before + 3);
    QTRY_VERIFY2_WITH_TIMEOUT(summaries(page).contains(change), qPrintable(summaries(page).join(u'\n')),
                              stackPatience);
    QVERIFY(std::ranges::any_of(summaries(page),
                                [](const QString &text) { return text.startsWith(u"increment(3)"); }));
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"events.json"_s);
    page.exportTo(path, ui::EventFormat::Json);
    QFile file(path);
    QTRY_VERIFY(file.exists());
    QTRY_VERIFY(page.messageBar()->text().contains(path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("increment(3)"));
}

void tst_EveryPage::runInRepl(ui::ReplPage &page, const QString &input)
{
    page.editor()->replaceText(input);
    m_here->trigger(u"repl.run"_s);
    QTRY_COMPARE_WITH_TIMEOUT(page.session()->phase(), ui::ReplSession::Phase::Ready, stackPatience);
}

QCborValue tst_EveryPage::newestResult(const ui::ReplPage &page)
{
    ui::ReplTranscript &transcript = page.session()->transcript();
    const ui::ReplEntry *entry = transcript.entryAt(transcript.index(transcript.rowCount() - 1, 0));
    return entry && entry->kind == ui::ReplEntry::Kind::Result ? entry->value.value_or(QCborValue())
                                                               : QCborValue(u"no result"_s);
}

void tst_EveryPage::theReplTalksToTheActor()
{
    QVERIFY(m_here->choose(m_here->mainId()));
    QTRY_VERIFY(window().session()->actions().contains(u"increment"_s));
    auto &page = m_here->section<ui::ReplPage>(u"repl"_s);
    const qint64 before = m_here->countAtActor(m_here->mainId());
    runInRepl(page, u"const r = await actor.increment(2); r"_s);
    QCOMPARE(newestResult(page).toInteger(), before + 2);
    runInRepl(page, u"while (state.count !== r) await wait(5); state.count"_s);
    QCOMPARE(newestResult(page).toInteger(), before + 2);
    runInRepl(page, u"try { await actor.nothing() } catch (e) { [e.name, e.code] }"_s);
    const QString code = which().isOld() ? u"not_found"_s : u"action_not_found"_s;
    QCOMPARE(newestResult(page).toArray(), QCborArray({u"ActorError"_s, code}));
}

void tst_EveryPage::theActionsPageCallsAndShowsErrors()
{
    const QString id = m_here->mainId();
    QVERIFY(m_here->choose(id));
    auto &page = m_here->section<ui::ActionsPage>(u"actions"_s);
    QTRY_VERIFY_WITH_TIMEOUT(page.actionBox()->findText(u"increment"_s) >= 0, stackPatience);
    const qint64 before = m_here->countAtActor(id);
    page.actionBox()->setCurrentText(u"increment"_s);
    page.argumentForm()->addButton()->click();
    page.argumentForm()->editor(0)->setPlainText(u"2"_s);
    m_here->trigger(u"actions.run"_s);
    QTRY_COMPARE_WITH_TIMEOUT(page.resultModel()->value().toInteger(-1), before + 2, stackPatience);
    QVERIFY(page.errorText().isEmpty());

    page.actionBox()->setCurrentText(u"fail"_s);
    page.argumentsEditor()->setPlainText(u"[\"not today\"]"_s);
    m_here->trigger(u"actions.run"_s);
    QTRY_VERIFY_WITH_TIMEOUT(page.errorText().contains(u"not today"), stackPatience);
    QVERIFY2(page.errorText().contains(u"user.counter_failed"), qPrintable(page.errorText()));
    page.actionBox()->setCurrentText(u"nothing"_s);
    m_here->trigger(u"actions.run"_s);
    QTRY_VERIFY_WITH_TIMEOUT(page.errorText().contains(u"not_found"), stackPatience);
}

void tst_EveryPage::theDetailsTellWhatTheRuntimeOffers()
{
    QVERIFY(m_here->choose(m_here->mainId()));
    QTRY_VERIFY_WITH_TIMEOUT(window().session()->runtime(), stackPatience);
    const auto &page = m_here->section<ui::DetailsPage>(u"details"_s);
    QCOMPARE(page.valueOf(u"actorId"_s), m_here->mainId());
    QCOMPARE(page.valueOf(u"key"_s), u"main-"_s % which().runtime);
    QCOMPARE(page.valueOf(u"pool"_s), which().pool());
    QCOMPARE(page.valueOf(u"runtime"_s), u"rivetkit "_s % which().version());
    QCOMPARE(page.valueOf(u"inspector"_s), u"version %1"_s.arg(which().inspectorProtocol()));
    QCOMPARE(page.offers()->textOf(ui::Feature::WorkflowReplay), u"Workflow replay"_s);
    QCOMPARE(page.offers()->textOf(ui::Feature::Schedules),
             which().isOld() ? u"Schedules: needs RivetKit 2.3.5"_s : u"Schedules"_s);
    QCOMPARE(page.offers()->textOf(ui::Feature::CustomTabs),
             which().isOld() ? u"The author's own tabs: needs RivetKit 2.3.3"_s : u"The author's own tabs"_s);
}

void tst_EveryPage::theInspectorAnswersRequests()
{
    ui::InspectorSession inspector(m_here->http(), m_here->mainId());
    m_here->countAtActor(m_here->mainId());
    inspector.open();
    QTRY_COMPARE_WITH_TIMEOUT(inspector.phase(), ui::InspectorSession::Phase::Live, stackPatience);
    QCOMPARE(inspector.protocolVersion(), which().inspectorProtocol());
    QVERIFY(await(inspector.requestState())->value);
    QVERIFY(await(inspector.requestActions())->contains(u"getCount"_s));
    QVERIFY(await(inspector.requestConnections()));
    QCOMPARE(await(inspector.callAction(u"getCount"_s, {}))->toInteger(),
             m_here->countAtActor(m_here->mainId()));
}

// --- Sleeping, waking, making, destroying ---

/// Watches for a while; false as soon as somebody wakes the actor.
bool tst_EveryPage::staysAsleep(const QString &actorId)
{
    return !QTest::qWaitFor([&] { return !m_here->stack().isAsleep(actorId); }, QDeadlineTimer(1500ms));
}

void tst_EveryPage::lookingAtASleepingActorDoesNotWakeIt()
{
    const QString id = m_here->sleeperId();
    m_here->stack().putToSleep(id);
    m_here->trigger(u"view.refresh"_s);
    window().chooseActor(id);
    QTRY_VERIFY(window().session());
    QTRY_COMPARE_WITH_TIMEOUT(window().session()->phase(), Phase::Asleep, stackPatience);
    for (const QString &section : window().actorPage()->sections())
        m_here->trigger(u"section."_s % section);
    window().session()->retry();
    QVERIFY(window().actorPage()->peekNote()->text().contains(u"Looking does not wake"));
    QVERIFY(staysAsleep(id));

    m_here->trigger(u"section.state"_s);
    m_here->trigger(u"actor.wake"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_here->countShown(), 3, stackPatience);
    QVERIFY(!m_here->stack().isAsleep(id));
}

void tst_EveryPage::theActorSleepsAndIsMadeAgainOnCommand()
{
    const QString id = m_here->mainId();
    QVERIFY(m_here->choose(id));
    const qint64 count = m_here->countAtActor(id);
    const auto life = [this] { return window().session()->record()->connectableTs; };
    const auto before = life();
    if (which().isOld()) {
        m_here->trigger(u"actor.sleep"_s);
        const ui::MessageBar &bar = *window().actorPage()->messageBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar.text().contains(u"needs RivetKit 2.3.0"), stackPatience);
        QVERIFY(bar.text().contains(u"this actor runs 2.2.1"));
        QCOMPARE(life(), before);
        return;
    }
    m_here->trigger(u"actor.reschedule"_s);
    QTRY_VERIFY_WITH_TIMEOUT(life() && life() != before, stackPatience);
    QTRY_COMPARE_WITH_TIMEOUT(window().session()->phase(), Phase::Live, stackPatience);
    m_here->trigger(u"actor.sleep"_s);
    QTRY_COMPARE_WITH_TIMEOUT(window().session()->phase(), Phase::Asleep, stackPatience);
    QVERIFY(m_here->stack().isAsleep(id));
    QCOMPARE(m_here->countShown(), count);
    QVERIFY(window().actorPage()->peekNote()->text().contains(u"from before"));
    // A call from the page wakes it, as one from any client does.
    m_here->section<ui::ActionsPage>(u"actions"_s).actionBox()->setCurrentText(u"getCount"_s);
    m_here->trigger(u"actions.run"_s);
    QTRY_COMPARE_WITH_TIMEOUT(window().session()->phase(), Phase::Live, stackPatience);
}

void tst_EveryPage::anActorIsCreatedByTheDialog()
{
    m_here->trigger(u"actor.new"_s);
    auto *create = dialog<ui::CreateActorDialog>();
    QVERIFY(create);
    create->typeBox()->setCurrentText(u"counter"_s);
    create->keyField()->setText(u"created-"_s % which().runtime);
    QTRY_VERIFY_WITH_TIMEOUT(create->poolBox()->findText(which().pool()) >= 0, stackPatience);
    create->poolBox()->setCurrentText(which().pool());
    create->inputEditor()->setPlainText(u"{\"start\": 5}"_s);
    create->accept();
    QTRY_VERIFY_WITH_TIMEOUT(window().session() && window().session()->record(), stackPatience);
    QCOMPARE(window().session()->record()->key, std::optional(u"created-"_s % which().runtime));
    QTRY_VERIFY_WITH_TIMEOUT(m_here->document().isLoaded(), stackPatience);
    const QString id = window().session()->actorId();
    QCOMPARE(m_here->countAtActor(id), 0);
    m_here->destroy(id);
}

void tst_EveryPage::severalActorsAreChangedByAJob()
{
    const QString prefix = u"several-"_s % which().runtime;
    QStringList ids;
    for (int i = 0; i < 3; ++i)
        ids.append(m_here->makeCounter(u"%1-%2"_s.arg(prefix).arg(i)));
    ui::ActorsPage &page = *window().actorsPage();
    page.filterBox()->setText(prefix);
    QTRY_COMPARE_WITH_TIMEOUT(page.table()->shownCount(), 3, stackPatience);
    page.table()->selectAll();
    QTRY_COMPARE(page.selectedIds().size(), 3);
    m_here->trigger(u"actor.destroy"_s);
    auto *preview = dialog<ui::BulkDialog>();
    QVERIFY(preview);
    QCOMPARE(preview->verbButton()->text(), u"Destroy 3 Actors"_s);
    preview->verbButton()->click();
    auto &jobs = m_here->view<ui::JobsPage>(u"jobs"_s);
    ui::JobListModel &list = m_here->workspace().jobs();
    QTRY_COMPARE(list.rowCount(), 1);
    const ui::Job *job = list.job(list.rows().front().id);
    QTRY_VERIFY_WITH_TIMEOUT(job->isOver(),
                             2 * stackPatience); // The real engine takes its time to destroy three.
    QCOMPARE(job->counts().done, 3);
    QVERIFY(jobs.isVisible());
    QTRY_COMPARE(m_here->workspace().destroyed().rowCount(), 3);
    for (const QString &id : ids)
        QVERIFY(await(ui::ManagerClient(m_here->http()).actor(id))->destroyTs);
}

void tst_EveryPage::aDestroyedActorIsMadeAgain()
{
    const QString key = u"destroyed-"_s % which().runtime;
    const QString id = m_here->makeCounter(key);
    m_here->stack().callAction(id, u"increment"_s, {5});
    QVERIFY(m_here->choose(id));
    m_here->trigger(u"actor.destroy"_s);
    QVERIFY(window().undoBar()->isVisible());
    m_here->trigger(u"actor.destroyNow"_s);
    QTRY_COMPARE_WITH_TIMEOUT(window().session()->phase(), Phase::Gone, stackPatience);
    auto &page = m_here->view<ui::DestroyedPage>(u"archive"_s);
    const auto copy = [&page, &key] {
        const QAbstractItemModel *copies = page.table()->model();
        const auto column = static_cast<int>(ui::DestroyedArchive::Column::Key);
        return copies->match(copies->index(0, column), Qt::DisplayRole, key, 1, Qt::MatchExactly).value(0);
    };
    QTRY_VERIFY_WITH_TIMEOUT(copy().isValid(), stackPatience);
    page.table()->setCurrentIndex(copy());
    QTRY_VERIFY_WITH_TIMEOUT(page.content()->toPlainText().contains(u"\"count\": 5"), stackPatience);
    m_here->trigger(u"destroyed.restore"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window().session() && window().session()->actorId() != id, stackPatience);
    const QString again = window().session()->actorId();
    QCOMPARE(m_here->countAtActor(again), 5);
    QTRY_COMPARE_WITH_TIMEOUT(m_here->countShown(), 5, stackPatience);
    m_here->destroy(again);
}

void tst_EveryPage::nothingIsWrittenThroughAReadOnlyConnection()
{
    m_here->disconnect();
    m_here->connect(StackWindow::Access::ReadOnly);
    const QString id = m_here->mainId();
    m_here->countAtActor(id);
    QVERIFY(m_here->choose(id));
    for (const QString &command : {u"actor.sleep"_s, u"actor.destroy"_s, u"actor.reschedule"_s})
        QCOMPARE(ui::disabledReason(window().commands().action(command)), u"The connection is read-only."_s);
    const qint64 before = m_here->countAtActor(id);
    QCOMPARE(await(window().session()->callAction(u"increment"_s, {1})).error().code,
             ErrorCode::ClientReadOnly);
    m_here->document().edit(ValuePath{u"count"_s}, before + 100);
    QCOMPARE(await(window().session()->apply()).error().code, ErrorCode::ClientReadOnly);
    QCOMPARE(m_here->countAtActor(id), before);
    m_here->document().revert();
}

void tst_EveryPage::everythingHasANameAndNothingIsCut()
{
    QVERIFY(m_here->choose(m_here->mainId()));
    QTRY_VERIFY_WITH_TIMEOUT(window().session()->runtime(), stackPatience);
    QStringList faults;
    const auto audit = [&](const QString &where) {
        m_here->trigger(where);
        settle();
        for (const QString &fault : auditWindow(window()))
            faults.append(where % u": "_s % fault);
    };
    for (const QString &section : window().actorPage()->sections())
        audit(u"section."_s % section);
    for (const QString &view : window().pages().views().ids())
        audit(u"view."_s % view);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

int main(int argc, char **argv)
{
    const GuiRig rig(argc, argv);
    tst_EveryPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_everypage.moc"
