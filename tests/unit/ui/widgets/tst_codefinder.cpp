// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/codefinder.h"

#include <QtTest/QtTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

using namespace rove::ui;
using namespace Qt::StringLiterals;

class TestCodeFinder : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void init();
    void cleanup() { m_pane.reset(); }

    void placesAreCountedAndVisited();
    void patternsAndCase();
    void aFoldedPlaceOpens();
    void editedTextIsSearchedAgain();
    void closingForgetsThePlaces();

private:
    Theme m_theme;
    std::unique_ptr<QWidget> m_pane;
    CodeEditor *m_editor = nullptr;
    FindBar *m_bar = nullptr;
    CodeFinder *m_finder = nullptr;
};

void TestCodeFinder::init()
{
    m_pane = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_pane.get());
    m_bar = new FindBar;
    m_editor = new CodeEditor(CodeEditor::Language::Json);
    layout->addWidget(m_bar);
    layout->addWidget(m_editor);
    m_editor->setPlainText(u"{\n  \"rate\": 1,\n  \"Rate\": [\n    \"rate\"\n  ]\n}"_s);
    m_finder = new CodeFinder(m_editor, m_bar, u"test"_s);
    m_pane->resize(500, 300);
    m_pane->show();
    m_bar->open();
}

void TestCodeFinder::placesAreCountedAndVisited()
{
    m_bar->setQuery({.text = u"rate"_s});
    QTRY_COMPARE(m_bar->resultText(), u"1 of 3"_s);
    QCOMPARE(m_editor->textCursor().selectedText(), u"rate"_s);
    m_finder->findNext();
    QCOMPARE(m_editor->textCursor().selectedText(), u"Rate"_s);
    m_finder->findNext();
    m_finder->findNext();
    QCOMPARE(m_bar->resultText(), u"1 of 3"_s);
    m_finder->findPrevious();
    QCOMPARE(m_bar->resultText(), u"3 of 3"_s);
}

void TestCodeFinder::patternsAndCase()
{
    m_bar->setQuery({.text = u"R\\w+"_s, .matchesCase = true, .isPattern = true});
    QTRY_COMPARE(m_bar->resultText(), u"1 of 1"_s);
    QCOMPARE(m_editor->textCursor().selectedText(), u"Rate"_s);
    m_bar->setQuery({.text = u"["_s, .isPattern = true});
    QTRY_VERIFY(m_bar->hasError());
}

void TestCodeFinder::aFoldedPlaceOpens()
{
    m_editor->setFolded(2, true);
    m_bar->setQuery({.text = u"rate"_s});
    QTRY_COMPARE(m_bar->resultText(), u"1 of 3"_s);
    m_finder->findPrevious();
    QVERIFY(!m_editor->isFolded(2));
}

void TestCodeFinder::editedTextIsSearchedAgain()
{
    m_bar->setQuery({.text = u"rate"_s});
    QTRY_COMPARE(m_finder->places().size(), 3);
    m_editor->appendPlainText(u"rate"_s);
    QTRY_COMPARE(m_finder->places().size(), 4);
}

void TestCodeFinder::closingForgetsThePlaces()
{
    m_bar->setQuery({.text = u"rate"_s});
    QTRY_COMPARE(m_finder->places().size(), 3);
    m_bar->close();
    QVERIFY(m_finder->places().isEmpty());
}

QTEST_MAIN(TestCodeFinder)
#include "tst_codefinder.moc"
