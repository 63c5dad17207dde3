// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowaudit.h"
#include "tests/gui/windowrig.h"
#include "ui/pages/preferences/preferencerow.h"
#include "ui/pages/preferences/preferencesdialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/shortcutmap.h"
#include "ui/shell/shortcutseditor.h"
#include "ui/shell/windowframe.h"
#include "ui/style/style.h"
#include "ui/style/zoom.h"
#include "ui/widgets/filterbox.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navigationlist.h"
#include "ui/widgets/relativetime.h"

#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QKeySequenceEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// Settings, the window for them, and the keys of commands.
class tst_Preferences : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void everySettingHasWordsAndAStandard();
    void aValueIsKeptAndTheStandardIsNot();
    void whatIsOutOfBoundsReadsAsStandard();
    void appearanceActsAtOnce();
    void zoomScalesFontsOfTheirOwn();
    void theWindowShowsAndChangesSettings();
    void searchFindsSettingsInEverySection();
    void resettingOffersItselfOnlyWhenChanged();
    void menuAndSettingAgree();
    void everyCommandHasWordsAndItsOwnKeys();
    void keysCanBeChangedAndComeBack();
    void takenKeysAreNamed();
    void keysTravelInAFile();
    void keysReachCommandsMadeLater();
    void theDialogHasNoFaults();

private:
    ui::PreferencesDialog &openPreferences();

    std::unique_ptr<WindowRig> m_rig;
    std::unique_ptr<ui::MainWindow> m_window;
};

void tst_Preferences::init()
{
    m_rig = std::make_unique<WindowRig>();
    m_window = m_rig->makeWindow();
}

void tst_Preferences::cleanup()
{
    m_rig->workspace().settings().resetAll();
    m_window.reset();
    m_rig.reset();
}

ui::PreferencesDialog &tst_Preferences::openPreferences()
{
    trigger(*m_window, u"edit.preferences"_s);
    return *m_window->findChild<ui::PreferencesDialog *>();
}

void tst_Preferences::everySettingHasWordsAndAStandard()
{
    QSet<QString> ids;
    for (const ui::SettingSection &section : m_rig->workspace().settings().sections()) {
        QVERIFY(!section.title.isEmpty() && !section.settings.isEmpty());
        for (const ui::SettingSpec &spec : section.settings) {
            QVERIFY2(!ids.contains(spec.id), qPrintable(spec.id));
            ids.insert(spec.id);
            QVERIFY2(!spec.title.isEmpty() && spec.effect.endsWith(u'.'), qPrintable(spec.id));
            QVERIFY2(spec.standard.isValid(), qPrintable(spec.id));
            QVERIFY(spec.id.startsWith(section.id % u'/'));
        }
    }
}

void tst_Preferences::aValueIsKeptAndTheStandardIsNot()
{
    ui::Settings &settings = m_rig->workspace().settings();
    settings.set(ui::setting::openActorCount, 7);
    QVERIFY(!settings.isStandard(QLatin1StringView(ui::setting::openActorCount.id)));
    QCOMPARE(ui::Settings(m_rig->folder()).get(ui::setting::openActorCount), 7);
    settings.reset(QLatin1StringView(ui::setting::openActorCount.id));
    QCOMPARE(settings.get(ui::setting::openActorCount), ui::setting::openActorCount.standard);
    QVERIFY(!QSettings(m_rig->folder() % "/settings.ini"_L1, QSettings::IniFormat)
                 .contains(QLatin1StringView(ui::setting::openActorCount.id)));
}

void tst_Preferences::whatIsOutOfBoundsReadsAsStandard()
{
    ui::Settings &settings = m_rig->workspace().settings();
    settings.set(ui::setting::zoom, 5000);
    QCOMPARE(settings.get(ui::setting::zoom), 100);
    {
        QSettings file(m_rig->folder() % "/settings.ini"_L1, QSettings::IniFormat);
        file.setValue("appearance/zoom", 3);
        file.setValue("safety/unlockMinutes", u"many"_s);
        file.setValue("version", 1);
    }
    const ui::Settings read(m_rig->folder());
    QCOMPARE(read.get(ui::setting::zoom), 100);
    QCOMPARE(read.get(ui::setting::unlockMinutes), 15);
}

