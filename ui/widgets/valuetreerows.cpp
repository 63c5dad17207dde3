// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetreenode.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QSet>

#include <algorithm>

namespace rove::ui {
namespace {

/// How many rows of a container are made at least, and at most, at once. A view asks for more when the last
/// of them comes into sight, and gets as many again as there are.
constexpr qsizetype fetchCountMin = 1000;
constexpr qsizetype fetchCountMax = 16'000;

QCborValue contentOf(const QCborValue &value)
{
    return value.isTag() ? value.taggedValue() : value;
}

/// Where the entries with these steps are, in the value's own order.
QList<qsizetype> positionsOf(const QCborValue &value, const QList<PathStep> &steps)
{
    QList<qsizetype> positions;
    const QCborValue content = contentOf(value);
    if (!isContainer(kindOf(value)))
        return positions;
    if (content.isArray()) {
        for (const PathStep &step : steps)
            if (const auto *position = std::get_if<qsizetype>(&step);
                position && *position < content.toArray().size())
                positions.append(*position);
        std::ranges::sort(positions);
        return positions;
    }
    QSet<QString> keys;
    QSet<qsizetype> numbers;
    for (const PathStep &step : steps) {
        if (const auto *key = std::get_if<QString>(&step))
            keys.insert(*key);
        else
            numbers.insert(std::get<qsizetype>(step));
    }
    qsizetype at = 0;
    const QCborMap map = content.toMap();
    for (auto entry = map.constBegin(); entry != map.constEnd(); ++entry, ++at) {
        const QCborValue key = entry.key();
        if (key.isString() ? keys.contains(key.toString()) : numbers.contains(at))
            positions.append(at);
    }
    return positions;
}

} // namespace

std::unique_ptr<ValueTreeModel::Node> ValueTreeModel::makeNode(Node *parent, const ValueChild &child) const
{
    auto node = std::make_unique<Node>();
    node->parent = parent;
    node->step = child.step;
    node->setLabel(child);
    fill(node.get(), child.value);
    return node;
}

/// Takes a value in, and with it which of its entries the filter shows.
void ValueTreeModel::fill(Node *node, const QCborValue &value) const
{
    node->value = value;
    node->isSequence = contentOf(value).isArray();
    node->shown.reset();
    if (m_filter) {
        const ValuePath path = pathOfNode(node);
        node->isWithinHit = (node->parent && node->parent->isWithinHit) || m_filter->hits.contains(path);
        if (!node->isWithinHit)
            node->shown = positionsOf(value, m_filter->ways.value(path));
    }
    node->total = node->shown ? node->shown->size() : childCountOf(value);
}

void ValueTreeModel::setFilter(const QList<ValuePath> &hits)
{
    Filter filter;
    for (const ValuePath &hit : hits) {
        filter.hits.insert(hit);
        for (ValuePath path = hit; !path.isRoot(); path = path.parent()) {
            QList<PathStep> &steps = filter.ways[path.parent()];
            // Hits come in order, so what leads to the same one as before is the last step so far.
            if (!steps.isEmpty() && steps.constLast() == path.steps().constLast())
                break;
            steps += QList{path.steps().constLast()};
        }
    }
    m_filter = std::move(filter);
    if (m_root)
        updateNode(m_root.get(), QCborValue(m_root->value));
    emit filterChanged();
}

void ValueTreeModel::clearFilter()
{
    if (!m_filter)
        return;
    m_filter.reset();
    if (m_root)
        updateNode(m_root.get(), QCborValue(m_root->value));
    emit filterChanged();
}

void ValueTreeModel::updateNode(Node *node, const QCborValue &value)
{
    const ValueKind oldKind = kindOf(node->value);
    const ValueKind kind = kindOf(value);
    const qsizetype oldTotal = node->total;
    // A container's row shows its size only; what is inside it is its children's affair.
    const bool looksSame =
        kind == oldKind && (isContainer(kind) ? childCountOf(value) == childCountOf(node->value)
                                              : isIdenticalValue(value, node->value));
    fill(node, value);
    updateContent(node, oldKind, oldTotal);
    if (!looksSame)
        emitRowChanged(node);
}

void ValueTreeModel::updateContent(Node *node, ValueKind oldKind, qsizetype oldTotal)
{
    if (kindOf(node->value) != oldKind && !node->children.empty())
        dropRows(node, 0, int(node->children.size()) - 1);
    if (node->isPopulated())
        updateChildren(node, oldTotal);
    else if (node->total > 0 && oldTotal == 0)
        fetchUpTo(node,
                  fetchCountMin); // A view learns only from a first row that there is something to open.
    else if (node->total == 0 && oldTotal > 0)
        showEmptied(node);
    updateGhosts(node);
}

/// Makes views look again whether a closed node can be opened, which they do when a row comes or goes.
void ValueTreeModel::showEmptied(Node *node)
{
    if (!node->children.empty())
        return;
    const QModelIndex index = indexOfNode(node);
    beginInsertRows(index, 0, 0);
    node->children.push_back(makeNode(node, {qsizetype(0), {}, QCborValue()}));
    endInsertRows();
    dropRows(node, 0, 0);
}

void ValueTreeModel::updateChildren(Node *node, qsizetype oldTotal)
{
    const qsizetype fetched = node->liveCount;
    const bool wasComplete = fetched == oldTotal;
    const qsizetype target = std::min(node->total, wasComplete ? fetched + fetchCountMin : fetched);
    QList<ValueChild> wanted;
    wanted.reserve(target);
    for (qsizetype i = 0; i < target; ++i)
        wanted.append(node->entry(i));
    const qsizetype common = std::min(fetched, target);
    bool isInPlace = true;
    for (qsizetype i = 0; i < common && isInPlace; ++i)
        isInPlace = node->children[std::size_t(i)]->step == wanted[i].step;
    if (isInPlace)
        updateInPlace(node, wanted);
    else
        updateByKey(node, wanted);
}

/// The usual case: the same entries in the same order, with some more or less at the end.
void ValueTreeModel::updateInPlace(Node *node, const QList<ValueChild> &wanted)
{
    const int target = int(wanted.size());
    if (node->liveCount > target)
        dropRows(node, target, node->liveCount - 1);
    for (int row = 0; row < node->liveCount; ++row)
        updateRow(node->children[std::size_t(row)].get(), wanted[row]);
    if (target > node->liveCount)
        insertLive(node, node->liveCount, target - node->liveCount);
}

void ValueTreeModel::updateByKey(Node *node, const QList<ValueChild> &wanted)
{
    removeUnwanted(node, wanted);
    const int target = int(wanted.size());
    int row = 0;
    while (row < target) {
        Node *current = node->findLive(wanted[row].step);
        if (!current) {
            int count = 1;
            while (row + count < target && !node->findLive(wanted[row + count].step))
                ++count;
            insertLive(node, row, count);
            row += count;
            continue;
        }
        if (current->row != row)
            moveChild(node, current->row, row);
        updateRow(node->children[std::size_t(row)].get(), wanted[row]);
        ++row;
    }
}

void ValueTreeModel::updateRow(Node *node, const ValueChild &child)
{
    const QString before = std::exchange(node->label, QString());
    node->setLabel(child);
    if (node->label != before)
        emitRowChanged(node);
    updateNode(node, child.value);
}

void ValueTreeModel::removeUnwanted(Node *node, const QList<ValueChild> &wanted)
{
    QSet<QString> keys;
    keys.reserve(wanted.size());
    for (const ValueChild &child : wanted)
        keys.insert(Node::keyOf(child.step));
    int last = node->liveCount - 1;
    while (last >= 0) {
        if (keys.contains(Node::keyOf(node->children[std::size_t(last)]->step))) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !keys.contains(Node::keyOf(node->children[std::size_t(first) - 1]->step)))
            --first;
        dropRows(node, first, last);
        last = first - 1;
    }
}

