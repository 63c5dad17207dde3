// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tablemodel.h"

namespace rove::ui {

using namespace std::chrono_literals;

namespace {

/// More separate blocks than this are gathered before they are removed: each removal moves all rows behind
/// it.
constexpr size_t blockCountMax = 32;
constexpr auto frameTime = 17ms;

struct Block {
    int first;
    int last;
};

std::vector<Block> blocksOf(const std::vector<int> &positions)
{
    std::vector<Block> blocks;
    for (const int position : positions) {
        if (!blocks.empty() && blocks.back().last + 1 == position)
            blocks.back().last = position;
        else
            blocks.push_back({position, position});
    }
    return blocks;
}

} // namespace

TableModelBase::TableModelBase(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_flushTimer.setSingleShot(true);
    m_flushTimer.setInterval(frameTime);
    connect(&m_flushTimer, &QTimer::timeout, this, [this] { flush(); });
}

void TableModelBase::scheduleFlush()
{
    if (!m_flushTimer.isActive())
        m_flushTimer.start();
}

int TableModelBase::columnOf(QStringView id) const
{
    const auto found = std::ranges::find(m_headers, id, &ColumnHeader::id);
    return found == m_headers.end() ? -1 : static_cast<int>(found - m_headers.begin());
}

int TableModelBase::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant TableModelBase::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ColumnHeader &header = m_headers[static_cast<size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return header.title;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(header.alignment);
    default:
        return {};
    }
}

void TableModelBase::removeRowsAt(
    const std::vector<int> &positions, const std::function<void(int first, int last)> &erase,
    const std::function<void(const std::vector<int> &stay, const std::vector<int> &go)> &gather)
{
    std::vector<Block> blocks = blocksOf(positions);
    if (blocks.size() > blockCountMax) {
        std::vector<int> stay;
        for (int row = 0, next = 0; row < rowCount(); ++row) {
            if (next < static_cast<int>(positions.size()) && positions[static_cast<size_t>(next)] == row)
                ++next;
            else
                stay.push_back(row);
        }
        emit layoutAboutToBeChanged();
        std::vector<int> movedTo(static_cast<size_t>(rowCount()));
        int target = 0;
        for (const std::vector<int> *part : {&std::as_const(stay), &positions})
            for (const int position : *part)
                movedTo[static_cast<size_t>(position)] = target++;
        gather(stay, positions);
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after;
        for (const QModelIndex &old : before)
            after.append(index(movedTo[static_cast<size_t>(old.row())], old.column()));
        changePersistentIndexList(before, after);
        emit layoutChanged();
        blocks = {{static_cast<int>(stay.size()), rowCount() - 1}};
    }
    for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
        beginRemoveRows({}, block->first, block->last);
        erase(block->first, block->last);
        endRemoveRows();
    }
}

void TableModelBase::emitChanged(const std::vector<int> &positions)
{
    for (const Block &block : blocksOf(positions))
        emit dataChanged(index(block.first, 0), index(block.last, columnCount() - 1));
}

} // namespace rove::ui
