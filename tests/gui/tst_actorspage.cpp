// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedengine.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/pages/actors/selectionfooter.h"
#include "ui/style/fonts.h"
#include "ui/style/style.h"
#include "ui/widgets/command.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/filterstore.h"
#include "ui/widgets/messagebar.h"

#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::test {

/// The page of actors, driven against an engine that does what the test says.
class TestActorsPage : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_engine = std::make_unique<ScriptedEngine>();
        m_http = std::make_unique<ui::HttpClient>(ui::Endpoint::parse(m_engine->url()).value(),
                                                  ui::WriteMode::ReadOnly);
        m_marks = std::make_unique<ui::ActorMarkStore>(QString());
        m_model = std::make_unique<ui::ActorListModel>(*m_http);
        m_model->setMarks(m_marks.get());
        m_model->setRefreshInterval(20ms);
        m_page = std::make_unique<ui::ActorsPage>([](ui::ActorStatus status) {
            return status == ui::ActorStatus::Running ? ui::tone::running : ui::tone::sleeping;
        });
        m_page->resize(900, 500);
        m_page->show();
        m_table = m_page->table();
    }

    void cleanup()
    {
        m_page.reset();
        m_model.reset();
        m_marks.reset();
        m_http.reset();
        m_engine.reset();
    }

    void filtersByTheLanguageAndKeepsTheOldResultOfAMistake();
    void aStatusChipFiltersByItsStatus();
    void everyMomentHasItsWords();
    void severalRowsAreSelectedByIdentityAndShowTheFooter();
    void whatAFilterHidesIsNotSelected();
    void copiesWholeCellsAsTextAndTable();
    void copiesAsOtherForms();
    void filtersByTheCurrentCellAndExcludesIt();
    void pinsAndMarksSelectedRows();
    void groupsOpenAndCloseByKeyboard();
    void sortsByClickAndShiftClick();
    void columnsAreKeptById();
    void namesAreAsWideAsTheirTextsUntilSomebodySaysOtherwise();
    void readsMoreWhenAskedTo();
    void spaceAsksForAPreview();
    void theMenuHasItsOrder();
    void theViewIsKept();
    void everyCommandHasTextToolTipAndId();
    void everythingThatTakesTheFocusHasAName();

private:
    QString add(const QString &name, const QString &key)
    {
        return m_engine->addActor(name, key).record.actorId;
    }

    void showActors(int count)
    {
        m_page->setActors(m_model.get());
        m_model->start();
        QTRY_COMPARE(m_table->shownCount(), count);
    }

    QString shownKeys() const
    {
        QStringList keys;
        const ui::OrderedView *view = m_table->view();
        for (int row = 0; row < view->rowCount(); ++row)
            keys.append(view->isGroup(row)
                            ? u"[%1]"_s.arg(view->index(row, 0).data(int(ui::GroupRole::Value)).toString())
                            : view->index(row, ui::columnNumber(ui::ActorColumn::Key)).data().toString());
        return keys.join(u' ');
    }

    QAction *command(const QString &id) const
    {
        for (QAction *action : m_page->commands())
            if (action->objectName() == u"actors."_s + id)
                return action;
        return nullptr;
    }

    void select(const QStringList &ids)
    {
        m_table->selectionModel()->clear();
        for (const QString &id : ids)
            m_table->selectionModel()->select(
                m_table->view()->mapFromSource(m_model->index(m_model->indexOf(id), 0)),
                QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }

    void makeCurrent(const QString &id, ui::ActorColumn column)
    {
        m_table->setCurrentIndex(
            m_table->view()->mapFromSource(m_model->index(m_model->indexOf(id), ui::columnNumber(column))));
    }

    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ui::HttpClient> m_http;
    std::unique_ptr<ui::ActorMarkStore> m_marks;
    std::unique_ptr<ui::ActorListModel> m_model;
    std::unique_ptr<ui::ActorsPage> m_page;
    ui::ActorsTable *m_table = nullptr;
};