void ValueTreeModel::fetchUpTo(Node *node, qsizetype count)
{
    const int missing = int(std::min(count, node->total) - node->liveCount);
    if (missing > 0)
        insertLive(node, node->liveCount, missing);
    updateGhosts(node);
}

void ValueTreeModel::fetchNext(const QModelIndex &container)
{
    if (!hasMore(container))
        return;
    Node *node = nodeOf(container);
    fetchUpTo(node, node->liveCount + std::clamp<qsizetype>(node->liveCount, fetchCountMin, fetchCountMax));
}

/// Makes the row of an entry and of all before it.
ValueTreeModel::Node *ValueTreeModel::ensureChild(Node *node, const PathStep &step)
{
    if (Node *made = node->findLive(step))
        return made;
    const QList<qsizetype> positions = positionsOf(node->value, {step});
    if (positions.isEmpty())
        return nullptr;
    qsizetype row = positions.constFirst();
    if (node->shown)
        row = node->shown->indexOf(row);
    if (row < node->liveCount || row >= node->total)
        return nullptr;
    fetchUpTo(node, row + fetchCountMin);
    return node->findLive(step);
}

/// Makes `count` rows from `row` on, of the entries at those positions of the value.
void ValueTreeModel::insertLive(Node *node, int row, int count)
{
    std::vector<std::unique_ptr<Node>> fresh;
    fresh.reserve(std::size_t(count));
    for (int i = row; i < row + count; ++i)
        fresh.push_back(makeNode(node, node->entry(i)));
    beginInsertRows(indexOfNode(node), row, row + count - 1);
    if (!node->isSequence)
        for (const auto &child : fresh)
            node->liveByKey.insert(Node::keyOf(child->step), child.get());
    node->children.insert(node->children.begin() + row, std::make_move_iterator(fresh.begin()),
                          std::make_move_iterator(fresh.end()));
    node->liveCount += count;
    node->renumber(row);
    endInsertRows();
}

void ValueTreeModel::dropRows(Node *node, int first, int last)
{
    beginRemoveRows(indexOfNode(node), first, last);
    if (!node->liveByKey.isEmpty())
        for (int row = first; row <= std::min(last, node->liveCount - 1); ++row)
            node->liveByKey.remove(Node::keyOf(node->children[std::size_t(row)]->step));
    const int live = std::max(0, std::min(last, node->liveCount - 1) - first + 1);
    node->children.erase(node->children.begin() + first, node->children.begin() + last + 1);
    node->liveCount -= live;
    node->renumber(first);
    endRemoveRows();
}

void ValueTreeModel::moveChild(Node *node, int from, int to)
{
    const QModelIndex index = indexOfNode(node);
    beginMoveRows(index, from, from, index, to);
    const auto begin = node->children.begin();
    std::rotate(begin + to, begin + from, begin + from + 1);
    node->renumber(to);
    endMoveRows();
}

void ValueTreeModel::emitRowChanged(const Node *node)
{
    emit dataChanged(indexOfNode(node, 0), indexOfNode(node, ColumnCount - 1));
}

} // namespace rove::ui
