// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelstext.h"
#include "ui/models/orderedview.h"

#include <QtCore/QHash>

#include <algorithm>

/// OrderedView: the lines, and how one order becomes the next.
namespace rove::ui {
namespace {

/// More separate blocks than this are gathered first: each one moves all lines behind it.
constexpr size_t blockCountMax = 16;

struct Block {
    int first;
    int last;
};

std::vector<Block> blocksOf(const std::vector<int> &lines)
{
    std::vector<Block> blocks;
    for (const int line : lines) {
        if (!blocks.empty() && blocks.back().last + 1 == line)
            blocks.back().last = line;
        else
            blocks.push_back({line, line});
    }
    return blocks;
}

} // namespace

std::vector<int> OrderedView::placesOf(const std::vector<int> &entries) const
{
    std::vector<int> places(m_rows->size() + m_groups.size(), -1);
    for (size_t line = 0; line < entries.size(); ++line)
        places[placeOf(entries[line])] = static_cast<int>(line);
    return places;
}

void OrderedView::apply(std::vector<int> wanted, std::vector<OrderGroup> groups)
{
    if (wanted == m_entries && groups == m_groups) {
        emit changed();
        return;
    }
    emit aboutToChange();
    adoptGroups(groups);
    removeMissing(wanted);
    orderCommon(wanted);
    insertMissing(wanted);
    m_groups = std::move(groups);
    m_arePlacesKnown = false;
    tellGroups();
    emit changed();
}

/// Gives the heads that are shown the numbers they have among the new groups; those that go get numbers
/// behind these.
void OrderedView::adoptGroups(const std::vector<OrderGroup> &groups)
{
    QHash<QString, int> numbers;
    for (size_t group = 0; group < groups.size(); ++group)
        numbers.insert(groups[group].value, static_cast<int>(group));
    std::vector<OrderGroup> all = groups;
    for (int &entry : m_entries) {
        if (entry >= 0)
            continue;
        const OrderGroup &old = m_groups[static_cast<size_t>(-1 - entry)];
        int number = numbers.value(old.value, -1);
        if (number < 0) {
            number = static_cast<int>(all.size());
            all.push_back(old);
        }
        entry = -1 - number;
    }
    m_groups = std::move(all);
    m_arePlacesKnown = false;
}

void OrderedView::removeMissing(const std::vector<int> &wanted)
{
    const std::vector<int> places = placesOf(wanted);
    std::vector<int> lines;
    for (int line = 0; line < rowCount(); ++line)
        if (places[placeOf(entry(line))] < 0)
            lines.push_back(line);
    std::vector<Block> blocks = blocksOf(lines);
    if (blocks.size() > blockCountMax) {
        std::vector<int> gathered = m_entries;
        const auto gone =
            std::ranges::stable_partition(gathered, [&](int entry) { return places[placeOf(entry)] >= 0; });
        const int first = static_cast<int>(gone.begin() - gathered.begin());
        permute(std::move(gathered));
        blocks = {{first, rowCount() - 1}};
    }
    for (auto block = blocks.rbegin(); block != blocks.rend(); ++block)
        removeLines(block->first, block->last);
}

void OrderedView::removeLines(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_entries.erase(m_entries.begin() + first, m_entries.begin() + last + 1);
    m_arePlacesKnown = false;
    endRemoveRows();
}

void OrderedView::orderCommon(const std::vector<int> &wanted)
{
    const std::vector<int> places = placesOf(m_entries);
    std::vector<int> common;
    common.reserve(m_entries.size());
    for (const int entry : wanted)
        if (places[placeOf(entry)] >= 0)
            common.push_back(entry);
    if (common != m_entries)
        permute(std::move(common));
}

void OrderedView::insertMissing(const std::vector<int> &wanted)
{
    const std::vector<int> places = placesOf(m_entries);
    std::vector<int> lines;
    for (size_t line = 0; line < wanted.size(); ++line)
        if (places[placeOf(wanted[line])] < 0)
            lines.push_back(static_cast<int>(line));
    const std::vector<Block> blocks = blocksOf(lines);
    if (blocks.size() > blockCountMax) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(lines.size()) - 1);
        for (const int line : lines)
            m_entries.push_back(wanted[static_cast<size_t>(line)]);
        m_arePlacesKnown = false;
        endInsertRows();
        permute(wanted);
        return;
    }
    for (const Block &block : blocks) {
        beginInsertRows({}, block.first, block.last);
        m_entries.insert(m_entries.begin() + block.first, wanted.begin() + block.first,
                         wanted.begin() + block.last + 1);
        m_arePlacesKnown = false;
        endInsertRows();
    }
}