void TestActorsPage::filtersByTheLanguageAndKeepsTheOldResultOfAMistake()
{
    add(u"chatRoom"_s, u"general"_s);
    m_engine->putToSleep(add(u"chatRoom"_s, u"random"_s));
    add(u"counter"_s, u"general"_s);
    showActors(3);
    m_page->filterBox()->apply(u"type:chatroom status:sleeping"_s);
    QCOMPARE(shownKeys(), u"random"_s);
    QVERIFY(m_page->countText().startsWith(u"1 of 3 actors"_s));
    m_page->filterBox()->apply(u"status:flying"_s);
    QVERIFY(m_page->filterBox()->hasError());
    QCOMPARE(shownKeys(), u"random"_s);
    m_page->filterBox()->apply(u"general -counter"_s);
    QCOMPARE(m_table->shownCount(), 1);
    m_page->clearFilterCommand()->trigger();
    QCOMPARE(m_table->shownCount(), 3);
}

void TestActorsPage::aStatusChipFiltersByItsStatus()
{
    add(u"counter"_s, u"a"_s);
    m_engine->putToSleep(add(u"counter"_s, u"b"_s));
    showActors(2);
    QAction *sleeping = m_page->strip()->chip(ui::ActorStatus::Sleeping);
    QVERIFY(sleeping->isVisible());
    QCOMPARE(sleeping->text(), u"Sleeping 1"_s);
    QVERIFY(!m_page->strip()->chip(ui::ActorStatus::Crashed)->isVisible());
    sleeping->trigger();
    QCOMPARE(m_page->filterBox()->text(), u"status:sleeping"_s);
    QCOMPARE(shownKeys(), u"b"_s);
    QVERIFY(sleeping->isChecked());
    m_page->strip()->chip(ui::ActorStatus::Running)->trigger();
    QCOMPARE(m_page->filterBox()->text(), u"status:sleeping,running"_s);
    QCOMPARE(m_table->shownCount(), 2);
    sleeping->trigger();
    m_page->strip()->chip(ui::ActorStatus::Running)->trigger();
    QVERIFY(m_page->filterBox()->text().isEmpty());
}

void TestActorsPage::everyMomentHasItsWords()
{
    QCOMPARE(m_page->emptyState()->title(), u"Not connected"_s);
    QAction create(u"New Actor"_s);
    QAction retry(u"Retry"_s);
    m_page->setCommands(&create, &retry, {});
    m_page->setTarget(u"here"_s);
    m_page->setActors(m_model.get());
    QCOMPARE(m_page->emptyState()->title(), QString());
    m_engine->close();
    m_model->start();
    QTRY_VERIFY(m_page->emptyState()->title().contains(u"here"_s));
    m_engine->listen();
    m_model->refresh();
    QTRY_COMPARE(m_page->emptyState()->title(), u"No actors yet"_s);
    add(u"counter"_s, u"a"_s);
    QTRY_VERIFY(m_table->isVisible());
    m_page->filterBox()->apply(u"nothing"_s);
    QTRY_COMPARE(m_page->emptyState()->title(), u"No actor matches"_s);
    m_page->filterBox()->apply({});
    m_engine->close();
    QTRY_VERIFY(m_page->countText().contains(u"stale"_s));
    QVERIFY(m_table->isVisible());
}

