// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowsettings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int currentVersion = 1;

template <class Enum>
Enum enumOf(const QVariant &value, Enum highest)
{
    return static_cast<Enum>(std::clamp(value.toInt(), 0, static_cast<int>(highest)));
}

} // namespace

WindowSettings::WindowSettings(const QString &folder)
    : m_settings(folder % "/window.ini"_L1, QSettings::IniFormat)
    , m_isReadable(m_settings.value("version"_L1, currentVersion).toInt() == currentVersion)
{}

QVariant WindowSettings::value(const QString &key) const
{
    return m_isReadable ? m_settings.value(key) : QVariant();
}

void WindowSettings::setValue(const QString &key, const QVariant &value)
{
    if (!m_isReadable)
        return;
    m_settings.setValue("version"_L1, currentVersion);
    m_settings.setValue(key, value);
}

Theme::Scheme WindowSettings::scheme() const
{
    return enumOf(value(u"appearance/theme"_s), Theme::Scheme::Dark);
}

void WindowSettings::setScheme(Theme::Scheme scheme)
{
    setValue(u"appearance/theme"_s, static_cast<int>(scheme));
}

Density WindowSettings::density() const
{
    const QVariant stored = value(u"appearance/density"_s);
    return stored.isValid() ? enumOf(stored, Density::Comfortable) : Density::Normal;
}

void WindowSettings::setDensity(Density density)
{
    setValue(u"appearance/density"_s, static_cast<int>(density));
}

bool WindowSettings::isNavigationCollapsed() const
{
    return value(u"appearance/navigationCollapsed"_s).toBool();
}

void WindowSettings::setNavigationCollapsed(bool collapsed)
{
    setValue(u"appearance/navigationCollapsed"_s, collapsed);
}

QByteArray WindowSettings::layout(const QString &name) const
{
    return value(u"layout/"_s % name).toByteArray();
}

void WindowSettings::setLayout(const QString &name, const QByteArray &bytes)
{
    setValue(u"layout/"_s % name, bytes);
}

} // namespace rove::ui
