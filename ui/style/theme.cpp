// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

#include "protocol/base/ensure.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QStyleHints>

#include <array>

namespace rove::ui {
namespace {

struct Row {
    ColorRole role;
    QRgb light;
    QRgb dark;
};

// Measured: every text colour is at least 4.5:1 on every surface, every outline at least 3:1; the test holds
// them to it.
constexpr std::array table{
    Row{ColorRole::Window, 0xfff5f6f7, 0xff1b1e23},
    Row{ColorRole::Base, 0xffffffff, 0xff15181c},
    Row{ColorRole::Alternate, 0xfff2f4f6, 0xff1a1e23},
    Row{ColorRole::Panel, 0xffe9ecef, 0xff23282f},
    Row{ColorRole::Selection, 0xffd8e8fb, 0xff1a3553},
    Row{ColorRole::Text, 0xff1b1f24, 0xffe6eaee},
    Row{ColorRole::Muted, 0xff57606a, 0xffa6b0bb},
    Row{ColorRole::Border, 0xffc9d0d7, 0xff3a424c},
    Row{ColorRole::BorderStrong, 0xff848d97, 0xff737d88},
    Row{ColorRole::Accent, 0xff0b5fbf, 0xff6cb2ff},
    Row{ColorRole::AccentText, 0xffffffff, 0xff15181c},
    Row{ColorRole::Focus, 0xff0b5fbf, 0xff8cc4ff},
    Row{ColorRole::Running, 0xff166b30, 0xff4ade80},
    Row{ColorRole::Sleeping, 0xff4b45b2, 0xffada8ff},
    Row{ColorRole::Starting, 0xff0a56ad, 0xff6cb2ff},
    Row{ColorRole::Pending, 0xff7a4f00, 0xfff2b84b},
    Row{ColorRole::Crashed, 0xffb42318, 0xffff8f88},
    Row{ColorRole::Backoff, 0xff8f1d3f, 0xffff9cc2},
    Row{ColorRole::Draining, 0xff94390a, 0xffff9e5e},
    Row{ColorRole::Destroyed, 0xff57606a, 0xffa6b0bb},
    Row{ColorRole::DiffAdded, 0xffddf4e4, 0xff12351f},
    Row{ColorRole::DiffRemoved, 0xfffbe0e0, 0xff40191b},
    Row{ColorRole::DiffChanged, 0xfffff1cc, 0xff3a2f12},
    Row{ColorRole::JsonKey, 0xff0550ae, 0xff79c0ff},
    Row{ColorRole::JsonString, 0xff0a6640, 0xff7ee0a2},
    Row{ColorRole::JsonNumber, 0xff8a3b00, 0xffffb27a},
    Row{ColorRole::JsonBool, 0xff6f35bf, 0xffd2a8ff},
    Row{ColorRole::JsonNull, 0xff57606a, 0xffa6b0bb},
    Row{ColorRole::JsonBytes, 0xff8f1d6b, 0xffff9cd8},
    Row{ColorRole::Production, 0xffb3261e, 0xffc62f35},
    Row{ColorRole::ProductionText, 0xffffffff, 0xffffffff},
};
static_assert(table.size() == colorRoleCount);
static_assert([] {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table[i].role) != i)
            return false;
    return true;
}());

Theme *current = nullptr;

QColor blend(const QColor &over, const QColor &under, qreal share)
{
    const auto mix = [share](float a, float b) { return a * float(share) + b * float(1 - share); };
    return QColor::fromRgbF(mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()),
                            mix(over.blueF(), under.blueF()));
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
{
    ENSURE(!current);
    current = this;
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::refresh);
    refresh();
}

Theme::~Theme()
{
    current = nullptr;
}

Theme &Theme::instance()
{
    ENSURE(current);
    return *current;
}

QColor Theme::tableColor(ColorRole role, Qt::ColorScheme scheme)
{
    const Row &row = table[static_cast<std::size_t>(role)];
    return QColor::fromRgb(scheme == Qt::ColorScheme::Dark ? row.dark : row.light);
}

QColor Theme::color(ColorRole role) const
{
    if (m_contrast == Contrast::High)
        return systemColor(role);
    return tableColor(role, m_dark ? Qt::ColorScheme::Dark : Qt::ColorScheme::Light);
}

