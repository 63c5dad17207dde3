// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/settings.h"

#include "protocol/base/ensure.h"
#include "ui/models/settingtable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rove::ui {
namespace {

constexpr int currentVersion = 1;

} // namespace

Settings::Settings(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_file(folder % "/settings.ini"_L1, QSettings::IniFormat)
    , m_isReadable(m_file.value("version"_L1, currentVersion).toInt() == currentVersion)
    , m_sections(settingSections())
{}

const SettingSpec *Settings::find(const QString &id) const
{
    for (const SettingSection &section : m_sections) {
        const auto found = std::ranges::find(section.settings, id, &SettingSpec::id);
        if (found != section.settings.end())
            return &*found;
    }
    return nullptr;
}

QVariant Settings::value(const QString &id) const
{
    const SettingSpec *spec = find(id);
    ENSURE_OR_RETURN(spec, {});
    QVariant stored = m_isReadable ? m_file.value(id) : QVariant();
    if (!stored.isValid() || !stored.convert(spec->standard.metaType()) || !isAllowed(*spec, stored))
        return spec->standard;
    return stored;
}

void Settings::setValue(const QString &id, const QVariant &value)
{
    const SettingSpec *spec = find(id);
    ENSURE_OR_RETURN(spec);
    if (!isAllowed(*spec, value) || value == this->value(id))
        return;
    if (m_isReadable) {
        m_file.setValue("version"_L1, currentVersion);
        if (value == spec->standard)
            m_file.remove(id);
        else
            m_file.setValue(id, value);
    }
    emit changed(id);
}

void Settings::reset(const QString &id)
{
    const SettingSpec *spec = find(id);
    ENSURE_OR_RETURN(spec);
    setValue(id, spec->standard);
}

void Settings::resetAll()
{
    for (const SettingSection &section : m_sections)
        for (const SettingSpec &spec : section.settings)
            reset(spec.id);
}

bool Settings::isStandard(const QString &id) const
{
    const SettingSpec *spec = find(id);
    ENSURE_OR_RETURN(spec, true);
    return value(id) == spec->standard;
}

bool Settings::isAllowed(const SettingSpec &spec, const QVariant &value)
{
    if (const auto *number = std::get_if<NumberSetting>(&spec.kind))
        return value.toInt() >= number->min && value.toInt() <= number->max;
    if (const auto *choice = std::get_if<ChoiceSetting>(&spec.kind))
        return choice->values.isEmpty() ? value.toInt() >= 0 && value.toInt() < choice->words.size()
                                        : choice->values.contains(value.toInt());
    return value.canConvert<bool>();
}

} // namespace rove::ui
