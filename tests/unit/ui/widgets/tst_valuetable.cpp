// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/valueeditor.h"
#include "ui/widgets/valuetableview.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

QCborArray users()
{
    return {QCborMap{{u"name"_s, u"bob"_s}, {u"age"_s, 31}},
            QCborMap{{u"name"_s, u"Ada"_s}, {u"age"_s, nullptr}, {u"admin"_s, true}},
            QCborMap{{u"name"_s, u"cy"_s}, {u"age"_s, QCborValue(QCborValue::Undefined)}},
            QCborMap{{u"name"_s, u"dan"_s}}};
}

} // namespace

/// The model and the view of a table of objects.
class TestValueTable : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init();
    void cleanup();

    void columnsAreTheUnionOfKeys();
    void missingNullAndUndefinedDiffer();
    void aMapOfObjectsHasItsKeysAsRows();
    void plainEntriesGetAColumn();
    void onlyContainersOfObjectsAreTables();
    void columnsHaveABound();
    void laterRowsAddTheirColumns();
    void sortingKeepsTheCurrentRow();
    void aNewValueKeepsOrderAndColumns();
    void editsNameTheirPath();
    void aCellIsEditedInPlace();
    void readOnlyMeansReadOnly();
    void aHundredThousandRowsAreSorted();
    void valuesAndPathsAreCopied();

private:
    [[nodiscard]] QStringList column(int column) const;

    Theme m_theme;
    std::unique_ptr<ValueTableView> m_view;
    ValueTableModel *m_model = nullptr;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestValueTable::init()
{
    m_view = std::make_unique<ValueTableView>();
    m_model = new ValueTableModel(m_view.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_view->setModel(m_model);
    m_model->setEditable(true);
    m_model->setValue(users(), {u"users"_s});
    m_view->resize(500, 300);
    m_view->show();
    m_view->activateWindow();
}

void TestValueTable::cleanup()
{
    m_tester.reset();
    m_view.reset();
}

QStringList TestValueTable::column(int column) const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        texts.append(m_model->index(row, column).data().toString());
    return texts;
}

void TestValueTable::columnsAreTheUnionOfKeys()
{
    QCOMPARE(m_model->columnCount(), 3);
    QCOMPARE(m_model->headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"admin"_s);
    QCOMPARE(m_model->headerData(3, Qt::Vertical, Qt::DisplayRole).toString(), u"3"_s);
    QCOMPARE(column(0), (QStringList{u"\"bob\""_s, u"\"Ada\""_s, u"\"cy\""_s, u"\"dan\""_s}));
}

void TestValueTable::missingNullAndUndefinedDiffer()
{
    QCOMPARE(column(1), (QStringList{u"31"_s, u"null"_s, u"undefined"_s, QString()}));
    QVERIFY(m_model->isMissing(m_model->index(3, 1)));
    QCOMPARE(m_model->index(3, 1).data(Qt::AccessibleTextRole).toString(), u"missing"_s);
    QVERIFY(!m_model->isMissing(m_model->index(2, 1)));
}

void TestValueTable::aMapOfObjectsHasItsKeysAsRows()
{
    m_model->setValue(QCborMap{{u"x"_s, QCborMap{{u"a"_s, 1}}}, {u"y"_s, QCborMap{{u"b"_s, 2}}}});
    QCOMPARE(m_model->columnCount(), 2);
    QCOMPARE(m_model->headerData(1, Qt::Vertical, Qt::DisplayRole).toString(), u"y"_s);
    QCOMPARE(m_model->pathOf(m_model->index(1, 1)), ValuePath({u"y"_s, u"b"_s}));
}

void TestValueTable::plainEntriesGetAColumn()
{
    m_model->setValue(QCborArray{QCborMap{{u"a"_s, 1}}, 5});
    QCOMPARE(m_model->columnCount(), 2);
    QCOMPARE(column(1), (QStringList{QString(), u"5"_s}));
    QCOMPARE(m_model->pathOf(m_model->index(1, 1)), ValuePath({1}));
    QVERIFY(!m_model->flags(m_model->index(1, 0)).testFlag(Qt::ItemIsEditable));
}

void TestValueTable::onlyContainersOfObjectsAreTables()
{
    QVERIFY(canShowAsTable(users()));
    QVERIFY(canShowAsTable(QCborValue(cbor::setTag, users())));
    QVERIFY(!canShowAsTable(QCborArray{1, 2}));
    QVERIFY(!canShowAsTable(u"text"_s));
    QVERIFY(!canShowAsTable(QCborArray()));
}

void TestValueTable::columnsHaveABound()
{
    QCborMap wide;
    for (int i = 0; i < 100; ++i)
        wide.insert(u"k"_s + QString::number(i), i);
    m_model->setValue(QCborArray{wide});
    QCOMPARE(m_model->columnCount(), ValueTableModel::columnCountMax);
    QVERIFY(m_model->hasMoreKeys());
}

void TestValueTable::laterRowsAddTheirColumns()
{
    QCborArray many;
    for (int i = 0; i < 3000; ++i)
        many.append(i == 2500 ? QCborMap{{u"a"_s, i}, {u"late"_s, true}} : QCborMap{{u"a"_s, i}});
    QSignalSpy inserted(m_model, &QAbstractItemModel::columnsInserted);
    m_model->setValue(many);
    QTRY_COMPARE(m_model->columnCount(), 2);
    QCOMPARE(inserted.size(), 1);
    QVERIFY(!m_model->isBusy());
}