void TestActorsPage::severalRowsAreSelectedByIdentityAndShowTheFooter()
{
    QStringList ids;
    for (int i = 0; i < 5; ++i)
        ids.append(add(u"counter"_s, QString::number(i)));
    showActors(5);
    QAction wake(u"Wake"_s);
    m_page->setSelectionCommands({&wake});
    QSignalSpy changes(m_page.get(), &ui::ActorsPage::selectionChanged);
    select({ids.at(1), ids.at(3)});
    QVERIFY(!changes.isEmpty());
    QVERIFY(m_page->footer()->isVisible());
    QCOMPARE(m_page->footer()->text(), u"2 selected"_s);
    QVERIFY(m_page->footer()->actions().contains(&wake));
    QCOMPARE(m_page->selectedIds(), (QStringList{ids.at(3), ids.at(1)}));
    // Newer ones, another order, a row that goes: the two stay selected.
    add(u"counter"_s, u"new"_s);
    m_engine->removeFromLists(ids.at(0));
    QTRY_VERIFY(m_model->indexOf(ids.at(0)) < 0 && m_table->shownCount() == 5);
    m_table->sortBy(ui::columnNumber(ui::ActorColumn::Key), false);
    QCOMPARE(m_page->selectedIds(), (QStringList{ids.at(1), ids.at(3)}));
    QCOMPARE(m_page->selectedRecords().size(), size_t(2));
    // The chosen actor is another thing.
    m_table->setChosenId(ids.at(2));
    QCOMPARE(m_page->selectedIds(), QStringList{ids.at(2)});
    QVERIFY(!m_page->footer()->isVisible());
}

void TestActorsPage::whatAFilterHidesIsNotSelected()
{
    const QString a = add(u"counter"_s, u"a"_s);
    const QString b = add(u"counter"_s, u"b"_s);
    showActors(2);
    select({a, b});
    m_page->filterBox()->apply(u"key:a"_s);
    QCOMPARE(m_page->selectedIds(), QStringList{a});
    m_page->filterBox()->apply({});
    QCOMPARE(m_page->selectedIds(), QStringList{a});
}

void TestActorsPage::copiesWholeCellsAsTextAndTable()
{
    const QString longKey = QString(300, u'k') % u"\tx"_s;
    const QString id = add(u"counter"_s, longKey);
    showActors(1);
    select({id});
    QSignalSpy copies(m_page.get(), &ui::ActorsPage::copied);
    QTest::keySequence(m_table, QKeySequence::Copy);
    QCOMPARE(copies.size(), 1);
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    const QStringList lines = data->text().split(u'\n');
    QVERIFY(lines.at(0).startsWith(u"Status\tName\tKey"_s));
    QVERIFY(lines.at(1).startsWith(u"running\tcounter\t"_s + QString(300, u'k') + u" x"_s));
    QVERIFY(data->html().contains(QString(300, u'k')));
    QVERIFY(data->html().contains(u"<td>counter</td>"_s));
}

void TestActorsPage::copiesAsOtherForms()
{
    const QString a = add(u"counter"_s, u"a|b"_s);
    const QString b = add(u"counter"_s, u"=1+1"_s);
    showActors(2);
    select({a, b});
    const auto copied = [this](const QString &id) {
        command(id)->trigger();
        return QGuiApplication::clipboard()->text();
    };
    QCOMPARE(copied(u"copyId"_s), QString(b % u'\n' % a));
    QCOMPARE(copied(u"copyKey"_s), u"=1+1\na|b"_s);
    QVERIFY(copied(u"copyAsMarkdown"_s).contains(u"| a\\|b |"_s));
    QVERIFY(copied(u"copyAsCsv"_s).contains(u"\"'=1+1\""_s));
    const QJsonDocument json = QJsonDocument::fromJson(copied(u"copyAsJson"_s).toUtf8());
    QCOMPARE(json.array().size(), 2);
    QCOMPARE(json.array().at(0).toObject().value(u"actor_id"_s).toString(), b);
}

