// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/codeeditor.h"

#include <QtGui/QTextBlock>
#include <QtTest/QtTest>

using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestCodeEditor : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init();
    void cleanup() { m_editor.reset(); }

    void coloursComeFromTheTheme();
    void aLongCommentColoursEveryLine();
    void aLargeTextStaysPlain();
    void anErrorUnderlinesItsWord_data();
    void anErrorUnderlinesItsWord();
    void bracketsFindTheirPartner();
    void tabLeavesUntilItIsToldToIndent();
    void aNewLineKeepsTheIndentation();
    void zoomHasLimits();
    void indentedLinesFold();
    void theCursorOpensWhatItGetsInto();
    void foldingIsNoEdit();
    void foundPlacesAreMarked();

private:
    [[nodiscard]] QColor colorAt(int line, int column) const;
    [[nodiscard]] QStringList markedTexts(QTextCharFormat::UnderlineStyle style) const;

    Theme m_theme;
    std::unique_ptr<CodeEditor> m_editor;
};

void TestCodeEditor::init()
{
    m_theme.setScheme(Theme::Scheme::Light);
    m_editor = std::make_unique<CodeEditor>(CodeEditor::Language::Json);
}

/// The foreground that the highlighter gave to a character, counted from 0.
QColor TestCodeEditor::colorAt(int line, int column) const
{
    const QTextBlock block = m_editor->document()->findBlockByNumber(line);
    for (const auto &range : block.layout()->formats())
        if (column >= range.start && column < range.start + range.length)
            return range.format.foreground().color();
    return {};
}

QStringList TestCodeEditor::markedTexts(QTextCharFormat::UnderlineStyle style) const
{
    QStringList texts;
    for (const auto &mark : m_editor->extraSelections())
        if (mark.format.underlineStyle() == style && mark.cursor.hasSelection())
            texts.append(mark.cursor.selectedText());
    return texts;
}

void TestCodeEditor::coloursComeFromTheTheme()
{
    m_editor->setPlainText(u"{\"a\": \"text\", \"b\": 12, \"c\": true}"_s);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        m_theme.setScheme(scheme);
        QCOMPARE(colorAt(0, 2), m_theme.color(ColorRole::JsonKey));
        QCOMPARE(colorAt(0, 8), m_theme.color(ColorRole::JsonString));
        QCOMPARE(colorAt(0, 19), m_theme.color(ColorRole::JsonNumber));
        QCOMPARE(colorAt(0, 28), m_theme.color(ColorRole::JsonBool));
    }
}

void TestCodeEditor::aLongCommentColoursEveryLine()
{
    m_editor->setLanguage(CodeEditor::Language::JavaScript);
    m_editor->setPlainText(u"1\n2\n3 */ 4"_s);
    QCOMPARE(colorAt(1, 0), m_theme.color(ColorRole::JsonNumber));
    QTextCursor(m_editor->document()).insertText(u"/* "_s);
    QCOMPARE(colorAt(1, 0), m_theme.color(ColorRole::Muted));
    QCOMPARE(colorAt(2, 5), m_theme.color(ColorRole::JsonNumber));
}

void TestCodeEditor::aLargeTextStaysPlain()
{
    m_editor->setPlainText(u"[\"a\"]\n"_s.repeated(CodeEditor::highlightLengthMax / 6 + 1));
    QVERIFY(!colorAt(0, 2).isValid());
    m_editor->setPlainText(u"[\"a\"]"_s);
    QCOMPARE(colorAt(0, 2), m_theme.color(ColorRole::JsonString));
}

void TestCodeEditor::anErrorUnderlinesItsWord_data()
{
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("underlined");
    QTest::newRow("a word") << 2 << 8 << u"nul"_s;
    QTest::newRow("a sign") << 1 << 1 << u"{"_s;
    QTest::newRow("after the end of a line") << 1 << 2 << u"{"_s;
    QTest::newRow("beyond the text") << 99 << 99 << u"}"_s;
}

void TestCodeEditor::anErrorUnderlinesItsWord()
{
    QFETCH(int, line);
    QFETCH(int, column);
    m_editor->setPlainText(u"{\n  \"a\": nul\n}"_s);
    m_editor->setError(line, column, u"Not a JSON value."_s);
    QTEST(markedTexts(QTextCharFormat::WaveUnderline).join(u'|'), "underlined");
    QVERIFY(m_editor->accessibleDescription().contains(u"Not a JSON value."_s));
    m_editor->goToError();
    QCOMPARE(m_editor->textCursor().blockNumber(), std::min(line, 3) - 1);
    m_editor->clearError();
    QVERIFY(markedTexts(QTextCharFormat::WaveUnderline).isEmpty());
}

