// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/palettemodel.h"

#include <algorithm>
#include <vector>

namespace rove::ui {
namespace {

struct Ranked {
    const PaletteEntry *entry;
    FuzzyMatch match;
};

/// The entry's best match: in its text, or less well in text and detail together.
std::optional<FuzzyMatch> matchEntry(const QString &pattern, const PaletteEntry &entry)
{
    if (std::optional<FuzzyMatch> match = fuzzyMatch(pattern, entry.text))
        return match;
    if (entry.detail.isEmpty())
        return std::nullopt;
    std::optional<FuzzyMatch> match =
        fuzzyMatch(pattern, QString(entry.text % u' ' % entry.detail), Scatter::Forbidden);
    if (!match)
        return std::nullopt;
    match->score /= 2;
    match->positions.removeIf([&entry](int position) { return position >= entry.text.size(); });
    return match;
}

std::vector<Ranked> rank(const PaletteGroup &group, const QString &pattern)
{
    std::vector<Ranked> ranked;
    for (const PaletteEntry &entry : group.entries) {
        if (std::optional<FuzzyMatch> match = matchEntry(pattern, entry)) {
            match->score += entry.weight;
            ranked.push_back({.entry = &entry, .match = std::move(*match)});
        }
    }
    if (!pattern.isEmpty()) {
        std::ranges::stable_sort(ranked, [](const Ranked &a, const Ranked &b) {
            const bool isEnabledA = a.entry->disabledReason.isEmpty();
            const bool isEnabledB = b.entry->disabledReason.isEmpty();
            return isEnabledA != isEnabledB ? isEnabledA : a.match.score > b.match.score;
        });
    }
    if (std::ssize(ranked) > group.countMax)
        ranked.resize(static_cast<size_t>(group.countMax));
    return ranked;
}

} // namespace

void PaletteModel::show(const QList<PaletteGroup> &groups, const QString &pattern)
{
    std::vector<std::pair<const PaletteGroup *, std::vector<Ranked>>> ranked;
    for (const PaletteGroup &group : groups) {
        std::vector<Ranked> entries = rank(group, pattern);
        if (!entries.empty())
            ranked.emplace_back(&group, std::move(entries));
    }
    if (!pattern.isEmpty()) {
        std::ranges::stable_sort(ranked, [](const auto &a, const auto &b) {
            return a.second.front().match.score > b.second.front().match.score;
        });
    }
    beginResetModel();
    m_rows.clear();
    m_entryCount = 0;
    for (const auto &[group, entries] : ranked) {
        m_rows.append({.title = group->title});
        for (const Ranked &hit : entries)
            m_rows.append({.entry = *hit.entry, .positions = hit.match.positions});
        m_entryCount += static_cast<int>(entries.size());
    }
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows[index.row()];
    const PaletteEntry &entry = row.entry;
    switch (role) {
    case Qt::DisplayRole:
        return row.title.isEmpty() ? entry.text : row.title;
    case Qt::DecorationRole:
        return entry.icon;
    case Qt::ToolTipRole:
        return entry.disabledReason;
    case Qt::AccessibleTextRole: {
        QStringList parts{row.title.isEmpty() ? entry.text : row.title};
        for (const QString &part : {entry.detail, entry.keys, entry.disabledReason})
            if (!part.isEmpty())
                parts.append(part);
        return parts.join(QStringLiteral(", "));
    }
    case TitleRole:
        return row.title;
    case DetailRole:
        return entry.detail;
    case KeysRole:
        return entry.keys;
    case ReasonRole:
        return entry.disabledReason;
    case PositionsRole:
        return QVariant::fromValue(row.positions);
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !m_rows[index.row()].title.isEmpty())
        return Qt::NoItemFlags;
    return Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
}

const PaletteEntry *PaletteModel::entryAt(int row) const
{
    if (row < 0 || row >= m_rows.size() || !m_rows[row].title.isEmpty())
        return nullptr;
    return &m_rows[row].entry;
}

int PaletteModel::entryRow(int row, int direction) const
{
    for (; row >= 0 && row < m_rows.size(); row += direction)
        if (m_rows[row].title.isEmpty())
            return row;
    return -1;
}

} // namespace rove::ui
