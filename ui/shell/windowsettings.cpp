// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowsettings.h"

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int currentVersion = 2;

QString keyOf(const QString &name)
{
    return u"layout/"_s % name;
}

} // namespace

WindowSettings::WindowSettings(const QString &folder)
    : m_settings(folder % "/window.ini"_L1, QSettings::IniFormat)
    , m_isReadable(m_settings.value("version"_L1, currentVersion).toInt() == currentVersion)
{}

QByteArray WindowSettings::layout(const QString &name) const
{
    return m_isReadable ? m_settings.value(keyOf(name)).toByteArray() : QByteArray();
}

void WindowSettings::setLayout(const QString &name, const QByteArray &bytes)
{
    if (!m_isReadable)
        return;
    m_settings.setValue("version"_L1, currentVersion);
    m_settings.setValue(keyOf(name), bytes);
}

void WindowSettings::forgetLayout(const QString &name)
{
    if (m_isReadable)
        m_settings.remove(keyOf(name));
}

} // namespace rove::ui
