// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/bytesview.h"
#include "ui/widgets/codeeditor.h"
#include "ui/widgets/dateform.h"
#include "ui/widgets/hexview.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/valueform.h"
#include "ui/widgets/valueinspector.h"
#include "ui/widgets/valuetreemodel.h"
#include "ui/widgets/valuetreeview.h"
#include "ui/widgets/valueversions.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QTimeZone>
#include <QtTest/QtTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestValueInspector : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init();
    void cleanup() { m_inspector.reset(); }

    void aNumberIsEdited();
    void whatIsNoNumberStays();
    void aTickIsEnough();
    void textKeepsItsLines();
    void longTextIsShownInPart();
    void aDateHasThreeFields();
    void bytesKeepTheirTag();
    void aContainerIsJson();
    void aLargeContainerIsNotWrittenOut();
    void typedTextSurvivesALaterValue();
    void typedTextIsEmittedBeforeAnotherPath();
    void theTypeCanBeChanged();
    void versionsCanBeTaken();
    void aReadOnlyInspectorEditsNothing();
    void escapeTakesBack();
    void itFollowsATree();
    void everythingThatTakesTheFocusHasAName();

private:
    void show(const QCborValue &value, const ValuePath &path = {u"a"_s});
    [[nodiscard]] QCborValue lastEdit() const;

    Theme m_theme;
    std::unique_ptr<ValueInspector> m_inspector;
    ValueForm *m_form = nullptr;
    QList<std::pair<ValuePath, QCborValue>> m_edits;
};

void TestValueInspector::init()
{
    m_edits.clear();
    m_inspector = std::make_unique<ValueInspector>();
    m_form = m_inspector->form();
    m_inspector->resize(360, 480);
    m_inspector->show();
    connect(m_inspector.get(), &ValueInspector::edited, this,
            [this](const ValuePath &path, const QCborValue &value) { m_edits.append({path, value}); });
}

void TestValueInspector::show(const QCborValue &value, const ValuePath &path)
{
    m_inspector->setValue(path, path.toString(), value);
}

QCborValue TestValueInspector::lastEdit() const
{
    return m_edits.isEmpty() ? QCborValue(QCborValue::Invalid) : m_edits.constLast().second;
}

void TestValueInspector::aNumberIsEdited()
{
    show(2.5);
    QVERIFY(!m_inspector->isDirty());
    m_form->lineField()->selectAll();
    QTest::keyClicks(m_form->lineField(), u"-0"_s);
    QVERIFY(m_inspector->isDirty());
    QVERIFY(m_edits.isEmpty());
    QTest::keyClick(m_form->lineField(), Qt::Key_Return);
    QVERIFY(isIdenticalValue(lastEdit(), QCborValue(-0.0)));
    QVERIFY(!m_inspector->isDirty());
}

void TestValueInspector::whatIsNoNumberStays()
{
    show(2.5);
    m_form->lineField()->selectAll();
    QTest::keyClicks(m_form->lineField(), u"4x"_s);
    QVERIFY(!m_inspector->apply());
    QVERIFY(m_edits.isEmpty());
    QCOMPARE(m_form->lineField()->text(), u"4x"_s);
    QVERIFY(m_inspector->findChild<MessageBar *>()->isVisible());
}

void TestValueInspector::aTickIsEnough()
{
    show(false);
    QTest::mouseClick(m_form->boolBox(), Qt::LeftButton, {}, QPoint(6, m_form->boolBox()->height() / 2));
    QCOMPARE(lastEdit(), QCborValue(true));
}