/// The same lines in another order.
void OrderedView::permute(std::vector<int> entries)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    const std::vector<int> places = placesOf(entries);
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &old : before)
        after.append(createIndex(places[placeOf(entry(old.row()))], old.column()));
    m_entries = std::move(entries);
    m_arePlacesKnown = false;
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

void OrderedView::tellGroups()
{
    if (m_groups.empty())
        return;
    for (int line = 0; line < rowCount(); ++line)
        if (isGroup(line))
            emit dataChanged(index(line, 0), index(line, columnCount() - 1));
}

// --- The model ---

QModelIndex OrderedView::mapToSource(const QModelIndex &proxyIndex) const
{
    if (!proxyIndex.isValid() || proxyIndex.row() >= rowCount() || isGroup(proxyIndex.row()))
        return {};
    return sourceModel()->index(entry(proxyIndex.row()), proxyIndex.column());
}

QModelIndex OrderedView::mapFromSource(const QModelIndex &sourceIndex) const
{
    if (!sourceIndex.isValid() || static_cast<size_t>(sourceIndex.row()) >= m_rows->size())
        return {};
    if (!m_arePlacesKnown) {
        m_places = placesOf(m_entries);
        m_arePlacesKnown = true;
    }
    const int line = m_places[static_cast<size_t>(sourceIndex.row())];
    return line < 0 ? QModelIndex() : createIndex(line, sourceIndex.column());
}

QModelIndex OrderedView::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex OrderedView::parent(const QModelIndex &) const
{
    return {};
}

int OrderedView::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int OrderedView::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !sourceModel() ? 0 : sourceModel()->columnCount();
}

bool OrderedView::hasChildren(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_entries.empty();
}

QVariant OrderedView::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (isGroup(index.row()))
        return groupData(index.row(), index.column(), role);
    return role == static_cast<int>(GroupRole::IsGroup) ? QVariant(false) : mapToSource(index).data(role);
}

QVariant OrderedView::groupData(int row, int column, int role) const
{
    const OrderGroup &group = m_groups[static_cast<size_t>(-1 - entry(row))];
    switch (role) {
    case static_cast<int>(GroupRole::IsGroup):
        return true;
    case static_cast<int>(GroupRole::Value):
        return group.value;
    case static_cast<int>(GroupRole::Count):
        return group.count;
    case static_cast<int>(GroupRole::IsCollapsed):
        return group.isCollapsed;
    case Qt::AccessibleTextRole:
        return column == 0 ? ModelsText::tr("%1, %n row(s)", nullptr, group.count).arg(group.value)
                           : QString();
    case Qt::DisplayRole:
        return column == 0 ? QVariant(group.value) : QVariant();
    default:
        return {};
    }
}

QVariant OrderedView::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!sourceModel() || orientation != Qt::Horizontal)
        return {};
    return sourceModel()->headerData(section, orientation, role);
}

Qt::ItemFlags OrderedView::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (isGroup(index.row()))
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return sourceModel()->flags(mapToSource(index)) | Qt::ItemNeverHasChildren;
}

bool OrderedView::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && sourceModel() && sourceModel()->canFetchMore({});
}

void OrderedView::fetchMore(const QModelIndex &parent)
{
    if (!parent.isValid() && sourceModel())
        sourceModel()->fetchMore({});
}

} // namespace rove::ui
