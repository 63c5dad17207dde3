// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowrig.h"
#include "ui/pages/actors/actorspage.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/palettesources.h"
#include "ui/shell/windowframe.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/palettemodel.h"

#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// The palette of a window against a scripted engine.
class tst_Palette : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void itFindsActorsByKey();
    void itRunsCommands();
    void aSignNarrowsIt();
    void nothingSaysItsNameTwice();
    void aFilterIsAppliedToTheList();
    void theEngineIsAskedForWhatIsNotListed();
    void everyNamespaceIsSearched();
    void aSearchOfNamespacesIsStopped();
    void whatIsNotHereIsLookedForElsewhere();
    void recentActorsComeFirst();
    void usedCommandsRise();
    void everyCommandIsThere();
    void keysOpenIt();

private:
    [[nodiscard]] QStringList shown() const;
    [[nodiscard]] ui::CommandPalette &palette() { return m_window->commandPalette(); }

    std::unique_ptr<WindowRig> m_rig;
    std::unique_ptr<ui::MainWindow> m_window;
};

void tst_Palette::init()
{
    m_rig = std::make_unique<WindowRig>();
    m_window = m_rig->makeWindow();
    m_rig->connectWindow(*m_window, m_rig->target());
}

void tst_Palette::cleanup()
{
    m_window.reset();
    m_rig.reset();
}

QStringList tst_Palette::shown() const
{
    QStringList texts;
    const ui::PaletteModel &model = *m_window->commandPalette().model();
    for (int row = 0; row < model.rowCount(); ++row)
        if (const ui::PaletteEntry *entry = model.entryAt(row))
            texts.append(entry->text);
    return texts;
}

void tst_Palette::itFindsActorsByKey()
{
    palette().open(u"counter a"_s);
    QCOMPARE(shown().constFirst(), u"counter a"_s);
    palette().chooseCurrent();
    QCOMPARE(m_window->session()->actorId(), m_rig->counter());
    QVERIFY(!m_window->tabs().current()->actors().current()->isPreview());
}

void tst_Palette::itRunsCommands()
{
    palette().open(u">dark"_s);
    QCOMPARE(shown().constFirst(), u"Dark"_s);
    palette().chooseCurrent();
    QCOMPARE(ui::Theme::instance().scheme(), ui::Theme::Scheme::Dark);
    trigger(*m_window, u"theme.system"_s);
}

void tst_Palette::aSignNarrowsIt()
{
    palette().open(u"@"_s);
    QVERIFY(shown().contains(u"State"_s));
    QVERIFY(!shown().contains(u"Quit"_s));
    palette().setText(u">"_s);
    QVERIFY(!shown().contains(u"counter a"_s));
    palette().setText(u"@details"_s);
    palette().chooseCurrent();
    QCOMPARE(m_window->frame().view(), u"actors"_s);
}

void tst_Palette::nothingSaysItsNameTwice()
{
    for (const QString &typed : {u">"_s, u"@"_s, u">add entry"_s, u">start"_s}) {
        palette().open(typed);
        QVERIFY(!shown().isEmpty());
        const ui::PaletteModel &model = *palette().model();
        for (int row = 0; row < model.rowCount(); ++row)
            if (const ui::PaletteEntry *entry = model.entryAt(row))
                QVERIFY2(entry->detail != entry->text, qPrintable(entry->text));
        palette().dismiss();
    }
}

void tst_Palette::aFilterIsAppliedToTheList()
{
    palette().open(u":counter"_s);
    QCOMPARE(shown().constFirst(), u"counter"_s);
    QVERIFY(shown().contains(u"name:counter"_s));
    palette().chooseCurrent();
    QCOMPARE(m_window->actorsPage()->filterBox()->text(), u"counter"_s);
    QTRY_COMPARE(m_window->actorsPage()->table()->shownCount(), 1);
}

void tst_Palette::theEngineIsAskedForWhatIsNotListed()
{
    // Listed nowhere yet: only the engine knows it.
    const QString fresh = m_rig->engine().addActor(u"counter"_s, u"zzz-fresh"_s).record.actorId;
    palette().open(u"zzz-fresh"_s);
    QVERIFY(!shown().contains(u"counter zzz-fresh"_s));
    QTRY_VERIFY(shown().contains(u"counter zzz-fresh"_s));
    palette().chooseCurrent();
    QCOMPARE(m_window->session()->actorId(), fresh);
}