void TestValueTable::sortingKeepsTheCurrentRow()
{
    m_view->setCurrentIndex(m_model->index(1, 0));
    m_view->sortByColumn(0, Qt::AscendingOrder);
    QCOMPARE(column(0), (QStringList{u"\"Ada\""_s, u"\"bob\""_s, u"\"cy\""_s, u"\"dan\""_s}));
    QCOMPARE(m_view->currentIndex().row(), 0);
    QCOMPARE(m_view->currentPath(), ValuePath({u"users"_s, 1, u"name"_s}));
    m_view->sortByColumn(1, Qt::DescendingOrder);
    QCOMPARE(column(1), (QStringList{u"31"_s, u"null"_s, u"undefined"_s, QString()}));
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    QCOMPARE(column(0).constFirst(), u"\"bob\""_s);
}

void TestValueTable::aNewValueKeepsOrderAndColumns()
{
    m_view->sortByColumn(0, Qt::AscendingOrder);
    QSignalSpy resets(m_model, &QAbstractItemModel::modelReset);
    QCborArray more = users();
    more.append(QCborMap{{u"name"_s, u"aaa"_s}});
    m_model->setValue(more, {u"users"_s});
    QCOMPARE(resets.size(), 0);
    QCOMPARE(column(0).constLast(), u"\"aaa\""_s);
    QCOMPARE(column(0).constFirst(), u"\"Ada\""_s);
    m_model->setValue(QCborArray{more.at(0)}, {u"users"_s});
    QCOMPARE(m_model->rowCount(), 1);
}

void TestValueTable::editsNameTheirPath()
{
    QSignalSpy edits(m_model, &ValueTableModel::editRequested);
    QSignalSpy inserts(m_model, &ValueTableModel::insertRequested);
    QSignalSpy removes(m_model, &ValueTableModel::removeRequested);
    m_model->setData(m_model->index(0, 1), QVariant::fromValue(QCborValue(32)), Qt::EditRole);
    QCOMPARE(edits.at(0).at(0).value<ValuePath>(), ValuePath({u"users"_s, 0, u"age"_s}));
    m_model->setData(m_model->index(0, 1), QVariant::fromValue(QCborValue(31)), Qt::EditRole);
    QCOMPARE(edits.size(), 1);
    m_model->setData(m_model->index(3, 1), QVariant::fromValue(QCborValue(1)), Qt::EditRole);
    QCOMPARE(inserts.at(0).at(0).value<ValuePath>(), ValuePath({u"users"_s, 3}));
    QCOMPARE(inserts.at(0).at(1).value<PathStep>(), PathStep(u"age"_s));
    m_view->setCurrentIndex(m_model->index(2, 0));
    m_view->deleteRowAction()->trigger();
    QCOMPARE(removes.at(0).at(0).value<ValuePath>(), ValuePath({u"users"_s, 2}));
}

void TestValueTable::aCellIsEditedInPlace()
{
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    QSignalSpy edits(m_model, &ValueTableModel::editRequested);
    m_view->setCurrentIndex(m_model->index(0, 1));
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    const auto *editor = m_view->findChild<ValueEditor *>();
    QVERIFY(editor);
    auto *field = editor->findChild<QLineEdit *>();
    field->selectAll();
    QTest::keyClicks(field, u"40"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(edits.size(), 1);
    QCOMPARE(edits.at(0).at(1).value<QCborValue>(), QCborValue(40));
}

void TestValueTable::readOnlyMeansReadOnly()
{
    m_model->setEditable(false);
    QVERIFY(!m_model->flags(m_model->index(0, 0)).testFlag(Qt::ItemIsEditable));
    QVERIFY(!m_model->setData(m_model->index(0, 0), QVariant::fromValue(QCborValue(1)), Qt::EditRole));
    m_view->setCurrentIndex(m_model->index(0, 1));
    m_view->setCurrentIndex(m_model->index(0, 0));
    QVERIFY(!m_view->editAction()->isEnabled());
    QVERIFY(!m_view->deleteRowAction()->isEnabled());
}

void TestValueTable::aHundredThousandRowsAreSorted()
{
    m_tester.reset();
    QCborArray many;
    for (int i = 0; i < 100'000; ++i)
        many.append(QCborMap{{u"n"_s, (i * 7919) % 100'003}});
    m_model->setValue(many);
    QCOMPARE(m_model->rowCount(), 100'000);
    m_view->sortByColumn(0, Qt::DescendingOrder);
    QVERIFY(m_model->isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!m_model->isBusy(), 30'000);
    QVERIFY(m_model->index(0, 0).data().toString().toInt() > m_model->index(1, 0).data().toString().toInt());
}

void TestValueTable::valuesAndPathsAreCopied()
{
    m_view->setCurrentIndex(m_model->index(1, 0));
    m_view->copyValueAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"\"Ada\""_s);
    m_view->copyPathAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"users[1].name"_s);
}

QTEST_MAIN(TestValueTable)
#include "tst_valuetable.moc"
