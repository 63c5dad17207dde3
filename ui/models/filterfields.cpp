// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterfields.h"

#include <algorithm>
#include <utility>

namespace rove::ui {

FilterFields::FilterFields(std::vector<FilterField> fields)
    : m_fields(std::move(fields))
{
    for (int field = 0; field < count(); ++field)
        if (at(field).isSearched)
            m_searched.push_back(field);
}

int FilterFields::findAmong(QStringView name, bool flags) const
{
    const auto isIt = [name, flags](const FilterField &field) {
        if ((field.kind == FilterKind::Flag) != flags)
            return false;
        return name.compare(field.name, Qt::CaseInsensitive) == 0 ||
               std::ranges::any_of(field.aliases, [name](const QString &alias) {
                   return name.compare(alias, Qt::CaseInsensitive) == 0;
               });
    };
    const auto found = std::ranges::find_if(m_fields, isIt);
    return found == m_fields.end() ? -1 : static_cast<int>(found - m_fields.begin());
}

int FilterFields::find(QStringView name) const
{
    return findAmong(name, false);
}

int FilterFields::findFlag(QStringView name) const
{
    return findAmong(name, true);
}

QStringList FilterFields::names() const
{
    QStringList names;
    for (const FilterField &field : m_fields)
        if (field.kind != FilterKind::Flag)
            names.append(field.name);
    return names;
}

QStringList FilterFields::flagNames() const
{
    QStringList names;
    for (const FilterField &field : m_fields)
        if (field.kind == FilterKind::Flag)
            names.append(field.name);
    return names;
}

QStringList FilterFields::optionalNames() const
{
    QStringList names;
    for (const FilterField &field : m_fields)
        if (field.isOptional)
            names.append(field.name);
    return names;
}

} // namespace rove::ui
