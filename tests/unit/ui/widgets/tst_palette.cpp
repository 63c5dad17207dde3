// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"
#include "ui/style/theme.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/fuzzymatch.h"
#include "ui/widgets/palettemodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace rove::ui;

class tst_Palette : public QObject {
    Q_OBJECT

private slots:
    void wholeWordsBeatScatteredLetters();
    void lettersInOrderMatch();
    void beginningsOfWordsCountMore();
    void everyWordMustOccur();
    void anEmptyPatternFitsEverything();
    void matchedPositionsAreAscendingAndOnce();

    void theModelRanksAndKeepsTitles();
    void detailsMatchLessThanNames();
    void disabledEntriesComeLast();

    void typingFiltersAndEnterChooses();
    void escapeGivesTheFocusBack();
    void aDisabledEntryStaysAndSaysWhy();
    void arrowsSkipTitles();
};

namespace {

int scoreOf(const QString &pattern, const QString &text)
{
    const std::optional<FuzzyMatch> match = fuzzyMatch(pattern, text);
    return match ? match->score : -1;
}

QStringList shown(const PaletteModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        if (const PaletteEntry *entry = model.entryAt(row))
            texts.append(entry->text);
    return texts;
}

} // namespace

void tst_Palette::wholeWordsBeatScatteredLetters()
{
    QVERIFY(scoreOf(u"room"_s, u"chat room"_s) > scoreOf(u"room"_s, u"retry older open menu"_s));
    QVERIFY(scoreOf(u"chat"_s, u"chat room"_s) > scoreOf(u"chat"_s, u"old chat"_s));
}

void tst_Palette::lettersInOrderMatch()
{
    QVERIFY(fuzzyMatch(u"cr", u"chatRoom"));
    QVERIFY(!fuzzyMatch(u"mrc", u"chatRoom"));
}

void tst_Palette::beginningsOfWordsCountMore()
{
    QVERIFY(scoreOf(u"nw"_s, u"New Window"_s) > scoreOf(u"nw"_s, u"known"_s));
    const std::optional<FuzzyMatch> match = fuzzyMatch(u"cr", u"chatRoom");
    QCOMPARE(match->positions, (QList<int>{0, 4}));
}

void tst_Palette::everyWordMustOccur()
{
    QVERIFY(fuzzyMatch(u"room general", u"chatRoom general"));
    QVERIFY(!fuzzyMatch(u"room nothing", u"chatRoom general"));
}

void tst_Palette::anEmptyPatternFitsEverything()
{
    QCOMPARE(scoreOf({}, u"anything"_s), 0);
    QCOMPARE(scoreOf(u"  "_s, u"anything"_s), 0);
}

void tst_Palette::matchedPositionsAreAscendingAndOnce()
{
    const std::optional<FuzzyMatch> match = fuzzyMatch(u"ab abc", u"abc");
    QVERIFY(match);
    QCOMPARE(match->positions, (QList<int>{0, 1, 2}));
}

void tst_Palette::theModelRanksAndKeepsTitles()
{
    PaletteModel model;
    const QAbstractItemModelTester tester(&model);
    const QList<PaletteGroup> groups{
        {.title = u"Actors"_s, .entries = {{.id = u"a"_s, .text = u"old window"_s}}},
        {.title = u"Commands"_s,
         .entries = {{.id = u"b"_s, .text = u"Close"_s}, {.id = u"c"_s, .text = u"Window New"_s}}}};
    model.show(groups, {});
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(0).data().toString(), u"Actors"_s);
    QVERIFY(!model.entryAt(0));
    model.show(groups, u"window"_s);
    QCOMPARE(shown(model), (QStringList{u"Window New"_s, u"old window"_s}));
    QCOMPARE(model.index(0).data().toString(), u"Commands"_s);
    model.show(groups, u"nothing here"_s);
    QCOMPARE(model.entryCount(), 0);
}

