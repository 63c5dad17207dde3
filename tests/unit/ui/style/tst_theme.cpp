// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace rove::ui;
using namespace Qt::StringLiterals;

namespace {

using enum ColorRole;

const QList<ColorRole> textRoles{Text,       Muted,      Accent,   Running,  Sleeping,  Starting,
                                 Pending,    Crashed,    Backoff,  Draining, Destroyed, JsonKey,
                                 JsonString, JsonNumber, JsonBool, JsonNull, JsonBytes};
const QList<ColorRole> surfaces{Window, Base, Alternate, Panel, Selection};
const QList<ColorRole> diffSurfaces{DiffAdded, DiffRemoved, DiffChanged};

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor &color)
{
    const auto linear = [](float channel) {
        return channel <= 0.04045F ? channel / 12.92 : std::pow((double(channel) + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(ColorRole first, ColorRole second, Qt::ColorScheme scheme)
{
    const double a = luminance(Theme::tableColor(first, scheme));
    const double b = luminance(Theme::tableColor(second, scheme));
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void init() { m_theme.emplace(); }
    void cleanup()
    {
        m_theme->setContrast(Theme::Contrast::Normal);
        m_theme->setScheme(Theme::Scheme::System);
        m_theme.reset();
    }

    void everyTextIsReadableOnEverySurface_data();
    void everyTextIsReadableOnEverySurface();
    void textIsReadableOnDiffColours_data() { addSchemes(); }
    void textIsReadableOnDiffColours();
    void outlinesAndFocusStandOut_data() { addSchemes(); }
    void outlinesAndFocusStandOut();
    void textOnStrongFillsIsReadable_data() { addSchemes(); }
    void textOnStrongFillsIsReadable();

    void aChoiceOverridesTheSystem();
    void changedComesAfterThePaletteIsSet();
    void thePaletteIsFullInEveryGroup();
    void disabledTextIsFaded();
    void highContrastLeavesTheSystemsPalette();
    void blendingGoesFromBackgroundToRole();

private:
    static void addSchemes()
    {
        QTest::addColumn<Qt::ColorScheme>("scheme");
        QTest::newRow("light") << Qt::ColorScheme::Light;
        QTest::newRow("dark") << Qt::ColorScheme::Dark;
    }

    std::optional<Theme> m_theme;
};

void TestTheme::everyTextIsReadableOnEverySurface_data()
{
    addSchemes();
}

void TestTheme::everyTextIsReadableOnEverySurface()
{
    QFETCH(Qt::ColorScheme, scheme);
    for (const ColorRole text : textRoles) {
        for (const ColorRole surface : surfaces) {
            const double ratio = contrast(text, surface, scheme);
            QVERIFY2(ratio >= 4.5,
                     qPrintable(u"text %1 on surface %2: %3"_s.arg(int(text)).arg(int(surface)).arg(ratio)));
        }
    }
}

void TestTheme::textIsReadableOnDiffColours()
{
    QFETCH(Qt::ColorScheme, scheme);
    for (const ColorRole text : textRoles) {
        for (const ColorRole surface : diffSurfaces) {
            const double ratio = contrast(text, surface, scheme);
            QVERIFY2(ratio >= 4.5,
                     qPrintable(u"text %1 on diff %2: %3"_s.arg(int(text)).arg(int(surface)).arg(ratio)));
        }
    }
}

void TestTheme::outlinesAndFocusStandOut()
{
    QFETCH(Qt::ColorScheme, scheme);
    for (const ColorRole surface : {Window, Base})
        for (const ColorRole line : {BorderStrong, Focus})
            QVERIFY2(contrast(line, surface, scheme) >= 3.0,
                     qPrintable(u"line %1 on surface %2"_s.arg(int(line)).arg(int(surface))));
    QVERIFY(contrast(Focus, Selection, scheme) >= 3.0);
}

void TestTheme::textOnStrongFillsIsReadable()
{
    QFETCH(Qt::ColorScheme, scheme);
    QVERIFY(contrast(AccentText, Accent, scheme) >= 4.5);
    QVERIFY(contrast(ProductionText, Production, scheme) >= 4.5);
}

void TestTheme::aChoiceOverridesTheSystem()
{
    m_theme->setScheme(Theme::Scheme::Dark);
    QVERIFY(m_theme->isDark());
    QCOMPARE(m_theme->color(Base), Theme::tableColor(Base, Qt::ColorScheme::Dark));
    m_theme->setScheme(Theme::Scheme::Light);
    QVERIFY(!m_theme->isDark());
    QCOMPARE(m_theme->color(Base), Theme::tableColor(Base, Qt::ColorScheme::Light));
}

void TestTheme::changedComesAfterThePaletteIsSet()
{
    QColor seen;
    const QObject here;
    connect(&*m_theme, &Theme::changed, &here,
            [&seen] { seen = QGuiApplication::palette().color(QPalette::Base); });
    m_theme->setScheme(Theme::Scheme::Dark);
    QCOMPARE(seen, Theme::tableColor(Base, Qt::ColorScheme::Dark));
}

void TestTheme::thePaletteIsFullInEveryGroup()
{
    m_theme->setScheme(Theme::Scheme::Dark);
    const QPalette palette = QGuiApplication::palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
        for (int role = 0; role < QPalette::NColorRoles; ++role)
            if (role != QPalette::NoRole)
                QVERIFY2(palette.isBrushSet(group, QPalette::ColorRole(role)),
                         qPrintable(QString::number(role)));
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight),
             palette.color(QPalette::Active, QPalette::Highlight));
    QCOMPARE(palette.color(QPalette::PlaceholderText), m_theme->color(Muted));
    QCOMPARE(palette.color(QPalette::Accent), m_theme->color(Accent));
}

void TestTheme::disabledTextIsFaded()
{
    const QPalette palette = QGuiApplication::palette();
    QVERIFY(palette.color(QPalette::Disabled, QPalette::Text) !=
            palette.color(QPalette::Active, QPalette::Text));
}

void TestTheme::highContrastLeavesTheSystemsPalette()
{
    m_theme->setScheme(Theme::Scheme::Dark);
    m_theme->setContrast(Theme::Contrast::High);
    QVERIFY(!m_theme->hasTints());
    const QPalette palette = QGuiApplication::palette();
    QVERIFY(palette.color(QPalette::Base) != Theme::tableColor(Base, Qt::ColorScheme::Dark));
    for (const ColorRole role : textRoles)
        if (role != Accent)
            QCOMPARE(m_theme->color(role), palette.color(QPalette::Text));
    for (const ColorRole role : diffSurfaces)
        QCOMPARE(m_theme->color(role), palette.color(QPalette::Base));
    QCOMPARE(m_theme->color(Selection), palette.color(QPalette::Highlight));
}

void TestTheme::blendingGoesFromBackgroundToRole()
{
    m_theme->setScheme(Theme::Scheme::Light);
    QCOMPARE(m_theme->blended(Text, Base, 0).rgb(), m_theme->color(Base).rgb());
    QCOMPARE(m_theme->blended(Text, Base, 1).rgb(), m_theme->color(Text).rgb());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