void TestActorsPage::filtersByTheCurrentCellAndExcludesIt()
{
    const QString room = add(u"chatRoom"_s, u"a b"_s);
    add(u"counter"_s, u"c"_s);
    showActors(2);
    makeCurrent(room, ui::ActorColumn::Name);
    command(u"filterByValue"_s)->trigger();
    QCOMPARE(m_page->filterBox()->text(), u"name:chatRoom"_s);
    QCOMPARE(shownKeys(), u"a b"_s);
    m_page->filterBox()->apply({});
    makeCurrent(room, ui::ActorColumn::Key);
    command(u"excludeValue"_s)->trigger();
    QCOMPARE(m_page->filterBox()->text(), u"-key:\"a b\""_s);
    QCOMPARE(shownKeys(), u"c"_s);
    m_page->filterBox()->apply({});
    makeCurrent(room, ui::ActorColumn::Error);
    command(u"filterByValue"_s)->trigger();
    QCOMPARE(m_page->filterBox()->text(), u"-has:error"_s);
    QCOMPARE(m_table->shownCount(), 2);
    m_page->filterBox()->apply({});
    makeCurrent(room, ui::ActorColumn::Created);
    command(u"filterByValue"_s)->trigger();
    QVERIFY(!m_page->filterBox()->hasError());
    QVERIFY(m_page->filterBox()->text().startsWith(u"created:2"_s));
}

void TestActorsPage::pinsAndMarksSelectedRows()
{
    const QString a = add(u"counter"_s, u"a"_s);
    const QString b = add(u"counter"_s, u"b"_s);
    showActors(2);
    QCOMPARE(shownKeys(), u"b a"_s);
    makeCurrent(a, ui::ActorColumn::Key);
    command(u"pin"_s)->trigger();
    QVERIFY(m_marks->isPinned(a));
    QTRY_COMPARE(shownKeys(), u"a b"_s);
    command(u"mark.blue"_s)->trigger();
    QCOMPARE(m_marks->mark(a), ui::ActorMark::Blue);
    m_page->filterBox()->apply(u"mark:blue is:pinned"_s);
    QCOMPARE(shownKeys(), u"a"_s);
    command(u"pin"_s)->trigger();
    QVERIFY(!m_marks->isPinned(a));
    QTRY_VERIFY(m_page->emptyState()->isVisible());
    for (int i = 0; i < ui::ActorMarkStore::countMax; ++i)
        m_marks->setPinned(QString::number(i), true);
    m_page->filterBox()->apply({});
    select({b});
    command(u"mark.red"_s)->trigger();
    QVERIFY(m_page->messageBar()->isVisible());
}

void TestActorsPage::groupsOpenAndCloseByKeyboard()
{
    add(u"chatRoom"_s, u"a"_s);
    add(u"counter"_s, u"b"_s);
    add(u"chatRoom"_s, u"c"_s);
    showActors(3);
    command(u"group.type"_s)->trigger();
    QCOMPARE(shownKeys(), u"[chatRoom] c a [counter] b"_s);
    m_table->setCurrentIndex(m_table->view()->index(0, 0));
    QTest::keyClick(m_table, Qt::Key_Left);
    QCOMPARE(shownKeys(), u"[chatRoom] [counter] b"_s);
    QCOMPARE(m_table->shownCount(), 3);
    QTest::keyClick(m_table, Qt::Key_Return);
    QCOMPARE(shownKeys(), u"[chatRoom] c a [counter] b"_s);
    command(u"collapseGroups"_s)->trigger();
    QCOMPARE(shownKeys(), u"[chatRoom] [counter]"_s);
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {},
                      m_table->visualRect(m_table->view()->index(1, 0)).center());
    QCOMPARE(shownKeys(), u"[chatRoom] [counter] b"_s);
    m_page->filterBox()->apply(u"key:c"_s);
    QCOMPARE(shownKeys(), u"[chatRoom]"_s);
    command(u"group.none"_s)->trigger();
    QCOMPARE(shownKeys(), u"c"_s);
}

