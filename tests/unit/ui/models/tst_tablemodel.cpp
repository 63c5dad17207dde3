// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tablemodel.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

namespace rove::ui {

namespace {

struct Fruit {
    QString name;
    int count = 0;

    friend bool operator==(const Fruit &, const Fruit &) = default;
};

std::vector<Column<Fruit>> fruitColumns()
{
    return {
        {.header = {.id = u"name"_s, .title = u"Name"_s, .width = 80},
         .display = [](const Fruit &row) { return row.name; },
         .toolTip = [](const Fruit &row) { return QString(u"a "_s + row.name); }},
        {.header = {.id = u"count"_s, .title = u"Count"_s, .alignment = Qt::AlignRight | Qt::AlignVCenter},
         .display = [](const Fruit &row) { return QString(QString::number(row.count) + u" pieces"_s); },
         .value = [](const Fruit &row) { return row.count; }},
    };
}

} // namespace

class FruitModel : public TableModel<Fruit> {
public:
    FruitModel()
        : TableModel(fruitColumns())
    {}

    using TableModel::drop;
    using TableModel::put;
    using TableModel::setRows;
    using TableModel::touchAll;

protected:
    QString keyOf(const Fruit &row) const override { return row.name; }
    bool isSame(const Fruit &before, const Fruit &after) const override { return before == after; }
};

class TestTableModel : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_model = std::make_unique<FruitModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setRows({{u"apple"_s, 1}, {u"banana"_s, 2}, {u"cherry"_s, 3}});
        m_model->flush();
    }

    void showsItsColumns()
    {
        const QModelIndex cell = m_model->index(1, 1);
        QCOMPARE(cell.data().toString(), u"2 pieces"_s);
        QCOMPARE(cell.data(roleOf(TableRole::Value)).toInt(), 2);
        QCOMPARE(cell.data(roleOf(TableRole::Key)).toString(), u"banana"_s);
        QCOMPARE(m_model->index(1, 0).data(roleOf(TableRole::Value)).toString(), u"banana"_s);
        QCOMPARE(m_model->index(1, 0).data(Qt::ToolTipRole).toString(), u"a banana"_s);
        QVERIFY(!m_model->index(1, 0).data(roleOf(TableRole::Stale)).isValid());
        QCOMPARE(m_model->headerData(1, Qt::Horizontal).toString(), u"Count"_s);
        QVERIFY(!m_model->headerData(2, Qt::Horizontal).isValid());
        QCOMPARE(m_model->columnOf(u"count"), 1);
        QCOMPARE(m_model->columnOf(u"weight"), -1);
        QVERIFY(!m_model->data(QModelIndex()).isValid());
    }

    void gathersChangesAndAppliesThemTogether()
    {
        const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        for (int i = 0; i < 1000; ++i)
            m_model->put({QString::number(i), i});
        QCOMPARE(m_model->rowCount(), 3);
        QTRY_COMPARE(m_model->rowCount(), 1003);
        QCOMPARE(inserted.count(), 1);
    }

    void changesOnlyWhatDiffers()
    {
        const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_model->setRows({{u"apple"_s, 1}, {u"banana"_s, 5}, {u"cherry"_s, 6}});
        m_model->flush();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.constFirst().at(0).toModelIndex().row(), 1);
        QCOMPARE(changed.constFirst().at(1).toModelIndex().row(), 2);
        m_model->setRows({{u"apple"_s, 1}, {u"banana"_s, 5}, {u"cherry"_s, 6}});
        m_model->flush();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(reset.count(), 0);
    }

    void keepsIndexesWithTheirRows()
    {
        const QPersistentModelIndex cherry = m_model->index(m_model->indexOf(u"cherry"_s), 0);
        m_model->drop(u"apple"_s);
        m_model->put({u"damson"_s, 4});
        m_model->flush();
        QCOMPARE(cherry.data().toString(), u"cherry"_s);
        QCOMPARE(cherry.row(), m_model->indexOf(u"cherry"_s));
        QCOMPARE(m_model->indexOf(u"apple"_s), -1);
        QVERIFY(!m_model->find(u"apple"_s));
        QCOMPARE(m_model->find(u"damson"_s)->count, 4);
    }

    void countsTheLastChangeOfAKey()
    {
        m_model->drop(u"apple"_s);
        m_model->put({u"apple"_s, 9});
        m_model->put({u"fig"_s, 1});
        m_model->drop(u"fig"_s);
        m_model->put({u"grape"_s, 1});
        m_model->drop(u"grape"_s);
        m_model->put({u"grape"_s, 2});
        m_model->drop(u"unknown"_s);
        m_model->flush();
        QCOMPARE(m_model->find(u"apple"_s)->count, 9);
        QVERIFY(!m_model->find(u"fig"_s));
        QCOMPARE(m_model->find(u"grape"_s)->count, 2);
        QCOMPARE(m_model->rowCount(), 4);
    }

    void removesManyScatteredRowsAtOnce()
    {
        std::vector<Fruit> rows;
        rows.reserve(20000);
        for (int i = 0; i < 20000; ++i)
            rows.push_back({QString::number(i), i});
        m_model->setRows(rows);
        m_model->flush();
        const QPersistentModelIndex kept = m_model->index(m_model->indexOf(u"15001"_s), 0);
        const QPersistentModelIndex gone = m_model->index(m_model->indexOf(u"15000"_s), 0);
        std::erase_if(rows, [](const Fruit &row) { return row.count % 2 == 0; });
        const QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        m_model->setRows(rows);
        m_model->flush();
        QCOMPARE(m_model->rows(), rows);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(kept.data().toString(), u"15001"_s);
        QVERIFY(!gone.isValid());
    }

    void staysRightUnderAnyChanges()
    {
        QRandomGenerator random(42);
        std::map<QString, Fruit> expected;
        for (const Fruit &row : m_model->rows())
            expected[row.name] = row;
        for (int round = 0; round < 200; ++round) {
            for (int i = 0; i < 20; ++i) {
                const QString key = QString::number(random.bounded(60));
                if (random.bounded(2) == 0) {
                    m_model->drop(key);
                    expected.erase(key);
                } else {
                    const Fruit row{key, random.bounded(5)};
                    m_model->put(row);
                    expected[key] = row;
                }
            }
            m_model->flush();
            QCOMPARE(m_model->rowCount(), static_cast<int>(expected.size()));
            for (const auto &[key, row] : expected)
                QCOMPARE(m_model->rowAt(m_model->indexOf(key)), row);
        }
    }

    void tellsThatAllMayLookDifferent()
    {
        const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->touchAll();
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(changed.constFirst().at(1).toModelIndex().row(), 2);
    }

private:
    std::unique_ptr<FruitModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

} // namespace rove::ui

QTEST_GUILESS_MAIN(rove::ui::TestTableModel)
#include "tst_tablemodel.moc"