QColor Theme::blended(ColorRole role, ColorRole background, qreal share) const
{
    return blend(color(role), color(background), share);
}

bool Theme::isDark() const
{
    return m_dark;
}

bool Theme::hasTints() const
{
    return m_contrast == Contrast::Normal;
}

void Theme::setScheme(Scheme scheme)
{
    if (m_scheme == scheme)
        return;
    m_scheme = scheme;
    // Title bars and native dialogs are the system's to draw: it must know of the choice.
    QStyleHints *hints = QGuiApplication::styleHints();
    if (scheme == Scheme::System)
        hints->unsetColorScheme();
    else
        hints->setColorScheme(scheme == Scheme::Dark ? Qt::ColorScheme::Dark : Qt::ColorScheme::Light);
    refresh();
}

void Theme::setContrast(Contrast contrast)
{
    if (m_contrast == contrast)
        return;
    m_contrast = contrast;
    refresh();
}

void Theme::refresh()
{
    m_dark = m_scheme == Scheme::System
                 ? QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark
                 : m_scheme == Scheme::Dark;
    if (m_contrast == Contrast::High) {
        QGuiApplication::setPalette(QPalette());
        m_dark = QGuiApplication::palette().color(QPalette::Base).lightnessF() < 0.5F;
    } else {
        QGuiApplication::setPalette(palette());
    }
    emit changed();
}

QPalette Theme::palette() const
{
    const std::array colors{
        std::pair{QPalette::Window, ColorRole::Window},
        std::pair{QPalette::WindowText, ColorRole::Text},
        std::pair{QPalette::Base, ColorRole::Base},
        std::pair{QPalette::AlternateBase, ColorRole::Alternate},
        std::pair{QPalette::Text, ColorRole::Text},
        std::pair{QPalette::Button, ColorRole::Window},
        std::pair{QPalette::ButtonText, ColorRole::Text},
        std::pair{QPalette::BrightText, ColorRole::ProductionText},
        std::pair{QPalette::PlaceholderText, ColorRole::Muted},
        std::pair{QPalette::ToolTipBase, ColorRole::Panel},
        std::pair{QPalette::ToolTipText, ColorRole::Text},
        std::pair{QPalette::Highlight, ColorRole::Selection},
        std::pair{QPalette::HighlightedText, ColorRole::Text},
        std::pair{QPalette::Link, ColorRole::Accent},
        std::pair{QPalette::LinkVisited, ColorRole::Sleeping},
        std::pair{QPalette::Accent, ColorRole::Accent},
        std::pair{QPalette::Light, ColorRole::Base},
        std::pair{QPalette::Midlight, ColorRole::Panel},
        std::pair{QPalette::Mid, ColorRole::Border},
        std::pair{QPalette::Dark, ColorRole::BorderStrong},
        std::pair{QPalette::Shadow, ColorRole::BorderStrong},
    };
    QPalette palette;
    for (const auto &[paletteRole, role] : colors)
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
            palette.setColor(group, paletteRole, color(role));
    const QColor faded = blended(ColorRole::Muted, ColorRole::Window, 0.65);
    for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::PlaceholderText, QPalette::Link})
        palette.setColor(QPalette::Disabled, text, faded);
    palette.setColor(QPalette::Disabled, QPalette::Base, color(ColorRole::Window));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(ColorRole::Panel));
    palette.setColor(QPalette::Disabled, QPalette::Accent, faded);
    return palette;
}

QColor Theme::systemColor(ColorRole role) const
{
    const QPalette system = QGuiApplication::palette();
    switch (role) {
    case ColorRole::Window:
    case ColorRole::Panel:
    case ColorRole::ProductionText:
        return system.color(QPalette::Window);
    case ColorRole::Production:
        return system.color(QPalette::WindowText);
    case ColorRole::Base:
    case ColorRole::DiffAdded:
    case ColorRole::DiffRemoved:
    case ColorRole::DiffChanged:
        return system.color(QPalette::Base);
    case ColorRole::Alternate:
        return system.color(QPalette::AlternateBase);
    case ColorRole::Selection:
    case ColorRole::Accent:
        return system.color(QPalette::Highlight);
    case ColorRole::AccentText:
        return system.color(QPalette::HighlightedText);
    default:
        return system.color(QPalette::Text);
    }
}

} // namespace rove::ui