void tst_Palette::detailsMatchLessThanNames()
{
    PaletteModel model;
    model.show({{.title = u"All"_s,
                 .entries = {{.id = u"a"_s, .text = u"Quit"_s, .detail = u"close the window"_s},
                             {.id = u"b"_s, .text = u"New Window"_s}}}},
               u"window"_s);
    QCOMPARE(shown(model), (QStringList{u"New Window"_s, u"Quit"_s}));
}

void tst_Palette::disabledEntriesComeLast()
{
    PaletteModel model;
    model.show({{.title = u"All"_s,
                 .entries = {{.id = u"a"_s, .text = u"Wake"_s, .disabledReason = u"It is awake."_s},
                             {.id = u"b"_s, .text = u"Be awake"_s}}}},
               u"wake"_s);
    QCOMPARE(shown(model), (QStringList{u"Be awake"_s, u"Wake"_s}));
}

namespace {

/// A window with a field that has the focus, and a palette over three entries.
struct Scene {
    QWidget window;
    QPushButton button{&window};
    QStringList done;
    CommandPalette palette{
        &window, [this](const QString &, QString &) -> QList<PaletteGroup> {
            const auto entry = [this](const QString &text, const QString &reason) {
                return PaletteEntry{.id = text,
                                    .text = text,
                                    .disabledReason = reason,
                                    .choose = [this, text] { done.append(text); }};
            };
            return {{.title = u"One"_s, .entries = {entry(u"Alpha"_s, {})}},
                    {.title = u"Two"_s, .entries = {entry(u"Beta"_s, {}), entry(u"Gamma"_s, u"Not now."_s)}}};
        }};

    Scene()
    {
        window.resize(900, 600);
        window.show();
        button.setFocus();
    }
};

} // namespace

void tst_Palette::typingFiltersAndEnterChooses()
{
    Scene scene;
    QSignalSpy chosen(&scene.palette, &CommandPalette::chosen);
    scene.palette.open();
    QVERIFY(scene.palette.isVisible());
    QTest::keyClicks(scene.palette.field(), u"bet"_s);
    QCOMPARE(shown(*scene.palette.model()), QStringList{u"Beta"_s});
    QTest::keyClick(scene.palette.field(), Qt::Key_Return);
    QCOMPARE(scene.done, QStringList{u"Beta"_s});
    QCOMPARE(chosen.size(), 1);
    QVERIFY(!scene.palette.isVisible());
}

void tst_Palette::escapeGivesTheFocusBack()
{
    Scene scene;
    QTRY_VERIFY(scene.button.hasFocus());
    scene.palette.open(u"a"_s);
    QVERIFY(scene.palette.field()->hasFocus());
    QTest::keyClick(scene.palette.field(), Qt::Key_Escape);
    QVERIFY(!scene.palette.isVisible());
    QVERIFY(scene.button.hasFocus());
    QVERIFY(scene.done.isEmpty());
}

void tst_Palette::aDisabledEntryStaysAndSaysWhy()
{
    Scene scene;
    scene.palette.open(u"gamma"_s);
    QTest::keyClick(scene.palette.field(), Qt::Key_Return);
    QVERIFY(scene.palette.isVisible());
    QVERIFY(scene.done.isEmpty());
    QCOMPARE(scene.palette.view()->currentIndex().data(PaletteModel::ReasonRole).toString(), u"Not now."_s);
}

void tst_Palette::arrowsSkipTitles()
{
    Scene scene;
    scene.palette.open();
    QCOMPARE(scene.palette.view()->currentIndex().data().toString(), u"Alpha"_s);
    QTest::keyClick(scene.palette.field(), Qt::Key_Down);
    QCOMPARE(scene.palette.view()->currentIndex().data().toString(), u"Beta"_s);
    QTest::keyClick(scene.palette.field(), Qt::Key_Up);
    QCOMPARE(scene.palette.view()->currentIndex().data().toString(), u"Alpha"_s);
    QTest::keyClick(scene.palette.field(), Qt::Key_Up);
    QCOMPARE(scene.palette.view()->currentIndex().data().toString(), u"Alpha"_s);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Theme theme;
    QApplication::setStyle(new Style);
    tst_Palette test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_palette.moc"
