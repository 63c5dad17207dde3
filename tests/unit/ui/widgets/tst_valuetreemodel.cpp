// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/widgets/valuetreemodel.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

QCborMap room()
{
    return {{u"title"_s, u"general"_s},
            {u"messages"_s, QCborArray{QCborMap{{u"text"_s, u"hi"_s}}, QCborMap{{u"text"_s, u"ho"_s}}}},
            {u"limits"_s, QCborMap{{u"max"_s, 500}, {u"rate"_s, 2.5}}},
            {u"banner"_s, nullptr}};
}

/// Counts what a view would have to do.
struct Signals {
    explicit Signals(ValueTreeModel &model)
        : changed(&model, &QAbstractItemModel::dataChanged)
        , inserted(&model, &QAbstractItemModel::rowsInserted)
        , removed(&model, &QAbstractItemModel::rowsRemoved)
        , moved(&model, &QAbstractItemModel::rowsMoved)
        , reset(&model, &QAbstractItemModel::modelReset)
    {}

    [[nodiscard]] QString counts() const
    {
        return u"%1 changed, %2 inserted, %3 removed, %4 moved, %5 reset"_s.arg(changed.size())
            .arg(inserted.size())
            .arg(removed.size())
            .arg(moved.size())
            .arg(reset.size());
    }

    QSignalSpy changed;
    QSignalSpy inserted;
    QSignalSpy removed;
    QSignalSpy moved;
    QSignalSpy reset;
};

/// Opens every row, as a view with everything expanded does.
void fetchAll(ValueTreeModel &model, const QModelIndex &index)
{
    while (model.hasMore(index))
        model.fetchNext(index);
    for (int row = 0; row < model.rowCount(index); ++row)
        fetchAll(model, model.index(row, 0, index));
}

/// The tree as text a person can read.
QString textOf(const ValueTreeModel &model, const QModelIndex &index = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(index); ++row) {
        const QModelIndex child = model.index(row, 0, index);
        text += QString(depth * 2, u' ') + (model.isRemovedRow(child) ? u"- "_s : QString()) +
                child.data().toString() + u": "_s +
                child.siblingAtColumn(ValueTreeModel::ValueColumn).data().toString() + u'\n' +
                textOf(model, child, depth + 1);
    }
    return text;
}

} // namespace

class TestValueTreeModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsAValueAsATree();
    void rowsAreMadeWhenLookedAt();
    void pathsLeadToRowsAndBack();

    void theSameValueAgainChangesNothing();
    void oneLeafIsOneChange();
    void anAppendedElementIsOneInsertion();
    void aKeyThatGoesIsOneRemoval();
    void aKeyThatMovesIsOneMove();
    void anotherKindReplacesWhatWasInside();
    void whatIsClosedIsNotCompared();
    void emptyContainersOpenWhenTheyFill();
    void closedContainersCloseWhenTheyEmpty();
    void randomChangesEndInTheSameTree();

    void aFilterLeavesHitsAndWhatLeadsToThem();
    void aFilterHoldsForLaterValues();
    void randomFiltersEndInTheSameTree();
    void farRowsAreMadeAtOnce();
    void marksSayWhatChanged();
    void theParentCountsWhatIsBelow();
    void aRemovedKeyKeepsARow();
    void aRemovedElementDoesNotHideItsSuccessor();
    void onlyTouchedRowsAreRepaintedForMarks();

    void editsAreRequestsOnly();
    void aReadOnlyModelRequestsNothing();
    void negativeZeroAndNaNCanBeEntered();
    void screenReadersHearTheChange();
    void halfAMillionNodesOpenInTime();

private:
    void open(const QCborValue &value);

    std::unique_ptr<ValueTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestValueTreeModel::init()
{
    m_model = std::make_unique<ValueTreeModel>();
    m_model->setRootName(u"state"_s);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false); // It would fetch in the middle of a change, which no view does.
}

void TestValueTreeModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void TestValueTreeModel::open(const QCborValue &value)
{
    m_model->setValue(value);
    fetchAll(*m_model, {});
}

