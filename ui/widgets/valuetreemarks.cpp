// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valuetreenode.h"

#include <algorithm>
#include <ranges>

namespace rove::ui {
namespace {

bool lessThan(const PathStep &left, const PathStep &right)
{
    return left < right;
}

} // namespace

void ValueTreeModel::setMarks(ValueMarks marks)
{
    const ValueMarks oldMarks = std::exchange(m_marks, std::move(marks));
    const auto oldBelow = m_changesBelow;
    const auto oldRemoved = m_removedUnder;
    indexMarks();

    QSet<ValuePath> containers(oldRemoved.keyBegin(), oldRemoved.keyEnd());
    containers.unite(QSet<ValuePath>(m_removedUnder.keyBegin(), m_removedUnder.keyEnd()));
    for (const ValuePath &path : std::as_const(containers))
        if (Node *node = findNode(path))
            updateGhosts(node);

    QSet<ValuePath> touched;
    const auto collect = [&touched](const auto &before, const auto &after) {
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            if (const auto now = after.constFind(it.key());
                now == after.cend() || !(now.value() == it.value()))
                touched.insert(it.key());
        for (auto it = after.cbegin(); it != after.cend(); ++it)
            if (!before.contains(it.key()))
                touched.insert(it.key());
    };
    collect(oldMarks, m_marks);
    collect(oldBelow, m_changesBelow);
    for (const ValuePath &path : std::as_const(touched))
        if (const Node *node = findNode(path))
            emitRowChanged(node);
}

void ValueTreeModel::indexMarks()
{
    m_changesBelow.clear();
    m_removedUnder.clear();
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        ValuePath path = it.key();
        if (it->kind == ValueMark::Kind::Removed && !path.isRoot())
            m_removedUnder[path.parent()].append(path);
        while (!path.isRoot()) {
            path = path.parent();
            ChangeCounts &counts = m_changesBelow[path];
            if (it->kind == ValueMark::Kind::Added)
                ++counts.added;
            else if (it->kind == ValueMark::Kind::Removed)
                ++counts.removed;
            else
                ++counts.changed;
        }
    }
}

QList<PathStep> ValueTreeModel::wantedGhosts(const Node *node) const
{
    QList<PathStep> steps;
    for (const ValuePath &path : m_removedUnder.value(pathOfNode(node))) {
        const PathStep &step = path.steps().constLast();
        // What follows a removed element has taken its position; a key that is there again was not removed.
        if (std::holds_alternative<qsizetype>(step) || !node->findLive(step))
            steps.append(step);
    }
    std::ranges::sort(steps, lessThan);
    return steps;
}

void ValueTreeModel::updateGhosts(Node *node)
{
    const bool closed = node->total > 0 && !node->isPopulated();
    const bool isOffered = node->isComplete() && !closed && !node->shown;
    const QList<PathStep> wanted =
        isOffered && !m_removedUnder.isEmpty() ? wantedGhosts(node) : QList<PathStep>();
    const auto ghostCount = int(node->children.size()) - node->liveCount;
    const bool same = ghostCount == wanted.size() &&
                      std::ranges::equal(wanted, node->children | std::views::drop(node->liveCount), {}, {},
                                         [](const auto &child) { return child->step; });
    if (same)
        return;
    if (ghostCount > 0)
        dropRows(node, node->liveCount, int(node->children.size()) - 1);
    if (wanted.isEmpty())
        return;
    beginInsertRows(indexOfNode(node), node->liveCount, node->liveCount + int(wanted.size()) - 1);
    for (const PathStep &step : wanted) {
        const ValueMark mark = m_marks.value(pathOfNode(node).child(step));
        auto ghost = std::make_unique<Node>();
        ghost->parent = node;
        ghost->step = step;
        if (const auto *key = std::get_if<QString>(&step))
            ghost->label = *key;
        ghost->value = mark.oldValue.value_or(QCborValue());
        ghost->isGhost = true;
        node->children.push_back(std::move(ghost));
    }
    node->renumber(node->liveCount);
    endInsertRows();
}

void ValueTreeModel::refreshAges()
{
    for (auto it = m_marks.cbegin(); it != m_marks.cend(); ++it) {
        if (it->since.isNull())
            continue;
        if (const Node *node = findNode(it.key()))
            emit dataChanged(indexOfNode(node, ChangedColumn), indexOfNode(node, ChangedColumn),
                             {Qt::DisplayRole});
    }
}

std::optional<ValueMark> ValueTreeModel::markOf(const Node *node) const
{
    if (m_marks.isEmpty())
        return std::nullopt;
    const auto found = m_marks.constFind(pathOfNode(node));
    const bool isAbout =
        found != m_marks.cend() && (found->kind == ValueMark::Kind::Removed) == node->isGhost;
    return isAbout ? std::optional(*found) : std::nullopt;
}

} // namespace rove::ui
