// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/orderedview.h"
#include "ui/models/tablemodel.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QSemaphore>
#include <QtCore/QThreadPool>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rove::ui {
namespace {

enum Field { Name, Kind, Size, Marked };

FilterFields fields()
{
    return FilterFields({{.name = u"name"_s, .isSearched = true},
                         {.name = u"kind"_s, .kind = FilterKind::Enum, .values = {u"b"_s, u"a"_s, u"c"_s}},
                         {.name = u"size"_s, .kind = FilterKind::Number, .isOptional = true},
                         {.name = u"marked"_s, .kind = FilterKind::Flag}});
}

struct Thing {
    QString id;
    QString name;
    QString kind = {};
    std::optional<double> size = {};
    bool isPinned = false;
};

class ThingRow : public OrderedRow {
public:
    explicit ThingRow(Thing thing)
        : m_thing(std::move(thing))
    {}
    QString id() const override { return m_thing.id; }
    bool isPinned() const override { return m_thing.isPinned; }
    QString text(int field) const override { return field == Name ? m_thing.name : m_thing.kind; }
    std::optional<double> number(int, qint64) const override { return m_thing.size; }
    bool flag(int) const override { return m_thing.isPinned; }

private:
    Thing m_thing;
};

class Things : public TableModel<Thing> {
public:
    Things()
        : TableModel({{.header = {.id = u"name"_s, .title = u"Name"_s},
                       .display = [](const Thing &thing) { return thing.name; }},
                      {.header = {.id = u"size"_s, .title = u"Size"_s},
                       .display = [](const Thing &thing) { return thing.size.value_or(0); }}})
    {}
    using TableModel::drop;
    using TableModel::put;
    using TableModel::setRows;
    using TableModel::touchAll;

protected:
    QString keyOf(const Thing &thing) const override { return thing.id; }
    bool isSame(const Thing &a, const Thing &b) const override
    {
        return a.name == b.name && a.kind == b.kind && a.size == b.size && a.isPinned == b.isPinned;
    }
};

} // namespace

/// Keeps every thread of the pool from taking work, until it lets go.
class BusyThreads {
public:
    BusyThreads()
    {
        for (int i = 0; i < m_count; ++i)
            QThreadPool::globalInstance()->start([this] { m_hold.acquire(); });
    }
    ~BusyThreads()
    {
        letGo();
        QThreadPool::globalInstance()->waitForDone();
    }
    void letGo() { m_hold.release(std::exchange(m_count, 0)); }

private:
    int m_count = QThreadPool::globalInstance()->maxThreadCount();
    QSemaphore m_hold;
};