void TestValueTreeModel::showsAValueAsATree()
{
    open(room());
    QCOMPARE(textOf(*m_model), uR"(state: {4}
  title: "general"
  messages: [2]
    0: {1}
      text: "hi"
    1: {1}
      text: "ho"
  limits: {2}
    max: 500
    rate: 2.5
  banner: null
)"_s);
    m_model->clear();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestValueTreeModel::rowsAreMadeWhenLookedAt()
{
    QCborArray many;
    for (int i = 0; i < 2500; ++i)
        many.append(i);
    m_model->setValue(many);
    const QModelIndex root = m_model->index(0, 0);
    QCOMPARE(m_model->rowCount(root), 0);
    QVERIFY(m_model->hasChildren(root));
    QList<int> counts;
    QVERIFY(m_model->canFetchMore(root));
    while (m_model->hasMore(root)) {
        m_model->fetchNext(root);
        counts.append(m_model->rowCount(root));
        QVERIFY(!m_model->canFetchMore(root));
    }
    QCOMPARE(counts, (QList<int>{1000, 2000, 2500}));
}

void TestValueTreeModel::pathsLeadToRowsAndBack()
{
    QCborArray many;
    for (int i = 0; i < 2500; ++i)
        many.append(QCborMap{{u"text"_s, i}});
    m_model->setValue(QCborMap{{u"messages"_s, many}});
    const ValuePath path{u"messages"_s, 2100, u"text"_s};
    const QModelIndex index = m_model->indexOf(path);
    QVERIFY(index.isValid());
    QCOMPARE(m_model->pathOf(index), path);
    QCOMPARE(m_model->pathText(index), u"state.messages[2100].text"_s);
    QCOMPARE(m_model->valueOf(index), QCborValue(2100));
    QVERIFY(!m_model->indexOf({u"messages"_s, 9999}).isValid());
    QVERIFY(!m_model->indexOf({u"nothing"_s}).isValid());
    QCOMPARE(m_model->pathText(m_model->indexOf({})), u"state"_s);
}

void TestValueTreeModel::theSameValueAgainChangesNothing()
{
    open(room());
    const Signals seen(*m_model);
    m_model->setValue(room());
    QCOMPARE(seen.counts(), u"0 changed, 0 inserted, 0 removed, 0 moved, 0 reset"_s);
}

void TestValueTreeModel::oneLeafIsOneChange()
{
    open(room());
    const QPersistentModelIndex leaf = m_model->indexOf({u"limits"_s, u"rate"_s});
    const Signals seen(*m_model);
    QCborMap value = room();
    value[u"limits"_s] = QCborMap{{u"max"_s, 500}, {u"rate"_s, 4.0}};
    m_model->setValue(value);
    QCOMPARE(seen.counts(), u"1 changed, 0 inserted, 0 removed, 0 moved, 0 reset"_s);
    QCOMPARE(seen.changed.at(0).at(0).toModelIndex().siblingAtColumn(0), QModelIndex(leaf));
    QCOMPARE(m_model->valueOf(leaf), QCborValue(4.0));
}

void TestValueTreeModel::anAppendedElementIsOneInsertion()
{
    open(room());
    const Signals seen(*m_model);
    QCborMap value = room();
    QCborArray messages = value[u"messages"_s].toArray();
    messages.append(QCborMap{{u"text"_s, u"new"_s}});
    value[u"messages"_s] = messages;
    m_model->setValue(value);
    // The one change is the array's own "[3]".
    QCOMPARE(seen.counts(), u"1 changed, 1 inserted, 0 removed, 0 moved, 0 reset"_s);
    QCOMPARE(seen.inserted.at(0).at(1).toInt(), 2);
}

void TestValueTreeModel::aKeyThatGoesIsOneRemoval()
{
    open(room());
    const QPersistentModelIndex kept = m_model->indexOf({u"banner"_s});
    const Signals seen(*m_model);
    QCborMap value = room();
    value.remove(u"limits"_s);
    m_model->setValue(value);
    QCOMPARE(seen.counts(), u"1 changed, 0 inserted, 1 removed, 0 moved, 0 reset"_s);
    QVERIFY(kept.isValid());
    QCOMPARE(m_model->pathOf(kept), ValuePath({u"banner"_s}));
}

void TestValueTreeModel::aKeyThatMovesIsOneMove()
{
    open(QCborMap{{u"a"_s, 1}, {u"b"_s, 2}, {u"c"_s, 3}});
    const QPersistentModelIndex moved = m_model->indexOf({u"c"_s});
    const Signals seen(*m_model);
    m_model->setValue(QCborMap{{u"c"_s, 3}, {u"a"_s, 1}, {u"b"_s, 2}});
    QCOMPARE(seen.counts(), u"0 changed, 0 inserted, 0 removed, 1 moved, 0 reset"_s);
    QCOMPARE(moved.row(), 0);
}

void TestValueTreeModel::anotherKindReplacesWhatWasInside()
{
    open(room());
    QCborMap value = room();
    value[u"limits"_s] = QCborArray{1, 2, 3};
    value[u"messages"_s] = u"none"_s;
    m_model->setValue(value);
    fetchAll(*m_model, {});
    QCOMPARE(textOf(*m_model), u"state: {4}\n  title: \"general\"\n  messages: \"none\"\n"
                               "  limits: [3]\n    0: 1\n    1: 2\n    2: 3\n  banner: null\n"_s);
}

void TestValueTreeModel::whatIsClosedIsNotCompared()
{
    m_model->setValue(room());
    m_model->fetchMore(m_model->index(0, 0));
    const Signals seen(*m_model);
    QCborMap value = room();
    value[u"limits"_s] = QCborMap{{u"max"_s, 1}, {u"rate"_s, 1}};
    m_model->setValue(value);
    QCOMPARE(seen.counts(), u"0 changed, 0 inserted, 0 removed, 0 moved, 0 reset"_s);
    QCOMPARE(m_model->valueOf(m_model->indexOf({u"limits"_s, u"max"_s})), QCborValue(1));
}

void TestValueTreeModel::emptyContainersOpenWhenTheyFill()
{
    open(QCborMap{{u"list"_s, QCborArray()}});
    const QModelIndex list = m_model->indexOf({u"list"_s});
    QVERIFY(!m_model->hasChildren(list));
    const Signals seen(*m_model);
    m_model->setValue(QCborMap{{u"list"_s, QCborArray{1}}});
    QCOMPARE(seen.inserted.size(), 1);
    QVERIFY(m_model->hasChildren(list));
}

void TestValueTreeModel::closedContainersCloseWhenTheyEmpty()
{
    m_model->setValue(QCborMap{{u"list"_s, QCborArray{1, 2}}});
    m_model->fetchMore(m_model->index(0, 0));
    const QModelIndex list = m_model->indexOf({u"list"_s});
    const Signals seen(*m_model);
    m_model->setValue(QCborMap{{u"list"_s, QCborArray()}});
    QVERIFY(!m_model->hasChildren(list));
    QCOMPARE(m_model->rowCount(list), 0);
    QCOMPARE(seen.removed.size(), 1);
}

void TestValueTreeModel::randomChangesEndInTheSameTree()
{
    QRandomGenerator random(20261122);
    const auto make = [&random](auto &&self, int depth) -> QCborValue {
        const auto kind = random.bounded(depth > 0 ? 6 : 3);
        if (kind < 3)
            return kind == 0   ? QCborValue(int(random.bounded(3)))
                   : kind == 1 ? QCborValue(QString::number(random.bounded(3)))
                               : QCborValue(nullptr);
        QCborArray array;
        QCborMap map;
        for (int i = 0; i < random.bounded(5); ++i) {
            array.append(self(self, depth - 1));
            map.insert(QString(QChar(u'a' + char16_t(random.bounded(5)))), self(self, depth - 1));
        }
        return kind == 3 ? QCborValue(array) : kind == 4 ? QCborValue(map) : QCborValue(cbor::setTag, array);
    };
    for (int round = 0; round < 300; ++round) {
        const QCborValue value = make(make, 4);
        open(value);
        ValueTreeModel fresh;
        fresh.setRootName(u"state"_s);
        fresh.setValue(value);
        fetchAll(fresh, {});
        QCOMPARE(textOf(*m_model), textOf(fresh));
    }
}

void TestValueTreeModel::aFilterLeavesHitsAndWhatLeadsToThem()
{
    open(room());
    m_model->setFilter({{u"messages"_s, 1, u"text"_s}, {u"limits"_s}});
    fetchAll(*m_model, {});
    const QString text = textOf(*m_model);
    QVERIFY2(text.contains(u"limits"_s) && text.contains(u"rate: 2.5"_s), qPrintable(text));
    QVERIFY(!text.contains(u"title"_s));
    QCOMPARE(m_model->rowCount(m_model->indexOf({u"messages"_s})), 1);
    QVERIFY(!m_model->indexOf({u"messages"_s, 0}).isValid());
    QVERIFY(m_model->indexOf({u"messages"_s, 1, u"text"_s}).isValid());
    m_model->clearFilter();
    fetchAll(*m_model, {});
    ValueTreeModel fresh;
    fresh.setRootName(u"state"_s);
    fresh.setValue(room());
    fetchAll(fresh, {});
    QCOMPARE(textOf(*m_model), textOf(fresh));
}

void TestValueTreeModel::aFilterHoldsForLaterValues()
{
    open(room());
    m_model->setFilter({{u"limits"_s, u"rate"_s}});
    QCborMap value = room();
    value.insert(u"more"_s, 1);
    value[u"limits"_s] = QCborMap{{u"rate"_s, 9}};
    m_model->setValue(value);
    fetchAll(*m_model, {});
    QVERIFY(textOf(*m_model).contains(u"rate: 9"_s));
    QVERIFY(!textOf(*m_model).contains(u"more"_s));
}

void TestValueTreeModel::randomFiltersEndInTheSameTree()
{
    QRandomGenerator random(7);
    QCborArray rows;
    for (int i = 0; i < 8; ++i)
        rows.append(QCborMap{{u"a"_s, QCborArray{1, 2, 3}}, {u"b"_s, i}});
    const QCborMap value{{u"rows"_s, rows}, {u"c"_s, QCborMap{{u"d"_s, 1}, {u"e"_s, 2}}}};
    open(value);
    for (int round = 0; round < 200; ++round) {
        QList<ValuePath> hits;
        for (int i = 0; i < 8; ++i) {
            if (random.bounded(3) == 0)
                hits.append({u"rows"_s, i});
            if (random.bounded(3) == 0)
                hits.append({u"rows"_s, i, u"a"_s, int(random.bounded(3))});
        }
        if (random.bounded(2) == 0)
            hits.append({u"c"_s, u"e"_s});
        m_model->setFilter(hits);
        fetchAll(*m_model, {});
        ValueTreeModel fresh;
        fresh.setRootName(u"state"_s);
        fresh.setFilter(hits);
        fresh.setValue(value);
        fetchAll(fresh, {});
        QCOMPARE(textOf(*m_model), textOf(fresh));
    }
}

void TestValueTreeModel::farRowsAreMadeAtOnce()
{
    m_tester.reset();
    QCborArray many;
    for (int i = 0; i < 50'000; ++i)
        many.append(i);
    m_model->setValue(many);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QVERIFY(m_model->indexOf({49'999}).isValid());
    QCOMPARE(inserted.size(), 1);
}

void TestValueTreeModel::marksSayWhatChanged()
{
    open(room());
    const ValuePath path{u"limits"_s, u"rate"_s};
    m_model->setMarks({{path, {ValueMark::Kind::Conflict, QCborValue(2.0), QCborValue(3.0), {}}}});
    const QModelIndex row = m_model->indexOf(path);
    QCOMPARE(row.siblingAtColumn(ValueTreeModel::ChangedColumn).data().toString(), u"conflict"_s);
    QCOMPARE(row.data(ValueTreeModel::MarkRole).value<ValueMark>().liveValue, QCborValue(3.0));
    QVERIFY(!m_model->indexOf({u"title"_s}).data(ValueTreeModel::MarkRole).isValid());
}

void TestValueTreeModel::theParentCountsWhatIsBelow()
{
    open(room());
    m_model->setMarks({{{u"messages"_s, 1}, {.kind = ValueMark::Kind::Added}},
                       {{u"limits"_s, u"rate"_s}, {.kind = ValueMark::Kind::Edited}},
                       {{u"limits"_s, u"gone"_s}, {.kind = ValueMark::Kind::Removed}}});
    const auto counts = [this](const ValuePath &path) {
        return m_model->indexOf(path)
            .data(ValueTreeModel::ChangesBelowRole)
            .value<ValueTreeModel::ChangeCounts>();
    };
    QCOMPARE(counts({}), (ValueTreeModel::ChangeCounts{1, 1, 1}));
    QCOMPARE(counts({u"messages"_s}), (ValueTreeModel::ChangeCounts{1, 0, 0}));
    QCOMPARE(counts({u"limits"_s}), (ValueTreeModel::ChangeCounts{0, 1, 1}));
    QCOMPARE(counts({u"title"_s}), (ValueTreeModel::ChangeCounts{}));
}

void TestValueTreeModel::aRemovedKeyKeepsARow()
{
    open(room());
    m_model->setMarks({{{u"limits"_s, u"burst"_s}, {ValueMark::Kind::Removed, QCborValue(12), {}, {}}}});
    QVERIFY(textOf(*m_model).contains(u"    rate: 2.5\n    - burst: 12\n"_s));
    const QModelIndex limits = m_model->indexOf({u"limits"_s});
    const QModelIndex ghost = m_model->index(2, 0, limits);
    QVERIFY(m_model->isRemovedRow(ghost));
    QVERIFY(!ghost.siblingAtColumn(ValueTreeModel::ValueColumn).flags().testFlag(Qt::ItemIsEditable));

    // The key comes back: its row is real again.
    QCborMap value = room();
    value[u"limits"_s] = QCborMap{{u"max"_s, 500}, {u"rate"_s, 2.5}, {u"burst"_s, 12}};
    m_model->setValue(value);
    QVERIFY(textOf(*m_model).contains(u"    burst: 12\n"_s));
    QVERIFY(!textOf(*m_model).contains(u"- burst"_s));
    m_model->setMarks({});
    QCOMPARE(m_model->rowCount(m_model->indexOf({u"limits"_s})), 3);
}

void TestValueTreeModel::aRemovedElementDoesNotHideItsSuccessor()
{
    open(QCborArray{u"b"_s, u"c"_s});
    m_model->setMarks({{{0}, {ValueMark::Kind::Removed, QCborValue(u"a"_s), {}, {}}}});
    QCOMPARE(textOf(*m_model), u"state: [2]\n  0: \"b\"\n  1: \"c\"\n  - 0: \"a\"\n"_s);
    const QModelIndex first = m_model->indexOf({0});
    QVERIFY(!first.data(ValueTreeModel::MarkRole).isValid());
}

void TestValueTreeModel::onlyTouchedRowsAreRepaintedForMarks()
{
    open(room());
    const ValueMarks marks{{{u"limits"_s, u"rate"_s}, {.kind = ValueMark::Kind::Edited}}};
    m_model->setMarks(marks);
    const Signals seen(*m_model);
    m_model->setMarks(marks);
    QCOMPARE(seen.changed.size(), 0);
    m_model->setMarks({});
    // The row itself, and its two ancestors that counted it.
    QCOMPARE(seen.changed.size(), 3);
}

void TestValueTreeModel::editsAreRequestsOnly()
{
    open(room());
    m_model->setEditable(true);
    QSignalSpy edits(m_model.get(), &ValueTreeModel::editRequested);
    QSignalSpy inserts(m_model.get(), &ValueTreeModel::insertRequested);
    QSignalSpy removes(m_model.get(), &ValueTreeModel::removeRequested);
    const QModelIndex rate =
        m_model->indexOf({u"limits"_s, u"rate"_s}).siblingAtColumn(ValueTreeModel::ValueColumn);
    QVERIFY(rate.flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(m_model->setData(rate, QVariant::fromValue(QCborValue(4)), Qt::EditRole));
    QVERIFY(m_model->setData(rate, QVariant::fromValue(QCborValue(2.5)), Qt::EditRole));
    m_model->requestInsert(rate.parent(), u"burst"_s, QCborValue(1));
    m_model->requestRemove(rate);
    m_model->requestRemove(m_model->index(0, 0));
    QCOMPARE(edits.size(), 1);
    QCOMPARE(edits.at(0).at(0).value<ValuePath>(), ValuePath({u"limits"_s, u"rate"_s}));
    QCOMPARE(edits.at(0).at(1).value<QCborValue>(), QCborValue(4));
    QCOMPARE(inserts.size(), 1);
    QCOMPARE(inserts.at(0).at(1).value<PathStep>(), PathStep(u"burst"_s));
    QCOMPARE(removes.size(), 1);
    QCOMPARE(m_model->value(), QCborValue(room()));
}

void TestValueTreeModel::aReadOnlyModelRequestsNothing()
{
    open(room());
    QSignalSpy edits(m_model.get(), &ValueTreeModel::editRequested);
    QSignalSpy removes(m_model.get(), &ValueTreeModel::removeRequested);
    const QModelIndex title = m_model->indexOf({u"title"_s}).siblingAtColumn(ValueTreeModel::ValueColumn);
    QVERIFY(!title.flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!m_model->setData(title, QVariant::fromValue(QCborValue(1)), Qt::EditRole));
    m_model->requestRemove(title);
    QCOMPARE(edits.size() + removes.size(), 0);
}

void TestValueTreeModel::negativeZeroAndNaNCanBeEntered()
{
    open(QCborMap{{u"zero"_s, 0}, {u"nan"_s, qQNaN()}});
    m_model->setEditable(true);
    QSignalSpy edits(m_model.get(), &ValueTreeModel::editRequested);
    const auto set = [this](const QString &key, double number) {
        m_model->setData(m_model->indexOf({key}).siblingAtColumn(ValueTreeModel::ValueColumn),
                         QVariant::fromValue(QCborValue(number)), Qt::EditRole);
    };
    set(u"zero"_s, -0.0);
    QCOMPARE(edits.size(), 1);
    set(u"nan"_s, qQNaN());
    QCOMPARE(edits.size(), 1);
    set(u"zero"_s, qQNaN());
    QCOMPARE(edits.size(), 2);
}

void TestValueTreeModel::screenReadersHearTheChange()
{
    open(room());
    const ValuePath path{u"limits"_s, u"rate"_s};
    m_model->setMarks({{path, {ValueMark::Kind::Conflict, QCborValue(1.5), QCborValue(3.5), {}}}});
    const QModelIndex cell = m_model->indexOf(path).siblingAtColumn(ValueTreeModel::ValueColumn);
    QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(),
             u"changed from 1.5 to 2.5, conflict, live value 3.5"_s);
}

void TestValueTreeModel::halfAMillionNodesOpenInTime()
{
    QCborArray rows;
    for (int i = 0; i < 125'000; ++i)
        rows.append(QCborMap{{u"id"_s, i}, {u"name"_s, u"row"_s}, {u"on"_s, true}});
    const QCborMap value{{u"rows"_s, rows}};
    rows[99'999] = nullptr;
    const QCborMap other{{u"rows"_s, rows}};
    QElapsedTimer timer;
    timer.start();
    m_tester.reset(); // It walks the whole model on every signal.
    m_model->setValue(value);
    m_model->fetchMore(m_model->index(0, 0));
    m_model->fetchMore(m_model->indexOf({u"rows"_s}));
    m_model->setValue(other);
    QVERIFY(m_model->indexOf({u"rows"_s, 99'999}).isValid());
    // The bar is a second on an idle machine; a busy one gets some slack.
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestValueTreeModel)
#include "tst_valuetreemodel.moc"