void tst_Preferences::appearanceActsAtOnce()
{
    ui::Settings &settings = m_rig->workspace().settings();
    settings.set(ui::setting::theme, 2);
    QVERIFY(ui::Theme::instance().isDark());
    settings.set(ui::setting::density, 0);
    QCOMPARE(ui::Style::instance()->density(), ui::Density::Compact);
    settings.set(ui::setting::reduceMotion, true);
    QCOMPARE(m_window->style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
    settings.set(ui::setting::utcTimes, true);
    QVERIFY(ui::areTimesInUtc());
    settings.set(ui::setting::narrowNavigation, true);
    QVERIFY(m_window->frame().navigation()->isCollapsed());
}

void tst_Preferences::zoomScalesFontsOfTheirOwn()
{
    QLabel label(u"title"_s, m_window.get());
    QFont font = label.font();
    font.setPointSizeF(20);
    label.setFont(font);
    const qreal usual = QApplication::font().pointSizeF();
    const int row = ui::Style::rowHeight(ui::Density::Normal);
    m_rig->workspace().settings().set(ui::setting::zoom, 150);
    QCOMPARE(QApplication::font().pointSizeF(), usual * 1.5);
    QCOMPARE(label.font().pointSizeF(), 30.0);
    QCOMPARE(ui::Style::rowHeight(ui::Density::Normal), row * 3 / 2);
    trigger(*m_window, u"view.zoomReset"_s);
    QCOMPARE(label.font().pointSizeF(), 20.0);
    trigger(*m_window, u"view.zoomIn"_s);
    QCOMPARE(ui::applicationZoom(), 110);
}

void tst_Preferences::theWindowShowsAndChangesSettings()
{
    ui::Settings &settings = m_rig->workspace().settings();
    ui::PreferencesDialog &dialog = openPreferences();
    auto *zoom = qobject_cast<QSpinBox *>(dialog.row(u"appearance/zoom"_s)->control());
    zoom->setValue(125);
    QCOMPARE(settings.get(ui::setting::zoom), 125);
    settings.set(ui::setting::zoom, 90);
    QCOMPARE(zoom->value(), 90);
    auto *minutes = qobject_cast<QComboBox *>(dialog.row(u"safety/unlockMinutes"_s)->control());
    QCOMPARE(minutes->currentIndex(), 1);
    minutes->setCurrentIndex(2);
    emit minutes->activated(2);
    QCOMPARE(settings.get(ui::setting::unlockMinutes), 60);
    auto *drafts = qobject_cast<QCheckBox *>(dialog.row(u"safety/keepDrafts"_s)->control());
    drafts->click();
    QVERIFY(!settings.get(ui::setting::keepDrafts));
}

void tst_Preferences::searchFindsSettingsInEverySection()
{
    ui::PreferencesDialog &dialog = openPreferences();
    dialog.searchBox()->setText(u"production"_s);
    QTRY_VERIFY(dialog.row(u"safety/unlockMinutes"_s)->isVisible());
    QVERIFY(dialog.row(u"connections/askBeforeProduction"_s)->isVisible());
    QVERIFY(!dialog.row(u"appearance/zoom"_s)->isVisible());
    dialog.searchBox()->clear();
    QTRY_VERIFY(!dialog.row(u"safety/unlockMinutes"_s)->isVisible());
    dialog.showSection(u"appearance"_s);
    QVERIFY(dialog.row(u"appearance/zoom"_s)->isVisible());
}

void tst_Preferences::resettingOffersItselfOnlyWhenChanged()
{
    ui::PreferencesDialog &dialog = openPreferences();
    ui::PreferenceRow *row = dialog.row(u"appearance/density"_s);
    dialog.showSection(u"appearance"_s);
    QVERIFY(row->resetButton()->isHidden());
    m_rig->workspace().settings().set(ui::setting::density, 2);
    QVERIFY(!row->resetButton()->isHidden());
    row->resetButton()->click();
    QCOMPARE(m_rig->workspace().settings().get(ui::setting::density), 1);
    QVERIFY(row->resetButton()->isHidden());
}

void tst_Preferences::menuAndSettingAgree()
{
    trigger(*m_window, u"theme.dark"_s);
    QCOMPARE(m_rig->workspace().settings().get(ui::setting::theme), 2);
    m_rig->workspace().settings().set(ui::setting::theme, 1);
    QVERIFY(m_window->commands().action(u"theme.light"_s)->isChecked());
}

void tst_Preferences::everyCommandHasWordsAndItsOwnKeys()
{
    m_window->ensurePages();
    QHash<QKeySequence, QString> byKeys;
    for (const QAction *command : m_window->commands().actions()) {
        const QByteArray id = command->objectName().toUtf8();
        QVERIFY2(!command->text().isEmpty(), id);
        QVERIFY2(!command->toolTip().isEmpty(), id);
        QVERIFY2(id.contains('.'), id);
        // Those of Qt's undo group and of the value tree follow what is chosen there and say nothing.
        const bool isOfWidget =
            id.startsWith("edit.") || command->parent()->inherits("rove::ui::ValueTreeView");
        QVERIFY2(command->isEnabled() || !ui::disabledReason(command).isEmpty() || isOfWidget, id);
        if (command->shortcutContext() != Qt::WindowShortcut)
            continue;
        for (const QKeySequence &keys : command->shortcuts()) {
            QVERIFY2(!byKeys.contains(keys),
                     qPrintable(keys.toString() % u' ' % byKeys.value(keys) % u' ' % command->objectName()));
            byKeys.insert(keys, command->objectName());
        }
    }
}

void tst_Preferences::keysCanBeChangedAndComeBack()
{
    trigger(*m_window, u"help.shortcuts"_s);
    auto *editor = m_window->findChild<ui::ShortcutsEditor *>();
    QVERIFY(editor->isVisible());
    editor->choose(u"view.refresh"_s);
    editor->recorder()->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_R));
    QVERIFY(editor->assignButton()->isEnabled());
    editor->assignButton()->click();
    const QAction *refresh = m_window->commands().action(u"view.refresh"_s);
    QCOMPARE(refresh->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
    QVERIFY(refresh->toolTip().contains(u"Ctrl+R"_s));

    // Another window, and another start of the program.
    const auto second = m_rig->makeWindow();
    QCOMPARE(second->commands().action(u"view.refresh"_s)->shortcut(), refresh->shortcut());
    const ui::ShortcutMap read(m_rig->folder() % "/shortcuts.json"_L1);
    QVERIFY(read.isChanged(u"view.refresh"_s));

    editor->choose(u"view.refresh"_s);
    editor->resetButton()->click();
    QCOMPARE(refresh->shortcuts(), ui::standardKeys(refresh));
}