class TestOrderedView : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_things = std::make_unique<Things>();
        m_view = std::make_unique<OrderedView>(fields());
        m_view->setIdleTime(1h);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_view.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_view->setSource(m_things.get(),
                          [this](int row) { return std::make_shared<ThingRow>(m_things->rowAt(row)); });
    }

    void cleanup()
    {
        m_tester.reset();
        m_view.reset();
        m_things.reset();
    }

    void countsDigitsAsNumbersAndIgnoresCase()
    {
        putNames({u"room10"_s, u"Room9"_s, u"room1"_s, u"alpha"_s});
        m_view->setSortLevels({{Name, Qt::AscendingOrder}});
        QCOMPARE(lines(), u"alpha room1 Room9 room10"_s);
        m_view->setSortLevels({{Name, Qt::DescendingOrder}});
        QCOMPARE(lines(), u"room10 Room9 room1 alpha"_s);
    }

    void sortsBySeveralLevelsAndMissingValuesLast()
    {
        put({{u"1"_s, u"p"_s, u"a"_s, 2},
             {u"2"_s, u"q"_s, u"b"_s, 1},
             {u"3"_s, u"r"_s, u"a"_s},
             {u"4"_s, u"s"_s, u"b"_s, 3}});
        m_view->setSortLevels({{Kind, Qt::AscendingOrder}, {Size, Qt::DescendingOrder}});
        QCOMPARE(lines(), u"s q p r"_s);
        m_view->setSortLevels({{Size, Qt::AscendingOrder}});
        QCOMPARE(lines(), u"q p s r"_s);
        m_view->setSortLevels({{Size, Qt::DescendingOrder}});
        QCOMPARE(lines(), u"s p q r"_s);
    }

    void keepsTheOldResultOfAWrongFilter()
    {
        putNames({u"one"_s, u"two"_s});
        QVERIFY(m_view->setFilterText(u"one"_s));
        QCOMPARE(lines(), u"one"_s);
        QVERIFY(!m_view->setFilterText(u"nothing:like"_s));
        QCOMPARE(lines(), u"one"_s);
        QCOMPARE(m_view->filterText(), u"one"_s);
        QVERIFY(m_view->setFilterText({}));
        QCOMPARE(lines(), u"one two"_s);
    }

    void changedRowsStayUntilNobodyHasTouchedForAWhile()
    {
        put({{u"1"_s, u"a"_s, {}, 1}, {u"2"_s, u"b"_s, {}, 2}, {u"3"_s, u"c"_s, {}, 3}});
        m_view->setSortLevels({{Size, Qt::AscendingOrder}});
        const QPersistentModelIndex a = m_view->index(0, 0);
        m_view->setIdleTime(1h);
        put({{u"1"_s, u"a"_s, {}, 9}});
        QCOMPARE(lines(), u"a b c"_s);
        QVERIFY(m_view->isOrderStale());
        put({{u"4"_s, u"d"_s, {}, 2.5}});
        QCOMPARE(lines(), u"a b d c"_s);
        m_view->resort();
        QCOMPARE(lines(), u"b d c a"_s);
        QVERIFY(!m_view->isOrderStale());
        QCOMPARE(a.row(), 3);
        m_view->setIdleTime(1ms);
        put({{u"1"_s, u"a"_s, {}, 0}});
        QTRY_COMPARE(lines(), u"a b d c"_s);
    }

    void pinnedRowsComeFirstAtOnce()
    {
        putNames({u"a"_s, u"b"_s, u"c"_s});
        m_view->setSortLevels({{Name, Qt::AscendingOrder}});
        put({{.id = u"c"_s, .name = u"c"_s, .isPinned = true}});
        QCOMPARE(lines(), u"c a b"_s);
        QVERIFY(m_view->setFilterText(u"is:marked"_s));
        QCOMPARE(lines(), u"c"_s);
    }

    void groupsHaveHeadsWithCountsThatClose()
    {
        put({{u"1"_s, u"p"_s, u"a"_s},
             {u"2"_s, u"q"_s, u"b"_s},
             {u"3"_s, u"r"_s, u"a"_s},
             {u"4"_s, u"s"_s, {}}});
        m_view->setGroupField(Kind);
        m_view->setSortLevels({{Name, Qt::DescendingOrder}});
        QCOMPARE(lines(), u"[b 1] q [a 2] r p [ 1] s"_s);
        m_view->setGroupCollapsed(u"a"_s, true);
        QCOMPARE(lines(), u"[b 1] q [a 2] [ 1] s"_s);
        QCOMPARE(m_view->matchedCount(), 4);
        QVERIFY(!m_view->flags(m_view->index(0, 0)).testFlag(Qt::ItemIsSelectable));
        put({{u"2"_s, u"q"_s, u"c"_s}});
        QCOMPARE(lines(), u"[a 2] [c 1] q [ 1] s"_s);
        m_view->setAllGroupsCollapsed(true);
        QCOMPARE(lines(), u"[a 2] [c 1] [ 1]"_s);
        m_view->setGroupField(-1);
        QCOMPARE(lines(), u"s r q p"_s);
    }

    void manyRowsAreOrderedElsewhereWhileTheOldOrderStays()
    {
        std::vector<Thing> many;
        for (int i = 0; i < 5000; ++i)
            many.push_back({QString::number(i), u"n%1"_s.arg(i % 70), {}, double(i)});
        m_things->setRows(many);
        m_things->flush();
        QTRY_COMPARE(m_view->rowCount(), 5000);
        QTRY_VERIFY(!m_view->isComputing());
        BusyThreads busy; // Or the worker may be through at once.
        QVERIFY(m_view->setFilterText(u"name:n7"_s));
        QVERIFY(m_view->isComputing());
        QCOMPARE(m_view->rowCount(), 5000);
        busy.letGo();
        // The source goes on meanwhile.
        m_things->drop(u"7"_s);
        m_things->put({u"new"_s, u"n7"_s});
        m_things->flush();
        QTRY_COMPARE(m_view->rowCount(), 72);
        QTRY_VERIFY(!m_view->isComputing());
        QCOMPARE(m_view->rowCount(), 72);
    }

    void onlyTheLastOfManyFiltersCounts()
    {
        std::vector<Thing> many;
        for (int i = 0; i < 5000; ++i)
            many.push_back({QString::number(i), u"n%1"_s.arg(i)});
        m_things->setRows(many);
        m_things->flush();
        for (int i = 0; i < 20; ++i)
            QVERIFY(m_view->setFilterText(u"name:n%1"_s.arg(i)));
        QTRY_VERIFY(m_view->rowCount() == 1 && !m_view->isComputing());
        QCOMPARE(lines(), u"n19"_s);
    }

    void mayGoWhileAWorkerIsAtIt()
    {
        std::vector<Thing> many;
        for (int i = 0; i < 5000; ++i)
            many.push_back({QString::number(i), u"n%1"_s.arg(i)});
        m_things->setRows(many);
        m_things->flush();
        QVERIFY(m_view->setFilterText(u"n"_s));
        m_tester.reset();
        m_view.reset();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
    }

    void aSourceThatOnlyLooksDifferentIsNotOrderedAgain()
    {
        putNames({u"a"_s, u"b"_s});
        QSignalSpy repaints(m_view.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy changes(m_view.get(), &OrderedView::aboutToChange);
        m_things->touchAll();
        m_things->flush();
        QVERIFY(!repaints.isEmpty());
        m_view->flush();
        QCOMPARE(changes.size(), 0);
    }

    void survivesItsSource()
    {
        putNames({u"a"_s});
        m_tester.reset();
        m_things.reset();
        QCOMPARE(m_view->rowCount(), 0);
        QCOMPARE(m_view->columnCount(), 0);
    }

    /// Ten thousand random operations end in the order that sorting from scratch gives.
    void anyHistoryEndsInTheRightOrder()
    {
        QRandomGenerator random(11);
        const QStringList kinds{u"a"_s, u"b"_s, u"c"_s, {}};
        for (int step = 0; step < 10000; ++step) {
            const QString id = QString::number(random.bounded(120));
            switch (random.bounded(12)) {
            case 0:
            case 1:
                m_things->drop(id);
                break;
            case 2:
                m_things->flush();
                m_view->flush();
                break;
            case 3:
                QVERIFY(m_view->setFilterText(random.bounded(2) == 0 ? QString()
                                                                     : u"size>%1"_s.arg(random.bounded(50))));
                break;
            case 4:
                m_view->setGroupField(random.bounded(2) == 0 ? -1 : int(Kind));
                break;
            case 5:
                m_view->setSortLevels(
                    {{random.bounded(3), random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder}});
                break;
            case 6:
                m_view->setGroupCollapsed(kinds.at(random.bounded(4)), random.bounded(2) == 0);
                break;
            case 7:
                m_view->resort();
                break;
            case 8:
                if (step % 50 == 0) {
                    std::vector<Thing> rows;
                    for (int i = random.bounded(100); i > 0; --i)
                        rows.push_back(
                            {QString::number(random.bounded(120)), QString::number(random.bounded(40))});
                    m_things->setRows(rows);
                }
                break;
            default:
                m_things->put(
                    {id, QString::number(random.bounded(40)), kinds.at(random.bounded(4)),
                     random.bounded(3) == 0 ? std::nullopt : std::optional<double>(random.bounded(60)),
                     random.bounded(9) == 0});
            }
        }
        m_things->flush();
        m_view->resort();
        const QString lived = lines();
        OrderedView fresh(fields());
        fresh.setGroupField(m_view->groupField());
        fresh.setSortLevels(m_view->sortLevels());
        QVERIFY(fresh.setFilterText(m_view->filterText()));
        fresh.setSource(m_things.get(),
                        [this](int row) { return std::make_shared<ThingRow>(m_things->rowAt(row)); });
        m_view->setAllGroupsCollapsed(false);
        fresh.flush();
        QCOMPARE(lines(), linesOf(fresh));
        QVERIFY(!lived.isEmpty());
    }

    void selectionAndPlaceFollowTheirRows()
    {
        put({{u"1"_s, u"a"_s, {}, 1}, {u"2"_s, u"b"_s, {}, 2}, {u"3"_s, u"c"_s, {}, 3}});
        m_view->setSortLevels({{Size, Qt::AscendingOrder}});
        const QPersistentModelIndex b = m_view->index(1, 0);
        put({{u"0"_s, u"z"_s, {}, 0}});
        QCOMPARE(b.row(), 2);
        m_view->setSortLevels({{Size, Qt::DescendingOrder}});
        QCOMPARE(b.data().toString(), u"b"_s);
        QVERIFY(m_view->setFilterText(u"size>2"_s));
        QVERIFY(!b.isValid());
    }

private:
    void put(const std::vector<Thing> &things)
    {
        for (const Thing &thing : things)
            m_things->put(thing);
        m_things->flush();
        m_view->flush();
    }

    void putNames(const QStringList &names)
    {
        for (const QString &name : names)
            m_things->put({.id = name, .name = name});
        m_things->flush();
        m_view->flush();
    }

    static QString linesOf(const OrderedView &view)
    {
        QStringList lines;
        for (int row = 0; row < view.rowCount(); ++row) {
            const QModelIndex index = view.index(row, 0);
            lines.append(view.isGroup(row) ? u"[%1 %2]"_s.arg(index.data(int(GroupRole::Value)).toString())
                                                 .arg(index.data(int(GroupRole::Count)).toInt())
                                           : index.data().toString());
        }
        return lines.join(u' ');
    }
    QString lines() const { return linesOf(*m_view); }

    std::unique_ptr<Things> m_things;
    std::unique_ptr<OrderedView> m_view;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestOrderedView)
#include "tst_orderedview.moc"