void TestActorsPage::sortsByClickAndShiftClick()
{
    add(u"b"_s, u"k10"_s);
    add(u"a"_s, u"k9"_s);
    add(u"b"_s, u"k9x"_s);
    showActors(3);
    auto *header = qobject_cast<ui::ActorsHeader *>(m_table->horizontalHeader());
    const auto click = [&](ui::ActorColumn column, Qt::KeyboardModifiers modifiers) {
        const int number = ui::columnNumber(column);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers,
                          QPoint(header->sectionViewportPosition(number) + 12, header->height() / 2));
    };
    click(ui::ActorColumn::Name, {});
    click(ui::ActorColumn::Key, Qt::ShiftModifier);
    QCOMPARE(header->levels().size(), size_t(2));
    QCOMPARE(shownKeys(), u"k9 k9x k10"_s);
    click(ui::ActorColumn::Key, Qt::ShiftModifier);
    QCOMPARE(shownKeys(), u"k9 k10 k9x"_s);
    click(ui::ActorColumn::Key, {});
    QCOMPARE(header->levels().size(), size_t(1));
    click(ui::ActorColumn::Created, {});
    QCOMPARE(shownKeys(), u"k9x k9 k10"_s);
}

void TestActorsPage::namesAreAsWideAsTheirTextsUntilSomebodySaysOtherwise()
{
    const int name = ui::columnNumber(ui::ActorColumn::Name);
    const int key = ui::columnNumber(ui::ActorColumn::Key);
    add(u"a"_s, u"k"_s);
    showActors(1);
    const int narrow = m_table->columnWidth(name);
    const QString longName = u"shoppingCartOfOneCustomer"_s;
    add(longName, u"k2"_s);
    QTRY_VERIFY(m_table->columnWidth(name) > m_table->fontMetrics().horizontalAdvance(longName));
    QVERIFY(m_table->columnWidth(name) > narrow);
    QVERIFY(m_table->horizontalHeader()->length() <= m_table->viewport()->width());
    add(QString(500, u'x'), u"k3"_s);
    QTRY_COMPARE(m_table->shownCount(), 3);
    QVERIFY(m_table->columnWidth(name) < m_table->viewport()->width() / 2);
    m_table->setColumnWidth(key, 120);
    QCOMPARE(m_table->columnWidth(key), 120);
    m_page->resize(1100, 500);
    QCOMPARE(m_table->columnWidth(key), 120);
    command(u"resetColumns"_s)->trigger();
    QVERIFY(m_table->columnWidth(key) > 120);
}

void TestActorsPage::columnsAreKeptById()
{
    add(u"a"_s, u"k"_s);
    showActors(1);
    m_table->horizontalHeader()->moveSection(2, 1);
    m_table->setColumnHidden(ui::columnNumber(ui::ActorColumn::Policy), true);
    m_table->setColumnHidden(ui::columnNumber(ui::ActorColumn::Error), false);
    m_table->setColumnWidth(ui::columnNumber(ui::ActorColumn::Key), 177);
    m_table->sortBy(ui::columnNumber(ui::ActorColumn::Name), false);
    m_table->sortBy(ui::columnNumber(ui::ActorColumn::Key), true);
    command(u"group.pool"_s)->trigger();
    command(u"absoluteTimes"_s)->trigger();
    const QByteArray saved = m_table->saveColumns();
    const std::vector<int> shown = m_table->shownColumns();
    command(u"resetColumns"_s)->trigger();
    QVERIFY(m_table->shownColumns() != shown);
    QVERIFY(!m_table->hasAbsoluteTimes());
    m_table->restoreColumns(saved);
    QCOMPARE(m_table->shownColumns(), shown);
    QCOMPARE(m_table->columnWidth(ui::columnNumber(ui::ActorColumn::Key)), 177);
    QCOMPARE(m_table->view()->sortLevels().size(), size_t(2));
    QCOMPARE(m_table->view()->groupField(), ui::fieldOf(ui::ActorField::Pool));
    QVERIFY(m_table->hasAbsoluteTimes());
    QCOMPARE(m_table->saveColumns(), saved);
    m_table->restoreColumns("rubbish");
    QCOMPARE(m_table->view()->groupField(), -1);
    QMenu menu;
    m_table->fillColumnMenu(menu);
    QVERIFY(!menu.actions().constFirst()->isEnabled());
}