void TestValueInspector::textKeepsItsLines()
{
    show(u"one\ntwo"_s);
    QCOMPARE(m_form->textEditor()->toPlainText(), u"one\ntwo"_s);
    m_form->textEditor()->appendPlainText(u"three"_s);
    QTest::keyClick(m_form->textEditor(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(lastEdit(), QCborValue(u"one\ntwo\nthree"_s));
}

void TestValueInspector::longTextIsShownInPart()
{
    show(QString(ValueForm::textLengthMax + 10, u'x'));
    QVERIFY(!m_form->isComplete());
    QVERIFY(m_form->textEditor()->isReadOnly());
    QVERIFY(m_inspector->findChild<MessageBar *>()->isVisible());
    // A line end that an editor would change is not offered for editing either.
    show(u"one\r\ntwo"_s, {u"b"_s});
    QVERIFY(!m_form->isComplete());
}

void TestValueInspector::aDateHasThreeFields()
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(1795331386571, QTimeZone::UTC);
    show(QCborValue(time));
    DateForm *form = m_form->dateForm();
    QCOMPARE(form->utcField()->text(), u"2026-11-22T07:09:46.571Z"_s);
    QCOMPARE(form->epochField()->text(), u"1795331386571"_s);
    QVERIFY(form->localField()->text().startsWith(u"2026-11-22 "_s));
    form->epochField()->selectAll();
    QTest::keyClicks(form->epochField(), u"0"_s);
    QCOMPARE(form->utcField()->text(), u"1970-01-01T00:00:00.000Z"_s);
    QTest::keyClick(form->epochField(), Qt::Key_Return);
    QCOMPARE(lastEdit().toDateTime().toMSecsSinceEpoch(), 0);
    form->utcField()->selectAll();
    QTest::keyClicks(form->utcField(), u"2026-01-01T10:00:00"_s);
    QCOMPARE(form->time()->toMSecsSinceEpoch(), 1767261600000);
    form->utcField()->selectAll();
    QTest::keyClicks(form->utcField(), u"soon"_s);
    QVERIFY(!m_inspector->apply());
}

void TestValueInspector::bytesKeepTheirTag()
{
    show(QCborValue(cbor::arrayBufferTag, QByteArray("ab")));
    HexView *hex = m_form->bytesView()->hexView();
    QTest::keyClicks(hex, u"41"_s);
    QVERIFY(m_inspector->apply());
    QCOMPARE(lastEdit(), QCborValue(cbor::arrayBufferTag, QByteArray("Ab")));
}

void TestValueInspector::aContainerIsJson()
{
    show(QCborMap{{u"rate"_s, 1}});
    QCOMPARE(m_form->jsonEditor()->toPlainText(), u"{\n  \"rate\": 1\n}"_s);
    m_form->jsonEditor()->setPlainText(u"{\"rate\": }"_s);
    QVERIFY(!m_inspector->apply());
    QVERIFY(m_form->jsonEditor()->hasError());
    m_form->jsonEditor()->setPlainText(u"{\"rate\": 2}"_s);
    QVERIFY(m_inspector->apply());
    QCOMPARE(lastEdit(), QCborValue(QCborMap{{u"rate"_s, 2}}));
}

void TestValueInspector::aLargeContainerIsNotWrittenOut()
{
    QCborArray many;
    for (qsizetype i = 0; i <= ValueForm::valueCountMax; ++i)
        many.append(i);
    show(many);
    QVERIFY(!m_form->isComplete());
    QVERIFY(m_form->jsonEditor()->isReadOnly());
}

void TestValueInspector::typedTextSurvivesALaterValue()
{
    show(1);
    m_form->lineField()->selectAll();
    QTest::keyClicks(m_form->lineField(), u"7"_s);
    show(2);
    QCOMPARE(m_form->lineField()->text(), u"7"_s);
    m_inspector->revert();
    QCOMPARE(m_form->lineField()->text(), u"2"_s);
}

void TestValueInspector::typedTextIsEmittedBeforeAnotherPath()
{
    show(1);
    m_form->lineField()->selectAll();
    QTest::keyClicks(m_form->lineField(), u"7"_s);
    show(u"text"_s, {u"b"_s});
    QCOMPARE(m_edits.size(), 1);
    QCOMPARE(m_edits.constFirst().first, ValuePath({u"a"_s}));
    QCOMPARE(lastEdit(), QCborValue(7));
    QCOMPARE(m_form->textEditor()->toPlainText(), u"text"_s);
}

void TestValueInspector::theTypeCanBeChanged()
{
    show(u"12"_s);
    QComboBox *types = m_inspector->typeBox();
    types->setCurrentIndex(types->findData(int(ValueKind::Integer)));
    emit types->activated(types->currentIndex());
    QCOMPARE(lastEdit(), QCborValue(12));
}

void TestValueInspector::versionsCanBeTaken()
{
    show(4);
    m_inspector->setVersions(QCborValue(2), QCborValue(3));
    const auto *versions = m_inspector->findChild<ValueVersions *>();
    QVERIFY(versions->isVisible());
    const auto buttons = versions->findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 2);
    buttons.constLast()->click();
    QCOMPARE(lastEdit(), QCborValue(3));
    buttons.constFirst()->click();
    QCOMPARE(lastEdit(), QCborValue(2));
    m_inspector->setVersions({}, {});
    QVERIFY(!versions->isVisible());
}