void tst_Palette::everyNamespaceIsSearched()
{
    m_rig->engine().addNamespace(u"staging"_s);
    ScriptedActor &other = m_rig->engine().addActor(u"counter"_s, u"far"_s, QCborMap{{u"count"_s, 9}});
    other.namespaceName = u"staging"_s;
    const QString id = other.record.actorId;
    trigger(*m_window, u"palette.namespaces"_s);
    QCOMPARE(palette().text(), u"*"_s);
    palette().setText(u"*far"_s);
    QTRY_VERIFY(shown().contains(u"counter far"_s));
    QTRY_VERIFY(!shown().contains(u"Stop searching"_s));
    QCOMPARE(shown().constFirst(), u"counter far"_s);
    palette().chooseCurrent();
    QCOMPARE(m_window->connection()->namespaceName(), u"staging"_s);
    QTRY_VERIFY(m_window->session() && m_window->session()->actorId() == id);
}

void tst_Palette::aSearchOfNamespacesIsStopped()
{
    m_rig->engine().intercept([](const ScriptedRequest &request) {
        return request.path() == "/actors/names"
                   ? std::optional(ScriptedReply{.end = ScriptedReply::End::Never})
                   : std::nullopt;
    });
    palette().open(u"*never"_s);
    QTRY_VERIFY(m_rig->engine().requestCount("GET", "/namespaces") > 0);
    QTRY_COMPARE(palette().model()->index(0).data().toString(), u"In all namespaces — 0 of 1 searched"_s);
    QCOMPARE(shown(), QStringList{u"Stop searching"_s});
    palette().chooseCurrent();
    QVERIFY(palette().isVisible());
    QCOMPARE(shown(), QStringList{u"The search was stopped."_s});
    // Closing it stops one, too.
    palette().setText(u"*never again"_s);
    QTRY_COMPARE(palette().model()->index(0).data().toString(), u"In all namespaces — 0 of 1 searched"_s);
    palette().dismiss();
    palette().open(u"*never again"_s);
    QVERIFY(!palette().model()->index(0).data().toString().contains(u"searched"_s));
}

void tst_Palette::whatIsNotHereIsLookedForElsewhere()
{
    palette().open(u"counter a"_s);
    QCOMPARE(shown().constFirst(), u"counter a"_s);
    QCOMPARE(shown().constLast(), u"Search all namespaces for “counter a”"_s);
    palette().setText(u"nobody here"_s);
    QCOMPARE(shown(), QStringList());
    QTRY_COMPARE(shown(), QStringList{u"Search all namespaces for “nobody here”"_s});
    palette().chooseCurrent();
    QVERIFY(palette().isVisible());
    QCOMPARE(palette().text(), u"*nobody here"_s);
}

void tst_Palette::recentActorsComeFirst()
{
    m_window->openActor(m_rig->room());
    palette().open();
    QCOMPARE(shown().constFirst(), u"room b"_s);
}

void tst_Palette::usedCommandsRise()
{
    palette().open(u">refresh"_s);
    palette().chooseCurrent();
    palette().open(u">"_s);
    QCOMPARE(shown().constFirst(), u"Refresh"_s);
}

void tst_Palette::everyCommandIsThere()
{
    m_window->ensurePages();
    palette().open(u">"_s);
    for (const QAction *command : m_window->commands().actions()) {
        const QString id = command->objectName();
        if (id.startsWith(u"palette."_s))
            continue;
        palette().setText(u">"_s % ui::plainText(command));
        const bool isCommand = shown().contains(ui::plainText(command));
        palette().setText(u"@"_s % ui::plainText(command));
        QVERIFY2(isCommand || shown().contains(ui::plainText(command)), qPrintable(id));
    }
}

void tst_Palette::keysOpenIt()
{
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(palette().isVisible());
    QVERIFY(palette().field()->hasFocus());
    QTest::keyClick(palette().field(), Qt::Key_Escape);
    QVERIFY(!palette().isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(palette().text(), u">"_s);
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_Palette test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_palette.moc"