void tst_Preferences::takenKeysAreNamed()
{
    trigger(*m_window, u"help.shortcuts"_s);
    auto *editor = m_window->findChild<ui::ShortcutsEditor *>();
    editor->choose(u"view.refresh"_s);
    editor->recorder()->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_K));
    QVERIFY(!editor->assignButton()->isEnabled());
    QVERIFY(editor->messageBar()->text().contains(u"Go to Anything"_s));
}

void tst_Preferences::keysTravelInAFile()
{
    ui::ShortcutMap &map = m_rig->workspace().shortcuts();
    const QAction *refresh = m_window->commands().action(u"view.refresh"_s);
    map.setKeys(*refresh, {QKeySequence(Qt::CTRL | Qt::Key_R)});
    const QByteArray exported = map.exported();
    map.resetAll();
    QVERIFY(!map.isChanged(u"view.refresh"_s));
    QVERIFY(map.importFrom(exported));
    QCOMPARE(refresh->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
    QVERIFY(!map.importFrom("[1, 2]"));
    QVERIFY(!map.importFrom("{\"view.refresh\": [\"no such keys\"]}"));
    QCOMPARE(refresh->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
}

void tst_Preferences::keysReachCommandsMadeLater()
{
    ui::ShortcutMap &map = m_rig->workspace().shortcuts();
    QVERIFY(map.importFrom("{\"notifications.clear\": [\"Ctrl+Alt+N\"]}"));
    QVERIFY(!m_window->commands().find(u"notifications.clear"_s));
    m_window->ensurePages();
    QCOMPARE(m_window->commands().action(u"notifications.clear"_s)->shortcut(),
             QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N));
}

void tst_Preferences::theDialogHasNoFaults()
{
    ui::PreferencesDialog &dialog = openPreferences();
    QStringList faults;
    for (const QString &id : dialog.sectionList()->ids()) {
        dialog.showSection(id);
        settle();
        for (const QString &fault : auditWindow(dialog))
            faults.append(id % u": "_s % fault);
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

int main(int argc, char **argv)
{
    GuiRig rig(argc, argv);
    tst_Preferences test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_preferences.moc"