void TestValueInspector::aReadOnlyInspectorEditsNothing()
{
    m_inspector->setReadOnly(true);
    show(u"text"_s);
    QVERIFY(m_form->textEditor()->isReadOnly());
    QVERIFY(!m_inspector->typeBox()->isEnabled());
    show(1, {u"b"_s});
    QTest::keyClicks(m_form->lineField(), u"7"_s);
    QVERIFY(m_inspector->apply());
    QVERIFY(m_edits.isEmpty());
}

void TestValueInspector::escapeTakesBack()
{
    show(1);
    QTest::keyClicks(m_form->lineField(), u"7"_s);
    QTest::keyClick(m_form->lineField(), Qt::Key_Escape);
    QCOMPARE(m_form->lineField()->text(), u"1"_s);
    QVERIFY(!m_inspector->isDirty());
}

void TestValueInspector::itFollowsATree()
{
    ValueTreeView view;
    auto *model = new ValueTreeModel(&view);
    model->setRootName(u"state"_s);
    model->setEditable(true);
    view.setModel(model);
    model->setValue(QCborMap{{u"rate"_s, 4}, {u"name"_s, u"ada"_s}});
    model->setMarks({{{u"rate"_s}, {ValueMark::Kind::Conflict, QCborValue(2), QCborValue(3), {}}}});
    m_inspector->follow(&view);
    QSignalSpy asked(model, &ValueTreeModel::editRequested);
    QVERIFY(view.setCurrentPath({u"rate"_s}));
    QCOMPARE(m_inspector->value(), QCborValue(4));
    QCOMPARE(m_inspector->findChild<ValueVersions *>()->live(), QCborValue(3));
    m_form->lineField()->selectAll();
    QTest::keyClicks(m_form->lineField(), u"9"_s);
    QTest::keyClick(m_form->lineField(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(1).value<QCborValue>(), QCborValue(9));
    model->setValue(QCborMap{{u"rate"_s, 5}, {u"name"_s, u"ada"_s}});
    QCOMPARE(m_inspector->value(), QCborValue(5));
    model->clear();
    QVERIFY(!m_inspector->isDirty());
    QVERIFY(m_inspector->path().isRoot());
}

void TestValueInspector::everythingThatTakesTheFocusHasAName()
{
    show(QCborValue(QByteArray("ab")));
    for (const auto *widget : m_inspector->findChildren<QWidget *>()) {
        const bool isInner = widget->objectName().startsWith(u"qt_"_s) || widget->focusProxy() ||
                             widget->inherits("QTabBar") || widget->inherits("QTabWidget") ||
                             widget->inherits("QAbstractItemView");
        const bool isReached = widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(m_inspector.get());
        if (isInner || !isReached)
            continue;
        const bool hasName = !widget->accessibleName().isEmpty() ||
                             !widget->property("text").toString().isEmpty() || widget->inherits("QCheckBox");
        QVERIFY2(hasName, widget->metaObject()->className());
    }
}

QTEST_MAIN(TestValueInspector)
#include "tst_valueinspector.moc"