void TestCodeEditor::bracketsFindTheirPartner()
{
    m_editor->setPlainText(u"[[1], {\"a\": [2]}]"_s);
    const auto bold = [this] {
        QList<int> places;
        for (const auto &mark : m_editor->extraSelections())
            if (mark.format.fontWeight() == QFont::Bold)
                places.append(mark.cursor.selectionStart());
        std::ranges::sort(places);
        return places;
    };
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(0);
    m_editor->setTextCursor(cursor);
    QCOMPARE(bold(), (QList<int>{0, 16}));
    cursor.setPosition(16);
    m_editor->setTextCursor(cursor);
    QCOMPARE(bold(), (QList<int>{6, 15}));
}

void TestCodeEditor::tabLeavesUntilItIsToldToIndent()
{
    QVERIFY(m_editor->tabChangesFocus());
    QVERIFY(m_editor->accessibleDescription().contains(u"Ctrl+M"_s));
    QTest::keyClick(m_editor.get(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(!m_editor->tabChangesFocus());
    QTest::keyClick(m_editor.get(), Qt::Key_Tab);
    QCOMPARE(m_editor->toPlainText(), u"  "_s);
    QTest::keyClick(m_editor.get(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(m_editor->tabChangesFocus());
}

void TestCodeEditor::aNewLineKeepsTheIndentation()
{
    m_editor->setPlainText(u"  {"_s);
    m_editor->moveCursor(QTextCursor::End);
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QTest::keyClicks(m_editor.get(), u"1"_s);
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QCOMPARE(m_editor->toPlainText(), u"  {\n    1\n    "_s);
}

void TestCodeEditor::zoomHasLimits()
{
    QSignalSpy zoomed(m_editor.get(), &CodeEditor::zoomChanged);
    const qreal points = m_editor->font().pointSizeF();
    QTest::keyClick(m_editor.get(), Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(m_editor->zoom(), 110);
    QVERIFY(m_editor->font().pointSizeF() > points);
    m_editor->setZoom(10'000);
    QCOMPARE(m_editor->zoom(), 300);
    QTest::keyClick(m_editor.get(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(m_editor->zoom(), 100);
    QCOMPARE(m_editor->font().pointSizeF(), points);
    QCOMPARE(zoomed.size(), 3);
}

void TestCodeEditor::indentedLinesFold()
{
    m_editor->setPlainText(u"{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": 3\n}"_s);
    QVERIFY(m_editor->canFold(0));
    QVERIFY(m_editor->canFold(1));
    QVERIFY(!m_editor->canFold(2));
    QVERIFY(!m_editor->canFold(5));
    m_editor->setFolded(1, true);
    QVERIFY(m_editor->isFolded(1));
    QVERIFY(!m_editor->document()->findBlockByNumber(3).isVisible());
    QVERIFY(m_editor->document()->findBlockByNumber(4).isVisible());
    m_editor->unfoldAll();
    QVERIFY(m_editor->document()->findBlockByNumber(3).isVisible());
}

void TestCodeEditor::theCursorOpensWhatItGetsInto()
{
    m_editor->setPlainText(u"{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": 3\n}"_s);
    m_editor->selectPlace(15, 1);
    QCOMPARE(m_editor->textCursor().selectedText(), u"1"_s);
    QTest::keyClick(m_editor.get(), Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
    QVERIFY(m_editor->isFolded(1));
    QCOMPARE(m_editor->textCursor().blockNumber(), 1);
    m_editor->selectPlace(15, 1);
    QVERIFY(!m_editor->isFolded(1));
}

void TestCodeEditor::foldingIsNoEdit()
{
    m_editor->setPlainText(u"{\n  \"a\": 1\n}"_s);
    QSignalSpy changes(m_editor.get(), &QPlainTextEdit::textChanged);
    m_editor->setFolded(0, true);
    QCOMPARE(changes.size(), 0);
    QVERIFY(!m_editor->document()->isUndoAvailable());
}

void TestCodeEditor::foundPlacesAreMarked()
{
    m_editor->setPlainText(u"[1, 22, 1]"_s);
    m_editor->setFoundPlaces({{1, 1}, {8, 1}});
    QStringList marked;
    for (const auto &mark : m_editor->extraSelections())
        if (mark.format.fontUnderline())
            marked.append(mark.cursor.selectedText());
    QCOMPARE(marked, (QStringList{u"1"_s, u"1"_s}));
}

QTEST_MAIN(TestCodeEditor)
#include "tst_codeeditor.moc"
