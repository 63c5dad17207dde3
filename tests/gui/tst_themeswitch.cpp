// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/windowtest.h"
#include "ui/pages/actor/actorpage.h"
#include "ui/shell/windowpages.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/messagebar.h"

#include <QtTest/QTest>
#include <QtWidgets/QLabel>

#include <array>

using namespace Qt::StringLiterals;
using namespace rove;
using namespace rove::test;

/// What a window keeps of the theme that it had before: nothing.
class tst_ThemeSwitch : public WindowTest {
    Q_OBJECT

private slots:
    void noWidgetKeepsAColourOfTheOtherTheme();
    void aSignHasTheColourOfNow();

private:
    void visitEverything();
    void makeTrouble();
    static void useTheme(ui::Theme::Scheme scheme);
};

namespace {

/// The roles in which widgets set colours of their own.
constexpr std::array rolesLookedAt{QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                   QPalette::Window,     QPalette::Base, QPalette::PlaceholderText};

bool isInTable(const QColor &color, Qt::ColorScheme scheme)
{
    for (int role = 0; role < int(ui::colorRoleCount); ++role)
        if (ui::Theme::tableColor(static_cast<ui::ColorRole>(role), scheme).rgb() == color.rgb())
            return true;
    return false;
}

} // namespace

void tst_ThemeSwitch::useTheme(ui::Theme::Scheme scheme)
{
    ui::Theme::instance().setScheme(scheme);
    settle();
}

/// An edit, a conflict, a failure and a bar with a question, so that signs of every kind are there.
void tst_ThemeSwitch::makeTrouble()
{
    connectWindow();
    choose(m_counter);
    document().edit(ValuePath{u"count"_s}, 40);
    m_engine->setState(m_counter, QCborMap{{u"count"_s, 2}});
    QTRY_VERIFY(!document().conflicts().empty());
    m_window->undoBar()->showMessage(ui::MessageBar::Severity::Warning, u"A warning"_s);
}

void tst_ThemeSwitch::visitEverything()
{
    for (const QString &view : m_window->pages().views().ids()) {
        m_window->showView(view);
        settle();
    }
    for (const QString &section : m_window->actorPage()->sections()) {
        m_window->showSection(section);
        settle();
    }
}

void tst_ThemeSwitch::noWidgetKeepsAColourOfTheOtherTheme()
{
    useTheme(ui::Theme::Scheme::Dark);
    makeTrouble();
    visitEverything();
    useTheme(ui::Theme::Scheme::Light);
    QStringList faults;
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        const QString name = QString::fromLatin1(widget->metaObject()->className());
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->pixmap().isNull())
            faults.append(u"a picture that cannot follow: "_s % name);
        if (!widget->testAttribute(Qt::WA_SetPalette))
            continue;
        for (const QPalette::ColorRole role : rolesLookedAt) {
            const QColor color = widget->palette().color(QPalette::Active, role);
            if (isInTable(color, Qt::ColorScheme::Dark) && !isInTable(color, Qt::ColorScheme::Light))
                faults.append(u"%1 “%2” keeps %3"_s.arg(name, widget->accessibleName(), color.name()));
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    document().revert();
}

void tst_ThemeSwitch::aSignHasTheColourOfNow()
{
    const auto picture = [](QWidget &sign) { return sign.grab().toImage(); };
    useTheme(ui::Theme::Scheme::Dark);
    ui::IconLabel old("exclamation-triangle"_L1, ui::ColorRole::Warning);
    old.resize(old.sizeHint());
    const QImage before = picture(old);
    useTheme(ui::Theme::Scheme::Light);
    ui::IconLabel fresh("exclamation-triangle"_L1, ui::ColorRole::Warning);
    fresh.resize(fresh.sizeHint());
    QVERIFY(picture(old) != before);
    QCOMPARE(picture(old), picture(fresh));
}

int main(int argc, char **argv)
{
    const GuiRig rig(argc, argv);
    tst_ThemeSwitch test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_themeswitch.moc"
