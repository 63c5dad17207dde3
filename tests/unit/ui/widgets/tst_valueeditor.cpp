// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/base/cbor.h"
#include "ui/style/style.h"
#include "ui/widgets/valueeditor.h"

#include <QtCore/QTimeZone>
#include <QtTest/QtTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

using namespace rove;
using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestValueEditor : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init() { m_editor = std::make_unique<ValueEditor>(); }
    void cleanup() { m_editor.reset(); }

    void untouchedValuesStayAsTheyAre_data();
    void untouchedValuesStayAsTheyAre();
    void typedTextTakesTheType();
    void aBufferStaysABuffer();
    void aWrongTextIsMarkedAndSaid();
    void changingTheTypeConverts();
    void aBoolIsChosen();
    void partsHaveNames();

private:
    [[nodiscard]] QLineEdit *line() const { return m_editor->findChild<QLineEdit *>(); }
    void type(const QString &text)
    {
        line()->selectAll();
        QTest::keyClicks(line(), text);
    }

    Theme m_theme;
    std::unique_ptr<ValueEditor> m_editor;
};

void TestValueEditor::untouchedValuesStayAsTheyAre_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::newRow("null") << QCborValue(nullptr);
    QTest::newRow("undefined") << QCborValue(QCborValue::Undefined);
    QTest::newRow("bool") << QCborValue(true);
    QTest::newRow("whole double") << QCborValue(5.0);
    QTest::newRow("string with line ends") << QCborValue(u"a\nb"_s);
    QTest::newRow("tagged bytes") << QCborValue(cbor::uint8ArrayTag, QByteArray("ab"));
    QTest::newRow("bigint") << cbor::fromBigInt(u"12345678901234567890"_s).value();
}

void TestValueEditor::untouchedValuesStayAsTheyAre()
{
    QFETCH(QCborValue, value);
    m_editor->setValue(value);
    QVERIFY(m_editor->value());
    QCOMPARE(m_editor->value()->type(), value.type());
    if (value != QCborValue(u"a\nb"_s)) // One line cannot hold it; the tree edits such a text in a dialog.
        QCOMPARE(*m_editor->value(), value);
}

void TestValueEditor::typedTextTakesTheType()
{
    m_editor->setValue(1);
    type(u"2.5"_s);
    QCOMPARE(m_editor->value().value(), QCborValue(2.5));
    m_editor->setValue(u"a"_s);
    type(u"2.5"_s);
    QCOMPARE(m_editor->value().value(), QCborValue(u"2.5"_s));
    m_editor->setValue(cbor::fromBigInt(u"1"_s).value());
    type(u"99999999999999999999n"_s);
    QCOMPARE(m_editor->value().value(), cbor::fromBigInt(u"99999999999999999999"_s).value());
}

void TestValueEditor::aBufferStaysABuffer()
{
    m_editor->setValue(QCborValue(cbor::arrayBufferTag, QByteArray("a")));
    type(u"62 63"_s);
    QCOMPARE(m_editor->value().value(), QCborValue(cbor::arrayBufferTag, QByteArray("bc")));
}

void TestValueEditor::aWrongTextIsMarkedAndSaid()
{
    QSignalSpy accepted(m_editor.get(), &ValueEditor::accepted);
    m_editor->setValue(QCborValue(QDateTime::fromMSecsSinceEpoch(0, QTimeZone::UTC)));
    type(u"soon"_s);
    QVERIFY(!m_editor->value());
    QVERIFY(!m_editor->error().isEmpty());
    QCOMPARE(line()->accessibleDescription(), m_editor->error());
    QTest::keyClick(line(), Qt::Key_Return);
    QCOMPARE(accepted.size(), 0);
    type(u"2026-11-22T07:09:46Z"_s);
    QVERIFY(m_editor->error().isEmpty());
    QTest::keyClick(line(), Qt::Key_Return);
    QCOMPARE(accepted.size(), 1);
}

void TestValueEditor::changingTheTypeConverts()
{
    QSignalSpy chosen(m_editor.get(), &ValueEditor::chosen);
    m_editor->setValue(u"12"_s);
    m_editor->setKind(ValueKind::Integer);
    QCOMPARE(m_editor->value().value(), QCborValue(12));
    QCOMPARE(chosen.size(), 0);
    m_editor->setKind(ValueKind::Null);
    QCOMPARE(m_editor->value().value(), QCborValue(nullptr));
    QCOMPARE(chosen.size(), 1);
}

void TestValueEditor::aBoolIsChosen()
{
    QSignalSpy chosen(m_editor.get(), &ValueEditor::chosen);
    m_editor->setValue(false);
    auto *choice = m_editor->findChild<QComboBox *>();
    choice->setCurrentIndex(1);
    emit choice->activated(1);
    QCOMPARE(m_editor->value().value(), QCborValue(true));
    QCOMPARE(chosen.size(), 1);
}

void TestValueEditor::partsHaveNames()
{
    for (const QWidget *part : m_editor->findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
        if (part->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!part->accessibleName().isEmpty(), part->metaObject()->className());
}

QTEST_MAIN(TestValueEditor)
#include "tst_valueeditor.moc"