void TestActorsPage::readsMoreWhenAskedTo()
{
    for (int i = 0; i < 350; ++i)
        add(u"counter"_s, QString::number(i));
    m_page->setActors(m_model.get());
    m_model->start();
    QTRY_VERIFY(m_table->shownCount() >= 100);
    QVERIFY(m_page->countText().contains(u"≥ "_s));
    command(u"loadAll"_s)->trigger();
    QTRY_COMPARE(m_table->shownCount(), 350);
    QTRY_VERIFY(m_page->countText().startsWith(u"350 of 350 actors"_s));
    QTRY_VERIFY(!ui::disabledReason(command(u"loadAll"_s)).isEmpty());
}

void TestActorsPage::spaceAsksForAPreview()
{
    const QString id = add(u"counter"_s, u"a"_s);
    showActors(1);
    makeCurrent(id, ui::ActorColumn::Key);
    QSignalSpy previews(m_table, &ui::ActorsTable::previewRequested);
    QSignalSpy opens(m_table, &ui::ActorsTable::opened);
    QTest::keyClick(m_table, Qt::Key_Space);
    QCOMPARE(previews.size(), 1);
    QCOMPARE(previews.at(0).at(0).toString(), id);
    QTest::keyClick(m_table, Qt::Key_Return);
    QCOMPARE(opens.size(), 1);
}

void TestActorsPage::theMenuHasItsOrder()
{
    QAction open(u"Open"_s);
    QAction curl(u"cURL"_s);
    QAction watch(u"Watch"_s);
    QAction destroy(u"Destroy"_s);
    m_page->setMenuCommands({.open = {&open}, .copyAs = {&curl}, .watch = {&watch}, .risky = {&destroy}});
    QMenu menu;
    m_page->fillRowMenu(menu);
    QStringList texts;
    for (const QAction *action : menu.actions())
        if (!action->isSeparator())
            texts.append(ui::plainText(action));
    QCOMPARE(texts, (QStringList{u"Open"_s, u"Preview"_s, u"Copy As"_s, u"Filter by This Value"_s,
                                 u"Exclude This Value"_s, u"Watch"_s, u"Pin"_s, u"Mark"_s, u"Destroy"_s}));
}

void TestActorsPage::theViewIsKept()
{
    QStringList ids;
    for (int i = 0; i < 60; ++i)
        ids.append(add(u"counter"_s, QString::number(i)));
    showActors(60);
    m_page->filterBox()->apply(u"counter"_s);
    m_table->setChosenId(ids.at(5));
    const QVariantMap saved = m_page->saveView();
    m_page->filterBox()->apply({});
    m_table->verticalScrollBar()->setValue(0);
    m_page->restoreView(saved);
    QCOMPARE(m_page->filterBox()->text(), u"counter"_s);
    QCOMPARE(m_page->saveView(), saved);
}

void TestActorsPage::everyCommandHasTextToolTipAndId()
{
    QSet<QString> ids;
    for (const QAction *action : m_page->commands()) {
        QVERIFY2(action->objectName().startsWith(u"actors."_s), qPrintable(action->objectName()));
        QVERIFY2(!ids.contains(action->objectName()), qPrintable(action->objectName()));
        ids.insert(action->objectName());
        QVERIFY2(!action->text().isEmpty() && !action->toolTip().isEmpty(), qPrintable(action->objectName()));
    }
}

void TestActorsPage::everythingThatTakesTheFocusHasAName()
{
    add(u"counter"_s, u"a"_s);
    showActors(1);
    for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(u"qt_"_s) ||
            widget->inherits("QLabel") || widget->inherits("QHeaderView"))
            continue;
        const QAccessibleInterface *spoken =
            QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
}

} // namespace rove::test

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication application(argc, argv);
    rove::ui::fonts::install();
    const rove::ui::Theme theme;
    QApplication::setStyle(new rove::ui::Style);
    rove::test::TestActorsPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_actorspage.moc"
